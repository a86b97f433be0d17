//! Where a loop stands.

use super::Consuming;

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
            Line::Commit => "commit",
            Line::Call => "call",
            Line::Close => "close",
            Line::Idle => "idle",
        }
    }
}

impl Consuming {
    /// Where it stands, with the name of the call that it waits for.
    pub fn line(&self, call: Option<&str>) -> Line {
        let call = call.filter(|_| self.in_call.is_some());
        if self.working_on().next().is_some() && call.is_none_or(|call| call == "poll") {
            return Line::Work;
        }
        match call {
            Some("poll") => Line::Poll,
            Some("subscribe") => Line::Subscribe,
            Some("commitSync" | "commitAsync") => Line::Commit,
            Some("close") => Line::Close,
            Some(_) => Line::Call,
            None if self.undone_count() > 0 => Line::For,
            None => Line::Idle,
        }
    }
}
