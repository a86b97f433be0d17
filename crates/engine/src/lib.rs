//! A small, honest Kafka: partitioned logs, producers, consumers, consumer
//! groups and offsets, as a deterministic state machine without I/O.
//!
//! A [`cluster::Cluster`] holds one broker and the machines of its clients.
//! Users give it [`command::Command`]s and let its time go on; it tells what
//! happened as [`event::Event`]s, which are the only thing that changes its
//! [`cluster::State`], and shows itself as a [`view::View`]. A
//! [`history::History`] remembers the commands, so that any instant can be
//! gone to again.
//!
//! Everything is a function of the settings, the seed and the commands with
//! their instants: no clock, no thread, no I/O, no floating-point number.

#![deny(clippy::float_arithmetic)]

pub mod app;
pub mod broker;
pub mod client;
pub mod cluster;
pub mod command;
pub mod compression;
pub mod config;
pub mod error;
pub mod event;
pub mod exception;
pub mod history;
pub mod instant;
pub mod java;
pub mod limits;
pub mod map;
pub mod name;
pub mod network;
pub mod operation;
pub mod protocol;
pub mod record;
pub mod rng;
pub(crate) mod sort;
pub mod timeline;
pub mod timer;
pub mod topic_partition;
pub mod view;
pub(crate) mod wire;
