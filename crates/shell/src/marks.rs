//! Marks on the timeline: commits, rebalances, crashes, rewinds, and how many
//! records came when.

use broker::group::{ClassicGroupEvent, GroupEvent};
use broker::{BrokerEvent, OFFSETS_TOPIC};
use client::call::{Call, ConsumerCall};
use client::outcome::Outcome;
use cluster::event::{Event, Happening, MachineEvent, OperationEvent};
use cluster::{MachineId, State};
use protocol::map::Map;
use protocol::record::Millis;
use serde::Serialize;

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

/// What an event leaves on the timeline. It is kept as long as its branch is,
/// so it is small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sign {
    at: Millis,
    group: Option<u32>,
    count: u32,
    kind: Kind,
}

impl Sign {
    /// When it was left, in milliseconds since the start.
    pub(crate) fn at(&self) -> Millis {
        self.at
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Commit,
    RebalanceBegins,
    RebalanceEnds,
    Crash,
    Rewind,
    Records,
}

/// The sign of an event, given the state in which it happens.
pub fn sign(before: &State, event: &Event) -> Option<Sign> {
    let (kind, group, count) = match &event.what {
        Happening::Broker(BrokerEvent::BatchAppended { partition, batch })
            if *partition.topic != *OFFSETS_TOPIC =>
        {
            (Kind::Records, None, batch.records().len())
        }
        Happening::Broker(BrokerEvent::Group { group, event }) => {
            let number = before.broker().group(group)?.index();
            let (kind, count) = of_group(event)?;
            (kind, Some(number), count)
        }
        Happening::Machine(id, MachineEvent::Crashed) => (Kind::Crash, number(before, *id), 1),
        Happening::Operation(op, OperationEvent::Completed(outcome)) => {
            let operation = before.operations().get(op)?;
            let back = matches!(**outcome, Outcome::Done)
                && goes_back(before, operation.machine, &operation.call);
            back.then(|| (Kind::Rewind, number(before, operation.machine), 1))?
        }
        _ => return None,
    };
    Some(Sign {
        at: event.at - before.start(),
        group,
        count: u32::try_from(count).unwrap_or(u32::MAX),
        kind,
    })
}

fn of_group(event: &GroupEvent) -> Option<(Kind, usize)> {
    Some(match event {
        GroupEvent::OffsetsCommitted { offsets, .. } => (Kind::Commit, offsets.len()),
        GroupEvent::Classic(ClassicGroupEvent::RebalancePrepared { .. }) => {
            (Kind::RebalanceBegins, 1)
        }
        GroupEvent::Classic(ClassicGroupEvent::AssignmentStored { .. })
        | GroupEvent::Deleted
        | GroupEvent::Unloaded
        | GroupEvent::Classic(ClassicGroupEvent::GenerationStarted { leader: None, .. }) => {
            (Kind::RebalanceEnds, 1)
        }
        _ => return None,
    })
}

/// The number of the group of a machine's consumer.
fn number(state: &State, machine: MachineId) -> Option<u32> {
    let group = state
        .machines()
        .get(&machine)?
        .client()
        .consumer()?
        .group()?;
    Some(state.broker().group(group)?.index())
}

/// Whether a call that succeeds now takes a consumer back.
fn goes_back(before: &State, machine: MachineId, call: &Call) -> bool {
    match call.consumer() {
        Some(ConsumerCall::Seek(partition, offset)) => {
            let machine = before.machines().get(&machine);
            let consumer = machine.and_then(|machine| machine.client().consumer());
            let position = consumer.and_then(|consumer| consumer.position(partition));
            position.is_some_and(|position| position > *offset)
        }
        Some(ConsumerCall::SeekToBeginning(_)) => true,
        _ => false,
    }
}

/// Marks that grow sign by sign.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    marks: Vec<Mark>,
    /// How many signs it has taken in.
    signs: usize,
    /// The rebalance mark of each group that is in one.
    rebalances: Map<u32, usize>,
    /// The newest mark that counts records.
    bucket: Option<usize>,
}

impl Marks {
    /// The marks, in the order in which they began.
    pub fn all(&self) -> &[Mark] {
        &self.marks
    }

    /// How many signs it has taken in.
    pub fn signs(&self) -> usize {
        self.signs
    }

    fn add(&mut self, sign: &Sign, kind: &'static str) -> usize {
        self.marks.push(Mark {
            at: sign.at,
            until: None,
            kind,
            group: sign.group,
            count: sign.count,
        });
        self.marks.len() - 1
    }

    /// Takes the next sign in.
    pub fn take(&mut self, sign: &Sign) {
        self.signs += 1;
        match sign.kind {
            Kind::Records => self.records(sign),
            Kind::Commit => {
                self.add(sign, "commit");
            }
            Kind::Crash => {
                self.add(sign, "crash");
            }
            Kind::Rewind => {
                self.add(sign, "rewind");
            }
            Kind::RebalanceBegins => {
                let group = sign.group.unwrap_or_default();
                if !self.rebalances.contains_key(&group) {
                    let index = self.add(sign, "rebalance");
                    self.rebalances.insert(group, index);
                }
            }
            Kind::RebalanceEnds => {
                let index = self.rebalances.remove(&sign.group.unwrap_or_default());
                if let Some(mark) = index.and_then(|index| self.marks.get_mut(index)) {
                    mark.until = Some(sign.at);
                }
            }
        }
    }

    fn records(&mut self, sign: &Sign) {
        let from = sign.at - sign.at.rem_euclid(BUCKET_MS);
        let bucket = self.bucket.and_then(|index| self.marks.get_mut(index));
        if let Some(mark) = bucket.filter(|mark| mark.at == from) {
            mark.count = mark.count.saturating_add(sign.count);
            return;
        }
        let index = self.add(sign, "records");
        self.marks[index].at = from;
        self.marks[index].until = Some(from + BUCKET_MS);
        self.bucket = Some(index);
    }
}
