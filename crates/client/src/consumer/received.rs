//! What a consumer learns from the network.

use super::{Consumer, FetchSession, MemberState};
use crate::link::InFlight;
use crate::link::Outgoing;
use protocol::api::{
    FirstError, HeartbeatResponse, JoinGroupResponse, RequestBody, Response, SyncGroupResponse,
};
use protocol::connection::{ConnectionId, CorrelationId};
use protocol::consumer_protocol;
use protocol::error::KafkaError;
use protocol::exception::Exception;
use protocol::record::Millis;

impl Consumer {
    /// Follows what it did on the network.
    pub(crate) fn sent(&mut self, at: Millis, event: &Outgoing) {
        self.link.sent(at, event);
        match event {
            Outgoing::Connected { connection, .. } => {
                if self.node.is_none() {
                    self.node = Some(*connection);
                } else {
                    self.coordinator = Some(*connection);
                }
            }
            Outgoing::RequestSent {
                connection,
                correlation,
                request,
                ..
            } => match &request.body {
                RequestBody::JoinGroup(_) => {
                    let topics = self.subscription.topics().cloned();
                    self.membership.join_sent(topics.collect());
                }
                RequestBody::SyncGroup(_) => self.synced_with(),
                RequestBody::Heartbeat(_) => {
                    let interval = self.config.heartbeat_interval_ms;
                    self.membership
                        .heartbeat_sent(at + interval - self.behind_fetch());
                }
                RequestBody::LeaveGroup(_) => {
                    self.exceeded = self.has_store() && !self.closing();
                    self.membership.lose_membership();
                }
                RequestBody::OffsetCommit(_) => {
                    if let Some(committing) = self.outbox.pop_front() {
                        self.commits.insert((*connection, *correlation), committing);
                    }
                }
                RequestBody::ListOffsets(_) => {
                    if let Some(lookup) = self.lookup.take() {
                        self.lookups.insert((*connection, *correlation), lookup);
                    }
                }
                RequestBody::OffsetForLeaderEpoch(request) => {
                    self.validation_sent(at, (*connection, *correlation), request);
                }
                RequestBody::Fetch(request) => self.fetch_sent(request),
                RequestBody::Metadata(_) => {
                    self.metadata.asked(at, self.config.metadata_max_age_ms);
                }
                _ => {}
            },
        }
    }

    /// A response arrived.
    pub(crate) fn received(
        &mut self,
        at: Millis,
        connection: ConnectionId,
        correlation: CorrelationId,
        response: &Response,
    ) {
        let Some(asked) = self.link.take(connection, correlation) else {
            return;
        };
        match (response, asked.asked()) {
            (Response::Metadata(body), _) => self.metadata_received(at, body),
            (Response::FindCoordinator(body), _) => {
                if body.first_error().is_none() {
                    self.coordinator_known = true;
                    self.membership.coordinator_heard(at);
                } else {
                    self.retry_at = at + self.config.retry_backoff_ms;
                    self.coordinator_lookup_failed(at, &Exception::of(body.first_error()));
                }
            }
            (Response::JoinGroup(body), _) if self.call.is_none() => {
                self.membership.keep_answer(body.clone());
            }
            (Response::JoinGroup(body), _) => self.joined(at, body),
            (Response::SyncGroup(body), _) => self.synced(at, body),
            // An answer to a heartbeat of an older generation says nothing
            // about this one.
            (Response::Heartbeat(body), RequestBody::Heartbeat(request))
                if request.generation_id == self.membership.generation() =>
            {
                self.heartbeat_answered(at, body);
            }
            (Response::OffsetCommit(body), RequestBody::OffsetCommit(request)) => {
                if let Some(committing) = self.commits.remove(&(connection, correlation)) {
                    self.committed(at, request, committing, body);
                }
            }
            (Response::OffsetFetch(body), RequestBody::OffsetFetch(request)) => {
                self.offsets_fetched(at, request, body);
            }
            (Response::ListOffsets(body), RequestBody::ListOffsets(_)) => {
                if let Some(lookup) = self.lookups.remove(&(connection, correlation)) {
                    self.offsets_listed(at, &lookup, body);
                }
            }
            (Response::OffsetForLeaderEpoch(body), _) => {
                self.validated(at, (connection, correlation), body);
            }
            (Response::Fetch(body), RequestBody::Fetch(request)) => self.fetched(request, body),
            _ => {}
        }
    }

