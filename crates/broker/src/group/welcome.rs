//! What a member is told when it is in.

use super::{ClassicGroup, Member};
use protocol::api::{JoinGroupResponse, JoinedMember};
use protocol::error::KafkaError;
use std::sync::Arc;

/// The answer to a member that is in: the leader is told of all members, if
/// `members_for_leader` says so.
pub(super) fn welcome(
    group: &ClassicGroup,
    member: &Member,
    members_for_leader: bool,
) -> JoinGroupResponse {
    let leads = group.leader() == Some(&member.id);
    let protocol = group.protocol().cloned().unwrap_or_default();
    let members = group
        .members()
        .values()
        .filter(|_| leads && members_for_leader)
        .map(|other| JoinedMember {
            member_id: other.id.clone(),
            group_instance_id: other.group_instance_id.clone(),
            metadata: other
                .metadata(&protocol)
                .cloned()
                .unwrap_or_else(|| Arc::from([])),
        })
        .collect();
    JoinGroupResponse {
        error: KafkaError::None,
        generation_id: group.generation(),
        protocol_type: group.protocol_type().cloned(),
        protocol_name: group.protocol().cloned(),
        leader: group.leader().cloned().unwrap_or_default(),
        member_id: member.id.clone(),
        skip_assignment: false,
        members,
    }
}
