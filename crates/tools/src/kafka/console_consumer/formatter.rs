//! How the console consumer prints a record.
//! Source: `DefaultMessageFormatter` and the other formatters of
//! `org.apache.kafka.tools.consumer`.

use super::coordinator_records::{self, Kind};
use super::deserializer::Deserializer;
use client::outcome::ConsumerRecord;
use protocol::config::Settings;
use protocol::name::Name;
use protocol::record::Payload;

/// A formatter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Formatter {
    /// `DefaultMessageFormatter`; `LoggingMessageFormatter` prints the same,
    /// and what else it does it logs.
    Default(Box<Columns>),
    /// `OffsetsMessageFormatter` and `GroupMetadataMessageFormatter`.
    Coordinator(Kind),
    /// `NoOpMessageFormatter`.
    Nothing,
}

/// Why there is no such formatter.
#[derive(Debug)]
pub(crate) enum Refused {
    /// The class is not known to Kafka either.
    NoClass,
    /// It is not in this playground; why.
    NotHere(String),
}

/// What is printed of a record, in this order.
const COLUMNS: [&str; 8] = [
    "print.timestamp",
    "print.partition",
    "print.offset",
    "print.delivery",
    "print.epoch",
    "print.headers",
    "print.key",
    "print.value",
];

/// The properties of `DefaultMessageFormatter`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Columns {
    /// Which columns are printed.
    shown: [bool; COLUMNS.len()],
    key_separator: Name,
    line_separator: Name,
    headers_separator: Name,
    null_literal: Name,
    key: Option<Deserializer>,
    value: Option<Deserializer>,
    headers: Option<Deserializer>,
}

impl Formatter {
    /// The formatter of a class with its properties.
    ///
    /// # Errors
    /// Where it cannot be made.
    pub(crate) fn new(class: &str, properties: &Settings) -> Result<Self, Refused> {
        let Some(name) = class.strip_prefix("org.apache.kafka.tools.consumer.") else {
            return Err(Refused::NoClass);
        };
        match name {
            "DefaultMessageFormatter" | "LoggingMessageFormatter" => {
                Ok(Formatter::Default(Box::new(Columns::new(properties)?)))
            }
            "NoOpMessageFormatter" => Ok(Formatter::Nothing),
            "OffsetsMessageFormatter" => Ok(Formatter::Coordinator(Kind::Offsets)),
            "GroupMetadataMessageFormatter" => Ok(Formatter::Coordinator(Kind::Groups)),
            "TransactionLogMessageFormatter"
            | "ShareGroupMessageFormatter"
            | "group.share.ShareGroupStateMessageFormatter" => {
                let text = " is not in this playground, which has no such records";
                Err(Refused::NotHere([class, text].concat()))
            }
            _ => Err(Refused::NoClass),
        }
    }

    /// The text of a record; an error where it could not be written whole, with
    /// what had been written by then.
    pub(crate) fn text(&self, record: &ConsumerRecord) -> Result<String, String> {
        match self {
            Formatter::Nothing => Ok(String::new()),
            Formatter::Coordinator(kind) => {
                let key = record.record.key.as_ref().map(Payload::bytes);
                let value = record.record.value.as_ref().map(Payload::bytes);
                let text = coordinator_records::text(*kind, key.as_deref(), value.as_deref());
                Ok(text)
            }
            Formatter::Default(columns) => {
                let mut bytes = Vec::new();
                let written = columns.write(record, &mut bytes);
                let text = String::from_utf8_lossy(&bytes).into_owned();
                match written {
                    Some(()) => Ok(text),
                    None => Err(text),
                }
            }
        }
    }
}

