//! Where consumers began to read.

use client::consumer::Consumer;
use protocol::map::Map;
use protocol::record::Offset;
use protocol::topic_partition::TopicPartition;

/// What is remembered of one partition that a consumer owns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Reading {
    /// Its position, when it was looked at last.
    position: Option<Offset>,
    /// Where it began.
    from: Option<Offset>,
}

/// Where a consumer began to read each partition that it owns: the committed
/// offset, or where a reset or a seek led last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Readings {
    partitions: Map<TopicPartition, Reading>,
}

impl Readings {
    /// Looks at a consumer after something happened to it: a position that was
    /// not known before, or that went back, is where it begins. Reading alone
    /// takes it forward. `moved` is told of positions that are other ones now,
    /// and of those before them that were known.
    pub(super) fn look(
        &mut self,
        consumer: &Consumer,
        mut moved: impl FnMut(&TopicPartition, Option<Offset>, Offset),
    ) {
        let owned = consumer.owned();
        self.partitions.retain(|p, _| owned.contains_key(p));
        for (partition, owned) in owned.iter() {
            let position = owned.unchecked_position();
            let reading = self.partitions.get_or_default(partition.clone());
            let begins = match (reading.position, position) {
                (None, Some(_)) => true,
                (Some(before), Some(now)) => now < before,
                (_, None) => false,
            };
            if begins {
                reading.from = position;
            }
            if let Some(position) = position.filter(|_| reading.position != position) {
                moved(partition, reading.position, position);
            }
            reading.position = position;
        }
    }

    /// A seek succeeded.
    pub(super) fn sought(&mut self, partition: &TopicPartition, offset: Offset) {
        if let Some(reading) = self.partitions.get_mut(partition) {
            reading.from = Some(offset);
        }
    }

    /// Where a partition is read from, as long as it is owned.
    pub(super) fn from(&self, partition: &TopicPartition) -> Option<Offset> {
        self.partitions.get(partition)?.from
    }

    /// How many partitions it remembers.
    pub(super) fn len(&self) -> usize {
        self.partitions.len()
    }
}
