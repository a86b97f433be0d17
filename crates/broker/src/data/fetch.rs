//! Fetch, and the fetches that wait.

use super::leader_epoch::check_leader_epoch;
use super::resolve::resolve;
use crate::context::Context;
use crate::{BrokerEvent, ParkedFetch, ReplyTo};
use protocol::api::{
    FetchPartition, FetchRequest, FetchResponse, FetchedPartition, IsolationLevel, Request,
    RequestBody, Response,
};
use protocol::error::KafkaError;
use protocol::topic_partition::TopicPartition;
use std::sync::Arc;

/// Since this version a fetch may belong to a session.
const SESSIONS_SINCE: i16 = 7;
/// The session epoch that begins a session, and the one without a session.
const INITIAL_EPOCH: i32 = 0;
const FINAL_EPOCH: i32 = -1;

/// What was read for a fetch.
struct Found {
    response: FetchResponse,
    /// How many bytes.
    bytes: i64,
    /// Whether a partition that is there could not be read. One that is not
    /// there does not count.
    failed: bool,
}

/// Answers a Fetch, or parks it until there are enough bytes.
/// Source: `KafkaApis.handleFetchRequest`, `ReplicaManager.fetchMessages`.
pub(crate) fn fetch(cx: &mut Context, to: ReplyTo, request: &Arc<Request>) {
    let Some(body) = fetch_body(request) else {
        return;
    };
    if let Some(error) = session_error(request.version, body) {
        let response = FetchResponse {
            error,
            session_id: 0,
            partitions: Vec::new(),
        };
        cx.respond(to, Some(Response::Fetch(response)));
        return;
    }
    let found = read(cx, body);
    let nothing = body.partitions.iter().all(|p| !is_there(cx, p));
    if found.failed || found.bytes >= min_bytes(cx, body) || body.max_wait_ms <= 0 || nothing {
        cx.respond(to, Some(Response::Fetch(found.response)));
        return;
    }
    let event = BrokerEvent::FetchParked {
        park: cx.broker().next_parked(),
        fetch: ParkedFetch {
            connection: to.connection,
            correlation: to.correlation,
            request: request.clone(),
            until: cx.now().saturating_add(body.max_wait_ms),
        },
    };
    cx.emit(event);
}

/// This broker keeps no sessions: one that is begun is answered as it is when
/// there is no room for it, and one that is to go on is not known.
/// Source: `FetchManager.newContext`.
fn session_error(version: i16, request: &FetchRequest) -> Option<KafkaError> {
    let begins = matches!(request.session_epoch, INITIAL_EPOCH | FINAL_EPOCH);
    (version >= SESSIONS_SINCE && !begins).then_some(KafkaError::FetchSessionIdNotFound)
}

/// How many bytes make waiting unnecessary: an answer can be no larger than it
/// may be.
fn min_bytes(cx: &Context, request: &FetchRequest) -> i64 {
    i64::from(request.min_bytes).min(max_bytes(cx, request))
}

/// How many bytes there are in an answer at most, softly: more than the
/// broker's `fetch.max.bytes` nobody gets.
fn max_bytes(cx: &Context, request: &FetchRequest) -> i64 {
    let most = cx.broker().config().fetch_max_bytes;
    i64::from(request.max_bytes.min(most))
}

fn is_there(cx: &Context, asked: &FetchPartition) -> bool {
    resolve(cx.broker(), &asked.partition, asked.topic_id).is_ok()
}

/// Answers the fetches that waited for what was appended to a log.
/// Source: `DelayedFetch.tryComplete`.
pub(super) fn answer_waiting(cx: &mut Context, partition: &TopicPartition) {
    if cx.broker().parked().is_empty() {
        return;
    }
    let waiting = cx.broker().parked().iter();
    let waiting: Vec<u64> = waiting
        .filter(|(_, fetch)| asks_for(cx, &fetch.request, partition))
        .map(|(park, _)| *park)
        .collect();
    for park in waiting {
        let request = cx.broker().parked()[&park].request.clone();
        if let Some(body) = fetch_body(&request) {
            let found = read(cx, body);
            if found.failed || found.bytes >= min_bytes(cx, body) {
                answer_parked(cx, park, found.response);
            }
        }
    }
}

/// Answers the fetches that waited for a topic that is gone.
pub(crate) fn topic_is_gone(cx: &mut Context) {
    let waiting = cx.broker().parked().iter();
    let waiting: Vec<u64> = waiting
        .filter(|(_, fetch)| {
            let body = fetch_body(&fetch.request);
            body.is_some_and(|body| body.partitions.iter().any(|p| !is_there(cx, p)))
        })
        .map(|(park, _)| *park)
        .collect();
    for park in waiting {
        fetch_waited(cx, park);
    }
}

