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
    pub(super) fn pattern(&self) -> Option<&Arc<Pattern>> {
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
    pub(super) fn timestamp(self, now: Millis) -> Millis {
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
enum EndLookup {
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
    state: FetchState,
    /// The leader epoch that goes with the position: known where it came from
    /// reading, or from a commit that had one.
    offset_epoch: Option<i32>,
    /// Whether poll returns nothing of it.
    paused: bool,
    /// Whether a fetch was told that there is no such partition; until the
    /// metadata has it again, it is not asked for.
    missing: bool,
    /// When it may be looked up again where a reset leads.
    retry_at: Millis,
    /// The high watermark, as the last fetch or lookup told it.
    high_watermark: Option<Offset>,
    /// The last stable offset, as the last fetch or lookup told it.
    last_stable: Option<Offset>,
    /// Whether `currentLag` asked for the end.
    end_lookup: EndLookup,
    /// The request that checks the position.
    validation: Option<(ConnectionId, CorrelationId)>,
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
        }
    }
}

/// What it is.
impl Owned {
    /// How far it is.
    pub fn state(&self) -> FetchState {
        self.state
    }

    /// Whether poll returns nothing of it.
    pub fn paused(&self) -> bool {
        self.paused
    }

    /// The high watermark, as the last fetch or lookup told it.
    pub fn high_watermark(&self) -> Option<Offset> {
        self.high_watermark
    }

    /// The last stable offset, as the last fetch or lookup told it.
    pub(super) fn last_stable(&self) -> Option<Offset> {
        self.last_stable
    }

    /// The position, if it is known and checked.
    /// Source: `SubscriptionState.validPosition`.
    pub(super) fn position(&self) -> Option<Offset> {
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

    /// The leader epoch that goes with the position, if it is known.
    pub fn offset_epoch(&self) -> Option<i32> {
        self.offset_epoch
    }

    /// Whether a fetch was told that there is no such partition, and the
    /// metadata does not have it again.
    pub(super) fn is_missing(&self) -> bool {
        self.missing
    }

    /// When it may be asked again where to read.
    pub(super) fn retry_at(&self) -> Millis {
        self.retry_at
    }

    /// Whether its end is to be asked for.
    pub(super) fn wants_end(&self) -> bool {
        self.end_lookup == EndLookup::Wanted
    }
}

/// What happens to it.
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
    }

    /// Its position is to be looked up.
    pub(super) fn reset(&mut self, strategy: ResetStrategy) {
        self.state = FetchState::AwaitingReset(strategy);
        self.offset_epoch = None;
        self.retry_at = 0;
        self.validation = None;
    }

    /// Nothing was committed, and no policy helps.
    pub(super) fn nothing_committed(&mut self) {
        self.state = FetchState::NoCommit;
    }

    /// Where nothing was committed somebody may have done it meanwhile.
    pub(super) fn look_again(&mut self) {
        if self.state == FetchState::NoCommit {
            self.state = FetchState::Initializing;
        }
    }

    /// A poll returned what is before this offset, which was written in this
    /// epoch.
    pub(super) fn read_to(&mut self, position: Offset, epoch: i32) {
        self.state = FetchState::Fetching(position);
        self.offset_epoch = Some(epoch);
    }

    /// Nobody is asked where to read before this instant.
    pub(super) fn rest_until(&mut self, instant: Millis) {
        self.retry_at = instant;
    }

    /// This request asks whether the log still has what is before the position;
    /// without an answer it is asked again at `retry_at`.
    pub(super) fn validation_sent(
        &mut self,
        asked: (ConnectionId, CorrelationId),
        retry_at: Millis,
    ) {
        self.validation = Some(asked);
        self.retry_at = retry_at;
    }

    /// Such a request was answered, or will not be. Answers whether it was the
    /// one that checks the position.
    pub(super) fn validation_ended(
        &mut self,
        by: impl Fn((ConnectionId, CorrelationId)) -> bool,
    ) -> bool {
        self.validation.take_if(|asked| by(*asked)).is_some()
    }

    /// The log still has what is before the position.
    pub(super) fn validated(&mut self, position: Offset) {
        self.state = FetchState::Fetching(position);
        self.retry_at = 0;
    }

    /// The log was cut, or made anew: it reads on where they part.
    pub(super) fn cut_back(&mut self, offset: Offset, epoch: Option<i32>) {
        self.start_at(offset, epoch);
        self.state = FetchState::Fetching(offset);
    }

    /// Poll returns nothing of it, or something again.
    pub(super) fn pause(&mut self, paused: bool) {
        self.paused = paused;
    }

    /// A fetch was told that there is no such partition.
    pub(super) fn not_found(&mut self) {
        self.missing = true;
    }

    /// The metadata has it (again).
    pub(super) fn found(&mut self) {
        self.missing = false;
    }

    /// `currentLag` asks for the end, unless it has asked already.
    pub(super) fn want_end(&mut self) {
        if self.end_lookup == EndLookup::None {
            self.end_lookup = EndLookup::Wanted;
        }
    }

    /// The request for the end is on its way.
    pub(super) fn asked_for_end(&mut self) {
        self.end_lookup = EndLookup::Sent;
    }

    /// The request for the end was answered, or will not be.
    pub(super) fn end_answered(&mut self) {
        self.end_lookup = EndLookup::None;
    }

    /// Takes note of its ends, where they are not below zero; `currentLag` has
    /// its answer with them.
    pub(super) fn note_ends(&mut self, high_watermark: Offset, last_stable: Offset) {
        if high_watermark >= 0 {
            self.high_watermark = Some(high_watermark);
            self.end_answered();
        }
        if last_stable >= 0 {
            self.last_stable = Some(last_stable);
            self.end_answered();
        }
    }
}
