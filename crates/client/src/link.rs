//! A client's connections and the requests that it waits for.
//!
//! A client that has waited for `request.timeout.ms` gives the connection up, with all that
//! was asked on it.
//!
//! *Read next: [`metadata`](crate::metadata), what it knows.*

use protocol::connection::{ConnectionId, CorrelationId};
use protocol::map::Map;

use protocol::api::{Request, RequestBody};
use protocol::record::Millis;
use std::sync::Arc;

/// What a client did on the network, as it learns of it.
#[derive(Clone, Debug)]
pub enum Outgoing<'a> {
    /// It has a connection.
    Connected {
        /// The new connection.
        connection: ConnectionId,
    },
    /// Its request left.
    RequestSent {
        /// On which connection.
        connection: ConnectionId,
        /// What pairs the response with it.
        correlation: CorrelationId,
        /// The request.
        request: &'a Arc<Request>,
    },
}

/// A request that is in flight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct InFlight {
    request: Arc<Request>,
    /// When it was sent.
    sent: Millis,
}

impl InFlight {
    /// What was asked.
    pub(crate) fn asked(&self) -> &RequestBody {
        &self.request.body
    }
}

/// Connections and requests in flight. Requests of one connection are answered
/// in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Open connections.
    connections: Vec<ConnectionId>,
    /// Requests by connection and correlation id.
    in_flight: Map<(ConnectionId, CorrelationId), InFlight>,
    /// `request.timeout.ms`.
    request_timeout_ms: Millis,
}

impl Link {
    /// Nothing open yet.
    pub(crate) fn new(request_timeout_ms: Millis) -> Self {
        Link {
            connections: Vec::new(),
            in_flight: Map::new(),
            request_timeout_ms,
        }
    }

    /// Follows what the client did on the network.
    pub(crate) fn sent(&mut self, at: Millis, event: &Outgoing) {
        match event {
            Outgoing::Connected { connection, .. } => self.connections.push(*connection),
            Outgoing::RequestSent {
                connection,
                correlation,
                request,
                ..
            } if !request.body.is_one_way() => {
                self.in_flight.insert(
                    (*connection, *correlation),
                    InFlight {
                        request: Arc::clone(request),
                        sent: at,
                    },
                );
            }
            _ => {}
        }
    }

    /// Takes the request that a response answers.
    pub(crate) fn take(
        &mut self,
        connection: ConnectionId,
        correlation: CorrelationId,
    ) -> Option<InFlight> {
        self.in_flight.remove(&(connection, correlation))
    }

    /// Takes all that was in flight on a connection that is gone.
    pub(crate) fn take_all(&mut self, connection: ConnectionId) -> Vec<InFlight> {
        self.connections.retain(|open| *open != connection);
        let gone = self.in_flight.take(|(on, _)| *on == connection);
        gone.into_iter().map(|(_, waiting)| waiting).collect()
    }

    /// Open connections, the oldest first.
    pub fn connections(&self) -> &[ConnectionId] {
        &self.connections
    }

    /// Requests that wait for an answer, by connection.
    pub fn in_flight(&self) -> impl Iterator<Item = &Request> {
        self.in_flight.values().map(|waiting| &*waiting.request)
    }

    /// Whether a request of this API is in flight.
    pub fn waits_for(&self, api: &str) -> bool {
        self.in_flight
            .values()
            .any(|waiting| waiting.asked().api() == api)
    }

    /// When the oldest request in flight has waited too long.
    pub(crate) fn next_timeout(&self) -> Option<Millis> {
        let sent = self.in_flight.values().map(|waiting| waiting.sent).min()?;
        Some(sent + self.request_timeout_ms)
    }

    /// A connection on which a request has waited too long.
    pub(crate) fn timed_out(&self, now: Millis) -> Option<ConnectionId> {
        self.in_flight
            .iter()
            .find(|(_, waiting)| waiting.sent + self.request_timeout_ms <= now)
            .map(|((connection, _), _)| *connection)
    }
}
