//! Offsets that a consumer asks the log for: ListOffsets.
//! Source: `OffsetFetcher`, `OffsetFetcherUtils`.

use super::fetch::LEADER_EPOCH;
use super::sought::{Lookup, LookupFor};
use super::{Consumer, ConsumerEvent, FetchState, InCall, ResetStrategy};
use crate::call::ConsumerCall;
use crate::outcome::{OffsetAndTimestamp, Outcome};
use crate::Step;
use protocol::api::{
    IsolationLevel, ListOffsetsRequest, ListOffsetsResponse, ListedOffset, RequestBody,
    EARLIEST_TIMESTAMP, LATEST_TIMESTAMP,
};
use protocol::exception::Exception;
use protocol::record::Millis;
use protocol::topic_partition::TopicPartition;

impl Consumer {
    /// The lookup of positions that are being reset, of those that may be
    /// asked for at `now`.
    pub(super) fn reset_lookup(&self, now: Millis) -> Option<Step> {
        let mut strategies = Vec::new();
        let mut partitions = Vec::new();
        for (partition, owned) in self.owned.iter() {
            let FetchState::AwaitingReset(strategy) = owned.state() else {
                continue;
            };
            if now >= owned.retry_at() && self.metadata.has_leader(partition) {
                strategies.push(strategy);
                partitions.push((partition.clone(), strategy.timestamp(now)));
            }
        }
        let why = LookupFor::Reset(strategies);
        prepare(Lookup { why, partitions })
    }

    /// The lookup that `currentLag` asked for.
    pub(super) fn end_lookup(&self) -> Option<Step> {
        let wanted = self.owned.iter();
        let wanted = wanted.filter(|(_, owned)| owned.wants_end());
        prepare(Lookup {
            why: LookupFor::End,
            partitions: wanted.map(|(p, _)| (p.clone(), LATEST_TIMESTAMP)).collect(),
        })
    }

    /// beginningOffsets, endOffsets and offsetsForTimes.
    pub(super) fn step_lookup(&self, now: Millis, in_call: &InCall) -> Option<Step> {
        let left: Vec<TopicPartition> = self.looked_up().cloned().collect();
        if left.is_empty() {
            return Some(Step::Complete(in_call.op, listed(in_call)));
        }
        if let Some(step) = self.refresh_metadata(now) {
            return Some(step);
        }
        let of_call = |lookup: &Lookup| lookup.why == LookupFor::Call(in_call.op);
        let updated = self.metadata.updated().unwrap_or(Millis::MIN);
        if !self.lookups.values().any(of_call) && updated >= in_call.metadata_from {
            let mut partitions: Vec<(TopicPartition, Millis)> = Vec::new();
            for partition in left {
                let again = partitions.iter().any(|(p, _)| *p == partition);
                if !again && self.metadata.has_leader(&partition) {
                    let timestamp = timestamp(&in_call.call, &partition);
                    partitions.push((partition, timestamp));
                }
            }
            let why = LookupFor::Call(in_call.op);
            if let Some(step) = prepare(Lookup { why, partitions }) {
                return Some(step);
            }
        }
        (now >= in_call.until).then(|| {
            let waited = (now - in_call.began).to_string();
            let text = ["Failed to get offsets by times in ", &waited, "ms"].concat();
            Step::Complete(in_call.op, Outcome::Threw(Exception::timeout(text)))
        })
    }

    /// Sends the lookup that was prepared.
    pub(super) fn send_lookup(&self) -> Option<Step> {
        let lookup = self.lookup.as_ref()?;
        let mut request = ListOffsetsRequest::new(
            self.config.isolation_level,
            lookup.partitions.iter().cloned(),
        );
        for asked in &mut request.partitions {
            asked.current_leader_epoch = LEADER_EPOCH;
        }
        Some(self.ask_node(RequestBody::ListOffsets(request)))
    }

    pub(super) fn prepare_lookup(&mut self, at: Millis, lookup: &Lookup) {
        for (partition, _) in &lookup.partitions {
            let Some(owned) = self.owned.get_mut(partition) else {
                continue;
            };
            match lookup.why {
                // Who gets no answer, or one that says nothing, asks again.
                LookupFor::Reset(_) => owned.rest_until(at + self.config.request_timeout_ms),
                LookupFor::End => owned.asked_for_end(),
                LookupFor::Call(_) => {}
            }
        }
        self.lookup = Some(lookup.clone());
    }

