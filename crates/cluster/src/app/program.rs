//! The programs that there are.

use super::consume::{ConsumeSpec, Consuming};
use super::produce::{ProduceSpec, Producing};
use super::tool::ToolSpec;
use crate::command::Change;
use client::library::Manner;
use protocol::name::Name;
use protocol::record::Millis;
use tools::Process;

/// What a program is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AppSpec {
    /// Produce to a topic.
    Produce(ProduceSpec),
    /// Consume topics.
    Consume(ConsumeSpec),
    /// Run a tool once.
    Tool(ToolSpec),
}

impl AppSpec {
    /// How it uses its client.
    pub(crate) fn manner(&self) -> Manner {
        match self {
            AppSpec::Produce(_) | AppSpec::Tool(_) => Manner::default(),
            AppSpec::Consume(spec) => spec.habit.manner(spec.commit),
        }
    }

    /// The keys that it chooses from.
    pub fn keys(&self) -> &[Name] {
        match self {
            AppSpec::Produce(spec) => &spec.keys,
            AppSpec::Consume(_) | AppSpec::Tool(_) => &[],
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
    /// It is a tool.
    Tool(Box<ToolSpec>, Box<Process>),
}

impl Program {
    /// A program at its start.
    pub(super) fn new(spec: &AppSpec, at: Millis) -> Self {
        match spec {
            AppSpec::Produce(spec) => Program::Produce(Box::new(Producing::new(spec.clone(), at))),
            AppSpec::Consume(spec) => Program::Consume(Box::new(Consuming::new(spec.clone()))),
            AppSpec::Tool(spec) => {
                Program::Tool(Box::new(spec.clone()), Box::new(spec.process(at)))
            }
        }
    }

    /// What it is to do.
    pub fn spec(&self) -> AppSpec {
        match self {
            Program::Produce(program) => AppSpec::Produce(program.spec.clone()),
            Program::Consume(program) => AppSpec::Consume(program.spec.clone()),
            Program::Tool(spec, _) => AppSpec::Tool((**spec).clone()),
        }
    }

    /// It is changed while it runs.
    pub(super) fn configure(&mut self, at: Millis, change: &Change) {
        match self {
            Program::Produce(program) => program.configure(at, change),
            Program::Consume(program) => program.spec.change(change),
            // Nothing of it can be changed while it runs.
            Program::Tool(..) => {}
        }
    }
}
