//! A look at a branch on which one is not, and at the present one at another
//! instant.

use super::teller::Teller;
use super::tree::{BranchId, Tree};
use super::History;
use crate::instant::Instant;
use crate::Cluster;

/// A copy of the cluster on its way along a branch. It goes on with time, so
/// that whoever looks again and again a little later plays nothing twice.
#[derive(Clone, Debug)]
pub struct Aside {
    cluster: Cluster,
    branch: BranchId,
    /// How many of the branch's commands are behind it,
    given: usize,
    /// of so many that there were: with another one it may be where the branch
    /// does not come any more.
    of: usize,
}

impl Aside {
    /// The cluster.
    pub fn cluster(&self) -> &Cluster {
        &self.cluster
    }

    /// The branch.
    pub fn branch(&self) -> BranchId {
        self.branch
    }
}

impl<T: Teller> History<T> {
    /// A copy of the cluster at an instant of a branch, if the branch is kept;
    /// after its end it goes on with nothing done. It is the one that was at an
    /// earlier instant, where that is nearer than what the history keeps.
    pub fn aside(&self, known: Option<Aside>, branch: BranchId, to: Instant) -> Option<Aside> {
        let kept = self.tree.find(branch)?;
        let of = kept.last().commands;
        let (piece, near) = self.tree.nearest(branch, |_, c| c.instant() <= to);
        let near_by = |aside: &Aside| {
            let here = Instant::after(aside.cluster.now() - self.start, aside.cluster.steps());
            (aside.branch, aside.of) == (branch, of) && here <= to && near.instant() <= here
        };
        let mut aside = known.filter(near_by).unwrap_or_else(|| Aside {
            cluster: Cluster::clone(&near.cluster),
            branch,
            given: self.tree.stretch(kept.pieces[piece].stretch).from.commands,
            of,
        });
        aside.forward(&self.tree, to);
        Some(aside)
    }

    /// A copy of the cluster at an instant of a branch, as [`History::aside`]
    /// has it.
    pub fn cluster_at(&self, branch: BranchId, to: Instant) -> Option<Cluster> {
        Some(self.aside(None, branch, to)?.cluster)
    }
}

impl Aside {
    fn forward<T: Teller>(&mut self, tree: &Tree<T>, to: Instant) {
        let commands = tree.commands(tree.branch(self.branch)).skip(self.given);
        for given in commands.take_while(|given| given.place() < to) {
            while self.cluster.step_to(given.at) {}
            let again = self.cluster.give(&given.command);
            debug_assert!(again.is_ok(), "a command of the history is refused");
            self.given += 1;
        }
        while self.cluster.step_to(to) {}
        self.cluster.forget_events();
    }
}
