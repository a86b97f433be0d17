//! Java's ways with texts.

use protocol::date::{self, DAY_MS};

/// The parts of a text between separators, without the empty ones at its end:
/// `String.split`. A text without a separator is one part, also an empty one.
pub(crate) fn split(text: &str, separator: char) -> Vec<&str> {
    let mut parts: Vec<&str> = text.split(separator).collect();
    if parts.len() > 1 {
        while parts.last().is_some_and(|last| last.is_empty()) {
            parts.pop();
        }
    }
    parts
}

/// A log line on standard errors, as the tools' logging is set up.
pub(crate) fn log(io: &mut crate::script::Io<'_>, level: &str, text: &str, logger: &str) {
    let line = [
        "[",
        &timestamp(io.now()),
        "] ",
        level,
        " ",
        text,
        " (",
        logger,
        ")",
    ];
    io.eprintln(&line.concat());
}

/// An instant as log lines show it: `2026-01-31 12:00:00,000`, in UTC.
fn timestamp(millis: i64) -> String {
    let (days, rest) = (millis.div_euclid(DAY_MS), millis.rem_euclid(DAY_MS));
    let (year, month, day) = date::of_day(days);
    let (seconds, ms) = (rest / 1_000, rest % 1_000);
    let (h, m, s) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02} {h:02}:{m:02}:{s:02},{ms:03}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_shown_in_utc() {
        assert_eq!(timestamp(0), "1970-01-01 00:00:00,000");
        assert_eq!(timestamp(951_782_400_123), "2000-02-29 00:00:00,123");
        assert_eq!(timestamp(1_798_761_599_999), "2026-12-31 23:59:59,999");
    }

    #[test]
    fn empty_parts_at_the_end_are_left_out() {
        assert_eq!(split("a:", ':'), ["a"]);
        assert_eq!(split(":a::b", ':'), ["", "a", "", "b"]);
        assert_eq!(split("", ','), [""]);
        assert!(split(",", ',').is_empty());
    }
}
