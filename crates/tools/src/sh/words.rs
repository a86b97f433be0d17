//! Words: quotes, variables, `$(...)` and `{1..5}`.

use super::read::{begins_name, ends_word, Parsed, Reader};
use super::tree::{Part, Word};

/// What stands in a word besides its parts, while it is read.
#[derive(Clone, Copy, Debug, Default)]
struct Brace {
    /// Where a `{` stands open.
    from: Option<usize>,
    /// Whether a comma stands in it, or letters from one to another.
    chooses: bool,
}

/// Adds text to the parts of a word.
fn push(parts: &mut Vec<Part>, c: char) {
    if let Some(Part::Text(text)) = parts.last_mut() {
        text.push(c);
    } else {
        parts.push(Part::Text(c.to_string()));
    }
}

/// Something in quotes was read: also where it is empty it is a word.
fn was_quoted(parts: &mut Vec<Part>) {
    if !matches!(parts.last(), Some(Part::Text(_))) {
        parts.push(Part::Text(String::new()));
    }
}

impl Reader {
    /// The word that stands here; none where none does. In the value of a
    /// variable braces have no meaning.
    pub(super) fn word(&mut self, braces: bool) -> Parsed<Option<Word>> {
        let from = self.at;
        let mut parts = Vec::new();
        let mut brace = Brace::default();
        if self.peek() == Some('~') {
            let instead = "There is no home here: files have names without directories.";
            return Err(self.refused("`~`", instead, from, 1));
        }
        while let Some(c) = self.peek() {
            if ends_word(c) || self.sees("\r\n") {
                break;
            }
            match c {
                '\\' if self.continues() => self.join_lines()?,
                '\\' => {
                    self.at += 1;
                    push(&mut parts, self.chars[self.at]);
                    self.at += 1;
                }
                '\'' => self.single(&mut parts)?,
                '"' => self.double(&mut parts)?,
                '$' if self.sees("$\"") => self.at += 1,
                '$' if self.sees("$'") => self.escaped(&mut parts)?,
                '$' => self.dollar(&mut parts, false)?,
                '`' => return Err(self.backtick()),
                '*' | '?' => {
                    let what = ["`", &c.to_string(), "`"].concat();
                    let instead = "Names of files are written out; a pattern stands in quotes.";
                    return Err(self.refused(&what, instead, self.at, 1));
                }
                _ => self.plain(c, &mut parts, braces.then_some(&mut brace))?,
            }
        }
        Ok((self.at > from && !parts.is_empty()).then_some(Word(parts)))
    }

    /// A character that means itself, but for braces.
    fn plain(&mut self, c: char, parts: &mut Vec<Part>, brace: Option<&mut Brace>) -> Parsed<()> {
        if let Some(brace) = brace {
            match c {
                '{' => {
                    if let Some(range) = self.range() {
                        parts.push(range);
                        return Ok(());
                    }
                    *brace = Brace {
                        from: Some(self.at),
                        chooses: self.letters(),
                    };
                }
                ',' => brace.chooses = true,
                '}' => {
                    if let (Some(from), true) = (brace.from, brace.chooses) {
                        let instead =
                            "Of braces there are ranges, as in {1..5}; quote what is meant as it stands.";
                        return Err(self.refused("`{`", instead, from, self.at + 1 - from));
                    }
                    brace.from = None;
                }
                _ => {}
            }
        }
        push(parts, c);
        self.at += 1;
        Ok(())
    }

    /// Whether `{a..e}` stands here.
    fn letters(&self) -> bool {
        let letter = |by| self.ahead(by).is_some_and(|c| c.is_ascii_alphabetic());
        let dots = |by| self.ahead(by) == Some('.') && self.ahead(by + 1) == Some('.');
        letter(1) && dots(2) && letter(4) && (self.ahead(5) == Some('}') || dots(5))
    }

    /// `{1..5}` or `{1..9..2}`, if it stands here.
    fn range(&mut self) -> Option<Part> {
        let from = self.at;
        let range = self.numbers();
        if range.is_none() {
            self.at = from;
        }
        range
    }

    fn numbers(&mut self) -> Option<Part> {
        self.at += 1;
        let (from, from_width) = self.number()?;
        if !self.eat("..") {
            return None;
        }
        let (to, to_width) = self.number()?;
        let step = match self.eat("..") {
            true => self.number()?.0,
            false => 1,
        };
        let width = from_width.max(to_width);
        self.eat("}").then_some(Part::Range {
            from,
            to,
            step: step.saturating_abs().max(1),
            width,
        })
    }

    /// A number, and its length if it has zeros before it.
    fn number(&mut self) -> Option<(i64, usize)> {
        let mut text = String::new();
        while let Some(c) = self.peek() {
            let sign = text.is_empty() && matches!(c, '-' | '+');
            if !(sign || c.is_ascii_digit()) || text.len() > 19 {
                break;
            }
            text.push(c);
            self.at += 1;
        }
        let value: i64 = text.parse().ok()?;
        let digits = text.trim_start_matches(['-', '+']);
        let padded = digits.len() > 1 && digits.starts_with('0');
        Some((value, if padded { text.len() } else { 0 }))
    }

    /// `'...'`.
    fn single(&mut self, parts: &mut Vec<Part>) -> Parsed<()> {
        let from = self.at;
        self.at += 1;
        was_quoted(parts);
        loop {
            match self.peek() {
                None => return Err(self.unclosed("'", from, 1)),
                Some('\'') => {
                    self.at += 1;
                    return Ok(());
                }
                Some('\n') => {
                    self.inner_line_end()?;
                    push(parts, '\n');
                }
                Some(c) => {
                    push(parts, c);
                    self.at += 1;
                }
            }
        }
    }

