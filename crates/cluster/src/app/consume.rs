//! A program that consumes: poll, work on each record, commit.

use super::{AppEvent, AppSpec, AppStep};
use crate::command::CommitMode;
use client::call::{Call, OffsetAndMetadata, OpId};
use client::outcome::{ConsumerRecord, Outcome};
use protocol::map::Map;
use protocol::record::{Millis, Offset};
use protocol::topic_partition::TopicPartition;
use std::collections::VecDeque;
use std::sync::Arc;

/// How long the loop's polls wait for records.
const POLL_MS: Millis = 500;
/// How long the loop rests after a call that failed, so that it does not spin.
const REST_MS: Millis = 1_000;

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
pub struct ConsumeApp {
    /// What it is to do.
    pub spec: AppSpec,
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
    rest_until: Millis,
    pub(super) inbox: VecDeque<OpId>,
    pub(super) stopping: bool,
    pub(super) stalled: bool,
    pub(super) ended: bool,
}

impl ConsumeApp {
    pub(super) fn new(spec: AppSpec) -> Self {
        ConsumeApp {
            spec,
            subscribed: false,
            in_call: None,
            hand: Arc::from([]),
            next: 0,
            working_until: None,
            owed: None,
            rest_until: 0,
            inbox: VecDeque::new(),
            stopping: false,
            stalled: false,
            ended: false,
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

    fn commit_mode(&self) -> CommitMode {
        match &self.spec {
            AppSpec::Consume { commit, .. } => *commit,
            AppSpec::Produce { .. } => CommitMode::Never,
        }
    }

    pub(super) fn next_due(&self) -> Option<Millis> {
        if self.stalled || self.in_call.is_some() || self.ended {
            return None;
        }
        self.working_until.or(Some(self.rest_until))
    }

    pub(super) fn step(&self, now: Millis) -> Option<AppStep> {
        let AppSpec::Consume {
            topics,
            work_ms,
            by_hand,
            ..
        } = &self.spec
        else {
            return None;
        };
        if self.in_call.is_some() || self.stalled || self.ended {
            return None;
        }
        if !self.subscribed {
            return Some(AppStep::Begin(Call::Subscribe(topics.clone())));
        }
        if let Some(until) = self.working_until {
            let record = self.hand.get(self.next).filter(|_| until <= now)?;
            return Some(AppStep::Did(AppEvent::WorkFinished {
                partition: record.partition.clone(),
                offset: record.offset,
            }));
        }
        if let Some(owed) = &self.owed {
            return Some(AppStep::Begin(commit(owed)));
        }
        if let Some(op) = self.inbox.front() {
            return Some(AppStep::BeginQueued(*op));
        }
        if now < self.rest_until {
            return None;
        }
        if self.next < self.hand.len() {
            let until = now + work_ms;
            return Some(AppStep::Did(AppEvent::WorkStarted { until }));
        }
        if self.stopping {
            return Some(AppStep::Begin(Call::Close));
        }
        (!by_hand).then_some(AppStep::Begin(Call::Poll(POLL_MS)))
    }

    pub(super) fn apply(&mut self, event: &AppEvent) {
        match event {
            AppEvent::WorkStarted { until } => self.working_until = Some(*until),
            AppEvent::WorkFinished { partition, offset } => {
                self.working_until = None;
                self.next += 1;
                self.owed = match self.commit_mode() {
                    CommitMode::Record => Some(Owed::After(partition.clone(), *offset)),
                    CommitMode::Batch if self.next == self.hand.len() => Some(Owed::Positions),
                    _ => None,
                };
            }
            _ => {}
        }
    }

    pub(super) fn began(&mut self, op: OpId, call: &Call) {
        self.in_call = Some(op);
        if self.inbox.front() == Some(&op) {
            self.inbox.pop_front();
        } else if matches!(call, Call::CommitSync(_)) {
            self.owed = None;
        }
    }

    pub(super) fn completed(&mut self, at: Millis, op: OpId, call: &Call, outcome: &Outcome) {
        if self.in_call != Some(op) {
            return;
        }
        self.in_call = None;
        let threw = matches!(outcome, Outcome::Threw(_));
        match (call, outcome) {
            (Call::Subscribe(_), _) => self.subscribed = true,
            (Call::Poll(_), Outcome::Records(records)) if !records.is_empty() => {
                self.hand = records.clone();
                self.next = 0;
                if self.commit_mode() == CommitMode::Before {
                    self.owed = Some(Owed::Positions);
                }
            }
            // Who commits before the work does no work that is not committed.
            (Call::CommitSync(_), Outcome::Threw(_))
                if self.commit_mode() == CommitMode::Before =>
            {
                self.next = self.hand.len();
            }
            (Call::Close, _) => self.ended = true,
            _ => {}
        }
        if threw && !matches!(call, Call::CommitSync(_) | Call::Close) {
            self.rest_until = at + REST_MS;
        }
    }
}

fn commit(owed: &Owed) -> Call {
    Call::CommitSync(match owed {
        Owed::Positions => None,
        Owed::After(partition, offset) => Some(Map::from([(
            partition.clone(),
            OffsetAndMetadata::new(offset + 1),
        )])),
    })
}
