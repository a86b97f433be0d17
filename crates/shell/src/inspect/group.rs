//! Groups, their committed offsets and their positions.

use super::{at_offset, listed, log, partitions, Inspection, Sheet};
use broker::group::{ClassicGroup, Group, Member};
use broker::offsets_topic::OffsetsRecord;
use broker::OFFSETS_TOPIC;
use client::consumer::{Consumer, FetchState, Owned};
use cluster::view::View;
use cluster::{Machine, State};
use protocol::consumer_protocol::decode_assignment;
use protocol::java::group_partition;
use protocol::name::Name;
use protocol::record::{Offset, Payload};
use protocol::sort::sort_by_key;
use protocol::topic_partition::TopicPartition;

/// The partition of `__consumer_offsets` that holds a group.
fn coordinator(state: &State, group: &str) -> TopicPartition {
    let count = state.broker().config().offsets_partitions;
    TopicPartition::new(OFFSETS_TOPIC, group_partition(group, count))
}

pub(super) fn group(state: &State, id: &str) -> Option<Inspection> {
    let Group::Classic(group) = state.broker().group(id)?;
    let mut sheet = Sheet::new(&["Group ", id].concat());
    sheet.row("state", group.state().name());
    sheet.at("since", state, group.state_since());
    sheet.number("generation", i64::from(group.generation()));
    let kind = group
        .protocol_type()
        .map(Name::as_str)
        .unwrap_or("none yet");
    sheet.row("protocol type", kind);
    sheet.row(
        "assignor",
        group.protocol().map(Name::as_str).unwrap_or("none"),
    );
    let leader = group.leader().map(Name::as_str).unwrap_or("none");
    sheet.row("leader", leader);
    sheet.row("kept in", coordinator(state, id).to_string());
    timers(&mut sheet, state, group);
    sheet.count("members", group.members().len());
    for member in group.members().values() {
        let text = member_text(state, group, member);
        sheet.row(&["member ", member.client_id()].concat(), text);
    }
    let committed = state.broker().offsets().get(id);
    let committed = committed.into_iter().flat_map(|offsets| offsets.iter());
    let committed = committed.map(|(partition, at)| at_offset(partition, at.offset));
    sheet.row("committed", listed(committed));
    let view = View::of(state, 0);
    if let Some(group) = view.groups.iter().find(|group| *group.id == *id) {
        let ledger = group.ledger;
        sheet.number("records done once", ledger.once);
        sheet.number("records done again", ledger.again);
        sheet.number("records skipped", ledger.skipped);
        sheet.number("records deleted unread", ledger.deleted);
        sheet.number("records never done", ledger.never);
    }
    if let Some(removed) = state.observed().removed(id) {
        let text = format!("{}: {}", removed.client_id, removed.reason.text());
        sheet.row("removed last", text);
        sheet.at("removed at", state, removed.at);
    }
    sheet.done()
}

fn timers(sheet: &mut Sheet, state: &State, group: &ClassicGroup) {
    if let Some(phase) = group.join_phase() {
        sheet.at("join phase ends by (so far)", state, phase.until());
    }
    if let Some(until) = group.sync_until() {
        sheet.at("SyncGroup awaited until", state, until);
    }
    if !group.syncs_awaited().is_empty() {
        let waiting = group.syncs_awaited().iter().map(ToString::to_string);
        sheet.row("SyncGroup awaited of", listed(waiting));
    }
    if !group.ids_given().is_empty() {
        let given = group.ids_given().keys().map(ToString::to_string);
        sheet.row("member ids given out", listed(given));
    }
}

fn member_text(state: &State, group: &ClassicGroup, member: &Member) -> String {
    let mut text = member.id().to_string();
    if group.leader() == Some(member.id()) {
        text.push_str("; leads");
    }
    let assigned = decode_assignment(member.assignment()).unwrap_or_default();
    text.push_str("; ");
    text.push_str(&partitions(&assigned));
    if member.is_joining() {
        text.push_str("; its JoinGroup waits");
    }
    if member.is_syncing() {
        text.push_str("; its SyncGroup waits");
    }
    text.push_str("; heard of at ");
    text.push_str(&crate::time::elapsed(member.seen() - state.start()));
    text.push_str(", removed if silent until ");
    text.push_str(&crate::time::elapsed(
        member.session_until() - state.start(),
    ));
    text
}

