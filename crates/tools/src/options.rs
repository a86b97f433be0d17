//! How the tools read their options, as the library that Kafka's tools use
//! for it does.
//!
//! `--name value` or `--name=value`; one hyphen does as well as two. Names are
//! not shortened. An option that has to have a value takes the next word as it,
//! whatever the word looks like.
//!
//! Source: JOpt Simple 5.0.4, as `CommandDefaultOptions` sets it up.
//!
//! *Read next: [`sh`](crate::sh), the language between them.*

use crate::process::Text;
use crate::script::Io;
use crate::throwable::{Stop, Throwable};
use protocol::java;
use std::fmt::Write as _;

/// Whether an option takes a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// It is a switch.
    None,
    /// It has to have one; what it is, as in `Integer: # of partitions`.
    Required(&'static str),
    /// It may have one.
    Optional(&'static str),
}

/// What an option comes to here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// It does what it does in Kafka.
    Works,
    /// It is accepted, and has no meaning here; why.
    Accepted(&'static str),
    /// It is refused; why.
    Refused(&'static str),
}

/// An option of a tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OptionSpec {
    /// Its name, without hyphens.
    pub name: &'static str,
    /// Whether it takes a value.
    pub value: Value,
    /// What it does, in our own words.
    pub about: &'static str,
    /// What it comes to here.
    pub meaning: Meaning,
    /// The options beside one of which it has to stand; none if it may stand
    /// alone.
    pub beside: &'static [&'static str],
    /// Whether the library itself insists on it.
    pub required: bool,
}

impl OptionSpec {
    /// An option that does what it does in Kafka.
    pub const fn new(name: &'static str, value: Value, about: &'static str) -> Self {
        OptionSpec {
            name,
            value,
            about,
            meaning: Meaning::Works,
            beside: &[],
            required: false,
        }
    }

    /// The same with another meaning.
    pub const fn meaning(mut self, meaning: Meaning) -> Self {
        self.meaning = meaning;
        self
    }

    /// The same, allowed beside one of these only.
    pub const fn beside(mut self, options: &'static [&'static str]) -> Self {
        self.beside = options;
        self
    }

    /// The same, without which the arguments are refused.
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }
}

/// `--help`, which all tools have.
pub const HELP: OptionSpec = OptionSpec::new("help", Value::None, "Shows the options.");

/// `--version`, which all tools have.
pub const VERSION: OptionSpec =
    OptionSpec::new("version", Value::None, "Shows which Kafka this is.");

/// Why arguments are refused: an exception of the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal(pub Throwable);

impl std::ops::Deref for Refusal {
    type Target = str;

    fn deref(&self) -> &str {
        self.0.message.as_deref().unwrap_or_default()
    }
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Stop::Threw(refusal.0)
    }
}

fn refuse<T>(class: &str, text: String) -> Result<T, Refusal> {
    let class = ["joptsimple.", class].concat();
    Err(Refusal(Throwable::new(class, text)))
}

/// Options as they were given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    options: Vec<(&'static str, Option<Text>)>,
    /// Words that belong to no option.
    pub words: Vec<Text>,
}

impl Given {
    /// Reads arguments.
    ///
    /// # Errors
    /// The library's exception.
    pub fn read(specs: &'static [OptionSpec], args: &[Text]) -> Result<Given, Refusal> {
        let mut given = Given::default();
        let mut args = args.iter().peekable();
        while let Some(arg) = args.next() {
            if &**arg == "--" {
                given.words.extend(args.cloned());
                break;
            }
            if !looks_like_option(arg) {
                given.words.push(arg.clone());
                continue;
            }
            let (spec, inline) = find(specs, arg)?;
            let value = match spec.value {
                // A switch takes no notice of what is written after its `=`.
                Value::None => None,
                _ if inline.is_some() => inline,
                Value::Required(_) => match args.next() {
                    Some(next) => Some(next.clone()),
                    None => {
                        let text = ["Option ", spec.name, " requires an argument"].concat();
                        return refuse("OptionMissingRequiredArgumentException", text);
                    }
                },
                // A number is a value, negative or not; what is none is a word
                // of nobody's.
                Value::Optional("Long") => {
                    args.next_if(|next| next.parse::<i64>().is_ok()).cloned()
                }
                Value::Optional(_) => args.next_if(|next| !looks_like_option(next)).cloned(),
            };
            given.options.push((spec.name, value));
        }
        given.check(specs)?;
        Ok(given)
    }

