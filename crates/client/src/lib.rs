//! Clients: producer, consumer, admin client, and peers that speak the protocol by
//! themselves.
//!
//! A client is a machine of its own: it knows what it was told and no more. Each has a state
//! that events change, a `next_due_after` that says when it wants to be woken, and a `step`
//! that looks at the state and does the next thing, one at a time. What it did on the
//! network, what came back and which calls were made it is told by whoever hosts it.
//!
//! It knows no broker and no clock, and it is not the program around it: it never decides to
//! poll or to send. An application does, by [calls](call) that come back with an
//! [`Outcome`]; the programs of the playground are in the crate `cluster`, the command line
//! tools in `tools`.
//!
//! # Where to begin
//!
//! [`Client`] is any of the four, [`Call`] is what an application asks of one, [`Step`] is
//! what it does next. A host is a loop: it asks for a step, performs it, tells the client,
//! and asks again until there is none.
//!
//! ```
//! use client::call::{Call, ConsumerCall};
//! use client::config::ConsumerConfig;
//! use client::consumer::Consumer;
//! use client::link::Outgoing;
//! use client::{Client, Step};
//! use protocol::api::{Request, RequestBody};
//! use protocol::config::Settings;
//! use std::sync::Arc;
//!
//! let given = [("group.id", "billing"), ("client.id", "c1")];
//! let settings: Settings = given.map(|(key, value)| (key.into(), value.into())).into();
//! let config = ConsumerConfig::read(&settings).unwrap();
//! let consumer = Consumer::new("c1".into(), Arc::new(config), 0);
//! let mut c1 = Client::Consumer(Box::new(consumer));
//!
//! // A consumer does nothing of itself.
//! assert_eq!(c1.step(0, 0), None);
//!
//! // It subscribes, which is done at once; then it polls, for a second at the most.
//! let subscribe = ConsumerCall::Subscribe(vec!["orders".into()]);
//! c1.began(0, 1, &Call::Consumer(Arc::new(subscribe)));
//! # while let Some(step) = c1.step(0, 0) {
//! #     match step {
//! #         Step::Consume(event) => {
//! #             let Client::Consumer(consumer) = &mut c1 else { unreachable!() };
//! #             consumer.apply(0, &event);
//! #         }
//! #         Step::Complete(op, outcome) => c1.completed(0, op, &outcome),
//! #         other => panic!("{other:?}"),
//! #     }
//! # }
//! let poll = ConsumerCall::Poll(1_000);
//! c1.began(0, 2, &Call::Consumer(Arc::new(poll)));
//!
//! // The first that it needs is a connection. It has one when its host says so.
//! assert_eq!(c1.step(0, 0), Some(Step::Connect));
//! c1.sent(0, &Outgoing::Connected { connection: 7 });
//!
//! // Then it asks, and waits. What it sent it knows from its host, too.
//! let Some(Step::Send(7, body)) = c1.step(0, 0) else { panic!() };
//! assert_eq!(body.api(), "Metadata");
//! # let request = Arc::new(Request { version: body.latest_version(), client_id: "c1".into(), body });
//! # c1.sent(0, &Outgoing::RequestSent { connection: 7, correlation: 0, request: &request });
//! ```
//!
//! # Who gets what
//!
//! What clients agree on among themselves is no broker's affair: where keys go, and which
//! member of a group reads which partition.
//!
//! ```
//! use client::assignor::{Assignor, AssignorMember};
//! use client::partitioner::murmur2::partition_for_key;
//! use protocol::consumer_protocol::{Subscription, NO_GENERATION};
//! use protocol::map::Map;
//! use protocol::name::Name;
//! use protocol::topic_partition::TopicPartition;
//!
//! // Java's producer: murmur2 of the key, without its sign, modulo the partitions. With a
//! // fourth partition all three keys move, away from the records that they have.
//! let keys = [b"ana", b"fay", b"lea"];
//! assert_eq!(keys.map(|key| partition_for_key(key, 3)), [1, 2, 0]);
//! assert_eq!(keys.map(|key| partition_for_key(key, 4)), [0, 0, 3]);
//!
//! // Two members share two topics of three partitions. By ranges the first one has twice
//! // as much, because it has the longer range of each topic; in turns both have the same.
//! let topics = ["orders", "refunds"].map(Name::from);
//! let members = ["c1", "c2"].map(|id| AssignorMember {
//!     member_id: id.into(),
//!     group_instance_id: None,
//!     subscription: Subscription::new(topics.to_vec()),
//! });
//! let partitions: Map<Name, i32> = topics.map(|topic| (topic, 3)).into();
//! let shares = |assignor: Assignor| -> Vec<String> {
//!     let assignment = assignor.assign(&partitions, &members, NO_GENERATION);
//!     let words = |list: &Vec<TopicPartition>| list.iter().map(|p| p.to_string()).collect();
//!     assignment.values().map(words).map(|words: Vec<_>| words.join(" ")).collect()
//! };
//! assert_eq!(
//!     shares(Assignor::Range),
//!     ["orders-0 orders-1 refunds-0 refunds-1", "orders-2 refunds-2"],
//! );
//! assert_eq!(
//!     shares(Assignor::RoundRobin),
//!     ["orders-0 orders-2 refunds-1", "orders-1 refunds-0 refunds-2"],
//! );
//! ```
//!
//! # What holds
//!
//! - `step` decides and changes nothing; events change, and what the host tells.
//! - A client never sees the broker's state: all that it knows came in a response.
//! - Retries, timeouts and back-offs are Kafka's, without the jitter, which nobody's answer
//!   hangs on.
//! - The consumer is Java's. What another library does by itself stands beside it as data
//!   ([`library`]).
//!
//! # The chapters
//!
//! | in this order | what |
//! |---|---|
//! | [`call`], [`outcome`] | what applications ask, and what comes back |
//! | [`link`], [`metadata`] | connections, and what is known of topics |
//! | [`producer`], [`partitioner`] | batches, sequence numbers, retries; where a key goes |
//! | [`consumer`], [`assignor`] | positions, membership, commits; who reads what |
//! | [`library`] | the consumers of other libraries |
//! | [`admin`], [`peer`] | calls about the cluster; whoever speaks by himself |
//! | [`config`] | their settings, as they read them |
//!
//! *This is the third chapter of [the book](../kafka_playground_shell/book/index.html). Before: [the
//! broker](../broker/index.html), of which nothing here knows. Next: [the
//! tools](../tools/index.html), programs around one client.*

// The pages of other crates link to these, also where all are written at the same time.
#![doc(html_root_url = "../")]
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
