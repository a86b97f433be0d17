//! What a consumer does for its membership: find the coordinator, join, bring
//! the assignment, heartbeat, leave.

use super::{CommitKind, Committing, Consumer, ConsumerEvent, RevokedAt};
use crate::assignor::{AssignorMember, RebalanceProtocol};
use crate::library::LatePoll;
use crate::Step;
use protocol::api::{
    FindCoordinatorRequest, HeartbeatRequest, JoinGroupRequest, LeaveGroupRequest, RequestBody,
    SyncGroupRequest,
};
use protocol::consumer_protocol::{encode_assignment, Subscription, PROTOCOL_TYPE};
use protocol::map::{Map, Set};
use protocol::name::Name;
use protocol::record::Millis;
use protocol::sort::sort_by;
use protocol::topic_partition::TopicPartition;
use std::sync::Arc;

impl Consumer {
    fn group_id(&self) -> Name {
        self.group().cloned().unwrap_or_default()
    }

    /// Sends a request on the connection for data.
    pub(super) fn ask_node(&self, body: RequestBody) -> Step {
        self.node
            .map_or(Step::Connect, |connection| Step::Send(connection, body))
    }

    /// Sends a request on the connection to the coordinator. Opening it first
    /// takes the connection for data, which the coordinator was found by.
    pub(super) fn ask_coordinator(&self, body: RequestBody) -> Step {
        if self.node.is_none() {
            return Step::Connect;
        }
        self.coordinator
            .map_or(Step::Connect, |connection| Step::Send(connection, body))
    }

    /// Looks for the coordinator, where it is not known and one may ask.
    pub(super) fn find_coordinator(&self, now: Millis) -> Option<Step> {
        if self.coordinator_known || now < self.retry_at || self.link.waits_for("FindCoordinator") {
            return None;
        }
        Some(
            self.ask_node(RequestBody::FindCoordinator(FindCoordinatorRequest {
                key_type: 0,
                keys: vec![self.group_id()],
            })),
        )
    }

    /// Looks for the coordinator on behalf of a call, which after a lookup in
    /// vain waits until it was told of topics once more.
    pub(super) fn look_for_coordinator(&self, now: Millis) -> Option<Step> {
        let find = self.find_coordinator(now);
        find.filter(|_| !self.awaits_metadata())
    }

    /// Whether a call waits until it is told of topics, of whichever.
    pub(super) fn awaits_metadata(&self) -> bool {
        let in_call = self.call.as_ref();
        in_call.is_some_and(|in_call| self.metadata.version() < in_call.coordinator_from)
    }

    /// What goes on without a call: the assignment of a leader, heartbeats,
    /// leaving after too long a pause between polls. In Kafka a thread of its
    /// own does this.
    pub(super) fn in_the_background(&self, now: Millis) -> Option<Step> {
        let member = &self.membership;
        if !member.is_joined() || self.closed {
            return None;
        }
        if !self.coordinator_known {
            return self.find_coordinator(now);
        }
        if member.sync_is_due() {
            if let Some(step) = self.sync() {
                return Some(step);
            }
        }
        let silence = member
            .heard()
            .saturating_add(self.config.session_timeout_ms);
        // Who sends no heartbeats at work does not wonder at silence.
        if now >= silence && self.config.manner.library.nature().busy_at_work {
            return Some(Step::Consume(ConsumerEvent::CoordinatorLost));
        }
        if self.poll_interval_passed(now) {
            // A static member says nothing, and stays until its session ends.
            return Some(match self.config.group_instance_id {
                Some(_) => Step::Consume(ConsumerEvent::MembershipGivenUp),
                None => self.leave(),
            });
        }
        let late = self.behind_fetch();
        let silent = self.call.is_none() && !self.config.manner.library.nature().busy_at_work;
        let due =
            now >= member.heartbeat_at() + late && !silent && !self.link.waits_for("Heartbeat");
        due.then(|| {
            self.ask_coordinator(RequestBody::Heartbeat(HeartbeatRequest {
                group_id: self.group_id(),
                generation_id: member.generation(),
                member_id: member.member_id().clone(),
                group_instance_id: self.config.group_instance_id.clone(),
            }))
        })
    }

    pub(super) fn poll_interval_passed(&self, now: Millis) -> bool {
        self.late_at().is_some_and(|late| now >= late)
    }

