//! A cluster on which a lesson's rows are played.

use crate::document::Row;
use crate::mistake::Mistake;
use crate::predicate::Predicate;
use crate::reach::reach;
use cluster::config::ClusterConfig;
use cluster::limits::Limits;
use cluster::State;
use kafka_playground_shell::script::{entries, Entry};
use kafka_playground_shell::{Header, Session, ShellError};
use protocol::record::Millis;

/// Where a script says nothing: Monday, 5 January 2026, nine o'clock, as in the
/// page's scenes.
const START: Millis = 1_767_603_600_000;

/// How long a predicate is waited for at most.
const PATIENCE_MS: Millis = 300_000;

/// A cluster, and where it stands in a lesson.
pub(crate) struct Stage {
    session: Session,
}

impl Stage {
    /// A stage on which nothing has happened, as the header of these rows wants
    /// it.
    pub(crate) fn of(rows: &[Row]) -> Result<Stage, Mistake> {
        let text = text(rows);
        let default = Header {
            seed: 1,
            start: START,
        };
        let header = Header::read(&text, default).map_err(|wrong| {
            let line = rows.first().map_or(1, |row| row.line) + wrong.row - 1;
            Mistake::at(
                line,
                wrong.error.column.unwrap_or(0) + 1,
                wrong.error.message,
            )
        })?;
        let (config, limits) = (ClusterConfig::page(), Limits::page());
        Ok(Stage {
            session: Session::new(header.seed, header.start, config, limits),
        })
    }

    /// A stage at an instant of a script that was played before.
    pub(crate) fn again(script: &str, at: Millis) -> Result<Stage, Mistake> {
        let rows = script.lines().enumerate().map(|(index, text)| Row {
            line: index + 1,
            text: text.to_owned(),
        });
        let rows: Vec<Row> = rows.collect();
        let mut stage = Stage::of(&rows)?;
        stage.run(&rows, &mut |_| {})?;
        stage.session.advance(at);
        Ok(stage)
    }

    pub(crate) fn state(&self) -> &State {
        self.session.state()
    }

    /// Milliseconds since the start.
    pub(crate) fn now(&self) -> Millis {
        self.session.now()
    }

    /// Goes to an instant that was played.
    pub(crate) fn seek(&mut self, at: Millis) {
        self.session.seek(at);
    }

    /// All that was done so far, as a script.
    pub(crate) fn script(&self) -> String {
        self.session.script()
    }

    /// Runs rows, each at its instant; `each` is told where each of them led.
    ///
    /// # Errors
    /// The first that is refused.
    pub(crate) fn run(
        &mut self,
        rows: &[Row],
        each: &mut dyn FnMut(&State),
    ) -> Result<(), Mistake> {
        self.rows(rows, &mut |_| true, each)
    }

    /// As [`Stage::run`], where a command that cannot be given is nothing that
    /// happens: only what is no line at all is a mistake.
    pub(crate) fn try_out(
        &mut self,
        rows: &[Row],
        each: &mut dyn FnMut(&State),
    ) -> Result<(), Mistake> {
        self.rows(rows, &mut |error| error.code == "syntax", each)
    }

    fn rows(
        &mut self,
        rows: &[Row],
        matters: &mut dyn FnMut(&ShellError) -> bool,
        each: &mut dyn FnMut(&State),
    ) -> Result<(), Mistake> {
        let first = rows.first().map_or(0, |row| row.line);
        for entry in entries(&text(rows)) {
            let line = first + entry.number - 1;
            match self.line(line, &entry)? {
                Err(error) if matters(&error) => return Err(mistake(line, error)),
                _ => each(self.session.state()),
            }
        }
        // What the last row left to a next one.
        self.session.advance(self.session.now());
        each(self.session.state());
        Ok(())
    }

    fn line(&mut self, line: usize, entry: &Entry) -> Result<Result<(), ShellError>, Mistake> {
        let text = entry.text.trim_start();
        if let Some(predicate) = text.strip_prefix("until ") {
            let lead = entry.text.chars().count() - predicate.chars().count();
            let predicate = Predicate::read(predicate)
                .map_err(|wrong| Mistake::at(line, lead + wrong.column + 1, wrong.message))?;
            return match self.wait_for(&predicate) {
                true => Ok(Ok(())),
                false => Err(Mistake::at(line, 1, never(&predicate, self.state()))),
            };
        }
        Ok(self.session.script_line(&entry.text).map(drop))
    }

    /// Lets time go on until a predicate holds; answers whether it does.
    pub(crate) fn wait_for(&mut self, predicate: &Predicate) -> bool {
        self.session.advance(self.session.now());
        let cluster = self.session.history().cluster();
        let at = reach(cluster, predicate, PATIENCE_MS);
        at.inspect(|at| self.session.advance(*at)).is_some()
    }

    /// Waits for the tools that run.
    pub(crate) fn wait_for_tools(&mut self, line: usize) -> Result<(), Mistake> {
        self.session
            .await_tool()
            .map_err(|error| mistake(line, error))
    }
}

/// What is said where a predicate does not come to hold.
pub(crate) fn never(predicate: &Predicate, state: &State) -> String {
    let value = predicate.judge(&crate::present::Present::of(state)).value;
    let text = predicate.to_string();
    [
        "\"",
        &text,
        "\" does not come to hold within five minutes; it is ",
        &value,
        " now.",
    ]
    .concat()
}

fn mistake(line: usize, error: ShellError) -> Mistake {
    Mistake::at(line, error.column.unwrap_or(0) + 1, error.message)
}

fn text(rows: &[Row]) -> String {
    let rows: Vec<&str> = rows.iter().map(|row| &*row.text).collect();
    rows.join("\n")
}
