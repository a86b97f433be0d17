//! What became of records, as far as something may have been the cause of it.

use crate::observed::{Ledger, Losses, Stretches};
use crate::view::View;
use crate::State;
use protocol::map::Map;
use protocol::name::Name;
use protocol::record::Offset;
use protocol::topic_partition::TopicPartition;
use serde::Serialize;

/// The log ends of partitions.
pub(super) type Ends = Map<TopicPartition, Offset>;

/// The log ends of all partitions that users' records are in.
pub(super) fn ends(state: &State) -> Ends {
    let mut ends = Ends::new();
    for (name, topic) in state.broker().topics() {
        if protocol::topic_name::is_internal(name) {
            continue;
        }
        for (partition, log) in topic.partitions.iter().enumerate() {
            ends.insert(
                TopicPartition::new(name.clone(), partition as i32),
                log.end(),
            );
        }
    }
    ends
}

/// What became of the records of a group because of something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Of the records that were in the logs then, those that were completed
    /// exactly once in the end. It is no difference: it says how many came
    /// through well.
    pub once: i64,
    /// Records that were completed more than once, and more often than without
    /// it.
    pub again: i64,
    /// Records that are skipped, and are not lost without it.
    pub skipped: i64,
    /// Records that are deleted unread, and are not lost without it.
    pub deleted: i64,
    /// Records that are never done, and are not lost without it.
    pub never: i64,
}

impl Tally {
    /// All that are lost.
    pub fn lost(&self) -> i64 {
        self.skipped + self.deleted + self.never
    }

    pub(super) fn add(&mut self, other: &Tally) {
        self.once += other.once;
        self.again += other.again;
        self.skipped += other.skipped;
        self.deleted += other.deleted;
        self.never += other.never;
    }
}

/// What became of a group's records so far.
#[derive(Debug, Default, PartialEq, Eq)]
struct OfGroup {
    /// Records that were completed more than once, and how often; by partition
    /// and offset.
    again: Vec<(TopicPartition, Offset, u16)>,
    /// Records that are lost as things stand.
    losses: Map<TopicPartition, Losses>,
}

/// What became of the records of all groups so far; by name, those of which
/// there is something.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Counted {
    groups: Vec<(Name, OfGroup)>,
}

impl OfGroup {
    fn of(state: &State, group: &Name, ledger: &Ledger) -> Self {
        let mut again = Vec::new();
        for partition in ledger.partitions() {
            let records = ledger.again_from(partition, 0).into_iter();
            again.extend(records.map(|(offset, times)| (partition.clone(), offset, times)));
        }
        let losses = View::losses(state, group);
        OfGroup { again, losses }
    }

    fn is_nothing(&self) -> bool {
        self.again.is_empty() && self.losses.values().all(Losses::is_empty)
    }

    fn times(&self, partition: &TopicPartition, offset: Offset) -> u16 {
        let place = self
            .again
            .binary_search_by(|(p, o, _)| p.cmp(partition).then(o.cmp(&offset)));
        place.map_or(0, |place| self.again[place].2)
    }
}

impl Counted {
    pub(super) fn of(state: &State) -> Self {
        let mut groups = Vec::new();
        for (group, ledger) in state.observed().ledgers() {
            let of = OfGroup::of(state, group, ledger);
            if !of.is_nothing() {
                groups.push((group.clone(), of));
            }
        }
        Counted { groups }
    }

    /// Whether no record was completed more than once, and none is lost.
    pub(super) fn is_nothing(&self) -> bool {
        self.groups.is_empty()
    }

    /// How much more there is than in another future.
    pub(super) fn beyond(&self, other: &Counted, tallies: &mut [(Name, Tally)]) {
        let nothing = OfGroup::default();
        for (group, with) in &self.groups {
            let mut others = other.groups.iter();
            let without = others.find(|(other, _)| other == group);
            let without = without.map_or(&nothing, |(_, without)| without);
            let mut tallies = tallies.iter_mut();
            let Some((_, tally)) = tallies.find(|(known, _)| known == group) else {
                continue;
            };
            let again = with.again.iter();
            let more = again.filter(|(p, offset, times)| *times > without.times(p, *offset));
            tally.again = more.count() as i64;
            for (partition, losses) in &with.losses {
                let known = without.losses.get(partition);
                let new = |lost: &Stretches| match known {
                    Some(known) => lost
                        .clone()
                        .without(&known.skipped)
                        .without(&known.deleted)
                        .without(&known.never)
                        .count(),
                    None => lost.count(),
                };
                tally.skipped += new(&losses.skipped);
                tally.deleted += new(&losses.deleted);
                tally.never += new(&losses.never);
            }
        }
    }
}

/// What each group completed exactly once of the records below these ends.
pub(super) fn once(state: &State, ends: &Ends) -> Vec<(Name, Tally)> {
    let mut tallies = Vec::new();
    for (group, ledger) in state.observed().ledgers() {
        let mut tally = Tally::default();
        for (partition, end) in ends {
            tally.once += ledger.once_below(partition, *end);
        }
        tallies.push((group.clone(), tally));
    }
    tallies
}
