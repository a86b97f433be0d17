//! Types and valid values of settings, and what Kafka says of others.

use super::decimal::Decimal;
use super::duration;
use super::ConfigType;
use crate::exception::Exception;

/// The rule of a list that may hold any values.
pub(crate) const ANY: &str = "any";

/// A setting's value that Kafka refuses.
/// Source: `ConfigException`.
pub(crate) fn invalid(name: &str, value: &str, why: &str) -> Exception {
    refused(&[
        "Invalid value ",
        value,
        " for configuration ",
        name,
        ": ",
        why,
    ])
}

/// `ConfigException` with a text of these parts.
pub fn refused(parts: &[&str]) -> Exception {
    Exception::new("ConfigException", parts.concat())
}

/// Text without white space around it, as Java's `String.trim`.
pub(crate) fn trim(text: &str) -> &str {
    text.trim_matches(|c| c <= ' ')
}

/// The values of a list. An empty text is an empty list, but there can be
/// empty values between commas.
pub(crate) fn split(text: &str) -> impl Iterator<Item = &str> {
    let text = trim(text);
    text.split(',')
        .map(|value| value.trim_matches([' ', '\t', '\n', '\x0b', '\x0c', '\r']))
        .filter(move |_| !text.is_empty())
}

/// Reads a value of a type and writes it as Java does.
/// Source: `ConfigDef.parseType`.
pub(crate) fn parse(name: &str, kind: ConfigType, text: &str) -> Result<String, Exception> {
    let trimmed = trim(text);
    let number = |limit: i64| {
        let value = trimmed.parse::<i64>().ok();
        let value = value.filter(|n| (-limit - 1..=limit).contains(n));
        value.map(|n| n.to_string())
    };
    let value = match kind {
        ConfigType::Boolean => {
            let word = trimmed.to_ascii_lowercase();
            if word != "true" && word != "false" {
                let why = "Expected value to be either true or false";
                return Err(invalid(name, text, why));
            }
            return Ok(word);
        }
        ConfigType::Short => number(i64::from(i16::MAX)),
        ConfigType::Int => number(i64::from(i32::MAX)),
        ConfigType::Long => number(i64::MAX),
        ConfigType::Double => Decimal::parse(trimmed).map(|value| value.to_string()),
        ConfigType::List => {
            let values: Vec<&str> = split(text).collect();
            return Ok(values.join(","));
        }
        ConfigType::Class if !super::class::is_known(trimmed) => {
            let why = ["Class ", text, " could not be found."].concat();
            return Err(invalid(name, text, &why));
        }
        ConfigType::String | ConfigType::Class | ConfigType::Password => {
            return Ok(trimmed.to_owned())
        }
    };
    let why = || ["Not a number of type ", kind.name()].concat();
    value.ok_or_else(|| invalid(name, text, &why()))
}

/// Checks a value of the right type against the rule of its setting and
/// answers it, a list without its repetitions.
///
/// The rule is what Kafka's validators say of themselves, with two marks
/// before the rule of a list: `!` if it may not be empty, `?` if it may be
/// null.
pub(crate) fn ensure(
    name: &str,
    kind: ConfigType,
    rule: &str,
    value: String,
) -> Result<String, Exception> {
    match (kind, rule) {
        (_, "") => Ok(value),
        (ConfigType::List, "non-empty list") => Ok(value),
        (ConfigType::List, "[partitionId]:[brokerId],[partitionId]:[brokerId],...") => {
            throttled_replicas(name, value)
        }
        (ConfigType::List, rule) => list(name, rule, &value),
        (ConfigType::String, rule) => text(name, rule, &value).map(|()| value),
        (_, "[1,...,9] or -1") => {
            let why = "Value must be between 1 and 9 or equal to -1";
            match value.parse::<i64>() {
                Ok(-1 | 1..=9) => Ok(value),
                _ => Err(invalid(name, &value, why)),
            }
        }
        (_, rule) => range(name, rule, &value).map(|()| value),
    }
}

