//! A commit that is made, and what its callback is told.

use crate::call::{Offsets, OpId};
use protocol::exception::Exception;

/// Why a commit is made, and who waits for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommitKind {
    /// commitSync (or close): the call waits.
    Sync(OpId),
    /// commitAsync: a callback is told, later.
    Async,
    /// The interval of auto commit was over.
    Auto,
    /// Auto commit before a rebalance: the join waits.
    Rebalance,
}

/// A commit that is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committing {
    /// Why.
    pub kind: CommitKind,
    /// What.
    pub offsets: Offsets,
    /// How often it was tried in vain.
    pub attempts: u32,
}

impl Committing {
    /// A commit that was not tried yet.
    pub(super) fn new(kind: CommitKind, offsets: Offsets) -> Self {
        Committing {
            kind,
            offsets,
            attempts: 0,
        }
    }
}

/// What a commit callback is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Callback {
    /// What was to be committed.
    pub offsets: Offsets,
    /// What went wrong, if something did.
    pub error: Option<Exception>,
    /// Whether the client has seen to the network since the answer came: the
    /// start of a poll or of a commit tells no others.
    pub seen: bool,
}

impl Callback {
    /// The client has seen to the network, and the answer with it.
    pub(super) fn is_seen(&mut self) {
        self.seen = true;
    }

    /// What it is told.
    pub(super) fn told(&self) -> (&Offsets, Option<&Exception>) {
        (&self.offsets, self.error.as_ref())
    }
}
