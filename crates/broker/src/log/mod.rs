//! A partition's log.
//!
//! A log is a list of segments, the last of which is appended to. Offsets have gaps where
//! records are gone, so nothing takes an offset for a place in a list: one asks
//! ([`Log::record`], [`Log::read`]). `roll.rs` says when a segment begins, `retention.rs`
//! which ones go and when it is looked, `lookup.rs` finds offsets by time.
//!
//! Source: `UnifiedLog`, `LogSegment`, `LocalLog`.
//!
//! *Read next: [`producer_state`](crate::producer_state), what a log knows of who writes to
//! it.*

mod lookup;
mod retention;
mod roll;
mod segment;

pub(crate) use retention::retention_tick;
pub use retention::Breach;
pub use segment::{IndexLimits, Segment};

use protocol::batch::Batch;
use protocol::error::KafkaError;
use protocol::record::{Millis, Offset, Record};
use std::sync::Arc;

/// The log of one partition: batches at ascending offsets, in segments.
///
/// There is one replica, so the high watermark and the last stable offset
/// stand at the log end; they are asked for by their names all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    start: Offset,
    end: Offset,
    bytes: u64,
    // Oldest first; there is always one, and the last one is active. Copies of
    // the cluster share them; the active one is copied before it grows.
    segments: Vec<Arc<Segment>>,
    deleted: Vec<DeletedSegment>,
}

/// A segment that is gone, and whose file is still there for a while
/// (`file.delete.delay.ms`). No client can tell; whoever draws the log can.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeletedSegment {
    /// The offset that named it.
    pub base: Offset,
    /// The offset after its last record.
    pub end: Offset,
    /// Its bytes.
    pub bytes: u64,
    /// When it was deleted.
    pub at: Millis,
    /// When its file goes.
    pub until: Millis,
}

/// What a read found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// Batches from the one that holds the offset on, all of one segment.
    pub batches: Vec<Arc<Batch>>,
    /// The bytes that were read: those of the batches, and of the part of the
    /// next one that the limit cut off, which no client looks at.
    pub bytes: usize,
}

impl Log {
    /// An empty log, made at `created`.
    pub fn new(created: Millis, limits: IndexLimits) -> Self {
        Log {
            start: 0,
            end: 0,
            bytes: 0,
            segments: vec![Arc::new(Segment::new(0, created, limits))],
            deleted: Vec::new(),
        }
    }

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

    /// Bytes that the log holds, those below the log start included.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Its segments, oldest first; the last one is active.
    pub fn segments(&self) -> &[Arc<Segment>] {
        &self.segments
    }

    /// The segment that grows.
    pub fn active(&self) -> &Segment {
        let last = self.segments.last();
        last.expect("a log always has a segment")
    }

    /// The offset after the last one that a segment can hold: where the next
    /// one begins, or the log end.
    pub fn segment_end(&self, index: usize) -> Offset {
        let next = self.segments.get(index + 1);
        next.map_or(self.end, |next| next.base())
    }

    /// Segments that are gone and whose files are still there at `now`.
    pub fn deleted(&self, now: Millis) -> impl Iterator<Item = &DeletedSegment> {
        self.deleted.iter().filter(move |gone| gone.until > now)
    }

    /// Its batches, oldest first, as they are in its files: some may be below
    /// the log start.
    pub fn batches(&self) -> impl Iterator<Item = &Arc<Batch>> {
        self.segments.iter().flat_map(|segment| segment.batches())
    }

    /// Appends a batch that stands at the log end.
    ///
    /// # Panics
    /// Panics where the batch begins elsewhere: offsets of a log have no
    /// reason to jump back.
    pub(crate) fn append(&mut self, at: Millis, batch: Arc<Batch>) {
        assert_eq!(
            batch.base_offset(),
            self.end,
            "a batch begins at the log end"
        );
        self.end = batch.end_offset();
        self.bytes += batch.size() as u64;
        let active = self.segments.last_mut();
        let active = active.expect("a log always has a segment");
        Arc::make_mut(active).append(at, batch);
    }

    /// Begins a new segment at the log end.
    pub(crate) fn roll(&mut self, at: Millis, limits: IndexLimits) {
        let new = Segment::new(self.end, at, limits);
        self.segments.push(Arc::new(new));
    }

    /// Removes the segments that begin below `up_to`, which is where another
    /// one begins, and moves the log start there if it is below. Their files
    /// stay for `delay` milliseconds.
    pub(crate) fn delete_segments(&mut self, at: Millis, up_to: Offset, delay: Millis) {
        self.deleted.retain(|gone| gone.until > at);
        let count = self.segments.partition_point(|s| s.base() < up_to);
        for index in 0..count {
            let segment = &self.segments[index];
            self.bytes -= segment.bytes();
            self.deleted.push(DeletedSegment {
                base: segment.base(),
                end: self.segment_end(index),
                bytes: segment.bytes(),
                at,
                until: at.saturating_add(delay),
            });
        }
        self.segments.drain(..count);
        self.move_start(up_to);
    }

