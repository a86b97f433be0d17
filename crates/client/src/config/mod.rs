//! Settings of clients, as they read them.
//!
//! A client reads its settings once, when it starts. What is refused is refused with the
//! exception of its constructor.
//!
//! *Read on in [the tools](../../tools/index.html), the next crate.*

mod consumer;
mod producer;

pub use consumer::{AutoOffsetReset, ConsumerConfig};
pub use producer::ProducerConfig;
