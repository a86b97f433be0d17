//! Java's hashes and the orders that follow from them.
//!
//! Everything in the engine is ordered by what it is. Only where Kafka's own
//! answer depends on the order of a Java hash map is that order taken from
//! here, and the place says so.
//!
//! Three orders are enough: that of `HashMap` and `HashSet` ([`hash_map_order`]), that of
//! Scala's immutable maps in the broker's answers ([`scala_order`]), and that of the
//! coordinator's own tables ([`timeline`]). Each was compared with what a real broker or
//! client did.
//!
//! *Read next: [`map`](crate::map), the one map of the engine.*

pub mod timeline;

use crate::map::grouped;
use crate::name::Name;
use crate::sort::sort_by_key;
use crate::topic_partition::TopicPartition;
use std::cmp::Ordering;

/// The table size of a `HashMap` or `HashSet` made without a size.
pub const DEFAULT_CAPACITY: usize = 16;

/// The largest table that a `HashMap` makes.
const MAX_CAPACITY: usize = 1 << 30;

/// Java's `String.hashCode`: 31 times the hash so far plus the next UTF-16
/// unit, wrapping.
pub fn string_hash(text: &str) -> i32 {
    text.encode_utf16().fold(0, |hash: i32, unit| {
        hash.wrapping_mul(31).wrapping_add(i32::from(unit))
    })
}

/// Java's `String.compareTo`: by UTF-16 units.
///
/// It differs from the order of the text only beyond U+FFFF.
pub fn compare_strings(left: &str, right: &str) -> Ordering {
    left.encode_utf16().cmp(right.encode_utf16())
}

/// The hash of Kafka's `TopicPartition`, which is 31 * (31 + partition) plus
/// the hash of the topic, wrapping.
pub fn topic_partition_hash(partition: &TopicPartition) -> i32 {
    partition_hash(string_hash(&partition.topic), partition.partition)
}

/// The order in which a `HashMap` or `HashSet` is iterated, for items that
/// were added in the order given and differ from each other.
///
/// `capacity` is the table size asked for at first, in buckets
/// ([`DEFAULT_CAPACITY`] if none was); it is rounded up to a power of two, at
/// least 1 and at most 2^30, and doubled while more than three quarters full.
/// Buckets come in order, and the items of a bucket as they were added.
///
/// A bucket of more than eight items would be a tree in Java (or would double
/// a table smaller than 64). That is left out: it takes nine names that
/// collide, which does not happen unless somebody looks for them.
pub fn hash_map_order<T>(mut items: Vec<T>, hash: impl Fn(&T) -> i32, capacity: usize) -> Vec<T> {
    let mask = table_size(items.len(), capacity) as u32 - 1;
    sort_by_key(&mut items, |item| {
        let hash = hash(item) as u32;
        (hash ^ hash >> 16) & mask
    });
    items
}

/// Names in the order of a `HashMap` or `HashSet` made without a size, into
/// which they were added in the order given.
pub fn name_order(names: Vec<Name>) -> Vec<Name> {
    hash_map_order(names, |name| string_hash(name), DEFAULT_CAPACITY)
}

/// The capacity that a `HashMap` asks for when it is made as the copy of a
/// map of so many entries (Java 17): four thirds of them, and one more.
pub fn capacity_of_copy(entries: usize) -> usize {
    entries.min(MAX_CAPACITY / 2) * 4 / 3 + 1
}

/// The partition of `__consumer_offsets` that holds a group, or the partition
/// of `__transaction_state` that holds a transactional id.
///
/// The source is `GroupCoordinatorService.partitionFor` with Kafka's
/// `Utils.abs`, for which the absolute value of the smallest integer is 0.
/// `partitions` is the topic's partition count; below 1 the answer is 0.
pub fn group_partition(group: &str, partitions: i32) -> i32 {
    absolute(string_hash(group)) % partitions.max(1)
}

/// Kafka's `Utils.abs`: the absolute value, but 0 for the smallest integer.
pub fn absolute(number: i32) -> i32 {
    number.checked_abs().unwrap_or(0)
}

/// The partitions of a topic, from 0, in the order in which the Java client
/// lists those that are available: the order of the hash map in its metadata
/// (`MetadataSnapshot.computeClusterView`).
///
/// `partitions` are those of the topic, all of them available;
/// `all_partitions` is how many the client's metadata holds, of all its
/// topics together, this one included. `RoundRobinPartitioner` goes round in
/// this order.
pub fn available_partition_order(topic: &str, partitions: i32, all_partitions: usize) -> Vec<i32> {
    let topic_hash = string_hash(topic);
    let partitions: Vec<i32> = (0..partitions).collect();
    // The table holds the partitions of the other topics too: its size counts
    // all, although only this topic's are put in order.
    let capacity = table_size(all_partitions, all_partitions);
    let hash = |partition: &i32| partition_hash(topic_hash, *partition);
    hash_map_order(partitions, hash, capacity)
}

