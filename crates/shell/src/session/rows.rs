//! Rows of a script, at their instants.

use super::{RunResult, Session, LONGEST_WAIT_MS};
use crate::refusal::ShellError;
use crate::script::ScriptLine;
use cluster::instant::Instant;
use cluster::terminal::{JobId, TerminalJob};

impl Session {
    /// Lets time go on until the tool in the foreground has ended, as a shell
    /// does before it reads its next line.
    ///
    /// # Errors
    /// Where it does not end within an hour; time stands still at its beginning.
    pub fn await_tool(&mut self) -> Result<(), ShellError> {
        let began = self.now();
        while let Some(job) = self.state().terminal().foreground() {
            match self.next_due() {
                Some(due) if due <= began + LONGEST_WAIT_MS && self.limit().is_none() => {
                    self.advance(due.max(self.now()));
                    self.history.settle();
                }
                _ => {
                    self.seek(began);
                    return Err(runs_on(&self.state().terminal().jobs()[&job]));
                }
            }
        }
        Ok(())
    }

    /// Runs a row of a script, at its instant if it names one. What else is due
    /// at that millisecond is left to what is done next, because the next row
    /// may stand between two steps of it.
    ///
    /// # Errors
    /// Why it is refused, with the place in the row. A refused instant or
    /// command changes nothing, but an instant that was reached stays.
    pub fn script_line(&mut self, row: &str) -> Result<RunResult, ShellError> {
        let line = self.reach(row)?;
        self.run_first_step(line.line, self.answers)
            .map_err(|error| line.shifted(error))
    }

    /// Lets time go on to where a row of a script is run: to its instant, or to
    /// where the tool of the row before has ended.
    ///
    /// # Errors
    /// As [`Session::script_line`].
    pub fn reach<'a>(&mut self, row: &'a str) -> Result<ScriptLine<'a>, ShellError> {
        let line = ScriptLine::read(row)?;
        match line.at {
            Some(at) => {
                let here = Instant::after(self.now(), self.history.cluster().steps());
                if at < here {
                    return Err(line.at_instant(row, "This instant is over already.".to_owned()));
                }
                if at.at() > self.now() + LONGEST_WAIT_MS {
                    let message = "This instant is more than an hour away.";
                    return Err(line.at_instant(row, message.to_owned()));
                }
                self.unsettled = false;
                self.history.advance_to_instant(at);
            }
            None => {
                self.settle();
                let front = self.state().terminal().foreground();
                if !front.is_some_and(|front| is_for_tool(line.line, front)) {
                    self.await_tool().map_err(|error| line.shifted(error))?;
                }
            }
        }
        Ok(line)
    }
}

/// Whether a row of a script is for the tool that runs. What is about another
/// job waits for it, as it would at a prompt.
fn is_for_tool(line: &str, front: JobId) -> bool {
    let mut words = line.split_whitespace();
    match words.next().unwrap_or_default() {
        "type" | "eof" | "interrupt" | "wait" => true,
        "kill" | "fg" => {
            let job = words.next().and_then(|word| word.strip_prefix('%'));
            job.and_then(|job| job.parse().ok()) == Some(front)
        }
        _ => false,
    }
}

/// A tool that a script waits for and that does not end.
fn runs_on(job: &TerminalJob) -> ShellError {
    let message = [
        "The line before, ",
        job.line(),
        ", does not end by itself. Give this row an instant, or end that line by & or by an interrupt before it.",
    ];
    ShellError {
        code: "not-now",
        message: message.concat(),
        column: None,
        length: None,
    }
}
