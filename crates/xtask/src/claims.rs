//! What captions and the example article say beside a figure, held against the
//! engine: each number that is said stands on a predicate that is true at that
//! instant.

use kafka_playground_lessons::{default_of, Moments};

use crate::figures::seconds;
use crate::record::millis;

/// Numbers that are said in words. One is not among them: it is rarely a number.
const WORDS: &[(&str, &str)] = &[
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("eleven", "11"),
    ("twelve", "12"),
    ("twenty", "20"),
];
/// How long one reads a word, in milliseconds: 240 in a minute.
const WORD_MS: i64 = 250;
/// A caption has two lines on a phone.
const LONGEST: usize = 80;

/// A sentence at an instant, and what it stands on.
pub(crate) struct Claim {
    /// In milliseconds since the start.
    pub at: i64,
    /// What is said.
    pub text: String,
    /// Predicates that hold then.
    pub holds: Vec<String>,
    /// What somebody does besides to come there, where that is not in the script.
    pub rows: Vec<String>,
}

impl Claim {
    /// The predicates that do not hold, and the numbers that stand on none.
    pub(crate) fn mistakes(&self, moments: &mut Moments) -> Vec<String> {
        let at = seconds(self.at);
        let mut wrong = Vec::new();
        for predicate in &self.holds {
            let untrue = match predicate.strip_prefix("default ") {
                Some(setting) => other_default(setting),
                None => self.untrue(predicate, moments),
            };
            wrong.extend(untrue.map(|why| format!("@{at} `{predicate}` {why}")));
        }
        let known = self.holds.iter().flat_map(|holds| numbers_of(holds));
        let known: Vec<&str> = known.collect();
        for number in numbers(&self.text) {
            if !known.iter().any(|known| same(&number, known)) {
                let text = &self.text;
                wrong.push(format!("@{at} nothing holds the {number} of `{text}`"));
            }
        }
        wrong
    }

    /// Why a predicate is untrue, if it is.
    fn untrue(&self, predicate: &str, moments: &mut Moments) -> Option<String> {
        let (when, predicate) = instant_of(predicate, self.at);
        match moments.judge(when, predicate) {
            Ok(judged) if judged.holds => None,
            Ok(judged) => Some(format!("does not hold, it is {}", judged.value)),
            Err(error) => Some(format!("is no predicate: {}", error.message)),
        }
    }
}

/// What is wrong with a default of Kafka's, `max.poll.records = 500`, if anything is.
fn other_default(setting: &str) -> Option<String> {
    let (key, wanted) = setting.split_once(" = ").unwrap_or((setting, ""));
    match default_of(key) {
        Some(default) if default == wanted => None,
        Some(default) => Some(format!("does not hold, it is {default}")),
        None => Some("has no default".to_owned()),
    }
}

/// Whether a number that is said is that of a predicate: 6 s are 6000 there, and 7
/// days 10080 minutes.
fn same(said: &str, known: &str) -> bool {
    let (Ok(said), Ok(known)) = (said.parse::<i64>(), known.parse::<i64>()) else {
        return said == known;
    };
    [1, 1_000, 1_440].iter().any(|unit| said * unit == known)
}

/// What is wrong with the order and the length of captions.
pub(crate) fn captions(all: &[Claim], start: i64, end: i64) -> Vec<String> {
    let mut wrong = Vec::new();
    let next = all.iter().skip(1).map(|claim| claim.at).chain([end]);
    for (claim, next) in all.iter().zip(next) {
        let at = seconds(claim.at);
        if claim.at < start || claim.at >= end {
            wrong.push(format!("@{at} is outside of the figure's stretch"));
        }
        let needed = claim.text.split_whitespace().count() as i64 * WORD_MS;
        if next - claim.at < needed {
            wrong.push(format!(
                "@{at} the caption stands for {} ms, and takes {needed} to read",
                next - claim.at
            ));
        }
        if claim.text.chars().count() > LONGEST {
            wrong.push(format!(
                "@{at} the caption is longer than {LONGEST} letters"
            ));
        }
    }
    wrong
}

/// The numbers of a sentence, those in words among them; not those of a name such
/// as `c1` or `orders-0`.
pub(crate) fn numbers(text: &str) -> Vec<String> {
    let numbers = words(text).filter_map(|word| {
        let lower = word.to_lowercase();
        let said = WORDS.iter().find(|(name, _)| *name == lower);
        let said = said.map(|(_, number)| *number);
        said.or(is_number(word).then_some(word)).map(str::to_owned)
    });
    numbers.collect()
}

