//! Java's classes that a setting may name.

/// Where Kafka's classes for its clients are.
const KAFKA: &str = "org.apache.kafka.";

/// Classes of Kafka that settings commonly name, after `org.apache.kafka.`.
const CLASSES: &[&str] = &[
    "clients.producer.RoundRobinPartitioner",
    "common.metrics.JmxReporter",
    "common.serialization.BooleanDeserializer",
    "common.serialization.BooleanSerializer",
    "common.serialization.ByteArrayDeserializer",
    "common.serialization.ByteArraySerializer",
    "common.serialization.ByteBufferDeserializer",
    "common.serialization.ByteBufferSerializer",
    "common.serialization.BytesDeserializer",
    "common.serialization.BytesSerializer",
    "common.serialization.DoubleDeserializer",
    "common.serialization.DoubleSerializer",
    "common.serialization.FloatDeserializer",
    "common.serialization.FloatSerializer",
    "common.serialization.IntegerDeserializer",
    "common.serialization.IntegerSerializer",
    "common.serialization.LongDeserializer",
    "common.serialization.LongSerializer",
    "common.serialization.ShortDeserializer",
    "common.serialization.ShortSerializer",
    "common.serialization.StringDeserializer",
    "common.serialization.StringSerializer",
    "common.serialization.UUIDDeserializer",
    "common.serialization.UUIDSerializer",
    "common.serialization.VoidDeserializer",
    "common.serialization.VoidSerializer",
    "common.security.oauthbearer.DefaultJwtRetriever",
    "common.security.oauthbearer.DefaultJwtValidator",
    "common.security.authenticator.DefaultKafkaPrincipalBuilder",
    "server.share.persister.DefaultStatePersister",
];

/// `partitioner.class` for turns.
pub const ROUND_ROBIN: &str = "org.apache.kafka.clients.producer.RoundRobinPartitioner";

/// Whether a class of this name is on the path of Kafka's clients: some of
/// Kafka's own, and those of Java's own library.
pub fn is_known(name: &str) -> bool {
    let kafka = name.strip_prefix(KAFKA);
    kafka.is_some_and(|name| CLASSES.contains(&name)) || name.starts_with("java.lang.")
}
