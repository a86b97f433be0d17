//! A line of the journal in the making.

use crate::journal::{Span, Tone};
use crate::texts::journal::{sentence, Sentence};
use crate::texts::{add, fill, of_count, Arg};

/// A line in the making.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub kind: &'static str,
    pub tone: Tone,
    pub spans: Vec<Span>,
}

impl Told {
    pub(super) fn new(kind: &'static str) -> Self {
        Told {
            kind,
            tone: Tone::Plain,
            spans: Vec::new(),
        }
    }

    pub(super) fn quiet(kind: &'static str) -> Self {
        Told {
            tone: Tone::Quiet,
            ..Told::new(kind)
        }
    }

    pub(super) fn warn(kind: &'static str) -> Self {
        Told {
            tone: Tone::Warn,
            ..Told::new(kind)
        }
    }

    pub(super) fn bad(kind: &'static str) -> Self {
        Told {
            tone: Tone::Bad,
            ..Told::new(kind)
        }
    }

    /// Says a sentence, after what was said before.
    pub(super) fn say(mut self, id: Sentence, args: &[Arg]) -> Self {
        add(&mut self.spans, sentence(id), args);
        self
    }

    /// Says a sentence in its form for so many.
    pub(super) fn say_of(mut self, id: Sentence, count: usize, args: &[Arg]) -> Self {
        add(&mut self.spans, of_count(sentence(id), count), args);
        self
    }

    /// Says what is in nobody's language: a line that a user gave.
    pub(super) fn verbatim(mut self, text: &str) -> Self {
        add(&mut self.spans, "{0}", &[text.into()]);
        self
    }
}

/// A sentence that stands in another one.
pub(super) fn said(id: Sentence, args: &[Arg]) -> Arg {
    Arg::Said(fill(sentence(id), args))
}
