//! Reading values as Kafka's ConfigDef reads them.

use crate::map::Map;
use crate::name::Name;

/// Settings as given: key to value, both text.
pub type Settings = Map<Name, Name>;

/// What Kafka's `ConfigException` says about a value that it refuses.
pub type ConfigException = String;

/// Reads values out of settings.
pub(super) struct Reader<'a>(pub &'a Settings);

impl Reader<'_> {
    fn refused(key: &str, value: &str, why: &str) -> ConfigException {
        format!("Invalid value {value} for configuration {key}: {why}")
    }

    /// A whole number from `min` to `max`; `kind` is Kafka's name of the type.
    fn number(
        &self,
        key: &str,
        default: i64,
        min: i64,
        max: i64,
        kind: &str,
    ) -> Result<i64, ConfigException> {
        let Some(text) = self.0.get(key) else {
            return Ok(default);
        };
        let Ok(value) = text.trim().parse::<i64>() else {
            return Err(Self::refused(
                key,
                text,
                &["Not a number of type ", kind].concat(),
            ));
        };
        if value > max {
            return Err(Self::refused(
                key,
                text,
                &["Not a number of type ", kind].concat(),
            ));
        }
        if value < min {
            return Err(Self::refused(
                key,
                text,
                &format!("Value must be at least {min}"),
            ));
        }
        Ok(value)
    }

    /// Kafka's type INT.
    pub fn int(&self, key: &str, default: i64, min: i64) -> Result<i64, ConfigException> {
        self.number(key, default, min, i64::from(i32::MAX), "INT")
    }

    /// Kafka's type LONG.
    pub fn long(&self, key: &str, default: i64, min: i64) -> Result<i64, ConfigException> {
        self.number(key, default, min, i64::MAX, "LONG")
    }

    /// Kafka's type BOOLEAN.
    pub fn boolean(&self, key: &str, default: bool) -> Result<bool, ConfigException> {
        match self.0.get(key) {
            None => Ok(default),
            Some(text) if text.trim().eq_ignore_ascii_case("true") => Ok(true),
            Some(text) if text.trim().eq_ignore_ascii_case("false") => Ok(false),
            Some(text) => Err(Self::refused(
                key,
                text,
                "Expected value to be either true or false",
            )),
        }
    }

    /// Text.
    pub fn text<'b>(&'b self, key: &str, default: &'b str) -> &'b str {
        self.0.get(key).map_or(default, |text| text.as_str())
    }

    /// One of some words; `why` is what Kafka says otherwise.
    pub fn refuse(&self, key: &str, why: &str) -> ConfigException {
        Self::refused(key, self.text(key, ""), why)
    }
}
