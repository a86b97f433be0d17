//! What holds for the settings of topics beyond each one's definition; the
//! broker checks it, and `kafka-topics` before it asks the broker.
//!
//! Source: `LogConfig` of Kafka 4.3.

use super::{Reader, Settings, TOPIC};
use crate::exception::Exception;

fn invalid(text: &[&str]) -> Exception {
    Exception::new("InvalidConfigurationException", text.concat())
}

/// Whether topics have settings of these names.
///
/// # Errors
/// `InvalidConfigurationException` for the first that they have not.
///
/// Source: `LogConfig.validateNames`.
pub fn check_names(settings: &Settings) -> Result<(), Exception> {
    match settings.keys().find(|key| TOPIC.find(key).is_none()) {
        Some(key) => Err(invalid(&["Unknown topic config name: ", key])),
        None => Ok(()),
    }
}

/// Whether the settings go together.
///
/// # Errors
/// `InvalidConfigurationException` if they do not.
///
/// Source: `LogConfig.validateValues`.
pub fn check_together(from: &Reader) -> Result<(), Exception> {
    let least = from.long("min.compaction.lag.ms");
    let most = from.long("max.compaction.lag.ms");
    if least <= most {
        return Ok(());
    }
    Err(invalid(&[
        "conflict topic config setting min.compaction.lag.ms (",
        &least.to_string(),
        ") > max.compaction.lag.ms (",
        &most.to_string(),
        ")",
    ]))
}

/// Whether a topic may have these settings, whatever the broker has.
///
/// # Errors
/// `InvalidConfigurationException`, or `ConfigException` for a value that is
/// not valid.
///
/// Source: `LogConfig.validate`.
pub fn check(settings: &Settings) -> Result<(), Exception> {
    check_names(settings)?;
    check_together(&Reader::check(&TOPIC, settings)?)
}
