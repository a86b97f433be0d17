//! Undo and redo: moves in the tree of branches.

use super::Session;
use crate::print::print;
use cluster::history::{BranchId, Given};
use cluster::instant::Instant;
use serde::Serialize;

/// A command that was undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Undone {
    /// The branch that has it,
    with: BranchId,
    /// as its command of this number, from 0.
    index: usize,
    /// The branch that has it not.
    without: BranchId,
}

/// Where an undo or a redo led.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Moved {
    /// The command that is undone or redone, as a line.
    pub line: String,
    /// The branch that is the present one now.
    pub branch: BranchId,
    /// Whether it began with this.
    pub forked: bool,
    /// Branches that were forgotten, because there were too many.
    pub forgotten: Vec<BranchId>,
}

impl Session {
    /// The line that an undo would undo, if there is one: the last command
    /// before the present instant, but for the first `kept` of the branch.
    pub fn undoable(&self, kept: usize) -> Option<String> {
        Some(print(&self.last_given(kept)?.1.command))
    }

    /// Undoes the last command before the present instant: goes to its instant
    /// on a branch without it, so that playing on does not bring it back. That
    /// is the branch that was left with it, or the one that an undo of it led to
    /// before, or else a new one. The first `kept` commands stay: the scene that
    /// one began with. None where there is nothing to undo.
    pub fn undo(&mut self, kept: usize) -> Option<Moved> {
        self.settle();
        let (index, given) = self.last_given(kept)?;
        let with = self.history.branch();
        let known = self.known_without(with, index, &given);
        let mut forgotten = Vec::new();
        let before = given.place();
        match known {
            Some(without) => {
                self.history.go(without, before);
            }
            None => {
                self.history.go(with, before);
                forgotten = self.history.fork();
                if given.at.ordinal().is_none() {
                    self.history.settle();
                }
            }
        }
        let without = self.history.branch();
        let undone = Undone {
            with,
            index,
            without,
        };
        self.undone.push(undone);
        if known.is_none() {
            self.undos.push(undone);
            let history = &self.history;
            let kept = |id| history.commands_of(id).is_some();
            self.undos
                .retain(|undo| kept(undo.with) && kept(undo.without));
        }
        Some(Moved {
            line: print(&given.command),
            branch: without,
            forked: known.is_none(),
            forgotten,
        })
    }

    /// The line that a redo would bring back, if there is one.
    pub fn redoable(&self) -> Option<String> {
        let given = self.last_undone()?.1;
        Some(print(&given.command))
    }

    /// Redoes what was undone last: returns to the branch that has it, to right
    /// after it. None where nothing was undone, something else was done since,
    /// or one went elsewhere.
    pub fn redo(&mut self) -> Option<Moved> {
        self.settle();
        let (undone, given, next) = self.last_undone()?;
        let after = Instant::after_all(given.at.at());
        let after = next.map_or(after, |next| next.place().min(after));
        self.undone.pop();
        self.history.go(undone.with, after);
        Some(Moved {
            line: print(&given.command),
            branch: undone.with,
            forked: false,
            forgotten: Vec::new(),
        })
    }

    /// A command was given, which may have begun the branch: what was undone is
    /// not redone any more.
    pub(super) fn did(&mut self, forked: bool) {
        self.undone.clear();
        if forked {
            let history = &self.history;
            self.begun.retain(|id| history.commands_of(*id).is_some());
            self.begun.push(history.branch());
        }
    }

    /// The last command before the present instant, and its number.
    fn last_given(&self, kept: usize) -> Option<(usize, Given)> {
        let index = self.history.commands_now().checked_sub(1)?;
        let given = self.history.given_now().nth(index).cloned()?;
        (index >= kept).then_some((index, given))
    }

    /// A branch that has the past of another one before one of its commands, and
    /// does not go on with that command, where one is known.
    fn known_without(&self, with: BranchId, index: usize, given: &Given) -> Option<BranchId> {
        let history = &self.history;
        let goes_on_otherwise = |id: &BranchId| {
            let commands = history.commands_of(*id);
            commands.is_some_and(|mut commands| commands.nth(index) != Some(given))
        };
        let branches = history.branches();
        let own = branches.iter().find(|branch| branch.id == with)?;
        let begun = self.begun.contains(&with);
        let left = begun && history.left_by(with) == Some(index);
        let parent = own
            .parent
            .filter(|parent| left && goes_on_otherwise(parent));
        let undos = self.undos.iter().rev();
        let mut undos = undos.filter(|undo| (undo.with, undo.index) == (with, index));
        parent.or_else(|| {
            let known = undos.find(|undo| goes_on_otherwise(&undo.without));
            known.map(|undo| undo.without)
        })
    }

    /// What a redo is about: the command, and the one after it.
    fn last_undone(&self) -> Option<(Undone, Given, Option<Given>)> {
        let undone = *self.undone.last()?;
        if undone.without != self.history.branch() {
            return None;
        }
        let mut commands = self.history.commands_of(undone.with)?;
        let given = commands.nth(undone.index)?.clone();
        Some((undone, given, commands.next().cloned()))
    }
}
