//! The words of journal, inspector and narrator.
//!
//! Whoever says something names a sentence and its arguments; the words stand
//! in one table for each language (`en`), and in no other file. In a table
//! `{0}` stands for a sentence's first argument, `{1}` for its second, and so
//! on: a language may put them in its own order.

mod en;
pub(crate) mod narrator;

pub(crate) use en::counted;
pub(crate) use en::narrator::{label, refusal, rule, sentence, sentences, stretch, without_key};

use crate::journal::Span;
use crate::thing::Thing;
use protocol::record::Millis;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Noun {
    /// Records of a log.
    Record,
    /// Partitions of a topic.
    Partition,
    /// Settings of a machine or a topic.
    Setting,
}

/// What stands for `{0}` in a sentence.
#[derive(Clone, Debug)]
pub(crate) enum Arg {
    /// Text as it is.
    Text(String),
    /// So many of something: `three records`.
    Count(usize, Noun),
    /// What stands out, as a record's key does, and what it stands for.
    Key(String, Option<Thing>),
    /// The name of something that can be pointed at.
    Thing(String, Thing),
    /// What was said before: a list, or a sentence within this one.
    Said(Vec<Span>),
    /// How long it is until an instant, in milliseconds since the start: `4.0 s`,
    /// which goes on while one reads it.
    Left(Millis),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Arg::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Arg::Text(text)
    }
}

/// A sentence's words with its arguments in their places.
///
/// An argument that is not there is a mistake in a table, which the tests of
/// the tables find; it leaves nothing.
pub(crate) fn fill(words: &str, args: &[Arg]) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut rest = words;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}') else {
            break;
        };
        push(&mut spans, plain(&rest[..open]));
        let nth = rest[open + 1..open + close].parse().ok();
        if let Some(arg) = nth.and_then(|nth: usize| args.get(nth)) {
            place(&mut spans, arg);
        }
        rest = &rest[open + close + 1..];
    }
    push(&mut spans, plain(rest));
    spans
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

fn place(spans: &mut Vec<Span>, arg: &Arg) {
    match arg {
        Arg::Text(text) => push(spans, plain(text)),
        Arg::Count(count, noun) => push(spans, plain(&counted(*count, *noun))),
        Arg::Key(text, thing) => push(
            spans,
            Span {
                strong: true,
                thing: thing.as_ref().map(Thing::to_string),
                ..plain(text)
            },
        ),
        Arg::Thing(text, thing) => push(
            spans,
            Span {
                thing: Some(thing.to_string()),
                ..plain(text)
            },
        ),
        Arg::Said(said) => said.iter().for_each(|span| push(spans, span.clone())),
        Arg::Left(until) => push(
            spans,
            Span {
                until: Some(*until),
                ..plain("")
            },
        ),
    }
}

fn plain(text: &str) -> Span {
    Span {
        text: text.to_owned(),
        ..Span::default()
    }
}

/// Adds a piece; text beside text of the same kind is one.
pub(crate) fn push(spans: &mut Vec<Span>, span: Span) {
    if span.text.is_empty() && span.until.is_none() {
        return;
    }
    let bare = |span: &Span| span.thing.is_none() && span.until.is_none();
    match spans.last_mut() {
        Some(last) if bare(last) && bare(&span) && last.strong == span.strong => {
            last.text.push_str(&span.text);
        }
        _ => spans.push(span),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
