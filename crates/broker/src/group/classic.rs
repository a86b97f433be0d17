//! A classic consumer group at its coordinator.
//!
//! Source: `ClassicGroup`, `ClassicGroupState` and the `classicGroup*`
//! handlers of `GroupMetadataManager`, Kafka 4.3.

mod apply;

use super::event::{ClassicGroupEvent, RemovalReason};
use super::group_state::GroupState;
use super::join_phase::JoinPhase;
use super::member::Member;
use protocol::consumer_protocol;
use protocol::consumer_protocol::PROTOCOL_TYPE;
use protocol::error::KafkaError;
use protocol::java;
use protocol::map::{Map, Set};
use protocol::name::Name;
use protocol::record::Millis;
use std::sync::Arc;

/// A group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassicGroup {
    /// Counted from 0 over all groups ever made.
    index: u32,
    /// Its state.
    state: GroupState,
    /// Since when.
    state_since: Millis,
    /// The generation: 0 before the first join is completed.
    generation: i32,
    /// `consumer`; none for a group that only ever committed.
    protocol_type: Option<Name>,
    /// The assignor of this generation.
    protocol: Option<Name>,
    /// The leader's member id.
    leader: Option<Name>,
    /// The topics that its members subscribed to in this generation; none
    /// where nobody can know, because there was no generation yet or the
    /// protocol is not that of consumers.
    subscribed: Option<Set<Name>>,
    /// Members by id.
    members: Map<Name, Member>,
    /// Ids that were given out and not yet used, and until when they count.
    pending: Map<Name, Millis>,
    /// The join phase, in PreparingRebalance.
    join_phase: Option<JoinPhase>,
    /// Members whose SyncGroup has not come in this generation.
    pending_sync: Set<Name>,
    /// When these are removed.
    sync_until: Option<Millis>,
    /// Since when it keeps no offsets, if it keeps none.
    bare_since: Millis,
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

    /// Counted from 0 over all groups ever made.
    pub fn index(&self) -> u32 {
        self.index
    }

    /// Its state.
    pub fn state(&self) -> GroupState {
        self.state
    }

    /// Since when it is in this state.
    pub fn state_since(&self) -> Millis {
        self.state_since
    }

    /// The generation: 0 before the first join is completed.
    pub fn generation(&self) -> i32 {
        self.generation
    }

    /// `consumer`; none for a group that only ever committed.
    pub fn protocol_type(&self) -> Option<&Name> {
        self.protocol_type.as_ref()
    }

    /// The assignor of this generation.
    pub fn protocol(&self) -> Option<&Name> {
        self.protocol.as_ref()
    }

    /// The leader's member id.
    pub fn leader(&self) -> Option<&Name> {
        self.leader.as_ref()
    }

    /// Members by id.
    pub fn members(&self) -> &Map<Name, Member> {
        &self.members
    }

    /// Ids that were given out and not yet used, and until when they count.
    pub fn ids_given(&self) -> &Map<Name, Millis> {
        &self.pending
    }

    /// The join phase, in PreparingRebalance.
    pub fn join_phase(&self) -> Option<&JoinPhase> {
        self.join_phase.as_ref()
    }

    /// Members whose SyncGroup has not come in this generation.
    pub fn syncs_awaited(&self) -> &Set<Name> {
        &self.pending_sync
    }

    /// When those are removed whose SyncGroup has not come.
    pub fn sync_until(&self) -> Option<Millis> {
        self.sync_until
    }

    /// Since when it keeps no offsets, if it keeps none.
    pub(crate) fn bare_since(&self) -> Millis {
        self.bare_since
    }

    /// What happens when a member is removed; none where there is no such
    /// member.
    pub(crate) fn removal(
        &self,
        member_id: &Name,
        reason: RemovalReason,
    ) -> Option<ClassicGroupEvent> {
        let member = self.members.get(member_id)?;
        Some(ClassicGroupEvent::MemberRemoved {
            member_id: member.id.clone(),
            client_id: member.client_id.clone(),
            seen: member.seen,
            reason,
        })
    }

    /// Whether it has no members.
    pub fn is_empty(&self) -> bool {
        self.state == GroupState::Empty
    }

    /// Whether its members speak the protocol of consumers.
    pub fn uses_consumer_protocol(&self) -> bool {
        self.protocol_type.as_deref() == Some(PROTOCOL_TYPE)
    }

    /// Whether it is known what its members read: there was a generation, and
    /// the protocol is that of consumers.
    pub(crate) fn knows_subscriptions(&self) -> bool {
        self.subscribed.is_some()
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
    /// Source: `ClassicGroup.validateMember`.
    ///
    /// # Errors
    /// `FENCED_INSTANCE_ID` where another member has the instance id, else
    /// `UNKNOWN_MEMBER_ID`.
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
