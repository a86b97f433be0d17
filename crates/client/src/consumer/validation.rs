//! Positions that come from a commit with a leader epoch are checked before
//! they are read from: the log may have been cut, or made anew, since.
//! Source: `OffsetFetcher.validatePositionsIfNeeded`,
//! `SubscriptionState.maybeCompleteValidation`.

use super::fetch::LEADER_EPOCH;
use super::truncation::Truncation;
use super::{Consumer, FetchState, ResetStrategy};
use crate::call::OffsetAndMetadata;
use crate::Step;
use protocol::api::{
    EpochEndOffset, OffsetForLeaderEpochRequest, OffsetForLeaderEpochResponse,
    OffsetForLeaderPartition, RequestBody,
};
use protocol::connection::{ConnectionId, CorrelationId};
use protocol::exception::Exception;
use protocol::java;
use protocol::record::Millis;
use protocol::topic_partition::TopicPartition;

impl Consumer {
    /// Asks where the epochs of positions ended that are not checked yet.
    pub(super) fn validate_positions(&self, now: Millis) -> Option<Step> {
        let owned = self.owned.iter();
        let unchecked = owned.filter_map(|(partition, owned)| {
            let due = now >= owned.retry_at() && self.metadata.has_leader(partition);
            match owned.state() {
                FetchState::AwaitingValidation(_) if due => Some(OffsetForLeaderPartition {
                    partition: partition.clone(),
                    current_leader_epoch: LEADER_EPOCH,
                    leader_epoch: owned.offset_epoch()?,
                }),
                _ => None,
            }
        });
        let partitions: Vec<OffsetForLeaderPartition> = unchecked.collect();
        let request = OffsetForLeaderEpochRequest { partitions };
        (!request.partitions.is_empty())
            .then(|| self.ask_node(RequestBody::OffsetForLeaderEpoch(request)))
    }

    /// Positions are being checked. Who gets no answer asks again.
    pub(super) fn validation_sent(
        &mut self,
        at: Millis,
        asked: (ConnectionId, CorrelationId),
        request: &OffsetForLeaderEpochRequest,
    ) {
        for checked in &request.partitions {
            if let Some(owned) = self.owned.get_mut(&checked.partition) {
                owned.validation_sent(asked, at + self.config.request_timeout_ms);
            }
        }
    }

    /// Positions were checked, or not. An answer counts for the position that
    /// it was asked for only.
    pub(super) fn validated(
        &mut self,
        at: Millis,
        asked: (ConnectionId, CorrelationId),
        response: &OffsetForLeaderEpochResponse,
    ) {
        for answer in &response.partitions {
            let Some(owned) = self.owned.get_mut(&answer.partition) else {
                continue;
            };
            if !owned.validation_ended(|by| by == asked) {
                continue;
            }
            if answer.error.is_none() {
                self.complete_validation(answer);
            } else {
                owned.rest_until(at + self.config.retry_backoff_ms);
                self.metadata.request_update(self.config.retry_backoff_ms);
            }
        }
    }

    /// No answer will come.
    pub(super) fn validation_lost(&mut self, at: Millis, connection: ConnectionId) {
        for owned in self.owned.values_mut() {
            if owned.validation_ended(|by| by.0 == connection) {
                owned.rest_until(at + self.config.retry_backoff_ms);
            }
        }
    }

    fn complete_validation(&mut self, answer: &EpochEndOffset) {
        let Some(owned) = self.owned.get_mut(&answer.partition) else {
            return;
        };
        let FetchState::AwaitingValidation(position) = owned.state() else {
            return;
        };
        let known = answer.end_offset >= 0 && answer.leader_epoch >= 0;
        if known && answer.end_offset >= position {
            owned.validated(position);
            return;
        }
        let end = known.then(|| OffsetAndMetadata {
            leader_epoch: Some(answer.leader_epoch),
            ..OffsetAndMetadata::new(answer.end_offset)
        });
        match (ResetStrategy::of(self.config.auto_offset_reset), end) {
            (Some(policy), None) => owned.reset(policy),
            (Some(_), Some(end)) => {
                owned.cut_back(end.offset, end.leader_epoch);
            }
            (None, diverges) => {
                let truncation = Truncation { position, diverges };
                let partition = answer.partition.clone();
                self.truncations.insert(partition, truncation);
            }
        }
    }

    /// What the next call throws that looks at positions, once.
    /// Source: `OffsetFetcherUtils.buildLogTruncationException`.
    pub(super) fn log_truncation(&self) -> Option<Exception> {
        if self.truncations.is_empty() {
            return None;
        }
        let diverging = self
            .truncations
            .iter()
            .filter_map(|(partition, truncation)| {
                let diverges = truncation.diverges.as_ref()?;
                Some((partition, diverges))
            });
        let hash = |(partition, _): &(&TopicPartition, _)| java::topic_partition_hash(partition);
        let diverging = java::hash_map_order(diverging.collect(), hash, java::DEFAULT_CAPACITY);
        let offsets = super::commit::described(&diverging);
        Some(Exception {
            // It is a kind of the consumer's own OffsetOutOfRangeException.
            error: None,
            ..Exception::new(
                "LogTruncationException",
                [
                    "Truncated partitions detected with divergent offsets {",
                    &offsets,
                    "}",
                ]
                .concat(),
            )
        })
    }
}
