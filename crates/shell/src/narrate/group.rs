//! What happens to groups at their coordinator.

use crate::duration::print_duration;
use crate::journal::{seconds, Told, Tone};
use broker::group::{ClassicGroup, ClassicGroupEvent, GroupEvent, JoinPhase, RemovalReason};
use broker::CommittedOffset;
use client::call::ConsumerCall;
use client::consumer::Consumer;
use cluster::{Machine, MachineId, State};
use protocol::api::RequestBody;
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
        GroupEvent::Deleted => Some(deleted(before, id)),
        GroupEvent::OffsetsCommitted { offsets, replaced } => {
            Some(committed(id, offsets, replaced))
        }
        GroupEvent::OffsetsDeleted { partitions } => Some(offsets_deleted(before, id, partitions)),
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
        ClassicGroupEvent::MemberReplaced { old, new, to, .. } => {
            let by = before.network().machine(to.connection);
            Some(replaced(before, id, group?, [old, new], by))
        }
        ClassicGroupEvent::RebalancePostponed { .. } => {
            let line = Told::new("rebalance").group(id).text(" waits on");
            Some(line.text(": nobody has joined again, and its static members keep their places"))
        }
        ClassicGroupEvent::MemberRemoved {
            member_id,
            client_id,
            seen,
            reason,
        } => {
            let seen = seen - before.start();
            let line = removed(id, client_id, seen, *reason);
            Some(match polls_too_late(before, member_id) {
                true => Told {
                    tone: Tone::Warn,
                    ..line.text(": max.poll.interval.ms is exceeded")
                },
                false => line,
            })
        }
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

/// The broker that one sees is where its handler left it, without the group.
fn deleted(before: &State, id: &Name) -> Told {
    let asked = asks(
        before,
        |request| matches!(request, RequestBody::DeleteGroups(body) if body.groups.contains(id)),
    );
    let line = Told::new("rebalance").text("broker deletes ").group(id);
    line.text(match asked {
        true => " with its committed offsets",
        false => ": it is empty, and no committed offset of it is left",
    })
}

/// Why committed offsets go: with their topic, because an admin client asks
/// for that, or because they expired.
fn offsets_deleted(before: &State, id: &Name, partitions: &[TopicPartition]) -> Told {
    let topics = before.broker().topics();
    let gone = |partition: &TopicPartition| !topics.contains_key(&partition.topic);
    let asked = || {
        asks(
            before,
            |request| matches!(request, RequestBody::OffsetDelete(body) if body.group_id == *id),
        )
    };
    let line = Told::quiet("commit").group(id);
    let line = line.text(match partitions.iter().all(gone) {
        true => "'s committed offsets go with their topic: ",
        false if asked() => "'s committed offsets are removed by an admin client: ",
        false => "'s committed offsets have expired: ",
    });
    line.partitions(partitions)
}

/// Whether a machine waits for the answer to such a request.
fn asks(before: &State, such: impl Fn(&RequestBody) -> bool) -> bool {
    let mut requests = before.machines().values().flat_map(in_flight);
    requests.any(such)
}

/// What a machine has asked and is not answered yet.
fn in_flight(machine: &Machine) -> impl Iterator<Item = &RequestBody> {
    let requests = machine.client().link().in_flight();
    requests.map(|request| &request.body)
}

/// Whether a member that leaves does so because it did not poll: its client
/// said good-bye, and its application had not asked for that.
fn polls_too_late(before: &State, member_id: &Name) -> bool {
    before.machines().values().any(|machine| {
        let Some(consumer) = machine.client().consumer() else {
            return false;
        };
        let call = consumer.in_call().map(|in_call| in_call.call());
        let closes = matches!(call, Some(ConsumerCall::Close(_)));
        let mut requests = in_flight(machine);
        !closes
            && consumer.subscription().in_group()
            && requests.any(|request| match request {
                RequestBody::LeaveGroup(body) => body.members.iter().any(|(id, _)| id == member_id),
                _ => false,
            })
    })
}

/// A static member comes back, or, where several machines have its
/// `group.instance.id`, one of them takes its place. The member has the old id
/// before it is replaced and the new one after.
fn replaced(
    before: &State,
    id: &Name,
    group: &ClassicGroup,
    ids: [&Name; 2],
    by: Option<MachineId>,
) -> Told {
    let member = ids.into_iter().find_map(|id| group.members().get(id));
    let instance = member.and_then(|member| member.group_instance_id());
    let twin = |(other, machine): (&MachineId, &Machine)| {
        let consumer = machine.client().consumer();
        let named = |consumer: &Consumer| consumer.config().group_instance_id.as_ref() == instance;
        Some(*other) != by && consumer.is_some_and(|c| c.group() == Some(id) && named(c))
    };
    let by = by.filter(|_| before.machines().iter().any(twin));
    let by = by.and_then(|by| before.machines().get(&by));
    let instance = instance.map(Name::as_str).unwrap_or_default();
    let line = Told::new("member");
    let line = match by {
        Some(by) => line
            .machine(by.name())
            .text(" takes the place of static member ")
            .text(instance)
            .text(" in "),
        None => line
            .text("static member ")
            .text(instance)
            .text(" is back in "),
    };
    let line = line.group(id);
    line.text(": it has its place under a new member id, and the old one is fenced")
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
