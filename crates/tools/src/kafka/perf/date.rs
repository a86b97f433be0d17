//! Instants as Java's `SimpleDateFormat` writes them, in UTC.

use protocol::date::{self, DAY_MS};
use protocol::record::Millis;
use std::fmt::Write as _;

/// The letters that stand for something in Java.
const LETTERS: &str = "GyYMLwWDdFEuaHkKhmsSzZX";

/// A format that can be written here: the letters y, M, d, H, m, s and S.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DateFormat(Vec<Piece>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(char),
    /// A letter, and how often it stands there.
    Field(char, usize),
}

impl DateFormat {
    /// Reads a format.
    ///
    /// # Errors
    /// What Java says of it, or that a letter is not here.
    pub(super) fn new(format: &str) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut chars = format.chars().peekable();
        let mut quoted = false;
        while let Some(c) = chars.next() {
            if c == '\'' {
                match chars.next_if_eq(&'\'') {
                    Some(_) => pieces.push(Piece::Text('\'')),
                    None => quoted = !quoted,
                }
            } else if quoted || !c.is_ascii_alphabetic() {
                pieces.push(Piece::Text(c));
            } else if !LETTERS.contains(c) {
                return Err(format!("Illegal pattern character '{c}'"));
            } else if !"yMdHmsS".contains(c) {
                return Err(format!(
                    "The letter '{c}' of a date format is not in this playground"
                ));
            } else {
                let mut times = 1;
                while chars.next_if_eq(&c).is_some() {
                    times += 1;
                }
                pieces.push(Piece::Field(c, times));
            }
        }
        match quoted {
            true => Err("Unterminated quote".to_owned()),
            false => Ok(DateFormat(pieces)),
        }
    }

    /// Writes an instant.
    pub(super) fn text(&self, at: Millis) -> String {
        let (year, month, day) = date::of_day(at.div_euclid(DAY_MS));
        let of_day = at.rem_euclid(DAY_MS);
        let mut text = String::new();
        for piece in &self.0 {
            let (letter, width) = match piece {
                Piece::Text(c) => {
                    text.push(*c);
                    continue;
                }
                Piece::Field(letter, width) => (*letter, *width),
            };
            let number = match letter {
                'y' if width == 2 => year.rem_euclid(100),
                'y' => year,
                'M' => month,
                'd' => day,
                'H' => of_day / 3_600_000,
                'm' => of_day / 60_000 % 60,
                's' => of_day / 1_000 % 60,
                _ => of_day % 1_000,
            };
            let _ = match (letter, width) {
                ('M', 3..) => write!(text, "{}", MONTHS[(month - 1) as usize]),
                _ => write!(text, "{number:0width$}"),
            };
        }
        text
    }
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_written_as_java_writes_them() {
        let default = "yyyy-MM-dd HH:mm:ss:SSS";
        for (format, at, text) in [
            (default, 1_795_735_083_764, "2026-11-26 23:18:03:764"),
            (default, 951_782_400_000, "2000-02-29 00:00:00:000"),
            (default, -1, "1969-12-31 23:59:59:999"),
            ("d.M.yy 'at' H 'o''clock'", 0, "1.1.70 at 0 o'clock"),
            ("dd MMM", 0, "01 Jan"),
        ] {
            assert_eq!(DateFormat::new(format).unwrap().text(at), text);
        }
        let illegal = DateFormat::new("yyyy QQ").unwrap_err();
        assert_eq!(illegal, "Illegal pattern character 'Q'");
    }
}
