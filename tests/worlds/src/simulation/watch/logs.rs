//! Logs: offsets go up without gaps, and committed offsets are what
//! `__consumer_offsets` says.

use crate::simulation::run::Place;
use broker::offsets_topic::OffsetsRecord;
use broker::{BrokerEvent, OFFSETS_TOPIC};
use cluster::event::{Event, Happening};
use cluster::State;
use protocol::batch::Batch;
use protocol::name::Name;
use protocol::record::{Millis, Offset, Payload};
use protocol::topic_partition::TopicPartition;
use std::collections::BTreeMap;

/// A committed offset: offset, text, instant.
type Commit = (Offset, Name, Millis);

/// Where logs end, and what was committed.
#[derive(Default)]
pub(super) struct Logs {
    ends: BTreeMap<Name, Vec<Offset>>,
    committed: BTreeMap<Name, BTreeMap<TopicPartition, Commit>>,
}

impl Logs {
    /// Where a log ends.
    pub(super) fn end(&self, partition: &TopicPartition) -> Option<Offset> {
        let index = usize::try_from(partition.partition).ok()?;
        self.ends.get(&partition.topic)?.get(index).copied()
    }

    /// Something happened.
    pub(super) fn see(&mut self, place: Place, event: &Event) {
        let Happening::Broker(event) = &event.what else {
            return;
        };
        match event {
            BrokerEvent::TopicCreated {
                topic, partitions, ..
            } => {
                let ends = vec![0; *partitions as usize];
                let old = self.ends.insert(topic.clone(), ends);
                assert_eq!(old, None, "{place}: {topic} was made twice");
            }
            BrokerEvent::PartitionsAdded { topic, partitions } => {
                let ends = self.ends.get_mut(topic).expect("the topic is there");
                let to = *partitions as usize;
                assert!(to > ends.len(), "{place}: {topic} does not shrink");
                ends.resize(to, 0);
            }
            BrokerEvent::TopicDeleted { topic } => {
                let old = self.ends.remove(topic);
                assert!(old.is_some(), "{place}: {topic} was deleted twice");
                if *topic == OFFSETS_TOPIC {
                    self.committed.clear();
                }
            }
            BrokerEvent::BatchAppended { partition, batch } => {
                self.append(place, partition, batch);
            }
            _ => {}
        }
    }

    fn append(&mut self, place: Place, partition: &TopicPartition, batch: &Batch) {
        let index = partition.partition as usize;
        let end = &mut self.ends.get_mut(&partition.topic).expect("a topic")[index];
        assert_eq!(batch.base_offset(), *end, "{place}: {partition} has a gap");
        assert!(!batch.records().is_empty(), "{place}: a batch of nothing");
        *end += batch.records().len() as Offset;
        if partition.topic != OFFSETS_TOPIC {
            return;
        }
        for record in batch.records().iter() {
            let key = record.key.as_ref().expect("a key").bytes();
            let value = record.value.as_ref().map(Payload::bytes);
            let record = OffsetsRecord::decode(&key, value.as_deref());
            self.commit(record.unwrap_or_else(|| panic!("{place}: nobody can read {key:?}")));
        }
    }

    fn commit(&mut self, record: OffsetsRecord) {
        let OffsetsRecord::Offset {
            group,
            topic,
            partition,
            value,
        } = record
        else {
            return;
        };
        let partition = TopicPartition::new(topic, partition);
        let offsets = self.committed.entry(group).or_default();
        match value {
            Some(value) => {
                let commit = (value.offset, value.metadata, value.commit_timestamp);
                offsets.insert(partition, commit);
            }
            None => {
                offsets.remove(&partition);
            }
        }
    }

    /// A look at the state in between.
    pub(super) fn look(&self, place: Place, state: &State) {
        for (name, topic) in state.broker().topics() {
            let ends: Vec<Offset> = topic.partitions.iter().map(|log| log.end()).collect();
            assert_eq!(self.ends.get(name), Some(&ends), "{place}: {name}");
            for log in &topic.partitions {
                assert!(log.start() <= log.last_stable(), "{place}: {name}");
                assert!(log.last_stable() <= log.high_watermark(), "{place}: {name}");
                assert!(log.high_watermark() <= log.end(), "{place}: {name}");
                let newest = log.end() - 5;
                let offsets = log.records(newest).map(|(offset, _)| offset);
                assert!(offsets.eq(newest.max(log.start())..log.end()), "{place}");
            }
        }
        assert_eq!(self.ends.len(), state.broker().topics().len(), "{place}");
        let mut theirs = BTreeMap::new();
        for (group, offsets) in state.broker().offsets().iter() {
            for (partition, c) in offsets.iter() {
                let commit = (c.offset, c.metadata.clone(), c.at);
                theirs.insert((group, partition), commit);
            }
        }
        let mut ours = BTreeMap::new();
        for (group, offsets) in &self.committed {
            for (partition, commit) in offsets {
                ours.insert((group, partition), commit.clone());
            }
        }
        assert_eq!(ours, theirs, "{place}: {OFFSETS_TOPIC}");
    }
}
