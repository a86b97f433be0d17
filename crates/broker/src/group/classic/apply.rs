//! How events change a classic group. Nothing else does.

use super::ClassicGroup;
use crate::group::event::ClassicGroupEvent;
use crate::group::group_state::GroupState;
use crate::group::join_phase::JoinPhase;
use crate::group::member::Member;
use protocol::name::Name;
use protocol::record::Millis;
use std::sync::Arc;

impl ClassicGroup {
    fn enter(&mut self, at: Millis, state: GroupState) {
        debug_assert!(
            state.predecessors().contains(&self.state),
            "{:?} does not follow {:?}",
            state,
            self.state
        );
        self.state = state;
        self.state_since = at;
    }

    /// Applies what happened at `at`.
    pub(crate) fn apply(&mut self, at: Millis, event: &ClassicGroupEvent) {
        match event {
            ClassicGroupEvent::MemberIdGiven { member_id, until } => {
                self.pending.insert(member_id.clone(), *until);
            }
            ClassicGroupEvent::MemberIdLapsed { member_id } => {
                self.pending.remove(member_id);
            }
            ClassicGroupEvent::MemberAdded { member } => self.add(member),
            ClassicGroupEvent::MemberRejoined { member_id, .. } => {
                if let Some(member) = self.members.get_mut(member_id) {
                    member.rejoin(event);
                }
            }
            ClassicGroupEvent::MemberReplaced { old, new, .. } => self.replace(at, old, new, event),
            ClassicGroupEvent::MemberWelcomed { member_id } => {
                if let Some(member) = self.members.get_mut(member_id) {
                    member.joining = None;
                }
            }
            ClassicGroupEvent::MemberRemoved { member_id, .. } => self.remove(member_id),
            ClassicGroupEvent::MemberSeen { member_id } => {
                if let Some(member) = self.members.get_mut(member_id) {
                    member.seen = at;
                    member.session_until = at + member.session_timeout_ms;
                }
            }
            ClassicGroupEvent::RebalancePrepared { phase, .. } => self.prepare(at, phase),
            ClassicGroupEvent::InitialDelayExtended { phase }
            | ClassicGroupEvent::RebalancePostponed { phase } => {
                self.join_phase = Some(phase.clone())
            }
            ClassicGroupEvent::GenerationStarted {
                generation,
                protocol,
                leader,
                sync_until,
            } => {
                self.generation = *generation;
                self.protocol = protocol.clone();
                self.leader = leader.clone();
                self.sync_until = *sync_until;
                self.start_generation(at);
            }
            ClassicGroupEvent::SyncParked { member_id, to } => {
                self.synced(member_id);
                if let Some(member) = self.members.get_mut(member_id) {
                    member.syncing = Some(*to);
                }
            }
            ClassicGroupEvent::Synced { member_id } => self.synced(member_id),
            ClassicGroupEvent::AssignmentStored { assignments } => self.store(at, assignments),
        }
    }

    /// A generation that was not assigned yet leaves nobody an assignment, and
    /// who waited for one is alive.
    /// Source: `resetAndPropagateAssignmentWithError`.
    fn prepare(&mut self, at: Millis, phase: &JoinPhase) {
        let unassigned = self.state == GroupState::CompletingRebalance;
        self.enter(at, GroupState::PreparingRebalance);
        self.join_phase = Some(phase.clone());
        self.pending_sync.clear();
        self.sync_until = None;
        for member in self.members.values_mut() {
            if unassigned {
                member.assignment = Arc::from([]);
            }
            if member.syncing.take().is_some() {
                member.session_until = at + member.session_timeout_ms;
            }
        }
    }

    /// What the old id had goes over to the new one. Until it is heard of the
    /// session is as long as it was. The old id stays among those whose
    /// SyncGroup is awaited, as in Kafka.
    /// Source: `ClassicGroup.replaceStaticMember`.
    fn replace(&mut self, at: Millis, old: &Name, new: &Name, event: &ClassicGroupEvent) {
        let ClassicGroupEvent::MemberReplaced {
            to,
            protocols,
            rebalance_timeout_ms,
            session_timeout_ms,
            ..
        } = event
        else {
            return;
        };
        let Some(mut member) = self.members.remove(old) else {
            return;
        };
        member.id = new.clone();
        member.is_new = false;
        member.syncing = None;
        member.seen = at;
        member.session_until = at + member.session_timeout_ms;
        member.joining = Some(*to);
        member.protocols = protocols.clone();
        member.rebalance_timeout_ms = *rebalance_timeout_ms;
        member.session_timeout_ms = *session_timeout_ms;
        if self.leader.as_ref() == Some(old) {
            self.leader = Some(new.clone());
        }
        self.members.insert(new.clone(), member);
    }

    fn add(&mut self, member: &Member) {
        self.pending.remove(&member.id);
        if self.members.is_empty() {
            self.protocol_type = Some(member.protocol_type.clone());
        }
        self.leader.get_or_insert_with(|| member.id.clone());
        if let Some(JoinPhase::Initial { member_added, .. }) = &mut self.join_phase {
            *member_added = true;
        }
        self.members.insert(member.id.clone(), member.clone());
    }

    fn remove(&mut self, member_id: &Name) {
        self.members.remove(member_id);
        self.pending_sync.remove(member_id);
        if self.leader.as_ref() == Some(member_id) {
            self.leader = self.members.keys().next().cloned();
        }
    }

    fn start_generation(&mut self, at: Millis) {
        self.join_phase = None;
        self.pending_sync.clear();
        self.subscribed = self.subscribed_topics();
        if self.members.is_empty() {
            self.enter(at, GroupState::Empty);
            return;
        }
        self.enter(at, GroupState::CompletingRebalance);
        for member in self.members.values_mut() {
            member.joining = None;
            member.is_new = false;
            member.seen = at;
            member.session_until = at + member.session_timeout_ms;
        }
        self.pending_sync = self.members.keys().cloned().collect();
    }

    fn synced(&mut self, member_id: &Name) {
        self.pending_sync.remove(member_id);
        if self.pending_sync.is_empty() {
            self.sync_until = None;
        }
    }

    fn store(&mut self, at: Millis, assignments: &[(Name, Arc<[u8]>)]) {
        self.enter(at, GroupState::Stable);
        for member in self.members.values_mut() {
            let given = assignments.iter().find(|(id, _)| *id == member.id);
            member.assignment = given.map_or_else(|| Arc::from([]), |(_, bytes)| bytes.clone());
            if member.syncing.take().is_some() {
                member.seen = at;
                member.session_until = at + member.session_timeout_ms;
            }
        }
    }

    /// It keeps no offsets from now on.
    pub(in crate::group) fn is_bare(&mut self, at: Millis) {
        self.bare_since = at;
    }
}

impl Member {
    fn rejoin(&mut self, event: &ClassicGroupEvent) {
        if let ClassicGroupEvent::MemberRejoined {
            to,
            protocols,
            rebalance_timeout_ms,
            session_timeout_ms,
            ..
        } = event
        {
            self.joining = Some(*to);
            self.protocols = protocols.clone();
            self.rebalance_timeout_ms = *rebalance_timeout_ms;
            self.session_timeout_ms = *session_timeout_ms;
        }
    }
}
