//! What the narrator says, as a recording has it.

use crate::json::write;
use crate::session::Session;
use protocol::record::Millis;

/// What was said so far.
#[derive(Default)]
pub(super) struct Narrating {
    /// What was said for the first time, by the entry in which that was.
    said: Vec<(usize, String)>,
    entries: Vec<String>,
    /// The entry that has what was said last, and when that was.
    last: (usize, Millis),
}

impl Narrating {
    /// Takes note of what is said in the next frame.
    pub(super) fn take(&mut self, session: &Session) {
        let text = write(&session.narrator());
        let known = self.said.iter().find(|said| said.1 == text);
        let known = known.map(|said| said.0);
        if !self.entries.is_empty() && known == Some(self.last.0) {
            return;
        }
        let since = write(&(session.now() - self.last.1));
        let what = known.map_or_else(|| text.clone(), |entry| write(&entry));
        let entry = known.unwrap_or(self.entries.len());
        if known.is_none() {
            self.said.push((entry, text));
        }
        self.entries.push(["[", &since, ",", &what, "]"].concat());
        self.last = (entry, session.now());
    }

    /// The JSON of all entries.
    pub(super) fn text(&self) -> String {
        ["[", &self.entries.join(","), "]"].concat()
    }
}
