//! Words become a line: what forms, menus and buttons say.
//!
//! Whoever composes hands over a verb, its operands and its options as plain
//! text. How each is written, with which quotes and in which place, follows
//! from the table of verbs, and the line reads as the words that it was made
//! of. Whether they make sense is for [`parse`](crate::parse::parse) to say.
//!
//! *Read next: [`duration`](crate::duration), how times stand in it.*

use crate::refusal::ShellError;
use crate::verbs::{Operand, Takes, Verb, VERBS};
use crate::words::did_you_mean;
use crate::words::{quote, quote_pair, whole, Word};
use serde::Serialize;

/// A line, and where in it the words stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Composed {
    /// The line.
    pub line: String,
    /// The place of each operand, in the order in which they were given.
    pub operands: Vec<Columns>,
    /// The place of each option's value; of a switch, its own.
    pub options: Vec<Columns>,
}

/// A place in a line, in characters from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Columns {
    /// Where it begins.
    pub from: usize,
    /// What comes after it.
    pub to: usize,
}

/// A line that grows.
#[derive(Default)]
struct Growing {
    line: String,
    length: usize,
}

impl Growing {
    fn word(&mut self, text: &str) -> Columns {
        if self.length > 0 {
            self.line.push(' ');
            self.length += 1;
        }
        let from = self.length;
        self.line.push_str(text);
        self.length += text.chars().count();
        Columns {
            from,
            to: self.length,
        }
    }
}

/// Composes a line. A switch is given as an option whose value is not looked
/// at. `operands` stand in their order; options come after the operands of
/// which there is exactly one, as [`print`](crate::print::print) writes them.
///
/// # Errors
/// For a verb or an option that there is not.
pub fn compose(
    verb: &str,
    operands: &[String],
    options: &[(String, String)],
) -> Result<Composed, ShellError> {
    let Some(verb) = VERBS.iter().find(|known| known.name == verb) else {
        let hint = did_you_mean(verb, VERBS.iter().map(|verb| verb.name));
        return Err(unknown(["There is no command ", verb].concat(), hint));
    };
    let mut growing = Growing::default();
    growing.word(verb.name);
    let takes = takes_of(verb, operands.len());
    let (first, rest) = operands.split_at(before_options(verb).min(operands.len()));
    let mut composed = Composed {
        line: String::new(),
        operands: Vec::new(),
        options: Vec::new(),
    };
    for (text, takes) in first.iter().zip(&takes) {
        composed.operands.push(growing.word(&written(*takes, text)));
    }
    for (name, value) in options {
        let Some(option) = verb.option(name) else {
            let hint = did_you_mean(name, verb.options.iter().map(|option| option.name));
            let message = [verb.name, " has no option ", name].concat();
            return Err(unknown(message, hint));
        };
        let mut place = growing.word(option.name);
        if option.takes != Takes::Nothing {
            place = growing.word(&written(option.takes, value));
        }
        composed.options.push(place);
    }
    for (text, takes) in rest.iter().zip(&takes[first.len()..]) {
        composed.operands.push(growing.word(&written(*takes, text)));
    }
    composed.line = growing.line;
    Ok(composed)
}

fn unknown(message: String, hint: Option<String>) -> ShellError {
    let hint = hint.map(|hint| [" ", &hint].concat()).unwrap_or_default();
    ShellError {
        code: "syntax",
        message: [&message, ".", &hint].concat(),
        column: None,
        length: None,
    }
}

/// How many operands stand before the options: those of which there is one,
/// up to the one that repeats.
fn before_options(verb: &Verb) -> usize {
    let single = |operand: &&Operand| !operand.times.repeats();
    verb.operands.iter().take_while(single).count()
}

/// What each of so many operands has to be: the one that repeats takes what
/// the others leave, and what is too much is text.
fn takes_of(verb: &Verb, count: usize) -> Vec<Takes> {
    let fixed = verb.operands.iter().filter(|o| !o.times.repeats()).count();
    let spare = count.saturating_sub(fixed);
    let times = |operand: &Operand| if operand.times.repeats() { spare } else { 1 };
    let operands = verb.operands.iter();
    let mut takes: Vec<Takes> = operands
        .flat_map(|operand| std::iter::repeat_n(operand.takes, times(operand)))
        .collect();
    takes.resize(count, Takes::Text);
    takes
}

