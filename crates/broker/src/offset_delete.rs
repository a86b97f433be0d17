//! OffsetDelete.
//! Source: `KafkaApis.handleOffsetDeleteRequest`,
//! `OffsetMetadataManager.deleteOffsets`.

use super::group::Group;
use super::group_records;
use super::offset_commit::{say, Answer};
use crate::context::Context;
use protocol::api::{OfTopic, OffsetDeleteRequest, OffsetDeleteResponse};
use protocol::error::KafkaError;
use protocol::name::Name;
use protocol::topic_partition::TopicPartition;

/// Answers OffsetDelete. Offsets of topics that the group reads stay. A group
/// without offsets stays as well.
pub(super) fn offset_delete(
    cx: &mut Context,
    request: &OffsetDeleteRequest,
) -> OffsetDeleteResponse {
    if let Err(error) = admit(cx, &request.group_id) {
        return OffsetDeleteResponse {
            error,
            topics: Vec::new(),
        };
    }
    let mut answer = Answer::new();
    let mut there: Vec<(&OfTopic<i32>, TopicPartition)> = Vec::new();
    for topic in &request.topics {
        for partition in &topic.partitions {
            let partition = TopicPartition::new(topic.name.clone(), *partition);
            if cx.broker().log(&partition).is_none() {
                let error = KafkaError::UnknownTopicOrPartition;
                say(&mut answer, topic, partition.partition, error);
            } else {
                there.push((topic, partition));
            }
        }
    }
    let group = &cx.broker().groups()[&request.group_id];
    let mut going = Vec::new();
    for (topic, partition) in there {
        let error = if group.is_subscribed_to(&topic.name) {
            KafkaError::GroupSubscribedToTopic
        } else {
            KafkaError::None
        };
        say(&mut answer, topic, partition.partition, error);
        let committed = cx.broker().committed(&request.group_id, &partition);
        if error.is_none() && committed.is_some() {
            going.push(partition);
        }
    }
    group_records::delete_offsets(cx, &request.group_id, going);
    OffsetDeleteResponse {
        error: KafkaError::None,
        topics: answer,
    }
}

/// Whether offsets of the group may be deleted: of consumers always, of others
/// only while they are away.
fn admit(cx: &Context, id: &Name) -> Result<(), KafkaError> {
    if id.is_empty() {
        return Err(KafkaError::InvalidGroupId);
    }
    cx.broker().coordinates(id)?;
    match cx.broker().group(id) {
        None => Err(KafkaError::GroupIdNotFound),
        Some(Group::Classic(group)) if !group.is_empty() && !group.uses_consumer_protocol() => {
            Err(KafkaError::NonEmptyGroup)
        }
        Some(_) => Ok(()),
    }
}
