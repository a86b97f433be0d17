//! What became of a group's records, as a view shows it.

use super::source::Source;
use super::{
    AgainView, GroupLaneView, LedgerView, LostView, NamedOffset, StretchView, View, WorkedView,
};
use crate::observed::{Ledger, Losses, Stretches};
use crate::State;
use protocol::map::Map;
use protocol::name::Name;
use protocol::record::Offset;
use protocol::sort::sort_by_key;
use protocol::topic_partition::TopicPartition;

/// How many stretches of a lane a view lists: those at the log's end.
const STRETCHES: usize = 64;

/// Which offset of a partition a group has committed.
pub type Committed<'a> = &'a dyn Fn(&TopicPartition) -> Option<Offset>;

/// What a group's ledger comes to.
#[derive(Default)]
pub(super) struct Account<'a> {
    pub(super) ledger: LedgerView,
    book: Option<&'a Ledger>,
    losses: Map<TopicPartition, Losses>,
}

impl Account<'_> {
    /// Says of a group's lanes where its work was done again and where it lost
    /// something.
    pub(super) fn tell(&self, lanes: &mut [GroupLaneView]) {
        for lane in lanes {
            let partition = TopicPartition::new(lane.topic.clone(), lane.partition);
            let again = self.book.and_then(|ledger| ledger.again(&partition));
            lane.done_again = again.map(stretches).unwrap_or_default();
            lane.lost = self.losses.get(&partition).map(lost).unwrap_or_default();
        }
    }
}

/// Those at the end.
fn newest<T>(mut all: Vec<T>) -> Vec<T> {
    all.split_off(all.len().saturating_sub(STRETCHES))
}

fn stretches(again: &Stretches) -> Vec<StretchView> {
    let first = again.len().saturating_sub(STRETCHES);
    let stretches = again.iter().skip(first);
    stretches
        .map(|stretch| StretchView {
            from: NamedOffset(stretch.from),
            to: NamedOffset(stretch.to),
        })
        .collect()
}

fn lost(losses: &Losses) -> Vec<LostView> {
    let ways = [
        ("skipped", &losses.skipped),
        ("deleted", &losses.deleted),
        ("never", &losses.never),
    ];
    let mut all = Vec::new();
    for (how, stretches) in ways {
        all.extend(stretches.iter().map(|stretch| LostView {
            from: stretch.from,
            to: stretch.to,
            how,
        }));
    }
    sort_by_key(&mut all, |lost| lost.from);
    newest(all)
}

impl Source<'_> {
    /// What a group's ledger comes to.
    pub(super) fn account(&self, id: &Name) -> Account<'_> {
        self.account_at(id, &|partition| {
            let committed = self.state.broker().committed(id, partition);
            committed.map(|committed| committed.offset)
        })
    }

    /// What a group's ledger comes to if these are its committed offsets.
    fn account_at(&self, id: &Name, committed: Committed) -> Account<'_> {
        let Some(book) = self.state.observed().ledger(id) else {
            return Account::default();
        };
        let held = self.held(id);
        let nothing = Stretches::default();
        let (once, again) = book.totals();
        let mut ledger = LedgerView {
            once,
            again,
            ..LedgerView::default()
        };
        let mut all = Map::new();
        for partition in book.partitions() {
            let Some(log) = self.state.broker().log(partition) else {
                continue;
            };
            let held = held.get(partition).unwrap_or(&nothing);
            let losses = book.losses(partition, committed(partition), log, held);
            ledger.skipped += losses.skipped.count();
            ledger.deleted += losses.deleted.count();
            ledger.never += losses.never.count();
            all.insert(partition.clone(), losses);
        }
        ledger.lost = ledger.skipped + ledger.deleted + ledger.never;
        Account {
            ledger,
            book: Some(book),
            losses: all,
        }
    }

    /// The records that running programs of a group have in hand and have not
    /// done.
    fn held(&self, id: &Name) -> Map<TopicPartition, Stretches> {
        let mut held: Map<TopicPartition, Stretches> = Map::new();
        let programs = self
            .consumers(id)
            .filter_map(|(machine, _)| machine.consuming());
        for program in programs {
            let runs = program.undone().flat_map(|undone| {
                undone.chunk_by(|last, next| {
                    next.offset == last.offset + 1 && next.partition == last.partition
                })
            });
            for run in runs {
                if let (Some(first), Some(last)) = (run.first(), run.last()) {
                    let held = held.get_or_default(first.partition.clone());
                    held.add(first.offset, last.offset + 1);
                }
            }
        }
        held
    }

    /// The cells of a partition from an offset on that were done again.
    pub(super) fn again(
        &self,
        id: &Name,
        partition: &TopicPartition,
        from: Offset,
    ) -> Vec<AgainView> {
        let Some(ledger) = self.state.observed().ledger(id) else {
            return Vec::new();
        };
        let again = ledger.again_from(partition, from).into_iter();
        again
            .map(|(offset, times)| AgainView {
                offset,
                times: u32::from(times),
            })
            .collect()
    }
}

impl View {
    /// What became of the records of a group, as its view would have it with
    /// these committed offsets.
    pub fn ledger(state: &State, group: &Name, committed: Committed) -> LedgerView {
        let source = Source { state, cells: 0 };
        source.account_at(group, committed).ledger
    }

    /// The records that a group has lost as things stand, by partition.
    pub(crate) fn losses(state: &State, group: &Name) -> Map<TopicPartition, Losses> {
        Source { state, cells: 0 }.account(group).losses
    }

    /// The newest completed works of a group over all its partitions, in the
    /// order in which they were completed; at most 24. Who shows them asks for
    /// them: they are none of what every view holds.
    pub fn worked(state: &State, group: &Name) -> Vec<WorkedView> {
        let source = Source { state, cells: 0 };
        let cell = |partition, offset| {
            let (record, _) = state.broker().log(partition)?.record(offset)?;
            Some(source.cell(offset, record))
        };
        let ledger = state.observed().ledger(group);
        let worked = ledger.into_iter().flat_map(Ledger::worked);
        worked
            .map(|worked| WorkedView {
                topic: worked.partition.topic.clone(),
                partition: worked.partition.partition,
                offset: worked.offset,
                machine: worked.machine.clone(),
                at: worked.at - state.start(),
                times: u32::from(worked.times),
                cell: cell(&worked.partition, worked.offset),
            })
            .collect()
    }
}
