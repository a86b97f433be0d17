//! Topic ids: `"$topic:orders"` in a recording is the id of a topic by its name,
//! any other id is the base64 of Kafka's `Uuid`.

use super::super::world::World;
use protocol::topic_partition::{TopicId, NO_TOPIC_ID};
use serde_json::Value;
use std::collections::BTreeMap;

/// The digits of base64, as they are in URLs.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The id that a field names; a field that is not there is no id.
pub fn read(world: &World, id: &Value) -> TopicId {
    let text = id.as_str().unwrap_or_default();
    if let Some(name) = text.strip_prefix("$topic:") {
        return world.cluster().state().broker().topic_id(name);
    }
    let mut bits: u128 = 0;
    for (at, letter) in text.bytes().enumerate().take(22) {
        let digit = DIGITS.iter().position(|digit| *digit == letter);
        let digit = digit.unwrap_or_default() as u128;
        // The last digit has four bits too many.
        bits = if at == 21 {
            bits << 2 | digit >> 4
        } else {
            bits << 6 | digit
        };
    }
    if text.is_empty() {
        return NO_TOPIC_ID;
    }
    bits.to_be_bytes()
}

/// An id as text, in the base64 of Kafka's `Uuid`.
pub fn text(id: &TopicId) -> String {
    let bits = u128::from_be_bytes(*id);
    let digit = |at: u32| match at {
        21 => (bits << 4 & 63) as usize,
        at => (bits >> (122 - 6 * at) & 63) as usize,
    };
    (0..22).map(|at| DIGITS[digit(at)] as char).collect()
}

/// Puts our ids where Kafka's answer names topics: `"$topic:orders"` is the id
/// of the topic that is there, or that was.
///
/// The recorder shows an id so where the broker lists its topic, which it does
/// a little after the topic is made; else it is an id like any other.
pub fn resolve(answer: &mut Value, ids: &BTreeMap<String, String>) {
    match answer {
        Value::String(text) => {
            let name = text.strip_prefix("$topic:");
            if let Some(id) = name.and_then(|name| ids.get(name)) {
                id.clone_into(text);
            }
        }
        Value::Array(all) => all.iter_mut().for_each(|value| resolve(value, ids)),
        Value::Object(fields) => fields.values_mut().for_each(|value| resolve(value, ids)),
        _ => {}
    }
}
