//! Settings of producers.

use crate::partitioner::{family, Partitioner};
use protocol::compression::Compression;
use protocol::config::Reader;
use protocol::config::{class, valid, Settings, PRODUCER};
use protocol::exception::Exception;
use protocol::name::Name;
use protocol::record::Millis;

/// Settings of a producer.
/// Source: `ProducerConfig` of Kafka 4.3 for keys, defaults and ranges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProducerConfig {
    /// `client.id`; none lets the client choose.
    pub client_id: Option<Name>,
    /// `acks`: 0, 1, or -1 for all.
    pub acks: i16,
    /// `enable.idempotence`, or false where it is only the default and `acks`
    /// or `retries` do not allow it.
    pub enable_idempotence: bool,
    /// `transactional.id`.
    pub transactional_id: Option<Name>,
    /// `transaction.timeout.ms`.
    pub transaction_timeout_ms: i32,
    /// `compression.type`.
    pub compression: Compression,
    /// `linger.ms`, at most 2147483647.
    pub linger_ms: Millis,
    /// `batch.size`, in bytes.
    pub batch_size: usize,
    /// `buffer.memory`, in bytes.
    pub buffer_memory: usize,
    /// `partitioner.class` and `partitioner.ignore.keys`, or what another
    /// family's client has in their place.
    pub partitioner: Partitioner,
    /// `partitioner.adaptive.partitioning.enable`.
    pub adaptive_partitioning: bool,
    /// `partitioner.availability.timeout.ms`; 0 is never.
    pub availability_timeout_ms: Millis,
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
    /// `retry.backoff.max.ms`.
    pub retry_backoff_max_ms: Millis,
    /// `request.timeout.ms`.
    pub request_timeout_ms: Millis,
    /// `delivery.timeout.ms`, or `linger.ms` and `request.timeout.ms` together
    /// where it is the default and they are more.
    pub delivery_timeout_ms: Millis,
    /// `metadata.max.age.ms`.
    pub metadata_max_age_ms: Millis,
    /// `metadata.max.idle.ms`.
    pub metadata_max_idle_ms: Millis,
}

impl ProducerConfig {
    /// Reads a producer's settings.
    ///
    /// # Errors
    /// The exception with which `new KafkaProducer` fails: first what the
    /// definitions say, in their order, then what excludes each other, then
    /// what the client finds while it is put together.
    pub fn read(settings: &Settings) -> Result<Self, Exception> {
        let family = family::partitioner(settings).map_err(|text| valid::refused(&[&text]))?;
        let from = Reader::check(&PRODUCER, settings)?;
        let enable_idempotence = idempotence(&from)?;
        let config = ProducerConfig::construct(&from, family, enable_idempotence);
        config.map_err(|cause| {
            Exception::new("KafkaException", "Failed to construct kafka producer").because(cause)
        })
    }

    /// Source: `KafkaProducer`'s constructor, for the order.
    fn construct(
        from: &Reader,
        family: Option<Partitioner>,
        enable_idempotence: bool,
    ) -> Result<Self, Exception> {
        let partitioner = family.map_or_else(|| partitioner(from), Ok)?;
        let linger_ms = from.long("linger.ms").min(i64::from(i32::MAX));
        let request_timeout_ms = from.long("request.timeout.ms");
        Ok(ProducerConfig {
            client_id: from
                .text("client.id")
                .filter(|_| from.is_given("client.id"))
                .map(Name::from),
            acks: acks(from),
            enable_idempotence,
            transactional_id: from.text("transactional.id").map(Name::from),
            transaction_timeout_ms: from.int("transaction.timeout.ms"),
            compression: Compression::by_name(from.word("compression.type"))
                .expect("the table names the codecs"),
            linger_ms,
            batch_size: from.size("batch.size"),
            buffer_memory: from.size("buffer.memory"),
            partitioner,
            adaptive_partitioning: from.boolean("partitioner.adaptive.partitioning.enable"),
            availability_timeout_ms: from.long("partitioner.availability.timeout.ms"),
            max_request_size: from.size("max.request.size"),
            max_in_flight: from.size("max.in.flight.requests.per.connection"),
            max_block_ms: from.long("max.block.ms"),
            retries: from.long("retries"),
            retry_backoff_ms: backoff(from, "retry.backoff.ms"),
            retry_backoff_max_ms: backoff(from, "retry.backoff.max.ms"),
            request_timeout_ms,
            delivery_timeout_ms: delivery_timeout(from, linger_ms, request_timeout_ms)?,
            metadata_max_age_ms: from.long("metadata.max.age.ms"),
            metadata_max_idle_ms: from.long("metadata.max.idle.ms"),
        })
    }
}

