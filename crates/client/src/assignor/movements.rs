//! Which partitions the sticky assignors have moved, so that none is moved to
//! and fro.
//!
//! The source is `AbstractStickyAssignor.PartitionMovements`.

use protocol::java;
use protocol::map::Map;
use protocol::name::Name;
use protocol::topic_partition::TopicPartition;

/// From which member to which.
type Pair = (usize, usize);

/// A hash set of partitions: their order is that of Java's table, which grows
/// and does not shrink.
#[derive(Default)]
struct HashedPartitions {
    partitions: Vec<TopicPartition>,
    most: usize,
}

impl HashedPartitions {
    fn insert(&mut self, partition: TopicPartition) {
        if !self.partitions.contains(&partition) {
            self.partitions.push(partition);
            self.most = self.most.max(self.partitions.len());
        }
    }

    /// The one that an iterator comes to first.
    fn first(&self) -> Option<TopicPartition> {
        let capacity = java::table_size(self.most, java::DEFAULT_CAPACITY);
        let partitions = self.partitions.clone();
        let ordered = java::hash_map_order(partitions, java::topic_partition_hash, capacity);
        ordered.into_iter().next()
    }
}

/// The movements so far.
#[derive(Default)]
pub(super) struct Movements {
    by_topic: Map<Name, Map<Pair, HashedPartitions>>,
    by_partition: Map<TopicPartition, Pair>,
}

impl Movements {
    /// The partition to move where this one is to go to another member: one of
    /// the same topic that came the other way, if there is one.
    pub(super) fn actual(
        &self,
        partition: &TopicPartition,
        owner: usize,
        new_owner: usize,
    ) -> TopicPartition {
        let from = self.by_partition.get(partition);
        let from = from.map_or(owner, |(source, _)| *source);
        let moved = self.by_topic.get(&partition.topic);
        let back = moved.and_then(|pairs| pairs.get(&(new_owner, from)));
        let back = back.and_then(HashedPartitions::first);
        back.unwrap_or_else(|| partition.clone())
    }

    /// A partition goes from one member to another.
    pub(super) fn record(&mut self, partition: &TopicPartition, owner: usize, new_owner: usize) {
        let mut source = owner;
        if let Some(pair) = self.by_partition.remove(partition) {
            self.forget(partition, pair);
            source = pair.0;
            if source == new_owner {
                return;
            }
        }
        let pair = (source, new_owner);
        self.by_partition.insert(partition.clone(), pair);
        let pairs = self.by_topic.get_or_default(partition.topic.clone());
        pairs.get_or_default(pair).insert(partition.clone());
    }

    fn forget(&mut self, partition: &TopicPartition, pair: Pair) {
        let Some(pairs) = self.by_topic.get_mut(&partition.topic) else {
            return;
        };
        if let Some(moved) = pairs.get_mut(&pair) {
            moved.partitions.retain(|p| p != partition);
            if moved.partitions.is_empty() {
                pairs.remove(&pair);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_partition_that_came_the_other_way_goes_back_instead() {
        let (first, second) = (TopicPartition::new("t", 0), TopicPartition::new("t", 1));
        let mut movements = Movements::default();
        assert_eq!(movements.actual(&first, 0, 1), first);
        movements.record(&first, 0, 1);
        assert_eq!(movements.actual(&second, 1, 0), first);
        assert_eq!(movements.actual(&second, 2, 0), second);
        let other = TopicPartition::new("u", 1);
        assert_eq!(movements.actual(&other, 1, 0), other);
        movements.record(&first, 1, 0);
        assert_eq!(movements.actual(&second, 1, 0), second);
    }

    #[test]
    fn a_partition_that_moves_on_is_remembered_from_its_first_owner() {
        let (first, second) = (TopicPartition::new("t", 0), TopicPartition::new("t", 1));
        let mut movements = Movements::default();
        movements.record(&first, 0, 1);
        movements.record(&first, 1, 2);
        assert_eq!(movements.actual(&second, 2, 0), first);
        assert_eq!(movements.actual(&second, 1, 0), second);
    }
}
