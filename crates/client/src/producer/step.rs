//! What a producer does next.

use super::batch::{Numbers, ProducerBatch};
use super::sending::Sending;
use super::{Producer, ProducerEvent};
use crate::call::{OpId, ProducerRecord};
use crate::metadata::Metadata;
use crate::outcome::Outcome;
use crate::Step;
use protocol::api::{InitProducerIdRequest, ProduceRequest, RequestBody};
use protocol::error::KafkaError;
use protocol::exception::Exception;
use protocol::name::Name;
use protocol::record::{size_upper_bound, Millis, Payload};
use protocol::sort::sort_by;
use protocol::topic_partition::TopicPartition;
use std::sync::Arc;

impl Producer {
    /// What it does next at `now`; `draw` is a number drawn by chance.
    pub(crate) fn step(&self, now: Millis, draw: u64) -> Option<Step> {
        let mut sends = self.sends.iter();
        if let Some((op, sent)) = sends.find_map(|(op, sending)| Some((*op, sending.outcome()?))) {
            return Some(Step::Complete(op, sent));
        }
        if let Some(connection) = self.link.timed_out(now) {
            return Some(Step::Disconnect(connection));
        }
        if let Some(step) = self.accept(now, draw) {
            return Some(step);
        }
        let outdated = self.misses_metadata() || self.is_outdated(now);
        if let Some(step) = self.refresh(now).filter(|_| outdated) {
            return Some(step);
        }
        if let Some(step) = self.send_batches(now) {
            return Some(step);
        }
        let (op, _) = self
            .flushes
            .iter()
            .find(|(op, _)| self.sends.keys().next().is_none_or(|first| first > op))?;
        Some(Step::Complete(*op, Outcome::Done))
    }

    /// What its sender does: an idempotent one first sees to its id. As long
    /// as it has none it sends nothing and gives nothing up.
    /// Source: `Sender.runOnce`.
    fn send_batches(&self, now: Millis) -> Option<Step> {
        if let Some(sequences) = &self.sequences {
            let mut unresolved = sequences.all_unresolved();
            let settled = unresolved.find(|p| self.numbered(p).next().is_none());
            if let Some(partition) = settled {
                return Some(Step::Produce(ProducerEvent::SequenceResolved {
                    partition: partition.clone(),
                }));
            }
            if sequences.bump_due() {
                return Some(Step::Produce(ProducerEvent::EpochBumped));
            }
            if sequences.id().is_none() {
                let waits = self.link.waits_for("InitProducerId") || self.closed;
                return (!waits && now >= sequences.retry_at()).then(|| {
                    let asked = InitProducerIdRequest::idempotent();
                    self.ask(RequestBody::InitProducerId(asked))
                });
            }
        }
        self.expire(now).or_else(|| self.drain(now))
    }

    /// The oldest record that is in no batch.
    /// Source: `KafkaProducer.doSend`, for the order of what is looked at.
    fn accept(&self, now: Millis, draw: u64) -> Option<Step> {
        let (op, sending) = self.blocked()?;
        let record = sending.left().first()?;
        if let Some(why) = impossible(record) {
            return Some(refuse(op, why));
        }
        if self.closed || self.flushes.values().any(|close| *close) {
            return self.close_on(op, sending);
        }
        let topic = &record.topic;
        if self.metadata.error(topic) == Some(KafkaError::InvalidTopicException) {
            let mut invalid = Exception::of(KafkaError::InvalidTopicException);
            // Kafka has two texts: for whoever asked, and for whoever knows.
            invalid.message = match self.invalid_topics.contains(topic) {
                true => topic.to_string(),
                false => ["Invalid topics: [", topic, "]"].concat(),
            };
            return Some(refuse(op, invalid));
        }
        let count = self.metadata.partitions(topic);
        let known = count.is_some_and(|count| self.named(record).is_none_or(|p| p < count));
        if !known {
            return self.wait_for_metadata(now, op, record, count);
        }
        let too_large = self.too_large(record);
        if let Some(why) = too_large.or_else(|| self.lacks_memory(now)) {
            return Some(refuse(op, why));
        }
        if self
            .awaits_memory
            .is_some_and(|bytes| bytes > self.free_memory())
        {
            return None;
        }
        let count = count.unwrap_or(1);
        let placed = self.place_by_chance(now, op, record, count, draw);
        let placed = placed.unwrap_or_else(|| {
            let partitions = self.place(sending, topic, count);
            Step::Produce(ProducerEvent::Accumulated { op, partitions })
        });
        Some(self.as_far_as_there_is_memory(now, sending, placed))
    }

