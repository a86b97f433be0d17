//! Undo and redo: moves in the tree of branches.

use super::Session;
use crate::print::print;
use cluster::history::{BranchId, Given};
use cluster::instant::Instant;
use serde::Serialize;

/// What an undo and a redo would be about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Moves {
    /// The line that would be undone; null for none, empty for a start over.
    pub undo: Option<String>,
    /// The line that would come back; null for none, empty for a start over.
    pub redo: Option<String>,
}

/// What undo and redo remember.
#[derive(Clone, Debug, Default)]
pub(super) struct Remembered {
    /// What can be redone, the last of it last.
    redos: Vec<Redo>,
    /// The branches that undos began,
    undos: Vec<Undone>,
    /// those that commands began,
    begun: Vec<BranchId>,
    /// those on which one started over,
    overs: Vec<Over>,
    /// and those that were made to compare with.
    made: Vec<Made>,
}

/// A move back to what was undone.
#[derive(Clone, Debug)]
struct Redo {
    /// The branch that the undo led to.
    here: BranchId,
    /// Where the redo leads; none where its line is run once more.
    to: Option<(BranchId, Instant)>,
    line: String,
}

/// A branch that was made of another one, which stayed the present one.
#[derive(Clone, Debug)]
struct Made {
    /// The branch that it was made of,
    of: BranchId,
    /// how many commands that had up to then,
    commands: usize,
    /// the branch,
    branch: BranchId,
    /// how many commands it had,
    own: usize,
    /// and the line that made it.
    line: String,
}

/// A branch that an undo began.
#[derive(Clone, Copy, Debug)]
struct Undone {
    /// The branch that has the command,
    with: BranchId,
    /// as its command of this number, from 0.
    index: usize,
    /// The branch that has it not.
    without: BranchId,
}

/// A branch on which one started over.
#[derive(Clone, Copy, Debug)]
struct Over {
    /// Where one was.
    from: (BranchId, Instant),
    to: BranchId,
    /// How many commands it had.
    commands: usize,
}

/// Where an undo or a redo led.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Moved {
    /// The command that is undone or redone, as a line; empty where that is a
    /// start over.
    pub line: String,
    /// The branch that is the present one now.
    pub branch: BranchId,
    /// Whether it began with this.
    pub forked: bool,
    /// Branches that were forgotten, because there were too many.
    pub forgotten: Vec<BranchId>,
}

impl Session {
    /// What an undo and a redo would be about.
    pub fn moves(&self, kept: usize) -> Moves {
        Moves {
            undo: self.undoable(kept),
            redo: self.redoable(),
        }
    }

    /// The line that an undo would undo, if there is one: the last command
    /// before the present instant, but for the first `kept` of the branch; empty
    /// for a start over.
    pub fn undoable(&self, kept: usize) -> Option<String> {
        if self.last_over().is_some() {
            return Some(String::new());
        }
        if let Some(made) = self.last_made() {
            return Some(made.line.clone());
        }
        Some(print(&self.last_given(kept)?.1.command))
    }

    /// Undoes the last command before the present instant: goes to its instant
    /// on a branch without it, so that playing on does not bring it back. That
    /// is the branch that was left with it, or the one that an undo of it led to
    /// before, or else a new one. The first `kept` commands stay: the scene that
    /// one began with. Where one has started over and done nothing since, that
    /// is undone: it leads back to where one was. Where one has made a branch to
    /// compare with, that is taken away again, as long as nobody has done
    /// anything on it. None where there is nothing to undo.
    pub fn undo(&mut self, kept: usize) -> Option<Moved> {
        self.settle();
        if let Some(over) = self.last_over() {
            let back = (over.to, self.history.instant());
            self.history.go(over.from.0, over.from.1);
            return Some(self.moved(String::new(), Some(back), None));
        }
        if let Some(made) = self.last_made().cloned() {
            self.moves.made.retain(|one| one.branch != made.branch);
            self.history.forget(made.branch);
            return Some(self.moved(made.line, None, None));
        }
        let (index, given) = self.last_given(kept)?;
        let with = self.history.branch();
        let after = self.after(with, index, &given);
        let known = self.known_without(with, index, &given);
        let mut forgotten = None;
        self.history.go(known.unwrap_or(with), given.place());
        if known.is_none() {
            forgotten = Some(self.history.fork());
            if given.at.ordinal().is_none() {
                self.history.settle();
            }
            self.remember(with, index);
        }
        Some(self.moved(print(&given.command), Some((with, after)), forgotten))
    }

    /// The line that a redo would bring back, if there is one; empty for a start
    /// over.
    pub fn redoable(&self) -> Option<String> {
        let redo = self.moves.redos.last()?;
        let here = redo.here == self.history.branch();
        (here && redo.to.is_none_or(|to| self.is_kept(to.0))).then(|| redo.line.clone())
    }

