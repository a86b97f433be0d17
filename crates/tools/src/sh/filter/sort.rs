//! `sort`.

use super::options::{count, quoted, Given, Spec};
use super::{Built, Kind, Missing, Said, Work, Wrong};
use crate::process::{ExitStatus, Text};
use crate::sh::limits::Outside;
use std::cmp::Ordering;

/// How texts are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Order {
    numeric: bool,
    reverse: bool,
    fold: bool,
    /// Blanks before it do not count.
    blanks: bool,
}

impl Order {
    fn read(&mut self, letter: char) -> bool {
        match letter {
            'n' | 'g' => self.numeric = true,
            'r' => self.reverse = true,
            'f' => self.fold = true,
            'b' => self.blanks = true,
            _ => return false,
        }
        true
    }

    fn compare(self, left: &str, right: &str) -> Ordering {
        let trim = |text| match self.blanks {
            true => without_blanks(text),
            false => text,
        };
        let (left, right) = (trim(left), trim(right));
        let order = match (self.numeric, self.fold) {
            (true, _) => numbers(left, right),
            (false, true) => left.to_ascii_uppercase().cmp(&right.to_ascii_uppercase()),
            (false, false) => left.cmp(right),
        };
        if self.reverse {
            order.reverse()
        } else {
            order
        }
    }
}

fn without_blanks(text: &str) -> &str {
    text.trim_start_matches([' ', '\t'])
}

/// Compares the numbers at the beginning of texts, of whatever length.
fn numbers(left: &str, right: &str) -> Ordering {
    let (left_minus, left_whole, left_part) = number(left);
    let (right_minus, right_whole, right_part) = number(right);
    match (left_minus, right_minus) {
        (false, true) => return Ordering::Greater,
        (true, false) => return Ordering::Less,
        _ => {}
    }
    let whole = (left_whole.len(), left_whole).cmp(&(right_whole.len(), right_whole));
    let order = whole.then(left_part.cmp(right_part));
    if left_minus {
        order.reverse()
    } else {
        order
    }
}

/// Whether a number is below zero, its digits before the point, and those
/// behind it; without zeros that mean nothing.
fn number(text: &str) -> (bool, &str, &str) {
    let text = without_blanks(text);
    let (minus, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let (whole, rest) = text.split_at(digits(text));
    let part = rest.strip_prefix('.').unwrap_or("");
    let part = part[..digits(part)].trim_end_matches('0');
    let whole = whole.trim_start_matches('0');
    let zero = whole.is_empty() && part.is_empty();
    (minus && !zero, whole, part)
}

/// `-k 2,3nr`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Key {
    from: usize,
    to: Option<usize>,
    /// None: as the whole line is.
    order: Option<Order>,
}

/// `sort`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sort {
    order: Order,
    keys: Vec<Key>,
    separator: Option<char>,
    unique: bool,
    stable: bool,
    lines: Vec<Text>,
    bytes: usize,
}

const SPEC: Spec = Spec {
    name: "sort",
    letters: "bfgnrsuk:t:",
    long: &[
        ("ignore-leading-blanks", 'b'),
        ("ignore-case", 'f'),
        ("numeric-sort", 'n'),
        ("reverse", 'r'),
        ("stable", 's'),
        ("unique", 'u'),
        ("key", 'k'),
        ("field-separator", 't'),
    ],
    lacks: "cCdhimMoRSTVz",
    status: 2,
};

pub(super) fn sort(args: &[Text], _: Outside<'_>) -> Result<Built, Wrong> {
    let given = SPEC.read(args)?;
    let mut order = Order::default();
    for letter in "bfgnr".chars().filter(|letter| given.has(*letter)) {
        order.read(letter);
    }
    let sort = Sort {
        order,
        keys: keys(&given)?,
        separator: separator(&given)?,
        unique: given.has('u'),
        stable: given.has('s'),
        lines: Vec::new(),
        bytes: 0,
    };
    let missing = Missing {
        before: "cannot read: ",
        after: "",
        status: 2,
        ends: true,
    };
    Ok(Built::Reads(Kind::Sort(sort), given.operands, missing))
}

fn separator(given: &Given) -> Result<Option<char>, Wrong> {
    let Some(text) = given.value('t') else {
        return Ok(None);
    };
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (None, _) => Err(SPEC.wrong("empty tab")),
        (Some(c), None) => Ok(Some(c)),
        _ if &**text == "\\t" => Err(SPEC.wrong("multi-character tab '\\\\t'")),
        _ => Err(SPEC.wrong(&["multi-character tab ", &quoted(text)].concat())),
    }
}

