//! Calls that are answered at once: what they check, and what they do.

use super::{Consumer, EndLookup, FetchState, Owned, Pattern, ResetStrategy, Subscription};
use crate::call::Call;
use crate::outcome::{ConsumerGroupMetadata, Outcome};
use protocol::api::IsolationLevel;
use protocol::exception::Exception;
use protocol::map::Set;
use protocol::name::Name;
use protocol::record::{Millis, Offset};
use protocol::topic_partition::TopicPartition;
use std::sync::Arc;

impl Consumer {
    /// What a call throws before it does anything, if it throws. The order of
    /// the checks is Kafka's: what an argument's own constructor refuses comes
    /// first, then a closed consumer.
    pub(super) fn check(&self, call: &Call) -> Option<Outcome> {
        self.checked(call).err().map(Outcome::Threw)
    }

    fn checked(&self, call: &Call) -> Result<(), Exception> {
        match call {
            Call::CommitSync(Some(offsets)) | Call::CommitAsync(Some(offsets))
                if offsets.values().any(|commit| commit.offset < 0) =>
            {
                return Err(Exception::illegal_argument("Invalid negative offset"));
            }
            Call::SubscribePattern(pattern) => check_pattern(pattern)?,
            Call::Seek(_, offset) if *offset < 0 => {
                return Err(Exception::illegal_argument(
                    "seek offset must not be a negative number",
                ));
            }
            Call::Poll(timeout) => check_timeout(*timeout)?,
            _ => {}
        }
        if let Call::CloseWith(options) = call {
            if options.timeout_ms.is_some_and(|timeout| timeout < 0) {
                return Err(Exception::illegal_argument(
                    "The timeout cannot be negative.",
                ));
            }
        }
        if self.closed {
            return match call {
                Call::Close | Call::CloseWith(_) | Call::Wakeup => Ok(()),
                _ => Err(Exception::illegal_state(
                    "This consumer has already been closed.",
                )),
            };
        }
        self.checked_open(call)
    }

    fn checked_open(&self, call: &Call) -> Result<(), Exception> {
        match call {
            Call::Subscribe(topics) => self.check_subscribe(topics),
            Call::SubscribePattern(pattern) => {
                self.check_group()?;
                if pattern.is_empty() {
                    return Err(Exception::illegal_argument(
                        "Topic pattern to subscribe to cannot be empty",
                    ));
                }
                self.check_assignors()?;
                match self.subscription {
                    Subscription::None | Subscription::Pattern(..) => Ok(()),
                    _ => Err(exclusive()),
                }
            }
            Call::Assign(partitions) if !partitions.is_empty() => {
                let blank = |p: &TopicPartition| p.topic.trim().is_empty();
                if partitions.iter().any(blank) {
                    return Err(Exception::illegal_argument(
                        "Topic partitions to assign to cannot have null or empty topic",
                    ));
                }
                Ok(())
            }
            Call::Seek(partition, _) | Call::CurrentLag(partition) => {
                self.check_owned(std::slice::from_ref(partition))
            }
            Call::SeekToBeginning(partitions)
            | Call::SeekToEnd(partitions)
            | Call::Pause(partitions)
            | Call::Resume(partitions) => self.check_owned(partitions),
            Call::Position(partition, timeout) => {
                if !self.owned.contains_key(partition) {
                    return Err(Exception::illegal_state(
                        "You can only check the position for partitions assigned to this consumer.",
                    ));
                }
                check_timeout(timeout.unwrap_or(0))
            }
            Call::CommitSync(_)
            | Call::CommitAsync(_)
            | Call::Committed(_)
            | Call::GroupMetadata => self.check_group(),
            Call::EnforceRebalance if self.group().is_none() => Err(Exception::illegal_state(
                "Tried to force a rebalance but consumer does not have a group.",
            )),
            Call::OffsetsForTimes(times) => match times.iter().find(|(_, time)| *time < 0) {
                Some((partition, time)) => Err(Exception::illegal_argument(format!(
                    "The target time for partition {partition} is {time}. The target time cannot be negative."
                ))),
                None => Ok(()),
            },
            Call::Poll(_) if self.subscription == Subscription::None => {
                Err(Exception::illegal_state(
                    "Consumer is not subscribed to any topics or assigned any partitions",
                ))
            }
            _ => Ok(()),
        }
    }

