//! Client calls as operations: they begin, may be pending, and end in an
//! outcome.

use protocol::api::{AlterConfigsResource, DescribeConfigsResource, NewTopic, Request};
use protocol::connection::ConnectionId;
use protocol::map::Map;
use protocol::name::Name;
use protocol::record::{Header, Millis, Offset, Payload};
use protocol::topic_partition::TopicPartition;
use std::sync::Arc;

/// An operation's number; never used twice.
pub type OpId = u64;

/// A record as an application gives it to a producer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProducerRecord {
    /// The topic.
    pub topic: Name,
    /// The partition, or none to have it chosen.
    pub partition: Option<i32>,
    /// The key, or null.
    pub key: Option<Payload>,
    /// The value, or null.
    pub value: Option<Payload>,
    /// The headers.
    pub headers: Arc<[Header]>,
    /// The timestamp, or none for the producer's clock.
    pub timestamp: Option<Millis>,
}

/// What to commit for a partition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OffsetAndMetadata {
    /// The next offset to read.
    pub offset: Offset,
    /// The leader epoch of the last record read, where it is known: the
    /// consumer fills it in for what it has read itself, and nobody for an
    /// offset that was named.
    pub leader_epoch: Option<i32>,
    /// Any text.
    pub metadata: Name,
}

impl OffsetAndMetadata {
    /// An offset that somebody names: without text and without leader epoch.
    pub fn new(offset: Offset) -> Self {
        OffsetAndMetadata {
            offset,
            leader_epoch: None,
            metadata: Name::default(),
        }
    }
}

/// What becomes of the membership when a consumer closes.
/// Source: `CloseOptions.GroupMembershipOperation` (KIP-1092).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GroupMembershipOperation {
    /// Dynamic members leave, static ones stay.
    #[default]
    Default,
    /// It leaves, also as a static member.
    LeaveGroup,
    /// It stays, until its session times out.
    RemainInGroup,
}

/// How a consumer closes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CloseOptions {
    /// How long that may take; none is 30 seconds.
    pub timeout_ms: Option<Millis>,
    /// What becomes of the membership.
    pub membership: GroupMembershipOperation,
}

/// Offsets by partition.
pub type Offsets = Map<TopicPartition, OffsetAndMetadata>;

/// A call of a client's API, with the names of the Java API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Call {
    /// Producer: send records. Ends when all are acknowledged or failed.
    Send(Arc<[ProducerRecord]>),
    /// Producer: send what is batched now. Ends when all that was sent is
    /// acknowledged or failed.
    Flush,
    /// Consumer: subscribe to topics; replaces what was subscribed to.
    Subscribe(Vec<Name>),
    /// Consumer: subscribe to the topics whose whole name matches a Java
    /// regular expression, those that are to come included; never to internal
    /// topics.
    SubscribePattern(Name),
    /// Consumer: assign partitions; no group is joined.
    Assign(Vec<TopicPartition>),
    /// Consumer: leave the subscription or assignment.
    Unsubscribe,
    /// Consumer: poll, for so many milliseconds at most.
    Poll(Millis),
    /// Consumer: the offset that the next poll reads. It is looked up where it
    /// is not known, for so many milliseconds at most; none is
    /// `default.api.timeout.ms`.
    Position(TopicPartition, Option<Millis>),
    /// Consumer: go to an offset. Nothing is checked until the next poll.
    Seek(TopicPartition, Offset),
    /// Consumer: go to the log start, at the next poll; empty is all.
    SeekToBeginning(Vec<TopicPartition>),
    /// Consumer: go to the log end, at the next poll; empty is all.
    SeekToEnd(Vec<TopicPartition>),
    /// Consumer: poll nothing of these. An empty list is nothing, other than
    /// for the seeks.
    Pause(Vec<TopicPartition>),
    /// Consumer: poll these again. An empty list is nothing.
    Resume(Vec<TopicPartition>),
    /// Consumer: `pause(assignment())`.
    PauseAll,
    /// Consumer: `resume(assignment())`.
    ResumeAll,
    /// Consumer: commit and wait; none is the positions of all partitions.
    CommitSync(Option<Offsets>),
    /// Consumer: commit and go on; none is the positions of all partitions.
    CommitAsync(Option<Offsets>),
    /// Consumer: what the group committed.
    Committed(Vec<TopicPartition>),
    /// Consumer: the partitions that it was assigned, as it knows it.
    Assignment,
    /// Consumer: the topics that it subscribed to, or that its pattern matched
    /// when it last looked.
    Subscription,
    /// Consumer: the partitions of which poll returns nothing.
    Paused,
    /// Consumer: where logs start.
    BeginningOffsets(Vec<TopicPartition>),
    /// Consumer: where logs end, for its `isolation.level`.
    EndOffsets(Vec<TopicPartition>),
    /// Consumer: the first record of each partition that is not older.
    OffsetsForTimes(Vec<(TopicPartition, Millis)>),
    /// Consumer: how far its position is from the end, if it knows both.
    CurrentLag(TopicPartition),
    /// Consumer: the membership of its last assignment.
    GroupMetadata,
    /// Consumer: join again at the next poll.
    EnforceRebalance,
    /// Consumer: have the call that waits, or the next that would, throw. May
    /// be called while another call waits.
    Wakeup,
    /// Either: close, a consumer within 30 seconds.
    Close,
    /// Consumer: close in another way.
    CloseWith(CloseOptions),
    /// Admin: create topics.
    CreateTopics(Vec<NewTopic>),
    /// Admin: add partitions, up to so many.
    CreatePartitions(Vec<(Name, i32)>),
    /// Admin: delete topics.
    DeleteTopics(Vec<Name>),
    /// Admin: how topics are.
    DescribeTopics(Vec<Name>),
    /// Admin: which topics there are; internal ones only if that is asked for.
    ListTopics(bool),
    /// Admin: what is set for topics, groups and the broker.
    DescribeConfigs(Vec<DescribeConfigsResource>),
    /// Admin: change settings, one by one.
    IncrementalAlterConfigs(Vec<AlterConfigsResource>),
    /// Admin: delete groups.
    DeleteGroups(Vec<Name>),
    /// Admin client: delete the records of partitions below an offset; -1 is
    /// all that there are.
    DeleteRecords(Vec<(TopicPartition, Offset)>),
    /// Admin: describe groups of consumers.
    DescribeGroups(Vec<Name>),
    /// Admin: list all groups.
    ListGroups,
    /// Admin: what a group committed.
    ListGroupOffsets(Name),
    /// Admin: commit for a group, which has to be without members.
    AlterGroupOffsets(Name, Offsets),
    /// Admin: take a group's committed offsets back, of topics that it does
    /// not read.
    DeleteGroupOffsets(Name, Vec<TopicPartition>),
    /// Admin: remove static members by their instance ids; none is all
    /// members, whoever they are.
    RemoveMembers(Name, Option<Vec<Name>>),
    /// Raw peer: send a request, in the version that it names.
    Request(ConnectionId, Arc<Request>),
}

