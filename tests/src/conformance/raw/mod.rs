//! The verb `call` and its family: one request of the wire protocol and its
//! response, both as JSON in the field names of Kafka's message definitions.
//!
//! Each file has two kinds of functions: JSON to a typed request, with the
//! protocol's default for a field that is not named, and a typed response to
//! the JSON of its version, with every field that the version has.

mod admin;
mod data;
mod group;
mod offsets;
mod producer;
pub mod topic_id;

pub use data::by_index;

use super::play::{Play, Stop};
use super::values::{self, list, number, ok, text};
use client::call::OpId;
use protocol::api::{RequestBody, Response};
use protocol::connection::ConnectionId;
use protocol::consumer_protocol::{decode_assignment, encode_assignment, Subscription};
use protocol::error::KafkaError;
use protocol::map::grouped;
use protocol::name::Name;
use protocol::record::Millis;
use serde_json::{json, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How long the answer to a call is waited for.
const PATIENCE: Millis = 70_000;

/// A request whose answer is not fetched yet.
#[derive(Clone, Debug)]
struct Pending {
    op: OpId,
    version: i16,
    /// Where no answer is owed: the connection, whose end is all that there is
    /// to wait for.
    unanswered: Option<ConnectionId>,
}

/// Connections, requests under way, and saved values.
#[derive(Clone, Debug, Default)]
pub struct Calls {
    /// When the recording began: the timestamp of a record that names none.
    start: Millis,
    connections: BTreeMap<String, ConnectionId>,
    pending: BTreeMap<String, Pending>,
    /// In the order in which they were saved.
    saved: Vec<Saved>,
}

/// A value that a step saved.
#[derive(Clone, Debug)]
struct Saved {
    name: String,
    value: Value,
    /// Whether it is the id of a producer: the only numbers that are shown by
    /// their names.
    producer: bool,
}

impl Calls {
    /// None yet.
    pub fn new(start: Millis) -> Self {
        Calls {
            start,
            ..Calls::default()
        }
    }

    /// A value, or the saved one that `"$name"` stands for.
    fn resolve<'a>(&'a self, value: &'a Value) -> &'a Value {
        let name = value.as_str().and_then(|text| text.strip_prefix('$'));
        let saved = name.and_then(|name| self.saved.iter().find(|saved| saved.name == name));
        saved.map_or(value, |saved| &saved.value)
    }

    /// A request with every saved value in its place.
    fn resolved(&self, value: &Value) -> Value {
        match self.resolve(value) {
            Value::Array(all) => all.iter().map(|value| self.resolved(value)).collect(),
            Value::Object(fields) => {
                let fields = fields.iter();
                let fields = fields.map(|(name, value)| (name.clone(), self.resolved(value)));
                Value::Object(fields.collect())
            }
            value => value.clone(),
        }
    }

    /// A response in which saved values are shown by their names.
    fn named(&self, field: &str, value: &mut Value) {
        for saved in self.saved.iter().filter(|saved| saved.value == *value) {
            let text = value.is_string() && value != "";
            let producer = field == "producerId" && saved.producer;
            if text || producer {
                *value = json!(format!("${}", saved.name));
                return;
            }
        }
        match value {
            Value::Array(all) => all.iter_mut().for_each(|value| self.named("", value)),
            Value::Object(fields) => {
                for (field, value) in fields {
                    self.named(field, value);
                }
            }
            _ => {}
        }
    }
}

/// A verb of the wire.
///
/// # Errors
/// Why the file cannot be played on.
pub fn perform(play: &mut Play, step: &Value) -> Result<Value, Stop> {
    let id = text(step, "id").to_owned();
    let patience = number(step, "timeout_ms").unwrap_or(PATIENCE);
    match text(step, "do") {
        "hangup" => {
            if let Some(open) = play.calls.connections.remove(text(step, "conn")) {
                play.world.close(open);
            }
            Ok(ok())
        }
        "start" => {
            let pending = send(play, step)?;
            play.calls.pending.insert(id, pending);
            Ok(ok())
        }
        "pending" => {
            play.world.wait(number(step, "ms").unwrap_or_default());
            let pending = play.calls.pending.get(&id);
            let Some(pending) = pending else {
                return Err(Stop::Broken(format!("no call {id} is under way")));
            };
            let cluster = play.world.cluster();
            let answered = match pending.unanswered {
                Some(connection) => cluster.state().network().open(connection).is_none(),
                None => cluster.outcome(pending.op).is_some(),
            };
            Ok(json!({"pending": !answered}))
        }
        "finish" => match play.calls.pending.remove(&id) {
            Some(pending) => finish(play, step, &pending, patience),
            None => Err(Stop::Broken(format!("no call {id} is under way"))),
        },
        _ => {
            let pending = send(play, step)?;
            finish(play, step, &pending, patience)
        }
    }
}

/// Sends the request of a step on the connection that it names.
fn send(play: &mut Play, step: &Value) -> Result<Pending, Stop> {
    let name = step["conn"].as_str().unwrap_or("main").to_owned();
    let request = play.calls.resolved(&step["request"]);
    let version = number(step, "version").map(|version| version as i16);
    let api = text(step, "api");
    let body = request_body(play, api, version, &request)?;
    let version = version.unwrap_or_else(|| body.latest_version());
    let connection = match play.calls.connections.get(&name) {
        Some(open) => *open,
        None => {
            // The peer's machine has a name that no client of the file has.
            let open = play.world.connect(&format!("connection {name}"));
            play.calls.connections.insert(name.clone(), open);
            open
        }
    };
    let client_id = step["client_id"].as_str().unwrap_or(&name);
    let unanswered = body.is_one_way().then_some(connection);
    let op = play.world.send(connection, client_id, version, body)?;
    Ok(Pending {
        op,
        version,
        unanswered,
    })
}

/// Waits for an answer and writes it as JSON.
fn finish(
    play: &mut Play,
    step: &Value,
    pending: &Pending,
    patience: Millis,
) -> Result<Value, Stop> {
    let response = play.world.answer(pending.op, patience)?;
    let mut json = response_json(play, &response, pending.version)?;
    for (name, path) in step["save"].as_object().into_iter().flatten() {
        let path = path.as_str().unwrap_or_default();
        let value = json.pointer(&format!("/{}", path.replace('.', "/")));
        let Some(value) = value.cloned() else {
            return Err(Stop::Broken(format!("nothing to save at {path}")));
        };
        play.calls.saved.retain(|saved| saved.name != *name);
        play.calls.saved.push(Saved {
            name: name.clone(),
            value,
            producer: path.rsplit('.').next() == Some("producerId"),
        });
    }
    play.calls.named("", &mut json);
    Ok(json!({"response": json}))
}

/// The typed request of an API.
fn request_body(
    play: &Play,
    api: &str,
    version: Option<i16>,
    request: &Value,
) -> Result<RequestBody, Stop> {
    let version = version.unwrap_or(i16::MAX);
    Ok(match api {
        "JoinGroup" => RequestBody::JoinGroup(group::join_request(version, request)?),
        "SyncGroup" => RequestBody::SyncGroup(group::sync_request(request)?),
        "Heartbeat" => RequestBody::Heartbeat(group::heartbeat_request(request)),
        "LeaveGroup" => RequestBody::LeaveGroup(group::leave_request(request)),
        "DescribeGroups" => RequestBody::DescribeGroups(group::describe_request(request)),
        "DeleteGroups" => RequestBody::DeleteGroups(group::delete_request(request)),
        "FindCoordinator" => RequestBody::FindCoordinator(group::find_request(version, request)),
        "OffsetCommit" => {
            RequestBody::OffsetCommit(offsets::commit_request(&play.world, version, request))
        }
        "OffsetFetch" => {
            RequestBody::OffsetFetch(offsets::fetch_request(&play.world, version, request))
        }
        "OffsetDelete" => RequestBody::OffsetDelete(offsets::delete_request(&play.world, request)),
        "ListGroups" => RequestBody::ListGroups(group::list_request(request)),
        "ListOffsets" => RequestBody::ListOffsets(data::list_offsets_request(request)),
        "OffsetForLeaderEpoch" => {
            RequestBody::OffsetForLeaderEpoch(data::offset_for_leader_epoch_request(request))
        }
        "Produce" => RequestBody::Produce(data::produce_request(play, version, request)?),
        "DeleteRecords" => RequestBody::DeleteRecords(data::delete_records_request(request)),
        "Fetch" => RequestBody::Fetch(data::fetch_request(&play.world, version, request)?),
        "CreateTopics" => RequestBody::CreateTopics(admin::create_topics_request(request)),
        "CreatePartitions" => {
            RequestBody::CreatePartitions(admin::create_partitions_request(request))
        }
        "DeleteTopics" => {
            RequestBody::DeleteTopics(admin::delete_topics_request(&play.world, version, request))
        }
        "InitProducerId" => RequestBody::InitProducerId(producer::init_request(request)),
        "DescribeProducers" => RequestBody::DescribeProducers(producer::describe_request(request)),
        "DescribeConfigs" => RequestBody::DescribeConfigs(admin::describe_configs_request(request)),
        "IncrementalAlterConfigs" => {
            RequestBody::IncrementalAlterConfigs(admin::alter_configs_request(request))
        }
        "AlterConfigs" => RequestBody::AlterConfigs(admin::alter_configs_request(request)),
        api => return Err(Stop::NotYet(format!("the API {api}"))),
    })
}

/// A response as the JSON of its version.
fn response_json(play: &mut Play, response: &Response, version: i16) -> Result<Value, Stop> {
    Ok(match response {
        Response::JoinGroup(body) => group::join_json(body, version),
        Response::SyncGroup(body) => group::sync_json(body, version),
        Response::Heartbeat(body) => with_error(body.error, json!({})),
        Response::LeaveGroup(body) => group::leave_json(body, version),
        Response::DescribeGroups(body) => group::describe_json(body, version),
        Response::DeleteGroups(body) => group::delete_json(body),
        Response::FindCoordinator(body) => group::find_json(body, version),
        Response::OffsetCommit(body) => offsets::commit_json(body, version),
        Response::OffsetFetch(body) => offsets::fetch_json(body, version),
        Response::OffsetDelete(body) => offsets::delete_json(body),
        Response::ListGroups(body) => group::list_json(body, version),
        Response::ListOffsets(body) => data::list_offsets_json(body, version),
        Response::OffsetForLeaderEpoch(body) => data::offset_for_leader_epoch_json(body),
        Response::Produce(body) => data::produce_json(body, version),
        Response::Fetch(body) => data::fetch_json(play, body, version),
        Response::DeleteRecords(body) => data::delete_records_json(body),
        Response::CreateTopics(body) => admin::create_topics_json(body, version),
        Response::CreatePartitions(body) => admin::create_partitions_json(body),
        Response::DeleteTopics(body) => admin::delete_topics_json(body, version),
        Response::InitProducerId(body) => producer::init_json(body, version),
        Response::DescribeProducers(body) => producer::describe_json(body),
        Response::DescribeConfigs(body) => admin::describe_configs_json(body, version),
        Response::IncrementalAlterConfigs(body) | Response::AlterConfigs(body) => {
            admin::alter_configs_json(body)
        }
        other => return Err(Stop::NotYet(format!("the answer {other:?}"))),
    })
}

/// An object with `errorCode`, and `error` where it is one.
fn with_error(error: KafkaError, mut object: Value) -> Value {
    object["errorCode"] = json!(error.code());
    if !error.is_none() {
        object["error"] = json!(error.name());
    }
    object
}

/// The name of a field, where it is not null.
fn optional_name(value: &Value, field: &str) -> Option<Name> {
    value[field].as_str().map(Name::from)
}

/// The list of a field that may be null. One that is not named is empty, as the
/// protocol's default is.
fn nullable_list<'a>(value: &'a Value, field: &str) -> Option<&'a [Value]> {
    match value.get(field) {
        Some(Value::Null) => None,
        _ => Some(list(value, field)),
    }
}

