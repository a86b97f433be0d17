//! English.

pub(crate) mod compare;
pub(super) mod inspector;
pub(super) mod journal;
pub(super) mod life;
pub(super) mod marks;
pub(crate) mod narrator;
pub(crate) mod whatif;

use super::count::{Between, Noun};

/// What stands between the things of a list,
pub(crate) const COMMA: &str = ", ";
/// what stands before the last one,
pub(crate) const AND: &str = " and ";
/// and what stands for those that are not listed.
pub(crate) const MORE: &str = " more";

/// `three records`.
pub(crate) fn counted(count: usize, noun: Noun) -> String {
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    let one = match noun {
        Noun::Record => "record",
        Noun::Partition => "partition",
        Noun::Setting => "setting",
    };
    let plural = if count == 1 { "" } else { "s" };
    match WORDS.get(count) {
        Some(word) => [word, " ", one, plural].concat(),
        None => [&count.to_string(), " ", one, plural].concat(),
    }
}

/// Which of the forms of a sentence is the one for so many: for one, or for
/// any other number.
pub(super) fn form(count: usize) -> usize {
    usize::from(count != 1)
}

/// What stands between the items of a list.
pub(crate) fn separator(between: Between) -> &'static str {
    match between {
        Between::Comma => ", ",
        Between::Semicolon => "; ",
    }
}

/// What ends a list that has so many items more.
pub(crate) fn more(count: usize) -> String {
    [" and ", &count.to_string(), " more"].concat()
}

/// What stands for a key where there is none.
pub(super) fn keyless() -> &'static str {
    "a record without a key"
}