    /// Moves the log start; it never goes back.
    pub(crate) fn move_start(&mut self, to: Offset) {
        self.start = self.start.max(to);
    }

    /// The place of the segment that holds `offset`, or would.
    fn place(&self, offset: Offset) -> usize {
        let above = self.segments.partition_point(|s| s.base() <= offset);
        above.saturating_sub(1)
    }

    /// Batches from the first one whose last offset is not below `offset`.
    fn from(&self, offset: Offset) -> impl Iterator<Item = &Arc<Batch>> {
        self.segments[self.place(offset)..]
            .iter()
            .flat_map(move |segment| segment.from(offset))
    }

    /// Reads from `offset` on and below `below`, up to `max_bytes`, out of one
    /// segment. The first batch is answered even if it is larger, when
    /// `at_least_one` says so.
    ///
    /// # Errors
    /// `OFFSET_OUT_OF_RANGE` below the log start and above the log end; from
    /// `below` on the answer is empty.
    /// Source: `UnifiedLog.read`, `LocalLog.read`, `LogSegment.read`.
    pub fn read(
        &self,
        offset: Offset,
        below: Offset,
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
        // A segment may hold nothing from that offset on, after compaction.
        let mut segments = self.segments[self.place(offset)..].iter();
        let Some(mut batches) = segments.find_map(|segment| {
            let mut batches = segment.from(offset).peekable();
            batches.peek().is_some().then_some(batches)
        }) else {
            return Ok(read);
        };
        let first = batches.peek().map_or(0, |batch| batch.size());
        let limit = max_bytes.max(if at_least_one { first } else { 0 });
        for batch in batches.take_while(|batch| batch.base_offset() < below) {
            if read.bytes + batch.size() > limit {
                // What does not fit is cut off in the middle, and counts; but
                // an answer that would be a part of a batch only is empty.
                if !read.batches.is_empty() {
                    read.bytes = limit;
                }
                break;
            }
            read.bytes += batch.size();
            read.batches.push(batch.clone());
        }
        Ok(read)
    }

    /// The record at `offset`, with its batch.
    pub fn record(&self, offset: Offset) -> Option<(&Record, &Arc<Batch>)> {
        if offset < self.start || offset >= self.end {
            return None;
        }
        let batch = self.from(offset).next()?;
        Some((batch.record(offset)?, batch))
    }

    /// Records from `from` on, with their offsets.
    pub fn records(&self, from: Offset) -> impl Iterator<Item = (Offset, &Record)> {
        let from = from.max(self.start);
        self.from(from)
            .flat_map(move |batch| batch.offsets_from(from))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(timestamp: Millis) -> Record {
        Record {
            key: None,
            value: Some("v".into()),
            headers: Arc::from([]),
            timestamp,
        }
    }

    fn log(batches: &[&[Millis]]) -> Log {
        let mut log = Log::new(0, IndexLimits::default());
        for timestamps in batches {
            let records: Vec<Record> = timestamps.iter().map(|t| record(*t)).collect();
            let batch = Batch::seal(records.into()).at(log.end());
            log.append(0, Arc::new(batch));
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
            let got = log
                .read(offset, 1 << 40, 1 << 20, true)
                .map(|r| r.batches.len());
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
    fn records_that_were_taken_out_leave_gaps() {
        let whole = log(&[&[10, 20, 30], &[40, 50]]);
        let mut cleaned = Log::new(0, IndexLimits::default());
        for batch in whole.batches() {
            let left = batch.retain(|offset, _| offset % 2 == 0).unwrap();
            cleaned.append(0, Arc::new(left));
        }
        let offsets: Vec<Offset> = cleaned.records(0).map(|(offset, _)| offset).collect();
        assert_eq!(offsets, [0, 2, 4]);
        assert_eq!(cleaned.record(4).unwrap().0.timestamp, 50);
        assert!(cleaned.record(1).is_none() && cleaned.record(3).is_none());
        assert_eq!(cleaned.end(), whole.end());
        // A fetch from a gap is answered with the batch that spans it.
        assert_eq!(cleaned.read(3, 5, 1 << 20, true).unwrap().batches.len(), 1);
        assert_eq!(cleaned.offset_for_time(15), Some((30, 2)));
    }

    #[test]
    fn the_first_batch_is_answered_even_if_it_is_too_large() {
        let log = log(&[&[1, 2], &[3]]);
        assert_eq!(log.read(0, 3, 1, true).unwrap().batches.len(), 1);
        assert_eq!(log.read(0, 3, 1, false).unwrap().batches.len(), 0);
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
        assert_eq!(Log::new(0, IndexLimits::default()).max_timestamp(), None);
    }
}
