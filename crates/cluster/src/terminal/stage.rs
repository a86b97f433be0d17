//! A stage of a pipeline: one of Kafka's tools, or a filter.

use crate::ids::MachineId;
use protocol::record::Millis;
use std::sync::Arc;
use tools::sh::{self, Filter, Input, Output};
use tools::{ExitStatus, Text};

/// What runs in a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Runs {
    /// A tool that has no machine yet, with what was written for it meanwhile.
    Waits {
        argv: Arc<[Text]>,
        written: String,
        ended: bool,
    },
    /// A tool on its machine.
    Process(MachineId),
    /// A small command.
    Filter(Box<Filter>),
}

/// A stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stage {
    pub runs: Runs,
    pub input: Input,
    pub output: Output,
    pub errors: Output,
    pub exit: Option<ExitStatus>,
    /// Whether its standard input has ended.
    pub input_ended: bool,
}

impl Stage {
    pub(super) fn new(stage: sh::Stage, filter: Option<Filter>) -> Self {
        let runs = match filter {
            Some(filter) => Runs::Filter(Box::new(filter)),
            None => Runs::Waits {
                argv: stage.argv.into(),
                written: String::new(),
                ended: false,
            },
        };
        Stage {
            runs,
            input: stage.input,
            output: stage.output,
            errors: stage.errors,
            exit: None,
            input_ended: false,
        }
    }

    /// Its machine, if it has one.
    pub(super) fn machine(&self) -> Option<MachineId> {
        match self.runs {
            Runs::Process(machine) => Some(machine),
            Runs::Waits { .. } | Runs::Filter(_) => None,
        }
    }

    /// Whether what is typed goes to it.
    pub(super) fn reads_keyboard(&self) -> bool {
        self.input == Input::Keyboard && !self.input_ended && self.exit.is_none()
    }

    /// Until when it rests, if it does.
    pub(super) fn rests_until(&self) -> Option<Millis> {
        match &self.runs {
            Runs::Filter(filter) if self.exit.is_none() => filter.rests_until(),
            _ => None,
        }
    }
}
