//! What a log accepts of a client, and what it makes of it.
//! Source: `ProduceRequest.validateRecords`, `UnifiedLog.append`,
//! `LogValidator`.

use crate::config::TopicConfig;
use protocol::api::RecordError;
use protocol::batch::Batch;
use protocol::compression::Compression;
use protocol::error::KafkaError;
use protocol::record::{Millis, Record};
use protocol::topic_partition::TopicPartition;

/// Since this version of Produce a batch may be compressed with zstd.
const ZSTD_SINCE: i16 = 7;
/// The timestamp of a record that has none (`RecordBatch.NO_TIMESTAMP`).
const NO_TIMESTAMP: Millis = -1;
/// How many record errors the message of a batch shows.
const ERRORS_SHOWN: usize = 3;

/// Why a batch is refused.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub error: KafkaError,
    pub message: Option<String>,
    pub record_errors: Vec<RecordError>,
    /// Whether the log looked at the records, and says where it starts.
    pub by_the_log: bool,
}

impl From<KafkaError> for Refusal {
    fn from(error: KafkaError) -> Self {
        Refusal {
            error,
            message: None,
            record_errors: Vec::new(),
            by_the_log: false,
        }
    }
}

/// Checks that come before the log is asked: those of the request.
///
/// # Errors
/// `UNSUPPORTED_COMPRESSION_TYPE`.
pub(super) fn check_request(version: i16, batch: &Batch) -> Result<(), KafkaError> {
    match batch.compression() == Compression::Zstd && version < ZSTD_SINCE {
        true => Err(KafkaError::UnsupportedCompressionType),
        false => Ok(()),
    }
}

/// A client's batch as the log takes it at `now`: with the codec and the
/// timestamps that the topic wants.
///
/// # Errors
/// The batch is too large, or one of its records is not right; then all are
/// refused.
pub(super) fn accept(
    now: Millis,
    partition: &TopicPartition,
    batch: &Batch,
    config: &TopicConfig,
) -> Result<Batch, Refusal> {
    if batch.size() > config.max_message_bytes {
        return Err(KafkaError::MessageTooLarge.into());
    }
    let unnumbered = batch.has_producer_id() && batch.base_sequence < 0;
    if batch.base_offset() != 0 || batch.is_control || unnumbered || batch.records().is_empty() {
        return Err(Refusal {
            by_the_log: true,
            ..KafkaError::InvalidRecord.into()
        });
    }
    check_records(now, partition, batch.records(), config)?;
    let accepted = match config.compression {
        Some(codec) if codec != batch.compression() => {
            let batch = batch.clone().compressed(codec);
            if batch.size() > config.max_message_bytes {
                return Err(KafkaError::MessageTooLarge.into());
            }
            batch
        }
        _ => batch.clone(),
    };
    if accepted.size() > config.segment_bytes {
        return Err(KafkaError::RecordListTooLarge.into());
    }
    Ok(match config.log_append_time {
        true => accepted.stamped(now, true),
        // Without a timestamp in it a batch has none.
        false => {
            let newest = accepted.max_timestamp().max(NO_TIMESTAMP);
            let was_stamped = accepted.log_append_time();
            accepted.stamped(newest, was_stamped)
        }
    })
}

/// Looks at each record. One bad record is enough to refuse all; a bad
/// timestamp decides what the error is.
fn check_records(
    now: Millis,
    partition: &TopicPartition,
    records: &[Record],
    config: &TopicConfig,
) -> Result<(), Refusal> {
    let mut errors = Vec::new();
    let mut bad_timestamp = false;
    for (record, index) in records.iter().zip(0..) {
        let message = if config.compact && record.key.is_none() {
            format!(
                "Compacted topic cannot accept message without key in topic partition {partition}"
            )
        } else if !config.log_append_time && !in_range(now, record.timestamp, config) {
            bad_timestamp = true;
            out_of_range(now, record.timestamp, index, config)
        } else {
            continue;
        };
        errors.push(RecordError {
            batch_index: index,
            message,
        });
    }
    if errors.is_empty() {
        return Ok(());
    }
    let (error, message) = match bad_timestamp {
        true => (
            KafkaError::InvalidTimestamp,
            "One or more records have been rejected due to invalid timestamp".to_owned(),
        ),
        false => (KafkaError::InvalidRecord, several(&errors)),
    };
    Err(Refusal {
        error,
        message: Some(message),
        record_errors: errors,
        by_the_log: true,
    })
}

/// Whether a record's own timestamp is near enough to the broker's clock. A
/// record without one (-1) is.
fn in_range(now: Millis, timestamp: Millis, config: &TopicConfig) -> bool {
    let ago = now.wrapping_sub(timestamp);
    timestamp == NO_TIMESTAMP
        || (ago <= config.timestamp_before_max_ms
            && ago.wrapping_neg() <= config.timestamp_after_max_ms)
}

fn out_of_range(now: Millis, timestamp: Millis, offset: i32, config: &TopicConfig) -> String {
    let from = now.wrapping_sub(config.timestamp_before_max_ms);
    let to = now.wrapping_add(config.timestamp_after_max_ms);
    format!("Timestamp {timestamp} of message with offset {offset} is out of range. The timestamp should be within [{from}, {to}]")
}

/// What the broker says of a batch with these errors.
fn several(errors: &[RecordError]) -> String {
    let shown = errors.iter().take(ERRORS_SHOWN).map(|error| {
        format!(
            "RecordError(batchIndex={}, message='{}')",
            error.batch_index, error.message
        )
    });
    let shown: Vec<String> = shown.collect();
    format!(
        "One or more records have been rejected due to {} record errors in total, and only showing the first three errors at most: [{}]",
        errors.len(),
        shown.join(", ")
    )
}
