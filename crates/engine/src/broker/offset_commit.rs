//! OffsetCommit, OffsetFetch, and the records that they leave in
//! `__consumer_offsets`.
//! Source: `OffsetMetadataManager`, `ClassicGroup.validateOffsetCommit`,
//! `GroupCoordinatorRecordHelpers`.

use super::batch::Batch;
use super::group::{Group, GroupEvent, GroupState};
use super::offsets_topic::{GroupMemberValue, GroupValue, OffsetValue, OffsetsRecord};
use super::{admin, data, CommittedOffset, OFFSETS_TOPIC};
use crate::cluster::Context;
use crate::error::KafkaError;
use crate::java;
use crate::name::Name;
use crate::protocol::{
    FetchedOffset, OffsetCommitRequest, OffsetCommitResponse, OffsetFetchRequest,
    OffsetFetchResponse,
};
use crate::record::{Payload, Record};
use crate::topic_partition::TopicPartition;
use std::sync::Arc;

/// From this version on a missing group is told from a wrong generation.
const KNOWS_GROUP_ID_NOT_FOUND: i16 = 9;

/// Answers OffsetCommit. The offset is not compared with the log, and not with
/// who owns the partition.
pub(super) fn offset_commit(
    cx: &mut Context,
    version: i16,
    request: &OffsetCommitRequest,
) -> OffsetCommitResponse {
    let id = &request.group_id;
    if let Err(error) = admit(cx, version, request) {
        let refused = request.offsets.iter().map(|o| (o.partition.clone(), error));
        return OffsetCommitResponse {
            partitions: refused.collect(),
        };
    }
    let mut failed = Vec::new();
    let mut done = Vec::new();
    let mut offsets: Vec<(TopicPartition, CommittedOffset)> = Vec::new();
    for commit in &request.offsets {
        let partition = commit.partition.clone();
        if cx.broker().log(&partition).is_none() {
            failed.push((partition, KafkaError::UnknownTopicOrPartition));
        } else if commit.metadata.chars().count() > cx.broker().config.offset_metadata_max {
            failed.push((partition, KafkaError::OffsetMetadataTooLarge));
        } else {
            let committed = CommittedOffset {
                offset: commit.offset,
                leader_epoch: commit.leader_epoch,
                metadata: commit.metadata.clone(),
                at: cx.now(),
            };
            // A partition that is named twice keeps the last.
            offsets.retain(|(other, _)| *other != partition);
            offsets.push((partition.clone(), committed));
            done.push((partition, KafkaError::None));
        }
    }
    if !offsets.is_empty() {
        write_offsets(cx, id, offsets);
    }
    failed.extend(done);
    OffsetCommitResponse { partitions: failed }
}

/// Whether the group takes a commit from this sender; a commit to a group that
/// is not there makes it.
fn admit(cx: &mut Context, version: i16, request: &OffsetCommitRequest) -> Result<(), KafkaError> {
    let id = &request.group_id;
    match cx.broker().groups.get(id) {
        None if request.generation_id < 0 => {
            admin::ensure_offsets_topic(cx);
            cx.emit_group(id, GroupEvent::Created);
            Ok(())
        }
        None if version >= KNOWS_GROUP_ID_NOT_FOUND => Err(KafkaError::GroupIdNotFound),
        None => Err(KafkaError::IllegalGeneration),
        Some(group) => {
            check_sender(group, request)?;
            let counts = matches!(
                group.state,
                GroupState::Stable | GroupState::PreparingRebalance
            );
            if counts && group.members.contains_key(&request.member_id) {
                let member_id = request.member_id.clone();
                cx.emit_group(id, GroupEvent::MemberSeen { member_id });
            }
            Ok(())
        }
    }
}

fn check_sender(group: &Group, request: &OffsetCommitRequest) -> Result<(), KafkaError> {
    if request.generation_id < 0 && group.is_empty() {
        return Ok(());
    }
    if !group.members.contains_key(&request.member_id) {
        return Err(KafkaError::UnknownMemberId);
    }
    if request.generation_id != group.generation {
        return Err(KafkaError::IllegalGeneration);
    }
    if group.state == GroupState::CompletingRebalance {
        return Err(KafkaError::RebalanceInProgress);
    }
    Ok(())
}

/// Answers OffsetFetch.
pub(super) fn offset_fetch(cx: &Context, request: &OffsetFetchRequest) -> OffsetFetchResponse {
    let committed = cx.broker().offsets.get(&request.group_id);
    let wanted: Vec<TopicPartition> = match &request.partitions {
        Some(partitions) => partitions.clone(),
        None => committed.map_or_else(Vec::new, |c| c.keys().cloned().collect()),
    };
    let partitions = wanted
        .into_iter()
        .map(|partition| {
            let found = committed.and_then(|c| c.get(&partition));
            FetchedOffset {
                offset: found.map_or(-1, |c| c.offset),
                leader_epoch: found.map_or(-1, |c| c.leader_epoch),
                metadata: found.map_or_else(Name::default, |c| c.metadata.clone()),
                partition,
            }
        })
        .collect();
    OffsetFetchResponse {
        error: KafkaError::None,
        partitions,
    }
}

