//! `sed`, as far as `s/a/b/g`, `5d`, `2,4p` and `/a/d` go.

use super::options::Spec;
use super::regex::{Regex, Style};
use super::{Built, Kind, Missing, Said, Work, Wrong};
use crate::process::Text;
use crate::sh::limits::Outside;

/// How many bytes may be put into a line.
const LONGEST: usize = 1_000_000;

/// How many commands a script may have.
const COMMANDS: usize = 16;

/// Which lines a command is about.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Lines {
    All,
    /// From and to, both included.
    Numbers(u64, u64),
    Matching(Regex),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Does {
    Delete,
    Print,
    Replace {
        regex: Regex,
        /// Texts, between which what matched stands.
        with: Vec<String>,
        all: bool,
        print: bool,
    },
}

/// `sed`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sed {
    commands: Vec<(Lines, Does)>,
    quiet: bool,
    line: u64,
}

const SPEC: Spec = Spec {
    name: "sed",
    letters: "Ernse:",
    long: &[
        ("regexp-extended", 'E'),
        ("quiet", 'n'),
        ("silent", 'n'),
        ("expression", 'e'),
    ],
    lacks: "filuz",
    status: 1,
};

pub(super) fn sed(args: &[Text], _: Outside<'_>) -> Result<Built, Wrong> {
    let mut given = SPEC.read(args)?;
    let mut scripts: Vec<Text> = given.values('e').cloned().collect();
    if scripts.is_empty() {
        if given.operands.is_empty() {
            return Err(Wrong {
                said: Said::err(
                    "Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...\n",
                ),
                status: 1,
            });
        }
        scripts.push(given.operands.remove(0));
    }
    let extended = given.has('E') || given.has('r');
    let mut commands = Vec::new();
    for script in &scripts {
        let mut script = Script {
            chars: script.chars().collect(),
            at: 0,
            extended,
        };
        script.read(&mut commands)?;
    }
    let sed = Sed {
        commands,
        quiet: given.has('n'),
        line: 0,
    };
    let missing = Missing {
        before: "can't read ",
        after: "",
        status: 2,
        ends: false,
    };
    Ok(Built::Reads(
        Kind::Sed(Box::new(sed)),
        given.operands,
        missing,
    ))
}

struct Script {
    chars: Vec<char>,
    at: usize,
    extended: bool,
}

impl Script {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    /// What is wrong, in sed's words: the place is after what was read.
    fn wrong(&self, text: &str) -> Wrong {
        let at = self.at.to_string();
        SPEC.wrong(&["-e expression #1, char ", &at, ": ", text].concat())
    }

    fn refused(&self) -> Wrong {
        SPEC.wrong("this is only s/a/b/, d and p, for all lines, a line (5), lines (2,4) or those that match (/a/)")
    }

