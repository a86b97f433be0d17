//! A program that consumes: poll, work on each record, commit.

use super::event::{AppEvent, AppStep};
use super::turn::{ExitStatus, Turn, SUCCESS};
use crate::command::{Change, CommitMode};
use client::call::{ConsumerCall, OffsetAndMetadata, OpId};
use client::outcome::{ConsumerRecord, Outcome};
use protocol::map::Map;
use protocol::name::Name;
use protocol::record::{Millis, Offset};
use protocol::topic_partition::TopicPartition;
use std::collections::VecDeque;
use std::sync::Arc;

/// How long the loop's polls wait for records.
const POLL_MS: Millis = 500;
/// How long the loop rests after a call that failed, so that it does not spin.
const REST_MS: Millis = 1_000;

/// What a consuming program is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsumeSpec {
    /// The topics.
    pub topics: Vec<Name>,
    /// How long the work on a record takes.
    pub work_ms: Millis,
    /// When to commit.
    pub commit: CommitMode,
    /// Whether the user polls.
    pub by_hand: bool,
}

impl ConsumeSpec {
    pub(super) fn change(&mut self, change: &Change) {
        self.work_ms = change.work_ms.unwrap_or(self.work_ms);
        self.commit = change.commit.unwrap_or(self.commit);
        self.by_hand = change.by_hand.unwrap_or(self.by_hand);
    }
}

/// What is to be committed before anything else.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Owed {
    /// The positions.
    Positions,
    /// The offset after one record.
    After(TopicPartition, Offset),
}

/// A program with one thread, as the consumer demands: it polls, works on the
/// records one after the other, and commits as it was told. What users ask for
/// it does between two records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consuming {
    /// What it is to do.
    pub spec: ConsumeSpec,
    subscribed: bool,
    /// The call that it waits for.
    pub in_call: Option<OpId>,
    /// What the last poll returned.
    pub hand: Arc<[ConsumerRecord]>,
    /// Which of these is next, or being worked on.
    pub next: usize,
    /// When the work on it ends.
    pub working_until: Option<Millis>,
    owed: Option<Owed>,
    /// The lookups by time whose answers it is to seek.
    lookups: Vec<OpId>,
    /// What it is to seek, one after the other.
    seeks: VecDeque<ConsumerCall>,
    rest_until: Millis,
}

impl Consuming {
    pub(super) fn new(spec: ConsumeSpec) -> Self {
        Consuming {
            spec,
            subscribed: false,
            in_call: None,
            hand: Arc::from([]),
            next: 0,
            working_until: None,
            owed: None,
            lookups: Vec::new(),
            seeks: VecDeque::new(),
            rest_until: 0,
        }
    }

    /// The record that is being worked on.
    pub fn working_on(&self) -> Option<&ConsumerRecord> {
        self.working_until.and_then(|_| self.hand.get(self.next))
    }

    /// Records in hand that are not done.
    pub fn undone(&self) -> &[ConsumerRecord] {
        &self.hand[self.next.min(self.hand.len())..]
    }

    pub(super) fn next_due(&self) -> Option<Millis> {
        if self.in_call.is_some() {
            return None;
        }
        self.working_until.or(Some(self.rest_until))
    }

    pub(super) fn step(&self, turn: Turn) -> Option<AppStep> {
        let begin = |call: ConsumerCall| Some(AppStep::Begin(call.into()));
        if self.in_call.is_some() {
            return None;
        }
        if !self.subscribed {
            return begin(ConsumerCall::Subscribe(self.spec.topics.clone()));
        }
        if let Some(until) = self.working_until {
            let record = self.hand.get(self.next).filter(|_| until <= turn.now)?;
            return Some(AppStep::Did(AppEvent::WorkFinished {
                partition: record.partition.clone(),
                offset: record.offset,
            }));
        }
        if let Some(owed) = &self.owed {
            return begin(commit(owed));
        }
        if let Some(seek) = self.seeks.front() {
            return begin(seek.clone());
        }
        if let Some(op) = turn.asked {
            return Some(AppStep::BeginQueued(op));
        }
        if turn.now < self.rest_until {
            return None;
        }
        if self.next < self.hand.len() {
            let until = turn.now + self.spec.work_ms;
            return Some(AppStep::Did(AppEvent::WorkStarted { until }));
        }
        if turn.stopping {
            return begin(ConsumerCall::CLOSE);
        }
        if self.spec.by_hand {
            return None;
        }
        begin(ConsumerCall::Poll(POLL_MS))
    }

    pub(super) fn apply(&mut self, event: &AppEvent) {
        match event {
            AppEvent::SeekAsked { lookup } => self.lookups.push(*lookup),
            AppEvent::WorkStarted { until } => self.working_until = Some(*until),
            AppEvent::WorkFinished { partition, offset } => {
                self.working_until = None;
                self.next += 1;
                self.owed = match self.spec.commit {
                    CommitMode::Record => Some(Owed::After(partition.clone(), *offset)),
                    CommitMode::Batch if self.next == self.hand.len() => Some(Owed::Positions),
                    _ => None,
                };
            }
            _ => {}
        }
    }

    pub(super) fn began(&mut self, op: OpId, asked: bool, call: &ConsumerCall) {
        self.in_call = Some(op);
        if !asked && matches!(call, ConsumerCall::CommitSync(_)) {
            self.owed = None;
        }
        if !asked && self.seeks.front() == Some(call) {
            self.seeks.pop_front();
        }
    }

    pub(super) fn completed(
        &mut self,
        at: Millis,
        op: OpId,
        call: &ConsumerCall,
        outcome: &Outcome,
    ) -> Option<ExitStatus> {
        if self.in_call != Some(op) {
            return None;
        }
        self.in_call = None;
        let threw = matches!(outcome, Outcome::Threw(_));
        if let Some(place) = self.lookups.iter().position(|lookup| *lookup == op) {
            self.lookups.remove(place);
            self.seeks.extend(found(outcome));
        }
        match (call, outcome) {
            (ConsumerCall::Subscribe(_), _) => self.subscribed = true,
            (ConsumerCall::Poll(_), Outcome::Records(records)) if !records.is_empty() => {
                self.hand = records.clone();
                self.next = 0;
                if self.spec.commit == CommitMode::Before {
                    self.owed = Some(Owed::Positions);
                }
            }
            // Who commits before the work does no work that is not committed.
            (ConsumerCall::CommitSync(_), Outcome::Threw(_))
                if self.spec.commit == CommitMode::Before =>
            {
                self.next = self.hand.len();
            }
            _ => {}
        }
        if threw && !matches!(call, ConsumerCall::CommitSync(_) | ConsumerCall::Close(_)) {
            self.rest_until = at + REST_MS;
        }
        matches!(call, ConsumerCall::Close(_)).then_some(SUCCESS)
    }
}

/// Where a lookup by time leads.
fn found(outcome: &Outcome) -> Vec<ConsumerCall> {
    let Outcome::OffsetsForTimes(found) = outcome else {
        return Vec::new();
    };
    let seeks = found.iter().map(|(partition, found)| match found {
        Some(found) => ConsumerCall::Seek(partition.clone(), found.offset),
        None => ConsumerCall::SeekToEnd(vec![partition.clone()]),
    });
    seeks.collect()
}

fn commit(owed: &Owed) -> ConsumerCall {
    ConsumerCall::CommitSync(match owed {
        Owed::Positions => None,
        Owed::After(partition, offset) => Some(Map::from([(
            partition.clone(),
            OffsetAndMetadata::new(offset + 1),
        )])),
    })
}
