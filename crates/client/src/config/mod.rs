//! Settings of clients, as they read them.

mod consumer;
mod producer;

pub use consumer::{AutoOffsetReset, ConsumerConfig};
pub use producer::ProducerConfig;