/// Text as the word that it is in a place that takes such words.
fn written(takes: Takes, text: &str) -> String {
    match takes {
        Takes::Nothing | Takes::Name | Takes::Text | Takes::OneOf(_) => quote(text),
        Takes::Names => names(text),
        Takes::Pair => match text.split_once('=') {
            Some((key, value)) => quote_pair(key, value),
            None => quote(text),
        },
        Takes::Offset => offset(text),
        Takes::Int
        | Takes::Long
        | Takes::Count
        | Takes::Duration
        | Takes::Rate
        | Takes::Partition
        | Takes::Target
        | Takes::Time => number(text),
    }
}

/// A number may be negative, which makes no option of it.
fn number(text: &str) -> String {
    match text.strip_prefix('-') {
        Some(rest) if !rest.is_empty() && quote(rest) == rest => text.to_owned(),
        _ => quote(text),
    }
}

/// Names with commas between them. Quotes mean what they mean in a line, and
/// blanks beside a comma mean nothing; where the quotes are none, they are part
/// of the names.
fn names(text: &str) -> String {
    let names: Vec<String> = match whole(text) {
        Ok(word) => word
            .split(',')
            .iter()
            .map(Word::trimmed)
            .map(|name| name.map_or(String::new(), |name| quote(&name)))
            .collect(),
        Err(_) => text.split(',').map(|name| quote(name.trim())).collect(),
    };
    match names.join(",") {
        none if none.is_empty() => quote(""),
        names => names,
    }
}

