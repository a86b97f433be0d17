//! JSON, as far as `kafka-delete-records` reads it: with Jackson, which looks
//! at nothing behind the first value, and writes values back without blanks.
//!
//! Source: `org.apache.kafka.server.util.Json`, `com.fasterxml.jackson`.

use protocol::config::Decimal;
use std::fmt;
use std::iter::Peekable;
use std::str::Chars;

/// How deep values may lie in each other, as Jackson has it.
const DEPTH: usize = 1_000;

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Json {
    /// There was only white space.
    Missing,
    Null,
    Boolean(bool),
    /// A number without point and exponent, as it was written.
    Whole(String),
    /// Any other number, in Java's words.
    Broken(String),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// The text is no JSON.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Malformed;

impl Json {
    /// Reads the first value of a text.
    pub(super) fn read(text: &str) -> Result<Json, Malformed> {
        if text.is_empty() {
            return Err(Malformed);
        }
        let mut reader = Reader {
            rest: text.chars().peekable(),
        };
        reader.blanks();
        match reader.rest.peek() {
            None => Ok(Json::Missing),
            Some(_) => reader.value(0),
        }
    }

    /// A field of an object.
    pub(super) fn field<'a>(fields: &'a [(String, Json)], name: &str) -> Option<&'a Json> {
        let mut fields = fields.iter();
        fields.find(|(key, _)| key == name).map(|(_, value)| value)
    }
}

struct Reader<'a> {
    rest: Peekable<Chars<'a>>,
}

