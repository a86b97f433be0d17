//! What handlers have in their hands: they look at the state, and emit events.

use super::state::{MachineId, State};
use super::Cluster;
use crate::broker::group::GroupEvent;
use crate::broker::{Broker, BrokerEvent, ReplyTo};
use crate::event::{Event, Happening, OperationEvent};
use crate::limits::Limits;
use crate::name::Name;
use crate::network::{ConnectionId, FlightId, NetworkEvent};
use crate::operation::{OpId, Outcome};
use crate::protocol::{Request, RequestBody, Response};
use crate::record::Millis;
use std::sync::Arc;

/// The cluster, as handlers may use it.
pub struct Context<'a> {
    pub(super) cluster: &'a mut Cluster,
}

impl Context<'_> {
    /// The state.
    pub fn state(&self) -> &State {
        &self.cluster.state
    }

    /// The broker.
    pub fn broker(&self) -> &Broker {
        &self.cluster.state.broker
    }

    /// The limits.
    pub fn limits(&self) -> &Limits {
        &self.cluster.limits
    }

    /// The present instant.
    pub fn now(&self) -> Millis {
        self.cluster.clock
    }

    /// Something happens: the state changes, and whoever looks will know.
    pub(crate) fn happen(&mut self, what: Happening) {
        let event = Event {
            at: self.cluster.clock,
            what,
        };
        self.cluster.record(event);
    }

    /// Something happens in the broker.
    pub(crate) fn emit(&mut self, event: BrokerEvent) {
        self.happen(Happening::Broker(event));
    }

    /// Something happens to a group.
    pub(crate) fn emit_group(&mut self, group: &Name, event: GroupEvent) {
        let group = group.clone();
        self.emit(BrokerEvent::Group { group, event });
    }

    /// Draws a number by chance.
    pub(crate) fn draw(&mut self) -> u64 {
        let drawn = self.state().rng.peek();
        self.happen(Happening::Drawn);
        drawn
    }

    /// A random UUID (version 4), as Java prints it.
    pub(crate) fn random_uuid(&mut self) -> String {
        let bits = (u128::from(self.draw()) << 64) | u128::from(self.draw());
        let version = (bits & !(0xf << 76)) | (4 << 76);
        let variant = (version & !(0x3 << 62)) | (0x2 << 62);
        let hex = format!("{variant:032x}");
        [
            &hex[..8],
            &hex[8..12],
            &hex[12..16],
            &hex[16..20],
            &hex[20..],
        ]
        .join("-")
    }

    /// The next flight, if the machine's network carries it.
    fn flight(&self, machine: MachineId) -> Option<(FlightId, Millis)> {
        let state = self.state();
        let cut = state.machines.get(&machine).is_some_and(|m| m.cut);
        let arrives = self.now() + state.config.latency_ms.max(1);
        (!cut).then_some((state.network.next_flight, arrives))
    }

    /// A client connects.
    pub(crate) fn connect(&mut self, machine: MachineId) {
        let connection = self.state().network.next_connection;
        self.happen(Happening::Network(NetworkEvent::Connected {
            connection,
            machine,
        }));
    }

    /// A client gives a connection up.
    pub(crate) fn disconnect(&mut self, connection: ConnectionId) {
        self.happen(Happening::Network(NetworkEvent::Disconnected {
            connection,
        }));
    }

    /// A client sends a request.
    pub(crate) fn send(&mut self, machine: MachineId, connection: ConnectionId, body: RequestBody) {
        let client_id = match self.state().machines.get(&machine) {
            Some(machine) => machine.client.client_id().clone(),
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
    pub(crate) fn send_request(
        &mut self,
        machine: MachineId,
        connection: ConnectionId,
        request: Arc<Request>,
    ) {
        let Some(open) = self.state().network.open(connection) else {
            return;
        };
        let event = NetworkEvent::RequestSent {
            connection,
            correlation: open.next_correlation,
            request,
            flight: self.flight(machine),
        };
        self.happen(Happening::Network(event));
    }

    /// The broker answers a request, or is done with one that wants no answer.
    pub(crate) fn respond(&mut self, to: ReplyTo, response: Option<Response>) {
        let network = &self.state().network;
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
        self.cluster.answered.push(to.connection);
    }

    /// The broker closes a connection because of a request that wants no
    /// answer.
    pub(crate) fn hang_up(&mut self, to: ReplyTo) {
        let network = &self.state().network;
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
    pub(crate) fn complete(&mut self, op: OpId, outcome: Outcome) {
        let outcome = Arc::new(outcome);
        self.happen(Happening::Operation(op, OperationEvent::Completed(outcome)));
    }
}
