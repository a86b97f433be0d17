//! A topic as its broker has it.

use crate::config::TopicConfig;
use crate::log::Log;
use protocol::rng::Rng;
use protocol::topic_partition::TopicId;

/// A topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// Counted from 0 over all topics ever made: one that is made again is
    /// another topic.
    pub id: u64,
    /// Its settings.
    pub config: TopicConfig,
    /// A log per partition.
    pub partitions: Vec<Log>,
}

impl Topic {
    /// Its id as Kafka would write it: one that looks like chance, of version
    /// 4, and is the same in every run.
    pub fn uuid(&self) -> TopicId {
        Topic::uuid_of(self.id)
    }

    /// The id of the topic with this number.
    pub(crate) fn uuid_of(number: u64) -> TopicId {
        let mut rng = Rng::new(number);
        let high = rng.peek();
        rng.advance();
        let mut id = (u128::from(high) << 64 | u128::from(rng.peek())).to_be_bytes();
        id[6] = id[6] & 0x0f | 0x40;
        id[8] = id[8] & 0x3f | 0x80;
        id
    }
}
