//! What a producer learns from the network, and when it wants to be woken.

use super::accumulator::{self, ProducerBatch, Queue};
use super::Producer;
use crate::error::KafkaError;
use crate::exception::Exception;
use crate::network::{ConnectionId, CorrelationId, NetworkEvent};
use crate::protocol::{ProducedPartition, RequestBody, Response};
use crate::record::Millis;
use crate::timer::Earliest;
use crate::topic_partition::TopicPartition;
use std::sync::Arc;

impl Producer {
    /// Follows what it did on the network: batches that went out leave their
    /// queues.
    pub(in crate::client) fn sent(&mut self, at: Millis, event: &NetworkEvent) {
        self.link.sent(at, event);
        let NetworkEvent::RequestSent {
            connection,
            correlation,
            request,
            ..
        } = event
        else {
            return;
        };
        let RequestBody::Produce(body) = &request.body else {
            return;
        };
        let mut flying = Vec::new();
        for (partition, sealed) in &body.batches {
            let queue = self
                .accumulator
                .queue_mut(&partition.topic, partition.partition);
            if let Some(mut batch) = queue.pop_front() {
                batch.sealed = Some(sealed.clone());
                batch.records = Vec::new();
                batch.attempts += 1;
                flying.push((partition.clone(), batch));
            }
        }
        if request.body.is_one_way() {
            // acks=0: nobody will ever say more than this.
            for (partition, batch) in flying {
                for origin in batch.origin {
                    self.resolve(origin, Ok((partition.partition, -1)));
                }
            }
        } else {
            self.flying.insert((*connection, *correlation), flying);
        }
    }

    /// A response arrived.
    pub(in crate::client) fn received(
        &mut self,
        at: Millis,
        connection: ConnectionId,
        correlation: CorrelationId,
        response: &Response,
    ) {
        if self.link.take(connection, correlation).is_none() {
            return;
        }
        match response {
            Response::Metadata(body) => {
                self.metadata.update(at, self.config.retry_backoff_ms, body);
            }
            Response::Produce(body) => {
                let flying = self.flying.remove(&(connection, correlation));
                for (partition, batch) in flying.unwrap_or_default() {
                    let result = body.partitions.iter().find(|p| p.partition == partition);
                    if let Some(result) = result {
                        self.produced(at, partition, batch, result);
                    }
                }
            }
            _ => {}
        }
    }

    fn produced(
        &mut self,
        at: Millis,
        partition: TopicPartition,
        batch: ProducerBatch,
        result: &ProducedPartition,
    ) {
        if result.error.is_none() {
            for (index, origin) in batch.origin.iter().enumerate() {
                let offset = result.base_offset + index as i64;
                self.resolve(*origin, Ok((partition.partition, offset)));
            }
        } else if result.error.retriable() && batch.attempts <= self.config.retries {
            if result.error == KafkaError::UnknownTopicOrPartition {
                self.metadata.stale = true;
            }
            self.retry(at, &partition, batch);
        } else if result.error == KafkaError::MessageTooLarge && batch.len() > 1 {
            let queue = self
                .accumulator
                .queue_mut(&partition.topic, partition.partition);
            for part in accumulator::split(&batch).into_iter().rev() {
                queue.push_front(part);
            }
        } else {
            let why = Exception::of(result.error);
            self.fail(&batch, &Arc::new(why));
        }
    }

    /// A batch goes back to the head of its queue.
    fn retry(&mut self, at: Millis, partition: &TopicPartition, mut batch: ProducerBatch) {
        batch.retry_at = at + self.config.retry_backoff_ms;
        self.accumulator
            .queue_mut(&partition.topic, partition.partition)
            .push_front(batch);
    }

    /// A connection is gone: what was in flight on it is tried again.
    pub(in crate::client) fn disconnected(&mut self, at: Millis, connection: ConnectionId) {
        self.link.take_all(connection);
        self.metadata.retry_at = at + self.config.retry_backoff_ms;
        let gone = self.flying.take(|(on, _)| *on == connection);
        // The newest request first, so that the oldest batch ends up at the
        // head of its queue.
        for (_, flying) in gone.into_iter().rev() {
            for (partition, batch) in flying {
                if batch.attempts <= self.config.retries {
                    self.retry(at, &partition, batch);
                } else {
                    let why = Exception::of(KafkaError::NetworkException);
                    self.fail(&batch, &Arc::new(why));
                }
            }
        }
    }

    /// Whether everything is to go out now: flush or close waits.
    pub(super) fn hurries(&self) -> bool {
        !self.flushes.is_empty()
    }

    /// When the oldest batch of a queue may be sent.
    /// Source: `RecordAccumulator.batchReady`.
    pub(super) fn ready_at(&self, queue: &Queue) -> Option<Millis> {
        let first = queue.front()?;
        let at_once = queue.len() > 1 || first.is_full() || self.hurries();
        Some(if at_once {
            first.retry_at
        } else {
            first
                .retry_at
                .max(first.created.saturating_add(self.config.linger_ms))
        })
    }

    /// When it wants to be woken, of the instants after `now`.
    pub fn next_due_after(&self, now: Millis) -> Option<Millis> {
        let mut due = Earliest::after(now);
        let mut at = |instant: Millis| due.at(instant);
        if let Some(timeout) = self.link.next_timeout() {
            at(timeout);
        }
        let may_send = self.flying.len() < self.config.max_in_flight;
        for (_, queue) in self.accumulator.filled() {
            if let Some(ready) = self.ready_at(queue).filter(|_| may_send) {
                at(ready);
            }
            if let Some(first) = queue.front() {
                at(first
                    .created
                    .saturating_add(self.config.delivery_timeout_ms));
            }
        }
        for (_, batch) in self.flying.values().flatten() {
            at(batch
                .created
                .saturating_add(self.config.delivery_timeout_ms));
        }
        if self.metadata.stale && !self.link.waits_for("Metadata") {
            at(self.metadata.retry_at);
        }
        let waiting = self
            .sends
            .values()
            .find(|sending| sending.accumulated < sending.records.len());
        if let Some(sending) = waiting {
            at(sending.began.saturating_add(self.config.max_block_ms));
            if !self.link.waits_for("Metadata") {
                at(self.metadata.retry_at);
            }
        }
        due.get()
    }
}
