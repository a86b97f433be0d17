//! Requests of group members, and about groups.

use super::super::play::Stop;
use super::super::values::{self, list, number, text};
use super::{assignment_json, bytes, nullable, optional_name, subscription_json, with_error};
use protocol::api::*;
use protocol::name::Name;
use serde_json::{json, Value};

/// `authorizedOperations` where they were not asked for.
const NOT_ASKED: i32 = i32::MIN;

fn int(value: &Value, field: &str, default: i64) -> i64 {
    number(value, field).unwrap_or(default)
}

pub(super) fn join_request(version: i16, request: &Value) -> Result<JoinGroupRequest, Stop> {
    let session_timeout_ms = int(request, "sessionTimeoutMs", 0);
    // Version 0 has no rebalance timeout; the session timeout stands for it.
    let rebalance_default = if version == 0 { session_timeout_ms } else { -1 };
    let protocols = list(request, "protocols").iter();
    let protocols = protocols.map(|p| Ok((text(p, "name").into(), bytes(&p["metadata"])?)));
    Ok(JoinGroupRequest {
        group_id: text(request, "groupId").into(),
        session_timeout_ms,
        rebalance_timeout_ms: int(request, "rebalanceTimeoutMs", rebalance_default),
        member_id: text(request, "memberId").into(),
        group_instance_id: optional_name(request, "groupInstanceId"),
        protocol_type: text(request, "protocolType").into(),
        protocols: protocols.collect::<Result<_, Stop>>()?,
    })
}

pub(super) fn join_json(body: &JoinGroupResponse, version: i16) -> Value {
    let members = body.members.iter().map(|member| {
        let mut json = json!({"memberId": member.member_id.as_str()});
        if version >= 5 {
            json["groupInstanceId"] = nullable(member.group_instance_id.as_ref());
        }
        json["metadata"] = subscription_json(&member.metadata);
        json
    });
    let mut json = json!({
        "generationId": body.generation_id,
        "leader": body.leader.as_str(),
        "memberId": body.member_id.as_str(),
        "members": members.collect::<Vec<_>>(),
    });
    json["protocolName"] = if version >= 7 {
        json["protocolType"] = nullable(body.protocol_type.as_ref());
        nullable(body.protocol_name.as_ref())
    } else {
        json!(body.protocol_name.as_ref().map_or("", |p| p.as_str()))
    };
    if version >= 9 {
        json["skipAssignment"] = json!(body.skip_assignment);
    }
    with_error(body.error, json)
}

pub(super) fn sync_request(request: &Value) -> Result<SyncGroupRequest, Stop> {
    let assignments = list(request, "assignments").iter();
    let assignments =
        assignments.map(|a| Ok((text(a, "memberId").into(), bytes(&a["assignment"])?)));
    Ok(SyncGroupRequest {
        group_id: text(request, "groupId").into(),
        generation_id: int(request, "generationId", 0) as i32,
        member_id: text(request, "memberId").into(),
        group_instance_id: optional_name(request, "groupInstanceId"),
        protocol_type: optional_name(request, "protocolType"),
        protocol_name: optional_name(request, "protocolName"),
        assignments: assignments.collect::<Result<_, Stop>>()?,
    })
}

pub(super) fn sync_json(body: &SyncGroupResponse, version: i16) -> Value {
    let mut json = json!({"assignment": assignment_json(&body.assignment)});
    if version >= 5 {
        json["protocolType"] = nullable(body.protocol_type.as_ref());
        json["protocolName"] = nullable(body.protocol_name.as_ref());
    }
    with_error(body.error, json)
}

pub(super) fn heartbeat_request(request: &Value) -> HeartbeatRequest {
    HeartbeatRequest {
        group_id: text(request, "groupId").into(),
        generation_id: int(request, "generationId", 0) as i32,
        member_id: text(request, "memberId").into(),
        group_instance_id: optional_name(request, "groupInstanceId"),
    }
}

pub(super) fn leave_request(request: &Value) -> LeaveGroupRequest {
    let members: Vec<(Name, Option<Name>)> = match request["members"].as_array() {
        Some(members) => members
            .iter()
            .map(|m| {
                (
                    text(m, "memberId").into(),
                    optional_name(m, "groupInstanceId"),
                )
            })
            .collect(),
        // Up to version 2 it is one member.
        None => vec![(text(request, "memberId").into(), None)],
    };
    LeaveGroupRequest {
        group_id: text(request, "groupId").into(),
        members,
    }
}

