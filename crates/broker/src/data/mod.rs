//! Requests about the data itself: Produce, Fetch, ListOffsets,
//! OffsetForLeaderEpoch, DeleteRecords.

mod delete_records;
mod fetch;
mod leader_epoch;
mod list_offsets;
mod offset_for_leader_epoch;
mod produce;
mod resolve;
mod sequence;
mod validate;

pub(super) use delete_records::delete_records;
pub(crate) use fetch::fetch_waited;
pub(super) use fetch::{fetch, topic_is_gone};
pub(super) use list_offsets::list_offsets;
pub(super) use offset_for_leader_epoch::offset_for_leader_epoch;
pub(super) use produce::{append, produce};
