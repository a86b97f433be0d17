//! Requests about the data itself.

use super::super::play::{Play, Stop};
use super::super::values::{self, list, number, text};
use super::super::verbs::dump;
use super::super::world::World;
use super::{by_topic, by_topic_in_a_row, named, topic_id, with_error};
use protocol::api::*;
use protocol::batch::Batch;
use protocol::name::Name;
use protocol::record::{Payload, Record};
use protocol::topic_partition::{TopicId, TopicPartition, NO_TOPIC_ID};
use serde_json::{json, Value};
use std::sync::Arc;

/// From these versions on topics are named by id.
const PRODUCE_BY_ID: i16 = 13;
const FETCH_BY_ID: i16 = 13;

pub(super) fn list_offsets_request(request: &Value) -> ListOffsetsRequest {
    let partitions = list(request, "topics").iter().flat_map(|topic| {
        let partitions = list(topic, "partitions").iter();
        partitions.map(|p| {
            let index = number(p, "partitionIndex").unwrap_or_default() as i32;
            let epoch = number(p, "currentLeaderEpoch");
            ListOffsetsPartition {
                partition: TopicPartition::new(text(topic, "name"), index),
                timestamp: number(p, "timestamp").unwrap_or_default(),
                current_leader_epoch: epoch.map_or(NO_LEADER_EPOCH, |epoch| epoch as i32),
            }
        })
    });
    ListOffsetsRequest {
        isolation_level: isolation(request),
        partitions: partitions.collect(),
    }
}

fn isolation(request: &Value) -> IsolationLevel {
    match number(request, "isolationLevel") {
        Some(1) => IsolationLevel::ReadCommitted,
        _ => IsolationLevel::ReadUncommitted,
    }
}

pub(super) fn list_offsets_json(body: &ListOffsetsResponse, version: i16) -> Value {
    let each = body.partitions.iter().map(|found| {
        let mut json = json!({
            "partitionIndex": found.partition.partition,
            "timestamp": found.timestamp,
            "offset": found.offset,
        });
        if version >= 4 {
            json["leaderEpoch"] = json!(found.leader_epoch);
        }
        (named(&found.partition.topic), with_error(found.error, json))
    });
    let topics = by_topic(each, "partitions");
    json!({"topics": topics})
}

pub(super) fn offset_for_leader_epoch_request(request: &Value) -> OffsetForLeaderEpochRequest {
    let partitions = list(request, "topics").iter().flat_map(|topic| {
        let partitions = list(topic, "partitions").iter();
        partitions.map(|p| {
            let index = number(p, "partition").unwrap_or_default() as i32;
            let current = number(p, "currentLeaderEpoch");
            OffsetForLeaderPartition {
                partition: TopicPartition::new(text(topic, "topic"), index),
                current_leader_epoch: current.map_or(NO_LEADER_EPOCH, |epoch| epoch as i32),
                leader_epoch: number(p, "leaderEpoch").unwrap_or_default() as i32,
            }
        })
    });
    OffsetForLeaderEpochRequest {
        partitions: partitions.collect(),
    }
}

pub(super) fn offset_for_leader_epoch_json(body: &OffsetForLeaderEpochResponse) -> Value {
    let each = body.partitions.iter().map(|ended| {
        let json = json!({
            "partition": ended.partition.partition,
            "leaderEpoch": ended.leader_epoch,
            "endOffset": ended.end_offset,
        });
        let topic = json!({"topic": ended.partition.topic.as_str()});
        (topic, with_error(ended.error, json))
    });
    json!({"topics": by_topic(each, "partitions")})
}

pub(super) fn produce_request(
    play: &Play,
    version: i16,
    request: &Value,
) -> Result<ProduceRequest, Stop> {
    let by_id = version >= PRODUCE_BY_ID;
    let mut batches = Vec::new();
    let mut topic_ids = Vec::new();
    for topic in list(request, "topicData") {
        let id = topic_id_of(&play.world, topic, by_id);
        for partition in list(topic, "partitionData") {
            let index = number(partition, "index").unwrap_or_default() as i32;
            let batch = batch(play, &partition["records"]["$batch"])?;
            let named = TopicPartition::new(text(topic, "name"), index);
            batches.push((named, Arc::new(batch)));
            topic_ids.push(id);
        }
    }
    Ok(ProduceRequest {
        acks: number(request, "acks").unwrap_or_default() as i16,
        batches,
        topic_ids,
    })
}

/// A batch that is sent.
fn batch(play: &Play, json: &Value) -> Result<Batch, Stop> {
    if json["transactional"] == json!(true) {
        return Err(Stop::NotYet("a batch of a transaction".to_owned()));
    }
    let records = list(json, "records").iter().map(|record| Record {
        key: values::payload(&record["key"]),
        value: match number(record, "size") {
            Some(size) => Some(Payload::Zeros(size as u32)),
            None => values::payload(&record["value"]),
        },
        headers: values::headers(record),
        timestamp: number(record, "timestamp").unwrap_or(play.calls.start),
    });
    let batch = Batch::seal(records.collect());
    Ok(match number(json, "producerId") {
        None | Some(-1) => batch,
        Some(id) => batch.numbered(
            id,
            number(json, "epoch").unwrap_or(-1) as i16,
            number(json, "sequence").unwrap_or(-1) as i32,
        ),
    })
}

