//! `kafka-console-consumer`: prints the records of a topic.
//! Source: `ConsoleConsumer`.

mod coordinator_records;
mod deserializer;
mod formatter;
mod json;
mod options;
mod settings;

use super::agenda::Agenda;
use super::{Runs, Tool};
use crate::process::{Around, ExitStatus, Stream, ToolEvent, ToolStep};
use client::call::{Call, ConsumerCall, OpId};
use client::outcome::{ConsumerRecord, Outcome};
use formatter::Formatter;
use protocol::name::Name;
use protocol::record::{Millis, Offset};
use protocol::topic_partition::TopicPartition;
use std::sync::Arc;

/// The tool.
pub(crate) static TOOL: Tool = Tool {
    name: "kafka-console-consumer",
    about: "Prints the records of a topic as they come.",
    options: options::OPTIONS,
    examples: &[
        "kafka-console-consumer.sh --bootstrap-server localhost:9092 --topic orders --from-beginning",
        "kafka-console-consumer.sh --bootstrap-server localhost:9092 --topic orders --group billing --formatter-property print.key=true --formatter-property print.partition=true",
        "kafka-console-consumer.sh --bootstrap-server localhost:9092 --topic orders --partition 0 --offset 3 --max-messages 1",
    ],
    runs: Runs::Loop(settings::start),
};

/// What it reads.
#[derive(Debug)]
enum Reads {
    Topic(Name),
    Pattern(Name),
    FromStart(Name, i32),
    FromEnd(Name, i32),
    From(Name, i32, Offset),
}

/// How it was told to read.
#[derive(Debug, PartialEq, Eq)]
struct Plan {
    formatter: Formatter,
    /// How many records at most; -1 is without end.
    most: i32,
    /// How long it waits for a record.
    timeout: Millis,
    /// Whether it goes on behind a record that cannot be printed.
    skips: bool,
    /// Whether it says that it has shut down.
    tells: bool,
    /// Whether it fails before it reads.
    fails: bool,
    /// Whether it reads as a member of a group.
    groups: bool,
}

/// The records of a poll.
type Polled = Arc<[ConsumerRecord]>;

/// The program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ConsoleConsumer {
    plan: Arc<Plan>,
    agenda: Agenda,
    /// What the last poll returned.
    polled: Polled,
    /// How much of that it has consumed.
    next: usize,
    /// How many records it has consumed.
    count: i32,
    /// Since when it waits for a record.
    waits_since: Option<Millis>,
    /// Whether it has woken its consumer.
    woken: bool,
    /// Whether it consumes no more.
    ends: bool,
}

impl ConsoleConsumer {
    fn new(plan: Plan, reads: Reads, mut agenda: Agenda) -> Self {
        let at = |topic, partition| TopicPartition { topic, partition };
        match reads {
            Reads::Topic(topic) => agenda.call(ConsumerCall::Subscribe(vec![topic])),
            Reads::Pattern(pattern) => agenda.call(ConsumerCall::SubscribePattern(pattern)),
            Reads::FromStart(topic, partition) => {
                let partitions = vec![at(topic, partition)];
                agenda.call(ConsumerCall::Assign(partitions.clone()));
                agenda.call(ConsumerCall::SeekToBeginning(partitions));
            }
            Reads::FromEnd(topic, partition) => {
                let partitions = vec![at(topic, partition)];
                agenda.call(ConsumerCall::Assign(partitions.clone()));
                agenda.call(ConsumerCall::SeekToEnd(partitions));
            }
            Reads::From(topic, partition, offset) => {
                let partition = at(topic, partition);
                agenda.call(ConsumerCall::Assign(vec![partition.clone()]));
                agenda.call(ConsumerCall::Seek(partition, offset));
            }
        }
        ConsoleConsumer {
            plan: Arc::new(plan),
            agenda,
            polled: Arc::from([]),
            next: 0,
            count: 0,
            waits_since: None,
            woken: false,
            ends: false,
        }
    }

    /// What it does next.
    pub(crate) fn step(&self, around: Around<'_>) -> Option<ToolStep> {
        if around.signal.is_some() && !self.woken && !self.ends {
            return Some(ToolStep::Begin(ConsumerCall::Wakeup.into()));
        }
        if !self.agenda.is_done() {
            return self.agenda.next(around.signal);
        }
        let record = self.polled.get(self.next)?;
        let text = match self.plan.formatter.text(record) {
            Ok(text) | Err(text) => text,
        };
        Some(ToolStep::Did(match &*text {
            "" => ToolEvent::WentOn,
            _ if around.unread => ToolEvent::WriteFailed,
            text => ToolEvent::Printed(Stream::Out, text.into()),
        }))
    }

