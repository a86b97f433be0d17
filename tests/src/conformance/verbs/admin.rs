//! The admin client.

use super::super::play::{Play, Stop};
use super::super::values::{self, number, ok, text};
use super::wait;
use kafka_playground_engine::config::Settings;
use kafka_playground_engine::operation::{Call, Outcome};
use kafka_playground_engine::protocol::*;
use kafka_playground_engine::record::Millis;
use serde_json::{json, Value};

/// How long the recorder rested after a verb that succeeded.
const CREATED_REST: Millis = 200;
const DELETED_REST: Millis = 500;

/// A verb of the admin client.
///
/// # Errors
/// Why the file cannot be played on.
pub fn perform(play: &mut Play, step: &Value) -> Result<Value, Stop> {
    let topic = text(step, "topic");
    match text(step, "do") {
        "create-topic" => create_topic(play, step),
        "add-partitions" => {
            let to = number(step, "to").unwrap_or_default() as i32;
            let call = Call::CreatePartitions(vec![(topic.into(), to)]);
            simple(play, call, CREATED_REST)
        }
        "delete-topic" => simple(play, Call::DeleteTopics(vec![topic.into()]), DELETED_REST),
        "describe-topic" => describe_topic(play, topic),
        "list-topics" => list_topics(play, step),
        "list-offsets" => list_offsets(play, step),
        "delete-records" => delete_records(play, step),
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
