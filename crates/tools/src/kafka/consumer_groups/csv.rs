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

#[cfg(test)]
mod tests {
    use super::{quoted, read};

    /// Texts as Jackson writes them.
    const WRITTEN: &[(&str, &str)] = &[
        ("a b", "\"a b\""),
        ("a#b", "\"a#b\""),
        ("a,b", "\"a,b\""),
        ("a\"b", "\"a\"\"b\""),
        ("", ""),
        ("a'b", "\"a'b\""),
        ("a;b", "a;b"),
        ("a:b", "a:b"),
        ("a*b", "\"a*b\""),
        ("a+b", "\"a+b\""),
        ("a(b", "\"a(b\""),
        ("é", "é"),
        ("a\nb", "\"a\nb\""),
        ("a\\b", "\"a\\b\""),
        ("abcdefghijklmnopqrstuvwx", "abcdefghijklmnopqrstuvwx"),
        ("abcdefghijklmnopqrstuvwxy", "\"abcdefghijklmnopqrstuvwxy\""),
        ("a-b", "a-b"),
        ("a.b", "a.b"),
        (" a", "\" a\""),
        ("a&b", "\"a&b\""),
        ("$a", "\"$a\""),
        ("a%b", "\"a%b\""),
        ("a!b", "\"a!b\""),
        ("a/b", "a/b"),
    ];

