//! What a consuming program is to do.

use crate::command::{Change, CommitMode};
use crate::habit::Habit;
use client::call::ConsumerCall;
use protocol::name::Name;
use protocol::record::Millis;
use std::fmt;

/// The setting that says whether the client commits by itself.
pub const AUTO_COMMIT: &str = "enable.auto.commit";

/// What a consuming program is to do.
#[derive(Clone, PartialEq, Eq)]
pub struct ConsumeSpec {
    /// The topics,
    pub topics: Vec<Name>,
    /// or the pattern that their names match.
    pub pattern: Option<Name>,
    /// How long the work on a record takes.
    pub work_ms: Millis,
    /// When to commit.
    pub commit: CommitMode,
    /// Whether the user polls.
    pub by_hand: bool,
    /// Whether the client commits by itself also while the user polls: only
    /// where `enable.auto.commit` was given.
    pub auto_by_hand: bool,
    /// How it is written.
    pub habit: Box<Habit>,
}

impl ConsumeSpec {
    pub(in crate::app) fn change(&mut self, change: &Change) {
        self.work_ms = change.work_ms.unwrap_or(self.work_ms);
        self.commit = change.commit.unwrap_or(self.commit);
        self.by_hand = change.by_hand.unwrap_or(self.by_hand);
        self.habit.change(&change.habit);
        if let Some(auto) = change.settings.get(AUTO_COMMIT) {
            self.auto_by_hand = **auto == *"true";
        }
    }

    /// How it subscribes.
    pub(super) fn subscribes(&self) -> ConsumerCall {
        match &self.pattern {
            Some(pattern) => ConsumerCall::SubscribePattern(pattern.clone()),
            None => ConsumerCall::Subscribe(self.topics.clone()),
        }
    }

    /// Whether its client commits when asked only: by hand means by hand.
    pub fn commits_on_request(&self) -> bool {
        self.by_hand && !self.auto_by_hand
    }
}

/// What is as usual is not written down.
impl fmt::Debug for ConsumeSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut spec = f.debug_struct("ConsumeSpec");
        spec.field("topics", &self.topics)
            .field("work_ms", &self.work_ms)
            .field("commit", &self.commit)
            .field("by_hand", &self.by_hand);
        if let Some(pattern) = &self.pattern {
            spec.field("pattern", pattern);
        }
        if self.auto_by_hand {
            spec.field("auto_by_hand", &self.auto_by_hand);
        }
        if *self.habit != Habit::default() {
            spec.field("habit", &self.habit);
        }
        spec.finish()
    }
}
