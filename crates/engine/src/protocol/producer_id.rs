//! InitProducerId: how a producer gets its number.

use super::FirstError;
use crate::broker::batch::{ProducerEpoch, ProducerId, NO_PRODUCER_EPOCH, NO_PRODUCER_ID};
use crate::error::KafkaError;
use crate::name::Name;

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
