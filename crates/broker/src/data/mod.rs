//! Requests about the data itself: Produce, Fetch, ListOffsets,
//! OffsetForLeaderEpoch, DeleteRecords.

mod delete_records;
mod fetch;
mod list_offsets;
mod offset_for_leader_epoch;
mod produce;
mod validate;

pub(super) use delete_records::delete_records;
pub(crate) use fetch::fetch_waited;
pub(super) use fetch::{fetch, topic_is_gone};
pub(super) use list_offsets::list_offsets;
pub(super) use offset_for_leader_epoch::offset_for_leader_epoch;
pub(super) use produce::{append, produce};

use super::Broker;
use protocol::api::NO_LEADER_EPOCH;
use protocol::error::KafkaError;
use protocol::name::Name;
use protocol::topic_partition::{TopicId, TopicPartition, NO_TOPIC_ID};

/// The epoch of the leader: there is one broker, so that it never changes.
const LEADER_EPOCH: i32 = 0;

/// What a request means by a partition: the id of the topic counts where it is
/// given.
///
/// # Errors
/// `UNKNOWN_TOPIC_ID`, or `UNKNOWN_TOPIC_OR_PARTITION`.
fn resolve(
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

/// Whether a client knows of the leader what the broker knows.
///
/// # Errors
/// `UNKNOWN_LEADER_EPOCH` for one to come, `FENCED_LEADER_EPOCH` for an old
/// one. Source: `Partition.checkCurrentLeaderEpoch`.
fn check_leader_epoch(known: i32) -> Result<(), KafkaError> {
    match known {
        NO_LEADER_EPOCH | LEADER_EPOCH => Ok(()),
        known if known > LEADER_EPOCH => Err(KafkaError::UnknownLeaderEpoch),
        _ => Err(KafkaError::FencedLeaderEpoch),
    }
}
