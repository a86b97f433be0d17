//! Who goes along a branch.

use super::given::Given;
use super::stretch::{steps_taken, Checkpoint, Place};
use super::teller::{Scribe, Teller};
use super::tree::{BranchId, Piece, Tree};
use crate::command::{Command, CommandError};
use crate::event::Event;
use crate::instant::Instant;
use crate::Cluster;
use client::call::OpId;
use std::sync::Arc;

/// A cluster at a place on a branch.
#[derive(Clone, Debug)]
pub(super) struct Traveller<T: Teller> {
    pub cluster: Cluster,
    pub branch: BranchId,
    /// The piece of the branch; at its end only if it is the last one.
    pub piece: usize,
    pub place: Place,
    scribe: Option<Box<Scribe<T>>>,
    events: Vec<Event>,
}

impl<T: Teller> Traveller<T> {
    /// At the start of everything.
    pub(super) fn new(cluster: Cluster) -> Self {
        Traveller {
            cluster,
            branch: 0,
            piece: 0,
            place: Place::default(),
            scribe: None,
            events: Vec::new(),
        }
    }

    /// At a checkpoint of a branch.
    pub(super) fn at_checkpoint(tree: &Tree<T>, branch: BranchId, piece: usize) -> Self {
        let stretch = tree.stretch(tree.branch(branch).pieces[piece].stretch);
        let checkpoint = stretch.checkpoint.as_ref();
        let cluster = &checkpoint.expect("there is a checkpoint").cluster;
        let mut traveller = Traveller {
            branch,
            piece,
            place: stretch.from,
            ..Traveller::new(Cluster::clone(cluster))
        };
        traveller.go_over(tree);
        traveller
    }

    /// Goes over into the next piece where this one is over.
    fn go_over(&mut self, tree: &Tree<T>) {
        while !self.is_last(tree) && self.place.events == self.here(tree).to.events {
            self.piece += 1;
        }
    }

    /// The place as a number of steps, also at rest.
    pub(super) fn steps_taken(&self) -> Instant {
        steps_taken(&self.cluster)
    }

    /// The piece that it is in.
    fn here(&self, tree: &Tree<T>) -> Piece {
        tree.branch(self.branch).pieces[self.piece]
    }

    /// Whether nothing of the branch is known that comes after this place.
    pub(super) fn at_the_end(&self, tree: &Tree<T>) -> bool {
        let branch = tree.branch(self.branch);
        self.piece + 1 == branch.pieces.len() && self.place.events == branch.last().events
    }

