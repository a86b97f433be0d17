//! The instants of a past, newest first: it can only be played forwards, so it
//! is parted into blocks, and each block into smaller ones.

use super::way::{Spot, Way};
use crate::history::Past;
use crate::instant::Instant;
use crate::Cluster;

/// The most copies of the cluster that one walk keeps.
const MOST_MARKS: usize = 32;

/// How far a block goes.
#[derive(Clone, Copy, Debug)]
enum Reach {
    /// So many instants, the first among them.
    Places(usize),
    /// From an instant to another, which belongs to it only if it is `closed`.
    Part {
        from: Instant,
        to: Instant,
        closed: bool,
    },
}

/// Instants that follow each other.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// The first one, or one before it.
    spot: Spot,
    reach: Reach,
}

impl Block {
    /// The parts of a past between its copies, oldest first.
    pub(super) fn of(past: &Past) -> Vec<Block> {
        let mut blocks: Vec<Block> = Vec::new();
        let mut to = (past.to, true);
        for (cluster, given) in past.starts.iter().rev() {
            let start = Instant::after(cluster.instant().at(), cluster.steps());
            blocks.push(Block {
                spot: Spot {
                    cluster: Box::new(Cluster::clone(cluster)),
                    given: *given,
                },
                reach: Reach::Part {
                    from: past.from,
                    to: to.0,
                    closed: to.1,
                },
            });
            to = (start, false);
        }
        blocks.reverse();
        blocks
    }

    /// The spot, if it is the only one.
    pub(super) fn single(self) -> Result<Spot, Self> {
        match self.reach {
            Reach::Places(1) => Ok(self.spot),
            _ => Err(self),
        }
    }
}

/// Somebody who walks along a block and leaves a copy at every so many
/// instants.
#[derive(Debug)]
pub(super) struct Walk {
    spot: Spot,
    reach: Reach,
    /// Whether it has come to the first instant.
    begun: bool,
    marks: Vec<Spot>,
    stride: usize,
    places: usize,
}

impl Walk {
    pub(super) fn new(block: Block) -> Self {
        Walk {
            begun: matches!(block.reach, Reach::Places(_)),
            spot: block.spot,
            reach: block.reach,
            marks: Vec::new(),
            stride: 1,
            places: 0,
        }
    }

    /// Goes on by one step; answers whether there is more to go.
    pub(super) fn step(&mut self, way: &mut Way) -> bool {
        let to = match self.reach {
            Reach::Part { from, .. } if !self.begun => {
                self.begun = !way.step(&mut self.spot, from);
                self.forget();
                return true;
            }
            Reach::Part { to, .. } => to,
            Reach::Places(all) if self.places == all => return false,
            Reach::Places(_) => Instant::after_all(i64::MAX / 4),
        };
        if self.places == 0 {
            self.mark();
            return true;
        }
        if matches!(self.reach, Reach::Places(all) if self.places == all) {
            return false;
        }
        let stepped = way.step(&mut self.spot, to);
        self.forget();
        if stepped {
            self.mark();
        }
        stepped
    }

    /// What happened is known to whoever wants to know it.
    fn forget(&mut self) {
        self.spot.cluster.forget_events();
    }

    fn mark(&mut self) {
        if self.places.is_multiple_of(self.stride) {
            if self.marks.len() == MOST_MARKS {
                // Every second one is enough.
                for place in 1..MOST_MARKS / 2 {
                    self.marks.swap(place, 2 * place);
                }
                self.marks.truncate(MOST_MARKS / 2);
                self.stride *= 2;
            }
            self.marks.push(self.spot.clone());
        }
        self.places += 1;
    }

    /// The blocks that the instants were parted into, oldest first.
    pub(super) fn parted(self) -> Vec<Block> {
        let open = matches!(self.reach, Reach::Part { closed: false, .. });
        let places = self.places - usize::from(open && self.places > 0);
        let marks = self.marks.into_iter().enumerate();
        let blocks = marks.map(|(index, spot)| {
            let before = index * self.stride;
            let reach = Reach::Places(self.stride.min(places.saturating_sub(before)));
            Block { spot, reach }
        });
        blocks
            .filter(|block| !matches!(block.reach, Reach::Places(0)))
            .collect()
    }
}
