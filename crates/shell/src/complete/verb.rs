//! What our own verbs want at the caret.

use super::offered::{self, Offer};
use super::settings::{self, Tables};
use super::typed::Typed;
use super::Wish;
use crate::verbs::{Opt, Takes, Verb, VERBS};
use client::partitioner::family::{short, Family};
use cluster::command::ClientKind;
use cluster::event::ClientSpec;
use cluster::State;
use protocol::config::{CONSUMER, PRODUCER, TOPIC};
use protocol::topic_partition::TopicPartition;

/// The words that our own lines begin with.
pub(super) fn first_words() -> Vec<Offer> {
    let verbs = VERBS.iter();
    verbs
        .map(|verb| match verb.name.split_once(' ') {
            Some((first, _)) => Offer::new(first, ""),
            None => Offer::new(verb.name, verb.about),
        })
        .collect()
}

/// What could stand after some words of a line.
pub(super) fn wish(state: &State, before: &[Typed], word: &Typed) -> Wish {
    let texts: Vec<String> = before.iter().map(Typed::text).collect();
    let seconds = || {
        let parts = VERBS.iter().filter_map(|verb| {
            let (first, second) = verb.name.split_once(' ')?;
            (first == texts[0]).then(|| Offer::new(second, verb.about))
        });
        parts.collect()
    };
    let named = |name: &str| VERBS.iter().find(|verb| verb.name == name);
    let (verb, words) = match (named(&texts[0]), texts.get(1)) {
        (Some(verb), _) => (verb, 1),
        (None, None) => return Wish::word(seconds()),
        (None, Some(second)) => match named(&[&*texts[0], " ", second].concat()) {
            Some(verb) => (verb, 2),
            None => return Wish::nothing(),
        },
    };
    let asked = Asked {
        state,
        verb,
        words: &texts[words..],
        typed: &before[words..],
        word,
    };
    asked.wish()
}

/// A line of a verb up to the caret.
struct Asked<'a> {
    state: &'a State,
    verb: &'static Verb,
    /// What stands after the verb.
    words: &'a [String],
    typed: &'a [Typed],
    word: &'a Typed,
}

/// What the words before the caret are.
#[derive(Default)]
struct Sorted {
    /// The places of the words that are operands.
    operands: Vec<usize>,
    /// The options that are given.
    given: Vec<&'static Opt>,
    /// The option whose value comes next.
    open: Option<&'static Opt>,
}