impl Columns {
    fn new(properties: &Settings) -> Result<Self, Refused> {
        let mut shown = [false; COLUMNS.len()];
        shown[COLUMNS.len() - 1] = true;
        for (shown, key) in shown.iter_mut().zip(COLUMNS) {
            if let Some(text) = properties.get(key) {
                *shown = text.trim().eq_ignore_ascii_case("true");
            }
        }
        let text = |key: &str, default: &str| {
            let given = properties.get(key);
            given.cloned().unwrap_or_else(|| default.into())
        };
        let deserializer = |key: &str| {
            let Some(class) = properties.get(key) else {
                return Ok(None);
            };
            Deserializer::of(class).map_err(|()| {
                let text =
                    " is not in this playground: what it makes of bytes Java prints in its own way";
                Refused::NotHere([class, text].concat())
            })
        };
        Ok(Columns {
            shown,
            key_separator: text("key.separator", "\t"),
            line_separator: text("line.separator", "\n"),
            headers_separator: text("headers.separator", ","),
            null_literal: text("null.literal", "null"),
            key: deserializer("key.deserializer")?,
            value: deserializer("value.deserializer")?,
            headers: deserializer("headers.deserializer")?,
        })
    }

    /// Writes a record; none where something could not be deserialized.
    fn write(&self, record: &ConsumerRecord, out: &mut Vec<u8>) -> Option<()> {
        for (column, _) in self.shown.iter().enumerate().filter(|(_, shown)| **shown) {
            self.write_column(column, record, out)?;
            let more = self.shown[column + 1..].contains(&true);
            let separator = match more {
                true => &self.key_separator,
                false => &self.line_separator,
            };
            out.extend_from_slice(separator.as_bytes());
        }
        Some(())
    }

    fn write_column(
        &self,
        column: usize,
        record: &ConsumerRecord,
        out: &mut Vec<u8>,
    ) -> Option<()> {
        let number = match COLUMNS[column] {
            "print.timestamp" => {
                let kind = match record.log_append_time {
                    true => "LogAppendTime:",
                    false => "CreateTime:",
                };
                Some((kind, record.record.timestamp))
            }
            "print.partition" => Some(("Partition:", record.partition.partition.into())),
            "print.offset" => Some(("Offset:", record.offset)),
            _ => None,
        };
        if let Some((what, number)) = number {
            out.extend_from_slice(what.as_bytes());
            out.extend_from_slice(number.to_string().as_bytes());
            return Some(());
        }
        match COLUMNS[column] {
            // The tool hands neither of them to its formatter.
            "print.delivery" => out.extend_from_slice(b"Delivery:NOT_PRESENT"),
            "print.epoch" => out.extend_from_slice(b"Epoch:NOT_PRESENT"),
            "print.headers" => return self.write_headers(record, out),
            "print.key" => self.write_payload(self.key, record.record.key.as_ref(), out)?,
            _ => self.write_payload(self.value, record.record.value.as_ref(), out)?,
        }
        Some(())
    }

    fn write_headers(&self, record: &ConsumerRecord, out: &mut Vec<u8>) -> Option<()> {
        if record.record.headers.is_empty() {
            out.extend_from_slice(b"NO_HEADERS");
        }
        for (place, header) in record.record.headers.iter().enumerate() {
            if place > 0 {
                out.extend_from_slice(self.headers_separator.as_bytes());
            }
            out.extend_from_slice(header.key.as_bytes());
            out.push(b':');
            self.write_payload(self.headers, header.value.as_ref(), out)?;
        }
        Some(())
    }

    /// The bytes as they are, or what a deserializer makes of them. Null is
    /// its literal, also to a deserializer.
    fn write_payload(
        &self,
        deserializer: Option<Deserializer>,
        payload: Option<&Payload>,
        out: &mut Vec<u8>,
    ) -> Option<()> {
        let bytes = payload.map(Payload::bytes);
        let bytes = bytes.as_deref().unwrap_or(self.null_literal.as_bytes());
        match deserializer {
            None => out.extend_from_slice(bytes),
            Some(deserializer) => out.extend_from_slice(deserializer.text(bytes)?.as_bytes()),
        }
        Some(())
    }
}
