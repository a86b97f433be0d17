//! What becomes of groups when the topic that they are kept in goes.

use super::{Group, GroupEvent};
use crate::context::Context;
use crate::ReplyTo;
use protocol::api::{JoinGroupResponse, Response, SyncGroupResponse};
use protocol::error::KafkaError;
use protocol::name::Name;

/// Forgets all groups with their offsets. Members that wait are told that
/// nobody coordinates their group any more; the others find out.
/// Source: `GroupMetadataManager.onUnloaded`.
pub(crate) fn unload_groups(cx: &mut Context) {
    let error = KafkaError::NotCoordinator;
    let groups: Vec<Name> = cx.broker().groups().keys().cloned().collect();
    for id in groups {
        for (to, member_id) in waiting(&cx.broker().groups()[&id], Parked::Join) {
            let refused = JoinGroupResponse::refused(error, member_id);
            cx.respond(to, Some(Response::JoinGroup(refused)));
        }
        for (to, _) in waiting(&cx.broker().groups()[&id], Parked::Sync) {
            let refused = SyncGroupResponse::refused(error);
            cx.respond(to, Some(Response::SyncGroup(refused)));
        }
        cx.emit_group(&id, GroupEvent::Unloaded);
    }
}

/// What a member waits for.
#[derive(Clone, Copy)]
enum Parked {
    Join,
    Sync,
}

/// Where the answers go that the members of a group wait for.
fn waiting(group: &Group, parked: Parked) -> Vec<(ReplyTo, Name)> {
    let Group::Classic(group) = group;
    let members = group.members().values();
    let waiting = members.filter_map(|member| {
        let to = match parked {
            Parked::Join => member.joining,
            Parked::Sync => member.syncing,
        };
        Some((to?, member.id.clone()))
    });
    waiting.collect()
}
