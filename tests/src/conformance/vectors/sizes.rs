//! Bytes of records and batches, and the producer's estimates.

use super::{list, number, same, truth, Check};
use protocol::name::Name;
use protocol::record;
use protocol::record::{Header, Payload, Record};
use serde_json::Value;
use std::sync::Arc;

/// So many bytes, or null for a negative number.
fn payload(entry: &Value, field: &str) -> Option<Payload> {
    let size: i64 = number(entry, field);
    u32::try_from(size).ok().map(Payload::Zeros)
}

/// Headers: pairs of a key and a value that may be null.
fn headers(entry: &Value) -> Arc<[Header]> {
    let pairs = list(entry, "headers").iter();
    pairs
        .map(|pair| Header {
            key: Name::from(pair[0].as_str().expect("a key")),
            value: pair[1].as_str().map(Payload::from),
        })
        .collect()
}

/// What a batch and a record have besides their fields.
pub(super) fn overheads(file: &Value) -> Check {
    let batch = number(file, "record_batch_overhead");
    same("a batch's header", record::BATCH_OVERHEAD, batch)?;
    let record = number(file, "max_record_overhead");
    same("the most of a record", record::MAX_RECORD_OVERHEAD, record)
}

/// A record, and a batch of it alone.
pub(super) fn record(entry: &Value) -> Check {
    let timestamp_delta = number(entry, "timestamp_delta");
    let record = Record {
        key: payload(entry, "key_size"),
        value: payload(entry, "value_size"),
        headers: headers(entry),
        timestamp: timestamp_delta,
    };
    let offset_delta = number(entry, "offset_delta");
    let size = record::record_size(&record, offset_delta, timestamp_delta);
    same("record", size, number(entry, "record_size"))?;
    if entry["single_record_batch_size"].is_null() {
        // Entries with headers do not tell the size of the batch.
        return same("without headers", record.headers.is_empty(), false);
    }
    let batch = number(entry, "single_record_batch_size");
    same("batch", record::BATCH_OVERHEAD + size, batch)
}

/// A batch.
pub(super) fn batch(entry: &Value) -> Check {
    let step: i64 = number(entry, "timestamp_step_ms");
    let pairs = list(entry, "records").iter().zip(0..);
    let records: Vec<Record> = pairs
        .map(|(pair, index)| Record {
            key: pair[0].as_str().map(Payload::from),
            value: pair[1].as_str().map(Payload::from),
            headers: Arc::from([]),
            timestamp: 1_000 + index * step,
        })
        .collect();
    let size = record::batch_size(&records, 1_000);
    same("batch", size, number(entry, "batch_size"))
}

/// The producer's estimate of a record.
pub(super) fn estimate(entry: &Value) -> Check {
    let length = |field| payload(entry, field).map(|payload| payload.len());
    let (key, value) = (length("key_size"), length("value_size"));
    let bound = record::size_upper_bound(key, value, &[]);
    same("estimate", bound, number(entry, "estimate"))?;
    let exceeds = truth(entry, "exceeds_default_max_request_size");
    same("too large", bound > 1_048_576, exceeds)
}
