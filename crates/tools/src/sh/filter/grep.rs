//! `grep`.

use super::options::{count, Spec};
use super::regex::{Regex, Style};
use super::{Built, Kind, Missing, Said, Work, Wrong};
use crate::process::{ExitStatus, Text};
use crate::sh::limits::Outside;

/// What is printed of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Prints {
    /// The lines that match.
    Lines,
    /// What in them matches.
    Matches,
    /// How many lines match.
    Count,
    /// The names of files where lines match, or where none does.
    Names(bool),
    /// Nothing.
    Nothing,
}

/// `grep`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Grep {
    regex: Regex,
    inverted: bool,
    word: bool,
    whole: bool,
    prints: Prints,
    numbers: bool,
    names: bool,
    most: Option<usize>,
    name: Text,
    line: u64,
    /// How many lines of this file were selected, and whether one was of any.
    selected: usize,
    any: bool,
}

const SPEC: Spec = Spec {
    name: "grep",
    letters: "EFGHLchilm:noqsvwxe:y",
    long: &[
        ("extended-regexp", 'E'),
        ("fixed-strings", 'F'),
        ("basic-regexp", 'G'),
        ("with-filename", 'H'),
        ("files-without-match", 'L'),
        ("count", 'c'),
        ("no-filename", 'h'),
        ("ignore-case", 'i'),
        ("files-with-matches", 'l'),
        ("max-count", 'm'),
        ("line-number", 'n'),
        ("only-matching", 'o'),
        ("quiet", 'q'),
        ("silent", 'q'),
        ("no-messages", 's'),
        ("invert-match", 'v'),
        ("word-regexp", 'w'),
        ("line-regexp", 'x'),
        ("regexp", 'e'),
    ],
    lacks: "ABCDPRTUZabdfrz0123456789",
    status: 2,
};

pub(super) fn grep(args: &[Text], _: Outside<'_>) -> Result<Built, Wrong> {
    let mut args = args.to_vec();
    // Colours are for eyes only.
    args.retain(|arg| !arg.starts_with("--color") && &**arg != "--line-buffered");
    let mut given = SPEC.read(&args)?;
    let mut patterns: Vec<Text> = given.values('e').cloned().collect();
    if patterns.is_empty() {
        if given.operands.is_empty() {
            let usage = "Usage: grep [OPTION]... PATTERNS [FILE]...\n\
                Try 'grep --help' for more information.\n";
            return Err(Wrong {
                said: Said::err(usage),
                status: 2,
            });
        }
        patterns.push(given.operands.remove(0));
    }
    let style = Style {
        extended: given.last_of("EFG") == Some('E'),
        fixed: given.last_of("EFG") == Some('F'),
        fold: given.has('i') || given.has('y'),
    };
    let texts: Vec<&str> = patterns.iter().flat_map(|text| text.split('\n')).collect();
    let regex = Regex::new(&texts, style).map_err(|text| SPEC.wrong(&text))?;
    let most = match given.value('m') {
        None => None,
        Some(text) => match count(text) {
            Some(most) => Some(most),
            None => return Err(SPEC.wrong("invalid max count")),
        },
    };
    let prints = match given.last_of("lL") {
        _ if given.has('q') => Prints::Nothing,
        Some(letter) => Prints::Names(letter == 'l'),
        None if given.has('c') => Prints::Count,
        None if given.has('o') => Prints::Matches,
        None => Prints::Lines,
    };
    let names = match given.last_of("hH") {
        None => given.operands.len() > 1,
        Some(letter) => letter == 'H',
    };
    let grep = Grep {
        regex,
        inverted: given.has('v'),
        word: given.has('w'),
        whole: given.has('x'),
        prints,
        numbers: given.has('n'),
        names,
        most,
        name: "".into(),
        line: 0,
        selected: 0,
        any: false,
    };
    let missing = Missing {
        status: 2,
        ..Missing::PLAIN
    };
    Ok(Built::Reads(
        Kind::Grep(Box::new(grep)),
        given.operands,
        missing,
    ))
}

impl Grep {
    fn prefix(&self, said: &mut Said) {
        if self.names {
            said.out.push_str(&self.name);
            said.out.push(':');
        }
        if self.numbers {
            said.out.push_str(&self.line.to_string());
            said.out.push(':');
        }
    }

    fn selects(&mut self, chars: &[char]) -> bool {
        let found = match self.whole {
            true => self.regex.covers(chars),
            false => self.regex.find(chars, 0, self.word).is_some(),
        };
        found != self.inverted
    }

    fn matches(&mut self, chars: &[char], said: &mut Said) {
        if self.inverted {
            return;
        }
        let all = self.regex.all(chars, self.word);
        for (begin, end) in all {
            if end > begin {
                self.prefix(said);
                said.out.extend(&chars[begin..end]);
                said.out.push('\n');
            }
        }
    }
}

impl Work for Grep {
    fn opens(&mut self, name: Option<&str>, _: &mut Said) {
        self.name = name.unwrap_or("(standard input)").into();
        self.line = 0;
        self.selected = 0;
    }

    fn line(&mut self, line: &str, _: bool, said: &mut Said) {
        self.line += 1;
        let chars: Vec<char> = line.chars().collect();
        if !self.selects(&chars) {
            return;
        }
        self.selected += 1;
        self.any = true;
        match self.prints {
            Prints::Lines => {
                self.prefix(said);
                said.line(line, true);
            }
            Prints::Matches if self.whole => {
                self.prefix(said);
                said.line(line, true);
            }
            Prints::Matches => self.matches(&chars, said),
            Prints::Count | Prints::Names(_) | Prints::Nothing => {}
        }
    }

    fn closes(&mut self, said: &mut Said) {
        match self.prints {
            Prints::Count => {
                if self.names {
                    said.out.push_str(&self.name);
                    said.out.push(':');
                }
                said.line(&self.selected.to_string(), true);
            }
            Prints::Names(some) if some == (self.selected > 0) => said.line(&self.name, true),
            _ => {}
        }
    }

    fn finish(&mut self, _: &mut Said) -> ExitStatus {
        ExitStatus::from(!self.any)
    }

    fn looked(&self) -> (usize, bool) {
        (self.regex.looked(), self.regex.is_given_up())
    }

    fn is_done(&self) -> bool {
        match self.prints {
            Prints::Nothing => self.any,
            Prints::Names(_) => self.selected > 0,
            _ => self.most.is_some_and(|most| self.selected >= most),
        }
    }
}
