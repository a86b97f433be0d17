//! A partition's log.

use super::batch::Batch;
use crate::error::KafkaError;
use crate::record::{Millis, Offset, Record};
use std::sync::Arc;

/// The log of one partition: batches at ascending offsets.
///
/// There is one replica, so the high watermark and the last stable offset
/// stand at the log end; they are asked for by their names all the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    start: Offset,
    end: Offset,
    bytes: u64,
    // Chunks are shared with copies of the cluster; only the last one grows,
    // and is copied when a cluster that shares it appends. None is empty.
    chunks: Vec<Arc<Vec<Arc<Batch>>>>,
}

/// How many batches a chunk holds before the next one begins.
const CHUNK: usize = 64;

/// What a read found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// Batches from the one that holds the offset on.
    pub batches: Vec<Arc<Batch>>,
    /// Their bytes.
    pub bytes: usize,
}

impl Log {
    /// First offset that can be read.
    pub fn start(&self) -> Offset {
        self.start
    }

    /// The offset that the next record gets.
    pub fn end(&self) -> Offset {
        self.end
    }

    /// Consumers read below this.
    pub fn high_watermark(&self) -> Offset {
        self.end
    }

    /// `read_committed` consumers read below this.
    pub fn last_stable(&self) -> Offset {
        self.end
    }

    /// Bytes that the log holds.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Its batches, oldest first.
    pub fn batches(&self) -> impl Iterator<Item = &Arc<Batch>> {
        self.chunks.iter().flat_map(|chunk| chunk.iter())
    }

    /// Appends a batch that stands at the log end.
    ///
    /// # Panics
    /// Panics where the batch begins elsewhere: offsets of a log have no
    /// reason to jump back.
    pub(crate) fn append(&mut self, batch: Arc<Batch>) {
        assert_eq!(batch.base_offset, self.end, "a batch begins at the log end");
        self.end = batch.end_offset();
        self.bytes += batch.size as u64;
        match self.chunks.last_mut().filter(|chunk| chunk.len() < CHUNK) {
            Some(chunk) => Arc::make_mut(chunk).push(batch),
            None => self.chunks.push(Arc::new(vec![batch])),
        }
    }

    /// Batches from the first one whose last offset is not below `offset`.
    fn from(&self, offset: Offset) -> impl Iterator<Item = &Arc<Batch>> {
        let chunk = self
            .chunks
            .partition_point(|chunk| chunk.last().is_some_and(|b| b.end_offset() <= offset));
        self.chunks[chunk..]
            .iter()
            .flat_map(|chunk| chunk.iter())
            .skip_while(move |batch| batch.end_offset() <= offset)
    }

    /// Reads from `offset` on, up to about `max_bytes`. The first batch is
    /// answered even if it is larger, when `at_least_one` says so.
    ///
    /// # Errors
    /// `OFFSET_OUT_OF_RANGE` below the log start and above the log end; at the
    /// log end the answer is empty.
    /// Source: `UnifiedLog.read`.
    pub fn read(
        &self,
        offset: Offset,
        max_bytes: usize,
        at_least_one: bool,
    ) -> Result<Read, KafkaError> {
        if offset < self.start || offset > self.end {
            return Err(KafkaError::OffsetOutOfRange);
        }
        let mut read = Read {
            batches: Vec::new(),
            bytes: 0,
        };
        for batch in self.from(offset) {
            let fits = read.bytes + batch.size <= max_bytes;
            let first = read.batches.is_empty() && at_least_one;
            if !fits && !first {
                break;
            }
            read.bytes += batch.size;
            read.batches.push(batch.clone());
        }
        Ok(read)
    }

    /// The first record in offset order whose timestamp is not below
    /// `timestamp`: its timestamp and offset.
    /// Source: `UnifiedLog.fetchOffsetByTimestamp`.
    pub fn offset_for_time(&self, timestamp: Millis) -> Option<(Millis, Offset)> {
        self.batches()
            .filter(|batch| batch.max_timestamp >= timestamp)
            .flat_map(|batch| offsets_of(batch))
            .find(|(offset, record)| *offset >= self.start && record.timestamp >= timestamp)
            .map(|(offset, record)| (record.timestamp, offset))
    }

