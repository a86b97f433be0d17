//! How time moves, and who does what when.

use super::task::Task;
use super::Cluster;
use crate::app::{AppEvent, AppStep, DIED};
use crate::command::CommandError;
use crate::event::{Happening, MachineEvent, OperationEvent};
use crate::ids::FlightId;
use crate::ids::MachineId;
use crate::instant::Instant;
use crate::network::{Cargo, Connection, NetworkEvent};
use crate::timer::Alarm;
use crate::Status;
use broker::ReplyTo;
use client::call::{Call, OpId};
use client::Step;
use protocol::connection::ConnectionId;
use protocol::record::Millis;

/// How many things a machine may do in one instant. It is far more than any
/// sensible program does; a client that never stops is a bug.
const STEPS_AT_AN_INSTANT: usize = 1_000_000;

impl Cluster {
    /// Lets time go on to `to`, in Unix time; what is due by then happens.
    /// Does nothing if that is in the past.
    pub fn advance_to(&mut self, to: Millis) {
        while self.step_within(to) {}
    }

    /// Takes the next step, if one is due by `until`, in Unix time; answers
    /// whether it did. Where it did not, the present is `until`.
    ///
    /// A step is what one handler of the broker does, or one thing that a
    /// program or a client does, a draw with what came of it. What finds
    /// nothing to do is no step.
    pub fn step_within(&mut self, until: Millis) -> bool {
        if until < self.clock {
            return false;
        }
        loop {
            let before = self.state.revision();
            if self.agenda.is_empty() {
                let Some((at, alarm)) = self.timers.take(until) else {
                    self.reach(until);
                    self.state.reach(self.clock);
                    return false;
                };
                self.reach(at);
                self.counted(|cluster| cluster.fire(alarm));
            } else {
                self.work();
            }
            if self.state.revision() != before {
                return true;
            }
        }
    }

    /// Takes the next step on the way to an instant, if there is one; answers
    /// whether it did. Where it did not, the present is that instant, or the
    /// end of its millisecond where that has fewer steps.
    pub fn step_to(&mut self, to: Instant) -> bool {
        let at = self.state.start() + to.at();
        let Some(steps) = to.ordinal() else {
            return self.step_within(at);
        };
        if self.clock < at {
            if self.step_within(at - 1) {
                return true;
            }
            self.reach(at);
            self.state.reach(at);
        }
        self.clock == at && self.steps < steps && self.step_within(at)
    }

    /// Moves the clock on; each millisecond counts its own steps.
    fn reach(&mut self, at: Millis) {
        if at > self.clock {
            self.clock = at;
            self.steps = 0;
        }
    }

    /// Does something that is a step if anything happens.
    pub(super) fn counted<T>(&mut self, act: impl FnOnce(&mut Cluster) -> T) -> T {
        let before = self.state.revision();
        let answer = act(self);
        if self.state.revision() != before {
            self.steps += 1;
        }
        answer
    }

