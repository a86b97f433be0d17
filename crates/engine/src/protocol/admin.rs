//! Requests of the admin client: topics and groups made, grown and deleted.

use super::{first_of, FirstError};
use crate::config::Settings;
use crate::error::KafkaError;
use crate::name::Name;

/// What became of one topic or group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdminResult {
    /// The topic or group.
    pub name: Name,
    /// `NONE` if it was done.
    pub error: KafkaError,
    /// What the broker says beside the error.
    pub message: Option<String>,
}

impl AdminResult {
    /// It was done.
    pub fn done(name: Name) -> Self {
        AdminResult {
            name,
            error: KafkaError::None,
            message: None,
        }
    }

    /// It was refused.
    pub fn refused(name: Name, error: KafkaError, message: impl Into<String>) -> Self {
        AdminResult {
            name,
            error,
            message: Some(message.into()),
        }
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
    /// Its settings.
    pub configs: Settings,
}

/// CreateTopics.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateTopicsRequest {
    /// The topics.
    pub topics: Vec<NewTopic>,
}

/// Answer to CreateTopics.
pub type CreateTopicsResponse = AdminResponse;

/// CreatePartitions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreatePartitionsRequest {
    /// Topics with the number of partitions that they shall have.
    pub topics: Vec<(Name, i32)>,
}

/// Answer to CreatePartitions.
pub type CreatePartitionsResponse = AdminResponse;

/// DeleteTopics.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeleteTopicsRequest {
    /// The topics.
    pub topics: Vec<Name>,
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
