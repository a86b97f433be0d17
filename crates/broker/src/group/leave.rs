//! LeaveGroup.
//! Source: `classicGroupLeaveToClassicGroup` of `GroupMetadataManager`.

use super::{rebalance, ClassicGroupEvent, GroupState, RemovalReason};
use crate::context::Context;
use protocol::api::{LeaveGroupRequest, LeaveGroupResponse};
use protocol::error::KafkaError;
use protocol::name::Name;

/// From this version on several members may leave at once, and each has an
/// error of its own.
const SEVERAL_MEMBERS: i16 = 3;

/// Answers LeaveGroup: all that may leave are gone at once, and then the
/// others rebalance.
pub(crate) fn leave_group(
    cx: &mut Context,
    version: i16,
    request: &LeaveGroupRequest,
) -> LeaveGroupResponse {
    let id = &request.group_id;
    let admitted = match id.is_empty() {
        true => Err(KafkaError::InvalidGroupId),
        false => cx.broker().coordinates(id),
    };
    if let Err(error) = admitted {
        return LeaveGroupResponse {
            error,
            members: Vec::new(),
        };
    }
    let mut members = Vec::new();
    for (member_id, instance_id) in &request.members {
        let error = leave(cx, id, member_id, instance_id.as_ref());
        members.push((
            member_id.clone(),
            instance_id.clone(),
            error.err().unwrap_or(KafkaError::None),
        ));
    }
    if members.iter().any(|(.., error)| error.is_none()) {
        match cx.broker().classic(id).state() {
            GroupState::Stable | GroupState::CompletingRebalance => rebalance::prepare(cx, id),
            GroupState::PreparingRebalance => rebalance::complete_if_all_joined(cx, id),
            GroupState::Empty | GroupState::Dead => {}
        }
    }
    if version < SEVERAL_MEMBERS {
        let error = members.first().map(|(.., error)| *error);
        return LeaveGroupResponse {
            error: error.unwrap_or(KafkaError::None),
            members: Vec::new(),
        };
    }
    LeaveGroupResponse {
        error: KafkaError::None,
        members,
    }
}

/// Removes one member. Without a member id the instance id says who it is: so
/// an admin removes a static member.
fn leave(
    cx: &mut Context,
    id: &Name,
    member_id: &Name,
    instance_id: Option<&Name>,
) -> Result<(), KafkaError> {
    let group = cx.broker().classic_group(id);
    let group = group.ok_or(KafkaError::UnknownMemberId)?;
    let member_id = if member_id.is_empty() {
        let member = instance_id.and_then(|instance_id| group.static_member(instance_id));
        member.ok_or(KafkaError::UnknownMemberId)?.id.clone()
    } else if group.ids_given().contains_key(member_id) {
        let member_id = member_id.clone();
        cx.emit_classic(id, ClassicGroupEvent::MemberIdLapsed { member_id });
        return Ok(());
    } else {
        group.validate_member(member_id, instance_id)?.id.clone()
    };
    rebalance::drop_member(cx, id, &member_id, RemovalReason::Left);
    Ok(())
}
