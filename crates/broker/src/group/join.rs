//! JoinGroup.

use super::welcome::welcome;
use super::{
    rebalance, static_member, ClassicGroup, ClassicGroupEvent, GroupEvent, GroupState, Member,
    RemovalReason,
};
use crate::context::Context;
use crate::{group_records, ReplyTo};
use protocol::api::{JoinGroupRequest, JoinGroupResponse, Response};
use protocol::error::KafkaError;
use protocol::name::Name;
use std::sync::Arc;

/// From this version on a client without a member id is given one first and
/// asked to come back with it.
const REQUIRES_MEMBER_ID: i16 = 4;

/// Handles JoinGroup: refuses it, gives a member id, or parks it until the
/// join phase ends.
pub(crate) fn join_group(
    cx: &mut Context,
    to: ReplyTo,
    version: i16,
    client_id: &Name,
    request: &JoinGroupRequest,
) {
    if let Err(error) = admit(cx, request) {
        let member_id = match error {
            KafkaError::GroupMaxSizeReached | KafkaError::NotCoordinator => Name::default(),
            _ => request.member_id.clone(),
        };
        refuse(cx, to, error, member_id);
        return;
    }
    if request.member_id.is_empty() {
        join_new(cx, to, version, client_id, request);
    } else {
        join_known(cx, to, client_id, request);
    }
}

fn refuse(cx: &mut Context, to: ReplyTo, error: KafkaError, member_id: Name) {
    let response = JoinGroupResponse::refused(error, member_id);
    cx.respond(to, Some(Response::JoinGroup(response)));
}

/// The checks that come before the group's state, and the group's creation.
fn admit(cx: &mut Context, request: &JoinGroupRequest) -> Result<(), KafkaError> {
    let config = cx.broker().config();
    let allowed = config.min_session_timeout_ms..=config.max_session_timeout_ms;
    if request.group_id.is_empty() {
        return Err(KafkaError::InvalidGroupId);
    }
    if !allowed.contains(&request.session_timeout_ms) {
        return Err(KafkaError::InvalidSessionTimeout);
    }
    let max_size = config.group_max_size;
    cx.broker().coordinates(&request.group_id)?;
    match cx.broker().classic_group(&request.group_id) {
        None if !request.member_id.is_empty() => return Err(KafkaError::UnknownMemberId),
        None => {
            cx.emit_group(&request.group_id, GroupEvent::Created);
            // A group made by a join is written down before its first member.
            group_records::write_group(cx, &request.group_id);
        }
        Some(group) if !has_room(group, &request.member_id, max_size) => {
            kick_out(cx, request);
            return Err(KafkaError::GroupMaxSizeReached);
        }
        Some(_) => {}
    }
    let group = cx.broker().classic(&request.group_id);
    if !group.supports(&request.protocol_type, &request.protocols) {
        return Err(KafkaError::InconsistentGroupProtocol);
    }
    Ok(())
}

/// Who finds the group full is no member any more. Nobody rebalances for that.
fn kick_out(cx: &mut Context, request: &JoinGroupRequest) {
    let (id, member_id) = (&request.group_id, request.member_id.clone());
    let group = cx.broker().classic(id);
    if let Some(event) = group.removal(&member_id, RemovalReason::GroupFull) {
        cx.emit_classic(id, event);
    } else if group.ids_given().contains_key(&member_id) {
        cx.emit_classic(id, ClassicGroupEvent::MemberIdLapsed { member_id });
    }
}

/// Whether `group.max.size` lets a member in. While a rebalance is prepared
/// only those that wait count.
/// Source: `GroupMetadataManager.acceptJoiningMember`.
fn has_room(group: &ClassicGroup, member_id: &str, max_size: usize) -> bool {
    let member = group.members().get(member_id);
    match group.state() {
        GroupState::Empty | GroupState::Dead => true,
        GroupState::PreparingRebalance => {
            member.is_some_and(|m| m.joining.is_some()) || group.joined() < max_size
        }
        GroupState::CompletingRebalance | GroupState::Stable => {
            member.is_some() || group.members().len() < max_size
        }
    }
}