/// What the broker answers for partitions, in the order of its Scala maps:
/// topics as an immutable map has them, and the partitions of each as a
/// mutable one has them (`collection.immutable.HashMap` and
/// `collection.mutable.HashMap` of Scala 2.13, made by `groupBy`).
pub fn scala_order<T>(items: Vec<T>, partition: impl Fn(&T) -> &TopicPartition) -> Vec<T> {
    let entries = items.into_iter();
    let topics = grouped(entries.map(|item| (partition(&item).topic.clone(), item)));
    let topics = trie_order(topics, 0, |(topic, _)| scala_hash(string_hash(topic)));
    let of_topic = topics.into_iter().flat_map(|(_, mut items)| {
        // A table of 16 buckets grows when an entry would fill three quarters;
        // a bucket is in the order of the hashes.
        let mut size = DEFAULT_CAPACITY as u32;
        while items.len() as u32 >= size / 4 * 3 {
            size *= 2;
        }
        sort_by_key(&mut items, |item| {
            let hash = topic_partition_hash(partition(item));
            let spread = hash ^ (hash as u32 >> 16) as i32;
            (spread as u32 & (size - 1), spread)
        });
        items
    });
    of_topic.collect()
}

/// Names in the order of Scala's immutable `Set`, into which they were added in
/// the order given: up to four stay in it, more are in a hash trie.
pub fn scala_set_order(names: Vec<Name>) -> Vec<Name> {
    match names.len() {
        0..=4 => names,
        _ => trie_order(names, 0, |name| scala_hash(string_hash(name))),
    }
}

/// How Scala's immutable maps spread a hash (`collection.Hashing.improve`).
fn scala_hash(hash: i32) -> u32 {
    let hash = hash as u32;
    let hash = hash.wrapping_add(!(hash << 9));
    let hash = hash ^ hash >> 14;
    let hash = hash.wrapping_add(hash << 4);
    hash ^ hash >> 10
}

/// Items in the order of a hash trie: those that are alone in their branch of
/// 32 come first, then branch by branch those that share one, by the next five
/// bits of their hashes.
fn trie_order<T>(items: Vec<T>, shift: u32, hash: impl Fn(&T) -> u32 + Copy) -> Vec<T> {
    if shift >= u32::BITS {
        return items;
    }
    let mut branches: Vec<Vec<T>> = Vec::new();
    branches.resize_with(32, Vec::new);
    for item in items {
        branches[(hash(&item) >> shift & 31) as usize].push(item);
    }
    let (alone, shared): (Vec<_>, Vec<_>) = branches.into_iter().partition(|b| b.len() < 2);
    let mut ordered: Vec<T> = alone.into_iter().flatten().collect();
    for branch in shared {
        ordered.append(&mut trie_order(branch, shift + 5, hash));
    }
    ordered
}

/// The buckets of a table that was asked for with `capacity` and holds
/// `entries`; a power of two.
pub fn table_size(entries: usize, capacity: usize) -> usize {
    let mut size = capacity.clamp(1, MAX_CAPACITY).next_power_of_two();
    while entries > size / 2 + size / 4 && size < MAX_CAPACITY {
        size *= 2;
    }
    size
}

