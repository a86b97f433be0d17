//! A line as words, with quotes taken off and columns kept.

use crate::refusal::ParseError;
pub(crate) use protocol::near::nearest;

/// One word of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// Its characters without quotes; what was quoted means only itself.
    chars: Vec<(char, bool)>,
    /// How many characters stood before each pair of quotes: an empty pair
    /// leaves no other trace.
    quotes: Vec<usize>,
    /// Where it begins in the line, in characters from 0.
    pub column: usize,
    /// How many characters of the line it takes, with its quotes.
    pub length: usize,
}

impl Word {
    fn new(column: usize) -> Self {
        Word {
            chars: Vec::new(),
            quotes: Vec::new(),
            column,
            length: 0,
        }
    }

    /// The text without quotes.
    pub(crate) fn text(&self) -> String {
        self.chars.iter().map(|(c, _)| *c).collect()
    }

    /// Whether the word begins as an option does, unquoted.
    pub(crate) fn is_option(&self) -> bool {
        self.quotes.first() != Some(&0) && matches!(self.chars[..], [('-', _), ('-', _), ..])
    }

    /// The word as it may be written: with quotes around what was quoted.
    pub(crate) fn written(&self) -> String {
        let mut written = String::new();
        for run in self.chars.chunk_by(|one, next| one.1 == next.1) {
            let text: String = run.iter().map(|(c, _)| *c).collect();
            match run[0].1 {
                true => in_quotes(&text, &mut written),
                false => written.push_str(&text),
            }
        }
        match self.chars.is_empty() {
            true => quote(""),
            false => written,
        }
    }

    fn place(&self, separator: char) -> Option<usize> {
        self.chars
            .iter()
            .position(|(c, quoted)| *c == separator && !quoted)
    }

    fn part(&self, from: usize, to: usize) -> Word {
        let quotes = self.quotes.iter().filter(|q| (from..=to).contains(*q));
        Word {
            chars: self.chars[from..to].to_vec(),
            quotes: quotes.map(|q| q - from).collect(),
            column: self.column,
            length: self.length,
        }
    }

    /// What is before and what is after the first `separator` that is not
    /// quoted. Both parts keep the place of the whole word.
    pub(crate) fn split_once(&self, separator: char) -> Option<(Word, Word)> {
        let at = self.place(separator)?;
        let after = self.part(at + 1, self.chars.len());
        Some((self.part(0, at), after))
    }

    /// The parts between separators that are not quoted.
    pub(crate) fn split(&self, separator: char) -> Vec<Word> {
        let mut parts = Vec::new();
        let mut rest = self.clone();
        while let Some((part, after)) = rest.split_once(separator) {
            parts.push(part);
            rest = after;
        }
        parts.push(rest);
        parts
    }

    /// Whether there is nothing, not even an empty pair of quotes.
    pub(crate) fn is_nothing(&self) -> bool {
        self.chars.is_empty() && self.quotes.is_empty()
    }

    /// The text without the blanks around it that are not quoted; none where
    /// nothing is left, not even an empty pair of quotes.
    pub(crate) fn trimmed(&self) -> Option<String> {
        let blank = |(c, quoted): &(char, bool)| c.is_whitespace() && !quoted;
        let from = self.chars.iter().position(|one| !blank(one));
        let Some(from) = from else {
            return (!self.quotes.is_empty()).then(String::new);
        };
        let to = self.chars.iter().rposition(|one| !blank(one));
        let kept = &self.chars[from..=to.unwrap_or(from)];
        Some(kept.iter().map(|(c, _)| *c).collect())
    }
}

/// Splits a line. Words are parted by blanks; within `"..."` blanks and
/// separators are plain characters, and a backslash begins `\"`, `\\`, `\n`,
/// `\t`, `\r` or `\u{7f}`.
pub(crate) fn split(line: &str) -> Result<Vec<Word>, ParseError> {
    let chars: Vec<char> = line.chars().collect();
    let mut words = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if chars[at].is_whitespace() {
            at += 1;
            continue;
        }
        let mut word = Word::new(at);
        while at < chars.len() && !chars[at].is_whitespace() {
            if chars[at] == '"' {
                at = quoted(&chars, at, &mut word)?;
            } else {
                word.chars.push((chars[at], false));
                at += 1;
            }
        }
        word.length = at - word.column;
        words.push(word);
    }
    Ok(words)
}

/// Reads text as one word, whatever blanks it has outside of quotes.
pub(crate) fn whole(text: &str) -> Result<Word, ParseError> {
    let chars: Vec<char> = text.chars().collect();
    let mut word = Word::new(0);
    let mut at = 0;
    while at < chars.len() {
        if chars[at] == '"' {
            at = quoted(&chars, at, &mut word)?;
        } else {
            word.chars.push((chars[at], false));
            at += 1;
        }
    }
    word.length = at;
    Ok(word)
}

/// Reads from the quote at `open` on; answers what comes after the quote that
/// closes it.
fn quoted(chars: &[char], open: usize, word: &mut Word) -> Result<usize, ParseError> {
    word.quotes.push(word.chars.len());
    let mut at = open + 1;
    while let Some(c) = chars.get(at) {
        match c {
            '"' => return Ok(at + 1),
            '\\' => {
                let (c, next) = escaped(chars, at)?;
                word.chars.push((c, true));
                at = next;
            }
            c => {
                word.chars.push((*c, true));
                at += 1;
            }
        }
    }
    Err(ParseError::new(
        "This quote is never closed",
        open,
        chars.len() - open,
    ))
}

