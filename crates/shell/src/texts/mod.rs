//! The words of journal, inspector and narrator.
//!
//! Whoever says something names a sentence and its arguments; the words stand
//! in one table for each language (`en`), and in no other file. In a table
//! `{0}` stands for a sentence's first argument, `{1}` for its second, and so
//! on: a language may put them in its own order. Where what is said depends on
//! how many there are, the forms that the language has stand with `|` between
//! them.

/// Declares the ids of a table, each with the number of its arguments.
macro_rules! ids {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $id:ident $args:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum $name {
            $($(#[$doc])* $id,)*
        }

        #[cfg(test)]
        impl $name {
            /// All of them, with the numbers of their arguments.
            pub(crate) const ALL: &[($name, usize)] = &[$(($name::$id, $args),)*];
        }
    };
}

pub(crate) mod arg;
mod count;
mod en;
pub(crate) mod inspector;
pub(crate) mod journal;
pub(crate) mod life;
pub(crate) mod marks;
pub(crate) mod narrator;

pub(crate) use arg::Arg;
pub(crate) use count::{Between, Noun};
pub(crate) use en::narrator::{label, refusal, rule, sentence, sentences, stretch, without_key};
pub(crate) use en::{compare, whatif};
pub(crate) use en::{counted, more, separator};
use en::{form, keyless};

use crate::journal::Span;
use arg::{place, plain, push};

/// A sentence's words with its arguments in their places.
///
/// An argument that is not there is a mistake in a table, which the tests of
/// the tables find; it leaves nothing.
pub(crate) fn fill(words: &str, args: &[Arg]) -> Vec<Span> {
    let mut spans = Vec::new();
    add(&mut spans, words, args);
    spans
}

/// Adds a sentence to what was said before.
pub(crate) fn add(spans: &mut Vec<Span>, words: &str, args: &[Arg]) {
    each(words, |piece| match piece {
        Piece::Words(words) => push(spans, plain(words)),
        Piece::Place(nth) => {
            if let Some(arg) = args.get(nth) {
                place(spans, arg);
            }
        }
    });
}

/// The same where nothing can be pointed at.
pub(crate) fn text(words: &str, args: &[&str]) -> String {
    let mut text = String::new();
    each(words, |piece| {
        text.push_str(match piece {
            Piece::Words(words) => words,
            Piece::Place(nth) => args.get(nth).copied().unwrap_or_default(),
        });
    });
    text
}

/// The words for so many, of those that have several forms.
pub(crate) fn of_count(words: &'static str, count: usize) -> &'static str {
    words.split('|').nth(form(count)).unwrap_or(words)
}

/// A piece of a sentence's words.
enum Piece<'a> {
    /// Words as they are.
    Words(&'a str),
    /// The place of an argument.
    Place(usize),
}

fn each<'a>(words: &'a str, mut take: impl FnMut(Piece<'a>)) {
    let mut rest = words;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}') else {
            break;
        };
        take(Piece::Words(&rest[..open]));
        if let Ok(nth) = rest[open + 1..open + close].parse() {
            take(Piece::Place(nth));
        }
        rest = &rest[open + close + 1..];
    }
    take(Piece::Words(rest));
}

/// Things one after the other, the last one after an `and`; `most` of them, and
/// how many more there are.
pub(crate) fn listed(items: &[Arg], most: usize) -> Arg {
    let mut spans = Vec::new();
    let shown = match items.len() > most {
        true => most.saturating_sub(1),
        false => items.len(),
    };
    let rest = items.len() - shown;
    for (index, item) in items[..shown].iter().enumerate() {
        if index > 0 {
            let last = rest == 0 && index + 1 == shown;
            push(&mut spans, plain(if last { en::AND } else { en::COMMA }));
        }
        place(&mut spans, item);
    }
    if rest > 0 {
        let more = [en::AND, &rest.to_string(), en::MORE].concat();
        push(&mut spans, plain(&more));
    }
    Arg::Said(spans)
}

#[cfg(test)]
mod tests {
    use super::inspector::{Phrase, Row};
    use super::journal::Sentence;
    use super::life::Step;
    use super::marks::Marked;
    use super::*;
    use crate::thing::Thing;

    /// The places in a sentence's words, in all of its forms, are 0 to the
    /// last one without a gap.
    fn assert_places(id: &str, words: &str, args: usize) {
        let mut places = Vec::new();
        each(words, |piece| {
            if let Piece::Place(nth) = piece {
                places.push(nth);
            }
        });
        places.sort_unstable();
        places.dedup();
        let all: Vec<usize> = (0..args).collect();
        assert_eq!(places, all, "{id}: {words}");
        assert!(!words.contains('*'), "{id}: {words}");
    }

    #[test]
    fn every_sentence_has_a_place_for_each_of_its_arguments() {
        for (id, args) in Sentence::ALL {
            assert_places(&format!("{id:?}"), en::journal::sentence(*id), *args);
        }
        for (id, args) in Row::ALL {
            assert_places(&format!("{id:?}"), en::inspector::row(*id), *args);
        }
        for (id, args) in Step::ALL {
            assert_places(&format!("{id:?}"), en::life::step(*id), *args);
        }
        for (id, args) in Marked::ALL {
            for words in en::marks::mark_name(*id).split('|') {
                assert_places(&format!("{id:?}"), words, *args);
            }
        }
        for (id, args) in Phrase::ALL {
            assert_places(&format!("{id:?}"), en::inspector::phrase(*id), *args);
        }
    }

    #[test]
    fn a_language_has_its_forms_for_one_and_for_many() {
        assert_eq!(of_count("is|are", 1), "is");
        assert_eq!(of_count("is|are", 0), "are");
        assert_eq!(of_count("is|are", 2), "are");
        assert_eq!(of_count("was", 2), "was");
    }

    fn text(spans: &[Span]) -> Vec<&str> {
        spans.iter().map(|span| span.text.as_str()).collect()
    }

    #[test]
    fn arguments_stand_where_the_words_say() {
        let machine = Arg::Thing("c1".into(), Thing::Machine("c1".into()));
        let spans = fill(
            "{1} leaves {0}, {2}",
            &["billing".into(), machine, Arg::Count(2, Noun::Record)],
        );
        assert_eq!(text(&spans), ["c1", " leaves billing, two records"]);
        assert_eq!(spans[0].thing.as_deref(), Some("machine:c1"));
    }

    #[test]
    fn what_is_left_of_a_wait_is_an_instant() {
        let spans = fill("ends in {0}.", &[Arg::Left(4000)]);
        assert_eq!(text(&spans), ["ends in ", "", "."]);
        assert_eq!(spans[1].until, Some(4000));
    }

    #[test]
    fn a_list_ends_with_an_and() {
        let said = |count: usize| {
            let items: Vec<Arg> = (0..count).map(|n| n.to_string().into()).collect();
            text(&fill("{0}", &[listed(&items, 3)])).concat()
        };
        let lists = ["", "0", "0 and 1", "0, 1 and 2", "0, 1 and 2 more"];
        for (count, list) in lists.into_iter().enumerate() {
            assert_eq!(said(count), list);
        }
    }

    #[test]
    fn a_sentence_may_stand_in_a_sentence() {
        let inner = fill("{0} and {1}", &["a".into(), "b".into()]);
        assert_eq!(text(&fill("({0})", &[Arg::Said(inner)])), ["(a and b)"]);
    }

    #[test]
    fn an_argument_with_braces_is_taken_as_it_is() {
        assert_eq!(text(&fill("{0}", &["{0} {".into()])), ["{0} {"]);
    }
}
