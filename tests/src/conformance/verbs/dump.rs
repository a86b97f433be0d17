//! What is on disk: logs with their batches, and the records of groups.

use super::super::play::{Play, Stop};
use super::super::values::{self, list, text};
use super::wait;
use broker::offsets_topic::{GroupValue, OffsetValue, OffsetsRecord, NO_TOPIC_ID};
use broker::OFFSETS_TOPIC;
use protocol::batch::Batch;
use protocol::compression::Compression;
use protocol::java;
use protocol::record::Record;
use serde_json::{json, Value};

/// Kafka's answer as it is compared: the bytes of a segment depend on the
/// codec where one of its batches is compressed.
pub fn comparable(step: &Value) -> Value {
    let mut saw = step["saw"].clone();
    if text(step, "do") != "dump-log" {
        return saw;
    }
    for segment in saw["segments"].as_array_mut().into_iter().flatten() {
        let mut batches = list(segment, "batches").iter();
        if batches.any(|batch| batch.get("compression").is_some()) {
            segment["bytes"] = json!("…");
        }
    }
    saw
}

/// Segments of a partition with their batches.
///
/// # Errors
/// Where there is no such partition.
pub fn log(play: &mut Play, step: &Value) -> Result<Value, Stop> {
    let partition = wait::partition(step);
    let log = play.world.cluster().state().broker().log(&partition);
    let Some(log) = log.cloned() else {
        return Err(Stop::Broken(format!("there is no {partition}")));
    };
    let segments = log.segments().iter().map(|segment| {
        let batches = segment.batches();
        let batches: Vec<Value> = batches.map(|found| batch(play, found)).collect();
        json!({"base": segment.base(), "batches": batches, "bytes": segment.bytes()})
    });
    Ok(json!({"segments": segments.collect::<Vec<Value>>()}))
}

/// A batch as the recorder writes it, in dumps and in fetches.
pub fn batch(_play: &mut Play, batch: &Batch) -> Value {
    let records = batch.offsets().map(|(offset, record)| {
        if batch.is_control {
            return json!({"offset": offset, "control": control(record)});
        }
        json!({
            "offset": offset,
            "key": values::payload_json(record.key.as_ref()),
            "value": values::payload_json(record.value.as_ref()),
        })
    });
    let mut json = json!({
        "base": batch.base_offset(),
        "last": batch.end_offset() - 1,
        "records": records.collect::<Vec<Value>>(),
    });
    if batch.has_producer_id() {
        json["producer"] = json!(format!("producer {}", batch.producer_id));
        json["epoch"] = json!(batch.producer_epoch);
        json["sequence"] = json!(batch.base_sequence);
    }
    for (is, field) in [
        (batch.is_transactional, "transactional"),
        (batch.log_append_time(), "log_append_time"),
    ] {
        if is {
            json[field] = json!(true);
        }
    }
    if batch.compression() != Compression::None {
        json["compression"] = json!(batch.compression().name());
    }
    json
}

/// What a marker says: its key is a version and a type.
fn control(record: &Record) -> &'static str {
    let key = record.key.as_ref().map(|key| key.bytes().into_owned());
    match key.as_deref() {
        Some([_, _, 0, 0]) => "ABORT",
        Some([_, _, 0, 1]) => "COMMIT",
        _ => "UNKNOWN",
    }
}

/// The group's records in `__consumer_offsets`.
///
/// # Errors
/// Where a record cannot be read.
pub fn group(play: &mut Play, step: &Value) -> Result<Value, Stop> {
    let group = text(step, "group");
    let offsets = matches!(text(step, "kind"), "" | "offsets");
    let state = play.world.cluster().state();
    let Some(topic) = state.broker().topic(OFFSETS_TOPIC) else {
        return Ok(json!({"records": []}));
    };
    let partition = java::group_partition(group, topic.partitions.len() as i32);
    let mut records = Vec::new();
    let Some(log) = topic.partitions.get(partition as usize) else {
        return Ok(json!({"records": []}));
    };
    for (_, record) in log.records(0) {
        let key = record.key.as_ref().map(|key| key.bytes().into_owned());
        let value = record
            .value
            .as_ref()
            .map(|value| value.bytes().into_owned());
        let read = OffsetsRecord::decode(&key.unwrap_or_default(), value.as_deref());
        let read = read.ok_or_else(|| Stop::Broken("an unreadable record".to_owned()))?;
        if read.group().as_str() != group {
            continue;
        }
        match &read {
            OffsetsRecord::Offset {
                topic,
                partition,
                value,
                ..
            } if offsets => records.push(json!({
                "key": {"type": 1, "data": {
                    "group": group,
                    "topic": topic.as_str(),
                    "partition": partition,
                }},
                "value": value.as_ref().map(offset_value),
            })),
            OffsetsRecord::Group { value, .. } if !offsets => records.push(json!({
                "key": {"type": 2, "data": {"group": group}},
                "value": value.as_ref().map(group_value),
            })),
            _ => {}
        }
    }
    Ok(json!({"records": records}))
}

/// A committed offset as the formatter of kafka-console-consumer prints it,
/// with what nobody can predict left open as the recorder leaves it.
fn offset_value(value: &OffsetValue) -> Value {
    let mut data = json!({
        "offset": value.offset,
        "metadata": value.metadata.as_str(),
        "commitTimestamp": "now",
    });
    if let Some(expires) = value.expire_timestamp {
        data["expireTimestamp"] = if expires > 0 {
            json!("now")
        } else {
            json!(expires)
        };
        return json!({"version": 1, "data": data});
    }
    data["leaderEpoch"] = json!(value.leader_epoch);
    if value.topic_id != NO_TOPIC_ID {
        data["topicId"] = json!("…");
    }
    json!({"version": 4, "data": data})
}

fn group_value(value: &GroupValue) -> Value {
    let members = value.members.iter().map(|member| {
        json!({
            "memberId": member.member_id.as_str(),
            "groupInstanceId": member.group_instance_id.as_ref().map(|id| id.as_str()),
            "clientId": member.client_id.as_str(),
            "clientHost": member.client_host.as_str(),
            "rebalanceTimeout": member.rebalance_timeout,
            "sessionTimeout": member.session_timeout,
            "subscription": "…",
            "assignment": "…",
        })
    });
    let timestamp = if value.current_state_timestamp > 0 {
        json!("now")
    } else {
        json!(value.current_state_timestamp)
    };
    json!({"version": 3, "data": {
        "protocolType": value.protocol_type.as_str(),
        "generation": value.generation,
        "protocol": value.protocol.as_ref().map(|p| p.as_str()),
        "leader": value.leader.as_ref().map(|l| l.as_str()),
        "currentStateTimestamp": timestamp,
        "members": members.collect::<Vec<_>>(),
    }})
}
