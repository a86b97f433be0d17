//! Whether there is a setting of that name.
//!
//! Kafka's clients take any, and say in a log which of them they do not know.
//! Whoever types one means something by it, and is told; scripts of before are
//! played as they were.

use crate::parse::{Known, Line};
use crate::question::Case;
use crate::refusal::ParseError;
use crate::verbs::{Opt, Takes, VERBS};
use crate::words::{nearest, quote, split};
use client::partitioner::family;
use cluster::command::{ClientKind, Command};
use protocol::config::{ConfigDef, Settings, CONSUMER, PRODUCER};

/// A setting of a line: the key and the value, and of which client it would be.
struct Setting<'a> {
    key: &'a str,
    value: &'a str,
    kind: Option<ClientKind>,
}

/// Checks that clients have the settings that a line gives them.
///
/// # Errors
/// For the first that they have not, with what might have been meant.
pub(crate) fn check(
    text: &str,
    verb: &str,
    line: &Line,
    known: &dyn Known,
) -> Result<(), ParseError> {
    match all(line, known).iter().find(|setting| !setting.is_one()) {
        Some(setting) => Err(setting.refused(text, verb)),
        None => Ok(()),
    }
}

fn all<'a>(line: &'a Line, known: &dyn Known) -> Vec<Setting<'a>> {
    match line {
        Line::Command(command) => of_command(command, known),
        Line::WhatIf(question) => {
            let kind = question.fault.machine().and_then(|name| known.kind(name));
            let mut all = of_command(&question.fault, known);
            all.extend(question.cases.iter().filter_map(|case| match case {
                Case::Set(key, value) => Some(Setting { key, value, kind }),
                Case::Commit(_) => None,
            }));
            all
        }
        Line::Compare(comparing) => {
            let altered = comparing.altered.as_ref();
            altered.map_or(Vec::new(), |altered| {
                of_client(&altered.settings, known.kind(&altered.machine))
            })
        }
        _ => Vec::new(),
    }
}

fn of_command<'a>(command: &'a Command, known: &dyn Known) -> Vec<Setting<'a>> {
    match command {
        Command::StartProducer(spec) => of_client(&spec.settings, Some(ClientKind::Producer)),
        Command::StartConsumers(spec) => of_client(&spec.settings, Some(ClientKind::Consumer)),
        Command::Configure { machine, change } => of_client(&change.settings, known.kind(machine)),
        _ => Vec::new(),
    }
}

fn of_client(settings: &Settings, kind: Option<ClientKind>) -> Vec<Setting<'_>> {
    let settings = settings.iter();
    let settings = settings.map(|(key, value)| Setting { key, value, kind });
    settings.collect()
}

/// Of which client, in a word, and its table.
const CONSUMERS: (&str, &ConfigDef) = ("consumer", &CONSUMER);
const PRODUCERS: (&str, &ConfigDef) = ("producer", &PRODUCER);

impl Setting<'_> {
    fn clients(&self) -> &'static [(&'static str, &'static ConfigDef)] {
        match self.kind {
            Some(ClientKind::Consumer) => &[CONSUMERS],
            Some(ClientKind::Producer) => &[PRODUCERS],
            None => &[CONSUMERS, PRODUCERS],
        }
    }

    fn is_one(&self) -> bool {
        let others = self.kind != Some(ClientKind::Consumer);
        let has = |(_, table): &(&str, &ConfigDef)| table.find(self.key).is_some();
        self.clients().iter().any(has) || others && family::SETTINGS.contains(&self.key)
    }

    fn refused(&self, text: &str, verb: &str) -> ParseError {
        let owners: Vec<&str> = self.clients().iter().map(|(name, _)| *name).collect();
        let owners = owners.join(" or a ");
        let message = ["\"", self.key, "\" is no setting of a ", &owners].concat();
        let (column, length) = self.place(text);
        ParseError::new(message, column, length).hint(self.meant(verb))
    }

    /// Where it stands: the word that has the key before its `=`, or has it
    /// inside of its quotes.
    fn place(&self, text: &str) -> (usize, usize) {
        let words = split(text).unwrap_or_default();
        let pair = [self.key, "="].concat();
        let word = words.iter().find(|word| word.text().contains(&pair));
        word.map_or((0, 0), |word| (word.column, word.length))
    }

    /// The option, or else the setting, that is nearest.
    fn meant(&self, verb: &str) -> Option<String> {
        let options = VERBS.iter().find(|known| known.name == verb);
        let options = options.map_or(&[][..], |verb| verb.options);
        let named = |name: &str| options.iter().find(|option| bare(option) == name);
        if let Some(option) = named(self.key) {
            return Some(["Did you mean ", &self.written(option), "?"].concat());
        }
        if let Some(other) = self.of_another() {
            return Some(["It is one of a ", other, "."].concat());
        }
        let names: Vec<&'static str> = self
            .clients()
            .iter()
            .flat_map(|(_, table)| table.definitions().map(|definition| definition.name))
            .collect();
        let all = options.iter().map(bare).chain(names.iter().copied());
        let near = nearest(self.key, all)?;
        let near = match named(near) {
            Some(option) => self.written(option),
            None => near.to_owned(),
        };
        Some(["Did you mean ", &near, "?"].concat())
    }

    /// The other client that has it.
    fn of_another(&self) -> Option<&'static str> {
        let mut all = [CONSUMERS, PRODUCERS].into_iter();
        let other = all.find(|(_, table)| table.find(self.key).is_some())?;
        Some(other.0)
    }

    /// An option with the value, as one writes it.
    fn written(&self, option: &Opt) -> String {
        match option.takes {
            Takes::Nothing => option.name.to_owned(),
            _ => [option.name, " ", &quote(self.value)].concat(),
        }
    }
}

fn bare(option: &Opt) -> &'static str {
    option.name.trim_start_matches('-')
}
