//! Queues of batches that a producer fills and sends.
//! Source: `RecordAccumulator`.

use super::batch::{upper_bound, ProducerBatch, Shape};
use crate::call::OpId;
use protocol::map::Map;
use protocol::name::Name;
use protocol::record::{Millis, Record};
use protocol::topic_partition::TopicPartition;
use std::collections::VecDeque;

/// Batches of one partition, the oldest first.
pub type Queue = VecDeque<ProducerBatch>;

/// Whether the newest batch takes no more, or there is none.
/// Source: `RecordAccumulator.allBatchesFull`.
pub(super) fn all_full(queue: &Queue) -> bool {
    queue.back().is_none_or(ProducerBatch::is_full)
}

/// Whether a record would begin a new batch: the newest takes no more, or not
/// this one.
pub(super) fn closes(queue: &Queue, record: &Record) -> bool {
    queue.back().is_none_or(|batch| !batch.has_room(record))
}

/// Puts a batch that comes back where its sequence number is next; one without
/// a number goes to the head.
/// Source: `RecordAccumulator.reenqueue` and `insertInSequenceOrder`.
pub(super) fn put_back(queue: &mut Queue, batch: ProducerBatch) {
    let place = match batch.numbers() {
        None => 0,
        Some(numbers) => queue
            .iter()
            .take_while(|queued| {
                let before = |n: super::batch::Numbers| n.sequence < numbers.sequence;
                queued.numbers().is_some_and(before)
            })
            .count(),
    };
    queue.insert(place, batch);
}

/// All queues, by topic and partition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Accumulator {
    queues: Map<Name, Vec<Option<Queue>>>,
}

impl Accumulator {
    /// The queues of a topic: none for partitions that never had one.
    pub(super) fn of_topic(&self, topic: &str) -> &[Option<Queue>] {
        self.queues.get(topic).map_or(&[], Vec::as_slice)
    }

    /// The queue of a partition.
    pub(super) fn queue(&self, topic: &str, partition: i32) -> Option<&Queue> {
        self.of_topic(topic).get(partition as usize)?.as_ref()
    }

    /// The queue of a partition, made where there was none.
    pub(super) fn queue_mut(&mut self, topic: &Name, partition: i32) -> &mut Queue {
        let index = partition as usize;
        if !self.queues.contains_key(topic) {
            self.queues.insert(topic.clone(), Vec::new());
        }
        let queues = self.queues.get_mut(topic).expect("it was just made");
        if queues.len() <= index {
            queues.resize(index + 1, None);
        }
        queues[index].get_or_insert_with(Queue::new)
    }

    /// The queue of a partition, made where there was none.
    pub(super) fn of(&mut self, partition: &TopicPartition) -> &mut Queue {
        self.queue_mut(&partition.topic, partition.partition)
    }

    /// Queues that hold batches.
    pub(super) fn filled(&self) -> impl Iterator<Item = (TopicPartition, &Queue)> {
        self.queues.iter().flat_map(|(topic, queues)| {
            queues.iter().enumerate().filter_map(|(partition, queue)| {
                let queue = queue.as_ref().filter(|queue| !queue.is_empty())?;
                Some((TopicPartition::new(topic.clone(), partition as i32), queue))
            })
        })
    }

    /// Whether no batch waits.
    pub(super) fn is_empty(&self) -> bool {
        self.queues
            .values()
            .flatten()
            .flatten()
            .all(Queue::is_empty)
    }
}

/// Appends a record to a queue, in a new batch where the newest has no room.
/// Answers by how many bytes the batch grew, its header included where it is
/// new, and how many bytes of memory were taken.
pub(super) fn append(
    queue: &mut Queue,
    at: Millis,
    shape: Shape,
    mut record: Record,
    origin: (OpId, u32),
) -> (u64, u64) {
    if let Some(batch) = queue.back_mut() {
        record = match batch.push(record, origin) {
            Ok(grown) => return (grown, 0),
            Err(record) => record,
        };
        // A batch without room for this record takes none any more.
        batch.close();
    }
    let taken = shape.batch_size.max(upper_bound(&record));
    let mut batch = ProducerBatch::new(at, taken, shape);
    // The first record always has room.
    let _ = batch.push(record, origin);
    let grown = batch.bytes();
    queue.push_back(batch);
    (grown, taken)
}
