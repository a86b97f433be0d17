//! `echo`, `printf`, `seq`, `true`, `false` and `sleep`.

use super::lines::pad;
use super::options::{count, quoted, Spec};
use super::{Built, Said, Wrong};
use crate::process::{ExitStatus, Text};
use crate::sh::limits::Outside;
use crate::sh::text::escape;
use protocol::record::Millis;

pub(super) fn succeed(_: &[Text], _: Outside<'_>) -> Result<Built, Wrong> {
    Ok(Built::Ended(Said::default(), 0))
}

pub(super) fn fail(_: &[Text], _: Outside<'_>) -> Result<Built, Wrong> {
    Ok(Built::Ended(Said::default(), 1))
}

fn printed(out: String, err: String, status: ExitStatus) -> Built {
    let said = Said {
        out,
        err,
        ..Said::default()
    };
    Built::Ended(said, status)
}

pub(super) fn echo(args: &[Text], _: Outside<'_>) -> Result<Built, Wrong> {
    let mut args = args;
    let (mut end, mut escapes) = (true, false);
    while let Some((first, rest)) = args.split_first() {
        let letters = first.strip_prefix('-').unwrap_or("");
        if letters.is_empty() || !letters.chars().all(|c| "neE".contains(c)) {
            break;
        }
        for letter in letters.chars() {
            match letter {
                'n' => end = false,
                'e' => escapes = true,
                _ => escapes = false,
            }
        }
        args = rest;
    }
    let mut text = args.join(" ");
    if escapes {
        let (escaped, stops) = unescape(&text, true);
        text = escaped;
        end &= !stops;
    }
    if end {
        text.push('\n');
    }
    Ok(printed(text, String::new(), 0))
}

/// A text with its escapes resolved, and whether `\c` says that there is no
/// more to print. An octal number has a 0 before it in `echo` and may have none
/// in `printf`.
fn unescape(text: &str, echo: bool) -> (String, bool) {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::new();
    let mut at = 0;
    while let Some(c) = chars.get(at).copied() {
        at += 1;
        let next = chars.get(at).copied();
        let Some(next) = next.filter(|_| c == '\\') else {
            out.push(c);
            continue;
        };
        at += 1;
        let mut code = |radix: u32, most: usize| {
            let mut code = None;
            for _ in 0..most {
                let Some(digit) = chars.get(at).and_then(|c| c.to_digit(radix)) else {
                    break;
                };
                code = Some(code.unwrap_or(0u32) * radix + digit);
                at += 1;
            }
            code
        };
        let value = match next {
            'c' if echo => return (out, true),
            'x' => code(16, 2),
            'u' => code(16, 4),
            'U' => code(16, 8),
            '0' if echo => Some(code(8, 3).unwrap_or(0)),
            '0'..='7' if !echo => {
                let first = next.to_digit(8).unwrap_or(0);
                let mut value = first;
                for _ in 0..2 {
                    match code(8, 1) {
                        Some(digit) => value = value * 8 + digit,
                        None => break,
                    }
                }
                Some(value)
            }
            _ => None,
        };
        match (value, escape(next)) {
            (Some(value), _) => out.extend(char::from_u32(value)),
            (None, Some(meant)) => out.push(meant),
            (None, None) if !echo && matches!(next, '"' | '\'' | '?') => out.push(next),
            (None, None) => out.extend(['\\', next]),
        }
    }
    (out, false)
}

/// One `%...` of a format.
#[derive(Clone, Debug, Default)]
struct Directive {
    left: bool,
    zeros: bool,
    plus: bool,
    blank: bool,
    width: usize,
    precision: Option<usize>,
}

/// How wide `printf` makes anything.
const WIDEST: usize = 4_096;

