//! A dead letter.

use client::call::OpId;
use client::outcome::ConsumerRecord;
use protocol::record::Offset;
use protocol::topic_partition::TopicPartition;

/// A record that is sent away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Letter {
    pub(super) record: ConsumerRecord,
    /// The call that sends it, once it is made.
    pub(super) send: Option<OpId>,
}

impl Letter {
    pub(super) fn is(&self, partition: &TopicPartition, offset: Offset) -> bool {
        self.record.offset == offset && self.record.partition == *partition
    }
}
