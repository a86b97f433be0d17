//! A process: a tool that runs.
//!
//! A process that waits for a line, for a call or for an instant has no step. Whoever runs
//! it wakes it: by text ([`Process::feed`]), by an outcome ([`Process::completed`]), by the
//! time ([`Process::next_due_after`]), by a signal.
//!
//! *Read next: [`kafka`](crate::kafka), the tools.*

use crate::kafka::Program;
use client::call::{Call, OpId};
use client::consumer::ConsumerEvent;
use client::outcome::Outcome;
use protocol::record::{Millis, Offset};
use protocol::topic_partition::TopicPartition;
use std::collections::VecDeque;
use std::sync::Arc;

/// A shared piece of text.
pub type Text = Arc<str>;

/// How a process ended, as a shell sees it.
pub type ExitStatus = i32;

/// Where a process prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// Standard output.
    Out,
    /// Standard errors.
    Err,
}

/// A signal that a process can act upon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// Ctrl-C.
    Interrupt,
    /// `kill`.
    Terminate,
}

impl Signal {
    /// The exit status of a process that a signal ended: 128 and its number.
    pub fn status(self) -> ExitStatus {
        match self {
            Signal::Interrupt => 130,
            Signal::Terminate => 143,
        }
    }
}

/// What happens in a process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ToolEvent {
    /// It printed.
    Printed(Stream, Text),
    /// It is done with these records of a group, which it printed or counted.
    Worked(Arc<[(TopicPartition, Offset)]>),
    /// It took a line of its standard input.
    TookLine,
    /// It rests until an instant, in Unix time.
    Rested {
        /// Until when.
        until: Millis,
    },
    /// It came to the next part of what it does.
    WentOn,
    /// It had something to print, and nobody reads its output any more.
    WriteFailed,
    /// It ended.
    Exited(ExitStatus),
}

/// The next thing that a process does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ToolStep {
    /// Makes a call of its client.
    Begin(Call),
    /// Something in itself.
    Did(ToolEvent),
}

/// Standard input, in lines: what was written and not read yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stdin {
    lines: VecDeque<Text>,
    /// The beginning of a line whose end has not come.
    begun: String,
    ended: bool,
}

impl Stdin {
    /// Adds what was written.
    fn feed(&mut self, text: &str) {
        for piece in text.split_inclusive('\n') {
            self.begun.push_str(piece);
            if self.begun.ends_with('\n') {
                self.begun.pop();
                let line = std::mem::take(&mut self.begun);
                self.lines.push_back(line.into());
            }
        }
    }

    /// Nothing more comes; what was begun is a line, too.
    fn end(&mut self) {
        if !self.begun.is_empty() {
            let line = std::mem::take(&mut self.begun);
            self.lines.push_back(line.into());
        }
        self.ended = true;
    }

    /// The next line, without its end, if one is there.
    pub fn line(&self) -> Option<&Text> {
        self.lines.front()
    }

    /// How many lines are there.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether no line is there.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Whether nothing more comes after the lines that are there.
    pub fn ended(&self) -> bool {
        self.ended
    }
}

/// What a program sees around it when it is its turn.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Around<'a> {
    /// The present instant, in Unix time.
    pub now: Millis,
    /// Its standard input.
    pub stdin: &'a Stdin,
    /// Whether nobody reads its standard output any more.
    pub unread: bool,
    /// The signal that it was sent, if it was sent one.
    pub signal: Option<Signal>,
}

/// A process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Process {
    program: Program,
    stdin: Stdin,
    unread: bool,
    signal: Option<Signal>,
    exit: Option<ExitStatus>,
}

impl Process {
    pub(crate) fn new(program: Program) -> Self {
        Process {
            program,
            stdin: Stdin::default(),
            unread: false,
            signal: None,
            exit: None,
        }
    }

    /// How it ended; none while it runs.
    pub fn exit(&self) -> Option<ExitStatus> {
        self.exit
    }

    /// Whether it reads standard input: who types while it runs, types for it.
    pub fn reads(&self) -> bool {
        self.program.reads()
    }

    /// Its standard input.
    pub fn stdin(&self) -> &Stdin {
        &self.stdin
    }

    fn around(&self, now: Millis) -> Around<'_> {
        Around {
            now,
            stdin: &self.stdin,
            unread: self.unread,
            signal: self.signal,
        }
    }

    /// What it does next at `now`, in Unix time.
    pub fn step(&self, now: Millis) -> Option<ToolStep> {
        if self.exit.is_some() {
            return None;
        }
        self.program.step(self.around(now))
    }

    /// When it wants to be woken, of the instants after `now`.
    pub fn next_due_after(&self, now: Millis) -> Option<Millis> {
        let due = self.program.next_due(self.around(now));
        due.filter(|at| *at > now && self.exit.is_none())
    }

    /// Somebody wrote to its standard input.
    pub fn feed(&mut self, text: &str) {
        self.stdin.feed(text);
    }

    /// Nobody writes to its standard input any more.
    pub fn end_input(&mut self) {
        self.stdin.end();
    }

    /// Nobody reads its standard output any more.
    pub fn stop_reading(&mut self) {
        self.unread = true;
    }

    /// It was sent a signal. The first one counts.
    pub fn signal(&mut self, signal: Signal) {
        self.signal = self.signal.or(Some(signal));
    }

    /// A call of its own was made.
    pub fn began(&mut self, at: Millis, op: OpId, call: &Call) {
        self.program.began(at, op, call);
    }

    /// A call of its own came back.
    pub fn completed(&mut self, at: Millis, op: OpId, call: &Call, outcome: &Arc<Outcome>) {
        self.program.completed(at, op, call, outcome);
    }

    /// So many records of a send are in batches, or were refused: in Java, so
    /// many calls of send have returned.
    pub fn placed(&mut self, op: OpId, records: usize) {
        self.program.placed(op, records);
    }

    /// Its consumer told its rebalance listener, which is in the process.
    pub fn rebalanced(&mut self, at: Millis, event: &ConsumerEvent) {
        self.program.rebalanced(at, event);
    }

    /// Applies what happened in it at `at`.
    pub fn apply(&mut self, at: Millis, event: &ToolEvent) {
        match event {
            ToolEvent::TookLine => {
                let line = self.stdin.lines.pop_front();
                self.program.took(at, line);
            }
            ToolEvent::Exited(status) => self.exit = Some(*status),
            ToolEvent::Printed(..)
            | ToolEvent::Worked(_)
            | ToolEvent::Rested { .. }
            | ToolEvent::WentOn
            | ToolEvent::WriteFailed => self.program.apply(at, event),
        }
    }
}
