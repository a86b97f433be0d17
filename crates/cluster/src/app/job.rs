//! A program that runs.

use super::consume::Consuming;
use super::event::{AppEvent, AppStep};
use super::produce::Producing;
use super::program::{AppSpec, Program};
use super::tool::ToolSpec;
use super::turn::{ExitStatus, Facts, Turn, DIED};
use crate::command::Change;
use client::call::{Call, ConsumerCall, OpId};
use client::consumer::ConsumerEvent;
use client::outcome::Outcome;
use protocol::record::Millis;
use std::collections::VecDeque;
use std::sync::Arc;
use tools::{Process, Signal, ToolStep};

/// A program that runs, with what all programs have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    program: Program,
    /// Calls that users asked for.
    inbox: VecDeque<OpId>,
    stopping: bool,
    stalled: bool,
    exit: Option<ExitStatus>,
}

impl Job {
    /// A job whose program is at its start.
    pub(crate) fn new(spec: &AppSpec, at: Millis) -> Self {
        Job {
            program: Program::new(spec, at),
            inbox: VecDeque::new(),
            stopping: false,
            stalled: false,
            exit: None,
        }
    }

    /// The program.
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// The program, if it produces.
    pub fn producing(&self) -> Option<&Producing> {
        match &self.program {
            Program::Produce(program) => Some(program),
            Program::Consume(_) | Program::Tool(..) => None,
        }
    }

    /// The program, if it consumes.
    pub fn consuming(&self) -> Option<&Consuming> {
        match &self.program {
            Program::Consume(program) => Some(program),
            Program::Produce(_) | Program::Tool(..) => None,
        }
    }

    /// The tool that it is, if it is one.
    pub fn tool(&self) -> Option<(&ToolSpec, &Process)> {
        match &self.program {
            Program::Tool(spec, process) => Some((spec, process)),
            Program::Produce(_) | Program::Consume(_) => None,
        }
    }

    pub(crate) fn process_mut(&mut self) -> Option<&mut Process> {
        match &mut self.program {
            Program::Tool(_, process) => Some(process),
            Program::Produce(_) | Program::Consume(_) => None,
        }
    }

    /// How it ended; none while it runs.
    pub fn exit(&self) -> Option<ExitStatus> {
        self.exit
    }

    /// Whether it can do anything at all.
    fn rests(&self) -> bool {
        self.stalled || self.exit.is_some()
    }

    fn turn(&self, now: Millis, facts: Facts) -> Turn {
        Turn {
            now,
            asked: self.inbox.front().copied(),
            stopping: self.stopping,
            facts,
        }
    }

    /// What it does next at `now`, where it sees this of its client; `draw` is a
    /// number drawn by chance.
    pub fn step(&self, now: Millis, facts: Facts, draw: u64) -> Option<AppStep> {
        if self.rests() {
            return None;
        }
        match &self.program {
            Program::Produce(program) => program.step(self.turn(now, facts), draw),
            Program::Consume(program) => program.step(self.turn(now, facts)),
            Program::Tool(_, process) => process.step(now).map(|step| match step {
                ToolStep::Begin(call) => AppStep::Begin(call),
                ToolStep::Did(event) => AppStep::Did(AppEvent::Tool(event)),
            }),
        }
    }

    /// When it wants to be woken, of the instants after `now`.
    pub fn next_due_after(&self, now: Millis) -> Option<Millis> {
        if self.rests() {
            return None;
        }
        let due = match &self.program {
            Program::Produce(program) => program.next_due().filter(|_| !self.stopping),
            Program::Consume(program) => program.next_due(now),
            Program::Tool(_, process) => process.next_due_after(now),
        };
        due.filter(|at| *at > now)
    }

    /// A user asks for a call.
    pub(crate) fn ask(&mut self, op: OpId) {
        self.inbox.push_back(op);
    }

    /// It is to end in good order.
    pub(crate) fn stop(&mut self) {
        self.stopping = true;
        if let Some(process) = self.process_mut() {
            process.signal(Signal::Terminate);
        }
    }

    /// It stands still, or goes on.
    pub(crate) fn stall(&mut self, at: Millis, stalled: bool) {
        self.stalled = stalled;
        if let Program::Produce(program) = &mut self.program {
            program.count_from(at);
        }
    }

    /// It is changed while it runs.
    pub(crate) fn configure(&mut self, at: Millis, change: &Change) {
        self.program.configure(at, change);
    }

    /// A call was made. One that wakes another is nobody's turn.
    pub(crate) fn began(&mut self, at: Millis, op: OpId, call: &Call) {
        if call.consumer() == Some(&ConsumerCall::Wakeup) {
            // But a tool's handler of signals makes the call itself.
            if let Some(process) = self.process_mut() {
                process.began(at, op, call);
            }
            return;
        }
        let asked = self.inbox.front() == Some(&op);
        if asked {
            self.inbox.pop_front();
        }
        match (&mut self.program, call) {
            (Program::Produce(program), Call::Producer(call)) => program.began(asked, call),
            (Program::Consume(program), Call::Consumer(call)) => program.began(at, op, asked, call),
            (Program::Tool(_, process), call) => process.began(at, op, call),
            _ => {}
        }
    }

    /// A call came back.
    pub(crate) fn completed(
        &mut self,
        (at, commit_every): (Millis, Millis),
        op: OpId,
        call: &Call,
        outcome: &Arc<Outcome>,
    ) {
        let ended = match (&mut self.program, call) {
            (Program::Produce(program), Call::Producer(call)) => program.completed(call),
            (Program::Consume(program), Call::Consumer(call)) => {
                program.completed((at, commit_every), op, call, outcome)
            }
            (Program::Tool(_, process), call) => {
                process.completed(at, op, call, outcome);
                None
            }
            _ => None,
        };
        self.exit = ended.or(self.exit);
    }

    /// So many records of a send of its own are in batches, or were refused.
    pub(crate) fn placed(&mut self, op: OpId, records: usize) {
        if let Some(process) = self.process_mut() {
            process.placed(op, records);
        }
    }

    /// Something happened in its consumer, of which a rebalance listener is told.
    pub(crate) fn rebalanced(&mut self, at: Millis, event: &ConsumerEvent) {
        match (&mut self.program, event) {
            (Program::Consume(program), ConsumerEvent::Revoked { partitions, .. }) => {
                program.gave_back(partitions);
            }
            (Program::Tool(_, process), _) => process.rebalanced(at, event),
            _ => {}
        }
    }

    /// Applies what happened in it at `at`.
    pub(crate) fn apply(&mut self, at: Millis, event: &AppEvent) {
        match &mut self.program {
            Program::Produce(program) => program.apply(at, event),
            Program::Consume(program) => program.apply(at, event),
            Program::Tool(_, process) => {
                if let AppEvent::Tool(event) = event {
                    process.apply(at, event);
                    self.exit = process.exit();
                }
            }
        }
        if *event == AppEvent::Died {
            self.exit = Some(DIED);
        }
    }
}
