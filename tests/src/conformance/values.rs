//! JSON to the engine's values and back.

use super::play::Stop;
use client::call::{OffsetAndMetadata, Offsets, ProducerRecord};
use client::outcome::ConsumerRecord;
use protocol::config::Settings;
use protocol::error::KafkaError;
use protocol::exception::Exception;
use protocol::name::Name;
use protocol::record::{Header, Payload};
use protocol::topic_partition::TopicPartition;
use serde_json::{json, Map, Value};
use std::cmp::Ordering;
use std::sync::Arc;

/// The text of a field, "" where there is none.
pub fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap_or_default()
}

/// The number of a field; a number may be written as a text.
pub fn number(value: &Value, field: &str) -> Option<i64> {
    as_number(&value[field])
}

/// A number, which may be written as a text.
pub fn as_number(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.parse().ok())
}

/// The list of a field, empty where there is none.
pub fn list<'a>(value: &'a Value, field: &str) -> &'a [Value] {
    value[field].as_array().map_or(&[], Vec::as_slice)
}

/// The texts of a field.
pub fn texts(value: &Value, field: &str) -> Vec<String> {
    let all = list(value, field).iter();
    all.map(|v| v.as_str().unwrap_or_default().to_owned())
        .collect()
}

/// The names of a field.
pub fn names(value: &Value, field: &str) -> Vec<Name> {
    let all = list(value, field).iter();
    all.map(|v| v.as_str().unwrap_or_default().into()).collect()
}

/// Settings of several objects; a later one overrules.
pub fn settings(objects: &[&Value]) -> Settings {
    let mut settings = Settings::new();
    for (key, value) in objects.iter().filter_map(|o| o.as_object()).flatten() {
        let value = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        settings.insert(key.as_str().into(), value.as_str().into());
    }
    settings
}

/// A partition, written `topic-0`.
///
/// # Errors
/// Where it is not written so.
pub fn partition(text: &str) -> Result<TopicPartition, Stop> {
    TopicPartition::parse(text).ok_or_else(|| Stop::Broken(format!("no partition: {text}")))
}

/// The partitions of a list.
///
/// # Errors
/// Where one is not written as a partition.
pub fn partitions(list: &[Value]) -> Result<Vec<TopicPartition>, Stop> {
    list.iter()
        .map(|p| partition(p.as_str().unwrap_or_default()))
        .collect()
}

/// Offsets by partition: a number, or an object with `offset` and `metadata`.
///
/// # Errors
/// Where a field is not written as a partition.
pub fn offsets(object: &Value) -> Result<Option<Offsets>, Stop> {
    let Some(object) = object.as_object() else {
        return Ok(None);
    };
    let each = object.iter().map(|(name, value)| {
        let offset = match value {
            Value::Object(_) => number(value, "offset"),
            value => as_number(value),
        };
        let commit = OffsetAndMetadata {
            metadata: text(value, "metadata").into(),
            ..OffsetAndMetadata::new(offset.unwrap_or_default())
        };
        Ok((partition(name)?, commit))
    });
    each.collect::<Result<Offsets, Stop>>().map(Some)
}

/// A commit as a recording writes it.
pub fn offset_json(commit: Option<&OffsetAndMetadata>) -> Value {
    match commit {
        None => Value::Null,
        Some(commit) if commit.metadata.is_empty() => json!(commit.offset),
        Some(commit) => json!({"offset": commit.offset, "metadata": commit.metadata.as_str()}),
    }
}

/// Offsets as a recording writes them.
pub fn offsets_json(offsets: &Offsets) -> Value {
    let each = offsets.iter();
    Value::Object(
        each.map(|(p, commit)| (p.to_string(), offset_json(Some(commit))))
            .collect(),
    )
}

/// Partitions, sorted as the recorder sorts them.
pub fn sorted_partitions(partitions: &[TopicPartition]) -> Value {
    sorted_texts(partitions.iter().map(ToString::to_string))
}

/// Texts, sorted as the recorder sorts them.
pub fn sorted_texts(texts: impl Iterator<Item = String>) -> Value {
    let mut texts: Vec<String> = texts.collect();
    texts.sort_by(|a, b| by_partition(a, b));
    json!(texts)
}

