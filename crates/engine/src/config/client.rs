//! Settings of producers and consumers.

use super::parse::{ConfigException, Reader, Settings};
use crate::client::assignor::{Assignor, DEFAULT_ASSIGNORS};
use crate::client::partitioner::{family, Partitioner};
use crate::name::Name;
use crate::record::Millis;

/// What a consumer does where it has no valid offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AutoOffsetReset {
    /// To the log start.
    Earliest,
    /// To the high watermark.
    Latest,
    /// To nowhere: the call fails.
    None,
}

/// Settings of a consumer.
/// Source: `ConsumerConfig` of Kafka 4.3 for keys, defaults and ranges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsumerConfig {
    /// `group.id`.
    pub group_id: Option<Name>,
    /// `auto.offset.reset`.
    pub auto_offset_reset: AutoOffsetReset,
    /// `enable.auto.commit`.
    pub enable_auto_commit: bool,
    /// `auto.commit.interval.ms`.
    pub auto_commit_interval_ms: Millis,
    /// `max.poll.records`.
    pub max_poll_records: usize,
    /// `max.poll.interval.ms`, which is the rebalance timeout too.
    pub max_poll_interval_ms: Millis,
    /// `session.timeout.ms`.
    pub session_timeout_ms: Millis,
    /// `heartbeat.interval.ms`.
    pub heartbeat_interval_ms: Millis,
    /// `fetch.min.bytes`.
    pub fetch_min_bytes: i32,
    /// `fetch.max.wait.ms`.
    pub fetch_max_wait_ms: Millis,
    /// `fetch.max.bytes`.
    pub fetch_max_bytes: i32,
    /// `max.partition.fetch.bytes`.
    pub max_partition_fetch_bytes: i32,
    /// `partition.assignment.strategy`, by preference.
    pub assignors: Vec<Assignor>,
    /// `default.api.timeout.ms`.
    pub default_api_timeout_ms: Millis,
    /// `request.timeout.ms`.
    pub request_timeout_ms: Millis,
    /// `retry.backoff.ms`.
    pub retry_backoff_ms: Millis,
    /// `metadata.max.age.ms`.
    pub metadata_max_age_ms: Millis,
    /// `allow.auto.create.topics`.
    pub allow_auto_create_topics: bool,
}

impl ConsumerConfig {
    /// Reads a consumer's settings.
    ///
    /// # Errors
    /// Kafka's text for a value that it refuses.
    pub fn read(settings: &Settings) -> Result<Self, ConfigException> {
        let from = Reader(settings);
        let group_id = settings.get("group.id").cloned();
        if group_id.as_ref().is_some_and(|id| id.trim().is_empty()) {
            return Err(
                "The configured group.id should not be an empty string or whitespace.".to_owned(),
            );
        }
        let auto = from.boolean("enable.auto.commit", group_id.is_some())?;
        if auto && group_id.is_none() {
            return Err(
                "enable.auto.commit cannot be set to true when default group id (null) is used."
                    .to_owned(),
            );
        }
        let config = ConsumerConfig {
            auto_offset_reset: auto_offset_reset(&from)?,
            enable_auto_commit: auto,
            auto_commit_interval_ms: from.int("auto.commit.interval.ms", 5_000, 0)?,
            max_poll_records: from.int("max.poll.records", 500, 1)? as usize,
            max_poll_interval_ms: from.int("max.poll.interval.ms", 300_000, 1)?,
            session_timeout_ms: from.int("session.timeout.ms", 45_000, i64::from(i32::MIN))?,
            heartbeat_interval_ms: from.int("heartbeat.interval.ms", 3_000, i64::from(i32::MIN))?,
            fetch_min_bytes: from.int("fetch.min.bytes", 1, 0)? as i32,
            fetch_max_wait_ms: from.int("fetch.max.wait.ms", 500, 0)?,
            fetch_max_bytes: from.int("fetch.max.bytes", 52_428_800, 0)? as i32,
            max_partition_fetch_bytes: from.int("max.partition.fetch.bytes", 1_048_576, 0)? as i32,
            assignors: assignors(&from)?,
            default_api_timeout_ms: from.int("default.api.timeout.ms", 60_000, 0)?,
            request_timeout_ms: from.int("request.timeout.ms", 30_000, 0)?,
            retry_backoff_ms: backoff(&from)?,
            metadata_max_age_ms: from.long("metadata.max.age.ms", 300_000, 0)?,
            allow_auto_create_topics: from.boolean("allow.auto.create.topics", true)?,
            group_id,
        };
        if config.heartbeat_interval_ms >= config.session_timeout_ms {
            return Err("Heartbeat must be set lower than the session timeout".to_owned());
        }
        Ok(config)
    }
}

/// `retry.backoff.ms`. With 0 a client that fails at once would try again for
/// ever in one instant, so here it is at least 1; and it ends before time does.
fn backoff(from: &Reader) -> Result<Millis, ConfigException> {
    const LONGEST: Millis = i32::MAX as Millis;
    Ok(from.long("retry.backoff.ms", 100, 0)?.clamp(1, LONGEST))
}

