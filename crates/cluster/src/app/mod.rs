//! The simulated programs around the clients.
//!
//! A program runs as a [`Job`]: it makes one call after the other, knows its
//! client only by these calls and their outcomes, and ends with an exit status.
//! Like a client it has a `next_due_after` and a `step`. What all programs have
//! (what users asked for, being told to stop, standing still, how it ended) is
//! the job's; what one does is the program's. A tool that is run once is one
//! more [`Program`]: it gets its input and leaves its output there.

mod consume;
mod job;
mod produce;

pub use consume::{ConsumeSpec, Consuming};
pub use job::{ExitStatus, Job, SUCCESS};
pub use produce::{ProduceSpec, Producing};

use crate::command::Change;
use client::call::{Call, OpId};
use protocol::name::Name;
use protocol::record::{Millis, Offset};
use protocol::topic_partition::TopicPartition;

/// What a program is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AppSpec {
    /// Produce to a topic.
    Produce(ProduceSpec),
    /// Consume topics.
    Consume(ConsumeSpec),
}

impl AppSpec {
    /// The keys that it chooses from.
    pub fn keys(&self) -> &[Name] {
        match self {
            AppSpec::Produce(spec) => &spec.keys,
            AppSpec::Consume(_) => &[],
        }
    }
}

/// A program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Program {
    /// It produces.
    Produce(Box<Producing>),
    /// It consumes.
    Consume(Box<Consuming>),
}

impl Program {
    /// A program at its start.
    fn new(spec: &AppSpec, at: Millis) -> Self {
        match spec {
            AppSpec::Produce(spec) => Program::Produce(Box::new(Producing::new(spec.clone(), at))),
            AppSpec::Consume(spec) => Program::Consume(Box::new(Consuming::new(spec.clone()))),
        }
    }

    /// What it is to do.
    pub fn spec(&self) -> AppSpec {
        match self {
            Program::Produce(program) => AppSpec::Produce(program.spec.clone()),
            Program::Consume(program) => AppSpec::Consume(program.spec.clone()),
        }
    }

    /// It is changed while it runs.
    fn configure(&mut self, at: Millis, change: &Change) {
        match self {
            Program::Produce(program) => program.configure(at, change),
            Program::Consume(program) => program.spec.change(change),
        }
    }
}

/// What happens in a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AppEvent {
    /// A producer made a record and is about to send it.
    Made {
        /// Its key, chosen by chance.
        key: Option<Name>,
    },
    /// A producer's own sending rests.
    ProducingPaused,
    /// A producer's own sending goes on.
    ProducingResumed,
    /// A consumer began to work on the next record in its hands.
    WorkStarted {
        /// When it will be done.
        until: Millis,
    },
    /// A consumer has done its work on a record.
    WorkFinished {
        /// Which.
        partition: TopicPartition,
        /// At which offset.
        offset: Offset,
    },
}

/// The next thing that a program does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AppStep {
    /// Makes a call of its own.
    Begin(Call),
    /// Makes the call that a user asked for.
    BeginQueued(OpId),
    /// Something in itself.
    Did(AppEvent),
    /// Something in itself that used the number drawn by chance.
    DidByChance(AppEvent),
}
