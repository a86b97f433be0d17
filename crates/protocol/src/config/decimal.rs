//! Decimal numbers without floating point: as text reads, and as Java writes.

use std::cmp::Ordering;
use std::fmt;

/// A decimal number as Java's `Double.parseDouble` reads it: its digits are
/// kept, so two numbers that differ after the 17th digit are different here
/// and may be equal in Java. Hexadecimal numbers are not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decimal {
    negative: bool,
    /// Digits without zeroes at either end; none is 0.
    digits: Vec<u8>,
    /// Where the point is: the number is 0.DIGITS times 10 to this.
    exponent: i64,
}

impl Decimal {
    /// Reads a number; none if it is not one. The caller has removed white
    /// space.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        // Java's letters for the type of a literal.
        let text = text.strip_suffix(['f', 'F', 'd', 'D']).unwrap_or(text);
        let (number, exponent) = match text.split_once(['e', 'E']) {
            Some((number, exponent)) => (number, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (whole, part) = number.split_once('.').unwrap_or((number, ""));
        let all = [whole, part].concat();
        if all.is_empty() || !all.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let zeroes = all.bytes().take_while(|b| *b == b'0').count();
        let digits = all.trim_matches('0').as_bytes().to_vec();
        let exponent = match digits.is_empty() {
            true => 0,
            false => whole.len() as i64 - zeroes as i64 + i64::from(exponent),
        };
        Some(Decimal {
            negative,
            digits,
            exponent,
        })
    }

    /// The number times 10 to `places`, without what is left of it after the
    /// point; no more than an `i64` holds.
    pub fn scaled(&self, places: i64) -> i64 {
        let mut value: i64 = 0;
        for place in 0..(self.exponent + places).clamp(0, 19) {
            let digit = self.digits.get(place as usize).map_or(0, |d| d - b'0');
            value = value.saturating_mul(10).saturating_add(i64::from(digit));
        }
        if self.negative {
            -value
        } else {
            value
        }
    }

    /// Whether this number is smaller than `other`.
    pub(crate) fn less_than(&self, other: &Decimal) -> bool {
        self.order(other) == Ordering::Less
    }

    fn order(&self, other: &Decimal) -> Ordering {
        let sign = |d: &Decimal| match (d.digits.is_empty(), d.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        };
        let size = |d: &Decimal| (d.exponent, d.digits.clone());
        sign(self).cmp(&sign(other)).then_with(|| match sign(self) {
            0 => Ordering::Equal,
            1 => size(self).cmp(&size(other)),
            _ => size(other).cmp(&size(self)),
        })
    }
}

impl fmt::Display for Decimal {
    /// As Java's `Double.toString`: plain from a thousandth to ten million,
    /// else with an exponent.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.negative {
            f.write_str("-")?;
        }
        let digit = |place: i64| match usize::try_from(place) {
            Ok(place) => self.digits.get(place).map_or('0', |d| char::from(*d)),
            Err(_) => '0',
        };
        if self.digits.is_empty() {
            return f.write_str("0.0");
        }
        let count = self.digits.len() as i64;
        let plain = (-2..=7).contains(&self.exponent);
        let point = if plain { self.exponent } else { 1 };
        let mut text = String::new();
        if point < 1 {
            text.push('0');
        }
        (0..point).for_each(|place| text.push(digit(place)));
        text.push('.');
        for place in point..count.max(point + 1) {
            text.push(digit(place));
        }
        f.write_str(&text)?;
        match plain {
            true => Ok(()),
            false => write!(f, "E{}", self.exponent - 1),
        }
    }
}