pub(super) fn printf(args: &[Text], outside: Outside<'_>) -> Result<Built, Wrong> {
    let (args, options) = match args.first() {
        Some(first) if &**first == "--" => (&args[1..], false),
        _ => (args, true),
    };
    let Some((format, values)) = args.split_first() else {
        let usage = "printf: usage: printf [-v var] format [arguments]\n";
        return Ok(printed(String::new(), usage.into(), 2));
    };
    if options && format.len() > 1 && format.starts_with('-') {
        let option: String = format.chars().take(2).collect();
        let text = [
            "bash: printf: ",
            &option,
            ": invalid option\nprintf: usage: printf [-v var] format [arguments]\n",
        ];
        return Ok(printed(String::new(), text.concat(), 2));
    }
    let mut printer = Printer {
        values: values.iter(),
        out: String::new(),
        err: String::new(),
        took: false,
        stopped: false,
    };
    loop {
        printer.took = false;
        if !printer.format(format) || printer.stopped {
            break;
        }
        if !printer.took || printer.values.len() == 0 {
            break;
        }
        if printer.out.len() > outside.limits.held_bytes {
            printer.complain(&["write error: No space left on device"]);
            break;
        }
    }
    let status = ExitStatus::from(!printer.err.is_empty());
    Ok(printed(printer.out, printer.err, status))
}

struct Printer<'a> {
    values: std::slice::Iter<'a, Text>,
    out: String,
    err: String,
    /// Whether the format took a value in this turn.
    took: bool,
    stopped: bool,
}

impl Printer<'_> {
    fn complain(&mut self, text: &[&str]) {
        self.err.push_str("bash: printf: ");
        self.err.push_str(&text.concat());
        self.err.push('\n');
    }

    fn value(&mut self) -> Option<&str> {
        self.took = true;
        self.values.next().map(|value| &**value)
    }

    /// Prints the format once; answers whether it was right.
    fn format(&mut self, format: &str) -> bool {
        let mut rest = format;
        while let Some(at) = rest.find('%') {
            self.out.push_str(&unescape(&rest[..at], false).0);
            rest = &rest[at + 1..];
            if let Some(after) = rest.strip_prefix('%') {
                self.out.push('%');
                rest = after;
                continue;
            }
            match self.directive(rest) {
                Some(after) => rest = after,
                None => return false,
            }
            if self.stopped {
                return true;
            }
        }
        self.out.push_str(&unescape(rest, false).0);
        true
    }

    fn directive<'f>(&mut self, text: &'f str) -> Option<&'f str> {
        let mut directive = Directive::default();
        let mut rest = text;
        loop {
            match rest.chars().next() {
                Some('-') => directive.left = true,
                Some('0') => directive.zeros = true,
                Some('+') => directive.plus = true,
                Some(' ') => directive.blank = true,
                _ => break,
            }
            rest = &rest[1..];
        }
        let (width, after) = self.size(rest);
        directive.width = width.unwrap_or(0);
        rest = after;
        if let Some(after) = rest.strip_prefix('.') {
            let (precision, after) = self.size(after);
            directive.precision = Some(precision.unwrap_or(0));
            rest = after;
        }
        // How long a number is in memory says nothing here.
        rest = rest.trim_start_matches(['h', 'j', 'l', 'L', 't', 'z']);
        let Some(kind) = rest.chars().next() else {
            let shown = ["`%", text, "': missing format character"].concat();
            self.complain(&[&shown]);
            return None;
        };
        match kind {
            's' | 'b' | 'c' => self.text(kind, &directive),
            'd' | 'i' | 'u' | 'x' | 'X' | 'o' => self.number(kind, &directive),
            'f' | 'e' | 'g' | 'q' => {
                let shown = ["%", &kind.to_string()].concat();
                self.complain(&[
                    &shown,
                    " is not in this playground: it has %s, %b, %c, %d, %x, %o and %%",
                ]);
                return None;
            }
            other => {
                let shown = ["`", &other.to_string(), "': invalid format character"].concat();
                self.complain(&[&shown]);
                return None;
            }
        }
        Some(&rest[kind.len_utf8()..])
    }

    /// A width: digits, or `*`, which is a value.
    fn size<'f>(&mut self, text: &'f str) -> (Option<usize>, &'f str) {
        if let Some(rest) = text.strip_prefix('*') {
            let size = self.value().and_then(count).unwrap_or(0);
            return (Some(size.min(WIDEST)), rest);
        }
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let size = count(&text[..digits]).map(|size| size.min(WIDEST));
        (size, &text[digits..])
    }

    fn text(&mut self, kind: char, directive: &Directive) {
        let value = self.value().unwrap_or("").to_owned();
        let value = match kind {
            'b' => {
                let (text, stops) = unescape(&value, true);
                self.stopped = stops;
                text
            }
            'c' => value.chars().take(1).collect(),
            _ => value,
        };
        let value: String = match directive.precision {
            Some(most) => value.chars().take(most).collect(),
            None => value,
        };
        self.padded(&value, directive);
    }

    fn padded(&mut self, text: &str, directive: &Directive) {
        if directive.left {
            let length = text.chars().count();
            self.out.push_str(text);
            let blanks = directive.width.saturating_sub(length);
            self.out.push_str(&" ".repeat(blanks));
        } else {
            self.out.push_str(&pad(text, directive.width));
        }
    }

    fn number(&mut self, kind: char, directive: &Directive) {
        let text = self.value().unwrap_or("").trim_start().to_owned();
        let number = match integer(&text) {
            _ if text.is_empty() => 0,
            Ok(number) => number,
            Err(number) => {
                self.complain(&[&text, ": invalid number"]);
                number
            }
        };
        let signed = matches!(kind, 'd' | 'i');
        let digits = match kind {
            'x' => format!("{number:x}"),
            'X' => format!("{number:X}"),
            'o' => format!("{number:o}"),
            'u' => (number as u64).to_string(),
            _ => number.unsigned_abs().to_string(),
        };
        let sign = match (number < 0, directive.plus, directive.blank) {
            _ if !signed => "",
            (true, ..) => "-",
            (false, true, _) => "+",
            (false, false, true) => " ",
            _ => "",
        };
        let least = match directive.precision {
            Some(digits) => digits,
            None if directive.zeros && !directive.left => {
                directive.width.saturating_sub(sign.len())
            }
            None => 0,
        };
        let zeros = least.saturating_sub(digits.len());
        self.padded(&[sign, &"0".repeat(zeros), &digits].concat(), directive);
    }
}

