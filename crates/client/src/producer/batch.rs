//! A batch on the producer's side: it is filled, sent, and perhaps comes back.
//! Source: `ProducerBatch`, `MemoryRecordsBuilder`.

use crate::call::OpId;
use protocol::batch::{increment_sequence, Batch, ProducerEpoch, ProducerId};
use protocol::compression::Compression;
use protocol::record::{record_size, size_upper_bound, Millis, Payload, Record, BATCH_OVERHEAD};
use std::collections::VecDeque;
use std::sync::Arc;

/// A compression ratio in millionths: so much is left.
pub(super) type Ratio = u64;

/// The ratio of what is not compressed, and the one that a producer begins
/// with.
pub(super) const UNCOMPRESSED: Ratio = 1_000_000;

/// By how much an estimate goes down when a batch compresses better
/// (`CompressionRatioEstimator.COMPRESSION_RATIO_IMPROVING_STEP`).
const IMPROVING_STEP: Ratio = 5_000;
/// By how much it goes up at least when one compresses worse
/// (`CompressionRatioEstimator.COMPRESSION_RATIO_DETERIORATE_STEP`).
const DETERIORATING_STEP: Ratio = 50_000;

/// The estimate after a batch was compressed to `observed`.
/// Source: `CompressionRatioEstimator.updateEstimation`.
pub(super) fn next_estimate(estimate: Ratio, observed: Ratio) -> Ratio {
    if observed > estimate {
        observed.max(estimate + DETERIORATING_STEP)
    } else {
        observed.max(estimate.saturating_sub(IMPROVING_STEP))
    }
}

/// What an idempotent producer numbers a batch with. It is given when the
/// batch is first sent, and a retry keeps it: that is how the broker knows it
/// again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Numbers {
    /// The producer's id.
    pub producer_id: ProducerId,
    /// Its epoch.
    pub epoch: ProducerEpoch,
    /// The sequence number of the batch's first record.
    pub sequence: i32,
}

/// A batch on the producer's side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProducerBatch {
    /// Its records, until it is sealed.
    records: Vec<Record>,
    /// The same, sealed, once it was sent.
    sealed: Option<Arc<Batch>>,
    /// For each record the send that brought it, and its place there.
    origin: Vec<(OpId, u32)>,
    /// When its first record came.
    created: Millis,
    /// When it came back last; until then when it was created.
    attempted: Millis,
    /// How often it came back to be sent again.
    attempts: i64,
    /// Its numbers, once it was sent by an idempotent producer.
    numbers: Option<Numbers>,
    /// Whether the numbers were changed since it was sent last.
    renumbered: bool,
    /// Whether it is a part of one that was too large.
    is_split: bool,
    /// Whether its records were given up while it is in flight.
    given_up: bool,
    /// Bytes of `buffer.memory` that it holds; a part of a split holds none.
    memory: u64,
    /// Bytes of its records, not compressed.
    record_bytes: u64,
    /// Bytes at which it is full.
    limit: u64,
    /// Whether nothing more goes in, whatever its bytes.
    closed: bool,
    /// How it will be compressed.
    codec: Compression,
    /// To how much it will be compressed, by what earlier batches showed.
    ratio: Ratio,
}

/// How a producer's batches are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    /// `batch.size`, at least 1.
    pub batch_size: u64,
    /// `compression.type`.
    pub codec: Compression,
    /// To how much it compresses, as far as one can tell.
    pub ratio: Ratio,
}

impl ProducerBatch {
    /// An empty batch that has room for `limit` bytes.
    pub(super) fn new(created: Millis, limit: u64, shape: Shape) -> Self {
        ProducerBatch {
            records: Vec::new(),
            sealed: None,
            origin: Vec::new(),
            created,
            attempted: created,
            attempts: 0,
            numbers: None,
            renumbered: false,
            is_split: false,
            given_up: false,
            memory: limit,
            record_bytes: 0,
            limit,
            closed: false,
            codec: shape.codec,
            ratio: shape.ratio,
        }
    }

    /// Bytes that `record` would take behind the others, not compressed.
    fn growth(&self, record: &Record) -> u64 {
        let first = self.records.first();
        let base = first.map_or(record.timestamp, |r| r.timestamp);
        record_size(
            record,
            self.records.len() as i32,
            record.timestamp.wrapping_sub(base),
        )
    }

    /// For each record the send that brought it, and its place there.
    pub fn origin(&self) -> &[(OpId, u32)] {
        &self.origin
    }

    /// When its first record came.
    pub fn created(&self) -> Millis {
        self.created
    }

    /// How often it came back to be sent again.
    pub fn attempts(&self) -> i64 {
        self.attempts
    }

    /// When it came back last; until then when it was created.
    pub(super) fn attempted(&self) -> Millis {
        self.attempted
    }

    /// Its numbers, once it was sent by an idempotent producer.
    pub(super) fn numbers(&self) -> Option<Numbers> {
        self.numbers
    }

    /// Whether the numbers were changed since it was sent last.
    pub(super) fn is_renumbered(&self) -> bool {
        self.renumbered
    }

    /// Whether its records were given up while it is in flight.
    pub(super) fn is_given_up(&self) -> bool {
        self.given_up
    }

    /// Bytes of `buffer.memory` that it holds; a part of a split holds none.
    pub(super) fn memory(&self) -> u64 {
        self.memory
    }

    /// It came back, to be sent again as it is.
    pub(super) fn came_back(&mut self, at: Millis) {
        self.attempts += 1;
        self.attempted = at;
    }

    /// Its records are given up while it is in flight.
    pub(super) fn give_up(&mut self) {
        self.given_up = true;
    }