    /// The outcome of a call that needs nothing from the network; none for the
    /// others.
    pub(super) fn immediate(&self, call: &Call) -> Option<Outcome> {
        Some(match call {
            Call::Close | Call::CloseWith(_) if self.closed => Outcome::Done,
            Call::Assign(_) if self.subscription.in_group() => Outcome::Threw(exclusive()),
            Call::Subscribe(_)
            | Call::SubscribePattern(_)
            | Call::Assign(_)
            | Call::Seek(..)
            | Call::SeekToBeginning(_)
            | Call::SeekToEnd(_)
            | Call::Pause(_)
            | Call::Resume(_)
            | Call::PauseAll
            | Call::ResumeAll
            | Call::EnforceRebalance => Outcome::Done,
            Call::Position(partition, _) => Outcome::Position(self.position(partition)?),
            Call::Assignment => Outcome::Partitions(self.owned_partitions()),
            Call::Paused => {
                let paused = self.owned.iter().filter(|(_, owned)| owned.paused);
                Outcome::Partitions(paused.map(|(partition, _)| partition.clone()).collect())
            }
            Call::Subscription => Outcome::Topics(self.subscription.topics().cloned().collect()),
            Call::CurrentLag(partition) => Outcome::Lag(self.current_lag(partition)),
            Call::GroupMetadata => {
                let (generation_id, member_id) = self.group_metadata.clone();
                Outcome::GroupMetadata(ConsumerGroupMetadata {
                    group_id: self.group().cloned().unwrap_or_default(),
                    generation_id,
                    member_id,
                    group_instance_id: self.config.group_instance_id.clone(),
                })
            }
            Call::Poll(_)
            | Call::CommitSync(_)
            | Call::CommitAsync(_)
            | Call::Committed(_)
            | Call::BeginningOffsets(_)
            | Call::EndOffsets(_)
            | Call::OffsetsForTimes(_)
            | Call::Close
            | Call::CloseWith(_)
            | Call::Unsubscribe => return None,
            _ => Outcome::Threw(Exception::illegal_state("A consumer has no such call")),
        })
    }

    /// How far the position is from the end that it was told of, if both are
    /// known; below zero where the position is beyond it.
    /// Source: `SubscriptionState.partitionLag`.
    fn current_lag(&self, partition: &TopicPartition) -> Option<Offset> {
        let position = self.owned.get(partition)?.unchecked_position()?;
        Some(self.known_end(partition)?.wrapping_sub(position))
    }

    fn known_end(&self, partition: &TopicPartition) -> Option<Offset> {
        let owned = self.owned.get(partition)?;
        match self.config.isolation_level {
            IsolationLevel::ReadCommitted => owned.last_stable,
            IsolationLevel::ReadUncommitted => owned.high_watermark,
        }
    }

    /// currentLag found no end: it asks for one. The request is lost where
    /// nobody knows whom to ask.
    pub(super) fn ask_for_end(&mut self, partition: &TopicPartition) {
        let known = self.known_end(partition).is_some();
        if !known && self.metadata.has_leader(partition) {
            if let Some(owned) = self.owned.get_mut(partition) {
                if owned.end_lookup == EndLookup::None {
                    owned.end_lookup = EndLookup::Wanted;
                }
            }
        }
    }

    fn check_group(&self) -> Result<(), Exception> {
        if self.group().is_some() {
            return Ok(());
        }
        Err(Exception::new(
            "InvalidGroupIdException",
            "To use the group management or offset commit APIs, you must provide a valid group.id in the consumer configuration.",
        ))
    }

    fn check_assignors(&self) -> Result<(), Exception> {
        if self.config.assignors.is_empty() {
            return Err(Exception::illegal_state(
                "Must configure at least one partition assigner class name to partition.assignment.strategy configuration property",
            ));
        }
        Ok(())
    }

    fn check_subscribe(&self, topics: &[Name]) -> Result<(), Exception> {
        self.check_group()?;
        if topics.is_empty() {
            return Ok(());
        }
        if topics.iter().any(|topic| topic.trim().is_empty()) {
            return Err(Exception::illegal_argument(
                "Topic collection to subscribe to cannot contain null or empty topic",
            ));
        }
        self.check_assignors()?;
        match self.subscription {
            Subscription::None | Subscription::Topics(_) => Ok(()),
            _ => Err(exclusive()),
        }
    }

    fn check_owned(&self, partitions: &[TopicPartition]) -> Result<(), Exception> {
        match partitions.iter().find(|p| !self.owned.contains_key(p)) {
            Some(partition) => Err(Exception::illegal_state(
                [
                    "No current assignment for partition ",
                    &partition.to_string(),
                ]
                .concat(),
            )),
            None => Ok(()),
        }
    }

    /// Whether a call gives up what was subscribed to or assigned: an empty
    /// list is a way to say so.
    pub(super) fn gives_up(&self, call: &Call) -> bool {
        match call {
            Call::Subscribe(topics) => topics.is_empty(),
            Call::Assign(partitions) => partitions.is_empty(),
            Call::Unsubscribe => true,
            _ => false,
        }
    }

    fn unsubscribe(&mut self) {
        self.subscription = Subscription::None;
        self.owned.clear();
        self.buffers.clear();
        self.membership.left();
    }

    /// Of a list that has a partition which it does not own, those before it
    /// have taken effect when the call throws.
    pub(super) fn take_effect_in_part(&mut self, at: Millis, call: &Call) {
        let owned_first = |partitions: &[TopicPartition]| -> Vec<TopicPartition> {
            let owned = partitions
                .iter()
                .take_while(|p| self.owned.contains_key(*p));
            owned.cloned().collect()
        };
        let (done, call): (Vec<_>, fn(Vec<TopicPartition>) -> Call) = match call {
            Call::SeekToBeginning(list) => (owned_first(list), Call::SeekToBeginning),
            Call::SeekToEnd(list) => (owned_first(list), Call::SeekToEnd),
            Call::Pause(list) => (owned_first(list), Call::Pause),
            Call::Resume(list) => (owned_first(list), Call::Resume),
            _ => return,
        };
        if !done.is_empty() {
            self.take_effect(at, &call(done));
        }
    }

