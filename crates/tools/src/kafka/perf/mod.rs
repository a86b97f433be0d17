//! The performance tests, and what they have in common: numbers and dates as
//! Java prints them.
//!
//! Their figures come from the clock of the cluster: they are about the
//! simulated network, and nothing else takes time.

mod argparse;
pub(super) mod consumer;
mod consumer_settings;
mod date;
mod numbers;
pub(super) mod producer;
mod producer_settings;
mod stats;
