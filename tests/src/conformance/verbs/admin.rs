//! The admin client.

use super::super::play::{Play, Stop};
use super::super::values::{self, number, ok, text};
use super::super::world::PATIENCE;
use super::wait;
use client::call::AdminCall;
use client::outcome::Outcome;
use cluster::command::Command;
use protocol::api::*;
use protocol::config::Settings;
use protocol::record::Millis;
use serde_json::{json, Value};

/// How long the recorder rested after a verb that succeeded.
const CREATED_REST: Millis = 200;
const DELETED_REST: Millis = 500;
const ALTERED_REST: Millis = 300;

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
            let call = AdminCall::CreatePartitions(vec![NewPartitions::increase_to(topic, to)]);
            simple(play, call, CREATED_REST)
        }
        "delete-topic" => simple(
            play,
            AdminCall::DeleteTopics(vec![topic.into()]),
            DELETED_REST,
        ),
        "describe-topic" => describe_topic(play, topic),
        "list-topics" => list_topics(play, step),
        "alter-config" => alter_config(play, step),
        "describe-config" => describe_config(play, step),
        "list-offsets" => list_offsets(play, step),
        "delete-records" => delete_records(play, step),
        verb => Err(Stop::NotYet(verb.to_owned())),
    }
}

/// A call for one topic or group with nothing to say; after success the
/// recorder rested.
fn simple(play: &mut Play, call: AdminCall, rest: Millis) -> Result<Value, Stop> {
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
    let configs: Settings = values::settings(&[&step["configs"]]);
    let call = AdminCall::CreateTopics(vec![NewTopic {
        name: topic.into(),
        partitions: number(step, "partitions").unwrap_or(-1) as i32,
        replication_factor: number(step, "replication").unwrap_or(-1) as i16,
        configs,
        ..NewTopic::default()
    }]);
    let saw = simple(play, call, CREATED_REST)?;
    if saw.get("error").is_some() {
        return Ok(saw);
    }
    Ok(json!({"partitions": partition_count(play, topic)}))
}

fn partition_count(play: &Play, topic: &str) -> usize {
    let topics = play.world.cluster().state().broker().topics();
    topics.get(topic).map_or(0, |topic| topic.partitions.len())
}

fn no_answer(response: &Response) -> Stop {
    Stop::Broken(format!("not the answer: {response:?}"))
}

/// Makes a call that answers something else than what became of one topic.
fn outcome(play: &mut Play, call: AdminCall) -> Result<Outcome, Stop> {
    let what = call.name();
    match play.world.submit(&Command::Admin(call)) {
        Ok(Some(op)) => play.world.until(op, PATIENCE),
        other => Err(Stop::Broken(format!("{what}: {other:?}"))),
    }
}

fn describe_topic(play: &mut Play, topic: &str) -> Result<Value, Stop> {
    match outcome(play, AdminCall::DescribeTopics(vec![topic.into()]))? {
        Outcome::DescribedTopics(topics) if topics.len() == 1 => {
            let found = &topics[0];
            if !found.error.is_none() {
                return Ok(values::error(found.error, None));
            }
            Ok(json!({"partitions": found.partitions.len(), "internal": found.is_internal}))
        }
        Outcome::Threw(exception) => Ok(values::threw(&exception)),
        other => Err(Stop::Broken(format!("{other:?}"))),
    }
}

fn list_topics(play: &mut Play, step: &Value) -> Result<Value, Stop> {
    let internal = step["internal"] == json!(true);
    match outcome(play, AdminCall::ListTopics(internal))? {
        Outcome::Topics(topics) => {
            let topics = values::sorted_texts(topics.iter().map(ToString::to_string));
            Ok(json!({"topics": topics}))
        }
        other => Err(Stop::Broken(format!("{other:?}"))),
    }
}

/// What a step is about: `type` and `name`, or `topic`.
fn resource(step: &Value) -> ConfigResource {
    let kind = step["type"].as_str().unwrap_or("TOPIC");
    let kind = ResourceType::ALL.into_iter().find(|t| t.name() == kind);
    let name = step["name"].as_str().unwrap_or(text(step, "topic"));
    ConfigResource {
        kind: kind.unwrap_or(ResourceType::Unknown),
        name: name.into(),
    }
}

fn alter_config(play: &mut Play, step: &Value) -> Result<Value, Stop> {
    let set = values::settings(&[&step["set"]]);
    let set = set.iter().map(|(name, value)| AlterableConfig {
        name: name.clone(),
        operation: AlterOperation::Set,
        value: Some(value.clone()),
    });
    let delete = values::names(step, "delete").into_iter();
    let delete = delete.map(|name| AlterableConfig {
        name,
        operation: AlterOperation::Delete,
        value: None,
    });
    let change = AlterConfigsResource {
        resource: resource(step),
        configs: set.chain(delete).collect(),
    };
    simple(
        play,
        AdminCall::IncrementalAlterConfigs(vec![change]),
        ALTERED_REST,
    )
}

fn describe_config(play: &mut Play, step: &Value) -> Result<Value, Stop> {
    let asked = DescribeConfigsResource {
        resource: resource(step),
        keys: None,
    };
    let described = match outcome(play, AdminCall::DescribeConfigs(vec![asked]))? {
        Outcome::Configs(mut described) if described.len() == 1 => described.remove(0),
        Outcome::Threw(exception) => return Ok(values::threw(&exception)),
        other => return Err(Stop::Broken(format!("{other:?}"))),
    };
    if !described.error.is_none() {
        let message = described.error_message.as_deref();
        let mut error = values::error(described.error, message);
        // Here no word is an empty text, where it elsewhere is null.
        if message == Some("") {
            error["error"]["message"] = json!("");
        }
        return Ok(error);
    }
    let keys = step.get("keys").map(|_| values::names(step, "keys"));
    let shown = described.configs.iter().filter(|entry| match &keys {
        Some(keys) => keys.contains(&entry.name),
        None => entry.source != ConfigSource::DefaultConfig,
    });
    let shown = shown.map(|entry| {
        let value = entry.value.as_ref().map(ToString::to_string);
        let json = json!({"value": value, "source": entry.source.name()});
        (entry.name.to_string(), json)
    });
    Ok(Value::Object(shown.collect()))
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
    let call = AdminCall::DeleteRecords(vec![(wait::partition(step), below)]);
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
