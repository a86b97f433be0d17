//! The producer's client.
//!
//! Source: `KafkaProducer`, `RecordAccumulator`, `Sender`, `TransactionManager`.
//!
//! A record that is sent is placed, goes into the open batch of its partition, and leaves
//! when the batch is full or `linger.ms` is over. A batch that fails is tried again until
//! `delivery.timeout.ms`; an idempotent producer numbers batches, so that no second copy is
//! appended.
//!
//! *Read next: [`partitioner`](crate::partitioner), where what it writes goes.*

mod accumulator;
mod batch;
mod completion;
mod observed;
mod placing;
mod sender;
mod sending;
mod sequences;
mod step;

pub use accumulator::Queue;
pub use batch::ProducerBatch;
pub use sequences::Sequences;

use super::link::Link;
use super::metadata::Metadata;
use super::partitioner::{Place, Sticky, Unkeyed};
use crate::call::{OpId, ProducerCall, ProducerRecord};
use crate::config::ProducerConfig;
use crate::outcome::Sent;
use accumulator::Accumulator;
use batch::{Ratio, Shape, UNCOMPRESSED};
use protocol::connection::{ConnectionId, CorrelationId};
use protocol::error::KafkaError;
use protocol::exception::Exception;
use protocol::map::{Map, Set};
use protocol::name::Name;
use protocol::record::{Millis, Record};
use protocol::topic_partition::TopicPartition;
use sending::Sending;
use std::sync::Arc;

/// A producer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Producer {
    /// `client.id`.
    client_id: Name,
    /// Its settings.
    config: Arc<ProducerConfig>,
    /// Its connections.
    link: Link,
    /// What it knows of topics.
    metadata: Metadata,
    /// The topics that it sends to, and when it sent to each last: one that it
    /// has not sent to for `metadata.max.idle.ms` is of no interest any more.
    sent_to: Map<Name, Millis>,
    /// Sends that have not come back.
    sends: Map<OpId, Sending>,
    /// Since when the oldest record that is in no batch waits for one: its
    /// call of send blocks from then on.
    blocked_since: Millis,
    /// The memory that it waits for, if it waits for that.
    awaits_memory: Option<u64>,
    /// Names of which it knows that no topic can have them.
    invalid_topics: Set<Name>,
    /// Batches that are being filled or wait.
    accumulator: Accumulator,
    /// Bytes of `buffer.memory` that its batches hold.
    memory_used: u64,
    /// To how much its batches compress, by topic.
    ratios: Map<Name, Ratio>,
    /// Batches in flight, by their request.
    flying: Map<(ConnectionId, CorrelationId), Vec<(TopicPartition, ProducerBatch)>>,
    /// Its id and its numbers, if it is idempotent.
    sequences: Option<Box<Sequences>>,
    /// The last partition that it sent to; the next request begins after it.
    drained: Option<TopicPartition>,
    /// When it sent to a partition last.
    drained_at: Millis,
    /// Where records without a key go, by topic.
    sticky: Map<Name, Sticky>,
    /// Whose turn it is, by topic, where records go in turns.
    turns: Map<Name, u32>,
    /// Calls of flush and close that wait, and whether it is close.
    flushes: Map<OpId, bool>,
    /// The record that blocked a send when close was called, by its send and
    /// its place there.
    blocked_at_close: Option<(OpId, usize)>,
    /// Records handed to it.
    sent_records: i64,
    /// Records that the broker acknowledged.
    acknowledged: i64,
    /// Records that failed.
    failed: i64,
    /// Whether it was closed.
    closed: bool,
}

