//! SyncGroup.

use super::{heartbeat, rebalance, ClassicGroup, ClassicGroupEvent, GroupState};
use crate::context::Context;
use crate::{group_records, ReplyTo};
use protocol::api::{Response, SyncGroupRequest, SyncGroupResponse};
use protocol::error::KafkaError;
use protocol::name::Name;
use std::sync::Arc;

/// From this version on a member has to name the protocol that it knows.
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
            cx.emit_classic(id, ClassicGroupEvent::SyncParked { member_id, to });
            if cx.broker().classic(id).leader() == Some(&request.member_id) {
                store_assignment(cx, id, &request.assignments);
            }
        }
        Ok(GroupState::Stable) => {
            let member_id = request.member_id.clone();
            let response = assigned(cx.broker().classic(id), &member_id);
            cx.emit_classic(id, ClassicGroupEvent::Synced { member_id });
            cx.respond(to, Some(Response::SyncGroup(response)));
        }
        Ok(GroupState::Empty | GroupState::Dead) => {
            rebalance::refuse_sync(cx, to, KafkaError::UnknownMemberId);
        }
    }
}

fn check(cx: &Context, version: i16, request: &SyncGroupRequest) -> Result<GroupState, KafkaError> {
    let (protocol_type, protocol_name) = (&request.protocol_type, &request.protocol_name);
    let nameless = protocol_type.is_none() || protocol_name.is_none();
    if version >= NAMES_PROTOCOL && nameless {
        return Err(KafkaError::InconsistentGroupProtocol);
    }
    let group = heartbeat::group_of(
        cx,
        &request.group_id,
        &request.member_id,
        request.group_instance_id.as_ref(),
        request.generation_id,
    )?;
    let differs = |theirs: &Option<Name>, ours: Option<&Name>| {
        theirs.is_some() && ours.is_some() && theirs.as_ref() != ours
    };
    if differs(protocol_type, group.protocol_type()) || differs(protocol_name, group.protocol()) {
        return Err(KafkaError::InconsistentGroupProtocol);
    }
    Ok(group.state())
}

/// The leader brought the assignment: it is written down, and everybody who
/// waits for it is answered.
fn store_assignment(cx: &mut Context, id: &Name, assignments: &[(Name, Arc<[u8]>)]) {
    let group = cx.broker().classic(id);
    let waiting: Vec<(Name, ReplyTo)> = group
        .members()
        .values()
        .filter_map(|member| Some((member.id.clone(), member.syncing?)))
        .collect();
    let event = ClassicGroupEvent::AssignmentStored {
        assignments: assignments.to_vec(),
    };
    cx.emit_classic(id, event);
    group_records::write_group(cx, id);
    for (member_id, to) in waiting {
        let response = assigned(cx.broker().classic(id), &member_id);
        cx.respond(to, Some(Response::SyncGroup(response)));
    }
}

fn assigned(group: &ClassicGroup, member_id: &str) -> SyncGroupResponse {
    SyncGroupResponse {
        error: KafkaError::None,
        protocol_type: group.protocol_type().cloned(),
        protocol_name: group.protocol().cloned(),
        assignment: group.members()[member_id].assignment.clone(),
    }
}
