//! Client calls, an enum for each kind of client.
//!
//! Java has a method for each of them. A call begins and comes back, perhaps much later:
//! meanwhile it is an operation, with an [`OpId`]. A program that waits for one does nothing
//! else, unless the client lets it, as a producer's `send` does.
//!
//! *Read next: [`outcome`](crate::outcome), what they come back with.*

use protocol::api::{
    AlterConfigsResource, DescribeConfigsResource, ListTransactionsRequest, NewPartitions,
    NewTopic, Request, ResourceType,
};
use protocol::connection::ConnectionId;
use protocol::map::Map;
use protocol::name::Name;
use protocol::record::{Header, Millis, Offset, Payload};
use protocol::topic_partition::{TopicId, TopicPartition};
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
    /// Whether nothing is committed by itself: kafka-python's
    /// `close(autocommit=False)`.
    pub uncommitted: bool,
}

/// Offsets by partition.
pub type Offsets = Map<TopicPartition, OffsetAndMetadata>;

/// A call of the producer's API, with the names of the Java API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProducerCall {
    /// Send records. Ends when all are acknowledged or failed.
    Send(Arc<[ProducerRecord]>),
    /// Send what is batched now. Ends when all that was sent is
    /// acknowledged or failed.
    Flush,
    /// Close: send what is batched, wait for its answers, and end.
    Close,
}

impl ProducerCall {
    /// The method's name in the Java API.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            ProducerCall::Send(_) => "send",
            ProducerCall::Flush => "flush",
            ProducerCall::Close => "close",
        }
    }
}

/// A call of the consumer's API, with the names of the Java API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConsumerCall {
    /// Subscribe to topics; replaces what was subscribed to.
    Subscribe(Vec<Name>),
    /// Subscribe to the topics whose whole name matches a Java
    /// regular expression, those that are to come included; never to internal
    /// topics.
    SubscribePattern(Name),
    /// Assign partitions; no group is joined.
    Assign(Vec<TopicPartition>),
    /// Leave the subscription or assignment.
    Unsubscribe,
    /// Poll, for so many milliseconds at most.
    Poll(Millis),
    /// The offset that the next poll reads. It is looked up where it
    /// is not known, for so many milliseconds at most; none is
    /// `default.api.timeout.ms`.
    Position(TopicPartition, Option<Millis>),
    /// Go to an offset. Nothing is checked until the next poll.
    Seek(TopicPartition, Offset),
    /// Go to the log start, at the next poll; empty is all.
    SeekToBeginning(Vec<TopicPartition>),
    /// Go to the log end, at the next poll; empty is all.
    SeekToEnd(Vec<TopicPartition>),
    /// Poll nothing of these. An empty list is nothing, other than
    /// for the seeks.
    Pause(Vec<TopicPartition>),
    /// Poll these again. An empty list is nothing.
    Resume(Vec<TopicPartition>),
    /// Consumer: `pause(assignment())`.
    PauseAll,
    /// Consumer: `resume(assignment())`.
    ResumeAll,
    /// Commit and wait; none is the positions of all partitions.
    CommitSync(Option<Offsets>),
    /// Commit and go on; none is the positions of all partitions.
    CommitAsync(Option<Offsets>),
    /// What the group committed.
    Committed(Vec<TopicPartition>),
    /// The partitions that it was assigned, as it knows it.
    Assignment,
    /// The topics that it subscribed to, or that its pattern matched
    /// when it last looked.
    Subscription,
    /// The partitions of which poll returns nothing.
    Paused,
    /// Where logs start.
    BeginningOffsets(Vec<TopicPartition>),
    /// Where logs end, for its `isolation.level`.
    EndOffsets(Vec<TopicPartition>),
    /// The first record of each partition that is not older.
    OffsetsForTimes(Vec<(TopicPartition, Millis)>),
    /// How far its position is from the end, if it knows both.
    CurrentLag(TopicPartition),
    /// The membership of its last assignment.
    GroupMetadata,
    /// Join again at the next poll.
    EnforceRebalance,
    /// Have the call that waits, or the next that would, throw. May
    /// be called while another call waits.
    Wakeup,
    /// Close.
    Close(CloseOptions),
}

