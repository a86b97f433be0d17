//! From a text to what it means.

use super::error::SyntaxError;
use super::read::{ends_word, Parsed, Reader};
use super::tree::{Item, Join, Kind, List, Node, Pipeline, Program, Read, Redirect, Word};
use std::sync::Arc;

/// Words that begin or join what there is none of here, and what to do
/// instead.
const REFUSED: &[(&str, &str)] = &[
    (
        "if",
        "A command after && runs where the one before succeeded, after || where it failed.",
    ),
    (
        "case",
        "A command after && runs where the one before succeeded, after || where it failed.",
    ),
    ("until", "There are for NAME in WORDS and while read NAME."),
    ("select", "There are for NAME in WORDS and while read NAME."),
    (
        "function",
        "What is done often is typed often, or stands in a for loop.",
    ),
    (
        "coproc",
        "A command with & behind it goes on in the background.",
    ),
    (
        "time",
        "The clock of the page shows how long a command takes.",
    ),
    ("!", "A command after || runs where the one before failed."),
    (
        "[[",
        "A command after && runs where the one before succeeded, after || where it failed.",
    ),
];

/// Words that mean something only after others.
const CLOSING: &[&str] = &["then", "elif", "else", "fi", "esac", "do", "done", "}"];

/// Reads a text.
///
/// # Errors
/// What is wrong with it, and where.
pub fn parse(text: &str) -> Result<Program, SyntaxError> {
    let mut reader = Reader::new(text);
    if let Some(at) = reader.chars.iter().position(|c| *c == '\0') {
        return Err(reader.error("a null character stands in no line", at, 1));
    }
    let list = reader.list()?;
    match reader.peek() {
        None => Ok(Program {
            list,
            background: reader.background.is_some(),
        }),
        Some(_) => Err(reader.unexpected()),
    }
}

/// Whether more lines may make a text right: a quote, a loop or a
/// here-document is open, or it ends in `|`, `&&` or a backslash.
pub fn is_incomplete(text: &str) -> bool {
    parse(text).is_err_and(|error| error.incomplete)
}

/// The first word of a text as it is written, behind blanks and comments, and
/// what follows it.
pub fn first_word(text: &str) -> (&str, &str) {
    let blanks = [' ', '\t', '\r', '\n'];
    let mut text = text.trim_start_matches(blanks);
    while text.starts_with('#') {
        let next = text.split_once('\n').map_or("", |(_, next)| next);
        text = next.trim_start_matches(blanks);
    }
    let end = text.find(|c| ends_word(c) || c == '\r');
    text.split_at(end.unwrap_or(text.len()))
}

/// Whether a text is one of this language, as far as its first word says it: a
/// tool, a small command, a loop, a group or an assignment.
pub fn is_begun_by(text: &str) -> bool {
    const WORDS: [&str; 4] = ["for", "while", "export", "{"];
    let (word, rest) = first_word(text);
    let refused = || REFUSED.iter().any(|(refused, _)| *refused == word);
    let assigns = || {
        let name = word.split_once('=').map(|(name, _)| name);
        name.is_some_and(super::shell::is_name)
    };
    word.is_empty() && rest.starts_with('(')
        || WORDS.contains(&word)
        || crate::kafka::tool(word).is_some()
        || super::NAMES.contains(&word)
        || refused()
        || assigns()
}

impl Reader {
    /// Pipelines up to what ends them: the end, `)`, `}` or `done`.
    fn list(&mut self) -> Parsed<List> {
        let mut items = Vec::new();
        loop {
            self.lines()?;
            let closed = self.sees(")") || ["}", "done"].iter().any(|word| self.sees_word(word));
            if self.peek().is_none() || closed {
                break;
            }
            if let Some(at) = self.background {
                return Err(self.misplaced(at));
            }
            let item = self.item()?;
            match self.peek() {
                Some('\n') => self.line_end(),
                Some(';') if self.ahead(1) != Some(';') => self.at += 1,
                Some('&') if self.ahead(1) != Some('&') => {
                    if self.depth > 0 || !items.is_empty() {
                        return Err(self.misplaced(self.at));
                    }
                    self.background = Some(self.at);
                    self.at += 1;
                }
                None | Some(')') => {}
                Some(_) => return Err(self.unexpected()),
            }
            items.push(item);
        }
        Ok(Arc::new(items))
    }

