//! What a client call fails with: Kafka's Java exceptions as values.
//!
//! Not all of them come from a broker: a client throws where time is up, where it was asked
//! for what cannot be, or where it was fenced. What one wraps is its cause.
//!
//! *Read next: [`config`](crate::config), what both read before they begin.*

use crate::error::KafkaError;

/// An exception of Kafka's Java client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// Its class, without the package, such as `CommitFailedException`.
    pub class: &'static str,
    /// The protocol's code, where the exception stands for one.
    pub error: Option<KafkaError>,
    /// Kafka's text; empty where Java's is null.
    pub message: String,
    /// What caused it, where Kafka says so.
    pub cause: Option<Box<Exception>>,
}

/// A member that comes too late with its commit.
/// Source: `CommitFailedException`'s default text.
const REBALANCED: &str = "Commit cannot be completed since the group has already rebalanced and assigned the partitions to another member. This means that the time between subsequent calls to poll() was longer than the configured max.poll.interval.ms, which typically implies that the poll loop is spending too much time message processing. You can address this either by increasing max.poll.interval.ms or by reducing the maximum size of batches returned in poll() with max.poll.records.";

impl Exception {
    /// An exception with a text of its own; of the protocol's codes it has
    /// that of its class, where there is one.
    pub fn new(class: &'static str, message: impl Into<String>) -> Self {
        let mut codes = KafkaError::ALL.iter().copied();
        Exception {
            class,
            error: codes.find(|error| error.exception() == class),
            message: message.into(),
            cause: None,
        }
    }

    /// The exception of an error code, with the code's own text.
    pub fn of(error: KafkaError) -> Self {
        Exception {
            class: error.exception(),
            error: Some(error),
            message: error.message().to_owned(),
            cause: None,
        }
    }

    /// The same with `cause`.
    pub fn because(mut self, cause: Exception) -> Self {
        self.cause = Some(Box::new(cause));
        self
    }

    /// `IllegalStateException`.
    pub fn illegal_state(message: impl Into<String>) -> Self {
        Exception::new("IllegalStateException", message)
    }

    /// `IllegalArgumentException`.
    pub fn illegal_argument(message: impl Into<String>) -> Self {
        Exception::new("IllegalArgumentException", message)
    }

    /// `TimeoutException`.
    pub fn timeout(message: impl Into<String>) -> Self {
        Exception::new("TimeoutException", message)
    }

    /// The group went on without the member that commits.
    pub fn group_rebalanced() -> Self {
        Exception::new("CommitFailedException", REBALANCED)
    }

    /// The consumer knows itself that it is in no group.
    /// Source: `ConsumerCoordinator.sendOffsetCommitRequest`.
    pub fn not_in_group() -> Self {
        Exception::new("CommitFailedException", "Offset commit cannot be completed since the consumer is not part of an active group for auto partition assignment; it is likely that the consumer was kicked out of the group.")
    }

    /// The consumer's own join is under way.
    pub fn undergoing_rebalance() -> Self {
        Exception::new("RebalanceInProgressException", "Offset commit cannot be completed since the consumer is undergoing a rebalance for auto partition assignment. You can try completing the rebalance by calling poll() and then retry the operation.")
    }

    /// The broker says that the group is in a rebalance.
    pub fn executing_rebalance() -> Self {
        Exception::new("RebalanceInProgressException", "Offset commit cannot be completed since the consumer group is executing a rebalance at the moment. You can try completing the rebalance by calling poll() and then retry commit again")
    }

    /// The broker fenced a commit of a generation that is over for the member
    /// already.
    /// Source: `ConsumerCoordinator.OffsetCommitResponseHandler`.
    pub fn fenced_generation() -> Self {
        Exception::new("RebalanceInProgressException", "Offset commit cannot be completed since the consumer member's old generation is fenced by its group instance id, it is possible that this consumer has already participated another rebalance and got a new generation")
    }

    /// The commit of a generation that the consumer has left behind.
    pub fn stale_generation() -> Self {
        Exception::new("RebalanceInProgressException", "Offset commit cannot be completed since the consumer member's generation is already stale, meaning it has already participated another rebalance and got a new generation. You can try completing the rebalance by calling poll() and then retry commit again")
    }

    /// What `commitAsync` tells its callback of an error that one may retry.
    pub fn retriable_commit(cause: Exception) -> Self {
        Exception::new("RetriableCommitFailedException", "Offset commit failed with a retriable exception. You should retry committing the latest consumed offsets.").because(cause)
    }
}
