//! Commits: what is committed, when, and what becomes of it.
//! Source: `ConsumerCoordinator.sendOffsetCommitRequest`,
//! `OffsetCommitResponseHandler`, `commitOffsetsSync`, `commitOffsetsAsync`,
//! `maybeAutoCommitOffsetsAsync`.

use super::committing::{Callback, CommitKind, Committing};
use super::{Consumer, ConsumerEvent, InCall, MemberState};
use crate::call::{ConsumerCall, OffsetAndMetadata};
use crate::commit_order::hash_map_commit;
use crate::outcome::Outcome;
use crate::Step;
use protocol::api::{OffsetCommitRequest, OffsetCommitResponse, RequestBody};
use protocol::error::KafkaError;
use protocol::exception::Exception;
use protocol::java;
use protocol::name::Name;
use protocol::record::Millis;
use protocol::topic_partition::TopicPartition;

impl Callback {
    /// It is told.
    pub(super) fn invoked(&self) -> Step {
        Step::Consume(ConsumerEvent::CallbackInvoked {
            offsets: self.offsets.clone(),
            error: self.error.clone(),
        })
    }
}

impl Consumer {
    /// What polls and commits throw once an asynchronous commit was fenced.
    /// Source: `ConsumerCoordinator.invokeCompletedOffsetCommitCallbacks`.
    pub(super) fn fenced(&self) -> Option<Exception> {
        if !self.commit_fenced {
            return None;
        }
        let instance = self.config.group_instance_id.as_deref();
        let text = [
            "Get fenced exception for group.instance.id ",
            instance.unwrap_or("unset_instance_id"),
            ", current member.id is ",
            self.membership.member_id(),
        ];
        Some(Exception::new("FencedInstanceIdException", text.concat()))
    }

    /// Tells the next callback whose answer has been seen, if there is one.
    pub(super) fn next_callback(&self) -> Option<Step> {
        let next = self.callbacks.front().filter(|callback| callback.seen)?;
        Some(next.invoked())
    }

    /// Whether asynchronous commits wait for their answers.
    pub(super) fn commits_in_flight(&self) -> bool {
        let mut kinds = self.commits.values().map(|c| c.kind);
        kinds.any(|kind| !matches!(kind, CommitKind::Sync(_)))
    }

    /// Whether this commit waits for its answer.
    pub(super) fn awaits(&self, kind: impl Fn(CommitKind) -> bool) -> bool {
        self.outbox.iter().any(|c| kind(c.kind)) || self.commits.values().any(|c| kind(c.kind))
    }

    /// Whether auto commit has something to do at a rebalance.
    pub(super) fn commits_before_rebalance(&self) -> bool {
        (self.commits_by_itself() || self.config.manner.commits_on_revoke)
            && !self.membership.has_committed()
            && !self.membership.is_lost()
            && !self.own_commit().is_empty()
            && self.membership.state() == MemberState::Stable
    }

    pub(super) fn step_commit_sync(&self, now: Millis, in_call: &InCall) -> Option<Step> {
        let done = |outcome| Some(Step::Complete(in_call.op, outcome));
        if let Some(exception) = self.fenced() {
            return done(Outcome::Threw(exception));
        }
        if !in_call.committing {
            if let Some(step) = self.next_callback() {
                return Some(step);
            }
        }
        let late = now >= in_call.until;
        if in_call.offsets.is_empty() {
            // It still waits for the commits that went before it.
            if !self.commits_in_flight() {
                let callback = self.callbacks.front().filter(|callback| callback.seen);
                return callback.map_or_else(|| done(Outcome::Done), |c| Some(c.invoked()));
            }
        } else if !in_call.committing {
            return Some(Step::Consume(ConsumerEvent::CommitPrepared(
                Committing::new(CommitKind::Sync(in_call.op), in_call.offsets.clone()),
            )));
        }
        if !late {
            return None;
        }
        let waited = in_call.until - in_call.began;
        let mut offsets: Vec<_> = in_call.offsets.iter().collect();
        if matches!(*in_call.call, ConsumerCall::CommitSync(None)) {
            // The positions are in a hash map; a map that was handed in keeps
            // its order.
            let hash =
                |(partition, _): &(&TopicPartition, _)| java::topic_partition_hash(partition);
            offsets = java::hash_map_order(offsets, hash, java::DEFAULT_CAPACITY);
        }
        let offsets = described(&offsets);
        done(Outcome::Threw(Exception::timeout(format!(
            "Timeout of {waited}ms expired before successfully committing offsets {{{offsets}}}"
        ))))
    }

    pub(super) fn step_commit_async(&self, in_call: &InCall) -> Option<Step> {
        if let Some(exception) = self.fenced() {
            return Some(Step::Complete(in_call.op, Outcome::Threw(exception)));
        }
        if in_call.committing {
            return Some(Step::Complete(in_call.op, Outcome::Done));
        }
        if let Some(step) = self.next_callback() {
            return Some(step);
        }
        Some(Step::Consume(ConsumerEvent::CommitPrepared(
            Committing::new(CommitKind::Async, in_call.offsets.clone()),
        )))
    }

