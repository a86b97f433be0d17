//! What a consumer subscribed to, and where it is in each partition.
//! Source: `SubscriptionState`.

use super::pattern::Pattern;
use crate::config::AutoOffsetReset;
use protocol::api::{EARLIEST_TIMESTAMP, LATEST_TIMESTAMP};
use protocol::connection::{ConnectionId, CorrelationId};
use protocol::map::Set;
use protocol::name::Name;
use protocol::record::{Millis, Offset};
use std::sync::Arc;

/// What a consumer subscribed to. Topics, a pattern and partitions exclude
/// each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subscription {
    /// Nothing.
    None,
    /// Topics: the group says which partitions.
    Topics(Set<Name>),
    /// The topics that match: the pattern, and those that the metadata had
    /// when the consumer last looked.
    Pattern(Arc<Pattern>, Set<Name>),
    /// Partitions that it named itself.
    Partitions,
}

impl Subscription {
    /// Whether it takes part in a group.
    pub fn in_group(&self) -> bool {
        matches!(self, Subscription::Topics(_) | Subscription::Pattern(..))
    }

    /// The topics that it subscribed to.
    pub fn topics(&self) -> impl Iterator<Item = &Name> {
        match self {
            Subscription::Topics(topics) | Subscription::Pattern(_, topics) => Some(topics.iter()),
            _ => None,
        }
        .into_iter()
        .flatten()
    }

    /// The pattern, if it subscribed by one.
    pub fn pattern(&self) -> Option<&Arc<Pattern>> {
        match self {
            Subscription::Pattern(pattern, _) => Some(pattern),
            _ => None,
        }
    }
}

/// Where a position without a valid offset goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResetStrategy {
    /// To the log start.
    Earliest,
    /// To the high watermark.
    Latest,
    /// To the first record that is younger than so many milliseconds. Where
    /// there is none, to nowhere: it is asked for again
    /// `request.timeout.ms` later (KIP-1106).
    ByDuration(Millis),
}

impl ResetStrategy {
    /// The strategy of a policy; `none` has none.
    pub fn of(policy: AutoOffsetReset) -> Option<Self> {
        match policy {
            AutoOffsetReset::Earliest => Some(ResetStrategy::Earliest),
            AutoOffsetReset::Latest => Some(ResetStrategy::Latest),
            AutoOffsetReset::ByDuration(duration) => Some(ResetStrategy::ByDuration(duration)),
            AutoOffsetReset::None => None,
        }
    }

    /// The timestamp that ListOffsets asks for at `now`.
    pub fn timestamp(self, now: Millis) -> Millis {
        match self {
            ResetStrategy::Earliest => EARLIEST_TIMESTAMP,
            ResetStrategy::Latest => LATEST_TIMESTAMP,
            ResetStrategy::ByDuration(duration) => now.saturating_sub(duration),
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
    /// It has to ask whether the log still has what is before this offset.
    AwaitingValidation(Offset),
    /// It reads from this offset on.
    Fetching(Offset),
}

/// Whether `currentLag` asked for a partition's end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EndLookup {
    /// It did not, or the answer is there.
    #[default]
    None,
    /// The request goes out when the client next sees to the network.
    Wanted,
    /// The request is on its way.
    Sent,
}

/// A partition that a consumer owns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owned {
    /// How far it is.
    pub state: FetchState,
    /// The leader epoch that goes with the position: known where it came from
    /// reading, or from a commit that had one.
    pub offset_epoch: Option<i32>,
    /// Whether poll returns nothing of it.
    pub paused: bool,
    /// Whether a fetch was told that there is no such partition; until the
    /// metadata has it again, it is not asked for.
    pub missing: bool,
    /// When it may be looked up again where a reset leads.
    pub retry_at: Millis,
    /// The high watermark, as the last fetch or lookup told it.
    pub high_watermark: Option<Offset>,
    /// The last stable offset, as the last fetch or lookup told it.
    pub last_stable: Option<Offset>,
    /// Whether `currentLag` asked for the end.
    pub end_lookup: EndLookup,
    /// The request that checks the position.
    pub validation: Option<(ConnectionId, CorrelationId)>,
    /// Where it began to read: the committed offset, or where a reset or a
    /// seek led last.
    pub read_from: Option<Offset>,
}

impl Default for Owned {
    fn default() -> Self {
        Owned {
            state: FetchState::Initializing,
            offset_epoch: None,
            paused: false,
            missing: false,
            retry_at: 0,
            high_watermark: None,
            last_stable: None,
            end_lookup: EndLookup::None,
            validation: None,
            read_from: None,
        }
    }
}

impl Owned {
    /// It begins to read at an offset; one that comes with the epoch of what is
    /// before it is checked first.
    /// Source: `SubscriptionState.TopicPartitionState.validatePosition`.
    pub(super) fn start_at(&mut self, offset: Offset, epoch: Option<i32>) {
        self.state = match epoch {
            Some(_) => FetchState::AwaitingValidation(offset),
            None => FetchState::Fetching(offset),
        };
        self.offset_epoch = epoch;
        self.retry_at = 0;
        self.validation = None;
        self.read_from = Some(offset);
    }

    /// Its position is to be looked up.
    pub(super) fn reset(&mut self, strategy: ResetStrategy) {
        self.state = FetchState::AwaitingReset(strategy);
        self.offset_epoch = None;
        self.retry_at = 0;
        self.validation = None;
    }

    /// The position, if it is known and checked.
    /// Source: `SubscriptionState.validPosition`.
    pub fn position(&self) -> Option<Offset> {
        match self.state {
            FetchState::Fetching(offset) => Some(offset),
            _ => None,
        }
    }

    /// The position, if it is known, be it checked or not.
    /// Source: `SubscriptionState.position`.
    pub fn unchecked_position(&self) -> Option<Offset> {
        match self.state {
            FetchState::Fetching(offset) | FetchState::AwaitingValidation(offset) => Some(offset),
            _ => None,
        }
    }
}
