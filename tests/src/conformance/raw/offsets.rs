//! Requests about committed offsets.

use super::super::values::{list, number, text};
use super::super::world::World;
use super::{nullable_list, optional_name, topic_id, with_error};
use protocol::api::*;
use protocol::error::KafkaError;
use serde_json::{json, Value};

/// The first version of OffsetCommit and OffsetFetch that names topics by id.
const BY_ID: i16 = 10;

/// A topic of a request, which it names by id or by name.
fn of_topic<T>(
    world: &World,
    version: i16,
    topic: &Value,
    field: &str,
    read: impl Fn(&Value) -> T,
) -> OfTopic<T> {
    let partitions = list(topic, field).iter().map(read).collect();
    let mut of_topic = OfTopic::named(text(topic, "name").into(), partitions);
    if version >= BY_ID {
        of_topic.topic_id = topic_id::read(world, &topic["topicId"]);
    }
    of_topic
}

/// The topics of a response, with what is said of their partitions.
fn topics_json<T>(version: i16, topics: &[OfTopic<T>], write: impl Fn(&T) -> Value) -> Value {
    let topics = topics.iter().map(|topic| {
        let partitions: Vec<Value> = topic.partitions.iter().map(&write).collect();
        if version >= BY_ID {
            let id = json!(topic_id::text(&topic.topic_id));
            json!({"topicId": id, "partitions": partitions})
        } else {
            json!({"name": topic.name.as_str(), "partitions": partitions})
        }
    });
    topics.collect()
}

fn partition_json((partition, error): &(i32, KafkaError)) -> Value {
    with_error(*error, json!({"partitionIndex": partition}))
}

pub(super) fn commit_request(world: &World, version: i16, request: &Value) -> OffsetCommitRequest {
    let commit = |commit: &Value| OffsetToCommit {
        partition: number(commit, "partitionIndex").unwrap_or_default() as i32,
        offset: number(commit, "committedOffset").unwrap_or_default(),
        leader_epoch: number(commit, "committedLeaderEpoch").unwrap_or(-1) as i32,
        metadata: text(commit, "committedMetadata").into(),
    };
    let topics = list(request, "topics").iter();
    OffsetCommitRequest {
        group_id: text(request, "groupId").into(),
        generation_id: number(request, "generationIdOrMemberEpoch").unwrap_or(-1) as i32,
        member_id: text(request, "memberId").into(),
        group_instance_id: optional_name(request, "groupInstanceId"),
        retention_time_ms: number(request, "retentionTimeMs").unwrap_or(-1),
        topics: topics
            .map(|topic| of_topic(world, version, topic, "partitions", commit))
            .collect(),
    }
}

pub(super) fn commit_json(body: &OffsetCommitResponse, version: i16) -> Value {
    json!({"topics": topics_json(version, &body.topics, partition_json)})
}

/// From this version on OffsetFetch asks for several groups.
const FETCH_GROUPS: i16 = 8;

pub(super) fn fetch_request(world: &World, version: i16, request: &Value) -> OffsetFetchRequest {
    let group = |group: &Value| {
        let index = |index: &Value| index.as_i64().unwrap_or_default() as i32;
        let topics = nullable_list(group, "topics").map(|topics| {
            let topics = topics.iter();
            topics
                .map(|topic| of_topic(world, version, topic, "partitionIndexes", index))
                .collect()
        });
        OffsetFetchGroup {
            group_id: text(group, "groupId").into(),
            member_id: optional_name(group, "memberId"),
            member_epoch: number(group, "memberEpoch").unwrap_or(-1) as i32,
            topics,
        }
    };
    OffsetFetchRequest {
        groups: if version >= FETCH_GROUPS {
            list(request, "groups").iter().map(group).collect()
        } else {
            vec![group(request)]
        },
        require_stable: request["requireStable"] == json!(true),
    }
}

pub(super) fn fetch_json(body: &OffsetFetchResponse, version: i16) -> Value {
    let offset = |found: &FetchedOffset| {
        let mut json = json!({
            "partitionIndex": found.partition,
            "committedOffset": found.offset,
            "metadata": found.metadata.as_str(),
        });
        if version >= 5 {
            json["committedLeaderEpoch"] = json!(found.leader_epoch);
        }
        with_error(found.error, json)
    };
    let groups = body.groups.iter().map(|group| {
        let topics = topics_json(version, &group.topics, offset);
        if version >= FETCH_GROUPS {
            let id = group.group_id.as_str();
            with_error(group.error, json!({"groupId": id, "topics": topics}))
        } else if version >= 2 {
            with_error(group.error, json!({"topics": topics}))
        } else {
            json!({"topics": topics})
        }
    });
    let mut groups: Vec<Value> = groups.collect();
    if version >= FETCH_GROUPS {
        json!({"groups": groups})
    } else {
        groups.pop().unwrap_or_default()
    }
}

pub(super) fn delete_request(world: &World, request: &Value) -> OffsetDeleteRequest {
    let index = |p: &Value| number(p, "partitionIndex").unwrap_or_default() as i32;
    let topics = list(request, "topics").iter();
    OffsetDeleteRequest {
        group_id: text(request, "groupId").into(),
        topics: topics
            .map(|topic| of_topic(world, 0, topic, "partitions", index))
            .collect(),
    }
}

pub(super) fn delete_json(body: &OffsetDeleteResponse) -> Value {
    let topics = topics_json(0, &body.topics, partition_json);
    with_error(body.error, json!({"topics": topics}))
}
