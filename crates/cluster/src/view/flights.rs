//! What is in the air, as a view shows it.

use super::source::Source;
use super::{FlightView, FlyingOffsetView, FlyingRecordView, NamedOffset, LISTED};
use crate::ids::FlightId;
use crate::network::{Cargo, Flight};
use crate::Machine;
use protocol::api::{
    FetchResponse, ProduceRequest, ProduceResponse, Request, RequestBody, Response,
};
use protocol::error::KafkaError;
use protocol::map::Map;
use protocol::record::{Offset, Record};
use protocol::sort::sort_by_key;
use protocol::topic_partition::TopicPartition;

/// All flights, in the order in which they left.
pub(super) fn flights(source: &Source) -> Vec<FlightView> {
    // Where each log will end once the Produce requests that arrive before
    // have been appended.
    let mut ends: Map<TopicPartition, Offset> = Map::new();
    let mut order: Vec<(&FlightId, &Flight)> = source.state.network().flights().iter().collect();
    sort_by_key(&mut order, |(id, flight)| (flight.arrives, **id));
    let mut flights: Vec<FlightView> = order
        .into_iter()
        .filter_map(|(id, flight)| source.flight(*id, flight, &mut ends))
        .collect();
    sort_by_key(&mut flights, |flight| flight.id);
    flights
}

/// What a flight carries.
#[derive(Default)]
struct Load {
    records: Vec<FlyingRecordView>,
    count: u32,
    offsets: Vec<FlyingOffsetView>,
    partitions: Vec<TopicPartition>,
}

impl Source<'_> {
    fn flight(
        &self,
        id: FlightId,
        flight: &Flight,
        ends: &mut Map<TopicPartition, Offset>,
    ) -> Option<FlightView> {
        let connection = self.state.network().connection(flight.connection)?;
        let (request, response) = match &flight.cargo {
            Cargo::Request(request) => (request, None),
            Cargo::Response(response, request) => (request, Some(response)),
            Cargo::Close(request) => (request, None),
        };
        let closes = matches!(flight.cargo, Cargo::Close(_));
        let load = match response {
            None if closes => Load::default(),
            None => self.request_load(request, ends),
            Some(response) => self.response_load(request, response),
        };
        // Of a machine that was taken away nothing is shown, but its records land.
        let machine: &Machine = self.state.machines().get(&connection.machine())?;
        let consumer = machine.client().consumer();
        Some(FlightView {
            id,
            api: request.body.api(),
            response: response.is_some() || closes,
            machine: machine.name().clone(),
            group: request
                .body
                .group()
                .or(consumer.and_then(|consumer| consumer.group()))
                .cloned(),
            left: self.since_start(flight.left),
            arrives: self.since_start(flight.arrives),
            error: response
                .map(|response| response.error())
                .or(closes.then_some(KafkaError::NetworkException))
                .filter(|error| !error.is_none())
                .map(|error| error.name()),
            records: load.records,
            count: load.count,
            offsets: load.offsets,
            partitions: load.partitions,
        })
    }

    fn request_load(&self, request: &Request, ends: &mut Map<TopicPartition, Offset>) -> Load {
        match &request.body {
            RequestBody::Produce(body) => self.produce_load(body, ends),
            RequestBody::OffsetCommit(_) => offsets_load(request),
            RequestBody::Fetch(body) => {
                partitions_load(body.partitions.iter().map(|p| p.partition.clone()))
            }
            RequestBody::ListOffsets(body) => {
                partitions_load(body.partitions.iter().map(|p| p.partition.clone()))
            }
            RequestBody::OffsetForLeaderEpoch(body) => {
                partitions_load(body.partitions.iter().map(|p| p.partition.clone()))
            }
            RequestBody::DeleteRecords(body) => {
                partitions_load(body.partitions.iter().map(|p| p.0.clone()))
            }
            RequestBody::OffsetFetch(body) => partitions_load(body.partitions()),
            _ => Load::default(),
        }
    }

    fn produce_load(&self, body: &ProduceRequest, ends: &mut Map<TopicPartition, Offset>) -> Load {
        let mut load = Load::default();
        for (partition, batch) in &body.batches {
            let Some(log) = self.state.broker().log(partition) else {
                continue;
            };
            let end = ends.get_or_insert_with(partition.clone(), || log.end());
            let landed = batch.at(*end);
            let records = landed.offsets();
            let records = records.map(|(offset, record)| (Some(offset), record));
            self.load_records(&mut load, partition, records);
            *end = landed.end_offset();
        }
        load
    }

    fn response_load(&self, request: &Request, response: &Response) -> Load {
        match (response, &request.body) {
            (Response::Fetch(body), RequestBody::Fetch(asked)) => {
                let mut load = self.fetch_load(body, |partition| {
                    let asked = asked.partitions.iter();
                    let mut asked = asked.filter(|p| p.partition == *partition);
                    asked.next().map_or(0, |p| p.fetch_offset)
                });
                load.partitions = asked
                    .partitions
                    .iter()
                    .map(|p| p.partition.clone())
                    .collect();
                load
            }
            (Response::Produce(body), RequestBody::Produce(sent)) => self.refused_load(body, sent),
            (Response::OffsetCommit(_), _) => offsets_load(request),
            _ => Load::default(),
        }
    }

    /// The records of the batches that the broker did not append.
    fn refused_load(&self, body: &ProduceResponse, sent: &ProduceRequest) -> Load {
        let mut load = Load::default();
        for (produced, (partition, batch)) in body.partitions.iter().zip(&sent.batches) {
            if !produced.error.is_none() {
                let records = batch.records().iter().map(|record| (None, record));
                self.load_records(&mut load, partition, records);
            }
        }
        load
    }

    fn fetch_load(&self, body: &FetchResponse, from: impl Fn(&TopicPartition) -> Offset) -> Load {
        let mut load = Load::default();
        for fetched in &body.partitions {
            let from = from(&fetched.partition);
            let batches = fetched.batches.iter();
            let wanted = batches.flat_map(|batch| batch.offsets_from(from));
            let wanted = wanted.map(|(offset, record)| (Some(offset), record));
            self.load_records(&mut load, &fetched.partition, wanted);
        }
        load
    }

    fn load_records<'a>(
        &self,
        load: &mut Load,
        partition: &TopicPartition,
        records: impl Iterator<Item = (Option<Offset>, &'a Record)>,
    ) {
        for (offset, record) in records {
            load.count += 1;
            if load.records.len() < LISTED {
                load.records.push(FlyingRecordView {
                    topic: partition.topic.clone(),
                    partition: partition.partition,
                    offset,
                    key: self.text(record.key.as_ref()),
                    tint: self.tint(record.key.as_ref()),
                });
            }
        }
    }
}

fn partitions_load(partitions: impl Iterator<Item = TopicPartition>) -> Load {
    Load {
        partitions: partitions.collect(),
        ..Load::default()
    }
}

fn offsets_load(request: &Request) -> Load {
    let RequestBody::OffsetCommit(body) = &request.body else {
        return Load::default();
    };
    Load {
        offsets: body
            .offsets()
            .map(|(partition, commit)| FlyingOffsetView {
                topic: partition.topic,
                partition: partition.partition,
                offset: NamedOffset(commit.offset),
            })
            .collect(),
        ..Load::default()
    }
}
