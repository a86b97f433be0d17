//! What a consumer learns from the network.

use super::{CommitKind, Consumer, FetchState, MemberState, ResetStrategy};
use crate::client::consumer_protocol;
use crate::error::KafkaError;
use crate::exception::Exception;
use crate::network::{ConnectionId, CorrelationId, NetworkEvent};
use crate::operation::{Call, OffsetAndMetadata, Outcome};
use crate::protocol::{
    FirstError, HeartbeatResponse, JoinGroupResponse, ListOffsetsRequest, ListOffsetsResponse,
    OffsetFetchResponse, RequestBody, Response, SyncGroupResponse, EARLIEST_TIMESTAMP,
};
use crate::record::Millis;

impl Consumer {
    /// Follows what it did on the network.
    pub(in crate::client) fn sent(&mut self, at: Millis, event: &NetworkEvent) {
        self.link.sent(at, event);
        match event {
            NetworkEvent::Connected { connection, .. } => {
                if self.node.is_none() {
                    self.node = Some(*connection);
                } else {
                    self.coordinator = Some(*connection);
                }
            }
            NetworkEvent::RequestSent {
                connection,
                correlation,
                request,
                ..
            } => match &request.body {
                RequestBody::JoinGroup(_) => {
                    let topics = self.subscription.topics().cloned();
                    self.membership.joined_with = Some(topics.collect());
                    self.membership.state = MemberState::Joining;
                    self.membership.failed = false;
                }
                RequestBody::SyncGroup(_) => self.synced_with(),
                RequestBody::Heartbeat(_) => {
                    self.membership.heartbeat_at = at + self.config.heartbeat_interval_ms;
                }
                RequestBody::LeaveGroup(_) => self.membership.reset(false),
                RequestBody::OffsetCommit(_) => {
                    if let Some(committing) = self.outbox.pop_front() {
                        self.commits.insert((*connection, *correlation), committing);
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }

    /// A response arrived.
    pub(in crate::client) fn received(
        &mut self,
        at: Millis,
        connection: ConnectionId,
        correlation: CorrelationId,
        response: &Response,
    ) {
        let Some(asked) = self.link.take(connection, correlation) else {
            return;
        };
        match (response, &asked.request.body) {
            (Response::Metadata(body), _) => {
                self.metadata.update(at, self.config.retry_backoff_ms, body);
                self.notice_metadata();
            }
            (Response::FindCoordinator(body), _) => {
                if body.first_error().is_none() {
                    self.coordinator_known = true;
                    self.membership.heard = at;
                } else {
                    self.retry_at = at + self.config.retry_backoff_ms;
                }
            }
            (Response::JoinGroup(body), _) if self.call.is_none() => {
                self.membership.answer = Some(body.clone());
            }
            (Response::JoinGroup(body), _) => self.joined(at, body),
            (Response::SyncGroup(body), _) => self.synced(at, body),
            // An answer to a heartbeat of an older generation says nothing
            // about this one.
            (Response::Heartbeat(body), RequestBody::Heartbeat(request))
                if request.generation_id == self.membership.generation =>
            {
                self.heartbeat_answered(at, body);
            }
            (Response::OffsetCommit(body), RequestBody::OffsetCommit(request)) => {
                if let Some(committing) = self.commits.remove(&(connection, correlation)) {
                    self.committed(at, request, committing, body);
                }
            }
            (Response::OffsetFetch(body), _) => self.offsets_fetched(at, body),
            (Response::ListOffsets(body), RequestBody::ListOffsets(request)) => {
                self.offsets_listed(at, request, body);
            }
            (Response::Fetch(body), RequestBody::Fetch(request)) => self.fetched(at, request, body),
            _ => {}
        }
    }

    /// Its SyncGroup is on the way; a leader's has the assignment.
    fn synced_with(&mut self) {
        self.membership.sync_sent = true;
        if self.membership.leads && !self.membership.members.is_empty() {
            self.membership.assigned_with = self.group_topics();
            let members = self.assignor_members();
            if let Some(assignor) = self.chosen_assignor() {
                assignor.has_assigned(&members);
            }
        }
    }

    pub(super) fn joined(&mut self, at: Millis, body: &JoinGroupResponse) {
        let member = &mut self.membership;
        if member.state != MemberState::Joining {
            return;
        }
        match body.error {
            KafkaError::None => {
                member.state = MemberState::Syncing;
                member.member_id = body.member_id.clone();
                member.generation = body.generation_id;
                member.protocol = body.protocol_name.clone();
                member.leads = body.leader == body.member_id;
                member.members = body.members.clone();
                member.sync_sent = false;
                member.heard = at;
                member.heartbeat_at = at + self.config.heartbeat_interval_ms;
                return;
            }
            KafkaError::MemberIdRequired => {
                member.member_id = body.member_id.clone();
                member.generation = -1;
            }
            KafkaError::UnknownMemberId => {
                member.reset(false);
                return;
            }
            KafkaError::NotCoordinator | KafkaError::CoordinatorNotAvailable => {
                self.coordinator_known = false;
                self.retry_at = at + self.config.retry_backoff_ms;
            }
            KafkaError::RebalanceInProgress | KafkaError::CoordinatorLoadInProgress => {
                self.retry_at = at + self.config.retry_backoff_ms;
            }
            error => {
                let mut exception = Exception::of(error);
                if let (KafkaError::GroupMaxSizeReached, Some(id)) = (error, &self.config.group_id)
                {
                    exception.message = format!(
                        "Consumer group {id} already has the configured maximum number of members."
                    );
                }
                member.error = Some(exception);
                self.retry_at = at + self.config.retry_backoff_ms;
            }
        }
        self.membership.join_failed();
    }

    fn synced(&mut self, at: Millis, body: &SyncGroupResponse) {
        let member = &mut self.membership;
        if member.state != MemberState::Syncing {
            return;
        }
        match body.error {
            KafkaError::None => {
                member.state = MemberState::Stable;
                member.rejoin = false;
                if !member.leads {
                    member.assigned_with.clear();
                }
                member.assignment = Some(
                    consumer_protocol::decode_assignment(&body.assignment).unwrap_or_default(),
                );
                member.members = Vec::new();
                member.heard = at;
            }
            KafkaError::RebalanceInProgress => member.join_failed(),
            KafkaError::UnknownMemberId => member.reset(false),
            KafkaError::IllegalGeneration => member.reset(true),
            KafkaError::NotCoordinator | KafkaError::CoordinatorNotAvailable => {
                member.join_failed();
                self.lose_coordinator(at);
            }
            error => {
                member.join_failed();
                member.error = Some(Exception::of(error));
            }
        }
    }

    fn heartbeat_answered(&mut self, at: Millis, body: &HeartbeatResponse) {
        match body.error {
            KafkaError::None => self.membership.heard = at,
            KafkaError::RebalanceInProgress => {
                self.membership.heard = at;
                if self.membership.state == MemberState::Stable {
                    self.membership.request_rejoin();
                }
            }
            KafkaError::UnknownMemberId => self.membership.reset(false),
            KafkaError::IllegalGeneration => self.membership.reset(true),
            KafkaError::NotCoordinator | KafkaError::CoordinatorNotAvailable => {
                self.lose_coordinator(at);
            }
            _ => {}
        }
    }

    /// Partitions that were missing may be there again.
    fn notice_metadata(&mut self) {
        for (partition, owned) in self.owned.iter_mut() {
            let count = self.metadata.topics.get(&partition.topic);
            if count.is_some_and(|count| partition.partition < *count) {
                owned.missing = false;
            }
        }
    }

    fn offsets_fetched(&mut self, at: Millis, body: &OffsetFetchResponse) {
        if !body.group_error().is_none() {
            self.retry_at = at + self.config.retry_backoff_ms;
            return;
        }
        if let Some(in_call) = &mut self.call {
            if let Call::Committed(wanted) = &*in_call.call {
                let found = wanted.iter().map(|partition| {
                    let mut fetched = body.partitions();
                    let offset = fetched.find(|(other, _)| other == partition);
                    let offset = offset.map(|(_, offset)| offset);
                    let committed = offset.filter(|o| o.offset >= 0).map(|o| OffsetAndMetadata {
                        offset: o.offset,
                        leader_epoch: (o.leader_epoch >= 0).then_some(o.leader_epoch),
                        metadata: o.metadata.clone(),
                    });
                    (partition.clone(), committed)
                });
                in_call.result = Some(Outcome::Committed(found.collect()));
                return;
            }
        }
        let policy = ResetStrategy::of(self.config.auto_offset_reset);
        for (partition, committed) in body.partitions() {
            let Some(owned) = self.owned.get_mut(&partition) else {
                continue;
            };
            if owned.state == FetchState::Initializing {
                match (committed.offset, policy) {
                    (offset, _) if offset >= 0 => owned.start_at(offset),
                    (_, Some(policy)) => owned.state = FetchState::AwaitingReset(policy),
                    (_, None) => owned.state = FetchState::NoCommit,
                }
            }
        }
    }

    fn offsets_listed(
        &mut self,
        at: Millis,
        request: &ListOffsetsRequest,
        body: &ListOffsetsResponse,
    ) {
        for asked in &request.partitions {
            let partition = &asked.partition;
            let strategy = if asked.timestamp == EARLIEST_TIMESTAMP {
                ResetStrategy::Earliest
            } else {
                ResetStrategy::Latest
            };
            let found = body.partitions.iter().find(|l| l.partition == *partition);
            let (Some(owned), Some(found)) = (self.owned.get_mut(partition), found) else {
                continue;
            };
            if owned.state != FetchState::AwaitingReset(strategy) {
                continue;
            }
            if found.error.is_none() {
                owned.start_at(found.offset);
            } else {
                self.lookup_retry_at = at + self.config.retry_backoff_ms;
                self.metadata.stale = true;
            }
        }
    }

    /// A connection is gone with what was in flight on it.
    pub(in crate::client) fn disconnected(&mut self, at: Millis, connection: ConnectionId) {
        self.link.take_all(connection);
        self.retry_at = at + self.config.retry_backoff_ms;
        self.lookup_retry_at = self.retry_at;
        self.metadata.retry_at = self.retry_at;
        if self.node == Some(connection) {
            self.node = None;
        }
        if self.coordinator == Some(connection) {
            self.coordinator = None;
            self.coordinator_known = false;
            if self.membership.rebalancing() {
                self.membership.answer = None;
                self.membership.join_failed();
            }
        }
        for (_, committing) in self.commits.take(|(on, _)| *on == connection) {
            let gone = Exception::new("DisconnectException", "");
            self.commit_ended(at, committing, Some(gone), true);
        }
    }

    /// Whether auto commit has something to do at a rebalance.
    pub(super) fn commits_before_rebalance(&self) -> bool {
        self.config.enable_auto_commit
            && !self.membership.committed
            && !self.membership.lost
            && !self.positions().is_empty()
            && self.membership.state == MemberState::Stable
    }

    /// Whether this commit waits for its answer.
    pub(super) fn awaits(&self, kind: impl Fn(CommitKind) -> bool) -> bool {
        self.outbox.iter().any(|c| kind(c.kind)) || self.commits.values().any(|c| kind(c.kind))
    }
}
