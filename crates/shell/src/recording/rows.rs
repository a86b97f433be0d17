//! The rows of a script that is recorded, and what became of them.

use super::in_row;
use crate::json::write;
use crate::outcome::OutcomeText;
use crate::refusal::ShellError;
use crate::script::{Row, Script, ScriptError};
use crate::session::Session;
use client::call::OpId;
use cluster::instant::Instant;
use protocol::record::Millis;
use serde::Serialize;

/// A row that was run.
#[derive(Serialize)]
struct Ran {
    /// As it was written.
    row: String,
    /// When it was run.
    at: Millis,
    line: String,
    verb: &'static str,
    scripted: Option<String>,
    output: Vec<String>,
    operation: Option<OpId>,
    /// What came back.
    answer: Option<Answer>,
}

/// What an operation came back with, and when.
#[derive(Serialize)]
struct Answer {
    at: Millis,
    ok: bool,
    text: String,
}

/// All rows.
pub(super) struct Rows(Vec<Ran>);

impl Rows {
    /// Runs all rows of a script.
    pub(super) fn play(
        session: &mut Session,
        script: &Script<'_>,
        until: Millis,
    ) -> Result<Rows, ShellError> {
        let late = |row: &Row<'_>, at: Instant| {
            let until = Instant::after_all(until);
            let message = format!("It comes at {at}, and the recording ends at {until}.");
            refused(row, super::out_of_range(message))
        };
        let mut rows = Vec::new();
        for (row, line) in &script.lines {
            if let Some(at) = line.at.filter(|at| at.at() > until) {
                return Err(late(row, at));
            }
            let result = session.script_line(row.text);
            let result = result.map_err(|error| refused(row, error))?;
            if session.now() > until {
                return Err(late(row, Instant::after_all(session.now())));
            }
            rows.push(Ran {
                row: row.text.trim().to_owned(),
                at: result.at,
                line: result.line,
                verb: result.verb,
                scripted: result.scripted,
                output: result.output,
                operation: result.operation,
                answer: None,
            });
        }
        Ok(Rows(rows))
    }

    /// Looks for answers that have come by the present instant.
    pub(super) fn answers(&mut self, session: &Session) {
        for ran in &mut self.0 {
            if let (Some(operation), None) = (ran.operation, &ran.answer) {
                let at = session.now();
                let outcome = session.outcome(operation);
                ran.answer = outcome.map(|OutcomeText { ok, text }| Answer { at, ok, text });
            }
        }
    }

    /// The JSON of all rows.
    pub(super) fn text(&self) -> String {
        write(&self.0)
    }
}

fn refused(row: &Row<'_>, error: ShellError) -> ShellError {
    let row = row.number;
    in_row(ScriptError { row, error })
}
