//! What the outside sees: the state at one instant, as plain data.
//!
//! A view is computed from the state alone, so that it is the same however the
//! instant was reached. Whoever draws it computes no offset, partition,
//! assignment, lag or state of its own.
//!
//! Times are milliseconds since the cluster's start (`at`, `since`, `until`,
//! `left`, `arrives`), so that they are small; a record's timestamp, which the
//! user may have chosen, is Unix time.
//!
//! *Read next: [`observed`](crate::observed), what one remembers of it.*

mod belonging;
mod build;
mod flights;
mod flying;
mod keys;
mod ledger;
mod machines;
mod named;
mod source;
mod work;

pub use flying::{FlightView, FlyingOffsetView, FlyingRecordView, LISTED};
pub use keys::{ComparedKeyView, KeyPlaceView, KeyRowView, KeyTableView};
pub use ledger::{AgainView, LedgerView, LostView};
pub use named::NamedOffset;
pub use work::Committed;

use crate::terminal::JobId;
use protocol::name::Name;
use protocol::record::{Millis, Offset};
use protocol::topic_partition::TopicPartition;
use serde::Serialize;

/// How many segments of a log a view lists: the newest.
const SEGMENTS: usize = 32;
/// How many deleted segments of a log a view lists: the newest.
const GONE: usize = 3;

/// Everything at one instant.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct View {
    /// Milliseconds since the start.
    pub now: Millis,
    /// The start, in Unix time.
    pub start: Millis,
    /// How many events have happened; equal revisions are equal views but for
    /// `now`.
    pub revision: u64,
    /// Topics that users made, by name.
    pub topics: Vec<TopicView>,
    /// The newest commits as records of `__consumer_offsets`, oldest first.
    pub commits: Vec<CommitView>,
    /// How many records `__consumer_offsets` holds in all.
    pub commit_records: i64,
    /// Consumer groups, in the order in which they came to be.
    pub groups: Vec<GroupView>,
    /// Groups that consumers name and that the coordinator does not know (yet),
    /// in the order in which their first consumers were started.
    pub unknown_groups: Vec<UnknownGroupView>,
    /// Producers, in the order in which they were started.
    pub producers: Vec<ProducerView>,
    /// Consumers, in the order in which they were started.
    pub consumers: Vec<ConsumerView>,
    /// Tools of the command line that run on an admin client, in the order in
    /// which they were started; those on a producer or a consumer are among
    /// these. Not there where it is empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tools: Vec<MachineView>,
    /// Requests and responses in the air, in the order in which they left.
    pub flights: Vec<FlightView>,
}

/// A tool of the command line.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ToolView {
    /// Its name, without `.sh`.
    pub name: &'static str,
    /// Its words, as somebody might type them.
    pub line: String,
    /// The job that it belongs to.
    pub job: Option<JobId>,
}

/// A topic with its partitions.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TopicView {
    /// Its name.
    pub name: Name,
    /// Records that can be read, over all partitions.
    pub records: i64,
    /// `cleanup.policy`: `delete`, `compact`, `compact,delete`, or nothing.
    pub cleanup_policy: &'static str,
    /// `retention.ms`; -1 is for ever.
    pub retention_ms: Millis,
    /// `retention.bytes` of each partition; -1 is any size.
    pub retention_bytes: i64,
    /// The partitions, from 0.
    pub partitions: Vec<PartitionView>,
    /// Where its producers send each key, as soon as two of them choose
    /// partitions in different ways; null while they agree.
    pub key_table: Option<KeyTableView>,
}

/// A partition's log: its markers and its newest cells.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PartitionView {
    /// The partition, from 0.
    pub partition: i32,
    /// First offset that can be read.
    pub log_start: Offset,
    /// Consumers read below this.
    pub high_watermark: Offset,
    /// `read_committed` consumers read below this.
    pub last_stable: Offset,
    /// The offset that the next record gets.
    pub log_end: Offset,
    /// Its newest segments, oldest first; the last one is active.
    pub segments: Vec<SegmentView>,
    /// Segments that retention deleted and whose files are not gone yet, oldest
    /// first; at most three.
    pub deleted: Vec<DeletedSegmentView>,
    /// Records at the log's end, oldest first; as many as were asked for.
    pub cells: Vec<CellView>,
}

