//! Calls with places for values, and the values in them.

use crate::literal::{list, text};
use protocol::name::Name;
use protocol::record::Offset;
use protocol::topic_partition::TopicPartition;
use serde::Serialize;

/// What a line is called in a client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Called {
    /// Which client.
    pub client: &'static str,
    /// The call.
    pub code: String,
}

/// The clients, in the order of a row.
pub(super) const CLIENTS: [&str; 4] = ["Java", "kafka-python", "confluent-kafka", "Sarama"];

/// A call in each of the clients.
pub(super) type Row = [&'static str; 4];

/// What stands in the places of a row.
pub(super) struct Values<'a> {
    pub partitions: Vec<(&'a TopicPartition, Offset, &'a str)>,
    pub names: &'a [Name],
    pub number: i64,
    pub text: &'a str,
}

impl<'a> Values<'a> {
    pub(super) const NONE: Values<'static> = Values {
        partitions: Vec::new(),
        names: &[],
        number: 0,
        text: "",
    };

    pub(super) fn of(partitions: &'a [TopicPartition]) -> Self {
        Values::same(partitions, 0)
    }

    /// The same offset, or time, for all.
    pub(super) fn same(partitions: &'a [TopicPartition], offset: Offset) -> Self {
        let partitions = partitions.iter();
        Values {
            partitions: partitions.map(|place| (place, offset, "")).collect(),
            number: offset,
            ..Values::NONE
        }
    }

    pub(super) fn names(names: &'a [Name]) -> Self {
        Values {
            names,
            ..Values::NONE
        }
    }

    pub(super) fn number(number: i64) -> Self {
        Values {
            number,
            ..Values::NONE
        }
    }

    /// The value for a place; none where the word in braces is no place.
    fn value(&self, place: &str) -> Option<String> {
        let each = |one: fn(&Self, &TopicPartition, Offset, &str) -> String| {
            let all = self.partitions.iter();
            list(all.map(|(at, offset, note)| one(self, at, *offset, note)))
        };
        Some(match place {
            "java" => each(|_, at, _, _| java(at)),
            "java long" => each(|_, at, n, _| [&java(at), ", ", &n.to_string(), "L"].concat()),
            "java offset" => {
                each(|_, at, n, note| [&java(at), ", ", &java_offset(n, note)].concat())
            }
            "java records" => each(|_, at, n, _| {
                let below = ["RecordsToDelete.beforeOffset(", &n.to_string(), ")"].concat();
                [&java(at), ", ", &below].concat()
            }),
            "python" => each(|_, at, _, _| python(at)),
            "python dict" => each(|_, at, n, _| [&python(at), ": ", &n.to_string()].concat()),
            "python offset" => {
                each(|_, at, n, note| [&python(at), ": ", &python_offset(n, note)].concat())
            }
            "confluent" => each(|_, at, n, note| confluent(at, n, note)),
            "go" => each(|_, at, _, _| go(at)),
            "go offset" => each(|_, at, n, _| [&go(at), ", ", &n.to_string()].concat()),
            "go mark" => {
                each(|_, at, n, note| [&go(at), ", ", &n.to_string(), ", ", &text(note)].concat())
            }
            "go map" => self.go_map(),
            "go topic" => text(&self.partitions.first()?.0.topic),
            "go records" => list(
                self.partitions
                    .iter()
                    .map(|(at, n, _)| [&at.partition.to_string(), ": ", &n.to_string()].concat()),
            ),
            "names" => list(self.names.iter().map(|name| text(name))),
            "name" => text(self.names.first()?),
            "number" => self.number.to_string(),
            "seconds" => seconds(self.number),
            "text" => text(self.text),
            "whole" => text(&whole(self.text)),
            _ => return None,
        })
    }

    /// `"orders": {0, 1}`.
    fn go_map(&self) -> String {
        let mut topics: Vec<(&Name, Vec<String>)> = Vec::new();
        for (at, _, _) in &self.partitions {
            let number = at.partition.to_string();
            match topics.iter_mut().find(|(topic, _)| **topic == at.topic) {
                Some((_, numbers)) => numbers.push(number),
                None => topics.push((&at.topic, vec![number])),
            }
        }
        let topics = topics.iter();
        list(
            topics.map(|(topic, numbers)| [&text(topic), ": {", &numbers.join(", "), "}"].concat()),
        )
    }

    /// A row's call with its values in their places.
    fn fill(&self, call: &str) -> String {
        let mut filled = String::new();
        let mut rest = call;
        while let Some(open) = rest.find('{') {
            filled.push_str(&rest[..open]);
            rest = &rest[open + 1..];
            let place = rest.find('}').map(|close| &rest[..close]);
            match place.and_then(|place| Some((place, self.value(place)?))) {
                Some((place, value)) => {
                    filled.push_str(&value);
                    rest = &rest[place.len() + 1..];
                }
                None => filled.push('{'),
            }
        }
        filled.push_str(rest);
        filled
    }

    /// A call that begins with a star is made for each partition, or each name.
    fn each(&self, call: &str) -> String {
        let Some(call) = call.strip_prefix('*') else {
            return self.fill(call);
        };
        let partitions = self.partitions.iter().map(|one| Values {
            partitions: vec![*one],
            ..Values::number(self.number)
        });
        let names = self.names.iter();
        let names = names.map(|name| Values::names(std::slice::from_ref(name)));
        let calls: Vec<String> = partitions.chain(names).map(|one| one.fill(call)).collect();
        calls.join("; ")
    }
}

