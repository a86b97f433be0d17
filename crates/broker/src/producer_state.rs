//! What a log knows of the producers that wrote to it: their epochs and their
//! last sequence numbers.
//!
//! Source: `ProducerStateManager`, `ProducerStateEntry`, `ProducerAppendInfo`.
//!
//! A batch that comes twice is answered as the first time, and one that leaves a gap is
//! refused: that is all there is to an idempotent producer at the broker (KIP-98, and
//! KIP-360 for epochs that are raised).
//!
//! *Read next: [`group`](crate::group), who reads a topic together.*

use protocol::batch::{Batch, ProducerEpoch, ProducerId, NO_SEQUENCE};
use protocol::error::KafkaError;
use protocol::map::Map;
use protocol::record::{Millis, Offset};

/// How many batches of a producer a log remembers
/// (`ProducerStateEntry.NUM_BATCHES_TO_RETAIN`). It is why an idempotent
/// producer may have five requests in flight and no more.
pub const BATCHES_RETAINED: usize = 5;

/// A batch that was appended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AppendedBatch {
    /// The sequence number of its first record.
    pub first_sequence: i32,
    /// The sequence number of its last record.
    pub last_sequence: i32,
    /// The offset of its first record.
    pub base_offset: Offset,
    /// Its largest timestamp.
    pub timestamp: Millis,
}

/// What a log knows of one producer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProducerState {
    /// The newest epoch that was seen.
    pub epoch: ProducerEpoch,
    /// The last batches of that epoch, at most five, the oldest first.
    pub batches: Vec<AppendedBatch>,
    /// When the newest of them was appended.
    pub appended: Millis,
}

impl ProducerState {
    /// The sequence number of the last record.
    pub fn last_sequence(&self) -> i32 {
        self.batches
            .last()
            .map_or(NO_SEQUENCE, |batch| batch.last_sequence)
    }

    /// The largest timestamp of the last batch; expiry counts from it.
    pub fn last_timestamp(&self) -> Millis {
        self.batches.last().map_or(-1, |batch| batch.timestamp)
    }
}

/// When a log forgets producers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expiry {
    /// `producer.id.expiration.ms`.
    pub after_ms: Millis,
    /// When expired producers were looked for last.
    pub checked: Millis,
}

impl Expiry {
    /// The expiry as it stands at `now`: one check every `interval_ms` since
    /// `start`.
    pub fn at(now: Millis, start: Millis, interval_ms: Millis, after_ms: Millis) -> Self {
        let checks = (now - start).max(0) / interval_ms.max(1);
        Expiry {
            after_ms,
            checked: start + checks * interval_ms.max(1),
        }
    }

    /// Whether a producer is forgotten. Its own timestamps count: one that
    /// writes records of last year is forgotten at the next check.
    fn forgets(self, producer: &ProducerState) -> bool {
        producer.appended <= self.checked
            && self.checked.saturating_sub(producer.last_timestamp()) >= self.after_ms
    }
}

/// What a log knows of its producers. Neither retention nor DeleteRecords
/// takes anything from it; only time does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProducerStates {
    producers: Map<ProducerId, ProducerState>,
}

impl ProducerStates {
    /// What is known of a producer.
    pub fn get(&self, producer_id: ProducerId, expiry: Expiry) -> Option<&ProducerState> {
        self.producers
            .get(&producer_id)
            .filter(|producer| !expiry.forgets(producer))
    }

    /// All producers that are known, by id.
    pub fn active(&self, expiry: Expiry) -> impl Iterator<Item = (ProducerId, &ProducerState)> {
        self.producers
            .iter()
            .filter(move |(_, producer)| !expiry.forgets(producer))
            .map(|(id, producer)| (*id, producer))
    }

    /// One of the last five batches that this one repeats.
    /// Source: `ProducerStateEntry.findDuplicateBatch`.
    pub fn duplicate(&self, batch: &Batch, expiry: Expiry) -> Option<AppendedBatch> {
        let known = self.get(batch.producer_id, expiry)?;
        let same = |appended: &&AppendedBatch| {
            appended.first_sequence == batch.base_sequence
                && appended.last_sequence == batch.last_sequence()
        };
        let known = Some(known).filter(|known| known.epoch == batch.producer_epoch)?;
        known.batches.iter().find(same).copied()
    }

    /// Whether the batch of a client comes next.
    ///
    /// # Errors
    /// `INVALID_PRODUCER_EPOCH` for an old epoch, and
    /// `OUT_OF_ORDER_SEQUENCE_NUMBER` where a new epoch does not begin at 0 or
    /// numbers are missing. Of a producer that is not known any number is
    /// right.
    /// Source: `ProducerAppendInfo.checkProducerEpoch` and `checkSequence`.
    pub fn check(&self, batch: &Batch, expiry: Expiry) -> Result<(), KafkaError> {
        let Some(known) = self.get(batch.producer_id, expiry) else {
            return Ok(());
        };
        if batch.producer_epoch < known.epoch {
            return Err(KafkaError::InvalidProducerEpoch);
        }
        let next = if batch.producer_epoch > known.epoch {
            batch.base_sequence == 0
        } else {
            let last = known.last_sequence();
            i64::from(batch.base_sequence) == i64::from(last) + 1
                || (batch.base_sequence == 0 && last == i32::MAX)
        };
        match next {
            true => Ok(()),
            false => Err(KafkaError::OutOfOrderSequenceNumber),
        }
    }

