//! Settings: names, types, importance, defaults and valid values.

use super::{same, text, Check};
use protocol::config::{ConfigDef, ADMIN, BROKER, CONSUMER, GROUP, PRODUCER, TOPIC};
use serde_json::{json, Value};

/// The settings of a kind, each with its name and kind.
pub(super) fn entries(json: &Value, kind: &str) -> Vec<Value> {
    let settings = json[kind].as_object().into_iter().flatten();
    settings
        .map(|(name, setting)| json!({"kind": kind, "name": name, "setting": setting}))
        .collect()
}

/// The engine's table of a kind.
fn table(kind: &str) -> &'static ConfigDef {
    match kind {
        "producer" => &PRODUCER,
        "consumer" => &CONSUMER,
        "admin" => &ADMIN,
        "topic" => &TOPIC,
        "group" => &GROUP,
        _ => &BROKER,
    }
}

/// That the engine has the setting as Kafka has it.
pub(super) fn check(entry: &Value) -> Check {
    let (kind, name) = (text(entry, "kind"), text(entry, "name"));
    let found = table(kind).find(name);
    let ours = found.map(|found| {
        let default = if found.required {
            Some("<required>")
        } else {
            found.default
        };
        json!({
            "type": found.kind.name(),
            "importance": found.importance,
            "default": default,
            "valid": found.valid(),
        })
    });
    let mut kafka = entry["setting"].clone();
    kafka["default"] = written(&kafka["default"]);
    same(
        &format!("{kind} {name}"),
        ours.unwrap_or_default().to_string(),
        kafka.to_string(),
    )
}

/// A default as text: numbers in Java's words, lists without their brackets.
fn written(default: &Value) -> Value {
    match default {
        Value::Null => Value::Null,
        Value::String(text) => {
            let list = text.strip_prefix('[').and_then(|t| t.strip_suffix(']'));
            json!(list.map_or(text.clone(), |list| list.replace(", ", ",")))
        }
        // Java writes a decimal's exponent with a capital letter and no plus.
        other => json!(other.to_string().replace("e+", "E")),
    }
}