    /// What has to be there is, and nothing stands where it may not; unless
    /// somebody asks for help.
    fn check(&self, specs: &[OptionSpec]) -> Result<(), Refusal> {
        if self.has(HELP.name) || self.has(VERSION.name) {
            return Ok(());
        }
        let missing = specs.iter().filter(|s| s.required && !self.has(s.name));
        let missing: Vec<&str> = missing.map(|spec| spec.name).collect();
        if !missing.is_empty() {
            let text = ["Missing required option(s) [", &missing.join(", "), "]"].concat();
            return refuse("MissingRequiredOptionsException", text);
        }
        let limited = specs.iter().filter(|spec| !spec.beside.is_empty());
        let out_of_place = limited.filter(|spec| {
            let mut beside = spec.beside.iter();
            self.has(spec.name) && !beside.any(|other| self.has(other))
        });
        let out_of_place: Vec<&str> = out_of_place.map(|spec| spec.name).collect();
        if out_of_place.is_empty() {
            return Ok(());
        }
        // The library looks through a hash map of lists of names.
        let hash = |name: &&str| java::string_hash(name).wrapping_add(31);
        let in_order = java::hash_map_order(out_of_place, hash, java::DEFAULT_CAPACITY);
        let text = [
            "Option(s) [",
            &in_order.join(", "),
            "] are unavailable given other options on the command line",
        ];
        refuse("UnavailableOptionException", text.concat())
    }

    /// Whether no option was given.
    pub fn is_empty(&self) -> bool {
        self.options.is_empty()
    }

    /// The options in their order, with their values.
    pub fn in_order(&self) -> impl Iterator<Item = (&'static str, Option<&Text>)> + '_ {
        let options = self.options.iter();
        options.map(|(name, value)| (*name, value.as_ref()))
    }

    /// Whether an option was given.
    pub fn has(&self, name: &str) -> bool {
        self.options.iter().any(|(given, _)| *given == name)
    }

    /// The values of an option, in their order.
    pub fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Text> + 'a {
        let options = self.options.iter();
        options
            .filter(move |(given, _)| *given == name)
            .filter_map(|(_, value)| value.as_ref())
    }

    /// The one value of an option.
    ///
    /// # Errors
    /// Where it was given several times.
    pub fn value<'a>(&'a self, name: &'a str) -> Result<Option<&'a Text>, Refusal> {
        let mut values = self.values(name);
        match (values.next(), values.next()) {
            (first, None) => Ok(first),
            _ => several(name),
        }
    }

    /// The one value of an option, read as a number.
    ///
    /// # Errors
    /// Where it was given several times, or is none.
    pub fn number<T: Number>(&self, name: &str) -> Result<Option<T>, Refusal> {
        let numbers = self.numbers(name)?;
        match numbers.as_slice() {
            [] => Ok(None),
            [one] => Ok(Some(*one)),
            _ => several(name),
        }
    }

    /// The values of an option, read as numbers.
    ///
    /// # Errors
    /// Where one of them is none.
    pub fn numbers<T: Number>(&self, name: &str) -> Result<Vec<T>, Refusal> {
        let values = self.values(name);
        values
            .map(|text| text.parse().or_else(|_| no_number(name, text)))
            .collect()
    }
}

/// Java's numbers: `Integer.valueOf` and its like take a plus sign, too, as
/// Rust does.
pub trait Number: std::str::FromStr + Copy {}

impl Number for i32 {}
impl Number for i64 {}

fn several<T>(name: &str) -> Result<T, Refusal> {
    let text = [
        "Found multiple arguments for option ",
        name,
        ", but you asked for only one",
    ];
    refuse("MultipleArgumentsForOptionException", text.concat())
}

fn no_number<T>(name: &str, text: &str) -> Result<T, Refusal> {
    let message = ["Cannot parse argument '", text, "' of option ", name].concat();
    let class = "joptsimple.OptionArgumentConversionException";
    let cause = Throwable::number_format(text);
    let between = Throwable::new("joptsimple.internal.ReflectionException", cause.to_string());
    Err(Refusal(
        Throwable::new(class, message).because(between.because(cause)),
    ))
}