fn escaped(chars: &[char], backslash: usize) -> Result<(char, usize), ParseError> {
    let plain = match chars.get(backslash + 1) {
        Some('"') => '"',
        Some('\\') => '\\',
        Some('n') => '\n',
        Some('t') => '\t',
        Some('r') => '\r',
        Some('u') => {
            return by_number(chars, backslash).ok_or_else(|| {
                ParseError::new("A character by its number is written \\u{7f}", backslash, 2)
            })
        }
        _ => {
            let length = (chars.len() - backslash).min(2);
            return Err(ParseError::new(
                "Within quotes a backslash begins \\\" \\\\ \\n \\t \\r or \\u{7f}; write \\\\ for a backslash",
                backslash,
                length,
            ));
        }
    };
    Ok((plain, backslash + 2))
}

fn by_number(chars: &[char], backslash: usize) -> Option<(char, usize)> {
    let digits = chars.get(backslash + 3..)?;
    let length = digits.iter().take(7).position(|c| *c == '}')?;
    if chars[backslash + 2] != '{' || length == 0 {
        return None;
    }
    let mut number = 0;
    for digit in &digits[..length] {
        number = number * 16 + digit.to_digit(16)?;
    }
    Some((char::from_u32(number)?, backslash + 3 + length + 1))
}

/// Writes text as one word, or as a part of one: quoted where it is empty or
/// has a character that means something.
pub fn quote(text: &str) -> String {
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"\"\\,=".contains(c);
    if !text.is_empty() && !text.starts_with('-') && text.chars().all(plain) {
        return text.to_owned();
    }
    let mut quoted = String::with_capacity(text.len() + 2);
    in_quotes(text, &mut quoted);
    quoted
}

fn in_quotes(text: &str, quoted: &mut String) {
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            // Blanks other than the common one would be lost on whoever looks.
            c if c.is_control() || (c.is_whitespace() && c != ' ') => {
                quoted.extend(c.escape_unicode());
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
}

/// Writes `key=value` as one word.
pub(crate) fn quote_pair(key: &str, value: &str) -> String {
    // The value may begin with a hyphen: it begins no word.
    let value = match value.strip_prefix('-') {
        Some(rest) if !rest.is_empty() && quote(rest) == rest => value.to_owned(),
        _ => quote(value),
    };
    let value = if value == "\"\"" { "" } else { &value };
    [&quote(key), "=", value].concat()
}

impl ParseError {
    /// An error about a word.
    pub(crate) fn at(word: &Word, message: impl Into<String>) -> Self {
        ParseError::new(message, word.column, word.length)
    }
}

/// `a, b or c`.
pub(crate) fn one_of(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] => [&most.join(", "), " or ", last].concat(),
    }
}

pub(crate) fn did_you_mean<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    nearest(word, candidates).map(|word| ["Did you mean ", word, "?"].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(line: &str) -> Vec<String> {
        split(line).unwrap().iter().map(Word::text).collect()
    }

    #[test]
    fn lines_become_words() {
        for (line, words) in [
            ("", vec![]),
            ("  \t ", vec![]),
            ("crash c1", vec!["crash", "c1"]),
            ("a \"b c\" d", vec!["a", "b c", "d"]),
            ("a\"b c\"d", vec!["ab cd"]),
            ("\"\" x", vec!["", "x"]),
            (r#""\"\\\n\t\r\u{1f600}""#, vec!["\"\\\n\t\r😀"]),
        ] {
            assert_eq!(texts(line), words, "{line}");
        }
    }

    #[test]
    fn what_is_wrong_with_quotes_has_its_place() {
        for (line, column, length) in [
            ("say \"hello", 4, 6),
            (r#"say "a\q""#, 6, 2),
            (r#"say "a\"#, 6, 1),
            (r#"say "\u{}""#, 5, 2),
            (r#"say "\u{110000}""#, 5, 2),
            (r#"say "\u{0000000041}""#, 5, 2),
            (r#"say "\u"#, 5, 2),
        ] {
            let error = split(line).unwrap_err();
            assert_eq!((error.column, error.length), (column, length), "{line}");
        }
    }

    #[test]
    fn separators_count_outside_quotes() {
        let word = |line: &str| split(line).unwrap().remove(0);
        let parts = |line: &str| -> Vec<(String, bool)> {
            let parts = word(line).split(',');
            parts.iter().map(|p| (p.text(), p.is_nothing())).collect()
        };
        let some = |text: &str| (text.to_owned(), false);
        assert_eq!(parts("a,b"), [some("a"), some("b")]);
        assert_eq!(parts("\"a,b\",c"), [some("a,b"), some("c")]);
        assert_eq!(parts("a,\"\""), [some("a"), some("")]);
        assert_eq!(parts("\"\",a"), [some(""), some("a")]);
        assert_eq!(parts("a,"), [some("a"), (String::new(), true)]);
        let (key, value) = word("\"a=b\"=c=d").split_once('=').unwrap();
        assert_eq!((key.text(), value.text()), ("a=b".into(), "c=d".into()));
    }

    #[test]
    fn quoted_text_reads_as_itself() {
        for text in [
            "",
            "a",
            "a b",
            "--x",
            "-",
            "a,b",
            "a=b",
            "\"",
            "\\",
            "\n\t\r\0\u{7f}",
            "ä€😀",
            "\u{a0}",
            "#",
        ] {
            let line = quote(text);
            assert_eq!(texts(&line), [text], "{line}");
            assert!(!split(&line).unwrap()[0].is_option());
        }
        assert_eq!(quote("plain-1.2_x"), "plain-1.2_x");
    }
}
