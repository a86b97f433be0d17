//! Scripts: lines with their instants, as they are saved, shared and typed.
//!
//! ```text
//! # kafka-playground script v1, seed 1, start 1767603600000
//! topic create orders --partitions 3
//! @12.480 crash c1
//! @12.480+7 start c2
//! ```
//!
//! The header says on which cluster it was written. A line is run at the
//! instant that it names, or right after the line before it; what begins with
//! `#` is a comment. This is the only place that knows how a script is written.
//!
//! *Read next: [`saved`](crate::saved), a script that has branches.*

use crate::parse::{parse, Nothing};
use crate::refusal::ParseError;
use crate::refusal::ShellError;
use crate::saved::begins_branch;
use crate::tool_line::needs_more;
use cluster::instant::Instant;
use protocol::record::Millis;
use std::fmt;

const HEADER: &str = "# kafka-playground script v";
const VERSION: &str = "1";

/// What a script's header says of the cluster that it was written on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// The seed of chance.
    pub seed: u64,
    /// The start, in Unix time.
    pub start: Millis,
}

impl Header {
    /// Reads the header of a script; what it does not say is as in `default`.
    ///
    /// # Errors
    /// For a header of another version, and for numbers that are none.
    pub fn read(script: &str, default: Header) -> Result<Header, ScriptError> {
        let Some((row, said)) = header_row(script) else {
            return Ok(default);
        };
        let mut header = default;
        let mut column = count(row.text) - count(said);
        for (index, part) in said.split(',').enumerate() {
            let word = Placed::trimmed(part, column);
            column += part.chars().count() + 1;
            match (index, word.text.split_once(' ')) {
                (0, _) if word.text == VERSION => {}
                (0, _) => return Err(row.wrong(&word, "is another version; this one is v1")),
                (_, Some(("seed", seed))) => {
                    let seed = seed.parse().ok();
                    let what = "is no seed, which is a whole number from 0";
                    header.seed = seed.ok_or_else(|| row.wrong(&word, what))?;
                }
                (_, Some(("start", start))) => {
                    let start = start.parse().ok();
                    let what = "is no start, which is a whole number of Unix milliseconds";
                    header.start = start.ok_or_else(|| row.wrong(&word, what))?;
                }
                // A later version may say more.
                _ => {}
            }
        }
        Ok(header)
    }

    /// Whether a script says on which cluster it was written.
    pub fn is_said(script: &str) -> bool {
        header_row(script).is_some()
    }

    /// The parts of a script's header but for its version, each with its row.
    pub(crate) fn parts(script: &str) -> impl Iterator<Item = (Row<'_>, &str)> {
        let said = header_row(script);
        said.into_iter()
            .flat_map(|(row, said)| said.split(',').skip(1).map(move |part| (row, part.trim())))
    }
}

/// The row of a script that is its header, with what it says.
fn header_row(script: &str) -> Option<(Row<'_>, &str)> {
    let row = rows(script).find(|row| !row.text.trim().is_empty())?;
    Some((row, row.text.trim_start().strip_prefix(HEADER)?))
}

impl fmt::Display for Header {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Header { seed, start } = self;
        write!(f, "{HEADER}{VERSION}, seed {seed}, start {start}")
    }
}

/// A part of a row, and where it stands.
struct Placed<'a> {
    text: &'a str,
    column: usize,
}

impl<'a> Placed<'a> {
    fn trimmed(text: &'a str, column: usize) -> Self {
        let before = text.chars().take_while(|c| c.is_whitespace()).count();
        Placed {
            text: text.trim(),
            column: column + before,
        }
    }
}

/// A row of a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// Its number, from 1.
    pub number: usize,
    /// Its text.
    pub text: &'a str,
}

impl Row<'_> {
    fn wrong(&self, what: &Placed<'_>, message: &str) -> ScriptError {
        ScriptError {
            row: self.number,
            error: misplaced(
                ["\"", what.text, "\" ", message, "."].concat(),
                what.column,
                what.text.chars().count(),
            ),
        }
    }

    /// Whether it says nothing: it is empty, or a comment.
    pub fn is_silent(&self) -> bool {
        let text = self.text.trim_start();
        text.is_empty() || text.starts_with('#')
    }
}

