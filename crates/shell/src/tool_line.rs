//! Lines for the real tools, and the verbs that have to do with them.

use crate::refusal::ParseError;
use crate::verb::{Found, Known, Line};
use crate::words::{nearest, Word};
use cluster::command::Command;
use cluster::terminal::{JobId, ShellLine};
use tools::kafka::{tool, TOOLS};
use tools::sh::{self, SyntaxError};
use tools::Signal;

type Built = Result<Line, ParseError>;

/// What a line for the tools has in the place of a verb.
pub(crate) const SHELL: &str = "shell";

/// Verbs of ours that are small commands of a shell, too. At the beginning of a
/// line they are ours, as they always were.
const OURS: &[&str] = &["cut"];

/// Whether a line is one for the tools: it begins with one of them, or with a
/// word of the small shell around them.
pub(crate) fn is_shell_line(line: &str) -> bool {
    let (first, _) = sh::first_word(line);
    // A first word that needs quotes comes back in these, which our own verbs
    // do not know.
    let quoted = first.starts_with('\'') || first.starts_with("$'");
    quoted || !OURS.contains(&first) && sh::is_begun_by(line)
}

/// Whether a text goes on in its next line: a quote, a loop or a here-document
/// is open, or the line ends in a backslash.
pub fn needs_more(text: &str) -> bool {
    is_shell_line(text) && sh::is_incomplete(text)
}

/// The command of a line for the tools. What takes several lines becomes one,
/// because a history has a line for each command.
pub(crate) fn shell_line(line: &str) -> Result<Command, ParseError> {
    let line = sh::canonical(line).map_err(refusal)?;
    Ok(Command::Shell(ShellLine::read(&line).map_err(refusal)?))
}

fn refusal(error: SyntaxError) -> ParseError {
    let hint = error.hint.map(str::to_owned);
    ParseError::new(error.message, error.column, error.length).hint(hint)
}

pub(crate) fn type_input(found: &Found, _: &dyn Known) -> Built {
    let text = found.operand(0).text();
    Ok(Line::Command(Command::Input(text.as_str().into())))
}

pub(crate) fn eof(_: &Found, _: &dyn Known) -> Built {
    Ok(Line::Command(Command::EndInput))
}

pub(crate) fn jobs(_: &Found, _: &dyn Known) -> Built {
    Ok(Line::Jobs)
}

pub(crate) fn interrupt(found: &Found, _: &dyn Known) -> Built {
    let command = match found.operands(0).first() {
        Some(name) => Command::Interrupt(crate::values::name(name)),
        None => Command::Signal {
            job: None,
            signal: Signal::Interrupt,
        },
    };
    Ok(Line::Command(command))
}

pub(crate) fn fg(found: &Found, _: &dyn Known) -> Built {
    Ok(Line::Command(Command::Foreground(job(found.operand(0))?)))
}

pub(crate) fn kill(found: &Found, _: &dyn Known) -> Built {
    Ok(Line::Command(Command::Signal {
        job: Some(job(found.operand(0))?),
        signal: Signal::Terminate,
    }))
}

/// A job by its number, `%1`.
fn job(word: &Word) -> Result<JobId, ParseError> {
    let text = word.text();
    let number = text
        .strip_prefix('%')
        .and_then(|number| number.parse().ok());
    number.ok_or_else(|| {
        let message = ["\"", &text, "\" is no job"].concat();
        let hint = "A job is written %1; jobs lists those that run.".to_owned();
        ParseError::at(word, message).hint(Some(hint))
    })
}

pub(crate) fn man(found: &Found, _: &dyn Known) -> Built {
    let word = found.operand(0);
    let text = word.text();
    tool(&text).map(Line::Manual).ok_or_else(|| {
        let message = ["No manual entry for ", &text].concat();
        let near = nearest(&text, TOOLS.iter().map(|tool| tool.name));
        let hint = near.map(|near| ["Did you mean ", near, "?"].concat());
        ParseError::at(word, message).hint(hint)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verbs::VERBS;

    #[test]
    fn words_that_are_ours_and_a_shells_are_named() {
        let both = |word: &&str| sh::is_begun_by(word);
        let verbs = VERBS.iter().map(|verb| verb.name);
        assert!(verbs.filter(both).eq(OURS.iter().copied()));
        assert!(!is_shell_line("cut c1") && is_shell_line("cat offsets.csv | cut -f1"));
    }
}
