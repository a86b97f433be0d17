//! Requests about the data itself: Produce, Fetch, ListOffsets,
//! OffsetForLeaderEpoch, Metadata.

use super::{first_of, FirstError};
use crate::batch::{Batch, ProducerId};
use crate::error::KafkaError;
use crate::name::Name;
use crate::record::{Millis, Offset};
use crate::topic_partition::{TopicId, TopicPartition, NO_TOPIC_ID};
use std::sync::Arc;

/// The leader epoch that a request does not name
/// (`RecordBatch.NO_PARTITION_LEADER_EPOCH`).
pub const NO_LEADER_EPOCH: i32 = -1;

/// Which records of transactions a reader sees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IsolationLevel {
    /// All records below the high watermark.
    #[default]
    ReadUncommitted,
    /// Those below the last stable offset.
    ReadCommitted,
}

/// Produce: one batch per partition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProduceRequest {
    /// 0: no answer; 1: when the leader has it; -1: when all in-sync replicas
    /// have it.
    pub acks: i16,
    /// The batches, with base offset 0.
    pub batches: Vec<(TopicPartition, Arc<Batch>)>,
    /// From version 13 on: the id of each batch's topic, in the same order,
    /// which then counts and not the name. Empty where the names count, as in
    /// what our clients send: they send what they would send if they looked
    /// the id up anew.
    pub topic_ids: Vec<TopicId>,
}

impl ProduceRequest {
    /// A request that names its topics.
    pub fn new(acks: i16, batches: Vec<(TopicPartition, Arc<Batch>)>) -> Self {
        ProduceRequest {
            acks,
            batches,
            topic_ids: Vec::new(),
        }
    }
}

/// Why one record of a batch was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordError {
    /// Which record, from 0.
    pub batch_index: i32,
    /// What is wrong with it.
    pub message: String,
}

/// What became of one batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProducedPartition {
    /// Where it was to go. The name of a topic id that is not known is empty.
    pub partition: TopicPartition,
    /// The topic's id, if the request named it so.
    pub topic_id: TopicId,
    /// `NONE` if it was appended.
    pub error: KafkaError,
    /// What the broker says beside the error (version 8 and later): of a batch
    /// that was refused for its records only.
    pub error_message: Option<String>,
    /// The records for which it was refused (version 8 and later).
    pub record_errors: Vec<RecordError>,
    /// The offset of its first record, -1 with an error.
    pub base_offset: Offset,
    /// The broker's append time with LogAppendTime, else -1.
    pub log_append_time: Millis,
    /// First offset of the log that can be read; with an error -1, unless the
    /// log refused the records.
    pub log_start: Offset,
}

impl ProducedPartition {
    /// The answer for a batch that was not appended.
    pub fn refused(partition: &TopicPartition, error: KafkaError) -> Self {
        ProducedPartition {
            partition: partition.clone(),
            topic_id: NO_TOPIC_ID,
            error,
            error_message: None,
            record_errors: Vec::new(),
            base_offset: -1,
            log_append_time: -1,
            log_start: -1,
        }
    }
}

/// Answer to Produce.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProduceResponse {
    /// In the order of the request, but those that were not there to be
    /// appended to at the end. (Kafka's order within each of the two follows
    /// the random ids of topics.)
    pub partitions: Vec<ProducedPartition>,
}

impl FirstError for ProduceResponse {
    fn first_error(&self) -> KafkaError {
        first_of(self.partitions.iter().map(|p| p.error))
    }
}

/// From where to read one partition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchPartition {
    /// The partition.
    pub partition: TopicPartition,
    /// The first offset that is wanted.
    pub fetch_offset: Offset,
    /// How many bytes at most, softly.
    pub max_bytes: i32,
    /// From version 13 on: the topic's id, which then counts and not the name;
    /// [`NO_TOPIC_ID`] where the name counts.
    pub topic_id: TopicId,
    /// The leader epoch that the reader knows (version 9 and later), or -1.
    pub current_leader_epoch: i32,
}

impl FetchPartition {
    /// Reads a partition that is named.
    pub fn new(partition: TopicPartition, fetch_offset: Offset, max_bytes: i32) -> Self {
        FetchPartition {
            partition,
            fetch_offset,
            max_bytes,
            topic_id: NO_TOPIC_ID,
            current_leader_epoch: NO_LEADER_EPOCH,
        }
    }
}