    /// A record that finds the producer closed, or closing. The one whose send
    /// was blocked when close was called learns it from what it waited for.
    fn close_on(&self, op: OpId, sending: &Sending) -> Option<Step> {
        if self.blocked_at_close != Some((op, sending.accumulated())) {
            let why = "Cannot perform operation after producer has been closed";
            return Some(refuse(op, Exception::illegal_state(why)));
        }
        if self.awaits_memory.is_some() {
            let why = "Producer closed while allocating memory";
            return Some(refuse(op, Exception::new("KafkaException", why)));
        }
        let settled = self.accumulator.is_empty() && self.flying.is_empty();
        settled.then(|| {
            let cause = "Requested metadata update after close";
            let why = "Producer closed while send in progress";
            let why = Exception::new("KafkaException", why)
                .because(Exception::new("KafkaException", cause));
            refuse(op, why)
        })
    }

    /// Why a record is too large for this producer, if it is.
    /// Source: `KafkaProducer.ensureValidRecordSize`.
    pub(super) fn too_large(&self, record: &ProducerRecord) -> Option<Exception> {
        let size = estimated_size(record);
        let max = self.config.max_request_size as u64;
        let text = if size > max {
            format!("The message is {size} bytes when serialized which is larger than {max}, which is the value of the max.request.size configuration.")
        } else if size > self.config.buffer_memory as u64 {
            format!("The message is {size} bytes when serialized which is larger than the total memory buffer you have configured with the buffer.memory configuration.")
        } else {
            return None;
        };
        Some(Exception::new("RecordTooLargeException", text))
    }

    /// The send that waits for memory has waited too long, or would for ever.
    /// Source: `BufferPool.allocate`.
    fn lacks_memory(&self, now: Millis) -> Option<Exception> {
        let bytes = self.awaits_memory?;
        let total = self.config.buffer_memory as u64;
        if bytes > total {
            return Some(Exception::illegal_argument(format!("Attempt to allocate {bytes} bytes, but there is a hard limit of {total} on memory allocations.")));
        }
        let free = self.free_memory();
        let waited = self.config.max_block_ms;
        let late = now >= self.blocked_since.saturating_add(waited);
        (bytes > free && late).then(|| {
            let text = format!("Failed to allocate {bytes} bytes within the configured max blocking time {waited} ms. Total memory: {total} bytes. Available memory: {free} bytes. Poolable size: {} bytes", self.batch_size());
            let mut why = Exception::new("BufferExhaustedException", text);
            // It is a kind of TimeoutException.
            why.error = Some(KafkaError::RequestTimedOut);
            why
        })
    }

    fn wait_for_metadata(
        &self,
        now: Millis,
        op: OpId,
        record: &ProducerRecord,
        count: Option<i32>,
    ) -> Option<Step> {
        let waited = self.config.max_block_ms;
        if now >= self.blocked_since.saturating_add(waited) {
            let topic = &record.topic;
            let text = match (count, record.partition) {
                (Some(count), Some(partition)) => format!("Partition {partition} of topic {topic} with partition count {count} is not present in metadata after {waited} ms."),
                _ => format!("Topic {topic} not present in metadata after {waited} ms."),
            };
            let mut why = Exception::timeout(text);
            if let Some(error) = self.metadata.error(topic) {
                why = why.because(Exception::of(error));
            }
            return Some(refuse(op, why));
        }
        self.refresh(now)
    }

