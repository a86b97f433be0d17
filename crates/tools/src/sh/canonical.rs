//! From what a text means to one line that means the same.

use super::error::SyntaxError;
use super::parse::parse;
use super::read::begins_name;
use super::tree::{Item, Join, Kind, List, Node, Part, Pipeline, Program, Redirect, Word};

/// The same text on one line: line ends between commands become `;`, and those
/// in quotes and here-documents `\n` in `$'...'`. What stands on one line
/// already stays as it was written.
///
/// # Errors
/// What is wrong with the text.
pub fn canonical(text: &str) -> Result<String, SyntaxError> {
    let program = parse(text)?;
    let text = text.trim_matches([' ', '\t', '\n', '\r']);
    if !text.chars().any(|c| c.is_control() && c != '\t') && !text.ends_with('\\') {
        return Ok(text.to_owned());
    }
    Ok(write(&program))
}

/// The line that a program is.
fn write(program: &Program) -> String {
    let mut line = String::new();
    list(&program.list, &mut line);
    // The last `;` is not needed.
    line.pop();
    if program.background {
        line.push_str(" &");
    }
    line
}

/// The text of a word.
pub(super) fn write_word(of: &Word) -> String {
    let mut line = String::new();
    word(of, false, &mut line);
    line
}

/// A text, in quotes where it needs them.
pub(super) fn quoted(of: &str) -> String {
    let mut line = String::new();
    text(of, false, &mut line);
    line
}

/// Items, each with `;` behind it.
fn list(items: &List, line: &mut String) {
    for (index, one) in items.iter().enumerate() {
        if index > 0 {
            line.push(' ');
        }
        item(one, line);
        line.push(';');
    }
}

fn item(of: &Item, line: &mut String) {
    for (join, commands) in &of.chain {
        line.push_str(match join {
            Join::First => "",
            Join::And => " && ",
            Join::Or => " || ",
        });
        pipeline(commands, line);
    }
}

fn pipeline(commands: &Pipeline, line: &mut String) {
    for (index, command) in commands.iter().enumerate() {
        if index > 0 {
            line.push_str(" | ");
        }
        node(command, line);
    }
}

fn node(of: &Node, line: &mut String) {
    let from = line.len();
    match &of.kind {
        Kind::Simple { assignments, words } => {
            for (name, value) in assignments {
                between(line, from);
                line.push_str(name);
                line.push('=');
                if value.text() != Some("") {
                    word(value, false, line);
                }
            }
            for (index, one) in words.iter().enumerate() {
                between(line, from);
                word(one, index == 0, line);
            }
        }
        Kind::For { name, words, body } => {
            line.push_str("for ");
            line.push_str(name);
            line.push_str(" in");
            for one in words {
                line.push(' ');
                word(one, false, line);
            }
            line.push_str("; do ");
            list(body, line);
            line.push_str(" done");
        }
        Kind::While { read, body } => {
            line.push_str("while ");
            if let Some(separators) = &read.separators {
                line.push_str("IFS=");
                if separators.text() != Some("") {
                    word(separators, false, line);
                }
                line.push(' ');
            }
            line.push_str(if read.raw { "read -r" } else { "read" });
            for name in &read.names {
                line.push(' ');
                line.push_str(name);
            }
            line.push_str("; do ");
            list(body, line);
            line.push_str(" done");
        }
        Kind::Braces(body) => {
            line.push_str("{ ");
            list(body, line);
            line.push_str(" }");
        }
        Kind::Parentheses(body) => {
            // Two of them would be arithmetic.
            line.push_str("( ");
            list(body, line);
            line.push_str(" )");
        }
    }
    for one in &of.redirects {
        between(line, from);
        redirect(one, line);
    }
}

/// A blank, unless nothing stands before.
fn between(line: &mut String, from: usize) {
    if line.len() > from {
        line.push(' ');
    }
}

