//! Calls that are answered at once: what they check, and what they do.

use super::{Consumer, FetchState, Membership, Owned, ResetStrategy, Subscription};
use crate::exception::Exception;
use crate::map::Set;
use crate::operation::{Call, Outcome};
use crate::record::Millis;
use crate::topic_partition::TopicPartition;

impl Consumer {
    /// The outcome of a call that needs nothing from the network; none for the
    /// others.
    pub(super) fn immediate(&self, call: &Call) -> Option<Outcome> {
        if self.closed {
            return Some(match call {
                Call::Close => Outcome::Done,
                _ => Outcome::Threw(Exception::illegal_state(
                    "This consumer has already been closed.",
                )),
            });
        }
        let checked = match call {
            Call::Subscribe(topics) => self.check_subscribe(topics),
            Call::Assign(_) => match self.subscription {
                Subscription::Topics(_) => Err(exclusive()),
                _ => Ok(()),
            },
            Call::Seek(partition, offset) => {
                if *offset < 0 {
                    Err(Exception::illegal_argument(
                        "seek offset must not be a negative number",
                    ))
                } else {
                    self.check_owned(std::slice::from_ref(partition))
                }
            }
            Call::SeekToBeginning(partitions)
            | Call::SeekToEnd(partitions)
            | Call::Pause(partitions)
            | Call::Resume(partitions) => self.check_owned(partitions),
            Call::PauseAll | Call::ResumeAll => Ok(()),
            Call::Position(partition, _) => match self.owned.get(partition) {
                None => Err(Exception::illegal_state(
                    "You can only check the position for partitions assigned to this consumer.",
                )),
                Some(owned) => return owned.position().map(Outcome::Position),
            },
            Call::CommitSync(offsets) | Call::CommitAsync(offsets) => {
                return self
                    .check_commit(offsets.as_ref())
                    .err()
                    .map(Outcome::Threw);
            }
            Call::Committed(_) => return self.check_group().err().map(Outcome::Threw),
            Call::Poll(timeout) if *timeout < 0 => Err(Exception::illegal_argument(format!(
                "Invalid negative timeout {timeout}"
            ))),
            Call::Poll(_) if self.subscription == Subscription::None => {
                Err(Exception::illegal_state(
                    "Consumer is not subscribed to any topics or assigned any partitions",
                ))
            }
            Call::Poll(_) | Call::Close | Call::Unsubscribe => return None,
            _ => Err(Exception::illegal_state("A consumer has no such call")),
        };
        Some(checked.map_or_else(Outcome::Threw, |()| Outcome::Done))
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

    fn check_subscribe(&self, topics: &[crate::name::Name]) -> Result<(), Exception> {
        self.check_group()?;
        if self.subscription == Subscription::Partitions {
            return Err(exclusive());
        }
        if topics.iter().any(|topic| topic.trim().is_empty()) {
            return Err(Exception::illegal_argument(
                "Topic collection to subscribe to cannot contain null or empty topic",
            ));
        }
        if self.config.assignors.is_empty() {
            return Err(Exception::illegal_state(
                "Must configure at least one partition assigner class name to partition.assignment.strategy configuration property",
            ));
        }
        Ok(())
    }

    fn check_owned(&self, partitions: &[TopicPartition]) -> Result<(), Exception> {
        match partitions.iter().find(|p| !self.owned.contains_key(p)) {
            Some(partition) => Err(Exception::illegal_state(format!(
                "No current assignment for partition {partition}"
            ))),
            None => Ok(()),
        }
    }

    fn check_commit(&self, offsets: Option<&crate::operation::Offsets>) -> Result<(), Exception> {
        self.check_group()?;
        let negative = |o: &crate::operation::OffsetAndMetadata| o.offset < 0;
        if offsets.is_some_and(|offsets| offsets.values().any(negative)) {
            return Err(Exception::illegal_argument("Invalid negative offset"));
        }
        Ok(())
    }

    /// Whether a call gives up what was subscribed to or assigned: an empty
    /// list is a way to say so.
    pub(super) fn gives_up(&self, call: &Call) -> bool {
        match call {
            Call::Subscribe(topics) => topics.is_empty() && self.group().is_some(),
            Call::Assign(partitions) => partitions.is_empty(),
            Call::Unsubscribe => true,
            _ => false,
        }
    }

    fn unsubscribe(&mut self) {
        self.subscription = Subscription::None;
        self.owned.clear();
        self.buffers.clear();
        self.membership = Membership::default();
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
            Call::Close => {
                self.closed = true;
                self.owned.clear();
                self.buffers.clear();
                self.polled = Some(at);
            }
            _ => {}
        }
    }

    fn subscribe(&mut self, topics: &[crate::name::Name]) {
        if topics.is_empty() {
            self.unsubscribe();
            return;
        }
        let topics: Set<_> = topics.iter().cloned().collect();
        let subscription = Subscription::Topics(topics);
        self.subscription = subscription;
    }

    /// Partitions that stay keep position and pause; new ones start over.
    fn assign(&mut self, partitions: &[TopicPartition]) {
        if partitions.is_empty() {
            self.unsubscribe();
            return;
        }
        self.subscription = Subscription::Partitions;
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

    /// What was fetched from the old position is of no use any more.
    fn go_to(&mut self, partitions: &[TopicPartition], state: FetchState) {
        for partition in self.meant(partitions) {
            self.buffers.retain(|b| b.partition != partition);
            if let Some(owned) = self.owned.get_mut(&partition) {
                match state {
                    FetchState::Fetching(offset) => owned.start_at(offset),
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