/// A number as C reads one; where it is none, what is read of it.
fn integer(text: &str) -> Result<i64, i64> {
    if let Some(c) = text.strip_prefix(['\'', '"']) {
        return Ok(c.chars().next().map_or(0, |c| i64::from(u32::from(c))));
    }
    let (minus, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (radix, digits) = match digits.strip_prefix("0x").or(digits.strip_prefix("0X")) {
        Some(rest) => (16, rest),
        None if digits.len() > 1 && digits.starts_with('0') => (8, digits),
        None => (10, digits),
    };
    let mut number: i64 = 0;
    let mut read = 0;
    for c in digits.chars() {
        let Some(digit) = c.to_digit(radix) else {
            break;
        };
        read += 1;
        number = number
            .saturating_mul(i64::from(radix))
            .saturating_add(i64::from(digit));
    }
    let number = if minus { -number } else { number };
    match read > 0 && read == digits.len() {
        true => Ok(number),
        false => Err(number),
    }
}

const SEQ: Spec = Spec {
    name: "seq",
    letters: "s:wf:",
    long: &[("separator", 's'), ("equal-width", 'w'), ("format", 'f')],
    lacks: "",
    status: 1,
};

pub(super) fn seq(args: &[Text], outside: Outside<'_>) -> Result<Built, Wrong> {
    // A number below zero is no option.
    let is_number = |arg: &Text| {
        let rest = arg.strip_prefix('-').unwrap_or("");
        rest.starts_with(|c: char| c.is_ascii_digit() || c == '.')
    };
    let options = args.iter().position(is_number).unwrap_or(args.len());
    let mut given = SEQ.read(&args[..options])?;
    given.operands.extend(args[options..].iter().cloned());
    let number = |text: &Text| match text.strip_prefix('+').unwrap_or(text).parse::<i64>() {
        Ok(number) => Ok(number),
        Err(_) if text.contains('.') && text.replace(['.', '-'], "").parse::<u64>().is_ok() => {
            Err(SEQ.lacking("a number with a point"))
        }
        Err(_) => {
            let said = ["invalid floating point argument: ", &quoted(text)];
            Err(SEQ.mistake(&said.concat()))
        }
    };
    let mut numbers = Vec::new();
    for operand in &given.operands {
        if numbers.len() == 3 {
            return Err(SEQ.mistake(&["extra operand ", &quoted(operand)].concat()));
        }
        numbers.push(number(operand)?);
    }
    let (from, step, to) = match numbers.as_slice() {
        [] => return Err(SEQ.mistake("missing operand")),
        [to] => (1, 1, *to),
        [from, to] => (*from, 1, *to),
        [from, step, to, ..] => (*from, *step, *to),
    };
    if step == 0 {
        let said = [
            "invalid Zero increment value: ",
            &quoted(&given.operands[1]),
        ];
        return Err(SEQ.mistake(&said.concat()));
    }
    let format = given
        .value('f')
        .map(|text| Format::read(text))
        .transpose()?;
    let wide = from.to_string().len().max(to.to_string().len());
    let width = if given.has('w') { wide } else { 0 };
    let separator = given.value('s').map_or("\n", |text| text);
    let mut out = String::new();
    let mut number = from;
    while (step > 0 && number <= to) || (step < 0 && number >= to) {
        if number != from {
            out.push_str(separator);
        }
        match &format {
            Some(format) => format.print(number, &mut out),
            None => out.push_str(&crate::sh::canonical::padded(number, width)),
        }
        if out.len() > outside.limits.held_bytes {
            return Err(SEQ.wrong("write error: No space left on device"));
        }
        match number.checked_add(step) {
            Some(next) => number = next,
            None => break,
        }
    }
    if !out.is_empty() {
        out.push('\n');
    }
    Ok(printed(out, String::new(), 0))
}

/// `-f key-%03g`.
struct Format {
    before: String,
    width: usize,
    after: String,
}

impl Format {
    fn read(text: &str) -> Result<Format, Wrong> {
        let wrong = || {
            SEQ.lacking(
                &[
                    "the format ",
                    &quoted(text),
                    " (it may be as in 'key-%03g')",
                ]
                .concat(),
            )
        };
        let (before, rest) = text.split_once('%').ok_or_else(wrong)?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (width, rest) = rest.split_at(digits);
        let after = ["g", ".0f"].iter().find_map(|kind| rest.strip_prefix(kind));
        let after = after
            .filter(|after| !after.contains('%'))
            .ok_or_else(wrong)?;
        if !(width.is_empty() || width.starts_with('0')) {
            return Err(wrong());
        }
        Ok(Format {
            before: before.into(),
            width: count(width).unwrap_or(0).min(64),
            after: after.into(),
        })
    }

    fn print(&self, number: i64, out: &mut String) {
        out.push_str(&self.before);
        out.push_str(&crate::sh::canonical::padded(number, self.width));
        out.push_str(&self.after);
    }
}

pub(super) fn sleep(args: &[Text], outside: Outside<'_>) -> Result<Built, Wrong> {
    let spec = Spec {
        name: "sleep",
        letters: "",
        long: &[],
        lacks: "",
        status: 1,
    };
    let given = spec.read(args)?;
    if given.operands.is_empty() {
        return Err(spec.mistake("missing operand"));
    }
    let mut rest: Millis = 0;
    for operand in &given.operands {
        match duration(operand) {
            Some(ms) => rest = rest.saturating_add(ms),
            None => {
                let text = ["invalid time interval ", &quoted(operand)];
                return Err(spec.mistake(&text.concat()));
            }
        }
    }
    Ok(match rest {
        0 => printed(String::new(), String::new(), 0),
        rest => Built::Rests(outside.now.saturating_add(rest)),
    })
}

/// `5`, `0.5`, `2m`: in milliseconds.
fn duration(text: &str) -> Option<Millis> {
    let (number, unit) = match text.char_indices().last()? {
        (at, 's') => (&text[..at], 1_000),
        (at, 'm') => (&text[..at], 60_000),
        (at, 'h') => (&text[..at], 3_600_000),
        (at, 'd') => (&text[..at], 86_400_000),
        _ => (text, 1_000),
    };
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    if whole.is_empty() && part.is_empty() {
        return None;
    }
    let digits = |text: &str| text.bytes().all(|c| c.is_ascii_digit());
    if !digits(whole) || !digits(part) {
        return None;
    }
    let whole: Millis = match whole {
        "" => 0,
        whole => whole.parse().unwrap_or(Millis::MAX),
    };
    let part: String = [part, "000"].concat().chars().take(3).collect();
    let thousandths: Millis = part.parse().ok()?;
    let ms = whole.saturating_mul(unit);
    Some(ms.saturating_add(thousandths * unit / 1_000))
}
