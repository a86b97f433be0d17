//! How a session is asked what would be.

use super::{refusal, KnownTo, Session, ShellError};
use crate::parse::{parse, Line};
use crate::question::{Case, Question};
use crate::whatif::WhatIf;
use cluster::command::{Change, Command, CommandError};

/// The most steps that a line of the terminal goes: some seconds.
const MOST_STEPS: usize = 8_000_000;

impl Session {
    /// The answer to a line such as `whatif crash c1 --last 10s`, of which
    /// nothing is known yet. It is found in slices, and changes nothing of the
    /// session.
    ///
    /// # Errors
    /// Why the line asks nothing, or what it asks makes no sense.
    pub fn explore(&mut self, line: &str) -> Result<WhatIf, ShellError> {
        match parse(line, &KnownTo(self.state()))? {
            Line::WhatIf(question) => self.question(&question, line),
            _ => Err(ShellError {
                code: "syntax",
                message: "This line asks nothing; write whatif and a command.".to_owned(),
                column: Some(0),
                length: Some(0),
            }),
        }
    }

    /// Answers a question at once, as far as that is possible in a few seconds,
    /// if somebody waits for it.
    pub(super) fn ask(
        &mut self,
        question: &Question,
        line: &str,
        waits: bool,
    ) -> Result<WhatIf, ShellError> {
        let mut answer = self.question(question, line)?;
        let mut left = if waits { MOST_STEPS } else { 0 };
        const AT_ONCE: usize = 10_000;
        while left > 0 && answer.slice(AT_ONCE) {
            left -= AT_ONCE;
        }
        Ok(answer)
    }

    fn question(&mut self, question: &Question, line: &str) -> Result<WhatIf, ShellError> {
        self.settle();
        self.check(question)
            .map_err(|error| refusal(&error, line))?;
        let to = question.until.unwrap_or_else(|| self.history.instant());
        let from = to.at().saturating_sub(question.last);
        let past = self.history.past(from, to);
        let from_start = match question.cases.is_empty() {
            true => past.clone(),
            false => self.history.past_from_start(from, to),
        };
        Ok(WhatIf::new(question, &past, &from_start))
    }

    /// Whether the machine that the fault names could be altered so.
    fn check(&self, question: &Question) -> Result<(), CommandError> {
        for case in &question.cases {
            let machine = question.fault.machine().cloned().unwrap_or_default();
            let mut change = Change::default();
            match case {
                Case::Commit(mode) => change.commit = Some(*mode),
                Case::Set(key, value) => {
                    change.settings.insert(key.clone(), value.clone());
                }
            }
            let configure = Command::Configure { machine, change };
            self.history.cluster().clone().give(&configure)?;
        }
        Ok(())
    }
}
