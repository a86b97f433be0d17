//! The words of a line up to the caret, however unfinished it is.

use super::offered::Offer;
use crate::words::quote;

/// How a line is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    /// As a line of our own verbs.
    Ours,
    /// As a line of the small shell around the tools.
    Shell,
}

/// A character of a word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letter {
    c: char,
    /// Where it stands.
    column: usize,
    /// The quote in which it stands.
    open: Option<char>,
}

/// A word as far as it is typed.
#[derive(Clone, Debug)]
pub(super) struct Typed {
    pub letters: Vec<Letter>,
    /// Where it begins.
    from: usize,
    /// The caret,
    caret: usize,
    /// the quote that is open there,
    open: Option<char>,
    /// where that is closed,
    closes: usize,
    /// and where the word ends.
    ends: usize,
}

impl Typed {
    fn new(from: usize) -> Self {
        Typed {
            letters: Vec::new(),
            from,
            caret: from,
            open: None,
            closes: from,
            ends: from,
        }
    }

    fn push(&mut self, c: char, column: usize, open: Option<char>) {
        self.letters.push(Letter { c, column, open });
    }

    /// The text without quotes.
    pub(super) fn text(&self) -> String {
        self.text_from(0)
    }

    /// The text without its first letters.
    pub(super) fn text_from(&self, kept: usize) -> String {
        self.letters[kept..].iter().map(|letter| letter.c).collect()
    }

    /// After which letter the last `separator` stands that is no plain letter.
    pub(super) fn after_last(&self, separators: &[char]) -> Option<usize> {
        let is = |letter: &Letter| separators.contains(&letter.c);
        self.letters.iter().rposition(is).map(|at| at + 1)
    }

    /// After which letter the first `separator` stands.
    pub(super) fn after_first(&self, separator: char) -> Option<usize> {
        let is = |letter: &Letter| letter.c == separator;
        self.letters.iter().position(is).map(|at| at + 1)
    }

    /// The quote that is open before a letter.
    fn open_at(&self, kept: usize) -> Option<char> {
        match self.letters.get(kept) {
            Some(letter) => letter.open,
            None => self.open,
        }
    }

    /// The columns of what follows the first letters.
    pub(super) fn range(&self, kept: usize) -> (usize, usize) {
        if kept == 0 {
            return (self.from, self.ends);
        }
        let from = self.letters.get(kept).map_or(self.caret, |l| l.column);
        match (self.open_at(kept), self.open) {
            (Some(_), Some(_)) => (from, self.closes),
            // The quote that the rest begins in is closed before the caret: only
            // what is typed is replaced, with that quote.
            (Some(_), None) => (from, self.caret),
            (None, _) => (from, self.ends),
        }
    }

    /// An offer as it has to be written in place of what follows the first
    /// letters.
    pub(super) fn write(&self, language: Language, kept: usize, offer: &Offer) -> String {
        let text = match (kept, self.open_at(kept)) {
            _ if offer.is_option => offer.text.clone(),
            (1.., Some(open)) => {
                let mut text = within(language, open, &offer.text);
                text.push_str(offer.tail);
                if self.open.is_none() {
                    text.push(open);
                }
                return text;
            }
            _ => match language {
                Language::Ours => quote_part(&offer.text, kept > 0),
                Language::Shell => quote_for_shell(&offer.text),
            },
        };
        [&text, offer.tail].concat()
    }
}

/// A text as a word of our own language. A hyphen begins an option only where
/// it begins the word.
fn quote_part(text: &str, within_word: bool) -> String {
    match text.strip_prefix('-') {
        Some(rest) if within_word && quote(rest) == rest => text.to_owned(),
        _ => quote(text),
    }
}

/// A text as it stands within quotes that are open already.
fn within(language: Language, open: char, text: &str) -> String {
    let special = match (language, open) {
        (Language::Shell, '\'') => return text.replace('\'', "'\\''"),
        (Language::Shell, _) => "\"\\$`",
        (Language::Ours, _) => "\"\\",
    };
    let mut written = String::with_capacity(text.len());
    for c in text.chars() {
        if special.contains(c) {
            written.push('\\');
        }
        written.push(c);
    }
    written
}

/// A text as one word of the shell.
fn quote_for_shell(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./:=,@%+".contains(c);
    match !text.is_empty() && text.chars().all(plain) {
        true => text.to_owned(),
        false => ["'", &text.replace('\'', "'\\''"), "'"].concat(),
    }
}

