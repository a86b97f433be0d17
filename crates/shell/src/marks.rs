//! Marks on the timeline: commits, rebalances, take-overs, crashes, rewinds,
//! what was done again, what was lost and deleted, and how many records came
//! when.
//!
//! They belong to a branch, with those after the present: a timeline shows what was already
//! seen, also when one has gone back.
//!
//! *Read next: [`branches`](crate::branches), the lines below it.*

use crate::refusal::ShellError;
use crate::texts::marks::{mark_name, Marked};
use crate::texts::{of_count, text};
use crate::thing::Thing;
use broker::group::{ClassicGroupEvent, GroupEvent};
use broker::{BrokerEvent, OFFSETS_TOPIC};
use client::call::{Call, ConsumerCall};
use client::outcome::Outcome;
use cluster::app::AppEvent;
use cluster::event::{Event, Happening, MachineEvent, OperationEvent};
use cluster::{MachineId, State};
use protocol::map::Map;
use protocol::name::Name;
use protocol::record::Millis;
use protocol::topic_partition::TopicPartition;
use serde::{Serialize, Serializer};
use std::fmt;

/// What is counted is counted over so many milliseconds.
const BUCKET_MS: Millis = 250;

/// Something to see on the timeline. Its name ([`Mark::name`]) is made of the
/// rest and not part of it, because only few of all marks are ever read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Mark {
    /// When, in milliseconds since the start.
    pub at: Millis,
    /// When it was over; null for what takes no time or still goes on.
    pub until: Option<Millis>,
    /// What it is.
    ///
    /// - `commit`: offsets of a group were committed.
    /// - `rebalance`: from when members are to join until there is an
    ///   assignment, or nobody left to have one.
    /// - `takeover`: a machine got partitions of one whose member was removed
    ///   or fenced. It stands where the coordinator stores the assignment, or
    ///   gives a static member's place to another machine; the client knows it
    ///   a response later.
    /// - `crash`: of a machine.
    /// - `rewind`: a seek took a consumer back.
    /// - `again`: work on records was completed that had been completed in the
    ///   group before.
    /// - `lost`: a group lost records, in one of the three ways of `LedgerView`.
    /// - `deleted`: records were deleted from the beginning of a log, by
    ///   retention or by DeleteRecords.
    /// - `records`: records were appended.
    pub kind: &'static str,
    /// The group's number, if it is about a group.
    pub group: Option<u32>,
    /// How many: partitions committed or taken over, records else; 1 where
    /// nothing is counted.
    pub count: u32,
    /// What it is about, as the journal names things: `machine:c1` of a crash,
    /// of a take-over the one that takes over, `partition:orders/0` of records
    /// that were deleted and of a rewind, which is its machine's where it is
    /// about several; `group:billing` of the other kinds, but for records that
    /// were appended, which are about nothing.
    pub thing: Option<About>,
    /// How records were lost: `skipped`, `deleted`, `never`. Null for the other
    /// kinds.
    pub how: Option<&'static str>,
}

/// What a mark is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// A consumer group.
    Group(Name),
    /// A producer or a consumer.
    Machine(Name),
    /// A partition.
    Partition(TopicPartition),
}

impl fmt::Display for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let thing = match self.clone() {
            About::Group(name) => Thing::Group(name),
            About::Machine(name) => Thing::Machine(name),
            About::Partition(partition) => Thing::Partition(partition),
        };
        thing.fmt(f)
    }
}

impl Serialize for About {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl Mark {
    /// What it is called: `crash of c1`, `rebalance of billing`, `take-over by
    /// c2`, `orders-0 rewound`, `61 records deleted unread (billing)`.
    pub fn name(&self) -> String {
        let marked = match (self.kind, self.how) {
            ("commit", _) => Marked::Commit,
            ("rebalance", _) => Marked::Rebalance,
            ("takeover", _) => Marked::TakeOver,
            ("crash", _) => Marked::Crash,
            ("rewind", _) => Marked::Rewind,
            ("again", _) => Marked::Again,
            ("lost", Some("skipped")) => Marked::Skipped,
            ("lost", Some("deleted")) => Marked::Unread,
            ("lost", _) => Marked::Never,
            ("deleted", _) => Marked::Deleted,
            _ => Marked::Records,
        };
        let of = match &self.thing {
            Some(About::Group(name) | About::Machine(name)) => name.to_string(),
            Some(About::Partition(partition)) => partition.to_string(),
            None => String::new(),
        };
        let count = self.count.to_string();
        let words = of_count(mark_name(marked), self.count as usize);
        match marked {
            Marked::Commit
            | Marked::Rebalance
            | Marked::TakeOver
            | Marked::Crash
            | Marked::Rewind => text(words, &[&of]),
            _ => text(words, &[&count, &of]),
        }
    }
}

/// What an event leaves on the timeline. It is kept as long as its branch is,
/// so it is small.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sign {
    at: Millis,
    group: Option<u32>,
    count: u32,
    kind: Kind,
    thing: Option<About>,
}

