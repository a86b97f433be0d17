//! The order of the hash tables in which Kafka's coordinator keeps groups and
//! offsets.

use crate::sort::sort_by_key;

/// The multiplier of Knuth's Fibonacci hashing.
const GOLDEN: i64 = -7_046_029_254_386_353_131;

/// The keys of a `TimelineHashMap`: which there are and in which order the map
/// is iterated. The values are kept elsewhere.
///
/// Source: `BaseHashTable` and `SnapshottableHashTable.CurrentIterator`,
/// Kafka 4.3: a table of 2 that doubles when a put finds it too full, also a
/// put of what is there already, and that never shrinks. Slots are taken by
/// the highest bits of the hash; the keys of a slot come out last first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineTable<K> {
    keys: Vec<K>,
    log2: u32,
}

impl<K> Default for TimelineTable<K> {
    fn default() -> Self {
        TimelineTable {
            keys: Vec::new(),
            log2: 1,
        }
    }
}

impl<K: PartialEq> TimelineTable<K> {
    /// An empty table.
    pub fn new() -> Self {
        TimelineTable::default()
    }

    /// Puts a key, which may be there already.
    pub fn put(&mut self, key: K) {
        if (self.keys.len() + 1) * 3 > 4 << self.log2 {
            self.log2 += 1;
        }
        if !self.keys.contains(&key) {
            self.keys.push(key);
        }
    }

    /// Takes a key out.
    pub fn remove(&mut self, key: &K) {
        self.keys.retain(|other| other != key);
    }

    /// Whether no key is left.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The keys as the map is iterated; `hash` is Java's `hashCode`.
    pub fn in_order(&self, hash: impl Fn(&K) -> i32) -> Vec<&K> {
        let slot = |key: &K| {
            let bits = i64::from(hash(key)).wrapping_mul(GOLDEN) as u64;
            bits >> (64 - self.log2)
        };
        let mut keys: Vec<&K> = self.keys.iter().rev().collect();
        sort_by_key(&mut keys, |key| slot(key));
        keys
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::java::string_hash;

    fn partitions(puts: &[i32]) -> Vec<i32> {
        let mut table = TimelineTable::new();
        for partition in puts {
            table.put(*partition);
        }
        table.in_order(|p| *p).into_iter().copied().collect()
    }

    #[test]
    fn the_order_is_that_of_a_running_broker() {
        for (puts, order) in [
            (&[0, 2][..], &[2, 0][..]),
            (&[0, 1], &[0, 1]),
            (&[0, 1, 2], &[2, 0, 1]),
        ] {
            assert_eq!(partitions(puts), order, "{puts:?}");
        }
        let mut topics = TimelineTable::new();
        topics.put("leaves");
        topics.put("twigs");
        assert_eq!(topics.in_order(|t| string_hash(t)), [&"twigs", &"leaves"]);
    }

    #[test]
    fn a_put_of_what_is_there_may_double_the_table() {
        // In four slots 0 and 2 share one and come out last first; in eight
        // they have one each.
        assert_eq!(partitions(&[0, 1, 2, 3, 4]), [2, 0, 4, 1, 3]);
        assert_eq!(partitions(&[0, 1, 2, 3, 4, 0]), [0, 2, 4, 1, 3]);
    }

    #[test]
    fn what_was_taken_out_is_gone() {
        let mut table = TimelineTable::new();
        table.put(1);
        table.remove(&1);
        assert!(table.is_empty());
        assert!(table.in_order(|p| *p).is_empty());
    }
}
