//! The branches of a session, as one chooses among them.
//!
//! A branch begins where somebody acts in the past. It has the name that somebody gave it, or
//! is called by the first command that made it differ.
//!
//! *Read next: [`question`](crate::question), what one may ask.*

use crate::place::Place;
use crate::print::print;
use crate::saved::LONGEST_NAME;
use crate::script::scripted;
use crate::session::Session;
use cluster::history::BranchId;
use cluster::instant::Instant;
use protocol::record::Millis;
use serde::Serialize;

/// A branch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BranchLine {
    /// Its number; never used twice.
    pub id: BranchId,
    /// The branch that it left; null for the first, and where that and all
    /// before it was forgotten.
    pub parent: Option<BranchId>,
    /// The instant at which it left it.
    pub forked: Place,
    /// The first command that differs, as its script has it; null where none
    /// was given, and for the first branch.
    pub line: Option<String>,
    /// How many commands it has.
    pub commands: usize,
    /// The furthest instant that was reached on it, in milliseconds since the
    /// start.
    pub end: Millis,
    /// Whether it is the present one.
    pub present: bool,
    /// What somebody called it.
    pub name: Option<String>,
}

impl Session {
    /// Starts over: goes to an instant of the first branch, in milliseconds
    /// since the start, where no more than its first commands were given. Where
    /// more were, a branch without them begins, and the old one keeps them.
    /// Answers whether the first branch is kept; if it is not, nothing has
    /// changed.
    pub fn start_over(&mut self, commands: usize, at: Millis) -> bool {
        let from = (self.history().branch(), self.instant());
        if !self.go(0, Instant::START) {
            return false;
        }
        let history = self.history();
        let more = history.branch_commands().into_iter().nth(commands);
        let to = Instant::after_all(at);
        let to = more.as_ref().map_or(to, |given| given.place().min(to));
        self.go(0, to);
        if more.is_some() {
            self.fork();
            self.started_over(from);
        }
        true
    }

    /// Calls a branch something; nothing takes its name away. A name is one row
    /// of a few words.
    pub fn name_branch(&mut self, branch: BranchId, name: &str) {
        let name = name.chars().map(|c| if c.is_control() { ' ' } else { c });
        let name: String = name.take(LONGEST_NAME).collect();
        self.set_name(branch, name.trim());
    }

    /// All branches that are kept, by when they came to be.
    pub fn branches(&self) -> Vec<BranchLine> {
        let present = self.history().branch();
        let branches = self.history().branches().into_iter();
        branches
            .map(|branch| BranchLine {
                id: branch.id,
                parent: branch.parent,
                forked: branch.forked.into(),
                line: branch
                    .first
                    .filter(|_| branch.id != 0)
                    .map(|given| scripted(given.at, &print(&given.command))),
                commands: branch.commands,
                end: branch.end,
                present: branch.id == present,
                name: self.name_of(branch.id).map(str::to_owned),
            })
            .collect()
    }
}
