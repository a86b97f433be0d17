//! What differs, in a sentence.

use super::table::subject;
use super::Difference;
use crate::texts::{compare as words, text};

/// So many facts are told at most; of all others there is the number.
const FACTS: usize = 2;

/// What matters most of what differs between A and B.
pub(crate) fn sentence(differences: &[Difference]) -> String {
    // Of what is there on one of them only nothing else is told.
    let alone: Vec<&str> = differences
        .iter()
        .filter(|one| only(one).is_some())
        .map(|one| one.thing.as_str())
        .collect();
    let mut facts = Vec::new();
    for (what, _, told) in words::OF {
        // Of several the one with the widest gap stands for them all.
        let mut widest: Option<(i64, &Difference)> = None;
        for one in differences.iter().filter(|one| one.what == *what) {
            let group = one.group.as_ref().map(|group| ["group:", group].concat());
            let told_alone = group.is_some_and(|group| alone.contains(&&*group));
            let gap = gap(one);
            if (only(one).is_some() || !told_alone) && widest.is_none_or(|(most, _)| gap > most) {
                widest = Some((gap, one));
            }
        }
        if let Some((_, one)) = widest {
            facts.push(fact(told, one));
        }
    }
    facts.truncate(FACTS);
    if facts.is_empty() {
        return words::ALIKE.to_owned();
    }
    let more = match differences.len() - facts.len() {
        0 => String::new(),
        1 => words::ONE_MORE.to_owned(),
        more => text(words::MORE, &[&more.to_string()]),
    };
    [&facts.join("; "), ".", &more].concat()
}

/// On which of them a group or a machine is, if it is on one only.
fn only(one: &Difference) -> Option<&'static str> {
    match (&one.left, &one.right) {
        _ if !matches!(one.what, "state" | "status") => None,
        (Some(_), None) => Some(words::LETTERS[0]),
        (None, Some(_)) => Some(words::LETTERS[1]),
        _ => None,
    }
}

fn fact(told: &str, one: &Difference) -> String {
    if let Some(letter) = only(one) {
        return text(words::ONLY, &[&subject(one), letter]);
    }
    let none = match one.what {
        "owner" => words::NOBODY,
        _ => words::NOTHING_YET,
    };
    let left = one.left.as_deref().unwrap_or(none);
    let right = one.right.as_deref().unwrap_or(none);
    text(told, &[left, right, &subject(one)])
}

/// How far numbers are apart; words are so, or they are not.
fn gap(one: &Difference) -> i64 {
    let number = |side: &Option<String>| side.as_ref()?.parse::<i64>().ok();
    let (left, right) = (number(&one.left), number(&one.right));
    match (left, right) {
        (Some(left), Some(right)) => left.abs_diff(right).min(i64::MAX as u64) as i64,
        _ => 1,
    }
}
