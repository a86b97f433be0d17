//! A raw peer: whoever speaks the protocol by itself.
//!
//! It sends the requests that it is told, in the version that it is told, and makes nothing
//! of the answers: so one sees what a broker says to who does not keep to the rules.
//!
//! *Read next: [`config`](crate::config), and the settings of all of them.*

use crate::call::OpId;
use crate::link::{Link, Outgoing};
use crate::outcome::Outcome;
use crate::Step;
use protocol::api::{Request, Response};
use protocol::connection::{ConnectionId, CorrelationId};
use protocol::exception::Exception;
use protocol::map::Map;
use protocol::name::Name;
use protocol::record::Millis;
use std::collections::VecDeque;
use std::sync::Arc;

/// A raw peer. It sends the requests that it is given on the connections that
/// they name, and is told what was answered, whatever that is. It is as patient
/// as whoever gives it requests: it never gives one up by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peer {
    client_id: Name,
    link: Link,
    /// Requests that were not sent.
    calls: VecDeque<(OpId, ConnectionId, Arc<Request>)>,
    /// Those that wait for an answer. One that asks for none gets none: it
    /// waits until the connection is closed.
    waiting: Map<(ConnectionId, CorrelationId), OpId>,
    answered: VecDeque<(OpId, Outcome)>,
}

impl Peer {
    /// A peer without connections.
    pub fn new(client_id: Name) -> Self {
        Peer {
            client_id,
            link: Link::new(Millis::MAX / 2),
            calls: VecDeque::new(),
            waiting: Map::new(),
            answered: VecDeque::new(),
        }
    }

    pub(crate) fn client_id(&self) -> &Name {
        &self.client_id
    }

    pub(crate) fn link(&self) -> &Link {
        &self.link
    }

    pub(crate) fn began(&mut self, op: OpId, connection: ConnectionId, request: &Arc<Request>) {
        self.calls.push_back((op, connection, request.clone()));
    }

    pub(crate) fn completed(&mut self, op: OpId) {
        self.answered.retain(|(answered, _)| *answered != op);
        self.calls.retain(|(called, ..)| *called != op);
    }

    /// Follows what it did on the network: its oldest request went out.
    pub(crate) fn sent(&mut self, at: Millis, event: &Outgoing) {
        self.link.sent(at, event);
        if let Outgoing::RequestSent {
            connection,
            correlation,
            ..
        } = event
        {
            if let Some((op, ..)) = self.calls.pop_front() {
                self.waiting.insert((*connection, *correlation), op);
            }
        }
    }

    pub(crate) fn received(
        &mut self,
        connection: ConnectionId,
        correlation: CorrelationId,
        response: &Response,
    ) {
        if self.link.take(connection, correlation).is_none() {
            return;
        }
        if let Some(op) = self.waiting.remove(&(connection, correlation)) {
            let said = Outcome::Response(Arc::new(response.clone()));
            self.answered.push_back((op, said));
        }
    }

    pub(crate) fn disconnected(&mut self, connection: ConnectionId) {
        self.link.take_all(connection);
        let lost = self.waiting.take(|(on, _)| *on == connection);
        for (_, op) in lost {
            self.answered.push_back((op, connection_lost()));
        }
    }

    /// What it does next.
    pub(crate) fn step(&self) -> Option<Step> {
        if let Some((op, outcome)) = self.answered.front() {
            return Some(Step::Complete(*op, outcome.clone()));
        }
        let (op, connection, request) = self.calls.front()?;
        Some(if self.link.connections().contains(connection) {
            Step::SendRequest(*connection, request.clone())
        } else {
            let closed = Exception::illegal_state("The connection is closed");
            Step::Complete(*op, Outcome::Threw(closed))
        })
    }
}

/// What a call comes back with when the connection that it used is gone.
pub(crate) fn connection_lost() -> Outcome {
    Outcome::Threw(Exception::timeout(
        "Call was aborted: the connection was lost.",
    ))
}
