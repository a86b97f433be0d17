//! A history: commands with their instants, and any instant between the first
//! and the furthest that was reached, on any of its branches.
//!
//! It is a tree. What branches have in common they share, in stretches of some
//! hundred events (`stretch.rs`). Commands are kept as long as a branch goes
//! through them. All else can be made again from them: events and what is told
//! of them, and copies of the cluster from which time goes on again. Of these
//! the oldest and furthest go first when they take more memory than there may
//! be (`keep.rs`).
//!
//! *Read next: [`explore`](crate::explore), and what would have been.*

mod again;
mod aside;
mod given;
mod keep;
mod past;
mod stretch;
mod teller;
mod traveller;
mod tree;
mod weight;

pub use again::Again;
pub use aside::Aside;
pub use given::Given;
pub use past::Past;
pub use teller::Teller;
pub use tree::BranchId;

use crate::command::{Command, CommandError};
use crate::config::ClusterConfig;
use crate::event::Event;
use crate::instant::Instant;
use crate::limits::{Limit, Limits};
use crate::Cluster;
use client::call::OpId;
use protocol::record::Millis;
use std::sync::Arc;
use stretch::Told;
use traveller::Traveller;
use tree::{Branch, Tree};

/// What became of a command that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submitted {
    /// The operation that it began, if it began one.
    pub operation: Option<OpId>,
    /// Whether it began a branch, because there was another future already.
    pub forked: bool,
    /// Branches that were forgotten, because there were too many.
    pub forgotten: Vec<BranchId>,
}

/// What is known of a branch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BranchInfo {
    /// Its number, counted by when branches came to be; never used twice.
    pub id: BranchId,
    /// The branch that it left; none for the first, and where that was
    /// forgotten with all before it.
    pub parent: Option<BranchId>,
    /// Where it left it: the first instant that differs.
    pub forked: Instant,
    /// The first command that differs, if one was given.
    pub first: Option<Given>,
    /// How many commands it has.
    pub commands: usize,
    /// How many events it has.
    pub events: usize,
    /// The furthest instant that was reached on it, in milliseconds since the
    /// start.
    pub end: Millis,
}

/// A line that was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldLine<L> {
    /// Its place among the lines of its branch.
    pub index: usize,
    /// After which step of its millisecond it is told.
    pub step: u32,
    /// The line.
    pub line: L,
}

/// A tree of histories, and the one instant of it that is the present. What a
/// [`Teller`] says of the events belongs to the branches.
#[derive(Clone, Debug)]
pub struct History<T: Teller = ()> {
    present: Traveller<T>,
    tree: Tree<T>,
    start: Millis,
}

impl<T: Teller> History<T> {
    /// A history that begins with an empty cluster. `start` is Unix time.
    pub fn new(config: ClusterConfig, limits: Limits, seed: u64, start: Millis) -> Self {
        let cluster = Cluster::new(config, limits, seed, start);
        History {
            tree: Tree::new(&cluster),
            present: Traveller::new(cluster),
            start,
        }
    }

    fn here(&self) -> &Branch {
        self.tree.branch(self.present.branch)
    }

    /// The cluster at the present instant.
    pub fn cluster(&self) -> &Cluster {
        &self.present.cluster
    }

    /// The present millisecond since the start.
    pub fn now(&self) -> Millis {
        self.cluster().now() - self.start
    }

    /// The present instant. It is after all that is due only where that is so
    /// and no command of this millisecond is to come.
    pub fn instant(&self) -> Instant {
        let next = self.present.next_command(&self.tree);
        match next.filter(|given| given.at.at() == self.now()) {
            Some(_) => self.present.steps_taken(),
            None => self.cluster().instant(),
        }
    }

    /// The furthest millisecond that was reached on this branch, since the
    /// start.
    pub fn end(&self) -> Millis {
        self.here().end
    }

    /// When something is due next, since the start.
    pub fn next_due(&self) -> Option<Millis> {
        self.cluster().next_due().map(|at| at - self.start)
    }

    /// How many events happened up to the present.
    pub fn events_now(&self) -> usize {
        self.present.place.events
    }

    /// How many commands were given up to the present.
    pub fn commands_now(&self) -> usize {
        self.present.place.commands
    }

    /// The commands given up to the present.
    pub fn commands(&self) -> Vec<Given> {
        let commands = self.tree.commands(self.here());
        commands
            .take(self.present.place.commands)
            .cloned()
            .collect()
    }

