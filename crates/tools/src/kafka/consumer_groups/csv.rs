//! CSV, as Jackson writes and reads it for `--export` and `--from-file`.
//!
//! Source: jackson-dataformat-csv, `CsvEncoder`, `CsvDecoder` and `CsvParser`,
//! and `CsvUtils`.

use crate::throwable::Throwable;
use protocol::record::Offset;

/// From this length on a text is put into quotes without a look at it.
const NOT_LOOKED_AT: usize = 25;

/// A text as it is written: in quotes where it may need them.
pub(super) fn quoted(text: &str) -> String {
    // All characters up to the comma are taken for special.
    let special = |c: char| c <= ',' || c == '\\';
    if text.encode_utf16().count() < NOT_LOOKED_AT && !text.chars().any(special) {
        return text.to_owned();
    }
    ["\"", &text.replace('"', "\"\""), "\""].concat()
}

/// A row of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// The group; none where rows have none, and where it is missing.
    pub(super) group: Option<String>,
    /// The topic, if it is not missing.
    pub(super) topic: Option<String>,
    /// The partition.
    pub(super) partition: i32,
    /// The offset.
    pub(super) offset: Offset,
}

/// A value of a row.
#[derive(Debug)]
struct Cell {
    text: String,
    /// Its column in the text, from 1.
    column: usize,
    /// Where reading stands after it.
    next: usize,
    /// Whether it ends the text.
    last: bool,
}

/// Reads the row at the beginning of a text.
pub(super) fn read(text: &str, with_group: bool) -> Result<Row, Throwable> {
    let units: Vec<char> = text.chars().collect();
    if units.is_empty() {
        let class = "com.fasterxml.jackson.databind.exc.MismatchedInputException";
        let text = "No content to map due to end-of-input\n at [Source: (StringReader); line: UNKNOWN, column: UNKNOWN]";
        return Err(Throwable::new(class, text));
    }
    let fields: &[&str] = match with_group {
        true => &["group", "topic", "partition", "offset"],
        false => &["topic", "partition", "offset"],
    };
    let record = match with_group {
        true => "CsvRecordWithGroup",
        false => "CsvRecordNoGroup",
    };
    let mut row = Row {
        group: None,
        topic: None,
        partition: 0,
        offset: 0,
    };
    let mut at = 0;
    for (number, field) in fields.iter().enumerate() {
        let more = number == 0 || at < units.len();
        let Some(cell) = more.then(|| cell(&units, at)).transpose()? else {
            // A comma at the end leaves an empty text.
            if number > 0 && units.last() == Some(&',') && *field == "topic" {
                row.topic = Some(String::new());
            }
            break;
        };
        at = cell.next;
        let path = || {
            let class = "org.apache.kafka.tools.consumer.group.CsvUtils$";
            let path = [
                " (through reference chain: ",
                class,
                record,
                "[\"",
                field,
                "\"])",
            ];
            path.concat()
        };
        match *field {
            "group" => row.group = Some(cell.text),
            "topic" => row.topic = Some(cell.text),
            "partition" => {
                let (least, most) = (i64::from(i32::MIN), i64::from(i32::MAX));
                let number = number_in(&cell, "int", least, most, path)?;
                row.partition = i32::try_from(number).unwrap_or_default();
            }
            _ => row.offset = number_in(&cell, "long", i64::MIN, i64::MAX, path)?,
        }
        if cell.last {
            return Ok(row);
        }
    }
    too_many(&units, at, fields.len())?;
    Ok(row)
}

/// One value, from `at` on.
fn cell(units: &[char], at: usize) -> Result<Cell, Throwable> {
    let ends = |c: &char| matches!(c, '\r' | '\n');
    let mut text = String::new();
    let mut next = at;
    if units.get(at) == Some(&'"') {
        next += 1;
        loop {
            match (units.get(next), units.get(next + 1)) {
                (Some('"'), Some('"')) => {
                    text.push('"');
                    next += 2;
                }
                (Some('"'), _) => break,
                (Some(c), _) => {
                    text.push(*c);
                    next += 1;
                }
                (None, _) => return Err(parse("Missing closing quote for value", units.len() + 1)),
            }
        }
        next += 1;
        while units.get(next) == Some(&' ') {
            next += 1;
        }
        if let Some(c) = units.get(next).filter(|c| **c != ',' && !ends(c)) {
            let text = format!("Unexpected character ('{c}' (code {})): Expected column separator character (',' (code 44)) or end-of-line", u32::from(*c));
            return Err(parse(&text, next + 2));
        }
    } else {
        while let Some(c) = units.get(next).filter(|c| **c != ',' && !ends(c)) {
            text.push(*c);
            next += 1;
        }
    }
    let last = units.get(next) != Some(&',');
    Ok(Cell {
        text,
        column: at + 1,
        // At the end of its input Jackson counts all of it twice.
        next: match units.get(next) {
            Some(_) => next + 1,
            None => units.len() * 2,
        },
        last,
    })
}

fn parse(text: &str, column: usize) -> Throwable {
    let class = "com.fasterxml.jackson.core.JsonParseException";
    Throwable::new(class, [text, &place(column)].concat())
}

fn place(column: usize) -> String {
    format!("\n at [Source: (StringReader); line: 1, column: {column}]")
}

/// A value that has to be a number; nothing at all is 0.
fn number_in(
    cell: &Cell,
    kind: &str,
    least: i64,
    most: i64,
    path: impl Fn() -> String,
) -> Result<i64, Throwable> {
    let text = cell.text.trim();
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if text.is_empty() || text == "null" {
        return Ok(0);
    }
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        let class = "com.fasterxml.jackson.databind.exc.InvalidFormatException";
        let text = format!("Cannot deserialize value of type `{kind}` from String \"{}\": not a valid `{kind}` value", cell.text);
        let text = [text, place(cell.column), path()].concat();
        return Err(Throwable::new(class, text));
    }
    let parsed: Option<i64> = text.parse().ok();
    match parsed {
        Some(number) if (least..=most).contains(&number) => Ok(number),
        _ => {
            // What is too large for a long is told with the bounds.
            let bounds = match parsed {
                Some(_) => String::new(),
                None => format!(" ({least} - {most})"),
            };
            let text = format!("Numeric value ({text}) out of range of {kind}{bounds}");
            let cause = parse(&text, cell.next + 1);
            let class = "com.fasterxml.jackson.databind.JsonMappingException";
            let text = [cause.text(), &path()].concat();
            Err(Throwable::new(class, text).because(cause))
        }
    }
}

/// More values than a row has are wrong, but for one that is empty.
fn too_many(units: &[char], at: usize, expected: usize) -> Result<(), Throwable> {
    if at >= units.len() {
        return Ok(());
    }
    let extra = cell(units, at)?;
    let length = extra.text.encode_utf16().count();
    let text = format!(
        "Too many entries: expected at most {expected} (value #{expected} ({length} chars) \"{}\"){}",
        extra.text,
        place(extra.column)
    );
    let class = "com.fasterxml.jackson.dataformat.csv.CsvReadException";
    Err(Throwable::new(class, text))
}
