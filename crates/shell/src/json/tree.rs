//! A JSON value, and its text.

/// The largest whole number that JavaScript's numbers tell from its
/// neighbours. Integers beyond it, and below its negative, are written as
/// strings of their digits.
pub const LARGEST_NUMBER: i64 = (1 << 53) - 1;

/// A JSON value. There are no fractions, and the names of fields are known to
/// the compiler.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// An object, whose fields stay in their order.
    Object(Vec<(&'static str, Json)>),
}

impl Json {
    /// The value as text, without blanks.
    pub fn text(&self) -> String {
        let mut out = String::new();
        self.print(&mut out);
        out
    }

    /// How long the text is, more or less: what is escaped counts as if it were
    /// not.
    pub fn length(&self) -> usize {
        match self {
            Json::Null | Json::Bool(_) => 4,
            Json::Int(number) => match number.checked_abs().unwrap_or(i64::MAX).checked_ilog10() {
                Some(digits) => digits as usize + 1 + usize::from(*number < 0),
                None => 1,
            },
            Json::Text(text) => text.len() + 2,
            Json::List(items) => {
                let items = items.iter().map(|item| item.length() + 1);
                items.sum::<usize>().max(1) + 1
            }
            Json::Object(fields) => {
                let fields = fields.iter();
                let fields = fields.map(|(name, value)| name.len() + value.length() + 4);
                fields.sum::<usize>().max(1) + 1
            }
        }
    }

    /// Writes the value behind a text.
    pub fn print(&self, out: &mut String) {
        match self {
            Json::Null => out.push_str("null"),
            Json::Bool(true) => out.push_str("true"),
            Json::Bool(false) => out.push_str("false"),
            Json::Int(number) => print_number(*number, out),
            Json::Text(text) => print_string(text, out),
            Json::List(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    item.print(out);
                }
                out.push(']');
            }
            Json::Object(fields) => {
                out.push('{');
                for (index, (name, value)) in fields.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    print_string(name, out);
                    out.push(':');
                    value.print(out);
                }
                out.push('}');
            }
        }
    }
}

fn print_number(number: i64, out: &mut String) {
    let exact = (-LARGEST_NUMBER..=LARGEST_NUMBER).contains(&number);
    if !exact {
        out.push('"');
    }
    out.push_str(&number.to_string());
    if !exact {
        out.push('"');
    }
}

fn print_string(text: &str, out: &mut String) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    out.push('"');
    // What has to be escaped is one byte, and no part of another character.
    let mut plain = 0;
    for (index, byte) in text.bytes().enumerate() {
        let short = match byte {
            b'"' | b'\\' => byte,
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            0..=0x1f => b'u',
            _ => continue,
        };
        out.push_str(&text[plain..index]);
        plain = index + 1;
        out.push('\\');
        out.push(short.into());
        if short == b'u' {
            out.push_str("00");
            out.push(DIGITS[usize::from(byte >> 4)].into());
            out.push(DIGITS[usize::from(byte & 15)].into());
        }
    }
    out.push_str(&text[plain..]);
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_strings_where_javascript_would_round_them() {
        for (number, text) in [
            (0, "0"),
            (-1, "-1"),
            (9_007_199_254_740_991, "9007199254740991"),
            (9_007_199_254_740_992, "\"9007199254740992\""),
            (-9_007_199_254_740_991, "-9007199254740991"),
            (-9_007_199_254_740_992, "\"-9007199254740992\""),
            (i64::MAX, "\"9223372036854775807\""),
            (i64::MIN, "\"-9223372036854775808\""),
        ] {
            assert_eq!(Json::Int(number).text(), text);
        }
    }

    #[test]
    fn strings_are_escaped_where_they_must_be() {
        for (text, written) in [
            ("", r#""""#),
            (
                "plain, 'quoted' / and so on",
                r#""plain, 'quoted' / and so on""#,
            ),
            ("\"", r#""\"""#),
            ("a\\\"b", r#""a\\\"b""#),
            ("\n\r\t", r#""\n\r\t""#),
            (
                "\0\u{1}\u{8}\u{c}\u{1f}\u{7f}",
                "\"\\u0000\\u0001\\u0008\\u000c\\u001f\u{7f}\"",
            ),
            ("é\n漢\u{2028}\u{1f600}", "\"é\\n漢\u{2028}\u{1f600}\""),
        ] {
            assert_eq!(Json::Text(text.to_owned()).text(), written);
        }
    }

    #[test]
    fn values_lie_in_values() {
        let inner = Json::Object(vec![
            ("a", Json::Null),
            ("b", Json::List(vec![Json::Bool(true), Json::Bool(false)])),
        ]);
        let value = Json::List(vec![
            Json::Object(Vec::new()),
            Json::List(Vec::new()),
            inner,
            Json::Text("x".to_owned()),
        ]);
        assert_eq!(value.text(), r#"[{},[],{"a":null,"b":[true,false]},"x"]"#);
    }
}
