//! The phase in which members join.

use protocol::record::Millis;

/// What ends a join phase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JoinPhase {
    /// The first one of an empty group: it never ends early, and is extended
    /// while members come, up to the rebalance timeout.
    Initial {
        /// When it ends, or is extended.
        until: Millis,
        /// Milliseconds by which it may still be extended.
        remaining_ms: Millis,
        /// The length of the present wait.
        delay_ms: Millis,
        /// Whether a member came since it was last extended.
        member_added: bool,
    },
    /// Any other: it ends when all members have joined again, at the latest
    /// at `until`.
    Rejoin {
        /// When those that have not joined are removed.
        until: Millis,
    },
}

impl JoinPhase {
    /// When it ends or is extended.
    pub fn until(&self) -> Millis {
        match self {
            JoinPhase::Initial { until, .. } | JoinPhase::Rejoin { until } => *until,
        }
    }
}