/// Where the caret stands.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// The words before, of the same command.
    pub before: Vec<Typed>,
    /// The word at the caret, which may be empty.
    pub word: Typed,
    /// What stands between them: `<`, `>`, or a number with it.
    pub redirect: Option<Redirect>,
}

/// Where a word of the shell leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Redirect {
    /// It names a file.
    File,
    /// It is a text, or ends one.
    Text,
}

/// Reads up to the caret; none where no word can stand: in a comment, or in a
/// here-document.
pub(super) fn read(language: Language, chars: &[char], caret: usize) -> Option<Place> {
    let mut reader = Reader {
        chars,
        caret,
        at: 0,
        frames: vec![Frame::default()],
        documents: Vec::new(),
    };
    match language {
        Language::Ours => reader.ours(),
        Language::Shell => reader.shell()?,
    }
    let mut frame = reader.frames.pop()?;
    let mut word = frame.word.take().unwrap_or_else(|| Typed::new(caret));
    word.caret = caret;
    word.open = frame.open;
    let rest = &chars[caret..];
    let closes = rest.iter().position(|c| Some(*c) == word.open);
    word.closes = caret + closes.unwrap_or(rest.len());
    word.ends = caret + end_of_word(language, rest, word.open);
    Some(Place {
        before: frame.words,
        word,
        redirect: frame.redirect,
    })
}

/// How many characters go on with a word.
fn end_of_word(language: Language, rest: &[char], open: Option<char>) -> usize {
    let mut open = open;
    for (at, c) in rest.iter().enumerate() {
        match open {
            Some(quote) if *c == quote => open = None,
            Some(_) => {}
            None if c.is_whitespace() => return at,
            None if language == Language::Shell && "|&;<>()".contains(*c) => return at,
            None if *c == '"' || language == Language::Shell && *c == '\'' => open = Some(*c),
            None => {}
        }
    }
    rest.len()
}

/// A command that is being read: the line's, or one in `$(...)`.
#[derive(Default)]
struct Frame {
    words: Vec<Typed>,
    word: Option<Typed>,
    open: Option<char>,
    redirect: Option<Redirect>,
    /// Whether the next word is what ends a here-document.
    ends_document: bool,
}

struct Reader<'a> {
    chars: &'a [char],
    caret: usize,
    at: usize,
    frames: Vec<Frame>,
    /// What ends the here-documents that come after this line.
    documents: Vec<String>,
}

