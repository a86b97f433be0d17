//! Tests of the tools and of the shell around them.
//!
//! A tool with a loop of its own is played on a client that answers what a
//! test says (`stand_in.rs`).

mod console_consumer;
mod console_producer;
mod perf;
mod refusals;
mod sh;
mod stand_in;
