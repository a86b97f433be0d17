//! How `kafka-producer-perf-test` reads its options: as the library that it
//! uses for it (argparse4j) does. A name may be shortened as long as it is
//! clear, and some options take all words up to the next option.

use crate::options::{OptionSpec, Value};
use crate::process::Text;

/// How long a line of an error may be.
const WIDTH: usize = 75;

/// Options as they were given, in their order.
#[derive(Debug, Default)]
pub(super) struct Namespace {
    values: Vec<(&'static str, Option<Text>)>,
}

/// What a parser knows besides the options.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parser {
    pub options: &'static [OptionSpec],
    /// Options that take several values.
    pub many: &'static [&'static str],
    /// Options that have to be there, in Kafka's order.
    pub required: &'static [&'static str],
    /// Options of which there has to be exactly one.
    pub exclusive: &'static [&'static str],
}

impl Parser {
    /// Reads arguments.
    ///
    /// # Errors
    /// The message of argparse4j's exception.
    pub(super) fn read(&self, args: &[Text]) -> Result<Namespace, String> {
        let mut namespace = Namespace::default();
        let mut args = args.iter().enumerate().peekable();
        let all = args.clone();
        while let Some((at, arg)) = args.next() {
            if !is_flag(arg) {
                let rest: Vec<&str> = all.clone().skip(at).map(|(_, arg)| &**arg).collect();
                return Err(format!("unrecognized arguments: '{}'", rest.join(" ")));
            }
            let (flag, embedded) = match arg.split_once('=') {
                Some((flag, value)) => (flag, Some(Text::from(value))),
                None => (&**arg, None),
            };
            let spec = self.find(flag)?;
            let name = spec.name;
            if spec.value == Value::None {
                if let Some(value) = embedded {
                    return Err(format!(
                        "argument --{name}: ignore implicit argument '{value}'"
                    ));
                }
                self.exclude(&namespace, name)?;
                namespace.values.push((name, None));
                continue;
            }
            self.exclude(&namespace, name)?;
            if let Some(value) = embedded {
                namespace.values.push((name, Some(value)));
                continue;
            }
            let mut value = || {
                args.next_if(|(_, next)| !is_flag(next))
                    .map(|(_, next)| next)
            };
            let many = self.many.contains(&name);
            let Some(first) = value() else {
                let expected = if many {
                    "1 argument(s)"
                } else {
                    "one argument"
                };
                return Err(format!("argument --{name}: expected {expected}"));
            };
            namespace.values.push((name, Some(first.clone())));
            if many {
                while let Some(next) = value() {
                    namespace.values.push((name, Some(next.clone())));
                }
            }
        }
        self.check(&namespace)?;
        Ok(namespace)
    }

    fn find(&self, flag: &str) -> Result<&'static OptionSpec, String> {
        let name = flag.strip_prefix("--").unwrap_or(match flag {
            "-h" => "help",
            // No option has one hyphen only.
            _ => "\0",
        });
        if let Some(spec) = self.options.iter().find(|spec| spec.name == name) {
            return Ok(spec);
        }
        let begun = self
            .options
            .iter()
            .filter(|spec| spec.name.starts_with(name));
        let begun: Vec<&OptionSpec> = begun.collect();
        match &begun[..] {
            [] => Err(format!("unrecognized arguments: '{flag}'")),
            [spec] => Ok(spec),
            several => {
                let names = several.iter().map(|spec| ["--", spec.name].concat());
                let names: Vec<String> = names.collect();
                Err(format!(
                    "ambiguous option: {flag} could match {}",
                    names.join(", ")
                ))
            }
        }
    }

    /// Refuses an option that excludes another.
    fn exclude(&self, namespace: &Namespace, name: &str) -> Result<(), String> {
        let mut group = self.exclusive.iter();
        let other = match self.exclusive.contains(&name) {
            true => group.find(|other| **other != name && namespace.has(other)),
            false => None,
        };
        match other {
            Some(other) => Err(format!(
                "argument --{name}: not allowed with argument --{other}"
            )),
            None => Ok(()),
        }
    }

    fn check(&self, namespace: &Namespace) -> Result<(), String> {
        if namespace.has("help") {
            return Ok(());
        }
        // The last one that is missing is the one that is named.
        let missing = self.required.iter().rev().find(|name| !namespace.has(name));
        if let Some(name) = missing {
            return Err(format!("argument --{name} is required"));
        }
        if self.exclusive.iter().any(|name| namespace.has(name)) {
            return Ok(());
        }
        let names: String = self
            .exclusive
            .iter()
            .map(|name| format!("--{name} "))
            .collect();
        Err(format!("one of the arguments {names}is required"))
    }
}

impl Namespace {
    /// Whether an option was given.
    pub(super) fn has(&self, name: &str) -> bool {
        self.values.iter().any(|(given, _)| *given == name)
    }

    /// The values of an option.
    pub(super) fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Text> + 'a {
        let values = self.values.iter();
        values
            .filter(move |(given, _)| *given == name)
            .filter_map(|(_, value)| value.as_ref())
    }

    /// The value of an option; of several the last one.
    pub(super) fn value<'a>(&'a self, name: &'a str) -> Option<&'a Text> {
        self.values(name).last()
    }

    /// A value that is a number, of a Java type.
    ///
    /// # Errors
    /// Where it is none.
    pub(super) fn number<T>(
        &self,
        name: &str,
        kind: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, String> {
        let mut last = None;
        for text in self.values(name) {
            let number = parse(text);
            last = Some(number.ok_or_else(|| {
                format!("argument --{name}: could not convert '{text}' to {kind} (For input string: \"{text}\")")
            })?);
        }
        Ok(last)
    }
}

/// Whether a word is an option, and no value: a negative number is a value.
fn is_flag(word: &str) -> bool {
    let Some(rest) = word.strip_prefix('-') else {
        return false;
    };
    let number = !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    !rest.is_empty() && !number
}

/// A text in lines; all but the last are filled up with blanks.
/// Source: `TextHelper.wrap`.
pub(super) fn wrap(text: &str) -> String {
    let mut wrapped = String::new();
    let mut line = String::new();
    for piece in pieces(text) {
        if line.chars().count() + piece.chars().count() > WIDTH {
            wrapped.push_str(&fill(line.trim_matches(' ')));
            wrapped.push('\n');
            line.clear();
        }
        line.push_str(piece);
    }
    wrapped.push_str(&line);
    wrapped
}

/// Where a line may be broken: behind blanks, and behind a hyphen before a
/// letter.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, c) in text.char_indices() {
        let breaks = match before {
            Some(' ') => c != ' ',
            Some('-') => c.is_ascii_alphabetic(),
            _ => false,
        };
        if breaks {
            pieces.push(&text[start..at]);
            start = at;
        }
        before = Some(c);
    }
    pieces.push(&text[start..]);
    pieces
}

/// Spreads what a line lacks over its gaps, with one more in the middle ones.
fn fill(line: &str) -> String {
    let words: Vec<&str> = line.split(' ').collect();
    let gaps = words.len() - 1;
    if gaps == 0 {
        return line.to_owned();
    }
    let lacks = WIDTH.saturating_sub(line.chars().count());
    let (each, rest) = (lacks / gaps, lacks % gaps);
    let first = (gaps - rest).div_ceil(2);
    let mut filled = words[0].to_owned();
    for (gap, word) in words[1..].iter().enumerate() {
        let more = usize::from((first..first + rest).contains(&gap));
        filled.push_str(&" ".repeat(1 + each + more));
        filled.push_str(word);
    }
    filled
}