    /// All commands of this branch, those after the present among them.
    pub fn branch_commands(&self) -> Vec<Given> {
        self.tree.commands(self.here()).cloned().collect()
    }

    /// All commands of a branch, if it is kept.
    pub fn commands_of(&self, branch: BranchId) -> Option<impl Iterator<Item = &Given>> {
        let branch = self.tree.find(branch)?;
        Some(self.tree.commands(branch))
    }

    /// How many commands a branch has in common with the one that it left, if
    /// both are kept.
    pub fn left_by(&self, branch: BranchId) -> Option<usize> {
        let branch = self.tree.find(branch)?;
        let parent = branch.parent?;
        self.tree.find(parent).map(|_| branch.left.1)
    }

    /// The commands that were given on the branch up to now.
    pub fn given_now(&self) -> impl Iterator<Item = &Given> {
        self.tree.commands(self.here()).take(self.commands_now())
    }

    /// The branch of the present.
    pub fn branch(&self) -> BranchId {
        self.present.branch
    }

    /// All branches that are kept, by when they came to be.
    pub fn branches(&self) -> Vec<BranchInfo> {
        let branches = self.tree.branches.iter();
        let info = |branch: &Branch| BranchInfo {
            id: branch.id,
            parent: branch.parent,
            forked: branch.left.0,
            first: self.tree.commands(branch).nth(branch.left.1).cloned(),
            commands: branch.last().commands,
            events: branch.last().events,
            end: branch.end,
        };
        branches.map(info).collect()
    }

    /// Gives a command at the present instant, and lets the cluster come to
    /// rest if it was at rest. Where the branch already has a future from here,
    /// that future stays on it and a new branch begins.
    ///
    /// # Errors
    /// Why the command cannot be issued; then nothing has changed.
    pub fn submit(&mut self, command: Command) -> Result<Submitted, CommandError> {
        let rested = self.cluster().at_rest();
        let answer = self.give(command)?;
        if rested {
            self.settle();
        }
        Ok(answer)
    }

    /// Gives a command as [`History::submit`] does, and takes its first step
    /// only.
    ///
    /// # Errors
    /// Why the command cannot be issued; then nothing has changed.
    pub fn give(&mut self, command: Command) -> Result<Submitted, CommandError> {
        let limits = self.cluster().limits();
        let place = self.present.place;
        for (limit, max, now) in [
            ("commands in a history", limits.commands, place.commands),
            ("events in a history", limits.events, place.events),
        ] {
            if now >= max {
                let max = max as u64;
                return Err(CommandError::OverLimit { limit, max });
            }
        }
        let branch = self.branch();
        let operation = self.present.give(&mut self.tree, command)?;
        let forked = self.branch() != branch;
        Ok(Submitted {
            operation,
            forked,
            forgotten: self.keep_to_limits(),
        })
    }

    /// The limit that is reached at the present instant, if one is: of several
    /// the one that stops most. For events it is reached when time stops short
    /// of where it was to go.
    pub fn limit(&self) -> Option<Limit> {
        let Limits {
            events,
            records,
            commands,
            ..
        } = *self.cluster().limits();
        let place = self.present.place;
        let limit = |name, max, stops| Some(Limit { name, max, stops });
        if place.events >= events {
            return limit("events", events as u64, true);
        }
        if self.cluster().is_full() {
            return limit("records", records, false);
        }
        if place.commands >= commands {
            return limit("commands", commands as u64, false);
        }
        None
    }

    /// Lets all happen that is due at the present millisecond.
    pub fn settle(&mut self) {
        self.forward(Instant::after_all(self.now()));
    }

    /// Begins a branch that shares the past and has no future yet, and makes
    /// it the present one. Answers the branches that were forgotten, because
    /// there were too many.
    pub fn fork(&mut self) -> Vec<BranchId> {
        let now = self.instant();
        self.present.fork(&mut self.tree, now);
        self.keep_to_limits()
    }

    /// Begins a branch at a place of another, as a command that was given at
    /// `left` did, and makes it the present one; answers it. None, and nothing
    /// but the present has changed, where that branch has no such place.
    pub fn branch_off(
        &mut self,
        parent: BranchId,
        place: Instant,
        left: Instant,
    ) -> Option<BranchId> {
        if !self.go(parent, place) || self.now() < place.at() {
            return None;
        }
        self.present.fork(&mut self.tree, left);
        self.keep_to_limits();
        Some(self.branch())
    }

    fn keep_to_limits(&mut self) -> Vec<BranchId> {
        let forgotten = self.tree.forget_over_limit(self.present.branch);
        self.trim();
        forgotten
    }

