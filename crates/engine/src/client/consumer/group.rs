//! What a consumer does for its membership: find the coordinator, join, bring
//! the assignment, heartbeat, leave.

use super::{CommitKind, Committing, Consumer, ConsumerEvent, MemberState};
use crate::client::assignor::{Assignor, AssignorMember};
use crate::client::consumer_protocol::{encode_assignment, Subscription, PROTOCOL_TYPE};
use crate::client::metadata::Metadata;
use crate::client::Step;
use crate::map::Map;
use crate::name::Name;
use crate::operation::Call;
use crate::protocol::{
    FindCoordinatorRequest, HeartbeatRequest, JoinGroupRequest, LeaveGroupRequest, RequestBody,
    SyncGroupRequest,
};
use crate::record::Millis;
use crate::topic_partition::TopicPartition;
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
                key: self.group_id(),
            })),
        )
    }

    /// What goes on without a call: the assignment of a leader, heartbeats,
    /// leaving after too long a pause between polls. In Kafka a thread of its
    /// own does this.
    pub(super) fn in_the_background(&self, now: Millis) -> Option<Step> {
        let member = &self.membership;
        if !member.joined() || self.closed {
            return None;
        }
        if !self.coordinator_known {
            return self.find_coordinator(now);
        }
        if member.state == MemberState::Syncing && !member.sync_sent {
            if let Some(step) = self.sync(now) {
                return Some(step);
            }
        }
        if now >= member.heard.saturating_add(self.config.session_timeout_ms) {
            return Some(Step::Consume(ConsumerEvent::CoordinatorLost));
        }
        if self.poll_interval_passed(now) {
            return Some(self.leave());
        }
        let due = now >= member.heartbeat_at && !self.link.waits_for("Heartbeat");
        due.then(|| {
            self.ask_coordinator(RequestBody::Heartbeat(HeartbeatRequest {
                group_id: self.group_id(),
                generation_id: member.generation,
                member_id: member.member_id.clone(),
                group_instance_id: None,
            }))
        })
    }

    fn poll_interval_passed(&self, now: Millis) -> bool {
        let allowed = self.config.max_poll_interval_ms;
        !self.polling()
            && self
                .polled
                .is_some_and(|polled| now >= polled.saturating_add(allowed))
    }

    /// Says good-bye.
    pub(super) fn leave(&self) -> Step {
        self.ask_coordinator(RequestBody::LeaveGroup(LeaveGroupRequest {
            group_id: self.group_id(),
            members: vec![(self.membership.member_id.clone(), None)],
        }))
    }

    /// Brings the assignment (as leader) or asks for one's own.
    fn sync(&self, now: Millis) -> Option<Step> {
        let member = &self.membership;
        let assignments = if member.leads && !member.members.is_empty() {
            if let Some(step) = self.learn_topics_of_members(now) {
                return step;
            }
            self.assign_members()
        } else {
            Vec::new()
        };
        Some(
            self.ask_coordinator(RequestBody::SyncGroup(SyncGroupRequest {
                group_id: self.group_id(),
                generation_id: member.generation,
                member_id: member.member_id.clone(),
                group_instance_id: None,
                protocol_type: Some(PROTOCOL_TYPE.into()),
                protocol_name: member.protocol.clone(),
                assignments,
            })),
        )
    }

    /// Members with their subscriptions, as the leader sees them.
    fn assignor_members(&self) -> Vec<AssignorMember> {
        let members = self.membership.members.iter();
        members
            .map(|member| AssignorMember {
                member_id: member.member_id.clone(),
                group_instance_id: member.group_instance_id.clone(),
                subscription: Subscription::decode(&member.metadata)
                    .unwrap_or_else(|| Subscription::new(Vec::new())),
            })
            .collect()
    }

    /// The leader has to know all topics that anybody subscribed to. Answers
    /// none when it does; otherwise what to do, if there is anything to do but
    /// to wait.
    fn learn_topics_of_members(&self, now: Millis) -> Option<Option<Step>> {
        let topics: Vec<Name> = self.group_topics().into_keys().collect();
        // A topic that does not exist is known not to exist.
        let unknown = |topic: &&Name| {
            !self.metadata.topics.contains_key(*topic) && !self.metadata.errors.contains_key(*topic)
        };
        topics.iter().find(unknown)?;
        if self.link.waits_for("Metadata") || now < self.metadata.retry_at {
            return Some(None);
        }
        let allow = self.config.allow_auto_create_topics;
        Some(Some(self.ask_node(Metadata::request(topics, allow))))
    }

    /// The topics that the group reads, with their partition counts; 0 where a
    /// topic is not there.
    pub(super) fn group_topics(&self) -> Map<Name, i32> {
        let members = self.assignor_members();
        let topics = members.iter().flat_map(|m| &m.subscription.topics);
        topics
            .map(|topic| {
                let count = self.metadata.topics.get(topic);
                (topic.clone(), count.copied().unwrap_or(0))
            })
            .collect()
    }

    fn assign_members(&self) -> Vec<(Name, Arc<[u8]>)> {
        let assignor = self
            .membership
            .protocol
            .as_deref()
            .and_then(Assignor::by_name)
            .unwrap_or(Assignor::Range);
        let members = self.assignor_members();
        let mut topics = self.group_topics();
        topics.retain(|_, count| *count > 0);
        assignor
            .assign(&topics, &members, -1)
            .into_iter()
            .map(|(member_id, partitions)| (member_id, encode_assignment(&partitions)))
            .collect()
    }

    /// Whether a poll has to see to its membership first.
    pub(super) fn rejoining(&self) -> bool {
        self.subscription.in_group()
            && (self.membership.rejoin
                || self.membership.state != MemberState::Stable
                || self.membership.assignment.is_some())
    }

    /// What a poll does to be in the group: `Err(())` says that there is
    /// nothing to do but to wait.
    pub(super) fn join(&self, now: Millis) -> Result<Step, ()> {
        let member = &self.membership;
        if let Some(partitions) = &member.assignment {
            if !member.rejoin {
                return Ok(Step::Consume(ConsumerEvent::Assigned {
                    partitions: partitions.clone(),
                }));
            }
        }
        let joining = matches!(member.state, MemberState::Joining | MemberState::Syncing);
        if joining && !member.rejoin {
            return Err(());
        }
        if !member.prepared {
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
        if member.committing {
            if now < member.commit_until {
                return Err(());
            }
            return Ok(Step::Consume(ConsumerEvent::CommitGivenUp));
        }
        if self.commits_before_rebalance() {
            return Ok(Step::Consume(ConsumerEvent::CommitPrepared(Committing {
                kind: CommitKind::Rebalance,
                offsets: self.positions(),
            })));
        }
        Ok(Step::Consume(ConsumerEvent::Revoked {
            partitions: self.owned_partitions(),
            // Who is in no generation has nothing to give back.
            lost: member.generation < 0,
        }))
    }

    /// The partitions that it owns.
    pub fn owned_partitions(&self) -> Vec<TopicPartition> {
        self.owned.keys().cloned().collect()
    }

    fn join_request(&self) -> JoinGroupRequest {
        let topics: Vec<Name> = self.subscription.topics().cloned().collect();
        let metadata = Subscription::new(topics).encode();
        JoinGroupRequest {
            group_id: self.group_id(),
            session_timeout_ms: self.config.session_timeout_ms,
            rebalance_timeout_ms: self.config.max_poll_interval_ms,
            member_id: self.membership.member_id.clone(),
            group_instance_id: None,
            protocol_type: PROTOCOL_TYPE.into(),
            protocols: self
                .config
                .assignors
                .iter()
                .map(|assignor| (assignor.name().into(), metadata.clone()))
                .collect(),
        }
    }

    /// Whether it is closing.
    pub(super) fn closing(&self) -> bool {
        matches!(&self.call, Some(c) if matches!(*c.call, Call::Close))
    }
}
