//! What happens to groups at their coordinator.

use crate::duration::print_duration;
use crate::journal::{seconds, Told};
use broker::group::{ClassicGroup, ClassicGroupEvent, GroupEvent, JoinPhase, RemovalReason};
use broker::CommittedOffset;
use cluster::State;
use protocol::consumer_protocol::decode_assignment;
use protocol::name::Name;
use protocol::record::{Millis, Offset};
use protocol::topic_partition::TopicPartition;
use std::sync::Arc;

pub(super) fn tell(before: &State, at: Millis, id: &Name, event: &GroupEvent) -> Option<Told> {
    match event {
        GroupEvent::Created => Some(
            Told::quiet("rebalance")
                .text("broker coordinates a new group, ")
                .group(id),
        ),
        GroupEvent::Unloaded => Some(
            Told::warn("rebalance")
                .text("broker knows nothing of ")
                .group(id)
                .text(" any more: the topic of its offsets is deleted"),
        ),
        GroupEvent::Deleted => Some(
            Told::new("rebalance")
                .text("broker deletes ")
                .group(id)
                .text(" with its committed offsets"),
        ),
        GroupEvent::OffsetsCommitted { offsets, replaced } => {
            Some(committed(id, offsets, replaced))
        }
        GroupEvent::OffsetsDeleted { partitions } => {
            let line = Told::quiet("commit").group(id);
            let line = line.text("'s committed offsets are removed: ");
            Some(line.partitions(partitions))
        }
        GroupEvent::Classic(event) => tell_classic(before, at, id, event),
    }
}

fn tell_classic(before: &State, at: Millis, id: &Name, event: &ClassicGroupEvent) -> Option<Told> {
    let group = before.broker().classic_group(id);
    match event {
        ClassicGroupEvent::MemberIdGiven { member_id, .. } => Some(
            Told::quiet("member")
                .group(id)
                .text(" gives out a member id: ")
                .text(member_id),
        ),
        ClassicGroupEvent::MemberAdded { member } => Some(
            Told::new("member")
                .machine(member.client_id())
                .text(" joins ")
                .group(id),
        ),
        ClassicGroupEvent::MemberRejoined { member_id, .. } => {
            let member = group?.members().get(member_id)?;
            let line = Told::new("member").machine(member.client_id());
            Some(line.text(" joins ").group(id).text(" again"))
        }
        ClassicGroupEvent::MemberReplaced { old, new, .. } => {
            Some(replaced(id, group?, [old, new]))
        }
        ClassicGroupEvent::RebalancePostponed { .. } => {
            let line = Told::new("rebalance").group(id).text(" waits on");
            Some(line.text(": nobody has joined again, and its static members keep their places"))
        }
        ClassicGroupEvent::MemberRemoved {
            client_id,
            seen,
            reason,
            ..
        } => Some(removed(id, client_id, seen - before.start(), *reason)),
        ClassicGroupEvent::RebalancePrepared { phase, awaited } => {
            let empty = group?.members().is_empty();
            Some(prepared(at, id, empty, phase, awaited))
        }
        ClassicGroupEvent::GenerationStarted {
            generation,
            protocol,
            leader,
            ..
        } => Some(generation_started(
            id,
            group?,
            *generation,
            protocol,
            leader,
        )),
        ClassicGroupEvent::AssignmentStored { assignments } => {
            Some(stable(id, group?, assignments))
        }
        ClassicGroupEvent::MemberIdLapsed { .. }
        | ClassicGroupEvent::MemberSeen { .. }
        | ClassicGroupEvent::MemberWelcomed { .. }
        | ClassicGroupEvent::InitialDelayExtended { .. }
        | ClassicGroupEvent::SyncParked { .. }
        | ClassicGroupEvent::Synced { .. } => None,
    }
}

/// `billing commits orders-1 → 8`: what changed. A commit of all positions
/// names many that did not.
fn committed(
    id: &Name,
    offsets: &[(TopicPartition, CommittedOffset)],
    replaced: &[Option<Offset>],
) -> Told {
    let changed: Vec<(&TopicPartition, Offset, Option<Offset>)> = offsets
        .iter()
        .zip(replaced)
        .map(|((partition, committed), old)| (partition, committed.offset, *old))
        .filter(|(_, offset, old)| *old != Some(*offset))
        .collect();
    if changed.is_empty() {
        let line = Told::quiet("commit").group(id).text(" commits ");
        let line = line.list(offsets, 8, ", ", |line, (partition, committed)| {
            line.commit(id, partition, committed.offset)
        });
        return line.text(", as before");
    }
    let line = Told::new("commit").group(id).text(" commits ");
    line.list(&changed, 8, ", ", |line, (partition, offset, old)| {
        let line = line.commit(id, partition, *offset);
        match old.filter(|old| old > offset) {
            Some(old) => line.text(&format!(" (back from {old})")),
            None => line,
        }
    })
}

