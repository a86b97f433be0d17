//! Java's text for a span of time: `P1DT2H3M4.5S`.

/// Nanoseconds of a second.
const NANOS: i128 = 1_000_000_000;

/// Reads a span of time, in nanoseconds; none if the text is not one, or one
/// that is longer than Java's can be.
///
/// Days, hours, minutes and seconds may each have a sign, and one for all may
/// stand before the `P`. Letters may be small. Only seconds may have a
/// fraction, of up to nine digits. There are no years, months and weeks.
///
/// Source: `java.time.Duration.parse`.
pub fn parse(text: &str) -> Option<i128> {
    let (all, text) = sign(text);
    let mut rest = text.strip_prefix(['P', 'p'])?;
    let mut in_time = false;
    let mut total: i128 = 0;
    let mut parts = 0;
    // The units still to come; each may be left out.
    let mut units = [('D', 86_400), ('H', 3_600), ('M', 60), ('S', 1)].as_slice();
    while !rest.is_empty() {
        if !in_time {
            if let Some(time) = rest.strip_prefix(['T', 't']) {
                (in_time, rest, parts) = (true, time, 0);
                units =
                    units.split_first().map_or(
                        units,
                        |(first, others)| {
                            if first.0 == 'D' {
                                others
                            } else {
                                units
                            }
                        },
                    );
                continue;
            }
        }
        let end = rest.find(|c: char| c.is_ascii_alphabetic())?;
        let unit = rest[end..].chars().next()?.to_ascii_uppercase();
        let place = units.iter().position(|(name, _)| *name == unit)?;
        if (unit == 'D') == in_time {
            return None;
        }
        let (seconds, nanos) = number(&rest[..end], unit == 'S')?;
        let seconds = i128::from(seconds) * i128::from(units[place].1);
        i64::try_from(seconds).ok()?;
        total += seconds * NANOS + nanos;
        rest = &rest[end + 1..];
        units = &units[place + 1..];
        parts += 1;
    }
    // `P` and `PT` are nothing, and so is a `T` that nothing follows.
    if parts == 0 {
        return None;
    }
    let total = if all { -total } else { total };
    i64::try_from(total.div_euclid(NANOS)).ok()?;
    Some(total)
}

/// Takes a sign off: whether it is negative, and the rest.
fn sign(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

/// A number with a sign and, if `fraction` is allowed, nanoseconds.
fn number(text: &str, fraction: bool) -> Option<(i64, i128)> {
    let (negative, digits) = sign(text);
    let (whole, part) = match digits.split_once(['.', ',']) {
        Some((whole, part)) if fraction => (whole, part),
        Some(_) => return None,
        None => (digits, ""),
    };
    let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !is_number(whole) || !is_number(part) || part.len() > 9 {
        return None;
    }
    let sign = if negative { "-" } else { "" };
    let seconds = [sign, whole].concat().parse().ok()?;
    let zeroes = &"000000000"[part.len()..];
    let nanos: i128 = [part, zeroes].concat().parse().ok()?;
    Some((seconds, if negative { -nanos } else { nanos }))
}