    fn trim(&mut self) {
        self.tree.trim(self.present.branch, self.present.piece);
    }

    /// Forgets a branch; answers whether there was one that could be: the
    /// present one cannot.
    pub fn forget(&mut self, branch: BranchId) -> bool {
        let known = branch != self.branch() && self.tree.find(branch).is_some();
        if known {
            self.tree.forget(branch);
        }
        known
    }

    /// The bytes, more or less, of what is kept and could be made again. It is
    /// at most what the limits allow, but for the start and what the present is
    /// in the midst of.
    pub fn bytes(&self) -> usize {
        self.tree.bytes(self.branch())
    }

    fn forward(&mut self, to: Instant) {
        self.present.forward(&mut self.tree, to);
    }

    /// Lets time go on to `to`, in milliseconds since the start. Commands that
    /// the branch has in between are given again. Time stops where the history
    /// is as long as it may be.
    pub fn advance_to(&mut self, to: Millis) {
        self.advance_to_instant(Instant::after_all(to));
    }

    /// Lets time go on to an instant, as [`History::advance_to`] does. Does
    /// nothing if that is in the past.
    pub fn advance_to_instant(&mut self, to: Instant) {
        if self.present.steps_taken() < to {
            self.forward(to);
        }
    }

    /// Goes to an instant of the present branch, in milliseconds since the
    /// start, before or after the present one; at most to the furthest that was
    /// reached.
    pub fn seek(&mut self, to: Millis) {
        let to = Instant::after_all(to.clamp(0, self.end()));
        self.go(self.branch(), to);
    }

    /// Goes to an instant of a branch, at most to the furthest that was
    /// reached on it. Answers whether the branch is kept; if it is not, nothing
    /// has changed.
    pub fn go(&mut self, branch: BranchId, to: Instant) -> bool {
        let Some(end) = self.tree.find(branch).map(|branch| branch.end) else {
            return false;
        };
        let to = to.min(Instant::after_all(end)).max(Instant::START);
        let (piece, checkpoint) = self.tree.nearest(branch, |_, c| c.instant() <= to);
        let near = checkpoint.instant();
        let here = self.present.steps_taken();
        if branch != self.branch() || here > to || here < near {
            self.present = Traveller::at_checkpoint(&self.tree, branch, piece);
        }
        self.tree.visit(branch);
        self.forward(to);
        true
    }

    /// Goes to the next millisecond at which something happens, and lets all of
    /// that happen; answers it. Where nothing is due, time stands still.
    pub fn step(&mut self) -> Millis {
        while let Some(next) = self.next() {
            let before = self.events_now();
            self.advance_to(next.max(self.now()));
            // What was due may have had nothing to do.
            if self.events_now() != before || self.next() == Some(next) {
                break;
            }
        }
        self.now()
    }

    /// When the next thing happens: the next command of the branch, or what is
    /// due.
    fn next(&self) -> Option<Millis> {
        let command = self.present.next_command(&self.tree);
        let command = command.map(|given| given.at.at());
        match (self.next_due(), command) {
            (Some(due), Some(command)) => Some(due.min(command)),
            (due, command) => due.or(command),
        }
    }

    /// Takes one step: all that one handler does, or one thing that one machine
    /// does. Answers the instant after it. Where nothing is due, time stands
    /// still.
    pub fn step_once(&mut self) -> Instant {
        while let Some(next) = self.next() {
            let before = (self.events_now(), self.now());
            let steps = match next > before.1 {
                true => 0,
                false => self.cluster().steps(),
            };
            self.forward(Instant::after(next.max(before.1), steps + 1));
            // What was due may have had nothing to do.
            let idle = self.next() != Some(next) || self.now() > before.1;
            if self.events_now() != before.0 || !idle {
                break;
            }
        }
        self.instant()
    }

    /// Lets time go on to the first millisecond in which an event has a sign
    /// that is `wanted`, and lets all of that millisecond happen; answers it. At
    /// most to `until`, and no further than the history may be long: then there
    /// is no answer.
    pub fn advance_to_sign(
        &mut self,
        until: Millis,
        wanted: impl Fn(&T::Sign) -> bool,
    ) -> Option<Millis> {
        while let Some(next) = self.next().filter(|next| *next <= until) {
            let before = self.events_now();
            self.advance_to(next.max(self.now()));
            let happened = before..self.events_now();
            if self.tree.signs_of(self.here(), happened).any(&wanted) {
                return Some(self.now());
            }
            if self.next() == Some(next) {
                return None;
            }
        }
        self.advance_to(until);
        None
    }

