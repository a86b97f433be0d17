//! Lines of the journal.
//!
//! A line has its instant, its kind, and its words in pieces. A piece may stand for a
//! [thing](crate::thing), so that whoever shows it can lead there.
//!
//! *Read next: [`narrate`](mod@crate::narrate), where these lines come from.*

use protocol::record::Millis;
use serde::Serialize;

/// How a line is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Tone {
    /// Part of the story.
    #[default]
    Plain,
    /// What goes on behind it.
    Quiet,
    /// Somebody should look.
    Warn,
    /// Something went wrong.
    Bad,
}

/// A piece of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Span {
    /// The text, with its blanks.
    pub text: String,
    /// Whether it stands out, as a record's key does.
    pub strong: bool,
    /// What it stands for.
    pub thing: Option<String>,
    /// In the place of text: how long it is until an instant, in milliseconds
    /// since the start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Millis>,
}

/// A line of the journal: one thing that happened, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct JournalLine {
    /// Its place in the journal.
    pub index: usize,
    /// When, in milliseconds since the start.
    pub at: Millis,
    /// How many events had happened before: the order within a millisecond.
    pub ordinal: u64,
    /// The step of its millisecond that it tells of: after so many steps it is
    /// the last line, or one of the last.
    pub step: u32,
    /// What kind of thing happened.
    pub kind: &'static str,
    /// How it is meant.
    pub tone: Tone,
    /// The words.
    pub spans: Vec<Span>,
}

impl JournalLine {
    /// The words without their things.
    pub fn text(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }
}

/// Text that is short enough for a line.
pub(crate) fn shortened(text: &str) -> String {
    const MOST: usize = 40;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => [&text[..end], "…"].concat(),
        None => text.to_owned(),
    }
}

/// `12.1`: seconds since the start with one digit after the point.
pub(crate) fn seconds(elapsed: Millis) -> String {
    let tenths = elapsed.max(0) / 100;
    [&(tenths / 10).to_string(), ".", &(tenths % 10).to_string()].concat()
}
