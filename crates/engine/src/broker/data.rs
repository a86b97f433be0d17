//! Produce, Fetch and ListOffsets.

use super::batch::Batch;
use super::log::Log;
use super::{fetch_body, producer_state, topic_name, BrokerEvent, ParkedFetch, ReplyTo};
use crate::cluster::Context;
use crate::error::KafkaError;
use crate::protocol::{
    FetchRequest, FetchResponse, FetchedPartition, ListOffsetsRequest, ListOffsetsResponse,
    ListedOffset, ProduceRequest, ProduceResponse, ProducedPartition, Request, Response,
    EARLIEST_TIMESTAMP, LATEST_TIMESTAMP, MAX_TIMESTAMP,
};
use crate::topic_partition::TopicPartition;
use std::sync::Arc;

/// Appends the batches of a Produce request.
pub(super) fn produce(cx: &mut Context, request: &ProduceRequest) -> Response {
    let partitions = request
        .batches
        .iter()
        .map(|(partition, batch)| {
            if let Some((error, error_message)) = refusal(cx, request.acks, partition, batch) {
                return ProducedPartition {
                    error_message,
                    ..ProducedPartition::refused(partition, error)
                };
            }
            let log_start = cx.broker().log(partition).map_or(-1, Log::start);
            ProducedPartition {
                log_start,
                ..append_in_sequence(cx, partition, batch)
            }
        })
        .collect();
    Response::Produce(ProduceResponse { partitions })
}

/// Appends a client's batch if it comes next among those of its producer. One
/// that is there already is answered as it was the first time, and as if it
/// had been appended at its own timestamp.
fn append_in_sequence(
    cx: &mut Context,
    partition: &TopicPartition,
    batch: &Batch,
) -> ProducedPartition {
    let (base_offset, log_append_time) = match producer_state::verify(cx, partition, batch) {
        Err(error) => return ProducedPartition::refused(partition, error),
        Ok(Some(duplicate)) => (duplicate.base_offset, duplicate.timestamp),
        Ok(None) => (append(cx, partition, batch), -1),
    };
    ProducedPartition {
        base_offset,
        log_append_time,
        ..ProducedPartition::refused(partition, KafkaError::None)
    }
}

/// Why a batch is not appended, if it is not.
fn refusal(
    cx: &Context,
    acks: i16,
    partition: &TopicPartition,
    batch: &Batch,
) -> Option<(KafkaError, Option<String>)> {
    if !matches!(acks, -1..=1) {
        return Some((KafkaError::InvalidRequiredAcks, None));
    }
    if topic_name::is_internal(&partition.topic) {
        return Some((KafkaError::InvalidTopicException, None));
    }
    if cx.broker().log(partition).is_none() {
        return Some((KafkaError::UnknownTopicOrPartition, None));
    }
    let limit = cx.broker().topics[&partition.topic]
        .config
        .max_message_bytes;
    (batch.size > limit).then(|| (KafkaError::MessageTooLarge, None))
}