/// A static member has its place at once, or takes it back; any other is given
/// an id first, with which it has to come back.
fn join_new(
    cx: &mut Context,
    to: ReplyTo,
    version: i16,
    client_id: &Name,
    request: &JoinGroupRequest,
) {
    let uuid = cx.random_uuid();
    if let Some(instance_id) = &request.group_instance_id {
        let member_id = Name::from([instance_id.as_str(), "-", &uuid].concat());
        let group = cx.broker().classic(&request.group_id);
        match group.static_member(instance_id).map(|old| old.id.clone()) {
            Some(old) => static_member::take_over(cx, to, version, request, &old, &member_id),
            None => add_member(cx, to, client_id, request, member_id),
        }
        return;
    }
    let member_id = Name::from([client_id.as_str(), "-", &uuid].concat());
    if version < REQUIRES_MEMBER_ID {
        add_member(cx, to, client_id, request, member_id);
        return;
    }
    let event = ClassicGroupEvent::MemberIdGiven {
        member_id: member_id.clone(),
        until: cx.now() + request.session_timeout_ms,
    };
    cx.emit_classic(&request.group_id, event);
    refuse(cx, to, KafkaError::MemberIdRequired, member_id);
}

fn join_known(cx: &mut Context, to: ReplyTo, client_id: &Name, request: &JoinGroupRequest) {
    let group = cx.broker().classic(&request.group_id);
    let instance_id = request.group_instance_id.as_ref();
    if group.ids_given().contains_key(&request.member_id) {
        if instance_id.is_some() {
            // A static member is never asked to come back with an id.
            refuse(cx, to, KafkaError::UnknownServerError, Name::default());
        } else {
            add_member(cx, to, client_id, request, request.member_id.clone());
        }
        return;
    }
    let member = match group.validate_member(&request.member_id, instance_id) {
        Ok(member) => member,
        Err(error) => return refuse(cx, to, error, request.member_id.clone()),
    };
    let same = member.protocols == request.protocols;
    let leads = group.leader() == Some(&member.id);
    let rejoins = match group.state() {
        GroupState::PreparingRebalance => true,
        GroupState::CompletingRebalance => !same,
        GroupState::Stable => leads || !same,
        GroupState::Empty | GroupState::Dead => {
            let unknown = KafkaError::UnknownMemberId;
            return refuse(cx, to, unknown, request.member_id.clone());
        }
    };
    if !rejoins {
        // It missed the answer of this generation: it gets it once more.
        let response = welcome(group, member, group.state() != GroupState::Stable);
        cx.respond(to, Some(Response::JoinGroup(response)));
        return;
    }
    // A JoinGroup of it that is parked already is never answered.
    let event = ClassicGroupEvent::MemberRejoined {
        member_id: request.member_id.clone(),
        to,
        protocols: request.protocols.clone(),
        rebalance_timeout_ms: request.rebalance_timeout_ms,
        session_timeout_ms: request.session_timeout_ms,
    };
    cx.emit_classic(&request.group_id, event);
    rebalance::prepare_or_complete(cx, &request.group_id);
}

fn add_member(
    cx: &mut Context,
    to: ReplyTo,
    client_id: &Name,
    request: &JoinGroupRequest,
    member_id: Name,
) {
    let member = Member {
        id: member_id,
        group_instance_id: request.group_instance_id.clone(),
        client_id: client_id.clone(),
        rebalance_timeout_ms: request.rebalance_timeout_ms,
        session_timeout_ms: request.session_timeout_ms,
        protocol_type: request.protocol_type.clone(),
        protocols: request.protocols.clone(),
        assignment: Arc::from([]),
        joining: Some(to),
        syncing: None,
        seen: 0,
        session_until: 0,
        is_new: true,
    };
    let member = Box::new(member.joining(cx.now()));
    cx.emit_classic(&request.group_id, ClassicGroupEvent::MemberAdded { member });
    rebalance::prepare_or_complete(cx, &request.group_id);
}
