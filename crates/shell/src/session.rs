//! A session: lines played on a history of the engine, with its journal.
//!
//! Whoever has one needs nothing else of the engine: [`Session::run`] gives a line,
//! [`Session::advance`], [`Session::seek`] and [`Session::go`] move in time, the rest looks.
//!
//! *Read next: [`play`](mod@crate::play), and what the terminal shows of that.*

mod compare;
mod rows;
mod saving;
mod step;
mod undo;
mod whatif;

pub use undo::{Moved, Moves};

use crate::code::{code, CodeState};
use crate::compare::Compared;
use crate::follow::{follow, LifeStep};
use crate::help::help;
use crate::in_client::{called, Called};
use crate::inspect::{inspect, Inspection};
use crate::journal::JournalLine;
use crate::manual::manual;
use crate::marks::{Mark, Marks};
use crate::narrate::Narrator;
use crate::narrator::{narration, narrations, Narration, Tried};
use crate::outcome::{outcome_text, OutcomeText};
use crate::parse::{read, Known, Line, LONGEST_LINE};
use crate::print::print;
use crate::refusal::ShellError;
use crate::script::{scripted, Header};
use crate::settings;
use crate::terminal::{jobs, terminal, TerminalView};
use crate::thing::Thing;
use crate::words::{nearest, split};
use client::call::OpId;
use cluster::command::{ClientKind, Command, CommandError};
use cluster::config::ClusterConfig;
use cluster::event::ClientSpec;
use cluster::history::{Aside, BranchId, History, Submitted};
use cluster::instant::Instant;
use cluster::limits::{Limit, Limits};
use cluster::operation::Progress;
use cluster::terminal::JobId;
use cluster::{MachineId, State};
use protocol::map::Map;
use protocol::record::Millis;
use serde::Serialize;
use undo::Remembered;

/// The longest time that one line may let pass: an hour.
pub const LONGEST_WAIT_MS: Millis = 3_600_000;

/// What became of a line that was run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RunResult {
    /// The line in its canonical form.
    pub line: String,
    /// The verb that it begins with; nothing for a comment.
    pub verb: &'static str,
    /// What the terminal shows at once.
    pub output: Vec<String>,
    /// The operation that began; its outcome comes later.
    pub operation: Option<OpId>,
    /// When it was given, in milliseconds since the start,
    pub at: Millis,
    /// and after how many steps of that millisecond; none for after all of
    /// them.
    pub ordinal: Option<u32>,
    /// The branch of the history that is the present one now.
    pub branch: BranchId,
    /// Whether the command began that branch.
    pub forked: bool,
    /// Branches that were forgotten, because there were too many.
    pub forgotten: Vec<BranchId>,
    /// What the history's script has of it; none for a line that is no command
    /// of the history, such as `help`.
    pub scripted: Option<String>,
    /// The line of tools that began, by its number; its output is the
    /// terminal's.
    pub job: Option<JobId>,
    /// The branches that it compares; none for a line that compares nothing.
    pub compared: Option<Compared>,
    /// What it is called in clients that have such a call, and the lines of the
    /// real tools that do the same.
    pub called: Vec<Called>,
    /// How many commands have been given on that branch up to now, this one
    /// among them.
    pub commands: usize,
}

/// The parser's view of the cluster.
pub(crate) struct KnownTo<'a>(pub &'a State);

impl Known for KnownTo<'_> {
    fn kind(&self, machine: &str) -> Option<ClientKind> {
        match self.0.machine(machine)?.1.spec() {
            ClientSpec::Producer => Some(ClientKind::Producer),
            ClientSpec::Consumer => Some(ClientKind::Consumer),
            ClientSpec::Admin | ClientSpec::Peer => None,
        }
    }
}

/// A session.
pub struct Session {
    history: History<Narrator>,
    seed: u64,
    start: Millis,
    /// The marks of a branch, as far as they were asked for.
    marks: (BranchId, Marks),
    /// What somebody called branches.
    names: Map<BranchId, String>,
    /// Whether the last line left what is due at its millisecond to the next
    /// one, which may stand between two steps of it.
    unsettled: bool,
    /// Whether what a script asks is answered: not in a page, where a script may
    /// be a stranger's and ask very much.
    answers: bool,
    moves: Remembered,
    /// Copies on the branches that were looked at last.
    asides: Vec<Aside>,
}

impl Session {
    /// An empty cluster; `start` is Unix time.
    pub fn new(seed: u64, start: Millis, config: ClusterConfig, limits: Limits) -> Self {
        Session {
            history: History::new(config, limits, seed, start),
            seed,
            start,
            marks: (0, Marks::default()),
            names: Map::new(),
            unsettled: false,
            answers: false,
            moves: Remembered::default(),
            asides: Vec::new(),
        }
    }