/// Appends a batch to a log that is there, and answers the fetches that waited
/// for it. Answers the offset of its first record.
pub(super) fn append(cx: &mut Context, partition: &TopicPartition, batch: &Batch) -> i64 {
    let base_offset = cx.broker().log(partition).map_or(0, Log::end);
    let batch = batch.at(base_offset);
    let rolls = cx.broker().log(partition).is_some_and(|log| {
        let config = &cx.broker().topics[&partition.topic].config;
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
    let waiting: Vec<u64> = cx
        .broker()
        .parked
        .iter()
        .filter(|(_, fetch)| asks_for(&fetch.request, partition))
        .map(|(park, _)| *park)
        .collect();
    for park in waiting {
        let request = cx.broker().parked[&park].request.clone();
        if let Some(body) = fetch_body(&request) {
            let (response, bytes) = read(cx, body);
            if bytes >= body.min_bytes.max(0) as usize {
                answer_parked(cx, park, response);
            }
        }
    }
    base_offset
}

fn asks_for(request: &Request, partition: &TopicPartition) -> bool {
    fetch_body(request).is_some_and(|b| b.partitions.iter().any(|p| p.partition == *partition))
}

fn answer_parked(cx: &mut Context, park: u64, response: FetchResponse) {
    let fetch = &cx.broker().parked[&park];
    let to = ReplyTo {
        connection: fetch.connection,
        correlation: fetch.correlation,
    };
    cx.emit(BrokerEvent::FetchUnparked { park });
    cx.respond(to, Some(Response::Fetch(response)));
}

/// Answers a Fetch, or parks it until there are enough bytes.
pub(super) fn fetch(cx: &mut Context, to: ReplyTo, request: &Arc<Request>) {
    let Some(body) = fetch_body(request) else {
        return;
    };
    let (response, bytes) = read(cx, body);
    let failed = response.partitions.iter().any(|p| !p.error.is_none());
    let enough = bytes >= body.min_bytes.max(0) as usize;
    if failed || enough || body.max_wait_ms <= 0 || body.partitions.is_empty() {
        cx.respond(to, Some(Response::Fetch(response)));
        return;
    }
    let event = BrokerEvent::FetchParked {
        park: cx.broker().next_parked,
        fetch: ParkedFetch {
            connection: to.connection,
            correlation: to.correlation,
            request: request.clone(),
            until: cx.now().saturating_add(body.max_wait_ms),
        },
    };
    cx.emit(event);
}

/// A Fetch has waited long enough.
pub(crate) fn fetch_waited(cx: &mut Context, park: u64) {
    let Some(fetch) = cx.broker().parked.get(&park) else {
        return;
    };
    let request = fetch.request.clone();
    if let Some(body) = fetch_body(&request) {
        let (response, _) = read(cx, body);
        answer_parked(cx, park, response);
    }
}

/// Reads what a Fetch asks for, and counts its bytes. The first batch of the
/// whole answer may be larger than the limits.
fn read(cx: &Context, request: &FetchRequest) -> (FetchResponse, usize) {
    let mut left = request.max_bytes.max(0) as usize;
    let mut bytes = 0;
    let partitions = request
        .partitions
        .iter()
        .map(|p| {
            let empty = |error| FetchedPartition {
                partition: p.partition.clone(),
                error,
                high_watermark: -1,
                last_stable: -1,
                log_start: -1,
                batches: Vec::new(),
            };
            let Some(log) = cx.broker().log(&p.partition) else {
                return empty(KafkaError::UnknownTopicOrPartition);
            };
            let max = left.min(p.max_bytes.max(0) as usize);
            let below = log.high_watermark();
            match log.read(p.fetch_offset, below, max, bytes == 0) {
                Err(error) => empty(error),
                Ok(found) => {
                    bytes += found.bytes;
                    left = left.saturating_sub(found.bytes);
                    FetchedPartition {
                        high_watermark: log.high_watermark(),
                        last_stable: log.last_stable(),
                        log_start: log.start(),
                        batches: found.batches,
                        ..empty(KafkaError::None)
                    }
                }
            }
        })
        .collect();
    (FetchResponse { partitions }, bytes)
}

/// Answers ListOffsets.
pub(super) fn list_offsets(cx: &Context, request: &ListOffsetsRequest) -> ListOffsetsResponse {
    let partitions = request
        .partitions
        .iter()
        .map(|(partition, timestamp)| {
            let Some(log) = cx.broker().log(partition) else {
                return ListedOffset {
                    partition: partition.clone(),
                    error: KafkaError::UnknownTopicOrPartition,
                    timestamp: -1,
                    offset: -1,
                };
            };
            let (timestamp, offset) = match *timestamp {
                LATEST_TIMESTAMP => (-1, log.high_watermark()),
                EARLIEST_TIMESTAMP => (-1, log.start()),
                MAX_TIMESTAMP => log.max_timestamp().unwrap_or((-1, -1)),
                timestamp => log.offset_for_time(timestamp).unwrap_or((-1, -1)),
            };
            ListedOffset {
                partition: partition.clone(),
                error: KafkaError::None,
                timestamp,
                offset,
            }
        })
        .collect();
    ListOffsetsResponse { partitions }
}
