//! The whole state, and the one place where events change it.

use crate::app::{AppEvent, DIED};
use crate::config::ClusterConfig;
use crate::event::{Event, Happening, MachineEvent, OperationEvent};
use crate::ids::MachineId;
use crate::limits::Limits;
use crate::machine::Machine;
use crate::network::{Cargo, Flight, Network, NetworkEvent};
use crate::observed::{Beside, Observed, Stretches, Told};
use crate::operation::{Operation, Progress};
use crate::terminal::{Delivery, Terminal};
use broker::group::ClassicGroupEvent;
use broker::{Broker, Handled, Surroundings};
use client::call::{Call, OpId};
use client::link::Outgoing;
use protocol::map::Map;
use protocol::name::Name;
use protocol::record::{Millis, Offset};
use protocol::rng::Rng;
use protocol::topic_partition::TopicPartition;
use tools::ToolEvent;

/// Everything there is. It is equal to another exactly if nobody can ever tell
/// the two apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// The present instant, in Unix time.
    now: Millis,
    /// The first instant.
    start: Millis,
    /// How many events have happened.
    revision: u64,
    /// The cluster's settings.
    config: ClusterConfig,
    /// Chance.
    rng: Rng,
    /// The network.
    network: Network,
    /// The broker.
    broker: Broker,
    /// Machines with their clients and programs.
    machines: Map<MachineId, Machine>,
    /// The number of the next machine.
    next_machine: MachineId,
    /// Operations: those that are under way, and the last that ended.
    operations: Map<OpId, Operation>,
    /// The number of the next operation.
    next_operation: OpId,
    /// How many ended operations are kept.
    outcomes_kept: usize,
    /// The terminal.
    terminal: Terminal,
    /// What only an observer needs.
    observed: Observed,
}

impl State {
    /// The state before anything happened.
    pub fn new(config: ClusterConfig, limits: &Limits, seed: u64, start: Millis) -> Self {
        State {
            now: start,
            start,
            revision: 0,
            rng: Rng::new(seed),
            network: Network::default(),
            broker: Broker::new(config.broker.clone(), start),
            config,
            machines: Map::new(),
            next_machine: 0,
            operations: Map::new(),
            next_operation: 0,
            outcomes_kept: limits.outcomes,
            terminal: Terminal::new(limits.shell),
            observed: Observed::default(),
        }
    }

    /// The present instant, in Unix time.
    pub fn now(&self) -> Millis {
        self.now
    }

    /// The first instant.
    pub fn start(&self) -> Millis {
        self.start
    }

    /// How many events have happened.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The cluster's settings.
    pub fn config(&self) -> &ClusterConfig {
        &self.config
    }

    /// Chance, as it stands.
    pub fn rng(&self) -> &Rng {
        &self.rng
    }

    /// The network.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// The broker.
    pub fn broker(&self) -> &Broker {
        &self.broker
    }

    /// Machines with their clients and programs.
    pub fn machines(&self) -> &Map<MachineId, Machine> {
        &self.machines
    }

    /// The number of the next machine.
    pub fn next_machine(&self) -> MachineId {
        self.next_machine
    }

    /// Operations: those that are under way, and the last that ended.
    pub fn operations(&self) -> &Map<OpId, Operation> {
        &self.operations
    }

    /// The number of the next operation.
    pub fn next_operation(&self) -> OpId {
        self.next_operation
    }

    /// The terminal.
    pub fn terminal(&self) -> &Terminal {
        &self.terminal
    }

    /// What only an observer needs.
    pub fn observed(&self) -> &Observed {
        &self.observed
    }

    /// Forgets what only an observer needs.
    pub(crate) fn forget_observed(&mut self) {
        self.observed = Observed::default();
    }

    /// Time went on, and nothing happened.
    pub(crate) fn reach(&mut self, now: Millis) {
        self.now = now;
    }

    /// Lets the broker act. It is past the events that it answers; the rest of
    /// the state has to [`State::follow`] them.
    pub(crate) fn broker_acts(
        &mut self,
        limits: &broker::Limits,
        now: Millis,
        act: impl FnOnce(&mut Broker, &Surroundings) -> Handled,
    ) -> Handled {
        let rng = &self.rng;
        let around = Surroundings { limits, now, rng };
        act(&mut self.broker, &around)
    }

    /// The machine of this name.
    pub fn machine(&self, name: &str) -> Option<(MachineId, &Machine)> {
        self.machines
            .iter()
            .find(|(_, machine)| **machine.name() == *name)
            .map(|(id, machine)| (*id, machine))
    }

    /// The machine of a client, by its `client.id`: the machine's name, unless
    /// a setting says otherwise.
    pub fn machine_of_client(&self, client_id: &str) -> Option<(MachineId, &Machine)> {
        let machines = self.machines.iter();
        let mut machines = machines.filter(|(_, m)| *m.client().client_id().as_str() == *client_id);
        machines.next().map(|(id, machine)| (*id, machine))
    }

