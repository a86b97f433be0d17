//! Requests of the admin client about the cluster: its brokers, its topics with
//! who has them, what has settings, its transactions.

use super::{first_of, ConfigResource, FirstError, ResourceType};
use crate::error::KafkaError;
use crate::name::Name;
use crate::topic_partition::{TopicId, TopicPartition};

/// DescribeCluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DescribeClusterRequest;

/// Answer to DescribeCluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DescribeClusterResponse {
    /// The brokers that live, by their ids.
    pub brokers: Vec<i32>,
}

impl FirstError for DescribeClusterResponse {
    fn first_error(&self) -> KafkaError {
        KafkaError::None
    }
}

/// DescribeTopicPartitions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DescribeTopicPartitionsRequest {
    /// The topics.
    pub topics: Vec<Name>,
}

/// Which brokers have a partition, and which of them is asked for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartitionReplicas {
    /// Its number.
    pub partition: i32,
    /// Who leads it, if anybody does.
    pub leader: Option<i32>,
    /// All that have it, the preferred leader first.
    pub replicas: Vec<i32>,
    /// Those that have all of it.
    pub isr: Vec<i32>,
    /// Those that may become its leader although they are not in sync; none
    /// where whoever answered does not know.
    pub elr: Option<Vec<i32>>,
    /// Those that were the last in `elr`.
    pub last_known_elr: Option<Vec<i32>>,
}

/// A topic with its partitions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicDescription {
    /// The topic; empty for an id that no topic has.
    pub name: Name,
    /// Its id; none where there is no such topic.
    pub topic_id: TopicId,
    /// Whether it is one of Kafka's own.
    pub is_internal: bool,
    /// `NONE`, or that it does not exist or cannot.
    pub error: KafkaError,
    /// Its partitions, by their numbers.
    pub partitions: Vec<PartitionReplicas>,
}

/// Answer to DescribeTopicPartitions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DescribeTopicPartitionsResponse {
    /// Sorted by their names.
    pub topics: Vec<TopicDescription>,
}

impl FirstError for DescribeTopicPartitionsResponse {
    fn first_error(&self) -> KafkaError {
        first_of(self.topics.iter().map(|topic| topic.error))
    }
}

/// ListPartitionReassignments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListPartitionReassignmentsRequest {
    /// The partitions of interest.
    pub partitions: Vec<TopicPartition>,
}

/// A partition that is on its way from some brokers to others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartitionReassignment {
    /// The partition.
    pub partition: TopicPartition,
    /// All that have it now.
    pub replicas: Vec<i32>,
    /// Those that are to have it.
    pub adding: Vec<i32>,
    /// Those that are to have it no more.
    pub removing: Vec<i32>,
}

/// Answer to ListPartitionReassignments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListPartitionReassignmentsResponse {
    /// Those that are on their way.
    pub reassignments: Vec<PartitionReassignment>,
}

impl FirstError for ListPartitionReassignmentsResponse {
    fn first_error(&self) -> KafkaError {
        KafkaError::None
    }
}

/// ListConfigResources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListConfigResourcesRequest {
    /// The kinds of interest; empty is all.
    pub kinds: Vec<ResourceType>,
}

/// Answer to ListConfigResources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListConfigResourcesResponse {
    /// All that have settings of their own.
    pub resources: Vec<ConfigResource>,
}

impl FirstError for ListConfigResourcesResponse {
    fn first_error(&self) -> KafkaError {
        KafkaError::None
    }
}

/// ListTransactions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListTransactionsRequest {
    /// Only those that have been open for so many milliseconds; less than 0 is
    /// all.
    pub duration_filter: i64,
    /// Only those whose id matches.
    pub transactional_id_pattern: Option<Name>,
}

/// Somebody who uses transactions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedTransaction {
    /// `transactional.id`.
    pub transactional_id: Name,
    /// The producer id.
    pub producer_id: i64,
    /// Kafka's name of the state, such as `CompleteCommit`.
    pub state: &'static str,
}

/// Answer to ListTransactions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListTransactionsResponse {
    /// `NONE`, or why there is no answer.
    pub error: KafkaError,
    /// What the broker coordinates.
    pub transactions: Vec<ListedTransaction>,
}

impl FirstError for ListTransactionsResponse {
    fn first_error(&self) -> KafkaError {
        self.error
    }
}

/// DescribeTransactions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DescribeTransactionsRequest {
    /// The transactional ids.
    pub transactional_ids: Vec<Name>,
}

/// How a transactional id is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DescribedTransaction {
    /// `NONE`, or why there is no answer.
    pub error: KafkaError,
    /// `transactional.id`.
    pub transactional_id: Name,
    /// The producer id.
    pub producer_id: i64,
    /// Its epoch.
    pub producer_epoch: i16,
    /// Kafka's name of the state, such as `Ongoing`.
    pub state: &'static str,
    /// `transaction.timeout.ms`.
    pub timeout_ms: i32,
    /// When the open transaction began, -1 where none is open.
    pub start_time_ms: i64,
    /// The partitions that it wrote to.
    pub partitions: Vec<TopicPartition>,
}

/// Answer to DescribeTransactions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DescribeTransactionsResponse {
    /// In the order of the request.
    pub transactions: Vec<DescribedTransaction>,
}

impl FirstError for DescribeTransactionsResponse {
    fn first_error(&self) -> KafkaError {
        first_of(self.transactions.iter().map(|each| each.error))
    }
}
