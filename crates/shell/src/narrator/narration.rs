//! What the narrator says, and how it is put together.

use crate::journal::{shortened, Span, Tone};
use crate::texts::narrator::{Label, Rule, Sentence};
use crate::texts::{fill, label, listed, sentence, without_key, Arg, Noun};
use crate::thing::Thing;
use client::outcome::ConsumerRecord;
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
pub(crate) struct Draft {
    pub(super) sentence: Sentence,
    args: Vec<Arg>,
    since: Option<Millis>,
    until: Option<Millis>,
    /// The first machine of which it is said.
    who: Option<Name>,
    rule: Option<Rule>,
    offers: Vec<Offer>,
}

/// A sentence in the making, on the heap: it is handed from one to the next.
pub(crate) type Boxed = Box<Draft>;

/// A sentence, whose arguments follow in their order.
pub(crate) fn say(sentence: Sentence) -> Boxed {
    Box::new(Draft {
        sentence,
        args: Vec::new(),
        since: None,
        until: None,
        who: None,
        rule: sentence.rule(),
        offers: Vec::new(),
    })
}

/// What sentences are said of.
impl Draft {
    fn arg(mut self: Box<Self>, arg: Arg) -> Boxed {
        self.args.push(arg);
        self
    }

    /// A machine's name.
    pub(super) fn machine(self: Box<Self>, name: &Name) -> Boxed {
        let this = self.of(name);
        this.arg(Arg::Thing(name.to_string(), Thing::Machine(name.clone())))
    }

    fn of(mut self: Box<Self>, name: &Name) -> Boxed {
        self.who.get_or_insert_with(|| name.clone());
        self
    }

    /// A group's name.
    pub(super) fn group(self: Box<Self>, id: &Name) -> Boxed {
        self.arg(Arg::Thing(id.to_string(), Thing::Group(id.clone())))
    }

    /// A topic's name.
    pub(super) fn topic(self: Box<Self>, name: &Name) -> Boxed {
        self.arg(Arg::Thing(name.to_string(), Thing::Topic(name.clone())))
    }

    /// `orders-0`.
    pub(super) fn partition(self: Box<Self>, partition: &TopicPartition) -> Boxed {
        self.arg(a_partition(partition))
    }

    /// `c1 and c2`.
    pub(super) fn machines(mut self: Box<Self>, names: &[&Name]) -> Boxed {
        let mut all = Vec::new();
        for name in names {
            self = self.of(name);
            let thing = Thing::Machine((*name).clone());
            all.push(Arg::Thing(name.to_string(), thing));
        }
        self.arg(listed(&all, LISTED))
    }

    /// `orders-0 and orders-1`.
    pub(super) fn partitions(self: Box<Self>, partitions: &[TopicPartition]) -> Boxed {
        let mut all = Vec::new();
        for partition in partitions {
            all.push(a_partition(partition));
        }
        self.arg(listed(&all, LISTED))
    }

    /// A record's key, and its place.
    pub(super) fn record(self: Box<Self>, record: &ConsumerRecord) -> Boxed {
        let place = &record.partition;
        let thing = Thing::Record(place.clone(), record.offset);
        let text = [&place.to_string(), " @ ", &record.offset.to_string()].concat();
        let key = match &record.record.key {
            Some(key) => Arg::Key(shortened(&key.text()), Some(thing.clone())),
            None => Arg::Text(without_key().to_owned()),
        };
        self.arg(key).arg(Arg::Thing(text, thing))
    }

    /// Text as it is.
    pub(super) fn text(self: Box<Self>, text: &str) -> Boxed {
        self.arg(Arg::Text(text.to_owned()))
    }

    /// A number.
    pub(super) fn number(self: Box<Self>, number: i64) -> Boxed {
        self.text(&number.to_string())
    }

    /// So many of something.
    pub(super) fn count(self: Box<Self>, count: usize, noun: Noun) -> Boxed {
        self.arg(Arg::Count(count, noun))
    }

    /// How long it is until an instant.
    pub(super) fn left(self: Box<Self>, until: Millis) -> Boxed {
        self.arg(Arg::Left(until))
    }
}

fn a_partition(partition: &TopicPartition) -> Arg {
    let thing = Thing::Partition(partition.clone());
    Arg::Thing(partition.to_string(), thing)
}

/// What belongs to a sentence.
impl Draft {
    /// One waits, from an instant to another.
    pub(super) fn wait(mut self: Box<Self>, since: Millis, until: Millis) -> Boxed {
        self.since = Some(since.clamp(0, until.max(0)));
        self.until = Some(until);
        self
    }

    /// One waits until an instant, and nobody can say since when.
    pub(super) fn until(mut self: Box<Self>, until: Millis) -> Boxed {
        self.until = Some(until);
        self
    }

    /// One waits since an instant, and nobody knows for how long.
    pub(super) fn since(mut self: Box<Self>, since: Millis) -> Boxed {
        self.since = Some(since);
        self
    }

    /// Another setting than the sentence's own decides.
    pub(super) fn by(mut self: Box<Self>, rule: Rule) -> Boxed {
        self.rule = Some(rule);
        self
    }

    fn offer(mut self: Box<Self>, offer: Offer) -> Boxed {
        if self.offers.len() < 2 {
            self.offers.push(offer);
        }
        self
    }

    /// A command can be given; the label names something.
    pub(super) fn run(self: Box<Self>, which: Label, named: &str, operands: &[&str]) -> Boxed {
        self.offer(command(which, named, operands))
    }

    /// A command can be given to a machine.
    pub(super) fn run_on(self: Box<Self>, which: Label, machine: &str) -> Boxed {
        self.run(which, machine, &[machine])
    }

    /// What was offered last takes options, too.
    pub(super) fn with(mut self: Box<Self>, options: &[[&str; 2]]) -> Boxed {
        if let Some(run) = self.offers.last_mut().and_then(|offer| offer.run.as_mut()) {
            for [name, value] in options {
                run.options.push([(*name).to_owned(), (*value).to_owned()]);
            }
        }
        self
    }

    /// A command can be given at a moment of the machine that is its operand.
    pub(super) fn run_when(self: Box<Self>, which: Label, machine: &str, is: Moment) -> Boxed {
        let mut offer = command(which, machine, &[machine]);
        offer.when = Some(When {
            is,
            machine: machine.to_owned(),
        });
        self.offer(offer)
    }

    /// A form can be opened.
    pub(super) fn form(self: Box<Self>, which: Label, form: &'static str) -> Boxed {
        self.offer(Offer {
            label: label(which).to_owned(),
            run: None,
            form: Some(form),
            when: None,
        })
    }

    /// The setting that decides, and of what: the first machine of which the
    /// sentence is said, and what else it names.
    pub(super) fn decides(&self) -> Option<(Rule, Option<&Name>, &[Arg])> {
        self.rule.map(|rule| (rule, self.who.as_ref(), &*self.args))
    }

    /// The whole.
    pub(super) fn done(self, why: Option<Why>) -> Narration {
        Narration {
            id: self.sentence.id(),
            tone: self.sentence.tone(),
            spans: fill(sentence(self.sentence), &self.args),
            since: self.since,
            until: self.until,
            why,
            offers: self.offers,
        }
    }
}

fn command(which: Label, named: &str, operands: &[&str]) -> Offer {
    let mut words = Vec::new();
    for operand in operands {
        words.push((*operand).to_owned());
    }
    Offer {
        label: label(which).replace("{0}", named),
        run: Some(Command {
            verb: which.word(),
            operands: words,
            options: Vec::new(),
        }),
        form: None,
        when: None,
    }
}
