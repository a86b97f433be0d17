//! What the playground is held to: conformance with a real Kafka.

pub mod conformance;
