//! The programs that there are.

use super::consume::{ConsumeSpec, Consuming};
use super::produce::{ProduceSpec, Producing};
use crate::command::Change;
use client::library::Manner;
use protocol::name::Name;
use protocol::record::Millis;

/// What a program is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AppSpec {
    /// Produce to a topic.
    Produce(ProduceSpec),
    /// Consume topics.
    Consume(ConsumeSpec),
}

impl AppSpec {
    /// How it uses its client.
    pub(crate) fn manner(&self) -> Manner {
        match self {
            AppSpec::Produce(_) => Manner::default(),
            AppSpec::Consume(spec) => spec.habit.manner(spec.commit),
        }
    }

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
    pub(super) fn new(spec: &AppSpec, at: Millis) -> Self {
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
    pub(super) fn configure(&mut self, at: Millis, change: &Change) {
        match self {
            Program::Produce(program) => program.configure(at, change),
            Program::Consume(program) => program.spec.change(change),
        }
    }
}