/// The rows of a script.
pub fn rows(script: &str) -> impl Iterator<Item = Row<'_>> {
    let script = script.strip_prefix('\u{feff}').unwrap_or(script);
    let numbered = script.lines().enumerate();
    numbered.map(|(index, text)| Row {
        number: index + 1,
        text,
    })
}

/// The rows of a script that say something, of its first branch alone.
pub fn first_branch(script: &str) -> impl Iterator<Item = Row<'_>> {
    rows(script)
        .take_while(|row| !begins_branch(row.text))
        .filter(|row| !row.is_silent())
}

/// A line of a script with all of its rows: a here-document, or a loop that is
/// written over several of them, is one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The number of its first row, from 1.
    pub number: usize,
    /// Its rows.
    pub text: String,
}

/// The lines of a script's first branch, each with all of its rows.
pub fn entries(script: &str) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut open = false;
    for row in rows(script).take_while(|row| !begins_branch(row.text)) {
        match entries.last_mut() {
            Some(entry) if open => {
                entry.text.push('\n');
                entry.text.push_str(row.text);
            }
            _ if row.is_silent() => continue,
            _ => entries.push(Entry {
                number: row.number,
                text: row.text.to_owned(),
            }),
        }
        open = entries.last().is_some_and(|entry| {
            let line = ScriptLine::read(&entry.text);
            line.is_ok_and(|line| needs_more(line.line))
        });
    }
    entries
}

/// Why a script is none, or was not played to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptError {
    /// The row, from 1.
    pub row: usize,
    /// What is wrong with it; its columns are those of the row.
    pub error: ShellError,
}

impl ScriptError {
    /// What is wrong in a row.
    pub(crate) fn at(row: usize, message: String, column: usize, length: usize) -> Self {
        let error = misplaced(message, column, length);
        ScriptError { row, error }
    }
}

impl fmt::Display for ScriptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "row {}: {}", self.row, self.error)
    }
}

impl std::error::Error for ScriptError {}

fn misplaced(message: String, column: usize, length: usize) -> ShellError {
    ShellError {
        code: "syntax",
        message,
        column: Some(column),
        length: Some(length),
    }
}

/// A line of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptLine<'a> {
    /// When it is run; none is right after the line before it.
    pub at: Option<Instant>,
    /// The command line, without the instant.
    pub line: &'a str,
    /// How many characters of its row stand before it.
    pub column: usize,
}

impl<'a> ScriptLine<'a> {
    /// Parts a row into the instant, if it names one, and the line.
    ///
    /// # Errors
    /// For what stands at the place of an instant and is none.
    pub fn read(text: &'a str) -> Result<Self, ShellError> {
        let start = text.trim_start();
        if !start.starts_with('@') {
            return Ok(ScriptLine {
                at: None,
                line: text,
                column: 0,
            });
        }
        let (instant, line) = start.split_once(char::is_whitespace).unwrap_or((start, ""));
        let before = count(text) - count(start);
        let at = Instant::parse(instant).ok_or_else(|| {
            let message = ["\"", instant, "\" is no instant. It is written @12.480, in seconds; @12.480+7 is after the 7th step of that millisecond."];
            misplaced(message.concat(), before, count(instant))
        })?;
        Ok(ScriptLine {
            at: Some(at),
            line,
            column: count(text) - count(line),
        })
    }

    /// An error of the line, with its place in the row.
    pub(crate) fn shifted(&self, mut error: ShellError) -> ShellError {
        error.column = error.column.map(|column| column + self.column);
        error
    }

    /// An error about the instant.
    pub(crate) fn at_instant(&self, text: &str, message: String) -> ShellError {
        let before = count(text) - count(text.trim_start());
        let length = self.column.saturating_sub(before + 1).max(1);
        misplaced(message, before, length)
    }
}

fn count(text: &str) -> usize {
    text.chars().count()
}

