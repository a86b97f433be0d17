//! How a saved session comes to be again: by giving its commands, a little at a
//! time, so that whoever waits can draw, count and stop.

use super::read::{id, Parting, Saved, Step};
use crate::refusal::ShellError;
use crate::script::{ScriptError, ScriptLine};
use crate::session::{RunResult, Session, LONGEST_WAIT_MS};
use cluster::history::BranchId;
use protocol::record::Millis;
use serde::Serialize;

/// How much time passes at most in one go.
const SLICE_MS: Millis = 250;

/// A saved session on its way.
#[derive(Clone, Debug)]
pub struct Restoring {
    saved: Saved,
    next: usize,
    /// The branches by their numbers in the text. Where one cannot be, what it
    /// adds is left out.
    ids: Vec<BranchId>,
    lost: bool,
}

/// How far it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// Rows that are done,
    pub done: usize,
    /// of so many.
    pub of: usize,
    /// What became of the line that was run just now.
    pub ran: Option<RunResult>,
    /// What was refused just now, with its row.
    pub refused: Option<String>,
}

impl Restoring {
    /// Begins on a branch, which is the first one.
    pub(crate) fn new(saved: Saved, first: BranchId) -> Self {
        Restoring {
            saved,
            next: 0,
            ids: vec![first],
            lost: false,
        }
    }

    /// What is restored.
    pub fn saved(&self) -> &Saved {
        &self.saved
    }

    /// Goes on a little; when all is done, the instant that is to be shown is
    /// the present one.
    pub fn go_on(&mut self, session: &mut Session) -> Progress {
        let (ran, refused) = match self.try_on(session) {
            Ok(ran) => (ran, None),
            Err(refused) => (None, Some(refused.to_string())),
        };
        Progress {
            done: self.next,
            of: self.saved.steps.len() + 1,
            ran,
            refused,
        }
    }

    /// Whether all is done.
    pub fn is_done(&self) -> bool {
        self.next > self.saved.steps.len()
    }

    /// Goes on a little; answers what became of the line that was run.
    ///
    /// # Errors
    /// The row that is refused just now. What comes after it can go on.
    pub fn try_on(&mut self, session: &mut Session) -> Result<Option<RunResult>, ScriptError> {
        let Some((row, step)) = self.saved.steps.get(self.next) else {
            if !self.is_done() {
                self.next += 1;
                session.advance(session.now());
                if let Some((at, branch)) = self.saved.place {
                    session.go(id(branch, &self.ids), at);
                }
            }
            return Ok(None);
        };
        let wrong = |error| ScriptError { row: *row, error };
        let done = match step {
            Step::Branch(parting) => {
                self.next += 1;
                let begun = begin(session, parting, &self.ids);
                self.lost = begun.is_none();
                self.ids.push(begun.unwrap_or(BranchId::MAX));
                begun.map(|_| None).ok_or_else(|| nowhere(parting))
            }
            Step::Line(_) if self.lost => {
                self.next += 1;
                Ok(None)
            }
            Step::Line(line) => {
                if slice(session, line) {
                    return Ok(None);
                }
                self.next += 1;
                session.script_line(line).map(Some)
            }
        };
        done.map_err(wrong)
    }
}

/// Lets a part of the time pass that a line is still to come; answers whether
/// some is left.
fn slice(session: &mut Session, line: &str) -> bool {
    let Ok(ScriptLine { at: Some(at), .. }) = ScriptLine::read(line) else {
        return false;
    };
    let now = session.now();
    let next = now + SLICE_MS;
    // A line that comes too late is refused where it is run.
    if at.at() <= next || at.at() > now + LONGEST_WAIT_MS {
        return false;
    }
    session.advance(next);
    session.now() == next
}

fn begin(session: &mut Session, parting: &Parting, ids: &[BranchId]) -> Option<BranchId> {
    let parent = id(parting.from, ids);
    let branch = session.branch_off(parent, parting.place, parting.left)?;
    session.name_branch(branch, &parting.name);
    Some(branch)
}

fn nowhere(parting: &Parting) -> ShellError {
    ShellError {
        code: "out-of-range",
        message: [
            "The branch ",
            &parting.from.to_string(),
            " does not come as far as ",
            &parting.place.to_string(),
            ".",
        ]
        .concat(),
        column: None,
        length: None,
    }
}
