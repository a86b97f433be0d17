//! Offsets by time.

use super::Log;
use protocol::record::{Millis, Offset};

impl Log {
    /// The first record in offset order whose timestamp is not below
    /// `timestamp`: its timestamp and offset. Only the first segment with such
    /// a timestamp is searched; where what it has is below the log start, the
    /// answer is none, even if a later segment has one.
    ///
    /// Source: `UnifiedLog.searchOffsetInLocalLog`,
    /// `LogSegment.findOffsetByTimestamp`.
    pub fn offset_for_time(&self, timestamp: Millis) -> Option<(Millis, Offset)> {
        let mut segments = self.segments().iter();
        let segment = segments.find(|segment| segment.largest_timestamp() >= timestamp)?;
        segment
            .batches()
            .filter(|batch| batch.max_timestamp() >= timestamp)
            .flat_map(|batch| {
                let records = batch.offsets();
                records.map(|(offset, record)| (batch.timestamp(record), offset))
            })
            .find(|(at, offset)| *offset >= self.start() && *at >= timestamp)
    }

    /// The first record with the largest timestamp: its timestamp and offset.
    /// It may be below the log start, as long as its segment is there.
    ///
    /// Source: `UnifiedLog.fetchOffsetByTimestamp`.
    pub fn max_timestamp(&self) -> Option<(Millis, Offset)> {
        let largest = self.segments().iter().map(|s| s.max_timestamp()).max()?;
        let mut segments = self.segments().iter();
        let segment = segments.find(|segment| segment.max_timestamp() == largest)?;
        let largest = largest.unwrap_or(-1);
        let mut batches = segment.batches();
        let batch = batches.find(|batch| batch.max_timestamp() == largest)?;
        batch
            .offsets()
            .map(|(offset, record)| (batch.timestamp(record), offset))
            .find(|(at, _)| *at == largest)
    }
}
