//! How a session is written.

use super::BRANCH;
use crate::facts::digest;
use crate::print::print;
use crate::script::scripted;
use crate::session::Session;
use cluster::history::{BranchId, BranchInfo, Given};
use cluster::instant::Instant;
use cluster::SEMANTICS;
use std::fmt::Write;

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
        let _ = write!(
            out,
            ", semantics {SEMANTICS}, facts {}, opens {} after {}, at {}",
            digest(self.state()),
            opening.at,
            opening.commands,
            self.instant(),
        );
        if all && of(here) > 0 {
            let _ = write!(out, " in {}", of(here));
        }
        out.push('\n');
        let title = one_line(title);
        if !title.is_empty() {
            let _ = writeln!(out, "# {title}");
        }
        for (number, branch) in branches.iter().enumerate() {
            let alone = !all && branch.id == here;
            if number > 0 && all {
                let parent = branch.parent.map(of);
                let _ = write!(
                    out,
                    "{BRANCH} {number} from {} {}",
                    parent.unwrap_or(0),
                    self.parting(branch)
                );
                if let Some(name) = self.name_of(branch.id) {
                    let _ = write!(out, ": {}", one_line(name));
                }
                out.push('\n');
            }
            if all || alone {
                let shared = match branch.parent {
                    Some(_) if all && number > 0 => branch.shared,
                    _ => 0,
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
        let commands = self.history().commands_of(parent);
        match commands.get(branch.shared) {
            Some(next) => next.place().min(branch.forked),
            None => branch.forked,
        }
    }

    /// The rows that a branch adds to its first commands, and its end.
    fn write_rows(&self, branch: &BranchInfo, shared: usize, out: &mut String) {
        let commands = self.history().commands_of(branch.id);
        for Given { at, command, .. } in &commands[shared.min(commands.len())..] {
            out.push_str(&scripted(*at, &print(command)));
            out.push('\n');
        }
        let _ = writeln!(out, "{}", self.end_of(branch));
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
