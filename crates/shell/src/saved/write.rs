//! How a session is written.

use super::BRANCH;
use crate::facts::digest;
use crate::print::print;
use crate::script::scripted;
use crate::session::Session;
use cluster::history::{BranchId, BranchInfo, Given};
use cluster::instant::Instant;
use cluster::SEMANTICS;

/// Where a scene opened, and how many of the first commands were its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The instant.
    pub at: Instant,
    /// The commands.
    pub commands: usize,
}

impl Session {
    /// The session as text: with all of its branches, or with the present one
    /// alone. `title` is what it calls itself; nothing where it has no name.
    pub fn saved(&self, all: bool, title: &str, opening: Opening) -> String {
        let here = self.history().branch();
        let branches = self.history().branches();
        let of = |id| branches.iter().position(|one| one.id == id).unwrap_or(0);
        let mut out = self.header().to_string();
        let semantics = SEMANTICS.to_string();
        for part in [
            ", semantics ",
            &semantics,
            ", facts ",
            &digest(self.state()),
        ] {
            out.push_str(part);
        }
        if opening.commands > 0 {
            let (at, commands) = (opening.at.to_string(), opening.commands.to_string());
            for part in [", opens ", &at, " after ", &commands] {
                out.push_str(part);
            }
        }
        for part in [", at ", &self.instant().to_string()] {
            out.push_str(part);
        }
        if all && of(here) > 0 {
            out.push_str(" in ");
            out.push_str(&of(here).to_string());
        }
        out.push('\n');
        let title = one_line(title);
        if !title.is_empty() {
            for part in ["# ", &title, "\n"] {
                out.push_str(part);
            }
        }
        for (number, branch) in branches.iter().enumerate() {
            let alone = !all && branch.id == here;
            if number > 0 && all {
                let parent = branch.parent.map_or(0, of).to_string();
                let (number, place) = (number.to_string(), self.parting(branch).to_string());
                for part in [BRANCH, " ", &number, " from ", &parent, " ", &place] {
                    out.push_str(part);
                }
                if let Some(name) = self.name_of(branch.id) {
                    out.push_str(": ");
                    out.push_str(&one_line(name));
                }
                out.push('\n');
            }
            if all || alone {
                let shared = match number > 0 && all {
                    true => self.history().left_by(branch.id).unwrap_or(0),
                    false => 0,
                };
                self.write_rows(branch, shared, &mut out);
            }
        }
        out
    }

    /// Where a branch left its parent: before the command that the parent has
    /// next, also where that came at the same instant.
    fn parting(&self, branch: &BranchInfo) -> Instant {
        let Some(parent) = branch.parent else {
            return Instant::START;
        };
        let shared = self.history().left_by(branch.id).unwrap_or(0);
        let mut commands = self.history().commands_of(parent).into_iter().flatten();
        match commands.nth(shared) {
            Some(next) => next.place().min(branch.forked),
            None => branch.forked,
        }
    }

    /// The rows that a branch adds to its first commands, and its end.
    fn write_rows(&self, branch: &BranchInfo, shared: usize, out: &mut String) {
        let commands = self.history().commands_of(branch.id).into_iter().flatten();
        for Given { at, command, .. } in commands.skip(shared) {
            out.push_str(&scripted(*at, &print(command)));
            out.push('\n');
        }
        out.push_str(&self.end_of(branch).to_string());
        out.push('\n');
    }

    /// The furthest instant of a branch. In the midst of a millisecond nothing
    /// of what is to come there is known.
    fn end_of(&self, branch: &BranchInfo) -> Instant {
        let here = self.instant();
        if branch.id == self.history().branch() && here.at() == branch.end {
            return here;
        }
        Instant::after_all(branch.end)
    }

    /// What somebody called a branch.
    pub fn name_of(&self, branch: BranchId) -> Option<&str> {
        self.names().get(&branch).map(String::as_str)
    }
}

/// A text that fits into a row.
fn one_line(text: &str) -> String {
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    let text: String = text.chars().map(plain).collect();
    text.trim().to_owned()
}
