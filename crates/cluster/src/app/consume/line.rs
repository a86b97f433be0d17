//! Where a loop stands.

use super::Consuming;
use crate::command::CommitMode;
use client::library::Library;

/// A step of a loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// It subscribes.
    Subscribe,
    /// It polls: the call that brings records.
    Poll,
    /// It takes the next record.
    For,
    /// It works on a record.
    Work,
    /// It waits until a record that failed lies in the topic for dead letters.
    DeadLetter,
    /// It commits.
    Commit,
    /// It makes another call.
    Call,
    /// It closes its client.
    Close,
    /// It does nothing.
    Idle,
}

impl Line {
    /// Its word.
    pub fn name(self) -> &'static str {
        match self {
            Line::Subscribe => "subscribe",
            Line::Poll => "poll",
            Line::For => "for",
            Line::Work => "work",
            Line::DeadLetter => "dead-letter",
            Line::Commit => "commit",
            Line::Call => "call",
            Line::Close => "close",
            Line::Idle => "idle",
        }
    }
}

impl Consuming {
    /// Whether a commit is none that the application waits for.
    fn commits_beside(&self) -> bool {
        let waits = self.session.claims.iter().any(|claim| claim.commits);
        self.library() == Library::Sarama && !waits && self.spec.commit != CommitMode::Batch
    }

    /// Where it stands, with the name of the call that it waits for. Where it
    /// hands its records over, the line is the loop's.
    pub fn line(&self, call: Option<&str>) -> Line {
        let call = call.filter(|_| self.in_call.is_some());
        // What Sarama's client does meanwhile it does beside the application.
        let own = !self.hands_over();
        if own && self.works() {
            return Line::Work;
        }
        if own && !self.letters.is_empty() {
            return Line::DeadLetter;
        }
        match call {
            Some("commitSync") if self.commits_beside() => Line::Poll,
            Some("enforceRebalance") => Line::Subscribe,
            Some("poll") => Line::Poll,
            Some("subscribe") => Line::Subscribe,
            Some("commitSync" | "commitAsync") => Line::Commit,
            Some("close") => Line::Close,
            Some(_) => Line::Call,
            None if own && self.undone_count() > 0 => Line::For,
            None => Line::Idle,
        }
    }
}
