//! How a session looks at two branches side by side, and makes the one to
//! compare with.
//!
//! What a `compare` line shows is nobody's past, and so no script has it. A
//! branch that it makes is one like all others, with its own lines: links and
//! files hold it as they hold those.

use super::{refusal, RunResult, Session, ShellError};
use crate::compare::{differences, sentence, table, Beside, Compared, Difference};
use crate::place::Place;
use crate::print::print;
use crate::question::{altered_words, Comparing};
use crate::script::scripted;
use crate::texts::{compare as words, text};
use cluster::explore::Altered;
use cluster::history::{Aside, BranchId, BranchInfo};
use cluster::instant::Instant;
use cluster::view::View;
use cluster::State;
use protocol::record::Millis;

/// So many branches are looked at by turns.
const ASIDES: usize = 2;
/// So far beyond the last end of a branch one may look.
const AHEAD_MS: Millis = 600_000;

impl Session {
    /// What differs between two branches at an instant, always in the same order;
    /// after the end of a branch it goes on with nothing done. None where one of
    /// them is not kept. The history is not changed.
    pub fn compare(
        &mut self,
        left: BranchId,
        right: BranchId,
        at: Instant,
    ) -> Option<Vec<Difference>> {
        let left = View::of(self.look_aside(left, at)?, 0);
        let right = View::of(self.look_aside(right, at)?, 0);
        Some(differences(&left, &right))
    }

    /// The same, with what matters most in a sentence.
    pub fn beside(&mut self, left: BranchId, right: BranchId, at: Instant) -> Option<Beside> {
        let differences = self.compare(left, right, at)?;
        Some(Beside {
            sentence: sentence(&differences),
            differences,
        })
    }

    /// The state at an instant of a branch, if it is kept. The copies of the two
    /// branches that were looked at last go on with time: so one can look at them
    /// again and again while it plays.
    pub fn look_aside(&mut self, branch: BranchId, at: Instant) -> Option<&State> {
        let known = self.asides.iter();
        let known = known.enumerate().find(|(_, one)| one.branch() == branch);
        let known = known.map(|(place, _)| place);
        let known: Option<Aside> = known.map(|place| self.asides.remove(place));
        let aside = self.history.aside(known, branch, at)?;
        self.asides.truncate(ASIDES - 1);
        self.asides.insert(0, aside);
        Some(self.asides[0].cluster().state())
    }

    /// Does what a `compare` line says.
    pub(super) fn show_beside(
        &mut self,
        comparing: &Comparing,
        ran: &mut RunResult,
    ) -> Result<(), ShellError> {
        let here = self.history.branch();
        if let Some(at) = comparing.at {
            self.not_too_far(at)?;
        }
        let (left, right) = match (&comparing.altered, &comparing.branches[..]) {
            (Some(altered), _) => (here, self.make_again(altered, ran)?),
            (None, [left, right]) => (self.branch_called(left)?, self.branch_called(right)?),
            (None, [right]) => (here, self.branch_called(right)?),
            (None, _) => return Ok(()),
        };
        if left == right {
            let number = left.to_string();
            return Err(refused(text(words::ITSELF, &[&number, &self.all_told()])));
        }
        let at = comparing.at.unwrap_or_else(|| self.history.instant());
        let all = self.compare(left, right, at).unwrap_or_default();
        let heads = [left, right].map(|branch| branch.to_string());
        let lines = table(&all, [&heads[0], &heads[1]], &at.to_string());
        ran.output.extend(lines);
        let at = Place::from(at);
        ran.compared = Some(Compared { left, right, at });
        Ok(())
    }

    /// After its end a branch goes on with nothing done, but not for ever: what
    /// nobody has seen yet is played for this line alone.
    fn not_too_far(&self, at: Instant) -> Result<(), ShellError> {
        let ends = self.history.branches().into_iter().map(|one| one.end);
        let last = ends.max().unwrap_or(0).saturating_add(AHEAD_MS);
        if at.at() <= last {
            return Ok(());
        }
        let last = Instant::after_all(last).to_string();
        Err(refused(text(words::TOO_FAR, &[&at.to_string(), &last])))
    }

    /// Makes a branch that is the present one once more with something altered.
    fn make_again(
        &mut self,
        altered: &Altered,
        ran: &mut RunResult,
    ) -> Result<BranchId, ShellError> {
        let again = self
            .history
            .again(|cluster, command| altered.instead(cluster, command))
            .map_err(|error| refusal(&error, &ran.line))?;
        let again = again.ok_or_else(|| refused(words::NOTHING.to_owned()))?;
        let name = text(words::ALTERED, &[&altered_words(altered)]);
        self.name_branch(again.branch, &name);
        let number = again.branch.to_string();
        ran.output.push(text(words::MADE, &[&number, &name]));
        for (given, error) in &again.refused {
            let line = scripted(given.at, &print(&given.command));
            let told = text(words::REFUSED, &[&line, &error.to_string()]);
            ran.output.push(told);
        }
        ran.forgotten = again.forgotten;
        self.made(again.branch, &ran.line);
        Ok(again.branch)
    }

    /// The branch of a number or a name.
    fn branch_called(&self, wanted: &str) -> Result<BranchId, ShellError> {
        let branches = self.history.branches();
        let known = |id: &BranchId| branches.iter().any(|one| one.id == *id);
        if let Some(id) = wanted.parse().ok().filter(known) {
            return Ok(id);
        }
        let called = branches
            .iter()
            .filter(|one| self.is_called(one, wanted))
            .map(|one| one.id.to_string());
        let called: Vec<String> = called.collect();
        match &called[..] {
            [] => Err(refused(text(words::UNKNOWN, &[wanted, &self.all_told()]))),
            [one] => Ok(one.parse().unwrap_or_default()),
            several => {
                let several = several.join(", ");
                Err(refused(text(words::SEVERAL, &[wanted, &several])))
            }
        }
    }

    /// Whether a branch is called so: by somebody, or by its first own line,
    /// with its instant or without.
    fn is_called(&self, branch: &BranchInfo, wanted: &str) -> bool {
        if let Some(name) = self.name_of(branch.id) {
            return name == wanted;
        }
        let Some(first) = branch.first.as_ref().filter(|_| branch.id != 0) else {
            return branch.id == 0 && wanted == words::FIRST;
        };
        let line = print(&first.command);
        line == wanted || scripted(first.at, &line) == wanted
    }

    /// All branches with their numbers and names.
    fn all_told(&self) -> String {
        let branches = self.history.branches();
        let all: Vec<String> = branches.iter().map(|one| self.told(one)).collect();
        all.join(", ")
    }

    /// A branch with its number and name: `2 (crash c1)`.
    fn told(&self, branch: &BranchInfo) -> String {
        let name = match (self.name_of(branch.id), &branch.first) {
            (Some(name), _) => name.to_owned(),
            (None, _) if branch.id == 0 => words::FIRST.to_owned(),
            (None, Some(first)) => print(&first.command),
            (None, None) => text(words::ANOTHER, &[&branch.forked.to_string()]),
        };
        [&branch.id.to_string(), " (", &name, ")"].concat()
    }
}

fn refused(message: String) -> ShellError {
    ShellError {
        code: "not-now",
        message,
        column: None,
        length: None,
    }
}
