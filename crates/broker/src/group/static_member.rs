//! A static member comes back: it has a `group.instance.id` that the group
//! knows, and no member id.
//! Source: `updateStaticMemberThenRebalanceOrCompleteJoin` of
//! `GroupMetadataManager`, `ClassicGroup.replaceStaticMember`; KIP-345.

use super::welcome::welcome;
use super::{rebalance, ClassicGroupEvent, GroupState};
use crate::context::Context;
use crate::{group_records, ReplyTo};
use protocol::api::{JoinGroupRequest, JoinGroupResponse, Response};
use protocol::error::KafkaError;
use protocol::name::Name;

/// From this version on a leader can be told that there is nothing to assign.
const SKIPS_ASSIGNMENT: i16 = 9;

/// Gives a static member its place back under a new id. Whoever has the old id
/// is fenced. A Stable group whose assignor stays the same goes on as it is.
pub(super) fn take_over(
    cx: &mut Context,
    to: ReplyTo,
    version: i16,
    request: &JoinGroupRequest,
    old: &Name,
    new: &Name,
) {
    let id = &request.group_id;
    let group = cx.broker().classic(id);
    let led = group.leader().cloned();
    let member = &group.members()[old];
    let (joining, syncing) = (member.joining, member.syncing);
    cx.emit_classic(
        id,
        ClassicGroupEvent::MemberReplaced {
            old: old.clone(),
            new: new.clone(),
            to,
            protocols: request.protocols.clone(),
            rebalance_timeout_ms: request.rebalance_timeout_ms,
            session_timeout_ms: request.session_timeout_ms,
        },
    );
    if let Some(joining) = joining {
        let fenced = JoinGroupResponse::refused(KafkaError::FencedInstanceId, old.clone());
        cx.respond(joining, Some(Response::JoinGroup(fenced)));
    }
    if let Some(syncing) = syncing {
        rebalance::refuse_sync(cx, syncing, KafkaError::FencedInstanceId);
    }
    let group = cx.broker().classic(id);
    match group.state() {
        GroupState::Stable if group.protocol() == group.select_protocol().as_ref() => {
            let member_id = new.clone();
            cx.emit_classic(id, ClassicGroupEvent::MemberWelcomed { member_id });
            group_records::write_group(cx, id);
            let group = cx.broker().classic(id);
            let mut response = welcome(group, &group.members()[new], true);
            if version >= SKIPS_ASSIGNMENT {
                response.skip_assignment = group.leader() == Some(new);
            } else {
                // Who cannot skip the assignment is told the old leader, so
                // that it takes itself for a follower.
                response.members.clear();
                response.leader = led.unwrap_or_default();
            }
            cx.respond(to, Some(Response::JoinGroup(response)));
        }
        // The leader may be assigning the old id: it has to begin anew.
        GroupState::Stable | GroupState::CompletingRebalance => rebalance::prepare(cx, id),
        GroupState::PreparingRebalance => rebalance::complete_if_all_joined(cx, id),
        GroupState::Empty | GroupState::Dead => {}
    }
}
