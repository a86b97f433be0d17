//! What happened, in words: a line for each event that is worth one.
//!
//! It is told of events and of the state that they leave, while they happen; nothing of it is
//! state. A history drops lines that are far from the present, and has them told again.
//!
//! *Read next: [`narrator`](mod@crate::narrator), what is happening now.*

mod broker;
mod group;
mod lost;
mod machine;
mod network;
mod operation;
mod told;

use crate::journal::{JournalLine, Span};
use crate::losses::{compare, note, Ledgers};
use crate::marks::{signs, Sign};
use crate::print::print;
use cluster::command::Command;
use cluster::event::{Event, Happening};
use cluster::history::Teller;
use cluster::{Machine, MachineId, State};
use protocol::exception::Exception;
use protocol::name::Name;
use told::{said, Told};

/// Tells an event, given the state in which it happens: the one before it is
/// applied, in which what it takes away can still be seen. What it brings is
/// in the event itself. Most events have no line.
pub fn narrate(before: &State, event: &Event) -> Option<JournalLine> {
    let told = match &event.what {
        Happening::Network(what) => network::tell(before, what),
        Happening::Broker(what) => broker::tell(before, event.at, what),
        Happening::Consumer(id, what) => machine::tell_consumer(before, *id, what),
        Happening::Producer(id, what) => machine::tell_producer(before, *id, what),
        Happening::App(id, what) => machine::tell_app(before, *id, what),
        Happening::Machine(id, what) => machine::tell(before, *id, what),
        Happening::Operation(op, what) => operation::tell(before, *op, what),
        Happening::Terminal(_) | Happening::Drawn => None,
    }?;
    Some(line(before, event.at, told))
}

/// Tells a history what its journal and its timeline say.
#[derive(Clone, Copy, Debug)]
pub struct Narrator;

impl Teller for Narrator {
    type Line = JournalLine;
    type Sign = Sign;
    type Before = Ledgers;

    fn line(before: &State, event: &Event) -> Option<JournalLine> {
        narrate(before, event)
    }

    fn signs(before: &State, event: &Event, found: &mut Vec<Sign>) {
        signs(before, event, found);
    }

    fn note(before: &State, event: &Event, noted: &mut Ledgers) {
        note(before, event, noted);
    }

    fn compare(noted: &mut Ledgers, after: &State, found: &mut Vec<Sign>) {
        compare(noted, after, found);
    }

    fn command(before: &State, given: &Command) -> Option<JournalLine> {
        Some(command(before, &print(given)))
    }

    fn bytes(line: &JournalLine) -> usize {
        let spans = line.spans.iter();
        let texts: usize = spans
            .map(|span| span.text.len() + span.thing.as_ref().map_or(0, String::len))
            .sum();
        texts + line.spans.capacity() * size_of::<Span>()
    }
}

/// The line of a command that a user gave.
pub(crate) fn command(before: &State, text: &str) -> JournalLine {
    line(before, before.now(), Told::quiet("command").verbatim(text))
}

fn line(before: &State, at: i64, told: Told) -> JournalLine {
    JournalLine {
        index: 0,
        step: 0,
        at: at - before.start(),
        ordinal: before.revision(),
        kind: told.kind,
        tone: told.tone,
        spans: told.spans,
    }
}

fn name(state: &State, id: MachineId) -> Option<&Name> {
    state.machines().get(&id).map(Machine::name)
}

/// The group of a machine's consumer.
fn group_of(state: &State, id: MachineId) -> Option<&Name> {
    state.machines().get(&id)?.client().consumer()?.group()
}

/// `CommitFailedException: ` and the first sentence of Kafka's text; the rest
/// is in the inspector.
fn thrown(exception: &Exception) -> String {
    let text = exception.message.as_str();
    let first = text.split_once(". ").map_or(text, |(first, _)| first);
    let first = first.trim_end_matches('.');
    let first = match first.char_indices().nth(200) {
        Some((end, _)) => &first[..end],
        None => first,
    };
    [exception.class, ": ", first].concat()
}
