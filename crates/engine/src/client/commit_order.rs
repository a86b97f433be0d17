//! The order in which the Java clients put partitions into an OffsetCommit.

use crate::java;
use crate::protocol::{by_topic, OfTopic, OffsetToCommit};
use crate::topic_partition::TopicPartition;

/// Offsets out of a `HashMap` of `capacity` buckets at first: its order, then
/// topics in the order of a `HashMap` of their own.
///
/// Source: `ConsumerCoordinator.sendOffsetCommitRequest`.
pub fn hash_map_commit(
    offsets: Vec<(TopicPartition, OffsetToCommit)>,
    capacity: usize,
) -> Vec<OfTopic<OffsetToCommit>> {
    let hash =
        |(partition, _): &(TopicPartition, OffsetToCommit)| java::topic_partition_hash(partition);
    commit_as_given(java::hash_map_order(offsets, hash, capacity))
}

/// Offsets in the order given, topics in the order of a `HashMap`.
///
/// Source: `AlterConsumerGroupOffsetsHandler.buildBatchedRequest`.
pub fn commit_as_given(
    offsets: Vec<(TopicPartition, OffsetToCommit)>,
) -> Vec<OfTopic<OffsetToCommit>> {
    let entries = offsets.into_iter();
    let topics = by_topic(entries.map(|(partition, offset)| (partition.topic, offset)));
    let hash = |topic: &OfTopic<OffsetToCommit>| java::string_hash(&topic.name);
    java::hash_map_order(topics, hash, java::DEFAULT_CAPACITY)
}