    /// Does what a call that succeeded does.
    pub(super) fn take_effect(&mut self, at: Millis, call: &Call) {
        match call {
            Call::Subscribe(topics) => self.subscribe(topics),
            Call::SubscribePattern(pattern) => self.subscribe_pattern(pattern),
            Call::EnforceRebalance => self.membership.request_rejoin(),
            Call::Assign(partitions) => self.assign(partitions),
            Call::Unsubscribe => self.unsubscribe(),
            Call::Seek(partition, offset) => {
                self.go_to(
                    std::slice::from_ref(partition),
                    FetchState::Fetching(*offset),
                );
            }
            Call::SeekToBeginning(partitions) => {
                self.go_to(
                    partitions,
                    FetchState::AwaitingReset(ResetStrategy::Earliest),
                );
            }
            Call::SeekToEnd(partitions) => {
                self.go_to(partitions, FetchState::AwaitingReset(ResetStrategy::Latest));
            }
            Call::Pause(partitions) => self.set_paused(partitions, true),
            Call::Resume(partitions) => self.set_paused(partitions, false),
            Call::PauseAll => self.set_paused(&self.owned_partitions(), true),
            Call::ResumeAll => self.set_paused(&self.owned_partitions(), false),
            Call::Close | Call::CloseWith(_) => {
                self.closed = true;
                self.owned.clear();
                self.buffers.clear();
                self.polled = Some(at);
            }
            _ => {}
        }
    }

    /// What it has fetched of other topics is of no use any more.
    fn subscribe(&mut self, topics: &[Name]) {
        if topics.is_empty() {
            self.unsubscribe();
            return;
        }
        let topics: Set<Name> = topics.iter().cloned().collect();
        self.buffers.retain(|b| topics.contains(&b.partition.topic));
        let subscription = Subscription::Topics(topics);
        if self.subscription != subscription {
            self.subscription = subscription;
            self.metadata.request_new_topics();
        }
    }

    /// The topics that match are looked for in what it knows already, and at
    /// once in what the broker knows.
    fn subscribe_pattern(&mut self, pattern: &Name) {
        let Ok(pattern) = Pattern::compile(pattern) else {
            return;
        };
        let topics = self.subscription.topics().cloned().collect();
        self.subscription = Subscription::Pattern(Arc::new(pattern), topics);
        self.match_pattern();
        self.metadata.request_new_topics();
    }

    /// Partitions that stay keep position and pause; new ones start over.
    fn assign(&mut self, partitions: &[TopicPartition]) {
        if partitions.is_empty() {
            self.unsubscribe();
            return;
        }
        self.subscription = Subscription::Partitions;
        let known = |p: &TopicPartition| self.owned.keys().any(|old| old.topic == p.topic);
        if !partitions.iter().all(known) {
            self.metadata.request_new_topics();
        }
        let mut old = std::mem::take(&mut self.owned);
        self.owned = partitions
            .iter()
            .map(|partition| {
                let kept = old.remove(partition).unwrap_or_default();
                (partition.clone(), kept)
            })
            .collect();
        self.buffers
            .retain(|b| self.owned.contains_key(&b.partition));
    }

    /// The partitions that a seek means: an empty list means all.
    fn meant(&self, partitions: &[TopicPartition]) -> Vec<TopicPartition> {
        if partitions.is_empty() {
            self.owned.keys().cloned().collect()
        } else {
            partitions.to_vec()
        }
    }

    /// What was fetched from another position is thrown away when a poll comes
    /// to it.
    fn go_to(&mut self, partitions: &[TopicPartition], state: FetchState) {
        for partition in self.meant(partitions) {
            if let Some(owned) = self.owned.get_mut(&partition) {
                match state {
                    FetchState::Fetching(offset) => owned.start_at(offset, None),
                    FetchState::AwaitingReset(strategy) => owned.reset(strategy),
                    state => owned.state = state,
                }
            }
        }
    }

    fn set_paused(&mut self, partitions: &[TopicPartition], paused: bool) {
        for partition in partitions {
            if let Some(Owned { paused: now, .. }) = self.owned.get_mut(partition) {
                *now = paused;
            }
        }
    }
}

fn exclusive() -> Exception {
    Exception::illegal_state(
        "Subscription to topics, partitions and pattern are mutually exclusive",
    )
}

/// What Java's `Duration` takes and Kafka's `Timer` does not.
fn check_timeout(timeout: Millis) -> Result<(), Exception> {
    if timeout >= 0 {
        return Ok(());
    }
    Err(Exception::illegal_argument(
        ["Invalid negative timeout ", &timeout.to_string()].concat(),
    ))
}

/// What `Pattern.compile` refuses, before the consumer sees it.
fn check_pattern(pattern: &str) -> Result<(), Exception> {
    match Pattern::compile(pattern) {
        Ok(_) => Ok(()),
        Err(text) => Err(Exception::new("PatternSyntaxException", text)),
    }
}
