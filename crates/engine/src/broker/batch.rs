//! A batch of records: what is sent, appended and fetched as one.

use crate::record::{Millis, Offset, Record};
use std::sync::Arc;

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
        }
    }

    /// The same records at the offsets that the leader gives them.
    pub fn at(&self, base_offset: Offset) -> Self {
        Batch {
            base_offset,
            ..self.clone()
        }
    }

    /// The offset after its last record.
    pub fn end_offset(&self) -> Offset {
        self.base_offset + self.records.len() as Offset
    }
}
