//! The sequence numbers of producers.

use crate::context::Context;
use crate::producer_state::AppendedBatch;
use protocol::batch::Batch;
use protocol::error::KafkaError;
use protocol::topic_partition::TopicPartition;

/// Whether the batch of a client comes next in the log of its partition, or
/// repeats one that is there, which is answered as that one was.
///
/// # Errors
/// Why it is refused: see [`crate::producer_state::ProducerStates::check`].
/// Source: `UnifiedLog.analyzeAndValidateProducerState`.
pub(super) fn verify(
    cx: &Context,
    partition: &TopicPartition,
    batch: &Batch,
) -> Result<Option<AppendedBatch>, KafkaError> {
    let broker = cx.broker();
    let Some(producers) = broker.producers(partition) else {
        return Ok(None);
    };
    if !batch.has_producer_id() {
        return Ok(None);
    }
    let expiry = broker.producer_expiry(cx.now());
    let duplicate = producers.duplicate(batch, expiry);
    if duplicate.is_none() {
        producers.check(batch, expiry)?;
    }
    Ok(duplicate)
}