    /// Takes in a batch that was appended at `at`.
    pub(crate) fn append(&mut self, at: Millis, batch: &Batch, expiry: Expiry) {
        if !batch.has_producer_id() || batch.is_control {
            return;
        }
        self.producers.retain(|_, known| !expiry.forgets(known));
        let known = self
            .producers
            .get_or_insert_with(batch.producer_id, || ProducerState {
                epoch: batch.producer_epoch,
                batches: Vec::new(),
                appended: at,
            });
        if known.epoch != batch.producer_epoch {
            known.epoch = batch.producer_epoch;
            known.batches.clear();
        }
        if known.batches.len() == BATCHES_RETAINED {
            known.batches.remove(0);
        }
        known.appended = at;
        known.batches.push(AppendedBatch {
            first_sequence: batch.base_sequence,
            last_sequence: batch.last_sequence(),
            base_offset: batch.base_offset(),
            timestamp: batch.max_timestamp(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::record::Record;
    use std::sync::Arc;

    const NEVER: Expiry = Expiry {
        after_ms: Millis::MAX,
        checked: 0,
    };

    fn batch(epoch: ProducerEpoch, sequence: i32, records: usize, offset: Offset) -> Batch {
        let record = Record {
            key: None,
            value: None,
            headers: Arc::from([]),
            timestamp: 1_000,
        };
        Batch::seal(vec![record; records].into())
            .numbered(7, epoch, sequence)
            .at(offset)
    }

    /// Appends batches of one record each, from sequence 0 and offset 0 on.
    fn filled(epoch: ProducerEpoch, count: i32) -> ProducerStates {
        let mut states = ProducerStates::default();
        for sequence in 0..count {
            let one = batch(epoch, sequence, 1, i64::from(sequence));
            states.append(1_000, &one, NEVER);
        }
        states
    }

    #[test]
    fn only_the_next_sequence_is_right() {
        let states = filled(1, 3);
        let gap = Err(KafkaError::OutOfOrderSequenceNumber);
        for (epoch, sequence, expected) in [
            (1, 3, Ok(())),
            (1, 4, gap),
            (1, 2, gap),
            (1, 0, gap),
            (0, 3, Err(KafkaError::InvalidProducerEpoch)),
            (0, 0, Err(KafkaError::InvalidProducerEpoch)),
            (2, 0, Ok(())),
            (2, 3, gap),
            (9, 0, Ok(())),
        ] {
            let got = states.check(&batch(epoch, sequence, 1, 0), NEVER);
            assert_eq!(got, expected, "epoch {epoch}, sequence {sequence}");
        }
    }

    #[test]
    fn after_the_largest_sequence_comes_0() {
        let mut states = ProducerStates::default();
        states.append(0, &batch(0, i32::MAX - 1, 2, 0), NEVER);
        assert_eq!(states.check(&batch(0, 0, 1, 0), NEVER), Ok(()));
        assert!(states.check(&batch(0, 1, 1, 0), NEVER).is_err());
        // A batch may wrap in its middle.
        let mut states = ProducerStates::default();
        states.append(0, &batch(0, i32::MAX, 3, 0), NEVER);
        assert_eq!(states.get(7, NEVER).unwrap().last_sequence(), 1);
        assert_eq!(states.check(&batch(0, 2, 1, 0), NEVER), Ok(()));
    }

    #[test]
    fn the_last_five_batches_are_remembered_whole() {
        let states = filled(0, 7);
        let found = |sequence, records| {
            let repeated = batch(0, sequence, records, 0);
            states.duplicate(&repeated, NEVER).map(|b| b.base_offset)
        };
        assert_eq!(found(1, 1), None, "older than five");
        assert_eq!((2..7).map(|s| found(s, 1)).collect::<Vec<_>>().len(), 5);
        assert_eq!(found(2, 1), Some(2));
        assert_eq!(found(6, 1), Some(6));
        assert_eq!(found(5, 2), None, "another range of numbers");
        assert_eq!(states.duplicate(&batch(1, 6, 1, 0), NEVER), None);
    }

    #[test]
    fn a_producer_that_is_not_known_begins_anywhere() {
        let states = ProducerStates::default();
        assert_eq!(states.check(&batch(4, 17, 1, 0), NEVER), Ok(()));
    }

    #[test]
    fn time_makes_a_log_forget_at_a_check() {
        let states = filled(0, 1);
        let day = 86_400_000;
        for (now, known) in [
            (1_000 + day, true),
            // The check before that instant came too early.
            (144 * 600_000 + 599_999, true),
            (145 * 600_000, false),
        ] {
            let expiry = Expiry::at(now, 0, 600_000, day);
            assert_eq!(states.get(7, expiry).is_some(), known, "at {now}");
        }
        let expiry = Expiry::at(145 * 600_000, 0, 600_000, day);
        assert_eq!(states.active(expiry).count(), 0);
        assert_eq!(states.check(&batch(0, 9, 1, 0), expiry), Ok(()));
    }

    #[test]
    fn old_timestamps_expire_at_the_next_check_but_not_before() {
        let mut states = ProducerStates::default();
        let at = 500_000_000;
        let expiry = |now| Expiry::at(now, 0, 600_000, 86_400_000);
        states.append(at, &batch(0, 0, 1, 0), expiry(at));
        assert!(states.get(7, expiry(at + 1)).is_some());
        assert!(states.get(7, expiry(at + 600_000)).is_none());
    }
}
