//! Typed readings of settings whose definitions are in a table.

use super::decimal::Decimal;
use super::definition::{ConfigDef, Definition};
use super::{valid, Settings};
use crate::exception::Exception;

/// Reads values out of settings that have been checked.
pub struct Reader<'a> {
    def: &'static ConfigDef,
    settings: &'a Settings,
}

impl<'a> Reader<'a> {
    /// Checks the settings in Kafka's order; what it answers can be read.
    ///
    /// # Errors
    /// Kafka's `ConfigException` for the first that is refused.
    pub fn check(def: &'static ConfigDef, settings: &'a Settings) -> Result<Self, Exception> {
        def.check(settings)?;
        Ok(Reader { def, settings })
    }

    fn definition(&self, key: &str) -> Definition {
        self.def.find(key).expect("the table has what is read")
    }

    /// Whether the setting was given.
    pub fn is_given(&self, key: &str) -> bool {
        self.settings.contains_key(key)
    }

    /// The text as it is read, given or the default; none is null.
    pub fn text(&self, key: &str) -> Option<&'a str> {
        match self.settings.get(key) {
            Some(text) => Some(valid::trim(text)),
            None => self.definition(key).default,
        }
    }

    /// A text that has a default.
    pub fn word(&self, key: &str) -> &'a str {
        self.text(key).unwrap_or_default()
    }

    /// A whole number, if it is not null.
    ///
    /// # Panics
    /// If the table says that the setting is no number.
    pub fn number(&self, key: &str) -> Option<i64> {
        let text = self.text(key)?;
        Some(text.parse().expect("a setting is read after its check"))
    }

    /// A whole number that has a default.
    pub fn long(&self, key: &str) -> i64 {
        self.number(key).unwrap_or_default()
    }

    /// A whole number of 32 bits that has a default.
    pub fn int(&self, key: &str) -> i32 {
        self.long(key) as i32
    }

    /// A size that is not negative. What is too large for a machine of 32 bits
    /// is there as large as can be.
    pub fn size(&self, key: &str) -> usize {
        usize::try_from(self.long(key).max(0)).unwrap_or(usize::MAX)
    }

    /// True or false.
    pub fn boolean(&self, key: &str) -> bool {
        self.word(key).eq_ignore_ascii_case("true")
    }

    /// A decimal number, times a billion.
    pub fn billionths(&self, key: &str) -> i64 {
        Decimal::parse(self.word(key)).map_or(0, |value| value.scaled(9))
    }

    /// The values of a list, without repetitions.
    pub fn list(&self, key: &str) -> Vec<&'a str> {
        let mut values = Vec::new();
        for value in valid::split(self.word(key)) {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        values
    }
}
