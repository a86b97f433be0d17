//! The cluster: machines, network and broker under one clock.
//!
//! Time is handed in. An instant is a millisecond and an order in it: what is
//! due at a millisecond happens in the order of [`crate::timer::Alarm`], and a
//! command that is given at a millisecond comes after all that was due.

mod alarms;
mod checks;
mod peer;
mod record;
mod run;
mod submit;

use crate::config::ClusterConfig;
use crate::event::Event;
use crate::limits::Limits;
use crate::operation::Progress;
use crate::timer::{Alarm, Timers};
use crate::State;
use client::call::OpId;
use client::outcome::Outcome;
use protocol::connection::ConnectionId;
use protocol::record::Millis;
use std::sync::Arc;

/// A cluster.
#[derive(Clone, Debug)]
pub struct Cluster {
    state: State,
    limits: Limits,
    /// When who is to be woken: a sorted copy of what the state says.
    timers: Timers,
    /// The present instant; events carry it.
    clock: Millis,
    /// Connections whose next request the broker may take up.
    answered: Vec<ConnectionId>,
    /// Events that nobody has fetched yet.
    events: Vec<Event>,
    /// Room for the alarms that one event touches; empty between events.
    touched: Vec<Alarm>,
}

impl Cluster {
    /// A cluster in which nothing has happened. `start` is Unix time.
    pub fn new(config: ClusterConfig, limits: Limits, seed: u64, start: Millis) -> Self {
        Cluster {
            state: State::new(config, limits.outcomes, seed, start),
            limits,
            timers: Timers::default(),
            clock: start,
            answered: Vec::new(),
            events: Vec::new(),
            touched: Vec::new(),
        }
    }

    /// The cluster that these events made, at the instant `now`. It goes on as
    /// the original does.
    pub fn rebuild<'a>(
        config: ClusterConfig,
        limits: Limits,
        seed: u64,
        start: Millis,
        events: impl IntoIterator<Item = &'a Event>,
        now: Millis,
    ) -> Self {
        let mut cluster = Cluster::new(config, limits, seed, start);
        for event in events {
            cluster.state.apply(event);
        }
        cluster.clock = now;
        cluster.state.now = now;
        cluster.set_all_alarms();
        cluster
    }

    /// The state.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The limits.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The present instant, in Unix time.
    pub fn now(&self) -> Millis {
        self.clock
    }

    /// When something is due next.
    pub fn next_due(&self) -> Option<Millis> {
        self.timers.next()
    }

    /// Takes the events since the last time.
    pub fn drain_events(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.events)
    }

    /// The outcome of an operation, once it has one.
    pub fn outcome(&self, op: OpId) -> Option<&Arc<Outcome>> {
        match &self.state.operations.get(&op)?.progress {
            Progress::Completed(outcome, _) => Some(outcome),
            _ => None,
        }
    }
}
