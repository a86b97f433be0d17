//! A program's turn: what its job tells it, and how it may end.

use client::call::OpId;
use protocol::record::Millis;

/// How a program ended, as a shell sees it.
pub type ExitStatus = i32;
/// It ended in good order.
pub const SUCCESS: ExitStatus = 0;

/// It was left by an exception, and closed its client.
pub const FAILED: ExitStatus = 1;
/// It was left by a signal, and closed its client.
pub const INTERRUPTED: ExitStatus = 130;
/// Its process ended, and nobody closed the client.
pub const DIED: ExitStatus = 137;

/// What a loop that is part of a client sees of it: sarama's and kafkajs's call
/// the application, and not the other way round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Whether the next poll has to see to the membership.
    pub rejoining: bool,
    /// Whether a heartbeat waits for its answer.
    pub beating: bool,
    /// Whether a heartbeat is due.
    pub beat_due: bool,
    /// How often marks are committed.
    pub commit_every: Millis,
    /// How long a fetch waits for records.
    pub fetch_wait: Millis,
    /// How many records a poll returns at most (`max.poll.records`).
    pub poll_records: usize,
}

/// What a job tells its program when it is its turn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Turn {
    pub now: Millis,
    /// The call that a user asked for and that is next.
    pub asked: Option<OpId>,
    /// Whether it is to end in good order.
    pub stopping: bool,
    /// What it sees of its client.
    pub facts: Facts,
}
