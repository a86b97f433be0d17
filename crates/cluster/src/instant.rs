//! A place in time: a millisecond, and how many of its steps have been taken.
//!
//! ```
//! use cluster::instant::Instant;
//!
//! let after_all = Instant::parse("@12.480").unwrap();
//! let within = Instant::parse("@12.480+7").unwrap();
//! assert_eq!((within.at(), within.ordinal()), (12_480, Some(7)));
//! assert_eq!(after_all.ordinal(), None);
//! assert!(within < after_all, "after all that is due comes last");
//! assert_eq!(within.to_string(), "@12.480+7");
//! ```
//!
//! *Read next: [`timer`](crate::timer), what is due there.*

use protocol::record::Millis;
use std::fmt;

/// The longest time since the start that can be written: a hundred years.
const LONGEST_MS: Millis = 100 * 365 * 24 * 3_600_000;

/// An instant since the start. It lies between two steps of the cluster: after
/// so many steps of its millisecond, or after all that was due then.
///
/// Written `@12.480+7` after the 7th step of the millisecond 12,480, and
/// `@12.480` after all of them. Ordered as time goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant {
    at: Millis,
    // All of them: the largest number.
    steps: u32,
}

impl Instant {
    /// The first instant: nothing has happened.
    pub const START: Instant = Instant { at: 0, steps: 0 };

    /// After all that is due at `at`, in milliseconds since the start.
    pub const fn after_all(at: Millis) -> Self {
        Instant {
            at,
            steps: u32::MAX,
        }
    }

    /// After the first `steps` steps of the millisecond `at` since the start.
    pub const fn after(at: Millis, steps: u32) -> Self {
        Instant { at, steps }
    }

    /// The millisecond, since the start.
    pub const fn at(self) -> Millis {
        self.at
    }

    /// After how many of the millisecond's steps; none for after all of them.
    pub fn ordinal(self) -> Option<u32> {
        (self.steps != u32::MAX).then_some(self.steps)
    }

    /// Reads `12.480` or `12.480+7`: seconds since the start, with or without
    /// the `@`. None for what is no whole number of milliseconds, or too far.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.strip_prefix('@').unwrap_or(text);
        let (seconds, ordinal) = match text.split_once('+') {
            Some((seconds, ordinal)) => (seconds, Some(digits(ordinal)?)),
            None => (text, None),
        };
        let (whole, part) = match seconds.split_once('.') {
            Some((whole, part)) if !part.is_empty() && part.len() <= 9 => (whole, part),
            Some(_) => return None,
            None => (seconds, ""),
        };
        let part = part.trim_end_matches('0');
        if part.len() > 3 {
            return None;
        }
        let scale = [1_000, 100, 10, 1][part.len()];
        let part = if part.is_empty() { 0 } else { digits(part)? };
        let at = digits(whole)?.checked_mul(1_000)? + part * scale;
        if at > LONGEST_MS {
            return None;
        }
        match ordinal {
            Some(ordinal) if ordinal >= i64::from(u32::MAX) => None,
            Some(ordinal) => Some(Instant::after(at, ordinal as u32)),
            None => Some(Instant::after_all(at)),
        }
    }
}

/// A number of digits alone.
fn digits(text: &str) -> Option<i64> {
    let only = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| only)
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "@{}.{:03}", self.at / 1_000, self.at % 1_000)?;
        match self.ordinal() {
            Some(ordinal) => write!(f, "+{ordinal}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_read_as_they_are_written() {
        for (text, instant) in [
            ("@0.000", Instant::after_all(0)),
            ("@0.000+0", Instant::START),
            ("@12.480", Instant::after_all(12_480)),
            ("@12.480+7", Instant::after(12_480, 7)),
            (
                "@3600.001+4294967294",
                Instant::after(3_600_001, 4_294_967_294),
            ),
        ] {
            assert_eq!(instant.to_string(), text);
            assert_eq!(Instant::parse(text), Some(instant), "{text}");
            assert_eq!(Instant::parse(&text[1..]), Some(instant), "{text}");
        }
        for (text, at) in [
            ("12", 12_000),
            ("1.5", 1_500),
            ("0.25", 250),
            ("1.500000000", 1_500),
        ] {
            assert_eq!(Instant::parse(text), Some(Instant::after_all(at)), "{text}");
        }
    }

    #[test]
    fn what_is_no_instant_is_not_read() {
        for text in [
            "",
            "@",
            "x",
            "-1",
            "+1",
            "1.",
            ".5",
            "1.2.3",
            "1.0001",
            "1s",
            "1 ",
            "@@1",
            "1+",
            "1+x",
            "1++1",
            "1+-1",
            "1+4294967295",
            "1.+3",
            "3153600000.001",
            "99999999999999999999",
        ] {
            assert_eq!(Instant::parse(text), None, "{text}");
        }
        assert!(Instant::parse("3153600000").is_some());
    }

    #[test]
    fn instants_are_ordered_as_time_goes_on() {
        let ordered = [
            Instant::START,
            Instant::after(0, 1),
            Instant::after_all(0),
            Instant::after(1, 0),
            Instant::after(1, u32::MAX - 1),
            Instant::after_all(1),
        ];
        assert!(ordered.is_sorted_by(|a, b| a < b));
        assert_eq!(Instant::after(1, 2).ordinal(), Some(2));
        assert_eq!(
            (Instant::after_all(1).ordinal(), Instant::after_all(1).at()),
            (None, 1)
        );
    }
}
