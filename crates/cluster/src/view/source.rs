//! What a view is computed from.

use crate::State;
use protocol::record::{Millis, Payload};

/// The state, and how many cells of each
/// partition are wanted.
pub(super) struct Source<'a> {
    pub state: &'a State,
    pub cells: usize,
}

impl Source<'_> {
    /// Milliseconds since the start.
    pub(super) fn since_start(&self, at: Millis) -> Millis {
        at - self.state.start()
    }

    /// The number by which a key is told from others.
    pub(super) fn tint(&self, key: Option<&Payload>) -> Option<u32> {
        let key = key?;
        // Keys beyond those that are numbered still have a number that is
        // theirs alone as far as a hash can tell.
        Some(self.state.observed().key_number(key).unwrap_or_else(|| {
            1_000 + (client::partitioner::murmur2::murmur2(&key.bytes()) as u32 >> 16)
        }))
    }

    /// A value as text that is short enough for a cell.
    pub(super) fn value(&self, value: Option<&Payload>) -> Option<String> {
        value.map(short)
    }

    /// A key as text.
    pub(super) fn text(&self, key: Option<&Payload>) -> Option<String> {
        key.map(|key| key.text().into_owned())
    }
}

/// The most characters of a value that a view shows.
const SHOWN: usize = 24;

/// `order 1001`, or `0 × 1,024 B` for a run of zeros.
fn short(value: &Payload) -> String {
    let bytes = match value {
        // No character has more than four bytes, and one more than is shown
        // tells whether there are more.
        Payload::Bytes(bytes) => &bytes[..bytes.len().min(4 * (SHOWN + 1))],
        Payload::Zeros(length) => return ["0 × ", &grouped(*length), " B"].concat(),
    };
    let mut text = String::from_utf8_lossy(bytes).into_owned();
    if text.chars().nth(SHOWN).is_some() {
        let last = text.char_indices().nth(SHOWN - 1);
        text.truncate(last.map_or(0, |(end, _)| end));
        text.push('…');
    }
    text
}

/// `1,024`.
fn grouped(number: u32) -> String {
    let mut rest = number;
    let mut text = String::new();
    while rest >= 1_000 {
        let group = (1_000 + rest % 1_000).to_string();
        text = [",", &group[1..], &text].concat();
        rest /= 1_000;
    }
    [&rest.to_string(), text.as_str()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_short_texts() {
        let of = |text: &str| short(&text.into());
        let zeros = |length| short(&Payload::Zeros(length));
        let cases = [
            (of(""), ""),
            (of("m0"), "m0"),
            (of("123456789012345678901234"), "123456789012345678901234"),
            (of("1234567890123456789012345"), "12345678901234567890123…"),
            (of(&"訂".repeat(24)), &"訂".repeat(24)),
            (
                of(&"訂".repeat(25)),
                &["訂".repeat(23), "…".to_owned()].concat(),
            ),
            (
                of(&"🦀".repeat(4_000)),
                &["🦀".repeat(23), "…".to_owned()].concat(),
            ),
            (short(&vec![0xff; 3].into()), "\u{fffd}\u{fffd}\u{fffd}"),
            (zeros(0), "0 × 0 B"),
            (zeros(999), "0 × 999 B"),
            (zeros(1_024), "0 × 1,024 B"),
            (zeros(1_000_007), "0 × 1,000,007 B"),
        ];
        for (text, expected) in cases {
            assert_eq!(text, expected);
        }
    }
}
