//! `date`.

use super::calendar::Moment;
use super::options::{quoted, Spec};
use super::{Built, Said, Wrong};
use crate::process::Text;
use crate::sh::limits::Outside;
use protocol::date::{self, DAY_MS};
use protocol::record::Millis;

const SPEC: Spec = Spec {
    name: "date",
    letters: "ud:I",
    long: &[("utc", 'u'), ("universal", 'u'), ("date", 'd')],
    lacks: "fRrs",
    status: 1,
};

pub(super) fn date(args: &[Text], outside: Outside<'_>) -> Result<Built, Wrong> {
    let mut args = args.to_vec();
    let mut format: Option<Text> = None;
    args.retain(|arg| {
        let of = match &**arg {
            "-I" | "-Idate" | "--iso-8601" | "--iso-8601=date" => Some("%F"),
            "-Iseconds" | "--iso-8601=seconds" => Some("%FT%T%:z"),
            "-Iminutes" | "--iso-8601=minutes" => Some("%FT%H:%M%:z"),
            "-R" | "--rfc-email" => Some("%a, %d %b %Y %T %z"),
            "--rfc-3339=seconds" => Some("%F %T%:z"),
            _ => None,
        };
        format = of.map(Text::from).or(format.take());
        of.is_none()
    });
    let given = SPEC.read(&args)?;
    for operand in &given.operands {
        match operand.strip_prefix('+') {
            Some(_) if format.is_some() => {
                return Err(SPEC.mistake("multiple output formats specified"));
            }
            Some(text) => format = Some(text.into()),
            None => return Err(SPEC.lacking("setting the clock")),
        }
    }
    let at = match given.value('d') {
        None => outside.now,
        Some(text) => match instant(text, outside.now) {
            Some(at) => at,
            None => return Err(SPEC.wrong(&["invalid date ", &quoted(text)].concat())),
        },
    };
    let format = format.unwrap_or_else(|| "%a %b %e %T UTC %Y".into());
    let mut said = Said::default();
    write(&format, at, &mut said.out);
    said.out.push('\n');
    Ok(Built::Ended(said, 0))
}

/// The last instant that `date` knows here: the end of the year 9999.
const LAST: Millis = 253_402_300_799_999;

/// `now`, `@1795733103`, `2026-11-26 22:45:03`, `-5 minutes`, `1 hour ago`,
/// `yesterday`.
fn instant(text: &str, now: Millis) -> Option<Millis> {
    let text = text.trim().to_ascii_lowercase();
    let at = match text.as_str() {
        "now" => now,
        "today" => now,
        "yesterday" => now - DAY_MS,
        "tomorrow" => now + DAY_MS,
        _ => match text.strip_prefix('@') {
            Some(seconds) => {
                let (seconds, part) = seconds.split_once('.').unwrap_or((seconds, "0"));
                let part: String = [part, "00"].concat().chars().take(3).collect();
                let ms: Millis = part.parse().ok()?;
                seconds.parse::<Millis>().ok()?.checked_mul(1_000)? + ms
            }
            None => calendar(&text).or_else(|| relative(&text, now))?,
        },
    };
    (-LAST..=LAST).contains(&at).then_some(at)
}

/// `2026-11-26`, with a time of the day behind it or without.
fn calendar(text: &str) -> Option<Millis> {
    let text = text.strip_suffix(" utc").unwrap_or(text);
    let text = text.strip_suffix('z').unwrap_or(text);
    let text = text.strip_suffix("+00:00").unwrap_or(text);
    let (date, time) = text.split_once(['t', ' ']).unwrap_or((text, "0:0:0"));
    let numbers = |text: &str, between| -> Option<Vec<i64>> {
        let pieces = text.split(between);
        let number = |piece: &str| super::options::count(piece)?.try_into().ok();
        pieces.map(number).collect()
    };
    let (time, ms) = match time.split_once('.') {
        Some((time, part)) => (
            time,
            [part, "00"].concat().chars().take(3).collect::<String>(),
        ),
        None => (time, "0".into()),
    };
    let (date, time) = (numbers(date, '-')?, numbers(time.trim(), ':')?);
    let [year, month, day] = date.as_slice() else {
        return None;
    };
    let (hour, minute, second) = match time.as_slice() {
        [hour, minute] => (*hour, *minute, 0),
        [hour, minute, second] => (*hour, *minute, *second),
        _ => return None,
    };
    let exists = (0..=9_999).contains(year) && (1..=12).contains(month) && hour < 24;
    if !exists || minute > 59 || second > 59 || *day > 31 {
        return None;
    }
    let days = date::day(*year, *month, *day);
    let moment = Moment::of(days * DAY_MS);
    let same = (moment.month, moment.day) == (*month, *day);
    let ms: i64 = ms.parse().ok()?;
    same.then_some(days * DAY_MS + ((hour * 60 + minute) * 60 + second) * 1_000 + ms)
}

