//! The characters of a text, and what all that reads them needs.

use super::error::SyntaxError;

/// How deep loops, groups and `$(...)` may stand in each other.
const DEEPEST: usize = 24;

/// What reading gives.
pub(super) type Parsed<T> = Result<T, SyntaxError>;

/// Reads a text from its beginning to its end.
#[derive(Debug)]
pub(super) struct Reader {
    pub(super) chars: Vec<char>,
    pub(super) at: usize,
    /// Where what is read ends: of a here-document, before the line that ends
    /// it.
    pub(super) end: usize,
    pub(super) depth: usize,
    /// Here-documents begin after the line end at the first place, and the
    /// text goes on at the second.
    pub(super) here: Option<(usize, usize)>,
    /// Where `&` stood.
    pub(super) background: Option<usize>,
}

/// Whether a word ends before it.
pub(super) fn ends_word(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t' | '\n' | ';' | '&' | '|' | '(' | ')' | '<' | '>'
    )
}

/// Whether a name may begin with it.
pub(super) fn begins_name(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_'
}

/// Whether it may stand in a name.
pub(super) fn in_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

impl Reader {
    pub(super) fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        Reader {
            at: 0,
            end: chars.len(),
            chars,
            depth: 0,
            here: None,
            background: None,
        }
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.ahead(0)
    }

    pub(super) fn ahead(&self, by: usize) -> Option<char> {
        let at = self.at + by;
        (at < self.end).then(|| self.chars[at])
    }

    pub(super) fn sees(&self, text: &str) -> bool {
        let mut at = 0;
        text.chars().all(|c| {
            at += 1;
            self.ahead(at - 1) == Some(c)
        })
    }

    pub(super) fn eat(&mut self, text: &str) -> bool {
        let sees = self.sees(text);
        if sees {
            self.at += text.chars().count();
        }
        sees
    }

    /// Whether that word stands here, not in quotes.
    pub(super) fn sees_word(&self, word: &str) -> bool {
        let next = self.ahead(word.len());
        let ends = next.is_none_or(ends_word)
            || (next == Some('\r') && self.ahead(word.len() + 1) == Some('\n'));
        ends && self.sees(word)
    }

    pub(super) fn eat_word(&mut self, word: &str) -> bool {
        let sees = self.sees_word(word);
        if sees {
            self.at += word.len();
        }
        sees
    }

    /// The name that stands here; empty where none does.
    pub(super) fn name(&mut self) -> String {
        let mut name = String::new();
        while let Some(c) = self.peek() {
            if !in_name(c) || (name.is_empty() && !begins_name(c)) {
                break;
            }
            name.push(c);
            self.at += 1;
        }
        name
    }

    /// Goes over blanks, comments and line ends that a backslash takes away.
    pub(super) fn blanks(&mut self) -> Parsed<()> {
        loop {
            match self.peek() {
                Some(' ' | '\t') => self.at += 1,
                Some('\r') if self.ahead(1) == Some('\n') => self.at += 1,
                Some('\\') if self.continues() => self.join_lines()?,
                Some('#') => {
                    while self.peek().is_some_and(|c| c != '\n') {
                        self.at += 1;
                    }
                }
                _ => return Ok(()),
            }
        }
    }

    /// Whether a backslash at the end of its line stands here.
    pub(super) fn continues(&self) -> bool {
        matches!(self.ahead(1), None | Some('\n')) || self.sees("\\\r\n")
    }

    /// Goes over such a backslash and the line end after it.
    pub(super) fn join_lines(&mut self) -> Parsed<()> {
        let from = self.at;
        self.at += 1;
        if self.sees("\r\n") {
            self.at += 1;
        }
        if self.peek() == Some('\n') {
            self.inner_line_end()?;
        }
        match self.at < self.end {
            true => Ok(()),
            false => Err(self.incomplete("unexpected end of file", from, 1)),
        }
    }

    /// Goes over a line end that does not end a command.
    pub(super) fn inner_line_end(&mut self) -> Parsed<()> {
        if self.here.is_some_and(|(from, _)| from == self.at) {
            let message = "a here-document begins after this line: write its command on one line";
            return Err(self.error(message, self.at, 1));
        }
        self.at += 1;
        Ok(())
    }

    /// Goes over a line end that ends a command, and over the here-documents
    /// after it.
    pub(super) fn line_end(&mut self) {
        match self.here.take_if(|(from, _)| *from == self.at) {
            Some((_, to)) => self.at = to,
            None => self.at += 1,
        }
    }

    /// Goes over blanks, comments and line ends.
    pub(super) fn lines(&mut self) -> Parsed<()> {
        self.blanks()?;
        while self.peek() == Some('\n') {
            self.line_end();
            self.blanks()?;
        }
        Ok(())
    }

    pub(super) fn deeper(&mut self) -> Parsed<()> {
        self.depth += 1;
        match self.depth <= DEEPEST {
            true => Ok(()),
            false => Err(self.error("this is nested too deeply", self.at, 1)),
        }
    }

    pub(super) fn error(&self, message: &str, from: usize, length: usize) -> SyntaxError {
        SyntaxError {
            message: message.to_owned(),
            hint: None,
            column: from,
            length,
            incomplete: false,
        }
    }

    /// Something is open at the end of the text.
    pub(super) fn incomplete(&self, message: &str, from: usize, length: usize) -> SyntaxError {
        SyntaxError {
            incomplete: true,
            ..self.error(&["syntax error: ", message].concat(), from, length)
        }
    }

    /// A quote or a parenthesis from `from` on is not closed.
    pub(super) fn unclosed(&self, what: &str, from: usize, length: usize) -> SyntaxError {
        SyntaxError {
            incomplete: true,
            ..self.error(
                &["unexpected EOF while looking for matching `", what, "'"].concat(),
                from,
                length,
            )
        }
    }

    /// What stands here is more of a shell than there is.
    pub(super) fn refused(
        &self,
        what: &str,
        instead: &'static str,
        from: usize,
        length: usize,
    ) -> SyntaxError {
        let why = ": this is only as much of a shell as the tools need";
        SyntaxError {
            hint: Some(instead),
            ..self.error(&[what, why].concat(), from, length)
        }
    }

    /// What stands here does not belong here, in bash's words.
    pub(super) fn unexpected(&self) -> SyntaxError {
        if self.at >= self.end {
            return self.incomplete("unexpected end of file", self.at, 0);
        }
        let token = self.token();
        let length = token.chars().count();
        let (said, length) = match token.as_str() {
            "\n" => ("newline", 1),
            token => (token, length),
        };
        let message = ["syntax error near unexpected token `", said, "'"].concat();
        self.error(&message, self.at, length)
    }

    /// The operator or the raw word that stands here, not at the end.
    fn token(&self) -> String {
        const OPERATORS: [&str; 14] = [
            "<<<", "<<-", "&>>", "&&", "||", ";;", "<<", ">>", ">&", "<&", "&>", "|&", "<>", ">|",
        ];
        if let Some(operator) = OPERATORS.iter().find(|operator| self.sees(operator)) {
            return (*operator).to_owned();
        }
        let rest = &self.chars[self.at..self.end];
        let length = rest.iter().take_while(|c| !ends_word(**c)).count();
        rest[..length.clamp(1, 60)].iter().collect()
    }
}
