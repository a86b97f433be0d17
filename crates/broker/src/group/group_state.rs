//! The states of a classic group.
//! Source: `ClassicGroupState`.

/// The five states of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GroupState {
    /// No members; may hold offsets.
    ///
    /// Joins begin a rebalance; members' requests are answered
    /// UNKNOWN_MEMBER_ID. Comes from PreparingRebalance.
    Empty,
    /// Waits for members to join again.
    ///
    /// Joins are parked, heartbeats and syncs are answered
    /// REBALANCE_IN_PROGRESS, commits of the old generation still count.
    /// Comes from Stable, CompletingRebalance and Empty.
    PreparingRebalance,
    /// The generation is fixed; waits for the leader's assignment.
    ///
    /// Syncs are parked, commits are answered REBALANCE_IN_PROGRESS. Comes
    /// from PreparingRebalance.
    CompletingRebalance,
    /// Everybody has an assignment. Comes from CompletingRebalance.
    Stable,
    /// Being removed.
    Dead,
}

impl GroupState {
    /// The name as Kafka prints it.
    pub fn name(self) -> &'static str {
        match self {
            GroupState::Empty => "Empty",
            GroupState::PreparingRebalance => "PreparingRebalance",
            GroupState::CompletingRebalance => "CompletingRebalance",
            GroupState::Stable => "Stable",
            GroupState::Dead => "Dead",
        }
    }

    /// The states from which a group may come into this one.
    pub fn predecessors(self) -> &'static [GroupState] {
        use GroupState::*;
        match self {
            Empty => &[PreparingRebalance],
            PreparingRebalance => &[Stable, CompletingRebalance, Empty],
            CompletingRebalance => &[PreparingRebalance],
            Stable => &[CompletingRebalance],
            Dead => &[Empty, PreparingRebalance, CompletingRebalance, Stable, Dead],
        }
    }
}
