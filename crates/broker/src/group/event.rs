//! What happens to a group, and what it does to the group's state.

use super::classic::{ClassicGroup, GroupState, JoinPhase, Member, NEW_MEMBER_TIMEOUT_MS};
use crate::{CommittedOffset, ReplyTo};
use protocol::name::Name;
use protocol::record::{Millis, Offset};
use protocol::topic_partition::TopicPartition;
use std::sync::Arc;

/// Why a member was removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RemovalReason {
    /// It was silent for its session timeout.
    SessionTimeout,
    /// It did not join again in time.
    RebalanceTimeout,
    /// It did not send its SyncGroup in time.
    SyncTimeout,
    /// It left.
    Left,
    /// The group is full.
    GroupFull,
}

impl RemovalReason {
    /// A few words.
    pub fn text(self) -> &'static str {
        match self {
            RemovalReason::SessionTimeout => "session timeout",
            RemovalReason::RebalanceTimeout => "rebalance timeout",
            RemovalReason::SyncTimeout => "sync timeout",
            RemovalReason::Left => "left",
            RemovalReason::GroupFull => "group full",
        }
    }
}

/// What happens to a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GroupEvent {
    /// It came to be, Empty.
    Created,
    /// It is gone with its offsets.
    Deleted,
    /// It is gone with its offsets, whatever its state was: the topic that it
    /// was kept in is being deleted.
    Unloaded,
    /// Offsets were committed.
    OffsetsCommitted {
        /// What for which partition.
        offsets: Vec<(TopicPartition, CommittedOffset)>,
        /// The offset that each of them replaces, in the same order.
        replaced: Vec<Option<Offset>>,
    },
    /// Offsets were removed.
    OffsetsDeleted {
        /// Of which partitions.
        partitions: Vec<TopicPartition>,
    },
    /// Something happened to a classic group.
    Classic(ClassicGroupEvent),
}

/// What happens to a classic group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClassicGroupEvent {
    /// A client that came without a member id was given one, to join with.
    MemberIdGiven {
        /// The id.
        member_id: Name,
        /// When it lapses.
        until: Millis,
    },
    /// An id that was given lapsed or was given back.
    MemberIdLapsed {
        /// The id.
        member_id: Name,
    },
    /// A member joined for the first time; its JoinGroup is parked.
    MemberAdded {
        /// The member.
        member: Box<Member>,
    },
    /// A member joins again; its JoinGroup is parked.
    MemberRejoined {
        /// The member's id.
        member_id: Name,
        /// Where the answer goes.
        to: ReplyTo,
        /// Its assignors now.
        protocols: Vec<(Name, Arc<[u8]>)>,
        /// Its rebalance timeout now.
        rebalance_timeout_ms: Millis,
        /// Its session timeout now.
        session_timeout_ms: Millis,
    },
    /// A static member came back without its member id: it has its old place
    /// under a new id, and the old id is fenced. Its JoinGroup is parked.
    MemberReplaced {
        /// The id that it had.
        old: Name,
        /// The id that it has now.
        new: Name,
        /// Where the answer goes.
        to: ReplyTo,
        /// Its assignors now.
        protocols: Vec<(Name, Arc<[u8]>)>,
        /// Its rebalance timeout now.
        rebalance_timeout_ms: Millis,
        /// Its session timeout now.
        session_timeout_ms: Millis,
    },
    /// A member's JoinGroup is answered without a rebalance.
    MemberWelcomed {
        /// The member.
        member_id: Name,
    },
    /// A member is no member any more.
    MemberRemoved {
        /// Its id.
        member_id: Name,
        /// Its client id.
        client_id: Name,
        /// When it was heard of last.
        seen: Millis,
        /// Why.
        reason: RemovalReason,
    },
    /// A member was heard of.
    MemberSeen {
        /// Its id.
        member_id: Name,
    },
    /// The group waits for members to join (again).
    RebalancePrepared {
        /// The phase that begins.
        phase: JoinPhase,
        /// The client ids of the members that have not joined again yet.
        awaited: Vec<Name>,
    },
    /// The first join phase goes on, because members came.
    InitialDelayExtended {
        /// The phase as it goes on.
        phase: JoinPhase,
    },
    /// The time for joining again was over, but nobody had: the members that
    /// keep their places are waited for once more.
    RebalancePostponed {
        /// The phase as it goes on.
        phase: JoinPhase,
    },
    /// The join phase ended: a new generation.
    GenerationStarted {
        /// Its number.
        generation: i32,
        /// The assignor; none for a generation without members.
        protocol: Option<Name>,
        /// The leader; none for a generation without members.
        leader: Option<Name>,
        /// When those that have not sent SyncGroup are removed.
        sync_until: Option<Millis>,
    },
    /// A member's SyncGroup is parked.
    SyncParked {
        /// The member.
        member_id: Name,
        /// Where the answer goes.
        to: ReplyTo,
    },
    /// A member's SyncGroup came when the assignment was there.
    Synced {
        /// The member.
        member_id: Name,
    },
    /// The leader brought the assignment: the group is Stable.
    AssignmentStored {
        /// Each member's, as bytes.
        assignments: Vec<(Name, Arc<[u8]>)>,
    },
}

impl ClassicGroup {
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
}

impl Member {
    /// A member that joins for the first time.
    pub(super) fn joining(mut self, at: Millis) -> Self {
        self.is_new = true;
        self.seen = at;
        self.session_until = at + NEW_MEMBER_TIMEOUT_MS;
        self
    }

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
