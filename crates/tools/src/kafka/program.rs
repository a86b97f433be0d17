//! What runs in a process: a script, or one of the loops.

use super::agenda::Agenda;
use super::console_consumer::ConsoleConsumer;
use super::console_producer::ConsoleProducer;
use super::perf::consumer::ConsumerPerf;
use super::perf::producer::ProducerPerf;
use super::{client_settings, tool, Runs, Tool};
use crate::options::Given;
use crate::process::{Around, ExitStatus, Process, Text, ToolEvent, ToolStep};
use crate::script::Script;
use crate::Files;
use client::call::{Call, OpId};
use client::consumer::ConsumerEvent;
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

/// What there is around a tool when it is started.
#[derive(Clone, Copy, Debug)]
pub struct Environment<'a> {
    /// Files that it may read.
    pub files: &'a Files,
    /// The instant, in Unix time.
    pub at: Millis,
    /// A number drawn by chance.
    pub draw: u64,
    /// Whether its standard input and output are a terminal, where it asks
    /// for lines.
    pub interactive: bool,
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

/// How a tool with a loop of its own starts: with a client, or, where its
/// arguments are refused, it says so and ends.
pub(crate) type Start = fn(&[Text], &Environment<'_>, &mut Agenda) -> Result<Started, ExitStatus>;

/// A tool that has read its arguments.
#[derive(Debug)]
pub(crate) struct Started {
    /// Which client it needs.
    pub client: ClientKind,
    /// The client's settings.
    pub settings: Settings,
    /// The program.
    pub program: Program,
}

/// A program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Program {
    /// It makes one call after the other.
    Script(Box<Script>),
    /// It says something and ends.
    Farewell(Agenda),
    /// `kafka-console-producer`.
    ConsoleProducer(Box<ConsoleProducer>),
    /// `kafka-console-consumer`.
    ConsoleConsumer(Box<ConsoleConsumer>),
    /// `kafka-producer-perf-test`.
    ProducerPerf(Box<ProducerPerf>),
    /// `kafka-consumer-perf-test`.
    ConsumerPerf(Box<ConsumerPerf>),
}

/// A tool at its start, with `argv` whose first word is its name. None for
/// what is no tool.
pub fn launch(argv: &[Text], environment: &Environment<'_>) -> Option<Launch> {
    let (name, args) = argv.split_first()?;
    let tool = tool(name)?;
    let started = match tool.runs {
        Runs::Script(_) => {
            let files = environment.files.clone();
            let script = Script::new(tool.name, args.into(), files, environment.at);
            let settings = settings(tool, args, environment.files);
            by_admin(Program::Script(Box::new(script)), settings)
        }
        Runs::Loop(start) => {
            let mut agenda = Agenda::default();
            start(args, environment, &mut agenda).unwrap_or_else(|status| {
                agenda.exit(status);
                by_admin(Program::Farewell(agenda), Settings::new())
            })
        }
    };
    Some(Launch {
        client: started.client,
        settings: started.settings,
        process: Process::new(started.program),
    })
}

/// A program with an admin client, which does nothing that it is not told.
fn by_admin(program: Program, settings: Settings) -> Started {
    Started {
        client: ClientKind::Admin,
        settings,
        program,
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
        matches!(self, Program::ConsoleProducer(_))
    }

    /// What it does next.
    pub(crate) fn step(&self, around: Around<'_>) -> Option<ToolStep> {
        match self {
            Program::Script(script) => script.step(around),
            Program::Farewell(agenda) => agenda.next(around.signal),
            Program::ConsoleProducer(program) => program.step(around),
            Program::ConsoleConsumer(program) => program.step(around),
            Program::ProducerPerf(program) => program.step(around),
            Program::ConsumerPerf(program) => program.step(around),
        }
    }

    /// When it wants to be woken.
    pub(crate) fn next_due(&self, _around: Around<'_>) -> Option<Millis> {
        match self {
            Program::Script(script) => script.next_due(),
            Program::ProducerPerf(program) => program.next_due(),
            _ => None,
        }
    }

    /// Its call was made.
    pub(crate) fn began(&mut self, at: Millis, op: OpId, call: &Call) {
        match self {
            Program::Script(script) => script.began(),
            Program::Farewell(_) => {}
            Program::ConsoleProducer(program) => program.began(op, call),
            Program::ConsoleConsumer(program) => program.began(at, op, call),
            Program::ProducerPerf(program) => program.began(at, op, call),
            Program::ConsumerPerf(program) => program.began(at, op),
        }
    }

    /// Its call came back.
    pub(crate) fn completed(&mut self, at: Millis, op: OpId, call: &Call, outcome: &Arc<Outcome>) {
        match self {
            Program::Script(script) => script.completed(at, outcome),
            Program::Farewell(_) => {}
            Program::ConsoleProducer(program) => program.completed(op, outcome),
            Program::ConsoleConsumer(program) => program.completed(at, op, call, outcome),
            Program::ProducerPerf(program) => program.completed(at, op, call, outcome),
            Program::ConsumerPerf(program) => program.completed(at, op, call, outcome),
        }
    }

    /// It took a line of standard input.
    pub(crate) fn took(&mut self, _at: Millis, line: Option<Text>) {
        if let (Program::ConsoleProducer(program), Some(line)) = (self, line) {
            program.took(&line);
        }
    }

    /// So many records of a send are in batches, or were refused.
    pub(crate) fn placed(&mut self, op: OpId, records: usize) {
        match self {
            Program::ConsoleProducer(program) => program.placed(op, records),
            Program::ProducerPerf(program) => program.placed(op, records),
            _ => {}
        }
    }

    /// Its consumer told its rebalance listener.
    pub(crate) fn rebalanced(&mut self, at: Millis, event: &ConsumerEvent) {
        if let Program::ConsumerPerf(program) = self {
            program.rebalanced(at, event);
        }
    }

    /// Applies what it did.
    pub(crate) fn apply(&mut self, _at: Millis, event: &ToolEvent) {
        match self {
            Program::Script(script) => script.apply(event),
            Program::Farewell(agenda) => {
                agenda.did();
            }
            Program::ConsoleProducer(program) => program.apply(),
            Program::ConsoleConsumer(program) => program.apply(event),
            Program::ProducerPerf(program) => program.apply(),
            Program::ConsumerPerf(program) => program.apply(),
        }
    }
}
