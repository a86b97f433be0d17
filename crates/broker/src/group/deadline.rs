//! What time does to a group: member ids lapse, silent members go, phases end,
//! offsets expire.

use super::{rebalance, ClassicGroupEvent, RemovalReason};
use crate::context::Context;
use crate::offset_expiry;
use protocol::name::Name;
use protocol::record::Millis;

/// Something of the group is due.
pub(crate) fn group_is_due(cx: &mut Context, id: &Name) {
    let now = cx.now();
    let Some(group) = cx.broker().classic_group(id) else {
        return;
    };
    let lapsed: Vec<Name> = due(group.ids_given().iter().map(|(m, at)| (m, *at)), now);
    let silent: Vec<Name> = {
        let members = group.members().values().filter(|m| m.can_expire());
        due(members.map(|m| (&m.id, m.session_until)), now)
    };
    for member_id in lapsed {
        cx.emit_classic(id, ClassicGroupEvent::MemberIdLapsed { member_id });
        rebalance::complete_if_nobody_is_awaited(cx, id);
    }
    for member_id in silent {
        rebalance::remove(cx, id, &member_id, RemovalReason::SessionTimeout);
    }
    sync_is_over(cx, id);
    rebalance::join_phase_is_over(cx, id);
    if cx.broker().next_expiry(id).is_some_and(|at| at <= now) {
        offset_expiry::expire(cx, id);
    }
}

/// The time for SyncGroup may be up: who has not sent it is out. It runs on
/// when the group is Stable already.
/// Source: `GroupMetadataManager.expirePendingSync`.
fn sync_is_over(cx: &mut Context, id: &Name) {
    let group = cx.broker().classic(id);
    let over = group.sync_until().is_some_and(|at| at <= cx.now());
    if !over || group.syncs_awaited().is_empty() {
        return;
    }
    let late: Vec<Name> = group.syncs_awaited().iter().cloned().collect();
    for member_id in late {
        let group = cx.broker().classic(id);
        if let Some(event) = group.removal(&member_id, RemovalReason::SyncTimeout) {
            cx.emit_classic(id, event);
        }
    }
    rebalance::prepare(cx, id);
}

fn due<'a>(entries: impl Iterator<Item = (&'a Name, Millis)>, now: Millis) -> Vec<Name> {
    let due = entries.filter(|(_, at)| *at <= now);
    due.map(|(name, _)| name.clone()).collect()
}