    /// Where the consumer of a machine began to read a partition that it owns:
    /// the committed offset, or where a reset or a seek led last.
    pub fn read_from(&self, machine: &str, partition: &TopicPartition) -> Option<Offset> {
        let (id, _) = self.machine(machine)?;
        self.observed.read_from(id, partition)
    }

    /// What each group has not come to of a partition below an offset to which
    /// its log start moves, where there is something.
    pub fn unread_below(&self, partition: &TopicPartition, to: Offset) -> Vec<(Name, Stretches)> {
        let mut unread = self.observed.unread_below(self.beside(), partition, to);
        unread.retain(|(_, stretches)| !stretches.is_empty());
        unread
    }

    /// Who takes partitions of a group over by an event of its coordinator that
    /// happens now, and how many: from another machine, whose member is no
    /// member any more or was fenced. What was assigned counts, from when it is
    /// the group's assignment; the member itself knows it a response later.
    pub fn taken_over(&self, group: &Name, event: &ClassicGroupEvent) -> Vec<(Name, usize)> {
        self.observed.taken_over(self.beside(), group, event)
    }

    /// How many records go from the beginning of a log by an event that happens
    /// now.
    pub fn gone(&self, partition: &TopicPartition) -> Offset {
        self.observed.gone(self.beside(), partition)
    }

