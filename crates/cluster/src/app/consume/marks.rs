//! Marks: what a program has said is done, to be committed later.

use client::call::{OffsetAndMetadata, Offsets};
use protocol::record::{Millis, Offset};
use protocol::topic_partition::TopicPartition;

/// What is marked, and how much of it was committed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    marked: Offsets,
    sent: Offsets,
    /// The ticks of the interval count from here; none before the first record.
    from: Option<Millis>,
    /// Until when ticks have been heard.
    heard: Millis,
}

impl Marks {
    /// The interval begins, if it has not.
    pub(super) fn begin(&mut self, at: Millis) {
        if self.from.is_none() {
            self.restart(at);
        }
    }

    /// The interval begins anew.
    pub(super) fn restart(&mut self, at: Millis) {
        self.from = Some(at);
        self.heard = at;
    }

    /// A record is done, or all up to one.
    pub(super) fn mark(&mut self, partition: &TopicPartition, next: Offset) {
        let commit = OffsetAndMetadata::new(next);
        self.marked.insert(partition.clone(), commit);
    }

    /// A record is done, which may lie before one that is marked: the highest
    /// counts.
    pub(super) fn mark_highest(&mut self, partition: &TopicPartition, next: Offset) {
        let marked = self.marked.get(partition);
        if marked.is_none_or(|marked| marked.offset < next) {
            self.mark(partition, next);
        }
    }

    /// Whether there is something new.
    pub(super) fn are_new(&self) -> bool {
        self.marked != self.sent
    }

    /// The next tick.
    pub(super) fn due(&self, every: Millis) -> Option<Millis> {
        let (from, every) = (self.from?, every.max(1));
        let ticks = (self.heard - from).div_euclid(every) + 1;
        Some(from.saturating_add(ticks.saturating_mul(every)))
    }

    /// The ticks until now have been heard.
    pub(super) fn hear(&mut self, at: Millis) {
        self.heard = at;
    }

    /// What is marked.
    pub(super) fn all(&self) -> &Offsets {
        &self.marked
    }

    /// They are on their way.
    pub(super) fn go_out(&mut self) {
        self.sent = self.marked.clone();
    }

    /// The partitions are somebody else's, and the interval begins anew with the
    /// next ones.
    pub(super) fn forget(&mut self) {
        *self = Marks::default();
    }
}