/// `t-10` after `t-2`.
fn by_partition(a: &str, b: &str) -> Ordering {
    fn split(text: &str) -> Option<(&str, u64)> {
        let (topic, number) = text.rsplit_once('-')?;
        Some((topic, number.parse().ok()?)).filter(|(topic, _)| !topic.is_empty())
    }
    match (split(a), split(b)) {
        (Some(a), Some(b)) => a.cmp(&b),
        _ => a.cmp(b),
    }
}

/// A key or a value; null and missing are null.
pub fn payload(value: &Value) -> Option<Payload> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(Payload::from(text.as_str())),
        other => Some(Payload::from(other.to_string().as_str())),
    }
}

/// The bytes of a payload as the recorder writes them.
pub fn payload_json(payload: Option<&Payload>) -> Value {
    match payload {
        None => Value::Null,
        Some(payload) => json!(String::from_utf8_lossy(&payload.bytes())),
    }
}

/// Headers: a list of pairs.
pub fn headers(value: &Value) -> Arc<[Header]> {
    let pairs = list(value, "headers").iter();
    pairs
        .map(|pair| Header {
            key: pair[0].as_str().unwrap_or_default().into(),
            value: payload(&pair[1]),
        })
        .collect()
}

/// A record to send, to the topic that it names or else to `topic`.
pub fn record(value: &Value, topic: &str) -> ProducerRecord {
    let size = number(value, "size").and_then(|size| u32::try_from(size).ok());
    ProducerRecord {
        topic: value["topic"].as_str().unwrap_or(topic).into(),
        partition: number(value, "partition").map(|p| p as i32),
        key: payload(&value["key"]),
        value: size
            .map(Payload::Zeros)
            .or_else(|| payload(&value["value"])),
        headers: headers(value),
        timestamp: number(value, "timestamp"),
    }
}

/// A record that was polled.
pub fn polled(record: &ConsumerRecord) -> Value {
    let mut json = json!({
        "partition": record.partition.to_string(),
        "offset": record.offset,
        "key": payload_json(record.record.key.as_ref()),
        "value": payload_json(record.record.value.as_ref()),
    });
    if !record.record.headers.is_empty() {
        let headers = record.record.headers.iter();
        let headers: Vec<Value> = headers
            .map(|h| json!([h.key.as_str(), payload_json(h.value.as_ref())]))
            .collect();
        json["headers"] = json!(headers);
    }
    json
}

/// Records that were polled, sorted by partition and offset.
pub fn sorted_records(records: &[ConsumerRecord]) -> Value {
    let mut records: Vec<&ConsumerRecord> = records.iter().collect();
    records.sort_by(|a, b| (&a.partition, a.offset).cmp(&(&b.partition, b.offset)));
    records.into_iter().map(polled).collect()
}

/// An exception as a recording writes it.
pub fn exception(exception: &Exception) -> Value {
    let mut json = Map::new();
    json.insert("exception".to_owned(), json!(exception.class));
    let known = |error: &KafkaError| *error != KafkaError::UnknownServerError;
    if let Some(error) = exception.error.filter(known) {
        json.insert("name".to_owned(), json!(error.name()));
        json.insert("code".to_owned(), json!(error.code()));
    }
    // An exception without a text has null.
    let message = |exception: &Exception| match exception.message.as_str() {
        "" => Value::Null,
        text => json!(text),
    };
    json.insert("message".to_owned(), message(exception));
    if let Some(cause) = &exception.cause {
        let said = match message(cause) {
            Value::String(said) => said,
            _ => "null".to_owned(),
        };
        let cause = format!("{}: {said}", cause.class);
        json.insert("cause".to_owned(), json!(cause));
    }
    Value::Object(json)
}

/// An exception as the answer of a step.
pub fn threw(thrown: &Exception) -> Value {
    json!({"error": exception(thrown)})
}

/// An error of the broker as the Java exception that a client throws.
pub fn error(error: KafkaError, message: Option<&str>) -> Value {
    let mut thrown = Exception::of(error);
    if let Some(message) = message {
        message.clone_into(&mut thrown.message);
    }
    threw(&thrown)
}

/// It succeeded and there is nothing to say.
pub fn ok() -> Value {
    json!({"ok": true})
}