impl Asked<'_> {
    fn sorted(&self) -> Sorted {
        let mut sorted = Sorted::default();
        for (index, word) in self.words.iter().enumerate() {
            if sorted.open.take().is_some() {
                continue;
            }
            if !word.starts_with("--") {
                sorted.operands.push(index);
                continue;
            }
            let name = word.split('=').next().unwrap_or_default();
            if let Some(option) = self.verb.option(name) {
                sorted.given.push(option);
                let waits = option.takes != Takes::Nothing && name.len() == word.len();
                sorted.open = waits.then_some(option);
            }
        }
        sorted
    }

    fn wish(&self) -> Wish {
        let sorted = self.sorted();
        let text = self.word.text();
        if let Some(option) = sorted.open {
            return self.value(option.name, option.value, option.takes, 0);
        }
        if text.starts_with("--") {
            if let (Some(equals), Some((name, _))) =
                (self.word.after_first('='), text.split_once('='))
            {
                return match self.verb.option(name) {
                    Some(option) => self.value(option.name, option.value, option.takes, equals),
                    None => Wish::nothing(),
                };
            }
        }
        if self.verb.name == "whatif" && !text.starts_with('-') {
            return self.inner(&sorted);
        }
        let mut wish = match text.starts_with('-') {
            true => Wish::nothing(),
            false => self.operand(&sorted),
        };
        if wish.kept == 0 {
            wish.offers.append(&mut self.options(&sorted));
        }
        wish
    }

    /// The command that `whatif` tries is a line of its own.
    fn inner(&self, sorted: &Sorted) -> Wish {
        let operands = sorted.operands.iter();
        let before: Vec<Typed> = operands.map(|at| self.typed[*at].clone()).collect();
        match before.is_empty() {
            true => Wish::word(first_words()),
            false => wish(self.state, &before, self.word),
        }
    }

    fn options(&self, sorted: &Sorted) -> Vec<Offer> {
        let options = self.verb.options.iter();
        options
            .filter(|option| {
                let given = sorted.given.iter().any(|one| one.name == option.name);
                !given || option.times.repeats()
            })
            .map(|option| Offer::option(option.name, option.about))
            .collect()
    }

    /// The operand that comes next.
    fn operand(&self, sorted: &Sorted) -> Wish {
        let mut before = sorted.operands.len();
        for operand in self.verb.operands {
            if before == 0 || operand.times.repeats() {
                let mut wish = self.value(operand.name, operand.name, operand.takes, 0);
                // One that may be left out leaves its place to the next.
                let next = self.verb.operands.last();
                if let Some(last) = next.filter(|last| last.name != operand.name) {
                    if operand.times.repeats() && wish.kept == 0 {
                        let mut more = self.value(last.name, last.name, last.takes, 0);
                        wish.offers.append(&mut more.offers);
                    }
                }
                return wish;
            }
            before -= 1;
        }
        Wish::nothing()
    }

    /// What a place takes: the value of an option, or an operand. The value
    /// begins after some letters of the word.
    fn value(&self, name: &str, called: &str, takes: Takes, begun: usize) -> Wish {
        let state = self.state;
        match takes {
            Takes::Name => Wish::after(begun, self.named(name, called)),
            Takes::Names if called.starts_with("TOPIC") => {
                let after = self.word.after_last(&[',']).unwrap_or(begun);
                Wish::after(after.max(begun), offered::topics(state))
            }
            Takes::OneOf(words) => Wish::after(begun, offered::words(words)),
            Takes::Partition => Wish::after(begun, offered::partitions(state, "-")),
            Takes::Offset => self.offset(begun),
            Takes::Target => Wish::after(begun, offered::words(&["beginning", "end"])),
            Takes::Pair if name == "--header" => Wish::nothing(),
            Takes::Pair => settings::pair(self.tables(), self.word, begun),
            Takes::Text => Wish::after(begun, self.text(name, called)),
            _ => Wish::nothing(),
        }
    }

    fn named(&self, name: &str, called: &str) -> Vec<Offer> {
        let state = self.state;
        match (name, called) {
            (_, "TOPIC") => offered::topics(state),
            (_, "GROUP") => offered::groups(state),
            ("--from", _) => offered::machines(state, Some(ClientKind::Producer)),
            ("--name", _) => Vec::new(),
            ("--of", _) => offered::machines(state, None),
            ("--unset", _) => settings::keys(&TOPIC, ""),
            (_, "NAME") => {
                let producers = ["flush"];
                let both = [
                    "crash",
                    "stop",
                    "start",
                    "stall",
                    "unstall",
                    "cut",
                    "heal",
                    "remove",
                    "set",
                    "pause",
                    "resume",
                    "interrupt",
                ];
                let verb = self.verb.name;
                let kind = match (producers.contains(&verb), both.contains(&verb)) {
                    (true, _) => Some(ClientKind::Producer),
                    (_, true) => None,
                    _ => Some(ClientKind::Consumer),
                };
                offered::machines(state, kind)
            }
            _ => Vec::new(),
        }
    }

    fn text(&self, name: &str, called: &str) -> Vec<Offer> {
        match (self.verb.name, called) {
            (_, "%JOB") => offered::jobs(self.state),
            (_, "TOOL") => offered::tools("", ""),
            ("help", _) => {
                let mut all = first_words();
                all.append(&mut offered::tools("", ""));
                match self.words.first() {
                    None => all,
                    Some(first) => VERBS
                        .iter()
                        .filter_map(|verb| {
                            let (one, two) = verb.name.split_once(' ')?;
                            (one == first).then(|| Offer::new(two, verb.about))
                        })
                        .collect(),
                }
            }
            _ if name == "--partitioner" => self.partitioners(),
            _ => Vec::new(),
        }
    }

    /// The partitioners of the client that is named before.
    fn partitioners(&self) -> Vec<Offer> {
        let client = self.words.windows(2).find(|pair| pair[0] == "--client");
        let client = client.map_or("java", |pair| &pair[1]);
        let family = Family::ALL.iter();
        let family = family
            .copied()
            .find(|f| f.name().eq_ignore_ascii_case(client));
        let names = family.into_iter().flat_map(Family::names);
        names.map(|name| Offer::new(short(name), "")).collect()
    }

    /// `orders-0=5`.
    fn offset(&self, begun: usize) -> Wish {
        let text = self.word.text_from(begun);
        let Some((partition, _)) = text.split_once('=') else {
            let partitions = offered::partitions(self.state, "-").into_iter();
            return Wish::after(begun, partitions.map(|offer| offer.then("=")).collect());
        };
        let kept = begun + partition.chars().count() + 1;
        let parsed = partition.rsplit_once('-');
        let parsed =
            parsed.and_then(|(topic, n)| Some(TopicPartition::new(topic, n.parse().ok()?)));
        let offsets = parsed.map(|partition| offered::offsets(self.state, &partition));
        Wish::after(kept, offsets.unwrap_or_default())
    }

    /// Whose settings the line is about.
    fn tables(&self) -> Tables {
        match self.verb.name {
            "topic create" | "topic alter" => &TOPIC,
            "produce" => &PRODUCER,
            "set" => {
                let machine = self.words.first();
                let machine = machine.and_then(|name| self.state.machine(name));
                match machine.map(|(_, machine)| machine.spec()) {
                    Some(ClientSpec::Producer) => &PRODUCER,
                    _ => &CONSUMER,
                }
            }
            _ => &CONSUMER,
        }
    }
}