/// The id of a topic as Kafka would write it: 16 bytes of the topic's number.
fn topic_id(cx: &Context, topic: &str) -> [u8; 16] {
    let number = cx.broker().topics.get(topic).map_or(0, |t| t.id + 1);
    u128::from(number).to_be_bytes()
}

/// Commits offsets: records in `__consumer_offsets`, in the order that Java's
/// hash maps give them, and what the coordinator remembers of them.
fn write_offsets(cx: &mut Context, id: &Name, offsets: Vec<(TopicPartition, CommittedOffset)>) {
    let records = in_java_order(&offsets)
        .into_iter()
        .map(|(partition, committed)| OffsetsRecord::Offset {
            group: id.clone(),
            topic: partition.topic.clone(),
            partition: partition.partition,
            value: Some(OffsetValue {
                offset: committed.offset,
                leader_epoch: committed.leader_epoch,
                metadata: committed.metadata.clone(),
                commit_timestamp: committed.at,
                expire_timestamp: None,
                topic_id: topic_id(cx, &partition.topic),
            }),
        })
        .collect();
    write(cx, id, records);
    cx.emit_group(id, GroupEvent::OffsetsCommitted { offsets });
}

type Committed = (TopicPartition, CommittedOffset);

/// Topics in the order of a HashMap, the partitions of each in the order of
/// one that was made for them.
fn in_java_order(offsets: &[Committed]) -> Vec<Committed> {
    let mut topics: Vec<Name> = Vec::new();
    for (partition, _) in offsets {
        if !topics.contains(&partition.topic) {
            topics.push(partition.topic.clone());
        }
    }
    let mut ordered = Vec::new();
    for topic in java::name_order(topics) {
        let of_topic: Vec<Committed> = offsets
            .iter()
            .filter(|(partition, _)| partition.topic == topic)
            .cloned()
            .collect();
        let capacity = java::capacity_of_copy(of_topic.len()).max(4);
        ordered.extend(java::hash_map_order(
            of_topic,
            |(partition, _)| java::topic_partition_hash(partition),
            capacity,
        ));
    }
    ordered
}

/// Writes down what a group is now.
pub(super) fn write_group(cx: &mut Context, id: &Name) {
    let group = &cx.broker().groups[id];
    let protocol = group.protocol.clone();
    let members = group
        .members
        .values()
        .map(|member| GroupMemberValue {
            member_id: member.id.clone(),
            group_instance_id: None,
            client_id: member.client_id.clone(),
            client_host: "/127.0.0.1".into(),
            rebalance_timeout: member.rebalance_timeout_ms as i32,
            session_timeout: member.session_timeout_ms as i32,
            subscription: protocol
                .as_ref()
                .and_then(|p| member.metadata(p).cloned())
                .unwrap_or_else(|| Arc::from([])),
            assignment: member.assignment.clone(),
        })
        .collect();
    let value = GroupValue {
        protocol_type: group.protocol_type.clone().unwrap_or_default(),
        generation: group.generation,
        protocol,
        leader: group.leader.clone(),
        current_state_timestamp: group.state_since,
        members,
    };
    let group = id.clone();
    let value = Some(value);
    write(cx, id, vec![OffsetsRecord::Group { group, value }]);
}

/// Takes back all that was written about a group.
pub(super) fn write_group_tombstones(cx: &mut Context, id: &Name) {
    let committed = cx.broker().offsets.get(id);
    let partitions = committed.map_or_else(Vec::new, |c| c.keys().cloned().collect());
    let mut records = tombstones(id, &partitions);
    records.push(OffsetsRecord::Group {
        group: id.clone(),
        value: None,
    });
    write(cx, id, records);
}

fn tombstones(id: &Name, partitions: &[TopicPartition]) -> Vec<OffsetsRecord> {
    let tombstone = |partition: &TopicPartition| OffsetsRecord::Offset {
        group: id.clone(),
        topic: partition.topic.clone(),
        partition: partition.partition,
        value: None,
    };
    partitions.iter().map(tombstone).collect()
}

/// A topic is being deleted: every group's offsets for it go too.
pub(super) fn forget_topic(cx: &mut Context, topic: &Name) {
    let groups: Vec<Name> = cx.broker().offsets.keys().cloned().collect();
    for id in groups {
        let partitions: Vec<TopicPartition> = cx.broker().offsets[&id]
            .keys()
            .filter(|partition| partition.topic == *topic)
            .cloned()
            .collect();
        if !partitions.is_empty() {
            write(cx, &id, tombstones(&id, &partitions));
            cx.emit_group(&id, GroupEvent::OffsetsDeleted { partitions });
        }
    }
}

/// Appends records to the group's partition of `__consumer_offsets`.
fn write(cx: &mut Context, id: &str, records: Vec<OffsetsRecord>) {
    if records.is_empty() {
        return;
    }
    let count = cx.broker().config.offsets_partitions;
    let partition = TopicPartition::new(OFFSETS_TOPIC, java::group_partition(id, count));
    let timestamp = cx.now();
    let records: Vec<Record> = records
        .iter()
        .map(|record| {
            let (key, value) = record.encode();
            Record {
                key: Some(Payload::from(key)),
                value: value.map(Payload::from),
                headers: Arc::from([]),
                timestamp,
            }
        })
        .collect();
    data::append(cx, &partition, &Batch::seal(records.into()));
}
