//! A batch of records: what is sent, appended and fetched as one.

use crate::compression::Compression;
use crate::record::{Millis, Offset, Record};
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
    /// The offset of its first record; 0 until the leader gave it one.
    pub base_offset: Offset,
    /// Its records, at least one.
    pub records: Arc<[Record]>,
    /// The largest timestamp of a record.
    pub max_timestamp: Millis,
    /// Bytes in Kafka's format v2, with the header of 61.
    pub size: usize,
    /// Who wrote it, or -1: only idempotent and transactional producers have
    /// an id.
    pub producer_id: ProducerId,
    /// The epoch of that id, or -1.
    pub producer_epoch: ProducerEpoch,
    /// The sequence number of its first record among those of its producer in
    /// this partition, or -1.
    pub base_sequence: i32,
    /// How it is compressed.
    pub compression: Compression,
    /// Whether it belongs to a transaction.
    pub is_transactional: bool,
    /// Whether it is a marker, not data of an application.
    pub is_control: bool,
    /// Whether its records have the time of the append, which is then its
    /// largest timestamp, instead of their own (LogAppendTime).
    pub log_append_time: bool,
}

impl Batch {
    /// Seals `records` into a batch with base offset 0.
    pub fn seal(records: Arc<[Record]>) -> Self {
        let base_timestamp = records.first().map_or(0, |r| r.timestamp);
        Batch {
            base_offset: 0,
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

    /// Whether its producer has an id.
    pub fn has_producer_id(&self) -> bool {
        self.producer_id != NO_PRODUCER_ID
    }

    /// The sequence number of its last record, or -1.
    pub fn last_sequence(&self) -> i32 {
        match self.base_sequence {
            NO_SEQUENCE => NO_SEQUENCE,
            base => increment_sequence(base, self.records.len() as i32 - 1),
        }
    }

    /// The same records at the offsets that the leader gives them.
    pub fn at(&self, base_offset: Offset) -> Self {
        Batch {
            base_offset,
            ..self.clone()
        }
    }

    /// Its records with their offsets.
    pub fn offsets(&self) -> impl Iterator<Item = (Offset, &Record)> {
        (self.base_offset..).zip(self.records.iter())
    }

    /// The timestamp of one of its records, as whoever reads it sees it.
    pub fn timestamp(&self, record: &Record) -> Millis {
        match self.log_append_time {
            true => self.max_timestamp,
            false => record.timestamp,
        }
    }

    /// The offset after its last record.
    pub fn end_offset(&self) -> Offset {
        self.base_offset + self.records.len() as Offset
    }
}

/// The sequence number `by` records after `sequence`: after 2147483647 comes 0.
/// Source: `DefaultRecordBatch.incrementSequence`.
pub fn increment_sequence(sequence: i32, by: i32) -> i32 {
    let sum = i64::from(sequence) + i64::from(by);
    (sum % (i64::from(i32::MAX) + 1)) as i32
}