    /// What its scripts ask with `whatif` is answered from now on, too.
    pub fn answer_scripts(&mut self) {
        self.answers = true;
    }

    /// The history under it.
    pub fn history(&self) -> &History<Narrator> {
        &self.history
    }

    /// The state at the present instant.
    pub fn state(&self) -> &State {
        self.history.cluster().state()
    }

    /// Runs a line; one of a script that names its instant, at that instant.
    ///
    /// # Errors
    /// Why it is no line, or cannot be done now; then nothing changed.
    pub fn run(&mut self, line: &str) -> Result<RunResult, ShellError> {
        self.settle();
        let ran = match line.trim_start().starts_with('@') {
            true => self.script_line(line),
            false => self.run_first_step(line, true),
        };
        self.settle();
        ran
    }

    /// Runs a line, and only the first step of its command. What it asks is
    /// answered only if somebody waits for it.
    fn run_first_step(&mut self, line: &str, answers: bool) -> Result<RunResult, ShellError> {
        let known = KnownTo(self.state());
        let reading = read(line, &known)?;
        if answers {
            settings::check(line, reading.verb, &reading.line, &known)?;
        }
        let said = |line: String, output| self.said(reading.verb, line, output);
        match reading.line {
            Line::Empty => Ok(said(line.trim().to_owned(), Vec::new())),
            Line::Help(topic) => {
                let line = ["help ", topic.unwrap_or_default()].concat();
                Ok(said(line.trim_end().to_owned(), help(topic)))
            }
            Line::Wait(ms) => {
                if ms > LONGEST_WAIT_MS {
                    return Err(too_long(line));
                }
                let line = ["wait ", &crate::duration::print_duration(ms)].concat();
                let mut ran = said(line, Vec::new());
                let to = self.now() + ms;
                self.advance(to);
                if let Some(limit) = self.limit().filter(|_| self.now() < to) {
                    if self.now() == ran.at {
                        return Err(self::limit(&limit));
                    }
                    ran.output.push(self::limit(&limit).message);
                }
                Ok(ran)
            }
            Line::WhatIf(question) => {
                let answer = self.ask(&question, line, answers)?;
                let table = match answers {
                    true => answer.table(),
                    false => Vec::new(),
                };
                Ok(self.said(reading.verb, answer.line().to_owned(), table))
            }
            Line::Compare(comparing) => {
                let mut ran = self.said(reading.verb, comparing.line(), Vec::new());
                if answers {
                    self.show_beside(&comparing, &mut ran)?;
                }
                Ok(ran)
            }
            Line::Jobs => Ok(said("jobs".to_owned(), jobs(self.state()))),
            Line::Manual(tool) => Ok(said(["man ", tool.name].concat(), manual(tool))),
            Line::Command(command) => self.submit(line, reading.verb, command),
        }
    }

    /// What became of a line that is no command of the history.
    fn said(&self, verb: &'static str, line: String, output: Vec<String>) -> RunResult {
        RunResult {
            line,
            verb,
            output,
            operation: None,
            at: self.now(),
            ordinal: self.history.instant().ordinal(),
            branch: self.history.branch(),
            forked: false,
            forgotten: Vec::new(),
            scripted: None,
            job: None,
            compared: None,
            called: Vec::new(),
            commands: self.history.commands_now(),
        }
    }

    fn submit(
        &mut self,
        typed: &str,
        verb: &'static str,
        command: Command,
    ) -> Result<RunResult, ShellError> {
        let line = print(&command);
        if line.chars().nth(LONGEST_LINE).is_some() {
            return Err(too_long_written(&line));
        }
        let called = called(&command, self.start, &KnownTo(self.state()));
        let at = self.history.cluster().instant();
        let machines = self.state().next_machine();
        let begins = matches!(command, Command::Shell(_));
        let job = begins.then(|| self.state().terminal().next_job());
        let Submitted {
            operation,
            forked,
            forgotten,
        } = self
            .history
            .give(command)
            .map_err(|error| refusal(&error, typed))?;
        self.did(forked);
        self.unsettled = at.ordinal().is_none();
        Ok(RunResult {
            output: started(machines, self.state()),
            operation,
            ordinal: at.ordinal(),
            forked,
            forgotten,
            scripted: Some(scripted(at, &line)),
            job,
            called,
            ..self.said(verb, line, Vec::new())
        })
    }

    /// Lets all happen that a line left to the next one.
    fn settle(&mut self) {
        if std::mem::take(&mut self.unsettled) {
            self.history.settle();
        }
    }

