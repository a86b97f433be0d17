//! What a producer does next.

use super::accumulator::{self, ProducerBatch};
use super::{timed, Producer, ProducerEvent, Sending};
use crate::client::metadata::Metadata;
use crate::client::partitioner::murmur2::to_positive;
use crate::client::partitioner::{next_sticky, Place, Sticky, Unkeyed};
use crate::client::Step;
use crate::error::KafkaError;
use crate::exception::Exception;
use crate::java;
use crate::name::Name;
use crate::operation::{OpId, Outcome, ProducerRecord};
use crate::protocol::{ProduceRequest, RequestBody};
use crate::record::{size_upper_bound, Millis, Payload};
use crate::rng;
use crate::sort::sort_by;
use std::sync::Arc;

impl Producer {
    /// What it does next at `now`; `draw` is a number drawn by chance.
    pub(in crate::client) fn step(&self, now: Millis, draw: u64) -> Option<Step> {
        if let Some((op, sending)) = self.sends.iter().find(|(_, s)| s.open == 0) {
            return Some(Step::Complete(*op, sent(sending)));
        }
        if let Some(connection) = self.link.timed_out(now) {
            return Some(Step::Disconnect(connection));
        }
        if let Some(step) = self.accept(now, draw) {
            return Some(step);
        }
        if let Some(step) = self.expire(now) {
            return Some(step);
        }
        if let Some(step) = self.refresh(now).filter(|_| self.metadata.stale) {
            return Some(step);
        }
        if let Some(step) = self.drain(now) {
            return Some(step);
        }
        let (op, _) = self
            .flushes
            .iter()
            .find(|(op, _)| self.sends.keys().next().is_none_or(|first| first > op))?;
        Some(Step::Complete(*op, Outcome::Done))
    }

    /// Where a record goes among `count` partitions, as far as it alone says.
    pub(super) fn place_of(&self, record: &ProducerRecord, count: i32) -> Place {
        if let Some(partition) = self.named(record) {
            return Place::At(partition);
        }
        let key = record.key.as_ref().map(Payload::bytes);
        self.config.partitioner.place(key.as_deref(), count)
    }

    /// The partition that a record names, if the partitioner takes it.
    fn named(&self, record: &ProducerRecord) -> Option<i32> {
        record
            .partition
            .filter(|_| self.config.partitioner.takes_named)
    }

    /// The oldest send that has records outside of batches.
    fn accept(&self, now: Millis, draw: u64) -> Option<Step> {
        let (op, sending) = self
            .sends
            .iter()
            .find(|(_, s)| s.accumulated < s.records.len())?;
        let record = &sending.records[sending.accumulated];
        if self.closed {
            let why = "Cannot perform operation after producer has been closed";
            return Some(refuse(*op, Exception::illegal_state(why)));
        }
        if let Some(why) = self.unfit(record) {
            return Some(refuse(*op, why));
        }
        if self.is_outdated(now) {
            if let Some(step) = self.refresh(now) {
                return Some(step);
            }
            if self.link.waits_for("Metadata") {
                return None;
            }
        }
        let count = self.metadata.topics.get(&record.topic).copied();
        let known = count.is_some_and(|count| self.named(record).is_none_or(|p| p < count));
        if !known {
            return self.wait_for_metadata(now, *op, sending, record, count);
        }
        let count = count.unwrap_or(1);
        if let Some(step) = self.place_by_chance(now, *op, record, count, draw) {
            return Some(step);
        }
        let partitions = self.place(sending, &record.topic, count);
        Some(Step::Produce(ProducerEvent::Accumulated {
            op: *op,
            partitions,
        }))
    }

    /// What is wrong with a record, whatever the topic.
    fn unfit(&self, record: &ProducerRecord) -> Option<Exception> {
        if let Some(partition) = record.partition.filter(|p| *p < 0) {
            return Some(Exception::illegal_argument(format!(
                "Invalid partition: {partition}. Partition number should always be non-negative or null."
            )));
        }
        if let Some(timestamp) = record.timestamp.filter(|t| *t < 0) {
            return Some(Exception::illegal_argument(format!(
                "Invalid timestamp: {timestamp}. Timestamp should always be non-negative or null."
            )));
        }
        if self.metadata.errors.get(&record.topic) == Some(&KafkaError::InvalidTopicException) {
            let mut invalid = Exception::of(KafkaError::InvalidTopicException);
            invalid.message = format!("Invalid topics: [{}]", record.topic);
            return Some(invalid);
        }
        let size = size_upper_bound(
            record.key.as_ref().map(Payload::len),
            record.value.as_ref().map(Payload::len),
            &record.headers,
        );
        let max = self.config.max_request_size as u64;
        (size > max).then(|| {
            Exception::new("RecordTooLargeException", format!("The message is {size} bytes when serialized which is larger than {max}, which is the value of the max.request.size configuration."))
        })
    }