impl ConsumerCall {
    /// Close within 30 seconds; a dynamic member leaves.
    pub const CLOSE: ConsumerCall = ConsumerCall::Close(CloseOptions {
        uncommitted: false,
        timeout_ms: None,
        membership: GroupMembershipOperation::Default,
    });

    /// The method's name in the Java API.
    pub fn name(&self) -> &'static str {
        match self {
            ConsumerCall::Subscribe(_) | ConsumerCall::SubscribePattern(_) => "subscribe",
            ConsumerCall::Assign(_) => "assign",
            ConsumerCall::Unsubscribe => "unsubscribe",
            ConsumerCall::Poll(_) => "poll",
            ConsumerCall::Position(..) => "position",
            ConsumerCall::Seek(..) => "seek",
            ConsumerCall::SeekToBeginning(_) => "seekToBeginning",
            ConsumerCall::SeekToEnd(_) => "seekToEnd",
            ConsumerCall::Pause(_) | ConsumerCall::PauseAll => "pause",
            ConsumerCall::Resume(_) | ConsumerCall::ResumeAll => "resume",
            ConsumerCall::CommitSync(_) => "commitSync",
            ConsumerCall::CommitAsync(_) => "commitAsync",
            ConsumerCall::Committed(_) => "committed",
            ConsumerCall::Assignment => "assignment",
            ConsumerCall::Subscription => "subscription",
            ConsumerCall::Paused => "paused",
            ConsumerCall::BeginningOffsets(_) => "beginningOffsets",
            ConsumerCall::EndOffsets(_) => "endOffsets",
            ConsumerCall::OffsetsForTimes(_) => "offsetsForTimes",
            ConsumerCall::CurrentLag(_) => "currentLag",
            ConsumerCall::GroupMetadata => "groupMetadata",
            ConsumerCall::EnforceRebalance => "enforceRebalance",
            ConsumerCall::Wakeup => "wakeup",
            ConsumerCall::Close(_) => "close",
        }
    }
}

/// Which groups are listed; what is empty leaves all in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupFilter {
    /// Groups in these states.
    pub states: Vec<Name>,
    /// Groups of these types.
    pub types: Vec<Name>,
    /// Groups of these protocol types, of which "" is one. The broker does not
    /// look at it.
    pub protocol_types: Vec<Name>,
}

/// A call of the admin client's API, with the names of the Java API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AdminCall {
    /// Create topics.
    CreateTopics(Vec<NewTopic>),
    /// Add partitions, up to so many.
    CreatePartitions(Vec<NewPartitions>),
    /// Delete topics.
    DeleteTopics(Vec<Name>),
    /// How topics are.
    DescribeTopics(Vec<Name>),
    /// How topics are that are given by their ids.
    DescribeTopicIds(Vec<TopicId>),
    /// Which brokers there are.
    DescribeCluster,
    /// Which of these partitions move from broker to broker.
    ListPartitionReassignments(Vec<TopicPartition>),
    /// What has settings of its own, of these kinds.
    ListConfigResources(Vec<ResourceType>),
    /// Which transactions there are.
    ListTransactions(ListTransactionsRequest),
    /// How transactional ids are.
    DescribeTransactions(Vec<Name>),
    /// Which topics there are; internal ones only if that is asked for.
    ListTopics(bool),
    /// What is set for topics, groups and the broker.
    DescribeConfigs(Vec<DescribeConfigsResource>),
    /// Change settings, one by one.
    IncrementalAlterConfigs(Vec<AlterConfigsResource>),
    /// Delete groups.
    DeleteGroups(Vec<Name>),
    /// Delete the records of partitions below an offset; -1 is
    /// all that there are.
    DeleteRecords(Vec<(TopicPartition, Offset)>),
    /// Look up offsets by time, or by one of ListOffsets' constants (-1 is
    /// the end, -2 the start, and so on).
    ListOffsets(Vec<(TopicPartition, Millis)>),
    /// Describe groups of consumers.
    DescribeGroups(Vec<Name>),
    /// List groups.
    ListGroups(GroupFilter),
    /// What a group committed.
    ListGroupOffsets(Name),
    /// Commit for a group, which has to be without members.
    AlterGroupOffsets(Name, Offsets),
    /// Take a group's committed offsets back, of topics that it does
    /// not read.
    DeleteGroupOffsets(Name, Vec<TopicPartition>),
    /// Remove static members by their instance ids; none is all
    /// members, whoever they are.
    RemoveMembers(Name, Option<Vec<Name>>),
}

