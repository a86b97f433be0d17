//! Does what a case has to do, and looks whether what must hold does.

use super::deed::Deed;
use cluster::command::ClientKind;
use cluster::config::ClusterConfig;
use cluster::event::ClientSpec;
use cluster::instant::Instant;
use cluster::limits::Limits;
use cluster::State;
use kafka_playground_shell::parse::{parse, Known, Line};
use kafka_playground_shell::print::print;
use kafka_playground_shell::{needs_more, Session};
use protocol::record::Millis;
use std::panic::{catch_unwind, AssertUnwindSafe};

/// The first instant, in Unix time.
const START: Millis = 1_767_603_600_000;
/// No case lets more time pass than this, and no line that would.
const LONGEST_MS: Millis = 120_000;

/// Why a case failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// At which of its deeds; none at its end.
    pub deed: Option<usize>,
    /// What was wrong.
    pub message: String,
}

/// What a case did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Lines that were run or refused.
    pub lines: usize,
    /// Those that were taken,
    pub taken: usize,
    /// and those of them that ran tools.
    pub jobs: usize,
    /// Candidates of completion.
    pub candidates: usize,
}

/// Knows the machines of a state.
struct KnownTo<'a>(&'a State);

impl Known for KnownTo<'_> {
    fn kind(&self, machine: &str) -> Option<ClientKind> {
        match self.0.machine(machine)?.1.spec() {
            ClientSpec::Producer => Some(ClientKind::Producer),
            ClientSpec::Consumer => Some(ClientKind::Consumer),
            ClientSpec::Admin | ClientSpec::Peer => None,
        }
    }
}

type Checked = Result<(), String>;

fn ensure(holds: bool, otherwise: impl FnOnce() -> String) -> Checked {
    match holds {
        true => Ok(()),
        false => Err(otherwise()),
    }
}

/// Plays the deeds of a case; `told` hears of each before it is done.
///
/// # Errors
/// The first thing that was wrong, a panic among them.
pub fn play(seed: u64, deeds: &[Deed], told: &dyn Fn(&Deed)) -> Result<Progress, Failure> {
    let mut playing = Playing {
        session: session(seed),
        progress: Progress::default(),
    };
    for (index, deed) in deeds.iter().enumerate() {
        told(deed);
        caught(|| playing.perform(deed)).map_err(|message| Failure {
            deed: Some(index),
            message,
        })?;
    }
    caught(|| playing.replay(seed)).map_err(|message| Failure {
        deed: None,
        message,
    })?;
    Ok(playing.progress)
}

/// A panic is a failure, too.
fn caught(check: impl FnOnce() -> Checked) -> Checked {
    catch_unwind(AssertUnwindSafe(check)).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
        Err(["it panics: ", text.unwrap_or("without a word")].concat())
    })
}

fn session(seed: u64) -> Session {
    Session::new(seed, START, ClusterConfig::page(), Limits::page())
}

struct Playing {
    session: Session,
    progress: Progress,
}

impl Playing {
    fn perform(&mut self, deed: &Deed) -> Checked {
        match deed {
            Deed::Line(line) => self.line(line),
            Deed::Complete(line, caret) => self.complete(line, *caret),
            Deed::Advance(ms) => {
                self.advance(*ms);
                Ok(())
            }
            Deed::Await => {
                // Most tools end within seconds; others are left to run.
                for _ in 0..40 {
                    let front = self.session.state().terminal().foreground();
                    if front.is_none() || !self.advance(500) {
                        break;
                    }
                }
                Ok(())
            }
            Deed::Back(part) => self.back(*part),
            Deed::Stay(part) => {
                let at = self.session.now() * *part as Millis / 1000;
                self.session.seek(at);
                Ok(())
            }
            Deed::Undo => self.undo(),
        }
    }

    /// Lets time go on, if there is some left; answers whether it did.
    fn advance(&mut self, ms: Millis) -> bool {
        let before = self.session.now();
        self.session.advance((before + ms).min(LONGEST_MS));
        self.session.now() > before
    }

