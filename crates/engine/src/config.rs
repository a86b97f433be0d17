//! Settings of broker, topics, groups and clients, with Kafka's keys, defaults,
//! valid values, and words for what is refused.
//!
//! What Kafka defines stands in tables (`config/tables`), a line for a
//! setting; `ConsumerConfig` and its like are typed readings of them.

mod class;
mod cluster;
mod consumer;
mod decimal;
mod definition;
mod duration;
mod producer;
mod reader;
mod topic;
mod valid;

use crate::map::Map;
use crate::name::Name;

pub(crate) use cluster::SYNONYMS;
pub use cluster::{BrokerConfig, ClusterConfig};
pub use consumer::{AutoOffsetReset, ConsumerConfig};
pub use decimal::Decimal;
pub use definition::{
    ConfigDef, ConfigType, Definition, ADMIN, BROKER, CONSUMER, GROUP, PRODUCER, TOPIC,
};
pub use duration::parse as parse_duration;
pub use producer::ProducerConfig;
pub use topic::TopicConfig;

/// Settings as given: key to value, both text.
pub type Settings = Map<Name, Name>;
