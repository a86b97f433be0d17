//! What the line editor asks: what could stand here, and whether a line goes on.

use kafka_playground_shell::{needs_more, Completion, Session};
use rustyline::completion::{Completer, Pair};
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::line_buffer::LineBuffer;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Changeset, Context};
use std::cell::RefCell;
use std::rc::Rc;

/// Answers the line editor.
pub(crate) struct Helper {
    /// The session, which the shell has, too.
    pub session: Rc<RefCell<Session>>,
}

impl Helper {
    fn at(&self, line: &str, position: usize) -> Completion {
        let caret = line[..position].chars().count();
        self.session.borrow().complete(line, caret)
    }
}

/// The place of a character in bytes.
fn byte(line: &str, column: usize) -> usize {
    let mut places = line.char_indices();
    places.nth(column).map_or(line.len(), |(at, _)| at)
}

impl Completer for Helper {
    type Candidate = Pair;

    fn complete(
        &self,
        line: &str,
        position: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<Pair>)> {
        let found = self.at(line, position);
        let alone = found.candidates.len() == 1;
        let candidates = found.candidates.into_iter().map(|candidate| {
            let ends = alone && !candidate.text.ends_with(['=', ':', '/']);
            let blank = if ends { " " } else { "" };
            Pair {
                replacement: [&*candidate.text, blank].concat(),
                display: candidate.text,
            }
        });
        Ok((byte(line, found.from), candidates.collect()))
    }

    /// All of the word at the caret is replaced.
    fn update(&self, line: &mut LineBuffer, start: usize, elected: &str, changes: &mut Changeset) {
        let end = byte(line.as_str(), self.at(line.as_str(), line.pos()).to);
        line.replace(start..end.max(line.pos()), elected, changes);
    }
}

impl Validator for Helper {
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        Ok(match needs_more(context.input()) {
            true => ValidationResult::Incomplete,
            false => ValidationResult::Valid(None),
        })
    }
}

impl Hinter for Helper {
    type Hint = String;
}

impl Highlighter for Helper {}

impl rustyline::Helper for Helper {}
