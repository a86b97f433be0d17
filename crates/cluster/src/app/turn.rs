//! A program's turn: what its job tells it, and how it may end.

use client::call::OpId;
use protocol::record::Millis;

/// How a program ended, as a shell sees it.
pub type ExitStatus = i32;
/// It ended in good order.
pub const SUCCESS: ExitStatus = 0;

/// What a job tells its program when it is its turn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Turn {
    pub now: Millis,
    /// The call that a user asked for and that is next.
    pub asked: Option<OpId>,
    /// Whether it is to end in good order.
    pub stopping: bool,
}
