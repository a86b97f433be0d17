//! SyncGroup.

use super::super::{offset_commit, ReplyTo};
use super::{membership, rebalance, Group, GroupEvent, GroupState};
use crate::cluster::Context;
use crate::error::KafkaError;
use crate::name::Name;
use crate::protocol::{Response, SyncGroupRequest, SyncGroupResponse};
use std::sync::Arc;

/// From this version on a member names the protocol that it knows.
const NAMES_PROTOCOL: i16 = 5;

/// Handles SyncGroup: parks it until the leader's comes, or answers it.
pub(crate) fn sync_group(cx: &mut Context, to: ReplyTo, version: i16, request: &SyncGroupRequest) {
    let id = &request.group_id;
    match check(cx, version, request) {
        Err(error) => rebalance::refuse_sync(cx, to, error),
        Ok(GroupState::PreparingRebalance) => {
            rebalance::refuse_sync(cx, to, KafkaError::RebalanceInProgress);
        }
        Ok(GroupState::CompletingRebalance) => {
            let member_id = request.member_id.clone();
            cx.emit_group(id, GroupEvent::SyncParked { member_id, to });
            if cx.broker().groups[id].leader.as_ref() == Some(&request.member_id) {
                store_assignment(cx, id, &request.assignments);
            }
        }
        Ok(GroupState::Stable) => {
            let member_id = request.member_id.clone();
            let response = assigned(&cx.broker().groups[id], &member_id);
            cx.emit_group(id, GroupEvent::Synced { member_id });
            cx.respond(to, Some(Response::SyncGroup(response)));
        }
        Ok(GroupState::Empty | GroupState::Dead) => {
            rebalance::refuse_sync(cx, to, KafkaError::UnknownMemberId);
        }
    }
}

fn check(cx: &Context, version: i16, request: &SyncGroupRequest) -> Result<GroupState, KafkaError> {
    let (id, member) = (&request.group_id, &request.member_id);
    let group = membership::group_of(cx, id, member, request.generation_id)?;
    let differs =
        |theirs: &Option<Name>, ours: &Option<Name>| version >= NAMES_PROTOCOL && theirs != ours;
    if differs(&request.protocol_type, &group.protocol_type)
        || differs(&request.protocol_name, &group.protocol)
    {
        return Err(KafkaError::InconsistentGroupProtocol);
    }
    Ok(group.state)
}

/// The leader brought the assignment: it is written down, and everybody who
/// waits for it is answered.
fn store_assignment(cx: &mut Context, id: &Name, assignments: &[(Name, Arc<[u8]>)]) {
    let group = &cx.broker().groups[id];
    let waiting: Vec<(Name, ReplyTo)> = group
        .members
        .values()
        .filter_map(|member| Some((member.id.clone(), member.syncing?)))
        .collect();
    let event = GroupEvent::AssignmentStored {
        assignments: assignments.to_vec(),
    };
    cx.emit_group(id, event);
    offset_commit::write_group(cx, id);
    for (member_id, to) in waiting {
        let response = assigned(&cx.broker().groups[id], &member_id);
        cx.respond(to, Some(Response::SyncGroup(response)));
    }
}

fn assigned(group: &Group, member_id: &str) -> SyncGroupResponse {
    SyncGroupResponse {
        error: KafkaError::None,
        protocol_type: group.protocol_type.clone(),
        protocol_name: group.protocol.clone(),
        assignment: group.members[member_id].assignment.clone(),
    }
}