impl AdminCall {
    /// The method's name in the Java API.
    pub fn name(&self) -> &'static str {
        match self {
            AdminCall::CreateTopics(_) => "createTopics",
            AdminCall::CreatePartitions(_) => "createPartitions",
            AdminCall::DeleteTopics(_) => "deleteTopics",
            AdminCall::DescribeTopics(_) | AdminCall::DescribeTopicIds(_) => "describeTopics",
            AdminCall::DescribeCluster => "describeCluster",
            AdminCall::ListPartitionReassignments(_) => "listPartitionReassignments",
            AdminCall::ListConfigResources(_) => "listConfigResources",
            AdminCall::ListTransactions(_) => "listTransactions",
            AdminCall::DescribeTransactions(_) => "describeTransactions",
            AdminCall::ListTopics(_) => "listTopics",
            AdminCall::DescribeConfigs(_) => "describeConfigs",
            AdminCall::IncrementalAlterConfigs(_) => "incrementalAlterConfigs",
            AdminCall::DeleteGroups(_) => "deleteConsumerGroups",
            AdminCall::DeleteRecords(_) => "deleteRecords",
            AdminCall::ListOffsets(_) => "listOffsets",
            AdminCall::DescribeGroups(_) => "describeConsumerGroups",
            AdminCall::ListGroups(_) => "listGroups",
            AdminCall::ListGroupOffsets(_) => "listConsumerGroupOffsets",
            AdminCall::AlterGroupOffsets(..) => "alterConsumerGroupOffsets",
            AdminCall::DeleteGroupOffsets(..) => "deleteConsumerGroupOffsets",
            AdminCall::RemoveMembers(..) => "removeMembersFromConsumerGroup",
        }
    }
}

/// A call of a client, of the kind that the client has. Copies are cheap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Call {
    /// Of a producer.
    Producer(Arc<ProducerCall>),
    /// Of a consumer.
    Consumer(Arc<ConsumerCall>),
    /// Of the admin client.
    Admin(Arc<AdminCall>),
    /// A raw peer's: send a request, in the version that it names.
    Peer(ConnectionId, Arc<Request>),
}

impl Call {
    /// The method's name in the Java API; a peer's is that of the request.
    pub fn name(&self) -> &'static str {
        match self {
            Call::Producer(call) => call.name(),
            Call::Consumer(call) => call.name(),
            Call::Admin(call) => call.name(),
            Call::Peer(_, request) => request.body.api(),
        }
    }

    /// The call, if it is a producer's.
    pub fn producer(&self) -> Option<&ProducerCall> {
        match self {
            Call::Producer(call) => Some(call),
            _ => None,
        }
    }

    /// The call, if it is a consumer's.
    pub fn consumer(&self) -> Option<&ConsumerCall> {
        match self {
            Call::Consumer(call) => Some(call),
            _ => None,
        }
    }

    /// The call, if it is the admin client's.
    pub fn admin(&self) -> Option<&AdminCall> {
        match self {
            Call::Admin(call) => Some(call),
            _ => None,
        }
    }
}

impl From<ProducerCall> for Call {
    fn from(call: ProducerCall) -> Self {
        Call::Producer(Arc::new(call))
    }
}

impl From<ConsumerCall> for Call {
    fn from(call: ConsumerCall) -> Self {
        Call::Consumer(Arc::new(call))
    }
}

impl From<AdminCall> for Call {
    fn from(call: AdminCall) -> Self {
        Call::Admin(Arc::new(call))
    }
}
