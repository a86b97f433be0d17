//! DeleteGroups.

use super::super::group_records;
use super::describe;
use crate::cluster::Context;
use crate::error::KafkaError;
use crate::name::Name;
use crate::protocol::{AdminResponse, AdminResult, DeleteGroupsRequest};

/// Deletes groups that have no members, with their offsets.
pub(crate) fn delete_groups(cx: &mut Context, request: &DeleteGroupsRequest) -> AdminResponse {
    let mut deleted: Vec<Name> = Vec::new();
    let mut results = Vec::new();
    for id in describe::by_shard(cx, &request.groups) {
        let group = cx.broker().groups.get(&id);
        let error = match group {
            // A group that is named twice is deleted twice.
            None if deleted.contains(&id) => KafkaError::None,
            None => KafkaError::GroupIdNotFound,
            Some(group) if !group.is_empty() => KafkaError::NonEmptyGroup,
            Some(_) => {
                group_records::delete_group(cx, &id);
                deleted.push(id.clone());
                KafkaError::None
            }
        };
        results.push(AdminResult::failed(id, error));
    }
    AdminResponse { results }
}