    fn wait_for_metadata(
        &self,
        now: Millis,
        op: OpId,
        sending: &Sending,
        record: &ProducerRecord,
        count: Option<i32>,
    ) -> Option<Step> {
        let waited = self.config.max_block_ms;
        if now >= sending.began.saturating_add(waited) {
            let topic = &record.topic;
            let text = match (count, record.partition) {
                (Some(count), Some(partition)) => format!("Partition {partition} of topic {topic} with partition count {count} is not present in metadata after {waited} ms."),
                _ => format!("Topic {topic} not present in metadata after {waited} ms."),
            };
            let mut why = Exception::timeout(text);
            if let Some(error) = self.metadata.errors.get(topic) {
                why = why.because(Exception::of(*error));
            }
            return Some(refuse(op, why));
        }
        self.refresh(now)
    }

    /// Whether what it knows of topics is older than `metadata.max.age.ms`. A
    /// real client asks again meanwhile; this one when there is a record.
    fn is_outdated(&self, now: Millis) -> bool {
        let max_age = self.config.metadata_max_age_ms;
        let updated = self.metadata.updated;
        updated.is_some_and(|updated| now - updated >= max_age)
    }

    /// Asks about its topics, if it may ask now.
    fn refresh(&self, now: Millis) -> Option<Step> {
        if self.link.waits_for("Metadata") || now < self.metadata.retry_at {
            return None;
        }
        Some(self.ask(Metadata::request(self.topics_of_interest(), true)))
    }

    /// Topics that it sends to.
    fn topics_of_interest(&self) -> Vec<Name> {
        let mut topics: Vec<Name> = self.metadata.topics.keys().cloned().collect();
        topics.extend(
            self.accumulator
                .filled()
                .map(|(partition, _)| partition.topic),
        );
        for sending in self.sends.values() {
            if let Some(record) = sending.records.get(sending.accumulated) {
                if !topics.contains(&record.topic) {
                    topics.push(record.topic.clone());
                }
            }
        }
        sort_by(&mut topics, Ord::cmp);
        topics.dedup();
        topics
    }

    /// Sends a request, on a connection that may have to be opened first.
    fn ask(&self, body: RequestBody) -> Step {
        match self.link.connections.first() {
            Some(connection) => Step::Send(*connection, body),
            None => Step::Connect,
        }
    }

    /// Places a record where chance has a say.
    fn place_by_chance(
        &self,
        now: Millis,
        op: OpId,
        record: &ProducerRecord,
        count: i32,
        draw: u64,
    ) -> Option<Step> {
        let topic = &record.topic;
        match self.place_of(record, count) {
            Place::Sticky => Some(self.place_sticky(now, op, record, count, draw)),
            Place::StickyFor(time) => Some(match self.sticky.get(topic) {
                Some(sticky) if now - sticky.since <= time => placed(op, sticky.partition),
                _ => Step::ProduceByChance(ProducerEvent::StickyChosen {
                    topic: topic.clone(),
                    partition: rng::below(draw, count.max(1) as u64) as i32,
                }),
            }),
            Place::Drawn => Some(Step::ProduceByChance(ProducerEvent::Accumulated {
                op,
                partitions: Arc::from([rng::below(draw, count.max(1) as u64) as i32]),
            })),
            Place::Turn
                if self.config.partitioner.unkeyed == Unkeyed::TurnsFromChance
                    && !self.turns.contains_key(topic) =>
            {
                Some(Step::ProduceByChance(ProducerEvent::TurnChosen {
                    topic: topic.clone(),
                    turn: draw as u32,
                }))
            }
            Place::At(_) | Place::Turn => None,
        }
    }

