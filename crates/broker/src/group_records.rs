//! What the coordinator writes about groups: the records that it leaves in
//! `__consumer_offsets`, and what it remembers with them.
//! Source: `GroupCoordinatorRecordHelpers`.

use super::committed::CommittedOffset;
use super::data;
use super::group::{GroupEvent, CLIENT_HOST};
use super::offsets_topic::{GroupMemberValue, GroupValue, OffsetValue, OffsetsRecord};
use crate::context::Context;
use protocol::batch::Batch;
use protocol::java;
use protocol::name::Name;
use protocol::record::{Payload, Record};
use protocol::topic_partition::TopicPartition;
use std::sync::Arc;

/// Commits offsets, in this order.
pub(super) fn write_offsets(
    cx: &mut Context,
    id: &Name,
    offsets: Vec<(TopicPartition, CommittedOffset)>,
) {
    let records = offsets
        .iter()
        .map(|(partition, committed)| OffsetsRecord::Offset {
            group: id.clone(),
            topic: partition.topic.clone(),
            partition: partition.partition,
            value: Some(OffsetValue {
                offset: committed.offset,
                leader_epoch: committed.leader_epoch,
                metadata: committed.metadata.clone(),
                commit_timestamp: committed.at,
                expire_timestamp: committed.expires,
                topic_id: cx.broker().topic_id(&partition.topic),
            }),
        })
        .collect();
    write(cx, id, records);
    let replaced = offsets.iter().map(|(partition, _)| {
        let old = cx.broker().committed(id, partition);
        old.map(|old| old.offset)
    });
    let replaced = replaced.collect();
    cx.emit_group(id, GroupEvent::OffsetsCommitted { offsets, replaced });
}

/// Writes down what a group is now.
pub(super) fn write_group(cx: &mut Context, id: &Name) {
    let group = cx.broker().classic(id);
    let protocol = group.protocol().cloned();
    // The coordinator keeps its members in a hash map.
    let order = java::name_order(group.members().keys().cloned().collect());
    let members = order
        .iter()
        .filter_map(|member_id| group.members().get(member_id))
        .map(|member| GroupMemberValue {
            member_id: member.id().clone(),
            group_instance_id: member.group_instance_id().cloned(),
            client_id: member.client_id().clone(),
            client_host: CLIENT_HOST.into(),
            rebalance_timeout: member.rebalance_timeout_ms() as i32,
            session_timeout: member.session_timeout_ms() as i32,
            subscription: protocol
                .as_ref()
                .and_then(|p| member.metadata(p).cloned())
                .unwrap_or_else(|| Arc::from([])),
            assignment: member.assignment().clone(),
        })
        .collect();
    let value = GroupValue {
        protocol_type: group.protocol_type().cloned().unwrap_or_default(),
        generation: group.generation(),
        protocol,
        leader: group.leader().cloned(),
        current_state_timestamp: group.state_since(),
        members,
    };
    let group = id.clone();
    let value = Some(value);
    write(cx, id, vec![OffsetsRecord::Group { group, value }]);
}

/// Takes committed offsets back, in this order.
pub(super) fn delete_offsets(cx: &mut Context, id: &Name, partitions: Vec<TopicPartition>) {
    if partitions.is_empty() {
        return;
    }
    write(cx, id, tombstones(id, &partitions));
    cx.emit_group(id, GroupEvent::OffsetsDeleted { partitions });
}

/// A topic is being deleted: every group's offsets for it go too.
pub(super) fn forget_topic(cx: &mut Context, topic: &Name) {
    let groups: Vec<Name> = cx.broker().offsets().keys().cloned().collect();
    for id in groups {
        let partitions: Vec<TopicPartition> = cx.broker().offsets()[&id]
            .keys()
            .filter(|partition| partition.topic == *topic)
            .cloned()
            .collect();
        delete_offsets(cx, &id, partitions);
    }
}

/// Deletes a group with its offsets.
pub(super) fn delete_group(cx: &mut Context, id: &Name) {
    let committed = cx.broker().offsets().get(id);
    let partitions = committed.map_or_else(Vec::new, |c| c.in_table_order());
    let mut records = tombstones(id, &partitions);
    records.push(OffsetsRecord::Group {
        group: id.clone(),
        value: None,
    });
    write(cx, id, records);
    cx.emit_group(id, GroupEvent::Deleted);
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

/// Appends records to the group's partition of `__consumer_offsets`.
fn write(cx: &mut Context, id: &str, records: Vec<OffsetsRecord>) {
    if records.is_empty() {
        return;
    }
    let partition = cx.broker().partition_of_group(id);
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