pub(super) fn leave_json(body: &LeaveGroupResponse, version: i16) -> Value {
    if version < 3 {
        return with_error(body.first_error(), json!({}));
    }
    let members = body.members.iter().map(|(id, instance, error)| {
        let member = json!({
            "memberId": id.as_str(),
            "groupInstanceId": nullable(instance.as_ref()),
        });
        with_error(*error, member)
    });
    with_error(body.error, json!({"members": members.collect::<Vec<_>>()}))
}

pub(super) fn describe_request(request: &Value) -> DescribeGroupsRequest {
    DescribeGroupsRequest {
        groups: values::names(request, "groups"),
    }
}

pub(super) fn describe_json(body: &DescribeGroupsResponse, version: i16) -> Value {
    let groups = body.groups.iter().map(|group| {
        let members = group.members.iter().map(|member| {
            let mut json = json!({
                "memberId": member.member_id.as_str(),
                "clientId": member.client_id.as_str(),
                "clientHost": member.client_host.as_str(),
                "memberMetadata": subscription_json(&member.metadata),
                "memberAssignment": assignment_json(&member.assignment),
            });
            if version >= 4 {
                json["groupInstanceId"] = nullable(member.group_instance_id.as_ref());
            }
            json
        });
        let mut json = json!({
            "groupId": group.group_id.as_str(),
            "groupState": group.state,
            "protocolType": group.protocol_type.as_str(),
            "protocolData": group.protocol_data.as_str(),
            "members": members.collect::<Vec<_>>(),
        });
        if version >= 3 {
            json["authorizedOperations"] = json!(NOT_ASKED);
        }
        if version >= 6 {
            json["errorMessage"] = json!(group.error_message);
        }
        with_error(group.error, json)
    });
    json!({"groups": groups.collect::<Vec<_>>()})
}

pub(super) fn delete_request(request: &Value) -> DeleteGroupsRequest {
    DeleteGroupsRequest {
        groups: values::names(request, "groupsNames"),
    }
}

pub(super) fn delete_json(body: &DeleteGroupsResponse) -> Value {
    let results = body.results.iter();
    let results = results.map(|r| with_error(r.error, json!({"groupId": r.name.as_str()})));
    json!({"results": results.collect::<Vec<_>>()})
}

pub(super) fn list_request(request: &Value) -> ListGroupsRequest {
    ListGroupsRequest {
        states_filter: values::names(request, "statesFilter"),
        types_filter: values::names(request, "typesFilter"),
    }
}

pub(super) fn list_json(body: &ListGroupsResponse, version: i16) -> Value {
    let groups = body.groups.iter().map(|group| {
        let mut json = json!({
            "groupId": group.group_id.as_str(),
            "protocolType": group.protocol_type.as_str(),
        });
        if version >= 4 {
            json["groupState"] = json!(group.state);
        }
        if version >= 5 {
            json["groupType"] = json!(group.group_type);
        }
        json
    });
    with_error(body.error, json!({"groups": groups.collect::<Vec<_>>()}))
}

/// From this version on FindCoordinator asks for several keys.
const FIND_KEYS: i16 = 4;

pub(super) fn find_request(version: i16, request: &Value) -> FindCoordinatorRequest {
    FindCoordinatorRequest {
        key_type: int(request, "keyType", 0) as i8,
        keys: if version >= FIND_KEYS {
            values::names(request, "coordinatorKeys")
        } else {
            vec![text(request, "key").into()]
        },
    }
}

pub(super) fn find_json(body: &FindCoordinatorResponse, version: i16) -> Value {
    let coordinators = body.coordinators.iter().map(|coordinator| {
        let found = coordinator.error.is_none();
        let mut json = json!({
            "nodeId": coordinator.node_id,
            "host": if found { "localhost" } else { "" },
            "port": if found { 9092 } else { -1 },
        });
        if version >= 1 {
            json["errorMessage"] = json!(coordinator.error_message.as_str());
        }
        if version >= FIND_KEYS {
            json["key"] = json!(coordinator.key.as_str());
        }
        with_error(coordinator.error, json)
    });
    let mut coordinators: Vec<Value> = coordinators.collect();
    if version >= FIND_KEYS {
        json!({"coordinators": coordinators})
    } else {
        coordinators.pop().unwrap_or_default()
    }
}
