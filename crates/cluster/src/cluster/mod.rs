//! The cluster: machines, network and broker under one clock.
//!
//! Time is handed in, and moves in steps ([`Cluster::step_within`]). What is due
//! at a millisecond happens in the order of [`crate::timer::Alarm`]. The cluster
//! can stop after any step, take commands there, and go on as if it had not
//! stopped; [`Instant`] names the place. A command that is given at a
//! millisecond without more comes after all that was due.

mod alarms;
mod checks;
mod observer;
mod peer;
mod record;
mod run;
mod submit;
mod task;
mod terminal;

use crate::config::ClusterConfig;
use crate::event::Event;
use crate::instant::Instant;
use crate::limits::Limits;
use crate::operation::Progress;
use crate::timer::{Alarm, Timers};
use crate::State;
use client::call::OpId;
use client::outcome::Outcome;
use observer::Seat;
use protocol::connection::ConnectionId;
use protocol::record::Millis;
use std::sync::Arc;
use task::Task;

pub use observer::Observer;

/// A cluster.
#[derive(Clone, Debug)]
pub struct Cluster {
    state: State,
    limits: Limits,
    /// When who is to be woken: a sorted copy of what the state says.
    timers: Timers,
    /// The present instant; events carry it.
    clock: Millis,
    /// How many steps of this millisecond were taken.
    steps: u32,
    /// What is left to do at this instant; the last is done first.
    agenda: Vec<Task>,
    /// Connections whose next request the broker may take up.
    answered: Vec<ConnectionId>,
    /// Events that nobody has fetched yet.
    events: Vec<Event>,
    observer: Seat,
    /// Room for the alarms that one event touches; empty between events.
    touched: Vec<Alarm>,
}

impl Cluster {
    /// A cluster in which nothing has happened. `start` is Unix time.
    pub fn new(config: ClusterConfig, limits: Limits, seed: u64, start: Millis) -> Self {
        Cluster {
            state: State::new(config, &limits, seed, start),
            limits,
            timers: Timers::default(),
            clock: start,
            steps: 0,
            agenda: Vec::new(),
            answered: Vec::new(),
            events: Vec::new(),
            observer: Seat::default(),
            touched: Vec::new(),
        }
    }

    /// The cluster that these events made, at the instant `now`, when all that
    /// was due had happened. It goes on as the original does.
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
        cluster.state.reach(now);
        cluster.set_all_alarms();
        cluster
    }

    /// The state.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Forgets what is observed, as if nobody had looked so far. Nothing that
    /// happens depends on it.
    pub fn forget_observed(&mut self) {
        self.state.forget_observed();
    }

    /// The limits.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The present instant, in Unix time.
    pub fn now(&self) -> Millis {
        self.clock
    }

    /// The present instant, since the start. At rest it is after all that is
    /// due.
    pub fn instant(&self) -> Instant {
        let at = self.clock - self.state.start();
        if self.at_rest() {
            Instant::after_all(at)
        } else {
            Instant::after(at, self.steps)
        }
    }

    /// How many steps of this millisecond were taken, those of commands among
    /// them: the first step of a command, too, is one.
    pub fn steps(&self) -> u32 {
        self.steps
    }

    /// Whether nothing more is due in this millisecond.
    pub fn at_rest(&self) -> bool {
        self.next_due().is_none_or(|due| due > self.clock)
    }

    /// When something is due next.
    pub fn next_due(&self) -> Option<Millis> {
        if self.agenda.is_empty() {
            self.timers.next()
        } else {
            Some(self.clock)
        }
    }

    /// Takes the events since the last time.
    pub fn drain_events(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.events)
    }

    /// Forgets the events since the last time.
    pub fn forget_events(&mut self) {
        self.events.clear();
    }

    /// Takes the events since the last time, after those that are there.
    pub fn drain_events_into(&mut self, events: &mut Vec<Event>) {
        events.append(&mut self.events);
    }

    /// The outcome of an operation, once it has one.
    pub fn outcome(&self, op: OpId) -> Option<&Arc<Outcome>> {
        match &self.state.operations().get(&op)?.progress {
            Progress::Completed(outcome, _) => Some(outcome),
            _ => None,
        }
    }

    /// Does something while an observer looks on; hands it back with the
    /// answer.
    pub fn observed<O: Observer, T>(
        &mut self,
        observer: Box<O>,
        act: impl FnOnce(&mut Cluster) -> T,
    ) -> (Box<O>, T) {
        self.observer = Seat::taken_by(observer);
        let answer = act(self);
        (self.observer.left(), answer)
    }
}
