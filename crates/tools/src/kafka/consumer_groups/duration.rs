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