/// What happens in a producer, beside what it does on the network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProducerEvent {
    /// Records of a send went into batches of one topic, from the first that
    /// was not in one yet.
    Accumulated {
        /// The send.
        op: OpId,
        /// For each record its partition.
        partitions: Arc<[i32]>,
    },
    /// The next record of a send needs a new batch, and there is not enough
    /// memory for one: the send blocks.
    MemoryAwaited {
        /// Where the record goes.
        partition: TopicPartition,
        /// How many bytes the batch needs.
        bytes: u64,
    },
    /// The next record of a send cannot be sent.
    Refused {
        /// The send.
        op: OpId,
        /// Why.
        why: Arc<Exception>,
    },
    /// Another partition was chosen for records without a key.
    StickyChosen {
        /// The topic.
        topic: Name,
        /// The partition.
        partition: i32,
    },
    /// Records of a topic go to partitions in turns, from this turn on.
    TurnChosen {
        /// The topic.
        topic: Name,
        /// The turn.
        turn: u32,
    },
    /// The oldest batch of a partition was given up.
    Expired {
        /// The partition.
        partition: TopicPartition,
        /// Why.
        why: Arc<Exception>,
    },
    /// All that was in flight to a partition is settled, after a batch was
    /// given up of which nobody knows whether it was written.
    SequenceResolved {
        /// The partition.
        partition: TopicPartition,
    },
    /// The producer begins a new epoch: what was refused left a gap in its
    /// numbers.
    EpochBumped,
}

impl Producer {
    /// A producer that has done nothing yet.
    pub fn new(client_id: Name, config: Arc<ProducerConfig>) -> Self {
        Producer {
            client_id,
            link: Link::new(config.request_timeout_ms),
            sequences: config.enable_idempotence.then(Box::default),
            config,
            metadata: Metadata::default(),
            sent_to: Map::new(),
            sends: Map::new(),
            blocked_since: 0,
            awaits_memory: None,
            invalid_topics: Set::new(),
            accumulator: Accumulator::default(),
            memory_used: 0,
            ratios: Map::new(),
            flying: Map::new(),
            drained: None,
            drained_at: 0,
            sticky: Map::new(),
            turns: Map::new(),
            flushes: Map::new(),
            blocked_at_close: None,
            sent_records: 0,
            acknowledged: 0,
            failed: 0,
            closed: false,
        }
    }

    /// The oldest send that has records outside of batches.
    fn blocked(&self) -> Option<(OpId, &Sending)> {
        let mut sends = self.sends.iter();
        let blocked = sends.find(|(_, sending)| !sending.left().is_empty());
        blocked.map(|(op, sending)| (*op, sending))
    }

    pub(super) fn began(&mut self, at: Millis, op: OpId, call: &Arc<ProducerCall>) {
        match &**call {
            ProducerCall::Send(records) => {
                if self.blocked().is_none() {
                    self.blocked_since = at;
                }
                self.sent_records += records.len() as i64;
                self.sends.insert(op, Sending::new(records.clone()));
            }
            ProducerCall::Flush => {
                self.flushes.insert(op, false);
            }
            ProducerCall::Close => {
                let blocked = self.blocked().map(|(op, s)| (op, s.accumulated()));
                self.blocked_at_close = blocked;
                self.flushes.insert(op, true);
            }
        }
    }

    pub(super) fn completed(&mut self, op: OpId) {
        self.sends.remove(&op);
        if self.flushes.remove(&op) == Some(true) {
            self.closed = true;
        }
    }

    /// Applies what happened in the client at `at`.
    pub fn apply(&mut self, at: Millis, event: &ProducerEvent) {
        match event {
            ProducerEvent::Accumulated { op, partitions } => self.accumulate(at, *op, partitions),
            ProducerEvent::MemoryAwaited { partition, bytes } => {
                self.awaits_memory = Some(*bytes);
                if let Some(newest) = self.accumulator.of(partition).back_mut() {
                    newest.close();
                }
            }
            ProducerEvent::Refused { op, why } => self.refuse(at, *op, why),
            ProducerEvent::StickyChosen { topic, partition } => {
                self.leave_sticky(topic);
                let sticky = Sticky {
                    partition: *partition,
                    since: at,
                    bytes: 0,
                    switch_due: false,
                };
                self.sticky.insert(topic.clone(), sticky);
            }
            ProducerEvent::TurnChosen { topic, turn } => {
                self.turns.insert(topic.clone(), *turn);
            }
            ProducerEvent::Expired { partition, why } => self.expire_oldest(at, partition, why),
            ProducerEvent::SequenceResolved { partition } => self.resolve_sequence(partition),
            ProducerEvent::EpochBumped => {
                if let Some(sequences) = &mut self.sequences {
                    sequences.bump();
                }
                self.renumber();
            }
        }
    }

