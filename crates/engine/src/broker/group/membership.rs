//! Being a member: FindCoordinator, Heartbeat, LeaveGroup, DescribeGroups, and
//! what silence leads to.

use super::super::admin;
use super::{rebalance, Group, GroupEvent, GroupState, RemovalReason};
use crate::cluster::Context;
use crate::error::KafkaError;
use crate::name::Name;
use crate::protocol::{
    DescribeGroupsRequest, DescribeGroupsResponse, DescribedGroup, FindCoordinatorRequest,
    FindCoordinatorResponse, HeartbeatRequest, HeartbeatResponse, LeaveGroupRequest,
    LeaveGroupResponse,
};

/// Answers FindCoordinator: the one broker coordinates every group. The topic
/// of committed offsets is made when somebody first asks.
pub(crate) fn find_coordinator(
    cx: &mut Context,
    _request: &FindCoordinatorRequest,
) -> FindCoordinatorResponse {
    admin::ensure_offsets_topic(cx);
    FindCoordinatorResponse {
        error: KafkaError::None,
    }
}

/// Answers Heartbeat.
pub(crate) fn heartbeat(cx: &mut Context, request: &HeartbeatRequest) -> HeartbeatResponse {
    let (id, member) = (&request.group_id, &request.member_id);
    let group = group_of(cx, id, member, request.generation_id);
    let error = match group.map(|group| group.state) {
        Err(error) => error,
        Ok(state) => {
            let member_id = request.member_id.clone();
            cx.emit_group(&request.group_id, GroupEvent::MemberSeen { member_id });
            if state == GroupState::PreparingRebalance {
                KafkaError::RebalanceInProgress
            } else {
                KafkaError::None
            }
        }
    };
    HeartbeatResponse { error }
}

/// The group of a request, if its sender is a member of the present generation.
pub(super) fn group_of<'a>(
    cx: &'a Context,
    id: &Name,
    member_id: &Name,
    generation: i32,
) -> Result<&'a Group, KafkaError> {
    if id.is_empty() {
        return Err(KafkaError::InvalidGroupId);
    }
    let group = cx.broker().groups.get(id);
    let group = group.ok_or(KafkaError::UnknownMemberId)?;
    if !group.members.contains_key(member_id) {
        return Err(KafkaError::UnknownMemberId);
    }
    if group.generation != generation {
        return Err(KafkaError::IllegalGeneration);
    }
    Ok(group)
}

/// Answers LeaveGroup.
pub(crate) fn leave_group(cx: &mut Context, request: &LeaveGroupRequest) -> LeaveGroupResponse {
    let id = &request.group_id;
    if id.is_empty() {
        return LeaveGroupResponse {
            error: KafkaError::InvalidGroupId,
            members: Vec::new(),
        };
    }
    let members = request
        .members
        .iter()
        .map(|(member_id, instance_id)| {
            let error = leave(cx, id, member_id);
            (member_id.clone(), instance_id.clone(), error)
        })
        .collect();
    LeaveGroupResponse {
        error: KafkaError::None,
        members,
    }
}

fn leave(cx: &mut Context, id: &Name, member_id: &Name) -> KafkaError {
    let Some(group) = cx.broker().groups.get(id) else {
        return KafkaError::UnknownMemberId;
    };
    if group.pending.contains_key(member_id) {
        let member_id = member_id.clone();
        cx.emit_group(id, GroupEvent::MemberIdLapsed { member_id });
        rebalance::complete_if_all_joined(cx, id);
        return KafkaError::None;
    }
    if !group.members.contains_key(member_id) {
        return KafkaError::UnknownMemberId;
    }
    rebalance::remove(cx, id, member_id, RemovalReason::Left);
    KafkaError::None
}

/// Answers DescribeGroups.
pub(crate) fn describe_groups(
    cx: &Context,
    request: &DescribeGroupsRequest,
) -> DescribeGroupsResponse {
    let groups = request
        .groups
        .iter()
        .map(|id| match cx.broker().groups.get(id) {
            None => DescribedGroup {
                error: KafkaError::GroupIdNotFound,
                error_message: Some(format!("Group {id} not found.")),
                group_id: id.clone(),
                state: GroupState::Dead.name(),
                protocol_type: Name::default(),
                protocol_data: Name::default(),
                members: Vec::new(),
            },
            Some(group) => DescribedGroup {
                error: KafkaError::None,
                error_message: None,
                group_id: id.clone(),
                state: group.state.name(),
                protocol_type: group.protocol_type.clone().unwrap_or_default(),
                protocol_data: match group.state {
                    GroupState::Stable => group.protocol.clone().unwrap_or_default(),
                    _ => Name::default(),
                },
                members: group
                    .members
                    .values()
                    .map(|m| (m.id.clone(), m.client_id.clone(), m.assignment.clone()))
                    .collect(),
            },
        })
        .collect();
    DescribeGroupsResponse { groups }
}

/// Something of the group is due: ids lapse, silent members go, phases end.
pub(crate) fn group_is_due(cx: &mut Context, id: &Name) {
    let now = cx.now();
    let Some(group) = cx.broker().groups.get(id) else {
        return;
    };
    let lapsed: Vec<Name> = due(group.pending.iter().map(|(m, at)| (m, *at)), now);
    let silent: Vec<Name> = {
        let members = group.members.values().filter(|m| m.can_expire());
        due(members.map(|m| (&m.id, m.session_until)), now)
    };
    for member_id in lapsed {
        cx.emit_group(id, GroupEvent::MemberIdLapsed { member_id });
        rebalance::complete_if_all_joined(cx, id);
    }
    for member_id in silent {
        rebalance::remove(cx, id, &member_id, RemovalReason::SessionTimeout);
    }
    if cx.broker().groups[id]
        .sync_until
        .is_some_and(|at| at <= now)
    {
        let late: Vec<Name> = cx.broker().groups[id]
            .pending_sync
            .iter()
            .cloned()
            .collect();
        for member_id in late {
            let reason = RemovalReason::SyncTimeout;
            cx.emit_group(id, GroupEvent::MemberRemoved { member_id, reason });
        }
        rebalance::prepare(cx, id);
    }
    rebalance::join_phase_is_over(cx, id);
}

fn due<'a>(entries: impl Iterator<Item = (&'a Name, i64)>, now: i64) -> Vec<Name> {
    let due = entries.filter(|(_, at)| *at <= now);
    due.map(|(name, _)| name.clone()).collect()
}
