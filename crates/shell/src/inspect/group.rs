//! Groups, their committed offsets and their positions.

use super::{at_offset, listed, log, named, partitions, say, Inspection, Sheet};
use crate::texts::inspector::{phrase, row, Phrase, Row};
use crate::time::elapsed;
use broker::group::{ClassicGroup, Group, Member, RemovalReason};
use broker::offsets_topic::OffsetsRecord;
use broker::OFFSETS_TOPIC;
use client::consumer::{Consumer, FetchState, Owned};
use cluster::view::View;
use cluster::{Machine, State};
use protocol::consumer_protocol::decode_assignment;
use protocol::java::group_partition;
use protocol::name::Name;
use protocol::record::{Offset, Payload};
use protocol::topic_partition::TopicPartition;

/// The partition of `__consumer_offsets` that holds a group.
fn coordinator(state: &State, group: &str) -> TopicPartition {
    let count = state.broker().config().offsets_partitions;
    TopicPartition::new(OFFSETS_TOPIC, group_partition(group, count))
}

pub(super) fn group(state: &State, id: &str) -> Option<Inspection> {
    let Group::Classic(group) = state.broker().group(id)?;
    let mut sheet = Sheet::new(Row::GroupTitle, &[id]);
    sheet.row(row(Row::State), group.state().name());
    sheet.at(row(Row::Since), state, group.state_since());
    sheet.number(row(Row::Generation), i64::from(group.generation()));
    let kind = group
        .protocol_type()
        .map(Name::as_str)
        .unwrap_or(phrase(Phrase::NoneYet));
    sheet.row(row(Row::ProtocolType), kind);
    sheet.row(
        row(Row::Assignor),
        group.protocol().map_or(phrase(Phrase::None), Name::as_str),
    );
    let leader = group.leader().map_or(phrase(Phrase::None), Name::as_str);
    sheet.row(row(Row::Leader), leader);
    sheet.row(row(Row::KeptIn), coordinator(state, id).to_string());
    timers(&mut sheet, state, group);
    sheet.count(row(Row::Members), group.members().len());
    for member in group.members().values() {
        let text = member_text(state, group, member);
        sheet.row(&named(Row::Member, &[member.client_id()]), text);
    }
    let committed = state.broker().offsets().get(id);
    let committed = committed.into_iter().flat_map(|offsets| offsets.iter());
    let committed = committed.map(|(partition, at)| at_offset(partition, at.offset));
    sheet.row(row(Row::Committed), listed(committed));
    let view = View::of(state, 0);
    if let Some(group) = view.groups.iter().find(|group| *group.id == *id) {
        let ledger = group.ledger;
        sheet.number(row(Row::DoneOnce), ledger.once);
        sheet.number(row(Row::DoneAgain), ledger.again);
        sheet.number(row(Row::Skipped), ledger.skipped);
        sheet.number(row(Row::DeletedUnread), ledger.deleted);
        sheet.number(row(Row::NeverDone), ledger.never);
    }
    if let Some(removed) = state.observed().removed(id) {
        let reason = phrase(match removed.reason {
            RemovalReason::SessionTimeout => Phrase::SessionTimeout,
            RemovalReason::RebalanceTimeout => Phrase::RebalanceTimeout,
            RemovalReason::SyncTimeout => Phrase::SyncTimeout,
            RemovalReason::Left => Phrase::Left,
            RemovalReason::GroupFull => Phrase::GroupFull,
        });
        let text = say(Phrase::Pair, &[&removed.client_id, reason]);
        sheet.row(row(Row::RemovedLast), text);
        sheet.at(row(Row::RemovedAt), state, removed.at);
    }
    sheet.done()
}

fn timers(sheet: &mut Sheet, state: &State, group: &ClassicGroup) {
    if let Some(phase) = group.join_phase() {
        sheet.at(row(Row::JoinPhaseEnds), state, phase.until());
    }
    if let Some(until) = group.sync_until() {
        sheet.at(row(Row::SyncAwaitedUntil), state, until);
    }
    if !group.syncs_awaited().is_empty() {
        let waiting = group.syncs_awaited().iter().map(ToString::to_string);
        sheet.row(row(Row::SyncAwaitedOf), listed(waiting));
    }
    if !group.ids_given().is_empty() {
        let given = group.ids_given().keys().map(ToString::to_string);
        sheet.row(row(Row::MemberIdsGiven), listed(given));
    }
}

