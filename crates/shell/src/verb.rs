//! What a verb of the language is, and what a line says.
//!
//! *Read next: [`parse`](mod@crate::parse), how a line is read.*

use crate::question::{Comparing, Question};
use crate::refusal::ParseError;
use crate::words::Word;
use cluster::command::{ClientKind, Command};
use protocol::record::Millis;
use serde::Serialize;

/// What a word in some place has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Takes {
    /// Nothing: the option is a switch.
    Nothing,
    /// The name of a machine, a topic or a group.
    Name,
    /// Names with commas between them.
    Names,
    /// Any text.
    Text,
    /// A whole number of 32 bits.
    Int,
    /// A whole number of 64 bits.
    Long,
    /// A whole number from 1.
    Count,
    /// A duration, such as `300ms`.
    Duration,
    /// A rate, such as `2/s`.
    Rate,
    /// A partition, such as `orders-0`.
    Partition,
    /// A partition with an offset, such as `orders-0=5`.
    Offset,
    /// Where to seek: an offset, an instant, `beginning` or `end`.
    Target,
    /// A time: an instant, or Unix milliseconds.
    Time,
    /// A key and a value, such as `linger.ms=5`.
    Pair,
    /// One of these words.
    OneOf(&'static [&'static str]),
}

/// How often something may be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Times {
    /// Once, and it has to be.
    Once,
    /// Once or not at all.
    Perhaps,
    /// As often as one likes.
    Any,
    /// At least once.
    Some,
}

impl Times {
    /// Whether it has to be given.
    pub fn required(self) -> bool {
        matches!(self, Times::Once | Times::Some)
    }

    /// Whether it may be given again.
    pub fn repeats(self) -> bool {
        matches!(self, Times::Any | Times::Some)
    }
}

/// A word that follows the verb.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Operand {
    /// What `help` calls it.
    pub name: &'static str,
    /// What it has to be.
    pub takes: Takes,
    /// How often it is given. At most one operand of a verb repeats.
    pub times: Times,
}

/// An option.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Opt {
    /// With its hyphens.
    pub name: &'static str,
    /// What `help` calls its value.
    pub value: &'static str,
    /// What its value has to be.
    pub takes: Takes,
    /// How often it is given.
    pub times: Times,
    /// What it does.
    pub about: &'static str,
}

/// What makes a line out of the words of a verb.
pub type Build = fn(&Found, &dyn Known) -> Result<Line, ParseError>;

/// A verb.
#[derive(Serialize)]
pub struct Verb {
    /// Its words: one, or two such as `topic create`.
    pub name: &'static str,
    /// What follows it.
    pub operands: &'static [Operand],
    /// Its options.
    pub options: &'static [Opt],
    /// What it does, in a sentence.
    pub about: &'static str,
    /// A line as one might type it.
    pub example: &'static str,
    #[serde(skip)]
    pub(crate) build: Build,
}

impl Verb {
    /// The option of that name.
    pub fn option(&self, name: &str) -> Option<&'static Opt> {
        self.options.iter().find(|option| option.name == name)
    }
}

/// What a line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// A command for the engine.
    Command(Command),
    /// So much time is to pass.
    Wait(Millis),
    /// Help is wanted: with everything, or with one verb.
    Help(Option<&'static str>),
    /// A command is to be tried at many instants.
    WhatIf(Box<Question>),
    /// Two branches are to be seen side by side.
    Compare(Box<Comparing>),
    /// The lines of tools that run are to be listed.
    Jobs,
    /// The page of a tool in the manual is to be shown.
    Manual(&'static tools::kafka::Tool),
    /// Nothing, or a comment.
    Empty,
}

/// What the parser may know of the cluster.
pub trait Known {
    /// Which client a machine has. `pause` and `resume` mean one thing for a
    /// producer and another for a consumer.
    fn kind(&self, machine: &str) -> Option<ClientKind>;
}

/// Knows of no machine.
pub struct Nothing;

impl Known for Nothing {
    fn kind(&self, _machine: &str) -> Option<ClientKind> {
        None
    }
}

/// The words of a line, each in its place.
pub struct Found {
    pub(crate) verb: &'static Verb,
    pub(crate) operands: Vec<Vec<Word>>,
    pub(crate) options: Vec<(&'static Opt, Option<Word>, Word)>,
    /// Where the line ends, for what is missing.
    pub(crate) end: usize,
}

impl Found {
    /// The words of the operand at `index`.
    pub(crate) fn operands(&self, index: usize) -> &[Word] {
        &self.operands[index]
    }

    /// The word of an operand that has to be there.
    pub(crate) fn operand(&self, index: usize) -> &Word {
        &self.operands[index][0]
    }

    /// The values of an option.
    pub(crate) fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Word> {
        self.options
            .iter()
            .filter(move |(option, ..)| option.name == name)
            .filter_map(|(_, value, _)| value.as_ref())
    }

    /// The value of an option.
    pub(crate) fn value(&self, name: &str) -> Option<&Word> {
        self.options
            .iter()
            .find(|(option, ..)| option.name == name)
            .and_then(|(_, value, _)| value.as_ref())
    }

    /// The word that an option was given by, if it was given.
    pub(crate) fn given(&self, name: &str) -> Option<&Word> {
        self.options
            .iter()
            .find(|(option, ..)| option.name == name)
            .map(|(_, _, word)| word)
    }
}