/// The newest record of a commit in `__consumer_offsets`, and where it is.
fn newest(
    state: &State,
    group: &Name,
    partition: &TopicPartition,
) -> Option<(TopicPartition, Offset)> {
    let place = coordinator(state, group);
    let about = OffsetsRecord::Offset {
        group: group.clone(),
        topic: partition.topic.clone(),
        partition: partition.partition,
        value: None,
    };
    let key = Payload::from(about.encode().0);
    let records = state.broker().log(&place)?.records(0);
    let ours = records.filter(|(_, record)| record.key.as_ref() == Some(&key));
    let (offset, _) = ours.last()?;
    Some((place, offset))
}

pub(super) fn commit(
    state: &State,
    group: &Name,
    partition: &TopicPartition,
) -> Option<Inspection> {
    let committed = state.broker().committed(group, partition)?;
    let mut sheet = Sheet::new(&format!("Committed offset of {group} in {partition}"));
    sheet.number("offset", committed.offset);
    let log = state.broker().log(partition);
    let resumes = match log {
        Some(log) if committed.offset < log.start() => {
            "below the log start: auto.offset.reset decides where a restart resumes"
        }
        Some(log) if committed.offset > log.end() => {
            "beyond the log end: auto.offset.reset decides where a restart resumes"
        }
        _ => "the next record to read; a restart now resumes here",
    };
    sheet.row("means", resumes);
    if let Some(log) = log {
        sheet.number("log end offset", log.end());
        sheet.number("lag", log.end().saturating_sub(committed.offset));
    }
    sheet.at("committed at", state, committed.at);
    if let Some((place, offset)) = newest(state, group, partition) {
        sheet.row("record", format!("{place} at offset {offset}"));
        let record = state
            .broker()
            .log(&place)
            .and_then(|log| log.record(offset));
        if let Some((record, _)) = record {
            log::decoded(&mut sheet, record);
        }
    }
    sheet.done()
}

/// The running members that believe that they own a partition: at most one,
/// unless one of them has not heard that it is none any more. The one whose
/// group agrees comes first, as in a view.
fn owners<'a>(
    state: &'a State,
    group: &Name,
    partition: &TopicPartition,
) -> Vec<(&'a Machine, &'a Consumer, &'a Owned)> {
    let machines = state.machines().values();
    let mut owners: Vec<_> = machines
        .filter(|machine| machine.is_running())
        .filter_map(|machine| Some((machine, machine.client().consumer()?)))
        .filter(|(_, consumer)| consumer.group() == Some(group))
        .filter_map(|(machine, consumer)| {
            let owned = consumer.owned().get(partition)?;
            Some((machine, consumer, owned))
        })
        .collect();
    sort_by_key(&mut owners, |(machine, consumer, _)| {
        (consumer.membership().generation(), !machine.is_cut())
    });
    owners.reverse();
    owners
}

pub(super) fn position(
    state: &State,
    group: &Name,
    partition: &TopicPartition,
) -> Option<Inspection> {
    let owners = owners(state, group, partition);
    let ((first, ..), others) = owners.split_first()?;
    let mut sheet = Sheet::new(&format!("Position of {group} in {partition}"));
    sheet.row("owner", first.name().as_str());
    believed(&mut sheet, state, partition, &owners[0]);
    sheet.row(
        "means",
        "the next poll reads from here; it is lost with the process",
    );
    for other in others {
        sheet.row("believes too that it owns it", other.0.name().as_str());
        believed(&mut sheet, state, partition, other);
    }
    let committed = state.broker().committed(group, partition);
    let committed = committed.map_or("-".to_owned(), |committed| committed.offset.to_string());
    sheet.row("committed", committed);
    if let Some(log) = state.broker().log(partition) {
        sheet.number("log end offset", log.end());
    }
    sheet.done()
}

/// What a member knows of a partition that it takes for its own.
fn believed(
    sheet: &mut Sheet,
    state: &State,
    partition: &TopicPartition,
    (machine, _, owned): &(&Machine, &Consumer, &Owned),
) {
    let text = match owned.state() {
        FetchState::Fetching(offset) => offset.to_string(),
        FetchState::AwaitingValidation(offset) => {
            [&offset.to_string(), ", once the log is known to have it"].concat()
        }
        FetchState::Initializing => "not known: asks for the committed offset".to_owned(),
        FetchState::NoCommit => "not known: nothing is committed".to_owned(),
        FetchState::AwaitingReset(_) => "not known: is being reset".to_owned(),
    };
    sheet.row("position", text);
    if let Some(from) = state.read_from(machine.name(), partition) {
        sheet.number("began to read at", from);
    }
    if let Some(watermark) = owned.high_watermark() {
        sheet.number("high watermark it knows", watermark);
    }
    sheet.flag("paused", owned.paused());
}
