//! Client calls: those that move something at once, and those that fail.

use super::{lost, thrown};
use crate::journal::Told;
use crate::texts::{counted, Noun};
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
        let line = match &operation.call {
            call @ Call::Admin(_) => line.text(call.name()),
            call => line.machine(name).text("'s ").text(call.name()),
        };
        return Some(line.text(" fails with ").text(&thrown(&exception)));
    }
    match (operation.call.consumer()?, &**outcome) {
        (ConsumerCall::Seek(partition, offset), _) => sought(before, machine, partition, *offset),
        (ConsumerCall::SeekToBeginning(partitions), _) => {
            Some(sought_edge(name, "beginning", partitions))
        }
        (ConsumerCall::SeekToEnd(partitions), _) => Some(sought_edge(name, "end", partitions)),
        (ConsumerCall::PauseAll, _) => Some(paused(name, " pauses ", &[])),
        (ConsumerCall::ResumeAll, _) => Some(paused(name, " resumes ", &[])),
        (ConsumerCall::Pause(partitions), _) if !partitions.is_empty() => {
            Some(paused(name, " pauses ", partitions))
        }
        (ConsumerCall::Resume(partitions), _) if !partitions.is_empty() => {
            Some(paused(name, " resumes ", partitions))
        }
        (ConsumerCall::Poll(_), Outcome::Records(records)) if by_hand(machine) => {
            let what = match records.len() {
                0 => "nothing".to_owned(),
                count => counted(count, Noun::Record),
            };
            let line = Told::new("poll").machine(name);
            Some(line.text("'s poll returns ").text(&what))
        }
        (ConsumerCall::Position(partition, _), Outcome::Position(offset)) => {
            let line = Told::new("poll").machine(name).text("'s position in ");
            let line = line.partition(partition).text(" is ");
            Some(line.text(&offset.to_string()))
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
    let line = Told::new("seek").machine(machine.name()).text(" seeks ");
    let line = line.partition(partition).text(" to ");
    let line = match consumer.group() {
        Some(group) => line.position(group, partition, offset),
        None => line.text(&offset.to_string()),
    };
    Some(match consumer.position(partition) {
        Some(old) if old > offset => line.text(", back from ").text(&old.to_string()),
        Some(old) if old < offset => {
            let line = line.text(", on from ").text(&old.to_string());
            lost::passed_over(line, before, machine, (partition, offset))
        }
        _ => line,
    })
}

fn sought_edge(name: &Name, edge: &str, partitions: &[TopicPartition]) -> Told {
    let line = Told::new("seek").machine(name).text(" seeks the ");
    let line = line.text(edge).text(" of ");
    all_or(line, partitions)
}

fn paused(name: &Name, verb: &str, partitions: &[TopicPartition]) -> Told {
    all_or(Told::new("member").machine(name).text(verb), partitions)
}

fn all_or(line: Told, partitions: &[TopicPartition]) -> Told {
    if partitions.is_empty() {
        line.text("all its partitions")
    } else {
        line.partitions(partitions)
    }
}
