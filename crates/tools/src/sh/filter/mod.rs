//! The small commands beside Kafka's tools: what goes through pipes.
//!
//! A [`Filter`] is such a command while it runs. It takes no time (but for
//! `sleep`) and makes no call: it is fed text, and says what it prints and what
//! it does to files.

mod awk;
mod calendar;
mod cut;
mod date;
mod files;
mod grep;
mod lines;
mod options;
mod print;
mod regex;
mod sed;
mod sort;
mod table;
mod tee;
mod tr;
mod wc;

pub use table::{not_found, reads_input, NAMES};

use super::limits::{FileEffect, Outside};
use crate::process::{ExitStatus, Text};
use protocol::record::Millis;

/// What a command did when something came to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// What it printed.
    pub out: String,
    /// What it printed on its errors.
    pub err: String,
    /// What it did to files.
    pub files: Vec<FileEffect>,
    /// How much work it was: as much as to read so many bytes.
    pub work: usize,
}

impl Said {
    fn err(text: &str) -> Self {
        Said {
            err: text.to_owned(),
            ..Said::default()
        }
    }

    /// Prints a line; the last one may have no end.
    fn line(&mut self, line: &str, ended: bool) {
        self.out.push_str(line);
        if ended {
            self.out.push('\n');
        }
    }

    fn complain(&mut self, text: &[&str]) {
        for piece in text {
            self.err.push_str(piece);
        }
        self.err.push('\n');
    }
}

/// A command that ends at once: it was used wrongly, or that was all.
#[derive(Clone, Debug)]
struct Wrong {
    said: Said,
    status: ExitStatus,
}

/// Where a command reads.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Source {
    /// Standard input.
    Input,
    /// A file, with its text.
    File(Text, Text),
    /// A file that is not there.
    Missing(Text),
}

/// How a command says that a file is not there, and what status it ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Missing {
    before: &'static str,
    after: &'static str,
    status: ExitStatus,
    /// Whether it ends there.
    ends: bool,
}

impl Missing {
    const PLAIN: Missing = Missing {
        before: "",
        after: "",
        status: 1,
        ends: false,
    };
}

/// What goes through lines.
trait Work {
    /// A file begins, or standard input, which has no name.
    fn opens(&mut self, name: Option<&str>, said: &mut Said) {
        let _ = (name, said);
    }
    /// A line; the last one of a file may have no end.
    fn line(&mut self, line: &str, ended: bool, said: &mut Said);
    /// All lines that were fed to it came.
    fn fed(&mut self, said: &mut Said) {
        let _ = said;
    }
    /// A file ended.
    fn closes(&mut self, said: &mut Said) {
        let _ = said;
    }
    /// All files ended.
    fn finish(&mut self, said: &mut Said) -> ExitStatus {
        let _ = said;
        0
    }
    /// Whether the rest of this file does not matter.
    fn is_done(&self) -> bool {
        false
    }
    /// How many steps it has taken that are not seen in what it read and
    /// printed, and whether they were too many.
    fn looked(&self) -> (usize, bool) {
        (0, false)
    }
    /// How many bytes it holds back.
    fn held(&self) -> usize {
        0
    }
}

/// A command and its state.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Cat,
    Tee(tee::Tee),
    Grep(Box<grep::Grep>),
    Head(lines::Head),
    Tail(lines::Tail),
    Sort(sort::Sort),
    Uniq(lines::Uniq),
    Wc(wc::Wc),
    Cut(cut::Cut),
    Tr(tr::Tr),
    Sed(Box<sed::Sed>),
    Awk(Box<awk::Awk>),
}

impl Kind {
    fn work(&mut self) -> &mut dyn Work {
        match self {
            Kind::Cat => self,
            Kind::Tee(work) => work,
            Kind::Grep(work) => work.as_mut(),
            Kind::Head(work) => work,
            Kind::Tail(work) => work,
            Kind::Sort(work) => work,
            Kind::Uniq(work) => work,
            Kind::Wc(work) => work,
            Kind::Cut(work) => work,
            Kind::Tr(work) => work,
            Kind::Sed(work) => work.as_mut(),
            Kind::Awk(work) => work.as_mut(),
        }
    }
}

/// `cat`.
impl Work for Kind {
    fn line(&mut self, line: &str, ended: bool, said: &mut Said) {
        said.line(line, ended);
    }
}

/// A command that has been understood.
#[derive(Clone, Debug)]
enum Built {
    /// It printed what it prints, and ended.
    Ended(Said, ExitStatus),
    /// It rests until an instant.
    Rests(Millis),
    /// It reads files or standard input.
    Reads(Kind, Vec<Text>, Missing),
}

/// A command while it runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    name: Text,
    kind: Kind,
    sources: Vec<Source>,
    /// The source that it reads.
    at: usize,
    /// Whether it has begun to read it.
    opened: bool,
    /// Whether standard input has ended: who reads it again reads nothing.
    ended: bool,
    /// The beginning of a line whose end has not come.
    begun: String,
    missing: Missing,
    /// The status that a missing file makes.
    status: ExitStatus,
    rests: Option<Millis>,
    exit: Option<ExitStatus>,
    held_bytes: usize,
}

