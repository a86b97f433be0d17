//! The tree of branches, and the stretches that they share.

use super::given::Given;
use super::stretch::{Checkpoint, Place, Stretch, StretchId, STRETCH_EVENTS};
use super::teller::{Scribe, Teller};
use crate::event::Event;
use crate::instant::Instant;
use crate::limits::Limits;
use crate::Cluster;
use protocol::map::{Map, Set};
use protocol::record::Millis;
use std::ops::Range;

/// Which branch; never used twice.
pub type BranchId = u32;

/// A stretch, as far as a branch goes along it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub stretch: StretchId,
    pub to: Place,
}

/// One line of history: from the start to the furthest instant that was
/// reached along it.
#[derive(Clone, Debug)]
pub(super) struct Branch {
    pub id: BranchId,
    /// The branch that it left, or the one that kept that past.
    pub parent: Option<BranchId>,
    /// Where it left that one, and how many commands had been given.
    pub left: (Instant, usize),
    /// At least one. One may be empty: where a branch was left at the
    /// beginning of a stretch.
    pub pieces: Vec<Piece>,
    /// The furthest instant that was reached, since the start.
    pub end: Millis,
    /// When somebody was last on it, in visits.
    pub visited: u64,
}

impl Branch {
    /// The furthest place that has events.
    pub(super) fn last(&self) -> Place {
        self.pieces[self.pieces.len() - 1].to
    }
}

/// All branches.
#[derive(Clone, Debug)]
pub(super) struct Tree<T: Teller> {
    pub branches: Vec<Branch>,
    stretches: Map<StretchId, Stretch<T>>,
    next_stretch: StretchId,
    next_branch: BranchId,
    visits: u64,
    /// How many branches and bytes may be kept.
    most_branches: usize,
    most_bytes: usize,
    /// The bytes of events and lines, and those of checkpoints.
    told_bytes: usize,
    checkpoint_bytes: usize,
}

impl<T: Teller> Tree<T> {
    /// One branch, which begins with this cluster.
    pub(super) fn new(cluster: &Cluster) -> Self {
        let Limits {
            branches,
            history_bytes,
            ..
        } = *cluster.limits();
        let mut tree = Tree {
            branches: Vec::new(),
            stretches: Map::new(),
            next_stretch: 0,
            next_branch: 1,
            visits: 0,
            most_branches: branches.max(1),
            most_bytes: history_bytes,
            told_bytes: 0,
            checkpoint_bytes: 0,
        };
        let from = Place::default();
        let first = tree.add(from, 0, Some(Checkpoint::of(cluster)));
        tree.branches.push(Branch {
            id: 0,
            parent: None,
            left: (Instant::START, 0),
            pieces: vec![Piece {
                stretch: first,
                to: from,
            }],
            end: 0,
            visited: 0,
        });
        tree
    }

    /// The branch of an id, if it is kept.
    pub(super) fn find(&self, id: BranchId) -> Option<&Branch> {
        self.branches.iter().find(|branch| branch.id == id)
    }

    /// A branch that is kept.
    pub(super) fn branch(&self, id: BranchId) -> &Branch {
        self.find(id).expect("the branch is kept")
    }

    pub(super) fn branch_mut(&mut self, id: BranchId) -> &mut Branch {
        let branch = self.branches.iter_mut().find(|branch| branch.id == id);
        branch.expect("the branch is kept")
    }

    pub(super) fn stretch(&self, id: StretchId) -> &Stretch<T> {
        &self.stretches[&id]
    }

    pub(super) fn stretch_mut(&mut self, id: StretchId) -> &mut Stretch<T> {
        self.stretches.get_mut(&id).expect("the stretch is kept")
    }

    fn add(&mut self, from: Place, lines: usize, checkpoint: Option<Checkpoint>) -> StretchId {
        let id = self.next_stretch;
        self.next_stretch += 1;
        self.checkpoint_bytes += checkpoint.as_ref().map_or(0, |c| c.bytes);
        self.stretches
            .insert(id, Stretch::new(from, lines, checkpoint));
        id
    }

