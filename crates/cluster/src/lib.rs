//! A small, honest Kafka: machines with their clients and programs, a network
//! and a broker under one clock.
//!
//! A [`Cluster`] is given [`command::Command`]s, and its time goes on; it tells
//! what happened as [`event::Event`]s, which are the only thing that changes
//! its [`State`], and shows itself as a [`view::View`]. A [`history::History`]
//! remembers the commands, so that any instant can be gone to again.
//!
//! Everything is a function of the settings, the seed and the commands with
//! their instants: no clock, no thread, no I/O, no floating-point number.

#![deny(clippy::float_arithmetic)]

pub mod app;
mod cluster;
pub mod command;
pub mod config;
pub mod event;
pub mod explore;
pub mod habit;
pub mod history;
mod ids;
pub mod instant;
pub mod limits;
mod machine;
pub mod network;
pub mod observed;
pub mod operation;
mod semantics;
mod state;
pub mod terminal;
pub mod timer;
pub mod view;

pub use cluster::{Cluster, Observer};
pub use ids::{FlightId, MachineId};
pub use machine::{Machine, Status};
pub use semantics::SEMANTICS;
pub use state::State;
