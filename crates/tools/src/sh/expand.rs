//! From words as they were written to the words that a command gets.

use super::instant;
use super::limits::{Outside, Variables};
use super::tree::{Part, Pipeline, Word};
use crate::process::{ExitStatus, Text};
use std::borrow::Cow;

/// How many commands may stand in the `$(...)` of one command.
const SUBSTITUTED: u32 = 32;

/// What does not come to anything: what the shell says of it, and the status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub message: String,
    pub status: ExitStatus,
}

impl Refusal {
    pub(super) fn new(message: &[&str]) -> Self {
        Refusal {
            message: ["bash: ", &message.concat(), "\n"].concat(),
            status: 1,
        }
    }
}

/// Expands words.
#[derive(Debug)]
pub(super) struct Expander<'a> {
    pub outside: Outside<'a>,
    pub variables: &'a Variables,
    pub status: ExitStatus,
    /// How many bytes there may still be.
    pub left: usize,
    /// How many commands in `$(...)` it ran.
    substitutions: u32,
    /// The same, and what they printed counts as well.
    pub ran: u32,
    /// How the last `$(...)` ended.
    pub substituted: Option<ExitStatus>,
    /// What commands in `$(...)` printed on their errors.
    pub said: String,
}

/// A blank between words.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n')
}

impl<'a> Expander<'a> {
    pub(super) fn new(outside: Outside<'a>, variables: &'a Variables, status: ExitStatus) -> Self {
        Expander {
            outside,
            variables,
            status,
            left: outside.limits.word_bytes,
            substitutions: 0,
            ran: 0,
            substituted: None,
            said: String::new(),
        }
    }

    /// What several words come to.
    pub(super) fn words(&mut self, words: &[Word]) -> Result<Vec<Text>, Refusal> {
        let mut fields = Vec::new();
        for word in words {
            self.word(word, &mut fields)?;
        }
        Ok(fields)
    }

    /// What a word comes to where it stays one word.
    pub(super) fn one(&mut self, word: &Word) -> Result<Text, Refusal> {
        let mut text = String::new();
        for part in &word.0 {
            let value = self.value(part)?;
            self.spend(value.len())?;
            text.push_str(&value);
        }
        Ok(text.into())
    }

    /// A command in `$(...)` more, to which so many bytes come.
    pub(super) fn runs(&mut self, bytes: usize) -> Result<(), Refusal> {
        self.substitutions += 1;
        self.ran += 1 + (bytes / 1024) as u32;
        match self.substitutions <= SUBSTITUTED {
            true => Ok(()),
            false => Err(Refusal::new(&["$(...): too many commands in one command"])),
        }
    }

    /// Some bytes more.
    fn spend(&mut self, bytes: usize) -> Result<(), Refusal> {
        // A word takes place, also where it is short.
        match self.left.checked_sub(bytes) {
            Some(left) => self.left = left,
            None => {
                return Err(Refusal {
                    status: 126,
                    ..Refusal::new(&["Argument list too long"])
                })
            }
        }
        Ok(())
    }

    fn word(&mut self, word: &Word, fields: &mut Vec<Text>) -> Result<(), Refusal> {
        let range = word
            .0
            .iter()
            .position(|part| matches!(part, Part::Range { .. }));
        let Some(place) = range else {
            return self.split(word, fields);
        };
        let Part::Range {
            from,
            to,
            step,
            width,
        } = word.0[place]
        else {
            return Ok(());
        };
        let mut number = from;
        loop {
            self.spend(1)?;
            let mut one = word.clone();
            one.0[place] = Part::Text(super::canonical::padded(number, width));
            self.word(&one, fields)?;
            let next = match from <= to {
                true => number.checked_add(step).filter(|next| *next <= to),
                false => number.checked_sub(step).filter(|next| *next >= to),
            };
            match next {
                Some(next) => number = next,
                None => return Ok(()),
            }
        }
    }

    /// What a word without ranges comes to: what is not in quotes is split at
    /// blanks.
    fn split(&mut self, word: &Word, fields: &mut Vec<Text>) -> Result<(), Refusal> {
        let mut field: Option<String> = None;
        for part in &word.0 {
            let value = self.value(part)?;
            self.spend(value.len())?;
            if !splits(part) {
                field.get_or_insert_default().push_str(&value);
                continue;
            }
            let mut rest = &*value;
            while let Some(c) = rest.chars().next() {
                if is_blank(c) {
                    self.end(&mut field, fields)?;
                    rest = rest.trim_start_matches(is_blank);
                    continue;
                }
                let length = rest.find(is_blank).unwrap_or(rest.len());
                field.get_or_insert_default().push_str(&rest[..length]);
                rest = &rest[length..];
            }
        }
        self.end(&mut field, fields)
    }

    fn end(&mut self, field: &mut Option<String>, fields: &mut Vec<Text>) -> Result<(), Refusal> {
        if let Some(field) = field.take() {
            self.spend(1)?;
            fields.push(field.into());
        }
        Ok(())
    }

    fn value<'p>(&mut self, part: &'p Part) -> Result<Cow<'p, str>, Refusal> {
        Ok(match part {
            Part::Text(text) => Cow::Borrowed(text),
            Part::Variable { name, .. } => {
                let value = self.variables.get(name.as_str());
                Cow::Owned(value.map_or(String::new(), |value| value.to_string()))
            }
            Part::Status { .. } => Cow::Owned(self.status.to_string()),
            Part::Output { pipeline, .. } => Cow::Owned(self.output(pipeline)?),
            // Where a word stays one word, braces have no meaning.
            Part::Range { from, to, .. } => {
                Cow::Owned(["{", &from.to_string(), "..", &to.to_string(), "}"].concat())
            }
        })
    }

    fn output(&mut self, pipeline: &Pipeline) -> Result<String, Refusal> {
        let ran = instant::run(pipeline, self)?;
        self.said.push_str(&ran.err);
        self.substituted = Some(ran.status);
        self.ran += (ran.out.len() / 1024) as u32;
        // There is no such character in a word.
        Ok(ran.out.trim_end_matches('\n').replace('\0', ""))
    }
}

/// Whether what a part comes to is split at blanks.
fn splits(part: &Part) -> bool {
    match part {
        Part::Variable { quoted, .. } | Part::Status { quoted } | Part::Output { quoted, .. } => {
            !quoted
        }
        Part::Text(_) | Part::Range { .. } => false,
    }
}
