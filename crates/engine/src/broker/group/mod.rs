//! A classic consumer group at its coordinator.
//!
//! Source: `ClassicGroup`, `ClassicGroupState` and the `classicGroup*`
//! handlers of `GroupMetadataManager`, Kafka 4.3.

pub mod event;
pub mod join;
pub mod membership;
pub mod rebalance;
pub mod sync;

pub use event::{GroupEvent, RemovalReason};

use super::ReplyTo;
use crate::map::{Map, Set};
use crate::name::Name;
use crate::record::Millis;
use std::sync::Arc;

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

/// How long a member that has never finished a join may be silent.
/// Source: `group.coordinator`'s `classicGroupNewMemberJoinTimeoutMs`.
pub const NEW_MEMBER_TIMEOUT_MS: Millis = 300_000;

/// A member of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its id, given by the coordinator.
    pub id: Name,
    /// `client.id`.
    pub client_id: Name,
    /// How long the join phase may wait for it.
    pub rebalance_timeout_ms: Millis,
    /// How long it may be silent.
    pub session_timeout_ms: Millis,
    /// `consumer` for consumers.
    pub protocol_type: Name,
    /// Assignors by preference, each with its subscription as bytes.
    pub protocols: Vec<(Name, Arc<[u8]>)>,
    /// What the leader assigned to it last, as bytes.
    pub assignment: Arc<[u8]>,
    /// Its parked JoinGroup.
    pub joining: Option<ReplyTo>,
    /// Its parked SyncGroup.
    pub syncing: Option<ReplyTo>,
    /// When it was last heard of.
    pub seen: Millis,
    /// When it is removed if it stays silent, unless it has a parked request.
    pub session_until: Millis,
    /// Whether it has never finished a join.
    pub is_new: bool,
}

impl Member {
    /// Its subscription for one assignor.
    pub fn metadata(&self, protocol: &str) -> Option<&Arc<[u8]>> {
        self.protocols
            .iter()
            .find(|(name, _)| **name == *protocol)
            .map(|(_, metadata)| metadata)
    }
}

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

/// A group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Counted from 0 over all groups ever made.
    pub index: u32,
    /// Its state.
    pub state: GroupState,
    /// Since when.
    pub state_since: Millis,
    /// The generation: 0 before the first join is completed.
    pub generation: i32,
    /// `consumer`; none for a group that only ever committed.
    pub protocol_type: Option<Name>,
    /// The assignor of this generation.
    pub protocol: Option<Name>,
    /// The leader's member id.
    pub leader: Option<Name>,
    /// Members by id.
    pub members: Map<Name, Member>,
    /// Ids that were given out and not yet used, and until when they count.
    pub pending: Map<Name, Millis>,
    /// The join phase, in PreparingRebalance.
    pub join_phase: Option<JoinPhase>,
    /// Members whose SyncGroup has not come in this generation.
    pub pending_sync: Set<Name>,
    /// When these are removed.
    pub sync_until: Option<Millis>,
    /// Who was removed last, for whoever looks.
    pub removed: Option<Removed>,
}

/// A member that was removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// Its client id.
    pub client_id: Name,
    /// Why.
    pub reason: RemovalReason,
    /// How long it had been silent.
    pub silent_ms: Millis,
    /// When.
    pub at: Millis,
}

impl Group {
    /// An empty group.
    pub fn new(index: u32, at: Millis) -> Self {
        Group {
            index,
            state: GroupState::Empty,
            state_since: at,
            generation: 0,
            protocol_type: None,
            protocol: None,
            leader: None,
            members: Map::new(),
            pending: Map::new(),
            join_phase: None,
            pending_sync: Set::new(),
            sync_until: None,
            removed: None,
        }
    }

    /// Whether it has no members.
    pub fn is_empty(&self) -> bool {
        self.state == GroupState::Empty
    }

    /// Whether a rebalance may begin.
    pub fn can_rebalance(&self) -> bool {
        GroupState::PreparingRebalance
            .predecessors()
            .contains(&self.state)
    }

    /// Members that wait for the join phase to end.
    pub fn joined(&self) -> usize {
        self.members
            .values()
            .filter(|member| member.joining.is_some())
            .count()
    }

    /// Whether the join phase waits for nobody.
    pub fn all_joined(&self) -> bool {
        self.pending.is_empty() && self.joined() == self.members.len()
    }

    /// The largest rebalance timeout of its members.
    pub fn rebalance_timeout_ms(&self) -> Millis {
        let timeouts = self.members.values().map(|m| m.rebalance_timeout_ms);
        timeouts.max().unwrap_or(0)
    }

    /// Whether a member with these assignors could be in the group: the type
    /// is the group's, and an assignor is known to all members.
    pub fn supports(&self, protocol_type: &str, protocols: &[(Name, Arc<[u8]>)]) -> bool {
        if self.is_empty() {
            return !protocol_type.is_empty() && !protocols.is_empty();
        }
        self.protocol_type.as_deref() == Some(protocol_type)
            && protocols.iter().any(|(name, _)| {
                self.members
                    .values()
                    .all(|member| member.metadata(name).is_some())
            })
    }

    /// When the group is next due: a phase ends, or a member's time is up.
    pub fn next_due(&self) -> Option<Millis> {
        let phase = self.join_phase.as_ref().map(JoinPhase::until);
        let sessions = self
            .members
            .values()
            .filter(|member| member.can_expire())
            .map(|member| member.session_until);
        phase
            .into_iter()
            .chain(self.sync_until)
            .chain(self.pending.values().copied())
            .chain(sessions)
            .min()
    }
}

impl Member {
    /// Whether silence removes it: a member with a parked request is alive,
    /// but one that is new has to be heard of.
    /// Source: `ClassicGroupMember.hasSatisfiedHeartbeat`.
    pub fn can_expire(&self) -> bool {
        self.is_new || (self.joining.is_none() && self.syncing.is_none())
    }
}
