//! A Kafka broker: logs of partitions, and the coordinator of groups.
//!
//! It is a state machine without I/O. Whoever hosts it hands it requests
//! ([`Broker::handle`]) and wakes it when something is due ([`Broker::due`],
//! [`Broker::wake`]); what it did comes out as one ordered list of [`Effect`]s: events,
//! draws of chance, answers. It knows no client, no network and no clock, and it neither
//! sleeps nor sends: a host does, be it the simulated machine room of the crate `cluster` or
//! a server behind a codec.
//!
//! It is one broker that has the only replica of each partition. So the high watermark and
//! the last stable offset stand at the end of the log, and have names of their own so that
//! they can move apart. There are no transactions and no compaction.
//!
//! # Where to begin
//!
//! [`Broker`] is the state, as everybody may look at it; [`BrokerEvent`] is the only thing
//! that changes it; [`Surroundings`] is what a host hands in: limits, the instant, chance.
//! Here a consumer asks for records that are not there yet, and a producer sends one.
//!
//! ```
//! use broker::config::BrokerConfig;
//! use broker::{Alarm, Broker, BrokerEvent, Effect, Limits, ReplyTo, Surroundings};
//! use protocol::api::{
//!     CreateTopicsRequest, FetchPartition, FetchRequest, NewTopic, ProduceRequest,
//!     Request, RequestBody, Response,
//! };
//! use protocol::batch::Batch;
//! use protocol::record::{Payload, Record};
//! use protocol::rng::Rng;
//! use protocol::topic_partition::TopicPartition;
//! use std::sync::Arc;
//!
//! let limits = Limits { topics: 10, partitions_per_topic: 10 };
//! let rng = Rng::new(1);
//! let around = |now| Surroundings { limits: &limits, now, rng: &rng };
//! let mut broker = Broker::new(BrokerConfig::default(), 0);
//! let mut events = Vec::new();
//!
//! // What a host does with the effects: it keeps the events and sends the answers.
//! let mut ask = |broker: &mut Broker, now, connection, body: RequestBody| {
//!     let to = ReplyTo { connection, correlation: 0 };
//!     let version = body.latest_version();
//!     let request = Request { version, client_id: "example".into(), body };
//!     let mut answers = Vec::new();
//!     for effect in broker.handle(&around(now), to, &Arc::new(request)).effects {
//!         match effect {
//!             Effect::Happened(event) => events.push((now, event)),
//!             Effect::Answered(to, Some(answer)) => answers.push((to.connection, answer)),
//!             _ => {}
//!         }
//!     }
//!     answers
//! };
//!
//! # let create = CreateTopicsRequest {
//! #     topics: vec![NewTopic { name: "orders".into(), partitions: 1, ..NewTopic::default() }],
//! #     validate_only: false,
//! # };
//! ask(&mut broker, 0, 1, RequestBody::CreateTopics(create)); // `orders`, one partition
//!
//! // A consumer, on connection 2, waits for a byte, but half a second at the most.
//! let orders = TopicPartition::new("orders", 0);
//! # let fetch = FetchRequest {
//! #     max_wait_ms: 500,
//! #     min_bytes: 1,
//! #     max_bytes: 1 << 20,
//! #     isolation_level: Default::default(),
//! #     session_id: 0,
//! #     session_epoch: -1,
//! #     partitions: vec![FetchPartition::new(orders.clone(), 0, 1 << 20)],
//! # };
//! let answers = ask(&mut broker, 1_000, 2, RequestBody::Fetch(fetch));
//! assert!(answers.is_empty(), "the Fetch is parked");
//! assert_eq!(broker.due(&Alarm::Fetch(0), 1_000), Some(1_500));
//!
//! // A producer, on connection 3, sends a batch of one record. The broker answers both:
//! // the Fetch as soon as there is something to read, then the Produce.
//! let ana = Record {
//!     key: Some(Payload::from("ana")),
//!     value: Some(Payload::from("12.50")),
//!     headers: [].into(),
//!     timestamp: 1_200,
//! };
//! let batch = Arc::new(Batch::seal([ana].into()));
//! let produce = ProduceRequest::new(-1, vec![(orders.clone(), batch)]);
//! let answers = ask(&mut broker, 1_200, 3, RequestBody::Produce(produce));
//! let [(2, Response::Fetch(read)), (3, Response::Produce(written))] = &answers[..] else {
//!     panic!("{answers:?}");
//! };
//! assert_eq!(read.partitions[0].batches.len(), 1);
//! assert_eq!(written.partitions[0].base_offset, 0);
//! assert_eq!(broker.log(&orders).unwrap().high_watermark(), 1);
//!
//! // What happened is told in the order in which it happened,
//! let names = events.iter().map(|(_, event)| match event {
//!     BrokerEvent::TopicCreated { .. } => "created",
//!     BrokerEvent::FetchParked { .. } => "parked",
//!     BrokerEvent::BatchAppended { .. } => "appended",
//!     BrokerEvent::FetchUnparked { .. } => "unparked",
//!     _ => "something else",
//! });
//! assert_eq!(names.collect::<Vec<_>>(), ["created", "parked", "appended", "unparked"]);
//!
//! // and is all that there is: who applies the events has the broker.
//! let mut twin = Broker::new(BrokerConfig::default(), 0);
//! events.iter().for_each(|(at, event)| twin.apply(*at, event));
//! assert!(twin == broker);
//! ```
//!
//! # What holds
//!
//! - [`Broker::apply`] alone changes the broker. A handler looks at it and emits events,
//!   which are applied at once, so that it sees what it did; its type lets it do nothing
//!   else.
//! - Same requests, instants and chance, same effects.
//! - What is due has one alarm for each log, group and waiting Fetch ([`Alarm`]). The order
//!   of its variants is the order of ties, and is frozen.
//! - Handlers name the part of Kafka that they follow (`Source:`), and a difference that one
//!   can see is one that README lists.
//!
//! # The chapters
//!
//! | in this order | what |
//! |---|---|
//! | [`log`] | a partition's log: segments, what is appended, what is read, what goes |
//! | [`producer_state`] | what a log knows of its producers: epochs and sequence numbers |
//! | [`group`] | a group at its coordinator: who is in, who leads, what time does to it |
//! | [`committed`], [`offsets_topic`] | committed offsets, and the records in which they are kept |
//! | [`config`] | the broker's settings and those of topics, as it reads them |
//!
//! *This is the second chapter of [the book](../kafka_playground_shell/book/index.html). Before:
//! [the protocol](protocol). Next: [the clients](../client/index.html), which know of a broker what
//! it answers.*

// The pages of other crates link to these, also where all are written at the same time.
#![doc(html_root_url = "../")]
#![deny(clippy::float_arithmetic)]

mod alarm;
mod broker;
mod cluster;
pub mod committed;
pub mod config;
mod configs;
mod context;
mod coordinator;
mod data;
mod event;
pub mod group;
mod group_records;
mod handle;
mod limits;
pub mod log;
mod metadata;
mod offset_commit;
mod offset_delete;
mod offset_expiry;
mod offset_fetch;
mod parked;
mod producer_id;
pub mod producer_state;
mod reply_to;
mod retention;
mod topic;
mod topics;

pub use alarm::Alarm;
pub use broker::Broker;
pub use committed::{CommittedOffset, GroupOffsets};
pub use context::{Effect, Handled, Surroundings};
pub use event::BrokerEvent;
pub use limits::Limits;
pub use parked::ParkedFetch;
pub use protocol::offsets_topic::{self, OFFSETS_TOPIC};
pub use reply_to::ReplyTo;
pub use topic::Topic;

/// The id of the only broker.
pub const NODE_ID: i32 = 1;
