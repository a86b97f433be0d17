//! Programs that make one call after the other, and print.
//!
//! Such a program is a function, written straight on as it would be in Java:
//!
//! ```
//! use client::call::AdminCall;
//! use tools::{ExitStatus, Io, Pause};
//!
//! fn list(io: &mut Io) -> Result<ExitStatus, Pause> {
//!     let topics = io.admin(AdminCall::ListTopics(true))?;
//!     io.println("...");
//!     Ok(0)
//! }
//! ```
//!
//! Where a call has not come back, [`Io::admin`] answers [`Pause`], and the
//! function is left by `?`. When the answer is there it runs again from its
//! beginning, on the answers that it had: so all that has to be kept of it are
//! those, and copies of it are cheap. It must therefore depend on nothing but
//! what its `Io` says.

use crate::kafka::main_of;
use crate::process::{Around, ExitStatus, Stream, Text, ToolEvent, ToolStep};
use crate::Files;
use client::call::AdminCall;
use client::outcome::Outcome;
use protocol::record::Millis;
use std::collections::VecDeque;
use std::sync::Arc;

/// The program waits: for a call to come back, or for an instant.
#[derive(Debug)]
pub struct Pause(());

/// A program's main function.
pub(crate) type Main = fn(&mut Io<'_>) -> Result<ExitStatus, Pause>;

/// What a program waited for, and when that was over.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Passed {
    /// A call that came back.
    Answer(Millis, Arc<Outcome>),
    /// A rest.
    Rest(Millis),
}

/// What a program does besides computing.
#[derive(Debug)]
enum Wish {
    Call(AdminCall),
    Rest(Millis),
}

/// The outside of a program.
#[derive(Debug)]
pub struct Io<'a> {
    args: &'a [Text],
    files: &'a Files,
    passed: &'a [Passed],
    /// How much of what passed the program has come to.
    come_to: usize,
    now: Millis,
    /// What it printed since all that passed.
    printed: Vec<(Stream, String)>,
    wish: Option<Wish>,
}

impl<'a> Io<'a> {
    /// Its arguments, without its name.
    pub fn args(&self) -> &'a [Text] {
        self.args
    }

    /// The text of a file, as it was when the program began.
    pub fn file(&self, name: &str) -> Option<&'a str> {
        self.files.get(name).map(|text| &**text)
    }

    /// All files, as they were when the program began.
    pub fn files(&self) -> &'a Files {
        self.files
    }

    /// The clock, in Unix time.
    pub fn now(&self) -> Millis {
        self.now
    }

    /// Makes a call of the admin client, and waits for what comes of it.
    ///
    /// # Errors
    /// While it has not come back: to be handed on by `?`.
    pub fn admin(&mut self, call: AdminCall) -> Result<Arc<Outcome>, Pause> {
        match self.pass() {
            Some(Passed::Answer(at, outcome)) => {
                self.now = *at;
                Ok(outcome.clone())
            }
            Some(Passed::Rest(_)) => unreachable!("a program depends on its Io only"),
            None => {
                self.wish = Some(Wish::Call(call));
                Err(Pause(()))
            }
        }
    }

    /// Rests for so many milliseconds.
    ///
    /// # Errors
    /// While it rests: to be handed on by `?`.
    pub fn rest(&mut self, ms: Millis) -> Result<(), Pause> {
        match self.pass() {
            Some(Passed::Rest(at)) => {
                self.now = *at;
                Ok(())
            }
            Some(Passed::Answer(..)) => unreachable!("a program depends on its Io only"),
            None => {
                self.wish = Some(Wish::Rest(self.now + ms));
                Err(Pause(()))
            }
        }
    }

    fn pass(&mut self) -> Option<&'a Passed> {
        let passed = self.passed.get(self.come_to)?;
        self.come_to += 1;
        if self.come_to == self.passed.len() {
            // What it printed up to here was printed when it waited.
            self.printed.clear();
        }
        Some(passed)
    }

    /// Prints to standard output.
    pub fn print(&mut self, text: &str) {
        self.write(Stream::Out, text);
    }

    /// Prints a line to standard output.
    pub fn println(&mut self, text: &str) {
        self.write(Stream::Out, text);
        self.write(Stream::Out, "\n");
    }

    /// Prints to standard errors.
    pub fn eprint(&mut self, text: &str) {
        self.write(Stream::Err, text);
    }

    /// Prints a line to standard errors.
    pub fn eprintln(&mut self, text: &str) {
        self.write(Stream::Err, text);
        self.write(Stream::Err, "\n");
    }

    fn write(&mut self, stream: Stream, text: &str) {
        match self.printed.last_mut() {
            Some((last, printed)) if *last == stream => printed.push_str(text),
            _ => self.printed.push((stream, text.to_owned())),
        }
    }
}

