//! Values of facts.

use protocol::record::Millis;

/// What a fact comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// There is none: nothing was committed, nobody owns it, or there is no
    /// such thing.
    None,
    /// A number.
    Number(i64),
    /// A time since the start, in milliseconds.
    Time(Millis),
    /// A name or another word.
    Word(String),
    /// Several of them, in no order that counts.
    List(Vec<String>),
    /// Whether it is so.
    Truth(bool),
}

impl Value {
    /// As it is written behind `=`.
    pub fn text(&self) -> String {
        match self {
            Value::None => "none".to_owned(),
            Value::Number(number) => number.to_string(),
            Value::Time(ms) => kafka_playground_shell::duration::print_duration(*ms),
            Value::Word(word) => word.clone(),
            Value::List(list) if list.is_empty() => "none".to_owned(),
            Value::List(list) => list.join(","),
            Value::Truth(truth) => truth.to_string(),
        }
    }

    /// The number that it is, for comparisons.
    pub(crate) fn number(&self) -> Option<i64> {
        match self {
            Value::Number(number) | Value::Time(number) => Some(*number),
            _ => None,
        }
    }
}

impl From<Option<i64>> for Value {
    fn from(number: Option<i64>) -> Self {
        number.map_or(Value::None, Value::Number)
    }
}

impl From<Option<String>> for Value {
    fn from(word: Option<String>) -> Self {
        word.map_or(Value::None, Value::Word)
    }
}
