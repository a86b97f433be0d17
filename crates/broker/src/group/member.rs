//! A member of a classic group.

use crate::reply_to::ReplyTo;
use protocol::name::Name;
use protocol::record::Millis;
use std::sync::Arc;

/// How long a member that has never finished a join may be silent.
/// Source: `group.coordinator`'s `classicGroupNewMemberJoinTimeoutMs`.
pub(super) const NEW_MEMBER_TIMEOUT_MS: Millis = 300_000;

/// Where every client of this playground connects from.
pub const CLIENT_HOST: &str = "/127.0.0.1";

/// A member of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its id, given by the coordinator.
    pub(super) id: Name,
    /// `group.instance.id`, if it is a static member.
    pub(super) group_instance_id: Option<Name>,
    /// `client.id`; who takes a static member's place over keeps that of the
    /// first.
    pub(super) client_id: Name,
    /// How long the join phase may wait for it.
    pub(super) rebalance_timeout_ms: Millis,
    /// How long it may be silent.
    pub(super) session_timeout_ms: Millis,
    /// `consumer` for consumers.
    pub(super) protocol_type: Name,
    /// Assignors by preference, each with its subscription as bytes.
    pub(super) protocols: Vec<(Name, Arc<[u8]>)>,
    /// What the leader assigned to it last, as bytes.
    pub(super) assignment: Arc<[u8]>,
    /// Its parked JoinGroup.
    pub(super) joining: Option<ReplyTo>,
    /// Its parked SyncGroup.
    pub(super) syncing: Option<ReplyTo>,
    /// When it was last heard of.
    pub(super) seen: Millis,
    /// When it is removed if it stays silent, unless it has a parked request.
    pub(super) session_until: Millis,
    /// Whether it has never finished a join.
    pub(super) is_new: bool,
}

impl Member {
    /// Its id, given by the coordinator.
    pub fn id(&self) -> &Name {
        &self.id
    }

    /// `group.instance.id`, if it is a static member.
    pub fn group_instance_id(&self) -> Option<&Name> {
        self.group_instance_id.as_ref()
    }

    /// `client.id`; who takes a static member's place over keeps that of the
    /// first.
    pub fn client_id(&self) -> &Name {
        &self.client_id
    }

    /// How long the join phase may wait for it.
    pub(crate) fn rebalance_timeout_ms(&self) -> Millis {
        self.rebalance_timeout_ms
    }

    /// How long it may be silent.
    pub(crate) fn session_timeout_ms(&self) -> Millis {
        self.session_timeout_ms
    }

    /// Assignors by preference, each with its subscription as bytes.
    pub fn protocols(&self) -> &[(Name, Arc<[u8]>)] {
        &self.protocols
    }

    /// What the leader assigned to it last, as bytes.
    pub fn assignment(&self) -> &Arc<[u8]> {
        &self.assignment
    }

    /// Whether its JoinGroup is parked.
    pub fn is_joining(&self) -> bool {
        self.joining.is_some()
    }

    /// Whether its SyncGroup is parked.
    pub fn is_syncing(&self) -> bool {
        self.syncing.is_some()
    }

    /// When it was last heard of.
    pub fn seen(&self) -> Millis {
        self.seen
    }

    /// When it is removed if it stays silent, unless it has a parked request.
    pub fn session_until(&self) -> Millis {
        self.session_until
    }

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

    /// Whether silence removes it: a member with a parked request is alive,
    /// but one that is new has to be heard of.
    /// Source: `ClassicGroupMember.hasSatisfiedHeartbeat`.
    pub fn can_expire(&self) -> bool {
        self.is_new || (self.joining.is_none() && self.syncing.is_none())
    }

    /// A member that joins for the first time.
    pub(super) fn joining(mut self, at: Millis) -> Self {
        self.is_new = true;
        self.seen = at;
        self.session_until = at + NEW_MEMBER_TIMEOUT_MS;
        self
    }
}
