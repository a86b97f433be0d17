//! What Kafka's brokers and clients both know.
//!
//! Records and batches with their sizes on the wire, requests and responses,
//! errors and exceptions with Kafka's names and texts, the tables of settings,
//! and what depends on Java: hashes and the order of its hash maps.
//!
//! Nothing here has a state that changes by itself; nothing here is a machine.

#![deny(clippy::float_arithmetic)]

pub mod api;
pub mod batch;
pub mod compression;
pub mod config;
pub mod connection;
pub mod consumer_protocol;
pub mod date;
pub mod error;
pub mod exception;
pub mod java;
pub mod map;
pub mod name;
pub mod near;
pub mod offsets_topic;
pub mod record;
pub mod rng;
pub mod sort;
pub mod topic_name;
pub mod topic_partition;
pub mod wire;
