//! Settings of broker, topics and clients, with Kafka's keys, defaults and
//! ranges.
//!
//! Each kind has a table of the keys that this engine reads; a key that Kafka
//! has and the engine does not read is accepted, as Kafka's clients accept any
//! key.

mod client;
mod cluster;
mod parse;

pub use client::{AutoOffsetReset, ConsumerConfig, ProducerConfig};
pub use cluster::{BrokerConfig, ClusterConfig, TopicConfig};
pub use parse::{ConfigException, Settings};
