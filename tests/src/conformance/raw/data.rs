//! Requests about the data itself.

use super::super::play::{Play, Stop};
use super::super::values::{self, list, number, text};
use super::super::verbs::dump;
use super::super::world::World;
use super::offsets::id_of_topic;
use super::{by_topic, topic_of_id, with_error};
use kafka_playground_engine::broker::batch::Batch;
use kafka_playground_engine::name::Name;
use kafka_playground_engine::protocol::*;
use kafka_playground_engine::record::{Payload, Record};
use kafka_playground_engine::topic_partition::TopicPartition;
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
            let timestamp = number(p, "timestamp").unwrap_or_default();
            (TopicPartition::new(text(topic, "name"), index), timestamp)
        })
    });
    ListOffsetsRequest {
        partitions: partitions.collect(),
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
            json["leaderEpoch"] = json!(if found.offset >= 0 { 0 } else { -1 });
        }
        (&found.partition.topic, with_error(found.error, json))
    });
    let topics = by_topic(each, |topic| ("name", json!(topic.as_str())), "partitions");
    json!({"topics": topics})
}

pub(super) fn produce_request(
    play: &Play,
    version: i16,
    request: &Value,
) -> Result<ProduceRequest, Stop> {
    let mut batches = Vec::new();
    for topic in list(request, "topicData") {
        let name: Name = if version >= PRODUCE_BY_ID {
            topic_of_id(&play.world, &topic["topicId"])?
        } else {
            text(topic, "name").into()
        };
        for partition in list(topic, "partitionData") {
            let index = number(partition, "index").unwrap_or_default() as i32;
            let batch = batch(play, &partition["records"]["$batch"])?;
            batches.push((TopicPartition::new(name.clone(), index), Arc::new(batch)));
        }
    }
    Ok(ProduceRequest {
        acks: number(request, "acks").unwrap_or_default() as i16,
        batches,
    })
}

/// A batch that is sent.
fn batch(play: &Play, json: &Value) -> Result<Batch, Stop> {
    if number(json, "producerId").is_some_and(|id| id >= 0) {
        return Err(Stop::NotYet("a batch with a producer id".to_owned()));
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
    Ok(Batch::seal(records.collect()))
}

pub(super) fn produce_json(world: &World, body: &ProduceResponse, version: i16) -> Value {
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
            json["recordErrors"] = json!([]);
            json["errorMessage"] = json!(produced.error_message);
        }
        (&produced.partition.topic, with_error(produced.error, json))
    });
    let name = |topic: &Name| {
        if version >= PRODUCE_BY_ID {
            ("topicId", id_of_topic(world, topic))
        } else {
            ("name", json!(topic.as_str()))
        }
    };
    json!({"responses": by_topic(each, name, "partitionResponses")})
}

pub(super) fn fetch_request(
    world: &World,
    version: i16,
    request: &Value,
) -> Result<FetchRequest, Stop> {
    let mut partitions = Vec::new();
    for topic in list(request, "topics") {
        let name: Name = if version >= FETCH_BY_ID {
            topic_of_id(world, &topic["topicId"])?
        } else {
            text(topic, "topic").into()
        };
        for partition in list(topic, "partitions") {
            let index = number(partition, "partition").unwrap_or_default() as i32;
            partitions.push(FetchPartition {
                partition: TopicPartition::new(name.clone(), index),
                fetch_offset: number(partition, "fetchOffset").unwrap_or_default(),
                max_bytes: number(partition, "partitionMaxBytes").unwrap_or_default() as i32,
            });
        }
    }
    Ok(FetchRequest {
        max_wait_ms: number(request, "maxWaitMs").unwrap_or_default(),
        min_bytes: number(request, "minBytes").unwrap_or_default() as i32,
        max_bytes: number(request, "maxBytes").map_or(i32::MAX, |bytes| bytes as i32),
        partitions,
    })
}

pub(super) fn fetch_json(play: &mut Play, body: &FetchResponse, version: i16) -> Value {
    let mut each = Vec::new();
    for found in &body.partitions {
        let batches = found.batches.iter();
        let records: Vec<Value> = batches.map(|batch| dump::batch(play, batch)).collect();
        let mut json = json!({
            "partitionIndex": found.partition.partition,
            "highWatermark": found.high_watermark,
            "lastStableOffset": found.last_stable,
            "logStartOffset": found.log_start,
            "abortedTransactions": [],
            "records": records,
        });
        if version >= 11 {
            json["preferredReadReplica"] = json!(-1);
        }
        each.push((&found.partition.topic, with_error(found.error, json)));
    }
    let name = |topic: &Name| {
        if version >= FETCH_BY_ID {
            ("topicId", id_of_topic(&play.world, topic))
        } else {
            ("topic", json!(topic.as_str()))
        }
    };
    let topics = by_topic(each.into_iter(), name, "partitions");
    json!({"errorCode": 0, "sessionId": 0, "responses": topics})
}