fn member_text(state: &State, group: &ClassicGroup, member: &Member) -> String {
    let mut text = say(Phrase::MemberIs, &[member.id()]);
    if group.leader() == Some(member.id()) {
        text.push_str(phrase(Phrase::AndLeads));
    }
    let assigned = decode_assignment(member.assignment()).unwrap_or_default();
    text.push_str(&say(Phrase::AndHas, &[&partitions(&assigned)]));
    if member.is_joining() {
        text.push_str(phrase(Phrase::JoinWaits));
    }
    if member.is_syncing() {
        text.push_str(phrase(Phrase::SyncWaits));
    }
    let seen = elapsed(member.seen() - state.start());
    let until = elapsed(member.session_until() - state.start());
    text.push_str(&say(Phrase::HeardOf, &[&seen, &until]));
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
    let mut sheet = Sheet::new(Row::CommitTitle, &[group, &partition.to_string()]);
    sheet.number(row(Row::Offset), committed.offset);
    let log = state.broker().log(partition);
    let resumes = match log {
        Some(log) if committed.offset < log.start() => Phrase::BelowStart,
        Some(log) if committed.offset > log.end() => Phrase::BeyondEnd,
        _ => Phrase::ResumesHere,
    };
    sheet.row(row(Row::Means), phrase(resumes));
    if let Some(log) = log {
        sheet.number(row(Row::LogEnd), log.end());
        sheet.number(row(Row::Lag), log.end().saturating_sub(committed.offset));
    }
    sheet.at(row(Row::CommittedAt), state, committed.at);
    if let Some((place, offset)) = newest(state, group, partition) {
        sheet.row(
            row(Row::Record),
            say(Phrase::AtOffset, &[&place.to_string(), &offset.to_string()]),
        );
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
    let first = (0..owners.len()).max_by_key(|index| {
        let (machine, consumer, _) = owners[*index];
        (consumer.membership().generation(), !machine.is_cut())
    });
    if let Some(first) = first {
        owners.swap(0, first);
    }
    owners
}

pub(super) fn position(
    state: &State,
    group: &Name,
    partition: &TopicPartition,
) -> Option<Inspection> {
    let owners = owners(state, group, partition);
    let ((first, ..), others) = owners.split_first()?;
    let mut sheet = Sheet::new(Row::PositionTitle, &[group, &partition.to_string()]);
    sheet.row(row(Row::Owner), first.name().as_str());
    believed(&mut sheet, state, partition, &owners[0]);
    sheet.row(row(Row::Means), phrase(Phrase::ReadsFrom));
    for other in others {
        sheet.row(row(Row::BelievesToo), other.0.name().as_str());
        believed(&mut sheet, state, partition, other);
    }
    let committed = state.broker().committed(group, partition);
    let committed = committed.map_or("-".to_owned(), |committed| committed.offset.to_string());
    sheet.row(row(Row::Committed), committed);
    if let Some(log) = state.broker().log(partition) {
        sheet.number(row(Row::LogEnd), log.end());
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
        FetchState::AwaitingValidation(offset) => say(Phrase::OnceValid, &[&offset.to_string()]),
        FetchState::Initializing => say(Phrase::AsksCommitted, &[]),
        FetchState::NoCommit => say(Phrase::NothingCommitted, &[]),
        FetchState::AwaitingReset(_) => say(Phrase::BeingReset, &[]),
    };
    sheet.row(row(Row::Position), text);
    if let Some(from) = state.read_from(machine.name(), partition) {
        sheet.number(row(Row::BeganAt), from);
    }
    if let Some(watermark) = owned.high_watermark() {
        sheet.number(row(Row::WatermarkKnown), watermark);
    }
    sheet.flag(row(Row::Paused), owned.paused());
}
