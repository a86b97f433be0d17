//! A text that [`write`](super::write) made, as a tree.

use super::tree::Json;
use super::write::write;
use serde::Serialize;

impl Json {
    /// A value as a tree. What is written as a string stays one.
    pub fn of<T: Serialize + ?Sized>(value: &T) -> Json {
        let text = write(value);
        Reader { text: &text, at: 0 }.value()
    }
}

/// Reads what was written here, and so trusts it.
struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> u8 {
        self.text.as_bytes()[self.at]
    }

    fn next(&mut self) -> u8 {
        self.at += 1;
        self.text.as_bytes()[self.at - 1]
    }

    /// Goes past the next byte if it is the one.
    fn skips(&mut self, byte: u8) -> bool {
        // With `at += usize::from(is)` the optimiser of Rust 1.95 makes an
        // endless loop of a list, at its third level.
        if self.peek() != byte {
            return false;
        }
        self.at += 1;
        true
    }

    fn value(&mut self) -> Json {
        match self.peek() {
            b'n' => self.word(4, Json::Null),
            b't' => self.word(4, Json::Bool(true)),
            b'f' => self.word(5, Json::Bool(false)),
            b'"' => Json::Text(self.string()),
            b'[' => self.list(),
            b'{' => self.object(),
            _ => self.number(),
        }
    }

    fn word(&mut self, length: usize, value: Json) -> Json {
        self.at += length;
        value
    }

    fn list(&mut self) -> Json {
        let mut items = Vec::new();
        self.at += 1;
        while !self.skips(b']') {
            self.skips(b',');
            items.push(self.value());
        }
        Json::List(items)
    }

    fn object(&mut self) -> Json {
        let mut fields = Vec::new();
        self.at += 1;
        while !self.skips(b'}') {
            self.skips(b',');
            let name = self.string();
            self.at += 1;
            fields.push((name, self.value()));
        }
        Json::Object(fields)
    }

    fn number(&mut self) -> Json {
        let negative = self.skips(b'-');
        let mut number = 0;
        while let Some(digit @ b'0'..=b'9') = self.text.as_bytes().get(self.at) {
            number = number * 10 + i64::from(digit - b'0');
            self.at += 1;
        }
        Json::Int(if negative { -number } else { number })
    }

    fn string(&mut self) -> String {
        self.at += 1;
        let mut string = String::new();
        loop {
            let from = self.at;
            while !matches!(self.peek(), b'"' | b'\\') {
                self.at += 1;
            }
            string.push_str(&self.text[from..self.at]);
            if self.next() == b'"' {
                return string;
            }
            let escaped = match self.next() {
                b'n' => '\n',
                b'r' => '\r',
                b't' => '\t',
                // Of these only the first 32 characters are written.
                b'u' => {
                    self.at += 4;
                    let code = &self.text[self.at - 2..self.at];
                    u8::from_str_radix(code, 16).unwrap_or_default().into()
                }
                itself => itself.into(),
            };
            string.push(escaped);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct Inner {
        key: Option<String>,
        offsets: Vec<i64>,
        done: bool,
    }

    #[test]
    fn what_is_written_is_read() {
        let inner = |key: Option<&str>, offsets: &[i64]| Inner {
            key: key.map(str::to_owned),
            offsets: offsets.to_vec(),
            done: key.is_none(),
        };
        let value = vec![
            inner(None, &[]),
            inner(Some("\0\u{1f}\n\r\t\"\\/é漢\u{1f600}"), &[0, -1, 1 << 53]),
            inner(Some(""), &[(1 << 53) - 1, 1 - (1 << 53)]),
        ];
        let tree = Json::of(&value);
        assert_eq!(tree.text(), write(&value));
        let Json::List(items) = &tree else {
            panic!("{tree:?}");
        };
        let offsets = Json::List(vec![
            Json::Int(0),
            Json::Int(-1),
            Json::Text("9007199254740992".to_owned()),
        ]);
        let text = "\0\u{1f}\n\r\t\"\\/é漢\u{1f600}".to_owned();
        let second = [
            ("key".to_owned(), Json::Text(text)),
            ("offsets".to_owned(), offsets),
            ("done".to_owned(), Json::Bool(false)),
        ];
        assert_eq!(items[1], Json::Object(second.into()));
    }
}
