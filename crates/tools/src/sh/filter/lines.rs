//! `head`, `tail`, `uniq`, `cut`, `wc` and `tee`.

use super::options::{count, quoted, Spec};
use super::{Built, Kind, Missing, Said, Work, Wrong};
use crate::process::{ExitStatus, Text};
use crate::sh::limits::{FileEffect, Outside};
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

/// `cut`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    /// What separates fields; none where characters are counted.
    delimiter: Option<char>,
    between: Text,
    only_delimited: bool,
    /// From and to, both included, counted from 1.
    ranges: Vec<(usize, usize)>,
}

pub(super) fn cut(args: &[Text], _: Outside<'_>) -> Result<Built, Wrong> {
    let spec = Spec {
        name: "cut",
        letters: "b:c:d:f:so:",
        long: &[
            ("bytes", 'b'),
            ("characters", 'c'),
            ("delimiter", 'd'),
            ("fields", 'f'),
            ("only-delimited", 's'),
            ("output-delimiter", 'o'),
        ],
        lacks: "nz",
        status: 1,
    };
    let given = spec.read(args)?;
    let lists: Vec<&Text> = "bcf".chars().flat_map(|c| given.values(c)).collect();
    let list = match lists.as_slice() {
        [list] => *list,
        [] => {
            let text = "you must specify a list of bytes, characters, or fields";
            return Err(spec.mistake(text));
        }
        _ => return Err(spec.mistake("only one list may be specified")),
    };
    let by_fields = given.has('f');
    if !by_fields && given.has('d') {
        let text = "an input delimiter may be specified only when operating on fields";
        return Err(spec.mistake(text));
    }
    let mut delimiter = given.value('d').map_or("\t", |text| text).chars();
    let Some(one) = delimiter.next().filter(|_| delimiter.next().is_none()) else {
        return Err(spec.mistake("the delimiter must be a single character"));
    };
    let ranges = ranges(list, by_fields).map_err(|text| spec.mistake(&text))?;
    let between = match (given.value('o'), by_fields) {
        (Some(between), _) => between.clone(),
        (None, true) => one.to_string().into(),
        (None, false) => "".into(),
    };
    let cut = Cut {
        delimiter: by_fields.then_some(one),
        between,
        only_delimited: given.has('s'),
        ranges,
    };
    Ok(Built::Reads(Kind::Cut(cut), given.operands, Missing::PLAIN))
}

/// `1,3-5,7-`.
fn ranges(list: &str, by_fields: bool) -> Result<Vec<(usize, usize)>, String> {
    let mut ranges = Vec::new();
    for range in list.split([',', ' ']) {
        let (from, to) = range.split_once('-').unwrap_or((range, range));
        let open = from.is_empty() && to.is_empty();
        let end = |text: &str, open| match text {
            "" => Some(open),
            text => count(text),
        };
        let (Some(from), Some(to)) = (end(from, 1), end(to, usize::MAX)) else {
            let kind = match by_fields {
                true => "invalid field value ",
                false => "invalid byte/character position ",
            };
            return Err([kind, &quoted(range)].concat());
        };
        if open && !range.is_empty() {
            return Err("invalid range with no endpoint: -".into());
        }
        if from == 0 || range.is_empty() {
            return Err(match by_fields {
                true => "fields are numbered from 1".into(),
                false => "byte/character positions are numbered from 1".into(),
            });
        }
        if to < from {
            return Err("invalid decreasing range".into());
        }
        ranges.push((from, to));
        if ranges.len() > 64 {
            return Err("a list is too long for this playground".into());
        }
    }
    Ok(ranges)
}

impl Cut {
    fn chosen(&self, number: usize) -> bool {
        let mut ranges = self.ranges.iter();
        ranges.any(|(from, to)| (*from..=*to).contains(&number))
    }

    fn pieces<'a>(&self, pieces: impl Iterator<Item = &'a str>, said: &mut Said) {
        let mut begun = false;
        let mut before = false;
        for (index, piece) in pieces.enumerate() {
            let chosen = self.chosen(index + 1);
            // Characters that stand together stay together.
            if chosen && begun && (self.delimiter.is_some() || !before) {
                said.out.push_str(&self.between);
            }
            if chosen {
                begun = true;
                said.out.push_str(piece);
            }
            before = chosen;
        }
    }
}

impl Work for Cut {
    fn line(&mut self, line: &str, _: bool, said: &mut Said) {
        match self.delimiter {
            Some(delimiter) if !line.contains(delimiter) => {
                if !self.only_delimited {
                    said.line(line, true);
                }
                return;
            }
            Some(delimiter) => self.pieces(line.split(delimiter), said),
            None => {
                let piece = |(at, c): (usize, char)| &line[at..at + c.len_utf8()];
                self.pieces(line.char_indices().map(piece), said);
            }
        }
        said.out.push('\n');
    }
}

/// `wc`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wc {
    /// Which of lines, words, characters and bytes are printed.
    columns: [bool; 4],
    counts: [u64; 4],
    totals: [u64; 4],
    name: Option<Text>,
    files: usize,
    width: usize,
}

