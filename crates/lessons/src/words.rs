//! The words of a line of a lesson's blocks.

/// A word, and where it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// Without its quotes.
    pub text: String,
    /// In characters from 0.
    pub column: usize,
    /// Whether it was quoted: then it is no operator.
    pub quoted: bool,
}

/// What is wrong in a line, and where: in characters from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// Where.
    pub column: usize,
    /// What is wrong, and what would be right.
    pub message: String,
}

impl Wrong {
    pub(crate) fn at(column: usize, message: &str) -> Self {
        Wrong {
            column,
            message: message.to_owned(),
        }
    }
}

/// Parts a line into words; double quotes keep one with blanks together.
///
/// # Errors
/// For a quote that does not end.
pub(crate) fn split(line: &str) -> Result<Vec<Word>, Wrong> {
    let mut words: Vec<Word> = Vec::new();
    let mut open: Option<usize> = None;
    let mut fresh = true;
    for (column, letter) in line.chars().enumerate() {
        match letter {
            '"' if open.is_some() => open = None,
            '"' => {
                open = Some(column);
                if fresh {
                    words.push(word(column, true));
                    fresh = false;
                }
            }
            _ if letter.is_whitespace() && open.is_none() => fresh = true,
            _ => {
                if fresh {
                    words.push(word(column, false));
                    fresh = false;
                }
                if let Some(last) = words.last_mut() {
                    last.text.push(letter);
                }
            }
        }
    }
    match open {
        Some(column) => Err(Wrong::at(column, "This quote does not end.")),
        None => Ok(words),
    }
}

fn word(column: usize, quoted: bool) -> Word {
    Word {
        text: String::new(),
        column,
        quoted,
    }
}

/// A text as one word.
pub(crate) fn quoted(text: &str) -> String {
    match text.is_empty() || text.contains(char::is_whitespace) {
        true => ["\"", text, "\""].concat(),
        false => text.to_owned(),
    }
}
