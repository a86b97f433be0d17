//! Records and their bytes, with sizes exactly as Kafka's format v2 has them.
//!
//! A key or a value is bytes or null, and null is not the same as empty: a record without a
//! key is placed by chance or in turns, one with an empty key is hashed. What an
//! application hands to its producer, what travels and what a log keeps is the same
//! [`Record`]; only where it stands is known later.
//!
//! *Read next: [`batch`](crate::batch), what records travel in.*

use crate::name::Name;
use std::borrow::Cow;
use std::sync::Arc;

/// Milliseconds: of the Unix epoch for an instant, plain for a duration.
pub type Millis = i64;

/// A position in a partition's log, from 0.
///
/// Offsets that a log gives stay below 2^53; an offset that a user names may
/// be any `i64`.
pub type Offset = i64;

/// The bytes of a key or a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Payload {
    /// These bytes.
    Bytes(Arc<[u8]>),
    /// So many zero bytes, for sizes that nobody wants to hold in memory.
    Zeros(u32),
}

impl Payload {
    /// How many bytes.
    pub fn len(&self) -> usize {
        match self {
            Payload::Bytes(bytes) => bytes.len(),
            Payload::Zeros(length) => *length as usize,
        }
    }

    /// Whether there is no byte (which is not the same as no payload).
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The bytes themselves; a run of zeros is written out.
    pub fn bytes(&self) -> Cow<'_, [u8]> {
        match self {
            Payload::Bytes(bytes) => Cow::Borrowed(bytes),
            Payload::Zeros(length) => Cow::Owned(vec![0; *length as usize]),
        }
    }

    /// The bytes as text, with the replacement character where they are none.
    /// A run of zeros is described, not written out.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Payload::Bytes(bytes) => String::from_utf8_lossy(bytes),
            Payload::Zeros(length) => Cow::Owned(format!("{length} zero bytes")),
        }
    }
}

impl From<&str> for Payload {
    fn from(text: &str) -> Self {
        Payload::Bytes(Arc::from(text.as_bytes()))
    }
}

impl From<Vec<u8>> for Payload {
    fn from(bytes: Vec<u8>) -> Self {
        Payload::Bytes(Arc::from(bytes))
    }
}

/// A header of a record: a name and a value that may be null.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The header's key; several headers may share one.
    pub key: Name,
    /// The value, or null.
    pub value: Option<Payload>,
}

/// One record as an application gives it and as a log keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The key, or null. Only null counts as "no key": an empty key is hashed.
    pub key: Option<Payload>,
    /// The value, or null (a tombstone, in a compacted topic).
    pub value: Option<Payload>,
    /// The headers, in the order in which they were added.
    pub headers: Arc<[Header]>,
    /// CreateTime: when the application (or its producer) says it happened.
    pub timestamp: Millis,
}

/// The bytes of a batch's header (`DefaultRecordBatch.RECORD_BATCH_OVERHEAD`).
pub const BATCH_OVERHEAD: u64 = 61;

/// The most bytes that a record has besides its fields
/// (`DefaultRecord.MAX_RECORD_OVERHEAD`).
pub const MAX_RECORD_OVERHEAD: u64 = 21;

/// How many bytes a number takes as a zig-zag varint or varlong, 1 to 10: small
/// numbers are short, whatever their sign (`ByteUtils.sizeOfVarlong`).
pub fn varint_size(number: i64) -> u64 {
    let zig_zag = (number << 1) ^ (number >> 63);
    let bits = 64 - u64::from(zig_zag.leading_zeros());
    bits.div_ceil(7).max(1)
}

/// How many bytes a record takes in a batch, its length field included
/// (`DefaultRecord.sizeInBytes`).
///
/// The deltas are how far its offset and its timestamp in milliseconds are
/// from those at which the batch begins.
pub fn record_size(record: &Record, offset_delta: i32, timestamp_delta: Millis) -> u64 {
    let key = record.key.as_ref().map(Payload::len);
    let value = record.value.as_ref().map(Payload::len);
    // One byte of attributes comes first.
    let body = 1
        + varint_size(timestamp_delta)
        + varint_size(i64::from(offset_delta))
        + fields_size(key, value, &record.headers);
    varint_size(body as i64) + body
}

/// How many bytes a batch of records with consecutive offsets takes, its
/// header included; none at all without records
/// (`DefaultRecordBatch.sizeInBytes`).
///
/// `base_timestamp` is that of the first record when a producer builds the
/// batch.
pub fn batch_size(records: &[Record], base_timestamp: Millis) -> u64 {
    size_at(records, 0.., base_timestamp)
}

