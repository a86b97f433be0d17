//! Settings of consumers.

use super::producer::backoff;
use crate::assignor::Assignor;
use crate::library::{AutoCommit, Manner};
use protocol::api::IsolationLevel;
use protocol::config::Reader;
use protocol::config::{duration, valid, Settings, CONSUMER};
use protocol::exception::Exception;
use protocol::name::Name;
use protocol::record::Millis;
use protocol::topic_name;

/// What a consumer does where it has no valid offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AutoOffsetReset {
    /// To the log start.
    Earliest,
    /// To the high watermark.
    Latest,
    /// To nowhere: the call fails.
    None,
    /// To the first record that is not older than this, in milliseconds; a
    /// part of a millisecond counts as one.
    ByDuration(Millis),
}

/// Settings of a consumer.
/// Source: `ConsumerConfig` of Kafka 4.3 for keys, defaults and ranges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsumerConfig {
    /// `group.id`.
    pub group_id: Option<Name>,
    /// `group.instance.id`.
    pub group_instance_id: Option<Name>,
    /// `client.id`; none lets the client choose.
    pub client_id: Option<Name>,
    /// `client.rack`; empty is none.
    pub client_rack: Name,
    /// `auto.offset.reset`.
    pub auto_offset_reset: AutoOffsetReset,
    /// `isolation.level`.
    pub isolation_level: IsolationLevel,
    /// `enable.auto.commit`, false without a group.
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
    /// `retry.backoff.max.ms`.
    pub retry_backoff_max_ms: Millis,
    /// `metadata.max.age.ms`.
    pub metadata_max_age_ms: Millis,
    /// `allow.auto.create.topics`.
    pub allow_auto_create_topics: bool,
    /// `exclude.internal.topics`: whether a pattern passes over them.
    pub exclude_internal_topics: bool,
    /// Which library's client it is, and how its program uses it.
    pub manner: Manner,
}

impl ConsumerConfig {
    /// Reads a consumer's settings.
    ///
    /// # Errors
    /// The exception with which `new KafkaConsumer` fails: first what the
    /// definitions say, in their order, then what excludes each other, then
    /// what the client finds while it is put together.
    pub fn read(settings: &Settings) -> Result<Self, Exception> {
        let from = Reader::check(&CONSUMER, settings)?;
        post_process(&from)?;
        ConsumerConfig::construct(&from).map_err(|cause| {
            Exception::new("KafkaException", "Failed to construct kafka consumer").because(cause)
        })
    }

    /// Reads the settings of a client of some library, whose defaults may be
    /// others than Java's.
    ///
    /// # Errors
    /// What Java's client refuses.
    pub fn read_as(manner: Manner, settings: &Settings) -> Result<Self, Exception> {
        let nature = manner.library.nature();
        let mut all: Settings = settings.clone();
        for (key, value) in nature.defaults {
            if !all.contains_key(*key) {
                all.insert((*key).into(), (*value).into());
            }
        }
        let mut config = ConsumerConfig::read(&all)?;
        config.manner = manner;
        config.max_poll_records = manner.at_most.unwrap_or(config.max_poll_records);
        config.enable_auto_commit &= nature.auto_commit != AutoCommit::Outside;
        Ok(config)
    }

    /// Source: `ClassicKafkaConsumer`'s constructor, for the order.
    fn construct(from: &Reader) -> Result<Self, Exception> {
        let group_instance_id = from.text("group.instance.id");
        group_instance_id.map_or(Ok(()), check_instance)?;
        let group_id = from.text("group.id");
        if group_id == Some("") {
            let text = "The configured group.id should not be an empty string or whitespace.";
            return Err(Exception::new("InvalidGroupIdException", text));
        }
        let assignors = assignors(from)?;
        let session_timeout_ms = from.long("session.timeout.ms");
        let heartbeat_interval_ms = from.long("heartbeat.interval.ms");
        if group_id.is_some() && heartbeat_interval_ms >= session_timeout_ms {
            let text = "Heartbeat must be set lower than the session timeout";
            return Err(Exception::illegal_argument(text));
        }
        Ok(ConsumerConfig {
            enable_auto_commit: group_id.is_some() && from.boolean("enable.auto.commit"),
            group_id: group_id.map(Name::from),
            group_instance_id: group_instance_id.map(Name::from),
            client_id: from
                .text("client.id")
                .filter(|id| !id.is_empty())
                .map(Name::from),
            client_rack: from.word("client.rack").into(),
            auto_offset_reset: auto_offset_reset(from.word("auto.offset.reset")),
            isolation_level: match from.word("isolation.level") {
                "read_committed" => IsolationLevel::ReadCommitted,
                _ => IsolationLevel::ReadUncommitted,
            },
            auto_commit_interval_ms: from.long("auto.commit.interval.ms"),
            max_poll_records: from.size("max.poll.records"),
            max_poll_interval_ms: from.long("max.poll.interval.ms"),
            session_timeout_ms,
            heartbeat_interval_ms,
            fetch_min_bytes: from.int("fetch.min.bytes"),
            fetch_max_wait_ms: from.long("fetch.max.wait.ms"),
            fetch_max_bytes: from.int("fetch.max.bytes"),
            max_partition_fetch_bytes: from.int("max.partition.fetch.bytes"),
            assignors,
            default_api_timeout_ms: from.long("default.api.timeout.ms"),
            request_timeout_ms: from.long("request.timeout.ms"),
            retry_backoff_ms: backoff(from, "retry.backoff.ms"),
            retry_backoff_max_ms: backoff(from, "retry.backoff.max.ms"),
            metadata_max_age_ms: from.long("metadata.max.age.ms"),
            allow_auto_create_topics: from.boolean("allow.auto.create.topics"),
            exclude_internal_topics: from.boolean("exclude.internal.topics"),
            manner: Manner::default(),
        })
    }
}