    /// Redoes what was undone last: returns to the branch that has it, to right
    /// after it. None where nothing was undone, something else was done since,
    /// or one went elsewhere.
    pub fn redo(&mut self) -> Option<Moved> {
        self.settle();
        let line = self.redoable()?;
        let mut forgotten = Vec::new();
        match self.moves.redos.pop()?.to {
            Some((branch, at)) => drop(self.history.go(branch, at)),
            None => {
                let redos = std::mem::take(&mut self.moves.redos);
                forgotten = self.run(&line).ok()?.forgotten;
                self.moves.redos = redos;
            }
        }
        Some(Moved {
            line,
            branch: self.history.branch(),
            forked: false,
            forgotten,
        })
    }

    /// A command was given, which may have begun the branch: what was undone is
    /// not redone any more.
    pub(super) fn did(&mut self, forked: bool) {
        self.moves.redos.clear();
        if forked {
            self.moves.begun.push(self.history.branch());
        }
    }

    /// One has started over on a new branch.
    pub(crate) fn started_over(&mut self, from: (BranchId, Instant)) {
        self.moves.redos.clear();
        self.moves.overs.push(Over {
            from,
            to: self.history.branch(),
            commands: self.history.commands_now(),
        });
    }

    /// A branch was made of the present one, which stays the present one.
    pub(super) fn made(&mut self, branch: BranchId, line: &str) {
        self.moves.redos.clear();
        self.moves.made.push(Made {
            of: self.history.branch(),
            commands: self.history.commands_now(),
            branch,
            own: self.commands_of(branch).unwrap_or(0),
            line: line.to_owned(),
        });
    }

    /// The branch that was made last, if nothing was done since, on this one or
    /// on that.
    fn last_made(&self) -> Option<&Made> {
        let here = (self.history.branch(), self.history.commands_now());
        let mut made = self.moves.made.iter().rev();
        let made = made.find(|made| (made.of, made.commands) == here)?;
        let branches = self.history.branches();
        let left = branches.iter().any(|one| one.parent == Some(made.branch));
        let same = self.commands_of(made.branch) == Some(made.own);
        (same && !left).then_some(made)
    }

    fn commands_of(&self, branch: BranchId) -> Option<usize> {
        Some(self.history.commands_of(branch)?.count())
    }

    /// An undo began a branch.
    fn remember(&mut self, with: BranchId, index: usize) {
        let without = self.history.branch();
        self.moves.undos.push(Undone {
            with,
            index,
            without,
        });
        // Where one had started over, one still has.
        let mut overs = self.moves.overs.iter();
        let over = overs.find(|over| (over.to, over.commands) == (with, index));
        let over = over.copied();
        self.moves.overs.extend(over.map(|over| Over {
            to: without,
            ..over
        }));
    }

    fn is_kept(&self, branch: BranchId) -> bool {
        self.history.commands_of(branch).is_some()
    }

    /// An undo led here.
    fn moved(
        &mut self,
        line: String,
        back: Option<(BranchId, Instant)>,
        forgotten: Option<Vec<BranchId>>,
    ) -> Moved {
        let branch = self.history.branch();
        self.moves.redos.push(Redo {
            here: branch,
            to: back,
            line: line.clone(),
        });
        Moved {
            line,
            branch,
            forked: forgotten.is_some(),
            forgotten: forgotten.unwrap_or_default(),
        }
    }

    /// How one started over, if nothing was done since.
    fn last_over(&self) -> Option<Over> {
        let here = (self.history.branch(), self.history.commands_now());
        let mut overs = self.moves.overs.iter().rev();
        let over = overs.find(|over| (over.to, over.commands) == here);
        over.filter(|over| self.is_kept(over.from.0)).copied()
    }

    /// The last command before the present instant, and its number.
    fn last_given(&self, kept: usize) -> Option<(usize, Given)> {
        let index = self.history.commands_now().checked_sub(1)?;
        let given = self.history.given_now().nth(index).cloned()?;
        (index >= kept).then_some((index, given))
    }

    /// The instant right after a command of a branch: before the next one.
    fn after(&self, branch: BranchId, index: usize, given: &Given) -> Instant {
        let all = Instant::after_all(given.at.at());
        let commands = self.history.commands_of(branch);
        let next = commands.and_then(|mut commands| commands.nth(index + 1));
        next.map_or(all, |next| next.place().min(all))
    }

    /// A branch that has the past of another one before one of its commands, and
    /// does not go on with that command, where one is known.
    fn known_without(&self, with: BranchId, index: usize, given: &Given) -> Option<BranchId> {
        let history = &self.history;
        let goes_on_otherwise = |id: BranchId| -> Option<BranchId> {
            let mut commands = history.commands_of(id)?;
            let next = commands.nth(index);
            let same = next.is_some_and(|next| {
                next.place() == given.place() && print(&next.command) == print(&given.command)
            });
            (!same).then_some(id)
        };
        let branches = history.branches();
        let own = branches.iter().find(|branch| branch.id == with)?;
        let begun = self.moves.begun.contains(&with);
        let left = begun && history.left_by(with) == Some(index);
        if let Some(parent) = own.parent.filter(|_| left) {
            if let Some(parent) = goes_on_otherwise(parent) {
                return Some(parent);
            }
        }
        let mut undos = self.moves.undos.iter().rev();
        undos.find_map(|undo| match (undo.with, undo.index) == (with, index) {
            true => goes_on_otherwise(undo.without),
            false => None,
        })
    }
}
