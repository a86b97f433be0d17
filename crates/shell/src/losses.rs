//! What groups lose: found by comparing their ledgers before and after a step
//! in which something happened that may lose a group records.

use crate::marks::{How, Kind, Sign, What};
use broker::group::GroupEvent;
use broker::{BrokerEvent, CommittedOffset};
use client::call::ConsumerCall;
use client::consumer::ConsumerEvent;
use cluster::event::{Event, Happening, MachineEvent, OperationEvent};
use cluster::network::{Cargo, NetworkEvent};
use cluster::view::{Committed, LedgerView, View};
use cluster::{MachineId, State};
use protocol::api::RequestBody;
use protocol::name::Name;
use protocol::record::Offset;
use protocol::topic_partition::TopicPartition;

/// Ledgers of groups as they were before a step.
pub(crate) type Ledgers = Vec<(Name, LedgerView)>;

/// Notes the ledgers of the groups that an event may lose something. What
/// happens all the time, such as a poll, a heartbeat and an append, loses
/// nothing by itself, and is passed over.
pub(crate) fn note(before: &State, event: &Event, noted: &mut Ledgers) {
    let all = || before.observed().ledgers().map(|(group, _)| group);
    match &event.what {
        Happening::Broker(BrokerEvent::Group {
            group,
            event: GroupEvent::OffsetsCommitted { offsets, replaced },
        }) => note_commit(before, group, (offsets, replaced), noted),
        Happening::Broker(
            BrokerEvent::SegmentsDeleted { .. } | BrokerEvent::LogStartMoved { .. },
        ) => all().for_each(|group| add_present(before, group, noted)),
        what => {
            let group = reader(before, what).and_then(|id| group_of(before, id));
            if let Some(group) = group {
                add_present(before, group, noted);
            }
        }
    }
}

/// Offsets are committed, and the broker is past that already. Most commits
/// cover what was done, and nothing else.
fn note_commit(
    before: &State,
    group: &Name,
    (offsets, replaced): (&[(TopicPartition, CommittedOffset)], &[Option<Offset>]),
    noted: &mut Ledgers,
) {
    let ledger = before.observed().ledger(group);
    let both = || offsets.iter().zip(replaced);
    let covers_done = both().all(|((partition, to), from)| {
        let to = to.offset;
        let from = from.filter(|from| *from <= to);
        let done = |from| ledger.is_some_and(|ledger| ledger.has_done(partition, from, to));
        from.is_some_and(done)
    });
    if covers_done {
        return;
    }
    add(
        before,
        group,
        noted,
        &|partition| match both().find(|((known, _), _)| known == partition) {
            Some((_, replaced)) => *replaced,
            None => committed(before, group, partition),
        },
    );
}

/// Whose consumer may be led past records, or lose what it has in hand.
fn reader(before: &State, what: &Happening) -> Option<MachineId> {
    match what {
        Happening::Machine(
            id,
            MachineEvent::Crashed
            | MachineEvent::Stopped
            | MachineEvent::Restarted
            | MachineEvent::Removed,
        )
        | Happening::Consumer(
            id,
            ConsumerEvent::Revoked { .. }
            | ConsumerEvent::Assigned { .. }
            | ConsumerEvent::ResetNeeded { .. },
        ) => Some(*id),
        Happening::Operation(_, OperationEvent::Began { machine, call }) => {
            seeks(call.consumer()?).then_some(*machine)
        }
        Happening::Operation(op, OperationEvent::Completed(outcome)) => {
            let operation = before.operations().get(op)?;
            let call = operation.call.consumer()?;
            // Who commits before the work leaves it undone where that fails.
            let leaves =
                matches!(call, ConsumerCall::CommitSync(_)) && outcome.exception().is_some();
            let by_hand = || {
                let machine = before.machines().get(&operation.machine);
                let program = machine.and_then(|machine| machine.consuming());
                program.is_none_or(|program| program.spec.by_hand)
            };
            (seeks(call) || leaves || by_hand()).then_some(operation.machine)
        }
        // Where a partition is read from comes with one of these.
        Happening::Network(NetworkEvent::ResponseArrived { flight }) => {
            let flight = before.network().flight(*flight)?;
            let Cargo::Response(_, request) = &flight.cargo else {
                return None;
            };
            let leads = matches!(
                request.body,
                RequestBody::OffsetFetch(_) | RequestBody::ListOffsets(_)
            );
            leads.then(|| before.network().machine(flight.connection))?
        }
        _ => None,
    }
}

fn seeks(call: &ConsumerCall) -> bool {
    matches!(
        call,
        ConsumerCall::Seek(..) | ConsumerCall::SeekToBeginning(_) | ConsumerCall::SeekToEnd(_)
    )
}

fn group_of(state: &State, machine: MachineId) -> Option<&Name> {
    let machine = state.machines().get(&machine)?;
    machine.client().consumer()?.group()
}

fn committed(state: &State, group: &Name, partition: &TopicPartition) -> Option<Offset> {
    let committed = state.broker().committed(group, partition);
    committed.map(|committed| committed.offset)
}

fn add(before: &State, group: &Name, noted: &mut Ledgers, was: Committed) {
    if !noted.iter().any(|(known, _)| known == group) {
        noted.push((group.clone(), View::ledger(before, group, was)));
    }
}

fn add_present(before: &State, group: &Name, noted: &mut Ledgers) {
    add(before, group, noted, &|partition| {
        committed(before, group, partition)
    });
}

/// Adds a sign for each way in which a group has lost more than before.
pub(crate) fn compare(noted: &mut Ledgers, after: &State, signs: &mut Vec<Sign>) {
    for (group, before) in noted.drain(..) {
        let now = View::ledger(after, &group, &|partition| {
            committed(after, &group, partition)
        });
        let mut more = now.lost - before.lost;
        for (how, lost) in [
            (How::Skipped, now.skipped - before.skipped),
            (How::Deleted, now.deleted - before.deleted),
            (How::Never, now.never - before.never),
        ] {
            // What was lost in another way before is not lost once more.
            let lost = lost.min(more);
            if lost > 0 {
                more -= lost;
                let what = What {
                    kind: Kind::Lost(how),
                    count: lost,
                    thing: None,
                };
                signs.push(Sign::new(after, what, Some(&group)));
            }
        }
    }
}