    /// `&` stands where it does not stand here.
    fn misplaced(&self, at: usize) -> SyntaxError {
        let instead =
            "It stands at the end of a line, which as a whole goes on in the background; \
            several commands are one in { ...; }.";
        self.refused("`&` here", instead, at, 1)
    }

    /// Pipelines joined by `&&` and `||`.
    fn item(&mut self) -> Parsed<Item> {
        let mut chain = vec![(Join::First, self.pipeline(false)?)];
        loop {
            let join = match () {
                () if self.eat("&&") => Join::And,
                () if self.eat("||") => Join::Or,
                () => break,
            };
            self.lines()?;
            chain.push((join, self.pipeline(false)?));
        }
        Ok(Item { chain })
    }

    /// Commands joined by `|`; `inner` in `$(...)`.
    pub(super) fn pipeline(&mut self, inner: bool) -> Parsed<Pipeline> {
        let mut nodes = Vec::new();
        loop {
            let from = self.at;
            let mut node = self.node()?;
            if inner && !matches!(node.kind, Kind::Simple { .. }) {
                let instead = "In $(...) stands a command such as seq, cat or date.";
                return Err(self.refused("a loop or group in $(...)", instead, from, 1));
            }
            let errors = self.sees("|&");
            if errors {
                node.redirects.push(Redirect::Join { errors: true });
            }
            nodes.push(node);
            if self.sees("||") || !self.eat("|") {
                break;
            }
            self.at += usize::from(errors);
            self.lines()?;
        }
        if inner && (self.sees("||") || matches!(self.peek(), Some(';' | '&'))) {
            let instead = "In $(...) stands one pipeline.";
            return Err(self.refused("a list in $(...)", instead, self.at, 1));
        }
        Ok(nodes)
    }

    /// A command with its redirections.
    fn node(&mut self) -> Parsed<Node> {
        for (word, instead) in REFUSED {
            if self.sees_word(word) {
                let what = ["`", word, "`"].concat();
                let length = word.len();
                return Err(self.refused(&what, instead, self.at, length));
            }
        }
        if self.sees("((") {
            let instead = "Numbers are counted by seq, as in $(seq 1 5).";
            return Err(self.refused("`((`", instead, self.at, 2));
        }
        if CLOSING.iter().any(|word| self.sees_word(word)) {
            return Err(self.unexpected());
        }
        let from = self.at;
        let kind = match () {
            () if self.eat("(") => Kind::Parentheses(self.body(from, ")")?),
            () if self.eat_word("{") => Kind::Braces(self.body(from, "}")?),
            () if self.eat_word("for") => self.for_loop(from)?,
            () if self.eat_word("while") => self.while_loop(from)?,
            () => return self.simple(),
        };
        let mut redirects = Vec::new();
        self.blanks()?;
        while self.redirect(&mut redirects)? {
            self.blanks()?;
        }
        match self.peek() {
            Some(c) if !ends_word(c) || c == '(' => Err(self.unexpected()),
            _ => Ok(Node { kind, redirects }),
        }
    }

    /// What stands in a group or a loop that began at `from`, up to its end.
    fn body(&mut self, from: usize, close: &str) -> Parsed<List> {
        self.deeper()?;
        let list = self.list()?;
        if self.peek().is_none() {
            return Err(self.incomplete("unexpected end of file", from, self.at - from));
        }
        if list.is_empty() || !self.eat(close) {
            return Err(self.unexpected());
        }
        self.depth -= 1;
        Ok(list)
    }

    /// `do BODY; done` after the head of a loop that began at `from`.
    fn do_done(&mut self, from: usize) -> Parsed<List> {
        self.blanks()?;
        match self.peek() {
            Some(';') => self.at += 1,
            Some('\n') | None => {}
            Some(_) => return Err(self.unexpected()),
        }
        self.lines()?;
        if self.peek().is_none() {
            return Err(self.incomplete("unexpected end of file", from, self.at - from));
        }
        if !self.eat_word("do") {
            return Err(self.unexpected());
        }
        self.body(from, "done")
    }