    /// Whether what it knows of topics is as old as `metadata.max.age.ms`: then
    /// it asks again, whether or not there is a record.
    /// Source: `NetworkClient.poll`, which the sender's thread calls.
    fn is_outdated(&self, now: Millis) -> bool {
        let max_age = self.config.metadata_max_age_ms;
        self.keeps_topics() && self.metadata.is_old(now, max_age)
    }

    /// Whether there are topics of which it keeps what it knows up to date.
    pub(super) fn keeps_topics(&self) -> bool {
        !self.closed && !self.sent_to.is_empty()
    }

    /// Whether what it knows of topics is wrong, or has a hole that may be
    /// filled by asking again.
    pub(super) fn misses_metadata(&self) -> bool {
        let gone = |topic: &Name| {
            let error = self.metadata.error(topic);
            error.is_some_and(KafkaError::retriable)
        };
        self.metadata.is_stale()
            || self.lacks_partitions()
            || (self.keeps_topics() && self.sent_to.keys().any(gone))
    }

    /// Whether a partition is there, as far as it knows.
    pub(super) fn knows(&self, partition: &TopicPartition) -> bool {
        let count = self.metadata.partitions(&partition.topic);
        count.is_some_and(|count| partition.partition < count)
    }

    /// Whether batches wait for partitions that are not there, as far as it
    /// knows: it asks until they are.
    pub(super) fn lacks_partitions(&self) -> bool {
        let mut filled = self.accumulator.filled();
        filled.any(|(partition, _)| !self.knows(&partition))
    }

    /// Asks about its topics, if it may ask now.
    fn refresh(&self, now: Millis) -> Option<Step> {
        if self.link.waits_for("Metadata") || now < self.metadata.retry_at() {
            return None;
        }
        Some(self.ask(Metadata::request(self.topics_of_interest(), true)))
    }

    /// Topics that it sends to.
    fn topics_of_interest(&self) -> Vec<Name> {
        let mut topics: Vec<Name> = self.sent_to.keys().cloned().collect();
        let filled = self.accumulator.filled();
        topics.extend(filled.map(|(partition, _)| partition.topic));
        for sending in self.sends.values() {
            if let Some(record) = sending.left().first() {
                if !topics.contains(&record.topic) {
                    topics.push(record.topic.clone());
                }
            }
        }
        sort_by(&mut topics, Ord::cmp);
        topics.dedup();
        topics
    }

    /// What it knows of topics that it sends nothing to any more goes.
    /// Source: `ProducerMetadata.retainTopic`.
    pub(super) fn forget_idle_topics(&mut self, at: Millis) {
        let idle = self.config.metadata_max_idle_ms;
        let expired = |last: &Millis| last.saturating_add(idle) <= at;
        self.sent_to.retain(|_, last| !expired(last));
        let topics = self.topics_of_interest();
        let invalid = &self.invalid_topics;
        let kept = |topic: &Name| topics.contains(topic) || invalid.contains(topic);
        self.metadata.retain(kept);
    }

    /// Sends a request, on a connection that may have to be opened first.
    fn ask(&self, body: RequestBody) -> Step {
        match self.link.connections().first() {
            Some(connection) => Step::Send(*connection, body),
            None => Step::Connect,
        }
    }

    /// A batch that waited too long is given up, in its queue or in flight.
    fn expire(&self, now: Millis) -> Option<Step> {
        let timeout = self.config.delivery_timeout_ms;
        let expired = |batch: &ProducerBatch| {
            !batch.is_given_up() && batch.created().saturating_add(timeout) <= now
        };
        let mut flying = self.flying.values().flatten();
        let (partition, batch) = match flying.find(|(_, batch)| expired(batch)) {
            Some((partition, batch)) => (partition.clone(), batch),
            None => self.accumulator.filled().find_map(|(partition, queue)| {
                let first = queue.front().filter(|batch| expired(batch))?;
                Some((partition, first))
            })?,
        };
        let (records, age) = (batch.len(), now - batch.created());
        let text = format!("Expiring {records} record(s) for {partition}:{age} ms has passed since batch creation. The request has not been sent, or no server response has been received yet.");
        Some(Step::Produce(ProducerEvent::Expired {
            partition,
            why: Arc::new(Exception::timeout(text)),
        }))
    }

