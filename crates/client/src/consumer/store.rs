//! What is stored to be committed by a timer, as librdkafka does it: a poll or
//! the application stores offsets, and whatever is new goes out at the next
//! tick.

use super::{CommitKind, Committing, Consumer, ConsumerEvent, MemberState};
use crate::call::{OffsetAndMetadata, Offsets};
use crate::library::{AutoCommit, HEAD_START_MS};
use crate::Step;
use protocol::map::Map;
use protocol::record::{Millis, Offset};
use protocol::topic_partition::TopicPartition;

/// Offsets that are stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Store {
    stored: Offsets,
    /// What was committed of it last.
    sent: Offsets,
    /// Since when there is something new.
    new_since: Option<Millis>,
    /// The ticks count from here: its first assignment.
    ticks_from: Option<Millis>,
}

impl Store {
    /// The timer begins with the first assignment.
    pub(super) fn begin(&mut self, at: Millis) {
        self.ticks_from.get_or_insert(at - HEAD_START_MS);
    }

    fn put(&mut self, at: Millis, partition: &TopicPartition, offset: Offset) {
        let commit = OffsetAndMetadata::new(offset);
        if self.sent.get(partition) != Some(&commit) {
            self.new_since.get_or_insert(at);
        }
        self.stored.insert(partition.clone(), commit);
    }

    /// These partitions are somebody else's from now on.
    pub(super) fn drop(&mut self, partition: &TopicPartition) {
        self.stored.remove(partition);
        self.sent.remove(partition);
        if self.unsent().is_empty() {
            self.new_since = None;
        }
    }

    /// What is stored and was not committed.
    pub(super) fn unsent(&self) -> Offsets {
        let new = |(partition, commit): &(&TopicPartition, &OffsetAndMetadata)| {
            self.sent.get(*partition) != Some(*commit)
        };
        let stored = self.stored.iter().filter(new);
        stored
            .map(|(p, commit)| (p.clone(), commit.clone()))
            .collect()
    }

    /// All of it is on its way.
    pub(super) fn goes_out(&mut self) {
        self.sent = self.stored.clone();
        self.new_since = None;
    }

    /// It did not arrive.
    pub(super) fn comes_back(&mut self, at: Millis) {
        self.sent = Map::new();
        self.new_since = Some(at);
    }

    /// The first tick after there was something new.
    fn tick(&self, interval: Millis) -> Option<Millis> {
        let (since, from) = (self.new_since?, self.ticks_from?);
        let interval = interval.max(1);
        Some(from + ((since - from).div_euclid(interval) + 1) * interval)
    }
}

impl Consumer {
    /// Whether a timer commits what is stored.
    pub(super) fn has_store(&self) -> bool {
        self.config.manner.library.nature().auto_commit == AutoCommit::ByTimer
    }

    /// Whether it commits by itself.
    pub fn commits_by_itself(&self) -> bool {
        self.config.enable_auto_commit && !self.on_request
    }

    /// Whether it commits when asked only, whatever `enable.auto.commit` says.
    pub fn commit_on_request(&mut self, on_request: bool) {
        self.on_request = on_request;
    }

    /// What it commits by itself when it closes or gives partitions back.
    pub(super) fn own_commit(&self) -> Offsets {
        match self.has_store() && !self.config.manner.commits_on_revoke {
            true => self.store.stored.clone(),
            false => self.positions(),
        }
    }

    /// What a commit without arguments commits.
    pub(super) fn commit_of_all(&self) -> Offsets {
        match self.has_store() {
            true => self.store.unsent(),
            false => self.positions(),
        }
    }

    /// An offset is stored. Who is not in the group any more stores nothing,
    /// and is not told.
    pub fn store(&mut self, at: Millis, partition: &TopicPartition, offset: Offset) {
        if self.owned.contains_key(partition) && !self.membership.without_generation() {
            self.store.put(at, partition, offset);
        }
    }

    /// An offset is stored by somebody who stores them out of order: what lies
    /// before that which was committed is not committed again.
    /// Source: librdkafka's `rd_kafka_topic_partition_list_set_offsets`, which
    /// takes stored offsets that are beyond the committed one.
    pub fn store_onward(&mut self, at: Millis, partition: &TopicPartition, offset: Offset) {
        let sent = self.store.sent.get(partition);
        if sent.is_none_or(|sent| sent.offset < offset) {
            self.store(at, partition, offset);
        }
    }

    /// What is stored of a partition.
    pub fn stored(&self, partition: &TopicPartition) -> Option<Offset> {
        self.store.stored.get(partition).map(|commit| commit.offset)
    }

    /// When the timer next commits.
    pub(super) fn store_due(&self) -> Option<Millis> {
        let commits = self.commits_by_itself() && self.has_store() && !self.closed;
        let stable = self.membership.state() == MemberState::Stable && !self.membership.is_lost();
        let tick = self.store.tick(self.config.auto_commit_interval_ms);
        tick.filter(|_| commits && stable)
    }

    /// What the timer does.
    pub(super) fn step_store(&self, now: Millis) -> Option<Step> {
        self.store_due().filter(|due| *due <= now)?;
        Some(Step::Consume(ConsumerEvent::CommitPrepared(
            Committing::new(CommitKind::Auto, self.store.unsent()),
        )))
    }

    /// An iterator hands a record out: the position is the one after it.
    pub fn yielded(&mut self, partition: &TopicPartition, next: Offset) {
        if let Some(at) = self.yielded.get_mut(partition) {
            *at = next;
        }
    }
}