    /// Sends the oldest commit that waits, when the coordinator is known; one
    /// that no coordinator would take is refused here. Only one that failed, or
    /// a lost connection, waits before it is sent again: the pause of another
    /// commit is none of its own, as it is the call that sleeps
    /// (`ConsumerCoordinator.commitOffsetsSync`).
    pub(super) fn send_commit(&self, now: Millis) -> Option<Step> {
        let committing = self.outbox.front()?;
        let again = committing.attempts > 0 || self.node.is_none();
        if again && now < self.retry_at {
            return None;
        }
        if !self.coordinator_known {
            return self.look_for_coordinator(now);
        }
        if self.commit_refusal().is_some() {
            return Some(Step::Consume(ConsumerEvent::CommitRefused));
        }
        Some(self.ask_coordinator(self.commit_request(committing)))
    }

    pub(super) fn prepare_commit(&mut self, at: Millis, committing: &Committing) {
        match committing.kind {
            CommitKind::Sync(_) | CommitKind::Async => {
                if let Some(in_call) = &mut self.call {
                    in_call.committing = true;
                }
            }
            CommitKind::Auto => {
                // Without an interval every poll commits, but not twice at once.
                self.auto_commit_at = at + self.config.auto_commit_interval_ms.max(1);
                self.store.goes_out();
            }
            CommitKind::Rebalance => {
                let patience = self.config.max_poll_interval_ms;
                self.membership.commit_began(at + patience);
            }
        }
        if !committing.offsets.is_empty() {
            self.outbox.push_back(committing.clone());
        } else if committing.kind == CommitKind::Async {
            // Nothing is sent, but the callback is told all the same.
            self.tell_later(committing.clone(), None, true);
        }
    }

    /// Why a commit cannot even be sent, if it cannot.
    pub(super) fn commit_refusal(&self) -> Option<Exception> {
        if !self.subscription.in_group() || self.membership.state() == MemberState::Stable {
            return None;
        }
        Some(match self.membership.state() {
            MemberState::Unjoined => Exception::not_in_group(),
            _ => Exception::undergoing_rebalance(),
        })
    }

    /// The oldest commit that waits is refused.
    pub(super) fn refuse_commit(&mut self, at: Millis) {
        let refused = self.commit_refusal();
        if let (Some(refused), Some(committing)) = (refused, self.outbox.pop_front()) {
            self.commit_ended(at, committing, Some(refused), false);
        }
    }

    /// The request of a commit.
    pub(super) fn commit_request(&self, committing: &Committing) -> RequestBody {
        let member = &self.membership;
        let in_group = self.subscription.in_group();
        // What an application gives is copied; what the client commits by
        // itself comes as it was collected.
        let capacity = match committing.kind {
            CommitKind::Auto | CommitKind::Rebalance => java::DEFAULT_CAPACITY,
            _ => java::capacity_of_copy(committing.offsets.len()),
        };
        let topics = hash_map_commit(&committing.offsets, capacity);
        RequestBody::OffsetCommit(OffsetCommitRequest {
            group_id: self.group().cloned().unwrap_or_default(),
            generation_id: if in_group { member.generation() } else { -1 },
            member_id: if in_group {
                member.member_id().clone()
            } else {
                Name::default()
            },
            group_instance_id: self.config.group_instance_id.clone().filter(|_| in_group),
            retention_time_ms: -1,
            topics,
        })
    }

    /// A commit was answered.
    pub(super) fn committed(
        &mut self,
        at: Millis,
        request: &OffsetCommitRequest,
        committing: Committing,
        response: &OffsetCommitResponse,
    ) {
        let errors = response.partitions().map(|(_, error)| error);
        let error = protocol::api::first_of(errors);
        if error.is_none() {
            self.commit_ended(at, committing, None, false);
            return;
        }
        let exception = self.commit_exception(at, request, error);
        let retriable = exception.error.is_some_and(KafkaError::retriable);
        self.commit_ended(at, committing, Some(exception), retriable);
    }