    /// Rows that Jackson reads, with the group before them or without: topic,
    /// partition and offset.
    const READ: &[(bool, &str, &str)] = &[
        (false, "t,0,3", "\"t\" 0 3"),
        (false, "\"t\",0,3", "\"t\" 0 3"),
        (false, "\"t,x\",0,3", "\"t,x\" 0 3"),
        (false, "t, 0 ,3", "\"t\" 0 3"),
        (false, "t,0,3\r", "\"t\" 0 3"),
        (false, "t,0,3,", "\"t\" 0 3"),
        (false, "t", "\"t\" 0 0"),
        (false, "t,", "\"t\" 0 0"),
        (false, "t,0", "\"t\" 0 0"),
        (false, "t,0,", "\"t\" 0 0"),
        (false, "  ", "\"  \" 0 0"),
        (false, "\r", "\"\" 0 0"),
        (false, "t,+1,2", "\"t\" 1 2"),
        (false, "t,-1,2", "\"t\" -1 2"),
        (false, "t,0,-5", "\"t\" 0 -5"),
        (false, "t,\"0\",1", "\"t\" 0 1"),
        (false, "#c", "\"#c\" 0 0"),
        (false, "a\"b,0,1", "\"a\\\"b\" 0 1"),
        (false, "t,null,3", "\"t\" 0 3"),
        (false, "t,0,3\rx,1,2", "\"t\" 0 3"),
        (false, "\"t\"\"u\",0,1", "\"t\\\"u\" 0 1"),
        (false, " t ,0,1", "\" t \" 0 1"),
        (false, "\u{feff}t,0,1", "\"\u{feff}t\" 0 1"),
        (false, "t,0,3 ,", "\"t\" 0 3"),
        (false, "t,00,01", "\"t\" 0 1"),
        (false, "\"t\" ,0,1", "\"t\" 0 1"),
        (false, "\"t\"", "\"t\" 0 0"),
        (false, "\"\"", "\"\" 0 0"),
        (false, ",,", "\"\" 0 0"),
        (false, ",", "\"\" 0 0"),
        (true, "t,0,3", "\"t\" \"0\" 3 0"),
        (true, "\"t\",0,3", "\"t\" \"0\" 3 0"),
        (true, "\"t,x\",0,3", "\"t,x\" \"0\" 3 0"),
        (true, "t, 0 ,3", "\"t\" \" 0 \" 3 0"),
        (true, "t,0,3\r", "\"t\" \"0\" 3 0"),
        (true, "t,0,3,", "\"t\" \"0\" 3 0"),
        (true, "t,0,3,4", "\"t\" \"0\" 3 4"),
        (true, "t", "\"t\" null 0 0"),
        (true, "t,", "\"t\" \"\" 0 0"),
        (true, "t,0", "\"t\" \"0\" 0 0"),
        (true, "t,0,", "\"t\" \"0\" 0 0"),
        (true, "  ", "\"  \" null 0 0"),
        (true, "\r", "\"\" null 0 0"),
        (true, "t,x,3", "\"t\" \"x\" 3 0"),
        (true, "t,0x1,2", "\"t\" \"0x1\" 2 0"),
        (true, "t,1.0,2", "\"t\" \"1.0\" 2 0"),
        (true, "t,+1,2", "\"t\" \"+1\" 2 0"),
        (true, "t,-1,2", "\"t\" \"-1\" 2 0"),
        (true, "t,0,-5", "\"t\" \"0\" -5 0"),
        (true, "t,\"0\",1", "\"t\" \"0\" 1 0"),
        (true, "#c", "\"#c\" null 0 0"),
        (true, "a\"b,0,1", "\"a\\\"b\" \"0\" 1 0"),
        (true, "t,99999999999,1", "\"t\" \"99999999999\" 1 0"),
        (true, "t,1e2,3", "\"t\" \"1e2\" 3 0"),
        (true, "t,null,3", "\"t\" \"null\" 3 0"),
        (true, "t,NaN,1", "\"t\" \"NaN\" 1 0"),
        (true, "t,0,3\rx,1,2", "\"t\" \"0\" 3 0"),
        (true, "é,x,1", "\"é\" \"x\" 1 0"),
        (true, "t,true,1", "\"t\" \"true\" 1 0"),
        (true, "t,2147483648,1", "\"t\" \"2147483648\" 1 0"),
        (true, "t,-2147483649,1", "\"t\" \"-2147483649\" 1 0"),
        (true, "\"t\"\"u\",0,1", "\"t\\\"u\" \"0\" 1 0"),
        (true, "t,\"x\",1", "\"t\" \"x\" 1 0"),
        (true, " t ,0,1", "\" t \" \"0\" 1 0"),
        (true, "t,0 1,2", "\"t\" \"0 1\" 2 0"),
        (
            true,
            "t,99999999999999999999999,1",
            "\"t\" \"99999999999999999999999\" 1 0",
        ),
        (true, "\u{feff}t,0,1", "\"\u{feff}t\" \"0\" 1 0"),
        (true, "t,0,3 ,", "\"t\" \"0\" 3 0"),
        (true, "t,00,01", "\"t\" \"00\" 1 0"),
        (true, "\"t\" ,0,1", "\"t\" \"0\" 1 0"),
        (true, "\"t\"", "\"t\" null 0 0"),
        (true, "\"\"", "\"\" null 0 0"),
        (true, ",,", "\"\" \"\" 0 0"),
        (true, ",", "\"\" \"\" 0 0"),
    ];

