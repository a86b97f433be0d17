//! What is kept of that which can be made again, and what goes first.

use super::stretch::{StretchId, STRETCH_EVENTS};
use super::teller::Teller;
use super::tree::{BranchId, Tree};
use protocol::map::Map;
use protocol::sort::sort_by_key;

/// How far away everything on a branch is that was left for another one, in
/// events: more for each branch that was visited since.
const AWAY: usize = 20_000;

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
pub(super) fn drop_tellings<T: Teller>(
    tree: &mut Tree<T>,
    branch: BranchId,
    piece: usize,
    most: usize,
) {
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

/// A checkpoint that may go.
struct Candidate {
    id: StretchId,
    /// The events before it, at the checkpoint before and here.
    after: usize,
    at: usize,
    distance: usize,
    bytes: usize,
}

impl Candidate {
    /// What it is worth: the events that need not be played again because of
    /// it, for each byte. Those of a far place are wanted less often, so that
    /// checkpoints are the further apart the further they are away.
    fn worth(&self) -> u64 {
        let saves = (self.at - self.after) as u64;
        (saves << 32) / ((self.distance + STRETCH_EVENTS) as u64 * (self.bytes as u64 / 64 + 1))
    }
}

/// Drops checkpoints until they take at most so many bytes, those that are
/// worth least first. The start is always kept.
pub(super) fn thin_checkpoints<T: Teller>(
    tree: &mut Tree<T>,
    branch: BranchId,
    piece: usize,
    most: usize,
) {
    let distances = distances(tree, branch, piece);
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut listed: Map<StretchId, ()> = Map::new();
    for line in &tree.branches {
        let mut after = 0;
        for piece in &line.pieces {
            let stretch = tree.stretch(piece.stretch);
            let Some(checkpoint) = &stretch.checkpoint else {
                continue;
            };
            let at = stretch.from.events;
            let first = listed.insert(piece.stretch, ()).is_none();
            if first && at > 0 {
                candidates.push(Candidate {
                    id: piece.stretch,
                    after,
                    at,
                    distance: distances[&piece.stretch],
                    bytes: checkpoint.bytes,
                });
            }
            after = at;
        }
    }
    while tree.checkpoint_bytes() > most {
        let least = candidates.iter().enumerate();
        let Some((least, _)) = least.min_by_key(|(_, candidate)| candidate.worth()) else {
            return;
        };
        let gone = candidates.remove(least);
        tree.drop_checkpoint(gone.id);
        // Who had it before it has the one before that.
        for candidate in &mut candidates {
            if candidate.after == gone.at {
                candidate.after = gone.after;
            }
        }
    }
}
