//! DescribeGroups and ListGroups.

use super::{ClassicGroup, GroupState, CLIENT_HOST};
use crate::context::Context;
use protocol::api::{
    DescribeGroupsRequest, DescribeGroupsResponse, DescribedGroup, DescribedMember,
    ListGroupsRequest, ListGroupsResponse, ListedGroup,
};
use protocol::error::KafkaError;
use protocol::java;
use protocol::java::timeline::TimelineTable;
use protocol::map::grouped;
use protocol::name::Name;
use protocol::sort::sort_by_key;
use protocol::topic_partition::TopicPartition;
use std::sync::Arc;

/// From this version on a group that is not there is an error.
const KNOWS_GROUP_ID_NOT_FOUND: i16 = 6;

/// The table size of the coordinator's map of partitions, which holds the 50
/// of `__consumer_offsets`.
const SHARDS_CAPACITY: usize = 128;

/// The type of every group here, as ListGroups has it.
const CLASSIC: &str = "classic";

/// Answers DescribeGroups.
pub(crate) fn describe_groups(
    cx: &Context,
    version: i16,
    request: &DescribeGroupsRequest,
) -> DescribeGroupsResponse {
    let groups = by_shard(cx, &request.groups);
    let groups = groups.into_iter().map(|id| describe(cx, version, id));
    DescribeGroupsResponse {
        groups: groups.collect(),
    }
}

fn describe(cx: &Context, version: i16, group_id: Name) -> DescribedGroup {
    if let Err(error) = cx.broker().coordinates(&group_id) {
        return DescribedGroup {
            error,
            error_message: None,
            group_id,
            state: "",
            protocol_type: Name::default(),
            protocol_data: Name::default(),
            members: Vec::new(),
        };
    }
    match cx.broker().classic_group(&group_id) {
        None => {
            let is_error = version >= KNOWS_GROUP_ID_NOT_FOUND;
            DescribedGroup {
                error: if is_error {
                    KafkaError::GroupIdNotFound
                } else {
                    KafkaError::None
                },
                error_message: is_error
                    .then(|| ["Group ", group_id.as_str(), " not found."].concat()),
                group_id,
                state: GroupState::Dead.name(),
                protocol_type: Name::default(),
                protocol_data: Name::default(),
                members: Vec::new(),
            }
        }
        Some(group) => DescribedGroup {
            error: KafkaError::None,
            error_message: None,
            group_id,
            state: group.state().name(),
            protocol_type: group.protocol_type().cloned().unwrap_or_default(),
            protocol_data: assignor(group).cloned().unwrap_or_default(),
            members: members(group),
        },
    }
}

/// The assignor, which is told in Stable only.
fn assignor(group: &ClassicGroup) -> Option<&Name> {
    let stable = group.state() == GroupState::Stable;
    group.protocol().filter(|_| stable)
}

fn members(group: &ClassicGroup) -> Vec<DescribedMember> {
    let assignor = assignor(group);
    let members = group.members().values().map(|member| DescribedMember {
        member_id: member.id.clone(),
        group_instance_id: member.group_instance_id.clone(),
        client_id: member.client_id.clone(),
        client_host: CLIENT_HOST.into(),
        metadata: assignor
            .and_then(|assignor| member.metadata(assignor).cloned())
            .unwrap_or_else(|| Arc::from([])),
        assignment: member.assignment.clone(),
    });
    members.collect()
}

/// Answers ListGroups.
pub(crate) fn list_groups(cx: &Context, request: &ListGroupsRequest) -> ListGroupsResponse {
    let wanted = |filter: &[Name], name: &str| {
        filter.is_empty() || filter.iter().any(|f| f.trim().eq_ignore_ascii_case(name))
    };
    let mut ids: Vec<Name> = cx.broker().groups().keys().cloned().collect();
    sort_by_key(&mut ids, |id| cx.broker().classic(id).index());
    let mut listed = Vec::new();
    for shard in shards(cx, &ids, SHARDS_CAPACITY) {
        let mut table = TimelineTable::new();
        for id in shard {
            table.put(id);
        }
        let in_order = table.in_order(|id| java::string_hash(id));
        listed.extend(in_order.into_iter().cloned());
    }
    let groups = listed
        .into_iter()
        .map(|group_id| {
            let group = cx.broker().classic(&group_id);
            ListedGroup {
                protocol_type: group.protocol_type().cloned().unwrap_or_default(),
                state: group.state().name(),
                group_type: CLASSIC,
                group_id,
            }
        })
        .filter(|group| {
            wanted(&request.states_filter, group.state)
                && wanted(&request.types_filter, group.group_type)
        });
    ListGroupsResponse {
        error: KafkaError::None,
        groups: groups.collect(),
    }
}

/// Groups in the order of a hash map of the partitions that hold them; those
/// of one partition stay in their order.
pub(crate) fn by_shard(cx: &Context, ids: &[Name]) -> Vec<Name> {
    let shards = shards(cx, ids, java::DEFAULT_CAPACITY);
    shards.into_iter().flatten().collect()
}

fn shards(cx: &Context, ids: &[Name], capacity: usize) -> Vec<Vec<Name>> {
    let each = ids.iter();
    let shards = grouped(each.map(|id| (cx.broker().partition_of_group(id), id.clone())));
    let hash = |(partition, _): &(TopicPartition, Vec<Name>)| java::topic_partition_hash(partition);
    let ordered = java::hash_map_order(shards, hash, capacity);
    ordered.into_iter().map(|(_, ids)| ids).collect()
}
