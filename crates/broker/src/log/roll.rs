//! When a log begins a new segment. There is no timer: it is asked before an
//! append.

use super::Log;
use crate::config::TopicConfig;
use protocol::batch::Batch;
use protocol::record::Millis;

impl Log {
    /// Whether the active segment is rolled before this batch, which stands
    /// at its offsets, is appended at `now`: it would grow too large, it has
    /// waited too long by the timestamps of its batches, an index is full, or
    /// the batch's offsets are too far from its base.
    ///
    /// A segment that is empty already is not rolled: the new one would have
    /// the same name. Source: `LogSegment.shouldRoll`, `LocalLog.roll`.
    pub fn should_roll(&self, now: Millis, batch: &Batch, config: &TopicConfig) -> bool {
        let active = self.active();
        let too_large = active.bytes() + batch.size() as u64 > config.segment_bytes as u64;
        let too_old = active.waited(now, batch.max_timestamp()) > config.max_segment_ms();
        let full = active.index_is_full() || !active.holds(batch.end_offset() - 1);
        let empty = active.bytes() == 0;
        (too_large || too_old || full) && !(empty && active.base() == self.end())
    }
}
