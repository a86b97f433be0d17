//! Simulations: scenarios that a seed makes up, with all that watches them.

pub mod dice;
pub mod run;
pub mod swarm;
mod typed;
pub mod watch;
