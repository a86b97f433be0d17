//! How the tools read their options, as the library that Kafka's tools use
//! for it (JOpt Simple) does.
//!
//! `--name value`, `--name=value`, and a name may be shortened as long as it is
//! clear which option is meant.

use crate::process::Text;
use crate::script::Io;
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
}

impl OptionSpec {
    /// An option that does what it does in Kafka.
    pub const fn new(name: &'static str, value: Value, about: &'static str) -> Self {
        OptionSpec {
            name,
            value,
            about,
            meaning: Meaning::Works,
        }
    }

    /// The same with another meaning.
    pub const fn meaning(mut self, meaning: Meaning) -> Self {
        self.meaning = meaning;
        self
    }
}

/// Why arguments are refused; the text is that of the library.
pub type Refusal = String;

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
    /// The text of JOpt Simple's exception.
    pub fn read(specs: &'static [OptionSpec], args: &[Text]) -> Result<Given, Refusal> {
        let mut given = Given::default();
        let mut args = args.iter().peekable();
        let mut options_end = false;
        while let Some(arg) = args.next() {
            if options_end || !arg.starts_with('-') || &**arg == "-" {
                given.words.push(arg.clone());
                continue;
            }
            if &**arg == "--" {
                options_end = true;
                continue;
            }
            let body = arg.strip_prefix("--").unwrap_or(&arg[1..]);
            let (name, inline) = match body.split_once('=') {
                Some((name, value)) => (name, Some(Text::from(value))),
                None => (body, None),
            };
            let spec = find(specs, name)?;
            let value = match (spec.value, inline) {
                (Value::None, Some(_)) => {
                    return Err(format!(
                        "Option {} does not expect any arguments",
                        spec.name
                    ))
                }
                (Value::None, None) => None,
                (_, Some(value)) => Some(value),
                (kind, None) => {
                    let next = args.peek().filter(|next| !is_option(specs, next));
                    match (next, kind) {
                        (Some(_), _) => args.next().cloned(),
                        (None, Value::Required(_)) => {
                            return Err(format!("Option {} requires an argument", spec.name))
                        }
                        (None, _) => None,
                    }
                }
            };
            given.options.push((spec.name, value));
        }
        Ok(given)
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
            _ => Err(format!(
                "Found multiple arguments for option {name}, but you asked for only one"
            )),
        }
    }

    /// The one value of an option, read as a number.
    ///
    /// # Errors
    /// Where it was given several times, or is none.
    pub fn number<T: std::str::FromStr>(&self, name: &str) -> Result<Option<T>, Refusal> {
        match self.value(name)? {
            None => Ok(None),
            // Java's Integer.valueOf and Long.valueOf take a plus sign, too.
            Some(text) => match text.parse() {
                Ok(number) => Ok(Some(number)),
                Err(_) => Err(format!("Cannot parse argument '{text}' of option {name}")),
            },
        }
    }
}

/// The option that a word names, in full or as far as it is clear.
fn find(specs: &'static [OptionSpec], name: &str) -> Result<&'static OptionSpec, Refusal> {
    if let Some(spec) = specs.iter().find(|spec| spec.name == name) {
        return Ok(spec);
    }
    let mut begun = specs.iter().filter(|spec| spec.name.starts_with(name));
    match (begun.next(), begun.next()) {
        (Some(spec), None) if !name.is_empty() => Ok(spec),
        _ => Err(format!("{name} is not a recognized option")),
    }
}

/// Whether a word is an option, and so no value of the one before it.
fn is_option(specs: &'static [OptionSpec], word: &str) -> bool {
    let body = word.strip_prefix("--").or_else(|| word.strip_prefix('-'));
    body.is_some_and(|body| {
        let name = body.split('=').next().unwrap_or(body);
        find(specs, name).is_ok()
    })
}

/// Prints why arguments are refused and which options there are, and answers
/// the exit status, as `CommandLineUtils.printUsageAndExit` does. The words of
/// the table are ours.
pub fn usage(io: &mut Io<'_>, options: &[OptionSpec], why: &str) -> i32 {
    io.eprintln(why);
    let table = table(options);
    io.eprintln(&table);
    1
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