    /// It is sent with these numbers from now on.
    pub(super) fn renumber(&mut self, numbers: Numbers) {
        self.numbers = Some(numbers);
        self.renumbered = true;
    }

    /// Bytes so far, with the header; a guess where they will be compressed.
    /// Source: `MemoryRecordsBuilder.estimatedBytesWritten`.
    pub(super) fn bytes(&self) -> u64 {
        BATCH_OVERHEAD
            + match self.codec {
                Compression::None => self.record_bytes,
                // A guess is never trusted to the byte: 5 % are added.
                _ => self.record_bytes * self.ratio / 100 * 105 / UNCOMPRESSED,
            }
    }

    /// Whether nothing more goes in.
    pub(super) fn is_full(&self) -> bool {
        self.closed || (!self.records.is_empty() && self.bytes() >= self.limit)
    }

    /// Whether a record fits behind the others. The first one always does.
    /// Source: `MemoryRecordsBuilder.hasRoomFor`.
    pub(super) fn has_room(&self, record: &Record) -> bool {
        self.takes(self.growth(record))
    }

    /// Whether it grows by so many bytes.
    fn takes(&self, growth: u64) -> bool {
        !self.is_full() && (self.records.is_empty() || self.bytes() + growth <= self.limit)
    }

    /// Bytes that certainly still go in, as far as one knows how they will be
    /// compressed.
    pub(super) fn room(&self) -> u64 {
        match self.is_full() {
            true => 0,
            false => self.limit.saturating_sub(self.bytes()),
        }
    }

    /// Lets nothing more in.
    pub(super) fn close(&mut self) {
        self.closed = true;
    }

    /// Takes a record in, if it has room for it; answers the bytes by which it
    /// grew.
    ///
    /// # Errors
    /// The record, where there is no room.
    pub(super) fn push(&mut self, record: Record, origin: (OpId, u32)) -> Result<u64, Record> {
        let growth = self.growth(&record);
        if !self.takes(growth) {
            return Err(record);
        }
        let before = self.bytes();
        self.record_bytes += growth;
        self.records.push(record);
        self.origin.push(origin);
        Ok(self.bytes() - before)
    }

    /// The batch to send, with these numbers.
    pub(super) fn seal(&self, numbers: Option<Numbers>) -> Arc<Batch> {
        let number = |batch: Batch| match numbers {
            Some(n) => batch.numbered(n.producer_id, n.epoch, n.sequence),
            None => batch,
        };
        match &self.sealed {
            Some(sealed) if self.renumbered => Arc::new(number((**sealed).clone())),
            Some(sealed) => sealed.clone(),
            None => {
                let batch = Batch::seal(Arc::from(self.records.as_slice()));
                Arc::new(number(batch.compressed(self.codec)))
            }
        }
    }

    /// It was sent as `sealed`.
    pub(super) fn sent(&mut self, sealed: &Arc<Batch>) {
        self.sealed = Some(sealed.clone());
        self.records = Vec::new();
        self.closed = true;
        self.renumbered = false;
        if sealed.has_producer_id() {
            self.numbers = Some(Numbers {
                producer_id: sealed.producer_id,
                epoch: sealed.producer_epoch,
                sequence: sealed.base_sequence,
            });
        }
    }

    /// To how much it was compressed, in millionths, once it is sealed.
    pub(super) fn observed_ratio(&self) -> Ratio {
        let compressed = self
            .sealed
            .as_ref()
            .map_or(0, |sealed| sealed.size() as u64);
        compressed.saturating_sub(BATCH_OVERHEAD) * UNCOMPRESSED / self.record_bytes.max(1)
    }

    /// The sequence number of its last record, once it has numbers.
    pub(super) fn last_sequence(&self) -> Option<i32> {
        let numbers = self.numbers?;
        Some(increment_sequence(numbers.sequence, self.len() as i32 - 1))
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
            Some(sealed) => sealed.records(),
            None => &self.records,
        }
    }

    /// Parts of a batch that the broker found too large. First it is filled
    /// anew by `batch.size`; a part that is still too large is halved, as far
    /// as its largest record lets it. The parts keep its numbers.
    /// Source: `RecordAccumulator.splitAndReenqueue`, `ProducerBatch.split`.
    pub(super) fn split(&self, shape: Shape) -> VecDeque<ProducerBatch> {
        let target = match self.is_split {
            false => shape.batch_size,
            true => {
                let largest = self.all_records().iter().map(upper_bound).max();
                let size = self
                    .sealed
                    .as_ref()
                    .map_or(0, |sealed| sealed.size() as u64);
                largest.unwrap_or(0).max(size / 2)
            }
        };
        let mut parts: VecDeque<ProducerBatch> = VecDeque::new();
        for (record, origin) in self.all_records().iter().zip(&self.origin) {
            let newest = parts.back_mut();
            if newest.is_some_and(|part| part.push(record.clone(), *origin).is_ok()) {
                continue;
            }
            let limit = target.max(upper_bound(record));
            let mut part = ProducerBatch {
                memory: 0,
                is_split: true,
                ..ProducerBatch::new(self.created, limit, shape)
            };
            // The first record always has room.
            let _ = part.push(record.clone(), *origin);
            parts.push_back(part);
        }
        let mut numbers = self.numbers;
        for part in &mut parts {
            part.closed = true;
            part.numbers = numbers;
            if let Some(numbers) = &mut numbers {
                numbers.sequence = increment_sequence(numbers.sequence, part.len() as i32);
            }
        }
        parts
    }
}

/// The bytes that a record is reckoned with before it is in a batch.
pub(super) fn upper_bound(record: &Record) -> u64 {
    size_upper_bound(
        record.key.as_ref().map(Payload::len),
        record.value.as_ref().map(Payload::len),
        &record.headers,
    )
}
