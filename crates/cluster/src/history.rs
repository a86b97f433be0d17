//! A history: commands with their instants, and any instant between the first
//! and the furthest that was reached.
//!
//! Only commands are kept. Going to an instant means to begin at the nearest
//! copy of the cluster before it and to let time go on from there; copies are
//! cheap, because they share their batches.

use crate::command::{Command, CommandError};
use crate::config::ClusterConfig;
use crate::event::Event;
use crate::limits::Limits;
use crate::Cluster;
use client::call::OpId;
use protocol::record::Millis;
use std::sync::Arc;

/// How many events lie between two copies of the cluster, at least. To play so
/// many again takes a few milliseconds.
const CHECKPOINT_EVENTS: usize = 500;
/// How often it is looked whether a copy is due, in milliseconds of virtual
/// time.
const SLICE_MS: Millis = 1_000;

/// A command and the instant at which it was given, in milliseconds since the
/// start. It came after all that was due then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// When.
    pub at: Millis,
    /// What.
    pub command: Arc<Command>,
}

/// A copy of the cluster at an instant.
#[derive(Clone, Debug)]
struct Checkpoint {
    /// How many commands had been given.
    commands: usize,
    /// How many events had happened.
    events: usize,
    cluster: Cluster,
}

/// One line of history: from the start to the furthest instant that was
/// reached along it.
#[derive(Clone, Debug)]
struct Branch {
    commands: Vec<Given>,
    events: Vec<Event>,
    checkpoints: Vec<Checkpoint>,
    /// The furthest instant that was reached, since the start.
    end: Millis,
}

/// Where a branch was left for another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fork {
    /// The branch that was left; it keeps its future.
    pub parent: usize,
    /// The instant of the first command that differs, since the start.
    pub at: Millis,
}

/// A tree of histories, and the one instant of it that is the present.
#[derive(Clone, Debug)]
pub struct History {
    cluster: Cluster,
    /// Commands given up to the present.
    commands: usize,
    /// Events that happened up to the present.
    events: usize,
    start: Millis,
    branch: usize,
    branches: Vec<Branch>,
    forks: Vec<Option<Fork>>,
}

impl History {
    /// A history that begins with an empty cluster. `start` is Unix time.
    pub fn new(config: ClusterConfig, limits: Limits, seed: u64, start: Millis) -> Self {
        let cluster = Cluster::new(config, limits, seed, start);
        let first = Checkpoint {
            commands: 0,
            events: 0,
            cluster: cluster.clone(),
        };
        History {
            cluster,
            commands: 0,
            events: 0,
            start,
            branch: 0,
            branches: vec![Branch {
                commands: Vec::new(),
                events: Vec::new(),
                checkpoints: vec![first],
                end: 0,
            }],
            forks: vec![None],
        }
    }

    fn here(&self) -> &Branch {
        &self.branches[self.branch]
    }

    /// The cluster at the present instant.
    pub fn cluster(&self) -> &Cluster {
        &self.cluster
    }

    /// The present instant, in milliseconds since the start.
    pub fn now(&self) -> Millis {
        self.cluster.now() - self.start
    }

    /// The furthest instant that was reached on this branch, since the start.
    pub fn end(&self) -> Millis {
        self.here().end
    }

    /// When something is due next, since the start.
    pub fn next_due(&self) -> Option<Millis> {
        self.cluster.next_due().map(|at| at - self.start)
    }

    /// How many events happened up to the present.
    pub fn events_now(&self) -> usize {
        self.events
    }

    /// The events of this branch, those after the present among them.
    pub fn events(&self) -> &[Event] {
        &self.here().events
    }

    /// The commands given up to the present.
    pub fn commands(&self) -> &[Given] {
        &self.here().commands[..self.commands]
    }

    /// All commands of this branch, those after the present among them.
    pub fn branch_commands(&self) -> &[Given] {
        &self.here().commands
    }

    /// The branch of the present, counted by when they came to be.
    pub fn branch(&self) -> usize {
        self.branch
    }

    /// Where each branch left another; none for the first.
    pub fn forks(&self) -> &[Option<Fork>] {
        &self.forks
    }

    /// Whether the present is the furthest instant of its branch.
    fn at_the_end(&self) -> bool {
        self.events == self.here().events.len() && self.commands == self.here().commands.len()
    }

    /// Takes in what the cluster has just done.
    fn take_events(&mut self) {
        let new = self.cluster.drain_events();
        let from = self.events;
        self.events += new.len();
        let branch = &mut self.branches[self.branch];
        if self.events > branch.events.len() {
            debug_assert!(from <= branch.events.len());
            let known = branch.events.len() - from;
            branch.events.extend(new.into_iter().skip(known));
        }
    }