impl Filter {
    /// Starts a command, and says what it does at once. One that there is not
    /// says so, and ends.
    pub fn new(argv: &[Text], outside: Outside<'_>) -> (Filter, Said) {
        let (name, args) = match argv.split_first() {
            Some((name, args)) => (name.clone(), args),
            None => ("".into(), argv),
        };
        let mut filter = Filter {
            name,
            kind: Kind::Cat,
            sources: Vec::new(),
            at: 0,
            opened: false,
            ended: false,
            begun: String::new(),
            missing: Missing::PLAIN,
            status: 0,
            rests: None,
            exit: None,
            held_bytes: outside.limits.held_bytes,
        };
        let built = match table::build(&filter.name) {
            Some(build) => build(args, outside),
            None => Err(Wrong {
                said: Said::err(&not_found(&filter.name, &[])),
                status: 127,
            }),
        };
        let built = built.unwrap_or_else(|wrong| Built::Ended(wrong.said, wrong.status));
        let mut said = Said::default();
        match built {
            Built::Ended(first, status) => {
                said = first;
                filter.exit = Some(status);
            }
            Built::Rests(until) => filter.rests = Some(until),
            Built::Reads(kind, names, missing) => {
                filter.kind = kind;
                filter.missing = missing;
                filter.sources = sources(&names, outside);
                if let Kind::Tee(tee) = &mut filter.kind {
                    tee.begin(&mut said);
                }
                filter.go_on(&mut said);
            }
        }
        (filter, said)
    }

    /// How it ended; none while it runs.
    pub fn exit(&self) -> Option<ExitStatus> {
        self.exit
    }

    /// The instant, in Unix time, until which it rests; then the runner calls
    /// [`Filter::woke`].
    pub fn rests_until(&self) -> Option<Millis> {
        self.rests.filter(|_| self.exit.is_none())
    }

    /// The rest is over.
    pub fn woke(&mut self) {
        if self.rests.is_some() {
            self.exit = Some(0);
        }
    }

    /// Whether it waits for standard input.
    pub fn reads(&self) -> bool {
        self.exit.is_none() && self.rests.is_none()
    }

    /// Something came to its standard input.
    pub fn feed(&mut self, text: &str) -> Said {
        let mut said = Said::default();
        if self.reads() {
            self.take(text, &mut said);
            if self.kind.work().is_done() {
                self.close(&mut said);
                self.go_on(&mut said);
            }
        }
        said
    }

    /// Nothing more comes to its standard input.
    pub fn end(&mut self) -> Said {
        let mut said = Said::default();
        if self.reads() {
            self.ended = true;
            self.close(&mut said);
            self.go_on(&mut said);
        }
        said
    }

    /// Reads files up to where it waits for standard input, or to its end.
    fn go_on(&mut self, said: &mut Said) {
        while self.exit.is_none() {
            let Some(source) = self.sources.get(self.at).cloned() else {
                let status = self.kind.work().finish(said);
                self.exit = Some(self.status.max(status));
                return;
            };
            match source {
                Source::Input => {
                    if !self.opened {
                        self.opened = true;
                        self.kind.work().opens(None, said);
                    }
                    // There may be nothing that it wants to read.
                    match self.ended || self.kind.work().is_done() {
                        true => self.close(said),
                        false => return,
                    }
                }
                Source::File(name, text) => {
                    self.opened = true;
                    self.kind.work().opens(Some(&name), said);
                    self.take(&text, said);
                    self.close(said);
                }
                Source::Missing(name) => self.miss(&name, said),
            }
        }
    }

    fn miss(&mut self, name: &str, said: &mut Said) {
        let Missing { before, after, .. } = self.missing;
        let why = super::redirect::missing(name);
        said.complain(&[&self.name, ": ", before, name, after, ": ", why]);
        self.status = self.missing.status;
        self.at += 1;
        if self.missing.ends {
            self.exit = Some(self.status);
        }
    }

    fn take(&mut self, text: &str, said: &mut Said) {
        let looked = self.kind.work().looked().0;
        self.take_lines(text, said);
        let (now, too_much) = self.kind.work().looked();
        said.work += text.len() + (now - looked) / 16;
        if too_much && self.exit.is_none() {
            said.complain(&[&self.name, ": that takes too long in this playground"]);
            self.exit = Some(2);
        }
        self.kind.work().fed(said);
    }

    fn take_lines(&mut self, text: &str, said: &mut Said) {
        for piece in text.split_inclusive('\n') {
            if self.kind.work().is_done() || self.exit.is_some() {
                return;
            }
            match piece.strip_suffix('\n') {
                Some(line) if self.begun.is_empty() => self.kind.work().line(line, true, said),
                Some(rest) => {
                    self.begun.push_str(rest);
                    let line = std::mem::take(&mut self.begun);
                    self.kind.work().line(&line, true, said);
                }
                None => self.begun.push_str(piece),
            }
            if self.kind.work().held() + self.begun.len() > self.held_bytes {
                said.complain(&[&self.name, ": memory exhausted"]);
                self.exit = Some(2);
            }
            if said.out.len() > self.held_bytes * 4 {
                said.complain(&[&self.name, ": write error: No space left on device"]);
                self.exit = Some(2);
            }
        }
    }

    /// The source ended.
    fn close(&mut self, said: &mut Said) {
        if self.exit.is_some() {
            return;
        }
        let line = std::mem::take(&mut self.begun);
        if !line.is_empty() && !self.kind.work().is_done() {
            self.kind.work().line(&line, false, said);
            self.kind.work().fed(said);
        }
        self.kind.work().closes(said);
        self.at += 1;
        self.opened = false;
    }
}

/// The sources of these names; standard input where there are none.
fn sources(names: &[Text], outside: Outside<'_>) -> Vec<Source> {
    if names.is_empty() {
        return vec![Source::Input];
    }
    let source = |name: &Text| match &**name {
        "-" | "/dev/stdin" => Source::Input,
        "/dev/null" => Source::File(name.clone(), "".into()),
        _ => match outside.files.get(super::file_name(name)) {
            Some(text) => Source::File(name.clone(), text.clone()),
            None => Source::Missing(name.clone()),
        },
    };
    names.iter().map(source).collect()
}
