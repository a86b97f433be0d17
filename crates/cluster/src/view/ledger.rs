//! How a view says what became of a group's records.

use protocol::record::Offset;
use serde::Serialize;

/// A record that was worked on more than once in a group.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AgainView {
    /// The record's offset.
    pub offset: Offset,
    /// How often its work was completed; 2 or more.
    pub times: u32,
}

/// A stretch of a log whose records a group has lost.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LostView {
    /// Its first offset.
    pub from: Offset,
    /// The offset after its last one; greater than `from`.
    pub to: Offset,
    /// `skipped`, `deleted`, `never`, as [`LedgerView`] has them.
    pub how: &'static str,
}

/// What became of a group's records: of those that it has to do with. It has
/// to do with a partition from where it began: at the committed offset, or
/// where it was when the first of its consumers subscribed to the topic, or
/// where its first position was, whichever is lowest. So a group that begins at
/// the end has lost nothing of what was there before it.
///
/// What was completed at any time, and what a running program has in hand, is
/// not lost. What is lost, is lost in one of three ways.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LedgerView {
    /// Records completed exactly once.
    pub once: i64,
    /// Records completed more than once.
    pub again: i64,
    /// Records below the committed offset or the position that no poll
    /// returned, because it was passed over them: by a reset policy, a seek
    /// ahead, or offsets that were committed ahead. As long as that is not
    /// committed, a restart may lead back to them. The policy `none` throws and
    /// skips nothing. Also what a poll had returned to a member that died, if
    /// the next one was led past it.
    pub skipped: i64,
    /// Records that retention or DeleteRecords took before the group had come
    /// to them: its position, where it reads, or else its committed offset.
    pub deleted: i64,
    /// Records below the committed offset that a poll returned and nobody
    /// completed.
    pub never: i64,
    /// All that are lost: the sum of the three.
    pub lost: i64,
}