impl Reader<'_> {
    fn frame(&mut self) -> &mut Frame {
        if self.frames.is_empty() {
            self.frames.push(Frame::default());
        }
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    /// The character at some distance, before the caret.
    fn ahead(&self, distance: usize) -> Option<char> {
        let at = self.at + distance;
        (at < self.caret).then(|| self.chars[at])
    }

    fn push(&mut self, c: char, column: usize) {
        let frame = self.frame();
        let open = frame.open;
        let word = frame.word.get_or_insert_with(|| Typed::new(column));
        word.push(c, column, open);
    }

    fn quote(&mut self, quote: char) {
        let column = self.at;
        let frame = self.frame();
        frame.word.get_or_insert_with(|| Typed::new(column));
        frame.open = match frame.open {
            Some(_) => None,
            None => Some(quote),
        };
        self.at += 1;
    }

    /// A word ends here, if one began.
    fn end_word(&mut self) {
        let frame = self.frame();
        let Some(word) = frame.word.take() else {
            return;
        };
        let is_end = std::mem::take(&mut frame.ends_document);
        if frame.redirect.take().is_none() {
            frame.words.push(word);
        } else if is_end {
            let end = word.text();
            self.documents.push(end);
        }
    }

    fn end_command(&mut self) {
        self.end_word();
        let frame = self.frame();
        frame.words.clear();
        frame.redirect = None;
        frame.ends_document = false;
    }

    /// Our own language knows one kind of quotes.
    fn ours(&mut self) {
        while let Some(c) = self.ahead(0) {
            let quoted = self.frame().open.is_some();
            match c {
                '"' => {
                    self.quote('"');
                    continue;
                }
                '\\' if quoted => {
                    let Some(next) = self.ahead(1) else {
                        self.push('\\', self.at);
                        self.at += 1;
                        continue;
                    };
                    let meant = match next {
                        'n' => '\n',
                        't' => '\t',
                        'r' => '\r',
                        other => other,
                    };
                    self.push(meant, self.at);
                    self.at += 1;
                }
                c if c.is_whitespace() && !quoted => self.end_word(),
                c => self.push(c, self.at),
            }
            self.at += 1;
        }
    }

    /// The shell's. None where the caret stands in no command.
    fn shell(&mut self) -> Option<()> {
        while let Some(c) = self.ahead(0) {
            match self.frame().open {
                Some('\'') if c == '\'' => self.quote('\''),
                Some('\'') => self.letter(c),
                Some(_) => self.in_double_quotes(c),
                None => self.plain(c)?,
            }
        }
        Some(())
    }

    fn letter(&mut self, c: char) {
        self.push(c, self.at);
        self.at += 1;
    }

    fn in_double_quotes(&mut self, c: char) {
        match (c, self.ahead(1)) {
            ('"', _) => self.quote('"'),
            ('\\', Some(next)) if "\"\\$`".contains(next) => {
                self.push(next, self.at);
                self.at += 2;
            }
            ('$', Some('(')) => self.open_frame(),
            _ => self.letter(c),
        }
    }

    /// `$(`: a command of its own begins.
    fn open_frame(&mut self) {
        self.push('$', self.at);
        self.frames.push(Frame::default());
        self.at += 2;
    }

    fn plain(&mut self, c: char) -> Option<()> {
        match (c, self.ahead(1)) {
            ('\'' | '"', _) => self.quote(c),
            ('\\', Some('\n')) => self.at += 2,
            ('\\', Some(next)) => {
                self.push(next, self.at);
                self.at += 2;
            }
            ('$', Some('(')) => self.open_frame(),
            (')', _) if self.frames.len() > 1 => {
                self.frames.pop();
                self.at += 1;
            }
            ('#', _) if self.frame().word.is_none() => return self.comment(),
            ('\n', _) => {
                self.end_command();
                self.at += 1;
                return self.skip_documents();
            }
            ('|' | '&' | ';' | '(' | ')', _) => {
                self.end_command();
                self.at += 1;
            }
            ('<' | '>', _) => self.redirection(c),
            _ if c.is_whitespace() => {
                self.end_word();
                self.forget_keyword();
                self.at += 1;
            }
            _ => self.letter(c),
        }
        Some(())
    }

    /// After `do` a command begins.
    fn forget_keyword(&mut self) {
        let words = &mut self.frame().words;
        if let [word] = words.as_slice() {
            if ["do", "then", "{", "!"].contains(&&*word.text()) {
                words.clear();
            }
        }
    }

    fn comment(&mut self) -> Option<()> {
        while let Some(c) = self.ahead(0) {
            if c == '\n' {
                return Some(());
            }
            self.at += 1;
        }
        None
    }

    fn redirection(&mut self, c: char) {
        // The number of a stream, as in `2>`, is no word.
        let frame = self.frame();
        let is_number = |word: &Typed| word.letters.iter().all(|l| l.c.is_ascii_digit());
        if frame.word.as_ref().is_some_and(is_number) {
            frame.word = None;
        }
        self.end_word();
        let mut times = 0;
        while self.ahead(0) == Some(c) {
            times += 1;
            self.at += 1;
        }
        let joins = self.ahead(0) == Some('&');
        let dash = c == '<' && times == 2 && self.ahead(0) == Some('-');
        self.at += usize::from(joins || dash);
        let frame = self.frame();
        frame.ends_document = c == '<' && times == 2;
        frame.redirect = Some(match joins || c == '<' && times > 1 {
            true => Redirect::Text,
            false => Redirect::File,
        });
    }

    /// Here-documents stand after the line that has them.
    fn skip_documents(&mut self) -> Option<()> {
        for end in std::mem::take(&mut self.documents) {
            loop {
                let from = self.at;
                while self.ahead(0).is_some_and(|c| c != '\n') {
                    self.at += 1;
                }
                // The caret stands in this line of it.
                self.ahead(0)?;
                let line: String = self.chars[from..self.at].iter().collect();
                self.at += 1;
                if line.trim_start_matches('\t') == end {
                    break;
                }
            }
        }
        Some(())
    }
}
