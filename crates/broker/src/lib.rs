//! A Kafka broker: logs of partitions, and the coordinator of groups.
//!
//! It is a state machine without I/O. Whoever hosts it hands it requests
//! ([`Broker::handle`]) and wakes it when something is due ([`Broker::due`],
//! [`Broker::wake`]); what it did comes out as one ordered list of
//! [`Effect`]s: events, draws, answers. [`Broker::apply`] alone changes it, so
//! that the events rebuild it. It knows no client, no network and no clock.

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
