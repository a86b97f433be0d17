//! The verbs of recordings, by who acts.

pub mod admin;
pub mod admin_group;
pub mod cli;
pub mod consumer;
pub mod dump;
pub mod group;
pub mod producer;
pub mod wait;

use super::play::{Play, Stop};
use super::raw;
use super::values::text;
use serde_json::Value;

/// Does what a step asks for.
///
/// # Errors
/// Why the file cannot be played on.
pub fn perform(play: &mut Play, step: &Value) -> Result<Value, Stop> {
    match text(step, "do") {
        "wait" | "await-log-start" | "await-segments" | "await-group" => wait::perform(play, step),
        "call" | "start" | "finish" | "pending" | "hangup" => raw::perform(play, step),
        "cli" | "cli-start" | "cli-stop" => cli::perform(play, step),
        "dump-log" => dump::log(play, step),
        "dump-group" => dump::group(play, step),
        "settle" => group::settle(play, step),
        "pump" => group::pump(play, step),
        "producer" => producer::start(play, step),
        "consumer" => consumer::start(play, step),
        _ if step.get("producer").is_some() => producer::perform(play, step),
        _ if step.get("consumer").is_some() => consumer::perform(play, step),
        "describe-group" | "list-groups" | "committed" | "alter-offsets" | "delete-offsets"
        | "delete-group" | "remove-members" => admin_group::perform(play, step),
        _ => admin::perform(play, step),
    }
}
