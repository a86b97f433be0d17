//! How a producer chooses partitions.
//!
//! Every client family has its own partitioners, and by default they do not
//! agree: [`family`] has them by name, [`hash`] and [`murmur2`] their hashes.
//!
//! ```
//! use client::config::ProducerConfig;
//! use client::partitioner::family::Family;
//!
//! // The same key among twelve partitions, as the producers of five libraries place it if
//! // nobody sets anything.
//! let places = Family::ALL.map(|family| {
//!     let settings = [("client.software.name".into(), family.software_name().into())].into();
//!     let config = ProducerConfig::read(&settings).unwrap();
//!     config.partitioner.of_key(b"ana", 12)
//! });
//! // Java, librdkafka, Sarama, kafka-python, KafkaJS
//! assert_eq!(places, [4, 6, 9, 4, 4].map(Some));
//! ```
//!
//! *Read next: [`consumer`](crate::consumer), who reads.*

pub mod family;
pub mod hash;
pub mod murmur2;

use family::Family;
use murmur2::{partition_for_key, to_positive};
use protocol::record::Millis;
use protocol::rng;

/// How a record with a key is placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keyed {
    /// By murmur2, as the Java client does.
    Murmur2,
    /// By murmur2 in JavaScript's numbers: KafkaJS before version 2.
    InexactMurmur2,
    /// By CRC-32.
    Crc32,
    /// By FNV-1a; the hash is made positive before the remainder is taken
    /// (librdkafka).
    Fnv1aAbsolute,
    /// By FNV-1a; the remainder is made positive (Sarama's default).
    Fnv1aRemainder,
    /// By FNV-1a without its sign bit (Sarama's reference partitioner).
    Fnv1aMasked,
    /// By chance, each record anew.
    Random,
    /// As if it had no key.
    Ignored,
}

/// How a record without a key is placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unkeyed {
    /// One partition until `batch.size` bytes went there (Java).
    Sticky,
    /// One partition for as long as `sticky.partitioning.linger.ms`
    /// (librdkafka).
    StickyFor(Millis),
    /// By chance, each record anew.
    Random,
    /// In turns through the partitions as Java's map orders them
    /// (`RoundRobinPartitioner`).
    JavaTurns,
    /// In turns from partition 0 on (Sarama).
    Turns,
    /// In turns from a start by chance (KafkaJS).
    TurnsFromChance,
    /// As if the key were empty.
    Hashed,
    /// To partition 0 (Sarama's manual partitioner).
    First,
}

/// How a producer chooses the partition of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Partitioner {
    /// Whose partitioner it is.
    pub family: Family,
    /// Its name, as those who use that client write it.
    pub name: &'static str,
    /// Records with a key.
    pub keyed: Keyed,
    /// Records without a key.
    pub unkeyed: Unkeyed,
    /// Whether an empty key counts as none.
    pub empty_is_none: bool,
    /// Whether a partition that the record names is taken. Sarama's
    /// partitioners overlook it, but for the manual one.
    pub takes_named: bool,
}

impl Partitioner {
    /// The Java client's own: murmur2 of the key, sticky without one.
    pub(crate) const JAVA: Partitioner = Partitioner {
        family: Family::Java,
        name: "default",
        keyed: Keyed::Murmur2,
        unkeyed: Unkeyed::Sticky,
        empty_is_none: false,
        takes_named: true,
    };
    /// The same with `partitioner.ignore.keys`.
    pub(crate) const JAVA_WITHOUT_KEYS: Partitioner = Partitioner {
        keyed: Keyed::Ignored,
        ..Partitioner::JAVA
    };
    /// The Java client's `RoundRobinPartitioner`: in turns, whatever the key.
    pub(crate) const JAVA_ROUND_ROBIN: Partitioner = Partitioner {
        name: "RoundRobinPartitioner",
        keyed: Keyed::Ignored,
        unkeyed: Unkeyed::JavaTurns,
        ..Partitioner::JAVA
    };

    /// The partition that a key has among `count` for good, if it has one:
    /// not by chance, not in turns.
    pub fn of_key(&self, key: &[u8], count: i32) -> Option<i32> {
        let keyed = match self.keyed {
            _ if key.is_empty() && self.empty_is_none => Keyed::Ignored,
            keyed => keyed,
        };
        let count = count.max(1);
        // A count is positive, so that a remainder fits it.
        let unsigned = |hash: u32| (hash % count as u32) as i32;
        // Widened, because the lowest i32 has no opposite.
        let signed = |hash: u32| (i64::from(hash as i32) % i64::from(count)).unsigned_abs() as i32;
        match keyed {
            Keyed::Murmur2 => Some(partition_for_key(key, count)),
            Keyed::InexactMurmur2 => Some(to_positive(hash::inexact_murmur2(key)) % count),
            Keyed::Crc32 => Some(unsigned(hash::crc32(key))),
            Keyed::Fnv1aAbsolute => Some(unsigned((hash::fnv1a(key) as i32).unsigned_abs())),
            Keyed::Fnv1aRemainder => Some(signed(hash::fnv1a(key))),
            Keyed::Fnv1aMasked => Some(to_positive(hash::fnv1a(key) as i32) % count),
            Keyed::Random => None,
            Keyed::Ignored => match self.unkeyed {
                Unkeyed::First => Some(0),
                _ => None,
            },
        }
    }

