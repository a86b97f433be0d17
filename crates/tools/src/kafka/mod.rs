//! The tools, a module for each, and the table of all of them.
//!
//! Source of what they do: Kafka 4.3.1, `org.apache.kafka.tools` and
//! `kafka.admin.ConfigCommand`.
//!
//! Who is given words finds the tool by the first of them:
//!
//! ```
//! use tools::kafka::{tool, TOOLS};
//!
//! assert_eq!(tool("bin/kafka-topics.sh"), tool("kafka-topics"));
//! assert_eq!(TOOLS.len(), 11);
//! assert!(tool("kafka-storage").is_none(), "there are no disks");
//! ```
//!
//! *Read next: [`options`](crate::options), how they read what is typed behind their
//! names.*

mod agenda;
mod checks;
mod client_settings;
mod columns;
mod configs;
mod console_consumer;
mod console_producer;
mod consumer_groups;
mod delete_records;
mod described;
mod get_offsets;
mod groups;
mod perf;
mod program;
mod re2;
mod topic_filter;
mod topics;
mod transactions;
mod uuid;
mod words;

pub(crate) use program::Program;
pub use program::{launch, ClientKind, Environment, Launch};

use crate::options::OptionSpec;
use crate::process::Text;
use crate::script::Main;
use program::Start;
use std::sync::Arc;

/// How a tool runs.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Runs {
    /// One call of the admin client after the other.
    Script(Main),
    /// A loop of its own.
    Loop(Start),
}

/// A tool.
#[derive(Clone, Copy, Debug)]
pub struct Tool {
    /// Its name, without `.sh`.
    pub name: &'static str,
    /// What it is for, in a sentence.
    pub about: &'static str,
    /// Its options, in the order of the alphabet.
    pub options: &'static [OptionSpec],
    /// Lines that one may try.
    pub examples: &'static [&'static str],
    pub(crate) runs: Runs,
}

impl PartialEq for Tool {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Tool {}

/// All tools, in the order of the alphabet.
pub static TOOLS: &[&Tool] = &[
    &configs::TOOL,
    &console_consumer::TOOL,
    &console_producer::TOOL,
    &consumer_groups::TOOL,
    &perf::consumer::TOOL,
    &delete_records::TOOL,
    &get_offsets::TOOL,
    &groups::TOOL,
    &perf::producer::TOOL,
    &topics::TOOL,
    &transactions::TOOL,
];

/// The tool of that name, with or without `.sh`, and with or without a path
/// before it, as in `bin/kafka-topics.sh`.
pub fn tool(word: &str) -> Option<&'static Tool> {
    let name = word.rsplit('/').next().unwrap_or(word);
    let name = name.strip_suffix(".sh").unwrap_or(name);
    TOOLS.iter().copied().find(|tool| tool.name == name)
}

/// The words of a tool with the server that it is to call, where they name none
/// and it needs one: nobody who tries something out types the same address each
/// time. A tool without arguments says what it takes, and goes without.
pub fn at_server(argv: &[Text], server: &str) -> Arc<[Text]> {
    let names_one = |word: &Text| {
        let name = word.split('=').next().unwrap_or_default();
        [
            "--bootstrap-server",
            "--bootstrap-controller",
            "--help",
            "--version",
        ]
        .contains(&name)
            || word.starts_with("bootstrap.servers=")
    };
    let takes_one = |tool: &Tool| tool.options.iter().any(|o| o.name == "bootstrap-server");
    let tool = argv.first().and_then(|word| tool(word));
    if argv.len() < 2
        || server.is_empty()
        || !tool.is_some_and(takes_one)
        || argv.iter().any(names_one)
    {
        return argv.into();
    }
    let mut words = argv.to_vec();
    words.insert(1, "--bootstrap-server".into());
    words.insert(2, server.into());
    words.into()
}

/// The main function of a tool that is a script.
pub(crate) fn main_of(name: &str) -> Main {
    match tool(name).map(|tool| tool.runs) {
        Some(Runs::Script(main)) => main,
        _ => unreachable!("{name} is no script"),
    }
}
