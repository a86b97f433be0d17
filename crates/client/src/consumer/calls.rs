//! Calls that are answered at once: what they check, and what they do.

use super::{Consumer, Pattern, ResetStrategy, Subscription};
use crate::call::ConsumerCall;
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
    pub(super) fn check(&self, call: &ConsumerCall) -> Option<Outcome> {
        self.checked(call).err().map(Outcome::Threw)
    }

    fn checked(&self, call: &ConsumerCall) -> Result<(), Exception> {
        match call {
            ConsumerCall::CommitSync(Some(offsets)) | ConsumerCall::CommitAsync(Some(offsets))
                if offsets.values().any(|commit| commit.offset < 0) =>
            {
                return Err(Exception::illegal_argument("Invalid negative offset"));
            }
            ConsumerCall::SubscribePattern(pattern) => check_pattern(pattern)?,
            ConsumerCall::Seek(_, offset) if *offset < 0 => {
                return Err(Exception::illegal_argument(
                    "seek offset must not be a negative number",
                ));
            }
            ConsumerCall::Poll(timeout) => check_timeout(*timeout)?,
            _ => {}
        }
        if let ConsumerCall::Close(options) = call {
            if options.timeout_ms.is_some_and(|timeout| timeout < 0) {
                return Err(Exception::illegal_argument(
                    "The timeout cannot be negative.",
                ));
            }
        }
        if self.closed {
            return match call {
                ConsumerCall::Close(_) | ConsumerCall::Wakeup => Ok(()),
                _ => Err(Exception::illegal_state(
                    "This consumer has already been closed.",
                )),
            };
        }
        self.checked_open(call)
    }

    fn checked_open(&self, call: &ConsumerCall) -> Result<(), Exception> {
        match call {
            ConsumerCall::Subscribe(topics) => self.check_subscribe(topics),
            ConsumerCall::SubscribePattern(pattern) => {
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
            ConsumerCall::Assign(partitions) if !partitions.is_empty() => {
                let blank = |p: &TopicPartition| p.topic.trim().is_empty();
                if partitions.iter().any(blank) {
                    return Err(Exception::illegal_argument(
                        "Topic partitions to assign to cannot have null or empty topic",
                    ));
                }
                Ok(())
            }
            ConsumerCall::Seek(partition, _) | ConsumerCall::CurrentLag(partition) => {
                self.check_owned(std::slice::from_ref(partition))
            }
            ConsumerCall::SeekToBeginning(partitions)
            | ConsumerCall::SeekToEnd(partitions)
            | ConsumerCall::Pause(partitions)
            | ConsumerCall::Resume(partitions) => self.check_owned(partitions),
            ConsumerCall::Position(partition, timeout) => {
                if !self.owned.contains_key(partition) {
                    return Err(Exception::illegal_state(
                        "You can only check the position for partitions assigned to this consumer.",
                    ));
                }
                check_timeout(timeout.unwrap_or(0))
            }
            ConsumerCall::CommitSync(_)
            | ConsumerCall::CommitAsync(_)
            | ConsumerCall::Committed(_)
            | ConsumerCall::GroupMetadata => self.check_group(),
            ConsumerCall::EnforceRebalance if self.group().is_none() => Err(Exception::illegal_state(
                "Tried to force a rebalance but consumer does not have a group.",
            )),
            ConsumerCall::OffsetsForTimes(times) => match times.iter().find(|(_, time)| *time < 0) {
                Some((partition, time)) => Err(Exception::illegal_argument(format!(
                    "The target time for partition {partition} is {time}. The target time cannot be negative."
                ))),
                None => Ok(()),
            },
            ConsumerCall::Poll(_) if self.subscription == Subscription::None => {
                Err(Exception::illegal_state(
                    "Consumer is not subscribed to any topics or assigned any partitions",
                ))
            }
            _ => Ok(()),
        }
    }

    /// The outcome of a call that needs nothing from the network; none for the
    /// others.
    pub(super) fn immediate(&self, call: &ConsumerCall) -> Option<Outcome> {
        Some(match call {
            ConsumerCall::Close(_) if self.closed => Outcome::Done,
            ConsumerCall::Assign(_) if self.subscription.in_group() => Outcome::Threw(exclusive()),
            ConsumerCall::Subscribe(_)
            | ConsumerCall::SubscribePattern(_)
            | ConsumerCall::Assign(_)
            | ConsumerCall::Seek(..)
            | ConsumerCall::SeekToBeginning(_)
            | ConsumerCall::SeekToEnd(_)
            | ConsumerCall::Pause(_)
            | ConsumerCall::Resume(_)
            | ConsumerCall::PauseAll
            | ConsumerCall::ResumeAll
            | ConsumerCall::EnforceRebalance => Outcome::Done,
            ConsumerCall::Position(partition, _) => Outcome::Position(self.position(partition)?),
            ConsumerCall::Assignment => Outcome::Partitions(self.owned_partitions()),
            ConsumerCall::Paused => {
                let paused = self.owned.iter().filter(|(_, owned)| owned.paused());
                Outcome::Partitions(paused.map(|(partition, _)| partition.clone()).collect())
            }
            ConsumerCall::Subscription => {
                Outcome::Topics(self.subscription.topics().cloned().collect())
            }
            ConsumerCall::CurrentLag(partition) => Outcome::Lag(self.current_lag(partition)),
            ConsumerCall::GroupMetadata => {
                let (generation_id, member_id) = self.group_metadata.clone();
                Outcome::GroupMetadata(ConsumerGroupMetadata {
                    group_id: self.group().cloned().unwrap_or_default(),
                    generation_id,
                    member_id,
                    group_instance_id: self.config.group_instance_id.clone(),
                })
            }
            ConsumerCall::Poll(_)
            | ConsumerCall::CommitSync(_)
            | ConsumerCall::CommitAsync(_)
            | ConsumerCall::Committed(_)
            | ConsumerCall::BeginningOffsets(_)
            | ConsumerCall::EndOffsets(_)
            | ConsumerCall::OffsetsForTimes(_)
            | ConsumerCall::Close(_)
            | ConsumerCall::Unsubscribe => return None,
            // A call that may be made beside another is no call that is answered.
            ConsumerCall::Wakeup => return None,
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
            IsolationLevel::ReadCommitted => owned.last_stable(),
            IsolationLevel::ReadUncommitted => owned.high_watermark(),
        }
    }

    /// currentLag found no end: it asks for one. The request is lost where
    /// nobody knows whom to ask.
    pub(super) fn ask_for_end(&mut self, partition: &TopicPartition) {
        let known = self.known_end(partition).is_some();
        if !known && self.metadata.has_leader(partition) {
            if let Some(owned) = self.owned.get_mut(partition) {
                owned.want_end();
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
    pub(super) fn gives_up(&self, call: &ConsumerCall) -> bool {
        match call {
            ConsumerCall::Subscribe(topics) => topics.is_empty(),
            ConsumerCall::Assign(partitions) => partitions.is_empty(),
            ConsumerCall::Unsubscribe => true,
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
    pub(super) fn take_effect_in_part(&mut self, at: Millis, call: &ConsumerCall) {
        let owned_first = |partitions: &[TopicPartition]| -> Vec<TopicPartition> {
            let owned = partitions
                .iter()
                .take_while(|p| self.owned.contains_key(*p));
            owned.cloned().collect()
        };
        let (done, call): (Vec<_>, fn(Vec<TopicPartition>) -> ConsumerCall) = match call {
            ConsumerCall::SeekToBeginning(list) => {
                (owned_first(list), ConsumerCall::SeekToBeginning)
            }
            ConsumerCall::SeekToEnd(list) => (owned_first(list), ConsumerCall::SeekToEnd),
            ConsumerCall::Pause(list) => (owned_first(list), ConsumerCall::Pause),
            ConsumerCall::Resume(list) => (owned_first(list), ConsumerCall::Resume),
            _ => return,
        };
        if !done.is_empty() {
            self.take_effect(at, &call(done));
        }
    }

    /// Does what a call that succeeded does.
    pub(super) fn take_effect(&mut self, at: Millis, call: &ConsumerCall) {
        match call {
            ConsumerCall::Subscribe(topics) => self.subscribe(topics),
            ConsumerCall::SubscribePattern(pattern) => self.subscribe_pattern(pattern),
            ConsumerCall::EnforceRebalance => self.membership.request_rejoin(),
            ConsumerCall::Assign(partitions) => self.assign(partitions),
            ConsumerCall::Unsubscribe => self.unsubscribe(),
            ConsumerCall::Seek(partition, offset) => {
                if let Some(owned) = self.owned.get_mut(partition) {
                    owned.start_at(*offset, None);
                }
                self.yielded.remove(partition);
            }
            ConsumerCall::SeekToBeginning(partitions) => {
                self.seek_to(partitions, ResetStrategy::Earliest);
            }
            ConsumerCall::SeekToEnd(partitions) => {
                self.seek_to(partitions, ResetStrategy::Latest);
            }
            ConsumerCall::Pause(partitions) => self.set_paused(partitions, true),
            ConsumerCall::Resume(partitions) => self.set_paused(partitions, false),
            ConsumerCall::PauseAll => self.set_paused(&self.owned_partitions(), true),
            ConsumerCall::ResumeAll => self.set_paused(&self.owned_partitions(), false),
            ConsumerCall::Close(_) => {
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
        self.buffers
            .retain(|b| topics.contains(&b.partition().topic));
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
            .retain(|b| self.owned.contains_key(b.partition()));
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
    fn seek_to(&mut self, partitions: &[TopicPartition], strategy: ResetStrategy) {
        for partition in self.meant(partitions) {
            if let Some(owned) = self.owned.get_mut(&partition) {
                owned.reset(strategy);
            }
        }
    }

    fn set_paused(&mut self, partitions: &[TopicPartition], paused: bool) {
        for partition in partitions {
            if let Some(owned) = self.owned.get_mut(partition) {
                owned.pause(paused);
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
