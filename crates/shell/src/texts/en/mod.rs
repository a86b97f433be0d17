//! English.

pub(crate) mod narrator;

use super::Noun;

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
