//! What an idempotent producer keeps of its id and its sequence numbers.
//! Source: `TransactionManager` without transactions, `TxnPartitionEntry`.

use super::batch::{Numbers, ProducerBatch};
use protocol::batch::{increment_sequence, Batch, ProducerEpoch, ProducerId, NO_SEQUENCE};
use protocol::map::{Map, Set};
use protocol::record::{Millis, Offset};
use protocol::topic_partition::TopicPartition;

/// A producer id with its epoch.
pub(super) type ProducerIdAndEpoch = (ProducerId, ProducerEpoch);

/// The numbers of one partition.
#[derive(Clone, Debug, PartialEq, Eq)]
struct PartitionSequence {
    /// With which id and epoch they are counted.
    id: ProducerIdAndEpoch,
    /// The number of the next record.
    next: i32,
    /// The number of the last record that was acknowledged, or -1.
    last_acknowledged: i32,
    /// Its offset, or -1.
    last_offset: Offset,
}

/// The numbers of a producer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sequences {
    /// Its id and epoch, once the broker gave it one.
    id: Option<ProducerIdAndEpoch>,
    /// When it may ask for an id again.
    retry_at: Millis,
    /// Whether the epoch is to be raised before anything else is sent.
    bump_due: bool,
    /// Partitions whose batches in flight get new numbers then.
    renumber: Set<TopicPartition>,
    /// Partitions where nobody knows whether a batch that was given up was
    /// written, with the number after that batch. Nothing new goes there.
    unresolved: Map<TopicPartition, i32>,
    /// The numbers of each partition.
    partitions: Map<TopicPartition, PartitionSequence>,
}

impl Sequences {
    /// The producer's id and epoch, once the broker gave it one.
    pub fn id(&self) -> Option<ProducerIdAndEpoch> {
        self.id
    }

    /// The partitions that it counts, each with the number of its next record.
    pub fn counted(&self) -> impl Iterator<Item = (&TopicPartition, i32)> {
        let partitions = self.partitions.keys();
        partitions.map(|partition| (partition, self.next(partition)))
    }

    /// When it may ask for an id again.
    pub(super) fn retry_at(&self) -> Millis {
        self.retry_at
    }

    /// Whether the epoch is to be raised before anything else is sent.
    pub(super) fn bump_due(&self) -> bool {
        self.bump_due
    }

    /// Where nobody knows whether a batch that was given up was written: the
    /// number after that batch. Nothing new goes there.
    pub(super) fn unresolved(&self, partition: &TopicPartition) -> Option<i32> {
        self.unresolved.get(partition).copied()
    }

    /// All partitions of which that is not known.
    pub(super) fn all_unresolved(&self) -> impl Iterator<Item = &TopicPartition> {
        self.unresolved.keys()
    }

    /// The broker gave the producer an id.
    pub(super) fn identified(&mut self, id: ProducerIdAndEpoch) {
        self.id = Some(id);
    }

    /// The producer asks for no id before this instant.
    pub(super) fn rest_until(&mut self, instant: Millis) {
        self.retry_at = instant;
    }

    /// The number of the next record of a partition.
    pub(super) fn next(&self, partition: &TopicPartition) -> i32 {
        let known = self.partitions.get(partition);
        known
            .filter(|known| Some(known.id) == self.id)
            .map_or(0, |known| known.next)
    }

    /// Whether a partition counts with another id or epoch than the
    /// producer's.
    pub(super) fn is_stale(&self, partition: &TopicPartition) -> bool {
        let known = self.partitions.get(partition);
        known.is_some_and(|known| Some(known.id) != self.id)
    }

    /// Whether a batch with this number comes after all that was acknowledged.
    pub(super) fn is_next(&self, partition: &TopicPartition, sequence: i32) -> bool {
        let known = self.partitions.get(partition);
        let last = known.map_or(NO_SEQUENCE, |known| known.last_acknowledged);
        i64::from(sequence) - i64::from(last) == 1
    }

