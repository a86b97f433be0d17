//! `kafka-consumer-perf-test`: reads many records, and says how long that took.
//! Source: `ConsumerPerformance`.

use super::consumer_settings::{caught, start, OPTIONS};
use super::date::DateFormat;
use super::numbers::{ratio, MB};
use crate::kafka::agenda::Agenda;
use crate::kafka::{Runs, Tool};
use crate::process::{Around, Stream, ToolEvent, ToolStep};
use crate::throwable::Throwable;
use client::call::{Call, ConsumerCall, OpId};
use client::consumer::ConsumerEvent;
use client::outcome::{ConsumerRecord, Outcome};
use protocol::map::Set;
use protocol::name::Name;
use protocol::record::{Millis, Payload};
use protocol::topic_partition::TopicPartition;
use std::sync::Arc;

/// The tool.
pub(crate) static TOOL: Tool = Tool {
    name: "kafka-consumer-perf-test",
    about: "Reads so many records, and says how long that took.",
    options: OPTIONS,
    examples: &[
        "kafka-consumer-perf-test.sh --bootstrap-server localhost:9092 --topic orders --num-records 1000",
    ],
    runs: Runs::Loop(start),
};

/// How long a poll may take.
const POLL_MS: Millis = 100;

/// What it reads.
#[derive(Debug)]
pub(super) enum Reads {
    Topic(Name),
    Pattern(Name),
}

/// What it was told to do.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Plan {
    pub records: i64,
    pub timeout: Millis,
    pub reporting_interval: Millis,
    pub detailed: bool,
    pub format: DateFormat,
}

/// What was read by an instant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Read {
    at: Millis,
    records: i64,
    bytes: i64,
}

/// How long it was without partitions.
/// Source: `ConsumerPerfRebListener`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Joins {
    /// In all.
    total: Millis,
    /// Since the last report.
    round: Millis,
    since: Millis,
    assigned: Set<TopicPartition>,
}

/// The program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ConsumerPerf {
    plan: Arc<Plan>,
    agenda: Agenda,
    began: Option<Millis>,
    /// What it has read so far.
    read: Read,
    /// What it had read at its last report.
    reported: Read,
    /// When a record came last.
    last: Millis,
    joins: Joins,
}

impl ConsumerPerf {
    pub(super) fn new(plan: Plan, reads: Reads, mut agenda: Agenda) -> Self {
        agenda.call(match reads {
            Reads::Topic(topic) => ConsumerCall::Subscribe(vec![topic]),
            Reads::Pattern(pattern) => ConsumerCall::SubscribePattern(pattern),
        });
        ConsumerPerf {
            plan: Arc::new(plan),
            agenda,
            began: None,
            read: Read::default(),
            reported: Read::default(),
            last: 0,
            joins: Joins::default(),
        }
    }

    /// What it does next. Nothing handles a signal in the real one.
    pub(crate) fn step(&self, around: Around<'_>) -> Option<ToolStep> {
        match around.signal {
            Some(signal) => Some(ToolStep::Did(ToolEvent::Exited(signal.status()))),
            None => self.agenda.next(None),
        }
    }

    /// It made a call.
    pub(crate) fn began(&mut self, at: Millis, op: OpId) {
        self.agenda.began(op);
        if self.began.is_none() {
            self.began = Some(at);
            self.joins.since = at;
            self.last = at;
            self.reported.at = at;
        }
    }

    /// A call came back.
    pub(crate) fn completed(&mut self, at: Millis, op: OpId, call: &Call, outcome: &Outcome) {
        if !self.agenda.completed(op) {
            return;
        }
        if let Outcome::Threw(exception) = outcome {
            let closes = matches!(call.consumer(), Some(ConsumerCall::Close(_)));
            self.agenda = Agenda::default();
            if !closes {
                self.agenda.call(ConsumerCall::CLOSE);
            }
            let caught = caught(&Throwable::from(exception));
            self.agenda.print(Stream::Err, caught);
            return self.agenda.exit(1);
        }
        match (call.consumer(), outcome) {
            (Some(ConsumerCall::Poll(_)), Outcome::Records(records)) => self.count(at, records),
            (Some(ConsumerCall::Close(_)), _) => return,
            _ => {}
        }
        self.go_on(at);
    }

