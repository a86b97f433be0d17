//! A consumer's membership in its group, as the consumer knows it.
//! Source: `AbstractCoordinator.MemberState` and `Generation`.

use protocol::api::{JoinGroupResponse, JoinedMember};
use protocol::exception::Exception;
use protocol::map::{Map, Set};
use protocol::name::Name;
use protocol::record::Millis;
use protocol::topic_partition::TopicPartition;

/// The four states of a member, on its own side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MemberState {
    /// Not in the group.
    #[default]
    Unjoined,
    /// Its JoinGroup is on the way or parked.
    Joining,
    /// It joined the generation and waits for the assignment.
    Syncing,
    /// It has its assignment.
    Stable,
}

impl MemberState {
    /// A word for it.
    pub fn name(self) -> &'static str {
        match self {
            MemberState::Unjoined => "unjoined",
            MemberState::Joining => "joining",
            MemberState::Syncing => "syncing",
            MemberState::Stable => "stable",
        }
    }
}

/// A membership.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// Its state.
    pub state: MemberState,
    /// The id that the coordinator gave, "" before that.
    pub member_id: Name,
    /// The generation, -1 outside of one.
    pub generation: i32,
    /// The assignor of the generation.
    pub protocol: Option<Name>,
    /// Whether it leads.
    pub leads: bool,
    /// From the JoinGroup answer, for the leader: all members.
    pub members: Vec<JoinedMember>,
    /// When it was told that it is in the generation.
    pub joined_at: Millis,
    /// Whether it leads without having to assign: it came back, and the
    /// assignment of the generation stays.
    pub skip_assignment: bool,
    /// Whether its SyncGroup is on the way.
    pub sync_sent: bool,
    /// Whether its JoinGroup or SyncGroup failed, so that the next poll has to
    /// join again.
    pub failed: bool,
    /// A JoinGroup answer that came while the application was in no call: the
    /// next one reads it.
    pub answer: Option<JoinGroupResponse>,
    /// The topics that it named when it joined last.
    pub joined_with: Option<Set<Name>>,
    /// What SyncGroup answered, until a poll takes it.
    pub assignment: Option<Vec<TopicPartition>>,
    /// What it gave up of its last assignment in a cooperative rebalance, until
    /// it has taken the next one: the second round hands it over.
    pub handing_over: Vec<TopicPartition>,
    /// Whether the next poll has to join (again).
    pub rejoin: bool,
    /// Whether what comes before a join is done: partitions given back.
    pub prepared: bool,
    /// Whether the commit that comes before a join is done.
    pub committed: bool,
    /// Whether that commit is on its way.
    pub committing: bool,
    /// When the join waits no longer for it.
    pub commit_until: Millis,
    /// Whether its generation was reset: what it owns is lost.
    pub lost: bool,
    /// When the next heartbeat is due.
    pub heartbeat_at: Millis,
    /// When the coordinator last answered a heartbeat or a join.
    pub heard: Millis,
    /// Partition counts with which it last assigned, as leader.
    pub assigned_with: Option<Map<Name, i32>>,
    /// Partition counts of the topics that it watches, as of its last look at
    /// metadata; 0 where a topic is not there.
    /// Source: `ConsumerCoordinator.metadataSnapshot`.
    pub snapshot: Map<Name, i32>,
    /// Which version of the metadata it looked at.
    pub snapshot_version: u32,
    /// Which version of the metadata it waited for before a join.
    pub matched_with: u32,
    /// Which version of the metadata it has to have before it assigns, as
    /// leader.
    pub assigns_from: u32,
    /// The topics of all members, while it leads: it watches them too.
    pub group_subscription: Set<Name>,
    /// What the next poll throws.
    pub error: Option<Exception>,
}

impl Default for Membership {
    fn default() -> Self {
        Membership {
            state: MemberState::Unjoined,
            member_id: Name::default(),
            generation: -1,
            protocol: None,
            leads: false,
            members: Vec::new(),
            joined_at: 0,
            skip_assignment: false,
            sync_sent: false,
            failed: false,
            answer: None,
            joined_with: None,
            assignment: None,
            handing_over: Vec::new(),
            rejoin: true,
            prepared: false,
            committed: false,
            committing: false,
            commit_until: 0,
            lost: false,
            heartbeat_at: 0,
            heard: 0,
            assigned_with: None,
            snapshot: Map::new(),
            snapshot_version: 0,
            matched_with: 0,
            assigns_from: 0,
            group_subscription: Set::new(),
            error: None,
        }
    }
}

impl Membership {
    /// Whether heartbeats are sent.
    pub fn joined(&self) -> bool {
        matches!(self.state, MemberState::Syncing | MemberState::Stable)
    }

    /// The generation is gone, and the member id too where the coordinator
    /// does not know it: the next poll loses the partitions and joins anew.
    /// Source: `AbstractCoordinator.resetStateAndRejoin`.
    pub(crate) fn reset(&mut self, keep_member_id: bool) {
        let old = std::mem::take(self);
        self.lost = old.generation >= 0 || old.lost;
        self.joined_with = old.joined_with;
        self.assigned_with = old.assigned_with;
        self.leads = old.leads;
        self.snapshot = old.snapshot;
        self.snapshot_version = old.snapshot_version;
        self.group_subscription = old.group_subscription;
        if keep_member_id {
            self.member_id = old.member_id;
        }
    }

    /// It left of its own accord, having given everything back.
    pub(crate) fn left(&mut self) {
        self.reset(false);
        self.lost = false;
    }

    /// Whether what it shared out as leader is not what there is: then it
    /// joins again. Who led before and follows now sees it once more when it
    /// takes its assignment.
    pub fn shared_out_otherwise(&self) -> bool {
        let shared_out = self.assigned_with.as_ref();
        shared_out.is_some_and(|counts| *counts != self.snapshot)
    }

    /// Whether a join is under way, as its own side sees it
    /// (`AbstractCoordinator.rebalanceInProgress`).
    pub fn rebalancing(&self) -> bool {
        matches!(self.state, MemberState::Joining | MemberState::Syncing)
    }

    /// Whether it has no generation that its partitions belong to.
    pub fn without_generation(&self) -> bool {
        self.generation < 0 || self.member_id.is_empty()
    }

    /// Its JoinGroup or SyncGroup came to nothing: the next poll joins again.
    pub(crate) fn join_failed(&mut self) {
        self.failed = true;
        self.rejoin = true;
    }

    /// A rebalance is wanted: the next poll joins again.
    pub(crate) fn request_rejoin(&mut self) {
        self.rejoin = true;
    }

    /// What comes before a join is done.
    pub(crate) fn has_prepared(&mut self) {
        self.prepared = true;
        self.leads = false;
        self.group_subscription.clear();
        self.lost = false;
    }

    /// The rebalance is over: its assignment was taken or turned down.
    pub(crate) fn join_ended(&mut self) {
        if !self.leads {
            self.assigned_with = None;
        }
        self.assignment = None;
        self.prepared = false;
        self.committed = false;
        self.committing = false;
    }
}
