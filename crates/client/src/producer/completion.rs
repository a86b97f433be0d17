//! What becomes of batches that were sent: written, tried again, split, or
//! failed.
//! Source: `Sender.completeBatch`, `TransactionManager.canRetry`.

use super::accumulator;
use super::batch::{ProducerBatch, UNCOMPRESSED};
use super::Producer;
use crate::outcome::RecordMetadata;
use protocol::api::ProducedPartition;
use protocol::error::KafkaError;
use protocol::exception::Exception;
use protocol::record::Millis;
use protocol::sort::sort_by;
use protocol::topic_partition::TopicPartition;
use std::sync::Arc;

/// What the innocent records of a refused batch fail with. The doubled word is
/// Kafka's.
const INNOCENT: &str = "Failed to append record because it was part of a batch which had one more more invalid records";

impl Producer {
    /// The broker answered for a batch, or the connection was lost.
    pub(super) fn produced(
        &mut self,
        at: Millis,
        partition: &TopicPartition,
        batch: ProducerBatch,
        result: &ProducedPartition,
    ) {
        let too_large = result.error == KafkaError::MessageTooLarge;
        if too_large && batch.len() > 1 && !batch.is_given_up() {
            self.split(partition, &batch);
        } else if result.error.is_none() {
            self.written(at, partition, &batch, result);
        } else if self.can_retry(at, partition, &batch, result) {
            self.retry(at, partition, batch);
        } else if result.error == KafkaError::DuplicateSequenceNumber {
            // It was written, and the broker no longer knows where.
            self.written(at, partition, &batch, result);
        } else {
            let exhausted = batch.attempts() >= self.config.retries;
            self.fail(partition, &batch, result, !exhausted);
        }
        if outdates_metadata(result.error) {
            self.metadata.mark_stale();
        }
    }

    /// The records of a batch learn where they are. The time that the broker
    /// answers with stands for all of them, where it answers with one.
    /// Source: `FutureRecordMetadata.value`.
    fn written(
        &mut self,
        at: Millis,
        partition: &TopicPartition,
        batch: &ProducerBatch,
        result: &ProducedPartition,
    ) {
        if let Some(sequences) = &mut self.sequences {
            sequences.acknowledge(partition, batch, result.base_offset);
        }
        if batch.is_given_up() {
            return;
        }
        let records = batch.all_records().iter().zip(batch.origin());
        for (index, (record, origin)) in records.enumerate() {
            let metadata = RecordMetadata {
                partition: partition.partition,
                offset: match result.base_offset {
                    -1 => -1,
                    base => base + index as i64,
                },
                timestamp: match result.log_append_time {
                    -1 => record.timestamp,
                    appended => appended,
                },
                acknowledged_at: at,
            };
            self.resolve(*origin, Ok(metadata));
        }
        self.release(batch);
    }

    /// Its memory is free again.
    fn release(&mut self, batch: &ProducerBatch) {
        self.memory_used = self.memory_used.saturating_sub(batch.memory());
    }

    /// A batch that was too large goes back in parts.
    fn split(&mut self, partition: &TopicPartition, batch: &ProducerBatch) {
        if self.config.compression.compresses() {
            let ratio = batch.observed_ratio().max(UNCOMPRESSED);
            self.ratios.insert(partition.topic.clone(), ratio);
        }
        let shape = self.shape(&partition.topic);
        let queue = self.accumulator.of(partition);
        for part in batch.split(shape).into_iter().rev() {
            accumulator::put_back(queue, part);
        }
        self.release(batch);
    }

    /// A batch goes back into its queue, to be sent again as it is.
    fn retry(&mut self, at: Millis, partition: &TopicPartition, mut batch: ProducerBatch) {
        batch.came_back(at);
        accumulator::put_back(self.accumulator.of(partition), batch);
    }

    /// Whether a batch may be sent again after an error.
    /// Source: `Sender.canRetry`.
    fn can_retry(
        &mut self,
        at: Millis,
        partition: &TopicPartition,
        batch: &ProducerBatch,
        result: &ProducedPartition,
    ) -> bool {
        let late = batch
            .created()
            .saturating_add(self.config.delivery_timeout_ms)
            <= at;
        if late || batch.attempts() >= self.config.retries || batch.is_given_up() {
            return false;
        }
        self.can_retry_numbered(partition, batch, result) || result.error.retriable()
    }

    /// An idempotent producer also repeats what the broker refused because of
    /// its number: if it comes too early, as it is, and otherwise with a new
    /// epoch.
    fn can_retry_numbered(
        &mut self,
        partition: &TopicPartition,
        batch: &ProducerBatch,
        result: &ProducedPartition,
    ) -> bool {
        let (Some(sequences), Some(numbers)) = (&mut self.sequences, batch.numbers()) else {
            return false;
        };
        match result.error {
            KafkaError::UnknownProducerId => {
                if result.log_start != -1 && !batch.is_renumbered() {
                    sequences.request_bump(partition);
                }
                true
            }
            KafkaError::OutOfOrderSequenceNumber => {
                let unresolved = sequences.unresolved(partition);
                let early =
                    batch.is_renumbered() || !sequences.is_next(partition, numbers.sequence);
                let bumps = match unresolved {
                    None => !early,
                    Some(next) => numbers.sequence == next,
                };
                if bumps {
                    sequences.request_bump(partition);
                }
                true
            }
            _ => false,
        }
    }

