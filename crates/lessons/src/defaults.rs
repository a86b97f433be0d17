//! What Kafka's settings are where nobody says anything.

use protocol::config::{BROKER, CONSUMER};

/// The default of a setting of Kafka's consumer, or else of its broker, as text;
/// none where there is no such setting, or where it has no default.
pub fn default_of(setting: &str) -> Option<&'static str> {
    let tables = [&CONSUMER, &BROKER].into_iter();
    let mut found = tables.filter_map(|table| table.find(setting));
    found.next()?.default
}