/// A segment of a log.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SegmentView {
    /// The offset that names its file.
    pub base: Offset,
    /// The offset after the last one that it can hold: the next segment's base,
    /// or the log end.
    pub end: Offset,
    /// Its bytes.
    pub bytes: u64,
    /// Whether it is the one that is appended to: the last one.
    pub active: bool,
}

/// A segment that is gone.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DeletedSegmentView {
    /// The offset that named its file.
    pub base: Offset,
    /// The offset after its last record.
    pub end: Offset,
    /// The offset of its last record.
    pub last: Offset,
    /// When it was deleted.
    pub at: Millis,
}

/// One record in a log.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CellView {
    /// Its offset.
    pub offset: Offset,
    /// Its key as text; null is no key.
    pub key: Option<String>,
    /// Which key this is, counted by first appearance from 0; null is no key.
    /// The same key has the same number everywhere.
    pub tint: Option<u32>,
    /// Its value as text: at most 24 characters, of which the last one is `…`
    /// where there are more. Null is a null value.
    pub value: Option<String>,
}

/// One record of `__consumer_offsets` that says a committed offset.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CommitView {
    /// The group that committed.
    pub group: Name,
    /// The topic.
    pub topic: Name,
    /// The partition.
    pub partition: i32,
    /// The committed offset: the next to read. Null is a tombstone.
    pub offset: Option<NamedOffset>,
    /// The partition of `__consumer_offsets` that holds it.
    pub in_partition: i32,
    /// Its own offset there.
    pub at_offset: Offset,
    /// When it was written.
    pub at: Millis,
}

/// A consumer group as its coordinator has it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GroupView {
    /// The group id.
    pub id: Name,
    /// Counted from 0 in order of appearance; chooses the group's hue.
    pub index: u32,
    /// `Empty`, `PreparingRebalance`, `CompletingRebalance`, `Stable`, `Dead`.
    pub state: &'static str,
    /// The assignor chosen, such as `range`; empty but in Stable and
    /// CompletingRebalance.
    pub protocol: Name,
    /// The generation.
    pub generation: i32,
    /// When the join phase that is under way ends at the latest, if one is, as
    /// far as one knows: members that join may extend it.
    pub rebalance_until: Option<Millis>,
    /// Who was removed last and why, until the next time that members join.
    pub removed: Option<RemovedView>,
    /// Members, by member id.
    pub members: Vec<MemberView>,
    /// One per partition of each topic that the group reads or has committed.
    pub lanes: Vec<GroupLaneView>,
    /// What became of the group's records.
    pub ledger: LedgerView,
}

/// A group that nobody has told the coordinator of: its consumers have not
/// been heard, or it has been deleted.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UnknownGroupView {
    /// The group id.
    pub id: Name,
    /// The [`GroupView::index`] that it will have if these groups come to be in
    /// this order.
    pub index: u32,
}

/// A member that the coordinator removed.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RemovedView {
    /// The machine that it was.
    pub machine: Name,
    /// `session timeout`, `rebalance timeout`, `left`.
    pub reason: &'static str,
    /// How long it had been silent, for a timeout.
    pub silent_ms: Millis,
    /// When.
    pub at: Millis,
}

/// A member of a group, as the coordinator has it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MemberView {
    /// The id that the coordinator gave.
    pub member_id: Name,
    /// The machine whose client this is.
    pub machine: Name,
    /// `group.instance.id` of a static member; null for a dynamic one.
    pub instance_id: Option<Name>,
    /// Whether no consumer of the group is this member: it is the former id of
    /// one that came back, and stays until its session times out.
    pub former: bool,
    /// Whether it is the group's leader.
    pub leads: bool,
    /// Whether it waits for the join phase to end.
    pub joining: bool,
    /// What the leader assigned to it in the last generation.
    pub assignment: Vec<TopicPartition>,
    /// When it will be removed if it stays silent.
    pub session_until: Millis,
}

