//! Requests of the admin client: topics and groups made, grown and deleted.

use super::{first_of, ConfigEntry, FirstError};
use crate::config::Settings;
use crate::error::KafkaError;
use crate::name::Name;
use crate::topic_partition::{TopicId, NO_TOPIC_ID};
use std::sync::Arc;

/// What became of one topic or group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdminResult {
    /// The topic or group.
    pub name: Name,
    /// `NONE` if it was done.
    pub error: KafkaError,
    /// What the broker says beside the error.
    pub message: Option<String>,
    /// The topic's id, where the answer has one.
    pub topic_id: TopicId,
    /// Whether the answer names it: a topic that was given by its id and is not
    /// there has no name.
    pub named: bool,
    /// What a new topic is like.
    pub created: Option<Arc<CreatedTopic>>,
}

/// What a topic is like that was made, or that would have been made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreatedTopic {
    /// How many partitions it has.
    pub num_partitions: i32,
    /// How many replicas each has.
    pub replication_factor: i16,
    /// Its settings, sorted.
    pub configs: Vec<ConfigEntry>,
}

impl AdminResult {
    /// It was done.
    pub fn done(name: Name) -> Self {
        AdminResult {
            name,
            error: KafkaError::None,
            message: None,
            topic_id: NO_TOPIC_ID,
            named: true,
            created: None,
        }
    }

    /// It was refused.
    pub fn refused(name: Name, error: KafkaError, message: impl Into<String>) -> Self {
        AdminResult {
            message: Some(message.into()),
            ..AdminResult::failed(name, error)
        }
    }

    /// It was refused without a word beside the error.
    pub fn failed(name: Name, error: KafkaError) -> Self {
        AdminResult {
            error,
            ..AdminResult::done(name)
        }
    }

    /// The same with the topic's id.
    pub fn of_topic(mut self, topic_id: TopicId) -> Self {
        self.topic_id = topic_id;
        self
    }
}

/// Answer to a request of the admin client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdminResponse {
    /// In the order of the request.
    pub results: Vec<AdminResult>,
}

impl FirstError for AdminResponse {
    fn first_error(&self) -> KafkaError {
        first_of(self.results.iter().map(|r| r.error))
    }
}

/// A topic to create.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTopic {
    /// Its name.
    pub name: Name,
    /// How many partitions; -1 is the broker's `num.partitions`.
    pub partitions: i32,
    /// How many replicas each; -1 is the broker's `default.replication.factor`.
    pub replication_factor: i16,
    /// The brokers of each partition, by its number; empty lets the cluster
    /// choose.
    pub assignments: Vec<(i32, Vec<i32>)>,
    /// Its settings.
    pub configs: Settings,
    /// Settings that were named without a value, which is refused.
    pub null_configs: Vec<Name>,
}

impl Default for NewTopic {
    fn default() -> Self {
        NewTopic {
            name: Name::default(),
            partitions: -1,
            replication_factor: -1,
            assignments: Vec::new(),
            configs: Settings::new(),
            null_configs: Vec::new(),
        }
    }
}

/// CreateTopics.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateTopicsRequest {
    /// The topics.
    pub topics: Vec<NewTopic>,
    /// Whether it is only asked what would happen.
    pub validate_only: bool,
}

/// Answer to CreateTopics.
pub type CreateTopicsResponse = AdminResponse;

/// How a topic shall grow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPartitions {
    /// The topic.
    pub name: Name,
    /// How many partitions it shall have.
    pub count: i32,
    /// The brokers of each new partition; none lets the cluster choose.
    pub assignments: Option<Vec<Vec<i32>>>,
}

impl NewPartitions {
    /// So many in all, wherever the cluster puts them.
    pub fn increase_to(name: impl Into<Name>, count: i32) -> Self {
        NewPartitions {
            name: name.into(),
            count,
            assignments: None,
        }
    }
}

/// CreatePartitions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreatePartitionsRequest {
    /// The topics.
    pub topics: Vec<NewPartitions>,
    /// Whether it is only asked what would happen.
    pub validate_only: bool,
}

/// Answer to CreatePartitions.
pub type CreatePartitionsResponse = AdminResponse;

/// A topic to delete, by name or by id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeleteTopicState {
    /// Its name, if it is given by name.
    pub name: Option<Name>,
    /// Its id, if it is given by id.
    pub topic_id: TopicId,
}

impl From<Name> for DeleteTopicState {
    fn from(name: Name) -> Self {
        DeleteTopicState {
            name: Some(name),
            topic_id: NO_TOPIC_ID,
        }
    }
}

/// DeleteTopics.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeleteTopicsRequest {
    /// The topics.
    pub topics: Vec<DeleteTopicState>,
}

/// Answer to DeleteTopics.
pub type DeleteTopicsResponse = AdminResponse;

/// DeleteGroups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeleteGroupsRequest {
    /// The groups.
    pub groups: Vec<Name>,
}

/// Answer to DeleteGroups.
pub type DeleteGroupsResponse = AdminResponse;
