//! Where a consumer reads: positions, and the committed offsets that they come
//! from.
//! Source: `ClassicKafkaConsumer.updateFetchPositions`,
//! `ConsumerCoordinator.fetchCommittedOffsets`.

use super::{Consumer, ConsumerEvent, FetchState, InCall, ResetStrategy};
use crate::call::{ConsumerCall, OffsetAndMetadata};
use crate::outcome::Outcome;
use crate::Step;
use protocol::api::{
    FetchedOffset, FirstError, OffsetFetchRequest, OffsetFetchResponse, RequestBody,
};
use protocol::error::KafkaError;
use protocol::exception::Exception;
use protocol::record::Millis;
use protocol::topic_partition::TopicPartition;

impl Consumer {
    fn initializing(&self) -> Vec<TopicPartition> {
        let owned = self.owned.iter();
        owned
            .filter(|(_, owned)| owned.state() == FetchState::Initializing)
            .map(|(partition, _)| partition.clone())
            .collect()
    }

    /// Whether it waits for committed offsets: until they are known, a poll
    /// does nothing else.
    pub(super) fn awaits_committed(&self) -> bool {
        let mut owned = self.owned.values();
        owned.any(|owned| owned.state() == FetchState::Initializing)
    }

    /// Looks up where to read: the committed offset, else the reset policy. What
    /// is known already is checked where it has to be.
    pub(super) fn find_positions(&self, now: Millis) -> Option<Step> {
        if let Some(step) = self.validate_positions(now) {
            return Some(step);
        }
        let initializing = self.initializing();
        if !initializing.is_empty() {
            if self.group().is_some() {
                return self.ask_committed(now, initializing);
            }
            return Some(Step::Consume(ConsumerEvent::ResetNeeded {
                partitions: initializing,
            }));
        }
        self.reset_lookup(now)
    }

    fn ask_committed(&self, now: Millis, partitions: Vec<TopicPartition>) -> Option<Step> {
        if !self.coordinator_known {
            return self.look_for_coordinator(now);
        }
        if self.link.waits_for("OffsetFetch") || now < self.retry_at {
            return None;
        }
        Some(
            self.ask_coordinator(RequestBody::OffsetFetch(OffsetFetchRequest::of_group(
                self.group()?.clone(),
                Some(&partitions),
            ))),
        )
    }

    pub(super) fn step_position(
        &self,
        now: Millis,
        in_call: &InCall,
        partition: &TopicPartition,
    ) -> Option<Step> {
        if let Some(step) = self.refresh_metadata(now) {
            return Some(step);
        }
        if let Some(truncated) = self.log_truncation() {
            return Some(Step::Complete(in_call.op, Outcome::Threw(truncated)));
        }
        if let Some(step) = self.find_positions(now) {
            return Some(step);
        }
        if let Some(error) = self.no_offset() {
            return Some(Step::Complete(in_call.op, Outcome::Threw(error)));
        }
        let waited = in_call.until - in_call.began;
        (now >= in_call.until).then(|| {
            let text = format!("Timeout of {waited}ms expired before the position for partition {partition} could be determined");
            Step::Complete(in_call.op, Outcome::Threw(Exception::timeout(text)))
        })
    }

    pub(super) fn step_committed(
        &self,
        now: Millis,
        in_call: &InCall,
        partitions: &[TopicPartition],
    ) -> Option<Step> {
        if partitions.is_empty() {
            let none = Outcome::Committed(Vec::new());
            return Some(Step::Complete(in_call.op, none));
        }
        if let Some(step) = self.ask_committed(now, partitions.to_vec()) {
            return Some(step);
        }
        let waited = in_call.until - in_call.began;
        (now >= in_call.until).then(|| {
            let names: Vec<String> = partitions.iter().map(ToString::to_string).collect();
            let names = names.join(", ");
            let text = format!("Timeout of {waited}ms expired before the last committed offset for partitions [{names}] could be determined. Try tuning default.api.timeout.ms larger to relax the threshold.");
            Step::Complete(in_call.op, Outcome::Threw(Exception::timeout(text)))
        })
    }

    /// Committed offsets arrived: the answer of `committed`, or where
    /// partitions begin.
    pub(super) fn offsets_fetched(
        &mut self,
        at: Millis,
        request: &OffsetFetchRequest,
        response: &OffsetFetchResponse,
    ) {
        match response.first_error() {
            KafkaError::None => {}
            KafkaError::NotCoordinator | KafkaError::CoordinatorNotAvailable => {
                return self.lose_coordinator(at);
            }
            error => {
                self.retry_at = at + self.config.retry_backoff_ms;
                if let Some(in_call) = self.call.as_mut().filter(|_| !error.retriable()) {
                    let text = [
                        "Unexpected error in fetch offset response: ",
                        error.message(),
                    ];
                    let failed = Exception::new("KafkaException", text.concat());
                    in_call.result = Some(Outcome::Threw(failed));
                }
                return;
            }
        }
        if let Some(in_call) = &mut self.call {
            if let ConsumerCall::Committed(wanted) = &*in_call.call {
                if wanted
                    .iter()
                    .all(|p| request.partitions().any(|asked| asked == *p))
                {
                    let found = wanted.iter().map(|partition| {
                        let mut answers = response.partitions();
                        let answer = answers.find(|(p, _)| p == partition);
                        (
                            partition.clone(),
                            answer.and_then(|(_, answer)| committed(answer)),
                        )
                    });
                    in_call.result = Some(Outcome::Committed(found.collect()));
                }
            }
        }
        let policy = ResetStrategy::of(self.config.auto_offset_reset);
        for (partition, answer) in response.partitions() {
            let Some(owned) = self.owned.get_mut(&partition) else {
                continue;
            };
            if owned.state() == FetchState::Initializing {
                match (committed(answer), policy) {
                    (Some(commit), _) => owned.start_at(commit.offset, commit.leader_epoch),
                    (None, Some(policy)) => owned.reset(policy),
                    (None, None) => owned.nothing_committed(),
                }
            }
        }
    }
}

fn committed(answer: &FetchedOffset) -> Option<OffsetAndMetadata> {
    (answer.offset >= 0).then(|| OffsetAndMetadata {
        offset: answer.offset,
        leader_epoch: (answer.leader_epoch >= 0).then_some(answer.leader_epoch),
        metadata: answer.metadata.clone(),
    })
}