    /// Where a record goes that has this key or none, among `count`.
    pub fn place(&self, key: Option<&[u8]>, count: i32) -> Place {
        let key = match (key, self.unkeyed) {
            (None, Unkeyed::Hashed) => Some(&[][..]),
            (key, _) => key,
        };
        if let Some(partition) = key.and_then(|key| self.of_key(key, count)) {
            return Place::At(partition);
        }
        let keyed = key.is_some_and(|key| !(key.is_empty() && self.empty_is_none));
        if keyed && self.keyed == Keyed::Random {
            return Place::Drawn;
        }
        match self.unkeyed {
            Unkeyed::Sticky => Place::Sticky,
            Unkeyed::StickyFor(time) => Place::StickyFor(time),
            Unkeyed::Random | Unkeyed::Hashed => Place::Drawn,
            Unkeyed::JavaTurns | Unkeyed::Turns | Unkeyed::TurnsFromChance => Place::Turn,
            Unkeyed::First => Place::At(0),
        }
    }
}

/// Where a record goes, as far as it alone says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Into this partition.
    At(i32),
    /// Where the sticky partition is.
    Sticky,
    /// Where the partition is that was chosen less than this ago.
    StickyFor(Millis),
    /// Into one drawn by chance.
    Drawn,
    /// Into the one whose turn it is.
    Turn,
}

/// The partition to which a topic's records without a key go for now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sticky {
    /// The partition.
    pub partition: i32,
    /// When it was chosen.
    pub since: Millis,
    /// Bytes that went there since it was chosen.
    pub bytes: u64,
    /// Whether another one is to be chosen before the next record.
    pub switch_due: bool,
}

/// Chooses the next sticky partition: by chance, and less often one whose
/// queue is long, once every partition has a queue.
///
/// `queues` is how many batches wait for each partition, none where the
/// producer has never had one. `unavailable` says that the broker takes no
/// batches at present: then partitions for which some wait are left out.
/// `draw` is a number drawn by chance.
/// Source: `BuiltInPartitioner.nextPartition` and `updatePartitionLoadStats`.
pub(crate) fn next_sticky(queues: &[Option<usize>], unavailable: bool, draw: u64) -> i32 {
    let lengths: Option<Vec<u64>> = queues.iter().map(|q| q.map(|q| q as u64)).collect();
    let uniform = || rng::below(draw, queues.len().max(1) as u64) as i32;
    let Some(lengths) = lengths.filter(|lengths| lengths.len() >= 2) else {
        return uniform();
    };
    let counts = |length: &&u64| !unavailable || **length == 0;
    let Some(longest) = lengths.iter().filter(counts).copied().max() else {
        return uniform();
    };
    if lengths.iter().all(|length| *length == longest) {
        return uniform();
    }
    let weight = |length: &u64| match counts(&length) {
        true => longest + 1 - length,
        false => 0,
    };
    let total: u64 = lengths.iter().map(weight).sum();
    let mut point = rng::below(draw, total);
    for (partition, length) in lengths.iter().enumerate() {
        if point < weight(length) {
            return partition as i32;
        }
        point -= weight(length);
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How often of `draws` even draws each partition is chosen.
    fn shares_of(queues: &[Option<usize>], unavailable: bool, draws: u64) -> Vec<u64> {
        let mut shares = vec![0; queues.len()];
        for i in 0..draws {
            // The middle of each of `draws` equal parts of what can be drawn.
            let draw = (u64::MAX / draws) * i + u64::MAX / draws / 2;
            shares[next_sticky(queues, unavailable, draw) as usize] += 1;
        }
        shares
    }

    fn shares(queues: &[Option<usize>], draws: u64) -> Vec<u64> {
        shares_of(queues, false, draws)
    }

    #[test]
    fn while_the_broker_takes_nothing_partitions_with_batches_are_left_out() {
        let queues = [Some(2), Some(0), Some(0), Some(1)];
        assert_eq!(shares_of(&queues, true, 1_000), [0, 500, 500, 0]);
        // Where all have some, none is better than another.
        assert_eq!(shares_of(&[Some(2), Some(1)], true, 1_000), [500, 500]);
    }

    #[test]
    fn a_long_queue_is_chosen_less_often() {
        // The upstream example: queues 0, 3, 1 weigh 4, 1, 3.
        assert_eq!(
            shares(&[Some(0), Some(3), Some(1)], 8_000),
            [4000, 1000, 3000]
        );
        // Upstream's test: 5, 0, 3, 0, 1 weigh 1, 6, 3, 6, 5.
        assert_eq!(
            shares(&[Some(5), Some(0), Some(3), Some(0), Some(1)], 21_000),
            [1000, 6000, 3000, 6000, 5000]
        );
    }

    #[test]
    fn all_are_equal_until_every_partition_has_a_queue() {
        assert_eq!(shares(&[Some(9), None, Some(0)], 3_000), [1000, 1000, 1000]);
        assert_eq!(shares(&[Some(2), Some(2)], 1_000), [500, 500]);
    }
}
