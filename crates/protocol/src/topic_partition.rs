//! A partition of a topic, named.
//!
//! It is written `orders-0`, as Kafka's logs and errors have it. A topic may have hyphens
//! and digits in its name, so the number is what follows the last hyphen.
//!
//! *Read next: [`topic_name`](crate::topic_name), what a topic may be called.*

use crate::name::Name;
use std::fmt;

/// A topic's id: 16 bytes, as Kafka's `Uuid`.
pub type TopicId = [u8; 16];

/// No topic id, as Kafka's `Uuid.ZERO_UUID`.
pub const NO_TOPIC_ID: TopicId = [0; 16];

/// Which partition of which topic; written `orders-0`, as Kafka writes it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TopicPartition {
    /// The topic's name.
    pub topic: Name,
    /// The partition, from 0.
    pub partition: i32,
}

impl TopicPartition {
    /// The partition `partition` of `topic`.
    pub fn new(topic: impl Into<Name>, partition: i32) -> Self {
        TopicPartition {
            topic: topic.into(),
            partition,
        }
    }

    /// Reads `topic-partition`; the partition is what follows the last hyphen.
    ///
    /// Answers `None` where there is no hyphen or no number after it.
    pub fn parse(text: &str) -> Option<Self> {
        let (topic, partition) = text.rsplit_once('-')?;
        let partition = partition.parse().ok().filter(|p| *p >= 0)?;
        (!topic.is_empty()).then(|| TopicPartition::new(topic, partition))
    }
}

impl fmt::Display for TopicPartition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.topic, self.partition)
    }
}

impl serde::Serialize for TopicPartition {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
