//! Records: what was acknowledged is in the log where the answer said, once,
//! and in the partition that its key leads to.

use crate::simulation::run::Place;
use broker::BrokerEvent;
use client::call::{OpId, ProducerCall, ProducerRecord};
use client::outcome::{Outcome, Sent};
use client::partitioner::murmur2::partition_for_key;
use client::producer::ProducerEvent;
use cluster::event::{ClientSpec, Event, Happening, MachineEvent, OperationEvent};
use cluster::network::NetworkEvent;
use cluster::MachineId;
use protocol::batch::Batch;
use protocol::config::Settings;
use protocol::name::Name;
use protocol::record::{Offset, Payload, Record};
use protocol::topic_name;
use protocol::topic_partition::TopicPartition;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What tells records apart, as far as they can be.
type Content = (Name, Option<Payload>, Option<Payload>);

/// A send under way.
struct Send {
    machine: MachineId,
    records: Arc<[ProducerRecord]>,
    /// How many of them have a partition or were refused.
    placed: usize,
}

/// All sends and all that is in logs.
#[derive(Default)]
pub(super) struct Records {
    sends: BTreeMap<OpId, Send>,
    logs: BTreeMap<TopicPartition, Vec<Record>>,
    acknowledged: BTreeSet<(TopicPartition, Offset)>,
    sent: BTreeMap<Content, u32>,
    appended: BTreeMap<Content, u32>,
    /// Partition counts that topics ever had.
    counts: BTreeMap<Name, BTreeSet<i32>>,
    /// Topics of which an answer may come after they were deleted.
    deleted: BTreeSet<Name>,
    /// Machines with a partitioner of another kind.
    unusual: BTreeSet<MachineId>,
    /// Whether something was lost on the way, so that it was sent again.
    cut: bool,
    /// Whether peers produce too, who answer for their records themselves.
    peers: bool,
}

impl Records {
    /// Something happened.
    pub(super) fn see(&mut self, place: Place, event: &Event) {
        match &event.what {
            Happening::Broker(event) => self.see_broker(place, event),
            Happening::Operation(op, event) => self.see_operation(place, *op, event),
            Happening::Network(NetworkEvent::Cut { .. }) => self.cut = true,
            Happening::Producer(_, ProducerEvent::Accumulated { op, partitions }) => {
                self.place(place, *op, partitions);
            }
            Happening::Producer(_, ProducerEvent::Refused { op, .. }) => {
                if let Some(send) = self.sends.get_mut(op) {
                    send.placed += 1;
                }
            }
            Happening::Machine(
                id,
                MachineEvent::Added {
                    settings, client, ..
                },
            ) => {
                self.peers |= *client == ClientSpec::Peer;
                self.set_up(*id, settings);
            }
            Happening::Machine(id, MachineEvent::Configured(change)) => {
                self.set_up(*id, &change.settings);
            }
            _ => {}
        }
    }

    fn set_up(&mut self, id: MachineId, settings: &Settings) {
        let partitioners = ["partitioner.class", "partitioner.ignore.keys"];
        if partitioners.iter().any(|key| settings.contains_key(*key)) {
            self.unusual.insert(id);
        }
    }

    fn see_broker(&mut self, place: Place, event: &BrokerEvent) {
        match event {
            BrokerEvent::TopicCreated {
                topic, partitions, ..
            }
            | BrokerEvent::PartitionsAdded { topic, partitions } => {
                let counts = self.counts.entry(topic.clone()).or_default();
                counts.insert(*partitions);
            }
            BrokerEvent::TopicDeleted { topic } => {
                self.deleted.insert(topic.clone());
                self.logs.retain(|partition, _| partition.topic != *topic);
            }
            BrokerEvent::BatchAppended { partition, batch } => {
                self.append(place, partition, batch);
            }
            _ => {}
        }
    }

    fn append(&mut self, place: Place, partition: &TopicPartition, batch: &Batch) {
        if topic_name::is_internal(&partition.topic) {
            return;
        }
        let log = self.logs.entry(partition.clone()).or_default();
        log.extend(batch.records().iter().cloned());
        for record in batch.records().iter() {
            let topic = partition.topic.clone();
            let content = (topic, record.key.clone(), record.value.clone());
            let sent = self.sent.get(&content).copied().unwrap_or(0);
            let appended = self.appended.entry(content).or_default();
            *appended += 1;
            let once = *appended <= sent || (self.cut && sent > 0) || self.peers;
            assert!(once, "{place}: {record:?} is in {partition} again");
        }
    }

    fn see_operation(&mut self, place: Place, op: OpId, event: &OperationEvent) {
        match event {
            OperationEvent::Began { machine, call } => {
                let Some(ProducerCall::Send(records)) = call.producer() else {
                    return;
                };
                for r in records.iter() {
                    let content = (r.topic.clone(), r.key.clone(), r.value.clone());
                    *self.sent.entry(content).or_default() += 1;
                }
                let send = Send {
                    machine: *machine,
                    records: records.clone(),
                    placed: 0,
                };
                self.sends.insert(op, send);
            }
            OperationEvent::Completed(outcome) => {
                let send = self.sends.remove(&op);
                if let (Some(send), Outcome::Sent(sent)) = (send, &**outcome) {
                    let (records, results) = (send.records.len(), sent.len());
                    assert_eq!(records, results, "{place}: a result for each record");
                    for (record, sent) in send.records.iter().zip(sent.iter()) {
                        self.acknowledge(place, record, sent);
                    }
                }
            }
            OperationEvent::Queued { .. } => {}
        }
    }

    fn acknowledge(&mut self, place: Place, record: &ProducerRecord, sent: &Sent) {
        let Ok(sent) = sent else {
            return;
        };
        let offset = sent.offset;
        if offset < 0 || self.deleted.contains(&record.topic) {
            return;
        }
        let partition = TopicPartition::new(record.topic.clone(), sent.partition);
        let log = self.logs.get(&partition);
        let found = log.and_then(|log| log.get(offset as usize));
        let found = found.unwrap_or_else(|| panic!("{place}: nothing at {partition} {offset}"));
        let same = found.key == record.key
            && found.value == record.value
            && found.headers == record.headers
            && record.timestamp.is_none_or(|at| at == found.timestamp);
        assert!(same, "{place}: {found:?} at {partition} {offset}");
        let new = self.acknowledged.insert((partition, offset));
        assert!(new, "{place}: {record:?} shares its place");
    }

    fn place(&mut self, place: Place, op: OpId, partitions: &[i32]) {
        let send = self.sends.get_mut(&op).expect("a send is under way");
        let usual = !self.unusual.contains(&send.machine);
        for partition in partitions {
            let record = &send.records[send.placed];
            send.placed += 1;
            let counts = self.counts.get(&record.topic);
            let mut counts = counts.into_iter().flatten();
            let right = match (record.partition, &record.key) {
                (Some(asked), _) => *partition == asked,
                (None, Some(key)) if usual => {
                    let key = key.bytes();
                    counts.any(|count| partition_for_key(&key, *count) == *partition)
                }
                _ => counts.any(|count| (0..*count).contains(partition)),
            };
            assert!(right, "{place}: {record:?} went to {partition}");
        }
    }
}
