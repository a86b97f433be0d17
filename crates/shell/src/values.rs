//! Words as values: names, numbers, durations, partitions.

use crate::duration::{parse_duration, parse_rate};
use crate::refusal::ParseError;
use crate::words::{did_you_mean, one_of};

use crate::words::Word;
use client::call::{OffsetAndMetadata, Offsets};
use cluster::command::{CommitMode, Rate};
use cluster::instant::Instant;
use protocol::config::Settings;
use protocol::name::Name;
use protocol::record::{Header, Millis, Offset, Payload};
use protocol::topic_partition::TopicPartition;

/// The words for when a consumer's application commits.
pub(crate) const COMMIT_MODES: &[&str] = &[
    "auto",
    "record",
    "batch",
    "record-noargs",
    "async",
    "marks",
    "contiguous",
    "before",
    "never",
];
/// The words for whose loop it is.
pub(crate) const LOOPS: &[&str] = &[
    "java",
    "kafka-python",
    "confluent-kafka",
    "sarama",
    "kafkajs",
];
/// The words for how a loop comes by its records.
pub(crate) const STYLES: &[&str] = &[
    "poll", "iterator", "consume", "select", "range", "message", "batch",
];
/// The words for what becomes of an exception.
pub(crate) const ON_FAILURE: &[&str] = &["end", "skip", "retry", "dead-letter"];
/// The words for what is done when a loop is left.
pub(crate) const FINALLY: &[&str] = &["close", "with", "nothing"];
/// The words for what a listener does when partitions are given back.
pub(crate) const ON_REVOKE: &[&str] = &["commit", "nothing"];
/// The words for what a listener does when partitions are there.
pub(crate) const ON_ASSIGN: &[&str] = &["beginning", "end", "nothing"];
/// The words for what becomes of a commit that throws.
pub(crate) const ON_COMMIT_FAILURE: &[&str] = &["end", "continue"];

/// The words for the five ways to commit that one compares, and for all of them.
pub(crate) const COMMIT_MODES_OR_ALL: &[&str] =
    &["auto", "record", "batch", "before", "never", ALL];
/// All of them.
pub(crate) const ALL: &str = "all";

/// The names of the assignors.
pub(crate) const ASSIGNOR_NAMES: &[&str] = &["range", "roundrobin", "sticky", "cooperative-sticky"];
/// The words for the families of clients.
pub(crate) const CLIENTS: &[&str] = &["java", "librdkafka", "sarama", "kafka-python", "kafkajs"];

/// Where to seek.
pub(crate) enum Target {
    Offset(i64),
    Beginning,
    End,
    /// An instant, in milliseconds since the start.
    Time(Millis),
}

/// A time to look records up by.
pub(crate) enum Time {
    /// An instant, in milliseconds since the start.
    Instant(Millis),
    /// In Unix milliseconds.
    Unix(Millis),
}

pub(crate) fn name(word: &Word) -> Name {
    Name::from(word.text())
}

pub(crate) fn payload(word: &Word) -> Payload {
    Payload::from(&*word.text())
}

/// A whole number from `min` to `max`.
pub(crate) fn number(word: &Word, min: i64, max: i64) -> Result<i64, ParseError> {
    let text = word.text();
    let digits = text.strip_prefix(['-', '+']).unwrap_or(&text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        let message = format!("\"{text}\" is no whole number");
        return Err(ParseError::at(word, message));
    }
    match text.parse::<i64>() {
        Ok(number) if (min..=max).contains(&number) => Ok(number),
        _ => {
            let message = format!("{text} is out of range: this number goes from {min} to {max}");
            Err(ParseError::at(word, message))
        }
    }
}

pub(crate) fn int(word: &Word) -> Result<i32, ParseError> {
    Ok(number(word, i64::from(i32::MIN), i64::from(i32::MAX))? as i32)
}

pub(crate) fn long(word: &Word) -> Result<i64, ParseError> {
    number(word, i64::MIN, i64::MAX)
}

pub(crate) fn count(word: &Word) -> Result<usize, ParseError> {
    Ok(number(word, 1, i64::from(i32::MAX))? as usize)
}

