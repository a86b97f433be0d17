//! What can be seen of a producer from outside. Nobody changes it there.

use super::{Producer, ProducerBatch, Queue, Sequences};
use crate::config::ProducerConfig;
use crate::link::Link;
use crate::metadata::Metadata;
use protocol::name::Name;
use protocol::record::Millis;
use protocol::topic_partition::TopicPartition;

impl Producer {
    /// `client.id`.
    pub(crate) fn client_id(&self) -> &Name {
        &self.client_id
    }

    /// Its settings.
    pub fn config(&self) -> &ProducerConfig {
        &self.config
    }

    /// Its connections.
    pub fn link(&self) -> &Link {
        &self.link
    }

    /// What it knows of topics.
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// Batches that are being filled or wait, where there are some: a queue for
    /// each partition, in order.
    pub fn queues(&self) -> impl Iterator<Item = (TopicPartition, &Queue)> {
        self.accumulator.filled()
    }

    /// The queue of a partition; none where it never had one.
    pub fn queue(&self, partition: &TopicPartition) -> Option<&Queue> {
        self.accumulator
            .queue(&partition.topic, partition.partition)
    }

    /// Its id and its numbers, if it is idempotent.
    pub fn sequences(&self) -> Option<&Sequences> {
        self.sequences.as_deref()
    }

    /// Where records without a key go now, by topic.
    pub fn sticky_partitions(&self) -> impl Iterator<Item = (&Name, i32)> {
        let sticky = self.sticky.iter();
        sticky.map(|(topic, sticky)| (topic, sticky.partition))
    }

    /// A send that blocks, because there is no memory for its next record or
    /// nothing is known of where that goes: its topic and the partition that it
    /// names, whether it is the memory, and when it fails.
    pub fn blocked_send(&self) -> Option<(&Name, Option<i32>, bool, Millis)> {
        let (_, sending) = self.blocked()?;
        let record = sending.left().first()?;
        let until = self.blocked_since.saturating_add(self.config.max_block_ms);
        let for_memory = self.awaits_memory.is_some();
        Some((&record.topic, self.named(record), for_memory, until))
    }

    /// When the oldest batch of a partition is sent, if nothing but time holds
    /// it back.
    pub fn leaves_at(&self, partition: &TopicPartition, queue: &Queue) -> Option<Millis> {
        let first = queue.front()?;
        let free = self.flying.len() < self.config.max_in_flight
            && self.knows(partition)
            && self.numbers(partition, first).is_ok();
        self.ready_at(queue).filter(|_| free)
    }

    /// When the oldest record that is in a batch, waiting or on its way, is given
    /// up.
    pub fn gives_up_at(&self) -> Option<Millis> {
        let mut oldest: Option<Millis> = None;
        let mut see = |batch: &ProducerBatch| {
            if !batch.is_given_up() {
                let created = batch.created();
                oldest = Some(oldest.map_or(created, |oldest| oldest.min(created)));
            }
        };
        for (_, queue) in self.accumulator.filled() {
            queue.iter().for_each(&mut see);
        }
        for (_, batch) in self.flying.values().flatten() {
            see(batch);
        }
        oldest.map(|oldest| oldest.saturating_add(self.config.delivery_timeout_ms))
    }

    /// Whether no send is open: all came back.
    pub fn is_idle(&self) -> bool {
        self.sends.is_empty()
    }

    /// Records handed to it.
    pub fn sent_records(&self) -> i64 {
        self.sent_records
    }

    /// Records that the broker acknowledged.
    pub fn acknowledged(&self) -> i64 {
        self.acknowledged
    }

    /// Records that failed.
    pub fn failed(&self) -> i64 {
        self.failed
    }
}
