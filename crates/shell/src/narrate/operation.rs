//! Client calls: those that move something at once, and those that fail.

use super::{lost, said, thrown, Told};
use crate::texts::journal::Sentence;
use crate::texts::{arg, Arg, Noun};
use client::call::{Call, ConsumerCall, OpId};
use client::consumer::Consumer;
use client::outcome::Outcome;
use cluster::event::OperationEvent;
use cluster::{Machine, State};
use protocol::name::Name;
use protocol::record::Offset;
use protocol::topic_partition::TopicPartition;

/// What the engine says of calls whose process died: the crash has its own
/// line.
const DIED: &str = "ProcessDied";

pub(super) fn tell(before: &State, op: OpId, event: &OperationEvent) -> Option<Told> {
    let OperationEvent::Completed(outcome) = event else {
        return None;
    };
    let operation = before.operations().get(&op)?;
    let machine = before.machines().get(&operation.machine)?;
    let name = &machine.name();
    if let Some(exception) = outcome.exception() {
        if exception.class == DIED {
            return None;
        }
        let line = Told::bad("error");
        let call = operation.call.name().into();
        let why = thrown(&exception).into();
        return Some(match &operation.call {
            Call::Admin(_) => line.say(Sentence::Fails, &[call, why]),
            _ => line.say(Sentence::CallFails, &[arg::machine(name), call, why]),
        });
    }
    match (operation.call.consumer()?, &**outcome) {
        (ConsumerCall::Seek(partition, offset), _) => sought(before, machine, partition, *offset),
        (ConsumerCall::SeekToBeginning(partitions), _) => {
            Some(moved("seek", Sentence::SeeksBeginning, name, partitions))
        }
        (ConsumerCall::SeekToEnd(partitions), _) => {
            Some(moved("seek", Sentence::SeeksEnd, name, partitions))
        }
        (ConsumerCall::PauseAll, _) => Some(moved("member", Sentence::Pauses, name, &[])),
        (ConsumerCall::ResumeAll, _) => Some(moved("member", Sentence::Resumes, name, &[])),
        (ConsumerCall::Pause(partitions), _) if !partitions.is_empty() => {
            Some(moved("member", Sentence::Pauses, name, partitions))
        }
        (ConsumerCall::Resume(partitions), _) if !partitions.is_empty() => {
            Some(moved("member", Sentence::Resumes, name, partitions))
        }
        (ConsumerCall::Poll(_), Outcome::Records(records)) if by_hand(machine) => {
            let (line, name) = (Told::new("poll"), arg::machine(name));
            Some(match records.len() {
                0 => line.say(Sentence::PollReturnsNothing, &[name]),
                count => {
                    let count = Arg::Count(count, Noun::Record);
                    line.say(Sentence::PollReturns, &[name, count])
                }
            })
        }
        (ConsumerCall::Position(partition, _), Outcome::Position(offset)) => {
            let offset = arg::number(*offset);
            let args = [arg::machine(name), arg::partition(partition), offset];
            Some(Told::new("poll").say(Sentence::PositionIs, &args))
        }
        _ => None,
    }
}

fn by_hand(machine: &Machine) -> bool {
    machine.consuming().is_none_or(|app| app.spec.by_hand)
}

/// `c1 seeks orders-0 to 5, back from 8`.
fn sought(
    before: &State,
    machine: &Machine,
    partition: &TopicPartition,
    offset: Offset,
) -> Option<Told> {
    let consumer: &Consumer = machine.client().consumer()?;
    let line = Told::new("seek");
    let name = arg::machine(machine.name());
    let place = arg::partition(partition);
    let to = match consumer.group() {
        Some(group) => arg::position(group, partition, offset),
        None => arg::number(offset),
    };
    Some(match consumer.position(partition) {
        Some(old) if old > offset => {
            line.say(Sentence::SeeksBack, &[name, place, to, arg::number(old)])
        }
        Some(old) if old < offset => {
            let line = line.say(Sentence::SeeksOn, &[name, place, to, arg::number(old)]);
            lost::passed_over(line, before, machine, (partition, offset))
        }
        _ => line.say(Sentence::Seeks, &[name, place, to]),
    })
}

/// What is done to partitions, or to all that a machine has.
fn moved(kind: &'static str, id: Sentence, name: &Name, partitions: &[TopicPartition]) -> Told {
    let partitions = match partitions.is_empty() {
        true => said(Sentence::AllItsPartitions, &[]),
        false => arg::partitions(partitions),
    };
    Told::new(kind).say(id, &[arg::machine(name), partitions])
}
