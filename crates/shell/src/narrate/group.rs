//! What happens to groups at their coordinator.

use super::{said, Told};
use crate::duration::print_duration;
use crate::journal::seconds;
use crate::texts::journal::Sentence;
use crate::texts::{arg, Arg, Between};
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
        GroupEvent::Created => {
            Some(Told::quiet("rebalance").say(Sentence::NewGroup, &[arg::group(id)]))
        }
        GroupEvent::Unloaded => {
            Some(Told::warn("rebalance").say(Sentence::Unloaded, &[arg::group(id)]))
        }
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
        ClassicGroupEvent::MemberIdGiven { member_id, .. } => {
            let args = [arg::group(id), member_id.into()];
            Some(Told::quiet("member").say(Sentence::GivesMemberId, &args))
        }
        ClassicGroupEvent::MemberAdded { member } => {
            let args = [arg::machine(member.client_id()), arg::group(id)];
            Some(Told::new("member").say(Sentence::Joins, &args))
        }
        ClassicGroupEvent::MemberRejoined { member_id, .. } => {
            let member = group?.members().get(member_id)?;
            let args = [arg::machine(member.client_id()), arg::group(id)];
            Some(Told::new("member").say(Sentence::JoinsAgain, &args))
        }
        ClassicGroupEvent::MemberReplaced { old, new, to, .. } => {
            let by = before.network().machine(to.connection);
            Some(replaced(before, id, group?, [old, new], by))
        }
        ClassicGroupEvent::RebalancePostponed { .. } => {
            Some(Told::new("rebalance").say(Sentence::WaitsOn, &[arg::group(id)]))
        }
        ClassicGroupEvent::MemberRemoved {
            member_id,
            client_id,
            seen,
            reason,
        } => {
            let seen = seen - before.start();
            let late = *reason == RemovalReason::Left && polls_too_late(before, member_id);
            Some(match late {
                true => Told::warn("member").say(
                    Sentence::LeavesLate,
                    &[arg::machine(client_id), arg::group(id)],
                ),
                false => removed(id, client_id, seen, *reason),
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
        let all = offsets.iter();
        let mut all = all.map(|(partition, at)| arg::commit(id, partition, at.offset));
        let args = [arg::group(id), arg::list(&mut all, 8, Between::Comma)];
        return Told::quiet("commit").say(Sentence::CommitsAsBefore, &args);
    }
    let mut all = changed.iter().map(|(partition, offset, old)| {
        let commit = arg::commit(id, partition, *offset);
        match old.filter(|old| old > offset) {
            Some(old) => said(Sentence::BackFrom, &[commit, arg::number(old)]),
            None => commit,
        }
    });
    let args = [arg::group(id), arg::list(&mut all, 8, Between::Comma)];
    Told::new("commit").say(Sentence::Commits, &args)
}

/// The broker that one sees is where its handler left it, without the group.
fn deleted(before: &State, id: &Name) -> Told {
    let asked = asks(
        before,
        &|request| matches!(request, RequestBody::DeleteGroups(body) if body.groups.contains(id)),
    );
    let sentence = match asked {
        true => Sentence::DeletesGroup,
        false => Sentence::DeletesEmptyGroup,
    };
    Told::new("rebalance").say(sentence, &[arg::group(id)])
}

/// Why committed offsets go: with their topic, because an admin client asks
/// for that, or because they expired.
fn offsets_deleted(before: &State, id: &Name, partitions: &[TopicPartition]) -> Told {
    let topics = before.broker().topics();
    let gone = |partition: &TopicPartition| !topics.contains_key(&partition.topic);
    let asked = || {
        asks(
            before,
            &|request| matches!(request, RequestBody::OffsetDelete(body) if body.group_id == *id),
        )
    };
    let sentence = match partitions.iter().all(gone) {
        true => Sentence::OffsetsGoWithTopic,
        false if asked() => Sentence::OffsetsRemoved,
        false => Sentence::OffsetsExpire,
    };
    let args = [arg::group(id), arg::partitions(partitions)];
    Told::quiet("commit").say(sentence, &args)
}

/// Whether a machine waits for the answer to such a request.
fn asks(before: &State, such: &dyn Fn(&RequestBody) -> bool) -> bool {
    let mut machines = before.machines().values();
    machines.any(|machine| in_flight(machine).any(such))
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
    let instance = Arg::from(instance.map(Name::as_str).unwrap_or_default());
    let line = Told::new("member");
    match by {
        Some(by) => {
            let args = [arg::machine(by.name()), instance, arg::group(id)];
            line.say(Sentence::TakesPlace, &args)
        }
        None => line.say(Sentence::IsBack, &[instance, arg::group(id)]),
    }
}

fn removed(id: &Name, name: &Name, seen: Millis, reason: RemovalReason) -> Told {
    let name = arg::machine(name);
    let line = Told::warn("member");
    match reason {
        RemovalReason::Left => Told::new("member").say(Sentence::Leaves, &[name, arg::group(id)]),
        RemovalReason::SessionTimeout => {
            line.say(Sentence::RemovedSilent, &[name, seconds(seen).into()])
        }
        RemovalReason::RebalanceTimeout => line.say(Sentence::RemovedNotJoined, &[name]),
        RemovalReason::SyncTimeout => line.say(Sentence::RemovedNotSynced, &[name]),
        RemovalReason::GroupFull => line.say(Sentence::RemovedFull, &[name]),
    }
}

fn prepared(at: Millis, id: &Name, empty: bool, phase: &JoinPhase, awaited: &[Name]) -> Told {
    let line = Told::new("rebalance");
    let id = arg::group(id);
    match phase {
        JoinPhase::Initial { until, .. } => {
            let wait = print_duration(until - at).into();
            line.say(Sentence::WaitsForMembers, &[id, wait])
        }
        JoinPhase::Rejoin { .. } if empty => line.say(Sentence::NobodyLeft, &[id]),
        JoinPhase::Rejoin { .. } if awaited.is_empty() => line.say(Sentence::AllJoined, &[id]),
        JoinPhase::Rejoin { .. } => {
            let mut awaited = awaited.iter().map(arg::machine);
            let awaited = arg::list(&mut awaited, 6, Between::Comma);
            line.say(Sentence::WaitsFor, &[id, awaited])
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
    let line = Told::new("rebalance");
    let (id, number) = (arg::group(id), arg::number(generation.into()));
    let leader = leader
        .as_ref()
        .and_then(|leader| group.members().get(leader));
    match (protocol, leader) {
        (Some(protocol), Some(leader)) => {
            let leader = arg::machine(leader.client_id());
            line.say(
                Sentence::IsCompleting,
                &[id, number, leader, protocol.into()],
            )
        }
        _ => line.say(Sentence::IsEmpty, &[id, number]),
    }
}

/// `billing is Stable, generation 3; range gives c2 all`.
fn stable(id: &Name, group: &ClassicGroup, assignments: &[(Name, Arc<[u8]>)]) -> Told {
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
    let mut parts = given.iter().map(|(name, partitions)| {
        let name = arg::machine(name);
        match partitions.len() {
            0 => said(Sentence::GetsNothing, &[name]),
            2.. if owners == 1 => said(Sentence::GetsAll, &[name]),
            _ => said(Sentence::Gets, &[name, arg::partitions(partitions)]),
        }
    });
    let parts = arg::list(&mut parts, 6, Between::Semicolon);
    let protocol = match group.protocol() {
        Some(protocol) => protocol.into(),
        None => said(Sentence::ItsLeader, &[]),
    };
    let generation = arg::number(group.generation().into());
    let args = [arg::group(id), generation, protocol, parts];
    Told::new("rebalance").say(Sentence::IsStable, &args)
}
