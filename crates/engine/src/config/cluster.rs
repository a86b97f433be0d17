//! Settings of the cluster, its broker and its topics.

use super::parse::{ConfigException, Reader, Settings};
use crate::record::Millis;

/// Settings of the whole machine room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClusterConfig {
    /// How long a request or a response is in the air, in milliseconds; at
    /// least 1.
    pub latency_ms: Millis,
    /// The broker's settings.
    pub broker: BrokerConfig,
}

impl ClusterConfig {
    /// A network that one can follow with the eye: 250 ms a flight.
    pub fn page() -> Self {
        ClusterConfig {
            latency_ms: 250,
            broker: BrokerConfig::default(),
        }
    }

    /// A network of 1 ms a flight, for comparing with a real broker.
    pub fn fast() -> Self {
        ClusterConfig {
            latency_ms: 1,
            broker: BrokerConfig::default(),
        }
    }
}

/// Settings of the broker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokerConfig {
    /// `auto.create.topics.enable`.
    pub auto_create_topics: bool,
    /// `num.partitions`.
    pub num_partitions: i32,
    /// `offsets.topic.num.partitions`.
    pub offsets_partitions: i32,
    /// `offset.metadata.max.bytes`.
    pub offset_metadata_max: usize,
    /// `group.initial.rebalance.delay.ms`.
    pub initial_rebalance_delay_ms: Millis,
    /// `group.min.session.timeout.ms`.
    pub min_session_timeout_ms: Millis,
    /// `group.max.session.timeout.ms`.
    pub max_session_timeout_ms: Millis,
    /// `group.max.size`.
    pub group_max_size: usize,
    /// `message.max.bytes`.
    pub message_max_bytes: usize,
}

impl Default for BrokerConfig {
    fn default() -> Self {
        BrokerConfig {
            auto_create_topics: true,
            num_partitions: 1,
            offsets_partitions: 50,
            offset_metadata_max: 4096,
            initial_rebalance_delay_ms: 3_000,
            min_session_timeout_ms: 6_000,
            max_session_timeout_ms: 1_800_000,
            group_max_size: i32::MAX as usize,
            message_max_bytes: 1_048_588,
        }
    }
}

impl BrokerConfig {
    /// Reads Kafka's keys; keys that the engine does not read are accepted.
    pub fn read(settings: &Settings) -> Result<Self, ConfigException> {
        let from = Reader(settings);
        let default = BrokerConfig::default();
        Ok(BrokerConfig {
            auto_create_topics: from.boolean("auto.create.topics.enable", true)?,
            num_partitions: from.int("num.partitions", 1, 1)? as i32,
            offsets_partitions: from.int("offsets.topic.num.partitions", 50, 1)? as i32,
            offset_metadata_max: from.int("offset.metadata.max.bytes", 4096, 0)? as usize,
            initial_rebalance_delay_ms: from.int("group.initial.rebalance.delay.ms", 3_000, 0)?,
            min_session_timeout_ms: from.int("group.min.session.timeout.ms", 6_000, 0)?,
            max_session_timeout_ms: from.int("group.max.session.timeout.ms", 1_800_000, 0)?,
            group_max_size: from.int("group.max.size", default.group_max_size as i64, 1)? as usize,
            message_max_bytes: from.int("message.max.bytes", 1_048_588, 0)? as usize,
        })
    }
}

/// Settings of a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicConfig {
    /// What was set, as it was given.
    pub given: Settings,
    /// `retention.ms`; -1 is for ever. Read by nothing yet but the page:
    /// nothing is deleted by age.
    pub retention_ms: Millis,
    /// `max.message.bytes`, of a batch.
    pub max_message_bytes: usize,
}

/// Topic settings that the engine reads.
const TOPIC_KEYS: &[&str] = &["max.message.bytes", "retention.ms"];

impl TopicConfig {
    /// Reads a topic's settings.
    ///
    /// # Errors
    /// Kafka's text for an unknown key or an invalid value. A key that Kafka
    /// has and this engine does not is refused too, with the keys that it has:
    /// accepting it would promise a behaviour that is not there.
    pub fn read(settings: &Settings, broker: &BrokerConfig) -> Result<Self, ConfigException> {
        if let Some(key) = settings
            .keys()
            .find(|key| !TOPIC_KEYS.contains(&key.as_str()))
        {
            return Err(format!(
                "Unknown topic config name: {key} (this playground has: {})",
                TOPIC_KEYS.join(", ")
            ));
        }
        let from = Reader(settings);
        Ok(TopicConfig {
            given: settings.clone(),
            retention_ms: from.long("retention.ms", 604_800_000, -1)?,
            max_message_bytes: from.int("max.message.bytes", broker.message_max_bytes as i64, 0)?
                as usize,
        })
    }
}