impl Call {
    /// The method's name in the Java API.
    pub fn name(&self) -> &'static str {
        match self {
            Call::Send(_) => "send",
            Call::Flush => "flush",
            Call::Subscribe(_) | Call::SubscribePattern(_) => "subscribe",
            Call::Assign(_) => "assign",
            Call::Unsubscribe => "unsubscribe",
            Call::Poll(_) => "poll",
            Call::Position(..) => "position",
            Call::Seek(..) => "seek",
            Call::SeekToBeginning(_) => "seekToBeginning",
            Call::SeekToEnd(_) => "seekToEnd",
            Call::Pause(_) | Call::PauseAll => "pause",
            Call::Resume(_) | Call::ResumeAll => "resume",
            Call::CommitSync(_) => "commitSync",
            Call::CommitAsync(_) => "commitAsync",
            Call::Committed(_) => "committed",
            Call::Assignment => "assignment",
            Call::Subscription => "subscription",
            Call::Paused => "paused",
            Call::BeginningOffsets(_) => "beginningOffsets",
            Call::EndOffsets(_) => "endOffsets",
            Call::OffsetsForTimes(_) => "offsetsForTimes",
            Call::CurrentLag(_) => "currentLag",
            Call::GroupMetadata => "groupMetadata",
            Call::EnforceRebalance => "enforceRebalance",
            Call::Wakeup => "wakeup",
            Call::Close | Call::CloseWith(_) => "close",
            Call::CreateTopics(_) => "createTopics",
            Call::CreatePartitions(_) => "createPartitions",
            Call::DeleteTopics(_) => "deleteTopics",
            Call::DescribeTopics(_) => "describeTopics",
            Call::ListTopics(_) => "listTopics",
            Call::DescribeConfigs(_) => "describeConfigs",
            Call::IncrementalAlterConfigs(_) => "incrementalAlterConfigs",
            Call::DeleteGroups(_) => "deleteConsumerGroups",
            Call::DeleteRecords(_) => "deleteRecords",
            Call::DescribeGroups(_) => "describeConsumerGroups",
            Call::ListGroups => "listGroups",
            Call::ListGroupOffsets(_) => "listConsumerGroupOffsets",
            Call::AlterGroupOffsets(..) => "alterConsumerGroupOffsets",
            Call::DeleteGroupOffsets(..) => "deleteConsumerGroupOffsets",
            Call::RemoveMembers(..) => "removeMembersFromConsumerGroup",
            Call::Request(_, request) => request.body.api(),
        }
    }
}