fn auto_offset_reset(from: &Reader) -> Result<AutoOffsetReset, ConfigException> {
    const KEY: &str = "auto.offset.reset";
    match from.text(KEY, "latest").trim() {
        "earliest" => Ok(AutoOffsetReset::Earliest),
        "latest" => Ok(AutoOffsetReset::Latest),
        "none" => Ok(AutoOffsetReset::None),
        text if text.starts_with("by_duration:") => Err(format!(
            "auto.offset.reset by duration is not in this playground yet; it has earliest, latest and none (given: {text})"
        )),
        text => Err(from.refuse(KEY, &format!("Invalid value `{text}` for configuration auto.offset.reset. The value must be either 'earliest', 'latest', 'none' or of the format 'by_duration:<PnDTnHnMn.nS>.'."))),
    }
}

fn assignors(from: &Reader) -> Result<Vec<Assignor>, ConfigException> {
    let defaults = DEFAULT_ASSIGNORS.map(Assignor::class).join(",");
    let text = from.text("partition.assignment.strategy", &defaults);
    let mut assignors = Vec::new();
    for class in text
        .split(',')
        .map(str::trim)
        .filter(|class| !class.is_empty())
    {
        match Assignor::by_class(class) {
            Some(assignor) if !assignors.contains(&assignor) => assignors.push(assignor),
            Some(_) => {}
            None => {
                return Err([class, " ClassNotFoundException exception occurred"].concat());
            }
        }
    }
    Ok(assignors)
}

/// Settings of a producer.
/// Source: `ProducerConfig` of Kafka 4.3 for keys, defaults and ranges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProducerConfig {
    /// `acks`: 0, 1, or -1 for all.
    pub acks: i16,
    /// `linger.ms`.
    pub linger_ms: Millis,
    /// `batch.size`, in bytes.
    pub batch_size: usize,
    /// `partitioner.class` and `partitioner.ignore.keys`, or what another
    /// family's client has in their place.
    pub partitioner: Partitioner,
    /// `max.request.size`, in bytes.
    pub max_request_size: usize,
    /// `max.in.flight.requests.per.connection`.
    pub max_in_flight: usize,
    /// `max.block.ms`.
    pub max_block_ms: Millis,
    /// `retries`.
    pub retries: i64,
    /// `retry.backoff.ms`.
    pub retry_backoff_ms: Millis,
    /// `request.timeout.ms`.
    pub request_timeout_ms: Millis,
    /// `delivery.timeout.ms`.
    pub delivery_timeout_ms: Millis,
    /// `metadata.max.age.ms`.
    pub metadata_max_age_ms: Millis,
}

impl ProducerConfig {
    /// Reads a producer's settings.
    ///
    /// # Errors
    /// Kafka's text for a value that it refuses.
    pub fn read(settings: &Settings) -> Result<Self, ConfigException> {
        let from = Reader(settings);
        let linger_ms = from.long("linger.ms", 5, 0)?;
        let request_timeout_ms = from.int("request.timeout.ms", 30_000, 0)?;
        let asked = from.int("delivery.timeout.ms", 120_000, 0)?;
        let least = linger_ms.saturating_add(request_timeout_ms);
        // Kafka raises a default that is too small and refuses a given one.
        if asked < least && settings.contains_key("delivery.timeout.ms") {
            return Err("delivery.timeout.ms should be equal to or larger than linger.ms + request.timeout.ms".to_owned());
        }
        Ok(ProducerConfig {
            acks: match from.text("acks", "all").trim() {
                "all" | "-1" => -1,
                "0" => 0,
                "1" => 1,
                _ => return Err(from.refuse("acks", "String must be one of: all, -1, 0, 1")),
            },
            linger_ms,
            batch_size: from.int("batch.size", 16_384, 0)? as usize,
            partitioner: match family::partitioner(settings)? {
                Some(partitioner) => partitioner,
                None => partitioner(&from)?,
            },
            max_request_size: from.int("max.request.size", 1_048_576, 0)? as usize,
            max_in_flight: from.int("max.in.flight.requests.per.connection", 5, 1)? as usize,
            max_block_ms: from.long("max.block.ms", 60_000, 0)?,
            retries: from.int("retries", i64::from(i32::MAX), 0)?,
            retry_backoff_ms: backoff(&from)?,
            request_timeout_ms,
            delivery_timeout_ms: asked.max(least),
            metadata_max_age_ms: from.long("metadata.max.age.ms", 300_000, 0)?,
        })
    }
}

fn partitioner(from: &Reader) -> Result<Partitioner, ConfigException> {
    const KEY: &str = "partitioner.class";
    let built_in = match from.boolean("partitioner.ignore.keys", false)? {
        true => Partitioner::JAVA_WITHOUT_KEYS,
        false => Partitioner::JAVA,
    };
    match from.text(KEY, "").trim() {
        "" => Ok(built_in),
        "org.apache.kafka.clients.producer.RoundRobinPartitioner" => {
            Ok(Partitioner::JAVA_ROUND_ROBIN)
        }
        class => Err(from.refuse(KEY, &["Class ", class, " could not be found."].concat())),
    }
}
