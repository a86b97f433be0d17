//! What runs in a process: a script, or one of the loops.

use super::{client_settings, tool, Runs, Tool};
use crate::options::Given;
use crate::process::{Around, Process, Text, ToolEvent, ToolStep};
use crate::script::Script;
use crate::Files;
use client::call::{Call, OpId};
use client::outcome::Outcome;
use protocol::config::Settings;
use protocol::record::Millis;
use std::sync::Arc;

/// The one client of a tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientKind {
    /// The admin client.
    Admin,
    /// A producer.
    Producer,
    /// A consumer.
    Consumer,
}

/// A tool that is about to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Launch {
    /// Which client it needs.
    pub client: ClientKind,
    /// The client's settings; they are valid.
    pub settings: Settings,
    /// The process at its start.
    pub process: Process,
}

/// A program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Program {
    /// It makes one call after the other.
    Script(Box<Script>),
}

/// A tool at its start, at `at` in Unix time, with `argv` whose first word is
/// its name; `draw` is a number drawn by chance. None for what is no tool.
pub fn launch(argv: &[Text], files: &Files, at: Millis, _draw: u64) -> Option<Launch> {
    let (name, args) = argv.split_first()?;
    let tool = tool(name)?;
    match tool.runs {
        Runs::Script(_) => {
            let script = Script::new(tool.name, args.into(), files.clone(), at);
            Some(Launch {
                client: ClientKind::Admin,
                settings: settings(tool, args, files),
                process: Process::new(Program::Script(Box::new(script))),
            })
        }
        Runs::Loop => None,
    }
}

/// The settings that a tool's admin client has by its arguments.
fn settings(tool: &Tool, args: &[Text], files: &Files) -> Settings {
    let given = Given::read(tool.options, args);
    given.map_or_else(
        |_| Settings::new(),
        |given| client_settings::of(&given, files),
    )
}

impl Program {
    /// Whether it reads standard input.
    pub(crate) fn reads(&self) -> bool {
        match self {
            Program::Script(_) => false,
        }
    }

    /// What it does next.
    pub(crate) fn step(&self, around: Around<'_>) -> Option<ToolStep> {
        match self {
            Program::Script(script) => script.step(around),
        }
    }

    /// When it wants to be woken.
    pub(crate) fn next_due(&self, _around: Around<'_>) -> Option<Millis> {
        match self {
            Program::Script(script) => script.next_due(),
        }
    }

    /// Its call was made.
    pub(crate) fn began(&mut self, _at: Millis, _op: OpId, _call: &Call) {
        match self {
            Program::Script(script) => script.began(),
        }
    }

    /// Its call came back.
    pub(crate) fn completed(
        &mut self,
        at: Millis,
        _op: OpId,
        _call: &Call,
        outcome: &Arc<Outcome>,
    ) {
        match self {
            Program::Script(script) => script.completed(at, outcome),
        }
    }

    /// It took a line of standard input.
    pub(crate) fn took(&mut self, _at: Millis, _line: Option<Text>) {
        match self {
            Program::Script(_) => {}
        }
    }

    /// Applies what it did.
    pub(crate) fn apply(&mut self, _at: Millis, event: &ToolEvent) {
        match self {
            Program::Script(script) => script.apply(event),
        }
    }
}