    /// It made a call.
    pub(crate) fn began(&mut self, at: Millis, op: OpId, call: &Call) {
        match call.consumer() {
            Some(ConsumerCall::Wakeup) => self.woken = true,
            Some(ConsumerCall::Poll(_)) => {
                self.waits_since.get_or_insert(at);
                self.agenda.began(op);
            }
            _ => self.agenda.began(op),
        }
    }

    /// A call came back.
    pub(crate) fn completed(&mut self, at: Millis, op: OpId, call: &Call, outcome: &Outcome) {
        if !self.agenda.completed(op) {
            return;
        }
        match (call.consumer(), outcome) {
            (Some(ConsumerCall::Poll(_)), Outcome::Records(records)) => {
                self.polled = records.clone();
                self.next = 0;
                let began = self.waits_since.unwrap_or(at);
                if !records.is_empty() {
                    self.waits_since = None;
                } else if at.saturating_sub(began) >= self.plan.timeout {
                    return self.end(0);
                }
            }
            // Whatever a poll throws ends it, and the tool calls that well.
            (Some(ConsumerCall::Poll(_)), _) => return self.end(0),
            (Some(ConsumerCall::Close(_)), Outcome::Threw(_)) => {
                self.agenda = Agenda::default();
                return self.agenda.exit(1);
            }
            // It cannot even begin, and does not close what it has.
            (_, Outcome::Threw(_)) if !self.ends => {
                self.agenda = Agenda::default();
                self.ends = true;
                return self.agenda.exit(1);
            }
            _ => {}
        }
        self.go_on();
    }

    /// Goes on when it has done what it was to do: to the next record, to the
    /// next poll, or to the end.
    fn go_on(&mut self) {
        if self.ends || !self.agenda.is_done() {
            return;
        }
        if self.plan.fails {
            return self.end(1);
        }
        if self.plan.most != -1 && self.count >= self.plan.most {
            return self.end(0);
        }
        if self.next >= self.polled.len() {
            self.count_work();
            self.polled = Arc::from([]);
            self.next = 0;
            self.agenda.call(ConsumerCall::Poll(self.plan.timeout));
        }
    }

    /// What it consumed of the last poll is work that is done.
    fn count_work(&mut self) {
        let done = self.polled[..self.next].iter();
        let done: Arc<[_]> = done
            .map(|record| (record.partition.clone(), record.offset))
            .collect();
        if self.plan.groups && !done.is_empty() {
            self.agenda.event(ToolEvent::Worked(done));
        }
    }

    /// Applies what it did.
    pub(crate) fn apply(&mut self, event: &ToolEvent) {
        if self.agenda.did() {
            return self.go_on();
        }
        let Some(record) = self.polled.get(self.next) else {
            return;
        };
        let written = self.plan.formatter.text(record);
        self.next += 1;
        self.count = self.count.wrapping_add(1);
        match event {
            _ if written.is_err() && !self.plan.skips => self.end(1),
            ToolEvent::WriteFailed => {
                let text = "Unable to write to standard out, closing consumer.";
                self.agenda.eprintln(text);
                self.end(0);
            }
            _ => self.go_on(),
        }
    }

    /// Consumes no more: what was polled and not consumed is not committed.
    /// Source: `resetUnconsumedOffsets`, `cleanup`.
    fn end(&mut self, status: ExitStatus) {
        self.ends = true;
        self.count_work();
        let polled = std::mem::replace(&mut self.polled, Arc::from([]));
        let mut seeks: Vec<&TopicPartition> = Vec::new();
        for record in &polled[self.next..] {
            if !seeks.contains(&&record.partition) {
                seeks.push(&record.partition);
                let seek = ConsumerCall::Seek(record.partition.clone(), record.offset);
                self.agenda.call(seek);
            }
        }
        self.agenda.call(ConsumerCall::CLOSE);
        let count = self.count.to_string();
        self.agenda
            .eprintln(&["Processed a total of ", &count, " messages"].concat());
        if self.plan.tells {
            self.agenda.println("shutdown_complete");
        }
        self.agenda.exit(status);
    }
}
