//! Requests about committed offsets.

use super::super::play::Stop;
use super::super::values::{list, number, text};
use super::super::world::World;
use super::{by_topic, optional_name, topic_of_id, with_error};
use kafka_playground_engine::name::Name;
use kafka_playground_engine::protocol::*;
use kafka_playground_engine::topic_partition::TopicPartition;
use serde_json::{json, Value};

/// The first version of OffsetCommit that names topics by id.
const COMMIT_BY_ID: i16 = 10;

pub(super) fn commit_request(
    world: &World,
    version: i16,
    request: &Value,
) -> Result<OffsetCommitRequest, Stop> {
    let mut offsets = Vec::new();
    for topic in list(request, "topics") {
        let name: Name = if version >= COMMIT_BY_ID {
            topic_of_id(world, &topic["topicId"])?
        } else {
            text(topic, "name").into()
        };
        for commit in list(topic, "partitions") {
            let partition = number(commit, "partitionIndex").unwrap_or_default() as i32;
            let epoch = number(commit, "committedLeaderEpoch").unwrap_or(-1);
            offsets.push(OffsetToCommit {
                partition: TopicPartition::new(name.clone(), partition),
                offset: number(commit, "committedOffset").unwrap_or_default(),
                leader_epoch: epoch as i32,
                metadata: text(commit, "committedMetadata").into(),
            });
        }
    }
    Ok(OffsetCommitRequest {
        group_id: text(request, "groupId").into(),
        generation_id: number(request, "generationIdOrMemberEpoch").unwrap_or(-1) as i32,
        member_id: text(request, "memberId").into(),
        group_instance_id: optional_name(request, "groupInstanceId"),
        offsets,
    })
}

pub(super) fn commit_json(world: &World, body: &OffsetCommitResponse, version: i16) -> Value {
    let each = body.partitions.iter().map(|(partition, error)| {
        let index = json!({"partitionIndex": partition.partition});
        (&partition.topic, with_error(*error, index))
    });
    json!({"topics": by_topic(each, |topic| topic_field(world, topic, version), "partitions")})
}

fn topic_field(world: &World, topic: &Name, version: i16) -> (&'static str, Value) {
    if version >= COMMIT_BY_ID {
        ("topicId", id_of_topic(world, topic))
    } else {
        ("name", json!(topic.as_str()))
    }
}

/// A topic's id as the recorder writes it.
pub(super) fn id_of_topic(_world: &World, topic: &Name) -> Value {
    json!(format!("$topic:{topic}"))
}

/// From this version on OffsetFetch asks for several groups.
const FETCH_GROUPS: i16 = 8;

pub(super) fn fetch_request(version: i16, request: &Value) -> Result<OffsetFetchRequest, Stop> {
    let groups = list(request, "groups");
    if version >= FETCH_GROUPS && groups.len() != 1 || version >= 10 {
        return Err(Stop::NotYet(
            "OffsetFetch of several groups or by id".to_owned(),
        ));
    }
    let group = groups.first().unwrap_or(request);
    let topics = group["topics"].as_array();
    let partitions = topics.map(|topics| {
        let partitions = topics.iter().flat_map(|topic| {
            let indexes = list(topic, "partitionIndexes").iter();
            indexes.map(|index| {
                TopicPartition::new(
                    text(topic, "name"),
                    index.as_i64().unwrap_or_default() as i32,
                )
            })
        });
        partitions.collect()
    });
    Ok(OffsetFetchRequest {
        group_id: text(group, "groupId").into(),
        partitions,
    })
}

pub(super) fn fetch_json(body: &OffsetFetchResponse, version: i16, request: &Value) -> Value {
    let each = body.partitions.iter().map(|found| {
        let mut json = json!({
            "partitionIndex": found.partition.partition,
            "committedOffset": found.offset,
            "metadata": found.metadata.as_str(),
            "errorCode": 0,
        });
        if version >= 5 {
            json["committedLeaderEpoch"] = json!(found.leader_epoch);
        }
        (&found.partition.topic, json)
    });
    let topics = by_topic(each, |topic| ("name", json!(topic.as_str())), "partitions");
    if version >= FETCH_GROUPS {
        let id = &list(request, "groups")[0]["groupId"];
        let group = with_error(body.error, json!({"groupId": id, "topics": topics}));
        return json!({"groups": [group]});
    }
    let json = json!({"topics": topics});
    if version >= 2 {
        with_error(body.error, json)
    } else {
        json
    }
}
