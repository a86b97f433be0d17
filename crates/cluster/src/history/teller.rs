//! Who tells of events while they happen.

use crate::command::Command;
use crate::event::Event;
use crate::{Observer, State};
use std::fmt::Debug;

/// Makes of events what a reader wants to keep of them. It is asked once for
/// each event, with the state in which that happens, when it happens for the
/// first time; and again where the answer was dropped and is wanted. It is a
/// function of what it is given, so that both answers are the same.
pub trait Teller: Clone + Debug + Send + Sync + 'static {
    /// A line of the journal; it may be dropped and made again.
    type Line: Clone + Debug + Send + Sync;
    /// What is kept of an event as long as its branch is: small.
    type Sign: Clone + Debug + Send + Sync;
    /// What is known of a state before a step, to be compared with what is
    /// after it.
    type Before: Clone + Debug + Default + Send + Sync;

    /// The line of an event, if it is worth one.
    fn line(before: &State, event: &Event) -> Option<Self::Line>;

    /// Adds the signs of an event.
    fn signs(before: &State, event: &Event, signs: &mut Vec<Self::Sign>);

    /// Notes of the state before a step what an event of that step may change.
    fn note(before: &State, event: &Event, noted: &mut Self::Before);

    /// Adds the signs of what a step changed. Nothing is noted afterwards.
    fn compare(noted: &mut Self::Before, after: &State, signs: &mut Vec<Self::Sign>);

    /// The line of a command; it comes before those of its events.
    fn command(before: &State, command: &Command) -> Option<Self::Line>;

    /// The bytes that a line takes, more or less.
    fn bytes(line: &Self::Line) -> usize;
}

/// Tells nothing.
impl Teller for () {
    type Line = ();
    type Sign = ();
    type Before = ();

    fn line(_: &State, _: &Event) -> Option<()> {
        None
    }

    fn signs(_: &State, _: &Event, _: &mut Vec<()>) {}

    fn note(_: &State, _: &Event, (): &mut ()) {}

    fn compare((): &mut (), _: &State, _: &mut Vec<()>) {}

    fn command(_: &State, _: &Command) -> Option<()> {
        None
    }

    fn bytes((): &()) -> usize {
        0
    }
}

/// Writes down what a teller says of the events of a step.
#[derive(Clone, Debug)]
pub(super) struct Scribe<T: Teller> {
    /// How many events it has seen.
    seen: u32,
    /// Lines and signs, with how many events of the step came before.
    pub lines: Vec<(u32, T::Line)>,
    pub signs: Vec<(u32, T::Sign)>,
    noted: T::Before,
    /// Room for the signs of one event.
    found: Vec<T::Sign>,
}

impl<T: Teller> Default for Scribe<T> {
    fn default() -> Self {
        Scribe {
            seen: 0,
            lines: Vec::new(),
            signs: Vec::new(),
            noted: T::Before::default(),
            found: Vec::new(),
        }
    }
}

impl<T: Teller> Scribe<T> {
    /// A step begins; with a command, if one is given.
    pub(super) fn begin(&mut self, before: &State, command: Option<&Command>) {
        self.seen = 0;
        self.lines.clear();
        self.signs.clear();
        let line = command.and_then(|command| T::command(before, command));
        self.lines.extend(line.map(|line| (0, line)));
    }

    /// The step is over.
    pub(super) fn end(&mut self, after: &State) {
        T::compare(&mut self.noted, after, &mut self.found);
        self.take_found(self.seen.saturating_sub(1));
    }

    fn take_found(&mut self, place: u32) {
        let found = self.found.drain(..);
        self.signs.extend(found.map(|sign| (place, sign)));
    }
}

impl<T: Teller> Observer for Scribe<T> {
    fn see(&mut self, before: &State, event: &Event) {
        let place = self.seen;
        self.seen += 1;
        let line = T::line(before, event);
        self.lines.extend(line.map(|line| (place, line)));
        T::note(before, event, &mut self.noted);
        T::signs(before, event, &mut self.found);
        self.take_found(place);
    }
}
