//! What clients and brokers say to each other: Kafka's requests and responses
//! as types.
//!
//! Fields have the names of Kafka's message definitions. Only what this broker
//! reads or answers is there; a field that an older version lacks is simply
//! not looked at.
//!
//! A module for each kind of request: data, groups, committed offsets, the admin client's.
//! The table in this file has them all, with the newest version that Kafka 4.3 has of each:
//! an answer may depend on the version in which one asks.
//!
//! *Read next: [`connection`](crate::connection), where they say it.*

mod admin;
mod cluster;
mod configs;
mod data;
mod first_error;
mod group;
mod offsets;
mod producer_id;

pub use admin::*;
pub use cluster::*;
pub use configs::*;
pub use data::*;
pub use first_error::{first_of, FirstError};
pub use group::*;
pub use offsets::*;
pub use producer_id::*;

use crate::error::KafkaError;
use crate::name::Name;
use crate::topic_partition::NO_TOPIC_ID;

/// A request as it travels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The version of the API that the client speaks; answers depend on it.
    pub version: i16,
    /// `client.id`.
    pub client_id: Name,
    /// What is asked.
    pub body: RequestBody,
}

/// Defines requests and responses side by side.
macro_rules! apis {
    ($($(#[$doc:meta])* $api:ident($request:ty, $response:ty) up to $version:literal;)*) => {
        /// What is asked.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum RequestBody {
            $($(#[$doc])* $api($request),)*
        }

        /// What is answered.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Response {
            $($(#[$doc])* $api($response),)*
        }

        impl RequestBody {
            /// The API's name in Kafka's protocol.
            pub fn api(&self) -> &'static str {
                match self { $(RequestBody::$api(_) => stringify!($api)),* }
            }

            /// The newest version that Kafka 4.3 has of this API; our clients
            /// speak it.
            pub fn latest_version(&self) -> i16 {
                match self { $(RequestBody::$api(_) => $version),* }
            }
        }

        impl Response {
            /// The first error in it.
            pub fn error(&self) -> KafkaError {
                match self { $(Response::$api(body) => body.first_error()),* }
            }
        }
    };
}

apis! {
    /// Appends batches to logs.
    Produce(ProduceRequest, ProduceResponse) up to 13;
    /// Reads batches from logs.
    Fetch(FetchRequest, FetchResponse) up to 18;
    /// Finds offsets by time.
    ListOffsets(ListOffsetsRequest, ListOffsetsResponse) up to 11;
    /// Asks where leader epochs ended: whether the log still has what somebody
    /// has read.
    OffsetForLeaderEpoch(OffsetForLeaderEpochRequest, OffsetForLeaderEpochResponse) up to 4;
    /// Deletes the records below an offset.
    DeleteRecords(DeleteRecordsRequest, DeleteRecordsResponse) up to 2;
    /// Asks which topics and partitions there are.
    Metadata(MetadataRequest, MetadataResponse) up to 13;
    /// Asks which broker coordinates a group.
    FindCoordinator(FindCoordinatorRequest, FindCoordinatorResponse) up to 6;
    /// Joins a group, or says that one goes on being a member.
    JoinGroup(JoinGroupRequest, JoinGroupResponse) up to 9;
    /// Brings (the leader) or fetches (everybody) the assignment.
    SyncGroup(SyncGroupRequest, SyncGroupResponse) up to 5;
    /// Says that a member lives.
    Heartbeat(HeartbeatRequest, HeartbeatResponse) up to 4;
    /// Leaves a group.
    LeaveGroup(LeaveGroupRequest, LeaveGroupResponse) up to 5;
    /// Commits offsets.
    OffsetCommit(OffsetCommitRequest, OffsetCommitResponse) up to 10;
    /// Asks for committed offsets.
    OffsetFetch(OffsetFetchRequest, OffsetFetchResponse) up to 10;
    /// Creates topics.
    CreateTopics(CreateTopicsRequest, CreateTopicsResponse) up to 7;
    /// Adds partitions to topics.
    CreatePartitions(CreatePartitionsRequest, CreatePartitionsResponse) up to 3;
    /// Deletes topics.
    DeleteTopics(DeleteTopicsRequest, DeleteTopicsResponse) up to 6;
    /// Asks for settings.
    DescribeConfigs(DescribeConfigsRequest, DescribeConfigsResponse) up to 4;
    /// Changes settings, one by one.
    IncrementalAlterConfigs(AlterConfigsRequest, AlterConfigsResponse) up to 1;
    /// Changes settings and deletes those that it does not name.
    AlterConfigs(AlterConfigsRequest, AlterConfigsResponse) up to 2;
    /// Deletes groups with their offsets.
    DeleteGroups(DeleteGroupsRequest, DeleteGroupsResponse) up to 2;
    /// Asks how groups are.
    DescribeGroups(DescribeGroupsRequest, DescribeGroupsResponse) up to 6;
    /// Asks which groups there are.
    ListGroups(ListGroupsRequest, ListGroupsResponse) up to 5;
    /// Takes committed offsets back.
    OffsetDelete(OffsetDeleteRequest, OffsetDeleteResponse) up to 0;
    /// Asks for a producer id.
    InitProducerId(InitProducerIdRequest, InitProducerIdResponse) up to 6;
    /// Asks which producers the logs of partitions know.
    DescribeProducers(DescribeProducersRequest, DescribeProducersResponse) up to 0;
    /// Asks which brokers there are.
    DescribeCluster(DescribeClusterRequest, DescribeClusterResponse) up to 2;
    /// Asks who has the partitions of topics.
    DescribeTopicPartitions(DescribeTopicPartitionsRequest, DescribeTopicPartitionsResponse) up to 0;
    /// Asks which partitions move from broker to broker.
    ListPartitionReassignments(ListPartitionReassignmentsRequest, ListPartitionReassignmentsResponse) up to 1;
    /// Asks what has settings of its own.
    ListConfigResources(ListConfigResourcesRequest, ListConfigResourcesResponse) up to 1;
    /// Asks which transactions a broker coordinates.
    ListTransactions(ListTransactionsRequest, ListTransactionsResponse) up to 2;
    /// Asks how transactional ids are.
    DescribeTransactions(DescribeTransactionsRequest, DescribeTransactionsResponse) up to 0;
}

impl RequestBody {
    /// The group that a request belongs to, if it belongs to one.
    pub fn group(&self) -> Option<&Name> {
        match self {
            RequestBody::FindCoordinator(r) if r.key_type == 0 => r.keys.first(),
            RequestBody::JoinGroup(r) => Some(&r.group_id),
            RequestBody::SyncGroup(r) => Some(&r.group_id),
            RequestBody::Heartbeat(r) => Some(&r.group_id),
            RequestBody::LeaveGroup(r) => Some(&r.group_id),
            RequestBody::OffsetCommit(r) => Some(&r.group_id),
            RequestBody::OffsetFetch(r) => Some(&r.groups.first()?.group_id),
            RequestBody::OffsetDelete(r) => Some(&r.group_id),
            _ => None,
        }
    }

    /// The version that our clients send it in: the newest, but topics without
    /// ids make it an older one that has names.
    pub fn version_to_send(&self) -> i16 {
        /// The last version of OffsetCommit and OffsetFetch with names.
        const NAMES: i16 = 9;
        fn known<T>(topics: &[OfTopic<T>]) -> bool {
            topics.iter().all(|topic| topic.topic_id != NO_TOPIC_ID)
        }
        let by_id = match self {
            RequestBody::OffsetCommit(r) => known(&r.topics),
            RequestBody::OffsetFetch(r) => {
                r.groups.iter().flat_map(|g| &g.topics).all(|t| known(t))
            }
            _ => true,
        };
        if by_id {
            self.latest_version()
        } else {
            NAMES
        }
    }

    /// Whether the broker sends no answer (Produce with acks=0).
    pub fn is_one_way(&self) -> bool {
        matches!(self, RequestBody::Produce(r) if r.acks == 0)
    }
}
