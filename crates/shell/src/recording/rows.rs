//! The rows of a script that is recorded, and what became of them.

use super::in_row;
use crate::json::Json;
use crate::outcome::OutcomeText;
use crate::refusal::ShellError;
use crate::script::{Row, Script, ScriptError};
use crate::session::{RunResult, Session};
use cluster::instant::Instant;
use protocol::record::Millis;

/// A row that was run.
struct Ran {
    /// As it was written.
    row: String,
    result: RunResult,
    /// When what it began was answered, and how.
    answer: Option<(Millis, OutcomeText)>,
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
                result,
                answer: None,
            });
        }
        Ok(Rows(rows))
    }

    /// Looks for answers that have come by the present instant.
    pub(super) fn answers(&mut self, session: &Session) {
        for ran in &mut self.0 {
            if let (Some(operation), None) = (ran.result.operation, &ran.answer) {
                let outcome = session.outcome(operation);
                ran.answer = outcome.map(|outcome| (session.now(), outcome));
            }
        }
    }

    /// What the recording has of them.
    pub(super) fn json(&self) -> Json {
        Json::List(self.0.iter().map(Ran::json).collect())
    }
}

impl Ran {
    fn json(&self) -> Json {
        let answer = self.answer.as_ref().map(|(at, answer)| {
            Json::Object(vec![
                ("at", Json::Int(*at)),
                ("ok", Json::Bool(answer.ok)),
                ("text", Json::of(&answer.text)),
            ])
        });
        Json::Object(vec![
            ("row", Json::of(&self.row)),
            ("at", Json::Int(self.result.at)),
            ("line", Json::of(&self.result.line)),
            ("verb", Json::of(self.result.verb)),
            ("scripted", Json::of(&self.result.scripted)),
            ("output", Json::of(&self.result.output)),
            ("operation", Json::of(&self.result.operation)),
            ("answer", answer.unwrap_or(Json::Null)),
        ])
    }
}

fn refused(row: &Row<'_>, error: ShellError) -> ShellError {
    let row = row.number;
    in_row(ScriptError { row, error })
}
