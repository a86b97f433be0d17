//! What the narrator says, as a recording has it.

use super::list;
use crate::json::write;
use crate::narrator::Narration;
use crate::session::Session;
use protocol::record::Millis;

/// What was said so far.
#[derive(Default)]
pub(super) struct Narrating {
    /// What was said for the first time, by the entry in which that was.
    said: Vec<(usize, Narration)>,
    entries: Vec<String>,
    /// The entry that has what was said last, and when that was.
    last: (usize, Millis),
}

impl Narrating {
    /// Takes note of what is said in the next frame.
    pub(super) fn take(&mut self, session: &Session) {
        let narration = session.narrator();
        let known = self.said.iter().rev().find(|(_, said)| *said == narration);
        let known = known.map(|(entry, _)| *entry);
        if !self.entries.is_empty() && known == Some(self.last.0) {
            return;
        }
        let entry = self.entries.len();
        let since = session.now() - self.last.1;
        let what = match known {
            Some(entry) => write(&entry),
            None => write(&narration),
        };
        self.entries.push(list(&[write(&since), what]));
        self.last = (known.unwrap_or(entry), session.now());
        if known.is_none() {
            self.said.push((entry, narration));
        }
    }

    /// The JSON of all entries.
    pub(super) fn text(&self) -> String {
        list(&self.entries)
    }
}
