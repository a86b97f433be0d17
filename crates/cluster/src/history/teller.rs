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

    /// The line of an event, if it is worth one.
    fn line(before: &State, event: &Event) -> Option<Self::Line>;

    /// The sign of an event, if it has one.
    fn sign(before: &State, event: &Event) -> Option<Self::Sign>;

    /// The line of a command; it comes before those of its events.
    fn command(before: &State, command: &Command) -> Option<Self::Line>;

    /// The bytes that a line takes, more or less.
    fn bytes(line: &Self::Line) -> usize;
}

/// Tells nothing.
impl Teller for () {
    type Line = ();
    type Sign = ();

    fn line(_: &State, _: &Event) -> Option<()> {
        None
    }

    fn sign(_: &State, _: &Event) -> Option<()> {
        None
    }

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
}

impl<T: Teller> Default for Scribe<T> {
    fn default() -> Self {
        Scribe {
            seen: 0,
            lines: Vec::new(),
            signs: Vec::new(),
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
}

impl<T: Teller> Observer for Scribe<T> {
    fn see(&mut self, before: &State, event: &Event) {
        let place = self.seen;
        self.seen += 1;
        let line = T::line(before, event);
        self.lines.extend(line.map(|line| (place, line)));
        let sign = T::sign(before, event);
        self.signs.extend(sign.map(|sign| (place, sign)));
    }
}