    fn for_loop(&mut self, from: usize) -> Parsed<Kind> {
        self.blanks()?;
        if self.sees("((") {
            let instead = "It is for NAME in $(seq 1 5), or in {1..5}.";
            return Err(self.refused("`for ((`", instead, self.at, 2));
        }
        let name_at = self.at;
        let name = self.name();
        if self.peek().is_none() {
            return Err(self.incomplete("unexpected end of file", from, self.at - from));
        }
        if name.is_empty() || !self.peek().is_none_or(ends_word) {
            self.at = name_at;
            let Some(word) = self.word(true)? else {
                return Err(self.unexpected());
            };
            let text = super::canonical::write_word(&word);
            let message = ["`", &text, "': not a valid identifier"].concat();
            return Err(self.error(&message, name_at, self.at - name_at));
        }
        self.lines()?;
        if self.peek().is_none() {
            return Err(self.incomplete("unexpected end of file", from, self.at - from));
        }
        if !self.eat_word("in") {
            let instead = "It is for NAME in WORDS; do ...; done.";
            return Err(self.refused("`for` without `in`", instead, from, self.at - from));
        }
        let mut words = Vec::new();
        self.blanks()?;
        while let Some(word) = self.word(true)? {
            words.push(word);
            self.blanks()?;
        }
        let body = self.do_done(from)?;
        Ok(Kind::For { name, words, body })
    }

    fn while_loop(&mut self, from: usize) -> Parsed<Kind> {
        self.lines()?;
        if self.peek().is_none() {
            return Err(self.incomplete("unexpected end of file", from, self.at - from));
        }
        let separators = match self.eat("IFS=") {
            true => Some(self.word(false)?.unwrap_or_else(Word::empty)),
            false => None,
        };
        self.blanks()?;
        if !self.eat_word("read") {
            let instead = "There are for NAME in WORDS and while read NAME.";
            return Err(self.refused("`while` without `read`", instead, from, self.at - from));
        }
        self.blanks()?;
        let raw = self.eat_word("-r");
        let mut names = Vec::new();
        loop {
            self.blanks()?;
            let name = self.name();
            if name.is_empty() {
                break;
            }
            names.push(name);
        }
        if self.peek().is_some_and(|c| !ends_word(c)) {
            let instead = "It is while read -r NAME; do ...; done.";
            return Err(self.refused("`while read`", instead, from, self.at + 1 - from));
        }
        let body = self.do_done(from)?;
        let read = Read {
            separators,
            raw,
            names,
        };
        Ok(Kind::While { read, body })
    }

    /// Assignments, words and redirections.
    fn simple(&mut self) -> Parsed<Node> {
        let from = self.at;
        let mut assignments = Vec::new();
        let mut words: Vec<Word> = Vec::new();
        let mut redirects = Vec::new();
        loop {
            self.blanks()?;
            if self.redirect(&mut redirects)? {
                continue;
            }
            if words.is_empty() {
                if let Some(assignment) = self.assignment()? {
                    assignments.push(assignment);
                    continue;
                }
            }
            match self.word(true)? {
                Some(word) => words.push(word),
                None => break,
            }
        }
        if self.peek() == Some('(') && words.len() == 1 && assignments.is_empty() {
            let instead = "What is done often is typed often, or stands in a for loop.";
            return Err(self.refused("a function", instead, from, self.at + 1 - from));
        }
        if self.peek() == Some('(') || self.at == from {
            return Err(self.unexpected());
        }
        if assignments.is_empty() && words.is_empty() && redirects.is_empty() {
            return Err(self.unexpected());
        }
        let kind = Kind::Simple { assignments, words };
        Ok(Node { kind, redirects })
    }

