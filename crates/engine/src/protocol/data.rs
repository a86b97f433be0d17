//! Requests about the data itself: Produce, Fetch, ListOffsets, Metadata.

use super::{first_of, FirstError};
use crate::broker::batch::Batch;
use crate::error::KafkaError;
use crate::name::Name;
use crate::record::{Millis, Offset};
use crate::topic_partition::TopicPartition;
use std::sync::Arc;

/// Produce: one batch per partition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProduceRequest {
    /// 0: no answer; 1: when the leader has it; -1: when all in-sync replicas
    /// have it.
    pub acks: i16,
    /// The batches, with base offset 0.
    pub batches: Vec<(TopicPartition, Arc<Batch>)>,
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
    /// Where it was to go.
    pub partition: TopicPartition,
    /// `NONE` if it was appended.
    pub error: KafkaError,
    /// What the broker says beside the error.
    pub error_message: Option<String>,
    /// The records for which it was refused (version 8 and later).
    pub record_errors: Vec<RecordError>,
    /// The offset of its first record, -1 with an error.
    pub base_offset: Offset,
    /// The broker's append time with LogAppendTime, else -1.
    pub log_append_time: Millis,
    /// First offset of the log that can be read, -1 with an error.
    pub log_start: Offset,
}

impl ProducedPartition {
    /// The answer for a batch that was not appended.
    pub fn refused(partition: &TopicPartition, error: KafkaError) -> Self {
        ProducedPartition {
            partition: partition.clone(),
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
    /// In the order of the request.
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
    /// What to read.
    pub partitions: Vec<FetchPartition>,
}

/// What was read of one partition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchedPartition {
    /// The partition.
    pub partition: TopicPartition,
    /// `NONE`, or why nothing could be read.
    pub error: KafkaError,
    /// High watermark; -1 with an error.
    pub high_watermark: Offset,
    /// Last stable offset; -1 with an error.
    pub last_stable: Offset,
    /// Log start; -1 with an error.
    pub log_start: Offset,
    /// Batches; the first may begin below the offset that was asked for.
    pub batches: Vec<Arc<Batch>>,
}

/// Answer to Fetch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchResponse {
    /// In the order of the request.
    pub partitions: Vec<FetchedPartition>,
}

impl FirstError for FetchResponse {
    fn first_error(&self) -> KafkaError {
        first_of(self.partitions.iter().map(|p| p.error))
    }
}

/// ListOffsets asks for the log's end with this.
pub const LATEST_TIMESTAMP: Millis = -1;
/// ListOffsets asks for the log's start with this.
pub const EARLIEST_TIMESTAMP: Millis = -2;
/// ListOffsets asks for the record with the largest timestamp with this.
pub const MAX_TIMESTAMP: Millis = -3;

/// ListOffsets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListOffsetsRequest {
    /// For each partition a timestamp, or one of the constants above.
    pub partitions: Vec<(TopicPartition, Millis)>,
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
}

/// Answer to ListOffsets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListOffsetsResponse {
    /// In the order of the request.
    pub partitions: Vec<ListedOffset>,
}

impl FirstError for ListOffsetsResponse {
    fn first_error(&self) -> KafkaError {
        first_of(self.partitions.iter().map(|p| p.error))
    }
}

/// Metadata.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetadataRequest {
    /// The topics of interest; `None` asks for all.
    pub topics: Option<Vec<Name>>,
    /// Whether a topic that is missing may be created.
    pub allow_auto_topic_creation: bool,
}

/// What there is to know of a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicMetadata {
    /// The topic.
    pub name: Name,
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