/// Fetch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchRequest {
    /// How long the broker may wait for `min_bytes`.
    pub max_wait_ms: Millis,
    /// How many bytes make waiting unnecessary.
    pub min_bytes: i32,
    /// How many bytes in all at most, softly.
    pub max_bytes: i32,
    /// `isolation.level`.
    pub isolation_level: IsolationLevel,
    /// The session that this fetch belongs to (version 7 and later), or 0.
    pub session_id: i32,
    /// Which fetch of its session it is (version 7 and later); -1 is one
    /// without a session.
    pub session_epoch: i32,
    /// What to read.
    pub partitions: Vec<FetchPartition>,
}

/// What was read of one partition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchedPartition {
    /// The partition. The name of a topic id that is not known is empty.
    pub partition: TopicPartition,
    /// The topic's id, if the request named it so.
    pub topic_id: TopicId,
    /// `NONE`, or why nothing could be read.
    pub error: KafkaError,
    /// High watermark; -1 with an error.
    pub high_watermark: Offset,
    /// Last stable offset; -1 with an error.
    pub last_stable: Offset,
    /// Log start; -1 with an error.
    pub log_start: Offset,
    /// The transactions among the batches that were aborted; null for those
    /// who did not ask for committed records only.
    pub aborted_transactions: Option<Vec<AbortedTransaction>>,
    /// Batches; the first may begin below the offset that was asked for.
    pub batches: Vec<Arc<Batch>>,
}

/// A transaction that was aborted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AbortedTransaction {
    /// Whose.
    pub producer_id: ProducerId,
    /// The offset of its first record.
    pub first_offset: Offset,
}

/// Answer to Fetch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchResponse {
    /// Why nothing at all could be read: the session is not right.
    pub error: KafkaError,
    /// The session, or 0: this broker keeps none, which Kafka's does not have
    /// to either.
    pub session_id: i32,
    /// In the order of the request, but those that are not there at the end.
    pub partitions: Vec<FetchedPartition>,
}

impl FirstError for FetchResponse {
    fn first_error(&self) -> KafkaError {
        let all = std::iter::once(self.error);
        first_of(all.chain(self.partitions.iter().map(|p| p.error)))
    }
}

/// ListOffsets asks for the log's end with this.
pub const LATEST_TIMESTAMP: Millis = -1;
/// ListOffsets asks for the log's start with this.
pub const EARLIEST_TIMESTAMP: Millis = -2;
/// ListOffsets asks for the record with the largest timestamp with this.
pub const MAX_TIMESTAMP: Millis = -3;

/// ListOffsets asks for the log's start on this broker with this (version 8
/// and later).
pub const EARLIEST_LOCAL_TIMESTAMP: Millis = -4;
/// ListOffsets asks for the highest offset in remote storage with this
/// (version 9 and later).
pub const LATEST_TIERED_TIMESTAMP: Millis = -5;
/// ListOffsets asks for the first offset that is not in remote storage with
/// this (version 11 and later).
pub const EARLIEST_PENDING_UPLOAD_TIMESTAMP: Millis = -6;

/// What to look up in one partition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListOffsetsPartition {
    /// The partition.
    pub partition: TopicPartition,
    /// A timestamp, or one of the constants above.
    pub timestamp: Millis,
    /// The leader epoch that the client knows (version 4 and later), or -1.
    pub current_leader_epoch: i32,
}

/// ListOffsets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListOffsetsRequest {
    /// `isolation.level`.
    pub isolation_level: IsolationLevel,
    /// What to look up.
    pub partitions: Vec<ListOffsetsPartition>,
}

impl ListOffsetsRequest {
    /// Asks for these timestamps, whoever leads the partitions.
    pub fn new(
        isolation_level: IsolationLevel,
        partitions: impl IntoIterator<Item = (TopicPartition, Millis)>,
    ) -> Self {
        let partitions = partitions.into_iter();
        ListOffsetsRequest {
            isolation_level,
            partitions: partitions
                .map(|(partition, timestamp)| ListOffsetsPartition {
                    partition,
                    timestamp,
                    current_leader_epoch: NO_LEADER_EPOCH,
                })
                .collect(),
        }
    }
}

