//! What the playground is held to: conformance with a real Kafka, and that no
//! line can hang or crash it.

pub mod conformance;
pub mod fuzz;
