//! What Kafka's brokers and clients both know.
//!
//! Two who talk have to mean the same: what a record is and how many bytes it takes, which
//! requests there are and what is in them, what error 16 is called and whether one tries
//! again, which settings exist and what is said of a wrong one. That is this crate, and so
//! is what Kafka has from the language it is written in: the hashes of Java, and the orders
//! of its hash maps, on which some of Kafka's answers depend.
//!
//! It is no wire codec, because nothing here is sent as bytes: requests and responses are
//! types, and a batch knows the size that it *would* have. Bytes are only made of what Kafka
//! itself keeps as bytes: [subscriptions and assignments](consumer_protocol), and the
//! records of [`__consumer_offsets`](offsets_topic). Nothing here has a state that changes
//! by itself; nothing here is a machine.
//!
//! # Where to begin
//!
//! A [`Record`](record::Record) is what an application sends, a [`Batch`](batch::Batch) is
//! what travels and lies in logs, a [`Request`](api::Request) is what a client asks a
//! broker.
//!
//! ```
//! use protocol::batch::Batch;
//! use protocol::record::{Payload, Record, BATCH_OVERHEAD};
//!
//! let order = |key: &str, timestamp| Record {
//!     key: Some(Payload::from(key)),
//!     value: Some(Payload::from("12.50")),
//!     headers: [].into(),
//!     timestamp,
//! };
//!
//! // All records of a batch share a header of 61 bytes. A record says how far its time and
//! // its offset are from those of the header, so that it needs a byte each, and a byte for
//! // each length: 7 bytes, its key and its value.
//! let one = Batch::seal([order("ana", 1_767_603_600_000)].into());
//! assert_eq!(one.size() as u64, BATCH_OVERHEAD + 7 + 3 + 5);
//!
//! // The second one costs 14 bytes, and not 75: that is why a producer lingers. A minute
//! // later its timestamp takes two bytes more.
//! let ana = order("ana", 1_767_603_600_000);
//! let two = Batch::seal([ana.clone(), order("bo", 1_767_603_600_000)].into());
//! assert_eq!(two.size() - one.size(), 14);
//! let late = Batch::seal([ana, order("bo", 1_767_603_660_000)].into());
//! assert_eq!(late.size() - one.size(), 16);
//!
//! // A producer seals at offset 0. Which offsets its records have, the log says.
//! let appended = two.at(40);
//! assert_eq!((appended.base_offset(), appended.end_offset()), (40, 42));
//! ```
//!
//! # Where Java shows
//!
//! Nothing in the engine depends on the order of a hash map, but Kafka's own answers do. Two
//! consumers that ask for the same see it.
//!
//! ```
//! use protocol::java::{group_partition, name_order};
//! use protocol::name::Name;
//!
//! // The coordinator of a group is the leader of this partition of `__consumer_offsets`.
//! assert_eq!(group_partition("my-group", 50), 12);
//!
//! // A commit of two topics is written in the order of the client's `HashMap`.
//! let topics = ["days", "nights"].map(Name::from).to_vec();
//! assert_eq!(name_order(topics), ["nights", "days"]);
//! ```
//!
//! # What holds
//!
//! - Sizes are Kafka's to the byte, for format v2 ([`record`]); that of a compressed batch
//!   is an estimate ([`compression`]).
//! - Names and texts of errors, exceptions and settings are Kafka's ([`error`],
//!   [`exception`], [`config`]), and so are the fields of requests and responses ([`api`]).
//! - No floating-point number, no clock, no thread; the one source of chance is an
//!   [`Rng`](rng::Rng), which is handed in.
//!
//! # The chapters
//!
//! | in this order | what |
//! |---|---|
//! | [`record`], [`batch`], [`compression`] | what is sent, and how large it is |
//! | [`name`], [`topic_partition`], [`topic_name`] | how things are called, and what they may be called |
//! | [`api`], [`connection`] | requests and responses |
//! | [`error`], [`exception`] | what goes wrong, in the protocol and in a client |
//! | [`config`] | settings: what there is, and what is refused |
//! | [`consumer_protocol`], [`offsets_topic`], [`wire`] | what Kafka keeps as bytes |
//! | [`java`] | hashes, and the orders that follow from them |
//! | [`map`], [`mod@sort`], [`rng`], [`date`], [`near`] | what the engine is built of |
//!
//! *This is the first chapter of [the book](../kafka_playground_shell/book/index.html). Next: [the
//! broker](../broker/index.html), which answers these requests.*

// The pages of other crates link to these, also where all are written at the same time.
#![doc(html_root_url = "../")]
#![deny(clippy::float_arithmetic)]

pub mod api;
pub mod batch;
pub mod compression;
pub mod config;
pub mod connection;
pub mod consumer_protocol;
pub mod date;
pub mod error;
pub mod exception;
pub mod java;
pub mod map;
pub mod name;
pub mod near;
pub mod offsets_topic;
pub mod record;
pub mod rng;
pub mod sort;
pub mod topic_name;
pub mod topic_partition;
pub mod wire;