/// `orders-0=5`, perhaps with a note: `orders-0=5:note`.
fn offset(text: &str) -> String {
    let Some((partition, rest)) = text.split_once('=') else {
        return quote(text);
    };
    let partition = quote(partition);
    match rest.split_once(':') {
        Some((offset, note)) => [&*partition, "=", &number(offset), ":", &quote(note)].concat(),
        None => [&*partition, "=", &number(rest)].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::arrange;
    use crate::words::split;
    use protocol::rng::{below, Rng};

    /// Text that somebody may write into a field to see what happens.
    const HOSTILE: &[&str] = &[
        "",
        " ",
        "a",
        "--x",
        "--topic",
        "--key=v",
        "-",
        "--",
        "-1",
        "=",
        "a=b",
        ",",
        "a,b",
        "\"",
        "\"\"",
        "\\",
        "\\\"",
        "\\u{7f}",
        "\n",
        "\r\n\t",
        "\u{a0}",
        "\u{2028}",
        "\0",
        "#",
        "@12.480",
        "ä€😀",
        "$ x",
        "beginning",
    ];

    struct Draw(Rng);

    impl Draw {
        fn below(&mut self, bound: usize) -> usize {
            let draw = self.0.peek();
            self.0.advance();
            below(draw, bound as u64) as usize
        }

        fn text(&mut self) -> String {
            let parts = self.below(3) + 1;
            let parts = (0..parts).map(|_| HOSTILE[self.below(HOSTILE.len())]);
            parts.collect()
        }
    }

    /// What the parser has to find in the word of a text: as it is, or as the
    /// parts of which the text has several.
    fn meaning(takes: Takes, text: &str) -> Vec<String> {
        match takes {
            Takes::Pair => match text.split_once('=') {
                Some((key, value)) => vec![key.to_owned(), value.to_owned()],
                None => vec![text.to_owned()],
            },
            _ => vec![text.to_owned()],
        }
    }

    fn found(takes: Takes, word: &Word) -> Vec<String> {
        match (takes, word.split_once('=')) {
            (Takes::Pair, Some((key, value))) => vec![key.text(), value.text()],
            _ => vec![word.text()],
        }
    }

    /// Lists and offsets have their own tests.
    fn plain(takes: Takes) -> bool {
        !matches!(takes, Takes::Names | Takes::Offset)
    }

    /// Words for a verb: all that it needs, and some of what it may have.
    fn words_for(draw: &mut Draw, verb: &Verb) -> (Vec<String>, Vec<(String, String)>) {
        let single = verb.operands.iter().filter(|o| !o.times.repeats()).count();
        let more = match single < verb.operands.len() {
            true => draw.below(3) + 1,
            false => 0,
        };
        let operands = (0..single + more).map(|_| draw.text()).collect();
        let mut options = Vec::new();
        for option in verb.options {
            if option.times.required() || plain(option.takes) && draw.below(2) == 0 {
                options.push((option.name.to_owned(), draw.text()));
            }
        }
        (operands, options)
    }

    /// Composes words, and looks for them in what the parser finds.
    fn check(verb: &'static Verb, operands: &[String], options: &[(String, String)]) {
        let composed = compose(verb.name, operands, options).expect("the table has them");
        let line = &composed.line;
        let words = split(line).expect("its quotes are closed");
        let names = verb.name.split(' ').count();
        let arranged = arrange(verb, &words[names..], 0);
        let arranged = arranged.unwrap_or_else(|error| panic!("{line}: {error}"));
        let same = |takes: Takes, text: &str, word: &Word, place: Columns| {
            assert_eq!(found(takes, word), meaning(takes, text), "{line}");
            assert_eq!(place.to - place.from, word.length, "{line}");
            let marked: String = line.chars().skip(place.from).take(word.length).collect();
            assert_eq!(split(&marked).unwrap()[0].text(), word.text(), "{line}");
        };
        let places = (0..verb.operands.len()).flat_map(|index| arranged.operands(index));
        let places: Vec<&Word> = places.collect();
        assert_eq!(places.len(), operands.len(), "{line}");
        for (at, takes) in takes_of(verb, operands.len()).into_iter().enumerate() {
            if plain(takes) {
                same(takes, &operands[at], places[at], composed.operands[at]);
            }
        }
        for ((name, text), place) in options.iter().zip(&composed.options) {
            let option = verb.option(name).expect("it is there");
            match arranged.value(name) {
                Some(word) if plain(option.takes) => same(option.takes, text, word, *place),
                Some(_) => {}
                None => {
                    assert!(arranged.given(name).is_some());
                    assert_eq!(
                        &line[..]
                            .chars()
                            .skip(place.from)
                            .take(2)
                            .collect::<String>(),
                        "--"
                    );
                }
            }
        }
    }

    #[test]
    fn whatever_is_composed_reads_as_it_was_meant() {
        let mut draw = Draw(Rng::new(5));
        for _ in 0..20_000 {
            let verb = &VERBS[draw.below(VERBS.len())];
            let (operands, options) = words_for(&mut draw, verb);
            check(verb, &operands, &options);
        }
    }

    fn keys(text: &str) -> String {
        let options = [("--keys".to_owned(), text.to_owned())];
        compose("set", &["p1".to_owned()], &options).unwrap().line
    }

    #[test]
    fn lists_have_commas_between() {
        for (text, line) in [
            ("ana,bo", "ana,bo"),
            (" ana , two words,bo ", "ana,\"two words\",bo"),
            ("\"a,b\", c", "\"a,b\",c"),
            ("\" a \"", "\" a \""),
            ("a,,b", "a,,b"),
            ("", "\"\""),
            (" ", "\"\""),
            ("a,\"\"", "a,\"\""),
            ("--x,=", "\"--x\",\"=\""),
            ("5\" wide,b", "\"5\\\" wide\",b"),
            ("a\\b", "\"a\\\\b\""),
        ] {
            assert_eq!(keys(text), ["set p1 --keys ", line].concat(), "{text}");
        }
    }

    #[test]
    fn words_stand_where_the_printer_puts_them() {
        let text = |text: &str| text.to_owned();
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let composed = |verb, operands: &[&str], options: &[(String, String)]| {
            let operands: Vec<String> = operands.iter().map(|one| text(one)).collect();
            compose(verb, &operands, options).map(|composed| composed.line)
        };
        for (verb, operands, options, line) in [
            ("crash", &["c1"][..], vec![], "crash c1"),
            (
                "seek",
                &["c1", "orders-0", "-5"],
                vec![],
                "seek c1 orders-0 -5",
            ),
            ("seek", &["c1", "beginning"], vec![], "seek c1 beginning"),
            (
                "commit",
                &["c1", "a b-0=-1:x y"],
                vec![pair("--async", "")],
                "commit c1 --async \"a b-0\"=-1:\"x y\"",
            ),
            (
                "set",
                &["c1", "a=--b", "c="],
                vec![pair("--work", "5ms"), pair("--by-hand", "")],
                "set c1 --work 5ms --by-hand a=\"--b\" c=",
            ),
            (
                "topic create",
                &["my topic"],
                vec![pair("--partitions", "-1")],
                "topic create \"my topic\" --partitions -1",
            ),
            (
                "produce",
                &[],
                vec![pair("--topic", "orders"), pair("--key", "--x")],
                "produce --topic orders --key \"--x\"",
            ),
            ("crash", &["c1", "c2"], vec![], "crash c1 c2"),
            ("crash", &[], vec![], "crash"),
        ] {
            assert_eq!(composed(verb, operands, &options).as_deref(), Ok(line));
        }
        let no = |result: Result<String, ShellError>| result.unwrap_err().message;
        assert_eq!(
            no(composed("crahs", &[], &[])),
            "There is no command crahs. Did you mean crash?"
        );
        let options = [pair("--kye", "x")];
        assert_eq!(
            no(composed("produce", &[], &options)),
            "produce has no option --kye. Did you mean --key?"
        );
    }
}
