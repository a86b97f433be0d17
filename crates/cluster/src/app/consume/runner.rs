//! kafkajs's runner: it calls the handler with what was fetched, and between
//! two records resolves, sends heartbeats and commits.

use super::{Consuming, Owed};
use crate::app::event::{AppEvent, AppStep};
use crate::app::turn::{Turn, INTERRUPTED};
use crate::command::CommitMode;
use crate::habit::Style;
use client::call::ConsumerCall;
use protocol::record::Millis;

/// How long it waits before a record that failed is tried again: without the
/// random factor, from the first time on.
const RETRIES_MS: [Millis; 5] = [300, 600, 1_200, 2_400, 4_800];
/// How long it stays away when it has given up trying.
const RESTART_MS: Millis = 9_000;

impl Consuming {
    /// Whether `eachBatch` counts as done when its handler returns
    /// (`eachBatchAutoResolve`).
    fn resolves_whole(&self) -> bool {
        self.spec.habit.style() == Style::Batch && self.spec.commit == CommitMode::Auto
    }

    /// Whether the runner commits what is resolved.
    fn runner_commits(&self) -> bool {
        matches!(self.spec.commit, CommitMode::Auto | CommitMode::Marks)
    }

    /// Whether the records of one partition are at their end.
    fn batch_ends(&self) -> bool {
        let last = self.next.checked_sub(1).and_then(|i| self.hand.get(i));
        let next = self.hand.get(self.next);
        last.is_some_and(|last| next.is_none_or(|next| next.partition != last.partition))
    }

    /// What it does between two records; none where the next one may begin.
    pub(super) fn step_runner(&self, turn: &Turn) -> Option<Option<AppStep>> {
        let begin = |call: ConsumerCall| Some(Some(AppStep::Begin(call.into())));
        let commit = || begin(ConsumerCall::CommitSync(Some(self.marks.all().clone())));
        let new = self.runner_commits() && self.marks.are_new();
        let ends = self.interrupted || turn.stopping && self.next == self.hand.len();
        if ends {
            return match new {
                true => commit(),
                false => begin(self.close()),
            };
        }
        if self.hand.is_empty() {
            return None;
        }
        if turn.facts.beating {
            return Some(None);
        }
        if turn.facts.rejoining {
            return match new {
                true => commit(),
                false => Some(Some(AppStep::Did(AppEvent::SessionEnded))),
            };
        }
        if turn.facts.beat_due {
            // heartbeat() is no call of Java's: while any is made, one goes out.
            return begin(ConsumerCall::GroupMetadata);
        }
        let due = self.marks.due(turn.facts.commit_every);
        let due = due.is_some_and(|due| due <= turn.now) && !self.resolves_whole();
        let failed = self.failures > 0 && turn.now < self.rest_until;
        if new && (due || failed || self.batch_ends()) {
            return commit();
        }
        None
    }

    /// A record was done.
    pub(super) fn resolve(&mut self) {
        self.failures = 0;
        let Some(last) = self.next.checked_sub(1).and_then(|i| self.hand.get(i)) else {
            return;
        };
        let (partition, offset) = (last.partition.clone(), last.offset);
        if self.spec.commit == CommitMode::Record {
            // Once disconnect() was called, commitOffsets() does nothing.
            self.owed = (!self.interrupted).then_some(Owed::After(partition, offset));
            return;
        }
        let ends = self.batch_ends() || self.interrupted;
        if !self.resolves_whole() {
            self.marks.mark(&partition, offset + 1);
        } else if ends {
            let mut own = self.hand.iter().filter(|r| r.partition == partition);
            if let Some(last) = own.next_back() {
                self.marks.mark(&partition, last.offset + 1);
            }
        }
    }

    /// The handler threw: the same again after a while, and after some times
    /// the consumer starts anew.
    pub(super) fn handler_threw(&mut self, at: Millis) {
        if self.resolves_whole() {
            // Nothing of the batch counts.
            let failed = self.hand.get(self.next).map(|r| r.partition.clone());
            let first = self
                .hand
                .iter()
                .position(|r| Some(&r.partition) == failed.as_ref());
            self.next = first.unwrap_or(0);
        }
        let wait = RETRIES_MS.get(self.failures).copied();
        self.failures += 1;
        self.rest_until = at + wait.unwrap_or(RESTART_MS);
        if wait.is_none() {
            self.failures = 0;
        }
    }

    /// The group rebalances: what is left of the batch comes again, to whoever
    /// has the partition then.
    pub(super) fn runner_ended(&mut self) {
        self.drop_hand();
        self.marks.forget();
    }

    /// How it ends.
    pub(super) fn runner_status(&self) -> i32 {
        match self.interrupted {
            true => INTERRUPTED,
            false => self.exit_of_close(),
        }
    }
}
