//! How the console producer makes records of lines.
//! Source: `LineMessageReader`.

use client::call::ProducerRecord;
use protocol::config::Settings;
use protocol::exception::Exception;
use protocol::name::Name;
use protocol::record::{Header, Payload};
use std::sync::Arc;

/// A reader of lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LineReader {
    topic: Name,
    parse_key: bool,
    key_separator: Name,
    parse_headers: bool,
    headers_delimiter: Name,
    /// The text by which headers are parted.
    headers_separator: String,
    headers_key_separator: Name,
    ignore_error: bool,
    null_marker: Option<Name>,
}

impl LineReader {
    /// A reader with its properties, of which `topic` is one.
    ///
    /// # Errors
    /// What `configure` throws.
    pub(crate) fn new(properties: &Settings) -> Result<Self, Exception> {
        let text = |key: &str, default: &str| {
            let given = properties.get(key);
            given.cloned().unwrap_or_else(|| default.into())
        };
        let on = |key: &str| text(key, "").trim().eq_ignore_ascii_case("true");
        let key_separator = text("key.separator", "\t");
        let headers_delimiter = text("headers.delimiter", "\t");
        let headers_separator = text("headers.separator", ",");
        let headers_key_separator = text("headers.key.separator", ":");
        let null_marker = properties.get("null.marker").cloned();
        let delimiter = ("headers.delimiter", Some(&headers_delimiter));
        let separator = ("headers.separator", Some(&headers_separator));
        let of_keys = ("headers.key.separator", Some(&headers_key_separator));
        let marker = ("null.marker", null_marker.as_ref());
        let key = ("key.separator", Some(&key_separator));
        let literal = literal(&headers_separator)?;
        for (one, other) in [
            (delimiter, separator),
            (delimiter, of_keys),
            (separator, of_keys),
            (marker, key),
            (marker, separator),
            (marker, delimiter),
            (marker, of_keys),
        ] {
            if one.1 == other.1 {
                return Err(refused(&[one.0, " and ", other.0, " may not be equal"]));
            }
        }
        Ok(LineReader {
            topic: text("topic", ""),
            parse_key: on("parse.key"),
            parse_headers: on("parse.headers"),
            ignore_error: on("ignore.error"),
            headers_separator: literal,
            key_separator,
            headers_delimiter,
            headers_key_separator,
            null_marker,
        })
    }

    /// Makes a record of a line.
    ///
    /// # Errors
    /// What reading the line throws; `number` is that of the line.
    pub(crate) fn read(&self, line: &str, number: u64) -> Result<ProducerRecord, Exception> {
        let mut rest = line;
        let mut field = |wanted: bool, end: &Name, what: &str| {
            if !wanted {
                return Ok(None);
            }
            match rest.split_once(&**end) {
                Some((field, after)) => {
                    rest = after;
                    Ok(Some(field))
                }
                None if self.ignore_error => Ok(None),
                None => Err(refused(&[
                    "No ",
                    what,
                    " found on line number ",
                    &number.to_string(),
                    ": '",
                    line,
                    "'",
                ])),
            }
        };
        let headers = field(
            self.parse_headers,
            &self.headers_delimiter,
            "headers delimiter",
        )?;
        let key = field(self.parse_key, &self.key_separator, "key separator")?;
        let headers = headers.filter(|headers| !self.is_null(headers));
        let headers = headers.map_or(Ok(Arc::from([])), |text| self.headers(text, number))?;
        Ok(ProducerRecord {
            topic: self.topic.clone(),
            partition: None,
            key: key.and_then(|key| self.payload(key)),
            value: self.payload(rest),
            headers,
            timestamp: None,
        })
    }

    fn is_null(&self, text: &str) -> bool {
        self.null_marker.as_deref() == Some(text)
    }

    fn payload(&self, text: &str) -> Option<Payload> {
        (!self.is_null(text)).then(|| Payload::from(text))
    }

    fn headers(&self, text: &str, number: u64) -> Result<Arc<[Header]>, Exception> {
        let mut headers = Vec::new();
        for pair in split(text, &self.headers_separator) {
            let Some((key, value)) = pair.split_once(&*self.headers_key_separator) else {
                if self.ignore_error {
                    headers.push(Header {
                        key: pair.into(),
                        value: None,
                    });
                    continue;
                }
                let number = number.to_string();
                return Err(refused(&[
                    "No header key separator found in pair '",
                    pair,
                    "' on line number ",
                    &number,
                ]));
            };
            if self.is_null(key) {
                return Err(refused(&[
                    "Header keys should not be equal to the null marker '",
                    key,
                    "' as they can't be null",
                ]));
            }
            headers.push(Header {
                key: key.into(),
                value: self.payload(value),
            });
        }
        Ok(headers.into())
    }
}

fn refused(parts: &[&str]) -> Exception {
    Exception::new("KafkaException", parts.concat())
}

/// The text that a regular expression stands for, which it is to Java. A real
/// expression is refused: nobody parts headers by one.
fn literal(expression: &str) -> Result<String, Exception> {
    let mut literal = String::new();
    let mut chars = expression.chars();
    while let Some(c) = chars.next() {
        let quoted = match c {
            '\\' => chars.next().filter(|c| !c.is_ascii_alphanumeric()),
            _ => Some(c).filter(|c| !"[](){}*+?.^$|".contains(*c)),
        };
        match quoted {
            Some(c) => literal.push(c),
            None => {
                let text = "headers.separator is a regular expression, and in this playground it has to stand for one text: ";
                return Err(refused(&[text, expression]));
            }
        }
    }
    Ok(literal)
}

/// The parts of a text; empty ones at its end do not count, as in Java.
fn split<'a>(text: &'a str, separator: &'a str) -> impl Iterator<Item = &'a str> {
    let mut parts: Vec<&str> = match separator {
        "" => text.split("").skip(1).collect(),
        _ => text.split(separator).collect(),
    };
    if parts.len() > 1 {
        while parts.last().is_some_and(|part| part.is_empty()) {
            parts.pop();
        }
    }
    parts.into_iter()
}
