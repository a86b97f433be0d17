//! What is in the air, as a view shows it.

use super::named::NamedOffset;
use protocol::name::Name;
use protocol::record::{Millis, Offset};
use protocol::topic_partition::TopicPartition;
use serde::Serialize;

/// A request or a response in the air.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FlightView {
    /// Its number; never used again.
    pub id: u64,
    /// The request's name in Kafka's protocol, such as `Produce`.
    pub api: &'static str,
    /// Whether this is the response.
    pub response: bool,
    /// The client's machine.
    pub machine: Name,
    /// The client's group, if it is a group's request.
    pub group: Option<Name>,
    /// When it left.
    pub left: Millis,
    /// When it arrives; later than `left`.
    pub arrives: Millis,
    /// The error that a response carries, as Kafka's name.
    pub error: Option<&'static str>,
    /// Records that it carries (Produce requests and Fetch responses) or
    /// refuses (Produce responses), in order; at most [`LISTED`].
    pub records: Vec<FlyingRecordView>,
    /// How many records it carries or refuses in all.
    pub count: u32,
    /// Offsets that it carries (OffsetCommit requests and responses).
    pub offsets: Vec<FlyingOffsetView>,
    /// Partitions that it asks about (Fetch, ListOffsets, OffsetFetch).
    pub partitions: Vec<TopicPartition>,
}

/// A record in the air or in a batch.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FlyingRecordView {
    /// The topic.
    pub topic: Name,
    /// The partition.
    pub partition: i32,
    /// The cell that it lands in or comes from. For a Produce request this is
    /// where the log will be when it arrives, given what is in the air before
    /// it; null for a record that waits in a batch.
    pub offset: Option<Offset>,
    /// The key as text.
    pub key: Option<String>,
    /// See [`super::CellView::tint`].
    pub tint: Option<u32>,
}

/// An offset in the air.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FlyingOffsetView {
    /// The topic.
    pub topic: Name,
    /// The partition.
    pub partition: i32,
    /// The offset that is being committed.
    pub offset: NamedOffset,
}

/// How many records a flight, a batch or a hand lists; the rest is counted.
pub const LISTED: usize = 12;
