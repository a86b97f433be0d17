//! The span of time of `--by-duration`.
//!
//! Source: `java.time.Duration.parse`, `Instant.minus`.

use crate::throwable::Throwable;
use protocol::config::duration;
use protocol::record::Millis;

const NANOS: i128 = 1_000_000_000;

/// The seconds that Java's instants may have.
const INSTANTS: std::ops::RangeInclusive<i64> = -31_557_014_167_219_200..=31_556_889_864_403_199;

/// The instant that lies so long before `now`, in Unix time.
pub(super) fn before(now: Millis, text: &str) -> Result<Millis, Throwable> {
    let span = duration::parse(text).ok_or_else(|| unreadable(text))?;
    let nanos = i128::from(now) * 1_000_000 - span;
    let overflow = || Throwable::new("java.lang.ArithmeticException", "long overflow");
    let seconds = i64::try_from(nanos.div_euclid(NANOS)).map_err(|_| overflow())?;
    if !INSTANTS.contains(&seconds) {
        let text = "Instant exceeds minimum or maximum instant";
        return Err(Throwable::new("java.time.DateTimeException", text));
    }
    Millis::try_from(nanos.div_euclid(1_000_000)).map_err(|_| overflow())
}

/// Why a text is no span of time: it is none at all, or one of its numbers is
/// too large.
fn unreadable(text: &str) -> Throwable {
    let class = "java.time.format.DateTimeParseException";
    let none = "Text cannot be parsed to a Duration";
    let Some(numbers) = numbers(text) else {
        return Throwable::new(class, none);
    };
    for (number, unit, seconds) in numbers {
        let too_large = match number.parse::<i64>() {
            Ok(number) if number.checked_mul(seconds).is_some() => continue,
            Ok(_) => Throwable::java("ArithmeticException", "long overflow"),
            Err(_) => Throwable::java("NumberFormatException", wrong_at(&number)),
        };
        let text = [none, ": ", unit].concat();
        return Throwable::new(class, text).because(too_large);
    }
    Throwable::new(class, [none, ": overflow"].concat())
        .because(Throwable::java("ArithmeticException", "long overflow"))
}

/// The whole numbers of a text that would be a span of time if they were
/// smaller, each with its unit and the unit's seconds.
fn numbers(text: &str) -> Option<Vec<(String, &'static str, i64)>> {
    let mut numbers = Vec::new();
    let mut small = String::new();
    let mut number = String::new();
    let mut fraction = false;
    for c in text.chars() {
        if c.is_ascii_digit() && !fraction {
            if !number.ends_with(|c: char| c.is_ascii_digit()) {
                small.push('1');
            }
            number.push(c);
            continue;
        }
        small.push(c);
        match c.to_ascii_uppercase() {
            '-' => number = "-".to_owned(),
            '.' | ',' => fraction = true,
            unit => {
                let (unit, seconds) = match unit {
                    'D' => ("days", 86_400),
                    'H' => ("hours", 3_600),
                    'M' => ("minutes", 60),
                    'S' => ("seconds", 1),
                    _ => {
                        number.clear();
                        continue;
                    }
                };
                numbers.push((std::mem::take(&mut number), unit, seconds));
            }
        }
    }
    duration::parse(&small).map(|_| numbers)
}

/// What Java says of digits that are too many: where they became so.
fn wrong_at(digits: &str) -> String {
    let mut at = digits.len();
    while at > 1 && digits[..at - 1].parse::<i64>().is_err() {
        at -= 1;
    }
    format!("Error at index {} in: \"{digits}\"", at - 1)
}

#[cfg(test)]
mod tests {
    use super::before;
    use protocol::record::Millis;

    const NOW: Millis = 1_700_000_000_123;

    /// Texts, and the instants so long before [`NOW`].
    const READ: &[(&str, Millis)] = &[
        ("PT1H", 1_699_996_400_123),
        ("P7D", 1_699_395_200_123),
        ("pt1h", 1_699_996_400_123),
        ("P1D", 1_699_913_600_123),
        ("PT0.1S", 1_700_000_000_023),
        ("PT1,5S", 1_699_999_998_623),
        ("-PT1H", 1_700_003_600_123),
        ("PT-1H", 1_700_003_600_123),
        ("-PT-1H", 1_699_996_400_123),
        ("PT0S", 1_700_000_000_123),
        ("+PT1H", 1_699_996_400_123),
        ("PT+1H", 1_699_996_400_123),
        ("P-1DT-1H", 1_700_090_000_123),
        ("P300000000D", -25_918_299_999_999_877),
        ("PT1H1M", 1_699_996_340_123),
        ("PT-0.5S", 1_700_000_000_623),
        ("PT1.S", 1_699_999_999_123),
        ("PT9223372036854775S", -9_223_370_336_854_774_877),
        ("-P300000000D", 25_921_700_000_000_123),
        ("P36500D", -1_453_599_999_877),
    ];

