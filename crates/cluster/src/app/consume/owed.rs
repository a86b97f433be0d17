//! What a loop has yet to commit.

use protocol::record::Offset;
use protocol::topic_partition::TopicPartition;

/// What is to be committed before anything else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Owed {
    /// The positions.
    Positions,
    /// The positions, without waiting.
    PositionsAsync,
    /// What is marked, without waiting.
    Marks,
    /// The offset after one record.
    After(TopicPartition, Offset),
}
