//! Values as they are written in programs, the same in Java, Python and Go.

/// A text in double quotes.
pub(crate) fn text(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            // All of them are below 0x100, and have four digits everywhere.
            c if c.is_control() => {
                let code = (0x1_0000 + c as u32) as usize;
                quoted.push_str("\\u");
                for place in (0..4).rev() {
                    let digit = (code >> (4 * place)) & 15;
                    quoted.push(char::from(b"0123456789abcdef"[digit]));
                }
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Bytes in Python.
pub(crate) fn bytes(of: &str) -> String {
    let plain = |c: char| c.is_ascii() && (!c.is_control() || "\n\r\t".contains(c));
    match of.chars().all(plain) {
        true => ["b", &text(of)].concat(),
        false => [&text(of), ".encode()"].concat(),
    }
}

/// Words with commas between.
pub(crate) fn list(words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join(", ")
}