    /// Texts that are refused, with the exception and its cause.
    const REFUSED: &[(&str, &str, Option<&str>)] = &[
        (
            "PT",
            "java.time.format.DateTimeParseException: Text cannot be parsed to a Duration",
            None,
        ),
        (
            "P",
            "java.time.format.DateTimeParseException: Text cannot be parsed to a Duration",
            None,
        ),
        (
            "1h",
            "java.time.format.DateTimeParseException: Text cannot be parsed to a Duration",
            None,
        ),
        (
            "P1Y",
            "java.time.format.DateTimeParseException: Text cannot be parsed to a Duration",
            None,
        ),
        (
            "PT1.5H",
            "java.time.format.DateTimeParseException: Text cannot be parsed to a Duration",
            None,
        ),
        (
            "P106751991167300D",
            "java.time.DateTimeException: Instant exceeds minimum or maximum instant",
            None,
        ),
        (
            "P106751991167301D",
            "java.time.format.DateTimeParseException: Text cannot be parsed to a Duration: days",
            Some("java.lang.ArithmeticException: long overflow"),
        ),
        (
            "PT9223372036854775807S",
            "java.time.DateTimeException: Instant exceeds minimum or maximum instant",
            None,
        ),
        (
            "PT9223372036854775808S",
            "java.time.format.DateTimeParseException: Text cannot be parsed to a Duration: seconds",
            Some("java.lang.NumberFormatException: Error at index 18 in: \"9223372036854775808\""),
        ),
        (
            "PT2562047788015215H30M7S",
            "java.time.DateTimeException: Instant exceeds minimum or maximum instant",
            None,
        ),
        (
            "PT2562047788015216H",
            "java.time.format.DateTimeParseException: Text cannot be parsed to a Duration: hours",
            Some("java.lang.ArithmeticException: long overflow"),
        ),
        (
            "PT99999999999999999999S",
            "java.time.format.DateTimeParseException: Text cannot be parsed to a Duration: seconds",
            Some("java.lang.NumberFormatException: Error at index 18 in: \"99999999999999999999\""),
        ),
        (
            "P99999999999999999999D",
            "java.time.format.DateTimeParseException: Text cannot be parsed to a Duration: days",
            Some("java.lang.NumberFormatException: Error at index 18 in: \"99999999999999999999\""),
        ),
        (
            "PT153722867280912931M",
            "java.time.format.DateTimeParseException: Text cannot be parsed to a Duration: minutes",
            Some("java.lang.ArithmeticException: long overflow"),
        ),
        (
            "PT99999999999999999999H",
            "java.time.format.DateTimeParseException: Text cannot be parsed to a Duration: hours",
            Some("java.lang.NumberFormatException: Error at index 18 in: \"99999999999999999999\""),
        ),
        (
            "PT99999999999999999999M",
            "java.time.format.DateTimeParseException: Text cannot be parsed to a Duration: minutes",
            Some("java.lang.NumberFormatException: Error at index 18 in: \"99999999999999999999\""),
        ),
        (
            "PT0.9999999999S",
            "java.time.format.DateTimeParseException: Text cannot be parsed to a Duration",
            None,
        ),
        (
            "P365000000000D",
            "java.lang.ArithmeticException: long overflow",
            None,
        ),
        (
            "PT1M1H",
            "java.time.format.DateTimeParseException: Text cannot be parsed to a Duration",
            None,
        ),
        (
            "P1DT",
            "java.time.format.DateTimeParseException: Text cannot be parsed to a Duration",
            None,
        ),
        (
            "PT1S ",
            "java.time.format.DateTimeParseException: Text cannot be parsed to a Duration",
            None,
        ),
        (
            "P1W",
            "java.time.format.DateTimeParseException: Text cannot be parsed to a Duration",
            None,
        ),
        (
            "PT.5S",
            "java.time.format.DateTimeParseException: Text cannot be parsed to a Duration",
            None,
        ),
        (
            "PT-.5S",
            "java.time.format.DateTimeParseException: Text cannot be parsed to a Duration",
            None,
        ),
        (
            "PT9999999999999999S",
            "java.lang.ArithmeticException: long overflow",
            None,
        ),
        (
            "PT31556889864403199S",
            "java.lang.ArithmeticException: long overflow",
            None,
        ),
        (
            "-PT31556889864403199S",
            "java.time.DateTimeException: Instant exceeds minimum or maximum instant",
            None,
        ),
        (
            "PT31556889864403199999S",
            "java.time.format.DateTimeParseException: Text cannot be parsed to a Duration: seconds",
            Some("java.lang.NumberFormatException: Error at index 19 in: \"31556889864403199999\""),
        ),
    ];

    #[test]
    fn spans_of_time_are_read_as_java_reads_them() {
        for (text, instant) in READ {
            assert_eq!(before(NOW, text), Ok(*instant), "{text}");
        }
        for (text, exception, cause) in REFUSED {
            let why = before(NOW, text).expect_err("no span of time");
            assert_eq!(why.to_string(), *exception, "{text}");
            let found = why.cause.map(|cause| cause.to_string());
            assert_eq!(found.as_deref(), *cause, "{text}");
        }
    }
}