    /// A batch will not be written; its records learn why. What comes after it
    /// gets new numbers, if one knows that it was not written.
    fn fail(
        &mut self,
        partition: &TopicPartition,
        batch: &ProducerBatch,
        result: &ProducedPartition,
        renumber: bool,
    ) {
        if batch.is_given_up() {
            return;
        }
        let top = refusal(result.error, result.error_message.as_deref());
        let errors = &result.record_errors;
        let innocent = Arc::new(Exception::new("KafkaException", INNOCENT));
        let all = Arc::new(top);
        for (index, origin) in batch.origin().iter().enumerate() {
            let guilty = errors.iter().find(|e| e.batch_index == index as i32);
            let why = match guilty {
                _ if errors.is_empty() => all.clone(),
                None => innocent.clone(),
                Some(guilty) => {
                    // Only a single error says by its class what it is.
                    let error = match errors.len() {
                        1 => result.error,
                        _ => KafkaError::InvalidRecord,
                    };
                    Arc::new(refusal(error, Some(&guilty.message)))
                }
            };
            self.resolve(*origin, Err(why));
        }
        if let Some(sequences) = &mut self.sequences {
            // A gap in the numbers, whatever the batch's attempts.
            let gap = result.error == KafkaError::OutOfOrderSequenceNumber;
            if batch.numbers().is_some() && (renumber || gap) {
                sequences.request_bump(partition);
            }
        }
        self.release(batch);
    }

    /// The oldest batch of a partition was given up: one in flight, whose
    /// answer may still come, or the first that waits.
    pub(super) fn expire_oldest(
        &mut self,
        at: Millis,
        partition: &TopicPartition,
        why: &Arc<Exception>,
    ) {
        let timeout = self.config.delivery_timeout_ms;
        let expired = |(to, batch): &&mut (TopicPartition, ProducerBatch)| {
            to == partition && !batch.is_given_up() && batch.created().saturating_add(timeout) <= at
        };
        let flying = self.flying.values_mut().flatten().find(expired);
        let flying = flying.map(|(_, batch)| {
            batch.give_up();
            batch.clone()
        });
        let batch = flying.or_else(|| self.accumulator.of(partition).pop_front());
        let Some(batch) = batch else {
            return;
        };
        for origin in batch.origin() {
            self.resolve(*origin, Err(why.clone()));
        }
        self.release(&batch);
        // It may have been written: nothing new goes there until one knows.
        if let Some(sequences) = self.sequences.as_mut().filter(|_| batch.attempts() > 0) {
            sequences.mark_unresolved(partition, &batch);
        }
    }

    /// Batches of a partition that have numbers and are not settled: in
    /// flight, or back in the queue.
    pub(super) fn numbered<'a>(
        &'a self,
        partition: &'a TopicPartition,
    ) -> impl Iterator<Item = &'a ProducerBatch> {
        let flying = self.flying.values().flatten();
        let flying = flying.filter(move |(to, batch)| to == partition && !batch.is_given_up());
        let queue = self
            .accumulator
            .queue(&partition.topic, partition.partition);
        let queued = queue.into_iter().flatten();
        flying
            .map(|(_, batch)| batch)
            .chain(queued)
            .filter(|batch| batch.numbers().is_some())
    }

    /// All that was in flight to a partition is settled.
    pub(super) fn resolve_sequence(&mut self, partition: &TopicPartition) {
        if let Some(sequences) = &mut self.sequences {
            sequences.resolve(partition);
        }
    }

    /// Gives the batches of the partitions that asked for a new epoch their
    /// numbers in it.
    pub(super) fn renumber(&mut self) {
        let Some(sequences) = self.sequences.as_mut().filter(|s| s.id().is_some()) else {
            return;
        };
        for partition in sequences.take_renumbered() {
            let flying = self.flying.values_mut().flatten();
            let flying = flying.filter(|(to, batch)| *to == partition && !batch.is_given_up());
            let queued = self.accumulator.of(&partition).iter_mut();
            let mut batches: Vec<&mut ProducerBatch> = flying
                .map(|(_, batch)| batch)
                .chain(queued)
                .filter(|batch| batch.numbers().is_some())
                .collect();
            sort_by(&mut batches, |one, other| {
                one.numbers().cmp(&other.numbers())
            });
            sequences.restart(&partition, batches.into_iter());
        }
    }
}

/// An error with the broker's text, or its own where the broker says nothing.
fn refusal(error: KafkaError, message: Option<&str>) -> Exception {
    let mut exception = Exception::of(error);
    if let Some(message) = message {
        message.clone_into(&mut exception.message);
    }
    exception
}

/// Whether an error says that what the client knows of topics is wrong
/// (`InvalidMetadataException`).
fn outdates_metadata(error: KafkaError) -> bool {
    matches!(
        error,
        KafkaError::UnknownTopicOrPartition
            | KafkaError::UnknownTopicId
            | KafkaError::LeaderNotAvailable
            | KafkaError::NotLeaderOrFollower
            | KafkaError::NetworkException
    )
}