fn asks_for(cx: &Context, request: &Request, partition: &TopicPartition) -> bool {
    fetch_body(request).is_some_and(|body| {
        let mut asked = body.partitions.iter();
        asked.any(|p| {
            let resolved = resolve(cx.broker(), &p.partition, p.topic_id);
            resolved.is_ok_and(|asked| asked == *partition)
        })
    })
}

fn answer_parked(cx: &mut Context, park: u64, response: FetchResponse) {
    let fetch = &cx.broker().parked()[&park];
    let to = ReplyTo {
        connection: fetch.connection,
        correlation: fetch.correlation,
    };
    cx.emit(BrokerEvent::FetchUnparked { park });
    cx.respond(to, Some(Response::Fetch(response)));
}

/// A Fetch has waited long enough.
pub(crate) fn fetch_waited(cx: &mut Context, park: u64) {
    let Some(fetch) = cx.broker().parked().get(&park) else {
        return;
    };
    let request = fetch.request.clone();
    if let Some(body) = fetch_body(&request) {
        let found = read(cx, body);
        answer_parked(cx, park, found.response);
    }
}

/// Reads what a Fetch asks for, and counts its bytes. The first batch of the
/// whole answer may be larger than the limits.
/// Source: `ReplicaManager.readFromLog`.
fn read(cx: &Context, request: &FetchRequest) -> Found {
    let mut left = max_bytes(cx, request);
    let mut bytes = 0;
    let mut failed = false;
    let mut partitions = Vec::new();
    let mut not_there = Vec::new();
    for (index, first) in request.partitions.iter().enumerate() {
        // A partition that is named twice is read once, where it is named
        // first and as it is asked for last.
        let same = |other: &&FetchPartition| {
            other.partition == first.partition && other.topic_id == first.topic_id
        };
        if request.partitions[..index].iter().any(|p| same(&p)) {
            continue;
        }
        let asked = request.partitions.iter().rfind(same).unwrap_or(first);
        let partition = match resolve(cx.broker(), &asked.partition, asked.topic_id) {
            Ok(partition) => partition,
            Err((partition, error)) => {
                let answer = empty(asked, partition, error);
                not_there.push(FetchedPartition {
                    aborted_transactions: Some(Vec::new()),
                    ..answer
                });
                continue;
            }
        };
        match read_partition(cx, request, asked, &partition, left, bytes == 0) {
            Err(error) => {
                failed = true;
                partitions.push(empty(asked, partition, error));
            }
            Ok((read, answer)) => {
                bytes += read;
                left = (left - read).max(0);
                partitions.push(answer);
            }
        }
    }
    partitions.append(&mut not_there);
    Found {
        response: FetchResponse {
            error: KafkaError::None,
            session_id: 0,
            partitions,
        },
        bytes,
        failed,
    }
}

/// An answer without records.
fn empty(asked: &FetchPartition, partition: TopicPartition, error: KafkaError) -> FetchedPartition {
    FetchedPartition {
        partition,
        topic_id: asked.topic_id,
        error,
        high_watermark: -1,
        last_stable: -1,
        log_start: -1,
        aborted_transactions: None,
        batches: Vec::new(),
    }
}

/// Reads one partition that is there: how many bytes, and what.
fn read_partition(
    cx: &Context,
    request: &FetchRequest,
    asked: &FetchPartition,
    partition: &TopicPartition,
    left: i64,
    at_least_one: bool,
) -> Result<(i64, FetchedPartition), KafkaError> {
    check_leader_epoch(asked.current_leader_epoch)?;
    let log = cx.broker().log(partition);
    let log = log.ok_or(KafkaError::UnknownTopicOrPartition)?;
    let committed = request.isolation_level == IsolationLevel::ReadCommitted;
    let below = match committed {
        true => log.last_stable(),
        false => log.high_watermark(),
    };
    // A negative limit is found out when there is something to read.
    let limit = usize::try_from(left.min(i64::from(asked.max_bytes)));
    if limit.is_err() && (log.start()..below).contains(&asked.fetch_offset) {
        return Err(KafkaError::UnknownServerError);
    }
    let limit = limit.unwrap_or(0);
    let found = log.read(asked.fetch_offset, below, limit, at_least_one)?;
    let answer = FetchedPartition {
        high_watermark: log.high_watermark(),
        last_stable: log.last_stable(),
        log_start: log.start(),
        aborted_transactions: committed.then(Vec::new),
        batches: found.batches,
        ..empty(asked, partition.clone(), KafkaError::None)
    };
    Ok((found.bytes as i64, answer))
}

/// The body of a request that is known to be a Fetch.
fn fetch_body(request: &Request) -> Option<&FetchRequest> {
    match &request.body {
        RequestBody::Fetch(body) => Some(body),
        _ => None,
    }
}