    fn read(&mut self, commands: &mut Vec<(Lines, Does)>) -> Result<(), Wrong> {
        loop {
            while self
                .peek()
                .is_some_and(|c| matches!(c, ' ' | ';' | '\n' | '\t'))
            {
                self.at += 1;
            }
            if self.peek().is_none() {
                return Ok(());
            }
            let lines = self.lines()?;
            let does = self.does()?;
            commands.push((lines, does));
            if commands.len() > COMMANDS {
                return Err(self.refused());
            }
            while self.peek() == Some(' ') {
                self.at += 1;
            }
            if self.peek().is_some_and(|c| !matches!(c, ';' | '\n')) {
                self.at += 1;
                return Err(self.wrong("extra characters after command"));
            }
        }
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = None;
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(10)) {
            let before: u64 = number.unwrap_or(0);
            number = Some(before.saturating_mul(10).saturating_add(u64::from(digit)));
            self.at += 1;
        }
        number
    }

    fn lines(&mut self) -> Result<Lines, Wrong> {
        if self.peek() == Some('/') {
            self.at += 1;
            let Some(text) = self.until('/') else {
                return Err(self.wrong("unterminated address regex"));
            };
            return Ok(Lines::Matching(self.regex(&text, false)?));
        }
        let Some(from) = self.number() else {
            return Ok(Lines::All);
        };
        if self.peek() != Some(',') {
            return Ok(Lines::Numbers(from, from));
        }
        self.at += 1;
        match self.number() {
            Some(to) => Ok(Lines::Numbers(from, to.max(from))),
            None if self.peek() == Some('$') => {
                self.at += 1;
                Ok(Lines::Numbers(from, u64::MAX))
            }
            None => Err(self.refused()),
        }
    }

    fn does(&mut self) -> Result<Does, Wrong> {
        let Some(command) = self.peek() else {
            return Err(self.wrong("missing command"));
        };
        self.at += 1;
        match command {
            'd' => Ok(Does::Delete),
            'p' => Ok(Does::Print),
            's' => self.replace(),
            c if "abcDeFgGhHiIlnNPqQrRtTvwWxyz{}=!$:#".contains(c) => Err(self.refused()),
            c => Err(self.wrong(&["unknown command: `", &c.to_string(), "'"].concat())),
        }
    }

    fn regex(&self, text: &str, fold: bool) -> Result<Regex, Wrong> {
        let style = Style {
            extended: self.extended,
            fixed: false,
            fold,
        };
        Regex::new(&[text], style).map_err(|text| self.wrong(&text))
    }

    /// What stands before the next delimiter, which is gone over.
    fn until(&mut self, delimiter: char) -> Option<String> {
        let mut text = String::new();
        loop {
            let c = self.peek()?;
            self.at += 1;
            match c {
                c if c == delimiter => return Some(text),
                '\\' => {
                    let next = self.peek()?;
                    self.at += 1;
                    if next != delimiter {
                        text.push('\\');
                    }
                    text.push(next);
                }
                '[' if delimiter != '[' => {
                    // In brackets it has no meaning, if they are closed.
                    text.push(c);
                    self.brackets(&mut text);
                }
                c => text.push(c),
            }
        }
    }

    fn brackets(&mut self, text: &mut String) {
        let rest = &self.chars[self.at..];
        let not = usize::from(rest.first() == Some(&'^'));
        let first = usize::from(rest.get(not) == Some(&']'));
        let inner = rest.iter().skip(not + first).position(|c| *c == ']');
        if let Some(length) = inner {
            let length = not + first + length;
            text.extend(&rest[..length]);
            self.at += length;
        }
    }

    fn replace(&mut self) -> Result<Does, Wrong> {
        let unfinished = "unterminated `s' command";
        let Some(delimiter) = self.peek().filter(|c| *c != '\\' && *c != '\n') else {
            return Err(self.wrong(unfinished));
        };
        self.at += 1;
        let Some(pattern) = self.until(delimiter) else {
            return Err(self.wrong(unfinished));
        };
        let with = self.with(delimiter)?;
        let (mut all, mut print, mut fold) = (false, false, false);
        loop {
            match self.peek() {
                Some('g') => all = true,
                Some('p') => print = true,
                Some('i' | 'I') => fold = true,
                None | Some(' ' | ';' | '\n') => break,
                Some(c) => {
                    self.at += 1;
                    return Err(match c {
                        '0'..='9' | 'e' | 'm' | 'M' | 'w' => self.refused(),
                        _ => self.wrong("unknown option to `s'"),
                    });
                }
            }
            self.at += 1;
        }
        Ok(Does::Replace {
            regex: self.regex(&pattern, fold)?,
            with,
            all,
            print,
        })
    }

    /// What it is replaced with: `&` is what matched.
    fn with(&mut self, delimiter: char) -> Result<Vec<String>, Wrong> {
        let mut texts = vec![String::new()];
        loop {
            let Some(c) = self.peek() else {
                return Err(self.wrong("unterminated `s' command"));
            };
            self.at += 1;
            let c = match c {
                c if c == delimiter => return Ok(texts),
                '&' => {
                    texts.push(String::new());
                    continue;
                }
                '\\' => {
                    let Some(next) = self.peek() else {
                        continue;
                    };
                    self.at += 1;
                    match next {
                        '1'..='9' => {
                            let text = "groups (\\1) are not in this playground";
                            return Err(SPEC.wrong(text));
                        }
                        'n' => '\n',
                        't' => '\t',
                        next => next,
                    }
                }
                c => c,
            };
            if let Some(text) = texts.last_mut() {
                text.push(c);
            }
        }
    }
}

impl Lines {
    fn are(&mut self, number: u64, line: &str) -> bool {
        match self {
            Lines::All => true,
            Lines::Numbers(from, to) => (*from..=*to).contains(&number),
            Lines::Matching(regex) => {
                let chars: Vec<char> = line.chars().collect();
                regex.find(&chars, 0, false).is_some()
            }
        }
    }
}

/// A line with matches replaced; none where nothing matches.
fn replaced(line: &str, regex: &mut Regex, with: &[String], all: bool) -> Option<String> {
    let chars: Vec<char> = line.chars().collect();
    let found = match all {
        true => regex.all(&chars, false),
        false => vec![regex.find(&chars, 0, false)?],
    };
    let longest = found.len() * with.iter().map(String::len).sum::<usize>();
    if found.is_empty() || longest > LONGEST {
        return None;
    }
    let mut text = String::new();
    let mut at = 0;
    for (begin, end) in found {
        text.extend(&chars[at..begin]);
        for (index, piece) in with.iter().enumerate() {
            if index > 0 {
                text.extend(&chars[begin..end]);
            }
            text.push_str(piece);
        }
        at = end;
    }
    text.extend(&chars[at..]);
    Some(text)
}

impl Work for Sed {
    fn line(&mut self, line: &str, ended: bool, said: &mut Said) {
        self.line += 1;
        let mut line = line.to_owned();
        for (lines, does) in &mut self.commands {
            if !lines.are(self.line, &line) {
                continue;
            }
            match does {
                Does::Delete => return,
                Does::Print => said.line(&line, true),
                Does::Replace {
                    regex,
                    with,
                    all,
                    print,
                } => {
                    if let Some(text) = replaced(&line, regex, with, *all) {
                        line = text;
                        if *print {
                            said.line(&line, ended || !self.quiet);
                        }
                    }
                }
            }
        }
        if !self.quiet {
            said.line(&line, ended);
        }
    }

    fn looked(&self) -> (usize, bool) {
        let mut all = (0, false);
        for (lines, does) in &self.commands {
            let address = match lines {
                Lines::Matching(regex) => Some(regex),
                _ => None,
            };
            let replaced = match does {
                Does::Replace { regex, .. } => Some(regex),
                _ => None,
            };
            for regex in address.into_iter().chain(replaced) {
                all.0 += regex.looked();
                all.1 |= regex.is_given_up();
            }
        }
        all
    }
}
