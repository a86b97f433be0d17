//! A batch of records: what is sent, appended and fetched as one.
//!
//! A producer seals it, at base offset 0; the leader puts it at its offset ([`Batch::at`]);
//! nothing else changes it. Its records are shared: a batch that is tried again, appended,
//! fetched and copied with the cluster is there once.
//!
//! *Read next: [`compression`](crate::compression), what makes a batch smaller.*

use crate::compression::Compression;
use crate::record::{batch_size_at, Millis, Offset, Record};
use std::sync::Arc;

/// The number of a producer that the broker gave out. Source: `ProducerIdManager`.
pub type ProducerId = i64;
/// How often a producer id was begun anew; never negative in a batch that has
/// one.
pub type ProducerEpoch = i16;

/// The producer id of a batch without one (`RecordBatch.NO_PRODUCER_ID`).
pub const NO_PRODUCER_ID: ProducerId = -1;
/// The epoch of a batch without producer id (`RecordBatch.NO_PRODUCER_EPOCH`).
pub const NO_PRODUCER_EPOCH: ProducerEpoch = -1;
/// The base sequence of a batch without one (`RecordBatch.NO_SEQUENCE`).
pub const NO_SEQUENCE: i32 = -1;

/// A sealed batch. Its records are shared by whoever holds it: the producer
/// that retries it, the log, fetches and copies of the cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    base_offset: Offset,
    records: Arc<[Record]>,
    /// How far each record is from the base offset, where that is not its
    /// place in the batch.
    deltas: Option<Arc<[i32]>>,
    /// How far the last offset is from the base offset, also when the record
    /// that stood there is gone.
    last_delta: i32,
    /// The largest timestamp of a record.
    max_timestamp: Millis,
    /// Bytes in Kafka's format v2, with the header of 61.
    size: usize,
    /// Who wrote it, or -1: only idempotent and transactional producers have
    /// an id.
    pub producer_id: ProducerId,
    /// The epoch of that id, or -1.
    pub producer_epoch: ProducerEpoch,
    /// The sequence number of its first record among those of its producer in
    /// this partition, or -1.
    pub base_sequence: i32,
    /// How it is compressed.
    compression: Compression,
    /// Whether it belongs to a transaction.
    pub is_transactional: bool,
    /// Whether it is a marker, not data of an application.
    pub is_control: bool,
    /// Whether its records have the time of the append, which is then its
    /// largest timestamp, instead of their own (LogAppendTime).
    log_append_time: bool,
}

impl Batch {
    /// Seals `records` into a batch with base offset 0.
    pub fn seal(records: Arc<[Record]>) -> Self {
        let base_timestamp = records.first().map_or(0, |r| r.timestamp);
        Batch {
            base_offset: 0,
            deltas: None,
            last_delta: records.len() as i32 - 1,
            max_timestamp: records
                .iter()
                .map(|r| r.timestamp)
                .max()
                .unwrap_or(base_timestamp),
            size: crate::record::batch_size(&records, base_timestamp) as usize,
            records,
            producer_id: NO_PRODUCER_ID,
            producer_epoch: NO_PRODUCER_EPOCH,
            base_sequence: NO_SEQUENCE,
            compression: Compression::None,
            is_transactional: false,
            is_control: false,
            log_append_time: false,
        }
    }

    /// The same records with the numbers of an idempotent producer.
    pub fn numbered(
        self,
        producer_id: ProducerId,
        producer_epoch: ProducerEpoch,
        base_sequence: i32,
    ) -> Self {
        Batch {
            producer_id,
            producer_epoch,
            base_sequence,
            ..self
        }
    }

    /// The same records, compressed: the size becomes that of the batch on the
    /// wire and on disk, about as the codec makes it.
    pub fn compressed(self, compression: Compression) -> Self {
        let base = self.records.first().map_or(0, |r| r.timestamp);
        Batch {
            size: compression.batch_size(&self.records, base) as usize,
            compression,
            ..self
        }
    }

    /// The largest timestamp of a record, or the time of the append.
    pub fn max_timestamp(&self) -> Millis {
        self.max_timestamp
    }

    /// Bytes in Kafka's format v2, with the header of 61.
    pub fn size(&self) -> usize {
        self.size
    }

    /// How it is compressed.
    pub fn compression(&self) -> Compression {
        self.compression
    }

    /// Whether its records have the time of the append, which is then its
    /// largest timestamp, instead of their own (LogAppendTime).
    pub fn log_append_time(&self) -> bool {
        self.log_append_time
    }

    /// Whether its producer has an id.
    pub fn has_producer_id(&self) -> bool {
        self.producer_id != NO_PRODUCER_ID
    }

    /// The sequence number of its last record, or -1.
    pub fn last_sequence(&self) -> i32 {
        match self.base_sequence {
            NO_SEQUENCE => NO_SEQUENCE,
            base => increment_sequence(base, self.last_delta),
        }
    }

    /// The same records with the time of their append as timestamp
    /// (LogAppendTime), or with their own.
    pub fn stamped(self, max_timestamp: Millis, log_append_time: bool) -> Self {
        Batch {
            max_timestamp,
            log_append_time,
            ..self
        }
    }

    /// The same records at the offsets that the leader gives them.
    pub fn at(&self, base_offset: Offset) -> Self {
        Batch {
            base_offset,
            ..self.clone()
        }
    }

