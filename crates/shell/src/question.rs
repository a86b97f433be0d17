//! What somebody wants to know: what if.

use cluster::command::{Command, CommitMode};
use cluster::instant::Instant;
use protocol::name::Name;
use protocol::record::Millis;
use std::sync::Arc;

/// What a line such as `whatif crash c1 --last 10s` asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What is tried at each instant.
    pub fault: Arc<Command>,
    /// How long the window is.
    pub last: Millis,
    /// Where it ends; none is the present instant.
    pub until: Option<Instant>,
    /// What is altered, one after the other; none is the history as it is.
    pub cases: Vec<Case>,
}

/// How the machine that the fault names is started instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Case {
    /// Its program commits at another time.
    Commit(CommitMode),
    /// Its client has another setting: the key and the value.
    Set(Name, Name),
}
