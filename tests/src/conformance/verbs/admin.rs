//! The admin client.

use super::super::play::{Play, Stop};
use super::super::values::{self, number, ok, text};
use super::wait;
use kafka_playground_engine::client::consumer_protocol::decode_assignment;
use kafka_playground_engine::config::Settings;
use kafka_playground_engine::error::KafkaError;
use kafka_playground_engine::operation::{Call, OffsetAndMetadata, Outcome};
use kafka_playground_engine::protocol::*;
use kafka_playground_engine::record::Millis;
use serde_json::{json, Map, Value};

/// How long the recorder rested after a verb that succeeded.
const CREATED_REST: Millis = 200;
const DELETED_REST: Millis = 500;

/// A verb of the admin client.
///
/// # Errors
/// Why the file cannot be played on.
pub fn perform(play: &mut Play, step: &Value) -> Result<Value, Stop> {
    let topic = text(step, "topic");
    let group = text(step, "group");
    match text(step, "do") {
        "create-topic" => create_topic(play, step),
        "add-partitions" => {
            let to = number(step, "to").unwrap_or_default() as i32;
            let call = Call::CreatePartitions(vec![(topic.into(), to)]);
            simple(play, call, CREATED_REST)
        }
        "delete-topic" => simple(play, Call::DeleteTopics(vec![topic.into()]), DELETED_REST),
        "delete-group" => simple(play, Call::DeleteGroups(vec![group.into()]), 0),
        "describe-topic" => describe_topic(play, topic),
        "list-topics" => list_topics(play, step),
        "list-offsets" => list_offsets(play, step),
        "delete-records" => delete_records(play, step),
        "describe-group" => describe_group(play, group),
        "committed" => committed(play, group),
        "alter-offsets" => alter_offsets(play, step),
        verb => Err(Stop::NotYet(verb.to_owned())),
    }
}

/// A call for one topic or group with nothing to say; after success the
/// recorder rested.
fn simple(play: &mut Play, call: Call, rest: Millis) -> Result<Value, Stop> {
    match play.world.admin(call)? {
        Ok(result) if result.error.is_none() => {
            play.world.wait(rest);
            Ok(ok())
        }
        Ok(result) => Ok(values::error(result.error, result.message.as_deref())),
        Err(Outcome::Threw(exception)) => Ok(values::threw(&exception)),
        Err(other) => Err(Stop::Broken(format!("{other:?}"))),
    }
}

fn create_topic(play: &mut Play, step: &Value) -> Result<Value, Stop> {
    let topic = text(step, "topic");
    if step.get("replication").is_some() {
        return Err(Stop::NotYet("create-topic with replication".to_owned()));
    }
    let configs: Settings = values::settings(&[&step["configs"]]);
    let call = Call::CreateTopics(vec![NewTopic {
        name: topic.into(),
        partitions: number(step, "partitions").unwrap_or(-1) as i32,
        configs,
    }]);
    let saw = simple(play, call, CREATED_REST)?;
    if saw.get("error").is_some() {
        return Ok(saw);
    }
    Ok(json!({"partitions": partition_count(play, topic)}))
}

fn partition_count(play: &Play, topic: &str) -> usize {
    let topics = &play.world.cluster.state().broker.topics;
    topics.get(topic).map_or(0, |topic| topic.partitions.len())
}

fn no_answer(response: &Response) -> Stop {
    Stop::Broken(format!("not the answer: {response:?}"))
}

fn describe_topic(play: &mut Play, topic: &str) -> Result<Value, Stop> {
    let request = MetadataRequest {
        topics: Some(vec![topic.into()]),
        allow_auto_topic_creation: false,
    };
    match play.world.ask(RequestBody::Metadata(request))? {
        Response::Metadata(answer) => match answer.topics.first() {
            Some(found) if found.error.is_none() => Ok(json!({
                "partitions": found.partitions,
                "internal": topic.starts_with("__"),
            })),
            Some(found) => Ok(values::error(found.error, None)),
            None => Err(Stop::Broken("no topic in the answer".to_owned())),
        },
        other => Err(no_answer(&other)),
    }
}

fn list_topics(play: &mut Play, step: &Value) -> Result<Value, Stop> {
    let internal = step["internal"] == json!(true);
    let topics = play.world.cluster.state().broker.topics.keys();
    let topics = topics.filter(|topic| internal || !topic.starts_with("__"));
    let topics = values::sorted_texts(topics.map(ToString::to_string));
    Ok(json!({"topics": topics}))
}

