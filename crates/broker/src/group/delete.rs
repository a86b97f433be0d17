//! DeleteGroups.

use super::describe;
use crate::context::Context;
use crate::group_records;
use crate::Broker;
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
        let deletable = may_delete(cx.broker(), &id);
        if deletable.is_ok() {
            group_records::delete_group(cx, &id);
        }
        let error = deletable.err().unwrap_or(KafkaError::None);
        results.push(AdminResult::failed(id, error));
    }
    AdminResponse { results }
}

fn may_delete(broker: &Broker, id: &Name) -> Result<(), KafkaError> {
    broker.coordinates(id)?;
    match broker.group(id) {
        None => Err(KafkaError::GroupIdNotFound),
        Some(group) if !group.is_empty() => Err(KafkaError::NonEmptyGroup),
        Some(_) => Ok(()),
    }
}