    fn line(&mut self, line: &str) -> Checked {
        self.progress.lines += 1;
        needs_more(line);
        let verb = line.split_whitespace().next().unwrap_or_default();
        // What asks much is asked a little.
        if verb == "whatif" {
            if let Ok(mut answer) = self.session.explore(line) {
                answer.slice(300);
            }
            return Ok(());
        }
        if self.is_long(line) {
            return Ok(());
        }
        // What was due is over before the line is run, whether it is taken or not.
        let now = self.session.now();
        self.session.advance(now);
        let before = self.session.state().clone();
        match self.session.run(line) {
            Ok(ran) => {
                self.progress.taken += 1;
                self.progress.jobs += usize::from(ran.job.is_some());
                ensure(ran.scripted.is_none() || same(&before, &ran.line)?, || {
                    format!("{:?} reads otherwise than it prints", ran.line)
                })
            }
            Err(error) => {
                let long = line.chars().count();
                let place = error.column.unwrap_or_default() + error.length.unwrap_or_default();
                ensure(!error.message.is_empty() && place <= long + 1, || {
                    format!("a refusal is out of place: {error:?}")
                })?;
                ensure(before == *self.session.state(), || {
                    format!("it is refused and changes something: {error:?}")
                })
            }
        }
    }

    /// Whether a line lets more time pass than a case has.
    fn is_long(&self, line: &str) -> bool {
        match parse(line, &KnownTo(self.session.state())) {
            Ok(Line::Wait(ms)) => self.session.now() + ms > LONGEST_MS,
            Ok(Line::Compare(_)) => self.session.revision() > 5_000,
            // Instants are for scripts.
            _ => line.trim_start().starts_with('@'),
        }
    }

    fn complete(&mut self, line: &str, caret: usize) -> Checked {
        let found = self.session.complete(line, caret);
        self.progress.candidates += found.candidates.len();
        let long = line.chars().count();
        let placed = found.from <= found.to && found.to <= long && found.from <= caret;
        ensure(placed, || format!("completion is out of place: {found:?}"))
    }

    /// Goes back and returns: all is as it was.
    fn back(&mut self, part: usize) -> Checked {
        let (branch, at) = (self.session.history().branch(), self.session.instant());
        let state = self.session.state().clone();
        let to = self.session.now() * part as Millis / 1000;
        self.session.go(branch, Instant::after_all(to));
        self.session.go(branch, at);
        ensure(state == *self.session.state(), || {
            format!("the way to {to} ms and back leads elsewhere")
        })
    }

    /// Undoes and redoes: all is as it was.
    fn undo(&mut self) -> Checked {
        let (branch, at) = (self.session.history().branch(), self.session.instant());
        let state = self.session.state().clone();
        let Some(undone) = self.session.undo(0) else {
            return Ok(());
        };
        let redone = self.session.redo();
        ensure(redone.is_some(), || format!("{undone:?} is not redone"))?;
        if self.session.go(branch, at) {
            ensure(state == *self.session.state(), || {
                format!("{undone:?} is redone, and that leads elsewhere")
            })?;
        }
        Ok(())
    }

    /// The script leads to the same on a new session.
    fn replay(&mut self, seed: u64) -> Checked {
        let end = self.session.end();
        self.session.advance(end);
        let script = self.session.script();
        let mut again = session(seed);
        again
            .load(&script)
            .map_err(|error| format!("the script is refused: {error}\n{script}"))?;
        again.advance(self.session.now());
        ensure(again.now() == self.session.now(), || {
            "the script ends at another instant".to_owned()
        })?;
        ensure(again.state() == self.session.state(), || {
            format!("the script leads elsewhere:\n{script}")
        })
    }
}

/// Whether a line prints as it reads.
fn same(state: &State, line: &str) -> Result<bool, String> {
    match parse(line, &KnownTo(state)) {
        Ok(Line::Command(command)) => Ok(print(&command) == line),
        other => Err(format!("{line:?} is no command any more: {other:?}")),
    }
}