impl Reader<'_> {
    fn blanks(&mut self) {
        let is_blank = |c: &char| matches!(c, ' ' | '\t' | '\n' | '\r');
        while self.rest.next_if(is_blank).is_some() {}
    }

    fn take(&mut self, wanted: char) -> Result<(), Malformed> {
        self.blanks();
        self.rest.next_if_eq(&wanted).map(|_| ()).ok_or(Malformed)
    }

    fn value(&mut self, depth: usize) -> Result<Json, Malformed> {
        self.blanks();
        match self.rest.peek() {
            Some('{' | '[') if depth == DEPTH => Err(Malformed),
            Some('{') => self.object(depth + 1),
            Some('[') => self.list(depth + 1),
            Some('"') => self.text().map(Json::Text),
            Some('-' | '0'..='9') => self.number(),
            _ => self.word(),
        }
    }

    fn word(&mut self) -> Result<Json, Malformed> {
        let mut word = String::new();
        while let Some(c) = self.rest.next_if(char::is_ascii_alphanumeric) {
            word.push(c);
        }
        match word.as_str() {
            "null" => Ok(Json::Null),
            "true" => Ok(Json::Boolean(true)),
            "false" => Ok(Json::Boolean(false)),
            _ => Err(Malformed),
        }
    }

    fn digits(&mut self, number: &mut String) -> Result<(), Malformed> {
        let before = number.len();
        while let Some(digit) = self.rest.next_if(char::is_ascii_digit) {
            number.push(digit);
        }
        (number.len() > before).then_some(()).ok_or(Malformed)
    }

    fn number(&mut self) -> Result<Json, Malformed> {
        let mut number = String::new();
        number.extend(self.rest.next_if_eq(&'-'));
        let start = number.len();
        self.digits(&mut number)?;
        if number.len() > start + 1 && number[start..].starts_with('0') {
            return Err(Malformed);
        }
        let whole = number.len();
        if let Some(point) = self.rest.next_if_eq(&'.') {
            number.push(point);
            self.digits(&mut number)?;
        }
        if let Some(e) = self.rest.next_if(|c| matches!(c, 'e' | 'E')) {
            number.push(e);
            number.extend(self.rest.next_if(|c| matches!(c, '+' | '-')));
            self.digits(&mut number)?;
        }
        // A number ends where something else may begin.
        if self.rest.peek().is_some_and(|c| c.is_ascii_alphanumeric()) {
            return Err(Malformed);
        }
        if number.len() == whole {
            return Ok(Json::Whole(number));
        }
        let decimal = Decimal::parse(&number).map(|decimal| decimal.to_string());
        Ok(Json::Broken(decimal.unwrap_or(number)))
    }

    fn text(&mut self) -> Result<String, Malformed> {
        self.take('"')?;
        let mut units: Vec<u16> = Vec::new();
        loop {
            let c = match self.rest.next().ok_or(Malformed)? {
                '"' => break,
                c if c < ' ' => return Err(Malformed),
                '\\' => match self.rest.next().ok_or(Malformed)? {
                    'b' => '\u{8}',
                    'f' => '\u{c}',
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    c @ ('"' | '\\' | '/') => c,
                    'u' => {
                        let digits: String = self.rest.by_ref().take(4).collect();
                        let unit = u16::from_str_radix(&digits, 16);
                        let whole = digits.len() == 4 && !digits.starts_with('+');
                        units.push(unit.ok().filter(|_| whole).ok_or(Malformed)?);
                        continue;
                    }
                    _ => return Err(Malformed),
                },
                c => c,
            };
            units.extend_from_slice(c.encode_utf16(&mut [0; 2]));
        }
        Ok(String::from_utf16_lossy(&units))
    }

    fn list(&mut self, depth: usize) -> Result<Json, Malformed> {
        self.take('[')?;
        let mut items = Vec::new();
        self.blanks();
        if self.rest.next_if_eq(&']').is_some() {
            return Ok(Json::List(items));
        }
        loop {
            items.push(self.value(depth)?);
            self.blanks();
            match self.rest.next() {
                Some(',') => {}
                Some(']') => return Ok(Json::List(items)),
                _ => return Err(Malformed),
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Json, Malformed> {
        self.take('{')?;
        let mut fields: Vec<(String, Json)> = Vec::new();
        self.blanks();
        if self.rest.next_if_eq(&'}').is_some() {
            return Ok(Json::Object(fields));
        }
        loop {
            self.blanks();
            let name = self.text()?;
            self.take(':')?;
            let value = self.value(depth)?;
            // Of a name that comes twice the last value counts.
            match fields.iter_mut().find(|(known, _)| *known == name) {
                Some((_, known)) => *known = value,
                None => fields.push((name, value)),
            }
            self.blanks();
            match self.rest.next() {
                Some(',') => {}
                Some('}') => return Ok(Json::Object(fields)),
                _ => return Err(Malformed),
            }
        }
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Json::Missing => Ok(()),
            Json::Null => f.write_str("null"),
            Json::Boolean(value) => f.write_str(if *value { "true" } else { "false" }),
            Json::Whole(number) | Json::Broken(number) => f.write_str(number),
            Json::Text(text) => quoted(f, text),
            Json::List(items) => {
                f.write_str("[")?;
                for (at, item) in items.iter().enumerate() {
                    f.write_str(if at > 0 { "," } else { "" })?;
                    item.fmt(f)?;
                }
                f.write_str("]")
            }
            Json::Object(fields) => {
                f.write_str("{")?;
                for (at, (name, value)) in fields.iter().enumerate() {
                    f.write_str(if at > 0 { "," } else { "" })?;
                    quoted(f, name)?;
                    f.write_str(":")?;
                    value.fmt(f)?;
                }
                f.write_str("}")
            }
        }
    }
}

fn quoted(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_str("\"")?;
    for c in text.chars() {
        match c {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            '\u{8}' => f.write_str("\\b")?,
            '\u{c}' => f.write_str("\\f")?,
            c if c < ' ' => write!(f, "\\u{:04X}", u32::from(c))?,
            c => f.write_str(c.encode_utf8(&mut [0; 4]))?,
        }
    }
    f.write_str("\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_back_without_blanks() {
        for (text, written) in [
            (
                " { \"a\" : [ 1 , 2.50, true,null ] } rest",
                "{\"a\":[1,2.5,true,null]}",
            ),
            ("\"\\u0041\\n\\u0001\\\"\"", "\"A\\n\\u0001\\\"\""),
            ("{\"a\":1,\"b\":2,\"a\":3}", "{\"a\":3,\"b\":2}"),
            ("  ", ""),
            ("99999999999999999999", "99999999999999999999"),
        ] {
            assert_eq!(Json::read(text).unwrap().to_string(), written, "{text}");
        }
    }

    #[test]
    fn what_is_no_json_is_refused() {
        for text in [
            "", "not json", "{", "[1,]", "{\"a\"}", "{a:1}", "01", "1.", "-", "\"a", "\"\n\"",
            "\"\\x\"", "nul", "1a",
        ] {
            assert_eq!(Json::read(text), Err(Malformed), "{text}");
        }
        let deep = |depth: usize| ["[".repeat(depth), "]".repeat(depth)].concat();
        assert!(Json::read(&deep(DEPTH)).is_ok());
        assert_eq!(Json::read(&deep(DEPTH + 1)), Err(Malformed));
    }
}
