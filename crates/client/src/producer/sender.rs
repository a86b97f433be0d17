//! What a producer learns from the network, and when it wants to be woken.

use super::accumulator::Queue;
use super::batch::{next_estimate, UNCOMPRESSED};
use super::Producer;
use crate::earliest::Earliest;
use crate::link::Outgoing;
use crate::metadata::Backoff;
use protocol::api::{InitProducerIdResponse, ProducedPartition, RequestBody, Response};
use protocol::connection::{ConnectionId, CorrelationId};
use protocol::error::KafkaError;
use protocol::record::Millis;

impl Producer {
    /// Follows what it did on the network: batches that went out leave their
    /// queues.
    pub(crate) fn sent(&mut self, at: Millis, event: &Outgoing) {
        self.link.sent(at, event);
        let Outgoing::RequestSent {
            connection,
            correlation,
            request,
            ..
        } = event
        else {
            return;
        };
        let body = match &request.body {
            RequestBody::Produce(body) => body,
            RequestBody::Metadata(_) => {
                return self.metadata.asked(at, self.config.metadata_max_age_ms);
            }
            _ => return,
        };
        let mut flying = Vec::new();
        for (partition, sealed) in &body.batches {
            let Some(mut batch) = self.accumulator.of(partition).pop_front() else {
                continue;
            };
            if let (Some(sequences), None) = (&mut self.sequences, batch.numbers()) {
                sequences.count(partition, sealed);
            }
            batch.sent(sealed);
            if self.config.compression.compresses() {
                let estimate = self.ratios.get(&partition.topic);
                let estimate = estimate.copied().unwrap_or(UNCOMPRESSED);
                let estimate = next_estimate(estimate, batch.observed_ratio());
                self.ratios.insert(partition.topic.clone(), estimate);
            }
            flying.push((partition.clone(), batch));
        }
        self.drained = flying.last().map(|(partition, _)| partition.clone());
        self.drained_at = at;
        if request.body.is_one_way() {
            // acks=0: nobody will ever say more than this.
            for (partition, batch) in flying {
                let result = ProducedPartition::refused(&partition, KafkaError::None);
                self.produced(at, &partition, batch, &result);
            }
        } else {
            self.flying.insert((*connection, *correlation), flying);
        }
    }

    /// A response arrived.
    pub(crate) fn received(
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
                self.metadata.update(at, self.backoff(), body);
                self.forget_idle_topics(at);
            }
            Response::InitProducerId(body) => self.identified(at, body),
            Response::Produce(body) => {
                let flying = self.flying.remove(&(connection, correlation));
                for (partition, batch) in flying.unwrap_or_default() {
                    let result = body.partitions.iter().find(|p| p.partition == partition);
                    if let Some(result) = result {
                        self.produced(at, &partition, batch, result);
                    }
                }
            }
            _ => {}
        }
    }

    /// The broker gave it an id, or did not.
    fn identified(&mut self, at: Millis, body: &InitProducerIdResponse) {
        if let Some(sequences) = &mut self.sequences {
            if body.error.is_none() {
                sequences.identified((body.producer_id, body.producer_epoch));
            } else {
                sequences.rest_until(at + self.config.retry_backoff_ms);
            }
        }
        self.renumber();
    }

    /// A connection is gone: what was in flight on it is tried again, the
    /// oldest first. Without sequence numbers each goes to the head of its
    /// queue, so that several of one partition end up in reverse order: this
    /// is how a producer that is not idempotent reorders.
    /// Source: `InFlightRequests.clearAll`, `Sender.handleProduceResponse`.
    pub(crate) fn disconnected(&mut self, at: Millis, connection: ConnectionId) {
        let late = self.link.timed_out(at) == Some(connection);
        self.link.take_all(connection);
        self.metadata.rest_until(at + self.config.retry_backoff_ms);
        self.metadata.mark_stale();
        if let Some(sequences) = &mut self.sequences {
            sequences.rest_until(at + self.config.retry_backoff_ms);
        }
        let (error, message) = match late {
            true => (
                KafkaError::RequestTimedOut,
                "Disconnected from node 1 due to timeout",
            ),
            false => (KafkaError::NetworkException, "Disconnected from node 1"),
        };
        let gone = self.flying.take(|(on, _)| *on == connection);
        for (_, flying) in gone {
            for (partition, batch) in flying {
                let result = ProducedPartition {
                    error_message: Some(message.to_owned()),
                    ..ProducedPartition::refused(&partition, error)
                };
                self.produced(at, &partition, batch, &result);
            }
        }
    }

    /// Whether everything is to go out now: flush or close waits, or a send
    /// waits for memory.
    pub(super) fn hurries(&self) -> bool {
        !self.flushes.is_empty() || self.awaits_memory.is_some()
    }

    /// How long it waits before it sends a batch, or asks about topics, again.
    fn backoff(&self) -> Backoff {
        Backoff {
            first_ms: self.config.retry_backoff_ms,
            longest_ms: self.config.retry_backoff_max_ms,
        }
    }

    /// From when on the oldest batch of a queue may be sent, if the producer
    /// sends at all; before that it backs off.
    pub(super) fn rested_at(&self, queue: &Queue) -> Option<Millis> {
        let first = queue.front()?;
        Some(match first.attempts() {
            0 => first.attempted(),
            attempts => {
                let before = u32::try_from(attempts - 1).unwrap_or(u32::MAX);
                let wait = self.backoff().after(before);
                first.attempted().saturating_add(wait)
            }
        })
    }

    /// When the oldest batch of a queue makes the producer send.
    /// Source: `RecordAccumulator.batchReady`.
    pub(super) fn ready_at(&self, queue: &Queue) -> Option<Millis> {
        let first = queue.front()?;
        let rested = self.rested_at(queue)?;
        let at_once = queue.len() > 1 || first.is_full() || self.hurries();
        Some(if at_once {
            rested
        } else {
            rested.max(first.attempted().saturating_add(self.config.linger_ms))
        })
    }

    /// When it wants to be woken, of the instants after `now`.
    pub(crate) fn next_due_after(&self, now: Millis) -> Option<Millis> {
        let mut due = Earliest::after(now);
        let mut at = |instant: Millis| due.at(instant);
        if let Some(timeout) = self.link.next_timeout() {
            at(timeout);
        }
        let timeout = self.config.delivery_timeout_ms;
        let may_send = self.flying.len() < self.config.max_in_flight;
        for (_, queue) in self.accumulator.filled() {
            if let Some(ready) = self.ready_at(queue).filter(|_| may_send) {
                at(ready);
            }
            if let Some(first) = queue.front() {
                at(first.created().saturating_add(timeout));
            }
        }
        for (_, batch) in self.flying.values().flatten() {
            at(batch.created().saturating_add(timeout));
        }
        let lacks_id = self.sequences.as_ref().filter(|s| s.id().is_none());
        if let Some(sequences) = lacks_id {
            at(sequences.retry_at());
        }
        let blocked = self.blocked().is_some();
        if blocked {
            at(self.blocked_since.saturating_add(self.config.max_block_ms));
        }
        if !self.link.waits_for("Metadata") {
            if blocked || self.misses_metadata() {
                at(self.metadata.retry_at());
            } else if let Some(updated) = self.metadata.updated().filter(|_| self.keeps_topics()) {
                at(updated.saturating_add(self.config.metadata_max_age_ms));
            }
        }
        due.get()
    }
}