    /// Goes to the last millisecond before the present one at which something
    /// happened; answers it.
    pub fn step_back(&mut self) -> Millis {
        let place = self.present.place;
        let last = if place.at < self.now() {
            place.at
        } else {
            place.before
        };
        self.seek(last);
        self.now()
    }

    /// Goes back to before the last step; answers the instant.
    pub fn step_once_back(&mut self) -> Instant {
        let place = self.present.place;
        let before = match self.cluster().steps() {
            0 if place.events == 0 => Instant::START,
            0 => Instant::after_all(place.at),
            1 if place.before == place.at => Instant::START,
            1 => Instant::after_all(place.before),
            steps => Instant::after(self.now(), steps - 1),
        };
        self.go(self.branch(), before);
        self.instant()
    }

    /// The signs of the whole branch.
    pub fn signs(&self) -> impl Iterator<Item = &T::Sign> {
        self.tree.signs(self.here())
    }

    /// How many lines were told up to the present.
    pub fn lines_now(&mut self) -> usize {
        let piece = self.present.piece;
        let place = self.present.place;
        let here = self.here().pieces[piece].stretch;
        if self.tree.stretch(here).lines(place).is_none() {
            self.tell(piece, &mut None);
        }
        let lines = self.tree.stretch(here).lines(place);
        lines.expect("it was just told")
    }

    /// Lines told up to the present, from one on, `max` at the most. Those that
    /// were dropped are made again.
    pub fn lines(&mut self, from: usize, max: usize) -> Vec<ToldLine<T::Line>> {
        let until = self.lines_now().min(from.saturating_add(max));
        let (mut lines, mut scratch) = (Vec::new(), None);
        let first = {
            let pieces = &self.here().pieces[..=self.present.piece];
            let before = |stretch| self.tree.stretch(stretch).lines_before;
            pieces.partition_point(|piece| before(piece.stretch) <= from)
        };
        for piece in first.saturating_sub(1)..=self.present.piece {
            let here = self.here().pieces[piece];
            let stretch = self.tree.stretch(here.stretch);
            let (before, offset) = (stretch.lines_before, stretch.offset(here.to));
            if before >= until {
                break;
            }
            let told = self.told(piece, &mut scratch);
            let of_branch = told.lines.iter();
            let of_branch = of_branch.take_while(|line| (line.events as usize) < offset);
            for (line, index) in of_branch.zip(before..until) {
                if index >= from {
                    let (step, line) = (line.step, line.line.clone());
                    lines.push(ToldLine { index, step, line });
                }
            }
        }
        lines
    }

    /// The events of this branch from one on, `max` at the most, those after
    /// the present among them. Those that were dropped are made again.
    pub fn events(&mut self, from: usize, max: usize) -> Vec<Event> {
        let until = self.here().last().events.min(from.saturating_add(max));
        let (mut events, mut scratch) = (Vec::new(), None);
        for piece in 0..self.here().pieces.len() {
            let here = self.here().pieces[piece];
            let first = self.tree.stretch(here.stretch).from.events;
            let (skip, end) = (from.max(first), until.min(here.to.events));
            if skip < end {
                let told = &self.told(piece, &mut scratch).events;
                events.extend_from_slice(&told[skip - first..end - first]);
            }
        }
        events
    }

    /// What a piece of the present branch tells, made again if it was dropped.
    /// `scratch` is who made the piece before it again, if that was dropped too.
    fn told(&mut self, piece: usize, scratch: &mut Option<Traveller<T>>) -> Arc<Told<T>> {
        let here = self.here().pieces[piece];
        let stretch = self.tree.stretch(here.stretch);
        if stretch.known() < stretch.offset(here.to) {
            self.tell(piece, scratch);
        }
        let told = self.tree.stretch(here.stretch).told.clone();
        self.trim();
        told.unwrap_or_default()
    }

    /// Makes again what was told of a piece of the present branch.
    fn tell(&mut self, piece: usize, scratch: &mut Option<Traveller<T>>) {
        let branch = self.branch();
        let here = self.here().pieces[piece].stretch;
        self.tree.drop_told(here);
        if scratch
            .as_ref()
            .is_none_or(|scratch| scratch.piece != piece)
        {
            let (near, _) = self.tree.nearest(branch, |index, _| index <= piece);
            *scratch = Some(Traveller::at_checkpoint(&self.tree, branch, near));
        }
        if let Some(scratch) = scratch {
            scratch.tell(&mut self.tree, piece);
        }
    }
}
