//! Settings of the broker and of topics, as the broker reads them.
//!
//! What Kafka defines of them stands in [`protocol::config`]. A topic's setting that is not
//! given is the broker's of a similar name, such as `log.retention.ms` for `retention.ms`.
//!
//! *Read on in [the clients](../../client/index.html), the next crate.*

mod topic;

pub use topic::TopicConfig;

use protocol::api::{ConfigResource, ResourceType};
use protocol::config::Reader;
use protocol::config::{Settings, BROKER, TOPIC};
use protocol::exception::Exception;
use protocol::map::Map;
use protocol::name::Name;
use protocol::record::Millis;

/// Settings of the broker.
/// Source: `AbstractKafkaConfig` and `KafkaConfig` of Kafka 4.3.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokerConfig {
    /// What it was started with: what it was given and, where it was not given
    /// anything else, what stands in Kafka's `server.properties`.
    pub given: Settings,
    /// What topics have that do not set it themselves, with the keys of
    /// topics; only what is set for the broker.
    pub topic_defaults: Settings,
    /// `auto.create.topics.enable`.
    pub auto_create_topics: bool,
    /// `num.partitions`.
    pub num_partitions: i32,
    /// `default.replication.factor`.
    pub default_replication_factor: i16,
    /// `delete.topic.enable`.
    pub delete_topic_enable: bool,
    /// `offsets.topic.num.partitions`.
    pub offsets_partitions: i32,
    /// `offsets.topic.segment.bytes`.
    pub offsets_segment_bytes: i32,
    /// `offsets.retention.minutes`, in milliseconds.
    pub offsets_retention_ms: Millis,
    /// `offsets.retention.check.interval.ms`.
    pub offsets_retention_check_interval_ms: Millis,
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
    /// `fetch.max.bytes`, the most that the broker puts into an answer.
    pub fetch_max_bytes: i32,
    /// `log.retention.check.interval.ms`.
    pub retention_check_interval_ms: Millis,
    /// `log.initial.task.delay.ms`: how long after the start of the broker
    /// retention is looked at for the first time.
    pub initial_task_delay_ms: Millis,
    /// `log.cleaner.backoff.ms`.
    pub cleaner_backoff_ms: Millis,
    /// `producer.id.expiration.ms`.
    pub producer_expiration_ms: Millis,
    /// `producer.id.expiration.check.interval.ms`.
    pub producer_expiration_check_ms: Millis,
}

impl Default for BrokerConfig {
    fn default() -> Self {
        BrokerConfig::read(&Settings::new()).expect("Kafka's defaults are valid")
    }
}

/// The broker's settings that a setting of topics falls back to, and how many
/// of the topic's unit one of theirs is. The first that is set counts.
/// Source: `ServerTopicConfigSynonyms`.
pub(crate) const SYNONYMS: &[(&str, &str, i64)] = &[
    ("segment.bytes", "log.segment.bytes", 1),
    ("segment.ms", "log.roll.ms", 1),
    ("segment.ms", "log.roll.hours", HOUR),
    ("segment.jitter.ms", "log.roll.jitter.ms", 1),
    ("segment.jitter.ms", "log.roll.jitter.hours", HOUR),
    ("segment.index.bytes", "log.index.size.max.bytes", 1),
    ("flush.messages", "log.flush.interval.messages", 1),
    ("flush.ms", "log.flush.interval.ms", 1),
    ("flush.ms", "log.flush.scheduler.interval.ms", 1),
    ("retention.bytes", "log.retention.bytes", 1),
    ("retention.ms", "log.retention.ms", 1),
    ("retention.ms", "log.retention.minutes", 60_000),
    ("retention.ms", "log.retention.hours", HOUR),
    ("max.message.bytes", "message.max.bytes", 1),
    ("index.interval.bytes", "log.index.interval.bytes", 1),
    ("delete.retention.ms", "log.cleaner.delete.retention.ms", 1),
    (
        "min.compaction.lag.ms",
        "log.cleaner.min.compaction.lag.ms",
        1,
    ),
    (
        "max.compaction.lag.ms",
        "log.cleaner.max.compaction.lag.ms",
        1,
    ),
    ("file.delete.delay.ms", "log.segment.delete.delay.ms", 1),
    (
        "min.cleanable.dirty.ratio",
        "log.cleaner.min.cleanable.ratio",
        1,
    ),
    ("cleanup.policy", "log.cleanup.policy", 1),
    (
        "unclean.leader.election.enable",
        "unclean.leader.election.enable",
        1,
    ),
    ("min.insync.replicas", "min.insync.replicas", 1),
    ("compression.type", "compression.type", 1),
    ("compression.gzip.level", "compression.gzip.level", 1),
    ("compression.lz4.level", "compression.lz4.level", 1),
    ("compression.zstd.level", "compression.zstd.level", 1),
    ("preallocate", "log.preallocate", 1),
    ("message.timestamp.type", "log.message.timestamp.type", 1),
    (
        "message.timestamp.before.max.ms",
        "log.message.timestamp.before.max.ms",
        1,
    ),
    (
        "message.timestamp.after.max.ms",
        "log.message.timestamp.after.max.ms",
        1,
    ),
    ("local.retention.ms", "log.local.retention.ms", 1),
    ("local.retention.bytes", "log.local.retention.bytes", 1),
];

