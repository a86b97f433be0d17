//! How a rebalance begins and how its join phase ends.
//! Source: `prepareRebalance`, `tryCompleteInitialRebalanceElseSchedule`,
//! `completeClassicGroupJoin` of `GroupMetadataManager`.

use super::welcome::welcome;
use super::{ClassicGroup, ClassicGroupEvent, GroupState, JoinPhase, RemovalReason};
use crate::context::Context;
use crate::{group_records, ReplyTo};
use protocol::api::{JoinGroupResponse, Response, SyncGroupResponse};
use protocol::error::KafkaError;
use protocol::name::Name;

/// Begins a rebalance where one may begin; otherwise sees whether the join
/// phase that is under way can end.
pub(super) fn prepare_or_complete(cx: &mut Context, id: &Name) {
    if cx.broker().classic(id).can_rebalance() {
        prepare(cx, id);
    } else {
        complete_if_all_joined(cx, id);
    }
}

/// Begins a rebalance.
pub(super) fn prepare(cx: &mut Context, id: &Name) {
    let group = cx.broker().classic(id);
    let waiting = parked_syncs(group);
    let timeout = group.rebalance_timeout_ms();
    let phase = if group.is_empty() {
        let delay_ms = cx.broker().config().initial_rebalance_delay_ms;
        JoinPhase::Initial {
            until: cx.now() + delay_ms,
            remaining_ms: timeout.saturating_sub(delay_ms).max(0),
            delay_ms,
            member_added: false,
        }
    } else {
        JoinPhase::Rejoin {
            until: cx.now().saturating_add(timeout),
        }
    };
    let initial = matches!(phase, JoinPhase::Initial { .. });
    let not_joined = group.members().values().filter(|m| m.joining.is_none());
    let awaited = not_joined.map(|member| member.client_id.clone()).collect();
    cx.emit_classic(id, ClassicGroupEvent::RebalancePrepared { phase, awaited });
    for to in waiting {
        refuse_sync(cx, to, KafkaError::RebalanceInProgress);
    }
    // The first join phase ends by a timer, even after no time at all: who
    // joins at the same instant is in.
    if !initial {
        complete_if_all_joined(cx, id);
    }
}

fn parked_syncs(group: &ClassicGroup) -> Vec<ReplyTo> {
    group.members().values().filter_map(|m| m.syncing).collect()
}

pub(super) fn refuse_sync(cx: &mut Context, to: ReplyTo, error: KafkaError) {
    let response = SyncGroupResponse::refused(error);
    cx.respond(to, Some(Response::SyncGroup(response)));
}

/// Ends the join phase if it waits for nobody. The first one of an empty group
/// does not end so.
/// Source: `maybeCompleteJoinPhase`.
pub(super) fn complete_if_all_joined(cx: &mut Context, id: &Name) {
    let group = cx.broker().classic(id);
    if matches!(group.join_phase(), Some(JoinPhase::Rejoin { .. })) && group.all_joined() {
        complete(cx, id);
    }
}

/// Ends the join phase, also the first one, if somebody's time is up and it
/// waits for nobody else.
/// Source: `removePendingMemberAndUpdateClassicGroup`.
pub(super) fn complete_if_nobody_is_awaited(cx: &mut Context, id: &Name) {
    let group = cx.broker().classic(id);
    if group.state() == GroupState::PreparingRebalance && group.all_joined() {
        complete(cx, id);
    }
}

/// The join phase's time may be up: extends or ends it.
pub(super) fn join_phase_is_over(cx: &mut Context, id: &Name) {
    let now = cx.now();
    let Some(phase) = cx.broker().classic(id).join_phase().cloned() else {
        return;
    };
    if phase.until() > now {
        return;
    }
    match phase {
        JoinPhase::Initial {
            remaining_ms,
            delay_ms,
            member_added: true,
            ..
        } if remaining_ms > 0 => {
            let next = cx
                .broker()
                .config()
                .initial_rebalance_delay_ms
                .min(remaining_ms);
            let phase = JoinPhase::Initial {
                until: now + next,
                remaining_ms: (remaining_ms - delay_ms).max(0),
                delay_ms: next,
                member_added: false,
            };
            cx.emit_classic(id, ClassicGroupEvent::InitialDelayExtended { phase });
        }
        _ => complete(cx, id),
    }
}

/// Ends the join phase: who has not joined again is out, but static members
/// keep their places; a new generation begins, and those who have joined are
/// answered. A leader that has not joined leads no more; if nobody has joined,
/// those that keep their places are waited for once more.
fn complete(cx: &mut Context, id: &Name) {
    let late: Vec<Name> = {
        let members = cx.broker().classic(id).members().values();
        let late = members.filter(|member| member.joining.is_none() && !member.is_static());
        late.map(|member| member.id.clone()).collect()
    };
    for member_id in late {
        let group = cx.broker().classic(id);
        if let Some(event) = group.removal(&member_id, RemovalReason::RebalanceTimeout) {
            cx.emit_classic(id, event);
        }
    }
    let group = cx.broker().classic(id);
    let waiting: Vec<(Name, ReplyTo)> = group
        .members()
        .values()
        .filter_map(|member| Some((member.id.clone(), member.joining?)))
        .collect();
    let has_members = !group.members().is_empty();
    let until = cx.now().saturating_add(group.rebalance_timeout_ms());
    if has_members && waiting.is_empty() {
        let phase = JoinPhase::Rejoin { until };
        cx.emit_classic(id, ClassicGroupEvent::RebalancePostponed { phase });
        return;
    }
    let led = group.leader();
    let leads = |(member, _): &&(Name, ReplyTo)| Some(member) == led;
    let leader = waiting.iter().find(leads).or_else(|| waiting.first());
    let event = ClassicGroupEvent::GenerationStarted {
        generation: group.generation().wrapping_add(1),
        protocol: group.select_protocol(),
        leader: leader.map(|(member, _)| member.clone()),
        sync_until: has_members.then_some(until),
    };
    cx.emit_classic(id, event);
    if !has_members {
        group_records::write_group(cx, id);
        return;
    }
    for (member_id, to) in waiting {
        let group = cx.broker().classic(id);
        let response = welcome(group, &group.members()[&member_id], true);
        cx.respond(to, Some(Response::JoinGroup(response)));
    }
}

/// Removes a member, and the others rebalance.
pub(super) fn remove(cx: &mut Context, id: &Name, member_id: &Name, reason: RemovalReason) {
    if !cx.broker().classic(id).members().contains_key(member_id) {
        return;
    }
    drop_member(cx, id, member_id, reason);
    match cx.broker().classic(id).state() {
        GroupState::Stable | GroupState::CompletingRebalance => prepare(cx, id),
        GroupState::PreparingRebalance => complete_if_nobody_is_awaited(cx, id),
        GroupState::Empty | GroupState::Dead => {}
    }
}

/// Removes a member and leaves the group as it is otherwise. Its parked
/// JoinGroup is refused, its parked SyncGroup is never answered.
pub(super) fn drop_member(cx: &mut Context, id: &Name, member_id: &Name, reason: RemovalReason) {
    let group = cx.broker().classic(id);
    let joining = group.members()[member_id].joining;
    if let Some(event) = group.removal(member_id, reason) {
        cx.emit_classic(id, event);
    }
    if let Some(to) = joining {
        let response = JoinGroupResponse::refused(KafkaError::UnknownMemberId, Name::default());
        cx.respond(to, Some(Response::JoinGroup(response)));
    }
}
