//! A classic consumer group at its coordinator.
//!
//! Source: `ClassicGroup`, `ClassicGroupState` and the `classicGroup*`
//! handlers of `GroupMetadataManager`, Kafka 4.3.

use crate::ReplyTo;
use protocol::consumer_protocol;
use protocol::consumer_protocol::PROTOCOL_TYPE;
use protocol::error::KafkaError;
use protocol::java;
use protocol::map::{Map, Set};
use protocol::name::Name;
use protocol::record::Millis;
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

/// Where every client of this playground connects from.
pub const CLIENT_HOST: &str = "/127.0.0.1";

/// A member of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its id, given by the coordinator.
    pub id: Name,
    /// `group.instance.id`, if it is a static member.
    pub group_instance_id: Option<Name>,
    /// `client.id`; who takes a static member's place over keeps that of the
    /// first.
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
    /// Whether it is a static member.
    pub fn is_static(&self) -> bool {
        self.group_instance_id.is_some()
    }

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
pub struct ClassicGroup {
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
    /// The topics that its members subscribed to in this generation; none
    /// where nobody can know, because there was no generation yet or the
    /// protocol is not that of consumers.
    pub subscribed: Option<Set<Name>>,
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
    /// Since when it keeps no offsets, if it keeps none.
    pub bare_since: Millis,
}

impl ClassicGroup {
    /// An empty group.
    pub fn new(index: u32, at: Millis) -> Self {
        ClassicGroup {
            index,
            state: GroupState::Empty,
            state_since: at,
            generation: 0,
            protocol_type: None,
            protocol: None,
            leader: None,
            subscribed: None,
            members: Map::new(),
            pending: Map::new(),
            join_phase: None,
            pending_sync: Set::new(),
            sync_until: None,
            bare_since: at,
        }
    }

    /// Whether it has no members.
    pub fn is_empty(&self) -> bool {
        self.state == GroupState::Empty
    }

    /// Whether its members speak the protocol of consumers.
    pub fn uses_consumer_protocol(&self) -> bool {
        self.protocol_type.as_deref() == Some(PROTOCOL_TYPE)
    }

    /// Whether its members read a topic. While nobody can know, a group of
    /// consumers might read any.
    pub fn is_subscribed_to(&self, topic: &str) -> bool {
        match &self.subscribed {
            Some(topics) => topics.contains(topic),
            None => self.uses_consumer_protocol(),
        }
    }

    /// The member that holds the place of a `group.instance.id`.
    pub fn static_member(&self, instance_id: &str) -> Option<&Member> {
        let mut members = self.members.values();
        members.find(|member| member.group_instance_id.as_deref() == Some(instance_id))
    }

    /// Whether a request comes from a member: the instance id, where it is
    /// named, has to be the member's, and decides first.
    ///
    /// Errors: FENCED_INSTANCE_ID where another member has the instance id,
    /// else UNKNOWN_MEMBER_ID. Source: `ClassicGroup.validateMember`.
    pub fn validate_member(
        &self,
        member_id: &str,
        instance_id: Option<&Name>,
    ) -> Result<&Member, KafkaError> {
        if let Some(instance_id) = instance_id {
            match self.static_member(instance_id) {
                None => return Err(KafkaError::UnknownMemberId),
                Some(member) if *member.id != *member_id => {
                    return Err(KafkaError::FencedInstanceId)
                }
                Some(_) => {}
            }
        }
        let member = self.members.get(member_id);
        member.ok_or(KafkaError::UnknownMemberId)
    }

    /// The assignor that the members would choose now: each votes for the
    /// first of its own that all have; most votes win, and Java's hash order
    /// decides a tie.
    /// Source: `ClassicGroup.selectProtocol`.
    pub fn select_protocol(&self) -> Option<Name> {
        let mut votes: Map<Name, usize> = Map::new();
        let all_have = |name: &Name| self.members.values().all(|m| m.metadata(name).is_some());
        for member in self.members.values() {
            let choice = member.protocols.iter().find(|(name, _)| all_have(name));
            if let Some((name, _)) = choice {
                *votes.get_or_default(name.clone()) += 1;
            }
        }
        let most = votes.values().copied().max()?;
        java::name_order(votes.keys().cloned().collect())
            .into_iter()
            .find(|name| votes[name] == most)
    }

    /// The topics that the members subscribed to, if they are consumers.
    /// Source: `ClassicGroup.computeSubscribedTopics`.
    pub(super) fn subscribed_topics(&self) -> Option<Set<Name>> {
        if !self.uses_consumer_protocol() {
            return None;
        }
        if self.members.is_empty() {
            return Some(Set::new());
        }
        let protocol = self.protocol.as_ref()?;
        let mut topics = Set::new();
        for member in self.members.values() {
            let subscription = consumer_protocol::Subscription::decode(member.metadata(protocol)?)?;
            topics.extend(subscription.topics);
        }
        Some(topics)
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
            .chain(self.sync_until.filter(|_| !self.pending_sync.is_empty()))
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