pub(crate) fn duration(word: &Word) -> Result<Millis, ParseError> {
    let text = word.text();
    parse_duration(&text).ok_or_else(|| {
        let message = format!("\"{text}\" is no time");
        let hint = "A time is written 300ms, 2s, 1.5s, 1m or 1h, in whole milliseconds.";
        ParseError::at(word, message).hint(Some(hint.to_owned()))
    })
}

pub(crate) fn rate(word: &Word) -> Result<Rate, ParseError> {
    let text = word.text();
    parse_rate(&text).ok_or_else(|| {
        let message = format!("\"{text}\" is no rate");
        let hint = "A rate is written 2/s, 0.5/s, 1/m or 3/500ms, and is above 0.";
        ParseError::at(word, message).hint(Some(hint.to_owned()))
    })
}

/// Names with commas between them.
pub(crate) fn names(word: &Word) -> Result<Vec<Name>, ParseError> {
    let parts = word.split(',');
    if parts.iter().any(Word::is_nothing) {
        let message = "There is nothing between two commas";
        let hint = "Write \"\" for the empty text.".to_owned();
        return Err(ParseError::at(word, message).hint(Some(hint)));
    }
    Ok(parts.iter().map(name).collect())
}

fn pair(word: &Word) -> Result<(Word, Word), ParseError> {
    word.split_once('=').ok_or_else(|| {
        let message = format!("\"{}\" has no value", word.text());
        let hint = "It is written KEY=VALUE, without blanks around the =.".to_owned();
        ParseError::at(word, message).hint(Some(hint))
    })
}

/// Adds a setting that is given as `key=value`.
pub(crate) fn setting(settings: &mut Settings, word: &Word) -> Result<(), ParseError> {
    let (key, value) = pair(word)?;
    let key = key.text();
    if key.is_empty() {
        return Err(ParseError::at(word, "A setting needs a key before the ="));
    }
    add_setting(settings, &key, &value.text(), word)
}

/// Adds a setting that an option stands for.
pub(crate) fn add_setting(
    settings: &mut Settings,
    key: &str,
    value: &str,
    word: &Word,
) -> Result<(), ParseError> {
    match settings.insert(Name::from(key), Name::from(value)) {
        None => Ok(()),
        Some(_) => Err(ParseError::at(word, format!("{key} is set twice"))),
    }
}

pub(crate) fn header(word: &Word) -> Result<Header, ParseError> {
    // A header without `=` has no value, which is not the empty value.
    let (key, value) = match word.split_once('=') {
        Some((key, value)) => (key, Some(payload(&value))),
        None => (word.clone(), None),
    };
    Ok(Header {
        key: name(&key),
        value,
    })
}

