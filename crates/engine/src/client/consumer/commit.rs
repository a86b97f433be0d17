//! Commits: what is committed, when, and what becomes of it.
//! Source: `ConsumerCoordinator.sendOffsetCommitRequest`,
//! `OffsetCommitResponseHandler`, `maybeAutoCommitOffsetsAsync`.

use super::{Consumer, MemberState};
use crate::client::commit_order::commit_order;
use crate::error::KafkaError;
use crate::exception::Exception;
use crate::name::Name;
use crate::operation::{OffsetAndMetadata, Offsets, OpId, Outcome};
use crate::protocol::{OffsetCommitRequest, OffsetCommitResponse, OffsetToCommit, RequestBody};
use crate::record::{Millis, Offset};

/// Why a commit is made, and who waits for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommitKind {
    /// commitSync (or close): the call waits.
    Sync(OpId),
    /// commitAsync: a callback is told, later.
    Async,
    /// The interval of auto commit was over.
    Auto,
    /// Auto commit before a rebalance: the join waits.
    Rebalance,
}

/// A commit that is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committing {
    /// Why.
    pub kind: CommitKind,
    /// What.
    pub offsets: Offsets,
}

/// What a commit callback is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Callback {
    /// What was to be committed.
    pub offsets: Offsets,
    /// What went wrong, if something did.
    pub error: Option<Exception>,
    /// Whether a call of the application has seen to the network since the
    /// answer came: commitAsync tells no others.
    pub seen: bool,
}

/// An offset without a text.
pub(super) fn offset(offset: Offset) -> OffsetAndMetadata {
    OffsetAndMetadata::new(offset)
}

impl Consumer {
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
            }
            CommitKind::Rebalance => {
                self.membership.committing = true;
                self.membership.commit_until = at + self.config.max_poll_interval_ms;
            }
        }
        let empty = committing.offsets.is_empty();
        let refused = self.commit_refusal().filter(|_| !empty);
        if committing.kind == CommitKind::Async && (empty || refused.is_some()) {
            // It is not sent, but its callback is told all the same.
            self.callbacks.push_back(Callback {
                offsets: committing.offsets.clone(),
                error: refused,
                seen: true,
            });
        } else if !empty {
            self.outbox.push_back(committing.clone());
        }
    }

    /// Why a commit cannot even be sent, if it cannot.
    pub(super) fn commit_refusal(&self) -> Option<Exception> {
        if !self.subscription.in_group() || self.membership.state == MemberState::Stable {
            return None;
        }
        Some(match self.membership.state {
            MemberState::Unjoined => Exception::not_in_group(),
            _ => Exception::undergoing_rebalance(),
        })
    }

    /// The request of a commit.
    pub(super) fn commit_request(&self, committing: &Committing) -> RequestBody {
        let member = &self.membership;
        let in_group = self.subscription.in_group();
        let topics = commit_order(committing.offsets.iter().map(|(partition, commit)| {
            let commit = OffsetToCommit {
                partition: partition.partition,
                offset: commit.offset,
                leader_epoch: commit.leader_epoch.unwrap_or(-1),
                metadata: commit.metadata.clone(),
            };
            (partition.clone(), commit)
        }));
        RequestBody::OffsetCommit(OffsetCommitRequest {
            group_id: self.group().cloned().unwrap_or_default(),
            generation_id: if in_group { member.generation } else { -1 },
            member_id: if in_group {
                member.member_id.clone()
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
        let error = crate::protocol::first_of(errors);
        if error.is_none() {
            self.commit_ended(at, committing, None, false);
            return;
        }
        let exception = self.commit_exception(at, request, error);
        self.commit_ended(at, committing, Some(exception), error.retriable());
    }

    /// What an error of the broker means to the one who commits.
    fn commit_exception(
        &mut self,
        at: Millis,
        request: &OffsetCommitRequest,
        error: KafkaError,
    ) -> Exception {
        match error {
            KafkaError::RebalanceInProgress => {
                self.membership.request_rejoin();
                Exception::executing_rebalance()
            }
            KafkaError::UnknownMemberId | KafkaError::IllegalGeneration => {
                let moved_on = self.membership.generation != request.generation_id;
                let rebalancing = matches!(
                    self.membership.state,
                    MemberState::Joining | MemberState::Syncing
                );
                if moved_on && rebalancing {
                    return Exception::executing_rebalance();
                }
                if self.subscription.in_group() && !moved_on {
                    self.membership
                        .reset(error == KafkaError::IllegalGeneration);
                }
                Exception::group_rebalanced()
            }
            KafkaError::NotCoordinator | KafkaError::CoordinatorNotAvailable => {
                self.lose_coordinator(at);
                Exception::of(error)
            }
            _ => Exception::of(error),
        }
    }

    /// A commit ended, or failed in a way that may be tried again.
    pub(super) fn commit_ended(
        &mut self,
        at: Millis,
        committing: Committing,
        error: Option<Exception>,
        retriable: bool,
    ) {
        match committing.kind {
            CommitKind::Sync(op) => {
                if retriable && error.is_some() {
                    self.retry_at = at + self.config.retry_backoff_ms;
                    self.outbox.push_front(committing);
                    return;
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
                self.callbacks.push_back(Callback {
                    offsets: committing.offsets,
                    error,
                    seen: false,
                });
            }
            CommitKind::Auto => {
                if retriable && error.is_some() {
                    self.auto_commit_at = at + self.config.retry_backoff_ms;
                }
            }
            CommitKind::Rebalance => {
                if retriable && error.is_some() {
                    self.retry_at = at + self.config.retry_backoff_ms;
                    self.outbox.push_front(committing);
                } else {
                    self.membership.committed = true;
                    self.membership.committing = false;
                }
            }
        }
    }
}
