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

/// How far the commit is that comes before a join.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum CommitBeforeJoin {
    /// It was not made, if there is one to make.
    #[default]
    Due,
    /// It is on its way; the join waits for it until then at most.
    UnderWay(Millis),
    /// It is done, or was given up.
    Done,
}

/// A membership. What happens to it is said by its methods: nobody else
/// changes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    state: MemberState,
    /// The id that the coordinator gave, "" before that.
    member_id: Name,
    /// The generation, -1 outside of one.
    generation: i32,
    /// The assignor of the generation.
    protocol: Option<Name>,
    leads: bool,
    /// From the JoinGroup answer, for the leader: all members.
    members: Vec<JoinedMember>,
    /// Whether it leads without having to assign: it came back, and the
    /// assignment of the generation stays.
    skip_assignment: bool,
    /// Whether its SyncGroup is on the way.
    sync_sent: bool,
    /// Whether its JoinGroup or SyncGroup failed, so that the next poll has to
    /// join again.
    failed: bool,
    /// A JoinGroup answer that came while the application was in no call: the
    /// next one reads it.
    answer: Option<JoinGroupResponse>,
    /// The topics that it named when it joined last.
    joined_with: Option<Set<Name>>,
    /// What SyncGroup answered, until a poll takes it.
    assignment: Option<Vec<TopicPartition>>,
    /// What it gave up of its last assignment in a cooperative rebalance, until
    /// it has taken the next one: the second round hands it over.
    handing_over: Vec<TopicPartition>,
    /// Whether the next poll has to join (again).
    rejoin: bool,
    /// Whether what comes before a join is done: partitions given back.
    prepared: bool,
    commit: CommitBeforeJoin,
    /// Whether its generation was reset: what it owns is lost.
    lost: bool,
    /// When the next heartbeat is due.
    heartbeat_at: Millis,
    /// When the coordinator last answered a heartbeat or a join.
    heard: Millis,
    /// Partition counts with which it last assigned, as leader.
    assigned_with: Option<Map<Name, i32>>,
    /// Partition counts of the topics that it watches, as of its last look at
    /// metadata; 0 where a topic is not there.
    /// Source: `ConsumerCoordinator.metadataSnapshot`.
    snapshot: Map<Name, i32>,
    /// Which version of the metadata it looked at.
    snapshot_version: u32,
    /// Which version of the metadata it waited for before a join.
    matched_with: u32,
    /// Which version of the metadata it has to have before it assigns, as
    /// leader.
    assigns_from: u32,
    /// The topics of all members, while it leads: it watches them too.
    group_subscription: Set<Name>,
    /// What the next poll throws.
    error: Option<Exception>,
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
            skip_assignment: false,
            sync_sent: false,
            failed: false,
            answer: None,
            joined_with: None,
            assignment: None,
            handing_over: Vec::new(),
            rejoin: true,
            prepared: false,
            commit: CommitBeforeJoin::Due,
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

/// What it is.
impl Membership {
    /// Its state.
    pub fn state(&self) -> MemberState {
        self.state
    }

    /// The id that the coordinator gave, "" before that.
    pub fn member_id(&self) -> &Name {
        &self.member_id
    }

    /// The generation, -1 outside of one.
    pub fn generation(&self) -> i32 {
        self.generation
    }

    /// Whether it leads.
    pub fn leads(&self) -> bool {
        self.leads
    }

    /// What SyncGroup answered, until a poll takes it.
    pub fn assignment(&self) -> Option<&[TopicPartition]> {
        self.assignment.as_deref()
    }

    /// What it gave up of its last assignment in a cooperative rebalance, until
    /// it has taken the next one: the second round hands it over.
    pub fn handing_over(&self) -> &[TopicPartition] {
        &self.handing_over
    }

    /// Partition counts of the topics that it watches, as of its last look at
    /// metadata; 0 where a topic is not there.
    pub fn snapshot(&self) -> &Map<Name, i32> {
        &self.snapshot
    }

    /// When the next heartbeat is due.
    pub fn heartbeat_at(&self) -> Millis {
        self.heartbeat_at
    }

    /// When the coordinator last answered a heartbeat or a join.
    pub(super) fn heard(&self) -> Millis {
        self.heard
    }

    /// Whether it is in a generation, so that heartbeats are sent.
    pub fn is_joined(&self) -> bool {
        matches!(self.state, MemberState::Syncing | MemberState::Stable)
    }

    /// Whether a join is under way, as its own side sees it
    /// (`AbstractCoordinator.rebalanceInProgress`).
    pub(super) fn rebalancing(&self) -> bool {
        matches!(self.state, MemberState::Joining | MemberState::Syncing)
    }

    /// Whether it has no generation that its partitions belong to.
    pub(super) fn without_generation(&self) -> bool {
        self.generation < 0 || self.member_id.is_empty()
    }

    /// Whether the coordinator may know it.
    pub(super) fn may_be_known(&self) -> bool {
        self.generation >= 0 || self.state != MemberState::Unjoined
    }

    /// Whether its generation was reset: what it owns is lost.
    pub(super) fn is_lost(&self) -> bool {
        self.lost
    }

