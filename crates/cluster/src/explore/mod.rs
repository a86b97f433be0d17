//! What if: a fault at every instant of a window of time, and what comes of it.
//!
//! An [`Exploration`] plays a [`Past`] again on copies of its own. At each
//! instant, which lies between two steps, it lets the fault happen on a copy,
//! and plays on without the later commands of the branch, until all is quiet.
//! Then it counts ([`Tally`]): what was done again and what is lost beyond that
//! which is so at the same time if the fault does not happen.
//!
//! All is quiet when no rebalance is open and none is to come because a member
//! is not there any more, and when no consumer that runs works on a record that
//! it waits for, has one in hand or will fetch one. It waits for the records
//! that were in the logs at the fault, and for those that came until the groups
//! had settled after it, because those may be done again, too. It concerns the
//! group of the consumer that the fault names, or all groups. Time is up after
//! twice the longest `session.timeout.ms` or `max.poll.interval.ms` among them:
//! then a bar says `at_least`. One looks every quarter of a second.
//!
//! It is a function of the past, the fault and the bounds: how it is cut into
//! slices changes nothing.
//!
//! *Read on in [the shell](../../kafka_playground_shell/index.html), the next crate.*

mod counted;
mod rest;
mod trial;
mod walk;
mod way;
mod without;

pub use counted::Tally;
pub use trial::Bar;
pub use way::{Altered, Refused};

use crate::command::Command;
use crate::history::Past;
use protocol::record::Millis;
use std::sync::Arc;
use trial::Trial;
use walk::{Block, Walk};
use way::Way;
use without::Without;

/// How much is tried at the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// How many instants: the newest of the window.
    pub instants: usize,
    /// How long time goes on after a fault, in milliseconds.
    pub virtual_ms: Millis,
}

impl Bounds {
    /// Those of a page.
    pub const PAGE: Bounds = Bounds {
        instants: 4_000,
        virtual_ms: 20 * 60_000,
    };
}

/// What it is doing.
#[derive(Debug)]
enum Doing {
    /// It looks for the next block.
    Nothing,
    Walks(Box<Walk>),
    Tries(Box<Trial>),
}

/// A fault that is tried at every instant of a window, newest first.
#[derive(Debug)]
pub struct Exploration {
    way: Way,
    fault: Arc<Command>,
    bounds: Bounds,
    /// Instants that are not tried yet; the last block has the newest.
    blocks: Vec<Block>,
    doing: Doing,
    without: Option<Without>,
    bars: Vec<Bar>,
    cut: bool,
}

impl Exploration {
    /// A fault at every instant of a past: of one as it was, or with something
    /// altered, which has to be a past from the start.
    pub fn new(past: &Past, altered: Option<Altered>, fault: Arc<Command>, bounds: Bounds) -> Self {
        Exploration {
            blocks: Block::of(past),
            way: Way {
                commands: past.commands.clone(),
                altered,
                refused: Vec::new(),
            },
            fault,
            bounds,
            doing: Doing::Nothing,
            without: None,
            bars: Vec::new(),
            cut: false,
        }
    }

    /// Goes on for so many steps of a cluster at the most; answers whether
    /// there is more to do.
    pub fn slice(&mut self, steps: usize) -> bool {
        for _ in 0..steps {
            if self.is_done() {
                break;
            }
            self.act();
        }
        !self.is_done()
    }

    /// Whether all was tried.
    pub fn is_done(&self) -> bool {
        self.blocks.is_empty() && matches!(self.doing, Doing::Nothing)
    }

    /// What is known so far, newest instants first.
    pub fn bars(&self) -> &[Bar] {
        &self.bars
    }

    /// Whether there were more instants than are tried at the most: the oldest
    /// of the window are left out.
    pub fn is_cut(&self) -> bool {
        self.cut
    }

    /// Commands of the past that were refused because of what is altered.
    pub fn refused(&self) -> &[Refused] {
        &self.way.refused
    }

    fn act(&mut self) {
        self.doing = match std::mem::replace(&mut self.doing, Doing::Nothing) {
            Doing::Nothing => self.begin(),
            Doing::Walks(mut walk) => {
                if walk.step(&mut self.way) {
                    Doing::Walks(walk)
                } else {
                    self.blocks.extend(walk.parted());
                    Doing::Nothing
                }
            }
            Doing::Tries(mut trial) => match trial.act(&mut self.without) {
                None => Doing::Tries(trial),
                Some(bar) => {
                    self.bars.push(bar);
                    Doing::Nothing
                }
            },
        };
    }

    fn begin(&mut self) -> Doing {
        let Some(block) = self.blocks.pop() else {
            return Doing::Nothing;
        };
        if self.bars.len() >= self.bounds.instants {
            self.cut = true;
            self.blocks.clear();
            return Doing::Nothing;
        }
        let spot = match block.single() {
            Ok(spot) => spot,
            Err(block) => return Doing::Walks(Box::new(Walk::new(block))),
        };
        let spot = self.way.rested(spot);
        let at = self.way.instant(&spot);
        match Trial::begin(spot, at, &self.fault, self.bounds.virtual_ms) {
            Ok(trial) => Doing::Tries(Box::new(trial)),
            Err(bar) => {
                self.bars.push(*bar);
                Doing::Nothing
            }
        }
    }
}
