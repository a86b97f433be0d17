//! What is done becomes an event: it is applied, kept, and the alarms that it
//! touches are set.

use super::Cluster;
use crate::app::AppEvent;
use crate::event::{Event, Happening, OperationEvent};
use crate::ids::FlightId;
use crate::ids::MachineId;
use crate::network::NetworkEvent;
use crate::timer::Alarm;
use broker::{Effect, Handled, ReplyTo, Surroundings};
use client::call::OpId;
use client::outcome::Outcome;
use protocol::api::{Request, RequestBody, Response};
use protocol::connection::ConnectionId;
use protocol::record::Millis;
use std::sync::Arc;

impl Cluster {
    /// Something happens: the state changes, and whoever looks will know.
    pub(super) fn happen(&mut self, what: Happening) {
        let event = Event {
            at: self.clock,
            what,
        };
        self.observer.see(&self.state, &event);
        let mut touched = std::mem::take(&mut self.touched);
        let (network, operations) = (self.state.network(), &self.state.operations());
        event.what.touches(network, operations, &mut touched);
        self.state.apply(&event);
        for alarm in touched.drain(..) {
            self.set_alarm(alarm);
        }
        self.touched = touched;
        self.events.push(event);
    }

    /// Lets the broker act. What it did it has done: its events are applied to
    /// it already. The rest of the cluster follows them in their order, answers
    /// leave on the network, and then its alarms are set.
    pub(super) fn broker(
        &mut self,
        act: impl FnOnce(&mut broker::Broker, &Surroundings) -> Handled,
    ) {
        let handled = self.state.broker_acts(&self.limits.broker, self.clock, act);
        for effect in handled.effects {
            match effect {
                Effect::Happened(event) => {
                    let event = Event {
                        at: self.clock,
                        what: Happening::Broker(event),
                    };
                    self.observer.see(&self.state, &event);
                    self.state.follow(&event);
                    self.events.push(event);
                }
                Effect::Drawn => self.happen(Happening::Drawn),
                Effect::Answered(to, response) => self.respond(to, response),
                Effect::HungUp(to) => self.close_side_of_broker(to),
            }
        }
        for alarm in handled.touched {
            self.set_alarm(Alarm::Broker(alarm));
        }
    }

    /// The next flight, if the machine's network carries it.
    fn flight(&self, machine: MachineId) -> Option<(FlightId, Millis)> {
        let state = &self.state;
        let cut = state.machines().get(&machine).is_some_and(|m| m.is_cut());
        let arrives = self.clock + state.config().latency_ms.max(1);
        (!cut).then_some((state.network().next_flight(), arrives))
    }

    /// A client connects.
    pub(super) fn open_connection(&mut self, machine: MachineId) {
        let connection = self.state.network().next_connection();
        self.happen(Happening::Network(NetworkEvent::Connected {
            connection,
            machine,
        }));
    }

    /// A client gives a connection up.
    pub(super) fn disconnect(&mut self, connection: ConnectionId) {
        self.happen(Happening::Network(NetworkEvent::Disconnected {
            connection,
        }));
    }

    /// A client sends a request.
    pub(super) fn send_body(
        &mut self,
        machine: MachineId,
        connection: ConnectionId,
        body: RequestBody,
    ) {
        let client_id = match self.state.machines().get(&machine) {
            Some(machine) => machine.client().client_id().clone(),
            None => return,
        };
        let request = Request {
            version: body.version_to_send(),
            client_id,
            body,
        };
        self.send_request(machine, connection, Arc::new(request));
    }

    /// A client or a peer sends a request of its own version.
    pub(super) fn send_request(
        &mut self,
        machine: MachineId,
        connection: ConnectionId,
        request: Arc<Request>,
    ) {
        let Some(open) = self.state.network().open(connection) else {
            return;
        };
        let event = NetworkEvent::RequestSent {
            connection,
            correlation: open.next_correlation(),
            request,
            flight: self.flight(machine),
        };
        self.happen(Happening::Network(event));
    }

    /// The broker answers a request, or is done with one that wants no answer.
    fn respond(&mut self, to: ReplyTo, response: Option<Response>) {
        let network = self.state.network();
        let machine = network.machine(to.connection);
        let heard = network.open(to.connection).is_some() && response.is_some();
        let event = NetworkEvent::ResponseSent {
            connection: to.connection,
            correlation: to.correlation,
            response: response.map(Arc::new),
            flight: machine
                .filter(|_| heard)
                .and_then(|machine| self.flight(machine)),
        };
        self.happen(Happening::Network(event));
        self.answered.push(to.connection);
    }

    /// The broker closes a connection because of a request that wants no
    /// answer.
    fn close_side_of_broker(&mut self, to: ReplyTo) {
        let network = self.state.network();
        let machine = network.machine(to.connection);
        let heard = network.open(to.connection).is_some();
        let event = NetworkEvent::HungUp {
            connection: to.connection,
            correlation: to.correlation,
            flight: machine
                .filter(|_| heard)
                .and_then(|machine| self.flight(machine)),
        };
        self.happen(Happening::Network(event));
    }

    /// A call comes back.
    pub(super) fn complete(&mut self, op: OpId, outcome: Outcome) {
        let outcome = Arc::new(outcome);
        let threw = outcome.exception().is_some();
        self.happen(Happening::Operation(op, OperationEvent::Completed(outcome)));
        self.answer_letter(op, !threw);
    }

    /// A program that waits for the answer to a dead letter hears it.
    fn answer_letter(&mut self, send: OpId, acknowledged: bool) {
        let machines = self.state.machines();
        let waits = machines.iter().find_map(|(id, machine)| {
            let program = machine.consuming().filter(|_| machine.is_running())?;
            Some((*id, program.letter_of(send)?))
        });
        if let Some((id, (partition, offset))) = waits {
            let heard = AppEvent::LetterAnswered {
                partition,
                offset,
                acknowledged,
            };
            self.happen(Happening::App(id, heard));
            self.rouse(id, false);
        }
    }
}