    /// A batch went out for the first time.
    pub(super) fn count(&mut self, partition: &TopicPartition, batch: &Batch) {
        let id = (batch.producer_id, batch.producer_epoch);
        let fresh = PartitionSequence {
            id,
            next: 0,
            last_acknowledged: NO_SEQUENCE,
            last_offset: -1,
        };
        let known = self
            .partitions
            .get_or_insert_with(partition.clone(), || fresh.clone());
        if known.id != id {
            *known = PartitionSequence {
                last_offset: known.last_offset,
                ..fresh
            };
        }
        known.next = increment_sequence(batch.base_sequence, batch.records().len() as i32);
    }

    /// A batch was acknowledged.
    pub(super) fn acknowledge(
        &mut self,
        partition: &TopicPartition,
        batch: &ProducerBatch,
        base_offset: Offset,
    ) {
        let last = batch.last_sequence();
        let known = self.partitions.get_mut(partition);
        if let (Some(known), Some(last)) = (known, last) {
            known.last_acknowledged = known.last_acknowledged.max(last);
            if base_offset >= 0 {
                let offset = base_offset + batch.len() as Offset - 1;
                known.last_offset = known.last_offset.max(offset);
            }
        }
    }

    /// The epoch has to be raised because of a partition.
    pub(super) fn request_bump(&mut self, partition: &TopicPartition) {
        self.bump_due = true;
        self.renumber.insert(partition.clone());
    }

    /// A batch was given up after it had been sent, and nobody knows whether
    /// it was written.
    pub(super) fn mark_unresolved(&mut self, partition: &TopicPartition, batch: &ProducerBatch) {
        if let Some(last) = batch.last_sequence() {
            let next = last.wrapping_add(1);
            let known = self
                .unresolved
                .get_or_insert_with(partition.clone(), || next);
            *known = (*known).max(next);
        }
    }

    /// All that was in flight to a partition is settled. If the last number
    /// that was given is the last that was acknowledged, nothing is missing;
    /// otherwise the producer needs a new epoch.
    /// Source: `TransactionManager.maybeResolveSequences`.
    pub(super) fn resolve(&mut self, partition: &TopicPartition) {
        let known = self.partitions.get(partition);
        let next = known.map_or(0, |known| known.next);
        if !self.is_next(partition, next) {
            self.request_bump(partition);
        }
        self.unresolved.remove(partition);
    }

    /// Raises the epoch; an epoch that cannot grow means another id, for which
    /// the broker has to be asked.
    /// Source: `TransactionManager.bumpIdempotentProducerEpoch`.
    pub(super) fn bump(&mut self) {
        self.bump_due = false;
        self.id = match self.id {
            Some((id, epoch)) if epoch < ProducerEpoch::MAX => Some((id, epoch + 1)),
            _ => None,
        };
    }

    /// Takes the partitions whose batches in flight are to be numbered with
    /// the id and epoch that there is now.
    pub(super) fn take_renumbered(&mut self) -> Set<TopicPartition> {
        let renumber = std::mem::take(&mut self.renumber);
        for partition in renumber.iter() {
            self.unresolved.remove(partition);
        }
        renumber
    }

    /// Numbers the batches of a partition that are in flight anew, from 0.
    /// Source: `TxnPartitionEntry.startSequencesAtBeginning`.
    pub(super) fn restart<'a>(
        &mut self,
        partition: &TopicPartition,
        batches: impl Iterator<Item = &'a mut ProducerBatch>,
    ) {
        let Some(id) = self.id else {
            return;
        };
        let mut next = 0;
        for batch in batches {
            if batch.numbers().is_some() {
                let (producer_id, epoch) = id;
                batch.renumber(Numbers {
                    producer_id,
                    epoch,
                    sequence: next,
                });
                next += batch.len() as i32;
            }
        }
        let known = self.partitions.get(partition);
        let last_offset = known.map_or(-1, |known| known.last_offset);
        let restarted = PartitionSequence {
            id,
            next,
            last_acknowledged: NO_SEQUENCE,
            last_offset,
        };
        self.partitions.insert(partition.clone(), restarted);
    }
}
