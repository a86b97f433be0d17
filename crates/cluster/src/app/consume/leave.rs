//! How a loop is left: by an exception that nobody catches, or by a signal.

use super::leaving::Leaving;
use super::{Consuming, REST_MS};
use crate::app::event::{AppEvent, AppStep};
use crate::app::turn::{ExitStatus, Turn, FAILED, INTERRUPTED};
use crate::command::CommitMode;
use crate::habit::{Finally, OnFailure};
use client::call::{CloseOptions, ConsumerCall};
use client::library::Library;
use client::outcome::ConsumerRecord;
use protocol::record::{Millis, Offset};
use protocol::topic_partition::TopicPartition;
use std::sync::Arc;

impl Consuming {
    /// The loop is left, and what is in hand is not worked on any more.
    pub(super) fn leave(&mut self, status: ExitStatus) {
        let closes = self.spec.habit.finally() != Finally::Nothing;
        self.drop_hand();
        self.owed = None;
        self.leave_workers(closes);
        self.letters.retain(|_| closes && self.workers.have_work());
        self.leaving = Some(Leaving {
            closes,
            commits: closes && self.spec.commit == CommitMode::Async,
            status,
        });
    }

    pub(super) fn drop_hand(&mut self) {
        self.hand = Arc::from([]);
        self.next = 0;
        self.working_until = None;
    }

    /// What is done on the way out.
    pub(super) fn step_leaving(&self, leaving: &Leaving, turn: &Turn) -> Option<AppStep> {
        if self.workers.have_work() {
            return None;
        }
        if self.spec.habit.workers() > 0 && leaving.closes {
            if let Some(commit) = self.commit_of_workers(turn) {
                return Some(AppStep::Begin(commit.into()));
            }
        }
        if leaving.commits {
            return Some(AppStep::Begin(ConsumerCall::CommitSync(None).into()));
        }
        if leaving.closes {
            let options = CloseOptions {
                uncommitted: self.spec.habit.finally() == Finally::With,
                ..CloseOptions::default()
            };
            return Some(AppStep::Begin(ConsumerCall::Close(options).into()));
        }
        Some(AppStep::Did(AppEvent::Died))
    }

    /// A call on the way out was made.
    pub(super) fn began_leaving(&mut self) {
        if let Some(leaving) = &mut self.leaving {
            leaving.commits = false;
        }
    }

    /// A record that it does again and again, because the work on it throws.
    pub fn retried(&self) -> Option<&ConsumerRecord> {
        let habit = &self.spec.habit;
        let begins_anew = matches!(habit.library(), Library::Sarama | Library::KafkaJs);
        let again = match habit.on_failure() {
            OnFailure::Retry => true,
            OnFailure::End => begins_anew,
            OnFailure::Skip | OnFailure::DeadLetter => false,
        };
        let mut next = self.undone().filter_map(|records| records.first());
        next.find(|record| again && self.failed > 0 && habit.fails(record, self.failed))
    }

    /// The work on a record threw.
    pub(super) fn work_failed(&mut self, at: Millis, partition: &TopicPartition, offset: Offset) {
        self.failed = self.failed.saturating_add(1);
        if self.workers.have_work() {
            return self.worker_failed(at, partition, offset);
        }
        let habit = &self.spec.habit;
        let (action, library) = (habit.on_failure(), habit.library());
        if action == OnFailure::DeadLetter {
            let failed = |record: &&ConsumerRecord| {
                record.partition == *partition && record.offset == offset
            };
            let dead = self.working_on().find(failed).cloned();
            self.send_letter(dead);
        }
        self.working_until = None;
        let claim = self.claim(partition).map(|claim| {
            claim.working_until = None;
            &mut claim.rests_until
        });
        match (action, library) {
            (OnFailure::DeadLetter, _) => {}
            (OnFailure::Retry, _) => match claim {
                Some(rests_until) => *rests_until = Some(at + REST_MS),
                None => self.rest_until = at + REST_MS,
            },
            (OnFailure::Skip, Library::Sarama) => self.claim_failed(partition, true),
            (OnFailure::Skip, _) => self.passed_over(),
            (OnFailure::End, _) => self.threw(at, partition, offset),
        }
    }

    /// An exception of the work on a record, or of sending it away, which nobody
    /// catches.
    pub(super) fn threw(&mut self, at: Millis, partition: &TopicPartition, offset: Offset) {
        if self.workers.have_work() {
            return self.worker_threw(partition, offset);
        }
        if self.spec.habit.finally() == Finally::Nothing {
            self.session.claims.clear();
            return self.leave(FAILED);
        }
        match self.spec.habit.library() {
            Library::Sarama => self.claim_failed(partition, false),
            Library::KafkaJs => self.handler_threw(at),
            _ => self.leave(FAILED),
        }
    }

    /// A signal came.
    pub(super) fn interrupt(&mut self) {
        self.interrupted = true;
        if self.spec.habit.finally() == Finally::Nothing {
            self.session.claims.clear();
            return self.leave(INTERRUPTED);
        }
        match self.spec.habit.library() {
            // KeyboardInterrupt breaks off whatever it does.
            Library::KafkaPython | Library::ConfluentKafka => self.leave(INTERRUPTED),
            // The next call throws, and the loop goes on until then.
            Library::Java => {}
            // The session, or the runner, ends between two records.
            Library::Sarama | Library::KafkaJs => {}
        }
    }
}
