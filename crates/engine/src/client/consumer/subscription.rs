//! What a consumer subscribed to, and where it is in each partition.

use crate::config::AutoOffsetReset;
use crate::map::Set;
use crate::name::Name;
use crate::record::Offset;

/// What a consumer subscribed to. Topics and partitions exclude each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subscription {
    /// Nothing.
    None,
    /// Topics: the group says which partitions.
    Topics(Set<Name>),
    /// Partitions that it named itself.
    Partitions,
}

impl Subscription {
    /// Whether it takes part in a group.
    pub fn in_group(&self) -> bool {
        matches!(self, Subscription::Topics(_))
    }

    /// The topics that it subscribed to.
    pub fn topics(&self) -> impl Iterator<Item = &Name> {
        match self {
            Subscription::Topics(topics) => Some(topics.iter()),
            _ => None,
        }
        .into_iter()
        .flatten()
    }
}

/// Where a position without a valid offset goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResetStrategy {
    /// To the log start.
    Earliest,
    /// To the high watermark.
    Latest,
}

impl ResetStrategy {
    /// The strategy of a policy; `none` has none.
    pub fn of(policy: AutoOffsetReset) -> Option<Self> {
        match policy {
            AutoOffsetReset::Earliest => Some(ResetStrategy::Earliest),
            AutoOffsetReset::Latest => Some(ResetStrategy::Latest),
            // A lookup by time is not a reset to an end of the log.
            AutoOffsetReset::None | AutoOffsetReset::ByDuration(_) => None,
        }
    }
}

/// How far a consumer is with a partition that it owns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FetchState {
    /// It has to ask for the committed offset.
    Initializing,
    /// There is none: its reset policy (or a call of the application) decides.
    NoCommit,
    /// It has to look up where the reset leads.
    AwaitingReset(ResetStrategy),
    /// It reads from this offset on.
    Fetching(Offset),
}

/// A partition that a consumer owns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owned {
    /// How far it is.
    pub state: FetchState,
    /// Whether poll returns nothing of it.
    pub paused: bool,
    /// Whether a fetch was told that there is no such partition; until the
    /// metadata has it again, it is not asked for.
    pub missing: bool,
    /// The high watermark, as the last fetch told it.
    pub high_watermark: Option<Offset>,
    /// Where it began to read: the committed offset, or where a reset or a
    /// seek led last.
    pub read_from: Option<Offset>,
}

impl Default for Owned {
    fn default() -> Self {
        Owned {
            state: FetchState::Initializing,
            paused: false,
            missing: false,
            high_watermark: None,
            read_from: None,
        }
    }
}

impl Owned {
    /// It begins to read at an offset.
    pub(super) fn start_at(&mut self, offset: Offset) {
        self.state = FetchState::Fetching(offset);
        self.read_from = Some(offset);
    }

    /// The position, if it is known.
    pub fn position(&self) -> Option<Offset> {
        match self.state {
            FetchState::Fetching(offset) => Some(offset),
            _ => None,
        }
    }
}