    /// When it sees that the next poll is late.
    pub(super) fn late_at(&self) -> Option<Millis> {
        let polled = self.polled.filter(|_| !self.polling())?;
        let limit = polled.saturating_add(self.config.max_poll_interval_ms);
        match self.config.manner.library.nature().late_poll {
            LatePoll::AtOnce => Some(limit),
            LatePoll::Later(ms) => Some(limit.saturating_add(ms)),
            LatePoll::WithHeartbeat => Some(limit.max(self.membership.heartbeat_at())),
            LatePoll::Never => None,
        }
    }

    /// How long a request to the coordinator waits for the connection, where a
    /// fetch has it: until the fetch under way has ended, and the next one,
    /// which mostly is the first to take it.
    pub fn behind_fetch(&self) -> Millis {
        match self.config.manner.library.nature().behind_fetch {
            true => 2 * self.config.fetch_max_wait_ms,
            false => 0,
        }
    }

    /// Whether it is a static member.
    pub(super) fn is_static(&self) -> bool {
        self.config.group_instance_id.is_some()
    }

    /// Says good-bye.
    pub(super) fn leave(&self) -> Step {
        self.ask_coordinator(RequestBody::LeaveGroup(LeaveGroupRequest {
            group_id: self.group_id(),
            members: vec![(self.membership.member_id().clone(), None)],
        }))
    }

    /// Brings the assignment (as leader) or asks for one's own.
    fn sync(&self) -> Option<Step> {
        let member = &self.membership;
        let assignments = if member.shares_out() {
            if self.metadata.version() < member.assigns_from() {
                return None;
            }
            if member.skips_assignment() {
                Vec::new()
            } else {
                self.assign_members()
            }
        } else {
            Vec::new()
        };
        Some(
            self.ask_coordinator(RequestBody::SyncGroup(SyncGroupRequest {
                group_id: self.group_id(),
                generation_id: member.generation(),
                member_id: member.member_id().clone(),
                group_instance_id: self.config.group_instance_id.clone(),
                protocol_type: Some(PROTOCOL_TYPE.into()),
                protocol_name: member.protocol().cloned(),
                assignments,
            })),
        )
    }

    /// Members with their subscriptions, as the leader sees them.
    pub(super) fn assignor_members(&self) -> Vec<AssignorMember> {
        let members = self.membership.members().iter();
        members
            .map(|member| AssignorMember {
                member_id: member.member_id.clone(),
                group_instance_id: member.group_instance_id.clone(),
                subscription: Subscription::decode(&member.metadata)
                    .unwrap_or_else(|| Subscription::new(Vec::new())),
            })
            .collect()
    }

    /// A leader watches all topics that anybody subscribed to. Where others
    /// subscribed to more than it did itself, it asks about them; and while an
    /// answer is owed to it, or is due, it does not assign.
    /// Source: `ConsumerCoordinator.updateGroupSubscription`,
    /// `ConsumerNetworkClient.ensureFreshMetadata`.
    pub(super) fn watch_topics_of_members(&mut self, at: Millis) {
        let topics: Set<Name> = self.group_topics().into_keys().collect();
        let own = |topic: &Name| self.subscription.topics().any(|own| own == topic);
        if !topics.iter().all(own) {
            self.metadata.request_new_topics();
        }
        let mut assigns_from = self.metadata.version();
        if self.metadata_is_wanted(at) || self.link.waits_for("Metadata") {
            self.metadata.mark_stale();
            assigns_from += 1;
        }
        self.membership.watch(topics, assigns_from);
    }

    /// The topics that the group reads, with their partition counts; 0 where a
    /// topic is not there.
    pub(super) fn group_topics(&self) -> Map<Name, i32> {
        let members = self.assignor_members();
        let topics = members.iter().flat_map(|m| &m.subscription.topics);
        topics
            .map(|topic| {
                let count = self.metadata.partitions(topic);
                (topic.clone(), count.unwrap_or(0))
            })
            .collect()
    }

    fn assign_members(&self) -> Vec<(Name, Arc<[u8]>)> {
        let name = self.membership.protocol().map(Name::as_str);
        let mut assignors = self.assignors.iter();
        let Some(assignor) = assignors.find(|a| Some(a.assignor().name()) == name) else {
            return Vec::new();
        };
        let members = self.assignor_members();
        let mut topics = self.group_topics();
        topics.retain(|_, count| *count > 0);
        assignor
            .assign(&topics, &members)
            .into_iter()
            .map(|(member_id, partitions)| (member_id, encode_assignment(&partitions)))
            .collect()
    }

