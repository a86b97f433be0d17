//! Ids of topics as texts.
//!
//! Source: `org.apache.kafka.common.Uuid`, `java.util.Base64`.

use crate::throwable::Throwable;
use protocol::topic_partition::TopicId;

/// The digits of Base64 for addresses.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// An id as a text of 22 characters.
pub(crate) fn text(id: &TopicId) -> String {
    let mut text = String::new();
    for three in id.chunks(3) {
        let mut bits = 0;
        for at in 0..3 {
            bits = bits << 8 | u32::from(three.get(at).copied().unwrap_or(0));
        }
        for digit in 0..=three.len() {
            let six = bits >> (18 - 6 * digit) & 63;
            text.push(char::from(DIGITS[six as usize]));
        }
    }
    text
}

/// Reads an id.
pub(crate) fn parse(text: &str) -> Result<TopicId, Throwable> {
    let refuse = |parts: &[&str]| {
        let text = parts.concat();
        Err(Throwable::java("IllegalArgumentException", text))
    };
    if text.encode_utf16().count() > 24 {
        let start: String = text.chars().take(24).collect();
        return refuse(&[
            "Input string with prefix `",
            &start,
            "` is too long to be decoded as a base64 UUID",
        ]);
    }
    let digits = text.strip_suffix("==").unwrap_or(text);
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0_u32, 0);
    for c in digits.chars() {
        let digit = DIGITS.iter().position(|digit| char::from(*digit) == c);
        let Some(digit) = digit else {
            let code = format!("{:x}", u32::from(c));
            return refuse(&["Illegal base64 character ", &code]);
        };
        bits = bits << 6 | digit as u32;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    if count == 6 {
        return refuse(&["Last unit does not have enough valid bits"]);
    }
    let length = bytes.len().to_string();
    bytes.try_into().or_else(|_| {
        refuse(&[
            "Input string `",
            text,
            "` decoded as ",
            &length,
            " bytes, which is not equal to the expected 16 bytes of a base64-encoded UUID",
        ])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_read_as_it_was_written() {
        for id in [
            [0; 16],
            [255; 16],
            *b"\x01\x23\x45\x67\x89abcdefghi\xfa\xfb",
        ] {
            assert_eq!(parse(&text(&id)), Ok(id));
        }
        assert_eq!(text(&[0; 16]), "AAAAAAAAAAAAAAAAAAAAAA");
        for (wrong, why) in [
            ("abc", "Input string `abc` decoded as 2 bytes, which is not equal to the expected 16 bytes of a base64-encoded UUID"),
            ("a b", "Illegal base64 character 20"),
            ("a", "Last unit does not have enough valid bits"),
            ("aaaaaaaaaaaaaaaaaaaaaaaaaaa", "Input string with prefix `aaaaaaaaaaaaaaaaaaaaaaaa` is too long to be decoded as a base64 UUID"),
        ] {
            assert_eq!(parse(wrong).unwrap_err().text(), why);
        }
    }
}