/// The same for records at these distances from the base offset.
pub(crate) fn batch_size_at(
    records: &[Record],
    offset_deltas: &[i32],
    base_timestamp: Millis,
) -> u64 {
    size_at(records, offset_deltas.iter().copied(), base_timestamp)
}

fn size_at(
    records: &[Record],
    offset_deltas: impl Iterator<Item = i32>,
    base_timestamp: Millis,
) -> u64 {
    let sizes = records.iter().zip(offset_deltas);
    let sizes = sizes.map(|(record, offset_delta)| {
        let timestamp_delta = record.timestamp.wrapping_sub(base_timestamp);
        record_size(record, offset_delta, timestamp_delta)
    });
    match records {
        [] => 0,
        _ => BATCH_OVERHEAD + sizes.sum::<u64>(),
    }
}

/// The bytes that a producer reckons with before it knows where the record
/// goes: a batch of its own with the largest overhead
/// (`DefaultRecordBatch.estimateBatchSizeUpperBound`). `max.request.size` is
/// held against it.
///
/// The lengths are those of key and value in bytes, `None` for null.
pub fn size_upper_bound(key: Option<usize>, value: Option<usize>, headers: &[Header]) -> u64 {
    BATCH_OVERHEAD + MAX_RECORD_OVERHEAD + fields_size(key, value, headers)
}

/// The bytes of key, value and headers with the lengths in front of them.
fn fields_size(key: Option<usize>, value: Option<usize>, headers: &[Header]) -> u64 {
    let headers_size: u64 = headers
        .iter()
        .map(|header| {
            let value = header.value.as_ref().map(Payload::len);
            field_size(Some(header.key.len())) + field_size(value)
        })
        .sum();
    field_size(key) + field_size(value) + varint_size(headers.len() as i64) + headers_size
}

/// The bytes of one field with its length in front; null has the length -1.
fn field_size(length: Option<usize>) -> u64 {
    match length {
        Some(length) => varint_size(length as i64) + length as u64,
        None => varint_size(-1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(key: Option<&str>, value: Option<u32>, headers: &[Header]) -> Record {
        Record {
            key: key.map(Payload::from),
            value: value.map(Payload::Zeros),
            headers: Arc::from(headers),
            timestamp: 1_000,
        }
    }

    #[test]
    fn varints_grow_by_seven_bits_on_both_sides_of_zero() {
        for (number, size) in [
            (0, 1),
            (-1, 1),
            (63, 1),
            (-64, 1),
            (64, 2),
            (-65, 2),
            (8191, 2),
            (8192, 3),
            (i64::from(i32::MAX), 5),
            (i64::from(i32::MIN), 5),
            (i64::MAX, 10),
            (i64::MIN, 10),
        ] {
            assert_eq!(varint_size(number), size, "{number}");
        }
    }

    #[test]
    fn record_sizes_are_kafkas() {
        let headers = [
            Header {
                key: Name::from("trace-id"),
                value: Some(Payload::from("0123456789")),
            },
            Header {
                key: Name::from("x"),
                value: None,
            },
        ];
        for (record, offset_delta, timestamp_delta, size) in [
            (record(None, Some(0), &[]), 0, 0, 7),
            (record(None, None, &[]), 0, 0, 7),
            (record(Some(""), Some(0), &[]), 0, 0, 7),
            (record(Some("key"), Some(5), &[]), 63, -1, 15),
            (record(Some("key"), Some(5), &[]), 64, -65, 17),
            (record(Some("key"), Some(5), &headers), 0, 0, 38),
        ] {
            assert_eq!(record_size(&record, offset_delta, timestamp_delta), size);
        }
    }

    #[test]
    fn a_batch_is_its_header_and_its_records() {
        assert_eq!(batch_size(&[], 0), 0);
        let one = record(None, Some(5), &[]);
        let two = [one.clone(), one];
        assert_eq!(batch_size(&two[..1], 1_000), 73);
        assert_eq!(batch_size(&two, 1_000), 85);
        // So far from the base that the delta takes two bytes.
        assert_eq!(batch_size(&two[..1], 1_000 - 64), 74);
        assert_eq!(batch_size(&two[..1], i64::MIN), 82);
    }

    #[test]
    fn the_upper_bound_counts_the_largest_overhead() {
        for (key, value, size) in [
            (None, Some(0), 85),
            (Some(3), Some(5), 93),
            (None, Some(1_048_488), 1_048_575),
        ] {
            assert_eq!(size_upper_bound(key, value, &[]), size);
        }
    }
}
