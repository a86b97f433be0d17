//! Settings: names, types, defaults and valid values.

use super::{same, text, Check};
use serde_json::{json, Value};

/// The settings of a kind, each with its name and kind.
pub(super) fn entries(json: &Value, kind: &str) -> Vec<Value> {
    let settings = json[kind].as_object().into_iter().flatten();
    settings
        .map(|(name, setting)| json!({"kind": kind, "name": name, "setting": setting}))
        .collect()
}

/// That the engine has the setting as Kafka has it.
pub(super) fn check(entry: &Value) -> Check {
    let name = format!("{} {}", text(entry, "kind"), text(entry, "name"));
    same(
        &name,
        "not there yet".to_owned(),
        entry["setting"].to_string(),
    )
}