/// Settings that exclude each other.
/// Source: `ConsumerConfig.postProcessParsedConfig`.
fn post_process(from: &Reader) -> Result<(), Exception> {
    // The instance id is looked at here only to make up a client id.
    if from.word("client.id").is_empty() {
        from.text("group.instance.id")
            .map_or(Ok(()), check_instance)?;
    }
    let auto = "enable.auto.commit";
    if from.text("group.id").is_none() && from.is_given(auto) && from.boolean(auto) {
        return Err(Exception::new(
            "InvalidConfigurationException",
            "enable.auto.commit cannot be set to true when default group id (null) is used.",
        ));
    }
    let modern = from.word("group.protocol").eq_ignore_ascii_case("consumer");
    let (protocol, unsupported): (&str, &[&str]) = if modern {
        (
            "CONSUMER",
            &[
                "partition.assignment.strategy",
                "heartbeat.interval.ms",
                "session.timeout.ms",
                "share.acknowledgement.mode",
                "share.acquire.mode",
            ],
        )
    } else {
        (
            "CLASSIC",
            &[
                "group.remote.assignor",
                "share.acknowledgement.mode",
                "share.acquire.mode",
            ],
        )
    };
    let given: Vec<&str> = unsupported
        .iter()
        .copied()
        .filter(|key| from.is_given(key) && !from.word(key).is_empty())
        .collect();
    if !given.is_empty() {
        let text = " cannot be set when group.protocol=";
        return Err(valid::refused(&[&given.join(", "), text, protocol]));
    }
    if modern {
        let text =
            "group.protocol=consumer is not in this playground yet; it has group.protocol=classic";
        return Err(Exception::new("UnsupportedOperationException", text));
    }
    Ok(())
}

/// A name for a static member follows the rules of topic names.
/// Source: `JoinGroupRequest.validateGroupInstanceId`.
fn check_instance(id: &str) -> Result<(), Exception> {
    topic_name::validate_as("Group instance id", id)
        .map_err(|text| Exception::new("InvalidConfigurationException", text))
}

fn auto_offset_reset(text: &str) -> AutoOffsetReset {
    match text {
        "earliest" => AutoOffsetReset::Earliest,
        "latest" => AutoOffsetReset::Latest,
        "none" => AutoOffsetReset::None,
        text => {
            let text = text.strip_prefix("by_duration:").unwrap_or_default();
            let nanos = duration::parse(text).unwrap_or_default();
            let millis = nanos.div_euclid(1_000_000) + i128::from(nanos % 1_000_000 != 0);
            AutoOffsetReset::ByDuration(Millis::try_from(millis).unwrap_or(Millis::MAX))
        }
    }
}

/// Source: `ConsumerPartitionAssignor.getAssignorInstances`.
fn assignors(from: &Reader) -> Result<Vec<Assignor>, Exception> {
    let refuse = |text: String| Err(Exception::new("KafkaException", text));
    let mut assignors = Vec::new();
    for class in from.list("partition.assignment.strategy") {
        // The default is of classes, what is given is of their names.
        let name = class.strip_prefix("class ").unwrap_or(class);
        match Assignor::by_class(name) {
            Some(assignor) => assignors.push(assignor),
            None if protocol::config::class::is_known(name) => {
                return refuse(
                    [
                        "class ",
                        name,
                        " is not an instance of org.apache.kafka.clients.consumer.ConsumerPartitionAssignor",
                    ]
                    .concat(),
                )
            }
            None => {
                return refuse([name, " ClassNotFoundException exception occurred"].concat())
            }
        }
    }
    Ok(assignors)
}