    /// Its records, in the order of their offsets. Where a record stands in the
    /// list says nothing about its offset: the log cleaner takes some out.
    pub fn records(&self) -> &Arc<[Record]> {
        &self.records
    }

    /// The offset that it begins at; 0 until the leader gave it one. The record
    /// that had it may be gone.
    pub fn base_offset(&self) -> Offset {
        self.base_offset
    }

    /// Its records with their offsets.
    pub fn offsets(&self) -> impl DoubleEndedIterator<Item = (Offset, &Record)> {
        self.offsets_from(self.base_offset)
    }

    /// Its records from an offset on, with their offsets.
    pub fn offsets_from(&self, from: Offset) -> impl DoubleEndedIterator<Item = (Offset, &Record)> {
        let from = from.saturating_sub(self.base_offset);
        let first = match &self.deltas {
            Some(deltas) => deltas.partition_point(|delta| Offset::from(*delta) < from),
            None => from.clamp(0, self.records.len() as Offset) as usize,
        };
        let records = self.records[first..].iter().zip(first..self.records.len());
        records.map(|(record, index)| {
            let delta = self.deltas.as_ref().map_or(index as i32, |d| d[index]);
            (self.base_offset + Offset::from(delta), record)
        })
    }

    /// The record at an offset, if there is (still) one.
    pub fn record(&self, offset: Offset) -> Option<&Record> {
        let (found, record) = self.offsets_from(offset).next()?;
        (found == offset).then_some(record)
    }

    /// What is left of it when only some records stay, at their offsets: what
    /// the log cleaner leaves. Nothing is left without a record.
    ///
    /// The base offset and the last offset stay what they were, and so do the
    /// sequence numbers. Source: `MemoryRecords.buildRetainedRecordsInto`.
    pub fn retain(&self, stays: impl Fn(Offset, &Record) -> bool) -> Option<Batch> {
        let kept = self
            .offsets()
            .filter(|(offset, record)| stays(*offset, record));
        let (offsets, records): (Vec<Offset>, Vec<Record>) = kept
            .map(|(offset, record)| (offset, record.clone()))
            .unzip();
        let delta = |offset: Offset| (offset - self.base_offset) as i32;
        if records.is_empty() {
            return None;
        }
        let deltas: Vec<i32> = offsets.into_iter().map(delta).collect();
        let base_timestamp = records[0].timestamp;
        let size = match self.compression {
            Compression::None => batch_size_at(&records, &deltas, base_timestamp),
            compression => compression.batch_size(&records, base_timestamp),
        };
        let newest = records.iter().map(|record| record.timestamp).max();
        Some(Batch {
            max_timestamp: match self.log_append_time {
                true => self.max_timestamp,
                false => newest.unwrap_or(self.max_timestamp),
            },
            records: records.into(),
            deltas: Some(deltas.into()),
            size: size as usize,
            ..self.clone()
        })
    }

    /// The timestamp of one of its records, as whoever reads it sees it.
    pub fn timestamp(&self, record: &Record) -> Millis {
        match self.log_append_time {
            true => self.max_timestamp,
            false => record.timestamp,
        }
    }

    /// The offset after its last one.
    pub fn end_offset(&self) -> Offset {
        self.base_offset + Offset::from(self.last_delta) + 1
    }
}

/// The sequence number `by` records after `sequence`: after 2147483647 comes 0.
/// Source: `DefaultRecordBatch.incrementSequence`.
pub fn increment_sequence(sequence: i32, by: i32) -> i32 {
    let sum = i64::from(sequence) + i64::from(by);
    (sum % (i64::from(i32::MAX) + 1)) as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn batch(timestamps: &[Millis]) -> Batch {
        let record = |timestamp: &Millis| Record {
            key: None,
            value: None,
            headers: Arc::from([]),
            timestamp: *timestamp,
        };
        Batch::seal(timestamps.iter().map(record).collect())
    }

    fn offsets(batch: &Batch, from: Offset) -> Vec<Offset> {
        batch.offsets_from(from).map(|(offset, _)| offset).collect()
    }

    #[test]
    fn records_follow_each_other_until_some_are_taken_out() {
        let whole = batch(&[10, 11, 12, 13, 14]).at(100);
        assert_eq!(offsets(&whole, 0), [100, 101, 102, 103, 104]);
        assert_eq!(offsets(&whole, 103), [103, 104]);
        assert_eq!(offsets(&whole, 105), []);
        let left = whole
            .retain(|offset, _| offset == 101 || offset == 103)
            .unwrap();
        assert_eq!(offsets(&left, 0), [101, 103]);
        assert_eq!(offsets(&left, 102), [103]);
        assert_eq!(left.record(103).map(|record| record.timestamp), Some(13));
        for gone in [99, 100, 102, 104] {
            assert_eq!(left.record(gone), None, "{gone}");
        }
        assert_eq!((left.base_offset(), left.end_offset()), (100, 105));
        assert_eq!(left.max_timestamp, 13);
        assert!(left.size < whole.size);
        assert_eq!(whole.retain(|_, _| false), None);
    }

    #[test]
    fn sequence_numbers_outlive_the_records() {
        let numbered = batch(&[1, 2, 3]).numbered(7, 0, i32::MAX - 1);
        let left = numbered.retain(|offset, _| offset == 0).unwrap();
        assert_eq!(left.last_sequence(), numbered.last_sequence());
        assert_eq!(left.last_sequence(), 0);
    }
}
