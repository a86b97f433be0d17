//! Predicates: a fact, and what it should be.

use crate::fact::Fact;
use crate::present::Present;
use crate::value::Value;
use crate::words::{split, Word, Wrong};
use kafka_playground_shell::duration::parse_duration;
use protocol::record::Millis;
use serde::Serialize;
use std::fmt;

/// How a fact is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comparison {
    Is,
    IsNot,
    Below,
    AtMost,
    Above,
    AtLeast,
}

use Comparison::{Above, AtLeast, AtMost, Below, Is, IsNot};

const COMPARISONS: [(&str, Comparison); 6] = [
    ("=", Is),
    ("!=", IsNot),
    ("<=", AtMost),
    ("<", Below),
    (">=", AtLeast),
    (">", Above),
];

/// A predicate.
#[derive(Clone, Debug)]
pub struct Predicate {
    /// As it was written.
    text: String,
    fact: Fact,
    /// None for a fact that is true or false by itself.
    wanted: Option<(Comparison, String)>,
}

/// Whether a predicate holds, and what its fact is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Judged {
    /// Whether it holds.
    pub holds: bool,
    /// The fact's value, as it is written.
    pub value: String,
}

impl Predicate {
    /// Reads a predicate.
    ///
    /// # Errors
    /// Where it is none, with the place and with what would be right.
    pub fn read(text: &str) -> Result<Predicate, Wrong> {
        let words = split(text)?;
        let operator = words.iter().position(|word| comparison(word).is_some());
        let (fact, rest) = words.split_at(operator.unwrap_or(words.len()));
        let fact = Fact::read(fact)?;
        let Some((operator, values)) = rest.split_first() else {
            if fact.is_plain() {
                let text = text.trim().to_owned();
                return Ok(Predicate {
                    text,
                    fact,
                    wanted: None,
                });
            }
            let message = [
                "What should it be? Write ",
                &fact.to_string(),
                " = 2, or another of != < <= > >=.",
            ];
            return Err(Wrong::at(text.chars().count(), &message.concat()));
        };
        let (comparison, column) = (comparison(operator).unwrap_or(Is), operator.column);
        let [value] = values else {
            let at = values
                .get(1)
                .map_or(text.chars().count(), |word| word.column);
            return Err(Wrong::at(
                at,
                "Behind a comparison stands one value; a list is written c1,c2 without blanks.",
            ));
        };
        if fact.is_plain() {
            return Err(Wrong::at(
                column,
                "This fact is true or false by itself, and compared with nothing.",
            ));
        }
        let ordered = !matches!(comparison, Is | IsNot);
        if ordered && number(&fact, &value.text).is_none() {
            let message = ["\"", &value.text, "\" is no number."].concat();
            return Err(Wrong::at(value.column, &message));
        }
        let wanted = Some((comparison, value.text.clone()));
        let text = text.trim().to_owned();
        Ok(Predicate { text, fact, wanted })
    }

    /// The fact that it is about.
    pub fn fact(&self) -> &Fact {
        &self.fact
    }

    /// What the fact is to be equal to, if it is to be equal.
    pub(crate) fn equal_to(&self) -> Option<&str> {
        match &self.wanted {
            Some((Is, value)) => Some(value),
            _ => None,
        }
    }

    /// The time that it names, if it is about time.
    pub(crate) fn time(&self) -> Option<Millis> {
        let (_, wanted) = self.wanted.as_ref().filter(|_| self.fact.is_time())?;
        parse_duration(wanted)
    }

    /// Whether it holds.
    pub fn judge(&self, present: &Present<'_>) -> Judged {
        let value = self.fact.ask(present);
        let holds = match &self.wanted {
            None => value == Value::Truth(true),
            Some((Is, wanted)) => self.equals(&value, wanted),
            Some((IsNot, wanted)) => !self.equals(&value, wanted),
            Some((comparison, wanted)) => {
                match (value.number(), number(&self.fact, wanted)) {
                    (Some(one), Some(other)) => match comparison {
                        Below => one < other,
                        AtMost => one <= other,
                        Above => one > other,
                        _ => one >= other,
                    },
                    // What is not there is neither more nor less than anything.
                    _ => false,
                }
            }
        };
        Judged {
            holds,
            value: value.text(),
        }
    }

    fn equals(&self, value: &Value, wanted: &str) -> bool {
        match value {
            Value::Number(one) | Value::Time(one) => number(&self.fact, wanted) == Some(*one),
            // Each stands in a list once.
            Value::List(list) if !list.is_empty() => {
                let wanted = || wanted.split(',');
                wanted().count() == list.len()
                    && wanted().all(|one| list.iter().any(|other| other == one))
            }
            other => other.text() == wanted,
        }
    }
}

fn comparison(word: &Word) -> Option<Comparison> {
    let named = COMPARISONS.iter().find(|(name, _)| *name == word.text);
    named
        .filter(|_| !word.quoted)
        .map(|(_, comparison)| *comparison)
}

/// The number that is meant, in milliseconds where the fact is a time.
fn number(fact: &Fact, text: &str) -> Option<i64> {
    match fact.is_time() {
        true => parse_duration(text),
        false => text.parse().ok(),
    }
}

impl fmt::Display for Predicate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
