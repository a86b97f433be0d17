//! The producer's client.
//! Source: `KafkaProducer`, `RecordAccumulator`, `Sender`.

pub mod accumulator;
mod sender;
mod step;

use super::link::Link;
use super::metadata::Metadata;
use super::partitioner::{Place, Sticky, Unkeyed};
use crate::config::ProducerConfig;
use crate::exception::Exception;
use crate::map::Map;
use crate::name::Name;
use crate::network::{ConnectionId, CorrelationId};
use crate::operation::{Call, OpId, ProducerRecord, Sent};
use crate::record::{Millis, Record};
use crate::topic_partition::TopicPartition;
use accumulator::{Accumulator, ProducerBatch};
use std::sync::Arc;

/// A send that has not come back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sending {
    /// The records.
    pub records: Arc<[ProducerRecord]>,
    /// How many of them are in batches (or failed before).
    pub accumulated: usize,
    /// What became of each.
    pub results: Vec<Option<Sent>>,
    /// How many have no result yet.
    pub open: usize,
    /// When the call was made.
    pub began: Millis,
}

/// A producer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Producer {
    /// `client.id`.
    pub client_id: Name,
    /// Its settings.
    pub config: Arc<ProducerConfig>,
    /// Its connections.
    pub link: Link,
    /// What it knows of topics.
    pub metadata: Metadata,
    /// Sends that have not come back.
    pub sends: Map<OpId, Sending>,
    /// Batches that are being filled or wait.
    pub accumulator: Accumulator,
    /// Batches in flight, by their request.
    pub flying: Map<(ConnectionId, CorrelationId), Vec<(TopicPartition, ProducerBatch)>>,
    /// Where records without a key go, by topic.
    pub sticky: Map<Name, Sticky>,
    /// Whose turn it is, by topic, where records go in turns.
    pub turns: Map<Name, u32>,
    /// Calls of flush and close that wait, and whether it is close.
    pub flushes: Map<OpId, bool>,
    /// Records handed to it.
    pub sent_records: i64,
    /// Records that the broker acknowledged.
    pub acknowledged: i64,
    /// Records that failed.
    pub failed: i64,
    /// Whether it was closed.
    pub closed: bool,
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
}

impl Producer {
    /// A producer that has done nothing yet.
    pub fn new(client_id: Name, config: Arc<ProducerConfig>) -> Self {
        Producer {
            client_id,
            link: Link::new(config.request_timeout_ms),
            config,
            metadata: Metadata::default(),
            sends: Map::new(),
            accumulator: Accumulator::default(),
            flying: Map::new(),
            sticky: Map::new(),
            turns: Map::new(),
            flushes: Map::new(),
            sent_records: 0,
            acknowledged: 0,
            failed: 0,
            closed: false,
        }
    }

    pub(super) fn began(&mut self, at: Millis, op: OpId, call: &Arc<Call>) {
        match &**call {
            Call::Send(records) => {
                self.sent_records += records.len() as i64;
                let sending = Sending {
                    records: records.clone(),
                    accumulated: 0,
                    results: vec![None; records.len()],
                    open: records.len(),
                    began: at,
                };
                self.sends.insert(op, sending);
            }
            Call::Flush => {
                self.flushes.insert(op, false);
            }
            Call::Close => {
                self.flushes.insert(op, true);
            }
            _ => {}
        }
    }

    pub(super) fn completed(&mut self, op: OpId) {
        self.sends.remove(&op);
        if self.flushes.remove(&op) == Some(true) {
            self.closed = true;
        }
    }

    /// Applies what happened in the client at `at`.
    pub(crate) fn apply(&mut self, at: Millis, event: &ProducerEvent) {
        match event {
            ProducerEvent::Accumulated { op, partitions } => self.accumulate(at, *op, partitions),
            ProducerEvent::Refused { op, why } => {
                if let Some(sending) = self.sends.get_mut(op) {
                    let index = sending.accumulated;
                    sending.accumulated += 1;
                    self.resolve((*op, index as u32), Err(why.clone()));
                }
            }
            ProducerEvent::StickyChosen { topic, partition } => {
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
            ProducerEvent::Expired { partition, why } => {
                if let Some(batch) = self.take_expired(at, partition) {
                    self.fail(&batch, why);
                }
            }
        }
    }

    fn accumulate(&mut self, at: Millis, op: OpId, partitions: &[i32]) {
        let Some(sending) = self.sends.get_mut(&op) else {
            return;
        };
        let first = sending.accumulated;
        sending.accumulated += partitions.len();
        let records = sending.records.clone();
        let batch_size = self.config.batch_size as u64;
        for (index, partition) in partitions.iter().enumerate() {
            let index = first + index;
            let record = &records[index];
            let queue = self.accumulator.queue_mut(&record.topic, *partition);
            let origin = (op, index as u32);
            let grown = accumulator::append(queue, at, batch_size, timed(record, at), origin);
            let full = accumulator::all_full(queue);
            match self.place_of(record, 1) {
                Place::Sticky => {
                    if let Some(sticky) = self.sticky.get_mut(&record.topic) {
                        sticky.bytes += grown;
                        sticky.switch_due = (sticky.bytes >= batch_size && full)
                            || sticky.bytes >= batch_size.saturating_mul(2);
                    }
                }
                Place::Turn => {
                    let turn = self.turns.get_or_default(record.topic.clone());
                    *turn = match self.config.partitioner.unkeyed {
                        // Sarama counts partitions, not turns.
                        Unkeyed::Turns => *partition as u32 + 1,
                        _ => turn.wrapping_add(1),
                    };
                }
                _ => {}
            }
        }
    }

    /// Takes the oldest batch of a partition: one in flight that is too old,
    /// or the first that waits.
    fn take_expired(&mut self, at: Millis, partition: &TopicPartition) -> Option<ProducerBatch> {
        let timeout = self.config.delivery_timeout_ms;
        for flying in self.flying.values_mut() {
            let expired = flying.iter().position(|(to, batch)| {
                to == partition && batch.created.saturating_add(timeout) <= at
            });
            if let Some(index) = expired {
                return Some(flying.remove(index).1);
            }
        }
        let queue = self
            .accumulator
            .queue_mut(&partition.topic, partition.partition);
        queue.pop_front()
    }

    /// A record has its result.
    fn resolve(&mut self, (op, index): (OpId, u32), sent: Sent) {
        match sent {
            Ok(_) => self.acknowledged += 1,
            Err(_) => self.failed += 1,
        }
        if let Some(sending) = self.sends.get_mut(&op) {
            let result = &mut sending.results[index as usize];
            if result.is_none() {
                sending.open -= 1;
            }
            *result = Some(sent);
        }
    }

    fn fail(&mut self, batch: &ProducerBatch, why: &Arc<Exception>) {
        for origin in &batch.origin {
            self.resolve(*origin, Err(why.clone()));
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
