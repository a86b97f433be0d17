//! Kafka's primitive types as bytes: big-endian numbers, strings and byte
//! fields with their lengths in front.
//!
//! *Read next: [`java`](crate::java), what follows from the language that Kafka is written
//! in.*

use crate::name::Name;
use std::sync::Arc;

/// Takes fields off the front of some bytes. Each taking answers `None` where
/// the bytes end too early or a length makes no sense.
pub struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Begins at the first byte.
    pub fn new(bytes: &'a [u8]) -> Self {
        Reader { bytes }
    }

    /// Takes so many bytes.
    pub fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.bytes.split_at_checked(length)?;
        self.bytes = rest;
        Some(taken)
    }

    /// Takes exactly `N` bytes.
    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    /// Takes an INT16.
    pub fn i16(&mut self) -> Option<i16> {
        self.array().map(i16::from_be_bytes)
    }

    /// Takes an INT32.
    pub fn i32(&mut self) -> Option<i32> {
        self.array().map(i32::from_be_bytes)
    }

    /// Takes an INT64.
    pub fn i64(&mut self) -> Option<i64> {
        self.array().map(i64::from_be_bytes)
    }

    /// Takes an UNSIGNED_VARINT of at most five bytes.
    pub fn unsigned_varint(&mut self) -> Option<u32> {
        let mut number = 0;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.take(1)?[0];
            number |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// Takes a STRING, which cannot be null.
    pub fn string(&mut self) -> Option<Name> {
        self.nullable_string()?
    }

    /// Takes a NULLABLE_STRING: the inner `None` is null.
    pub fn nullable_string(&mut self) -> Option<Option<Name>> {
        let length = self.i16()?;
        self.text(i32::from(length))
    }

    /// Takes a COMPACT_STRING, which cannot be null.
    pub fn compact_string(&mut self) -> Option<Name> {
        let length = self.unsigned_varint()?;
        self.text(i32::try_from(length).ok()? - 1)?
    }

    /// Takes text of so many bytes, null if there are fewer than none. As in
    /// Java, bytes that are no UTF-8 become replacement characters.
    fn text(&mut self, length: i32) -> Option<Option<Name>> {
        let Ok(length) = usize::try_from(length) else {
            return Some(None);
        };
        let text = String::from_utf8_lossy(self.take(length)?);
        Some(Some(Name::from(&*text)))
    }

    /// Takes NULLABLE_BYTES: the inner `None` is null.
    pub fn nullable_bytes(&mut self) -> Option<Option<Arc<[u8]>>> {
        let Ok(length) = usize::try_from(self.i32()?) else {
            return Some(None);
        };
        self.take(length).map(|bytes| Some(Arc::from(bytes)))
    }

    /// Takes an ARRAY, which cannot be null, of what `element` takes. Nothing
    /// is set aside for elements that are only announced.
    pub fn list<T>(&mut self, element: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let length = usize::try_from(self.i32()?).ok()?;
        let mut elements = Vec::new();
        for _ in 0..length {
            elements.push(element(self)?);
        }
        Some(elements)
    }
}

/// Puts fields one after the other.
#[derive(Default)]
pub struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    /// Begins with the INT16 that says in which version the fields are.
    pub fn versioned(version: i16) -> Self {
        let mut writer = Writer::default();
        writer.i16(version);
        writer
    }

    /// What was put.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Puts bytes as they are, without a length.
    pub fn raw(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Puts an INT16.
    pub fn i16(&mut self, number: i16) {
        self.raw(&number.to_be_bytes());
    }

    /// Puts an INT32.
    pub fn i32(&mut self, number: i32) {
        self.raw(&number.to_be_bytes());
    }

    /// Puts an INT64.
    pub fn i64(&mut self, number: i64) {
        self.raw(&number.to_be_bytes());
    }

    /// Puts an UNSIGNED_VARINT.
    pub fn unsigned_varint(&mut self, mut number: u32) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    /// Puts a STRING.
    pub fn string(&mut self, text: &str) {
        let bytes = shortened(text);
        self.i16(bytes.len() as i16);
        self.raw(bytes);
    }

    /// Puts a NULLABLE_STRING.
    pub fn nullable_string(&mut self, text: Option<&Name>) {
        match text {
            Some(text) => self.string(text),
            None => self.i16(-1),
        }
    }

    /// Puts a COMPACT_STRING.
    pub fn compact_string(&mut self, text: &str) {
        let bytes = shortened(text);
        self.unsigned_varint(bytes.len() as u32 + 1);
        self.raw(bytes);
    }

    /// Puts NULLABLE_BYTES. There are never 2^31 of them in one field.
    pub fn nullable_bytes(&mut self, bytes: Option<&[u8]>) {
        match bytes {
            Some(bytes) => {
                self.i32(bytes.len() as i32);
                self.raw(bytes);
            }
            None => self.i32(-1),
        }
    }

    /// Puts an ARRAY, each element by `element`.
    pub fn list<T>(&mut self, elements: &[T], element: impl Fn(&mut Self, &T)) {
        self.i32(elements.len() as i32);
        for one in elements {
            element(self, one);
        }
    }
}

/// The bytes of a text, at most as many as an INT16 can count.
///
/// Kafka refuses to write a longer string. Names are far shorter, so cutting
/// one is only there to keep the bytes well formed.
fn shortened(text: &str) -> &[u8] {
    let bytes = text.as_bytes();
    &bytes[..bytes.len().min(i16::MAX as usize)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn varints_take_seven_bits_a_byte() {
        for (number, bytes) in [
            (0, &[0][..]),
            (127, &[0x7f]),
            (128, &[0x80, 1]),
            (300, &[0xac, 2]),
            (u32::MAX, &[0xff, 0xff, 0xff, 0xff, 0x0f]),
        ] {
            let mut writer = Writer::default();
            writer.unsigned_varint(number);
            assert_eq!(writer.into_bytes(), bytes, "{number}");
            assert_eq!(Reader::new(bytes).unsigned_varint(), Some(number));
        }
        assert_eq!(Reader::new(&[0x80; 6]).unsigned_varint(), None);
    }

    #[test]
    fn lengths_that_make_no_sense_are_refused() {
        assert_eq!(Reader::new(&[0x7f, 0xff, 1]).string(), None);
        assert_eq!(Reader::new(&[0xff, 0xff]).string(), None);
        assert_eq!(Reader::new(&[0xff, 0xff]).nullable_string(), Some(None));
        assert_eq!(Reader::new(&[0]).compact_string(), None);
        assert_eq!(Reader::new(&[0x7f; 9]).nullable_bytes(), None);
        assert_eq!(Reader::new(&[0x7f; 9]).list(Reader::i16), None);
        assert_eq!(Reader::new(&[0xff; 4]).list(Reader::i16), None);
    }

    #[test]
    fn a_string_longer_than_its_length_can_say_is_cut() {
        let mut writer = Writer::default();
        writer.string(&"x".repeat(40_000));
        let bytes = writer.into_bytes();
        assert_eq!(Reader::new(&bytes).string().map(|s| s.len()), Some(32767));
    }
}
