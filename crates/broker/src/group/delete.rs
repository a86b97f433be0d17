//! DeleteGroups.

use super::describe;
use crate::context::Context;
use crate::group_records;
use protocol::api::{AdminResponse, AdminResult, DeleteGroupsRequest};
use protocol::error::KafkaError;
use protocol::name::Name;

/// Deletes groups that have no members, with their offsets. A group that is
/// named twice counts once (`KafkaApis.handleDeleteGroupsRequest`).
pub(crate) fn delete_groups(cx: &mut Context, request: &DeleteGroupsRequest) -> AdminResponse {
    let mut named: Vec<Name> = Vec::new();
    for id in &request.groups {
        if !named.contains(id) {
            named.push(id.clone());
        }
    }
    let mut results = Vec::new();
    for id in describe::by_shard(cx, &named) {
        let group = cx.broker().groups.get(&id);
        let error = match group {
            None => KafkaError::GroupIdNotFound,
            Some(group) if !group.is_empty() => KafkaError::NonEmptyGroup,
            Some(_) => {
                group_records::delete_group(cx, &id);
                KafkaError::None
            }
        };
        results.push(AdminResult::failed(id, error));
    }
    AdminResponse { results }
}
