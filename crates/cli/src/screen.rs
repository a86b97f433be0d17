//! What one sees of a session: its tools' output, and what calls came back with.

use client::call::OpId;
use cluster::terminal::JobId;
use kafka_playground_shell::{OutcomeText, RunResult, Session, ShellError};
use std::collections::BTreeMap;
use std::io::Write;
use tools::{ExitStatus, Stream, Text};

/// The screen, which knows what it has shown.
#[derive(Debug, Default)]
pub(crate) struct Screen {
    /// How many pieces of each line of tools were shown.
    shown: BTreeMap<JobId, usize>,
    /// The calls that have not come back.
    pending: Vec<OpId>,
    /// Whether a line is begun on standard output.
    begun: bool,
    /// Whether it shows what is typed for a tool, which a real terminal does by
    /// itself.
    echoes: bool,
}

/// Prints; a reader that has had enough, such as `head`, is no error.
pub(crate) fn print(stream: Stream, text: &str) {
    let _ = match stream {
        Stream::Out => {
            let mut out = std::io::stdout().lock();
            out.write_all(text.as_bytes()).and_then(|()| out.flush())
        }
        Stream::Err => std::io::stderr().write_all(text.as_bytes()),
    };
}

/// Prints lines.
pub(crate) fn print_lines(lines: &[String]) {
    for line in lines {
        print(Stream::Out, &[line, "\n"].concat());
    }
}

/// The place of what is wrong in a text, marked under its line; empty where it has
/// none. `lead` stands before each line.
pub(crate) fn caret(text: &str, error: &ShellError, lead: usize) -> String {
    let (Some(column), Some(length)) = (error.column, error.length) else {
        return String::new();
    };
    let mut before = column;
    for line in text.split('\n') {
        let long = line.chars().count();
        if before <= long {
            let length = length.clamp(1, (long - before).max(1));
            return [&*" ".repeat(lead + before), &"^".repeat(length), "\n"].concat();
        }
        before -= long + 1;
    }
    String::new()
}

impl Screen {
    /// The screen of a script.
    pub(crate) fn of_script() -> Self {
        Screen {
            echoes: true,
            ..Screen::default()
        }
    }

    /// Shows a line as somebody would have typed it at the prompt.
    pub(crate) fn prompt(&mut self, text: &str) {
        let mut mark = if self.begun { "\n$ " } else { "$ " };
        for line in text.trim_end().split('\n') {
            print(Stream::Out, &[mark, line, "\n"].concat());
            mark = "> ";
        }
        self.begun = false;
    }

    /// Shows what is typed for a tool.
    pub(crate) fn echo(&mut self, text: &str) {
        print(Stream::Out, text);
        self.begun &= !text.ends_with('\n');
    }

    /// Takes note of a line that was run, and shows what it says at once.
    pub(crate) fn ran(&mut self, ran: &RunResult) {
        print_lines(&ran.output);
        self.pending.extend(ran.operation);
    }

    /// Whether some call has not come back.
    pub(crate) fn waits(&self) -> bool {
        !self.pending.is_empty()
    }

    /// Nothing more is said of the calls that have not come back.
    pub(crate) fn forget(&mut self) {
        self.pending.clear();
    }

    /// Shows what there is that was not shown.
    pub(crate) fn show(&mut self, session: &Session) {
        for (stream, text) in self.output(session) {
            print(stream, &text);
            if stream == Stream::Out {
                self.begun = !text.ends_with('\n');
            }
        }
        for op in std::mem::take(&mut self.pending) {
            match session.outcome(op) {
                Some(OutcomeText { text, .. }) => {
                    let begun = std::mem::take(&mut self.begun);
                    let lead = if begun { "\n" } else { "" };
                    print(Stream::Out, &[lead, &*text, "\n"].concat());
                }
                None if session.is_pending(op) => self.pending.push(op),
                None => {}
            }
        }
    }

    /// What tools printed since, in the order in which they did.
    fn output(&mut self, session: &Session) -> Vec<(Stream, Text)> {
        let mut pieces = Vec::new();
        for (id, job) in session.state().terminal().jobs().iter() {
            let shown = self.shown.entry(*id).or_default();
            let shown_here = |stream: Option<Stream>| match stream {
                Some(stream) => Some(stream),
                None => self.echoes.then_some(Stream::Out),
            };
            let new = job
                .output()
                .iter()
                .skip(shown.saturating_sub(job.dropped()));
            let new = new.filter_map(|piece| {
                Some((piece.at, shown_here(piece.stream)?, piece.text.clone()))
            });
            pieces.extend(new);
            *shown = job.dropped() + job.output().len();
        }
        pieces.sort_by_key(|(at, ..)| *at);
        let pieces = pieces.into_iter();
        pieces.map(|(_, stream, text)| (stream, text)).collect()
    }
}

/// The exit status of the last line of tools that ended.
pub(crate) fn status(session: &Session) -> ExitStatus {
    let jobs = session.state().terminal().jobs().iter();
    let mut ended = jobs.filter_map(|(_, job)| job.ended());
    ended.next_back().map_or(0, |(_, status)| status)
}