/// One of some words.
pub(crate) fn one(word: &Word, words: &[&'static str]) -> Result<&'static str, ParseError> {
    let text = word.text();
    let found = words.iter().find(|one| **one == text);
    found.copied().ok_or_else(|| {
        let message = format!("\"{text}\" is not {}", one_of(words));
        let hint = did_you_mean(&text, words.iter().copied());
        ParseError::at(word, message).hint(hint)
    })
}

pub(crate) fn commit_mode(word: &Word) -> Result<CommitMode, ParseError> {
    let text = one(word, COMMIT_MODES)?;
    let mode = CommitMode::ALL.into_iter().find(|m| m.name() == text);
    Ok(mode.unwrap_or(CommitMode::Auto))
}

/// Which of some words it is.
pub(crate) fn place(word: &Word, words: &[&'static str]) -> Result<usize, ParseError> {
    let text = one(word, words)?;
    Ok(words.iter().take_while(|one| **one != text).count())
}

/// A record by its place, `orders-0=13`.
pub(crate) fn record(word: &Word) -> Result<(TopicPartition, Offset), ParseError> {
    let Some((place, offset)) = word.split_once('=') else {
        let message = ["\"", &word.text(), "\" has no offset"].concat();
        let hint = "A record is written orders-0=13.".to_owned();
        return Err(ParseError::at(word, message).hint(Some(hint)));
    };
    Ok((partition(&place)?, long(&offset)?))
}

fn no_partition(word: &Word, text: &str) -> ParseError {
    let message = format!("\"{text}\" is no partition");
    let hint = "A partition is written orders-0: topic, hyphen, number.".to_owned();
    ParseError::at(word, message).hint(Some(hint))
}

pub(crate) fn partition(word: &Word) -> Result<TopicPartition, ParseError> {
    let text = word.text();
    let plain = text.rsplit_once('-').is_some_and(|(_, number)| {
        // Only one way to write a number, so that it prints as it was read.
        number == "0" || number.bytes().all(|b| b.is_ascii_digit()) && !number.starts_with('0')
    });
    TopicPartition::parse(&text)
        .filter(|_| plain)
        .ok_or_else(|| no_partition(word, &text))
}

pub(crate) fn partitions(words: &[Word]) -> Result<Vec<TopicPartition>, ParseError> {
    let mut partitions = Vec::new();
    for word in words {
        let partition = partition(word)?;
        if partitions.contains(&partition) {
            return Err(ParseError::at(word, format!("{partition} is named twice")));
        }
        partitions.push(partition);
    }
    Ok(partitions)
}

/// Offsets to commit: `orders-0=5`, with a text `orders-0=5:text`.
pub(crate) fn offsets(words: &[Word]) -> Result<Option<Offsets>, ParseError> {
    if words.is_empty() {
        return Ok(None);
    }
    let mut offsets = Offsets::new();
    for word in words {
        let Some((place, rest)) = word.split_once('=') else {
            let message = format!("\"{}\" has no offset", word.text());
            let hint = "An offset to commit is written orders-0=5.".to_owned();
            return Err(ParseError::at(word, message).hint(Some(hint)));
        };
        let (offset, metadata) = match rest.split_once(':') {
            Some((offset, metadata)) => (offset, name(&metadata)),
            None => (rest, Name::default()),
        };
        let partition = partition(&place)?;
        let commit = OffsetAndMetadata {
            metadata,
            ..OffsetAndMetadata::new(long(&offset)?)
        };
        let twice = format!("{partition} is named twice");
        if offsets.insert(partition, commit).is_some() {
            return Err(ParseError::at(word, twice));
        }
    }
    Ok(Some(offsets))
}

/// An instant, `@12.480` or `@12.480+7`.
pub(crate) fn instant_of_history(word: &Word) -> Result<Instant, ParseError> {
    let text = word.text();
    Instant::parse(&text).ok_or_else(|| {
        let message = format!("\"{text}\" is no instant");
        let hint = "It is written @12.480, in seconds; @12.480+7 is after the 7th step of that millisecond.";
        ParseError::at(word, message).hint(Some(hint.to_owned()))
    })
}

/// An instant of the log's own time, `@12.480`.
fn instant(word: &Word) -> Result<Millis, ParseError> {
    let text = word.text();
    let read = Instant::parse(&text).filter(|at| at.ordinal().is_none());
    read.map(Instant::at).ok_or_else(|| {
        let message = format!("\"{text}\" is no instant");
        let hint = "It is written @12.480: seconds since the start.";
        ParseError::at(word, message).hint(Some(hint.to_owned()))
    })
}

/// A time: an instant, or Unix milliseconds.
pub(crate) fn time(word: &Word) -> Result<Time, ParseError> {
    let text = word.text();
    if text.starts_with('@') {
        return instant(word).map(Time::Instant);
    }
    long(word).map(Time::Unix).map_err(|error| {
        if text.starts_with(|c: char| c == '-' || c.is_ascii_digit()) {
            return error;
        }
        let message = format!("\"{text}\" is no time");
        let hint = "It is an instant such as @12.480, or Unix milliseconds.";
        ParseError::at(word, message).hint(Some(hint.to_owned()))
    })
}

pub(crate) fn target(word: &Word) -> Result<Target, ParseError> {
    let text = word.text();
    match &*text {
        "beginning" => return Ok(Target::Beginning),
        "end" => return Ok(Target::End),
        _ => {}
    }
    if text.starts_with('@') {
        return instant(word).map(Target::Time);
    }
    long(word).map(Target::Offset).map_err(|error| {
        let number = text.starts_with(|c: char| c == '-' || c.is_ascii_digit());
        if number {
            return error;
        }
        let message = format!("\"{text}\" is not an offset, an instant, beginning or end");
        ParseError::at(word, message).hint(did_you_mean(&text, ["beginning", "end"]))
    })
}