/// The hash of a partition of the topic with this hash.
fn partition_hash(topic_hash: i32, partition: i32) -> i32 {
    partition
        .wrapping_add(31)
        .wrapping_mul(31)
        .wrapping_add(topic_hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mutable_scala_map_orders_partitions_by_bucket() {
        let order = |topic: &str, partitions: &[i32]| -> Vec<i32> {
            let all = partitions.iter();
            let all = all.map(|p| TopicPartition::new(topic, *p)).collect();
            let ordered = scala_order(all, |partition| partition);
            ordered.into_iter().map(|p| p.partition).collect()
        };
        // As a broker answered them.
        assert_eq!(order("calendar", &[0, 1]), [1, 0]);
        assert_eq!(order("attic", &[0, 1, 9]), [0, 1, 9]);
        assert_eq!(order("attic", &[9, 1, 0]), [0, 1, 9]);
        assert_eq!(order("clicks-del", &[0, 7]), [0, 7]);
    }

    #[test]
    fn an_immutable_scala_map_orders_by_its_trie() {
        // By the lowest five bits of the spread hashes; two that share them
        // come after all that are alone.
        let names = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
        let items = names.map(|name| TopicPartition::new(name, 0));
        let ordered = scala_order(items.to_vec(), |partition| partition);
        let five = |p: &TopicPartition| scala_hash(string_hash(&p.topic)) & 31;
        let bits: Vec<u32> = ordered.iter().map(five).collect();
        let alone = |bit: &&u32| bits.iter().filter(|b| b == bit).count() == 1;
        let first: Vec<u32> = bits.iter().filter(alone).copied().collect();
        assert!(first.is_sorted(), "{bits:?}");
        assert_eq!(bits[..first.len()], first[..], "{bits:?}");
        assert_eq!(ordered.len(), names.len());
    }

    #[test]
    fn hashes_of_strings_are_javas() {
        for (text, hash) in [
            ("", 0),
            ("a", 97),
            ("BB", 2112),
            ("my-group", -1906497762),
            ("polygenelubricants", i32::MIN),
            ("café", 3045921),
            ("\u{1f600}-group", -1198440043),
        ] {
            assert_eq!(string_hash(text), hash, "{text}");
        }
    }

    #[test]
    fn strings_compare_by_utf16_units() {
        for (left, right, order) in [
            ("a", "b", Ordering::Less),
            ("a", "aa", Ordering::Less),
            ("c-10", "c-9", Ordering::Less),
            ("same", "same", Ordering::Equal),
            ("\u{1f600}", "\u{ff5e}", Ordering::Less),
        ] {
            assert_eq!(compare_strings(left, right), order, "{left} {right}");
        }
    }

    #[test]
    fn groups_live_on_kafkas_partition() {
        for (group, partitions, partition) in [
            ("my-group", 50, 12),
            ("polygenelubricants", 50, 0),
            ("", 50, 0),
            ("payments", 4, 1),
            ("payments", 0, 0),
            ("payments", -5, 0),
        ] {
            assert_eq!(
                group_partition(group, partitions),
                partition,
                "{group} {partitions}"
            );
        }
    }

    #[test]
    fn hash_of_a_partition_counts_topic_and_number() {
        assert_eq!(topic_partition_hash(&TopicPartition::new("", 0)), 31 * 31);
        assert_eq!(
            topic_partition_hash(&TopicPartition::new("a", 2)),
            31 * 33 + 97
        );
    }

    #[test]
    fn tables_double_when_three_quarters_are_exceeded() {
        for (entries, capacity, size) in [
            (0, 0, 1),
            (1, 0, 2),
            (2, 2, 4),
            (3, 4, 4),
            (4, 4, 8),
            (12, 16, 16),
            (13, 16, 32),
            (0, 17, 32),
            (1, usize::MAX, MAX_CAPACITY),
        ] {
            assert_eq!(table_size(entries, capacity), size, "{entries} {capacity}");
        }
    }

    #[test]
    fn copies_have_the_table_size_of_java_17() {
        for (entries, size) in [(1, 2), (2, 4), (3, 8), (5, 8), (6, 16)] {
            assert_eq!(
                table_size(entries, capacity_of_copy(entries)),
                size,
                "{entries}"
            );
        }
        assert!(capacity_of_copy(usize::MAX) > 0);
    }

    #[test]
    fn a_bucket_keeps_the_order_of_insertion() {
        // Aa and BB have the same hash.
        let order = |names: [&str; 3]| name_order(names.map(Name::from).to_vec());
        assert_eq!(order(["b", "Aa", "BB"]), ["Aa", "BB", "b"]);
        assert_eq!(order(["b", "BB", "Aa"]), ["BB", "Aa", "b"]);
    }

    #[test]
    fn available_partitions_come_in_the_order_seen_on_a_real_client() {
        for (topic, partitions, order) in [
            ("trades-rr", 3, vec![2, 0, 1]),
            ("quotes-rr", 2, vec![1, 0]),
            ("quotes-rr", 4, vec![3, 2, 1, 0]),
            ("none", 0, vec![]),
            ("none", -1, vec![]),
        ] {
            let all = usize::try_from(partitions).unwrap_or(0);
            assert_eq!(
                available_partition_order(topic, partitions, all),
                order,
                "{topic} {partitions}"
            );
        }
    }

    #[test]
    fn commits_are_written_in_the_order_seen_on_a_real_broker() {
        let names = ["days", "nights"].map(Name::from).to_vec();
        assert_eq!(name_order(names), ["nights", "days"]);
        for (topic, partitions, order) in [("days", 2, vec![1, 0]), ("wires", 2, vec![1, 0])] {
            let listed = (0..partitions).map(|p| TopicPartition::new(topic, p));
            let capacity = capacity_of_copy(partitions as usize);
            let ordered = hash_map_order(listed.collect(), topic_partition_hash, capacity);
            let numbers: Vec<i32> = ordered.iter().map(|p| p.partition).collect();
            assert_eq!(numbers, order, "{topic}");
        }
    }
}
