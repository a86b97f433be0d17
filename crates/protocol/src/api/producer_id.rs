//! Producer ids: how a producer gets one, and which a log knows.

use super::{first_of, FirstError};
use crate::batch::{ProducerEpoch, ProducerId, NO_PRODUCER_EPOCH, NO_PRODUCER_ID};
use crate::error::KafkaError;
use crate::name::Name;
use crate::record::Millis;
use crate::topic_partition::TopicPartition;

/// InitProducerId.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InitProducerIdRequest {
    /// `transactional.id`; `None` asks for an id without transactions.
    pub transactional_id: Option<Name>,
    /// `transaction.timeout.ms`; looked at only with a transactional id.
    pub transaction_timeout_ms: i32,
    /// The id that the producer has (version 3 and later), or -1.
    pub producer_id: ProducerId,
    /// Its epoch (version 3 and later), or -1.
    pub producer_epoch: ProducerEpoch,
}

impl InitProducerIdRequest {
    /// Asks for a new id, without transactions.
    pub fn idempotent() -> Self {
        InitProducerIdRequest {
            transactional_id: None,
            transaction_timeout_ms: i32::MAX,
            producer_id: NO_PRODUCER_ID,
            producer_epoch: NO_PRODUCER_EPOCH,
        }
    }
}

/// Answer to InitProducerId.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InitProducerIdResponse {
    /// `NONE`, or why there is no id.
    pub error: KafkaError,
    /// The id, -1 with an error.
    pub producer_id: ProducerId,
    /// Its epoch, -1 with an error.
    pub producer_epoch: ProducerEpoch,
}

impl InitProducerIdResponse {
    /// An answer without an id.
    pub fn refused(error: KafkaError) -> Self {
        InitProducerIdResponse {
            error,
            producer_id: NO_PRODUCER_ID,
            producer_epoch: NO_PRODUCER_EPOCH,
        }
    }
}

impl FirstError for InitProducerIdResponse {
    fn first_error(&self) -> KafkaError {
        self.error
    }
}

/// DescribeProducers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DescribeProducersRequest {
    /// The partitions whose producers are asked for.
    pub partitions: Vec<TopicPartition>,
}

/// A producer as a log knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActiveProducer {
    /// Its id.
    pub producer_id: ProducerId,
    /// Its newest epoch.
    pub producer_epoch: ProducerEpoch,
    /// The sequence number of its last record, or -1.
    pub last_sequence: i32,
    /// The largest timestamp of its last batch, or -1.
    pub last_timestamp: Millis,
}

/// The producers of one partition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DescribedProducers {
    /// The partition.
    pub partition: TopicPartition,
    /// `NONE`, or why there is nothing to say.
    pub error: KafkaError,
    /// Those that the log knows, by id.
    pub producers: Vec<ActiveProducer>,
}

/// Answer to DescribeProducers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DescribeProducersResponse {
    /// In the order of the request.
    pub partitions: Vec<DescribedProducers>,
}

impl FirstError for DescribeProducersResponse {
    fn first_error(&self) -> KafkaError {
        first_of(self.partitions.iter().map(|p| p.error))
    }
}
