//! Instants as text.
//!
//! An instant of the cluster is seconds since its start, as [`Instant`](cluster::instant::Instant)
//! writes it; a record's timestamp is Unix time, which its producer may have made up.
//!
//! *Read next: [`marks`](mod@crate::marks), what stands on the timeline.*

use protocol::date::{self, DAY_MS};
use protocol::record::Millis;

/// The first instant of the year 0 and the last of 9999, as days of the epoch:
/// others are written as numbers.
const FIRST_DAY: Millis = -719_528;
const LAST_DAY: Millis = 2_932_896;

/// `2026-01-05 09:00:12.480 UTC`.
pub fn unix(at: Millis) -> String {
    let day = at.div_euclid(DAY_MS);
    let ms = at.rem_euclid(DAY_MS);
    if !(FIRST_DAY..=LAST_DAY).contains(&day) {
        return [&at.to_string(), " ms"].concat();
    }
    let (year, month, date) = date::of_day(day);
    let mut text = String::new();
    pad(&mut text, year, 4);
    text.push('-');
    pad(&mut text, month, 2);
    text.push('-');
    pad(&mut text, date, 2);
    for (mark, part) in [
        (' ', ms / 3_600_000),
        (':', ms / 60_000 % 60),
        (':', ms / 1_000 % 60),
    ] {
        text.push(mark);
        pad(&mut text, part, 2);
    }
    text.push('.');
    pad(&mut text, ms % 1_000, 3);
    text.push_str(" UTC");
    text
}

fn pad(text: &mut String, number: i64, width: usize) {
    let digits = number.to_string();
    for _ in digits.len()..width {
        text.push('0');
    }
    text.push_str(&digits);
}

/// `12.480 s`: milliseconds since the start.
pub fn elapsed(at: Millis) -> String {
    let mut text = (at / 1_000).to_string();
    text.push('.');
    pad(&mut text, at.rem_euclid(1_000), 3);
    text.push_str(" s");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_have_their_date() {
        for (at, text) in [
            (0, "1970-01-01 00:00:00.000 UTC"),
            (1_767_603_612_480, "2026-01-05 09:00:12.480 UTC"),
            (951_782_400_000, "2000-02-29 00:00:00.000 UTC"),
            (-1, "1969-12-31 23:59:59.999 UTC"),
            (FIRST_DAY * DAY_MS, "0000-01-01 00:00:00.000 UTC"),
            (LAST_DAY * DAY_MS, "9999-12-31 00:00:00.000 UTC"),
            (i64::MAX, "9223372036854775807 ms"),
            (i64::MIN, "-9223372036854775808 ms"),
        ] {
            assert_eq!(unix(at), text);
        }
        assert_eq!(elapsed(12_480), "12.480 s");
    }
}
