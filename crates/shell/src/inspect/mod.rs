//! All that is known of a thing, as names and values.
//!
//! Names of settings, states and fields are Kafka's, so that one finds them in its
//! documentation. What is asked for by [its name](crate::thing) and not there has no answer.
//!
//! *Read next: [`outcome`](crate::outcome), what a call came back with.*

mod flight;
mod group;
mod log;
mod machine;

use crate::texts::inspector::{phrase, row, Phrase, Row};
use crate::texts::{more, separator, text, Between};
use crate::thing::Thing;
use crate::time::{elapsed, unix};
use cluster::State;
use protocol::config::Settings;
use protocol::record::{Millis, Payload};
use protocol::topic_partition::TopicPartition;
use serde::Serialize;

/// How many items a row lists.
const LISTED: usize = 12;
/// How many characters of a text a row shows.
const SHOWN: usize = 400;

/// What is known of a thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Inspection {
    /// What it is.
    pub title: String,
    /// Names and values.
    pub rows: Vec<(String, String)>,
}

/// What is known of a thing, such as `record:orders/0/8`; none where there is
/// no such thing now.
pub fn inspect(state: &State, thing: &str) -> Option<Inspection> {
    match Thing::parse(thing)? {
        Thing::Record(partition, offset) => log::record(state, &partition, offset),
        Thing::Partition(partition) => log::partition(state, &partition),
        Thing::Topic(topic) => log::topic(state, &topic),
        Thing::Group(group) => group::group(state, &group),
        Thing::Commit(group, partition) => group::commit(state, &group, &partition),
        Thing::Position(group, partition) => group::position(state, &group, &partition),
        Thing::Machine(name) => machine::machine(state, &name),
        Thing::Flight(id) => flight::flight(state, id),
    }
}

/// An inspection in the making.
struct Sheet(Inspection);

impl Sheet {
    fn new(title: Row, args: &[&str]) -> Self {
        Sheet(Inspection {
            title: named(title, args),
            rows: Vec::new(),
        })
    }

    fn row(&mut self, name: &str, value: impl AsRef<str>) {
        let value = clipped(value.as_ref());
        self.0.rows.push((name.to_owned(), value));
    }

    fn number(&mut self, name: &str, number: i64) {
        self.row(name, number.to_string());
    }

    fn count(&mut self, name: &str, count: usize) {
        self.row(name, count.to_string());
    }

    fn flag(&mut self, name: &str, flag: bool) {
        self.row(name, phrase(if flag { Phrase::Yes } else { Phrase::No }));
    }

    fn ms(&mut self, name: &str, ms: Millis) {
        self.row(name, say(Phrase::Ms, &[&ms.to_string()]));
    }

    /// An instant of the cluster's own.
    fn at(&mut self, name: &str, state: &State, at: Millis) {
        self.row(name, elapsed(at - state.start()));
    }

    /// An instant that anybody may have named.
    fn time(&mut self, name: &str, at: Millis) {
        self.row(name, unix(at));
    }

    fn payload(&mut self, name: &str, payload: Option<&Payload>) {
        match payload {
            None => self.row(name, "null"),
            Some(payload) => self.row(name, payload.text()),
        }
    }

    /// Settings as they were given, but for those that have a row already.
    fn settings(&mut self, settings: &Settings) {
        for (key, value) in settings {
            if self.0.rows.iter().all(|(name, _)| *name != **key) {
                self.row(key, value.as_str());
            }
        }
    }

    fn done(self) -> Option<Inspection> {
        Some(self.0)
    }
}

/// The name of a row that has something in it, or a title.
fn named(id: Row, args: &[&str]) -> String {
    text(row(id), args)
}

/// A value in words.
fn say(id: Phrase, args: &[&str]) -> String {
    text(phrase(id), args)
}

/// Text that is short enough for a row.
fn clipped(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => [&text[..end], "…"].concat(),
        None => text.to_owned(),
    }
}

/// Items with commas between them, at most so many.
fn listed(items: impl IntoIterator<Item = String>) -> String {
    let mut text = String::new();
    let mut left_out = 0;
    for (index, item) in items.into_iter().enumerate() {
        if index >= LISTED {
            left_out += 1;
            continue;
        }
        if index > 0 {
            text.push_str(separator(Between::Comma));
        }
        text.push_str(&item);
    }
    if text.is_empty() {
        return phrase(Phrase::None).to_owned();
    }
    if left_out > 0 {
        text.push_str(&more(left_out));
    }
    text
}

fn partitions<'a>(partitions: impl IntoIterator<Item = &'a TopicPartition>) -> String {
    listed(partitions.into_iter().map(ToString::to_string))
}

/// `orders-0 5`.
fn at_offset(partition: &TopicPartition, offset: i64) -> String {
    [&partition.to_string(), " ", &offset.to_string()].concat()
}