    /// Lets time go on to `to`, in milliseconds since the start; never back.
    pub fn advance(&mut self, to: Millis) {
        self.settle();
        if to > self.now() {
            self.history.advance_to(to);
        }
    }

    /// The limit of the playground that is reached at the present instant; none
    /// while there is room for all.
    pub fn limit(&self) -> Option<Limit> {
        self.history.limit()
    }

    /// Goes to an instant of the present branch, between the start and
    /// [`Session::end`].
    pub fn seek(&mut self, at: Millis) {
        self.settle();
        self.history.seek(at);
    }

    /// Goes to an instant of a branch, at most to its end. Answers whether the
    /// branch is kept; if it is not, nothing has changed.
    pub fn go(&mut self, branch: BranchId, to: Instant) -> bool {
        self.settle();
        self.history.go(branch, to)
    }

    /// Begins a branch at the present instant that has no future yet.
    pub(crate) fn fork(&mut self) {
        self.history.fork();
    }

    /// Forgets a branch; answers whether there was one that could be: the
    /// present one cannot.
    pub fn forget(&mut self, branch: BranchId) -> bool {
        self.history.forget(branch)
    }

    /// The present instant: after all that is due, or between two steps.
    pub fn instant(&self) -> Instant {
        self.history.instant()
    }

    /// The present instant, in milliseconds since the start.
    pub fn now(&self) -> Millis {
        self.history.now()
    }

    /// The furthest instant that is known.
    pub fn end(&self) -> Millis {
        self.history.end()
    }

    /// When something happens next.
    pub fn next_due(&self) -> Option<Millis> {
        self.history.next_due()
    }

    /// The state's revision: how many events made it.
    pub fn revision(&self) -> u64 {
        self.state().revision()
    }

    /// How many lines the journal has up to now.
    pub fn journal_length(&mut self) -> usize {
        self.history.lines_now()
    }

    /// Lines of the journal up to now, from an index on.
    pub fn journal(&mut self, from: usize, max: usize) -> Vec<JournalLine> {
        let lines = self.history.lines(from, max).into_iter();
        lines
            .map(|told| JournalLine {
                index: told.index,
                step: told.step,
                ..told.line
            })
            .collect()
    }

    /// The marks of the timeline, of the whole branch.
    pub fn marks(&mut self) -> &[Mark] {
        let branch = self.history.branch();
        if self.marks.0 != branch {
            self.marks = (branch, Marks::default());
        }
        let marks = &mut self.marks.1;
        let known = marks.signs();
        self.history
            .signs()
            .skip(known)
            .for_each(|sign| marks.take(sign));
        self.marks.1.all()
    }

    /// What an operation came back with; none while it has not, and for one
    /// that was long ago.
    pub fn outcome(&self, operation: OpId) -> Option<OutcomeText> {
        let operation = self.state().operations().get(&operation)?;
        match &operation.progress {
            Progress::Completed(outcome, _) => Some(outcome_text(&operation.call, outcome)),
            _ => None,
        }
    }

    /// Whether an operation has not come back yet.
    pub fn is_pending(&self, operation: OpId) -> bool {
        let operation = self.state().operations().get(&operation);
        operation.is_some_and(|o| !matches!(o.progress, Progress::Completed(..)))
    }

    /// Whether an operation ended so long ago that nothing is kept of it.
    pub fn is_forgotten(&self, operation: OpId) -> bool {
        let state = self.state();
        operation < state.next_operation() && state.operations().get(&operation).is_none()
    }

    /// The terminal at the present instant.
    pub fn terminal(&self) -> TerminalView {
        self.terminal_with(usize::MAX)
    }

    /// The same with at most so many pieces of output: nobody who only asks what
    /// runs needs any.
    pub fn terminal_with(&self, pieces: usize) -> TerminalView {
        terminal(self.state(), pieces)
    }

    /// What is known of a thing, such as `record:orders/0/8`.
    pub fn inspect(&self, thing: &str) -> Option<Inspection> {
        inspect(self.state(), thing)
    }

    /// A consumer's program as its code shows it; none for what is no consumer
    /// with a program.
    pub fn code(&self, machine: &str) -> Option<CodeState> {
        code(self.state(), machine)
    }

    /// What is happening now, or why nothing is.
    pub fn narrator(&self) -> Narration {
        narration(self.state(), self.history.cluster().limits(), self.tried())
    }

    /// All that the narrator could say now, most urgent first.
    pub fn narrations(&self) -> Vec<Narration> {
        narrations(self.state(), self.history.cluster().limits(), self.tried())
    }

    fn tried(&self) -> Tried {
        let mut tried = Tried::default();
        for given in self.history.given_now() {
            tried.take(&given.command);
        }
        tried
    }