fn redirect(of: &Redirect, line: &mut String) {
    let name = match of {
        Redirect::Input(name) => {
            line.push_str("< ");
            name
        }
        Redirect::Here(text) => {
            line.push_str("<<< ");
            text
        }
        Redirect::File {
            errors,
            append,
            name,
        } => {
            line.push_str(if *errors { "2>" } else { ">" });
            line.push_str(if *append { "> " } else { " " });
            name
        }
        Redirect::Join { errors } => {
            line.push_str(if *errors { "2>&1" } else { ">&2" });
            return;
        }
    };
    word(name, false, line);
}

/// A word; a command's first is quoted where it would mean something else.
fn word(of: &Word, first: bool, line: &mut String) {
    for (index, part) in of.0.iter().enumerate() {
        let quoted = match part {
            Part::Variable { quoted, .. }
            | Part::Status { quoted }
            | Part::Output { quoted, .. } => *quoted,
            Part::Text(_) | Part::Range { .. } => false,
        };
        if quoted {
            line.push('"');
        }
        match part {
            Part::Text(text) => self::text(text, first && index == 0, line),
            Part::Variable { name, quoted } => {
                let ambiguous = !quoted && matches!(of.0.get(index + 1), Some(Part::Text(_)));
                line.push_str(if ambiguous { "${" } else { "$" });
                line.push_str(name);
                if ambiguous {
                    line.push('}');
                }
            }
            Part::Status { .. } => line.push_str("$?"),
            Part::Output { pipeline: of, .. } => {
                line.push_str("$(");
                // `$((` would be arithmetic, but no group stands in it.
                pipeline(of, line);
                line.push(')');
            }
            Part::Range {
                from,
                to,
                step,
                width,
            } => {
                line.push('{');
                line.push_str(&padded(*from, *width));
                line.push_str("..");
                line.push_str(&padded(*to, *width));
                if *step != 1 {
                    line.push_str("..");
                    line.push_str(&step.to_string());
                }
                line.push('}');
            }
        }
        if quoted {
            line.push('"');
        }
    }
}

/// A number with zeros before it up to a width.
pub(super) fn padded(number: i64, width: usize) -> String {
    let digits = number.unsigned_abs().to_string();
    let sign = if number < 0 { "-" } else { "" };
    let zeros = width.saturating_sub(digits.len() + sign.len());
    [sign, &"0".repeat(zeros), &digits].concat()
}

/// Whether a character may stand without quotes.
fn plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || "_-./:,@%+=".contains(c)
}

/// Whether a text may stand without quotes.
fn is_plain(text: &str, first: bool) -> bool {
    let assigns = text.contains('=') && text.starts_with(begins_name);
    !text.is_empty() && text.chars().all(plain) && !(first && (assigns || means(text)))
}

/// Whether a word means something where a command begins.
fn means(text: &str) -> bool {
    const WORDS: [&str; 15] = [
        "if", "case", "until", "select", "function", "coproc", "time", "then", "elif", "else",
        "fi", "esac", "do", "done", "for",
    ];
    WORDS.contains(&text) || text == "while"
}

fn text(text: &str, first: bool, line: &mut String) {
    if is_plain(text, first) {
        line.push_str(text);
        return;
    }
    // An option shows its hyphen: -d' '.
    let mut text = text;
    if text.starts_with('-') {
        let begin = text.find(|c| !plain(c)).unwrap_or_default();
        line.push_str(&text[..begin]);
        text = &text[begin..];
    }
    if !text.chars().any(|c| c.is_control() || c == '\'') {
        line.push('\'');
        line.push_str(text);
        line.push('\'');
        return;
    }
    line.push_str("$'");
    for c in text.chars() {
        match c {
            '\'' | '\\' => {
                line.push('\\');
                line.push(c);
            }
            '\n' => line.push_str("\\n"),
            '\t' => line.push_str("\\t"),
            '\r' => line.push_str("\\r"),
            c if c.is_control() => {
                line.push_str("\\u");
                line.push_str(&hex4(c));
            }
            c => line.push(c),
        }
    }
    line.push('\'');
}

/// A control character's code: all of them are below U+00A0.
fn hex4(c: char) -> String {
    let code = u32::from(c);
    let digit = |shift: u32| char::from_digit((code >> shift) & 15, 16).unwrap_or('0');
    [digit(12), digit(8), digit(4), digit(0)].iter().collect()
}
