//! Produce.

use super::fetch::answer_waiting;
use super::resolve::resolve;
use super::sequence;
use super::validate::{accept, check_request, Refusal};
use crate::context::Context;
use crate::log::Log;
use crate::BrokerEvent;
use protocol::api::{ProduceRequest, ProduceResponse, ProducedPartition};
use protocol::batch::Batch;
use protocol::error::KafkaError;
use protocol::topic_name;
use protocol::topic_partition::{TopicPartition, NO_TOPIC_ID};
use std::sync::Arc;

/// Appends the batches of a Produce request.
/// Source: `KafkaApis.handleProduceRequest`, `ReplicaManager.handleProduceAppend`.
pub(crate) fn produce(cx: &mut Context, version: i16, request: &ProduceRequest) -> ProduceResponse {
    let mut partitions = Vec::new();
    let mut not_there = Vec::new();
    let id = |index: usize| request.topic_ids.get(index).copied().unwrap_or(NO_TOPIC_ID);
    for (index, (named, batch)) in request.batches.iter().enumerate() {
        let topic_id = id(index);
        // Of a partition that is named twice the last batch counts.
        let mut later = (index + 1)..request.batches.len();
        if later.any(|other| request.batches[other].0 == *named && id(other) == topic_id) {
            continue;
        }
        let resolved = resolve(cx.broker(), named, topic_id);
        let checked = resolved.and_then(|partition| match check_request(version, batch) {
            Ok(()) => Ok(partition),
            Err(error) => Err((partition, error)),
        });
        let produced = match checked {
            Err((partition, error)) => {
                not_there.push(ProducedPartition {
                    topic_id,
                    ..ProducedPartition::refused(&partition, error)
                });
                continue;
            }
            Ok(partition) => produce_to(cx, request.acks, &partition, batch),
        };
        partitions.push(ProducedPartition {
            topic_id,
            ..produced
        });
    }
    partitions.append(&mut not_there);
    ProduceResponse { partitions }
}

/// Appends a batch to a log that is there, unless it is refused.
fn produce_to(
    cx: &mut Context,
    acks: i16,
    partition: &TopicPartition,
    batch: &Batch,
) -> ProducedPartition {
    if !matches!(acks, -1..=1) {
        return ProducedPartition::refused(partition, KafkaError::InvalidRequiredAcks);
    }
    if topic_name::is_internal(&partition.topic) {
        return ProducedPartition::refused(partition, KafkaError::InvalidTopicException);
    }
    let log_start = cx.broker().log(partition).map_or(-1, Log::start);
    let config = &cx.broker().topics()[&partition.topic].config;
    match accept(cx.now(), partition, batch, config) {
        Ok(batch) => ProducedPartition {
            log_start,
            ..append_in_sequence(cx, partition, batch)
        },
        Err(Refusal {
            error,
            message,
            record_errors,
            by_the_log,
        }) => ProducedPartition {
            error_message: message,
            record_errors,
            log_start: if by_the_log { log_start } else { -1 },
            ..ProducedPartition::refused(partition, error)
        },
    }
}

/// Appends a client's batch if it comes next among those of its producer. One
/// that is there already is answered as it was the first time, and as if it
/// had been appended at its own timestamp.
fn append_in_sequence(
    cx: &mut Context,
    partition: &TopicPartition,
    batch: Batch,
) -> ProducedPartition {
    let time = if batch.log_append_time() {
        cx.now()
    } else {
        -1
    };
    let (base_offset, log_append_time) = match sequence::verify(cx, partition, &batch) {
        Err(error) => return ProducedPartition::refused(partition, error),
        Ok(Some(duplicate)) => (duplicate.base_offset, duplicate.timestamp),
        Ok(None) => (append(cx, partition, &batch), time),
    };
    ProducedPartition {
        base_offset,
        log_append_time,
        ..ProducedPartition::refused(partition, KafkaError::None)
    }
}

/// Appends a batch to a log that is there, in a new segment if one is due, and
/// answers the fetches that waited for it. Answers the offset of its first
/// record.
pub(crate) fn append(cx: &mut Context, partition: &TopicPartition, batch: &Batch) -> i64 {
    let base_offset = cx.broker().log(partition).map_or(0, Log::end);
    let batch = batch.at(base_offset);
    let rolls = cx.broker().log(partition).is_some_and(|log| {
        let config = &cx.broker().topics()[&partition.topic].config;
        log.should_roll(cx.now(), &batch, config)
    });
    if rolls {
        cx.emit(BrokerEvent::SegmentRolled {
            partition: partition.clone(),
            base_offset,
        });
    }
    cx.emit(BrokerEvent::BatchAppended {
        partition: partition.clone(),
        batch: Arc::new(batch),
    });
    answer_waiting(cx, partition);
    base_offset
}
