//! The lines of the journal as a recording has them.

use crate::journal::{JournalLine, Span, Tone};
use crate::json::write;
use protocol::record::Millis;
use serde::Serialize;

/// A line: the time since the line before it, ordinal, step, kind, tone and
/// spans.
#[derive(Serialize)]
struct Line<'a>(Millis, u64, u32, &'a str, Tone, Vec<Piece<'a>>);

/// A piece of a line: its text, or text, whether it stands out, and thing.
#[derive(Serialize)]
#[serde(untagged)]
enum Piece<'a> {
    Plain(&'a str),
    Other(&'a str, u8, Option<&'a str>),
}

impl<'a> From<&'a Span> for Piece<'a> {
    fn from(span: &'a Span) -> Self {
        match (span.strong, span.thing.as_deref()) {
            (false, None) => Piece::Plain(&span.text),
            (strong, thing) => Piece::Other(&span.text, strong.into(), thing),
        }
    }
}

/// The JSON of all lines.
pub(super) fn text(lines: &[JournalLine]) -> String {
    let mut last = 0;
    let mut written = Vec::with_capacity(lines.len());
    for line in lines {
        let since = line.at - std::mem::replace(&mut last, line.at);
        let spans = line.spans.iter().map(Piece::from).collect();
        let (ordinal, step) = (line.ordinal, line.step);
        written.push(Line(since, ordinal, step, line.kind, line.tone, spans));
    }
    write(&written)
}
