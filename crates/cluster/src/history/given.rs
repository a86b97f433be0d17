//! Commands that were given.

use crate::command::Command;
use crate::instant::Instant;
use std::sync::Arc;

/// A command and the instant at which it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// When. After all that was due then, unless it stands between two steps.
    pub at: Instant,
    /// How many steps of the millisecond had been taken, also where it came
    /// after all of them.
    pub steps: u32,
    /// What.
    pub command: Arc<Command>,
}

impl Given {
    /// The instant as a number of steps.
    pub fn place(&self) -> Instant {
        Instant::after(self.at.at(), self.steps)
    }
}
