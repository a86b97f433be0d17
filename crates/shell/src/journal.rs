//! Lines of the journal.

use crate::texts::push;
use crate::thing::Thing;
use protocol::name::Name;
use protocol::record::{Millis, Offset, Payload};
use protocol::topic_partition::TopicPartition;
use serde::Serialize;

/// How a line is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Tone {
    /// Part of the story.
    #[default]
    Plain,
    /// What goes on behind it.
    Quiet,
    /// Somebody should look.
    Warn,
    /// Something went wrong.
    Bad,
}

/// A piece of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Span {
    /// The text, with its blanks.
    pub text: String,
    /// Whether it stands out, as a record's key does.
    pub strong: bool,
    /// What it stands for.
    pub thing: Option<String>,
    /// In the place of text: how long it is until an instant, in milliseconds
    /// since the start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Millis>,
}

/// A line of the journal: one thing that happened, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct JournalLine {
    /// Its place in the journal.
    pub index: usize,
    /// When, in milliseconds since the start.
    pub at: Millis,
    /// How many events had happened before: the order within a millisecond.
    pub ordinal: u64,
    /// The step of its millisecond that it tells of: after so many steps it is
    /// the last line, or one of the last.
    pub step: u32,
    /// What kind of thing happened.
    pub kind: &'static str,
    /// How it is meant.
    pub tone: Tone,
    /// The words.
    pub spans: Vec<Span>,
}

impl JournalLine {
    /// The words without their things.
    pub fn text(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }
}

/// A line in the making.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    pub kind: &'static str,
    pub tone: Tone,
    pub spans: Vec<Span>,
}

impl Told {
    pub(crate) fn new(kind: &'static str) -> Self {
        Told {
            kind,
            tone: Tone::Plain,
            spans: Vec::new(),
        }
    }

    pub(crate) fn quiet(kind: &'static str) -> Self {
        Told {
            tone: Tone::Quiet,
            ..Told::new(kind)
        }
    }

    pub(crate) fn warn(kind: &'static str) -> Self {
        Told {
            tone: Tone::Warn,
            ..Told::new(kind)
        }
    }

    pub(crate) fn bad(kind: &'static str) -> Self {
        Told {
            tone: Tone::Bad,
            ..Told::new(kind)
        }
    }

    fn span(mut self, text: &str, strong: bool, thing: Option<Thing>) -> Self {
        let thing = thing.map(|thing| thing.to_string());
        let span = Span {
            text: text.to_owned(),
            strong,
            thing,
            until: None,
        };
        push(&mut self.spans, span);
        self
    }

    pub(crate) fn text(self, text: &str) -> Self {
        self.span(text, false, None)
    }

    pub(crate) fn machine(self, name: &Name) -> Self {
        self.span(name, false, Some(Thing::Machine(name.clone())))
    }

    pub(crate) fn group(self, name: &Name) -> Self {
        self.span(name, false, Some(Thing::Group(name.clone())))
    }

    pub(crate) fn topic(self, name: &Name) -> Self {
        self.span(name, false, Some(Thing::Topic(name.clone())))
    }

    pub(crate) fn partition(self, partition: &TopicPartition) -> Self {
        let thing = Thing::Partition(partition.clone());
        self.span(&partition.to_string(), false, Some(thing))
    }

    /// `orders-0 → 5`: a committed offset.
    pub(crate) fn commit(self, group: &Name, partition: &TopicPartition, offset: Offset) -> Self {
        let thing = Thing::Commit(group.clone(), partition.clone());
        let text = [&partition.to_string(), " → ", &offset.to_string()].concat();
        self.span(&text, false, Some(thing))
    }

    /// A position, as a number.
    pub(crate) fn position(self, group: &Name, partition: &TopicPartition, offset: Offset) -> Self {
        let thing = Thing::Position(group.clone(), partition.clone());
        self.span(&offset.to_string(), false, Some(thing))
    }

    /// A record's key, which stands for the record where that has a place.
    pub(crate) fn key(self, key: Option<&Payload>, record: Option<Thing>) -> Self {
        match key {
            Some(key) => self.span(&shortened(&key.text()), true, record),
            None => self.span("a record without a key", false, record),
        }
    }

    /// An offset that stands for the record there.
    pub(crate) fn record(self, text: &str, partition: &TopicPartition, offset: Offset) -> Self {
        self.span(text, false, Some(Thing::Record(partition.clone(), offset)))
    }

    /// Several things with commas between them, at most `most` of them.
    pub(crate) fn list<T>(
        mut self,
        items: &[T],
        most: usize,
        separator: &str,
        mut one: impl FnMut(Self, &T) -> Self,
    ) -> Self {
        for (index, item) in items.iter().take(most).enumerate() {
            if index > 0 {
                self = self.text(separator);
            }
            self = one(self, item);
        }
        if items.len() > most {
            let more = (items.len() - most).to_string();
            self = self.text(&[" and ", &more, " more"].concat());
        }
        self
    }

    /// Partitions with commas between them.
    pub(crate) fn partitions<'a>(
        self,
        partitions: impl IntoIterator<Item = &'a TopicPartition>,
    ) -> Self {
        let all: Vec<&TopicPartition> = partitions.into_iter().collect();
        self.list(&all, 8, ", ", |line, partition| line.partition(partition))
    }
}

/// Text that is short enough for a line.
pub(crate) fn shortened(text: &str) -> String {
    const MOST: usize = 40;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => [&text[..end], "…"].concat(),
        None => text.to_owned(),
    }
}

/// `12.1`: seconds since the start with one digit after the point.
pub(crate) fn seconds(elapsed: Millis) -> String {
    let tenths = elapsed.max(0) / 100;
    [&(tenths / 10).to_string(), ".", &(tenths % 10).to_string()].concat()
}
