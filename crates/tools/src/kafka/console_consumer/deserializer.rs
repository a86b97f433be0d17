//! Kafka's deserializers, and what Java prints of what they make.
//! Source: `org.apache.kafka.common.serialization`.

use std::fmt::Write as _;

/// A deserializer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Deserializer {
    Boolean,
    ByteBuffer,
    Bytes,
    Integer,
    Long,
    Short,
    String,
    Uuid,
    /// It takes nothing but null, and is never given null.
    Void,
}

const CLASSES: &[(&str, Deserializer)] = &[
    ("BooleanDeserializer", Deserializer::Boolean),
    ("ByteBufferDeserializer", Deserializer::ByteBuffer),
    ("BytesDeserializer", Deserializer::Bytes),
    ("IntegerDeserializer", Deserializer::Integer),
    ("LongDeserializer", Deserializer::Long),
    ("ShortDeserializer", Deserializer::Short),
    ("StringDeserializer", Deserializer::String),
    ("UUIDDeserializer", Deserializer::Uuid),
    ("VoidDeserializer", Deserializer::Void),
];

/// Kafka has these too, but what they make is printed as this playground does
/// not print it: with fractions, or with a number for where it is in memory.
const ELSEWHERE: &[&str] = &[
    "ByteArrayDeserializer",
    "DoubleDeserializer",
    "FloatDeserializer",
    "ListDeserializer",
];

impl Deserializer {
    /// The deserializer of a class; none for a class that there is not.
    ///
    /// # Errors
    /// For those of Kafka's that are not here.
    pub(crate) fn of(class: &str) -> Result<Option<Self>, ()> {
        let Some(name) = class.strip_prefix("org.apache.kafka.common.serialization.") else {
            return Ok(None);
        };
        if ELSEWHERE.contains(&name) {
            return Err(());
        }
        let found = CLASSES.iter().find(|(class, _)| *class == name);
        Ok(found.map(|(_, deserializer)| *deserializer))
    }

    /// What is printed for bytes; none where they are not what it takes.
    pub(crate) fn text(self, bytes: &[u8]) -> Option<String> {
        match self {
            Deserializer::Boolean => match bytes {
                [0] => Some("false".to_owned()),
                [1] => Some("true".to_owned()),
                _ => None,
            },
            Deserializer::ByteBuffer => {
                let length = bytes.len();
                Some(format!(
                    "java.nio.HeapByteBuffer[pos=0 lim={length} cap={length}]"
                ))
            }
            Deserializer::Bytes => Some(printable(bytes)),
            Deserializer::Integer => {
                let bytes = bytes.try_into().ok()?;
                Some(i32::from_be_bytes(bytes).to_string())
            }
            Deserializer::Long => {
                let bytes = bytes.try_into().ok()?;
                Some(i64::from_be_bytes(bytes).to_string())
            }
            Deserializer::Short => {
                let bytes = bytes.try_into().ok()?;
                Some(i16::from_be_bytes(bytes).to_string())
            }
            Deserializer::String => Some(String::from_utf8_lossy(bytes).into_owned()),
            Deserializer::Uuid => uuid(&String::from_utf8_lossy(bytes)),
            Deserializer::Void => None,
        }
    }
}

/// Source: `Bytes.toString`.
fn printable(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in bytes {
        match byte {
            b' '..=b'~' if *byte != b'\\' => text.push(char::from(*byte)),
            _ => {
                let _ = write!(text, "\\x{byte:02X}");
            }
        }
    }
    text
}

/// A UUID as Java reads it, in full length.
/// Source: `UUID.fromString`.
fn uuid(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split('-').collect();
    if parts.len() != 5 || text.len() > 36 {
        return None;
    }
    let mut uuid = String::new();
    for (part, width) in parts.iter().zip([8, 4, 4, 4, 12]) {
        let number = i64::from_str_radix(part, 16).ok()?;
        let number = number & ((1 << (4 * width)) - 1);
        if !uuid.is_empty() {
            uuid.push('-');
        }
        let _ = write!(uuid, "{number:0width$x}");
    }
    Some(uuid)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_become_what_java_prints() {
        for (deserializer, bytes, text) in [
            (Deserializer::Boolean, &b"\x01"[..], Some("true")),
            (Deserializer::Boolean, b"\x02", None),
            (Deserializer::Bytes, b"a\\\x00", Some("a\\x5C\\x00")),
            (Deserializer::Integer, b"null", Some("1853189228")),
            (
                Deserializer::Long,
                b"\xff\xff\xff\xff\xff\xff\xff\xfe",
                Some("-2"),
            ),
            (Deserializer::Long, b"v0", None),
            (Deserializer::Short, b"\x01\x00", Some("256")),
            (Deserializer::String, "ü".as_bytes(), Some("ü")),
            (Deserializer::Void, b"null", None),
            (
                Deserializer::Uuid,
                b"1-2-3-4-5",
                Some("00000001-0002-0003-0004-000000000005"),
            ),
            (Deserializer::Uuid, b"null", None),
        ] {
            assert_eq!(deserializer.text(bytes).as_deref(), text, "{bytes:?}");
        }
    }
}
