//! The instant of `--to-datetime`.
//!
//! Source: `Utils.getDateTime`, and `SimpleDateFormat`, not lenient, with
//! `yyyy-MM-dd'T'HH:mm:ss.SSSXXX` and, where that does not read it, with `X`.

use crate::kafka::words::split;
use crate::throwable::Throwable;
use protocol::date::DAY_MS;
use protocol::record::Millis;

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
    Some(days * DAY_MS + time - zone)
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

#[cfg(test)]
mod tests {
    use super::parse;

    /// Texts, and the instants that Java reads in them.
    const READ: &[(&str, i64)] = &[
        ("2020-09-13T12:28:40.000", 1_600_000_120_000),
        ("2020-09-13T12:28:40.000Z", 1_600_000_120_000),
        ("2020-09-13T12:28:40.000+05:30", 1_599_980_320_000),
        ("2020-09-13T12:28:40.000+0530", 1_599_982_120_000),
        ("2020-09-13T12:28:40.000+05", 1_599_982_120_000),
        ("2020-09-13T12:28:40.000-02:00", 1_600_007_320_000),
        ("2020-9-3T1:2:3.4", 1_599_094_923_004),
        ("2020-09-13T12:28:40.5", 1_600_000_120_005),
        ("2020-02-29T00:00:00.000", 1_582_934_400_000),
        ("20-01-01T00:00:00.000", -61_536_240_000_000),
        ("02020-01-01T00:00:00.000", 1_577_836_800_000),
        ("12020-01-01T00:00:00.000", 317_147_356_800_000),
        (" 2020-01-01T00:00:00.000", 1_577_836_800_000),
        ("2020- 01-01T00:00:00.000", 1_577_836_800_000),
        ("2020-01-01T00:00:00.000 Z", 1_577_836_800_000),
        ("2020-01-01T00:00:00.000Zjunk", 1_577_836_800_000),
        ("1970-01-01T00:00:00.000", 0),
        ("1969-12-31T23:59:59.999", -1),
        ("1500-01-01T00:00:00.000", -14_830_992_000_000),
        ("0001-01-01T00:00:00.000", -62_135_769_600_000),
        ("2020-01-01T00:00:00.000+05:60", 1_577_818_800_000),
        ("2020-01-01T00:00:00.000+0560", 1_577_818_800_000),
        ("2020-01-01T00:00:00.000+053", 1_577_818_800_000),
        ("2020-011-01T00:00:00.000", 1_604_188_800_000),
        ("2020-01-01T00:00:00.000 +01:00", 1_577_833_200_000),
    ];

    /// Texts without a time.
    const WITHOUT_TIME: &[&str] = &[
        "2020-09-13",
        "2020-09-13T",
        "T",
        "yesterday",
        "2020-01-01t00:00:00.000",
        "",
    ];

    /// Texts that Java does not read, as it names them.
    const NOT_READ: &[&str] = &[
        "2020-09-13T12:28:40",
        "2020-09-13T12:28:40.5000",
        "2020-09-13T24:00:00.000",
        "2020-02-30T00:00:00.000",
        "2021-02-29T00:00:00.000",
        "2020-01-01T00:00:00.000junk",
        "1582-10-10T00:00:00.000",
        "0000-01-01T00:00:00.000",
        "-2020-01-01T00:00:00.000",
        "2020--1-01T00:00:00.000",
        "2020-01-01T00:00:00.000+24:00",
        "2020-01-01T00:00:00.000+23:59",
        "2020-01-01T00:00:00.000+5:30",
        "2020-01-01T00:00:00.000+5",
        "2020-01-01T00:00:00.000z",
        "2020-01-01T00:00:60.000",
        "2020-01-01T00:60:00.000",
        "2020-00-01T00:00:00.000",
        "2020-01-00T00:00:00.000",
        "2020-01-01T00:00:00.-1",
        "2020-01-01T00:00:00.000-",
        "2020-01-01T00:00:00.000+aa:00",
        "2020-01-01T00:00:00,000",
        "2020-01-01T00:00:00.000T",
        "2020-01-01TT00:00:00.000",
        "2020/01/01T00:00:00.000",
        "9999999999-01-01T00:00:00.000",
        "2020-01-01T00:00:00.000UTC",
        "2020-01-01T00:00:00.000+1",
        "2020-01-01T00:00:00.000GMT+1",
        "2020-01-01T+1:00:00.000",
        "2020-01-01T00:00:00.",
        "2020-01-01T00:00:00.0x",
        "292278994-08-17T07:12:55.808",
    ];

    #[test]
    fn instants_are_read_as_java_reads_them() {
        for (text, instant) in READ {
            assert_eq!(parse(text), Ok(*instant), "{text}");
        }
        for text in WITHOUT_TIME {
            let why = parse(text).expect_err("no time").to_string();
            assert_eq!(why, "java.text.ParseException: Error parsing timestamp. It does not contain a 'T' according to ISO8601 format");
        }
        for text in NOT_READ {
            let why = parse(text).expect_err("no instant").to_string();
            let zone = text
                .split('T')
                .nth(1)
                .is_some_and(|t| t.contains(['+', '-', 'Z']));
            let utc = if zone { "" } else { "Z" };
            assert_eq!(
                why,
                format!("java.text.ParseException: Unparseable date: \"{text}{utc}\"")
            );
        }
    }
}
