//! Durations and rates as one writes them, exactly: no fractions of binary
//! kind, so that what was written is what is meant.
//!
//! *Read next: [`complete`](mod@crate::complete), what may stand next while somebody
//! types.*

use cluster::command::Rate;
use protocol::record::Millis;

/// The longest duration that can be written: a hundred years.
pub const LONGEST_MS: Millis = 100 * 365 * 24 * 3_600_000;

/// A number of units, such as `1.5` of `s`.
struct Amount<'a> {
    /// The number without its point,
    digits: i64,
    /// to be divided by this: 1, 10, 100 and so on.
    scale: i64,
    unit: &'a str,
}

/// Reads digits, perhaps a point and more digits, and what follows.
fn amount(text: &str) -> Option<Amount<'_>> {
    let end = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    if number.ends_with('.') || number.starts_with('.') || part.contains('.') || part.len() > 9 {
        return None;
    }
    let part = part.trim_end_matches('0');
    let mut digits: i64 = whole.parse().ok()?;
    let mut scale = 1;
    for digit in part.bytes() {
        digits = digits
            .checked_mul(10)?
            .checked_add(i64::from(digit - b'0'))?;
        scale *= 10;
    }
    Some(Amount {
        digits,
        scale,
        unit,
    })
}

/// The milliseconds of a unit.
fn unit_ms(unit: &str) -> Option<Millis> {
    Some(match unit {
        "ms" => 1,
        "s" => 1_000,
        "m" | "min" => 60_000,
        "h" => 3_600_000,
        _ => return None,
    })
}

/// Reads `300ms`, `2s`, `1.5s`, `1m`, `1h`; a plain number is milliseconds.
/// None for what is no whole number of milliseconds from 0 to [`LONGEST_MS`].
pub fn parse_duration(text: &str) -> Option<Millis> {
    let amount = amount(text)?;
    let unit = match amount.unit {
        "" => 1,
        unit => unit_ms(unit)?,
    };
    let ms = amount.digits.checked_mul(unit)?;
    let whole = ms % amount.scale == 0 && ms / amount.scale <= LONGEST_MS;
    whole.then_some(ms / amount.scale)
}

/// Writes a duration in the largest unit that it is a whole number of.
pub fn print_duration(ms: Millis) -> String {
    for (unit, name) in [(3_600_000, "h"), (60_000, "m"), (1_000, "s")] {
        if ms != 0 && ms % unit == 0 {
            return [&(ms / unit).to_string(), name].concat();
        }
    }
    [&ms.to_string(), "ms"].concat()
}

/// Reads `2/s`, `1/m`, `0.5/s`, `3/500ms`; a plain number is per second.
pub fn parse_rate(text: &str) -> Option<Rate> {
    let (records, per) = text.split_once('/').unwrap_or((text, "s"));
    let records = amount(records).filter(|records| records.unit.is_empty())?;
    let per_ms = match unit_ms(per) {
        Some(unit) => unit,
        None => parse_duration(per)?,
    };
    let common = gcd(records.digits, records.scale);
    let rate = Rate {
        records: records.digits / common.max(1),
        per_ms: per_ms.checked_mul(records.scale / common.max(1))?,
    };
    (rate.records >= 1 && rate.per_ms >= 1 && rate.per_ms <= LONGEST_MS).then_some(rate)
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 {
        a
    } else {
        gcd(b, a % b)
    }
}

/// Writes a rate so that it reads as the same fraction.
pub fn print_rate(rate: Rate) -> String {
    let per = match rate.per_ms {
        1 => "ms".to_owned(),
        1_000 => "s".to_owned(),
        60_000 => "m".to_owned(),
        3_600_000 => "h".to_owned(),
        ms => print_duration(ms),
    };
    [&rate.records.to_string(), "/", &per].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read() {
        for (text, ms) in [
            ("300ms", Some(300)),
            ("300", Some(300)),
            ("2s", Some(2_000)),
            ("1.5s", Some(1_500)),
            ("0.001s", Some(1)),
            ("0.0010s", Some(1)),
            ("0.0001s", None),
            ("1m", Some(60_000)),
            ("1min", Some(60_000)),
            ("2h", Some(7_200_000)),
            ("0", Some(0)),
            ("", None),
            ("ms", None),
            (".5s", None),
            ("5.s", None),
            ("1.2.3s", None),
            ("-1s", None),
            ("1 s", None),
            ("9223372036854775807", None),
            ("9223372036854775807h", None),
            ("99999999999999999999", None),
            ("3153600000s", Some(LONGEST_MS)),
            ("3153600001s", None),
            ("1d", None),
            ("١s", None),
        ] {
            assert_eq!(parse_duration(text), ms, "{text}");
        }
    }

    #[test]
    fn durations_are_written_in_their_largest_unit() {
        for (ms, text) in [
            (0, "0ms"),
            (300, "300ms"),
            (1_000, "1s"),
            (1_500, "1500ms"),
            (60_000, "1m"),
            (90_000, "90s"),
            (3_600_000, "1h"),
        ] {
            assert_eq!(print_duration(ms), text);
            assert_eq!(parse_duration(text), Some(ms));
        }
    }

    #[test]
    fn rates_are_exact() {
        let rate = |records, per_ms| Some(Rate { records, per_ms });
        for (text, expected) in [
            ("2/s", rate(2, 1_000)),
            ("2", rate(2, 1_000)),
            ("1/m", rate(1, 60_000)),
            ("0.5/s", rate(1, 2_000)),
            ("0.30/s", rate(3, 10_000)),
            ("1.5/m", rate(3, 120_000)),
            ("3/500ms", rate(3, 500)),
            ("1/ms", rate(1, 1)),
            ("0/s", None),
            ("0.0/s", None),
            ("-1/s", None),
            ("2/", None),
            ("/s", None),
            ("2s/s", None),
            ("2/s/s", None),
            ("1/0s", None),
            ("2/fortnight", None),
        ] {
            assert_eq!(parse_rate(text), expected, "{text}");
        }
    }

    #[test]
    fn rates_are_written_as_they_are_read() {
        for (records, per_ms, text) in [
            (2, 1_000, "2/s"),
            (1, 2_000, "1/2s"),
            (4, 2_000, "4/2s"),
            (1, 60_000, "1/m"),
            (7, 333, "7/333ms"),
            (7, 1, "7/ms"),
        ] {
            let rate = Rate { records, per_ms };
            assert_eq!(print_rate(rate), text);
            assert_eq!(parse_rate(text), Some(rate));
        }
    }
}