    /// The assignor of the generation.
    pub(super) fn protocol(&self) -> Option<&Name> {
        self.protocol.as_ref()
    }

    /// All members, as the leader learned of them with its join; none for the
    /// others.
    pub(super) fn members(&self) -> &[JoinedMember] {
        &self.members
    }

    /// Whether it shares partitions out: it leads, and was told who there is.
    pub(super) fn shares_out(&self) -> bool {
        self.leads && !self.members.is_empty()
    }

    /// Whether it leads without having to assign: it came back, and the
    /// assignment of the generation stays.
    pub(super) fn skips_assignment(&self) -> bool {
        self.skip_assignment
    }

    /// Which version of the metadata it has to have before it assigns, as
    /// leader.
    pub(super) fn assigns_from(&self) -> u32 {
        self.assigns_from
    }

    /// Whether its SyncGroup is to be sent.
    pub(super) fn sync_is_due(&self) -> bool {
        self.state == MemberState::Syncing && !self.sync_sent && !self.failed
    }

    /// Whether it waits for the answer to its join: a join is under way that
    /// did not fail.
    pub(super) fn awaits_join(&self) -> bool {
        self.rebalancing() && !self.failed
    }

    /// Whether a poll of a consumer that subscribes to these topics has to see
    /// to it.
    /// Source: `ConsumerCoordinator.rejoinNeededOrPending`.
    pub(super) fn rejoins<'a>(&self, topics: impl Iterator<Item = &'a Name>) -> bool {
        let subscribes_otherwise = || {
            let joined_with = self.joined_with.as_ref();
            joined_with.is_some_and(|joined_with| !joined_with.iter().eq(topics))
        };
        self.rejoin
            || self.assignment.is_some()
            || subscribes_otherwise()
            || self.shared_out_otherwise()
    }

    /// Whether what it shared out as leader is not what there is: then it
    /// joins again. Who led before and follows now sees it once more when it
    /// takes its assignment.
    fn shared_out_otherwise(&self) -> bool {
        let shared_out = self.assigned_with.as_ref();
        shared_out.is_some_and(|counts| *counts != self.snapshot)
    }

    /// Whether what comes before a join is done: partitions given back.
    pub(super) fn is_prepared(&self) -> bool {
        self.prepared
    }

    /// Whether the commit that comes before a join is done.
    pub(super) fn has_committed(&self) -> bool {
        self.commit == CommitBeforeJoin::Done
    }

    /// Until when the join waits for the commit that comes before it; none
    /// where none is on its way.
    pub(super) fn commits_until(&self) -> Option<Millis> {
        match self.commit {
            CommitBeforeJoin::UnderWay(until) => Some(until),
            _ => None,
        }
    }

    /// The topics that the whole group reads, which a leader watches.
    pub(super) fn group_subscription(&self) -> &Set<Name> {
        &self.group_subscription
    }

    /// Whether it looked at this version of the metadata, or at a newer one.
    pub(super) fn has_seen(&self, version: u32) -> bool {
        version <= self.snapshot_version
    }

    /// Whether this is the version of the metadata that it waited for before a
    /// join.
    pub(super) fn matched_with(&self, version: u32) -> bool {
        self.matched_with == version
    }

    /// What the next poll throws.
    pub(super) fn error(&self) -> Option<&Exception> {
        self.error.as_ref()
    }
}

/// What happens to it.
impl Membership {
    /// Its JoinGroup left, with these topics.
    pub(super) fn join_sent(&mut self, topics: Set<Name>) {
        self.joined_with = Some(topics);
        self.state = MemberState::Joining;
        self.failed = false;
    }

    /// An answer to JoinGroup came while the application was in no call: the
    /// next one reads it.
    pub(super) fn keep_answer(&mut self, answer: JoinGroupResponse) {
        self.answer = Some(answer);
    }

    /// Takes the answer to JoinGroup that came between calls.
    pub(super) fn take_answer(&mut self) -> Option<JoinGroupResponse> {
        self.answer.take()
    }

    /// It is in a generation, and beats from this instant on.
    pub(super) fn joined(&mut self, at: Millis, answer: &JoinGroupResponse, heartbeat_at: Millis) {
        self.state = MemberState::Syncing;
        self.member_id = answer.member_id.clone();
        self.generation = answer.generation_id;
        self.protocol = answer.protocol_name.clone();
        self.leads = answer.leader == answer.member_id;
        self.members = answer.members.clone();
        self.skip_assignment = answer.skip_assignment;
        self.sync_sent = false;
        self.heard = at;
        self.heartbeat_at = heartbeat_at;
    }

    /// The coordinator gave it an id, with which it is to join again.
    pub(super) fn identified(&mut self, member_id: Name) {
        self.member_id = member_id;
        self.generation = -1;
    }

    /// Its JoinGroup or SyncGroup came to nothing: the next poll joins again.
    pub(super) fn join_failed(&mut self) {
        self.failed = true;
        self.rejoin = true;
    }

    /// The connection to the coordinator is gone, with what was asked of it.
    pub(super) fn coordinator_gone(&mut self) {
        if self.rebalancing() {
            self.answer = None;
            self.join_failed();
        }
    }