    /// Does something, and all that it put on the agenda; what was there before
    /// stays.
    pub(super) fn settled<T>(&mut self, act: impl FnOnce(&mut Cluster) -> T) -> T {
        let older = self.agenda.len();
        let answer = self.counted(act);
        while self.agenda.len() > older {
            self.work();
        }
        answer
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

    /// Whoever is due begins; what takes more than one step goes on the agenda.
    fn fire(&mut self, alarm: Alarm) {
        match alarm {
            Alarm::Application(id) | Alarm::Client(id) => self.rouse(id, true),
            Alarm::Flight(flight) => self.land(flight),
            Alarm::Broker(alarm) => {
                self.broker(|broker, around| broker.wake(around, &alarm));
                if let broker::Alarm::Log(_) = alarm {
                    // A check that found nothing emitted nothing, and comes again.
                    self.set_alarm(Alarm::Broker(alarm));
                }
                self.agenda.push(Task::TakeRequests);
            }
            Alarm::Terminal => self.agenda.push(Task::Terminal),
        }
    }

    /// Goes on with the newest task of the agenda, by one step at the most. So
    /// a command that was given between two steps is done before what was
    /// under way goes on.
    fn work(&mut self) {
        let Some(task) = self.agenda.pop() else {
            return;
        };
        self.counted(|cluster| match task {
            Task::Pump {
                machine,
                woken,
                left,
            } => {
                if cluster.step(machine) {
                    assert!(left > 0, "machine {machine} never comes to rest");
                    let left = left - 1;
                    cluster.agenda.push(Task::Pump {
                        machine,
                        woken,
                        left,
                    });
                } else if woken {
                    cluster.set_machine_alarms(machine);
                }
            }
            Task::Terminal => {
                if cluster.step_terminal() {
                    cluster.agenda.push(Task::Terminal);
                }
            }
            Task::TakeRequests => {
                if let Some(connection) = cluster.answered.pop() {
                    cluster.agenda.push(Task::TakeRequests);
                    cluster.take_request(connection);
                }
            }
        });
    }

    /// A machine is to do all that it has to do now.
    pub(super) fn rouse(&mut self, machine: MachineId, woken: bool) {
        self.agenda.push(Task::Pump {
            machine,
            woken,
            left: STEPS_AT_AN_INSTANT,
        });
    }

    /// A flight arrives; one that was lost meanwhile does not.
    fn land(&mut self, id: FlightId) {
        let Some(flight) = self.state.network().flight(id) else {
            return;
        };
        let connection = flight.connection;
        match flight.cargo {
            Cargo::Request(_) => {
                let held = self.state.network().connection(connection);
                let was_free = held.and_then(Connection::in_work).is_none();
                self.happen(Happening::Network(NetworkEvent::RequestArrived {
                    flight: id,
                }));
                if was_free {
                    self.handle_request(connection);
                }
                self.agenda.push(Task::TakeRequests);
            }
            Cargo::Response(..) | Cargo::Close(_) => {
                let machine = self.state.network().machine(connection);
                self.happen(Happening::Network(NetworkEvent::ResponseArrived {
                    flight: id,
                }));
                if let Some(machine) = machine {
                    self.rouse(machine, false);
                }
            }
        }
    }

    /// The broker handles the request that it has taken up on a connection.
    fn handle_request(&mut self, connection: ConnectionId) {
        let held = self.state.network().connection(connection);
        let Some((correlation, request)) = held.and_then(Connection::in_work).cloned() else {
            return;
        };
        let to = ReplyTo {
            connection,
            correlation,
        };
        self.broker(|broker, around| broker.handle(around, to, &request));
    }

    /// The broker takes up the next request of a connection, if one waits.
    fn take_request(&mut self, connection: ConnectionId) {
        let held = self.state.network().connection(connection);
        let next = held.is_some_and(Connection::has_next);
        if next {
            self.happen(Happening::Network(NetworkEvent::RequestTaken {
                connection,
            }));
            self.handle_request(connection);
        }
    }

    /// Lets a machine do all that it has to do now, as part of the step that
    /// is being taken.
    pub(super) fn pump(&mut self, machine: MachineId) {
        for _ in 0..STEPS_AT_AN_INSTANT {
            if !self.step(machine) {
                return;
            }
        }
        panic!("machine {machine} never comes to rest");
    }

    /// The next thing that a machine does; answers whether there was one.
    fn step(&mut self, id: MachineId) -> bool {
        let Some(machine) = self.state.machines().get(&id).filter(|m| m.is_running()) else {
            return false;
        };
        if let Some(job) = machine.job() {
            match (job.exit(), machine.status()) {
                (Some(_), _) if job.tool().is_some() => {
                    self.tool_ended(id);
                    return true;
                }
                (Some(DIED), _) => {
                    self.die(id);
                    return true;
                }
                (Some(_), Status::Stopping { restart }) => {
                    self.stopped(id, restart);
                    return true;
                }
                (Some(_), _) => {
                    self.stopped(id, false);
                    return true;
                }
                _ => {}
            }
            if let Some(step) = machine.app_step(self.clock, self.state.rng().peek()) {
                self.step_app(id, step);
                return true;
            }
        }
        let step = machine.client().step(self.clock, self.state.rng().peek());
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
                self.begin(id, call);
            }
            AppStep::BeginQueued(op) => {
                let call = self.state.operations().get(&op).map(|o| o.call.clone());
                if let Some(call) = call {
                    self.begin_operation(op, id, call);
                }
            }
            AppStep::DeadLetter {
                partition,
                offset,
                record,
            } => {
                // The producer of the process is the one that users send from.
                let topic = record.topic.clone();
                let send = self.produce(None, &record).ok().flatten();
                self.happen(Happening::App(
                    id,
                    AppEvent::DeadLettered {
                        partition,
                        offset,
                        topic,
                        send,
                    },
                ));
            }
            AppStep::Did(AppEvent::Tool(event)) => self.tool_did(id, event),
            AppStep::Did(event) => self.happen(Happening::App(id, event)),
            AppStep::DidByChance(event) => {
                // What a program makes needs room as what a user makes does.
                if let (AppEvent::Made { .. }, Err(CommandError::OverLimit { limit, max })) =
                    (&event, self.check_logs(1))
                {
                    let refused = AppEvent::ProducingRefused { limit, max };
                    self.happen(Happening::App(id, refused));
                    return;
                }
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
    pub(super) fn begin(&mut self, machine: MachineId, call: Call) -> OpId {
        let op = self.state.next_operation();
        self.begin_operation(op, machine, call);
        op
    }

    fn begin_operation(&mut self, op: OpId, machine: MachineId, call: Call) {
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
        let open: Vec<ConnectionId> = self.state.network().open_of(id).collect();
        for connection in open {
            self.disconnect(connection);
        }
    }
}
