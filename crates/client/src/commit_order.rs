//! What the Java clients put into an OffsetCommit, and in which order.

use crate::call::Offsets;
use protocol::api::{by_topic, OfTopic, OffsetToCommit};
use protocol::java;
use protocol::topic_partition::TopicPartition;

/// Offsets out of a `HashMap` of `capacity` buckets at first: its order, then
/// topics in the order of a `HashMap` of their own.
///
/// Source: `ConsumerCoordinator.sendOffsetCommitRequest`.
pub(crate) fn hash_map_commit(offsets: &Offsets, capacity: usize) -> Vec<OfTopic<OffsetToCommit>> {
    let hash = |partition: &&TopicPartition| java::topic_partition_hash(partition);
    let partitions = offsets.keys().collect();
    commit(offsets, java::hash_map_order(partitions, hash, capacity))
}

/// Offsets in the order given, topics in the order of a `HashMap`.
///
/// Source: `AlterConsumerGroupOffsetsHandler.buildBatchedRequest`.
pub(crate) fn commit_as_given(offsets: &Offsets) -> Vec<OfTopic<OffsetToCommit>> {
    commit(offsets, offsets.keys().collect())
}

fn commit(offsets: &Offsets, order: Vec<&TopicPartition>) -> Vec<OfTopic<OffsetToCommit>> {
    let topics = by_topic(order.into_iter().map(|partition| {
        let given = &offsets[partition];
        let commit = OffsetToCommit {
            partition: partition.partition,
            offset: given.offset,
            leader_epoch: given.leader_epoch.unwrap_or(-1),
            metadata: given.metadata.clone(),
        };
        (partition.topic.clone(), commit)
    }));
    let hash = |topic: &OfTopic<OffsetToCommit>| java::string_hash(&topic.name);
    java::hash_map_order(topics, hash, java::DEFAULT_CAPACITY)
}