/// A name, or null.
fn nullable(name: Option<&Name>) -> Value {
    name.map_or(Value::Null, |name| json!(name.as_str()))
}

/// The bytes of a field: of the consumer protocol, or of a text.
fn bytes(value: &Value) -> Result<Arc<[u8]>, Stop> {
    if let Some(subscription) = value.get("$subscription") {
        let generation = number(subscription, "generation");
        return Ok(Subscription {
            owned_partitions: values::partitions(list(subscription, "owned"))?,
            generation: generation.map_or(-1, |g| g as i32),
            ..Subscription::new(values::names(subscription, "topics"))
        }
        .encode());
    }
    if value.get("$assignment").is_some() {
        let partitions = values::partitions(list(value, "$assignment"))?;
        return Ok(encode_assignment(&partitions));
    }
    Ok(value.as_str().unwrap_or_default().as_bytes().into())
}

/// The bytes of a subscription as the recorder writes them.
fn subscription_json(bytes: &[u8]) -> Value {
    if bytes.is_empty() {
        return json!("");
    }
    let Some(read) = Subscription::decode(bytes) else {
        return json!(String::from_utf8_lossy(bytes));
    };
    let topics: Vec<&str> = read.topics.iter().map(|topic| topic.as_str()).collect();
    let mut json = json!({"topics": topics});
    if !read.owned_partitions.is_empty() {
        json["owned"] = values::sorted_partitions(&read.owned_partitions);
    }
    if read.generation >= 0 {
        json["generation"] = json!(read.generation);
    }
    json!({"$subscription": json})
}

