//! The order in which the Java clients put partitions into an OffsetCommit.

use crate::java;
use crate::name::Name;
use crate::protocol::{by_topic, OfTopic, OffsetToCommit};
use crate::topic_partition::TopicPartition;

/// Topics in the order of a `HashMap`, the partitions of each in the order of
/// one that was made for them.
///
/// Source: `ConsumerCoordinator.sendOffsetCommitRequest`,
/// `AlterConsumerGroupOffsetsHandler.buildBatchedRequest`.
pub fn commit_order(
    offsets: impl IntoIterator<Item = (TopicPartition, OffsetToCommit)>,
) -> Vec<OfTopic<OffsetToCommit>> {
    let entries = offsets.into_iter();
    let topics = by_topic(entries.map(|(partition, offset)| (partition.topic, offset)));
    let hash = |topic: &OfTopic<OffsetToCommit>| java::string_hash(&topic.name);
    let mut topics = java::hash_map_order(topics, hash, java::DEFAULT_CAPACITY);
    for topic in &mut topics {
        let name: Name = topic.name.clone();
        let partitions = std::mem::take(&mut topic.partitions);
        let capacity = java::capacity_of_copy(partitions.len()).max(4);
        let hash = |offset: &OffsetToCommit| {
            java::topic_partition_hash(&TopicPartition::new(name.clone(), offset.partition))
        };
        topic.partitions = java::hash_map_order(partitions, hash, capacity);
    }
    topics
}
