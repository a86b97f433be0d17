//! Connections between machines and what is in the air on them.
//!
//! A flight takes [`latency_ms`](crate::config::ClusterConfig::latency_ms) each way. A
//! machine that is cut off keeps its connections and loses what is in the air; when it is
//! healed they are reset. On one connection nothing overtakes.
//!
//! *Read next: [`app`](crate::app), who makes the calls.*

use crate::ids::{FlightId, MachineId};
use crate::timer::Alarm;
use protocol::api::{Request, Response};
use protocol::connection::{ConnectionId, CorrelationId};
use protocol::map::Map;
use protocol::record::Millis;
use std::collections::VecDeque;
use std::sync::Arc;

/// One connection: ordered, and the broker answers one request at a time. What
/// arrives while it works on one (a parked JoinGroup, say) waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// The client's machine.
    machine: MachineId,
    /// Whether the client still listens.
    open: bool,
    /// The correlation id of the next request.
    next_correlation: CorrelationId,
    /// The request that the broker works on.
    busy: Option<(CorrelationId, Arc<Request>)>,
    /// Requests that arrived and wait for that one's answer.
    waiting: VecDeque<(CorrelationId, Arc<Request>)>,
    /// Whether the broker has closed its side: what arrives is dropped.
    hung_up: bool,
}

impl Connection {
    /// The client's machine.
    pub fn machine(&self) -> MachineId {
        self.machine
    }

    /// The correlation id of the next request.
    pub fn next_correlation(&self) -> CorrelationId {
        self.next_correlation
    }

    /// The request that the broker works on.
    pub fn in_work(&self) -> Option<&(CorrelationId, Arc<Request>)> {
        self.busy.as_ref()
    }

    /// Whether a request waits and the broker works on none.
    pub fn has_next(&self) -> bool {
        self.busy.is_none() && !self.waiting.is_empty()
    }
}

/// What a flight carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cargo {
    /// A request, to the broker.
    Request(Arc<Request>),
    /// A response, to the client, with the request that it answers.
    Response(Arc<Response>, Arc<Request>),
    /// That the broker closed the connection because of a request, to the
    /// client.
    Close(Arc<Request>),
}

/// Something in the air.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flight {
    /// The connection.
    pub connection: ConnectionId,
    /// Which exchange on it.
    pub correlation: CorrelationId,
    /// What it carries.
    pub cargo: Cargo,
    /// When it left.
    pub left: Millis,
    /// When it arrives.
    pub arrives: Millis,
}

/// All connections and flights.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Network {
    /// Connections that are open or whose last requests are still on the way.
    connections: Map<ConnectionId, Connection>,
    /// What is in the air.
    flights: Map<FlightId, Flight>,
    /// The id of the next connection.
    next_connection: ConnectionId,
    /// The id of the next flight.
    next_flight: FlightId,
}

/// What happens on the network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NetworkEvent {
    /// A client connected.
    Connected {
        /// The new connection.
        connection: ConnectionId,
        /// The client's machine.
        machine: MachineId,
    },
    /// A client sent a request.
    RequestSent {
        /// On which connection.
        connection: ConnectionId,
        /// Its correlation id.
        correlation: CorrelationId,
        /// The request.
        request: Arc<Request>,
        /// Its flight, or none where the network is cut.
        flight: Option<(FlightId, Millis)>,
    },
    /// A request reached the broker.
    RequestArrived {
        /// The flight that ended.
        flight: FlightId,
    },
    /// The broker took the next request that waited on a connection.
    RequestTaken {
        /// The connection.
        connection: ConnectionId,
    },
    /// The broker answered, or (without a response) was done with a request
    /// that wants no answer.
    ResponseSent {
        /// On which connection.
        connection: ConnectionId,
        /// Which request it answers.
        correlation: CorrelationId,
        /// The answer.
        response: Option<Arc<Response>>,
        /// Its flight; none where nobody can get it.
        flight: Option<(FlightId, Millis)>,
    },
    /// The broker closed a connection instead of an answer: the only way to
    /// say that a request failed that wants none.
    HungUp {
        /// Which connection.
        connection: ConnectionId,
        /// The request that failed.
        correlation: CorrelationId,
        /// How the client gets to know; not at all where nobody can.
        flight: Option<(FlightId, Millis)>,
    },
    /// A response reached the client, or that the broker closed the connection.
    ResponseArrived {
        /// The flight that ended.
        flight: FlightId,
    },
    /// The client's side of a connection is gone.
    Disconnected {
        /// The connection.
        connection: ConnectionId,
    },
    /// A machine's network was cut: what was in the air is lost.
    Cut {
        /// The machine.
        machine: MachineId,
    },
    /// A machine's network is whole again.
    Healed {
        /// The machine.
        machine: MachineId,
    },
}