    /// As leader it watches the topics of all members, and assigns once it has
    /// this version of the metadata.
    pub(super) fn watch(&mut self, topics: Set<Name>, assigns_from: u32) {
        self.group_subscription = topics;
        self.assigns_from = assigns_from;
    }

    /// It looked at this version of the metadata: so many partitions have the
    /// topics that it watches.
    pub(super) fn looked_at(&mut self, version: u32, counts: Map<Name, i32>) {
        self.snapshot_version = version;
        self.snapshot = counts;
    }

    /// It waited for this version of the metadata before a join.
    pub(super) fn matched(&mut self, version: u32) {
        self.matched_with = version;
    }

    /// Its SyncGroup left.
    pub(super) fn sync_sent(&mut self) {
        self.sync_sent = true;
    }

    /// Its SyncGroup has the assignment: it shared out what it saw last.
    pub(super) fn shared_out(&mut self) {
        self.assigned_with = Some(self.snapshot.clone());
    }

    /// It was told its assignment, which a poll is to take.
    pub(super) fn synced(&mut self, at: Millis, assignment: Vec<TopicPartition>) {
        self.state = MemberState::Stable;
        self.rejoin = false;
        self.assignment = Some(assignment);
        self.members = Vec::new();
        self.heard = at;
    }

    /// The coordinator gave a sign of life.
    pub(super) fn coordinator_heard(&mut self, at: Millis) {
        self.heard = at;
    }

    /// A heartbeat left; the next one is due at this instant.
    pub(super) fn heartbeat_sent(&mut self, next: Millis) {
        self.heartbeat_at = next;
    }

    /// The answer to a heartbeat said that the group rebalances: it joins again,
    /// unless it is about to.
    pub(super) fn rebalance_announced(&mut self, at: Millis) {
        self.heard = at;
        if self.state == MemberState::Stable {
            self.request_rejoin();
        }
    }

    /// A rebalance is wanted: the next poll joins again.
    pub(super) fn request_rejoin(&mut self) {
        self.rejoin = true;
    }

    /// A commit before the join is on its way; the join waits for it until then
    /// at most.
    pub(super) fn commit_began(&mut self, until: Millis) {
        self.commit = CommitBeforeJoin::UnderWay(until);
    }

    /// The commit before the join is over, whatever became of it.
    pub(super) fn commit_ended(&mut self) {
        self.commit = CommitBeforeJoin::Done;
    }

    /// What comes before a join is done.
    pub(super) fn has_prepared(&mut self) {
        self.prepared = true;
        self.leads = false;
        self.group_subscription.clear();
        self.lost = false;
    }

    /// It gave partitions up that its new assignment does not have: the second
    /// round hands them over.
    pub(super) fn hands_over(&mut self, partitions: &[TopicPartition]) {
        self.handing_over = partitions.to_vec();
        self.request_rejoin();
    }

    /// It gave back what it owned before it leaves: there is nothing to lose.
    pub(super) fn gave_back(&mut self) {
        self.lost = false;
    }

    /// A poll takes the assignment: the rebalance is over, unless there is
    /// another partition than those that it shared out.
    pub(super) fn take_assignment(&mut self) -> Vec<TopicPartition> {
        let assignment = self.assignment.take().unwrap_or_default();
        if self.shared_out_otherwise() {
            self.request_rejoin();
        }
        if !self.rejoin {
            self.handing_over.clear();
        }
        self.join_ended();
        assignment
    }

    /// A poll turns the assignment down: it joins again.
    pub(super) fn reject_assignment(&mut self) {
        self.join_ended();
        self.request_rejoin();
    }

    /// The rebalance is over: its assignment was taken or turned down.
    fn join_ended(&mut self) {
        if !self.leads {
            self.assigned_with = None;
        }
        self.assignment = None;
        self.prepared = false;
        self.commit = CommitBeforeJoin::Due;
    }

    /// The generation is gone: the next poll loses the partitions and joins
    /// anew, as the member that it was.
    pub(super) fn lose_generation(&mut self) {
        let member_id = std::mem::take(&mut self.member_id);
        self.lose_membership();
        self.member_id = member_id;
    }

    /// The generation is gone, and the member id too, as the coordinator does
    /// not know it: the next poll loses the partitions and joins anew.
    /// Source: `AbstractCoordinator.resetStateAndRejoin`.
    pub(super) fn lose_membership(&mut self) {
        let old = std::mem::take(self);
        self.lost = old.generation >= 0 || old.lost;
        self.joined_with = old.joined_with;
        self.assigned_with = old.assigned_with;
        self.leads = old.leads;
        self.snapshot = old.snapshot;
        self.snapshot_version = old.snapshot_version;
        self.group_subscription = old.group_subscription;
    }

    /// It left of its own accord, having given everything back.
    pub(super) fn left(&mut self) {
        self.lose_membership();
        self.lost = false;
    }

    /// The next poll throws this.
    pub(super) fn failed_with(&mut self, error: Exception) {
        self.error = Some(error);
    }

    /// A poll threw what there was to throw.
    pub(super) fn has_thrown(&mut self) {
        self.error = None;
    }
}
