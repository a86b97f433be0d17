//! Offsets that are looked up, and those that were found.

use super::ResetStrategy;
use crate::call::OpId;
use crate::outcome::OffsetAndTimestamp;
use protocol::map::Map;
use protocol::record::Millis;
use protocol::topic_partition::TopicPartition;

/// Who wants to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LookupFor {
    /// Positions that are being reset, by these strategies.
    Reset(Vec<ResetStrategy>),
    /// The call that waits for it.
    Call(OpId),
    /// `currentLag`, which does not wait.
    End,
}

/// A lookup: partitions with the timestamps to look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lookup {
    /// Who wants to know.
    pub why: LookupFor,
    /// What.
    pub partitions: Vec<(TopicPartition, Millis)>,
}

/// Offsets that a call has found; none where the log has none.
pub(super) type Found = Map<TopicPartition, Option<OffsetAndTimestamp>>;
