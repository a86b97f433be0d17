//! A program that produces.

use super::{record, AppEvent, AppSpec, AppStep};
use crate::command::{Change, Rate};
use client::call::{Call, OpId, ProducerRecord};
use protocol::name::Name;
use protocol::record::Millis;
use protocol::rng;
use std::collections::VecDeque;

/// A program that sends records at a rate. It does not wait for the answers:
/// `send` is asynchronous.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProduceApp {
    /// What it is to do.
    pub spec: AppSpec,
    /// The rate counts from here.
    since: Millis,
    /// Records made since then.
    ticks: i64,
    /// Records made in all.
    made: i64,
    /// Whether its own sending rests.
    pub paused: bool,
    stalled: bool,
    /// The record that it is about to send.
    ready: Option<ProducerRecord>,
    /// Calls that users asked for.
    pub(super) inbox: VecDeque<OpId>,
    pub(super) stopping: bool,
    closing: bool,
    pub(super) ended: bool,
}

impl ProduceApp {
    pub(super) fn new(spec: AppSpec, at: Millis) -> Self {
        ProduceApp {
            spec,
            since: at,
            ticks: 0,
            made: 0,
            paused: false,
            stalled: false,
            ready: None,
            inbox: VecDeque::new(),
            stopping: false,
            closing: false,
            ended: false,
        }
    }

    /// When it makes its next record: exactly at its rate, without drift.
    pub(super) fn next_due(&self) -> Option<Millis> {
        let AppSpec::Produce {
            topic: Some(_),
            rate: Some(Rate { records, per_ms }),
            ..
        } = &self.spec
        else {
            return None;
        };
        if self.paused || self.stalled || self.stopping {
            return None;
        }
        let passed = i128::from(self.ticks + 1) * i128::from(*per_ms) / i128::from(*records);
        Some(
            self.since
                .saturating_add(i64::try_from(passed).unwrap_or(i64::MAX)),
        )
    }

    pub(super) fn step(&self, now: Millis, draw: u64) -> Option<AppStep> {
        if self.stalled || self.ended || self.closing {
            return None;
        }
        if let Some(op) = self.inbox.front() {
            return Some(AppStep::BeginQueued(*op));
        }
        if let Some(record) = &self.ready {
            return Some(AppStep::Begin(Call::Send([record.clone()].into())));
        }
        if self.stopping {
            return Some(AppStep::Begin(Call::Close));
        }
        if self.next_due().is_none_or(|due| due > now) {
            return None;
        }
        let AppSpec::Produce { keys, .. } = &self.spec else {
            return None;
        };
        let key: Option<Name> = match keys.len() {
            0 => None,
            n => Some(keys[rng::below(draw, n as u64) as usize].clone()),
        };
        Some(AppStep::DidByChance(AppEvent::Made { key }))
    }

    pub(super) fn apply(&mut self, at: Millis, event: &AppEvent) {
        match event {
            AppEvent::Made { key } => {
                self.ticks += 1;
                self.made += 1;
                if let AppSpec::Produce {
                    topic: Some(topic), ..
                } = &self.spec
                {
                    let value = ["#", &self.made.to_string()].concat();
                    self.ready = Some(record(topic, key.as_ref(), value));
                }
            }
            AppEvent::ProducingPaused => self.paused = true,
            AppEvent::ProducingResumed => {
                self.paused = false;
                self.count_from(at);
            }
            _ => {}
        }
    }

    fn count_from(&mut self, at: Millis) {
        self.since = at;
        self.ticks = 0;
    }

    pub(super) fn stall(&mut self, at: Millis, stalled: bool) {
        self.stalled = stalled;
        self.count_from(at);
    }

    pub(super) fn configure(&mut self, at: Millis, change: &Change) {
        self.spec = self.spec.changed(change);
        if change.rate.is_some() {
            self.count_from(at);
        }
    }

    pub(super) fn began(&mut self, op: OpId, call: &Call) {
        if self.inbox.front() == Some(&op) {
            self.inbox.pop_front();
        } else if matches!(call, Call::Send(_)) {
            self.ready = None;
        }
        self.closing |= matches!(call, Call::Close);
    }

    pub(super) fn completed(&mut self, call: &Call) {
        self.ended |= matches!(call, Call::Close);
    }
}
