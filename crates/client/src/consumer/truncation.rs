//! Positions of which the log was cut.

use crate::call::OffsetAndMetadata;
use protocol::map::Map;
use protocol::record::Offset;
use protocol::topic_partition::TopicPartition;

/// A position beyond the end of what the log has of its epoch, which no policy
/// resets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Truncation {
    /// The position.
    pub position: Offset,
    /// Where the log parts from what was read, if that is known.
    pub diverges: Option<OffsetAndMetadata>,
}

/// Truncations by partition.
pub(super) type Truncations = Map<TopicPartition, Truncation>;