pub(super) fn wc(args: &[Text], outside: Outside<'_>) -> Result<Built, Wrong> {
    let spec = Spec {
        name: "wc",
        letters: "clmw",
        long: &[
            ("bytes", 'c'),
            ("lines", 'l'),
            ("chars", 'm'),
            ("words", 'w'),
        ],
        lacks: "L",
        status: 1,
    };
    let given = spec.read(args)?;
    let mut columns = ['l', 'w', 'm', 'c'].map(|letter| given.has(letter));
    if columns == [false; 4] {
        columns = [true, true, false, true];
    }
    let alone = columns.iter().filter(|column| **column).count() == 1;
    let names = &given.operands;
    let width = match alone && names.len() <= 1 {
        true => 1,
        false => width(names, outside),
    };
    let wc = Wc {
        columns,
        counts: [0; 4],
        totals: [0; 4],
        name: None,
        files: names.len(),
        width,
    };
    Ok(Built::Reads(Kind::Wc(wc), given.operands, Missing::PLAIN))
}

/// How wide the columns are: as wide as the bytes of all files together; 7 at
/// least if it is not known before.
fn width(names: &[Text], outside: Outside<'_>) -> usize {
    let mut bytes = 0;
    let mut least = if names.is_empty() { 7 } else { 1 };
    for name in names {
        match outside.files.get(super::super::file_name(name)) {
            Some(text) => bytes += text.len(),
            None if matches!(&**name, "-" | "/dev/stdin" | "/dev/null") => least = 7,
            None => {}
        }
    }
    bytes.to_string().len().max(least)
}

impl Wc {
    fn print(&self, counts: [u64; 4], name: Option<&str>, said: &mut Said) {
        let mut columns: Vec<String> = Vec::new();
        for (column, count) in self.columns.iter().zip(counts) {
            if *column {
                columns.push(pad(&count.to_string(), self.width));
            }
        }
        columns.extend(name.map(str::to_owned));
        said.line(&columns.join(" "), true);
    }
}

impl Work for Wc {
    fn opens(&mut self, name: Option<&str>, _: &mut Said) {
        self.counts = [0; 4];
        self.name = name.or((self.files > 0).then_some("-")).map(Text::from);
    }

    fn line(&mut self, line: &str, ended: bool, _: &mut Said) {
        let end = u64::from(ended);
        let words = line.split_whitespace().count() as u64;
        let chars = line.chars().count() as u64 + end;
        let counts = [end, words, chars, line.len() as u64 + end];
        for (index, count) in counts.into_iter().enumerate() {
            self.counts[index] += count;
            self.totals[index] += count;
        }
    }

    fn closes(&mut self, said: &mut Said) {
        self.print(self.counts, self.name.as_deref(), said);
    }

    fn finish(&mut self, said: &mut Said) -> ExitStatus {
        if self.files > 1 {
            self.print(self.totals, Some("total"), said);
        }
        0
    }
}

/// `tee`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tee {
    names: Vec<Text>,
    append: bool,
    complaints: String,
    /// What was printed and is not yet in the files.
    begun: String,
}

pub(super) fn tee(args: &[Text], _: Outside<'_>) -> Result<Built, Wrong> {
    let spec = Spec {
        name: "tee",
        letters: "ai",
        long: &[("append", 'a')],
        lacks: "p",
        status: 1,
    };
    let given = spec.read(args)?;
    let mut tee = Tee {
        names: Vec::new(),
        append: given.has('a'),
        complaints: String::new(),
        begun: String::new(),
    };
    for name in &given.operands {
        let file = super::super::file_name(name);
        match super::super::redirect::impossible(file) {
            _ if file == "/dev/null" => {}
            None => tee.names.push(file.into()),
            Some(why) => {
                let text = ["tee: ", name, ": ", why, "\n"].concat();
                tee.complaints.push_str(&text);
            }
        }
    }
    Ok(Built::Reads(Kind::Tee(tee), Vec::new(), Missing::PLAIN))
}

impl Tee {
    /// Empties the files that it does not append to.
    pub(super) fn begin(&mut self, said: &mut Said) {
        said.err.push_str(&self.complaints);
        for name in &self.names {
            let (name, empty) = (name.clone(), Text::from(""));
            said.files.push(match self.append {
                true => FileEffect::Append(name, empty),
                false => FileEffect::Write(name, empty),
            });
        }
    }
}

impl Work for Tee {
    fn line(&mut self, line: &str, ended: bool, said: &mut Said) {
        said.line(line, ended);
        self.begun.push_str(line);
        if ended {
            self.begun.push('\n');
        }
    }

    fn fed(&mut self, said: &mut Said) {
        if self.begun.is_empty() {
            return;
        }
        let text = Text::from(std::mem::take(&mut self.begun));
        for name in &self.names {
            let append = FileEffect::Append(name.clone(), text.clone());
            said.files.push(append);
        }
    }

    fn finish(&mut self, _: &mut Said) -> ExitStatus {
        ExitStatus::from(!self.complaints.is_empty())
    }
}
