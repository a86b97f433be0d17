//! What is wrong with a lesson, and where.

use serde::Serialize;
use std::fmt;

/// A mistake.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mistake {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// What is wrong, and what would be right.
    pub message: String,
}

impl Mistake {
    /// A mistake at a place.
    pub(crate) fn at(line: usize, column: usize, message: impl Into<String>) -> Self {
        Mistake {
            line,
            column,
            message: message.into(),
        }
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.message)
    }
}

/// Where lines begin in a text.
pub(crate) struct Places<'a> {
    text: &'a str,
    lines: Vec<usize>,
}

impl<'a> Places<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        Places {
            text,
            lines: std::iter::once(0).chain(ends).collect(),
        }
    }

    /// The line of a byte, from 1.
    pub(crate) fn line(&self, at: usize) -> usize {
        self.lines.partition_point(|begin| *begin <= at)
    }

    pub(crate) fn mistake(&self, at: usize, message: &str) -> Mistake {
        let line = self.line(at);
        let before = self.text.get(self.lines[line - 1]..at).unwrap_or_default();
        Mistake::at(line, before.chars().count() + 1, message)
    }
}
