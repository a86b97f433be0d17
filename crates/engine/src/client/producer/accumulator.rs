//! Batches that a producer fills and sends.
//! Source: `RecordAccumulator`, `ProducerBatch`, `MemoryRecordsBuilder`.

use crate::broker::batch::Batch;
use crate::map::Map;
use crate::name::Name;
use crate::operation::OpId;
use crate::record::{record_size, size_upper_bound, Millis, Payload, Record, BATCH_OVERHEAD};
use crate::topic_partition::TopicPartition;
use std::collections::VecDeque;
use std::sync::Arc;

/// A batch on the producer's side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProducerBatch {
    /// Its records, until it is sealed.
    pub records: Vec<Record>,
    /// The same, sealed, once it was sent.
    pub sealed: Option<Arc<Batch>>,
    /// For each record the send that brought it, and its place there.
    pub origin: Vec<(OpId, u32)>,
    /// When its first record came.
    pub created: Millis,
    /// When it may be sent again.
    pub retry_at: Millis,
    /// How often it was sent.
    pub attempts: i64,
    /// Bytes so far, with the header.
    bytes: u64,
    /// Bytes at which it is full.
    limit: u64,
}

impl ProducerBatch {
    fn new(created: Millis, limit: u64) -> Self {
        ProducerBatch {
            records: Vec::new(),
            sealed: None,
            origin: Vec::new(),
            created,
            retry_at: created,
            attempts: 0,
            bytes: BATCH_OVERHEAD,
            limit,
        }
    }

    /// Bytes that `record` would take behind the others.
    fn growth(&self, record: &Record) -> u64 {
        let base = self
            .records
            .first()
            .map_or(record.timestamp, |r| r.timestamp);
        record_size(
            record,
            self.records.len() as i32,
            record.timestamp.wrapping_sub(base),
        )
    }

    /// Whether nothing more goes in.
    pub fn is_full(&self) -> bool {
        self.sealed.is_some() || (!self.records.is_empty() && self.bytes >= self.limit)
    }

    /// Whether a record fits behind the others.
    fn has_room(&self, record: &Record) -> bool {
        self.sealed.is_none() && self.bytes + self.growth(record) <= self.limit
    }

    /// The batch to send.
    pub fn seal(&self) -> Arc<Batch> {
        match &self.sealed {
            Some(sealed) => sealed.clone(),
            None => Arc::new(Batch::seal(Arc::from(self.records.as_slice()))),
        }
    }

    /// How many records it has.
    pub fn len(&self) -> usize {
        self.origin.len()
    }

    /// Whether it has none, which no batch in a queue ever is.
    pub fn is_empty(&self) -> bool {
        self.origin.is_empty()
    }

    /// Its records, sealed or not.
    pub fn all_records(&self) -> &[Record] {
        match &self.sealed {
            Some(sealed) => &sealed.records,
            None => &self.records,
        }
    }
}

/// Batches of one partition, the oldest first.
pub type Queue = VecDeque<ProducerBatch>;

/// Whether the newest batch takes no more, or there is none.
/// Source: `RecordAccumulator.allBatchesFull`.
pub fn all_full(queue: &Queue) -> bool {
    queue.back().is_none_or(ProducerBatch::is_full)
}

/// Whether a record would begin a new batch: the newest takes no more, or not
/// this one.
pub fn closes(queue: &Queue, record: &Record) -> bool {
    all_full(queue) || queue.back().is_some_and(|batch| !batch.has_room(record))
}

/// Halves a batch that the broker found too large, as far as its records can
/// be parted.
/// Source: `RecordAccumulator.splitAndReenqueue`.
pub fn split(batch: &ProducerBatch) -> Queue {
    let mut parts = Queue::new();
    for (record, origin) in batch.all_records().iter().zip(&batch.origin) {
        let record = record.clone();
        append(&mut parts, batch.created, batch.bytes / 2, record, *origin);
    }
    if let Some(last) = parts.back_mut() {
        last.limit = last.bytes;
    }
    parts
}

/// All queues, by topic and partition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accumulator {
    queues: Map<Name, Vec<Option<Queue>>>,
}

impl Accumulator {
    /// The queues of a topic: none for partitions that never had one.
    pub fn of_topic(&self, topic: &str) -> &[Option<Queue>] {
        self.queues.get(topic).map_or(&[], Vec::as_slice)
    }

    /// The queue of a partition.
    pub fn queue(&self, topic: &str, partition: i32) -> Option<&Queue> {
        self.of_topic(topic).get(partition as usize)?.as_ref()
    }

    /// The queue of a partition, made where there was none.
    pub fn queue_mut(&mut self, topic: &Name, partition: i32) -> &mut Queue {
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

    /// Queues that hold batches.
    pub fn filled(&self) -> impl Iterator<Item = (TopicPartition, &Queue)> {
        self.queues.iter().flat_map(|(topic, queues)| {
            queues.iter().enumerate().filter_map(|(partition, queue)| {
                let queue = queue.as_ref().filter(|queue| !queue.is_empty())?;
                Some((TopicPartition::new(topic.clone(), partition as i32), queue))
            })
        })
    }

    /// Whether no batch waits.
    pub fn is_empty(&self) -> bool {
        self.queues
            .values()
            .flatten()
            .flatten()
            .all(Queue::is_empty)
    }
}

/// Appends a record to a queue, in a new batch where the newest has no room.
/// Answers the bytes by which the batch grew.
pub fn append(
    queue: &mut Queue,
    at: Millis,
    batch_size: u64,
    record: Record,
    origin: (OpId, u32),
) -> u64 {
    let has_room = queue.back().is_some_and(|batch| batch.has_room(&record));
    let mut grown = 0;
    if !has_room {
        let estimate = size_upper_bound(
            record.key.as_ref().map(Payload::len),
            record.value.as_ref().map(Payload::len),
            &record.headers,
        );
        if let Some(last) = queue.back_mut() {
            // A batch without room for this record takes none any more.
            last.limit = last.bytes;
        }
        queue.push_back(ProducerBatch::new(at, batch_size.max(estimate)));
        grown += BATCH_OVERHEAD;
    }
    let batch = queue.back_mut().expect("there is a batch with room");
    let bytes = batch.growth(&record);
    batch.bytes += bytes;
    batch.records.push(record);
    batch.origin.push(origin);
    grown + bytes
}
