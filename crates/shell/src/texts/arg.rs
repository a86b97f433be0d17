//! What stands for `{0}` in a sentence.

use super::{counted, keyless, more, separator, Between, Noun};
use crate::journal::{shortened, Span};
use crate::thing::Thing;
use protocol::name::Name;
use protocol::record::{Millis, Offset, Payload};
use protocol::topic_partition::TopicPartition;

/// What stands for `{0}` in a sentence.
#[derive(Clone, Debug)]
pub(crate) enum Arg {
    /// Text as it is.
    Text(String),
    /// So many of something: `three records`.
    Count(usize, Noun),
    /// What stands out, as a record's key does, and what it stands for.
    Key(String, Option<Thing>),
    /// A record that has no key.
    Keyless(Option<Thing>),
    /// The name of something that can be pointed at.
    Thing(String, Thing),
    /// What was said before: a list, or a sentence within this one.
    Said(Vec<Span>),
    /// How long it is until an instant, in milliseconds since the start: `4.0 s`,
    /// which goes on while one reads it.
    #[allow(dead_code, reason = "the narrator's waits")]
    Left(Millis),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Arg::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Arg::Text(text)
    }
}

impl From<&Name> for Arg {
    fn from(text: &Name) -> Self {
        Arg::Text(text.as_str().to_owned())
    }
}

/// A whole number.
pub(crate) fn number(number: i64) -> Arg {
    Arg::Text(number.to_string())
}

/// A producer or a consumer.
pub(crate) fn machine(name: &Name) -> Arg {
    Arg::Thing(name.to_string(), Thing::Machine(name.clone()))
}

/// A consumer group.
pub(crate) fn group(name: &Name) -> Arg {
    Arg::Thing(name.to_string(), Thing::Group(name.clone()))
}

/// A topic.
pub(crate) fn topic(name: &Name) -> Arg {
    Arg::Thing(name.to_string(), Thing::Topic(name.clone()))
}

/// A partition, as `orders-0`.
pub(crate) fn partition(partition: &TopicPartition) -> Arg {
    Arg::Thing(partition.to_string(), Thing::Partition(partition.clone()))
}

/// Partitions with commas between them.
pub(crate) fn partitions(partitions: &[TopicPartition]) -> Arg {
    list(&mut partitions.iter().map(partition), 8, Between::Comma)
}

/// `orders-0 → 5`: a committed offset.
pub(crate) fn commit(group: &Name, partition: &TopicPartition, offset: Offset) -> Arg {
    let text = [&partition.to_string(), " → ", &offset.to_string()].concat();
    Arg::Thing(text, Thing::Commit(group.clone(), partition.clone()))
}

/// A position, as a number.
pub(crate) fn position(group: &Name, partition: &TopicPartition, offset: Offset) -> Arg {
    let thing = Thing::Position(group.clone(), partition.clone());
    Arg::Thing(offset.to_string(), thing)
}

/// A record's key, which stands for the record where that has a place.
pub(crate) fn key(key: Option<&Payload>, record: Option<Thing>) -> Arg {
    match key {
        Some(key) => Arg::Key(shortened(&key.text()), record),
        None => Arg::Keyless(record),
    }
}

/// An offset that stands for the record there.
pub(crate) fn record(partition: &TopicPartition, offset: Offset) -> Arg {
    let thing = Thing::Record(partition.clone(), offset);
    Arg::Thing(offset.to_string(), thing)
}

/// `orders-0 @ 6`: a record.
pub(crate) fn record_of(partition: &TopicPartition, offset: Offset) -> Arg {
    let text = [&partition.to_string(), " @ ", &offset.to_string()].concat();
    Arg::Thing(text, Thing::Record(partition.clone(), offset))
}

/// Several things with something between them, at most `most` of them.
pub(crate) fn list(items: &mut dyn Iterator<Item = Arg>, most: usize, between: Between) -> Arg {
    let mut spans = Vec::new();
    let mut count = 0;
    for item in items {
        if count < most {
            if count > 0 {
                push(&mut spans, plain(separator(between)));
            }
            place(&mut spans, &item);
        }
        count += 1;
    }
    if count > most {
        push(&mut spans, plain(&more(count - most)));
    }
    Arg::Said(spans)
}

/// Adds an argument to what is said.
pub(super) fn place(spans: &mut Vec<Span>, arg: &Arg) {
    let of = |text: &str, thing: Option<&Thing>| Span {
        thing: thing.map(Thing::to_string),
        ..plain(text)
    };
    match arg {
        Arg::Text(text) => push(spans, plain(text)),
        Arg::Count(count, noun) => push(spans, plain(&counted(*count, *noun))),
        Arg::Key(text, thing) => push(
            spans,
            Span {
                strong: true,
                ..of(text, thing.as_ref())
            },
        ),
        Arg::Keyless(thing) => push(spans, of(keyless(), thing.as_ref())),
        Arg::Thing(text, thing) => push(spans, of(text, Some(thing))),
        Arg::Said(said) => said.iter().for_each(|span| push(spans, span.clone())),
        Arg::Left(until) => push(
            spans,
            Span {
                until: Some(*until),
                ..plain("")
            },
        ),
    }
}

/// Text that stands for nothing.
pub(super) fn plain(text: &str) -> Span {
    Span {
        text: text.to_owned(),
        ..Span::default()
    }
}

/// Adds a piece; text beside text of the same kind is one.
pub(super) fn push(spans: &mut Vec<Span>, span: Span) {
    if span.text.is_empty() && span.until.is_none() {
        return;
    }
    let bare = |span: &Span| span.thing.is_none() && span.until.is_none();
    match spans.last_mut() {
        Some(last) if bare(last) && bare(&span) && last.strong == span.strong => {
            last.text.push_str(&span.text);
        }
        _ => spans.push(span),
    }
}