    fn beside(&self) -> Beside<'_> {
        Beside {
            machines: &self.machines,
            broker: &self.broker,
            network: &self.network,
        }
    }

    /// Applies an event. Nothing else changes the state. Whoever has a copy of
    /// a state can follow the events with it, one by one.
    pub fn apply(&mut self, event: &Event) {
        if let Happening::Broker(what) = &event.what {
            self.broker.apply(event.at, what);
        }
        self.follow(event);
    }

    /// Applies an event to all but the broker, which is past it already.
    pub(crate) fn follow(&mut self, event: &Event) {
        let at = event.at;
        self.now = at;
        self.revision += 1;
        let told = match &event.what {
            Happening::Network(event) => self.apply_network(at, event).map(Told::of),
            Happening::Producer(id, event) => {
                if let Some(machine) = self.running(*id) {
                    machine.producer_did(at, event);
                }
                None
            }
            Happening::Consumer(id, event) => {
                if let Some(machine) = self.running(*id) {
                    machine.consumer_did(at, event);
                }
                Some(Told::of(*id))
            }
            Happening::Operation(op, event) => self.apply_operation(at, *op, event),
            other => {
                self.apply_other(at, other);
                None
            }
        };
        let beside = Beside {
            machines: &self.machines,
            broker: &self.broker,
            network: &self.network,
        };
        self.observed.fold(beside, event, told.as_ref());
    }

    /// What tells no client anything.
    fn apply_other(&mut self, at: Millis, what: &Happening) {
        match what {
            Happening::Drawn => self.rng.advance(),
            Happening::App(id, event) => self.apply_app(at, *id, event),
            Happening::Machine(id, event) => self.apply_machine(at, *id, event),
            Happening::Terminal(event) => {
                let told = self.terminal.apply(at, event);
                self.deliver(told);
            }
            Happening::Broker(_)
            | Happening::Network(_)
            | Happening::Producer(..)
            | Happening::Consumer(..)
            | Happening::Operation(..) => {}
        }
    }

    fn running(&mut self, id: MachineId) -> Option<&mut Machine> {
        self.machines.get_mut(&id).filter(|m| m.is_running())
    }

    /// Answers the machine whose client was told something.
    fn apply_network(&mut self, at: Millis, event: &NetworkEvent) -> Option<MachineId> {
        let network = &self.network;
        let (by_client, outgoing) = match event {
            NetworkEvent::Connected {
                connection,
                machine,
            } => {
                let connection = *connection;
                (Some(*machine), Some(Outgoing::Connected { connection }))
            }
            NetworkEvent::RequestSent {
                connection,
                correlation,
                request,
                ..
            } => {
                let sent = Outgoing::RequestSent {
                    connection: *connection,
                    correlation: *correlation,
                    request,
                };
                (network.machine(*connection), Some(sent))
            }
            NetworkEvent::Disconnected { connection } => (network.machine(*connection), None),
            NetworkEvent::Cut { machine } | NetworkEvent::Healed { machine } => {
                if let Some(m) = self.machines.get_mut(machine) {
                    m.cut(matches!(event, NetworkEvent::Cut { .. }));
                }
                (None, None)
            }
            _ => (None, None),
        };
        let ended = self.network.apply(at, event);
        if let Some(machine) = by_client.and_then(|id| self.running(id)) {
            if let NetworkEvent::Disconnected { connection } = event {
                machine.client_mut().disconnected(at, *connection);
            }
            if let Some(outgoing) = outgoing {
                machine.client_mut().sent(at, &outgoing);
            }
        }
        match ended {
            Some(flight) => self.landed(at, &flight),
            None => by_client,
        }
    }

    /// A flight ended; who was told of it?
    fn landed(&mut self, at: Millis, flight: &Flight) -> Option<MachineId> {
        let connection = flight.connection;
        let id = self.network.open(connection).map(|c| c.machine());
        if let Cargo::Close(_) = &flight.cargo {
            self.network.disconnect(connection);
        }
        let client = id.and_then(|id| self.running(id))?.client_mut();
        match &flight.cargo {
            Cargo::Request(_) => return None,
            Cargo::Response(response, _) => {
                client.received(at, connection, flight.correlation, response);
            }
            Cargo::Close(_) => client.disconnected(at, connection),
        }
        id
    }

    fn apply_app(&mut self, at: Millis, id: MachineId, event: &AppEvent) {
        let Some(machine) = self.machines.get_mut(&id) else {
            return;
        };
        machine.app_did(at, event);
        let told = match event {
            AppEvent::Tool(ToolEvent::Printed(stream, text)) => {
                self.terminal.printed(at, id, *stream, text)
            }
            AppEvent::Tool(ToolEvent::Exited(status)) => self.terminal.exited(at, id, *status),
            _ => return,
        };
        self.deliver(told);
    }

    /// Tells tools what happened in their pipelines.
    fn deliver(&mut self, told: Vec<Delivery>) {
        for delivery in told {
            let machine = self.machines.get_mut(&delivery.machine());
            let Some(process) = machine.and_then(|m| m.job_mut()?.process_mut()) else {
                continue;
            };
            match &delivery {
                Delivery::Text(_, text) => process.feed(text),
                Delivery::End(_) => process.end_input(),
                Delivery::Unread(_) => process.stop_reading(),
                Delivery::Signal(_, signal) => process.signal(*signal),
            }
        }
    }

    fn apply_machine(&mut self, at: Millis, id: MachineId, event: &MachineEvent) {
        match event {
            MachineEvent::Added {
                name,
                client,
                settings,
                app,
            } => {
                self.next_machine = id + 1;
                let machine = Machine::new(at, name, client, settings, app.as_deref());
                self.machines.insert(id, machine);
            }
            MachineEvent::Removed => {
                self.machines.remove(&id);
            }
            _ => {
                if let Some(machine) = self.machines.get_mut(&id) {
                    machine.apply(at, event);
                }
                if let MachineEvent::Crashed = event {
                    let told = self.terminal.exited(at, id, DIED);
                    self.deliver(told);
                }
            }
        }
    }

    /// How many records a consumer's program has finished that its group's
    /// committed offsets do not cover: a crash now repeats them.
    pub(crate) fn done_uncommitted(&self, id: MachineId) -> Option<u32> {
        self.observed.done_uncommitted(self.beside(), id)
    }

    fn apply_operation(&mut self, at: Millis, op: OpId, event: &OperationEvent) -> Option<Told> {
        match event {
            OperationEvent::Queued { machine, call } => {
                self.note(op, *machine, call, Progress::Queued);
                if let Some(job) = self.running(*machine).and_then(Machine::job_mut) {
                    job.ask(op);
                }
                None
            }
            OperationEvent::Began { machine, call } => {
                self.note(op, *machine, call, Progress::Running);
                if let Some(machine) = self.running(*machine) {
                    if let Some(job) = machine.job_mut() {
                        job.began(at, op, call);
                    }
                    machine.client_mut().began(at, op, call);
                }
                Some(Told::of(*machine))
            }
            OperationEvent::Completed(outcome) => {
                let operation = self.operations.get_mut(&op)?;
                operation.progress = Progress::Completed(outcome.clone(), at);
                let (id, call) = (operation.machine, operation.call.clone());
                if let Some(machine) = self.running(id) {
                    machine.call_came_back(at, op, &call, outcome);
                }
                self.forget_old_operations();
                Some(Told {
                    machine: id,
                    ended: Some((call, outcome.clone())),
                })
            }
        }
    }

    fn note(&mut self, op: OpId, machine: MachineId, call: &Call, progress: Progress) {
        self.next_operation = self.next_operation.max(op + 1);
        self.operations.insert(
            op,
            Operation {
                machine,
                call: call.clone(),
                progress,
            },
        );
    }

    /// Keeps the operations that are under way and the last that ended.
    fn forget_old_operations(&mut self) {
        while self.operations.len() > self.outcomes_kept {
            let ended = self
                .operations
                .iter()
                .find(|(_, o)| matches!(o.progress, Progress::Completed(..)))
                .map(|(op, _)| *op);
            match ended {
                Some(op) => self.operations.remove(&op),
                None => return,
            };
        }
    }
}
