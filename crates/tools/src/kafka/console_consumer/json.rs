//! JSON as Jackson writes it: no blanks, and the fields in the order in which
//! they are put.

use std::fmt::Write as _;

/// An object that is being written.
pub(super) struct Object {
    text: String,
}

impl Object {
    pub(super) fn new() -> Self {
        Object {
            text: "{".to_owned(),
        }
    }

    /// Puts a field whose value is JSON.
    pub(super) fn put(mut self, name: &str, value: &str) -> Self {
        if self.text.len() > 1 {
            self.text.push(',');
        }
        self.text.push_str(&string(name));
        self.text.push(':');
        self.text.push_str(value);
        self
    }

    pub(super) fn number(self, name: &str, value: i64) -> Self {
        self.put(name, &value.to_string())
    }

    pub(super) fn string(self, name: &str, value: &str) -> Self {
        let value = string(value);
        self.put(name, &value)
    }

    /// Puts text or null.
    pub(super) fn nullable(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.string(name, value),
            None => self.put(name, "null"),
        }
    }

    pub(super) fn end(mut self) -> String {
        self.text.push('}');
        self.text
    }
}

/// Text in quotes.
fn string(text: &str) -> String {
    let mut quoted = "\"".to_owned();
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(c);
            }
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '\x08' => quoted.push_str("\\b"),
            '\x0c' => quoted.push_str("\\f"),
            '\0'..='\x1f' => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            _ => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Bytes as text, with `=` at the end as far as it takes.
pub(super) fn base64(bytes: &[u8]) -> String {
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
        let number = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let digit = number >> (18 - 6 * at) & 63;
            match at <= three.len() {
                true => text.push(char::from(STANDARD[digit as usize])),
                false => text.push('='),
            }
        }
    }
    text
}

/// An id as Kafka writes it: for use in addresses, and without `=`.
pub(super) fn uuid(bytes: &[u8; 16]) -> String {
    let text = base64(bytes).replace('+', "-").replace('/', "_");
    text.trim_end_matches('=').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_written_in_sixty_four_signs() {
        for (bytes, text) in [
            (&b""[..], ""),
            (b"f", "Zg=="),
            (b"fo", "Zm8="),
            (b"foo", "Zm9v"),
            (b"\xfb\xff", "+/8="),
        ] {
            assert_eq!(base64(bytes), text);
        }
        assert_eq!(uuid(&[0xff; 16]), "_____________________w");
    }

    #[test]
    fn text_is_quoted() {
        assert_eq!(string("a\"\\\n\u{1}ü"), "\"a\\\"\\\\\\n\\u0001ü\"");
    }
}
