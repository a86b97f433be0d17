//! A line becomes a command, or an error that shows its place.
//!
//! ```
//! use kafka_playground_shell::parse::{parse, Known};
//! use kafka_playground_shell::{print, Line};
//! use cluster::command::ClientKind;
//!
//! /// What the parser has to know of a cluster: whose call it is that somebody types.
//! struct Nobody;
//! impl Known for Nobody {
//!     fn kind(&self, _machine: &str) -> Option<ClientKind> {
//!         None
//!     }
//! }
//!
//! // However it is typed, a command has one line.
//! let typed = "  consume --members 1 --topic  orders --group billing --work 0.5s";
//! let Ok(Line::Command(command)) = parse(typed, &Nobody) else { panic!() };
//! let line = print(&command);
//! assert_eq!(line, "consume --topic orders --group billing --work 500ms");
//! assert_eq!(parse(&line, &Nobody), Ok(Line::Command(command)));
//! ```
//!
//! *Read next: [`print`](mod@crate::print), and how it is written.*

use crate::refusal::ParseError;
use crate::tool_line::{is_shell_line, shell_line, SHELL};
pub use crate::verb::{Found, Known, Line, Nothing};
use crate::verb::{Operand, Opt, Takes, Times, Verb};
use crate::verbs::VERBS;
use crate::words::did_you_mean;
use crate::words::one_of;
use crate::words::{nearest, quote, split, Word};
use tools::kafka::TOOLS;

/// The most characters that a line may have.
pub const LONGEST_LINE: usize = 4096;

/// A line that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The verb that it begins with; nothing where the line says nothing.
    pub verb: &'static str,
    /// What it says.
    pub line: Line,
}

impl Reading {
    const EMPTY: Reading = Reading {
        verb: "",
        line: Line::Empty,
    };
}

/// What one line says.
///
/// # Errors
/// As [`read`].
pub fn parse(line: &str, known: &dyn Known) -> Result<Line, ParseError> {
    read(line, known).map(|reading| reading.line)
}

/// Reads one line.
///
/// # Errors
/// Says what is wrong with it and where.
pub fn read(line: &str, known: &dyn Known) -> Result<Reading, ParseError> {
    if line.chars().nth(LONGEST_LINE).is_some() {
        let message = format!("A line has at most {LONGEST_LINE} characters");
        return Err(ParseError::new(message, LONGEST_LINE, 0));
    }
    if is_shell_line(line) {
        return Ok(Reading {
            verb: SHELL,
            line: Line::Command(shell_line(line)?),
        });
    }
    if line.trim_start().starts_with('#') {
        return Ok(Reading::EMPTY);
    }
    let words = split(line)?;
    if words.is_empty() {
        return Ok(Reading::EMPTY);
    }
    let (verb, rest) = find_verb(&words)?;
    let end = words.last().map_or(0, |word| word.column + word.length);
    let found = arrange(verb, rest, end)?;
    Ok(Reading {
        verb: verb.name,
        line: (verb.build)(&found, known)?,
    })
}

/// The verb that begins the line, and the words after it.
fn find_verb(words: &[Word]) -> Result<(&'static Verb, &[Word]), ParseError> {
    let first = words[0].text();
    if let Some(verb) = VERBS.iter().find(|verb| verb.name == first) {
        return Ok((verb, &words[1..]));
    }
    let seconds: Vec<&'static str> = VERBS
        .iter()
        .filter_map(|verb| verb.name.split_once(' '))
        .filter(|(one, _)| *one == first)
        .map(|(_, two)| two)
        .collect();
    if seconds.is_empty() {
        let firsts = VERBS.iter().filter_map(|verb| verb.name.split(' ').next());
        let firsts = firsts.chain(TOOLS.iter().map(|tool| tool.name));
        let first = first.strip_suffix(".sh").unwrap_or(&first);
        let hint = match first.starts_with('@') {
            true => Some("Instants stand in scripts; here a line runs now.".to_owned()),
            false => {
                did_you_mean(first, firsts).or_else(|| Some("help lists the commands.".to_owned()))
            }
        };
        return Err(
            ParseError::at(&words[0], format!("There is no command \"{first}\"")).hint(hint),
        );
    }
    let Some(word) = words.get(1) else {
        let end = words[0].column + words[0].length;
        let message = format!("After {first} comes {}", one_of(&seconds));
        return Err(ParseError::new(message, end, 0));
    };
    let second = word.text();
    let name = [&*first, " ", &*second].concat();
    match VERBS.iter().find(|verb| verb.name == name) {
        Some(verb) => Ok((verb, &words[2..])),
        None => {
            let message = format!("After {first} comes {}, not \"{second}\"", one_of(&seconds));
            Err(ParseError::at(word, message).hint(did_you_mean(&second, seconds)))
        }
    }
}

