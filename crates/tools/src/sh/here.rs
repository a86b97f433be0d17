//! Here-documents.

use super::read::{ends_word, Parsed, Reader};
use super::tree::{Part, Redirect, Word};

impl Reader {
    /// What stands behind `<<`. Its text begins after this line; it is read
    /// now, and left out when the line ends.
    pub(super) fn here_document(&mut self, from: usize) -> Parsed<Redirect> {
        let strip = self.eat("-");
        self.blanks()?;
        let (delimiter, quoted) = self.delimiter()?;
        let (line_end, begin) = match self.here {
            Some(place) => place,
            None => {
                let Some(line_end) = self.end_of_line() else {
                    return Err(self.unclosed(&delimiter, from, self.at - from));
                };
                (line_end, line_end + 1)
            }
        };
        let Some((body, next)) = self.here_lines(begin, &delimiter, strip, quoted) else {
            return Err(self.unclosed(&delimiter, from, self.at - from));
        };
        self.here = Some((line_end, next));
        if body.is_empty() {
            return Ok(Redirect::Input(Word(vec![Part::Text("/dev/null".into())])));
        }
        let mut parts = Vec::new();
        if quoted {
            parts.push(Part::Text(body));
        } else {
            self.here_parts(body, &mut parts)?;
        }
        if let Some(Part::Text(text)) = parts.last_mut() {
            // A here-string gets this line end anyway.
            text.pop();
            if text.is_empty() && parts.len() > 1 {
                parts.pop();
            }
        }
        Ok(Redirect::Here(Word(parts)))
    }

    /// Reads the text of a here-document as what stands in quotes.
    fn here_parts(&mut self, body: String, parts: &mut Vec<Part>) -> Parsed<()> {
        let mut inner = Reader::new(&body);
        inner.depth = self.depth;
        inner.in_quotes(parts, None).map_err(|mut error| {
            // It is about the whole line: where in the text is hard to say
            // once tabs are taken away.
            error.column = self.at;
            error.length = 1;
            error
        })
    }

    /// The word behind `<<`, and whether a part of it is in quotes.
    fn delimiter(&mut self) -> Parsed<(String, bool)> {
        let from = self.at;
        let mut delimiter = String::new();
        let mut quoted = false;
        while let Some(c) = self.peek().filter(|c| !ends_word(*c)) {
            match c {
                '\r' if self.ahead(1) == Some('\n') => break,
                '\'' | '"' => {
                    quoted = true;
                    let open = self.at;
                    self.at += 1;
                    loop {
                        match self.peek() {
                            None | Some('\n') => {
                                return Err(self.unclosed(&c.to_string(), open, 1));
                            }
                            Some(close) if close == c => break,
                            Some(inner) => delimiter.push(inner),
                        }
                        self.at += 1;
                    }
                }
                '\\' => {
                    quoted = true;
                    self.at += 1;
                    delimiter.extend(self.peek());
                }
                c => delimiter.push(c),
            }
            self.at = (self.at + 1).min(self.end);
        }
        match self.at > from {
            true => Ok((delimiter, quoted)),
            false => Err(self.unexpected()),
        }
    }

    /// Where this line ends, if it does.
    fn end_of_line(&self) -> Option<usize> {
        let mut at = self.at;
        while at < self.end {
            match self.chars[at] {
                '\n' => return Some(at),
                '\\' => at += 2,
                _ => at += 1,
            }
        }
        None
    }

    /// The lines from `begin` on up to the delimiter, and where what follows
    /// begins.
    fn here_lines(
        &self,
        begin: usize,
        delimiter: &str,
        strip: bool,
        quoted: bool,
    ) -> Option<(String, usize)> {
        let mut body = String::new();
        // Where the line begins in it: lines are joined by a backslash.
        let mut begun = 0;
        let mut at = begin;
        while at < self.end {
            let rest = &self.chars[at..self.end];
            let length = rest.iter().take_while(|c| **c != '\n').count();
            let mut line = &rest[..length];
            if strip {
                let tabs = line.iter().take_while(|c| **c == '\t').count();
                line = &line[tabs..];
            }
            body.extend(line);
            at = (at + length + 1).min(self.end);
            let slashes = line.iter().rev().take_while(|c| **c == '\\').count();
            if !quoted && slashes % 2 == 1 {
                body.pop();
                continue;
            }
            let line = &body[begun..];
            if line.strip_suffix('\r').unwrap_or(line) == delimiter {
                body.truncate(begun);
                return Some((body, at));
            }
            body.push('\n');
            begun = body.len();
        }
        None
    }
}