/// Whether a word is meant as an option.
fn looks_like_option(word: &str) -> bool {
    word.starts_with('-') && word != "-"
}

/// The option that a word names, and the value that is written into it.
fn find(
    specs: &'static [OptionSpec],
    word: &str,
) -> Result<(&'static OptionSpec, Option<Text>), Refusal> {
    let long = word.strip_prefix("--");
    let body = long.unwrap_or_else(|| word.strip_prefix('-').unwrap_or(word));
    let (name, inline) = match body.split_once('=') {
        Some((name, value)) => (name, Some(Text::from(value))),
        None => (body, None),
    };
    if let Some(spec) = specs.iter().find(|spec| spec.name == name) {
        return Ok((spec, inline));
    }
    // After one hyphen the word is taken for letters that are options each; no
    // tool has one that is a letter.
    let unknown = match long {
        Some(_) => name,
        None => body.split_inclusive(|_| true).next().unwrap_or(body),
    };
    let text = [unknown, " is not a recognized option"].concat();
    refuse("UnrecognizedOptionException", text)
}

/// Prints why arguments are refused and which options there are, and ends the
/// program, as `CommandLineUtils.printUsageAndExit` does. The words of the table
/// are ours.
pub fn usage(io: &mut Io<'_>, options: &[OptionSpec], why: &str) -> Stop {
    let text = usage_text(options, why);
    io.eprintln(&text);
    Stop::Exited(1)
}

/// Ends the program where somebody asks for help, or which version it is of;
/// `about` is what it says of itself.
///
/// # Errors
/// Then.
/// Source: `CommandLineUtils.maybePrintHelpOrVersion`.
pub fn help_or_version(
    io: &mut Io<'_>,
    options: &[OptionSpec],
    given: &Given,
    about: &str,
) -> Result<(), Stop> {
    if given.has(HELP.name) {
        return Err(usage(io, options, about));
    }
    match given.has(VERSION.name) {
        true => Err(version(io)),
        false => Ok(()),
    }
}

/// Why arguments are refused, and which options there are.
pub(crate) fn usage_text(options: &[OptionSpec], why: &str) -> String {
    [why, "\n", &table(options)].concat()
}

/// The options with what they do, as a table of two columns.
pub fn table(options: &[OptionSpec]) -> String {
    let shown = |option: &OptionSpec| match option.value {
        Value::None => format!("--{}", option.name),
        Value::Required(what) => format!("--{} <{what}>", option.name),
        Value::Optional(what) => format!("--{} [{what}]", option.name),
    };
    let names: Vec<String> = options.iter().map(shown).collect();
    let width = names.iter().map(String::len).max().unwrap_or(0).min(38);
    let mut text = format!(
        "{:width$}  Description\n{:width$}  -----------",
        "Option", "------"
    );
    for (option, name) in options.iter().zip(&names) {
        let _ = write!(text, "\n{name:width$}  {}", option.about);
        match option.meaning {
            Meaning::Works => {}
            Meaning::Accepted(why) => {
                let _ = write!(text, " (No meaning here: {why}.)");
            }
            Meaning::Refused(why) => {
                let _ = write!(text, " (Not here: {why}.)");
            }
        }
    }
    text
}

/// Which Kafka the tools are those of.
pub(crate) const KAFKA: &str = "4.3.1";

/// Prints which Kafka the tools are those of, and ends the program.
pub fn version(io: &mut Io<'_>) -> Stop {
    io.println(KAFKA);
    Stop::Exited(0)
}

/// Ends the program where an option stands beside one that it may not stand
/// beside.
///
/// # Errors
/// Then.
pub fn exclusive(
    io: &mut Io<'_>,
    specs: &[OptionSpec],
    given: &Given,
    used: &str,
    others: &[&str],
) -> Result<(), Stop> {
    let mut others = others.iter().filter(|_| given.has(used));
    match others.find(|other| given.has(other)) {
        None => Ok(()),
        Some(other) => {
            let text = [
                "Option \"[",
                used,
                "]\" can't be used with option \"[",
                other,
                "]\"",
            ];
            Err(usage(io, specs, &text.concat()))
        }
    }
}