impl NetworkEvent {
    /// Adds the alarms whose instant this event may change; `before` is the
    /// network before it.
    pub(crate) fn touches(&self, before: &Network, touched: &mut Vec<Alarm>) {
        let flight = |flight: &Option<(FlightId, Millis)>| flight.map(|(id, _)| Alarm::Flight(id));
        match self {
            NetworkEvent::Connected { machine, .. } => {
                touched.extend(Alarm::of_machine(*machine));
            }
            NetworkEvent::RequestSent {
                connection,
                flight: sent,
                ..
            } => {
                touched.extend(flight(sent));
                touched.extend(
                    before
                        .machine(*connection)
                        .into_iter()
                        .flat_map(Alarm::of_machine),
                );
            }
            NetworkEvent::ResponseSent { flight: sent, .. }
            | NetworkEvent::HungUp { flight: sent, .. } => touched.extend(flight(sent)),
            NetworkEvent::RequestArrived { flight } => touched.push(Alarm::Flight(*flight)),
            NetworkEvent::ResponseArrived { flight } => {
                touched.push(Alarm::Flight(*flight));
                let connection = before.flights.get(flight).map(|f| f.connection);
                let machine = connection.and_then(|c| before.machine(c));
                touched.extend(machine.into_iter().flat_map(Alarm::of_machine));
            }
            NetworkEvent::Disconnected { connection } => {
                let lost = before
                    .flights
                    .iter()
                    .filter(|(_, f)| f.connection == *connection);
                touched.extend(lost.map(|(id, _)| Alarm::Flight(*id)));
                touched.extend(
                    before
                        .machine(*connection)
                        .into_iter()
                        .flat_map(Alarm::of_machine),
                );
            }
            NetworkEvent::Cut { machine } => {
                let lost = before.flights.iter();
                let lost = lost.filter(|(_, f)| before.machine(f.connection) == Some(*machine));
                touched.extend(lost.map(|(id, _)| Alarm::Flight(*id)));
            }
            // Neither moves anything: the broker goes on by itself, and the
            // machine learns of it when it sends.
            NetworkEvent::RequestTaken { .. } | NetworkEvent::Healed { .. } => {}
        }
    }
}

impl Network {
    /// Connections that are open or whose last requests are still on the way.
    pub fn connections(&self) -> &Map<ConnectionId, Connection> {
        &self.connections
    }

    /// A connection, if it is open or its last requests are still on the way.
    pub fn connection(&self, id: ConnectionId) -> Option<&Connection> {
        self.connections.get(&id)
    }

