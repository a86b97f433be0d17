//! `kafka-console-producer`: a record for each line of standard input.
//! Source: `ConsoleProducer`.

mod line_reader;
mod servers;
mod settings;

pub(crate) use line_reader::LineReader;
pub(crate) use settings::TOOL;

use super::agenda::Agenda;
use crate::process::{Around, ExitStatus, Stream, ToolEvent, ToolStep};
use crate::throwable::Throwable;
use client::call::{Call, OpId, ProducerCall, ProducerRecord};
use client::outcome::Outcome;
use std::sync::Arc;

/// How many records are handed to the client at once. It makes no difference
/// for the client, which puts them into batches as they come.
const AT_ONCE: usize = 1_000;

/// The program.
///
/// The real one reads and sends one line after the other, and a send returns
/// as soon as its record is in a batch. So here what can be read at an instant
/// is read, and handed to the client together; it reads on when all of that is
/// in batches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ConsoleProducer {
    reader: Arc<LineReader>,
    /// Whether each record is waited for.
    sync: bool,
    /// Whether it asks for lines.
    prompts: bool,
    /// Whether it has asked for the next one.
    prompted: bool,
    /// How many lines it has read.
    lines: u64,
    /// What it has read and not sent.
    read: Vec<ProducerRecord>,
    /// The send that it waits for, and how many of its records are in no batch.
    sends: Option<(OpId, usize)>,
    /// What it says before anything else, and last.
    agenda: Agenda,
    /// With which status it ends, once it reads no more.
    ends: Option<ExitStatus>,
    /// Whether it closes its producer, or has closed it.
    closes: bool,
}

impl ConsoleProducer {
    pub(super) fn new(reader: LineReader, sync: bool, prompts: bool, agenda: Agenda) -> Self {
        ConsoleProducer {
            reader: Arc::new(reader),
            sync,
            prompts,
            prompted: false,
            lines: 0,
            read: Vec::new(),
            sends: None,
            agenda,
            ends: None,
            closes: false,
        }
    }

    /// What it does next.
    pub(crate) fn step(&self, around: Around<'_>) -> Option<ToolStep> {
        let stops = self.ends.is_some() || around.signal.is_some();
        let line = around.stdin.line().filter(|_| !stops);
        let enough = self.sync || line.is_none() || self.read.len() >= AT_ONCE;
        if !self.read.is_empty() && enough {
            let send = ProducerCall::Send(self.read.clone().into());
            return Some(ToolStep::Begin(send.into()));
        }
        // Who interrupts it interrupts a send that blocks, too.
        if self.sends.is_some() && around.signal.is_none() {
            return None;
        }
        if !self.agenda.is_done() || self.closes {
            return self.agenda.next(around.signal);
        }
        let close = || Some(ToolStep::Begin(ProducerCall::Close.into()));
        if stops {
            return close();
        }
        if self.prompts && !self.prompted {
            let event = ToolEvent::Printed(Stream::Out, ">".into());
            return Some(ToolStep::Did(event));
        }
        match line {
            Some(_) => Some(ToolStep::Did(ToolEvent::TookLine)),
            None if around.stdin.ended() => close(),
            None => None,
        }
    }

    /// It made a call.
    pub(crate) fn began(&mut self, op: OpId, call: &Call) {
        match call.producer() {
            Some(ProducerCall::Close) => {
                let status = *self.ends.get_or_insert(0);
                self.closes = true;
                self.agenda.call(ProducerCall::Close);
                self.agenda.began(op);
                self.agenda.exit(status);
            }
            _ => self.sends = Some((op, std::mem::take(&mut self.read).len())),
        }
    }

    /// So many records of a send are in batches, or were refused.
    pub(crate) fn placed(&mut self, op: OpId, records: usize) {
        if let Some((sends, left)) = &mut self.sends {
            if *sends == op {
                *left = left.saturating_sub(records);
                if *left == 0 && !self.sync {
                    self.sends = None;
                }
            }
        }
    }

    /// A call came back.
    pub(crate) fn completed(&mut self, op: OpId, outcome: &Arc<Outcome>) {
        self.agenda.completed(op);
        let own = self.sends.take_if(|(sends, _)| *sends == op).is_some();
        if own && self.sync && self.ends.is_none() {
            if let Some(exception) = outcome.exception() {
                let failed = Throwable::from(&exception).of_future();
                self.fail(&failed.trace());
            }
        }
    }

    /// It took a line.
    pub(crate) fn took(&mut self, line: &str) {
        self.prompted = false;
        // To Java a carriage return ends a line, alone or before a line feed.
        let line = line.strip_suffix('\r').unwrap_or(line);
        for line in line.split('\r') {
            self.lines += 1;
            match self.reader.read(line, self.lines) {
                Ok(record) => self.read.push(record),
                Err(exception) => return self.fail(&Throwable::from(&exception).trace()),
            }
        }
    }

    fn fail(&mut self, text: &str) {
        self.agenda.print(Stream::Err, text);
        self.ends = Some(1);
    }

    /// Applies what it did.
    pub(crate) fn apply(&mut self) {
        if !self.agenda.did() {
            self.prompted = true;
        }
    }
}
