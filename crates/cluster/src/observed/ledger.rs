//! What became of the records of each group: how often their work was
//! completed, and which were passed over.

use super::stretches::{Stretch, Stretches};
use broker::log::Log;
use broker::Broker;
use protocol::map::Map;
use protocol::name::Name;
use protocol::record::{Millis, Offset};
use protocol::topic_partition::TopicPartition;
use std::collections::VecDeque;

/// How many completed works of a group are remembered in their order.
const WORKED: usize = 24;

/// What became of one partition's records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Page {
    /// The offset of the first entry.
    from: Offset,
    /// How often each record from there on was completed.
    times: Vec<u16>,
    /// The records that were completed.
    done: Stretches,
    /// The records that were completed more than once.
    again: Stretches,
    /// Where the group began with the partition: what lies before was never
    /// its business.
    began: Option<Offset>,
    /// Its last position, whoever had it; the committed offset where that was
    /// set while nobody read.
    stood: Option<Offset>,
    /// The records that polls returned, but for those that a jump passed over
    /// afterwards.
    handed: Stretches,
    /// The records that were deleted before the group had come to them.
    deleted: Stretches,
}

/// How a position came to be another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Move {
    /// A poll returned what lies between.
    Read,
    /// A reset, a seek, or a committed offset led there.
    Jump,
}

/// A position that became another one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Went {
    /// The one before, where the same reader had one.
    pub from: Option<Offset>,
    pub to: Offset,
    pub how: Move,
    /// Whether the group has no committed offset there.
    pub uncommitted: bool,
}

/// A record whose work was completed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worked {
    /// The partition.
    pub partition: TopicPartition,
    /// The offset.
    pub offset: Offset,
    /// The machine whose program it was.
    pub machine: Name,
    /// When.
    pub at: Millis,
    /// How often it had been completed by then, this time among them.
    pub times: u16,
}

/// Records of one partition that a group has lost; no record is in two of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Losses {
    /// A reset, a seek or a committed offset passed over them.
    pub skipped: Stretches,
    /// They were deleted before the group had come to them.
    pub deleted: Stretches,
    /// They were committed, and nobody completed them.
    pub never: Stretches,
}

/// What became of the records of one group. It is no part of Kafka: the program
/// of the group keeps it, and no crash takes it away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    pages: Map<TopicPartition, Page>,
    /// Topics that the group reads, with the log end of each partition when the
    /// first of its consumers subscribed.
    topics: Map<Name, Vec<Offset>>,
    worked: VecDeque<Worked>,
}

impl Losses {
    /// Whether nothing is lost.
    pub fn is_empty(&self) -> bool {
        self.skipped.is_empty() && self.deleted.is_empty() && self.never.is_empty()
    }
}

impl Page {
    fn begin(&mut self, at: Offset, known: Offset) {
        self.began.get_or_insert(at.min(known));
    }

    /// Where a jump would begin.
    fn stands(&self, known: Offset) -> Offset {
        self.stood.or(self.began).unwrap_or(known)
    }

    fn complete(&mut self, offset: Offset) -> u16 {
        if self.times.is_empty() {
            self.from = offset;
        }
        if offset < self.from {
            let missing = (self.from - offset) as usize;
            self.times.splice(0..0, std::iter::repeat_n(0, missing));
            self.from = offset;
        }
        let index = (offset - self.from) as usize;
        if self.times.len() <= index {
            self.times.resize(index + 1, 0);
        }
        let times = &mut self.times[index];
        *times = times.saturating_add(1);
        match *times {
            1 => self.done.add(offset, offset + 1),
            2 => self.again.add(offset, offset + 1),
            _ => {}
        }
        *times
    }

    fn times_of(&self, offset: Offset) -> u16 {
        let index = usize::try_from(offset - self.from).ok();
        let times = index.and_then(|index| self.times.get(index));
        times.copied().unwrap_or(0)
    }

    fn losses(&self, committed: Offset, log: &Log, held: &Stretches) -> Losses {
        let open = |stretches: Stretches| stretches.without(&self.done).without(held);
        let Some(began) = self.began else {
            return Losses::default();
        };
        let deleted = open(self.deleted.clone());
        let passed = self.stood.unwrap_or(began).min(log.end()).max(committed);
        let rest = open(Stretches::of(began, passed)).without(&self.deleted);
        let never = rest.common(&self.handed).below(committed);
        let skipped = rest.without(&self.handed);
        Losses {
            skipped,
            deleted,
            never,
        }
    }
}

