//! What `man` shows of a tool.

use serde::Serialize;
use tools::kafka::{tool, Tool};
use tools::options::{table, Meaning, Value};

/// The page of a tool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Manual {
    /// Its name, without `.sh`.
    pub name: &'static str,
    /// What it is for.
    pub about: &'static str,
    /// Its options.
    pub options: Vec<ManualOption>,
    /// Lines to try.
    pub examples: &'static [&'static str],
}

/// An option in the page of a tool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ManualOption {
    /// Its name, without hyphens.
    pub name: &'static str,
    /// What its value is, in brackets where it may be left out; empty for a
    /// switch.
    pub value: String,
    /// What it does.
    pub about: &'static str,
    /// What is different here, if something is.
    pub note: Option<String>,
}

/// The page of the tool of that name, with or without `.sh`.
pub fn manual_of(name: &str) -> Option<Manual> {
    let tool = tool(name)?;
    let options = tool.options.iter().map(|option| ManualOption {
        name: option.name,
        value: match option.value {
            Value::None => String::new(),
            Value::Required(what) => what.to_owned(),
            Value::Optional(what) => ["[", what, "]"].concat(),
        },
        about: option.about,
        note: match option.meaning {
            Meaning::Works => None,
            Meaning::Accepted(why) => Some(["No meaning here: ", why, "."].concat()),
            Meaning::Refused(why) => Some(["Not here: ", why, "."].concat()),
        },
    });
    Some(Manual {
        name: tool.name,
        about: tool.about,
        options: options.collect(),
        examples: tool.examples,
    })
}

/// The page of a tool, line by line.
pub(crate) fn manual(tool: &Tool) -> Vec<String> {
    let mut lines = vec![
        "NAME".to_owned(),
        ["    ", tool.name, ".sh - ", tool.about].concat(),
        String::new(),
        "OPTIONS".to_owned(),
    ];
    let options = table(tool.options);
    lines.extend(options.lines().skip(2).map(|line| ["    ", line].concat()));
    lines.push(String::new());
    lines.push("EXAMPLES".to_owned());
    lines.extend(tool.examples.iter().map(|line| ["    ", line].concat()));
    lines
}
