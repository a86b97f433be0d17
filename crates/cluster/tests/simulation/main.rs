//! Simulations: scenarios that a seed makes up, and what must hold in all of
//! them, whatever users and networks do.
//!
//! A failure names its seed and its step. A seed that failed once is listed for
//! ever in [`properties`].

mod dice;
mod golden;
mod history;
mod hostile;
mod peers;
mod properties;
mod run;
mod steps;
mod swarm;
mod watch;