/// A number from the least to the most: `[0,...]`, `[0,...,1]`.
/// Source: `ConfigDef.Range`.
fn range(name: &str, rule: &str, value: &str) -> Result<(), Exception> {
    let mut bounds = rule.trim_matches(['[', ']']).split(",...");
    let (min, max) = (bounds.next(), bounds.next());
    let bound = |text: Option<&str>| {
        let text = text.map(|text| text.trim_start_matches(','));
        text.and_then(Decimal::parse)
    };
    let number = Decimal::parse(value).expect("a range is of numbers");
    let told = |why: &str, bound: Option<&str>| {
        let bound = bound.unwrap_or_default().trim_start_matches(',');
        Err(invalid(name, value, &[why, bound].concat()))
    };
    if bound(min).is_some_and(|min| number.less_than(&min)) {
        return told("Value must be at least ", min);
    }
    if bound(max).is_some_and(|max| max.less_than(&number)) {
        return told("Value must be no more than ", max);
    }
    Ok(())
}

/// The words of a rule: `[a, b]`.
fn words(rule: &str) -> &str {
    rule.trim_matches(['[', ']'])
}

/// A text that is one of some words.
fn text(name: &str, rule: &str, value: &str) -> Result<(), Exception> {
    if rule == "non-null string" {
        return Ok(());
    }
    if rule == "non-empty string" {
        return match value.is_empty() {
            true => Err(invalid(name, value, "String must be non-empty")),
            false => Ok(()),
        };
    }
    if let Some(words) = rule.strip_prefix("(case insensitive) [") {
        let words = words.trim_end_matches(']');
        let value_up = upper(value);
        if words.split(", ").any(|word| word == value_up) {
            return Ok(());
        }
        let why = ["String must be one of (case insensitive): ", words].concat();
        return Err(invalid(name, value, &why));
    }
    if rule == "[implicit, explicit]" || rule == "[batch_optimized, record_limit]" {
        return share_mode(name, rule, value);
    }
    if rule.ends_with("by_duration:PnDTnHnMn.nS]") {
        return reset(name, value, rule.contains("none"));
    }
    one_of(name, rule, value)
}

/// A text in capitals, as far as one can tell when it is held against words of
/// ASCII: all letters of ASCII, and the few others whose capitals are such.
/// Java's `toUpperCase(Locale.ROOT)` does the same, and its whole table would
/// be 15 KB of what a page loads.
fn upper(value: &str) -> String {
    let mut folded = String::with_capacity(value.len());
    for letter in value.chars() {
        match letter {
            'ı' => folded.push('I'),
            'ſ' => folded.push('S'),
            'ß' => folded.push_str("SS"),
            'ﬀ' => folded.push_str("FF"),
            'ﬁ' => folded.push_str("FI"),
            'ﬂ' => folded.push_str("FL"),
            'ﬃ' => folded.push_str("FFI"),
            'ﬄ' => folded.push_str("FFL"),
            'ﬅ' | 'ﬆ' => folded.push_str("ST"),
            letter => folded.push(letter.to_ascii_uppercase()),
        }
    }
    folded
}

/// A text in small letters, in the same way: the sign for kelvin is the only
/// other one whose small letter is ASCII.
fn lower(value: &str) -> String {
    let fold = |letter: char| match letter {
        '\u{212a}' => 'k',
        letter => letter.to_ascii_lowercase(),
    };
    value.chars().map(fold).collect()
}

/// A text that is one of the words of `rule`.
/// Source: `ConfigDef.ValidString`.
fn one_of(name: &str, rule: &str, value: &str) -> Result<(), Exception> {
    if words(rule).split(", ").any(|word| word == value) {
        return Ok(());
    }
    let why = ["String must be one of: ", words(rule)].concat();
    Err(invalid(name, value, &why))
}

