//! What happens to a group.

use super::join_phase::JoinPhase;
use super::member::Member;
use crate::committed::CommittedOffset;
use crate::reply_to::ReplyTo;
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