/// What a sign says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Commit,
    RebalanceBegins,
    RebalanceEnds,
    TakeOver,
    Crash,
    Rewind,
    Again,
    Lost(How),
    Deleted,
    Records,
}

/// How a group lost records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    Skipped,
    Deleted,
    Never,
}

impl How {
    fn name(self) -> &'static str {
        match self {
            How::Skipped => "skipped",
            How::Deleted => "deleted",
            How::Never => "never",
        }
    }
}

/// Something that one may wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Awaited {
    /// Offsets are committed.
    Commit,
    /// A rebalance begins.
    Rebalance,
    /// A machine gets what another one had, which is away.
    TakeOver,
    /// Work is completed again.
    Repetition,
    /// A group loses records.
    Loss,
}

impl Awaited {
    /// All, with the names of their marks.
    pub const ALL: [(&'static str, Awaited); 5] = [
        ("commit", Awaited::Commit),
        ("rebalance", Awaited::Rebalance),
        ("takeover", Awaited::TakeOver),
        ("again", Awaited::Repetition),
        ("lost", Awaited::Loss),
    ];

    /// The one of a name.
    ///
    /// # Errors
    /// For a name that is none: it says which there are.
    pub fn named(name: &str) -> Result<Awaited, ShellError> {
        let mut all = Awaited::ALL.into_iter();
        let found = all.find(|(known, _)| *known == name);
        found.map(|(_, awaited)| awaited).ok_or_else(|| {
            let names = Awaited::ALL.map(|(name, _)| name).join(", ");
            ShellError {
                code: "syntax",
                message: ["One can skip to ", &names, ", and not to \"", name, "\"."].concat(),
                column: None,
                length: None,
            }
        })
    }

    /// Whether a sign is of it.
    pub(crate) fn is(self, sign: &Sign) -> bool {
        match sign.kind {
            Kind::Commit => self == Awaited::Commit,
            Kind::RebalanceBegins => self == Awaited::Rebalance,
            Kind::TakeOver => self == Awaited::TakeOver,
            Kind::Again => self == Awaited::Repetition,
            Kind::Lost(_) => self == Awaited::Loss,
            Kind::RebalanceEnds | Kind::Crash | Kind::Rewind | Kind::Deleted | Kind::Records => {
                false
            }
        }
    }
}

impl Sign {
    /// When it was left, in milliseconds since the start.
    pub(crate) fn at(&self) -> Millis {
        self.at
    }

    /// A sign of something of a group, if it is one's.
    pub(crate) fn new(state: &State, what: What, group: Option<&Name>) -> Sign {
        let known = group.and_then(|group| state.broker().group(group));
        Sign {
            at: state.now() - state.start(),
            group: known.map(|group| group.index()),
            count: u32::try_from(what.count).unwrap_or(u32::MAX),
            kind: what.kind,
            thing: what.thing.or_else(|| group.cloned().map(About::Group)),
        }
    }
}

/// What there is to say, how many times, and of what if it is not of a group.
pub(crate) struct What {
    pub(crate) kind: Kind,
    pub(crate) count: i64,
    pub(crate) thing: Option<About>,
}

impl What {
    fn one(kind: Kind, thing: Option<About>) -> What {
        let count = 1;
        What { kind, count, thing }
    }
}

/// Adds the signs of an event, given the state in which it happens.
pub fn signs(before: &State, event: &Event, signs: &mut Vec<Sign>) {
    let mut add = |what, group: Option<&Name>| {
        let sign = Sign::new(before, what, group);
        let at = event.at - before.start();
        signs.push(Sign { at, ..sign });
    };
    match &event.what {
        Happening::Broker(BrokerEvent::Group { group, event }) => {
            if before.broker().group(group).is_none() {
                return;
            }
            if let Some(what) = of_group(event) {
                add(what, Some(group));
            }
            if let GroupEvent::Classic(event) = event {
                for (machine, count) in before.taken_over(group, event) {
                    let what = What {
                        kind: Kind::TakeOver,
                        count: count as i64,
                        thing: Some(About::Machine(machine)),
                    };
                    add(what, Some(group));
                }
            }
        }
        what => {
            if let Some((what, group)) = of_others(before, what) {
                add(what, group);
            }
        }
    }
}

fn of_others<'a>(before: &'a State, what: &Happening) -> Option<(What, Option<&'a Name>)> {
    Some(match what {
        Happening::Broker(BrokerEvent::BatchAppended { partition, batch })
            if *partition.topic != *OFFSETS_TOPIC =>
        {
            let what = What {
                kind: Kind::Records,
                count: batch.records().len() as i64,
                thing: None,
            };
            (what, None)
        }
        Happening::Broker(
            BrokerEvent::SegmentsDeleted { partition, .. }
            | BrokerEvent::LogStartMoved { partition, .. },
        ) => {
            let what = What {
                kind: Kind::Deleted,
                count: before.gone(partition),
                thing: Some(About::Partition(partition.clone())),
            };
            let seen = what.count > 0 && *partition.topic != *OFFSETS_TOPIC;
            seen.then_some((what, None))?
        }
        Happening::Machine(id, MachineEvent::Crashed) => {
            let machine = before.machines().get(id)?.name();
            let thing = Some(About::Machine(machine.clone()));
            (What::one(Kind::Crash, thing), group_of(before, *id))
        }
        Happening::App(id, AppEvent::WorkFinished { partition, offset }) => {
            let group = group_of(before, *id)?;
            let ledger = before.observed().ledger(group)?;
            let again = ledger.times(partition, *offset) > 0;
            again.then_some((What::one(Kind::Again, None), Some(group)))?
        }
        Happening::Operation(op, OperationEvent::Completed(outcome)) => {
            let operation = before.operations().get(op)?;
            let id = operation.machine;
            let done = matches!(**outcome, Outcome::Done);
            let back = rewound(before, id, &operation.call).filter(|_| done)?;
            (What::one(Kind::Rewind, Some(back)), group_of(before, id))
        }
        _ => return None,
    })
}

