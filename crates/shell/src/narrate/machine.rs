//! What happens to machines, to the programs on them, and in their clients.

use super::{group_of, name, thrown};
use crate::duration::{print_duration, print_rate};
use crate::journal::Told;
use crate::thing::Thing;
use client::consumer::{ConsumerEvent, RevokedAt};
use client::producer::ProducerEvent;
use cluster::app::{AppEvent, AppSpec, ConsumeSpec, ProduceSpec};
use cluster::command::{Change, CommitMode};
use cluster::event::{ClientSpec, MachineEvent};
use cluster::{Machine, MachineId, State};
use protocol::name::Name;
use protocol::record::Offset;
use protocol::topic_partition::TopicPartition;

pub(super) fn tell(before: &State, id: MachineId, event: &MachineEvent) -> Option<Told> {
    if let MachineEvent::Added {
        name,
        client,
        settings,
        app,
    } = event
    {
        let known = matches!(client, ClientSpec::Producer | ClientSpec::Consumer);
        let group = settings.get("group.id");
        return known.then(|| added(name, group, app.as_deref()));
    }
    let machine = before.machines().get(&id)?;
    let name = &machine.name();
    Some(match event {
        MachineEvent::Added { .. } => return None,
        MachineEvent::Restarted => Told::new("member").machine(name).text(" starts again"),
        MachineEvent::Crashed => crashed(before, id, machine),
        MachineEvent::Stopping { restart: true } => Told::new("member")
            .machine(name)
            .text(" restarts, to read its new settings"),
        MachineEvent::Stopping { restart: false } => Told::quiet("member")
            .machine(name)
            .text(" is asked to stop"),
        MachineEvent::Stopped => Told::new("member")
            .machine(name)
            .text(" stops in good order"),
        MachineEvent::Stalled => {
            let line = Told::warn("fault").machine(name).text(" stands still");
            match machine.client().consumer() {
                Some(_) => line.text("; its heartbeat goes on"),
                None => line,
            }
        }
        MachineEvent::Unstalled => Told::new("fault").machine(name).text(" goes on"),
        MachineEvent::Removed => Told::quiet("member").machine(name).text(" is taken away"),
        MachineEvent::Configured(change) => configured(name, change),
    })
}

fn added(name: &Name, group: Option<&Name>, app: Option<&AppSpec>) -> Told {
    let line = Told::new("member").machine(name).text(" starts");
    match app {
        Some(AppSpec::Produce(ProduceSpec {
            topic: Some(topic),
            rate: Some(rate),
            ..
        })) => line
            .text(": produces to ")
            .topic(topic)
            .text(", ")
            .text(&print_rate(*rate)),
        Some(AppSpec::Consume(ConsumeSpec { topics, .. })) => {
            let line = line.text(": consumes ");
            let line = line.list(topics, 4, ", ", |line, topic| line.topic(topic));
            match group {
                Some(group) => line.text(" in ").group(group),
                None => line,
            }
        }
        _ => line,
    }
}

/// `c1 crashes; orders-0 @ 6, 7, 8 done, not committed`.
fn crashed(before: &State, id: MachineId, machine: &Machine) -> Told {
    let line = Told::bad("fault").machine(machine.name()).text(" crashes");
    let done = uncommitted(before, id, machine);
    if done.is_empty() {
        return line;
    }
    let line = line
        .text("; ")
        .list(&done, 4, "; ", |line, (partition, offsets)| {
            let line = line.partition(partition).text(" @ ");
            line.list(offsets, 6, ", ", |line, offset| {
                line.record(&offset.to_string(), partition, *offset)
            })
        });
    line.text(" done, not committed")
}

/// Records that a program finished and that its group's committed offset does
/// not cover.
fn uncommitted<'a>(
    before: &'a State,
    id: MachineId,
    machine: &'a Machine,
) -> Vec<(&'a TopicPartition, Vec<Offset>)> {
    let group = machine.client().consumer().and_then(|c| c.group());
    let finished = before.observed().finished(id);
    let mut done: Vec<(&TopicPartition, Vec<Offset>)> = Vec::new();
    for (partition, offset) in finished {
        let committed = group.and_then(|group| before.broker().committed(group, partition));
        if committed.is_some_and(|committed| committed.offset > *offset) {
            continue;
        }
        match done.iter_mut().find(|(other, _)| *other == partition) {
            Some((_, offsets)) if offsets.contains(offset) => {}
            Some((_, offsets)) => offsets.push(*offset),
            None => done.push((partition, vec![*offset])),
        }
    }
    done
}

