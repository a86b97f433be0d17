//! OffsetCommit.
//! Source: `KafkaApis.handleOffsetCommitRequest`,
//! `OffsetMetadataManager.commitOffset`, `ClassicGroup.validateOffsetCommit`.

use super::committed::CommittedOffset;
use super::group::{ClassicGroup, ClassicGroupEvent, GroupEvent, GroupState};
use super::group_records;
use super::offset_fetch::BY_TOPIC_ID;
use crate::context::Context;
use protocol::api::{OfTopic, OffsetCommitRequest, OffsetCommitResponse, OffsetToCommit};
use protocol::error::KafkaError;
use protocol::record::Millis;
use protocol::topic_partition::TopicPartition;

/// From this version on a missing group is told from a wrong generation.
const KNOWS_GROUP_ID_NOT_FOUND: i16 = 9;
/// The last version in which a commit says how long it is kept.
const LAST_WITH_RETENTION: i16 = 4;

/// What an answer says of partitions, topic by topic: what failed before the
/// group was asked comes first.
pub(super) type Answer = Vec<OfTopic<(i32, KafkaError)>>;

/// Adds what is said of a partition.
pub(super) fn say<T>(answer: &mut Answer, topic: &OfTopic<T>, partition: i32, error: KafkaError) {
    let same = |other: &&mut OfTopic<(i32, KafkaError)>| {
        other.name == topic.name && other.topic_id == topic.topic_id
    };
    match answer.iter_mut().find(same) {
        Some(found) => found.partitions.push((partition, error)),
        None => answer.push(OfTopic {
            name: topic.name.clone(),
            topic_id: topic.topic_id,
            partitions: vec![(partition, error)],
        }),
    }
}

/// Answers OffsetCommit. The offset is not compared with the log, and not with
/// who owns the partition. Where no partition is there, the group is not even
/// looked at.
pub(super) fn offset_commit(
    cx: &mut Context,
    version: i16,
    request: &OffsetCommitRequest,
) -> OffsetCommitResponse {
    let mut answer = Answer::new();
    let mut there: Vec<(OfTopic<()>, &OffsetToCommit)> = Vec::new();
    for topic in &request.topics {
        let mut named = OfTopic {
            name: topic.name.clone(),
            topic_id: topic.topic_id,
            partitions: Vec::new(),
        };
        let mut missing = KafkaError::UnknownTopicOrPartition;
        if version >= BY_TOPIC_ID {
            match cx.broker().topic_named(&topic.topic_id) {
                Some(name) => named.name = name.clone(),
                None => missing = KafkaError::UnknownTopicId,
            }
        }
        for commit in &topic.partitions {
            let partition = TopicPartition::new(named.name.clone(), commit.partition);
            if missing == KafkaError::UnknownTopicId || cx.broker().log(&partition).is_none() {
                say(&mut answer, &named, commit.partition, missing);
            } else {
                there.push((named.clone(), commit));
            }
        }
    }
    if there.is_empty() {
        return OffsetCommitResponse { topics: answer };
    }
    let admitted = admit(cx, version, request);
    let expires = expiry(cx, version, request.retention_time_ms);
    let mut offsets: Vec<(TopicPartition, CommittedOffset)> = Vec::new();
    for (topic, commit) in there {
        let length = commit.metadata.encode_utf16().count();
        let error = match admitted {
            Err(error) => error,
            Ok(()) if length > cx.broker().config().offset_metadata_max => {
                KafkaError::OffsetMetadataTooLarge
            }
            Ok(()) => {
                let partition = TopicPartition::new(topic.name.clone(), commit.partition);
                offsets.push((partition, committed(cx.now(), expires, commit)));
                KafkaError::None
            }
        };
        say(&mut answer, &topic, commit.partition, error);
    }
    if !offsets.is_empty() {
        group_records::write_offsets(cx, &request.group_id, offsets);
    }
    OffsetCommitResponse { topics: answer }
}

fn committed(now: Millis, expires: Option<Millis>, commit: &OffsetToCommit) -> CommittedOffset {
    CommittedOffset {
        offset: commit.offset,
        leader_epoch: commit.leader_epoch,
        metadata: commit.metadata.clone(),
        at: now,
        expires,
    }
}

/// When a commit expires that says how long it is to be kept.
fn expiry(cx: &Context, version: i16, retention_time_ms: Millis) -> Option<Millis> {
    let said = version <= LAST_WITH_RETENTION && retention_time_ms != -1;
    said.then(|| cx.now().saturating_add(retention_time_ms))
}

/// Whether the group takes a commit from this sender; a commit to a group that
/// is not there makes it.
fn admit(cx: &mut Context, version: i16, request: &OffsetCommitRequest) -> Result<(), KafkaError> {
    let id = &request.group_id;
    cx.broker().coordinates(id)?;
    match cx.broker().classic_group(id) {
        None if request.generation_id < 0 => {
            cx.emit_group(id, GroupEvent::Created);
            Ok(())
        }
        None if version >= KNOWS_GROUP_ID_NOT_FOUND => Err(KafkaError::GroupIdNotFound),
        None => Err(KafkaError::IllegalGeneration),
        Some(group) => {
            check_sender(group, request)?;
            let counts = matches!(
                group.state(),
                GroupState::Stable | GroupState::PreparingRebalance
            );
            if counts && group.members().contains_key(&request.member_id) {
                let member_id = request.member_id.clone();
                cx.emit_classic(id, ClassicGroupEvent::MemberSeen { member_id });
            }
            Ok(())
        }
    }
}

/// Who may commit: anybody without a generation to an Empty group, else a
/// member of the generation.
fn check_sender(group: &ClassicGroup, request: &OffsetCommitRequest) -> Result<(), KafkaError> {
    let instance_id = request.group_instance_id.as_ref();
    if request.generation_id < 0 && group.is_empty() {
        return Ok(());
    }
    if request.generation_id < 0 && request.member_id.is_empty() && instance_id.is_none() {
        return Err(KafkaError::UnknownMemberId);
    }
    group.validate_member(&request.member_id, instance_id)?;
    if request.generation_id != group.generation() {
        return Err(KafkaError::IllegalGeneration);
    }
    if group.state() == GroupState::CompletingRebalance {
        return Err(KafkaError::RebalanceInProgress);
    }
    Ok(())
}