/// How a share consumer acknowledges and acquires, which has a text of its own.
/// Source: `ShareAcknowledgementMode.Validator`, `ShareAcquireMode.Validator`.
fn share_mode(name: &str, rule: &str, value: &str) -> Result<(), Exception> {
    let (one, other) = words(rule).split_once(", ").unwrap_or_default();
    // Only the way to acquire is read without regard to case.
    let lower = lower(value);
    let read = match name {
        "share.acquire.mode" => &lower,
        _ => value,
    };
    if read == one || read == other {
        return Ok(());
    }
    let why = [
        "Invalid value `",
        value,
        "` for configuration ",
        name,
        ". The value must either be '",
        one,
        "' or '",
        other,
        "'.",
    ];
    Err(invalid(name, value, &why.concat()))
}

/// `auto.offset.reset`; a share group's has no `none`.
/// Source: `AutoOffsetResetStrategy.Validator`.
fn reset(name: &str, value: &str, none: bool) -> Result<(), Exception> {
    let fine = match value {
        "earliest" | "latest" => true,
        "none" => none,
        value => value
            .strip_prefix("by_duration:")
            .and_then(duration::parse)
            .is_some_and(|nanos| nanos >= 0),
    };
    if fine {
        return Ok(());
    }
    // The two sentences differ in a full stop, too.
    let end = if none {
        "'earliest', 'latest', 'none' or of the format 'by_duration:<PnDTnHnMn.nS.>'."
    } else {
        "'earliest', 'latest' or of the format 'by_duration:<PnDTnHnMn.nS>'."
    };
    let why = [
        "Invalid value `",
        value,
        "` for configuration ",
        name,
        ". The value must be either ",
        end,
    ];
    Err(invalid(name, value, &why.concat()))
}

/// A list: repetitions go, and then it may be that it must not be empty, and
/// that its values are some words.
/// Source: `ConfigDef.parseValue`, `ConfigDef.ValidList`.
fn list(name: &str, rule: &str, value: &str) -> Result<String, Exception> {
    let mut values: Vec<&str> = Vec::new();
    for value in split(value) {
        if !values.contains(&value) {
            values.push(value);
        }
    }
    let words = rule.trim_start_matches(['!', '?']);
    if values.is_empty() && rule.contains('!') {
        let any = match words {
            ANY => "any non-empty value",
            words => words,
        };
        let end = "' must not be empty. Valid values include: ";
        return Err(refused(&["Configuration '", name, end, any]));
    }
    for value in &values {
        if value.is_empty() {
            return Err(refused(&[
                "Configuration '",
                name,
                "' values must not be empty.",
            ]));
        }
        if words != ANY {
            one_of(name, words, value)?;
        }
    }
    Ok(values.join(","))
}

/// Replicas whose copying is slowed down.
/// Source: `ThrottledReplicaListValidator`.
fn throttled_replicas(name: &str, value: String) -> Result<String, Exception> {
    let number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let pair = |text: &str| {
        let pair = text.split_once(':');
        text.is_empty() || pair.is_some_and(|(a, b)| number(a) && number(b))
    };
    let joined: String = split(&value).collect();
    if joined == "*" || split(&value).all(pair) {
        return Ok(value);
    }
    let shown: Vec<&str> = split(&value).collect();
    let shown = ["[", &shown.join(", "), "]"].concat();
    let why = " must be the literal '*' or a list of replicas in the following format: [partitionId]:[brokerId],[partitionId]:[brokerId],...";
    Err(invalid(name, &shown, &[name, why].concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The letters whose fold is ASCII, found by the whole table.
    #[test]
    fn folds_are_those_of_the_whole_table_where_they_are_ascii() {
        for letter in '\0'..=char::MAX {
            let text = letter.to_string();
            let folds = [
                (text.to_uppercase(), upper(&text)),
                (text.to_lowercase(), lower(&text)),
            ];
            for (whole, ours) in folds {
                assert_eq!(whole.is_ascii(), ours.is_ascii(), "{letter:?}");
                assert!(!whole.is_ascii() || whole == ours, "{letter:?}");
            }
        }
    }
}