    /// What an error of the broker means to the one who commits.
    fn commit_exception(
        &mut self,
        at: Millis,
        request: &OffsetCommitRequest,
        error: KafkaError,
    ) -> Exception {
        match error {
            KafkaError::OffsetMetadataTooLarge
            | KafkaError::InvalidCommitOffsetSize
            | KafkaError::CoordinatorLoadInProgress
            | KafkaError::UnknownTopicOrPartition => Exception::of(error),
            KafkaError::FencedInstanceId => {
                if self.membership.generation() == request.generation_id
                    && *self.membership.member_id() == request.member_id
                {
                    Exception::of(error)
                } else if self.membership.state() == MemberState::Joining {
                    Exception::fenced_generation()
                } else {
                    Exception::group_rebalanced()
                }
            }
            KafkaError::NotCoordinator
            | KafkaError::CoordinatorNotAvailable
            | KafkaError::RequestTimedOut => {
                self.lose_coordinator(at);
                Exception::of(error)
            }
            KafkaError::RebalanceInProgress => {
                self.membership.request_rejoin();
                Exception::executing_rebalance()
            }
            KafkaError::UnknownMemberId | KafkaError::IllegalGeneration => {
                let moved_on = self.membership.generation() != request.generation_id;
                if moved_on && self.membership.state() == MemberState::Joining {
                    return Exception::stale_generation();
                }
                if self.subscription.in_group() {
                    match error {
                        KafkaError::IllegalGeneration => self.membership.lose_generation(),
                        _ => self.membership.lose_membership(),
                    }
                }
                Exception::group_rebalanced()
            }
            error => Exception::new(
                "KafkaException",
                ["Unexpected error in commit: ", error.message()].concat(),
            ),
        }
    }

    /// A callback will be told, at a later poll or commit.
    fn tell_later(&mut self, committing: Committing, error: Option<Exception>, seen: bool) {
        self.callbacks.push_back(Callback {
            offsets: committing.offsets,
            error,
            seen,
        });
    }

    /// A commit ended, or failed in a way that may be tried again.
    pub(super) fn commit_ended(
        &mut self,
        at: Millis,
        mut committing: Committing,
        error: Option<Exception>,
        retriable: bool,
    ) {
        let retries = retriable && error.is_some();
        let fenced = |e: &Exception| e.error == Some(KafkaError::FencedInstanceId);
        if !matches!(committing.kind, CommitKind::Sync(_)) && error.as_ref().is_some_and(fenced) {
            self.commit_fenced = true;
        }
        match committing.kind {
            CommitKind::Sync(op) => {
                let waits = self.call.as_ref().is_some_and(|c| c.op == op);
                if retries && waits {
                    self.retry_at = at + self.backoff().after(committing.attempts);
                    committing.attempts += 1;
                    self.outbox.push_front(committing);
                    return;
                }
                for callback in &mut self.callbacks {
                    callback.is_seen();
                }
                // close goes on whatever became of its commit.
                let closing = self.closing();
                let in_call = self.call.as_mut().filter(|c| c.op == op && !closing);
                if let Some(in_call) = in_call {
                    in_call.result = Some(error.map_or(Outcome::Done, Outcome::Threw));
                }
            }
            CommitKind::Async => {
                let error = match error {
                    Some(error) if retriable => Some(Exception::retriable_commit(error)),
                    error => error,
                };
                let seen = self.sees_to_the_network();
                self.tell_later(committing, error, seen);
            }
            CommitKind::Auto => {
                if retries {
                    self.auto_commit_at = at + self.config.retry_backoff_ms;
                    self.store.comes_back(at);
                }
            }
            CommitKind::Rebalance => {
                if retries {
                    self.retry_at = at + self.config.retry_backoff_ms;
                    committing.attempts += 1;
                    self.outbox.push_front(committing);
                } else {
                    self.membership.commit_ended();
                }
            }
        }
    }

    /// The coordinator could not be found. commitAsync does not look for it a
    /// second time; other calls ask about topics before they do.
    /// Source: `AbstractCoordinator.ensureCoordinatorReady`.
    pub(super) fn coordinator_lookup_failed(&mut self, at: Millis, error: &Exception) {
        let in_call = self.call.as_mut();
        if let Some(in_call) = in_call.filter(|c| !matches!(*c.call, ConsumerCall::CommitAsync(_)))
        {
            in_call.coordinator_from = self.metadata.version() + 1;
            self.metadata.mark_stale();
            let rests = self.metadata.retry_at().max(self.retry_at);
            self.metadata.rest_until(rests);
        }
        let waiting = std::mem::take(&mut self.outbox);
        for committing in waiting {
            if committing.kind == CommitKind::Async {
                self.commit_ended(at, committing, Some(error.clone()), true);
            } else {
                self.outbox.push_back(committing);
            }
        }
    }
}

/// A map of offsets as Java prints it.
pub(super) fn described(offsets: &[(&TopicPartition, &OffsetAndMetadata)]) -> String {
    let offsets: Vec<String> = offsets
        .iter()
        .map(|(partition, commit)| {
            let epoch = commit.leader_epoch;
            let epoch = epoch.map_or("null".to_owned(), |epoch| epoch.to_string());
            format!(
                "{partition}=OffsetAndMetadata{{offset={}, leaderEpoch={epoch}, metadata='{}'}}",
                commit.offset, commit.metadata
            )
        })
        .collect();
    offsets.join(", ")
}