pub(super) fn produce_json(body: &ProduceResponse, version: i16) -> Value {
    let each = body.partitions.iter().map(|produced| {
        let time = produced.log_append_time;
        let mut json = json!({
            "index": produced.partition.partition,
            "baseOffset": produced.base_offset,
            "logAppendTimeMs": if time > 0 { json!("now") } else { json!(time) },
        });
        if version >= 5 {
            json["logStartOffset"] = json!(produced.log_start);
        }
        if version >= 8 {
            let errors = produced.record_errors.iter().map(|error| {
                json!({
                    "batchIndex": error.batch_index,
                    "batchIndexErrorMessage": error.message,
                })
            });
            json["recordErrors"] = errors.collect();
            json["errorMessage"] = json!(produced.error_message);
        }
        let json = with_error(produced.error, json);
        let (name, id) = (&produced.partition.topic, &produced.topic_id);
        (topic_json(version >= PRODUCE_BY_ID, "name", name, id), json)
    });
    json!({"responses": by_topic(each, "partitionResponses")})
}

/// The id by which a request names a topic, from the version on in which it
/// does.
fn topic_id_of(world: &World, topic: &Value, by_id: bool) -> TopicId {
    match by_id {
        true => topic_id::read(world, &topic["topicId"]),
        false => NO_TOPIC_ID,
    }
}

/// A topic as a response names it: by its id, or by its name in `field`.
fn topic_json(by_id: bool, field: &'static str, name: &Name, id: &TopicId) -> Value {
    match by_id {
        true => json!({"topicId": topic_id::text(id)}),
        false => json!({field: name.as_str()}),
    }
}

/// The partitions of a Produce answer come in the order of a hash of their
/// topic's id, which is random: they are compared by index.
pub fn by_index(mut response: Value) -> Value {
    let topics = response.pointer_mut("/response/responses");
    for topic in topics.and_then(Value::as_array_mut).into_iter().flatten() {
        if let Some(partitions) = topic["partitionResponses"].as_array_mut() {
            partitions.sort_by_key(|partition| partition["index"].as_i64());
        }
    }
    response
}

pub(super) fn fetch_request(
    world: &World,
    version: i16,
    request: &Value,
) -> Result<FetchRequest, Stop> {
    let mut partitions = Vec::new();
    for topic in list(request, "topics") {
        let id = topic_id_of(world, topic, version >= FETCH_BY_ID);
        for partition in list(topic, "partitions") {
            let index = number(partition, "partition").unwrap_or_default() as i32;
            let epoch = number(partition, "currentLeaderEpoch");
            partitions.push(FetchPartition {
                topic_id: id,
                current_leader_epoch: epoch.map_or(NO_LEADER_EPOCH, |epoch| epoch as i32),
                ..FetchPartition::new(
                    TopicPartition::new(text(topic, "topic"), index),
                    number(partition, "fetchOffset").unwrap_or_default(),
                    number(partition, "partitionMaxBytes").unwrap_or_default() as i32,
                )
            });
        }
    }
    Ok(FetchRequest {
        max_wait_ms: number(request, "maxWaitMs").unwrap_or_default(),
        min_bytes: number(request, "minBytes").unwrap_or_default() as i32,
        max_bytes: number(request, "maxBytes").map_or(i32::MAX, |bytes| bytes as i32),
        isolation_level: isolation(request),
        session_id: number(request, "sessionId").unwrap_or_default() as i32,
        session_epoch: number(request, "sessionEpoch").map_or(-1, |epoch| epoch as i32),
        partitions,
    })
}

pub(super) fn fetch_json(play: &mut Play, body: &FetchResponse, version: i16) -> Value {
    let mut each = Vec::new();
    for found in &body.partitions {
        let batches = found.batches.iter();
        let records: Vec<Value> = batches.map(|batch| dump::batch(play, batch)).collect();
        let aborted = found.aborted_transactions.as_ref().map(|aborted| {
            let aborted = aborted.iter();
            let each = aborted.map(|transaction| {
                json!({
                    "producerId": transaction.producer_id,
                    "firstOffset": transaction.first_offset,
                })
            });
            each.collect::<Vec<Value>>()
        });
        let mut json = json!({
            "partitionIndex": found.partition.partition,
            "highWatermark": found.high_watermark,
            "lastStableOffset": found.last_stable,
            "abortedTransactions": aborted,
            "records": records,
        });
        if version >= 5 {
            json["logStartOffset"] = json!(found.log_start);
        }
        if version >= 11 {
            json["preferredReadReplica"] = json!(-1);
        }
        let json = with_error(found.error, json);
        let (name, id) = (&found.partition.topic, &found.topic_id);
        each.push((topic_json(version >= FETCH_BY_ID, "topic", name, id), json));
    }
    let topics = by_topic_in_a_row(each, "partitions");
    let json = json!({"responses": topics});
    match version >= 7 {
        true => {
            let mut json = with_error(body.error, json);
            json["sessionId"] = json!(body.session_id);
            json
        }
        false => json,
    }
}

pub(super) fn delete_records_request(request: &Value) -> DeleteRecordsRequest {
    let partitions = list(request, "topics").iter().flat_map(|topic| {
        let partitions = list(topic, "partitions").iter();
        partitions.map(|p| {
            let index = number(p, "partitionIndex").unwrap_or_default() as i32;
            let offset = number(p, "offset").unwrap_or_default();
            (TopicPartition::new(text(topic, "name"), index), offset)
        })
    });
    DeleteRecordsRequest {
        partitions: partitions.collect(),
    }
}

pub(super) fn delete_records_json(body: &DeleteRecordsResponse) -> Value {
    let each = body.partitions.iter().map(|deleted| {
        let json = json!({
            "partitionIndex": deleted.partition.partition,
            "lowWatermark": deleted.low_watermark,
        });
        (
            named(&deleted.partition.topic),
            with_error(deleted.error, json),
        )
    });
    let topics = by_topic(each, "partitions");
    json!({"topics": topics})
}
