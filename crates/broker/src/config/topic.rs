//! Settings of topics.

use super::BrokerConfig;
use crate::log::IndexLimits;
use protocol::compression::Compression;
use protocol::config::{topic, valid, Reader, Settings, TOPIC};
use protocol::exception::Exception;
use protocol::record::Millis;

/// Settings of a topic; what the topic does not set is the broker's.
/// Source: `LogConfig` of Kafka 4.3.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicConfig {
    /// What was set, as it was written.
    pub given: Settings,
    /// Whether `cleanup.policy` contains `compact`.
    pub compact: bool,
    /// Whether `cleanup.policy` contains `delete`.
    pub delete: bool,
    /// `segment.bytes`, or `internal.segment.bytes` if that is set.
    pub segment_bytes: usize,
    /// `segment.ms`.
    pub segment_ms: Millis,
    /// `segment.jitter.ms`.
    pub segment_jitter_ms: Millis,
    /// `segment.index.bytes`.
    pub segment_index_bytes: usize,
    /// `index.interval.bytes`.
    pub index_interval_bytes: usize,
    /// `retention.ms`; -1 is for ever.
    pub retention_ms: Millis,
    /// `retention.bytes`; a negative one is no limit.
    pub retention_bytes: i64,
    /// `max.message.bytes`, of a batch.
    pub max_message_bytes: usize,
    /// `compression.type`; none is `producer`, the codec that it came with.
    pub compression: Option<Compression>,
    /// `message.timestamp.type` is LogAppendTime.
    pub log_append_time: bool,
    /// `message.timestamp.before.max.ms`.
    pub timestamp_before_max_ms: Millis,
    /// `message.timestamp.after.max.ms`.
    pub timestamp_after_max_ms: Millis,
    /// `min.insync.replicas`.
    pub min_insync_replicas: i32,
    /// `delete.retention.ms`.
    pub delete_retention_ms: Millis,
    /// `file.delete.delay.ms`.
    pub file_delete_delay_ms: Millis,
    /// `min.compaction.lag.ms`.
    pub min_compaction_lag_ms: Millis,
    /// `max.compaction.lag.ms`.
    pub max_compaction_lag_ms: Millis,
    /// `min.cleanable.dirty.ratio`, times a billion.
    pub min_cleanable_dirty_billionths: i64,
}

impl TopicConfig {
    /// Reads a topic's settings.
    ///
    /// # Errors
    /// `InvalidConfigurationException` for an unknown key and for values that
    /// exclude each other, `ConfigException` for a value that is not valid;
    /// the broker answers either with INVALID_CONFIG.
    ///
    /// Source: `LogConfig.validate`.
    pub fn read(settings: &Settings, broker: &BrokerConfig) -> Result<Self, Exception> {
        topic::check_names(settings)?;
        let mut all = broker.topic_defaults.clone();
        for (key, value) in settings.iter() {
            all.insert(key.clone(), value.clone());
        }
        let from = Reader::check(&TOPIC, &all)?;
        exclude_each_other(&from)?;
        Ok(TopicConfig::construct(&from, settings.clone()))
    }

    /// `cleanup.policy`, in one order; it may be empty.
    pub fn cleanup_policy(&self) -> &'static str {
        match (self.compact, self.delete) {
            (true, true) => "compact,delete",
            (true, false) => "compact",
            (false, true) => "delete",
            (false, false) => "",
        }
    }

    fn construct(from: &Reader, given: Settings) -> Self {
        let policy = from.list("cleanup.policy");
        let internal = from.number("internal.segment.bytes");
        TopicConfig {
            given,
            compact: policy.contains(&"compact"),
            delete: policy.contains(&"delete"),
            segment_bytes: internal.unwrap_or(from.long("segment.bytes")).max(0) as usize,
            segment_ms: from.long("segment.ms"),
            segment_jitter_ms: from.long("segment.jitter.ms"),
            segment_index_bytes: from.size("segment.index.bytes"),
            index_interval_bytes: from.size("index.interval.bytes"),
            retention_ms: from.long("retention.ms"),
            retention_bytes: from.long("retention.bytes"),
            max_message_bytes: from.size("max.message.bytes"),
            compression: match from.word("compression.type") {
                "producer" => None,
                "uncompressed" => Some(Compression::None),
                name => Compression::by_name(name),
            },
            log_append_time: from.word("message.timestamp.type") == "LogAppendTime",
            timestamp_before_max_ms: from.long("message.timestamp.before.max.ms"),
            timestamp_after_max_ms: from.long("message.timestamp.after.max.ms"),
            min_insync_replicas: from.int("min.insync.replicas"),
            delete_retention_ms: from.long("delete.retention.ms"),
            file_delete_delay_ms: from.long("file.delete.delay.ms"),
            min_compaction_lag_ms: from.long("min.compaction.lag.ms"),
            max_compaction_lag_ms: from.long("max.compaction.lag.ms"),
            min_cleanable_dirty_billionths: from.billionths("min.cleanable.dirty.ratio"),
        }
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

/// Source: `LogConfig.validateTopicLogConfigValues`.
fn exclude_each_other(from: &Reader) -> Result<(), Exception> {
    topic::check_together(from)?;
    if from.boolean("remote.storage.enable") {
        return Err(valid::refused(&["Tiered Storage functionality is disabled in the broker. Topic cannot be configured with remote log storage."]));
    }
    Ok(())
}
