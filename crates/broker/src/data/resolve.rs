//! Which partition is meant.

use crate::broker::Broker;
use protocol::error::KafkaError;
use protocol::name::Name;
use protocol::topic_partition::{TopicId, TopicPartition, NO_TOPIC_ID};

/// What a request means by a partition: the id of the topic counts where it is
/// given.
///
/// # Errors
/// `UNKNOWN_TOPIC_ID`, or `UNKNOWN_TOPIC_OR_PARTITION`.
pub(super) fn resolve(
    broker: &Broker,
    named: &TopicPartition,
    id: TopicId,
) -> Result<TopicPartition, (TopicPartition, KafkaError)> {
    let mut partition = named.clone();
    if id != NO_TOPIC_ID {
        let Some(name) = broker.topic_named(&id) else {
            partition.topic = Name::default();
            return Err((partition, KafkaError::UnknownTopicId));
        };
        partition.topic = name.clone();
    }
    match broker.log(&partition) {
        Some(_) => Ok(partition),
        None => Err((partition, KafkaError::UnknownTopicOrPartition)),
    }
}