    fn accumulate(&mut self, at: Millis, op: OpId, partitions: &[i32]) {
        let Some(sending) = self.sends.get_mut(&op) else {
            return;
        };
        self.awaits_memory = None;
        self.blocked_since = at;
        let first = sending.take(partitions.len());
        let records = sending.records().clone();
        if let Some(record) = records.get(first) {
            self.sent_to.insert(record.topic.clone(), at);
        }
        let batch_size = self.batch_size();
        for (index, partition) in partitions.iter().enumerate() {
            let index = first + index;
            let record = &records[index];
            let shape = self.shape(&record.topic);
            let queue = self.accumulator.queue_mut(&record.topic, *partition);
            let origin = (op, index as u32);
            let (grown, taken) = accumulator::append(queue, at, shape, timed(record, at), origin);
            let full = accumulator::all_full(queue);
            self.memory_used += taken;
            match self.place_of(record, 1) {
                Place::Sticky => {
                    if let Some(sticky) = self.sticky.get_mut(&record.topic) {
                        sticky.bytes += grown;
                        sticky.switch_due = (sticky.bytes >= batch_size && full)
                            || sticky.bytes >= batch_size.saturating_mul(2);
                    }
                }
                Place::Turn => self.take_turn(&record.topic, *partition),
                _ => {}
            }
        }
    }

    fn take_turn(&mut self, topic: &Name, partition: i32) {
        let turn = self.turns.get_or_default(topic.clone());
        *turn = match self.config.partitioner.unkeyed {
            // Sarama counts partitions, not turns.
            Unkeyed::Turns => partition as u32 + 1,
            _ => turn.wrapping_add(1),
        };
    }

    fn refuse(&mut self, at: Millis, op: OpId, why: &Arc<Exception>) {
        self.awaits_memory = None;
        self.blocked_since = at;
        let Some(sending) = self.sends.get_mut(&op) else {
            return;
        };
        let index = sending.take(1);
        let record = sending.records()[index].clone();
        match why.error {
            // A partition was chosen before the size was looked at.
            Some(KafkaError::MessageTooLarge)
                if self.config.partitioner.unkeyed == Unkeyed::JavaTurns
                    && self.place_of(&record, 1) == Place::Turn =>
            {
                self.take_turn(&record.topic, 0);
            }
            Some(KafkaError::InvalidTopicException) => {
                self.invalid_topics.insert(record.topic);
            }
            _ => {}
        }
        self.resolve((op, index as u32), Err(why.clone()));
    }

    /// Another sticky partition is chosen because the newest batch of this one
    /// has no room: it takes nothing more.
    fn leave_sticky(&mut self, topic: &Name) {
        let java = self.config.partitioner.unkeyed == Unkeyed::Sticky;
        let left = self.sticky.get(topic).filter(|left| !left.switch_due);
        let Some(left) = left.filter(|_| java) else {
            return;
        };
        let queue = self.accumulator.queue_mut(topic, left.partition);
        if let Some(newest) = queue.back_mut() {
            newest.close();
        }
    }

    /// `batch.size`, as the batches take it: 0 means 1.
    fn batch_size(&self) -> u64 {
        (self.config.batch_size as u64).max(1)
    }

    /// How a batch of a topic is made.
    fn shape(&self, topic: &Name) -> Shape {
        let codec = self.config.compression;
        let ratio = match self.ratios.is_empty() {
            true => UNCOMPRESSED,
            false => self.ratios.get(topic).copied().unwrap_or(UNCOMPRESSED),
        };
        Shape {
            batch_size: self.batch_size(),
            codec,
            ratio,
        }
    }

    /// Bytes of `buffer.memory` that are left.
    pub fn free_memory(&self) -> u64 {
        (self.config.buffer_memory as u64).saturating_sub(self.memory_used)
    }

    /// A record has its result.
    fn resolve(&mut self, (op, index): (OpId, u32), sent: Sent) {
        match sent {
            Ok(_) => self.acknowledged += 1,
            Err(_) => self.failed += 1,
        }
        if let Some(sending) = self.sends.get_mut(&op) {
            sending.resolve(index, sent);
        }
    }
}

/// The record as it goes into a batch: without a timestamp of its own it gets
/// the producer's clock.
fn timed(record: &ProducerRecord, at: Millis) -> Record {
    Record {
        key: record.key.clone(),
        value: record.value.clone(),
        headers: record.headers.clone(),
        timestamp: record.timestamp.unwrap_or(at),
    }
}