    /// Sends. One partition that is ready is enough for the broker to be sent
    /// the oldest batch of each that does not back off, also of those that
    /// still linger.
    /// Source: `RecordAccumulator.ready` and `drainBatchesForOneNode`.
    fn drain(&self, now: Millis) -> Option<Step> {
        if self.flying.len() >= self.config.max_in_flight {
            return None;
        }
        let mut queues: Vec<_> = self.accumulator.filled().collect();
        let is_ready = |queue| self.ready_at(queue).is_some_and(|at| at <= now);
        if !queues
            .iter()
            .any(|(p, queue)| is_ready(queue) && self.knows(p))
        {
            return None;
        }
        if let Some(last) = &self.drained {
            let after = queues.iter().take_while(|(p, _)| p <= last).count();
            queues.rotate_left(after);
        }
        let mut size = 0;
        let mut batches = Vec::new();
        for (partition, queue) in queues {
            let rested = self.rested_at(queue).is_some_and(|at| at <= now);
            if !rested || !self.knows(&partition) {
                continue;
            }
            let first = queue.front()?;
            let Ok(numbers) = self.numbers(&partition, first) else {
                continue;
            };
            let batch = first.seal(numbers);
            size += batch.size();
            if size > self.config.max_request_size && !batches.is_empty() {
                break;
            }
            batches.push((partition, batch));
        }
        if batches.is_empty() {
            return None;
        }
        Some(self.ask(RequestBody::Produce(ProduceRequest::new(
            self.config.acks,
            batches,
        ))))
    }

    /// The numbers with which the oldest batch of a queue goes out; none
    /// without idempotence.
    ///
    /// # Errors
    /// An idempotent producer keeps it back: until what was in flight with
    /// another epoch is settled, until one knows what became of a batch that
    /// was given up, and, for one that is sent again, until those before it
    /// are written.
    /// Source: `RecordAccumulator.shouldStopDrainBatchesForPartition`.
    pub(super) fn numbers(
        &self,
        partition: &TopicPartition,
        first: &ProducerBatch,
    ) -> Result<Option<Numbers>, ()> {
        let Some(sequences) = &self.sequences else {
            return Ok(None);
        };
        let (producer_id, epoch) = sequences.id().ok_or(())?;
        if let Some(numbers) = first.numbers() {
            let earliest = self.numbered(partition).filter_map(ProducerBatch::numbers);
            return match earliest.min() == Some(numbers) {
                true => Ok(Some(numbers)),
                false => Err(()),
            };
        }
        let in_flight = self.numbered(partition).next().is_some();
        let stale = in_flight && sequences.is_stale(partition);
        if stale || sequences.unresolved(partition).is_some() {
            return Err(());
        }
        Ok(Some(Numbers {
            producer_id,
            epoch,
            sequence: sequences.next(partition),
        }))
    }
}

/// The bytes that a record is reckoned with before it is in a batch.
pub(super) fn estimated_size(record: &ProducerRecord) -> u64 {
    size_upper_bound(
        record.key.as_ref().map(Payload::len),
        record.value.as_ref().map(Payload::len),
        &record.headers,
    )
}

/// What no record can have, whatever the topic.
/// Source: `ProducerRecord`'s constructor.
pub(super) fn impossible(record: &ProducerRecord) -> Option<Exception> {
    let (what, number, means) = match (record.timestamp, record.partition) {
        (Some(timestamp), _) if timestamp < 0 => ("timestamp", timestamp, "Timestamp"),
        (_, Some(partition)) if partition < 0 => {
            ("partition", i64::from(partition), "Partition number")
        }
        _ => return None,
    };
    Some(Exception::illegal_argument(format!(
        "Invalid {what}: {number}. {means} should always be non-negative or null."
    )))
}

fn refuse(op: OpId, why: Exception) -> Step {
    Step::Produce(ProducerEvent::Refused {
        op,
        why: Arc::new(why),
    })
}