/// A program that makes one call after the other, as it runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Script {
    tool: &'static str,
    args: Arc<[Text]>,
    files: Files,
    began: Millis,
    passed: Vec<Passed>,
    /// What it does next, one after the other.
    todo: VecDeque<ToolStep>,
}

impl Script {
    /// A program at its start.
    pub(crate) fn new(tool: &'static str, args: Arc<[Text]>, files: Files, at: Millis) -> Self {
        let mut script = Script {
            tool,
            args,
            files,
            began: at,
            passed: Vec::new(),
            todo: VecDeque::new(),
        };
        script.run();
        script
    }

    /// Runs on, as far as it comes.
    fn run(&mut self) {
        let mut io = Io {
            args: &self.args,
            files: &self.files,
            passed: &self.passed,
            come_to: 0,
            now: self.began,
            printed: Vec::new(),
            wish: None,
        };
        let ended = main_of(self.tool)(&mut io);
        let printed = io.printed.into_iter();
        let mut todo: VecDeque<ToolStep> = printed
            .map(|(stream, text)| ToolStep::Did(ToolEvent::Printed(stream, text.into())))
            .collect();
        todo.push_back(match (ended, io.wish) {
            (Ok(status), _) => ToolStep::Did(ToolEvent::Exited(status)),
            (Err(_), Some(Wish::Call(call))) => ToolStep::Begin(call.into()),
            (Err(_), Some(Wish::Rest(until))) => ToolStep::Did(ToolEvent::Rested { until }),
            (Err(_), None) => unreachable!("only its Io makes a program wait"),
        });
        self.todo = todo;
    }

    /// What it does next.
    pub(crate) fn step(&self, around: Around<'_>) -> Option<ToolStep> {
        if let Some(signal) = around.signal {
            return Some(ToolStep::Did(ToolEvent::Exited(signal.status())));
        }
        if let (None, Some(Passed::Rest(until))) = (self.todo.front(), self.passed.last()) {
            // A rest is over when its instant has come.
            return (around.now >= *until).then_some(ToolStep::Did(ToolEvent::WentOn));
        }
        self.todo.front().cloned()
    }

    /// When it wants to be woken.
    pub(crate) fn next_due(&self) -> Option<Millis> {
        match (self.todo.front(), self.passed.last()) {
            (None, Some(Passed::Rest(until))) => Some(*until),
            _ => None,
        }
    }

    /// Its call was made.
    pub(crate) fn began(&mut self) {
        self.todo.pop_front();
    }

    /// Its call came back.
    pub(crate) fn completed(&mut self, at: Millis, outcome: &Arc<Outcome>) {
        self.passed.push(Passed::Answer(at, outcome.clone()));
        self.run();
    }

    /// Applies what it did.
    pub(crate) fn apply(&mut self, event: &ToolEvent) {
        match event {
            ToolEvent::Rested { until } => {
                self.todo.pop_front();
                self.passed.push(Passed::Rest(*until));
            }
            ToolEvent::WentOn => self.run(),
            _ => {
                self.todo.pop_front();
            }
        }
    }
}