    /// `"..."`.
    fn double(&mut self, parts: &mut Vec<Part>) -> Parsed<()> {
        let from = self.at;
        self.at += 1;
        let begun = parts.len();
        self.in_quotes(parts, Some('"'))?;
        if self.peek().is_none() {
            return Err(self.unclosed("\"", from, 1));
        }
        self.at += 1;
        if parts.len() == begun {
            was_quoted(parts);
        }
        Ok(())
    }

    /// What stands in double quotes, or in a here-document, up to the quote or
    /// the end.
    pub(super) fn in_quotes(&mut self, parts: &mut Vec<Part>, quote: Option<char>) -> Parsed<()> {
        while let Some(c) = self.peek() {
            if Some(c) == quote {
                return Ok(());
            }
            match c {
                '\\' => match self.ahead(1) {
                    Some('\n') => {
                        self.at += 1;
                        self.inner_line_end()?;
                    }
                    Some(next) if matches!(next, '$' | '`' | '\\') || Some(next) == quote => {
                        push(parts, next);
                        self.at += 2;
                    }
                    _ => {
                        push(parts, c);
                        self.at += 1;
                    }
                },
                '$' => self.dollar(parts, true)?,
                '`' => return Err(self.backtick()),
                '\n' => {
                    push(parts, c);
                    self.inner_line_end()?;
                }
                _ => {
                    push(parts, c);
                    self.at += 1;
                }
            }
        }
        Ok(())
    }

    fn backtick(&self) -> super::SyntaxError {
        let instead = "Write $(...) for what a command prints.";
        self.refused("a backtick", instead, self.at, 1)
    }

    /// What stands after `$`.
    fn dollar(&mut self, parts: &mut Vec<Part>, quoted: bool) -> Parsed<()> {
        let from = self.at;
        self.at += 1;
        match self.peek() {
            Some('?') => {
                self.at += 1;
                parts.push(Part::Status { quoted });
            }
            Some('(') if self.ahead(1) == Some('(') => {
                let instead = "Numbers are counted by seq, as in $(seq 1 5).";
                return Err(self.refused("`$((`", instead, from, 3));
            }
            Some('(') => {
                self.at += 1;
                self.deeper()?;
                self.lines()?;
                let pipeline = self.pipeline(true)?;
                self.lines()?;
                match self.peek() {
                    Some(')') => self.at += 1,
                    None => return Err(self.unclosed(")", from, 2)),
                    Some(_) => return Err(self.unexpected()),
                }
                self.depth -= 1;
                parts.push(Part::Output { pipeline, quoted });
            }
            Some('{') => {
                self.at += 1;
                let name = self.name();
                match self.peek() {
                    None => return Err(self.unclosed("}", from, 2)),
                    Some('}') if !name.is_empty() => self.at += 1,
                    Some('?') if name.is_empty() && self.ahead(1) == Some('}') => {
                        self.at += 2;
                        parts.push(Part::Status { quoted });
                        return Ok(());
                    }
                    Some(_) => {
                        let instead = "A variable is $NAME or ${NAME}, and nothing more.";
                        let length = self.at + 1 - from;
                        return Err(self.refused("`${`", instead, from, length));
                    }
                }
                parts.push(Part::Variable { name, quoted });
            }
            Some(c) if begins_name(c) => {
                let name = self.name();
                parts.push(Part::Variable { name, quoted });
            }
            Some(c) if c.is_ascii_digit() || "@*#$!-".contains(c) => {
                let what = ["`$", &c.to_string(), "`"].concat();
                let instead = "There are the variables that for and NAME=value set, and $?.";
                return Err(self.refused(&what, instead, from, 2));
            }
            _ => push(parts, '$'),
        }
        Ok(())
    }

    /// `$'...'`, with the escapes that C has.
    fn escaped(&mut self, parts: &mut Vec<Part>) -> Parsed<()> {
        let from = self.at;
        self.at += 2;
        was_quoted(parts);
        loop {
            let Some(c) = self.peek() else {
                return Err(self.unclosed("'", from, 2));
            };
            match c {
                '\'' => {
                    self.at += 1;
                    return Ok(());
                }
                '\\' => {
                    self.at += 1;
                    self.escape(parts);
                }
                '\n' => {
                    self.inner_line_end()?;
                    push(parts, c);
                }
                _ => {
                    push(parts, c);
                    self.at += 1;
                }
            }
        }
    }

    /// What stands after a backslash in `$'...'`.
    fn escape(&mut self, parts: &mut Vec<Part>) {
        let Some(c) = self.peek() else {
            return;
        };
        self.at += 1;
        let code = match c {
            'x' => self.code(16, 2),
            'u' => self.code(16, 4),
            'U' => self.code(16, 8),
            '0'..='7' => {
                self.at -= 1;
                self.code(8, 3)
            }
            _ => None,
        };
        match (code, super::text::escape(c)) {
            // There is no such byte in a text: bash ends the word there.
            (Some(code), _) => {
                if let Some(c) = char::from_u32(code).filter(|c| *c != '\0') {
                    push(parts, c);
                }
            }
            (None, Some(meant)) => push(parts, meant),
            (None, None) => {
                if !matches!(c, '\'' | '"' | '?') {
                    push(parts, '\\');
                }
                push(parts, c);
            }
        }
    }

    /// Up to `most` digits.
    fn code(&mut self, radix: u32, most: usize) -> Option<u32> {
        let mut code = None;
        for _ in 0..most {
            let Some(digit) = self.peek().and_then(|c| c.to_digit(radix)) else {
                break;
            };
            code = Some(code.unwrap_or(0u32).wrapping_mul(radix).wrapping_add(digit));
            self.at += 1;
        }
        code
    }
}
