//! A program that produces.

use super::event::{AppEvent, AppStep};
use super::turn::{ExitStatus, Turn, SUCCESS};
use crate::command::{Change, Rate};
use client::call::{ProducerCall, ProducerRecord};
use protocol::name::Name;
use protocol::record::Millis;
use protocol::rng;
use std::sync::Arc;

/// What a producing program is to do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProduceSpec {
    /// The topic; none for a program that sends only what users hand it.
    pub topic: Option<Name>,
    /// Keys to choose from; none is no key.
    pub keys: Vec<Name>,
    /// How often; none never.
    pub rate: Option<Rate>,
}

/// A limit of the playground that a program came to. It is no part of Kafka.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Which limit.
    pub limit: &'static str,
    /// How many there may be.
    pub max: u64,
    /// When it came to it.
    pub at: Millis,
}

/// A program that sends records at a rate. It does not wait for the answers:
/// `send` is asynchronous.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Producing {
    /// What it is to do.
    pub spec: ProduceSpec,
    /// Whether its own sending rests.
    pub paused: bool,
    /// Why it rests, if that was not a user's wish.
    pub refused: Option<Refused>,
    /// The rate counts from here.
    since: Millis,
    /// Records made since then.
    ticks: i64,
    /// Records made in all.
    made: i64,
    /// The record that it is about to send.
    ready: Option<ProducerRecord>,
    closing: bool,
}

impl Producing {
    pub(super) fn new(spec: ProduceSpec, at: Millis) -> Self {
        Producing {
            spec,
            paused: false,
            refused: None,
            since: at,
            ticks: 0,
            made: 0,
            ready: None,
            closing: false,
        }
    }

    /// When it makes its next record: exactly at its rate, without drift.
    pub(super) fn next_due(&self) -> Option<Millis> {
        let (Some(_), Some(rate)) = (&self.spec.topic, self.spec.rate) else {
            return None;
        };
        if self.paused {
            return None;
        }
        let (records, per_ms) = (i128::from(rate.records), i128::from(rate.per_ms));
        let passed = i128::from(self.ticks + 1) * per_ms / records;
        let passed = i64::try_from(passed).unwrap_or(i64::MAX);
        Some(self.since.saturating_add(passed))
    }

    pub(super) fn step(&self, turn: Turn, draw: u64) -> Option<AppStep> {
        if self.closing {
            return None;
        }
        if let Some(op) = turn.asked {
            return Some(AppStep::BeginQueued(op));
        }
        if let Some(record) = &self.ready {
            let send = ProducerCall::Send([record.clone()].into());
            return Some(AppStep::Begin(send.into()));
        }
        if turn.stopping {
            return Some(AppStep::Begin(ProducerCall::Close.into()));
        }
        if self.next_due().is_none_or(|due| due > turn.now) {
            return None;
        }
        let keys = &self.spec.keys;
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
                if let Some(topic) = &self.spec.topic {
                    let value = ["#", &self.made.to_string()].concat();
                    self.ready = Some(record(topic, key.as_ref(), value));
                }
            }
            AppEvent::ProducingPaused => self.paused = true,
            AppEvent::ProducingResumed => {
                self.paused = false;
                self.refused = None;
                self.count_from(at);
            }
            AppEvent::ProducingRefused { limit, max } => {
                let (limit, max) = (*limit, *max);
                self.paused = true;
                self.refused = Some(Refused { limit, max, at });
            }
            _ => {}
        }
    }

    pub(super) fn count_from(&mut self, at: Millis) {
        self.since = at;
        self.ticks = 0;
    }

    pub(super) fn configure(&mut self, at: Millis, change: &Change) {
        if let Some(keys) = &change.keys {
            self.spec.keys.clone_from(keys);
        }
        if change.rate.is_some() {
            self.spec.rate = change.rate;
            self.count_from(at);
        }
    }

    pub(super) fn began(&mut self, asked: bool, call: &ProducerCall) {
        if !asked && matches!(call, ProducerCall::Send(_)) {
            self.ready = None;
        }
        self.closing |= matches!(call, ProducerCall::Close);
    }

    pub(super) fn completed(&mut self, call: &ProducerCall) -> Option<ExitStatus> {
        matches!(call, ProducerCall::Close).then_some(SUCCESS)
    }
}

fn record(topic: &Name, key: Option<&Name>, value: String) -> ProducerRecord {
    ProducerRecord {
        topic: topic.clone(),
        partition: None,
        key: key.map(|key| key.as_str().into()),
        value: Some(value.as_str().into()),
        headers: Arc::from([]),
        timestamp: None,
    }
}