fn list_offsets(play: &mut Play, step: &Value) -> Result<Value, Stop> {
    let at = match step["at"].as_str() {
        Some("earliest") => EARLIEST_TIMESTAMP,
        Some("latest") => LATEST_TIMESTAMP,
        Some("max-timestamp") => MAX_TIMESTAMP,
        _ => values::as_number(&step["at"]).unwrap_or_default(),
    };
    let isolation = match text(step, "isolation") {
        "read_committed" => IsolationLevel::ReadCommitted,
        _ => IsolationLevel::ReadUncommitted,
    };
    let request = ListOffsetsRequest::new(isolation, [(wait::partition(step), at)]);
    match play.world.ask(RequestBody::ListOffsets(request))? {
        Response::ListOffsets(answer) => match answer.partitions.first() {
            Some(found) if found.error.is_none() => {
                Ok(json!({"offset": found.offset, "timestamp": found.timestamp}))
            }
            Some(found) => Ok(values::error(found.error, None)),
            None => Err(Stop::Broken("no partition in the answer".to_owned())),
        },
        other => Err(no_answer(&other)),
    }
}

fn delete_records(play: &mut Play, step: &Value) -> Result<Value, Stop> {
    let below = number(step, "before").unwrap_or_default();
    let call = Call::DeleteRecords(vec![(wait::partition(step), below)]);
    match play.world.admin(call)? {
        Err(Outcome::DeletedRecords(deleted)) => match deleted.first() {
            Some(deleted) if deleted.error.is_none() => {
                Ok(json!({"low_watermark": deleted.low_watermark}))
            }
            Some(deleted) => Ok(values::error(deleted.error, None)),
            None => Err(Stop::Broken("no partition in the answer".to_owned())),
        },
        Err(Outcome::Threw(exception)) => Ok(values::threw(&exception)),
        other => Err(Stop::Broken(format!("{other:?}"))),
    }
}

fn describe_group(play: &mut Play, group: &str) -> Result<Value, Stop> {
    let request = DescribeGroupsRequest {
        groups: vec![group.into()],
    };
    let answer = match play.world.ask(RequestBody::DescribeGroups(request))? {
        Response::DescribeGroups(answer) => answer,
        other => return Err(no_answer(&other)),
    };
    let Some(found) = answer.groups.first() else {
        return Err(Stop::Broken("no group in the answer".to_owned()));
    };
    if !found.error.is_none() {
        return Ok(values::error(found.error, found.error_message.as_deref()));
    }
    let members: Map<String, Value> = found
        .members
        .iter()
        .map(|member| {
            let assignment = decode_assignment(&member.assignment).unwrap_or_default();
            let assignment = values::sorted_partitions(&assignment);
            let name = match &member.group_instance_id {
                Some(instance) => format!("{}/{instance}", member.client_id),
                None => member.client_id.to_string(),
            };
            (name, json!({"assignment": assignment}))
        })
        .collect();
    Ok(json!({
        "state": found.state,
        "type": "Classic",
        "protocol": found.protocol_data.as_str(),
        "simple": found.protocol_type.is_empty(),
        "members": members,
    }))
}

fn committed(play: &mut Play, group: &str) -> Result<Value, Stop> {
    let request = OffsetFetchRequest::of_group(group.into(), None);
    match play.world.ask(RequestBody::OffsetFetch(request))? {
        Response::OffsetFetch(answer) if answer.group_error().is_none() => {
            let found = answer.partitions().map(|(partition, found)| {
                let commit = OffsetAndMetadata {
                    metadata: found.metadata.clone(),
                    ..OffsetAndMetadata::new(found.offset)
                };
                let known = found.offset >= 0;
                let commit = values::offset_json(known.then_some(&commit));
                (partition.to_string(), commit)
            });
            Ok(json!({"offsets": found.collect::<Map<String, Value>>()}))
        }
        Response::OffsetFetch(answer) => Ok(values::error(answer.group_error(), None)),
        other => Err(no_answer(&other)),
    }
}

fn alter_offsets(play: &mut Play, step: &Value) -> Result<Value, Stop> {
    let offsets = values::offsets(&step["offsets"])?.unwrap_or_default();
    let request = OffsetCommitRequest {
        group_id: text(step, "group").into(),
        generation_id: -1,
        member_id: "".into(),
        group_instance_id: None,
        retention_time_ms: -1,
        topics: by_topic(offsets.iter().map(|(partition, commit)| {
            let offset = OffsetToCommit {
                partition: partition.partition,
                offset: commit.offset,
                leader_epoch: -1,
                metadata: commit.metadata.clone(),
            };
            (partition.topic.clone(), offset)
        })),
    };
    match play.world.ask(RequestBody::OffsetCommit(request))? {
        Response::OffsetCommit(answer) => {
            let each = answer.partitions();
            let each = each.map(|(p, error)| (p.to_string(), partition_result(error)));
            Ok(Value::Object(each.collect()))
        }
        other => Err(no_answer(&other)),
    }
}

/// What became of one partition of a call for several.
pub fn partition_result(error: KafkaError) -> Value {
    if error.is_none() {
        return json!("ok");
    }
    values::error(error, None)["error"].take()
}
