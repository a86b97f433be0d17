//! How time moves, and who does what when.

use super::Cluster;
use crate::app::AppStep;
use crate::event::{Happening, MachineEvent, OperationEvent};
use crate::network::{Cargo, FlightId, NetworkEvent};
use crate::timer::Alarm;
use crate::MachineId;
use crate::Status;
use broker;
use broker::ReplyTo;
use client::call::{Call, OpId};
use client::Step;
use protocol::record::Millis;
use std::sync::Arc;

/// How many things a machine may do in one instant. It is far more than any
/// sensible program does; a client that never stops is a bug.
const STEPS_AT_AN_INSTANT: usize = 1_000_000;

impl Cluster {
    /// Lets time go on to `to`, in Unix time; what is due by then happens.
    /// Does nothing if that is in the past.
    pub fn advance_to(&mut self, to: Millis) {
        while let Some((at, alarm)) = self.timers.take(to) {
            self.clock = self.clock.max(at);
            self.fire(alarm);
        }
        self.clock = self.clock.max(to);
        self.state.now = self.clock;
    }

    /// Lets time go on until `stop` says that the state is as wanted, at the
    /// first instant at which it is, or until `deadline`. Answers whether it
    /// came to be.
    pub fn advance_until(
        &mut self,
        deadline: Millis,
        mut stop: impl FnMut(&Cluster) -> bool,
    ) -> bool {
        loop {
            if stop(self) {
                return true;
            }
            match self.timers.next() {
                Some(at) if at <= deadline => self.advance_to(at.max(self.clock)),
                _ => {
                    self.advance_to(deadline);
                    return stop(self);
                }
            }
        }
    }

    fn fire(&mut self, alarm: Alarm) {
        match alarm {
            Alarm::Application(id) | Alarm::Client(id) => {
                self.pump(id);
                // Whoever found nothing to do may be due again all the same.
                self.set_machine_alarms(id);
            }
            Alarm::Flight(flight) => self.land(flight),
            Alarm::Broker(alarm) => {
                self.broker(|broker, around| broker.wake(around, &alarm));
                if let broker::Alarm::Log(_) = alarm {
                    // A check that found nothing emitted nothing, and comes again.
                    self.set_alarm(Alarm::Broker(alarm));
                }
                self.take_waiting_requests();
            }
        }
    }

    /// A flight arrives; one that was lost meanwhile does not.
    fn land(&mut self, id: FlightId) {
        let Some(flight) = self.state.network.flights.get(&id) else {
            return;
        };
        let connection = flight.connection;
        match flight.cargo {
            Cargo::Request(_) => {
                let busy = |cluster: &Cluster| {
                    let connections = &cluster.state.network.connections;
                    connections.get(&connection).and_then(|c| c.busy.clone())
                };
                let was_free = busy(self).is_none();
                self.happen(Happening::Network(NetworkEvent::RequestArrived {
                    flight: id,
                }));
                if was_free {
                    self.handle_request(connection);
                }
                self.take_waiting_requests();
            }
            Cargo::Response(..) | Cargo::Close(_) => {
                let machine = self.state.network.machine(connection);
                self.happen(Happening::Network(NetworkEvent::ResponseArrived {
                    flight: id,
                }));
                if let Some(machine) = machine {
                    self.pump(machine);
                }
            }
        }
    }

    /// The broker handles the request that it has taken up on a connection.
    fn handle_request(&mut self, connection: u64) {
        let connections = &self.state.network.connections;
        let Some((correlation, request)) =
            connections.get(&connection).and_then(|c| c.busy.clone())
        else {
            return;
        };
        let to = ReplyTo {
            connection,
            correlation,
        };
        self.broker(|broker, around| broker.handle(around, to, &request));
    }

    /// Connections whose request was answered have their next one taken up.
    fn take_waiting_requests(&mut self) {
        while let Some(connection) = self.answered.pop() {
            let connections = &self.state.network.connections;
            let next = connections
                .get(&connection)
                .is_some_and(|c| c.busy.is_none() && !c.waiting.is_empty());
            if next {
                self.happen(Happening::Network(NetworkEvent::RequestTaken {
                    connection,
                }));
                self.handle_request(connection);
            }
        }
    }
    /// Lets a machine do all that it has to do now: its program first, then
    /// its client.
    pub(super) fn pump(&mut self, id: MachineId) {
        for _ in 0..STEPS_AT_AN_INSTANT {
            if !self.step(id) {
                return;
            }
        }
        panic!("machine {id} never comes to rest");
    }

    fn step(&mut self, id: MachineId) -> bool {
        let Some(machine) = self.state.machines.get(&id).filter(|m| m.is_running()) else {
            return false;
        };
        if let Some(app) = &machine.app {
            if let (true, Status::Stopping { restart }) = (app.ended(), machine.status) {
                self.stopped(id, restart);
                return true;
            }
            if let Some(step) = app.step(self.clock, self.state.rng.peek()) {
                self.step_app(id, step);
                return true;
            }
        }
        let step = machine.client.step(self.clock, self.state.rng.peek());
        match step {
            Some(step) => {
                self.step_client(id, step);
                true
            }
            None => false,
        }
    }

    fn step_app(&mut self, id: MachineId, step: AppStep) {
        match step {
            AppStep::Begin(call) => {
                self.begin(id, Arc::new(call));
            }
            AppStep::BeginQueued(op) => {
                let call = self.state.operations.get(&op).map(|o| o.call.clone());
                if let Some(call) = call {
                    self.begin_operation(op, id, call);
                }
            }
            AppStep::Did(event) => self.happen(Happening::App(id, event)),
            AppStep::DidByChance(event) => {
                self.happen(Happening::Drawn);
                self.happen(Happening::App(id, event));
            }
        }
    }

    fn step_client(&mut self, id: MachineId, step: Step) {
        match step {
            Step::Connect => self.open_connection(id),
            Step::Disconnect(connection) => self.disconnect(connection),
            Step::Send(connection, body) => self.send_body(id, connection, body),
            Step::SendRequest(connection, request) => self.send_request(id, connection, request),
            Step::Complete(op, outcome) => self.complete(op, outcome),
            Step::Produce(event) => self.happen(Happening::Producer(id, event)),
            Step::ProduceByChance(event) => {
                self.happen(Happening::Drawn);
                self.happen(Happening::Producer(id, event));
            }
            Step::Consume(event) => self.happen(Happening::Consumer(id, event)),
        }
    }

    /// A client call is made.
    pub(super) fn begin(&mut self, machine: MachineId, call: Arc<Call>) -> OpId {
        let op = self.state.next_operation;
        self.begin_operation(op, machine, call);
        op
    }

    fn begin_operation(&mut self, op: OpId, machine: MachineId, call: Arc<Call>) {
        let event = OperationEvent::Began { machine, call };
        self.happen(Happening::Operation(op, event));
    }

    /// A program has ended in good order.
    fn stopped(&mut self, id: MachineId, restart: bool) {
        self.hang_up(id);
        self.happen(Happening::Machine(id, MachineEvent::Stopped));
        if restart {
            self.happen(Happening::Machine(id, MachineEvent::Restarted));
        }
    }

    /// All connections of a machine close, on its side.
    pub(super) fn hang_up(&mut self, id: MachineId) {
        let open: Vec<u64> = {
            let connections = self.state.network.connections.iter();
            connections
                .filter(|(_, c)| c.machine == id && c.open)
                .map(|(connection, _)| *connection)
                .collect()
        };
        for connection in open {
            self.disconnect(connection);
        }
    }
}