    /// Somebody is on a branch now.
    pub(super) fn visit(&mut self, id: BranchId) {
        self.visits += 1;
        let visits = self.visits;
        self.branch_mut(id).visited = visits;
    }

    /// Begins a branch that goes along `parent` to a place in one of its
    /// pieces. Answers it.
    pub(super) fn fork(
        &mut self,
        parent: BranchId,
        piece: usize,
        place: Place,
        now: Instant,
    ) -> BranchId {
        let old = self.branch(parent);
        let mut pieces = old.pieces[..=piece].to_vec();
        pieces[piece].to = place;
        let id = self.next_branch;
        self.next_branch += 1;
        self.branches.push(Branch {
            id,
            parent: Some(parent),
            left: (now, place.commands),
            pieces,
            end: now.at(),
            visited: 0,
        });
        self.visit(id);
        id
    }

    /// Whether a branch can go on in its last stretch: nobody else has.
    pub(super) fn grows(&self, branch: BranchId) -> bool {
        let last = self.branch(branch).pieces.last();
        last.is_some_and(|piece| {
            let stretch = self.stretch(piece.stretch);
            stretch.to.events == piece.to.events && stretch.known() == stretch.offset(piece.to)
        })
    }

    /// Begins a stretch at the end of a branch, where `lines` were told.
    pub(super) fn open(&mut self, branch: BranchId, lines: usize, checkpoint: Option<Checkpoint>) {
        let to = self.branch(branch).last();
        let stretch = self.add(to, lines, checkpoint);
        self.branch_mut(branch).pieces.push(Piece { stretch, to });
    }

    /// Whether the last stretch of a branch is long enough.
    pub(super) fn full(&self, branch: BranchId) -> bool {
        let branch = self.branch(branch);
        let last = branch.pieces[branch.pieces.len() - 1].stretch;
        let stretch = self.stretch(last);
        stretch.offset(stretch.to) >= STRETCH_EVENTS
    }

    /// Takes in what a step in a stretch brought.
    pub(super) fn take(
        &mut self,
        id: StretchId,
        to: Place,
        step: u32,
        events: &mut Vec<Event>,
        scribe: &mut Scribe<T>,
    ) {
        let bytes = self.stretch_mut(id).take(to, step, events, scribe);
        self.told_bytes += bytes;
    }

    /// Notes a command that was given where a stretch ends.
    pub(super) fn note(&mut self, id: StretchId, given: Given) {
        self.stretch_mut(id).commands.push(given);
    }

    /// Keeps a copy of the cluster where a stretch begins, if there is none.
    pub(super) fn lay(&mut self, id: StretchId, cluster: &Cluster) {
        if self.stretch(id).checkpoint.is_none() {
            let checkpoint = Checkpoint::of(cluster);
            self.checkpoint_bytes += checkpoint.bytes;
            self.stretch_mut(id).checkpoint = Some(checkpoint);
        }
    }

    pub(super) fn drop_checkpoint(&mut self, id: StretchId) {
        let gone = self.stretch_mut(id).checkpoint.take();
        self.checkpoint_bytes -= gone.map_or(0, |checkpoint| checkpoint.bytes);
    }

    pub(super) fn drop_told(&mut self, id: StretchId) {
        let gone = self.stretch_mut(id).told.take();
        self.told_bytes -= gone.map_or(0, |told| told.bytes);
    }

    /// The command of a branch that was given next after `commands`, where its
    /// piece has one.
    pub(super) fn command(&self, piece: Piece, commands: usize) -> Option<&Given> {
        let stretch = self.stretch(piece.stretch);
        let next = commands.checked_sub(stretch.from.commands)?;
        stretch
            .commands
            .get(next)
            .filter(|_| commands < piece.to.commands)
    }

    /// The commands of a branch.
    pub(super) fn commands(&self, branch: &Branch) -> impl Iterator<Item = &Given> {
        let pieces = branch.pieces.clone();
        pieces.into_iter().flat_map(|piece| {
            let stretch = self.stretch(piece.stretch);
            let here = piece.to.commands - stretch.from.commands;
            &stretch.commands[..here]
        })
    }

