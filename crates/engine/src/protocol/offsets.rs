//! Requests about committed offsets: OffsetCommit and OffsetFetch.

use super::{first_of, FirstError};
use crate::error::KafkaError;
use crate::name::Name;
use crate::record::Offset;
use crate::topic_partition::TopicPartition;

/// An offset that is to be committed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OffsetToCommit {
    /// The partition.
    pub partition: TopicPartition,
    /// The next offset to read. The broker does not compare it with the log.
    pub offset: Offset,
    /// The leader epoch of the last record read, -1 where it is not known.
    pub leader_epoch: i32,
    /// Any text.
    pub metadata: Name,
}

/// OffsetCommit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OffsetCommitRequest {
    /// The group.
    pub group_id: Name,
    /// The member's generation, -1 for one that is no member.
    pub generation_id: i32,
    /// The member, "" for one that is none.
    pub member_id: Name,
    /// `group.instance.id`.
    pub group_instance_id: Option<Name>,
    /// The offsets.
    pub offsets: Vec<OffsetToCommit>,
}

/// Answer to OffsetCommit: an error per partition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OffsetCommitResponse {
    /// Partitions that failed come first.
    pub partitions: Vec<(TopicPartition, KafkaError)>,
}

impl FirstError for OffsetCommitResponse {
    fn first_error(&self) -> KafkaError {
        first_of(self.partitions.iter().map(|p| p.1))
    }
}

/// OffsetFetch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OffsetFetchRequest {
    /// The group.
    pub group_id: Name,
    /// The partitions; `None` asks for all that have a commit.
    pub partitions: Option<Vec<TopicPartition>>,
}

/// A committed offset as it is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchedOffset {
    /// The partition.
    pub partition: TopicPartition,
    /// The committed offset, -1 where nothing was committed.
    pub offset: Offset,
    /// Its leader epoch, or -1.
    pub leader_epoch: i32,
    /// Its text.
    pub metadata: Name,
}

/// Answer to OffsetFetch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OffsetFetchResponse {
    /// The group's error.
    pub error: KafkaError,
    /// The offsets.
    pub partitions: Vec<FetchedOffset>,
}

impl FirstError for OffsetFetchResponse {
    fn first_error(&self) -> KafkaError {
        self.error
    }
}
