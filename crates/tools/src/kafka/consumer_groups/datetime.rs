//! The instant of `--to-datetime`.
//!
//! Source: `Utils.getDateTime`, and `SimpleDateFormat`, not lenient, with
//! `yyyy-MM-dd'T'HH:mm:ss.SSSXXX` and, where that does not read it, with `X`.

use crate::kafka::words::split;
use crate::throwable::Throwable;
use protocol::record::Millis;

const DAY: i64 = 86_400_000;
const HOUR: i64 = 3_600_000;
const MINUTE: i64 = 60_000;

/// The zones that Java's calendar takes, in milliseconds east of Greenwich.
const ZONES: std::ops::RangeInclusive<i64> = -13 * HOUR..=14 * HOUR;

/// Reads an instant, in Unix time. Without a zone it is in UTC.
pub(super) fn parse(text: &str) -> Result<Millis, Throwable> {
    let class = "java.text.ParseException";
    let Some(time) = split(text, 'T').get(1).copied() else {
        let text = "Error parsing timestamp. It does not contain a 'T' according to ISO8601 format";
        return Err(Throwable::new(class, text));
    };
    let has_zone = time.contains(['+', '-', 'Z']);
    let text = match has_zone {
        true => text.to_owned(),
        false => [text, "Z"].concat(),
    };
    read(&text, true)
        .or_else(|| read(&text, false))
        .ok_or_else(|| {
            let why = ["Unparseable date: \"", &text, "\""];
            Throwable::new(class, why.concat())
        })
}

/// Reads a whole instant, with minutes in its zone or without; what follows it
/// does not count.
fn read(text: &str, zone_with_minutes: bool) -> Option<Millis> {
    let mut rest = text;
    let mut next = |literal: &str| {
        let (number, after) = number(rest)?;
        rest = after.strip_prefix(literal)?;
        Some(number)
    };
    let year = next("-").filter(|year| (1..=292_278_993).contains(year))?;
    let month = next("-").filter(|month| (1..=12).contains(month))?;
    let day = next("T")?;
    let hour = next(":").filter(|hour| *hour < 24)?;
    let minute = next(":").filter(|minute| *minute < 60)?;
    let second = next(".").filter(|second| *second < 60)?;
    let millis = next("").filter(|millis| *millis < 1_000)?;
    let zone = zone(blanks(rest), zone_with_minutes)?;
    let days = days(year, month, day)?;
    let time = hour * HOUR + minute * MINUTE + second * 1_000 + millis;
    Some(days * DAY + time - zone)
}

fn blanks(text: &str) -> &str {
    text.trim_start_matches([' ', '\t'])
}

/// A number of any length, and what follows.
fn number(text: &str) -> Option<(i64, &str)> {
    let text = blanks(text);
    let end = text.find(|c: char| !c.is_ascii_digit());
    let (digits, rest) = text.split_at(end.unwrap_or(text.len()));
    Some((digits.parse().ok()?, rest))
}

/// A zone: `Z`, `+05` or `+05:30`.
fn zone(text: &str, with_minutes: bool) -> Option<i64> {
    if text.starts_with('Z') {
        return Some(0);
    }
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let two = |from: usize| {
        let digits = text.get(from..from + 2)?;
        let digits = digits
            .bytes()
            .all(|b| b.is_ascii_digit())
            .then_some(digits)?;
        digits.parse::<i64>().ok()
    };
    let hours = two(1).filter(|hours| *hours < 24)?;
    let minutes = if with_minutes {
        text.get(3..4).filter(|colon| *colon == ":")?;
        two(4).filter(|minutes| *minutes < 60)?
    } else {
        0
    };
    let offset = sign * (hours * HOUR + minutes * MINUTE);
    ZONES.contains(&offset).then_some(offset)
}

/// The days from 1970 to a date; none where there is no such date. Before the
/// 15th of October 1582 every fourth year was a leap year.
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    let gregorian = (year, month, day) >= (1582, 10, 15);
    let leap = year % 4 == 0 && (!gregorian || year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let skipped = (year, month) == (1582, 10) && (5..15).contains(&day);
    if skipped || !(1..=length).contains(&day) {
        return None;
    }
    // Years that begin in March end with the odd day.
    let year = if month <= 2 { year - 1 } else { year };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let leap_days = match gregorian {
        true => year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400),
        // Two days off, of the calendar that counts on from today's.
        false => year.div_euclid(4) - 2,
    };
    Some(365 * year + leap_days + day_of_year - 719_468)
}
