//! Fractions as Java prints them.

use std::fmt::Write as _;

/// Bytes in what the tools call a MB.
pub(super) const MB: i128 = 1024 * 1024;

/// A fraction with so many digits after the point, rounded half up, as
/// `%.4f` prints a double.
pub(super) fn ratio(over: i128, under: i128, digits: usize) -> String {
    if under == 0 {
        let text = match over.signum() {
            0 => "NaN",
            1 => "Infinity",
            _ => "-Infinity",
        };
        return text.to_owned();
    }
    let negative = (over < 0) != (under < 0) && over != 0;
    let (over, under) = (over.unsigned_abs(), under.unsigned_abs());
    let scale = 10u128.pow(digits as u32);
    let scaled = (over * scale * 2 + under) / (under * 2);
    let mut text = String::new();
    if negative {
        text.push('-');
    }
    let _ = write!(text, "{}.{:0digits$}", scaled / scale, scaled % scale);
    text
}

#[cfg(test)]
mod tests {
    use super::ratio;

    #[test]
    fn fractions_are_rounded_half_up() {
        for (over, under, digits, text) in [
            (1, 3, 4, "0.3333"),
            (2, 3, 1, "0.7"),
            (1, 4, 1, "0.3"),
            (9, 4, 1, "2.3"),
            (100_005, 100_000, 4, "1.0001"),
            (-1, 8, 2, "-0.13"),
            (7, 1, 6, "7.000000"),
            (0, 0, 4, "NaN"),
            (5, 0, 4, "Infinity"),
        ] {
            assert_eq!(ratio(over, under, digits), text);
        }
    }
}
