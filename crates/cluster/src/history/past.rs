//! A part of a branch as one can play it again, without the history.

use super::given::Given;
use super::teller::Teller;
use super::tree::Branch;
use super::History;
use crate::instant::Instant;
use crate::Cluster;
use protocol::record::Millis;
use std::sync::Arc;

/// A part of a branch: copies of the cluster from which it can be played again,
/// and the commands of the branch. It shares them with the history, and nothing
/// that is done with it touches the history.
#[derive(Clone, Debug)]
pub struct Past {
    /// Copies, oldest first, each with how many commands had been given. There
    /// is at least one, and the first is not after the beginning of the part.
    pub(crate) starts: Vec<(Arc<Cluster>, usize)>,
    /// The commands of the whole branch.
    pub(crate) commands: Arc<[Given]>,
    /// Where the part begins,
    pub(crate) from: Instant,
    /// and where it ends.
    pub(crate) to: Instant,
}

impl<T: Teller> History<T> {
    /// A part of the present branch: from a millisecond since the start, before
    /// anything happens then, to an instant; at most what is known of the
    /// branch.
    pub fn past(&self, from: Millis, to: Instant) -> Past {
        self.past_on(self.here(), from, to)
    }

    /// The same as [`History::past`], to be played again from the start of
    /// everything.
    pub fn past_from_start(&self, from: Millis, to: Instant) -> Past {
        let mut past = self.past(from, to);
        let (_, first) = self.tree.nearest(self.branch(), |index, _| index == 0);
        past.starts = vec![(Arc::clone(&first.cluster), 0)];
        past
    }

    fn past_on(&self, branch: &Branch, from: Millis, to: Instant) -> Past {
        let to = to.min(Instant::after_all(branch.end)).max(Instant::START);
        let from = Instant::after(from.clamp(0, to.at()), 0);
        let mut starts = Vec::new();
        for piece in &branch.pieces {
            let stretch = self.tree.stretch(piece.stretch);
            let Some(checkpoint) = &stretch.checkpoint else {
                continue;
            };
            if checkpoint.instant() <= from {
                starts.clear();
            }
            if starts.is_empty() || checkpoint.instant() <= to {
                let cluster = Arc::clone(&checkpoint.cluster);
                starts.push((cluster, stretch.from.commands));
            }
        }
        let commands = self.tree.commands(branch).cloned();
        Past {
            starts,
            commands: commands.collect(),
            from,
            to,
        }
    }
}

impl Past {
    /// The millisecond at which it begins, since the start.
    pub fn from(&self) -> Millis {
        self.from.at()
    }

    /// The instant at which it ends.
    pub fn to(&self) -> Instant {
        self.to
    }
}
