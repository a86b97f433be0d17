//! The cluster: machines, network and broker under one clock.
//!
//! Time is handed in, and moves in steps ([`Cluster::step_within`]). What is due
//! at a millisecond happens in the order of [`crate::timer::Alarm`]. The cluster
//! can stop after any step, take commands there, and go on as if it had not
//! stopped; [`Instant`] names the place. A command that is given at a
//! millisecond without more comes after all that was due.

mod checks;
mod context;
mod machine;
mod observer;
mod peer;
mod run;
mod state;
mod submit;

pub use context::Context;
pub use machine::{Machine, Status};
pub use observer::Observer;
pub use state::{MachineId, State};

use crate::broker::log::retention_tick;
use crate::broker::BrokerEvent;
use crate::config::ClusterConfig;
use crate::event::{Event, Happening};
use crate::instant::Instant;
use crate::limits::Limits;
use crate::name::Name;
use crate::network::{ConnectionId, FlightId, NetworkEvent};
use crate::operation::{OpId, Outcome, Progress};
use crate::protocol::ResourceType;
use crate::record::Millis;
use crate::timer::{Alarm, Timers};
use crate::topic_partition::TopicPartition;
use observer::Seat;
use run::Task;
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
    /// How many steps of this millisecond were taken.
    steps: u32,
    /// What is left to do at this instant; the last is done first.
    agenda: Vec<Task>,
    /// Connections whose next request the broker may take up.
    answered: Vec<ConnectionId>,
    /// Events that nobody has fetched yet.
    events: Vec<Event>,
    observer: Seat,
}

