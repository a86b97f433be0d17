//! The workers of a loop that hands its records over, and what they have.

use super::owed::Owed;
use client::call::{OffsetAndMetadata, Offsets};
use client::outcome::ConsumerRecord;
use protocol::map::Map;
use protocol::record::{Millis, Offset};
use protocol::topic_partition::TopicPartition;

/// What becomes of a record that was handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Task {
    /// It is handed over when its commit has succeeded.
    Held,
    /// It waits for a worker.
    Waiting,
    /// One works on it until then.
    Working(Millis),
    /// One tries it again then.
    Resting(Millis),
    /// One has sent it away as a dead letter, and waits for the answer.
    Sending,
    /// The work on it threw, and nobody caught that.
    Failed,
    /// Its worker is done with it.
    Done,
}

/// A record that was handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Handed {
    pub(super) record: ConsumerRecord,
    pub(super) task: Task,
    /// Whether its partition was given back since.
    pub(super) stale: bool,
}

impl Handed {
    pub(super) fn is(&self, partition: &TopicPartition, offset: Offset) -> bool {
        self.record.offset == offset && self.record.partition == *partition
    }

    pub(super) fn is_undone(&self) -> bool {
        !matches!(self.task, Task::Failed | Task::Done)
    }

    pub(super) fn is_busy(&self) -> bool {
        self.is_undone() && !matches!(self.task, Task::Held | Task::Waiting)
    }

    pub(super) fn works_until(&self) -> Option<Millis> {
        match self.task {
            Task::Working(until) | Task::Resting(until) => Some(until),
            _ => None,
        }
    }
}

/// Its workers, and what they have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Workers {
    /// What was handed over, in that order, from the first that is not done on.
    pub(super) queue: Vec<Handed>,
    /// The commits of single records that are to come.
    pub(super) owed: Vec<Owed>,
    /// The offset after the last record that was handed over.
    pub(super) handed: Map<TopicPartition, Offset>,
    /// Up to where all was done when that was committed last, or where it began.
    pub(super) sent: Map<TopicPartition, Offset>,
    /// Whether something was done since the positions were committed.
    pub(super) did: bool,
    /// Whether a poll came back or something was done since the last commit.
    pub(super) commits: bool,
    /// Whether records came since its partitions were paused.
    pub(super) fills: bool,
    /// Whether the loop paused its partitions.
    pub(super) paused: bool,
    /// Whether a worker's exception waits for the loop.
    pub(super) failed: bool,
}

impl Workers {
    pub(super) fn working(&self) -> impl Iterator<Item = &ConsumerRecord> {
        let busy = self.queue.iter().filter(|handed| handed.is_busy());
        busy.map(|handed| &handed.record)
    }

    pub(super) fn undone(&self) -> impl Iterator<Item = &[ConsumerRecord]> {
        let undone = self.queue.iter().filter(|handed| handed.is_undone());
        undone.map(|handed| std::slice::from_ref(&handed.record))
    }

    pub(super) fn len(&self) -> usize {
        self.queue.len()
    }

    /// A record that was handed over, and its state as the view names it.
    pub(super) fn get(&self, index: usize) -> Option<(&ConsumerRecord, &'static str)> {
        let handed = self.queue.get(index)?;
        let state = match handed.task {
            Task::Held | Task::Waiting => "waiting",
            Task::Working(_) | Task::Resting(_) | Task::Sending => "working",
            Task::Failed | Task::Done => "done",
        };
        Some((&handed.record, state))
    }

    /// Which record is the first that is worked on, and until when.
    pub(super) fn first(&self) -> (usize, Option<Millis>) {
        let first = self.queue.iter().position(Handed::is_busy).unwrap_or(0);
        let until = self.queue.get(first).and_then(Handed::works_until);
        (first, until)
    }

    /// Whether anything is in their hands or waits for them.
    pub(super) fn have_work(&self) -> bool {
        self.queue.iter().any(Handed::is_undone)
    }

    /// When one of them has something to do next, of the instants after `now`.
    pub(super) fn next_due(&self, now: Millis) -> Option<Millis> {
        let due = self.queue.iter().filter_map(Handed::works_until);
        due.filter(|until| *until > now).min()
    }

    pub(super) fn waiting(&self) -> usize {
        let waits = |handed: &&Handed| matches!(handed.task, Task::Held | Task::Waiting);
        self.queue.iter().filter(waits).count()
    }

    pub(super) fn take(&mut self, records: &[ConsumerRecord], held: bool) {
        for record in records {
            let begins = self.handed.get(&record.partition).copied();
            // It begins, or goes back.
            if begins.is_none_or(|next| record.offset < next) {
                self.sent.insert(record.partition.clone(), record.offset);
            }
            let next = record.offset + 1;
            self.handed.insert(record.partition.clone(), next);
            self.queue.push(Handed {
                record: record.clone(),
                task: match held {
                    true => Task::Held,
                    false => Task::Waiting,
                },
                stale: false,
            });
        }
        self.fills = true;
    }

    /// Who commits before the work does no work that is not committed.
    pub(super) fn release(&mut self, committed: bool) {
        if !committed {
            self.queue.retain(|handed| handed.task != Task::Held);
        }
        for handed in &mut self.queue {
            if handed.task == Task::Held {
                handed.task = Task::Waiting;
            }
        }
    }

    /// The first record at a place that a worker has, or waits for one.
    pub(super) fn find(
        &mut self,
        (partition, offset): (&TopicPartition, Offset),
        busy: bool,
    ) -> Option<&mut Handed> {
        let mut all = self.queue.iter_mut();
        all.find(|handed| {
            let wanted = match busy {
                true => handed.is_busy(),
                false => handed.task == Task::Waiting,
            };
            wanted && handed.is(partition, offset)
        })
    }

    pub(super) fn set(&mut self, place: (&TopicPartition, Offset), task: Task) {
        if let Some(handed) = self.find(place, true) {
            handed.task = task;
        }
        let open = self
            .queue
            .iter()
            .position(|handed| handed.task != Task::Done);
        self.queue.drain(..open.unwrap_or(self.queue.len()));
    }

    /// What is to be committed of each partition so that nothing below is
    /// undone, where that was not committed.
    pub(super) fn gap_free(&self) -> Offsets {
        let mut offsets = Offsets::new();
        for (partition, handed) in &self.handed {
            let gaps = self.queue.iter().filter(|handed| {
                let counts = !handed.stale && handed.task != Task::Done;
                counts && handed.record.partition == *partition
            });
            let next = gaps.map(|gap| gap.record.offset).min().unwrap_or(*handed);
            if self.sent.get(partition) != Some(&next) {
                offsets.insert(partition.clone(), OffsetAndMetadata::new(next));
            }
        }
        offsets
    }

    /// Partitions were given back: what is in hand of them is done to its end,
    /// and counts for no commit up to a gap.
    pub(super) fn forget(&mut self, partitions: &[TopicPartition]) {
        for partition in partitions {
            self.handed.remove(partition);
            self.sent.remove(partition);
            for handed in &mut self.queue {
                handed.stale |= handed.record.partition == *partition;
            }
        }
    }
}
