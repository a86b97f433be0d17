//! What may stand where somebody types.
//!
//! Completion reads what is typed as far as the caret, and is total: there is
//! no text and no caret for which it has no answer, though that may be empty.
//!
//! | module | what |
//! |---|---|
//! | `typed` | the words up to the caret, however unfinished they are |
//! | `verb` | what a verb of ours wants there |
//! | `tool` | what one of the tools, or a small command beside them, wants there |
//! | `value` | what an option of a tool takes |
//! | `settings` | keys of settings and their values |
//! | `offered` | what there is: topics, groups, machines, files |
//!
//! *Read next: [`help`](crate::help), what is said of a verb.*

mod offered;
mod settings;
mod tool;
mod typed;
mod value;
mod verb;

use crate::session::Session;
use crate::tool_line::is_shell_line;
use cluster::State;
use offered::Offer;
use serde::Serialize;
use std::cmp::Ordering;
use typed::{Language, Typed};

/// The most candidates that are offered.
const MOST: usize = 60;
/// The longest text, in characters, that anything is offered for.
const LONGEST: usize = 65_536;

/// What could stand at the caret.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Completion {
    /// What a candidate takes the place of: from this column, in characters,
    pub from: usize,
    /// up to this one.
    pub to: usize,
    /// In the order of the alphabet.
    pub candidates: Vec<Candidate>,
}

/// Something that could stand at the caret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Candidate {
    /// With the quotes that it needs there. Where something has to follow
    /// without a blank it ends in `=`, `:` or `/`.
    pub text: String,
    /// What it is, in some words; may be empty.
    pub about: String,
}

/// What could be completed: the end of the word at the caret.
struct Wish {
    /// How many letters at the word's beginning stay as they are.
    kept: usize,
    offers: Vec<Offer>,
}

impl Wish {
    /// The whole word.
    fn word(offers: Vec<Offer>) -> Self {
        Wish { kept: 0, offers }
    }

    /// All but some letters of it.
    fn after(kept: usize, offers: Vec<Offer>) -> Self {
        Wish { kept, offers }
    }

    fn nothing() -> Self {
        Wish::word(Vec::new())
    }
}

impl Session {
    /// What could stand at a caret in a line that somebody types, which counts
    /// in characters.
    pub fn complete(&self, line: &str, caret: usize) -> Completion {
        complete(self.state(), line, caret)
    }
}

fn complete(state: &State, line: &str, caret: usize) -> Completion {
    let chars: Vec<char> = line.chars().take(LONGEST + 1).collect();
    let caret = caret.min(chars.len());
    let nothing = Completion {
        from: caret,
        to: caret,
        candidates: Vec::new(),
    };
    if chars.len() > LONGEST {
        return nothing;
    }
    let before: String = chars[..caret].iter().collect();
    // A word that is not finished may still become the name of a tool.
    let is_first = before.trim_start().chars().all(|c| !c.is_whitespace());
    let language = match !is_first && is_shell_line(&before) {
        true => Language::Shell,
        false => Language::Ours,
    };
    let Some(place) = typed::read(language, &chars, caret) else {
        return nothing;
    };
    let word = &place.word;
    let wish = match language {
        Language::Shell => tool::wish(state, &place),
        Language::Ours if place.before.is_empty() => first_word(&place.word),
        Language::Ours => verb::wish(state, &place.before, word),
    };
    let kept = wish.kept.min(word.letters.len());
    let (from, to) = word.range(kept);
    let candidates = choose(wish.offers, &word.text_from(kept));
    let written = candidates.into_iter().map(|offer| Candidate {
        text: word.write(language, kept, &offer),
        about: offer.about,
    });
    Completion {
        from,
        to,
        candidates: written.collect(),
    }
}

/// The word that a line begins with.
fn first_word(word: &Typed) -> Wish {
    let mut offers = verb::first_words();
    let mut commands = tool::commands(word);
    offers.append(&mut commands.offers);
    Wish::after(0, offers)
}

/// Those that begin as what is typed does, in their order.
fn choose(offers: Vec<Offer>, begun: &str) -> Vec<Offer> {
    let mut fitting: Vec<Offer> = offers
        .into_iter()
        .filter(|offer| offer.text.starts_with(begun))
        // What is Kafka's own, one has to ask for.
        .filter(|offer| !offer.text.starts_with('_') || begun.starts_with('_'))
        .collect();
    fitting.sort_by(|one, other| in_order(&one.text, &other.text));
    fitting.dedup_by(|one, other| one.text == other.text);
    fitting.truncate(MOST);
    fitting
}

/// The order of the alphabet, but with `orders-2` before `orders-10`.
fn in_order(one: &str, other: &str) -> Ordering {
    let (stem, number) = numbered(one);
    let (other_stem, other_number) = numbered(other);
    let by_number = || number.cmp(&other_number).then_with(|| one.cmp(other));
    stem.cmp(other_stem).then_with(by_number)
}

/// A text with the number at its end.
fn numbered(text: &str) -> (&str, u64) {
    let stem = text.trim_end_matches(|c: char| c.is_ascii_digit());
    (stem, text[stem.len()..].parse().unwrap_or_default())
}
