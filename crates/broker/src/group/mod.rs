//! Groups at their coordinator.
//!
//! Kafka has several kinds of groups behind the same ids, offsets and admin
//! requests; each kind is a state machine of its own. What all of them have in
//! common is asked of [`Group`]; what one kind does alone is in its own file.
//!
//! Source: `org.apache.kafka.coordinator.group.Group`, Kafka 4.3.
//!
//! There is one kind so far, the [`ClassicGroup`]: its members join, its leader shares the
//! partitions out, everybody fetches their share, and who is silent for a session is
//! removed. It has five states, and which one follows which is data ([`GroupState`]). To
//! the coordinator subscriptions and assignments are bytes.
//!
//! *Read next: [`committed`](crate::committed), what a group has done.*

mod classic;
pub(crate) mod deadline;
pub(crate) mod delete;
pub(crate) mod describe;
mod event;
mod group_state;
pub(crate) mod heartbeat;
pub(crate) mod join;
mod join_phase;
pub(crate) mod leave;
mod member;
mod rebalance;
mod static_member;
pub(crate) mod sync;
pub(crate) mod unload;
mod welcome;

pub use classic::ClassicGroup;
pub use event::{ClassicGroupEvent, GroupEvent, RemovalReason};
pub use group_state::GroupState;
pub use join_phase::JoinPhase;
pub use member::{Member, CLIENT_HOST};

use protocol::record::Millis;

/// A group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Group {
    /// Of the classic protocol: members join and sync, and one of them assigns.
    Classic(Box<ClassicGroup>),
}

impl Group {
    /// An empty group of the kind that comes to be when somebody joins or
    /// commits; `index` counts all groups ever made.
    pub(crate) fn new(index: u32, at: Millis) -> Self {
        Group::Classic(Box::new(ClassicGroup::new(index, at)))
    }

    /// The group, if it is a classic one.
    pub fn classic(&self) -> Option<&ClassicGroup> {
        match self {
            Group::Classic(group) => Some(group),
        }
    }

    /// Counted from 0 over all groups ever made.
    pub fn index(&self) -> u32 {
        match self {
            Group::Classic(group) => group.index(),
        }
    }

    /// Whether it has no members.
    pub fn is_empty(&self) -> bool {
        match self {
            Group::Classic(group) => group.is_empty(),
        }
    }

    /// Whether its members read a topic. While nobody can know, a group of
    /// consumers might read any.
    pub fn is_subscribed_to(&self, topic: &str) -> bool {
        match self {
            Group::Classic(group) => group.is_subscribed_to(topic),
        }
    }

    /// When it is next due: a phase ends, or a member's time is up.
    pub fn next_due(&self) -> Option<Millis> {
        match self {
            Group::Classic(group) => group.next_due(),
        }
    }

    /// Applies what happened at `at` to a group of this kind.
    pub(crate) fn apply(&mut self, at: Millis, event: &ClassicGroupEvent) {
        match self {
            Group::Classic(group) => group.apply(at, event),
        }
    }

    /// It keeps no offsets from now on.
    pub(crate) fn is_bare(&mut self, at: Millis) {
        match self {
            Group::Classic(group) => group.is_bare(at),
        }
    }
}
