//! The simulated programs around the clients.
//!
//! A program knows its client only by its calls and their outcomes. Like a
//! client it has a `next_due_after` and a `step`.

pub mod consume;
pub mod produce;

use crate::command::{Change, CommitMode, Rate};
use client::call::{Call, OpId, ProducerRecord};
use client::outcome::Outcome;
use consume::ConsumeApp;
use produce::ProduceApp;
use protocol::name::Name;
use protocol::record::Millis;
use std::sync::Arc;

/// What a program is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AppSpec {
    /// Produce to a topic.
    Produce {
        /// The topic; none for a program that sends only what users hand it.
        topic: Option<Name>,
        /// Keys to choose from; none is no key.
        keys: Vec<Name>,
        /// How often; none never.
        rate: Option<Rate>,
    },
    /// Consume topics.
    Consume {
        /// The topics.
        topics: Vec<Name>,
        /// How long the work on a record takes.
        work_ms: Millis,
        /// When to commit.
        commit: CommitMode,
        /// Whether the user polls.
        by_hand: bool,
    },
}

impl AppSpec {
    /// The keys that it chooses from.
    pub fn keys(&self) -> &[Name] {
        match self {
            AppSpec::Produce { keys, .. } => keys,
            AppSpec::Consume { .. } => &[],
        }
    }

    /// The same, changed.
    pub fn changed(&self, change: &Change) -> Self {
        match self.clone() {
            AppSpec::Produce { topic, keys, rate } => AppSpec::Produce {
                topic,
                keys: change.keys.clone().unwrap_or(keys),
                rate: change.rate.or(rate),
            },
            AppSpec::Consume {
                topics,
                work_ms,
                commit,
                by_hand,
            } => AppSpec::Consume {
                topics,
                work_ms: change.work_ms.unwrap_or(work_ms),
                commit: change.commit.unwrap_or(commit),
                by_hand: change.by_hand.unwrap_or(by_hand),
            },
        }
    }
}

/// A program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum App {
    /// It produces.
    Produce(Box<ProduceApp>),
    /// It consumes.
    Consume(Box<ConsumeApp>),
}

/// What happens in a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AppEvent {
    /// A producer made a record and is about to send it.
    Made {
        /// Its key, chosen by chance.
        key: Option<Name>,
    },
    /// A producer's own sending rests.
    ProducingPaused,
    /// A producer's own sending goes on.
    ProducingResumed,
    /// A consumer began to work on the next record in its hands.
    WorkStarted {
        /// When it will be done.
        until: Millis,
    },
    /// A consumer has done its work on a record.
    WorkFinished {
        /// Which.
        partition: protocol::topic_partition::TopicPartition,
        /// At which offset.
        offset: protocol::record::Offset,
    },
}

/// The next thing that a program does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AppStep {
    /// Makes a call of its own.
    Begin(Call),
    /// Makes the call that a user asked for.
    BeginQueued(OpId),
    /// Something in itself.
    Did(AppEvent),
    /// Something in itself that used the number drawn by chance.
    DidByChance(AppEvent),
}

impl App {
    /// A program at its start.
    pub fn new(spec: &AppSpec, at: Millis) -> Self {
        match spec {
            AppSpec::Produce { .. } => App::Produce(Box::new(ProduceApp::new(spec.clone(), at))),
            AppSpec::Consume { .. } => App::Consume(Box::new(ConsumeApp::new(spec.clone()))),
        }
    }

    /// What it is to do.
    pub fn spec(&self) -> &AppSpec {
        match self {
            App::Produce(app) => &app.spec,
            App::Consume(app) => &app.spec,
        }
    }

    /// What it does next at `now`; `draw` is a number drawn by chance.
    pub fn step(&self, now: Millis, draw: u64) -> Option<AppStep> {
        match self {
            App::Produce(app) => app.step(now, draw),
            App::Consume(app) => app.step(now),
        }
    }

    /// When it wants to be woken, of the instants after `now`.
    pub fn next_due_after(&self, now: Millis) -> Option<Millis> {
        match self {
            App::Produce(app) => app.next_due(),
            App::Consume(app) => app.next_due(),
        }
        .filter(|at| *at > now)
    }

    /// A user asks for a call.
    pub(crate) fn queue(&mut self, op: OpId) {
        match self {
            App::Produce(app) => app.inbox.push_back(op),
            App::Consume(app) => app.inbox.push_back(op),
        }
    }

    /// It is to end in good order.
    pub(crate) fn stop(&mut self) {
        match self {
            App::Produce(app) => app.stopping = true,
            App::Consume(app) => app.stopping = true,
        }
    }

    /// It stands still, or goes on.
    pub(crate) fn stall(&mut self, at: Millis, stalled: bool) {
        match self {
            App::Produce(app) => app.stall(at, stalled),
            App::Consume(app) => app.stalled = stalled,
        }
    }

    /// It is changed while it runs.
    pub(crate) fn configure(&mut self, at: Millis, change: &Change) {
        match self {
            App::Produce(app) => app.configure(at, change),
            App::Consume(app) => app.spec = app.spec.changed(change),
        }
    }

    /// A call was made.
    pub(crate) fn began(&mut self, op: OpId, call: &Call) {
        if matches!(call, Call::Wakeup) {
            return;
        }
        match self {
            App::Produce(app) => app.began(op, call),
            App::Consume(app) => app.began(op, call),
        }
    }

    /// A call came back.
    pub(crate) fn completed(&mut self, at: Millis, op: OpId, call: &Call, outcome: &Outcome) {
        match self {
            App::Produce(app) => app.completed(call),
            App::Consume(app) => app.completed(at, op, call, outcome),
        }
    }

    /// Whether it has ended.
    pub fn ended(&self) -> bool {
        match self {
            App::Produce(app) => app.ended,
            App::Consume(app) => app.ended,
        }
    }

    /// Applies what happened in it at `at`.
    pub(crate) fn apply(&mut self, at: Millis, event: &AppEvent) {
        match self {
            App::Produce(app) => app.apply(at, event),
            App::Consume(app) => app.apply(event),
        }
    }
}

/// A record that a program makes.
pub(crate) fn record(topic: &Name, key: Option<&Name>, value: String) -> ProducerRecord {
    ProducerRecord {
        topic: topic.clone(),
        partition: None,
        key: key.map(|key| key.as_str().into()),
        value: Some(value.as_str().into()),
        headers: Arc::from([]),
        timestamp: None,
    }
}
