//! What somebody wants to know: what if, and what differs.
//!
//! A question is no command of the history: it is about a past, and no script has it.
//!
//! *Read next: [`whatif`](crate::whatif), what would be.*

use crate::words::{quote, quote_pair};
use cluster::command::{Command, CommitMode};
use cluster::explore::Altered;
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

/// What a line such as `compare 0 2` or `compare --commit before` wants to see
/// side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparing {
    /// The branches, by number or name: two, or one for the present one and
    /// that, or none where something is altered.
    pub branches: Vec<String>,
    /// When; none is the present instant.
    pub at: Option<Instant>,
    /// What is altered in the present branch, for one to compare it with.
    pub altered: Option<Altered>,
}

impl Comparing {
    /// The line in its canonical form.
    pub(crate) fn line(&self) -> String {
        let mut line = "compare".to_owned();
        let mut add = |option: &str, word: &str| {
            line.push_str(option);
            line.push_str(word);
        };
        for branch in &self.branches {
            add(" ", &quote(branch));
        }
        if let Some(altered) = &self.altered {
            if let Some(mode) = altered.commit {
                add(" --commit ", mode.name());
            }
            for (key, value) in &altered.settings {
                add(" --set ", &quote_pair(key, value));
            }
            if !altered.machine.is_empty() {
                add(" --of ", &quote(&altered.machine));
            }
        }
        if let Some(at) = self.at {
            add(" --at ", &at.to_string());
        }
        line
    }
}

/// What is altered, as one says it: `commit=before, max.poll.records=1 of c1`.
pub(crate) fn altered_words(altered: &Altered) -> String {
    let mut all = Vec::new();
    if let Some(mode) = altered.commit {
        all.push(["commit=", mode.name()].concat());
    }
    for (key, value) in &altered.settings {
        all.push([key, "=", value].concat());
    }
    let mut words = all.join(", ");
    if !altered.machine.is_empty() {
        words.push_str(" of ");
        words.push_str(&altered.machine);
    }
    words
}
