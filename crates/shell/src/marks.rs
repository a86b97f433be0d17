//! Marks on the timeline: commits, rebalances, crashes, rewinds, and how many
//! records came when.

use broker::group::{ClassicGroupEvent, GroupEvent};
use broker::{BrokerEvent, OFFSETS_TOPIC};
use client::call::{Call, OpId};
use client::outcome::Outcome;
use cluster::event::{Event, Happening, MachineEvent, OperationEvent};
use cluster::MachineId;
use protocol::map::Map;
use protocol::name::Name;
use protocol::record::{Millis, Offset};
use protocol::topic_partition::TopicPartition;
use serde::Serialize;
use std::sync::Arc;

/// Records are counted over so many milliseconds.
const BUCKET_MS: Millis = 250;

/// Something to see on the timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Mark {
    /// When, in milliseconds since the start.
    pub at: Millis,
    /// When it was over; null for what takes no time or still goes on.
    pub until: Option<Millis>,
    /// `commit`, `rebalance`, `crash`, `rewind`, `records`.
    pub kind: &'static str,
    /// The group's number, if it is about a group.
    pub group: Option<u32>,
    /// How many: partitions committed, records appended; else 1.
    pub count: u32,
}

/// Marks that grow event by event.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    marks: Vec<Mark>,
    start: Millis,
    groups: Map<Name, u32>,
    groups_made: u32,
    /// The group of each consumer.
    members: Map<MachineId, Name>,
    /// The rebalance mark of each group that is in one.
    rebalances: Map<u32, usize>,
    /// The newest mark of each kind that counts records.
    bucket: Option<usize>,
    calls: Map<OpId, (MachineId, Arc<Call>)>,
    positions: Map<(MachineId, TopicPartition), Offset>,
}

/// The marks of all these events. `start` is the cluster's first instant.
pub fn marks<'a>(start: Millis, events: impl IntoIterator<Item = &'a Event>) -> Marks {
    let mut marks = Marks {
        start,
        ..Marks::default()
    };
    for event in events {
        marks.take(event);
    }
    marks
}

impl Marks {
    /// The marks, in the order in which they began.
    pub fn all(&self) -> &[Mark] {
        &self.marks
    }

    fn add(&mut self, at: Millis, kind: &'static str, group: Option<u32>, count: usize) -> usize {
        self.marks.push(Mark {
            at,
            until: None,
            kind,
            group,
            count: u32::try_from(count).unwrap_or(u32::MAX),
        });
        self.marks.len() - 1
    }

    /// Takes the next event in.
    pub fn take(&mut self, event: &Event) {
        let at = event.at - self.start;
        match &event.what {
            Happening::Broker(BrokerEvent::BatchAppended { partition, batch })
                if *partition.topic != *OFFSETS_TOPIC =>
            {
                self.records(at, batch.records().len());
            }
            Happening::Broker(BrokerEvent::Group { group, event }) => self.group(at, group, event),
            Happening::Machine(id, MachineEvent::Added { settings, .. }) => {
                if let Some(group) = settings.get("group.id") {
                    self.members.insert(*id, group.clone());
                }
            }
            Happening::Machine(id, MachineEvent::Crashed) => {
                let group = self.members.get(id).and_then(|name| self.groups.get(name));
                self.add(at, "crash", group.copied(), 1);
            }
            Happening::Operation(op, event) => self.operation(at, *op, event),
            _ => {}
        }
    }

    fn records(&mut self, at: Millis, count: usize) {
        let from = at - at.rem_euclid(BUCKET_MS);
        if let Some(mark) = self.bucket.and_then(|index| self.marks.get_mut(index)) {
            if mark.at == from {
                mark.count = mark.count.saturating_add(count as u32);
                return;
            }
        }
        self.bucket = Some(self.add(from, "records", None, count));
        if let Some(mark) = self.marks.last_mut() {
            mark.until = Some(from + BUCKET_MS);
        }
    }

    fn group(&mut self, at: Millis, name: &Name, event: &GroupEvent) {
        if matches!(event, GroupEvent::Created) {
            self.groups.insert(name.clone(), self.groups_made);
            self.groups_made += 1;
        }
        let Some(group) = self.groups.get(name).copied() else {
            return;
        };
        match event {
            GroupEvent::OffsetsCommitted { offsets, .. } => {
                self.add(at, "commit", Some(group), offsets.len());
            }
            GroupEvent::Classic(ClassicGroupEvent::RebalancePrepared { .. })
                if !self.rebalances.contains_key(&group) =>
            {
                let index = self.add(at, "rebalance", Some(group), 1);
                self.rebalances.insert(group, index);
            }
            GroupEvent::Classic(ClassicGroupEvent::AssignmentStored { .. })
            | GroupEvent::Deleted
            | GroupEvent::Classic(ClassicGroupEvent::GenerationStarted { leader: None, .. }) => {
                let index = self.rebalances.remove(&group);
                if let Some(mark) = index.and_then(|index| self.marks.get_mut(index)) {
                    mark.until = Some(at);
                }
            }
            _ => {}
        }
    }

    fn operation(&mut self, at: Millis, op: OpId, event: &OperationEvent) {
        match event {
            OperationEvent::Began { machine, call } => {
                let moves = matches!(
                    **call,
                    Call::Poll(_) | Call::Seek(..) | Call::SeekToBeginning(_)
                );
                if moves {
                    self.calls.insert(op, (*machine, call.clone()));
                }
            }
            OperationEvent::Queued { .. } => {}
            OperationEvent::Completed(outcome) => {
                let Some((machine, call)) = self.calls.remove(&op) else {
                    return;
                };
                self.moved(at, machine, &call, outcome);
            }
        }
    }

    /// Follows positions, to tell a rewind from a step ahead.
    fn moved(&mut self, at: Millis, machine: MachineId, call: &Call, outcome: &Outcome) {
        match (call, outcome) {
            (Call::Poll(_), Outcome::Records(records)) => {
                for record in records.iter() {
                    let place = (machine, record.partition.clone());
                    self.positions.insert(place, record.offset + 1);
                }
            }
            (Call::Seek(partition, offset), Outcome::Done) => {
                let place = (machine, partition.clone());
                let old = self.positions.insert(place, *offset);
                if old.is_some_and(|old| old > *offset) {
                    self.rewind(at, machine);
                }
            }
            (Call::SeekToBeginning(_), Outcome::Done) => self.rewind(at, machine),
            _ => {}
        }
    }

    fn rewind(&mut self, at: Millis, machine: MachineId) {
        let group = self.members.get(&machine);
        let group = group.and_then(|name| self.groups.get(name)).copied();
        self.add(at, "rewind", group, 1);
    }
}