/// What Kafka's own `server.properties` sets, of what this engine reads.
const SERVER_PROPERTIES: &[(&str, &str)] = &[
    ("log.segment.bytes", "1073741824"),
    ("log.retention.hours", "168"),
    ("log.retention.check.interval.ms", "300000"),
];

/// Milliseconds.
const HOUR: i64 = 3_600_000;

impl BrokerConfig {
    /// Reads Kafka's keys; keys that Kafka does not have are accepted.
    ///
    /// # Errors
    /// Kafka's `ConfigException` for a value that is not valid.
    pub fn read(settings: &Settings) -> Result<Self, Exception> {
        let mut given = settings.clone();
        for (key, value) in SERVER_PROPERTIES {
            given.get_or_insert_with((*key).into(), || (*value).into());
        }
        BrokerConfig::effective(given, &BrokerConfig::at_format(settings))
    }

    /// What is set for all brokers when a cluster is formatted.
    /// Source: `ConfigurationControlManager.maybeGenerateElrSafetyRecords`.
    pub(crate) fn at_format(given: &Settings) -> Settings {
        let key = "min.insync.replicas";
        let value = given.get(key).cloned().unwrap_or_else(|| "1".into());
        [(key.into(), value)].into()
    }

    /// The same broker with these settings made while it runs.
    ///
    /// # Errors
    /// Kafka's `ConfigException` for a value that is not valid.
    pub(crate) fn with_dynamic(
        &self,
        configs: &Map<ConfigResource, Settings>,
    ) -> Result<Self, Exception> {
        let mut dynamic = Settings::new();
        for name in ["", "1"] {
            let kind = ResourceType::Broker;
            let name = name.into();
            let set = configs.get(&ConfigResource { kind, name });
            for (key, value) in set.into_iter().flat_map(Settings::iter) {
                dynamic.insert(key.clone(), value.clone());
            }
        }
        BrokerConfig::effective(self.given.clone(), &dynamic)
    }

    /// A number that the broker was given or that is Kafka's default, if there
    /// is a setting of this name.
    pub(crate) fn number(&self, key: &str) -> Option<i64> {
        let definition = BROKER.find(key)?;
        let text = self.given.get(key).map(Name::as_str);
        text.or(definition.default)?.trim().parse().ok()
    }

    fn effective(given: Settings, dynamic: &Settings) -> Result<Self, Exception> {
        let mut all = given.clone();
        for (key, value) in dynamic.iter() {
            all.insert(key.clone(), value.clone());
        }
        let settings = &all;
        let from = Reader::check(&BROKER, settings)?;
        Ok(BrokerConfig {
            given,
            topic_defaults: topic_defaults(settings),
            auto_create_topics: from.boolean("auto.create.topics.enable"),
            num_partitions: from.int("num.partitions"),
            default_replication_factor: from.int("default.replication.factor") as i16,
            delete_topic_enable: from.boolean("delete.topic.enable"),
            offsets_partitions: from.int("offsets.topic.num.partitions"),
            offsets_segment_bytes: from.int("offsets.topic.segment.bytes"),
            offsets_retention_ms: from.long("offsets.retention.minutes") * 60_000,
            offsets_retention_check_interval_ms: from.long("offsets.retention.check.interval.ms"),
            offset_metadata_max: from.size("offset.metadata.max.bytes"),
            initial_rebalance_delay_ms: from.long("group.initial.rebalance.delay.ms"),
            min_session_timeout_ms: from.long("group.min.session.timeout.ms"),
            max_session_timeout_ms: from.long("group.max.session.timeout.ms"),
            group_max_size: from.size("group.max.size"),
            fetch_max_bytes: from.int("fetch.max.bytes"),
            retention_check_interval_ms: from.long("log.retention.check.interval.ms"),
            initial_task_delay_ms: from.long("log.initial.task.delay.ms"),
            cleaner_backoff_ms: from.long("log.cleaner.backoff.ms"),
            producer_expiration_ms: from.long("producer.id.expiration.ms"),
            producer_expiration_check_ms: from.long("producer.id.expiration.check.interval.ms"),
        })
    }
}

/// The broker's settings in the words of topics.
fn topic_defaults(settings: &Settings) -> Settings {
    let mut defaults = Settings::new();
    for (topic, broker, unit) in SYNONYMS {
        let Some(text) = settings.get(*broker) else {
            continue;
        };
        if defaults.contains_key(*topic) {
            continue;
        }
        let text = match text.trim().parse::<i64>() {
            Ok(number) if *unit != 1 && number >= 0 => (number * unit).to_string(),
            // What has a unit of its own has no limit below 0.
            Ok(_) if *unit != 1 => "-1".to_owned(),
            _ => text.to_string(),
        };
        debug_assert!(TOPIC.find(topic).is_some(), "{topic} is a topic's");
        defaults.insert((*topic).into(), text.as_str().into());
    }
    defaults
}
