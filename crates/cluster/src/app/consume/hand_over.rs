//! Hand-over: what a poll returned goes into a queue from which workers take
//! one record after the other, while the loop polls on.
//!
//! The consumer is the loop's alone (`KafkaConsumer` is not safe for use by
//! several threads), so whatever is committed is committed between two polls,
//! and a rebalance does not wait for the workers. Where too many records wait,
//! the loop pauses all of its partitions and goes on polling, so that it stays
//! in its group. When it is left, its workers come to an end first, as
//! `ExecutorService.close` and Python's `with ThreadPoolExecutor` have it.

use super::owed::Owed;
use super::workers::{Handed, Task, Workers};
use super::{begin, Consuming, POLL_MS, REST_MS};
use crate::app::event::{AppEvent, AppStep};
use crate::app::turn::{Facts, Turn, FAILED};
use crate::command::CommitMode;
use crate::habit::{Finally, OnFailure};
use client::call::ConsumerCall;
use client::library::Library;
use client::outcome::ConsumerRecord;
use protocol::record::{Millis, Offset};
use protocol::topic_partition::TopicPartition;

/// How many records wait at most where polls return one or ten (confluent-kafka).
const WAITING: usize = 100;

impl Consuming {
    /// Whether what it polls goes to workers; what it has in hand itself, or
    /// has handed over, comes to its end first.
    pub(super) fn hands_over(&self) -> bool {
        let own = self.next < self.hand.len();
        let handed = self.workers.have_work() || !self.workers.owed.is_empty();
        handed || self.spec.habit.workers() > 0 && !own
    }

    /// How many records wait for its workers, if it paused its partitions
    /// because they are too many.
    pub fn paused_over(&self) -> Option<usize> {
        self.workers.paused.then(|| self.workers.waiting())
    }

    /// What its workers do next, whatever the loop does.
    pub(super) fn step_workers(&self, turn: &Turn) -> Option<AppStep> {
        let mut busy = 0;
        for handed in &self.workers.queue {
            busy += usize::from(handed.is_busy());
            if handed.works_until().is_some_and(|until| until <= turn.now) {
                return Some(AppStep::Did(match handed.task {
                    Task::Resting(_) => self.started(turn, &handed.record),
                    _ => self.outcome_of(&handed.record),
                }));
            }
        }
        // One at least is there until all is done.
        if busy >= self.spec.habit.workers().max(1) {
            return None;
        }
        let mut queue = self.workers.queue.iter();
        let next = queue.find(|handed| handed.task == Task::Waiting)?;
        Some(AppStep::Did(self.started(turn, &next.record)))
    }

    fn started(&self, turn: &Turn, record: &ConsumerRecord) -> AppEvent {
        AppEvent::ClaimStarted {
            partition: record.partition.clone(),
            offset: record.offset,
            until: turn.now + self.work_on(record),
        }
    }

    /// What the loop does when it is in no call.
    pub(super) fn step_hand_over(&self, turn: &Turn) -> Option<AppStep> {
        if let Some(seek) = self.seeks.front().filter(|_| self.owed.is_none()) {
            return begin(seek.clone());
        }
        if let Some(commit) = self.commit_of_workers(turn) {
            return begin(commit);
        }
        if let Some(op) = turn.asked {
            return Some(AppStep::BeginQueued(op));
        }
        if turn.now < self.rest_until {
            return None;
        }
        let works = self.workers.have_work();
        if turn.stopping {
            return begin(self.close()).filter(|_| !works);
        }
        if self.spec.by_hand {
            return None;
        }
        let full = self.workers.waiting() > self.bound(&turn.facts);
        if full && self.workers.fills {
            return begin(ConsumerCall::PauseAll);
        }
        if self.workers.paused && !full {
            return begin(ConsumerCall::ResumeAll);
        }
        begin(ConsumerCall::Poll(POLL_MS))
    }

    /// How many records wait for workers before the loop pauses.
    fn bound(&self, facts: &Facts) -> usize {
        match self.library() {
            Library::ConfluentKafka => WAITING,
            _ => facts.poll_records,
        }
    }

    /// What is committed between two polls, or on the way out.
    pub(super) fn commit_of_workers(&self, turn: &Turn) -> Option<ConsumerCall> {
        let workers = &self.workers;
        if let Some(owed) = self.owed.as_ref().or(workers.owed.first()) {
            return Some(self.commit(owed));
        }
        let all = workers.did && !workers.queue.iter().any(|h| h.task != Task::Done);
        match self.spec.commit {
            CommitMode::Batch if all && workers.commits => Some(ConsumerCall::CommitSync(None)),
            CommitMode::Async if all && workers.commits && self.leaving.is_none() => {
                Some(ConsumerCall::CommitAsync(None))
            }
            CommitMode::Contiguous if workers.commits => {
                let offsets = Some(workers.gap_free()).filter(|offsets| !offsets.is_empty())?;
                Some(ConsumerCall::CommitSync(Some(offsets)))
            }
            CommitMode::Marks if self.marks_are_due(turn) => Some(self.commit(&Owed::Marks)),
            _ => None,
        }
    }