    /// Its rebalance listener is told.
    pub(crate) fn rebalanced(&mut self, at: Millis, event: &ConsumerEvent) {
        let joins = &mut self.joins;
        match event {
            ConsumerEvent::Revoked { partitions, .. } => {
                for partition in partitions {
                    joins.assigned.remove(partition);
                }
                if joins.assigned.is_empty() {
                    joins.since = at;
                }
            }
            ConsumerEvent::Assigned { partitions } => {
                if joins.assigned.is_empty() {
                    joins.total += at - joins.since;
                    joins.round += at - joins.since;
                }
                for partition in partitions {
                    joins.assigned.insert(partition.clone());
                }
            }
            _ => {}
        }
    }

    /// Applies what it did.
    pub(crate) fn apply(&mut self) {
        self.agenda.did();
    }

    fn count(&mut self, at: Millis, records: &[ConsumerRecord]) {
        self.read.at = at;
        if !records.is_empty() {
            self.last = at;
        }
        let length = |payload: &Option<Payload>| payload.as_ref().map_or(0, Payload::len) as i64;
        for record in records {
            self.read.records += 1;
            self.read.bytes += length(&record.record.key) + length(&record.record.value);
            if at - self.reported.at >= self.plan.reporting_interval {
                if self.plan.detailed {
                    let progress = self.progress();
                    self.agenda.println(&progress);
                }
                self.joins.round = 0;
                self.reported = self.read;
            }
        }
        let done: Arc<[_]> = records
            .iter()
            .map(|record| (record.partition.clone(), record.offset))
            .collect();
        if !done.is_empty() {
            self.agenda.event(ToolEvent::Worked(done));
        }
    }

    /// Source: `printConsumerProgress`.
    fn progress(&self) -> String {
        let (now, then) = (self.read, self.reported);
        let elapsed = i128::from(now.at - then.at);
        let records = i128::from(now.records - then.records);
        let bytes = i128::from(now.bytes - then.bytes);
        let fetch = elapsed - i128::from(self.joins.round);
        let (fetched_mb, fetched) = match fetch {
            ..=0 => ("0.0000".to_owned(), "0.0000".to_owned()),
            _ => (
                ratio(bytes * 1_000, MB * fetch, 4),
                ratio(records * 1_000, fetch, 4),
            ),
        };
        [
            self.plan.format.text(now.at),
            "0".to_owned(),
            ratio(now.bytes.into(), MB, 4),
            ratio(bytes * 1_000, MB * elapsed, 4),
            now.records.to_string(),
            ratio(records * 1_000, elapsed, 4),
            self.joins.round.to_string(),
            fetch.to_string(),
            fetched_mb,
            fetched,
        ]
        .join(", ")
    }

    /// The next poll, or the end.
    fn go_on(&mut self, at: Millis) {
        let more = self.read.records < self.plan.records;
        if more && at - self.last <= self.plan.timeout {
            return self.agenda.call(ConsumerCall::Poll(POLL_MS));
        }
        if more {
            let timeout = self.plan.timeout.to_string();
            let text = " ms) exceeded. You can use the --timeout option to increase the timeout.";
            let warning =
                "WARNING: Exiting before consuming the expected number of records: timeout (";
            self.agenda.println(&[warning, &timeout, text].concat());
        }
        if !self.plan.detailed {
            let total = self.total(at);
            self.agenda.println(&total);
        }
        self.agenda.call(ConsumerCall::CLOSE);
        self.agenda.exit(0);
    }

    fn total(&self, at: Millis) -> String {
        let began = self.began.unwrap_or(at);
        let elapsed = i128::from(at - began);
        let (records, bytes) = (i128::from(self.read.records), i128::from(self.read.bytes));
        let fetch = elapsed - i128::from(self.joins.total);
        [
            self.plan.format.text(began),
            self.plan.format.text(at),
            ratio(bytes, MB, 4),
            ratio(bytes * 1_000, MB * elapsed, 4),
            records.to_string(),
            ratio(records * 1_000, elapsed, 4),
            self.joins.total.to_string(),
            fetch.to_string(),
            ratio(bytes * 1_000, MB * fetch, 4),
            ratio(records * 1_000, fetch, 4),
        ]
        .join(", ")
    }
}