impl Cluster {
    /// A cluster in which nothing has happened. `start` is Unix time.
    pub fn new(config: ClusterConfig, limits: Limits, seed: u64, start: Millis) -> Self {
        Cluster {
            state: State::new(config, limits.outcomes, seed, start),
            limits,
            timers: Timers::default(),
            clock: start,
            steps: 0,
            agenda: Vec::new(),
            answered: Vec::new(),
            events: Vec::new(),
            observer: Seat::default(),
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

    /// The present instant, since the start. At rest it is after all that is
    /// due.
    pub fn instant(&self) -> Instant {
        let at = self.clock - self.state.start;
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

    /// Takes the events since the last time, after those that are there.
    pub fn drain_events_into(&mut self, events: &mut Vec<Event>) {
        events.append(&mut self.events);
    }

    /// The outcome of an operation, once it has one.
    pub fn outcome(&self, op: OpId) -> Option<&Arc<Outcome>> {
        match &self.state.operations.get(&op)?.progress {
            Progress::Completed(outcome, _) => Some(outcome),
            _ => None,
        }
    }

    /// Applies an event, keeps it, and sets the alarms of whom it touched.
    fn record(&mut self, event: Event) {
        self.observer.see(&self.state, &event);
        let touched = self.touched(&event.what);
        self.state.apply(&event);
        self.set_alarms(&touched);
        self.events.push(event);
    }

    /// Whom an event touches, seen before it is applied.
    fn touched(&self, what: &Happening) -> Touched {
        match what {
            Happening::Drawn => Touched::Nobody,
            Happening::Producer(id, _)
            | Happening::Consumer(id, _)
            | Happening::App(id, _)
            | Happening::Machine(id, _) => Touched::Machine(*id),
            Happening::Operation(op, event) => match event {
                crate::event::OperationEvent::Queued { machine, .. }
                | crate::event::OperationEvent::Began { machine, .. } => Touched::Machine(*machine),
                crate::event::OperationEvent::Completed(_) => self
                    .state
                    .operations
                    .get(op)
                    .map_or(Touched::Nobody, |o| Touched::Machine(o.machine)),
            },
            Happening::Broker(event) => match event {
                BrokerEvent::Group { group, .. } => Touched::Group(group.clone()),
                BrokerEvent::FetchParked { park, .. } | BrokerEvent::FetchUnparked { park } => {
                    Touched::Fetch(*park)
                }
                BrokerEvent::BatchAppended { partition, .. }
                | BrokerEvent::SegmentRolled { partition, .. }
                | BrokerEvent::SegmentsDeleted { partition, .. }
                | BrokerEvent::LogStartMoved { partition, .. } => Touched::Log(partition.clone()),
                BrokerEvent::TopicDeleted { topic } => self.topics(|name| name == topic),
                // What retention keeps may change.
                BrokerEvent::ConfigsAltered { resource, .. } => match resource.kind {
                    ResourceType::Topic => self.topics(|name| *name == resource.name),
                    ResourceType::Broker => self.topics(|_| true),
                    _ => Touched::Nobody,
                },
                _ => Touched::Nobody,
            },
            Happening::Network(event) => self.touched_by_network(event),
        }
    }

    fn touched_by_network(&self, event: &NetworkEvent) -> Touched {
        let network = &self.state.network;
        match event {
            NetworkEvent::RequestSent {
                connection, flight, ..
            } => Touched::Sender(network.machine(*connection), flight.map(|(id, _)| id)),
            NetworkEvent::ResponseSent { flight, .. } | NetworkEvent::HungUp { flight, .. } => {
                Touched::Sender(None, flight.map(|(id, _)| id))
            }
            NetworkEvent::ResponseArrived { flight } => {
                let connection = network.flights.get(flight).map(|f| f.connection);
                Touched::Sender(connection.and_then(|c| network.machine(c)), Some(*flight))
            }
            NetworkEvent::RequestArrived { flight } => Touched::Sender(None, Some(*flight)),
            NetworkEvent::Connected { machine, .. } => Touched::Machine(*machine),
            NetworkEvent::Disconnected { connection } => {
                let lost = network.flights.iter();
                let lost = lost.filter(|(_, flight)| flight.connection == *connection);
                let lost = lost.map(|(id, _)| *id).collect();
                Touched::Losers(network.machine(*connection), lost)
            }
            NetworkEvent::Cut { machine } => {
                let lost = network.flights.iter();
                let lost = lost.filter(|(_, f)| network.machine(f.connection) == Some(*machine));
                Touched::Losers(None, lost.map(|(id, _)| *id).collect())
            }
            _ => Touched::Nobody,
        }
    }

    fn set_alarms(&mut self, touched: &Touched) {
        match touched {
            Touched::Nobody => {}
            Touched::Machine(id) => self.set_machine_alarms(*id),
            Touched::Group(group) => {
                let due = self.state.broker.group_due(group);
                self.timers.set(Alarm::Group(group.clone()), due);
            }
            Touched::Fetch(park) => {
                let due = self.state.broker.parked.get(park).map(|fetch| fetch.until);
                self.timers.set(Alarm::Fetch(*park), due);
            }
            Touched::Log(partition) => self.set_log_alarm(partition),
            Touched::Topics(topics) => {
                for (topic, partitions) in topics {
                    for partition in 0..*partitions {
                        self.set_log_alarm(&TopicPartition::new(topic.clone(), partition));
                    }
                }
            }
            Touched::Sender(machine, flight) => {
                self.set_flight_alarms(flight.as_slice());
                if let Some(id) = machine {
                    self.set_machine_alarms(*id);
                }
            }
            Touched::Losers(machine, flights) => {
                self.set_flight_alarms(flights);
                if let Some(id) = machine {
                    self.set_machine_alarms(*id);
                }
            }
        }
    }

    fn set_flight_alarms(&mut self, flights: &[FlightId]) {
        for id in flights {
            let due = self.state.network.flights.get(id).map(|f| f.arrives);
            self.timers.set(Alarm::Flight(*id), due);
        }
    }

    /// Topics of which `which` says so, with their partition counts.
    fn topics(&self, which: impl Fn(&Name) -> bool) -> Touched {
        let topics = self.state.broker.topics.iter();
        let topics = topics.filter(|(name, _)| which(name));
        let topics = topics.map(|(name, topic)| (name.clone(), topic.partitions.len() as i32));
        Touched::Topics(topics.collect())
    }

    /// Sets when a log is checked. A check that is due at this very instant
    /// still comes: what happens before it does not put it off.
    fn set_log_alarm(&mut self, partition: &TopicPartition) {
        let alarm = Alarm::Log(partition.clone());
        if self.timers.at(&alarm) == Some(self.clock) {
            return;
        }
        let state = &self.state;
        let due = retention_tick(&state.broker, partition, state.start, self.clock);
        self.timers.set(alarm, due);
    }

    fn set_machine_alarms(&mut self, id: MachineId) {
        let machine = self.state.machines.get(&id);
        let app = machine.and_then(|m| m.app_due(self.clock));
        let client = machine.and_then(|m| m.client_due(self.clock));
        self.timers.set(Alarm::Application(id), app);
        self.timers.set(Alarm::Client(id), client);
    }

    fn set_all_alarms(&mut self) {
        let mut all: Vec<Touched> = Vec::new();
        let state = &self.state;
        all.extend(state.machines.keys().map(|id| Touched::Machine(*id)));
        all.extend(state.broker.groups.keys().cloned().map(Touched::Group));
        all.extend(state.broker.parked.keys().map(|park| Touched::Fetch(*park)));
        all.push(self.topics(|_| true));
        let flights = state.network.flights.keys();
        all.extend(flights.map(|id| Touched::Sender(None, Some(*id))));
        for touched in &all {
            self.set_alarms(touched);
        }
    }
}

/// Whom an event touches: whose alarm may change.
enum Touched {
    Nobody,
    Machine(MachineId),
    Group(Name),
    Fetch(u64),
    Log(TopicPartition),
    /// All logs of topics, which had so many.
    Topics(Vec<(Name, i32)>),
    /// Whose flight left or arrived.
    Sender(Option<MachineId>, Option<FlightId>),
    /// Whose flights may be lost.
    Losers(Option<MachineId>, Vec<FlightId>),
}
