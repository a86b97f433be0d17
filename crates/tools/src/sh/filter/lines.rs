//! `head`, `tail` and `uniq`.

use super::options::{count, quoted, Spec};
use super::{Built, Kind, Missing, Said, Work, Wrong};
use crate::process::{ExitStatus, Text};
use crate::sh::limits::Outside;
use std::collections::VecDeque;

/// How `head` and `tail` say that a file is not there.
const OPEN: Missing = Missing {
    before: "cannot open '",
    after: "' for reading",
    status: 1,
    ends: false,
};

/// The line above a file's lines where there are several files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Headers {
    many: bool,
    begun: bool,
}

impl Headers {
    fn print(&mut self, name: Option<&str>, said: &mut Said) {
        if !self.many {
            return;
        }
        if std::mem::replace(&mut self.begun, true) {
            said.out.push('\n');
        }
        let name = name.unwrap_or("standard input");
        said.line(&["==> ", name, " <=="].concat(), true);
    }
}

/// `head`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Head {
    lines: usize,
    /// How many lines of this file may still come.
    left: usize,
    headers: Headers,
}

/// `-5` is `-n 5`.
fn old_count(args: &[Text]) -> Vec<Text> {
    let mut args = args.to_vec();
    if let Some(first) = args.first_mut() {
        let digits = first.strip_prefix('-').and_then(count);
        if digits.is_some() {
            *first = ["-n", &first[1..]].concat().into();
        }
    }
    args
}

pub(super) fn head(args: &[Text], _: Outside<'_>) -> Result<Built, Wrong> {
    let spec = Spec {
        name: "head",
        letters: "n:qv",
        long: &[
            ("lines", 'n'),
            ("quiet", 'q'),
            ("silent", 'q'),
            ("verbose", 'v'),
        ],
        lacks: "cz",
        status: 1,
    };
    let given = spec.read(&old_count(args))?;
    let text = given.value('n').map_or("10", |text| text);
    let lines = match count(text.strip_prefix('+').unwrap_or(text)) {
        Some(lines) => lines,
        None if text.strip_prefix('-').and_then(count).is_some() => {
            return Err(spec.lacking("-n with a hyphen"));
        }
        None => return Err(spec.wrong(&["invalid number of lines: ", &quoted(text)].concat())),
    };
    let headers = headers(&given);
    let head = Head {
        lines,
        left: lines,
        headers,
    };
    Ok(Built::Reads(Kind::Head(head), given.operands, OPEN))
}

fn headers(given: &super::options::Given) -> Headers {
    Headers {
        many: match given.last_of("qv") {
            None => given.operands.len() > 1,
            Some(letter) => letter == 'v',
        },
        begun: false,
    }
}

impl Work for Head {
    fn opens(&mut self, name: Option<&str>, said: &mut Said) {
        self.left = self.lines;
        self.headers.print(name, said);
    }

    fn line(&mut self, line: &str, ended: bool, said: &mut Said) {
        self.left -= 1;
        said.line(line, ended);
    }

    fn is_done(&self) -> bool {
        self.left == 0
    }
}

/// `tail`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tail {
    /// So many lines of the end; or all from that line on, counted from 1.
    lines: usize,
    from: bool,
    seen: usize,
    last: VecDeque<(Text, bool)>,
    bytes: usize,
    headers: Headers,
}

pub(super) fn tail(args: &[Text], _: Outside<'_>) -> Result<Built, Wrong> {
    let spec = Spec {
        name: "tail",
        letters: "n:qv",
        long: &[
            ("lines", 'n'),
            ("quiet", 'q'),
            ("silent", 'q'),
            ("verbose", 'v'),
        ],
        lacks: "cfFsz",
        status: 1,
    };
    let given = spec.read(&old_count(args))?;
    let text = given.value('n').map_or("10", |text| text);
    let from = text.starts_with('+');
    let Some(lines) = count(text.strip_prefix(['+', '-']).unwrap_or(text)) else {
        return Err(spec.wrong(&["invalid number of lines: ", &quoted(text)].concat()));
    };
    let tail = Tail {
        lines,
        from,
        seen: 0,
        last: VecDeque::new(),
        bytes: 0,
        headers: headers(&given),
    };
    Ok(Built::Reads(Kind::Tail(tail), given.operands, OPEN))
}

impl Work for Tail {
    fn opens(&mut self, name: Option<&str>, said: &mut Said) {
        self.seen = 0;
        self.headers.print(name, said);
    }

    fn line(&mut self, line: &str, ended: bool, said: &mut Said) {
        self.seen += 1;
        if self.from {
            if self.seen >= self.lines {
                said.line(line, ended);
            }
            return;
        }
        self.bytes += line.len() + 1;
        self.last.push_back((line.into(), ended));
        if self.last.len() > self.lines {
            let gone = self.last.pop_front();
            self.bytes -= gone.map_or(0, |(line, _)| line.len() + 1);
        }
    }

    fn closes(&mut self, said: &mut Said) {
        for (line, ended) in std::mem::take(&mut self.last) {
            said.line(&line, ended);
        }
        self.bytes = 0;
    }

    fn held(&self) -> usize {
        self.bytes
    }
}

/// `uniq`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Uniq {
    counts: bool,
    /// Only lines that come several times, or only those that do not.
    only: Option<bool>,
    fold: bool,
    last: Option<(Text, u64)>,
}

pub(super) fn uniq(args: &[Text], _: Outside<'_>) -> Result<Built, Wrong> {
    let spec = Spec {
        name: "uniq",
        letters: "cdiu",
        long: &[
            ("count", 'c'),
            ("repeated", 'd'),
            ("unique", 'u'),
            ("ignore-case", 'i'),
        ],
        lacks: "Dfswz",
        status: 1,
    };
    let given = spec.read(args)?;
    if let Some(second) = given.operands.get(1) {
        let text = match given.operands.len() {
            2 => return Err(spec.lacking("a file to write to")),
            _ => ["extra operand ", &quoted(second)].concat(),
        };
        return Err(spec.mistake(&text));
    }
    let uniq = Uniq {
        counts: given.has('c'),
        only: given.last_of("du").map(|letter| letter == 'd'),
        fold: given.has('i'),
        last: None,
    };
    Ok(Built::Reads(
        Kind::Uniq(uniq),
        given.operands,
        Missing::PLAIN,
    ))
}

impl Uniq {
    fn print(&mut self, said: &mut Said) {
        let Some((line, count)) = self.last.take() else {
            return;
        };
        if self.only.is_some_and(|several| several != (count > 1)) {
            return;
        }
        if self.counts {
            said.out.push_str(&pad(&count.to_string(), 7));
            said.out.push(' ');
        }
        said.line(&line, true);
    }
}

impl Work for Uniq {
    fn line(&mut self, line: &str, _: bool, said: &mut Said) {
        let fold = self.fold;
        let same = |last: &str| match fold {
            true => last.eq_ignore_ascii_case(line),
            false => last == line,
        };
        match &mut self.last {
            Some((last, count)) if same(last) => *count += 1,
            _ => {
                self.print(said);
                self.last = Some((line.into(), 1));
            }
        }
    }

    fn finish(&mut self, said: &mut Said) -> ExitStatus {
        self.print(said);
        0
    }
}

/// A text with blanks before it up to a width.
pub(super) fn pad(text: &str, width: usize) -> String {
    let blanks = width.saturating_sub(text.chars().count());
    [&" ".repeat(blanks), text].concat()
}