fn of_group(event: &GroupEvent) -> Option<What> {
    let (kind, count) = match event {
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
    };
    let (count, thing) = (count as i64, None);
    Some(What { kind, count, thing })
}

/// The group of a machine's consumer.
fn group_of(state: &State, machine: MachineId) -> Option<&Name> {
    let machine = state.machines().get(&machine)?;
    machine.client().consumer()?.group()
}

/// What a call that succeeds now takes back, if it does: a partition, or the
/// machine with several.
fn rewound(before: &State, id: MachineId, call: &Call) -> Option<About> {
    let machine = before.machines().get(&id)?;
    let one = |partition: &TopicPartition| About::Partition(partition.clone());
    match call.consumer()? {
        ConsumerCall::Seek(partition, offset) => {
            let position = machine.client().consumer()?.position(partition)?;
            (position > *offset).then(|| one(partition))
        }
        ConsumerCall::SeekToBeginning(partitions) => Some(match &partitions[..] {
            [partition] => one(partition),
            _ => About::Machine(machine.name().clone()),
        }),
        _ => None,
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
            thing: sign.thing.clone(),
            how: how(sign),
        });
        self.marks.len() - 1
    }

    /// Takes the next sign in.
    pub fn take(&mut self, sign: &Sign) {
        self.signs += 1;
        let kind = match sign.kind {
            Kind::Records => return self.records(sign),
            Kind::RebalanceBegins => return self.rebalance(sign),
            Kind::RebalanceEnds => return self.rebalanced(sign),
            Kind::Again => "again",
            Kind::Lost(_) => "lost",
            Kind::Commit => "commit",
            Kind::TakeOver => "takeover",
            Kind::Crash => "crash",
            Kind::Rewind => "rewind",
            Kind::Deleted => "deleted",
        };
        match sign.kind {
            Kind::Again | Kind::Lost(_) => {
                self.count(sign, kind);
            }
            _ => {
                self.add(sign, kind);
            }
        }
    }

    fn rebalance(&mut self, sign: &Sign) {
        let group = sign.group.unwrap_or_default();
        if !self.rebalances.contains_key(&group) {
            let index = self.add(sign, "rebalance");
            self.rebalances.insert(group, index);
        }
    }

    fn rebalanced(&mut self, sign: &Sign) {
        let index = self.rebalances.remove(&sign.group.unwrap_or_default());
        if let Some(mark) = index.and_then(|index| self.marks.get_mut(index)) {
            mark.until = Some(sign.at);
        }
    }

    /// Records are counted from the beginning of their stretch of time to its
    /// end.
    fn records(&mut self, sign: &Sign) {
        if let Some(mark) = self.count(sign, "records") {
            mark.at = bucket(sign.at);
            mark.until = Some(mark.at + BUCKET_MS);
        }
    }

    /// Counts a sign together with those of its kind and its stretch of time,
    /// from the first of them to the last. Answers the mark if it is a new one.
    fn count(&mut self, sign: &Sign, kind: &'static str) -> Option<&mut Mark> {
        let from = bucket(sign.at);
        // Marks stand in the order in which they began.
        let newest = self.marks.iter_mut().rev();
        let newest = newest.take_while(|mark| mark.at >= from);
        let of = (kind, how(sign), sign.group);
        for mark in newest {
            if (mark.kind, mark.how, mark.group) == of {
                mark.count = mark.count.saturating_add(sign.count);
                if sign.at > mark.at {
                    mark.until = mark.until.max(Some(sign.at));
                }
                return None;
            }
        }
        self.add(sign, kind);
        self.marks.last_mut()
    }
}

/// Where the stretch of time begins in which an instant lies.
fn bucket(at: Millis) -> Millis {
    at - at.rem_euclid(BUCKET_MS)
}

fn how(sign: &Sign) -> Option<&'static str> {
    match sign.kind {
        Kind::Lost(how) => Some(how.name()),
        _ => None,
    }
}
