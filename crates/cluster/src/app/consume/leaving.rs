//! How far a loop is that is being left.

use crate::app::turn::ExitStatus;

/// A loop that is being left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaving {
    /// Whether it closes its client.
    pub closes: bool,
    /// Whether it commits before that, as a loop of asynchronous commits does.
    pub(super) commits: bool,
    /// How the program ends.
    pub(super) status: ExitStatus,
}

impl Leaving {
    /// It closes and ends so.
    pub(super) fn closing(status: ExitStatus) -> Self {
        Leaving {
            closes: true,
            commits: false,
            status,
        }
    }
}
