//! Where a command reads and prints.

use super::expand::{Expander, Refusal};
use super::limits::{file_name, FileEffect};
use super::stage::{Input, Sink};
use super::tree::{Redirect, Word};
use crate::process::Text;

/// Where a command reads and prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ends {
    pub input: Input,
    pub output: Sink,
    pub errors: Sink,
}

/// Applies redirections from left to right, and says what is done to files.
/// What fails leaves the ends as they were before it.
pub(super) fn redirect(
    redirects: &[Redirect],
    ends: &mut Ends,
    expander: &mut Expander<'_>,
) -> Result<Vec<FileEffect>, Refusal> {
    let mut opens = Vec::new();
    let mut read: Option<Text> = None;
    for one in redirects {
        match one {
            Redirect::Join { errors: true } => ends.errors = ends.output.clone(),
            Redirect::Join { errors: false } => ends.output = ends.errors.clone(),
            Redirect::Here(word) => {
                let text = expander.one(word)?;
                ends.input = Input::Text([&text, "\n"].concat().into());
            }
            Redirect::Input(word) => {
                let name = target(word, expander)?;
                match &*name {
                    "/dev/null" => ends.input = Input::Text("".into()),
                    "/dev/stdin" => {}
                    _ => match expander.outside.files.get(&name) {
                        Some(text) => {
                            ends.input = Input::Text(text.clone());
                            read = Some(name);
                        }
                        None => return Err(Refusal::new(&[&name, ": ", missing(&name)])),
                    },
                }
            }
            Redirect::File {
                errors,
                append,
                name,
            } => {
                let sink = open(&target(name, expander)?, *append, ends, &mut opens)?;
                match errors {
                    true => ends.errors = sink,
                    false => ends.output = sink,
                }
            }
        }
    }
    // A file that is emptied before it is read is read empty.
    let emptied = |open: &FileEffect| matches!(open, FileEffect::Write(..));
    if opens
        .iter()
        .any(|open| emptied(open) && Some(open.name()) == read.as_ref())
    {
        ends.input = Input::Text("".into());
    }
    Ok(opens)
}

/// Why a file cannot be read that is not there.
pub(super) fn missing(name: &str) -> &'static str {
    match name {
        "." | ".." | "/" | "/tmp" | "/tmp/" | "/dev" => "Is a directory",
        _ => "No such file or directory",
    }
}

/// Why there can be no file of that name.
pub(super) fn impossible(name: &str) -> Option<&'static str> {
    if name.is_empty() {
        return Some("No such file or directory");
    }
    if name.ends_with('/') || missing(name) == "Is a directory" {
        return Some("Is a directory");
    }
    (name.len() > 255).then_some("File name too long")
}

fn target(word: &Word, expander: &mut Expander<'_>) -> Result<Text, Refusal> {
    let words = expander.words(std::slice::from_ref(word))?;
    match words.as_slice() {
        [one] => Ok(file_name(one).into()),
        _ => {
            let line = super::canonical::write_word(word);
            Err(Refusal::new(&[&line, ": ambiguous redirect"]))
        }
    }
}

fn open(
    name: &Text,
    append: bool,
    ends: &Ends,
    opens: &mut Vec<FileEffect>,
) -> Result<Sink, Refusal> {
    match &**name {
        "/dev/null" => return Ok(Sink::Null),
        "/dev/stdout" => return Ok(ends.output.clone()),
        "/dev/stderr" => return Ok(ends.errors.clone()),
        _ => {}
    }
    if let Some(why) = impossible(name) {
        return Err(Refusal::new(&[name, ": ", why]));
    }
    let empty = Text::from("");
    opens.push(match append {
        true => FileEffect::Append(name.clone(), empty),
        false => FileEffect::Write(name.clone(), empty),
    });
    Ok(Sink::File(name.clone()))
}
