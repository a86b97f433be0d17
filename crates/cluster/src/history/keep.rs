//! What is kept of that which can be made again, and what goes first.

use super::stretch::{StretchId, STRETCH_EVENTS};
use super::teller::Teller;
use super::tree::{BranchId, Piece, Tree};
use protocol::map::{Map, Set};
use protocol::sort::sort_by_key;

/// How far away everything on a branch is that was left for another one, in
/// events: more for each branch that was visited since.
const AWAY: usize = 20_000;

impl<T: Teller> Tree<T> {
    /// Drops what can be made again, if there is more than there may be. What
    /// is near the present place stays longest.
    pub(super) fn trim(&mut self, branch: BranchId, piece: usize) {
        let most = self.most_bytes() / 2;
        if self.told_bytes() > most {
            drop_tellings(self, branch, piece, most / 4 * 3);
        }
        if checkpoint_bytes(self, branch) > most {
            thin_checkpoints(self, branch, piece, most / 4 * 3);
        }
    }

    /// The bytes of all that may be dropped, as it is from a branch.
    pub(super) fn bytes(&self, branch: BranchId) -> usize {
        self.told_bytes() + checkpoint_bytes(self, branch)
    }
}

/// How many events lie between each stretch and the present place, more or
/// less. Stretches of several branches count for the one visited last.
fn distances<T: Teller>(tree: &Tree<T>, branch: BranchId, piece: usize) -> Map<StretchId, usize> {
    let present = tree.branch(branch);
    let here = tree.stretch(present.pieces[piece].stretch).from.events;
    let mut lines: Vec<_> = tree.branches.iter().collect();
    sort_by_key(&mut lines, |line| {
        (line.id != branch, u64::MAX - line.visited)
    });
    let mut distances = Map::new();
    for (rank, line) in lines.into_iter().enumerate() {
        for piece in &line.pieces {
            let from = tree.stretch(piece.stretch).from.events;
            let distance = from.abs_diff(here) + rank * AWAY;
            if !distances.contains_key(&piece.stretch) {
                distances.insert(piece.stretch, distance);
            }
        }
    }
    distances
}

/// Drops events and lines until they take at most so many bytes, those that
/// are furthest first.
fn drop_tellings<T: Teller>(tree: &mut Tree<T>, branch: BranchId, piece: usize, most: usize) {
    let here = tree.branch(branch).pieces[piece].stretch;
    let mut far: Vec<(usize, StretchId)> = distances(tree, branch, piece)
        .into_iter()
        .filter(|(id, _)| *id != here && tree.stretch(*id).told.is_some())
        .map(|(id, distance)| (usize::MAX - distance, id))
        .collect();
    sort_by_key(&mut far, |entry| *entry);
    for (_, id) in far {
        if tree.told_bytes() <= most {
            return;
        }
        tree.drop_told(id);
    }
}

/// The bytes of all checkpoints: what they do not share, and the records that
/// only other branches than the present one have in their logs. Those that some
/// of the others have in common count for each.
fn checkpoint_bytes<T: Teller>(tree: &Tree<T>, present: BranchId) -> usize {
    let present = tree.branch(present);
    let others = tree.branches.iter().filter(|line| line.id != present.id);
    let apart = others.map(|line| {
        let same = line.pieces.iter().zip(&present.pieces);
        let same = same.take_while(|(a, b)| a.stretch == b.stretch).count();
        let logs = |pieces: &[Piece]| {
            let mut checkpoints = pieces.iter().rev();
            checkpoints
                .find_map(|piece| Some(tree.stretch(piece.stretch).checkpoint.as_ref()?.logs))
        };
        let (before, own) = line.pieces.split_at(same);
        let own = logs(own).unwrap_or(0);
        own.saturating_sub(logs(before).unwrap_or(0))
    });
    tree.checkpoint_bytes() + apart.sum::<usize>()
}

/// A checkpoint.
struct Listed {
    id: StretchId,
    /// The events before it, at the checkpoint before and here.
    after: usize,
    at: usize,
    /// Its own bytes.
    bytes: usize,
    /// The bytes of records in its logs that came after the checkpoint before,
    /// if the present branch does not have them.
    logs: usize,
}

/// All checkpoints but the first.
fn checkpoints<T: Teller>(tree: &Tree<T>, present: BranchId) -> Vec<Listed> {
    let mut listed: Vec<Listed> = Vec::new();
    let mut seen: Set<StretchId> = Set::new();
    let present = tree.branch(present);
    let others = tree.branches.iter().filter(|line| line.id != present.id);
    for line in std::iter::once(present).chain(others) {
        let (mut after, mut logs) = (0, 0);
        for piece in &line.pieces {
            let stretch = tree.stretch(piece.stretch);
            let Some(checkpoint) = &stretch.checkpoint else {
                continue;
            };
            let at = stretch.from.events;
            if seen.insert(piece.stretch) && at > 0 {
                let apart = line.id != present.id;
                listed.push(Listed {
                    id: piece.stretch,
                    after,
                    at,
                    bytes: checkpoint.bytes,
                    logs: if apart {
                        checkpoint.logs.saturating_sub(logs)
                    } else {
                        0
                    },
                });
            }
            (after, logs) = (at, checkpoint.logs);
        }
    }
    listed
}

/// What a checkpoint is worth: the events that need not be played again because
/// of it, for each byte. Those of a far place are wanted less often, so that
/// checkpoints are the further apart the further they are away.
fn worth(checkpoint: &Listed, distance: usize) -> u64 {
    let saves = (checkpoint.at - checkpoint.after) as u64;
    let bytes = (checkpoint.bytes + checkpoint.logs) as u64;
    (saves << 32) / ((distance + STRETCH_EVENTS) as u64 * (bytes / 64 + 1))
}

/// Drops checkpoints until they take at most so many bytes, those that are
/// worth least first. The start is always kept.
fn thin_checkpoints<T: Teller>(tree: &mut Tree<T>, branch: BranchId, piece: usize, most: usize) {
    let distances = distances(tree, branch, piece);
    let mut left = checkpoints(tree, branch);
    let apart: usize = left.iter().map(|checkpoint| checkpoint.logs).sum();
    let mut bytes = tree.checkpoint_bytes() + apart;
    while bytes > most {
        let worths = left.iter().map(|c| worth(c, distances[&c.id]));
        let Some((least, _)) = worths.enumerate().min_by_key(|(_, worth)| *worth) else {
            return;
        };
        let gone = left.remove(least);
        bytes -= gone.bytes + gone.logs;
        tree.drop_checkpoint(gone.id);
        // Who had it before it has the one before that, and keeps its records.
        for next in left.iter_mut().filter(|next| next.after == gone.at) {
            next.after = gone.after;
            next.logs += gone.logs;
            bytes += gone.logs;
        }
    }
}