/// What one group has to do with one partition.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GroupLaneView {
    /// The topic.
    pub topic: Name,
    /// The partition.
    pub partition: i32,
    /// Where a restart resumes; null where nothing was committed.
    pub committed: Option<NamedOffset>,
    /// What the owner's next poll reads; null without an owner or while it is
    /// not known yet.
    pub position: Option<NamedOffset>,
    /// Where the owner began to read: the committed offset, or where a reset
    /// or a seek led; null without an owner or before that.
    pub read_from: Option<NamedOffset>,
    /// What the owner has read and the group has not committed: a crash
    /// repeats it. It begins at the committed offset, or, where there is none,
    /// where the owner began; null where there is nothing between that and the
    /// position, as after a seek back.
    pub uncommitted: Option<StretchView>,
    /// From here on nobody in the group has read: the committed offset or the
    /// position, whichever is further; the log start where there is neither.
    pub unread: NamedOffset,
    /// Whether the log holds records before the position: the owner could be
    /// sent back to them.
    pub can_rewind: bool,
    /// Log end minus committed, as Kafka's tool prints it; null (`-`) where
    /// nothing was committed.
    pub lag: Option<NamedOffset>,
    /// How much the lag has grown in the ten seconds before it changed last: 0
    /// for less than 5 records, 1 from 5, 2 from 20, 3 from 80.
    pub grown: u8,
    /// The running machine whose client believes that it owns the partition.
    pub owner: Option<Name>,
    /// The machine of the member to which the group's last assignment gives
    /// the partition; null where it gives it to nobody.
    pub assigned: Option<Name>,
    /// Whether there is an owner that may go on reading: the group is Stable,
    /// or the owner is cooperative and keeps the partition while others join.
    pub settled: bool,
    /// The machine for which a partition without an owner is kept: its member
    /// is away and static, or has not taken over yet what it was assigned.
    pub reserved_for: Option<Name>,
    /// Whether it was given up in the first round of a cooperative rebalance,
    /// and is handed over in the second.
    pub nobodys: bool,
    /// Whether the owner paused the partition.
    pub paused: bool,
    /// The record that is being worked on.
    pub working: Option<Offset>,
    /// Records among the cells whose work was completed twice or more.
    pub again: Vec<AgainView>,
    /// Where in the whole log work was completed twice or more, in the order of
    /// offsets; at most 64 stretches, those at the end.
    pub done_again: Vec<StretchView>,
    /// Where in the whole log the group has lost records, in the order of
    /// offsets; at most 64 stretches, those at the end.
    pub lost: Vec<LostView>,
}

/// A stretch of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StretchView {
    /// Its first offset.
    pub from: NamedOffset,
    /// The offset after its last one; greater than `from`.
    pub to: NamedOffset,
}

/// How a machine is.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MachineView {
    /// Its name.
    pub name: Name,
    /// `running`, `stopping` (a graceful stop is under way), `stopped`,
    /// `crashed`.
    pub status: &'static str,
    /// The first thing to know of how it is: `well`, `cut`, `stalled`, or a
    /// status that is not `running`.
    pub condition: &'static str,
    /// Since when it has that status.
    pub since: Millis,
    /// Its application stands still while its heartbeat goes on.
    pub stalled: bool,
    /// Its network is cut.
    pub cut: bool,
    /// The client call that it waits for, such as `poll`, and since when.
    pub blocked: Option<BlockedView>,
    /// The last call that failed, until the next of its kind succeeds; or the
    /// limit of the playground at which the program rests.
    pub error: Option<ErrorView>,
    /// The tool that runs on it; not there where it is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tool: Option<ToolView>,
    /// The client's settings that are not Kafka's defaults.
    pub settings: Vec<(Name, Name)>,
}

/// A client call that has not come back.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BlockedView {
    /// The call, such as `poll` or `commitSync`.
    pub call: &'static str,
    /// When it was made.
    pub since: Millis,
    /// When it comes back at the latest.
    pub until: Millis,
}

/// An error as Kafka's Java client throws it, or a limit of the playground.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ErrorView {
    /// The exception's class, such as `CommitFailedException`; `playground
    /// limit` for what no Kafka would refuse.
    pub exception: &'static str,
    /// Kafka's text, or which limit it is.
    pub message: String,
    /// When.
    pub at: Millis,
}

/// A producer and its application.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ProducerView {
    /// The machine.
    pub machine: MachineView,
    /// The topic to which its application produces; null for one that sends
    /// only by hand.
    pub topic: Option<Name>,
    /// The family of its client, such as `Java` or `librdkafka`.
    pub client: &'static str,
    /// Its partitioner, by the name that it has in that family.
    pub partitioner: &'static str,
    /// The keys that the application chooses from; empty is no key.
    pub keys: Vec<KeyView>,
    /// Records per thousand seconds; 0 is paused.
    pub rate_per_ks: i64,
    /// Whether the application's own sending is paused.
    pub paused: bool,
    /// How many records wait in its batches.
    pub waiting: u32,
    /// Open batches, oldest first, with the records that wait in them.
    pub batches: Vec<BatchView>,
    /// Records handed to the client.
    pub sent: i64,
    /// Records that the broker acknowledged.
    pub acknowledged: i64,
    /// Records that failed.
    pub failed: i64,
}

