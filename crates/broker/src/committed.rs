//! The offsets that a group committed, as the coordinator remembers them.
//!
//! It is what the coordinator answers from. That it has also written each of them as a
//! record is in [`offsets_topic`](crate::offsets_topic).
//!
//! *Read next: [`config`](crate::config), the settings behind all of it.*

use protocol::java;
use protocol::java::timeline::TimelineTable;
use protocol::map::Map;
use protocol::name::Name;
use protocol::record::{Millis, Offset};
use protocol::topic_partition::TopicPartition;
use std::ops::Deref;

/// A committed offset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommittedOffset {
    /// The next offset to read.
    pub offset: Offset,
    /// Leader epoch of the last record read, or -1.
    pub leader_epoch: i32,
    /// The text that came with it.
    pub metadata: Name,
    /// When it was committed.
    pub at: Millis,
    /// When it expires, if the commit said so itself (OffsetCommit up to
    /// version 4 could).
    pub expires: Option<Millis>,
}

/// The committed offsets of a group, by partition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupOffsets {
    by_partition: Map<TopicPartition, CommittedOffset>,
    topics: TimelineTable<Name>,
    partitions: Map<Name, TimelineTable<i32>>,
}

impl Deref for GroupOffsets {
    type Target = Map<TopicPartition, CommittedOffset>;
    fn deref(&self) -> &Self::Target {
        &self.by_partition
    }
}

impl GroupOffsets {
    /// Remembers a commit.
    pub(super) fn put(&mut self, partition: &TopicPartition, committed: CommittedOffset) {
        let topic = &partition.topic;
        if !self.partitions.contains_key(topic) {
            self.topics.put(topic.clone());
        }
        let table = self.partitions.get_or_default(topic.clone());
        table.put(partition.partition);
        self.by_partition.insert(partition.clone(), committed);
    }

    /// Forgets a commit.
    pub(super) fn remove(&mut self, partition: &TopicPartition) {
        if self.by_partition.remove(partition).is_none() {
            return;
        }
        let topic = &partition.topic;
        let Some(table) = self.partitions.get_mut(topic) else {
            return;
        };
        table.remove(&partition.partition);
        if table.is_empty() {
            self.partitions.remove(topic);
            self.topics.remove(topic);
        }
    }

    /// The partitions in the order of the coordinator's hash tables, in which
    /// OffsetFetch lists all and in which offsets go when a group goes.
    pub fn in_table_order(&self) -> Vec<TopicPartition> {
        let topics = self.topics.in_order(|topic| java::string_hash(topic));
        let mut ordered = Vec::new();
        for topic in topics {
            let partitions = self.partitions[topic].in_order(|partition| *partition);
            let named = partitions.into_iter();
            ordered.extend(named.map(|p| TopicPartition::new(topic.clone(), *p)));
        }
        ordered
    }
}
