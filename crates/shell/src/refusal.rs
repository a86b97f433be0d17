//! Why a line is refused.

use serde::Serialize;
use std::fmt;

/// Why a line is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// What is wrong, in a sentence without its end.
    pub message: String,
    /// Where the wrong part begins, in characters from 0.
    pub column: usize,
    /// How many characters it takes; 0 where something is missing.
    pub length: usize,
    /// What might have been meant.
    pub hint: Option<String>,
}

impl ParseError {
    pub(crate) fn new(message: impl Into<String>, column: usize, length: usize) -> Self {
        ParseError {
            message: message.into(),
            column,
            length,
            hint: None,
        }
    }

    pub(crate) fn hint(mut self, hint: Option<String>) -> Self {
        self.hint = hint;
        self
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        f.write_str(".")?;
        if let Some(hint) = &self.hint {
            f.write_str(" ")?;
            f.write_str(hint)?;
        }
        Ok(())
    }
}

impl std::error::Error for ParseError {}

/// Why a line was refused. Nothing changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ShellError {
    /// The kind of error, for programs: `syntax`, or one of the engine's.
    pub code: &'static str,
    /// What is wrong, in sentences.
    pub message: String,
    /// Where the wrong part of the line begins, in characters from 0.
    pub column: Option<usize>,
    /// How many characters it takes; 0 where something is missing.
    pub length: Option<usize>,
}

impl fmt::Display for ShellError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ShellError {}

impl From<ParseError> for ShellError {
    fn from(error: ParseError) -> Self {
        ShellError {
            code: "syntax",
            message: error.to_string(),
            column: Some(error.column),
            length: Some(error.length),
        }
    }
}
