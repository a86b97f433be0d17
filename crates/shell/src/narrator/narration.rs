//! What the narrator says, and how it is put together.

use crate::journal::{Span, Tone};
use crate::texts::narrator::{Label, Rule, Sentence};
use crate::texts::{fill, label, listed, rule, sentence, Arg};
use crate::thing::Thing;
use protocol::name::Name;
use protocol::record::Millis;
use protocol::topic_partition::TopicPartition;
use serde::Serialize;

/// How many things a sentence lists.
const LISTED: usize = 3;

/// One sentence: what is happening, or why nothing does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Narration {
    /// Which sentence it is, such as `dead-unnoticed`: the same for ever.
    pub id: &'static str,
    /// How it is meant.
    pub tone: Tone,
    /// The words. A span without text stands for the time that is left.
    pub spans: Vec<Span>,
    /// Since when one waits, in milliseconds since the start.
    pub since: Option<Millis>,
    /// When the wait is over at the latest so far, in milliseconds since the
    /// start: a deadline that is fixed already, and goes away if what it waits
    /// for comes.
    pub until: Option<Millis>,
    /// The setting that decides.
    pub why: Option<Why>,
    /// What can be done about it: at most two things.
    pub offers: Vec<Offer>,
}

impl Narration {
    /// The words; for the time that is left its instant, `@18.200`.
    pub fn text(&self) -> String {
        let spans = self.spans.iter();
        spans
            .map(|span| match span.until {
                Some(until) => cluster::instant::Instant::after_all(until).to_string(),
                None => span.text.clone(),
            })
            .collect()
    }
}

/// The setting that decides, and Kafka's rule about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Why {
    /// Its key.
    pub setting: &'static str,
    /// Whose setting it is, such as `machine:c1`; empty for the broker's.
    pub of: String,
    /// Its value there.
    pub value: String,
    /// The rule, in a few sentences.
    pub rule: &'static str,
}

/// Something that can be done: a command, or a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Offer {
    /// What its button says.
    pub label: String,
    /// The command, in words.
    pub run: Option<Command>,
    /// The form that is opened.
    pub form: Option<&'static str>,
    /// The moment for which the command waits; none is now.
    pub when: Option<When>,
}

/// A command in words, as [`compose`](crate::compose()) takes them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Command {
    /// The verb.
    pub verb: &'static str,
    /// What follows it.
    pub operands: Vec<String>,
    /// Options with their values.
    pub options: Vec<[String; 2]>,
}

/// A moment of a consumer, which its view shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct When {
    /// What is awaited.
    pub is: Moment,
    /// Of which machine.
    pub machine: String,
}

/// What a consumer may be like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Moment {
    /// All work that it did is committed.
    Committed,
    /// It did work that is neither committed nor in a commit on its way.
    Uncommitted,
}

/// A sentence in the making.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) sentence: Sentence,
    pub(crate) narration: Narration,
}

/// A sentence with its arguments.
pub(crate) fn say(which: Sentence, args: &[Arg]) -> Draft {
    Draft {
        sentence: which,
        narration: Narration {
            id: which.id(),
            tone: which.tone(),
            spans: fill(sentence(which), args),
            since: None,
            until: None,
            why: None,
            offers: Vec::new(),
        },
    }
}

impl Draft {
    /// One waits, from an instant to another.
    pub(crate) fn wait(mut self, since: Millis, until: Millis) -> Self {
        self.narration.since = Some(since.clamp(0, until.max(0)));
        self.narration.until = Some(until);
        self
    }

    /// One waits until an instant, and nobody can say since when.
    pub(crate) fn until(mut self, until: Millis) -> Self {
        self.narration.until = Some(until);
        self
    }

    /// One waits since an instant, and nobody knows for how long.
    pub(crate) fn since(mut self, since: Millis) -> Self {
        self.narration.since = Some(since);
        self
    }

    /// A setting decides, of the broker if of nothing else.
    pub(crate) fn why(mut self, which: Rule, of: Option<Thing>, value: impl ToString) -> Self {
        self.narration.why = Some(Why {
            setting: which.setting(),
            of: of.map(|of| of.to_string()).unwrap_or_default(),
            value: value.to_string(),
            rule: rule(which),
        });
        self
    }

    fn offer(mut self, offer: Offer) -> Self {
        if self.narration.offers.len() < 2 {
            self.narration.offers.push(offer);
        }
        self
    }

    /// A command can be given; the label names its first operand.
    pub(crate) fn run(self, which: Label, operands: &[&str]) -> Self {
        let named = operands.first().copied().unwrap_or_default();
        self.run_of(which, named, operands)
    }

    /// A command can be given; the label names something.
    pub(crate) fn run_of(self, which: Label, named: &str, operands: &[&str]) -> Self {
        self.offer(command(which, named, operands, &[]))
    }

    /// A command with options can be given.
    pub(crate) fn run_with(
        self,
        which: Label,
        operands: &[&str],
        options: &[(&str, &str)],
    ) -> Self {
        let named = operands.first().copied().unwrap_or_default();
        self.offer(command(which, named, operands, options))
    }

    /// A command can be given at a moment of the machine that is its operand.
    pub(crate) fn run_when(self, which: Label, machine: &str, is: Moment) -> Self {
        let offer = command(which, machine, &[machine], &[]);
        self.offer(Offer {
            when: Some(When {
                is,
                machine: machine.to_owned(),
            }),
            ..offer
        })
    }

    /// A form can be opened.
    pub(crate) fn form(self, which: Label, form: &'static str) -> Self {
        self.offer(Offer {
            label: label(which).to_owned(),
            run: None,
            form: Some(form),
            when: None,
        })
    }
}

fn command(which: Label, named: &str, operands: &[&str], options: &[(&str, &str)]) -> Offer {
    let owned = |text: &&str| (*text).to_owned();
    let options = options.iter();
    Offer {
        label: label(which).replace("{0}", named),
        run: Some(Command {
            verb: which.word(),
            operands: operands.iter().map(owned).collect(),
            options: options
                .map(|(name, value)| [owned(name), owned(value)])
                .collect(),
        }),
        form: None,
        when: None,
    }
}

// What sentences are said of.

/// A machine's name.
pub(crate) fn machine(name: &Name) -> Arg {
    Arg::Thing(name.to_string(), Thing::Machine(name.clone()))
}

/// A group's name.
pub(crate) fn group(id: &Name) -> Arg {
    Arg::Thing(id.to_string(), Thing::Group(id.clone()))
}

/// A topic's name.
pub(crate) fn topic(name: &Name) -> Arg {
    Arg::Thing(name.to_string(), Thing::Topic(name.clone()))
}

/// `orders-0`.
pub(crate) fn partition(partition: &TopicPartition) -> Arg {
    Arg::Thing(partition.to_string(), Thing::Partition(partition.clone()))
}

/// `c1 and c2`.
pub(crate) fn machines<'a>(names: impl IntoIterator<Item = &'a Name>) -> Arg {
    let names: Vec<Arg> = names.into_iter().map(machine).collect();
    listed(&names, LISTED)
}

/// `orders-0 and orders-1`.
pub(crate) fn partitions<'a>(all: impl IntoIterator<Item = &'a TopicPartition>) -> Arg {
    let all: Vec<Arg> = all.into_iter().map(partition).collect();
    listed(&all, LISTED)
}

/// A number.
pub(crate) fn number(number: impl ToString) -> Arg {
    Arg::Text(number.to_string())
}

/// How long it is until an instant.
pub(crate) fn left(until: Millis) -> Arg {
    Arg::Left(until)
}