/// The bytes of an assignment as the recorder writes them.
fn assignment_json(bytes: &[u8]) -> Value {
    if bytes.is_empty() {
        return json!("");
    }
    match decode_assignment(bytes) {
        Some(partitions) => json!({"$assignment": values::sorted_partitions(&partitions)}),
        None => json!(String::from_utf8_lossy(bytes)),
    }
}

/// A topic as most responses name it.
fn named(topic: &Name) -> Value {
    json!({"name": topic.as_str()})
}

/// Partitions of a response by topic: topics as they first appear, each with
/// its partitions under `partitions`.
fn by_topic(each: impl IntoIterator<Item = (Value, Value)>, partitions: &'static str) -> Value {
    let topics = grouped(each).into_iter().map(|(mut topic, all)| {
        topic[partitions] = json!(all);
        topic
    });
    topics.collect()
}

/// The same where only partitions that follow each other share their topic's
/// entry. Source: `FetchResponse.toMessage`.
fn by_topic_in_a_row(each: Vec<(Value, Value)>, partitions: &'static str) -> Value {
    let mut topics: Vec<(Value, Vec<Value>)> = Vec::new();
    for (topic, partition) in each {
        match topics.last_mut().filter(|(last, _)| *last == topic) {
            Some((_, all)) => all.push(partition),
            None => topics.push((topic, vec![partition])),
        }
    }
    let topics = topics.into_iter().map(|(mut topic, all)| {
        topic[partitions] = json!(all);
        topic
    });
    topics.collect()
}