/// What was found in one partition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedOffset {
    /// The partition.
    pub partition: TopicPartition,
    /// `NONE`, or why nothing could be looked up.
    pub error: KafkaError,
    /// The timestamp of the record found, else -1.
    pub timestamp: Millis,
    /// The offset, -1 where there is none.
    pub offset: Offset,
    /// The leader epoch of what was found (version 4 and later), or -1.
    pub leader_epoch: i32,
}

/// Answer to ListOffsets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListOffsetsResponse {
    /// In the order of Scala's hash maps of topics and of partitions.
    pub partitions: Vec<ListedOffset>,
}

impl FirstError for ListOffsetsResponse {
    fn first_error(&self) -> KafkaError {
        first_of(self.partitions.iter().map(|p| p.error))
    }
}

/// Which leader epoch of a partition is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OffsetForLeaderPartition {
    /// The partition.
    pub partition: TopicPartition,
    /// The leader epoch that the client knows, or -1.
    pub current_leader_epoch: i32,
    /// The epoch whose end is wanted.
    pub leader_epoch: i32,
}

/// OffsetForLeaderEpoch, as consumers ask it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OffsetForLeaderEpochRequest {
    /// What is asked.
    pub partitions: Vec<OffsetForLeaderPartition>,
}

/// Where a leader epoch ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EpochEndOffset {
    /// The partition.
    pub partition: TopicPartition,
    /// `NONE`, or why nothing could be looked up.
    pub error: KafkaError,
    /// The largest epoch up to the one that was asked about of which there are
    /// records, -1 where there is none.
    pub leader_epoch: i32,
    /// The offset after its last record, -1 where there is no such epoch.
    pub end_offset: Offset,
}

/// Answer to OffsetForLeaderEpoch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OffsetForLeaderEpochResponse {
    /// In the order of the request.
    pub partitions: Vec<EpochEndOffset>,
}

impl FirstError for OffsetForLeaderEpochResponse {
    fn first_error(&self) -> KafkaError {
        first_of(self.partitions.iter().map(|p| p.error))
    }
}

/// DeleteRecords means the high watermark with this.
pub const HIGH_WATERMARK: Offset = -1;

/// DeleteRecords.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeleteRecordsRequest {
    /// The offset of each partition below which records go, or
    /// [`HIGH_WATERMARK`].
    pub partitions: Vec<(TopicPartition, Offset)>,
}

/// What became of one partition's records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeletedRecords {
    /// The partition.
    pub partition: TopicPartition,
    /// `NONE`, or why they are still there.
    pub error: KafkaError,
    /// The first offset that can be read now, -1 with an error.
    pub low_watermark: Offset,
}

/// Answer to DeleteRecords.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeleteRecordsResponse {
    /// In the order of Scala's hash maps of topics and of partitions.
    pub partitions: Vec<DeletedRecords>,
}

impl FirstError for DeleteRecordsResponse {
    fn first_error(&self) -> KafkaError {
        first_of(self.partitions.iter().map(|p| p.error))
    }
}

/// Metadata.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetadataRequest {
    /// The topics of interest; `None` asks for all.
    pub topics: Option<Vec<Name>>,
    /// Topics that are asked for by their ids.
    pub topic_ids: Vec<TopicId>,
    /// Whether a topic that is missing may be created.
    pub allow_auto_topic_creation: bool,
}

/// What there is to know of a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicMetadata {
    /// The topic; empty for an id that no topic has.
    pub name: Name,
    /// Its id; none where there is no such topic.
    pub topic_id: TopicId,
    /// Whether it is one of Kafka's own.
    pub is_internal: bool,
    /// `NONE`, or that it does not exist or cannot.
    pub error: KafkaError,
    /// How many partitions it has; 0 with an error.
    pub partitions: i32,
}

/// Answer to Metadata.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetadataResponse {
    /// In the order of the request.
    pub topics: Vec<TopicMetadata>,
}

impl FirstError for MetadataResponse {
    fn first_error(&self) -> KafkaError {
        first_of(self.topics.iter().map(|t| t.error))
    }
}