    /// The life of a record, such as `record:orders/0/8`, from the start up to
    /// the present instant; none for what is no record that was ever appended.
    pub fn follow(&mut self, thing: &str) -> Option<Vec<LifeStep>> {
        let Some(Thing::Record(partition, offset)) = Thing::parse(thing) else {
            return None;
        };
        let events = self.history.events(0, self.history.events_now());
        let mut steps = follow(&events, self.start, &partition, offset)?;
        for step in &mut steps {
            step.journal = self.line_of(step.ordinal);
        }
        Some(steps)
    }

    /// The line of the journal that tells of an event, if one does.
    fn line_of(&mut self, ordinal: u64) -> Option<usize> {
        // Lines are in the order of what they tell.
        let (mut from, mut to) = (0, self.journal_length());
        while from < to {
            let middle = from + (to - from) / 2;
            match self.journal(middle, 1).first() {
                Some(line) if line.ordinal < ordinal => from = middle + 1,
                _ => to = middle,
            }
        }
        // A command has a line before that of the first event that it brings.
        let lines = self.journal(from, 2);
        let mut lines = lines.iter().filter(|line| line.ordinal == ordinal);
        Some(lines.find(|line| line.kind != "command")?.index)
    }

    /// The commands of the whole branch, one a line, each at its instant.
    pub fn script(&self) -> String {
        let mut script = self.header().to_string();
        script.push('\n');
        for given in self.history.branch_commands() {
            let line = print(&given.command);
            script.push_str(&scripted(given.at, &line));
            script.push('\n');
        }
        script
    }

    /// What the header of its script says.
    pub fn header(&self) -> Header {
        Header {
            seed: self.seed,
            start: self.start,
        }
    }
}

/// A command that is short enough as it was typed and too long as it is kept.
fn too_long_written(line: &str) -> ShellError {
    let length = line.chars().count();
    ShellError {
        code: "out-of-range",
        message: format!(
            "A line has at most {LONGEST_LINE} characters, and written out this one has {length}."
        ),
        column: None,
        length: None,
    }
}

fn too_long(line: &str) -> ShellError {
    let place = find_word(line, |index, _| index == 1);
    ShellError {
        code: "out-of-range",
        message: "One wait lets at most 1h pass.".to_owned(),
        column: place.map(|place| place.0),
        length: place.map(|place| place.1),
    }
}

/// Time does not go on, because a limit is reached.
fn limit(limit: &Limit) -> ShellError {
    let max = limit.max.to_string();
    ShellError {
        code: "over-limit",
        message: [
            "Time stands still: this playground holds at most ",
            &max,
            " ",
            limit.name,
            ".",
        ]
        .concat(),
        column: None,
        length: None,
    }
}

/// The engine's refusal, with the place of the name that it is about.
fn refusal(error: &CommandError, line: &str) -> ShellError {
    let mut message = error.to_string();
    let named = match error {
        CommandError::UnknownMachine { name, known } => {
            if let Some(near) = nearest(name, known.iter().map(|name| name.as_str())) {
                message.push_str(&[" Did you mean ", near, "?"].concat());
            }
            Some(name)
        }
        CommandError::NameTaken(name) | CommandError::InvalidName { name, .. } => Some(name),
        CommandError::NotNow { machine, .. } | CommandError::WrongKind { machine, .. } => {
            Some(machine)
        }
        CommandError::InvalidSetting(_)
        | CommandError::NoJob(_)
        | CommandError::OutOfRange { .. }
        | CommandError::ForeignStyle { .. }
        | CommandError::NoWorkers { .. }
        | CommandError::OverLimit { .. } => None,
    };
    if !message.ends_with(['.', '?']) {
        message.push('.');
    }
    let place = named.and_then(|name| find_word(line, |_, word| *word == **name));
    ShellError {
        code: error.code(),
        message,
        column: place.map(|place| place.0),
        length: place.map(|place| place.1),
    }
}

fn find_word(line: &str, wanted: impl Fn(usize, &str) -> bool) -> Option<(usize, usize)> {
    let words = split(line).ok()?;
    let mut words = words.iter().enumerate();
    let (_, word) = words.find(|(index, word)| wanted(*index, &word.text()))?;
    Some((word.column, word.length))
}

/// The names of programs that were started: machines from a number on.
fn started(from: MachineId, after: &State) -> Vec<String> {
    let names: Vec<&str> = after
        .machines()
        .iter()
        .filter(|(id, _)| **id >= from)
        .filter(|(_, machine)| !matches!(machine.spec(), ClientSpec::Admin))
        .map(|(_, machine)| machine.name().as_str())
        .collect();
    match names.len() {
        0 => Vec::new(),
        _ => vec![["Started ", &names.join(", "), "."].concat()],
    }
}