fn configured(name: &Name, change: &Change) -> Told {
    let mut what: Vec<String> = Vec::new();
    if let Some(work) = change.work_ms {
        what.push(["works ", &print_duration(work), " on a record"].concat());
    }
    match change.commit {
        Some(CommitMode::Never) => what.push("never commits".to_owned()),
        Some(CommitMode::Auto) => what.push("commits by itself (auto)".to_owned()),
        Some(CommitMode::Before) => what.push("commits before the work".to_owned()),
        Some(mode) => what.push(["commits after each ", mode.name()].concat()),
        None => {}
    }
    match change.by_hand {
        Some(true) => what.push("polls by hand".to_owned()),
        Some(false) => what.push("polls in a loop".to_owned()),
        None => {}
    }
    if let Some(rate) = change.rate {
        what.push(["sends ", &print_rate(rate)].concat());
    }
    match change.keys.as_deref() {
        Some([]) => what.push("sends without keys".to_owned()),
        Some(keys) => what.push(["has the keys ", &keys.join(", ")].concat()),
        None => {}
    }
    for (key, value) in &change.settings {
        what.push([key, "=", value].concat());
    }
    let line = Told::new("command").machine(name).text(" changes: ");
    line.list(&what, 8, ", ", |line, what| line.text(what))
}

pub(super) fn tell_app(before: &State, id: MachineId, event: &AppEvent) -> Option<Told> {
    let machine = before.machines().get(&id)?;
    let name = &machine.name();
    match event {
        AppEvent::Made { .. } => None,
        AppEvent::ProducingPaused => Some(Told::new("produce").machine(name).text(" rests")),
        AppEvent::ProducingResumed => Some(Told::new("produce").machine(name).text(" goes on")),
        AppEvent::ProducingRefused { limit, max } => {
            let line = Told::bad("error").machine(name).text(" rests: ");
            let line = line.text("this playground holds at most ");
            Some(line.text(&max.to_string()).text(" ").text(limit))
        }
        AppEvent::WorkStarted { .. } => {
            let app = machine.consuming()?;
            let record = app.hand.get(app.next)?;
            // The work on a record has one line, when it is done. That it is
            // done again is worth one when it begins.
            if times_done(before, id, &record.partition, record.offset) == 0 {
                return None;
            }
            let line = Told::warn("work").machine(name).text(" works on ");
            let line = record_at(line, machine, &record.partition, record.offset);
            Some(line.text(", again"))
        }
        AppEvent::WorkFinished { partition, offset } => {
            let line = Told::new("work").machine(name).text(" finishes ");
            let line = record_at(line, machine, partition, *offset);
            match times_done(before, id, partition, *offset) {
                0 => Some(line),
                times => {
                    let times = (times + 1).to_string();
                    Some(line.text("; done ").text(&times).text(" times now"))
                }
            }
        }
    }
}

fn times_done(before: &State, id: MachineId, partition: &TopicPartition, offset: Offset) -> u16 {
    let ledger = group_of(before, id).and_then(|group| before.observed().ledger(group));
    ledger.map_or(0, |ledger| ledger.times(partition, offset))
}

/// `kim (orders-2 @ 6)`.
fn record_at(line: Told, machine: &Machine, partition: &TopicPartition, offset: Offset) -> Told {
    let hand = machine.consuming().map_or(&[][..], |app| &app.hand);
    let record = hand
        .iter()
        .find(|record| record.offset == offset && record.partition == *partition);
    let thing = Thing::Record(partition.clone(), offset);
    let key = record.and_then(|record| record.record.key.as_ref());
    let line = line.key(key, Some(thing)).text(" (");
    let text = [&partition.to_string(), " @ ", &offset.to_string()].concat();
    line.record(&text, partition, offset).text(")")
}