    /// Gives a command at the present instant. Where the branch already has a
    /// future from here, that future stays on it and a new branch begins.
    ///
    /// # Errors
    /// Why the command cannot be issued; then nothing has changed.
    pub fn submit(&mut self, command: Command) -> Result<Option<OpId>, CommandError> {
        let limits = self.cluster.limits();
        if self.commands >= limits.commands {
            return Err(CommandError::OverLimit {
                limit: "commands in a history",
                max: limits.commands as u64,
            });
        }
        if self.events >= limits.events {
            return Err(CommandError::OverLimit {
                limit: "events in a history",
                max: limits.events as u64,
            });
        }
        let mut tried = self.cluster.clone();
        let op = tried.submit(&command)?;
        if !self.at_the_end() {
            self.fork();
        }
        self.cluster = tried;
        let at = self.now();
        let branch = &mut self.branches[self.branch];
        // Where nothing had happened since, time is taken back.
        let now = self.cluster.now();
        branch.checkpoints.retain(|c| c.cluster.now() <= now);
        branch.end = at;
        branch.commands.push(Given {
            at,
            command: Arc::new(command),
        });
        self.commands += 1;
        self.take_events();
        self.checkpoint();
        Ok(op)
    }

    /// Begins a branch that shares the past and has no future yet, and makes
    /// it the present one.
    pub fn fork(&mut self) {
        let now = self.now();
        let old = self.here();
        let checkpoints = old
            .checkpoints
            .iter()
            .filter(|c| c.cluster.now() <= self.cluster.now() && c.commands <= self.commands)
            .filter(|c| c.events <= self.events);
        let branch = Branch {
            commands: old.commands[..self.commands].to_vec(),
            events: old.events[..self.events].to_vec(),
            checkpoints: checkpoints.cloned().collect(),
            end: now,
        };
        self.forks.push(Some(Fork {
            parent: self.branch,
            at: now,
        }));
        self.branches.push(branch);
        self.branch = self.branches.len() - 1;
    }

    /// Lets time go on to `to`, in milliseconds since the start. Commands that
    /// the branch has in between are given again. Time stops where the history
    /// is as long as it may be.
    pub fn advance_to(&mut self, to: Millis) {
        while let Some(given) = self.here().commands.get(self.commands).cloned() {
            if given.at > to {
                break;
            }
            self.run_to(given.at);
            let again = self.cluster.submit(&given.command);
            debug_assert!(again.is_ok(), "a command of the history is refused");
            self.commands += 1;
            self.take_events();
        }
        self.run_to(to);
        let branch = &mut self.branches[self.branch];
        branch.end = branch.end.max(self.cluster.now() - self.start);
    }

    /// Lets time go on without commands, from one copy of the cluster to the
    /// next.
    fn run_to(&mut self, to: Millis) {
        while self.now() < to && self.events < self.cluster.limits().events {
            let next = (self.now() / SLICE_MS + 1) * SLICE_MS;
            self.cluster.advance_to(self.start + to.min(next));
            self.take_events();
            self.checkpoint();
        }
    }

    /// Keeps a copy of the cluster where there is none near.
    fn checkpoint(&mut self) {
        let branch = &mut self.branches[self.branch];
        let last = branch.checkpoints.last();
        let far = last.is_none_or(|last| last.events + CHECKPOINT_EVENTS <= self.events);
        if far {
            branch.checkpoints.push(Checkpoint {
                commands: self.commands,
                events: self.events,
                cluster: self.cluster.clone(),
            });
        }
    }

    /// Goes to an instant, in milliseconds since the start, before or after the
    /// present one; at most to the furthest that was reached.
    pub fn seek(&mut self, to: Millis) {
        let to = to.clamp(0, self.end());
        let branch = self.here();
        let near = branch
            .checkpoints
            .iter()
            .rposition(|c| c.cluster.now() - self.start < to || to == 0)
            .unwrap_or(0);
        let near = if to == 0 { 0 } else { near };
        let jump = {
            let c = &branch.checkpoints[near];
            let from = c.cluster.now() - self.start;
            self.now() > to || from > self.now()
        };
        if jump {
            let c = branch.checkpoints[near].clone();
            self.cluster = c.cluster;
            self.commands = c.commands;
            self.events = c.events;
        }
        self.advance_to(to);
    }

    /// Goes to the next instant at which something happens; answers it. Where
    /// nothing is due, time stands still.
    pub fn step(&mut self) -> Millis {
        let command = self
            .here()
            .commands
            .get(self.commands)
            .map(|given| given.at);
        let next = match (self.next_due(), command) {
            (Some(due), Some(command)) => Some(due.min(command)),
            (due, command) => due.or(command),
        };
        if let Some(next) = next {
            self.advance_to(next.max(self.now()));
        }
        self.now()
    }

    /// Goes to the last instant before the present one at which something
    /// happened; answers it.
    pub fn step_back(&mut self) -> Millis {
        let now = self.now();
        let events = &self.here().events[..self.events];
        let before = events
            .iter()
            .rev()
            .map(|event| event.at - self.start)
            .find(|at| *at < now);
        self.seek(before.unwrap_or(0));
        self.now()
    }
}
