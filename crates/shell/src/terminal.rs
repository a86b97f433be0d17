//! The terminal at an instant, as one sees it.
//!
//! It is of the state, as all else is: who goes back sees what stood there then.
//!
//! *Read next: [`time`](crate::time), how instants are told.*

use cluster::terminal::{JobId, TerminalJob};
use cluster::State;
use protocol::record::Millis;
use serde::Serialize;
use tools::{ExitStatus, Signal, Stream};

/// How many pieces of output are shown in all, those of the newest jobs: a page
/// asks again with each change.
const MOST_PIECES: usize = 600;

/// The terminal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TerminalView {
    /// The job to which typed lines and Ctrl-C go.
    pub foreground: Option<JobId>,
    /// The jobs: those that run, and the last that ended.
    pub jobs: Vec<JobView>,
    /// The files in memory.
    pub files: Vec<FileView>,
}

/// A line of tools.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct JobView {
    /// Its number.
    pub job: JobId,
    /// The line.
    pub line: String,
    /// When it began, in milliseconds since the start.
    pub started: Millis,
    /// When it ended; none while it runs.
    pub ended: Option<Millis>,
    /// How it ended.
    pub exit: Option<ExitStatus>,
    /// The signal that it was sent: `interrupt` or `terminate`.
    pub signal: Option<&'static str>,
    /// Whether it runs in the background.
    pub background: bool,
    /// Whether what is typed goes to it.
    pub reads: bool,
    /// How many pieces of its output are not kept any more, or not shown.
    pub dropped: usize,
    /// What it printed.
    pub output: Vec<PieceView>,
}

/// A piece of output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PieceView {
    /// `out` or `err`; `in` for what was typed.
    pub stream: &'static str,
    /// What.
    pub text: String,
}

/// A file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileView {
    /// Its name.
    pub name: String,
    /// Its length.
    pub bytes: usize,
}

/// The terminal in a state, with at most so many pieces of output, those of the
/// newest jobs first.
pub fn terminal(state: &State, pieces: usize) -> TerminalView {
    let terminal = state.terminal();
    let files = terminal.files().iter();
    let mut room = pieces.min(MOST_PIECES);
    let newest_first = terminal.jobs().iter().rev();
    let mut jobs: Vec<_> = newest_first
        .map(|(id, job)| {
            let view = job_view(state, *id, job, room);
            room -= view.output.len();
            view
        })
        .collect();
    jobs.reverse();
    TerminalView {
        foreground: terminal.foreground(),
        jobs,
        files: files
            .map(|(name, text)| FileView {
                name: name.to_string(),
                bytes: text.len(),
            })
            .collect(),
    }
}

fn job_view(state: &State, id: JobId, job: &TerminalJob, room: usize) -> JobView {
    let ended = job.ended();
    let unseen = job.output().len().saturating_sub(room);
    let pieces = job.output().iter().skip(unseen);
    JobView {
        job: id,
        line: job.line().to_string(),
        started: job.began() - state.start(),
        ended: ended.map(|(at, _)| at - state.start()),
        exit: ended.map(|(_, status)| status),
        signal: job.signal().map(|signal| match signal {
            Signal::Interrupt => "interrupt",
            Signal::Terminate => "terminate",
        }),
        background: job.in_background(),
        reads: job.reads(),
        dropped: job.dropped() + unseen,
        output: pieces
            .map(|piece| PieceView {
                stream: match piece.stream {
                    Some(Stream::Out) => "out",
                    Some(Stream::Err) => "err",
                    None => "in",
                },
                text: piece.text.to_string(),
            })
            .collect(),
    }
}

/// The lines that run, as `jobs` lists them.
pub(crate) fn jobs(state: &State) -> Vec<String> {
    let terminal = state.terminal();
    let open = terminal.jobs().iter();
    let open = open.filter(|(_, job)| job.ended().is_none());
    open.map(|(id, job)| {
        let front = match terminal.foreground() == Some(*id) {
            true => "+",
            false => " ",
        };
        [
            "[",
            &id.to_string(),
            "]",
            front,
            "  Running                 ",
            job.line(),
        ]
        .concat()
    })
    .collect()
}