pub(super) fn tell_consumer(before: &State, id: MachineId, event: &ConsumerEvent) -> Option<Told> {
    let machine = before.machines().get(&id)?;
    let name = &machine.name();
    let owned = || machine.client().consumer().map(|c| c.owned_partitions());
    match event {
        ConsumerEvent::Revoked {
            partitions,
            lost,
            point,
        } if !partitions.is_empty() => {
            Some(tell_revoked(name, &owned()?, partitions, *lost, *point))
        }
        ConsumerEvent::Assigned { partitions } => {
            let line = Told::quiet("rebalance").machine(name);
            let kept = owned()?;
            Some(match (partitions.is_empty(), kept.is_empty()) {
                (true, true) => line.text(" owns nothing and waits"),
                (true, false) => line.text(" keeps ").partitions(&kept),
                (false, true) => line.text(" owns ").partitions(partitions),
                (false, false) => {
                    let line = line.text(" gets ").partitions(partitions);
                    line.text(" and keeps ").partitions(&kept)
                }
            })
        }
        ConsumerEvent::MembershipGivenUp => Some(
            Told::warn("rebalance")
                .machine(name)
                .text(" polls too late: it takes itself for removed, and tells nobody"),
        ),
        ConsumerEvent::JoinPrepared => {
            let kept = owned()?;
            let line = Told::quiet("rebalance").machine(name);
            let line = line.text(" joins again and goes on with ");
            (!kept.is_empty()).then(|| line.partitions(&kept))
        }
        ConsumerEvent::AssignmentRejected => Some(
            Told::warn("rebalance")
                .machine(name)
                .text(" turns its assignment down: it does not subscribe to all of that any more"),
        ),
        ConsumerEvent::CallbackInvoked { error, .. } => {
            let error = error.as_ref()?;
            let line = Told::bad("error").machine(name);
            Some(line.text("'s commitAsync fails with ").text(&thrown(error)))
        }
        ConsumerEvent::CoordinatorLost => Some(
            Told::warn("error")
                .machine(name)
                .text(" hears nothing from its coordinator"),
        ),
        ConsumerEvent::CommitGivenUp => Some(
            Told::warn("commit")
                .machine(name)
                .text(" goes on without the commit before the rebalance"),
        ),
        ConsumerEvent::Revoked { .. }
        | ConsumerEvent::CommitPrepared(_)
        | ConsumerEvent::CommitRefused
        | ConsumerEvent::LookupPrepared(_)
        | ConsumerEvent::BuffersTidied
        | ConsumerEvent::ResetNeeded { .. } => None,
    }
}

/// What a member gives back, or has lost, and what it keeps.
fn tell_revoked(
    name: &Name,
    owned: &[TopicPartition],
    revoked: &[TopicPartition],
    lost: bool,
    point: RevokedAt,
) -> Told {
    let line = if lost {
        Told::warn("rebalance").machine(name).text(" loses ")
    } else {
        Told::new("rebalance").machine(name).text(" gives back ")
    };
    let line = line.partitions(revoked);
    let kept = kept(owned, revoked);
    let line = match kept.is_empty() {
        true => line,
        false => line.text(" and keeps ").partitions(&kept),
    };
    match point {
        RevokedAt::Assignment => line.text("; it joins again, so that others get it"),
        RevokedAt::Join | RevokedAt::Leave => line,
    }
}

/// What is left of partitions without some of them.
fn kept(owned: &[TopicPartition], without: &[TopicPartition]) -> Vec<TopicPartition> {
    let kept = owned.iter().filter(|p| !without.contains(p));
    kept.cloned().collect()
}

pub(super) fn tell_producer(before: &State, id: MachineId, event: &ProducerEvent) -> Option<Told> {
    match event {
        ProducerEvent::StickyChosen { topic, partition } => {
            let partition = TopicPartition::new(topic.clone(), *partition);
            let line = Told::quiet("produce").machine(name(before, id)?);
            let line = line
                .text(" sends what has no key to ")
                .partition(&partition);
            Some(line.text(" for a while"))
        }
        ProducerEvent::TurnChosen { topic, .. } => {
            let line = Told::quiet("produce").machine(name(before, id)?);
            let line = line.text(" sends what has no key to the partitions of ");
            Some(line.text(topic).text(" in turns"))
        }
        ProducerEvent::MemoryAwaited { bytes, .. } => {
            let line = Told::warn("produce").machine(name(before, id)?);
            let line = line.text("'s send blocks: a new batch needs ");
            let line = line.text(&bytes.to_string());
            Some(line.text(" bytes, and buffer.memory is full"))
        }
        ProducerEvent::Expired { partition, .. } => {
            let line = Told::bad("error").machine(name(before, id)?);
            let line = line.text(" gives up a batch for ").partition(partition);
            Some(line.text(" after delivery.timeout.ms"))
        }
        ProducerEvent::EpochBumped => {
            let producer = before.machines().get(&id)?.client().producer()?;
            let (_, epoch) = producer.sequences()?.id()?;
            let line = Told::warn("produce").machine(name(before, id)?);
            Some(
                line.text(" begins epoch ")
                    .text(&(i32::from(epoch) + 1).to_string())
                    .text(" and numbers its records from 0 again: what was refused left a gap"),
            )
        }
        ProducerEvent::Accumulated { .. }
        | ProducerEvent::Refused { .. }
        | ProducerEvent::SequenceResolved { .. } => None,
    }
}