    /// `NAME=VALUE`, if it stands here.
    fn assignment(&mut self) -> Parsed<Option<(String, Word)>> {
        let from = self.at;
        let name = self.name();
        if name.is_empty() || !self.sees("=") {
            if !name.is_empty() && self.sees("+=") {
                let instead = "It is NAME=$NAME...";
                return Err(self.refused("`+=`", instead, self.at, 2));
            }
            self.at = from;
            return Ok(None);
        }
        self.at += 1;
        if self.sees("(") {
            let instead = "Words with blanks between them are a list, too: for X in $NAME.";
            return Err(self.refused("a list of values", instead, self.at, 1));
        }
        let value = self.word(false)?.unwrap_or_else(Word::empty);
        Ok(Some((name, value)))
    }

    /// A redirection, if one stands here.
    fn redirect(&mut self, redirects: &mut Vec<Redirect>) -> Parsed<bool> {
        let from = self.at;
        let mut digits = 0;
        while self.ahead(digits).is_some_and(|c| c.is_ascii_digit()) && digits < 20 {
            digits += 1;
        }
        if !matches!(self.ahead(digits), Some('<' | '>')) {
            return self.both(redirects);
        }
        let number: String = self.chars[from..from + digits].iter().collect();
        self.at += digits;
        let output = self.peek() == Some('>');
        let errors = match (number.as_str(), output) {
            ("" | "1", true) | ("" | "0", false) => false,
            ("2", true) => true,
            _ => {
                let instead = "There are 0, 1 and 2: input, output and errors.";
                let what = ["`", &number, if output { ">`" } else { "<`" }].concat();
                return Err(self.refused(&what, instead, from, digits + 1));
            }
        };
        match output {
            true => self.output(from, errors, redirects)?,
            false => redirects.push(self.input(from)?),
        }
        Ok(true)
    }

    /// `&> FILE` and `&>> FILE`.
    fn both(&mut self, redirects: &mut Vec<Redirect>) -> Parsed<bool> {
        if !self.eat("&>") {
            return Ok(false);
        }
        let append = self.eat(">");
        let name = self.target()?;
        redirects.push(Redirect::File {
            errors: false,
            append,
            name,
        });
        redirects.push(Redirect::Join { errors: true });
        Ok(true)
    }

    /// What stands behind `>`.
    fn output(&mut self, from: usize, errors: bool, redirects: &mut Vec<Redirect>) -> Parsed<()> {
        self.at += 1;
        match self.peek() {
            Some('&') => {
                self.at += 1;
                match () {
                    () if self.eat_word("1") => {
                        if errors {
                            redirects.push(Redirect::Join { errors });
                        }
                    }
                    () if self.eat_word("2") => {
                        if !errors {
                            redirects.push(Redirect::Join { errors });
                        }
                    }
                    () => {
                        let instead = "It is 2>&1, or &> FILE for both.";
                        return Err(self.refused("`>&`", instead, from, self.at - from));
                    }
                }
                Ok(())
            }
            Some('|' | '(') => {
                let instead = "It is > FILE, or a pipe.";
                let what = ["`>", &self.chars[self.at].to_string(), "`"].concat();
                Err(self.refused(&what, instead, from, self.at + 1 - from))
            }
            _ => {
                let append = self.eat(">");
                let name = self.target()?;
                redirects.push(Redirect::File {
                    errors,
                    append,
                    name,
                });
                Ok(())
            }
        }
    }

    /// What stands behind `<`.
    fn input(&mut self, from: usize) -> Parsed<Redirect> {
        if self.eat("<<<") {
            return Ok(Redirect::Here(self.target()?));
        }
        if self.eat("<<") {
            return self.here_document(from);
        }
        self.at += 1;
        if matches!(self.peek(), Some('(' | '&' | '>')) {
            let what = ["`<", &self.chars[self.at].to_string(), "`"].concat();
            let instead = "It is < FILE, <<< WORD, <<EOF, or a pipe.";
            return Err(self.refused(&what, instead, from, self.at + 1 - from));
        }
        Ok(Redirect::Input(self.target()?))
    }

    /// The word behind a redirection.
    fn target(&mut self) -> Parsed<Word> {
        self.blanks()?;
        match self.word(true)? {
            Some(word) => Ok(word),
            None if self.peek().is_none() => {
                let message = "syntax error near unexpected token `newline'";
                Err(self.error(message, self.at, 0))
            }
            None => Err(self.unexpected()),
        }
    }
}