    /// Rows that it does not read, with the exception, and whether it has a
    /// cause.
    const REFUSED: &[(bool, &str, &str, bool)] = &[
        (false, "t,0,3,4", "com.fasterxml.jackson.dataformat.csv.CsvReadException: Too many entries: expected at most 3 (value #3 (1 chars) \"4\")\n at [Source: (StringReader); line: 1, column: 7]", false),
        (false, "", "com.fasterxml.jackson.databind.exc.MismatchedInputException: No content to map due to end-of-input\n at [Source: (StringReader); line: UNKNOWN, column: UNKNOWN]", false),
        (false, "t,x,3", "com.fasterxml.jackson.databind.exc.InvalidFormatException: Cannot deserialize value of type `int` from String \"x\": not a valid `int` value\n at [Source: (StringReader); line: 1, column: 3] (through reference chain: org.apache.kafka.tools.consumer.group.CsvUtils$CsvRecordNoGroup[\"partition\"])", false),
        (false, "t,0,x", "com.fasterxml.jackson.databind.exc.InvalidFormatException: Cannot deserialize value of type `long` from String \"x\": not a valid `long` value\n at [Source: (StringReader); line: 1, column: 5] (through reference chain: org.apache.kafka.tools.consumer.group.CsvUtils$CsvRecordNoGroup[\"offset\"])", false),
        (false, "t,0x1,2", "com.fasterxml.jackson.databind.exc.InvalidFormatException: Cannot deserialize value of type `int` from String \"0x1\": not a valid `int` value\n at [Source: (StringReader); line: 1, column: 3] (through reference chain: org.apache.kafka.tools.consumer.group.CsvUtils$CsvRecordNoGroup[\"partition\"])", false),
        (false, "t,1.0,2", "com.fasterxml.jackson.databind.exc.InvalidFormatException: Cannot deserialize value of type `int` from String \"1.0\": not a valid `int` value\n at [Source: (StringReader); line: 1, column: 3] (through reference chain: org.apache.kafka.tools.consumer.group.CsvUtils$CsvRecordNoGroup[\"partition\"])", false),
        (false, "t,0,1.5", "com.fasterxml.jackson.databind.exc.InvalidFormatException: Cannot deserialize value of type `long` from String \"1.5\": not a valid `long` value\n at [Source: (StringReader); line: 1, column: 5] (through reference chain: org.apache.kafka.tools.consumer.group.CsvUtils$CsvRecordNoGroup[\"offset\"])", false),
        (false, "\"t\"x,0,1", "com.fasterxml.jackson.core.JsonParseException: Unexpected character ('x' (code 120)): Expected column separator character (',' (code 44)) or end-of-line\n at [Source: (StringReader); line: 1, column: 5]", false),
        (false, "\"t,0,1", "com.fasterxml.jackson.core.JsonParseException: Missing closing quote for value\n at [Source: (StringReader); line: 1, column: 7]", false),
        (false, "t,0,1#", "com.fasterxml.jackson.databind.exc.InvalidFormatException: Cannot deserialize value of type `long` from String \"1#\": not a valid `long` value\n at [Source: (StringReader); line: 1, column: 5] (through reference chain: org.apache.kafka.tools.consumer.group.CsvUtils$CsvRecordNoGroup[\"offset\"])", false),
        (false, "t,99999999999,1", "com.fasterxml.jackson.databind.JsonMappingException: Numeric value (99999999999) out of range of int\n at [Source: (StringReader); line: 1, column: 15] (through reference chain: org.apache.kafka.tools.consumer.group.CsvUtils$CsvRecordNoGroup[\"partition\"])", true),
        (false, "t,0,99999999999999999999", "com.fasterxml.jackson.databind.JsonMappingException: Numeric value (99999999999999999999) out of range of long (-9223372036854775808 - 9223372036854775807)\n at [Source: (StringReader); line: 1, column: 49] (through reference chain: org.apache.kafka.tools.consumer.group.CsvUtils$CsvRecordNoGroup[\"offset\"])", true),
        (false, "t,1e2,3", "com.fasterxml.jackson.databind.exc.InvalidFormatException: Cannot deserialize value of type `int` from String \"1e2\": not a valid `int` value\n at [Source: (StringReader); line: 1, column: 3] (through reference chain: org.apache.kafka.tools.consumer.group.CsvUtils$CsvRecordNoGroup[\"partition\"])", false),
        (false, "t,NaN,1", "com.fasterxml.jackson.databind.exc.InvalidFormatException: Cannot deserialize value of type `int` from String \"NaN\": not a valid `int` value\n at [Source: (StringReader); line: 1, column: 3] (through reference chain: org.apache.kafka.tools.consumer.group.CsvUtils$CsvRecordNoGroup[\"partition\"])", false),
        (false, "é,x,1", "com.fasterxml.jackson.databind.exc.InvalidFormatException: Cannot deserialize value of type `int` from String \"x\": not a valid `int` value\n at [Source: (StringReader); line: 1, column: 3] (through reference chain: org.apache.kafka.tools.consumer.group.CsvUtils$CsvRecordNoGroup[\"partition\"])", false),
        (false, "t,true,1", "com.fasterxml.jackson.databind.exc.InvalidFormatException: Cannot deserialize value of type `int` from String \"true\": not a valid `int` value\n at [Source: (StringReader); line: 1, column: 3] (through reference chain: org.apache.kafka.tools.consumer.group.CsvUtils$CsvRecordNoGroup[\"partition\"])", false),
        (false, "t,2147483648,1", "com.fasterxml.jackson.databind.JsonMappingException: Numeric value (2147483648) out of range of int\n at [Source: (StringReader); line: 1, column: 14] (through reference chain: org.apache.kafka.tools.consumer.group.CsvUtils$CsvRecordNoGroup[\"partition\"])", true),
        (false, "t,-2147483649,1", "com.fasterxml.jackson.databind.JsonMappingException: Numeric value (-2147483649) out of range of int\n at [Source: (StringReader); line: 1, column: 15] (through reference chain: org.apache.kafka.tools.consumer.group.CsvUtils$CsvRecordNoGroup[\"partition\"])", true),
        (false, "t,0,9223372036854775808", "com.fasterxml.jackson.databind.JsonMappingException: Numeric value (9223372036854775808) out of range of long (-9223372036854775808 - 9223372036854775807)\n at [Source: (StringReader); line: 1, column: 47] (through reference chain: org.apache.kafka.tools.consumer.group.CsvUtils$CsvRecordNoGroup[\"offset\"])", true),
        (false, "t,\"x\",1", "com.fasterxml.jackson.databind.exc.InvalidFormatException: Cannot deserialize value of type `int` from String \"x\": not a valid `int` value\n at [Source: (StringReader); line: 1, column: 3] (through reference chain: org.apache.kafka.tools.consumer.group.CsvUtils$CsvRecordNoGroup[\"partition\"])", false),
        (false, "t,0 1,2", "com.fasterxml.jackson.databind.exc.InvalidFormatException: Cannot deserialize value of type `int` from String \"0 1\": not a valid `int` value\n at [Source: (StringReader); line: 1, column: 3] (through reference chain: org.apache.kafka.tools.consumer.group.CsvUtils$CsvRecordNoGroup[\"partition\"])", false),
        (false, "t,99999999999999999999999,1", "com.fasterxml.jackson.databind.JsonMappingException: Numeric value (99999999999999999999999) out of range of int (-2147483648 - 2147483647)\n at [Source: (StringReader); line: 1, column: 27] (through reference chain: org.apache.kafka.tools.consumer.group.CsvUtils$CsvRecordNoGroup[\"partition\"])", true),
        (false, "t,0,111111111111111111111111111111", "com.fasterxml.jackson.databind.JsonMappingException: Numeric value (111111111111111111111111111111) out of range of long (-9223372036854775808 - 9223372036854775807)\n at [Source: (StringReader); line: 1, column: 69] (through reference chain: org.apache.kafka.tools.consumer.group.CsvUtils$CsvRecordNoGroup[\"offset\"])", true),
        (false, "a,b,c,d,e,f", "com.fasterxml.jackson.databind.exc.InvalidFormatException: Cannot deserialize value of type `int` from String \"b\": not a valid `int` value\n at [Source: (StringReader); line: 1, column: 3] (through reference chain: org.apache.kafka.tools.consumer.group.CsvUtils$CsvRecordNoGroup[\"partition\"])", false),
        (true, "", "com.fasterxml.jackson.databind.exc.MismatchedInputException: No content to map due to end-of-input\n at [Source: (StringReader); line: UNKNOWN, column: UNKNOWN]", false),
        (true, "t,0,x", "com.fasterxml.jackson.databind.exc.InvalidFormatException: Cannot deserialize value of type `int` from String \"x\": not a valid `int` value\n at [Source: (StringReader); line: 1, column: 5] (through reference chain: org.apache.kafka.tools.consumer.group.CsvUtils$CsvRecordWithGroup[\"partition\"])", false),
        (true, "t,0,1.5", "com.fasterxml.jackson.databind.exc.InvalidFormatException: Cannot deserialize value of type `int` from String \"1.5\": not a valid `int` value\n at [Source: (StringReader); line: 1, column: 5] (through reference chain: org.apache.kafka.tools.consumer.group.CsvUtils$CsvRecordWithGroup[\"partition\"])", false),
        (true, "\"t\"x,0,1", "com.fasterxml.jackson.core.JsonParseException: Unexpected character ('x' (code 120)): Expected column separator character (',' (code 44)) or end-of-line\n at [Source: (StringReader); line: 1, column: 5]", false),
        (true, "\"t,0,1", "com.fasterxml.jackson.core.JsonParseException: Missing closing quote for value\n at [Source: (StringReader); line: 1, column: 7]", false),
        (true, "t,0,1#", "com.fasterxml.jackson.databind.exc.InvalidFormatException: Cannot deserialize value of type `int` from String \"1#\": not a valid `int` value\n at [Source: (StringReader); line: 1, column: 5] (through reference chain: org.apache.kafka.tools.consumer.group.CsvUtils$CsvRecordWithGroup[\"partition\"])", false),
        (true, "t,0,99999999999999999999", "com.fasterxml.jackson.databind.JsonMappingException: Numeric value (99999999999999999999) out of range of int (-2147483648 - 2147483647)\n at [Source: (StringReader); line: 1, column: 49] (through reference chain: org.apache.kafka.tools.consumer.group.CsvUtils$CsvRecordWithGroup[\"partition\"])", true),
        (true, "t,0,9223372036854775808", "com.fasterxml.jackson.databind.JsonMappingException: Numeric value (9223372036854775808) out of range of int (-2147483648 - 2147483647)\n at [Source: (StringReader); line: 1, column: 47] (through reference chain: org.apache.kafka.tools.consumer.group.CsvUtils$CsvRecordWithGroup[\"partition\"])", true),
        (true, "t,0,111111111111111111111111111111", "com.fasterxml.jackson.databind.JsonMappingException: Numeric value (111111111111111111111111111111) out of range of int (-2147483648 - 2147483647)\n at [Source: (StringReader); line: 1, column: 69] (through reference chain: org.apache.kafka.tools.consumer.group.CsvUtils$CsvRecordWithGroup[\"partition\"])", true),
        (true, "a,b,c,d,e,f", "com.fasterxml.jackson.databind.exc.InvalidFormatException: Cannot deserialize value of type `int` from String \"c\": not a valid `int` value\n at [Source: (StringReader); line: 1, column: 5] (through reference chain: org.apache.kafka.tools.consumer.group.CsvUtils$CsvRecordWithGroup[\"partition\"])", false),
    ];

    #[test]
    fn texts_are_written_as_jackson_writes_them() {
        for (text, written) in WRITTEN {
            assert_eq!(quoted(text), *written);
        }
    }

    #[test]
    fn rows_are_read_as_jackson_reads_them() {
        for (with_group, text, expected) in READ {
            let row = read(text, *with_group).unwrap_or_else(|why| panic!("{text:?}: {why}"));
            let name = |name: &Option<String>| match name {
                None => "null".to_owned(),
                Some(name) => format!("\"{}\"", name.replace('"', "\\\"")),
            };
            let mut found = format!("{} {} {}", name(&row.topic), row.partition, row.offset);
            if *with_group {
                found = format!("{} {found}", name(&row.group));
            }
            assert_eq!(found, *expected, "{text:?}");
        }
        for (with_group, text, exception, has_cause) in REFUSED {
            let why = read(text, *with_group).expect_err("no row");
            assert_eq!(why.to_string(), *exception, "{text:?}");
            assert_eq!(why.cause.is_some(), *has_cause, "{text:?}");
        }
    }
}
