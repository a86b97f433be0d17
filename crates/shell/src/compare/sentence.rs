//! What differs, in a sentence.

use super::table::subject;
use super::Difference;
use crate::texts::{compare as words, text};

/// So many facts are told at most; of all others there is the number.
const FACTS: usize = 2;

/// What matters most of what differs between A and B.
pub(crate) fn sentence(differences: &[Difference]) -> String {
    let mut facts = Vec::new();
    for (what, _, told) in words::OF {
        let of = differences.iter().filter(|one| one.what == *what);
        // Of several the one with the widest gap stands for them all.
        let mut widest: Option<(i64, &Difference)> = None;
        for one in of {
            let gap = gap(one);
            if widest.is_none_or(|(most, _)| gap > most) {
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

fn fact(told: &str, one: &Difference) -> String {
    let none = match one.what {
        "owner" => words::NOBODY,
        "again" | "once" | "never" | "skipped" | "deleted" => "0",
        _ => words::NONE,
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
