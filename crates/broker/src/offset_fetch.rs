//! OffsetFetch.
//! Source: `OffsetMetadataManager.fetchOffsets` and `fetchAllOffsets`.

use super::committed::GroupOffsets;
use crate::context::Context;
use protocol::api::{
    by_topic, FetchedGroup, FetchedOffset, OfTopic, OffsetFetchGroup, OffsetFetchRequest,
    OffsetFetchResponse,
};
use protocol::error::KafkaError;
use protocol::name::Name;
use protocol::topic_partition::TopicPartition;

/// From this version on a group has an error of its own.
const GROUP_ERRORS: i16 = 2;
/// From this version on topics are named by their ids.
pub(super) const BY_TOPIC_ID: i16 = 10;

/// Answers OffsetFetch. A group that is not there has nothing committed.
pub(super) fn offset_fetch(
    cx: &Context,
    version: i16,
    request: &OffsetFetchRequest,
) -> OffsetFetchResponse {
    let groups = request.groups.iter().map(|group| {
        if let Err(error) = cx.broker().coordinates(&group.group_id) {
            return refused(version, group, error);
        }
        FetchedGroup {
            group_id: group.group_id.clone(),
            topics: match &group.topics {
                Some(topics) => some(cx, version, group, topics),
                None => all(cx, group),
            },
            error: KafkaError::None,
        }
    });
    OffsetFetchResponse {
        groups: groups.collect(),
    }
}

/// What is said of a group of which nothing can be said; up to a version that
/// knows no errors of groups, of each of its partitions.
/// Source: `OffsetFetchResponse.groupError`.
fn refused(version: i16, group: &OffsetFetchGroup, error: KafkaError) -> FetchedGroup {
    let topics = group.topics.iter().flatten();
    let each = topics.map(|topic| OfTopic {
        name: topic.name.clone(),
        topic_id: topic.topic_id,
        partitions: topic
            .partitions
            .iter()
            .map(|p| nothing(*p, error))
            .collect(),
    });
    FetchedGroup {
        group_id: group.group_id.clone(),
        topics: match version >= GROUP_ERRORS {
            true => Vec::new(),
            false => each.collect(),
        },
        error,
    }
}

fn some(
    cx: &Context,
    version: i16,
    group: &OffsetFetchGroup,
    topics: &[OfTopic<i32>],
) -> Vec<OfTopic<FetchedOffset>> {
    let committed = cx.broker().offsets().get(&group.group_id);
    let mut unknown = Vec::new();
    let mut found = Vec::new();
    for topic in topics {
        let mut answer = OfTopic {
            name: topic.name.clone(),
            topic_id: topic.topic_id,
            partitions: Vec::new(),
        };
        if version >= BY_TOPIC_ID {
            let Some(name) = cx.broker().topic_named(&topic.topic_id) else {
                let partitions = topic.partitions.iter();
                let missing = |p: &i32| nothing(*p, KafkaError::UnknownTopicId);
                answer.partitions = partitions.map(missing).collect();
                unknown.push(answer);
                continue;
            };
            answer.name = name.clone();
        }
        let partitions = topic.partitions.iter();
        answer.partitions = partitions
            .map(|partition| fetched(committed, &answer.name, *partition))
            .collect();
        found.push(answer);
    }
    // What has an error comes last here, other than in the other requests.
    found.extend(unknown);
    found
}

fn all(cx: &Context, group: &OffsetFetchGroup) -> Vec<OfTopic<FetchedOffset>> {
    let Some(committed) = cx.broker().offsets().get(&group.group_id) else {
        return Vec::new();
    };
    let partitions = committed.in_table_order().into_iter();
    let mut topics = by_topic(partitions.map(|p| {
        let offset = fetched(Some(committed), &p.topic, p.partition);
        (p.topic, offset)
    }));
    for topic in &mut topics {
        topic.topic_id = cx.broker().topic_id(&topic.name);
    }
    topics
}

fn fetched(committed: Option<&GroupOffsets>, topic: &Name, partition: i32) -> FetchedOffset {
    let key = TopicPartition::new(topic.clone(), partition);
    match committed.and_then(|committed| committed.get(&key)) {
        None => nothing(partition, KafkaError::None),
        Some(found) => FetchedOffset {
            partition,
            offset: found.offset,
            leader_epoch: found.leader_epoch,
            metadata: found.metadata.clone(),
            error: KafkaError::None,
        },
    }
}

fn nothing(partition: i32, error: KafkaError) -> FetchedOffset {
    FetchedOffset {
        partition,
        offset: -1,
        leader_epoch: -1,
        metadata: Name::default(),
        error,
    }
}