    /// The first record with the largest timestamp: its timestamp and offset.
    pub fn max_timestamp(&self) -> Option<(Millis, Offset)> {
        let largest = self.batches().map(|batch| batch.max_timestamp).max()?;
        self.offset_for_time(largest)
    }

    /// The record at `offset`, with its batch.
    pub fn record(&self, offset: Offset) -> Option<(&Record, &Arc<Batch>)> {
        if offset < self.start || offset >= self.end {
            return None;
        }
        let batch = self.from(offset).next()?;
        let index = usize::try_from(offset - batch.base_offset).ok()?;
        Some((batch.records.get(index)?, batch))
    }

    /// Records from `from` on, with their offsets.
    pub fn records(&self, from: Offset) -> impl Iterator<Item = (Offset, &Record)> {
        let from = from.max(self.start);
        self.from(from)
            .flat_map(|batch| offsets_of(batch))
            .filter(move |(offset, _)| *offset >= from)
    }
}

/// A batch's records with their offsets.
fn offsets_of(batch: &Batch) -> impl Iterator<Item = (Offset, &Record)> {
    batch
        .records
        .iter()
        .enumerate()
        .map(|(index, record)| (batch.base_offset + index as Offset, record))
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn record(timestamp: Millis) -> Record {
        Record {
            key: None,
            value: Some("v".into()),
            headers: Arc::from([]),
            timestamp,
        }
    }

    fn log(batches: &[&[Millis]]) -> Log {
        let mut log = Log::default();
        for timestamps in batches {
            let records: Vec<Record> = timestamps.iter().map(|t| record(*t)).collect();
            let batch = Batch::seal(records.into()).at(log.end());
            log.append(Arc::new(batch));
        }
        log
    }

    #[test]
    fn offsets_go_on_where_the_log_ends() {
        let log = log(&[&[1, 2], &[3]]);
        assert_eq!((log.start(), log.end()), (0, 3));
        let offsets: Vec<Offset> = log.records(0).map(|(offset, _)| offset).collect();
        assert_eq!(offsets, [0, 1, 2]);
    }

    #[test]
    fn reads_below_inside_at_and_above_the_log() {
        let log = log(&[&[1, 2], &[3]]);
        let cases = [
            (-1, Err(KafkaError::OffsetOutOfRange)),
            (0, Ok(2)),
            (1, Ok(2)),
            (2, Ok(1)),
            (3, Ok(0)),
            (4, Err(KafkaError::OffsetOutOfRange)),
        ];
        for (offset, expected) in cases {
            let got = log.read(offset, 1 << 20, true).map(|r| r.batches.len());
            assert_eq!(got, expected, "at {offset}");
        }
    }

    #[test]
    fn many_batches_are_found_again() {
        let timestamps: Vec<[Millis; 1]> = (0..1_000).map(|t| [t]).collect();
        let batches: Vec<&[Millis]> = timestamps.iter().map(|t| t.as_slice()).collect();
        let log = log(&batches);
        for offset in [0, 63, 64, 65, 127, 128, 999] {
            assert_eq!(log.record(offset).unwrap().0.timestamp, offset);
            assert_eq!(log.records(offset).count() as Offset, 1_000 - offset);
        }
        assert_eq!(log.batches().count(), 1_000);
    }

    #[test]
    fn the_first_batch_is_answered_even_if_it_is_too_large() {
        let log = log(&[&[1, 2], &[3]]);
        assert_eq!(log.read(0, 1, true).unwrap().batches.len(), 1);
        assert_eq!(log.read(0, 1, false).unwrap().batches.len(), 0);
    }

    #[test]
    fn times_find_the_first_record_in_offset_order() {
        let log = log(&[&[10, 40], &[20], &[30]]);
        let cases = [
            (0, Some((10, 0))),
            (11, Some((40, 1))),
            (40, Some((40, 1))),
            (41, None),
        ];
        for (timestamp, expected) in cases {
            assert_eq!(log.offset_for_time(timestamp), expected, "at {timestamp}");
        }
        assert_eq!(log.max_timestamp(), Some((40, 1)));
        assert_eq!(Log::default().max_timestamp(), None);
    }
}
