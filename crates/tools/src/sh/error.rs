//! What is wrong with a text.

/// A text that was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// What is wrong; bash's own words, without its name before them, where
    /// bash finds it wrong, too.
    pub message: String,
    /// What there is instead, in a sentence.
    pub hint: Option<&'static str>,
    /// Where, in characters from the beginning of the text.
    pub column: usize,
    /// How many characters it is about.
    pub length: usize,
    /// Whether more lines may make it right: a quote, a loop or a
    /// here-document is open.
    pub incomplete: bool,
}