    /// Whether a poll has to see to its membership first: a join is wanted or
    /// under way, or its subscription is not the one that it joined with, or
    /// the partitions are not those that it shared out as leader.
    /// Source: `ConsumerCoordinator.rejoinNeededOrPending`.
    pub fn rejoining(&self) -> bool {
        self.subscription.in_group() && self.membership.rejoins(self.subscription.topics())
    }

    /// What a poll does to be in the group: `Err(())` says that there is
    /// nothing to do but to wait.
    pub(super) fn join(&self, now: Millis) -> Result<Step, ()> {
        let member = &self.membership;
        if let Some(partitions) = member.assignment() {
            return Ok(Step::Consume(self.complete_join(partitions)));
        }
        if member.awaits_join() {
            return Err(());
        }
        if !member.is_prepared() {
            return self.prepare_join(now);
        }
        if now < self.retry_at || self.link.waits_for("JoinGroup") {
            return Err(());
        }
        Ok(self.ask_coordinator(RequestBody::JoinGroup(self.join_request())))
    }

    /// What comes before a join: auto commit, then the partitions are given
    /// back.
    /// Source: `ConsumerCoordinator.onJoinPrepare`.
    fn prepare_join(&self, now: Millis) -> Result<Step, ()> {
        let member = &self.membership;
        if let Some(until) = member.commits_until() {
            if now < until {
                return Err(());
            }
            return Ok(Step::Consume(ConsumerEvent::CommitGivenUp));
        }
        if self.commits_before_rebalance() {
            return Ok(Step::Consume(ConsumerEvent::CommitPrepared(
                Committing::new(CommitKind::Rebalance, self.own_commit()),
            )));
        }
        let cooperative = self.rebalance_protocol() == RebalanceProtocol::Cooperative;
        // Who is in no generation has nothing to give back.
        let lost = member.without_generation();
        let mut partitions = self.owned_partitions();
        if cooperative && !lost {
            partitions.retain(|p| !self.subscription.topics().any(|topic| *topic == p.topic));
        }
        Ok(Step::Consume(
            if partitions.is_empty() && (cooperative || lost) {
                ConsumerEvent::JoinPrepared
            } else {
                ConsumerEvent::Revoked {
                    partitions,
                    lost,
                    point: RevokedAt::Join,
                }
            },
        ))
    }

    /// What comes after a join: with a cooperative protocol it gives up what
    /// it is not to have, before it takes the rest.
    /// Source: `ConsumerCoordinator.onJoinComplete`.
    fn complete_join(&self, assigned: &[TopicPartition]) -> ConsumerEvent {
        let subscribed = |p: &TopicPartition| match self.subscription.pattern() {
            Some(pattern) => pattern.matches(&p.topic),
            None => self.subscription.topics().any(|t| *t == p.topic),
        };
        if !assigned.iter().all(subscribed) {
            return ConsumerEvent::AssignmentRejected;
        }
        let mut revoked = self.owned_partitions();
        revoked.retain(|partition| !assigned.contains(partition));
        if !revoked.is_empty() {
            return ConsumerEvent::Revoked {
                partitions: revoked,
                lost: false,
                point: RevokedAt::Assignment,
            };
        }
        let added = assigned.iter().filter(|p| !self.owned.contains_key(p));
        let mut partitions: Vec<TopicPartition> = added.cloned().collect();
        sort_by(&mut partitions, Ord::cmp);
        ConsumerEvent::Assigned { partitions }
    }

    /// The partitions that it owns.
    pub fn owned_partitions(&self) -> Vec<TopicPartition> {
        self.owned.keys().cloned().collect()
    }

    fn join_request(&self) -> JoinGroupRequest {
        let mut subscription = Subscription::new(self.subscription.topics().cloned().collect());
        subscription.owned_partitions = self.owned_partitions();
        subscription.generation = self.membership.generation();
        let mut protocols: Vec<(Name, Arc<[u8]>)> = Vec::new();
        for instance in &self.assignors {
            subscription.user_data = instance.user_data();
            protocols.push((instance.assignor().name().into(), subscription.encode()));
        }
        JoinGroupRequest {
            group_id: self.group_id(),
            session_timeout_ms: self.config.session_timeout_ms,
            rebalance_timeout_ms: self.config.max_poll_interval_ms,
            member_id: self.membership.member_id().clone(),
            group_instance_id: self.config.group_instance_id.clone(),
            protocol_type: PROTOCOL_TYPE.into(),
            protocols,
        }
    }
}
