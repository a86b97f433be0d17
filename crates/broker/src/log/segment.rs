//! A segment of a log: batches in one file, with the fill of its indexes.

use protocol::batch::Batch;
use protocol::record::{Millis, Offset};
use std::sync::Arc;

/// How many batches a chunk holds before the next one begins.
const CHUNK: usize = 64;
/// The bytes of an entry of the offset index (`OffsetIndex.ENTRY_SIZE`).
const OFFSET_ENTRY: usize = 8;
/// The bytes of an entry of the time index (`TimeIndex.ENTRY_SIZE`).
const TIME_ENTRY: usize = 12;
/// The timestamp of a record that has none (`RecordBatch.NO_TIMESTAMP`).
const NO_TIMESTAMP: Millis = -1;

/// What a topic's settings say about the indexes of a new segment. A segment
/// keeps those with which it was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IndexLimits {
    /// `index.interval.bytes`: an entry is due after more bytes than that.
    pub interval_bytes: usize,
    /// `segment.index.bytes`: how large an index may be.
    pub index_bytes: usize,
}

impl Default for IndexLimits {
    /// Kafka's defaults.
    fn default() -> Self {
        IndexLimits {
            interval_bytes: 4096,
            index_bytes: 10 << 20,
        }
    }
}

/// A segment of a log.
///
/// The indexes themselves are not kept: a lookup by them finds what a search
/// finds. What can be seen of them is when they are full, because that rolls
/// the segment, so their entries are counted.
/// Source: `LogSegment`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    base: Offset,
    bytes: u64,
    // Chunks are shared with copies of the cluster; only the last one grows,
    // and is copied when a cluster that shares it appends. None is empty.
    chunks: Vec<Arc<Vec<Arc<Batch>>>>,
    max_timestamp: Millis,
    first_timestamp: Millis,
    created: Millis,
    modified: Millis,
    indexes: Indexes,
}

/// How full the indexes of a segment are.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Indexes {
    limits: IndexLimits,
    bytes_since_entry: usize,
    offset_entries: usize,
    time_entries: usize,
    last_timestamp: Millis,
}

impl Segment {
    /// An empty segment, made at `created`.
    pub(super) fn new(base: Offset, created: Millis, limits: IndexLimits) -> Self {
        Segment {
            base,
            bytes: 0,
            chunks: Vec::new(),
            max_timestamp: NO_TIMESTAMP,
            first_timestamp: NO_TIMESTAMP,
            created,
            modified: created,
            indexes: Indexes {
                limits,
                bytes_since_entry: 0,
                offset_entries: 0,
                time_entries: 0,
                last_timestamp: NO_TIMESTAMP,
            },
        }
    }

    /// The offset that names it: no batch of it begins below.
    pub fn base(&self) -> Offset {
        self.base
    }

    /// The bytes of its batches.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Its batches, oldest first.
    pub fn batches(&self) -> impl Iterator<Item = &Arc<Batch>> {
        self.chunks.iter().flat_map(|chunk| chunk.iter())
    }

    /// Batches from the first one whose last offset is not below `offset`.
    pub(super) fn from(&self, offset: Offset) -> impl Iterator<Item = &Arc<Batch>> {
        let chunk = self
            .chunks
            .partition_point(|chunk| chunk.last().is_some_and(|b| b.end_offset() <= offset));
        self.chunks[chunk..]
            .iter()
            .flat_map(|chunk| chunk.iter())
            .skip_while(move |batch| batch.end_offset() <= offset)
    }

    /// The largest timestamp of its records, if one has any.
    pub fn max_timestamp(&self) -> Option<Millis> {
        (self.max_timestamp >= 0).then_some(self.max_timestamp)
    }

    /// The instant that retention by time and lookups by time go by: the
    /// largest timestamp of a record, or without any the instant at which the
    /// file was last written. Source: `LogSegment.largestTimestamp`.
    pub fn largest_timestamp(&self) -> Millis {
        self.max_timestamp().unwrap_or(self.modified)
    }

    /// How long it has waited to be rolled when a batch with this largest
    /// timestamp comes at `now`: by timestamps, if its first batch has one.
    /// Source: `LogSegment.timeWaitedForRoll`.
    pub(super) fn waited(&self, now: Millis, max_timestamp: Millis) -> Millis {
        match self.first_timestamp {
            NO_TIMESTAMP => now.saturating_sub(self.created),
            first => max_timestamp.saturating_sub(first),
        }
    }

    /// Whether an index has no room for another entry; the time index keeps
    /// one in reserve for the end of the segment.
    /// Source: `AbstractIndex.isFull`, `TimeIndex.isFull`.
    pub(super) fn index_is_full(&self) -> bool {
        let bytes = self.indexes.limits.index_bytes;
        self.indexes.offset_entries >= bytes / OFFSET_ENTRY
            || self.indexes.time_entries + 1 >= bytes / TIME_ENTRY
    }

    /// Whether the indexes could hold this offset, which they keep as a
    /// 32-bit distance from the base.
    pub(super) fn holds(&self, offset: Offset) -> bool {
        (0..=Offset::from(i32::MAX)).contains(&(offset - self.base))
    }

    /// Appends a batch at `at`. Source: `LogSegment.append`.
    pub(super) fn append(&mut self, at: Millis, batch: Arc<Batch>) {
        if self.bytes == 0 {
            self.first_timestamp = batch.max_timestamp().max(NO_TIMESTAMP);
        }
        self.bytes += batch.size() as u64;
        self.max_timestamp = self.max_timestamp.max(batch.max_timestamp());
        self.modified = at;
        self.indexes.append(batch.size(), self.max_timestamp);
        match self.chunks.last_mut().filter(|chunk| chunk.len() < CHUNK) {
            Some(chunk) => Arc::make_mut(chunk).push(batch),
            None => self.chunks.push(Arc::new(vec![batch])),
        }
    }
}

impl Indexes {
    fn append(&mut self, bytes: usize, max_timestamp: Millis) {
        if self.bytes_since_entry > self.limits.interval_bytes {
            self.offset_entries += 1;
            if max_timestamp > self.last_timestamp {
                self.time_entries += 1;
                self.last_timestamp = max_timestamp;
            }
            self.bytes_since_entry = 0;
        }
        self.bytes_since_entry += bytes;
    }
}
