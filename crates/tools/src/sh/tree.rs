//! What a text means: lists of pipelines of commands.

use std::sync::Arc;

/// A text that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// What it does.
    pub(crate) list: List,
    pub(crate) background: bool,
}

impl Program {
    /// Whether `&` stands at its end: it runs in the background.
    pub fn in_background(&self) -> bool {
        self.background
    }
}

/// Lines, one after the other.
pub(crate) type List = Arc<Vec<Item>>;

/// Pipelines that are joined by `&&` and `||`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    pub chain: Vec<(Join, Pipeline)>,
}

/// When a pipeline runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Join {
    /// In any case: it is the first one.
    First,
    /// After success.
    And,
    /// After failure.
    Or,
}

/// Commands of which each reads what the one before prints.
pub(crate) type Pipeline = Vec<Node>;

/// A command and where it reads and prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Node {
    pub kind: Kind,
    pub redirects: Vec<Redirect>,
}

/// A command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Assignments and words, of which the first is its name.
    Simple {
        assignments: Vec<(String, Word)>,
        words: Vec<Word>,
    },
    /// `for NAME in WORDS; do BODY; done`.
    For {
        name: String,
        words: Vec<Word>,
        body: List,
    },
    /// `while read NAMES; do BODY; done`.
    While { read: Read, body: List },
    /// `{ BODY; }`.
    Braces(List),
    /// `( BODY )`: what it sets is forgotten after it.
    Parentheses(List),
}

/// `IFS=... read -r NAMES`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Read {
    /// What separates words; blanks where nothing is said.
    pub separators: Option<Word>,
    /// Whether a backslash is a character as any other.
    pub raw: bool,
    pub names: Vec<String>,
}

/// Where a command reads or prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Redirect {
    /// `< FILE`.
    Input(Word),
    /// `<<< WORD`, and a here-document that is not empty without its last line
    /// end.
    Here(Word),
    /// `> FILE`, `>> FILE`, `2> FILE`.
    File {
        errors: bool,
        append: bool,
        name: Word,
    },
    /// `2>&1` (errors) or `>&2`.
    Join { errors: bool },
}

/// A word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word(pub Vec<Part>);

/// A part of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Itself.
    Text(String),
    /// `$NAME`; in quotes it stays one word.
    Variable { name: String, quoted: bool },
    /// `$?`.
    Status { quoted: bool },
    /// `$(...)`: what a pipeline prints.
    Output { pipeline: Pipeline, quoted: bool },
    /// `{1..5}`.
    Range {
        from: i64,
        to: i64,
        step: i64,
        /// How many digits at least.
        width: usize,
    },
}

impl Word {
    /// A word without letters.
    pub(crate) fn empty() -> Self {
        Word(vec![Part::Text(String::new())])
    }

    /// What it is if it is nothing but text.
    pub(crate) fn text(&self) -> Option<&str> {
        match self.0.as_slice() {
            [Part::Text(text)] => Some(text),
            _ => None,
        }
    }
}
