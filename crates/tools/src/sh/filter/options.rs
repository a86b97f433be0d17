//! How small commands read their options: as GNU's `getopt_long` does.

use super::{Said, Wrong};
use crate::process::{ExitStatus, Text};

/// What options a command knows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spec {
    pub name: &'static str,
    /// Letters; `:` stands behind those that take a value.
    pub letters: &'static str,
    /// Long names, and the letters that they stand for.
    pub long: &'static [(&'static str, char)],
    /// Letters that the real command knows and this one does not.
    pub lacks: &'static str,
    /// The status after a mistake.
    pub status: ExitStatus,
}

/// What was given.
#[derive(Clone, Debug, Default)]
pub(super) struct Given {
    options: Vec<(char, Text)>,
    pub operands: Vec<Text>,
}

impl Given {
    pub(super) fn has(&self, letter: char) -> bool {
        self.options.iter().any(|(given, _)| *given == letter)
    }

    /// The last value of an option.
    pub(super) fn value(&self, letter: char) -> Option<&Text> {
        self.values(letter).last()
    }

    pub(super) fn values(&self, letter: char) -> impl Iterator<Item = &Text> {
        let options = self.options.iter();
        options
            .filter(move |(given, _)| *given == letter)
            .map(|(_, value)| value)
    }

    /// The last of several options that was given.
    pub(super) fn last_of(&self, letters: &str) -> Option<char> {
        let mut given = self.options.iter().rev().map(|(letter, _)| *letter);
        given.find(|letter| letters.contains(*letter))
    }
}

impl Spec {
    /// Reads options and operands.
    pub(super) fn read(&self, args: &[Text]) -> Result<Given, Wrong> {
        let mut given = Given::default();
        let mut args = args.iter();
        while let Some(arg) = args.next() {
            if &**arg == "--" {
                given.operands.extend(args.cloned());
                break;
            }
            if let Some(long) = arg.strip_prefix("--") {
                self.long(long, &mut args, &mut given)?;
            } else if arg.len() > 1 && arg.starts_with('-') {
                self.short(&arg[1..], &mut args, &mut given)?;
            } else {
                given.operands.push(arg.clone());
            }
        }
        Ok(given)
    }

    fn takes_value(&self, letter: char) -> Option<bool> {
        let at = self.letters.find(letter)?;
        Some(self.letters[at + letter.len_utf8()..].starts_with(':'))
    }

    fn short<'a>(
        &self,
        letters: &str,
        args: &mut impl Iterator<Item = &'a Text>,
        given: &mut Given,
    ) -> Result<(), Wrong> {
        let mut chars = letters.chars();
        while let Some(letter) = chars.next() {
            let takes = self.takes_value(letter).filter(|_| letter != ':');
            if takes.is_none() && self.lacks.contains(letter) {
                return Err(self.lacking(&["-", &letter.to_string()].concat()));
            }
            let Some(takes) = takes else {
                let text = ["invalid option -- '", &letter.to_string(), "'"].concat();
                return Err(self.mistake(&text));
            };
            if !takes {
                given.options.push((letter, "".into()));
                continue;
            }
            let value: Text = match chars.as_str() {
                "" => match args.next() {
                    Some(value) => value.clone(),
                    None => {
                        let letter = letter.to_string();
                        let text = ["option requires an argument -- '", &letter, "'"];
                        return Err(self.mistake(&text.concat()));
                    }
                },
                rest => rest.into(),
            };
            given.options.push((letter, value));
            return Ok(());
        }
        Ok(())
    }

    fn long<'a>(
        &self,
        long: &str,
        args: &mut impl Iterator<Item = &'a Text>,
        given: &mut Given,
    ) -> Result<(), Wrong> {
        let (name, value) = match long.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (long, None),
        };
        if name == "help" {
            return Err(self.help());
        }
        let known = self.long.iter().find(|(known, _)| *known == name);
        let Some((_, letter)) = known else {
            return Err(self.mistake(&["unrecognized option '--", long, "'"].concat()));
        };
        let takes = self.takes_value(*letter).unwrap_or(false);
        let value: Text = match (takes, value) {
            (true, Some(value)) => value.into(),
            (true, None) => match args.next() {
                Some(value) => value.clone(),
                None => {
                    let text = ["option '--", name, "' requires an argument"].concat();
                    return Err(self.mistake(&text));
                }
            },
            (false, None) => "".into(),
            (false, Some(_)) => {
                let text = ["option '--", name, "' doesn't allow an argument"].concat();
                return Err(self.mistake(&text));
            }
        };
        given.options.push((*letter, value));
        Ok(())
    }

    /// A message with the name of the command before it.
    pub(super) fn wrong(&self, text: &str) -> Wrong {
        Wrong {
            said: Said::err(&[self.name, ": ", text, "\n"].concat()),
            status: self.status,
        }
    }

    /// A message, and where to look.
    pub(super) fn mistake(&self, text: &str) -> Wrong {
        let usage = match self.name {
            "grep" => "\nUsage: grep [OPTION]... PATTERNS [FILE]...",
            _ => "",
        };
        self.wrong(
            &[
                text,
                usage,
                "\nTry '",
                self.name,
                " --help' for more information.",
            ]
            .concat(),
        )
    }

    /// An option of the real command that is not here.
    pub(super) fn lacking(&self, what: &str) -> Wrong {
        self.wrong(&[what, " is not in this playground: ", &self.known()].concat())
    }

    /// The options that are known, as a sentence.
    fn known(&self) -> String {
        let mut known: Vec<String> = Vec::new();
        for letter in self.letters.chars().filter(|c| *c != ':') {
            known.push(["-", &letter.to_string()].concat());
        }
        match known.is_empty() {
            true => [self.name, " has no options here"].concat(),
            false => [self.name, " has ", &known.join(" "), " here"].concat(),
        }
    }

    fn help(&self) -> Wrong {
        let text = [
            &self.known(),
            ", with the meaning that they have in GNU's command of that name.\n",
        ];
        Wrong {
            said: Said {
                out: text.concat(),
                ..Said::default()
            },
            status: 0,
        }
    }
}

/// A number that is not negative.
pub(super) fn count(text: &str) -> Option<usize> {
    let digits = !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(usize::MAX))
}

/// A text in the quotes that GNU's commands use.
pub(super) fn quoted(text: &str) -> String {
    match text.contains('\'') && !text.contains('"') {
        true => ["\"", text, "\""].concat(),
        false => ["'", &text.replace('\'', "'\\''"), "'"].concat(),
    }
}