impl Ledger {
    /// The log end of a partition when the group began to read its topic; 0
    /// for one that came later, and the present end for a topic that none of
    /// its consumers subscribed to.
    fn known(&self, partition: &TopicPartition, log: &Log) -> Offset {
        match self.topics.get(&partition.topic) {
            Some(ends) => {
                let ends = ends.get(partition.partition as usize);
                ends.copied().unwrap_or(0)
            }
            None => log.end(),
        }
    }

    /// Consumers of the group read a topic: the first time counts.
    pub(super) fn meet(&mut self, topic: &Name, broker: &Broker) {
        if !self.topics.contains_key(topic) {
            let found = broker.topic(topic);
            let logs = found.into_iter().flat_map(|topic| &topic.partitions);
            let ends = logs.map(Log::end).collect();
            self.topics.insert(topic.clone(), ends);
        }
    }

    fn page(&mut self, partition: &TopicPartition) -> &mut Page {
        self.pages
            .get_or_insert_with(partition.clone(), Page::default)
    }

    /// The position of the partition's reader is another one.
    pub(super) fn goes(&mut self, partition: &TopicPartition, went: &Went, log: &Log) {
        let Went { from, to, how, .. } = *went;
        let known = self.known(partition, log);
        let page = self.page(partition);
        page.begin(to, known);
        if how == Move::Jump {
            // Where it was not known before, it comes from the group's last
            // one. Without a commit nobody comes back to what was returned
            // to others before.
            let last = page.stands(known);
            let from = from.unwrap_or(last);
            page.deleted.add(from, to.min(log.start()));
            let from = match page.began.filter(|_| went.uncommitted) {
                Some(began) => began.min(from),
                None => from,
            };
            page.handed.remove(from, to);
        }
        page.stood = Some(to);
    }

    /// A poll returned records.
    pub(super) fn hand(&mut self, partition: &TopicPartition, offsets: Stretch) {
        let page = self.page(partition);
        page.handed.add(offsets.from, offsets.to);
        page.deleted.remove(offsets.from, offsets.to);
    }

    /// An offset was committed; `read` is whether somebody reads the partition,
    /// and else this is where whoever comes next begins.
    pub(super) fn commit(&mut self, partition: &TopicPartition, to: Offset, read: bool, log: &Log) {
        if !read {
            let went = Went {
                from: None,
                to,
                how: Move::Jump,
                uncommitted: false,
            };
            self.goes(partition, &went, log);
        }
        let known = self.known(partition, log);
        let page = self.page(partition);
        page.begin(to, known);
        // Whoever commits what lies before its beginning begins there.
        page.began = page.began.map(|began| began.min(to));
    }

    /// What the group has not come to below an offset to which a log start
    /// moves; `resumes` is where it would go on, which is where it is being
    /// read, or else where it is committed.
    pub(super) fn unread_below(
        &self,
        partition: &TopicPartition,
        resumes: Option<Offset>,
        to: Offset,
    ) -> Stretches {
        let page = self.pages.get(partition);
        let from = page.and_then(|page| resumes.or(page.stood).max(page.began));
        match (page, from) {
            (Some(page), Some(from)) => Stretches::of(from, to)
                .without(&page.done)
                .without(&page.deleted),
            _ => Stretches::default(),
        }
    }

    /// Records were deleted before the group had come to them.
    pub(super) fn cut(&mut self, partition: &TopicPartition, unread: &Stretches) {
        let page = self.page(partition);
        for stretch in unread.iter() {
            page.deleted.add(stretch.from, stretch.to);
        }
    }

    /// The work on a record was completed.
    pub(super) fn complete(
        &mut self,
        partition: &TopicPartition,
        offset: Offset,
        machine: &Name,
        at: Millis,
    ) {
        let times = self.page(partition).complete(offset);
        self.worked.push_back(Worked {
            partition: partition.clone(),
            offset,
            machine: machine.clone(),
            at,
            times,
        });
        if self.worked.len() > WORKED {
            self.worked.pop_front();
        }
    }

    /// A topic is gone: one that is made again has other records.
    pub(super) fn forget(&mut self, topic: &str) {
        self.pages.retain(|partition, _| *partition.topic != *topic);
        self.topics.retain(|name, _| **name != *topic);
        self.worked
            .retain(|worked| *worked.partition.topic != *topic);
    }