    /// A lookup was answered.
    pub(super) fn offsets_listed(
        &mut self,
        at: Millis,
        lookup: &Lookup,
        response: &ListOffsetsResponse,
    ) {
        for (index, (partition, _)) in lookup.partitions.iter().enumerate() {
            let mut answers = response.partitions.iter();
            let Some(answer) = answers.find(|listed| listed.partition == *partition) else {
                continue;
            };
            if !answer.error.is_none() {
                self.lookup_failed(at, lookup, partition);
                continue;
            }
            match &lookup.why {
                LookupFor::Reset(strategies) => self.reset_to(answer, strategies[index]),
                why => self.end_found(why, answer),
            }
        }
    }

    /// A position is reset to what was found, if it still waits for that.
    fn reset_to(&mut self, answer: &ListedOffset, strategy: ResetStrategy) {
        if let Some(owned) = self.owned.get_mut(&answer.partition) {
            if owned.state() == FetchState::AwaitingReset(strategy) && answer.offset >= 0 {
                // Without epoch, so that nobody checks it for truncation.
                owned.start_at(answer.offset, None);
            }
        }
    }

    /// What a call found. Whatever it asked for, the client takes an offset
    /// that it is told for the partition's end, also that of the log start.
    /// Source: `OffsetFetcherUtils.updateSubscriptionState`.
    fn end_found(&mut self, why: &LookupFor, answer: &ListedOffset) {
        let found = (answer.offset >= 0).then_some(OffsetAndTimestamp {
            offset: answer.offset,
            timestamp: answer.timestamp,
        });
        if let (LookupFor::Call(op), Some(in_call)) = (why, &mut self.call) {
            if in_call.op == *op {
                in_call.found.insert(answer.partition.clone(), found);
            }
        }
        if let Some(owned) = self.owned.get_mut(&answer.partition) {
            owned.end_answered();
            if found.is_some() {
                match self.config.isolation_level {
                    IsolationLevel::ReadCommitted => owned.note_ends(-1, answer.offset),
                    IsolationLevel::ReadUncommitted => owned.note_ends(answer.offset, -1),
                }
            }
        }
    }

    fn lookup_failed(&mut self, at: Millis, lookup: &Lookup, partition: &TopicPartition) {
        if let Some(owned) = self.owned.get_mut(partition) {
            match lookup.why {
                LookupFor::Reset(_) => owned.rest_until(at + self.config.retry_backoff_ms),
                _ => owned.end_answered(),
            }
        }
        if let (LookupFor::Call(op), Some(in_call)) = (&lookup.why, &mut self.call) {
            if in_call.op == *op {
                in_call.metadata_from = at + 1;
            }
        }
        self.metadata.request_update(self.config.retry_backoff_ms);
    }

    /// No answer will come.
    pub(super) fn lookup_lost(&mut self, at: Millis, lookup: &Lookup) {
        for (partition, _) in &lookup.partitions {
            self.lookup_failed(at, lookup, partition);
        }
    }
}

fn prepare(lookup: Lookup) -> Option<Step> {
    let some = !lookup.partitions.is_empty();
    some.then_some(Step::Consume(ConsumerEvent::LookupPrepared(lookup)))
}

fn timestamp(call: &ConsumerCall, partition: &TopicPartition) -> Millis {
    match call {
        ConsumerCall::BeginningOffsets(_) => EARLIEST_TIMESTAMP,
        ConsumerCall::OffsetsForTimes(times) => {
            let time = times.iter().rev().find(|(p, _)| p == partition);
            time.map_or(LATEST_TIMESTAMP, |(_, time)| *time)
        }
        _ => LATEST_TIMESTAMP,
    }
}

/// What a lookup came back with.
fn listed(in_call: &InCall) -> Outcome {
    let found = |partition: &TopicPartition| in_call.found.get(partition).copied().flatten();
    match &*in_call.call {
        ConsumerCall::BeginningOffsets(partitions) | ConsumerCall::EndOffsets(partitions) => {
            Outcome::Offsets(
                partitions
                    .iter()
                    .filter_map(|p| Some((p.clone(), found(p)?.offset)))
                    .collect(),
            )
        }
        ConsumerCall::OffsetsForTimes(times) => {
            Outcome::OffsetsForTimes(times.iter().map(|(p, _)| (p.clone(), found(p))).collect())
        }
        _ => Outcome::Done,
    }
}