    /// Hands over what a poll returned.
    pub(super) fn hand_over(&mut self, at: Millis, records: &[ConsumerRecord]) {
        self.drop_hand();
        self.marks.begin(at);
        let before = self.spec.commit == CommitMode::Before;
        self.workers.take(records, before);
        if before {
            self.owed = Some(Owed::Positions);
        }
    }

    /// A call of the loop's own was made.
    pub(super) fn began_hand_over(&mut self, call: &ConsumerCall) {
        let commits = match call {
            ConsumerCall::PauseAll => {
                self.workers.paused = true;
                self.workers.fills = false;
                return;
            }
            ConsumerCall::ResumeAll => return self.workers.paused = false,
            ConsumerCall::CommitSync(offsets) | ConsumerCall::CommitAsync(offsets) => offsets,
            _ => return,
        };
        self.workers.commits = false;
        let owed = self.workers.owed.first().map(|owed| self.commit(owed));
        if self.owed.is_none() && owed.as_ref() == Some(call) {
            self.workers.owed.remove(0);
        }
        match commits {
            None => self.workers.did = false,
            Some(offsets) if self.spec.commit == CommitMode::Contiguous => {
                for (partition, commit) in offsets {
                    let sent = &mut self.workers.sent;
                    sent.insert(partition.clone(), commit.offset);
                }
            }
            Some(_) => {}
        }
    }

    /// A call of the loop's own came back.
    pub(super) fn heard_by_workers(&mut self, call: &ConsumerCall, threw: bool) {
        match call {
            ConsumerCall::Poll(_) => self.workers.commits = true,
            ConsumerCall::CommitSync(_) | ConsumerCall::CommitAsync(_) if self.own_call => {
                self.workers.release(!threw);
                if threw {
                    // The next poll or the next record brings another try.
                    self.workers.sent.clear();
                    self.workers.did = true;
                }
            }
            _ => {}
        }
        self.notice_failure();
    }

    pub(super) fn worker_started(&mut self, place: (&TopicPartition, Offset), until: Millis) {
        let rests = |handed: &&mut Handed| matches!(handed.task, Task::Resting(_));
        match self.workers.find(place, true).filter(rests) {
            Some(handed) => handed.task = Task::Working(until),
            None => {
                if let Some(handed) = self.workers.find(place, false) {
                    handed.task = Task::Working(until);
                }
            }
        }
    }

    /// A worker is done with a record: it says so, and the loop commits.
    pub(super) fn worker_finished(&mut self, partition: &TopicPartition, offset: Offset) {
        self.workers.set((partition, offset), Task::Done);
        self.workers.did = true;
        self.workers.commits = true;
        let owed = match self.spec.commit {
            CommitMode::Record => Owed::After(partition.clone(), offset),
            CommitMode::RecordNoargs => Owed::Positions,
            CommitMode::Marks if self.library() != Library::ConfluentKafka => {
                return self.marks.mark_highest(partition, offset + 1);
            }
            _ => return,
        };
        self.workers.owed.push(owed);
    }

    /// A worker's work on a record threw.
    pub(super) fn worker_failed(&mut self, at: Millis, partition: &TopicPartition, offset: Offset) {
        let place = (partition, offset);
        match self.spec.habit.on_failure() {
            OnFailure::End => self.worker_threw(partition, offset),
            // Its task catches that, and ends as if it were done.
            OnFailure::Skip => self.worker_finished(partition, offset),
            OnFailure::Retry => self.workers.set(place, Task::Resting(at + REST_MS)),
            OnFailure::DeadLetter => {
                let failed = self.workers.find(place, true);
                let record = failed.map(|handed| {
                    handed.task = Task::Sending;
                    handed.record.clone()
                });
                self.send_letter(record);
            }
        }
    }

    /// What a worker threw comes out where the loop looks at what became of its
    /// work (`Future.get`), and ends it.
    pub(super) fn worker_threw(&mut self, partition: &TopicPartition, offset: Offset) {
        self.workers.set((partition, offset), Task::Failed);
        self.workers.failed = true;
        self.notice_failure();
    }

    fn notice_failure(&mut self) {
        let dies = self.spec.habit.finally() == Finally::Nothing;
        let looks = self.in_call.is_none() && self.leaving.is_none();
        if self.workers.failed && (looks || dies) {
            self.leave(FAILED);
        }
    }

    /// The loop is left: what was handed over comes to its end, unless the
    /// process ends.
    pub(super) fn leave_workers(&mut self, closes: bool) {
        match closes {
            true => self.workers.release(false),
            false => self.workers = Workers::default(),
        }
    }
}