    /// How often the work on a record was completed.
    pub fn times(&self, partition: &TopicPartition, offset: Offset) -> u16 {
        let page = self.pages.get(partition);
        page.map_or(0, |page| page.times_of(offset))
    }

    /// The records of a partition from one on that were completed more than
    /// once, and how often.
    pub fn again_from(&self, partition: &TopicPartition, from: Offset) -> Vec<(Offset, u16)> {
        let Some(page) = self.pages.get(partition) else {
            return Vec::new();
        };
        let stretches = page.again.within(from, Offset::MAX);
        let offsets = stretches.flat_map(|stretch| stretch.from..stretch.to);
        offsets
            .map(|offset| (offset, page.times_of(offset)))
            .collect()
    }

    /// The records of a partition that were completed more than once.
    pub fn again(&self, partition: &TopicPartition) -> Option<&Stretches> {
        Some(&self.pages.get(partition)?.again)
    }

    /// Whether the work on all records from an offset up to another was
    /// completed.
    pub fn has_done(&self, partition: &TopicPartition, from: Offset, to: Offset) -> bool {
        let page = self.pages.get(partition);
        let done = page.and_then(|page| page.done.within(from, to).next());
        from >= to || done == Some(Stretch { from, to })
    }

    /// How many records of a partition below an offset were completed exactly
    /// once.
    pub fn once_below(&self, partition: &TopicPartition, to: Offset) -> i64 {
        let count = |stretches: &Stretches| -> i64 {
            let below = stretches.within(0, to);
            below.map(|stretch| stretch.to - stretch.from).sum()
        };
        let page = self.pages.get(partition);
        page.map_or(0, |page| count(&page.done) - count(&page.again))
    }

    /// Records completed once, and more than once.
    pub fn totals(&self) -> (i64, i64) {
        let pages = self.pages.values();
        pages.fold((0, 0), |sum, page| {
            let again = page.again.count();
            (sum.0 + page.done.count() - again, sum.1 + again)
        })
    }

    /// The newest completed works over all partitions, oldest first.
    pub fn worked(&self) -> impl Iterator<Item = &Worked> {
        self.worked.iter()
    }

    /// The partitions of which it knows something.
    pub fn partitions(&self) -> impl Iterator<Item = &TopicPartition> {
        self.pages.keys()
    }

    /// The records of a partition that are lost as things stand: `committed`
    /// is the group's offset, and `held` is what its programs have in hand and
    /// have not done.
    ///
    /// The group owes the records from where it began, and what was completed
    /// or is in somebody's hands is not lost. Of the rest those are *deleted*
    /// that went out of the log before the group had come to them. *Skipped*
    /// are those below its position or its committed offset that no poll
    /// returned, or that a jump passed over after one had. *Never* are those
    /// below its committed offset that were returned and not completed.
    pub fn losses(
        &self,
        partition: &TopicPartition,
        committed: Option<Offset>,
        log: &Log,
        held: &Stretches,
    ) -> Losses {
        let Some(page) = self.pages.get(partition) else {
            return Losses::default();
        };
        // Nobody reads what is committed beyond the end: it resets first.
        let committed = committed.filter(|committed| *committed <= log.end());
        page.losses(committed.unwrap_or(0), log, held)
    }

    /// What a jump of the partition's reader would pass over that is not
    /// completed: what is gone from the log, and what is still there. Without a
    /// position from which it comes, that is the group's last one.
    pub fn passed_over(
        &self,
        partition: &TopicPartition,
        from: Option<Offset>,
        to: Offset,
        log: &Log,
    ) -> (Stretches, Stretches) {
        let known = self.known(partition, log);
        let page = self.pages.get(partition);
        let last = || page.map_or(known, |page| page.stands(known));
        let from = from.unwrap_or_else(last);
        let mut there = Stretches::of(from, to.min(log.end()));
        if let Some(page) = page {
            there = there.without(&page.done);
        }
        let gone = there.clone().below(log.start());
        let there = there.without(&gone);
        (gone, there)
    }

    /// How many small facts it holds.
    pub(super) fn facts(&self) -> usize {
        let pages = self.pages.values().map(|page| {
            let sets = [&page.done, &page.again, &page.handed, &page.deleted];
            let stretches: usize = sets.into_iter().map(Stretches::len).sum();
            1 + stretches
        });
        self.worked.len() + self.topics.len() + pages.sum::<usize>()
    }
}