    /// The signs of a branch.
    pub(super) fn signs(&self, branch: &Branch) -> impl Iterator<Item = &T::Sign> {
        let pieces = branch.pieces.clone();
        pieces.into_iter().flat_map(|piece| {
            let stretch = self.stretch(piece.stretch);
            let offset = stretch.offset(piece.to);
            let signs = stretch.signs.iter();
            let signs = signs.take_while(move |(events, _)| (*events as usize) < offset);
            signs.map(|(_, sign)| sign)
        })
    }

    /// The signs of the events of a branch from one on, up to another.
    pub(super) fn signs_of<'a>(
        &'a self,
        branch: &'a Branch,
        events: Range<usize>,
    ) -> impl Iterator<Item = &'a T::Sign> {
        let pieces = &branch.pieces;
        let first = pieces.partition_point(|piece| piece.to.events <= events.start);
        let stretches = pieces[first..].iter();
        let stretches = stretches.map(|piece| self.stretch(piece.stretch));
        let end = events.end;
        let stretches = stretches.take_while(move |stretch| stretch.from.events < end);
        stretches.flat_map(move |stretch| {
            let place = |of: &u32| stretch.from.events + *of as usize;
            let from = stretch
                .signs
                .partition_point(|(of, _)| place(of) < events.start);
            let to = stretch
                .signs
                .partition_point(|(of, _)| place(of) < events.end);
            stretch.signs[from..to].iter().map(|(_, sign)| sign)
        })
    }

    /// The last piece of a branch with a checkpoint that `fits`, and the
    /// checkpoint.
    pub(super) fn nearest(
        &self,
        branch: BranchId,
        fits: impl Fn(usize, &Checkpoint) -> bool,
    ) -> (usize, &Checkpoint) {
        let pieces = self.branch(branch).pieces.iter().enumerate().rev();
        let mut found = pieces.filter_map(|(index, piece)| {
            let checkpoint = self.stretch(piece.stretch).checkpoint.as_ref()?;
            fits(index, checkpoint).then_some((index, checkpoint))
        });
        let found = found.next();
        found.expect("the start is always kept")
    }

    /// Forgets a branch. What others share with it stays.
    pub(super) fn forget(&mut self, id: BranchId) {
        let Some(place) = self.branches.iter().position(|branch| branch.id == id) else {
            return;
        };
        let gone = self.branches.remove(place);
        for branch in &mut self.branches {
            if branch.parent == Some(id) {
                branch.parent = gone.parent;
                if gone.left.1 < branch.left.1 {
                    branch.left = gone.left;
                }
            }
        }
        let used = self.branches.iter().flat_map(|branch| &branch.pieces);
        let used: Set<StretchId> = used.map(|piece| piece.stretch).collect();
        for piece in gone.pieces {
            if !used.contains(&piece.stretch) {
                self.drop_checkpoint(piece.stretch);
                self.drop_told(piece.stretch);
                self.stretches.remove(&piece.stretch);
            }
        }
    }

    /// Forgets the branches that nobody visited for longest, if there are more
    /// than there may be; answers them.
    pub(super) fn forget_over_limit(&mut self, present: BranchId) -> Vec<BranchId> {
        let mut forgotten = Vec::new();
        while self.branches.len() > self.most_branches {
            let others = self.branches.iter().filter(|branch| branch.id != present);
            let Some(oldest) = others.min_by_key(|branch| branch.visited) else {
                break;
            };
            let id = oldest.id;
            self.forget(id);
            forgotten.push(id);
        }
        forgotten
    }

    /// How many bytes may be kept.
    pub(crate) fn most_bytes(&self) -> usize {
        self.most_bytes
    }

    /// The bytes of events and lines.
    pub(super) fn told_bytes(&self) -> usize {
        self.told_bytes
    }

    /// The bytes of checkpoints.
    pub(super) fn checkpoint_bytes(&self) -> usize {
        self.checkpoint_bytes
    }
}
