//! Client calls as operations: they begin, may be pending, and end in an
//! outcome.
//!
//! An operation that has ended is kept for as long as somebody may ask what came of it: until
//! [`Limits::outcomes`](crate::limits::Limits::outcomes) others have ended after it.
//!
//! *Read next: [`network`](crate::network), how one part reaches the other.*

use crate::ids::MachineId;
use client::call::Call;
use client::outcome::Outcome;
use protocol::record::Millis;
use std::sync::Arc;

/// How far an operation is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It waits for the application to make the call.
    Queued,
    /// The call was made and has not come back.
    Running,
    /// The call came back at this instant.
    Completed(Arc<Outcome>, Millis),
}

/// An operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// Whose client.
    pub machine: MachineId,
    /// What was called.
    pub call: Call,
    /// How far it is.
    pub progress: Progress,
}