    fn place_sticky(
        &self,
        now: Millis,
        op: OpId,
        record: &ProducerRecord,
        count: i32,
        draw: u64,
    ) -> Step {
        let topic = &record.topic;
        let queues = self.accumulator.of_topic(topic);
        let full = |partition: i32| {
            let queue = self.accumulator.queue(topic, partition);
            queue.is_none_or(|queue| accumulator::closes(queue, &timed(record, now)))
        };
        // The switch waits for the end of a batch; when the queue was drained
        // meanwhile, it comes before the next record.
        let switches = |sticky: &Sticky| {
            let enough = sticky.bytes > 0 && sticky.bytes >= self.config.batch_size as u64;
            sticky.switch_due || (enough && full(sticky.partition))
        };
        match self.sticky.get(topic) {
            Some(sticky) if !switches(sticky) => placed(op, sticky.partition),
            _ => {
                let lengths: Vec<Option<usize>> = (0..count as usize)
                    .map(|p| queues.get(p)?.as_ref().map(|queue| queue.len()))
                    .collect();
                Step::ProduceByChance(ProducerEvent::StickyChosen {
                    topic: topic.clone(),
                    partition: next_sticky(&lengths, draw),
                })
            }
        }
    }

    /// Partitions of as many records as go to the same topic and where chance
    /// has no say, from the first that is in no batch.
    fn place(&self, sending: &Sending, topic: &Name, count: i32) -> Arc<[i32]> {
        let unkeyed = self.config.partitioner.unkeyed;
        let mut turn = self.turns.get(topic).copied().unwrap_or(0);
        let round = match unkeyed {
            Unkeyed::JavaTurns => {
                let all = self.metadata.topics.values().map(|n| *n as usize).sum();
                java::available_partition_order(topic, count, all)
            }
            _ => (0..count).collect(),
        };
        sending.records[sending.accumulated..]
            .iter()
            .take_while(|record| record.topic == *topic)
            .take_while(|record| self.named(record).is_none_or(|p| (0..count).contains(&p)))
            .take_while(|record| self.unfit(record).is_none())
            .map_while(|record| match self.place_of(record, count) {
                Place::At(partition) => Some(partition),
                Place::Turn => {
                    // Sarama begins again where there are fewer partitions.
                    if unkeyed == Unkeyed::Turns && turn as usize >= round.len() {
                        turn = 0;
                    }
                    let place = to_positive(turn as i32) as usize % round.len();
                    turn = turn.wrapping_add(1);
                    Some(round[place])
                }
                Place::Sticky | Place::StickyFor(_) | Place::Drawn => None,
            })
            .collect()
    }

    /// A batch that waited too long is given up, in its queue or in flight.
    fn expire(&self, now: Millis) -> Option<Step> {
        let timeout = self.config.delivery_timeout_ms;
        let expired = |batch: &ProducerBatch| batch.created.saturating_add(timeout) <= now;
        let mut flying = self.flying.values().flatten();
        let (partition, records) = match flying.find(|(_, batch)| expired(batch)) {
            Some((partition, batch)) => (partition.clone(), batch.len()),
            None => self.accumulator.filled().find_map(|(partition, queue)| {
                let first = queue.front().filter(|batch| expired(batch))?;
                Some((partition, first.len()))
            })?,
        };
        let text = format!("Expiring {records} record(s) for {partition}:{timeout} ms has passed since batch creation. The request has not been sent, or no server response has been received yet.");
        Some(Step::Produce(ProducerEvent::Expired {
            partition,
            why: Arc::new(Exception::timeout(text)),
        }))
    }

    /// Sends the oldest batch of every partition that is ready.
    /// Source: `Sender.sendProducerData`.
    fn drain(&self, now: Millis) -> Option<Step> {
        if self.flying.len() >= self.config.max_in_flight {
            return None;
        }
        let mut size = 0;
        let mut batches = Vec::new();
        for (partition, queue) in self.accumulator.filled() {
            if self.ready_at(queue).is_some_and(|at| at <= now) {
                let batch = queue.front()?.seal();
                size += batch.size;
                if size > self.config.max_request_size && !batches.is_empty() {
                    break;
                }
                batches.push((partition, batch));
            }
        }
        if batches.is_empty() {
            return None;
        }
        Some(self.ask(RequestBody::Produce(ProduceRequest {
            acks: self.config.acks,
            batches,
        })))
    }
}

fn placed(op: OpId, partition: i32) -> Step {
    Step::Produce(ProducerEvent::Accumulated {
        op,
        partitions: Arc::from([partition]),
    })
}

fn refuse(op: OpId, why: Exception) -> Step {
    Step::Produce(ProducerEvent::Refused {
        op,
        why: Arc::new(why),
    })
}

/// A send with all its results.
fn sent(sending: &Sending) -> Outcome {
    Outcome::Sent(sending.results.iter().flatten().cloned().collect())
}
