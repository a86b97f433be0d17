//! Topic ids as the recorder writes them: `"$topic:orders"` for the id of a
//! topic that is there, else the base64 of Kafka's `Uuid`.

use super::super::world::World;
use kafka_playground_engine::name::Name;
use kafka_playground_engine::topic_partition::{TopicId, NO_TOPIC_ID};
use serde_json::{json, Value};

/// The digits of base64, as they are in URLs.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The id that a field names; a field that is not there is no id.
pub fn read(world: &World, id: &Value) -> TopicId {
    let text = id.as_str().unwrap_or_default();
    if let Some(name) = text.strip_prefix("$topic:") {
        return world.cluster.state().broker.topic_id(name);
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

/// An id as text.
pub fn json(world: &World, id: &TopicId) -> Value {
    if let Some(name) = world.cluster.state().broker.topic_named(id) {
        return of_name(name);
    }
    let bits = u128::from_be_bytes(*id);
    let digit = |at: u32| match at {
        21 => (bits << 4 & 63) as usize,
        at => (bits >> (122 - 6 * at) & 63) as usize,
    };
    let text: String = (0..22).map(|at| DIGITS[digit(at)] as char).collect();
    json!(text)
}

/// The id of a topic that is there.
pub fn of_name(name: &Name) -> Value {
    json!(format!("$topic:{name}"))
}
