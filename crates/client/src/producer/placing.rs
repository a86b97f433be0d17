//! Where a producer puts records.

use super::accumulator;
use super::batch::ProducerBatch;
use super::sending::Sending;
use super::step::{estimated_size, impossible};
use super::{timed, Producer, ProducerEvent};
use crate::call::{OpId, ProducerRecord};
use crate::partitioner::murmur2::to_positive;
use crate::partitioner::{next_sticky, Place, Sticky, Unkeyed};
use crate::Step;
use protocol::java;
use protocol::name::Name;
use protocol::record::{Millis, Payload, BATCH_OVERHEAD, MAX_RECORD_OVERHEAD};
use protocol::rng;
use protocol::topic_partition::TopicPartition;
use std::sync::Arc;

impl Producer {
    /// Where a record goes among `count` partitions, as far as it alone says.
    pub(super) fn place_of(&self, record: &ProducerRecord, count: i32) -> Place {
        if let Some(partition) = self.named(record) {
            return Place::At(partition);
        }
        let key = record.key.as_ref().map(Payload::bytes);
        self.config.partitioner.place(key.as_deref(), count)
    }

    /// The partition that a record names, if the partitioner takes it.
    pub(super) fn named(&self, record: &ProducerRecord) -> Option<i32> {
        record
            .partition
            .filter(|_| self.config.partitioner.takes_named)
    }

    /// Places a record where chance has a say.
    pub(super) fn place_by_chance(
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
            let enough = sticky.bytes > 0 && sticky.bytes >= self.batch_size();
            sticky.switch_due || (enough && full(sticky.partition))
        };
        match self.sticky.get(topic) {
            Some(sticky) if !switches(sticky) => placed(op, sticky.partition),
            _ => {
                let lengths: Vec<Option<usize>> = (0..count as usize)
                    .map(|p| queues.get(p)?.as_ref().map(|queue| queue.len()))
                    .map(|length| length.filter(|_| self.config.adaptive_partitioning))
                    .collect();
                Step::ProduceByChance(ProducerEvent::StickyChosen {
                    topic: topic.clone(),
                    partition: next_sticky(&lengths, self.is_unavailable(now), draw),
                })
            }
        }
    }

    /// Whether the broker has not been ready for new batches for longer than
    /// `partitioner.availability.timeout.ms`.
    fn is_unavailable(&self, now: Millis) -> bool {
        let timeout = self.config.availability_timeout_ms;
        let busy = self.flying.len() >= self.config.max_in_flight;
        timeout > 0 && busy && now - self.drained_at > timeout
    }

    /// The same step, with as many records as there is memory for. How many
    /// bytes a record takes is not known before it is in a batch, so that it is
    /// counted with the most that it can take.
    pub(super) fn as_far_as_there_is_memory(
        &self,
        now: Millis,
        sending: &Sending,
        step: Step,
    ) -> Step {
        let (Step::Produce(ProducerEvent::Accumulated { op, partitions })
        | Step::ProduceByChance(ProducerEvent::Accumulated { op, partitions })) = &step
        else {
            return step;
        };
        let records = sending.left();
        let shape = self.shape(&records[0].topic);
        let mut free = self.free_memory();
        let mut fits = 0;
        // What is left in the newest batch of each partition.
        let mut rooms: Vec<Option<u64>> = Vec::new();
        for (record, partition) in records.iter().zip(partitions.iter()) {
            let index = *partition as usize;
            if rooms.len() <= index {
                rooms.resize(index + 1, None);
            }
            let room = rooms[index].get_or_insert_with(|| {
                let queue = self.accumulator.queue(&record.topic, *partition);
                let newest = queue.and_then(|queue| queue.back());
                newest.map_or(0, ProducerBatch::room)
            });
            let size = estimated_size(record);
            let grows = size - BATCH_OVERHEAD;
            if grows <= *room {
                *room -= grows;
            } else {
                let memory = shape.batch_size.max(size);
                if memory > free {
                    break;
                }
                free -= memory;
                *room = memory - size;
            }
            fits += 1;
        }
        if fits == partitions.len() {
            return step;
        }
        if fits == 0 {
            let first = &records[0];
            let queue = self.accumulator.queue(&first.topic, partitions[0]);
            if queue.is_none_or(|queue| accumulator::closes(queue, &timed(first, now))) {
                return Step::Produce(ProducerEvent::MemoryAwaited {
                    partition: TopicPartition::new(first.topic.clone(), partitions[0]),
                    bytes: shape.batch_size.max(estimated_size(first)),
                });
            }
        }
        let event = ProducerEvent::Accumulated {
            op: *op,
            partitions: Arc::from(&partitions[..fits.max(1)]),
        };
        match step {
            Step::ProduceByChance(_) => Step::ProduceByChance(event),
            _ => Step::Produce(event),
        }
    }

    /// Partitions of as many records as go to the same topic and where chance
    /// has no say, from the first that is in no batch.
    pub(super) fn place(&self, sending: &Sending, topic: &Name, count: i32) -> Arc<[i32]> {
        let unkeyed = self.config.partitioner.unkeyed;
        let mut turn = self.turns.get(topic).copied().unwrap_or(0);
        let round = match unkeyed {
            Unkeyed::JavaTurns => {
                let all = self.metadata.topics().values().map(|n| *n as usize).sum();
                java::available_partition_order(topic, count, all)
            }
            _ => (0..count).collect(),
        };
        // About as many as there may be memory for: what is placed and then not
        // taken was placed in vain.
        let room = self.free_memory() + self.batch_size() * count.max(1) as u64;
        let most = (room / (BATCH_OVERHEAD + MAX_RECORD_OVERHEAD)) as usize + 1;
        sending
            .left()
            .iter()
            .take(most)
            .take_while(|record| record.topic == *topic)
            .take_while(|record| self.named(record).is_none_or(|p| (0..count).contains(&p)))
            .take_while(|record| impossible(record).is_none() && self.too_large(record).is_none())
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
}

fn placed(op: OpId, partition: i32) -> Step {
    Step::Produce(ProducerEvent::Accumulated {
        op,
        partitions: Arc::from([partition]),
    })
}
