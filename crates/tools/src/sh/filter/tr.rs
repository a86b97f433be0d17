//! `tr`.

use super::options::{quoted, Spec};
use super::regex::Class;
use super::{Built, Kind, Missing, Said, Work, Wrong};
use crate::process::Text;
use crate::sh::limits::Outside;

/// How many characters a set has at most.
const LONGEST: usize = 600;

/// `tr`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tr {
    from: Vec<char>,
    /// What they become; empty where they are deleted, or stay.
    to: Vec<char>,
    complement: bool,
    delete: bool,
    /// Of these, one is left where several stand together.
    squeeze: Vec<char>,
    squeeze_others: bool,
    last: Option<char>,
}

const SPEC: Spec = Spec {
    name: "tr",
    letters: "cCdst",
    long: &[
        ("complement", 'c'),
        ("delete", 'd'),
        ("squeeze-repeats", 's'),
        ("truncate-set1", 't'),
    ],
    lacks: "",
    status: 1,
};

pub(super) fn tr(args: &[Text], _: Outside<'_>) -> Result<Built, Wrong> {
    let given = SPEC.read(args)?;
    let delete = given.has('d');
    let squeezes = given.has('s');
    let complement = given.has('c') || given.has('C');
    let wants = match (delete, squeezes) {
        (true, false) => 1..=1,
        (true, true) => 2..=2,
        (false, true) => 1..=2,
        (false, false) => 2..=2,
    };
    let operands = &given.operands;
    if operands.is_empty() {
        return Err(SPEC.mistake("missing operand"));
    }
    if operands.len() < *wants.start() {
        let what = match delete {
            true => "Two strings must be given when both deleting and squeezing repeats.",
            false => "Two strings must be given when translating.",
        };
        let text = ["missing operand after ", &quoted(&operands[0]), "\n", what];
        return Err(SPEC.mistake(&text.concat()));
    }
    if let Some(extra) = operands.get(*wants.end()) {
        let mut text = ["extra operand ", &quoted(extra)].concat();
        if delete && operands.len() == 2 {
            text.push_str(
                "\nOnly one string may be given when deleting without squeezing repeats.",
            );
        }
        return Err(SPEC.mistake(&text));
    }
    let from = set(&operands[0])?;
    let second = operands.get(1).map(|text| set(text)).transpose()?;
    let translates = !delete && second.is_some();
    let mut to = second.clone().unwrap_or_default();
    if translates {
        let Some(last) = to.last().copied() else {
            let text = "when not truncating set1, string2 must be non-empty";
            return Err(SPEC.wrong(text));
        };
        if !given.has('t') {
            // The last character stands for all that follow.
            let missing = from.len().saturating_sub(to.len());
            to.extend(std::iter::repeat_n(last, missing));
        }
    }
    let squeeze = match (squeezes, &second) {
        (false, _) => Vec::new(),
        (true, Some(second)) => second.clone(),
        (true, None) => from.clone(),
    };
    let tr = Tr {
        from,
        to: if translates { to } else { Vec::new() },
        complement,
        delete,
        squeeze_others: squeezes && second.is_none() && complement,
        squeeze,
        last: None,
    };
    Ok(Built::Reads(Kind::Tr(tr), Vec::new(), Missing::PLAIN))
}

/// The characters of a set: ranges, classes and escapes.
fn set(text: &str) -> Result<Vec<char>, Wrong> {
    let chars: Vec<char> = text.chars().collect();
    let mut set = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if chars[at..].starts_with(&['[', ':']) {
            let rest: String = chars[at + 2..].iter().collect();
            if let Some((name, _)) = rest.split_once(":]") {
                let Some(class) = Class::named(name) else {
                    let text = ["invalid character class ", &quoted(name)].concat();
                    return Err(SPEC.wrong(&text));
                };
                set.extend(('\0'..='\x7f').filter(|c| class.has(*c)));
                at += name.chars().count() + 4;
                continue;
            }
        }
        let (c, length) = member(&chars[at..]);
        at += length;
        if chars.get(at) != Some(&'-') || at + 1 >= chars.len() {
            set.push(c);
            continue;
        }
        let (to, length) = member(&chars[at + 1..]);
        at += 1 + length;
        if to < c {
            let range: String = [c, '-', to].iter().collect();
            let text = [
                "range-endpoints of '",
                &range,
                "' are in reverse collating sequence order",
            ];
            return Err(SPEC.wrong(&text.concat()));
        }
        set.extend((c..=to).take(LONGEST));
        if set.len() >= LONGEST {
            return Err(SPEC.wrong("a set is too long for this playground"));
        }
    }
    Ok(set)
}

/// The character that stands first, and how long it is written.
fn member(chars: &[char]) -> (char, usize) {
    if chars[0] != '\\' || chars.len() == 1 {
        return (chars[0], 1);
    }
    let digits = chars[1..].iter().take(3);
    let octal: Vec<u32> = digits.map_while(|c| c.to_digit(8)).collect();
    if !octal.is_empty() {
        let code = octal.iter().fold(0, |code, digit| code * 8 + digit);
        return (char::from_u32(code).unwrap_or('\0'), 1 + octal.len());
    }
    let c = chars[1];
    (crate::sh::text::escape(c).unwrap_or(c), 2)
}

impl Tr {
    fn take(&mut self, c: char, said: &mut Said) {
        let place = self.from.iter().rposition(|from| *from == c);
        let chosen = place.is_some() != self.complement;
        if chosen && self.delete {
            return;
        }
        let c = match (chosen, place) {
            (true, Some(place)) => self.to.get(place).copied().unwrap_or(c),
            (true, None) => self.to.last().copied().unwrap_or(c),
            (false, _) => c,
        };
        let squeezes = self.squeeze.contains(&c) != self.squeeze_others;
        if squeezes && self.last == Some(c) {
            return;
        }
        self.last = Some(c);
        said.out.push(c);
    }
}

impl Work for Tr {
    fn line(&mut self, line: &str, ended: bool, said: &mut Said) {
        for c in line.chars() {
            self.take(c, said);
        }
        if ended {
            self.take('\n', said);
        }
    }
}