/// `5 minutes ago`, `-1 hour`, `+2 days`.
fn relative(text: &str, now: Millis) -> Option<Millis> {
    let (text, ago) = match text.strip_suffix("ago") {
        Some(rest) => (rest.trim(), true),
        None => (text, false),
    };
    let split = text.find(|c: char| c.is_ascii_alphabetic())?;
    let (count, unit) = text.split_at(split);
    let count: i64 = match count.replace(' ', "").trim_start_matches('+') {
        "" => 1,
        count => count.parse().ok()?,
    };
    let ms = match unit.strip_suffix('s').unwrap_or(unit) {
        "sec" | "second" => 1_000,
        "min" | "minute" => 60_000,
        "hour" => 3_600_000,
        "day" => DAY_MS,
        "week" => 7 * DAY_MS,
        _ => return None,
    };
    let span = count.checked_mul(ms)?;
    match ago {
        true => now.checked_sub(span),
        false => now.checked_add(span),
    }
}

fn digits(number: i64, width: usize) -> String {
    crate::sh::canonical::padded(number, width)
}

/// Writes an instant in a format.
fn write(format: &str, at: Millis, out: &mut String) {
    let moment = Moment::of(at);
    let mut chars = format.chars();
    while let Some(c) = chars.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        let before = chars.as_str();
        let Some(letter) = chars.next() else {
            out.push('%');
            return;
        };
        if letter == '3' && chars.as_str().starts_with('N') {
            chars.next();
            out.push_str(&digits(moment.millisecond, 3));
        } else if letter == ':' && chars.as_str().starts_with('z') {
            chars.next();
            out.push_str("+00:00");
        } else if letter == '-' && chars.as_str().starts_with(['d', 'm', 'H', 'M', 'S']) {
            let letter = chars.next().unwrap_or('d');
            let text = field(letter, &moment, at).unwrap_or_default();
            let short = text.trim_start_matches('0');
            out.push_str(if short.is_empty() { "0" } else { short });
        } else if let Some(text) = field(letter, &moment, at) {
            out.push_str(&text);
        } else {
            // What it does not know it prints as it is.
            out.push('%');
            out.push_str(&before[..letter.len_utf8()]);
        }
    }
}

fn field(letter: char, moment: &Moment, at: Millis) -> Option<String> {
    let inner = |format: &str| {
        let mut text = String::new();
        write(format, at, &mut text);
        text
    };
    let twelve = match moment.hour % 12 {
        0 => 12,
        hour => hour,
    };
    Some(match letter {
        '%' => "%".into(),
        'n' => "\n".into(),
        't' => "\t".into(),
        'Y' => digits(moment.year, 4),
        'y' => digits(moment.year.rem_euclid(100), 2),
        'C' => digits(moment.year / 100, 2),
        'm' => digits(moment.month, 2),
        'q' => ((moment.month + 2) / 3).to_string(),
        'd' => digits(moment.day, 2),
        'e' => super::lines::pad(&moment.day.to_string(), 2),
        'j' => digits(moment.year_day, 3),
        'H' => digits(moment.hour, 2),
        'I' => digits(twelve, 2),
        'k' => super::lines::pad(&moment.hour.to_string(), 2),
        'M' => digits(moment.minute, 2),
        'S' => digits(moment.second, 2),
        'N' => digits(moment.millisecond * 1_000_000, 9),
        'p' => if moment.hour < 12 { "AM" } else { "PM" }.into(),
        's' => at.div_euclid(1_000).to_string(),
        'u' => moment.weekday_number().to_string(),
        'w' => (moment.weekday_number() % 7).to_string(),
        'a' => moment.weekday_name()[..3].into(),
        'A' => moment.weekday_name().into(),
        'b' | 'h' => moment.month_name()[..3].into(),
        'B' => moment.month_name().into(),
        'Z' => "UTC".into(),
        'z' => "+0000".into(),
        'F' => inner("%Y-%m-%d"),
        'T' | 'X' => inner("%H:%M:%S"),
        'R' => inner("%H:%M"),
        'D' | 'x' => inner("%m/%d/%y"),
        'r' => inner("%I:%M:%S %p"),
        'c' => inner("%a %b %e %T %Y"),
        _ => return None,
    })
}