/// Puts the words in their places.
pub(crate) fn arrange(
    verb: &'static Verb,
    words: &[Word],
    end: usize,
) -> Result<Found, ParseError> {
    let mut plain = Vec::new();
    let mut found = Found {
        verb,
        operands: Vec::new(),
        options: Vec::new(),
        end,
    };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        if word.is_option() {
            take_option(&mut found, word, &mut words)?;
        } else {
            plain.push(word.clone());
        }
    }
    found.operands = take_operands(verb, &plain, end)?;
    for option in verb.options.iter().filter(|option| option.times.required()) {
        if found.given(option.name).is_none() {
            let message = format!("{} needs {} {}", verb.name, option.name, option.value);
            return Err(ParseError::new(message, end, 0));
        }
    }
    Ok(found)
}

fn take_option(
    found: &mut Found,
    word: &Word,
    rest: &mut std::slice::Iter<Word>,
) -> Result<(), ParseError> {
    let (name, mut value) = match word.split_once('=') {
        Some((name, value)) => (name.text(), Some(value)),
        None => (word.text(), None),
    };
    let Some(option) = found.verb.option(&name) else {
        return Err(no_such_option(found.verb, word, &name));
    };
    if found.given(option.name).is_some() && !option.times.repeats() {
        return Err(ParseError::at(word, format!("{name} is given twice")));
    }
    if option.takes == Takes::Nothing {
        if value.is_some() {
            return Err(ParseError::at(word, format!("{name} takes no value")));
        }
    } else if value.is_none() {
        value = match rest.as_slice().first() {
            Some(next) if !next.is_option() => rest.next().cloned(),
            next => return Err(no_value(found.verb, option, word, next)),
        };
    }
    found.options.push((option, value, word.clone()));
    Ok(())
}

/// An option whose value is missing, or looks like an option itself.
fn no_value(verb: &Verb, option: &Opt, word: &Word, next: Option<&Word>) -> ParseError {
    let message = format!("After {} comes its value, {}", option.name, option.value);
    let error = ParseError::new(message, word.column + word.length, 0);
    let Some(text) = next.map(Word::text) else {
        return error;
    };
    let name = text.split('=').next().unwrap_or_default();
    let meant = verb.option(name).is_none();
    // In quotes the sign between key and value would be part of the key.
    let written = match (option.takes, next) {
        (Takes::Pair | Takes::Offset, Some(next)) => [option.name, "=", &next.written()].concat(),
        _ => [option.name, " ", &quote(&text)].concat(),
    };
    let hint = || ["Or is it ", &text, "? Then write ", &written, "."].concat();
    error.hint(meant.then(hint))
}

fn no_such_option(verb: &Verb, word: &Word, name: &str) -> ParseError {
    let names: Vec<&str> = verb.options.iter().map(|option| option.name).collect();
    let all = match &names[..] {
        [] => "It has no options.".to_owned(),
        names => ["It has ", &names.join(", "), "."].concat(),
    };
    let hint = did_you_mean(name, names).unwrap_or(all);
    let message = format!("{} has no option {name}", verb.name);
    ParseError::at(word, message).hint(Some(hint))
}

/// Shares the words out: operands before the one that repeats take theirs from
/// the front, those after it from the back.
fn take_operands(
    verb: &'static Verb,
    words: &[Word],
    end: usize,
) -> Result<Vec<Vec<Word>>, ParseError> {
    let fixed = verb.operands.iter().filter(|o| !o.times.repeats()).count();
    let mut spare = words.len().saturating_sub(fixed);
    let mut words = words.iter();
    let mut places = Vec::new();
    for operand in verb.operands {
        let wanted = if operand.times.repeats() {
            std::mem::take(&mut spare)
        } else {
            1
        };
        let taken: Vec<Word> = words.by_ref().take(wanted).cloned().collect();
        if taken.is_empty() && operand.times.required() {
            return Err(missing(verb, operand, end));
        }
        places.push(taken);
    }
    match words.next() {
        Some(word) => Err(too_many(verb, word)),
        None => Ok(places),
    }
}

fn missing(verb: &Verb, operand: &Operand, end: usize) -> ParseError {
    let what = match operand.takes {
        Takes::Target => "an offset, an instant, beginning or end",
        Takes::Time => "an instant, such as @12.480, or Unix milliseconds",
        Takes::Duration => "a time, such as 3s",
        Takes::Offset => "a partition with an offset, such as orders-0=5",
        Takes::Partition => "a partition, such as orders-0",
        Takes::Name if operand.name == "TOPIC" => "a topic",
        Takes::Name if operand.name == "GROUP" => "a group",
        Takes::Text => "a command, such as crash c1",
        _ => "the name of a machine, such as c1",
    };
    ParseError::new(format!("{} needs {what}", verb.name), end, 0)
}

fn too_many(verb: &Verb, word: &Word) -> ParseError {
    let text = word.text();
    let message = format!("{} does not know what to do with \"{text}\"", verb.name);
    // The hyphens of an option are easily forgotten.
    let bare = verb.options.iter().map(|o| o.name.trim_start_matches('-'));
    let hint = nearest(&text, bare).map(|name| ["Did you mean --", name, "?"].concat());
    let quotes = matches!(
        verb.operands,
        [
            ..,
            Operand {
                times: Times::Once,
                ..
            }
        ]
    )
    .then(|| "Words with blanks are quoted.".to_owned());
    ParseError::at(word, message).hint(hint.or(quotes))
}