/// A key that a producer's application uses.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct KeyView {
    /// The key's text.
    pub key: String,
    /// See [`CellView::tint`].
    pub tint: Option<u32>,
    /// The partition to which the producer's partitioner sends it; null where
    /// chance or turns decide, or while the client does not know how many
    /// partitions there are.
    pub partition: Option<i32>,
}

/// Records that wait in a producer for their batch to be sent.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BatchView {
    /// The topic.
    pub topic: Name,
    /// The partition that the partitioner chose.
    pub partition: i32,
    /// The records' keys, oldest first; at most [`LISTED`].
    pub records: Vec<FlyingRecordView>,
    /// How many records in all.
    pub count: u32,
    /// How often it was sent and did not get through.
    pub attempts: u32,
}

/// A consumer and its application.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ConsumerView {
    /// The machine.
    pub machine: MachineView,
    /// `group.id`.
    pub group: Name,
    /// The id that the coordinator gave, as the client knows it; "" without.
    pub member_id: Name,
    /// The id of the member that it is to the coordinator. The coordinator may
    /// know one when the client does not (yet), and the other way; a static
    /// member that is away keeps its place. Null where it is none.
    pub member: Option<Name>,
    /// The topics that it subscribes to.
    pub topics: Vec<Name>,
    /// Whether the user makes the calls, instead of a poll loop.
    pub by_hand: bool,
    /// How long the work on one record takes.
    pub work_ms: Millis,
    /// `auto`, `record`, `batch`, `before`, `never`.
    pub commit: &'static str,
    /// The client's state in its group: `unjoined`, `joining`, `syncing`,
    /// `stable`.
    pub membership: &'static str,
    /// Whether it is out of the group and has not polled for
    /// `max.poll.interval.ms`: it sends no heartbeats until it polls again.
    pub poll_overdue: bool,
    /// Whether it keeps its partitions while it joins again, and gives up only
    /// what moves.
    pub cooperative: bool,
    /// What it gave up of its last assignment in the first round of a
    /// cooperative rebalance, until it has its next assignment: the second
    /// round hands it over.
    pub handing_over: Vec<TopicPartition>,
    /// `group.instance.id`; null for a dynamic member.
    pub instance_id: Option<Name>,
    /// The generation that the client knows; -1 before it joined.
    pub generation: i32,
    /// What the client believes that it owns.
    pub assignment: Vec<TopicPartition>,
    /// Which of these it paused.
    pub paused: Vec<TopicPartition>,
    /// What its application holds from the last poll, in the order of the
    /// work; at most [`LISTED`].
    pub hand: Vec<HandView>,
    /// How many records it holds in all.
    pub hand_count: u32,
    /// How many records its program has done that its group's committed offsets
    /// do not cover. A crash repeats them; after one, this is what it repeats.
    pub done_uncommitted: u32,
    /// Whether a commit of its is on its way, or the answer: a commit arrives
    /// also if its sender dies meanwhile.
    pub commit_in_air: bool,
    /// `working`, `polling`, `committing`, `closing`, `calling` (another call),
    /// `waiting` (for the user), `resting` (between two calls), `stalled`,
    /// `off`.
    pub doing: &'static str,
    /// When the work on the present record ends.
    pub work_until: Option<Millis>,
    /// Records that the client has fetched and not yet returned from a poll.
    pub buffered: u32,
}

/// A record in an application's hands.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HandView {
    /// The topic.
    pub topic: Name,
    /// The partition.
    pub partition: i32,
    /// The offset.
    pub offset: Offset,
    /// The key as text.
    pub key: Option<String>,
    /// See [`CellView::tint`].
    pub tint: Option<u32>,
    /// See [`CellView::value`].
    pub value: Option<String>,
    /// `waiting`, `working`, `done`.
    pub state: &'static str,
}

/// A work that was completed.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkedView {
    /// The topic.
    pub topic: Name,
    /// The partition.
    pub partition: i32,
    /// The record's offset.
    pub offset: Offset,
    /// The machine whose program did it.
    pub machine: Name,
    /// When it was completed.
    pub at: Millis,
    /// How often the record's work had been completed in the group by then,
    /// this time among them.
    pub times: u32,
    /// The record, as long as the log has it.
    pub cell: Option<CellView>,
}
