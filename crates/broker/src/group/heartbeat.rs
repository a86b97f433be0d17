//! Heartbeat.

use super::{ClassicGroup, ClassicGroupEvent, GroupState};
use crate::context::Context;
use protocol::api::{HeartbeatRequest, HeartbeatResponse};
use protocol::error::KafkaError;
use protocol::name::Name;

/// Answers Heartbeat.
pub(crate) fn heartbeat(cx: &mut Context, request: &HeartbeatRequest) -> HeartbeatResponse {
    let group = group_of(
        cx,
        &request.group_id,
        &request.member_id,
        request.group_instance_id.as_ref(),
        request.generation_id,
    );
    let error = match group.map(|group| group.state()) {
        Err(error) => error,
        Ok(state) => {
            let member_id = request.member_id.clone();
            cx.emit_classic(
                &request.group_id,
                ClassicGroupEvent::MemberSeen { member_id },
            );
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
/// Source: `validateClassicGroupHeartbeat`, `validateSyncGroup`.
pub(super) fn group_of<'a>(
    cx: &'a Context,
    id: &Name,
    member_id: &Name,
    instance_id: Option<&Name>,
    generation: i32,
) -> Result<&'a ClassicGroup, KafkaError> {
    if id.is_empty() {
        return Err(KafkaError::InvalidGroupId);
    }
    cx.broker().coordinates(id)?;
    let group = cx.broker().classic_group(id);
    let group = group.ok_or(KafkaError::UnknownMemberId)?;
    group.validate_member(member_id, instance_id)?;
    if group.generation() != generation {
        return Err(KafkaError::IllegalGeneration);
    }
    Ok(group)
}