    /// The branch's next command, if it comes before the next piece does.
    pub(super) fn next_command<'a>(&self, tree: &'a Tree<T>) -> Option<&'a Given> {
        tree.command(self.here(tree), self.place.commands)
    }

    /// Goes on to an instant. What the branch has in between happens again;
    /// after its end it grows.
    pub(super) fn forward(&mut self, tree: &mut Tree<T>, to: Instant) {
        let piece = |piece: Piece| piece.to.at >= to.at();
        let mut before = self.piece;
        while self.step(tree, to, piece) {
            if self.piece != before {
                before = self.piece;
                let here = self.here(tree).stretch;
                if tree.stretch(here).from == self.place {
                    tree.lay(here, &self.cluster);
                }
                tree.trim(self.branch, self.piece);
            }
        }
        let now = self.steps_taken().at();
        let branch = tree.branch_mut(self.branch);
        branch.end = branch.end.max(now);
    }

    /// Goes on until a piece is over, and tells it.
    pub(super) fn tell(&mut self, tree: &mut Tree<T>, piece: usize) {
        let told = tree.branch(self.branch).pieces[piece];
        let far = Instant::after_all(tree.branch(self.branch).end);
        let end = told.to.events;
        while self.place.events < end {
            let wanted = |piece: Piece| piece.stretch == told.stretch;
            assert!(self.step(tree, far, wanted), "what happened happens again");
        }
    }

    /// Takes the next step on the way to an instant, if there is one; answers
    /// whether it did. A piece whose beginning it is at is told if it is
    /// `wanted`, the last one always.
    pub(super) fn step(
        &mut self,
        tree: &mut Tree<T>,
        to: Instant,
        wanted: impl Fn(Piece) -> bool,
    ) -> bool {
        let to = self.as_far_as_allowed(to);
        let here = self.here(tree);
        let stretch = tree.stretch(here.stretch);
        let offset = stretch.offset(self.place);
        let growing = self.at_the_end(tree);
        let tells = growing
            || stretch.known() == offset && (offset > 0 || self.is_last(tree) || wanted(here));
        let next = self.next_command(tree).cloned();
        let next = next.filter(|given| given.place() < to);
        let goal = next.as_ref().map_or(to, |given| given.at);
        if growing && !tree.grows(self.branch) {
            self.open(tree, None);
        }
        if self.act(tree, tells, None, |cluster| cluster.step_to(goal)) {
            return true;
        }
        let Some(given) = next else {
            return false;
        };
        self.act(tree, tells, Some(&given.command), |cluster| {
            let again = cluster.give(&given.command);
            debug_assert!(again.is_ok(), "a command of the history is refused");
            true
        })
    }

    fn is_last(&self, tree: &Tree<T>) -> bool {
        self.piece + 1 == tree.branch(self.branch).pieces.len()
    }

    /// Time stands still where the history is as long as it may be; but what
    /// is due happens.
    fn as_far_as_allowed(&self, to: Instant) -> Instant {
        if self.place.events < self.cluster.limits().events {
            return to;
        }
        to.min(Instant::after_all(self.steps_taken().at()))
    }

    /// Gives a new command. Where the branch has a future from here, that
    /// future stays on it and a new branch begins.
    ///
    /// # Errors
    /// Why the cluster refuses it; then nothing has changed.
    pub(super) fn give(
        &mut self,
        tree: &mut Tree<T>,
        command: Command,
    ) -> Result<Option<OpId>, CommandError> {
        let given = Given {
            at: self.cluster.instant(),
            steps: self.cluster.steps(),
            command: Arc::new(command),
        };
        let mut scribe = self.scribe.take().unwrap_or_default();
        scribe.begin(self.cluster.state(), Some(&given.command));
        let (mut scribe, answer) = self
            .cluster
            .observed(scribe, |cluster| cluster.give(&given.command));
        scribe.end(self.cluster.state());
        self.scribe = Some(scribe);
        let op = answer?;
        if !self.at_the_end(tree) {
            self.fork(tree, given.at);
        }
        if !tree.grows(self.branch) {
            self.open(tree, None);
        }
        tree.note(self.here(tree).stretch, given);
        self.take_in(tree, true, 1);
        // Where nothing had happened since, time is taken back.
        tree.branch_mut(self.branch).end = self.steps_taken().at();
        Ok(op)
    }

    /// Begins a branch that shares the past and has no future yet, and is on
    /// it from now on.
    pub(super) fn fork(&mut self, tree: &mut Tree<T>, now: Instant) {
        self.branch = tree.fork(self.branch, self.piece, self.place, now);
    }

    /// Does something that may be a step, and takes in what came of it.
    fn act(
        &mut self,
        tree: &mut Tree<T>,
        tells: bool,
        command: Option<&Command>,
        act: impl FnOnce(&mut Cluster) -> bool,
    ) -> bool {
        let acted = if tells {
            let mut scribe = self.scribe.take().unwrap_or_default();
            scribe.begin(self.cluster.state(), command);
            let (mut scribe, acted) = self.cluster.observed(scribe, act);
            scribe.end(self.cluster.state());
            self.scribe = Some(scribe);
            acted
        } else {
            act(&mut self.cluster)
        };
        if acted {
            self.take_in(tree, tells, usize::from(command.is_some()));
        }
        acted
    }

    /// Takes in what a step brought, and goes over into the next piece where
    /// this one is over.
    fn take_in(&mut self, tree: &mut Tree<T>, tells: bool, commands: usize) {
        self.cluster.drain_events_into(&mut self.events);
        let step = self.steps_taken();
        self.place = self.place.after(self.events.len(), commands, step.at());
        let here = self.here(tree);
        let grown = self.place.events > here.to.events;
        match &mut self.scribe {
            Some(scribe) if tells => {
                let step = self.cluster.steps();
                tree.take(here.stretch, self.place, step, &mut self.events, scribe);
            }
            _ => self.events.clear(),
        }
        if grown {
            let branch = tree.branch_mut(self.branch);
            branch.pieces[self.piece].to = self.place;
            if tree.full(self.branch) {
                let checkpoint = Checkpoint::of(&self.cluster);
                self.open(tree, Some(checkpoint));
            }
        } else {
            self.go_over(tree);
        }
    }

    /// Begins a stretch at the end of the branch.
    fn open(&mut self, tree: &mut Tree<T>, checkpoint: Option<Checkpoint>) {
        let here = tree.stretch(self.here(tree).stretch);
        let lines = here.lines(self.place).expect("the last stretch is told");
        tree.open(self.branch, lines, checkpoint);
        self.piece = tree.branch(self.branch).pieces.len() - 1;
    }
}
