//! Clients: producer, consumer, admin client, and peers that speak the
//! protocol by themselves.
//!
//! A client is a machine of its own: it knows what it was told and no more.
//! Each has a state that events change, a `next_due` that says when it wants
//! to be woken, and a `step` that looks at the state and does the next thing,
//! one at a time. What it did on the network, what came back and which calls
//! were made it is told by whoever hosts it. It knows no broker and no clock.

#![deny(clippy::float_arithmetic)]

pub mod admin;
mod admin_cluster;
mod admin_groups;
mod admin_leaders;
pub mod assignor;
pub mod call;
mod commit_order;
pub mod config;
pub mod consumer;
mod earliest;
pub mod library;
pub mod link;
pub mod metadata;
pub mod outcome;
pub mod partitioner;
pub mod peer;
pub mod producer;
mod step;

pub use step::Step;

use admin::Admin;
use call::{Call, OpId};
use consumer::Consumer;
use link::{Link, Outgoing};
use outcome::Outcome;
use peer::Peer;
use producer::Producer;
use protocol::api::Response;
use protocol::connection::{ConnectionId, CorrelationId};
use protocol::name::Name;
use protocol::record::Millis;

/// A machine's client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Client {
    /// A producer.
    Producer(Box<Producer>),
    /// A consumer.
    Consumer(Box<Consumer>),
    /// The admin client.
    Admin(Box<Admin>),
    /// A raw peer.
    Peer(Box<Peer>),
}

impl Client {
    /// The consumer, if it is one.
    pub fn consumer(&self) -> Option<&Consumer> {
        match self {
            Client::Consumer(consumer) => Some(consumer),
            _ => None,
        }
    }

    /// The producer, if it is one.
    pub fn producer(&self) -> Option<&Producer> {
        match self {
            Client::Producer(producer) => Some(producer),
            _ => None,
        }
    }

    /// When it wants to be woken, of the instants after `now`; what was due by
    /// then it has done.
    pub fn next_due_after(&self, now: Millis) -> Option<Millis> {
        match self {
            Client::Producer(producer) => producer.next_due_after(now),
            Client::Consumer(consumer) => consumer.next_due_after(now),
            Client::Admin(admin) => admin.next_due_after(now),
            Client::Peer(_) => None,
        }
    }

    /// It learns what it did on the network itself.
    pub fn sent(&mut self, at: Millis, event: &Outgoing) {
        match self {
            Client::Producer(producer) => producer.sent(at, event),
            Client::Consumer(consumer) => consumer.sent(at, event),
            Client::Admin(admin) => admin.sent(at, event),
            Client::Peer(peer) => peer.sent(at, event),
        }
    }

    /// A response arrived.
    pub fn received(
        &mut self,
        at: Millis,
        connection: ConnectionId,
        correlation: CorrelationId,
        response: &Response,
    ) {
        match self {
            Client::Producer(producer) => producer.received(at, connection, correlation, response),
            Client::Consumer(consumer) => consumer.received(at, connection, correlation, response),
            Client::Admin(admin) => admin.received(at, connection, correlation, response),
            Client::Peer(peer) => peer.received(connection, correlation, response),
        }
    }

    /// A connection of its own is gone, with what was in flight on it.
    pub fn disconnected(&mut self, at: Millis, connection: ConnectionId) {
        match self {
            Client::Producer(producer) => producer.disconnected(at, connection),
            Client::Consumer(consumer) => consumer.disconnected(at, connection),
            Client::Admin(admin) => admin.disconnected(at, connection),
            Client::Peer(peer) => peer.disconnected(connection),
        }
    }

    /// A call was made.
    ///
    /// # Panics
    /// If the call is that of another kind of client: whoever lets calls be
    /// made has seen that they fit.
    pub fn began(&mut self, at: Millis, op: OpId, call: &Call) {
        match (self, call) {
            (Client::Producer(producer), Call::Producer(call)) => producer.began(at, op, call),
            (Client::Consumer(consumer), Call::Consumer(call)) => consumer.began(at, op, call),
            (Client::Admin(admin), Call::Admin(call)) => admin.began(at, op, call),
            (Client::Peer(peer), Call::Peer(connection, request)) => {
                peer.began(op, *connection, request);
            }
            (client, call) => panic!("{} has no call {}", client.client_id(), call.name()),
        }
    }

    /// A call came back.
    pub fn completed(&mut self, at: Millis, op: OpId, outcome: &Outcome) {
        match self {
            Client::Producer(producer) => producer.completed(op),
            Client::Consumer(consumer) => consumer.completed(at, op, outcome),
            Client::Admin(admin) => admin.completed(op),
            Client::Peer(peer) => peer.completed(op),
        }
    }
}

impl Client {
    /// What it does next at `now`, if it has something to do; `draw` is a
    /// number drawn by chance, should it need one.
    pub fn step(&self, now: Millis, draw: u64) -> Option<Step> {
        match self {
            Client::Producer(producer) => producer.step(now, draw),
            Client::Consumer(consumer) => consumer.step(now),
            Client::Admin(admin) => admin.step(now),
            Client::Peer(peer) => peer.step(),
        }
    }

    /// `client.id`.
    pub fn client_id(&self) -> &Name {
        match self {
            Client::Producer(producer) => producer.client_id(),
            Client::Consumer(consumer) => consumer.client_id(),
            Client::Admin(admin) => admin.client_id(),
            Client::Peer(peer) => peer.client_id(),
        }
    }

    /// Its connections.
    pub fn link(&self) -> &Link {
        match self {
            Client::Producer(producer) => producer.link(),
            Client::Consumer(consumer) => consumer.link(),
            Client::Admin(admin) => admin.link(),
            Client::Peer(peer) => peer.link(),
        }
    }
}