/// A script that was read, and whose every line is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script<'a> {
    /// The cluster that it wants.
    pub header: Header,
    /// Its lines, each with its row.
    pub lines: Vec<(Row<'a>, ScriptLine<'a>)>,
}

impl<'a> Script<'a> {
    /// Reads a whole script. Whether its commands can be issued shows when
    /// they are; that each is one, and that time goes on from line to line, is
    /// known here.
    ///
    /// # Errors
    /// The first row that is wrong.
    pub fn read(text: &'a str, default: Header) -> Result<Self, ScriptError> {
        Script::read_with(text, default, &mut |_| Ok(None))
    }

    /// Reads a script in which some rows begin branches: `branch` says where
    /// they left another one. Each stands among the lines.
    ///
    /// # Errors
    /// The first row that is wrong.
    pub(crate) fn read_with(
        text: &'a str,
        default: Header,
        branch: &mut dyn FnMut(&Row<'a>) -> Result<Option<Instant>, ScriptError>,
    ) -> Result<Self, ScriptError> {
        let header = Header::read(text, default)?;
        let mut lines: Vec<(Row<'_>, ScriptLine<'_>)> = Vec::new();
        let mut latest: Option<Instant> = None;
        for row in rows(text).filter(|row| !row.is_silent()) {
            if let Some(place) = branch(&row)? {
                latest = Some(place);
                let (at, line) = (latest, row.text);
                lines.push((
                    row,
                    ScriptLine {
                        at,
                        line,
                        column: 0,
                    },
                ));
                continue;
            }
            let wrong = |error| ScriptError {
                row: row.number,
                error,
            };
            let line = ScriptLine::read(row.text).map_err(wrong)?;
            if let (Some(at), Some(latest)) = (line.at, latest) {
                // Between the steps of a command that came after all that was
                // due others may come.
                let within = at.at() == latest.at() && latest.ordinal().is_none();
                if at < latest && !within {
                    let message = format!("{at} is before {latest}, which stands above it.");
                    return Err(wrong(line.at_instant(row.text, message)));
                }
            }
            latest = line.at.or(latest);
            parse(line.line, &Nothing)
                .map_err(|error: ParseError| wrong(line.shifted(error.into())))?;
            lines.push((row, line));
        }
        Ok(Script { header, lines })
    }
}

/// The text of the first comment that is no header and has no command above
/// it: what a script calls itself.
pub fn title(script: &str) -> &str {
    rows(script)
        .map(|row| row.text.trim())
        .filter(|text| !text.is_empty() && !text.starts_with(HEADER))
        .map_while(|text| text.strip_prefix('#'))
        .map(str::trim)
        .find(|title| !title.is_empty())
        .unwrap_or_default()
}

/// The lines of a paste: without the prompts of a copied session, and without
/// what says nothing.
pub fn pasted(text: &str) -> Vec<&str> {
    rows(text)
        .map(|row| {
            let text = row.text.trim();
            let prompted = text.strip_prefix('$');
            let line = prompted.filter(|line| line.starts_with(char::is_whitespace));
            line.unwrap_or(text).trim()
        })
        .filter(|text| !text.is_empty() && !text.starts_with('#'))
        .collect()
}

/// A command as a script has it: `@12.480 crash c1`.
pub fn scripted(at: Instant, line: &str) -> String {
    format!("{at} {line}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEFAULT: Header = Header { seed: 7, start: 9 };

    #[test]
    fn a_script_is_read_row_by_row() {
        let text = "\u{feff}\n  # kafka-playground script v1, seed 3, start -4\n# A crash\n\n topic create a\r\n@12.480 crash c1\n  @12.480+7 \"x\" --y\n@3600 wait 3s";
        let lines: Vec<_> = rows(text)
            .filter(|row| !row.is_silent())
            .map(|row| (row.number, ScriptLine::read(row.text).unwrap()))
            .collect();
        let line = |at, line, column| ScriptLine { at, line, column };
        let at = |ms| Some(Instant::after_all(ms));
        assert_eq!(
            lines,
            [
                (5, line(None, " topic create a", 0)),
                (6, line(at(12_480), "crash c1", 8)),
                (7, line(Some(Instant::after(12_480, 7)), "\"x\" --y", 12)),
                (8, line(at(3_600_000), "wait 3s", 6)),
            ]
        );
        let header = Header { seed: 3, start: -4 };
        assert_eq!(Header::read(text, DEFAULT), Ok(header));
        assert_eq!(title(text), "A crash");
    }

    #[test]
    fn headers_are_read_as_they_are_written() {
        for header in [
            DEFAULT,
            Header {
                seed: u64::MAX,
                start: i64::MIN,
            },
        ] {
            assert_eq!(Header::read(&header.to_string(), DEFAULT), Ok(header));
        }
        for text in [
            "",
            "crash c1",
            "# seed 3",
            "\n\n",
            "crash\n# kafka-playground script v2",
        ] {
            assert_eq!(Header::read(text, DEFAULT), Ok(DEFAULT), "{text}");
        }
        let more = "# kafka-playground script v1, seed 3, semantics 2";
        let header = Header { seed: 3, start: 9 };
        assert_eq!(Header::read(more, DEFAULT), Ok(header));
    }

    #[test]
    fn what_is_wrong_in_a_script_has_its_row_and_column() {
        const AT: &str =
            " is no instant. It is written @12.480, in seconds; @12.480+7 is after the 7th step of that millisecond.";
        for (text, row, under, message) in [
            (
                "# kafka-playground script v2",
                1,
                "2",
                "\"2\" is another version; this one is v1.".to_owned(),
            ),
            (
                "\n # kafka-playground script v1, seed x",
                2,
                "seed x",
                "\"seed x\" is no seed, which is a whole number from 0.".to_owned(),
            ),
            (
                "# kafka-playground script v1, seed 1, start -",
                1,
                "start -",
                "\"start -\" is no start, which is a whole number of Unix milliseconds.".to_owned(),
            ),
            ("crash c1\n @x crash c1", 2, "@x", ["\"@x\"", AT].concat()),
            ("@", 1, "@", ["\"@\"", AT].concat()),
            ("@1.0001 help", 1, "@1.0001", ["\"@1.0001\"", AT].concat()),
            ("@1+ help", 1, "@1+", ["\"@1+\"", AT].concat()),
            (
                "@2 help\n@1.5 help",
                2,
                "@1.5",
                "@1.500 is before @2.000, which stands above it.".to_owned(),
            ),
            (
                "@2+10 help\nhelp\n@2+9 help",
                3,
                "@2+9",
                "@2.000+9 is before @2.000+10, which stands above it.".to_owned(),
            ),
            (
                "#\n@2 crash c1 c2",
                2,
                "c2",
                "crash does not know what to do with \"c2\". Words with blanks are quoted."
                    .to_owned(),
            ),
            (
                "é @2\n",
                1,
                "é",
                "There is no command \"é\". help lists the commands.".to_owned(),
            ),
            ("\u{3000}@2\tcrash é", 0, "", String::new()),
        ] {
            let error = match Script::read(text, DEFAULT) {
                Err(error) => error,
                Ok(_) if row == 0 => continue,
                Ok(script) => panic!("{text}: {script:?}"),
            };
            let place = (error.error.column.unwrap(), error.error.length.unwrap());
            let row_text = rows(text).nth(error.row - 1).unwrap().text;
            let marked: String = row_text.chars().skip(place.0).take(place.1).collect();
            assert_eq!((error.row, &*marked), (row, under), "{text}");
            assert_eq!(error.error.message, message, "{text}");
        }
    }

    #[test]
    fn a_paste_loses_its_prompts() {
        assert_eq!(
            pasted("# hello\r\n$ crash c1\n\n  start c1 \n$5\n$\t@1 help\n$"),
            ["crash c1", "start c1", "$5", "@1 help", "$"]
        );
        assert_eq!(title("crash c1\n# no title"), "");
        assert_eq!(title("#\n#  One\n# Two"), "One");
    }
}