/// A time to wait before the next attempt. With 0 a client that fails at once
/// would try again for ever in one instant, so here it is at least 1; and it
/// ends before time does.
pub(super) fn backoff(from: &Reader, key: &str) -> Millis {
    from.long(key).clamp(1, Millis::from(i32::MAX))
}

fn acks(from: &Reader) -> i16 {
    match from.word("acks") {
        "all" => -1,
        number => number.parse().expect("the table names the values"),
    }
}

/// Kafka raises a default that is too small and refuses a given one.
/// Source: `KafkaProducer.configureDeliveryTimeout`.
fn delivery_timeout(from: &Reader, linger: Millis, request: Millis) -> Result<Millis, Exception> {
    let key = "delivery.timeout.ms";
    let asked = from.long(key);
    let least = linger.saturating_add(request).min(i64::from(i32::MAX));
    if asked < least && from.is_given(key) {
        let text = " should be equal to or larger than linger.ms + request.timeout.ms";
        return Err(valid::refused(&[key, text]));
    }
    Ok(asked.max(least))
}

/// Whether the producer is idempotent, and what may not stand beside that.
/// Source: `ProducerConfig.postProcessAndValidateIdempotenceConfigs`.
fn idempotence(from: &Reader) -> Result<bool, Exception> {
    let key = "enable.idempotence";
    let mut enabled = from.boolean(key);
    if enabled {
        let mut possible = true;
        if from.long("retries") == 0 {
            if from.is_given(key) {
                let text = "Must set retries to non-zero when using the idempotent producer.";
                return Err(valid::refused(&[text]));
            }
            possible = false;
        }
        if acks(from) != -1 {
            if from.is_given(key) {
                return Err(valid::refused(&["Must set acks to all in order to use the idempotent producer. Otherwise we cannot guarantee idempotence."]));
            }
            possible = false;
        }
        let in_flight = from.long("max.in.flight.requests.per.connection");
        if in_flight > 5 {
            let number = in_flight.to_string();
            return Err(valid::refused(&["To use the idempotent producer, max.in.flight.requests.per.connection must be set to at most 5. Current value is ", &number, "."]));
        }
        enabled = possible;
    }
    if !enabled && from.is_given("transactional.id") {
        let text = "Cannot set a transactional.id without also enabling idempotence.";
        return Err(valid::refused(&[text]));
    }
    let two_phases = from.boolean("transaction.two.phase.commit.enable");
    if two_phases && from.is_given("transaction.timeout.ms") {
        return Err(valid::refused(&["Cannot set transaction.timeout.ms when transaction.two.phase.commit.enable is set to true. Transactions will not expire with two-phase commit enabled."]));
    }
    Ok(enabled)
}

fn partitioner(from: &Reader) -> Result<Partitioner, Exception> {
    match from.text("partitioner.class") {
        None if from.boolean("partitioner.ignore.keys") => Ok(Partitioner::JAVA_WITHOUT_KEYS),
        None => Ok(Partitioner::JAVA),
        Some(class::ROUND_ROBIN) => Ok(Partitioner::JAVA_ROUND_ROBIN),
        // Source: `AbstractConfig.getConfiguredInstance`.
        Some(class) => {
            let text = " is not an instance of org.apache.kafka.clients.producer.Partitioner";
            Err(Exception::new("KafkaException", [class, text].concat()))
        }
    }
}