/// The numbers of a text that are written in digits.
pub(crate) fn digits(text: &str) -> impl Iterator<Item = &str> {
    words(text).filter(|word| is_number(word))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let ends = |letter: char| !(letter.is_alphanumeric() || "_-.".contains(letter));
    let words = text.split(ends);
    words.map(|word| word.trim_matches(['.', '-']))
}

fn is_number(word: &str) -> bool {
    word.starts_with(|letter: char| letter.is_ascii_digit())
}

/// A predicate and its instant, which may stand before it: `@12.5 lag billing = 4`.
fn instant_of(predicate: &str, at: i64) -> (i64, &str) {
    let own = predicate
        .strip_prefix('@')
        .and_then(|rest| rest.split_once(' '));
    let own = own.and_then(|(when, rest)| Some((millis("An instant", when).ok()?, rest)));
    own.unwrap_or((at, predicate))
}

/// The numbers that a predicate is about.
fn numbers_of(predicate: &str) -> impl Iterator<Item = &str> {
    let parts = predicate.split(|letter: char| !letter.is_ascii_digit());
    parts.filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = "topic create orders --partitions 1\n\
        @1 produce --topic orders --key ana --value m0\n\
        @1 produce --topic orders --key ana --value m1\n";

    fn claim(at: i64, text: &str, holds: &[&str]) -> Claim {
        Claim {
            at,
            text: text.to_owned(),
            holds: holds.iter().map(|&one| one.to_owned()).collect(),
            rows: Vec::new(),
        }
    }

    fn mistakes(at: i64, text: &str, holds: &[&str]) -> String {
        let mut moments = Moments::of(SCRIPT, 5_000).unwrap();
        claim(at, text, holds).mistakes(&mut moments).join("; ")
    }

    #[test]
    fn numbers_are_found_in_digits_and_in_words() {
        let text = "c1 has done 6, 7 and Two of orders-0, as m3 says: 4.";
        assert_eq!(numbers(text), ["6", "7", "2", "4"]);
        assert_eq!(digits(text).collect::<Vec<_>>(), ["6", "7", "4"]);
        assert_eq!(numbers("One of them is somewhere."), [""; 0]);
    }

    #[test]
    fn each_number_stands_on_something_true() {
        let two = "records orders-0 = 2";
        assert_eq!(mistakes(3_000, "There are two.", &[two]), "");
        assert_eq!(
            mistakes(500, "There are two.", &[two]),
            "@0.5 `records orders-0 = 2` does not hold, it is 0"
        );
        assert_eq!(
            mistakes(500, "There will be 2.", &["@3 records orders-0 = 2"]),
            ""
        );
        assert_eq!(
            mistakes(3_000, "There are 2 of 3.", &[two]),
            "@3 nothing holds the 3 of `There are 2 of 3.`"
        );
        let none = mistakes(3_000, "All is well.", &["is well"]);
        assert!(none.starts_with("@3 `is well` is no predicate: "), "{none}");
    }

    #[test]
    fn defaults_are_those_of_kafka() {
        let five = "default auto.commit.interval.ms = 5000";
        assert_eq!(mistakes(0, "Every 5 s by default.", &[five]), "");
        let days = "default offsets.retention.minutes = 10080";
        assert_eq!(mistakes(0, "After 7 days.", &[days]), "");
        assert_eq!(
            mistakes(0, "", &["default max.poll.records = 5", "default x = 1"]),
            "@0 `default max.poll.records = 5` does not hold, it is 500; \
             @0 `default x = 1` has no default"
        );
    }

    #[test]
    fn a_caption_stands_as_long_as_one_reads_it_and_within_the_stretch() {
        let long = "and so on ".repeat(9);
        let all = [
            claim(500, "Too early.", &[]),
            claim(2_000, "These four words here.", &[]),
            claim(2_900, &long, &[]),
        ];
        assert_eq!(
            captions(&all, 1_000, 12_000),
            [
                "@0.5 is outside of the figure's stretch",
                "@2 the caption stands for 900 ms, and takes 1000 to read",
                "@2.9 the caption is longer than 80 letters",
            ]
        );
        assert!(captions(&all[1..2], 1_000, 3_000).is_empty());
    }
}
