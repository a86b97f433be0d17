//! Aims: records land in the cell to which the view let them fly.

use crate::simulation::run::Place;
use broker::BrokerEvent;
use cluster::event::{Event, Happening};
use cluster::network::NetworkEvent;
use cluster::view::View;
use cluster::FlightId;
use protocol::api::RequestBody;
use protocol::record::Offset;
use protocol::topic_partition::TopicPartition;
use std::collections::BTreeMap;

/// Where the records of a flight were seen to go: of each partition the first.
type Aim = BTreeMap<TopicPartition, Offset>;

/// The aims of the last view.
#[derive(Default)]
pub(super) struct Aims {
    aims: BTreeMap<FlightId, Aim>,
    /// How many batches flights carry.
    batches: BTreeMap<FlightId, usize>,
    /// The aim of the flight that has just arrived.
    landing: Aim,
    /// How many batches it brought that are not in a log yet.
    brought: usize,
}

impl Aims {
    /// A look at the view.
    pub(super) fn look(&mut self, view: &View) {
        self.aims.clear();
        let flights = view.flights.iter();
        for flight in flights.filter(|f| f.api == "Produce" && !f.response) {
            let aim = self.aims.entry(flight.id).or_default();
            for record in &flight.records {
                let partition = TopicPartition::new(record.topic.clone(), record.partition);
                aim.entry(partition)
                    .or_insert(record.offset.expect("a cell"));
            }
        }
    }

    /// Something happened.
    pub(super) fn see(&mut self, place: Place, event: &Event) {
        match &event.what {
            Happening::Network(NetworkEvent::RequestSent {
                request,
                flight: Some((flight, _)),
                ..
            }) => {
                if let RequestBody::Produce(body) = &request.body {
                    self.batches.insert(*flight, body.batches.len());
                }
            }
            Happening::Network(NetworkEvent::RequestArrived { flight }) => {
                self.landing = self.aims.remove(flight).unwrap_or_default();
                self.brought = self.batches.remove(flight).unwrap_or(0);
            }
            Happening::Broker(BrokerEvent::BatchAppended { partition, batch }) => {
                self.brought = self.brought.saturating_sub(1);
                if let Some(aim) = self.landing.remove(partition) {
                    let landed = batch.base_offset();
                    assert_eq!(aim, landed, "{place}: a record missed its cell");
                }
            }
            // A batch that was refused makes what was foretold wrong.
            Happening::Network(NetworkEvent::ResponseSent { .. }) if self.brought > 0 => {
                self.forget();
            }
            Happening::Network(NetworkEvent::Cut { .. })
            | Happening::Broker(BrokerEvent::TopicDeleted { .. }) => self.forget(),
            _ => {}
        }
    }

    fn forget(&mut self) {
        self.aims.clear();
        self.landing.clear();
        self.brought = 0;
    }
}