/// The member has the old id before it is replaced and the new one after.
fn replaced(id: &Name, group: &ClassicGroup, ids: [&Name; 2]) -> Told {
    let member = ids.into_iter().find_map(|id| group.members().get(id));
    let instance = member
        .and_then(|member| member.group_instance_id())
        .map(Name::as_str);
    Told::new("member")
        .text("static member ")
        .text(instance.unwrap_or_default())
        .text(" is back in ")
        .group(id)
        .text(": it has its place under a new member id, and the old one is fenced")
}

fn removed(id: &Name, name: &Name, seen: Millis, reason: RemovalReason) -> Told {
    if reason == RemovalReason::Left {
        return Told::new("member").machine(name).text(" leaves ").group(id);
    }
    let line = Told::warn("member").machine(name).text(" is removed: ");
    match reason {
        RemovalReason::SessionTimeout => line.text("no heartbeat since ").text(&seconds(seen)),
        RemovalReason::RebalanceTimeout => line.text("it did not join again in time"),
        RemovalReason::SyncTimeout => line.text("it did not ask for its assignment in time"),
        RemovalReason::GroupFull | RemovalReason::Left => line.text("the group is full"),
    }
}

fn prepared(at: Millis, id: &Name, empty: bool, phase: &JoinPhase, awaited: &[Name]) -> Told {
    let line = Told::new("rebalance")
        .group(id)
        .text(" is PreparingRebalance: ");
    match phase {
        JoinPhase::Initial { until, .. } => line
            .text("waits ")
            .text(&print_duration(until - at))
            .text(" for members"),
        JoinPhase::Rejoin { .. } if empty => line.text("nobody is left"),
        JoinPhase::Rejoin { .. } if awaited.is_empty() => line.text("all members have joined"),
        JoinPhase::Rejoin { .. } => {
            let line = line.text("waits for ");
            let line = line.list(awaited, 6, ", ", |line, name| line.machine(name));
            line.text(" to join again")
        }
    }
}

fn generation_started(
    id: &Name,
    group: &ClassicGroup,
    generation: i32,
    protocol: &Option<Name>,
    leader: &Option<Name>,
) -> Told {
    let number = generation.to_string();
    let leader = leader
        .as_ref()
        .and_then(|leader| group.members().get(leader));
    let (Some(protocol), Some(leader)) = (protocol, leader) else {
        let line = Told::new("rebalance").group(id);
        return line.text(" is Empty, generation ").text(&number);
    };
    let line = Told::new("rebalance")
        .group(id)
        .text(" is CompletingRebalance, generation ")
        .text(&number);
    line.text("; ")
        .machine(leader.client_id())
        .text(" leads and assigns by ")
        .text(protocol)
}

/// `billing is Stable, generation 3; range gives c2 all`.
fn stable(id: &Name, group: &ClassicGroup, assignments: &[(Name, Arc<[u8]>)]) -> Told {
    let line = Told::new("rebalance")
        .group(id)
        .text(" is Stable, generation ")
        .text(&group.generation().to_string());
    let protocol = group.protocol().map(Name::as_str).unwrap_or("its leader");
    let line = line.text("; ").text(protocol).text(" gives ");
    let given: Vec<(&Name, Vec<TopicPartition>)> = group
        .members()
        .values()
        .map(|member| {
            let bytes = assignments.iter().find(|(id, _)| id == member.id());
            let partitions = bytes.and_then(|(_, bytes)| decode_assignment(bytes));
            (member.client_id(), partitions.unwrap_or_default())
        })
        .collect();
    let owners = given.iter().filter(|(_, all)| !all.is_empty()).count();
    line.list(&given, 6, "; ", |line, (name, partitions)| {
        let line = line.machine(name).text(" ");
        match partitions.len() {
            0 => line.text("nothing"),
            2.. if owners == 1 => line.text("all"),
            _ => line.partitions(partitions),
        }
    })
}
