//! Settings of the cluster, its broker and its topics.

use super::parse::{ConfigException, Reader, Settings};
use crate::broker::log::IndexLimits;
use crate::compression::Compression;
use crate::name::Name;
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
    /// `producer.id.expiration.ms`.
    pub producer_expiration_ms: Millis,
    /// `producer.id.expiration.check.interval.ms`.
    pub producer_expiration_check_ms: Millis,
    /// `log.retention.check.interval.ms`.
    pub retention_check_interval_ms: Millis,
    /// `log.initial.task.delay.ms`: when the first of these checks is, after
    /// the broker's start.
    pub initial_task_delay_ms: Millis,
    /// `log.cleaner.backoff.ms`: how often the log cleaner looks at compacted
    /// topics, which it also checks for retention.
    pub cleaner_backoff_ms: Millis,
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
            producer_expiration_ms: 86_400_000,
            producer_expiration_check_ms: 600_000,
            retention_check_interval_ms: 300_000,
            initial_task_delay_ms: 30_000,
            cleaner_backoff_ms: 15_000,
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
            producer_expiration_ms: from.int("producer.id.expiration.ms", 86_400_000, 1)?,
            producer_expiration_check_ms: from.int(
                "producer.id.expiration.check.interval.ms",
                600_000,
                1,
            )?,
            retention_check_interval_ms: from.long(
                "log.retention.check.interval.ms",
                300_000,
                1,
            )?,
            initial_task_delay_ms: from.long("log.initial.task.delay.ms", 30_000, 0)?,
            cleaner_backoff_ms: from.long("log.cleaner.backoff.ms", 15_000, 0)?,
        })
    }
}

/// Settings of a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicConfig {
    /// What was set, as it was given.
    pub given: Settings,
    /// `cleanup.policy` names delete. It may name both, and neither.
    pub delete: bool,
    /// `cleanup.policy` names compact.
    pub compact: bool,
    /// `retention.ms`; -1 is for ever.
    pub retention_ms: Millis,
    /// `retention.bytes`, of a partition; -1 is without limit.
    pub retention_bytes: i64,
    /// `segment.bytes`, or `internal.segment.bytes` where that is set, which
    /// has a smaller least value.
    pub segment_bytes: usize,
    /// `segment.ms`.
    pub segment_ms: Millis,
    /// `segment.index.bytes`.
    pub segment_index_bytes: usize,
    /// `index.interval.bytes`.
    pub index_interval_bytes: usize,
    /// `file.delete.delay.ms`: how long the file of a deleted segment stays.
    pub file_delete_delay_ms: Millis,
    /// `max.compaction.lag.ms`.
    pub max_compaction_lag_ms: Millis,
    /// `max.message.bytes`, of a batch.
    pub max_message_bytes: usize,
    /// `message.timestamp.type` is LogAppendTime.
    pub log_append_time: bool,
    /// `message.timestamp.before.max.ms`.
    pub timestamp_before_max_ms: Millis,
    /// `message.timestamp.after.max.ms`.
    pub timestamp_after_max_ms: Millis,
    /// `compression.type`; `None` is `producer`: the codec that it used stays.
    pub compression: Option<Compression>,
    /// `min.insync.replicas`.
    pub min_insync_replicas: i32,
}

/// Topic settings that the engine reads.
const TOPIC_KEYS: &[&str] = &[
    "cleanup.policy",
    "compression.type",
    "file.delete.delay.ms",
    "index.interval.bytes",
    "internal.segment.bytes",
    "max.compaction.lag.ms",
    "max.message.bytes",
    "message.timestamp.after.max.ms",
    "message.timestamp.before.max.ms",
    "message.timestamp.type",
    "min.insync.replicas",
    "retention.bytes",
    "retention.ms",
    "segment.bytes",
    "segment.index.bytes",
    "segment.ms",
];

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
        let text = |key: &str, default: &'static str| -> String {
            settings
                .get(&Name::from(key))
                .map_or(default, Name::as_str)
                .to_owned()
        };
        let policy = text("cleanup.policy", "delete");
        let segment_bytes = from.int("segment.bytes", 1 << 30, 1 << 20)?;
        let codec = text("compression.type", "producer");
        let size = |key: &str, default, min| Ok::<_, String>(from.int(key, default, min)? as usize);
        Ok(TopicConfig {
            given: settings.clone(),
            delete: policy.split(',').any(|p| p.trim() == "delete"),
            compact: policy.split(',').any(|p| p.trim() == "compact"),
            retention_ms: from.long("retention.ms", 604_800_000, -1)?,
            retention_bytes: from.long("retention.bytes", -1, i64::MIN)?,
            segment_bytes: size("internal.segment.bytes", segment_bytes, 0)?,
            segment_ms: from.long("segment.ms", 604_800_000, 1)?,
            segment_index_bytes: size("segment.index.bytes", 10 << 20, 4)?,
            index_interval_bytes: size("index.interval.bytes", 4096, 0)?,
            file_delete_delay_ms: from.long("file.delete.delay.ms", 60_000, 0)?,
            max_compaction_lag_ms: from.long("max.compaction.lag.ms", Millis::MAX, 1)?,
            max_message_bytes: size("max.message.bytes", broker.message_max_bytes as i64, 0)?,
            log_append_time: text("message.timestamp.type", "CreateTime") == "LogAppendTime",
            timestamp_before_max_ms: from.long(
                "message.timestamp.before.max.ms",
                Millis::MAX,
                0,
            )?,
            timestamp_after_max_ms: from.long("message.timestamp.after.max.ms", 3_600_000, 0)?,
            compression: match codec.as_str() {
                "producer" => None,
                codec => Some(Compression::by_name(codec).unwrap_or(Compression::None)),
            },
            min_insync_replicas: from.int("min.insync.replicas", 1, 1)? as i32,
        })
    }

    /// What a new segment takes from it.
    pub fn index_limits(&self) -> IndexLimits {
        IndexLimits {
            interval_bytes: self.index_interval_bytes,
            index_bytes: self.segment_index_bytes,
        }
    }

    /// How long a segment may wait to be rolled. A compacted one is rolled so
    /// early that its records are cleaned in time. Source: `LogConfig.maxSegmentMs`.
    pub fn max_segment_ms(&self) -> Millis {
        match self.compact {
            true => self.segment_ms.min(self.max_compaction_lag_ms),
            false => self.segment_ms,
        }
    }
}