/// Rows are filled in for all clients that have the call.
pub(super) trait Filled {
    fn filled(&self, values: &Values) -> Vec<Called>;
}

impl Filled for Row {
    fn filled(&self, values: &Values) -> Vec<Called> {
        let row = CLIENTS.iter().zip(self);
        let row = row.filter(|(_, call)| !call.is_empty());
        row.map(|(client, call)| Called {
            client,
            code: values.each(call),
        })
        .collect()
    }
}

fn java(at: &TopicPartition) -> String {
    let topic = text(&at.topic);
    [
        "new TopicPartition(",
        &topic,
        ", ",
        &at.partition.to_string(),
        ")",
    ]
    .concat()
}

fn java_offset(offset: Offset, note: &str) -> String {
    let note = match note {
        "" => String::new(),
        note => [", ", &text(note)].concat(),
    };
    ["new OffsetAndMetadata(", &offset.to_string(), &note, ")"].concat()
}

fn python(at: &TopicPartition) -> String {
    ["TopicPartition(", &go(at), ")"].concat()
}

fn python_offset(offset: Offset, note: &str) -> String {
    [
        "OffsetAndMetadata(",
        &offset.to_string(),
        ", ",
        &text(note),
        ", -1)",
    ]
    .concat()
}

fn confluent(at: &TopicPartition, offset: Offset, note: &str) -> String {
    let note = match note {
        "" => String::new(),
        note => [", ", &text(note)].concat(),
    };
    [
        "TopicPartition(",
        &go(at),
        ", ",
        &offset.to_string(),
        &note,
        ")",
    ]
    .concat()
}

fn go(at: &TopicPartition) -> String {
    [&text(&at.topic), ", ", &at.partition.to_string()].concat()
}

/// A pattern for the whole name, where a library looks for it anywhere.
fn whole(pattern: &str) -> String {
    match pattern.contains('|') {
        true => ["^(", pattern, ")$"].concat(),
        false => ["^", pattern, "$"].concat(),
    }
}

/// Milliseconds in seconds, as Python writes them.
fn seconds(ms: i64) -> String {
    let thousandths = [".", &(ms % 1000 + 1000).to_string()[1..]].concat();
    let fraction = thousandths.trim_end_matches('0');
    let fraction = if fraction == "." { ".0" } else { fraction };
    [&(ms / 1000).to_string(), fraction].concat()
}
