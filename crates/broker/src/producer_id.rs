//! Producer ids at the broker: InitProducerId and DescribeProducers.

use super::BrokerEvent;
use crate::context::Context;
use protocol::api::{
    ActiveProducer, DescribeProducersRequest, DescribeProducersResponse, DescribedProducers,
    InitProducerIdRequest, InitProducerIdResponse,
};
use protocol::batch::{NO_PRODUCER_EPOCH, NO_PRODUCER_ID};
use protocol::error::KafkaError;

/// `transaction.max.timeout.ms`.
const MAX_TRANSACTION_TIMEOUT_MS: i32 = 900_000;

/// Answers InitProducerId. Without a transactional id everybody gets a new id
/// with epoch 0, also who has one already.
/// Source: `KafkaApis.handleInitProducerIdRequest` and
/// `TransactionCoordinator.handleInitProducerId`.
pub(super) fn init_producer_id(
    cx: &mut Context,
    version: i16,
    request: &InitProducerIdRequest,
) -> InitProducerIdResponse {
    let known = version >= 3;
    let has_id = known && request.producer_id != NO_PRODUCER_ID;
    let has_epoch = known && request.producer_epoch != NO_PRODUCER_EPOCH;
    if has_id != has_epoch {
        return InitProducerIdResponse::refused(KafkaError::InvalidRequest);
    }
    if let Some(id) = &request.transactional_id {
        let timeout = request.transaction_timeout_ms;
        return InitProducerIdResponse::refused(if id.is_empty() {
            KafkaError::InvalidRequest
        } else if !(1..=MAX_TRANSACTION_TIMEOUT_MS).contains(&timeout) {
            KafkaError::InvalidTransactionTimeout
        } else {
            // This broker coordinates no transactions.
            KafkaError::CoordinatorNotAvailable
        });
    }
    let producer_id = cx.broker().next_producer_id();
    cx.emit(BrokerEvent::ProducerIdAllocated { producer_id });
    InitProducerIdResponse {
        error: KafkaError::None,
        producer_id,
        producer_epoch: 0,
    }
}

/// Answers DescribeProducers.
/// Source: `ReplicaManager.activeProducerState`.
pub(super) fn describe_producers(
    cx: &Context,
    request: &DescribeProducersRequest,
) -> DescribeProducersResponse {
    let broker = cx.broker();
    let expiry = broker.producer_expiry(cx.now());
    let each = request.partitions.iter().map(|partition| {
        let known = broker.producers(partition);
        let active = known.into_iter().flat_map(|known| known.active(expiry));
        DescribedProducers {
            partition: partition.clone(),
            error: match broker.log(partition) {
                Some(_) => KafkaError::None,
                None => KafkaError::UnknownTopicOrPartition,
            },
            producers: active
                .map(|(producer_id, known)| ActiveProducer {
                    producer_id,
                    producer_epoch: known.epoch,
                    last_sequence: known.last_sequence(),
                    last_timestamp: known.last_timestamp(),
                })
                .collect(),
        }
    });
    DescribeProducersResponse {
        partitions: each.collect(),
    }
}