fn keys(given: &Given) -> Result<Vec<Key>, Wrong> {
    let mut keys = Vec::new();
    for text in given.values('k') {
        if keys.len() == 16 {
            return Err(SPEC.lacking("one more -k"));
        }
        let (from, to) = match text.split_once(',') {
            Some((from, to)) => (from, Some(to)),
            None => (&**text, None),
        };
        let mut order = Order::default();
        let mut special = false;
        let mut field = |text: &str| -> Result<usize, Wrong> {
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            let rest = &text[digits..];
            if rest.starts_with('.') {
                return Err(SPEC.lacking("a place in a field"));
            }
            let Some(number) = count(&text[..digits]) else {
                let said = [
                    "invalid number at field start: invalid count at start of ",
                    &quoted(text),
                ];
                return Err(SPEC.wrong(&said.concat()));
            };
            if number == 0 {
                let said = [
                    "field number is zero: invalid field specification ",
                    &quoted(text),
                ];
                return Err(SPEC.wrong(&said.concat()));
            }
            for letter in rest.chars() {
                special = true;
                if !order.read(letter) {
                    let said = [
                        "stray character in field spec: invalid field specification ",
                        &quoted(text),
                    ];
                    return Err(SPEC.wrong(&said.concat()));
                }
            }
            Ok(number)
        };
        let from = field(from)?;
        let to = to.map(field).transpose()?;
        keys.push(Key {
            from,
            to,
            order: special.then_some(order),
        });
    }
    Ok(keys)
}

impl Sort {
    /// The part of a line that a key is about.
    fn key<'a>(&self, line: &'a str, key: Key) -> &'a str {
        let begin = self.field(line, key.from).0;
        let end = key.to.map_or(line.len(), |to| self.field(line, to).1);
        line.get(begin..end.max(begin)).unwrap_or("")
    }

    /// Where a field begins and ends.
    fn field(&self, line: &str, number: usize) -> (usize, usize) {
        let mut begin = 0;
        for count in 1.. {
            let rest = &line[begin..];
            let length = match self.separator {
                Some(separator) => rest.find(separator).unwrap_or(rest.len()),
                // Blanks before a field are a part of it.
                None => {
                    let blanks = rest.len() - without_blanks(rest).len();
                    let word = without_blanks(rest);
                    blanks + word.find([' ', '\t']).unwrap_or(word.len())
                }
            };
            let end = begin + length;
            if count == number {
                return (begin, end);
            }
            if end == line.len() {
                break;
            }
            begin = end + self.separator.map_or(0, char::len_utf8);
        }
        (line.len(), line.len())
    }

    /// Compares what counts of two lines.
    fn compare(&self, left: &str, right: &str) -> Ordering {
        if self.keys.is_empty() {
            return self.order.compare(left, right);
        }
        let mut order = Ordering::Equal;
        for key in &self.keys {
            let by = key.order.unwrap_or(self.order);
            order = order.then_with(|| by.compare(self.key(left, *key), self.key(right, *key)));
        }
        order
    }

    /// Compares two lines; the whole lines where what counts is equal.
    fn whole(&self, left: &str, right: &str) -> Ordering {
        let order = self.compare(left, right);
        if order != Ordering::Equal || self.unique || self.stable {
            return order;
        }
        match self.order.reverse {
            true => right.cmp(left),
            false => left.cmp(right),
        }
    }

    /// Sorts by merging: the lists of the engine are short, this one may be
    /// long.
    fn sorted(&self, lines: &[Text]) -> Vec<Text> {
        if lines.len() < 2 {
            return lines.to_vec();
        }
        let (left, right) = lines.split_at(lines.len() / 2);
        let (left, right) = (self.sorted(left), self.sorted(right));
        let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
        let mut merged = Vec::with_capacity(lines.len());
        loop {
            let first = match (left.peek(), right.peek()) {
                (Some(one), Some(other)) => self.whole(one, other) != Ordering::Greater,
                (one, _) => one.is_some(),
            };
            let next = if first { left.next() } else { right.next() };
            match next {
                Some(line) => merged.push(line),
                None => return merged,
            }
        }
    }
}

impl Work for Sort {
    fn line(&mut self, line: &str, _: bool, _: &mut Said) {
        self.bytes += line.len() + 1;
        self.lines.push(line.into());
    }

    fn finish(&mut self, said: &mut Said) -> ExitStatus {
        let lines = std::mem::take(&mut self.lines);
        let lines = self.sorted(&lines);
        let mut last: Option<&Text> = None;
        for line in &lines {
            let again = last.is_some_and(|last| self.compare(last, line) == Ordering::Equal);
            if !(self.unique && again) {
                said.line(line, true);
                last = Some(line);
            }
        }
        0
    }

    fn held(&self) -> usize {
        self.bytes
    }

    fn looked(&self) -> (usize, bool) {
        (self.bytes * 64, false)
    }
}