    /// Its SyncGroup is on the way; a leader's has the assignment.
    fn synced_with(&mut self) {
        self.membership.sync_sent();
        if self.membership.shares_out() {
            self.look_at_metadata();
            self.membership.shared_out();
            if self.membership.skips_assignment() {
                return;
            }
            let members = self.assignor_members();
            if let Some(assignor) = self.chosen_assignor() {
                assignor.has_assigned(&members);
            }
        }
    }

    pub(super) fn joined(&mut self, at: Millis, body: &JoinGroupResponse) {
        let member = &mut self.membership;
        if member.state() != MemberState::Joining {
            return;
        }
        match body.error {
            KafkaError::None => {
                member.joined(at, body, at + self.config.heartbeat_interval_ms);
                if self.membership.leads() {
                    self.watch_topics_of_members(at);
                }
                return;
            }
            KafkaError::MemberIdRequired => member.identified(body.member_id.clone()),
            KafkaError::UnknownMemberId => {
                member.lose_membership();
                return;
            }
            KafkaError::NotCoordinator | KafkaError::CoordinatorNotAvailable => {
                self.lose_coordinator(at);
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
                member.failed_with(exception);
                self.retry_at = at + self.config.retry_backoff_ms;
            }
        }
        self.membership.join_failed();
    }

    fn synced(&mut self, at: Millis, body: &SyncGroupResponse) {
        let member = &mut self.membership;
        if member.state() != MemberState::Syncing {
            return;
        }
        match body.error {
            KafkaError::None => {
                let assignment = consumer_protocol::decode_assignment(&body.assignment);
                member.synced(at, assignment.unwrap_or_default());
            }
            KafkaError::RebalanceInProgress => member.join_failed(),
            KafkaError::UnknownMemberId => member.lose_membership(),
            KafkaError::IllegalGeneration => member.lose_generation(),
            KafkaError::NotCoordinator | KafkaError::CoordinatorNotAvailable => {
                member.join_failed();
                self.lose_coordinator(at);
            }
            error => {
                member.join_failed();
                member.failed_with(Exception::of(error));
            }
        }
    }

    fn heartbeat_answered(&mut self, at: Millis, body: &HeartbeatResponse) {
        match body.error {
            KafkaError::None => self.membership.coordinator_heard(at),
            KafkaError::RebalanceInProgress => self.membership.rebalance_announced(at),
            KafkaError::UnknownMemberId => self.membership.lose_membership(),
            KafkaError::IllegalGeneration => self.membership.lose_generation(),
            error @ KafkaError::FencedInstanceId => {
                // The next poll throws; the one after it joins anew.
                self.membership.lose_membership();
                self.membership.failed_with(Exception::of(error));
            }
            KafkaError::NotCoordinator | KafkaError::CoordinatorNotAvailable => {
                self.lose_coordinator(at);
            }
            _ => {}
        }
    }

    /// A connection is gone with what was in flight on it.
    pub(crate) fn disconnected(&mut self, at: Millis, connection: ConnectionId) {
        let gone = Exception::new("DisconnectException", "");
        let lost = self.link.take_all(connection);
        self.retry_at = at + self.config.retry_backoff_ms;
        self.metadata.rest_until(self.retry_at);
        if self.node == Some(connection) {
            self.node = None;
            self.session = FetchSession::default();
        }
        self.validation_lost(at, connection);
        let finds = |request: &InFlight| request.asked().api() == "FindCoordinator";
        if lost.iter().any(finds) {
            self.coordinator_lookup_failed(at, &gone);
        }
        for (_, lookup) in self.lookups.take(|(on, _)| *on == connection) {
            self.lookup_lost(at, &lookup);
        }
        if self.coordinator == Some(connection) {
            self.coordinator = None;
            self.coordinator_known = false;
            self.membership.coordinator_gone();
        }
        for (_, committing) in self.commits.take(|(on, _)| *on == connection) {
            self.commit_ended(at, committing, Some(gone.clone()), true);
        }
    }
}