    /// The connections of a machine that are open on its side.
    pub fn open_of(&self, machine: MachineId) -> impl Iterator<Item = ConnectionId> + use<'_> {
        let connections = self.connections.iter();
        let open = connections.filter(move |(_, c)| c.machine == machine && c.open);
        open.map(|(id, _)| *id)
    }

    /// What is in the air.
    pub fn flights(&self) -> &Map<FlightId, Flight> {
        &self.flights
    }

    /// A flight, if it is in the air.
    pub fn flight(&self, id: FlightId) -> Option<&Flight> {
        self.flights.get(&id)
    }

    /// The id of the next connection.
    pub fn next_connection(&self) -> ConnectionId {
        self.next_connection
    }

    /// The id of the next flight.
    pub fn next_flight(&self) -> FlightId {
        self.next_flight
    }

    /// A connection that is open on the client's side.
    pub fn open(&self, connection: ConnectionId) -> Option<&Connection> {
        self.connections.get(&connection).filter(|c| c.open)
    }

    /// The machine at the other end.
    pub fn machine(&self, connection: ConnectionId) -> Option<MachineId> {
        self.connections.get(&connection).map(|c| c.machine)
    }

    /// Applies what happened at `at`; the flight that ended, if one did, is
    /// answered, because its receiver has to learn of it.
    pub(crate) fn apply(&mut self, at: Millis, event: &NetworkEvent) -> Option<Flight> {
        match event {
            NetworkEvent::Connected {
                connection,
                machine,
            } => {
                self.connect(*connection, *machine);
                None
            }
            NetworkEvent::RequestSent {
                connection,
                correlation,
                request,
                flight,
            } => {
                self.send(at, *connection, *correlation, request, flight);
                None
            }
            NetworkEvent::RequestArrived { flight } => {
                let flight = self.flights.remove(flight)?;
                self.arrive(&flight);
                Some(flight)
            }
            NetworkEvent::HungUp {
                connection,
                correlation,
                flight,
            } => {
                self.hang_up(at, *connection, *correlation, flight);
                None
            }
            NetworkEvent::RequestTaken { connection } => {
                if let Some(c) = self.connections.get_mut(connection) {
                    c.busy = c.waiting.pop_front();
                }
                None
            }
            NetworkEvent::ResponseSent {
                connection,
                correlation,
                response,
                flight,
            } => {
                self.answer(at, *connection, *correlation, response, flight);
                None
            }
            NetworkEvent::ResponseArrived { flight } => self.flights.remove(flight),
            NetworkEvent::Disconnected { connection } => {
                self.disconnect(*connection);
                None
            }
            NetworkEvent::Cut { machine } => {
                let connections = &self.connections;
                self.flights.retain(|_, flight| {
                    connections.get(&flight.connection).map(|c| c.machine) != Some(*machine)
                });
                None
            }
            NetworkEvent::Healed { .. } => None,
        }
    }

    /// A request leaves on a connection.
    fn send(
        &mut self,
        at: Millis,
        connection: ConnectionId,
        correlation: CorrelationId,
        request: &Arc<Request>,
        flight: &Option<(FlightId, Millis)>,
    ) {
        if let Some(c) = self.connections.get_mut(&connection) {
            c.next_correlation = correlation + 1;
        }
        let cargo = || Cargo::Request(request.clone());
        self.launch(at, connection, correlation, flight, cargo);
    }

    /// A flight ended at the broker.
    fn arrive(&mut self, flight: &Flight) {
        let Cargo::Request(request) = &flight.cargo else {
            return;
        };
        if let Some(c) = self.connections.get_mut(&flight.connection) {
            let arrived = (flight.correlation, request.clone());
            if c.hung_up {
                self.forget_if_done(flight.connection);
            } else if c.busy.is_none() {
                c.busy = Some(arrived);
            } else {
                c.waiting.push_back(arrived);
            }
        }
    }

    fn connect(&mut self, connection: ConnectionId, machine: MachineId) {
        self.next_connection = connection + 1;
        self.connections.insert(
            connection,
            Connection {
                machine,
                open: true,
                next_correlation: 0,
                busy: None,
                waiting: VecDeque::new(),
                hung_up: false,
            },
        );
    }

    fn launch(
        &mut self,
        left: Millis,
        connection: ConnectionId,
        correlation: CorrelationId,
        flight: &Option<(FlightId, Millis)>,
        cargo: impl FnOnce() -> Cargo,
    ) {
        if let Some((id, arrives)) = flight {
            self.next_flight = id + 1;
            self.flights.insert(
                *id,
                Flight {
                    connection,
                    correlation,
                    cargo: cargo(),
                    left,
                    arrives: *arrives,
                },
            );
        }
    }

    fn answer(
        &mut self,
        at: Millis,
        connection: ConnectionId,
        correlation: CorrelationId,
        response: &Option<Arc<Response>>,
        flight: &Option<(FlightId, Millis)>,
    ) {
        let Some(c) = self.connections.get_mut(&connection) else {
            return;
        };
        let Some((_, request)) = c.busy.take_if(|(busy, _)| *busy == correlation) else {
            return;
        };
        if let Some(response) = response {
            let cargo = Cargo::Response(response.clone(), request);
            self.launch(at, connection, correlation, flight, || cargo);
        }
        self.forget_if_done(connection);
    }

    /// The broker closes its side; what it has not handled it never will.
    fn hang_up(
        &mut self,
        at: Millis,
        connection: ConnectionId,
        correlation: CorrelationId,
        flight: &Option<(FlightId, Millis)>,
    ) {
        let Some(c) = self.connections.get_mut(&connection) else {
            return;
        };
        c.hung_up = true;
        c.waiting.clear();
        if let Some((_, request)) = c.busy.take() {
            let cargo = Cargo::Close(request);
            self.launch(at, connection, correlation, flight, || cargo);
        }
        self.forget_if_done(connection);
    }

    /// Nobody listens any more: answers on the way fall on the floor, requests
    /// on the way still arrive.
    pub(crate) fn disconnect(&mut self, connection: ConnectionId) {
        if let Some(c) = self.connections.get_mut(&connection) {
            c.open = false;
        }
        self.flights.retain(|_, flight| {
            flight.connection != connection || matches!(flight.cargo, Cargo::Request(_))
        });
        self.forget_if_done(connection);
    }

    fn forget_if_done(&mut self, connection: ConnectionId) {
        let done = self
            .connections
            .get(&connection)
            .is_some_and(|c| !c.open && c.busy.is_none() && c.waiting.is_empty())
            && !self.flights.values().any(|f| f.connection == connection);
        if done {
            self.connections.remove(&connection);
        }
    }
}
