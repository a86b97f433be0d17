//! The text of what derives `Serialize`.

use serde::ser::{self, Impossible, Serialize, Serializer};
use std::fmt::{self, Display};

/// The largest whole number that JavaScript's numbers tell from its
/// neighbours. Integers beyond it, and below its negative, are written as
/// strings of their digits.
pub const LARGEST_NUMBER: i64 = (1 << 53) - 1;

/// A value as JSON, without blanks.
///
/// # Panics
/// For what no view has: fractions, maps, and variants with several fields.
pub fn write<T: Serialize + ?Sized>(value: &T) -> String {
    let mut out = String::new();
    into(value, &mut out);
    out
}

fn into<T: Serialize + ?Sized>(value: &T, out: &mut String) {
    match value.serialize(Writer(out)) {
        Ok(()) => {}
        Err(never) => match never {},
    }
}

/// Writes a whole number.
pub(super) fn number(number: i64, out: &mut String) {
    digits(&number.to_string(), number.unsigned_abs(), out);
}

fn digits(text: &str, size: u64, out: &mut String) {
    let exact = size <= LARGEST_NUMBER.unsigned_abs();
    let quote = if exact { "" } else { "\"" };
    out.push_str(quote);
    out.push_str(text);
    out.push_str(quote);
}

/// Writes a string with its quotes.
pub(super) fn string(text: &str, out: &mut String) {
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

/// Parts an element or a field from the one before it.
pub(super) fn separate(out: &mut String) {
    if !out.ends_with(['[', '{']) {
        out.push(',');
    }
}

/// Writes the name of a field, which is plain.
pub(crate) fn name(name: &str, out: &mut String) {
    separate(out);
    out.push('"');
    out.push_str(name);
    out.push_str("\":");
}

/// No error: all that there is can be written.
#[derive(Debug)]
enum Never {}

impl Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl std::error::Error for Never {}

impl ser::Error for Never {
    fn custom<T: Display>(message: T) -> Self {
        panic!("{message}")
    }
}

fn absent(what: &str) -> ! {
    panic!("nothing that is shown has {what}")
}

type Done<T = ()> = Result<T, Never>;

/// Writes values behind a text.
struct Writer<'a>(&'a mut String);

/// An array or an object that is being written, and what ends it.
struct Parts<'a>(&'a mut String, char);

impl<'a> Writer<'a> {
    fn plain(self, text: &str) -> Done {
        self.0.push_str(text);
        Ok(())
    }

    fn array(self) -> Done<Parts<'a>> {
        self.0.push('[');
        Ok(Parts(self.0, ']'))
    }
}

impl Parts<'_> {
    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        separate(self.0);
        into(value, self.0);
        Ok(())
    }

    fn close(self) -> Done {
        self.0.push(self.1);
        Ok(())
    }
}

impl<'a> Serializer for Writer<'a> {
    type Ok = ();
    type Error = Never;
    type SerializeSeq = Parts<'a>;
    type SerializeTuple = Parts<'a>;
    type SerializeTupleStruct = Parts<'a>;
    type SerializeTupleVariant = Impossible<(), Never>;
    type SerializeMap = Impossible<(), Never>;
    type SerializeStruct = Parts<'a>;
    type SerializeStructVariant = Impossible<(), Never>;

    fn serialize_bool(self, value: bool) -> Done {
        self.plain(if value { "true" } else { "false" })
    }
    fn serialize_i8(self, value: i8) -> Done {
        self.serialize_i64(value.into())
    }
    fn serialize_i16(self, value: i16) -> Done {
        self.serialize_i64(value.into())
    }
    fn serialize_i32(self, value: i32) -> Done {
        self.serialize_i64(value.into())
    }
    fn serialize_i64(self, value: i64) -> Done {
        number(value, self.0);
        Ok(())
    }
    fn serialize_u8(self, value: u8) -> Done {
        self.serialize_i64(value.into())
    }
    fn serialize_u16(self, value: u16) -> Done {
        self.serialize_i64(value.into())
    }
    fn serialize_u32(self, value: u32) -> Done {
        self.serialize_i64(value.into())
    }
    fn serialize_u64(self, value: u64) -> Done {
        digits(&value.to_string(), value, self.0);
        Ok(())
    }
    fn serialize_f32(self, _: f32) -> Done {
        absent("fractions")
    }
    fn serialize_f64(self, _: f64) -> Done {
        absent("fractions")
    }
    fn serialize_char(self, value: char) -> Done {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }
    fn serialize_str(self, value: &str) -> Done {
        string(value, self.0);
        Ok(())
    }
    fn serialize_bytes(self, value: &[u8]) -> Done {
        value.serialize(self)
    }
    fn serialize_none(self) -> Done {
        self.plain("null")
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Done {
        value.serialize(self)
    }
    fn serialize_unit(self) -> Done {
        self.plain("null")
    }
    fn serialize_unit_struct(self, _: &'static str) -> Done {
        self.plain("null")
    }
    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Done {
        self.serialize_str(name)
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Done {
        value.serialize(self)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        of: &'static str,
        _: u32,
        name: &'static str,
        value: &T,
    ) -> Done {
        let mut object = self.serialize_struct(of, 1)?;
        ser::SerializeStruct::serialize_field(&mut object, name, value)?;
        object.close()
    }
    fn serialize_seq(self, _: Option<usize>) -> Done<Parts<'a>> {
        self.array()
    }
    fn serialize_tuple(self, _: usize) -> Done<Parts<'a>> {
        self.array()
    }
    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Done<Parts<'a>> {
        self.array()
    }
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Done<Self::SerializeTupleVariant> {
        absent("variants of several fields")
    }
    fn serialize_map(self, _: Option<usize>) -> Done<Self::SerializeMap> {
        absent("maps")
    }
    fn serialize_struct(self, _: &'static str, _: usize) -> Done<Parts<'a>> {
        self.0.push('{');
        Ok(Parts(self.0, '}'))
    }
    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Done<Self::SerializeStructVariant> {
        absent("variants of several fields")
    }
}

/// What has elements without names is an array, whichever way serde comes to it.
macro_rules! array {
    ($($way:ident, $element:ident;)*) => {$(
        impl ser::$way for Parts<'_> {
            type Ok = ();
            type Error = Never;
            fn $element<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
                self.element(value)
            }
            fn end(self) -> Done {
                self.close()
            }
        }
    )*};
}

array! {
    SerializeSeq, serialize_element;
    SerializeTuple, serialize_element;
    SerializeTupleStruct, serialize_field;
}

impl ser::SerializeStruct for Parts<'_> {
    type Ok = ();
    type Error = Never;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Done {
        self::name(name, self.0);
        into(value, self.0);
        Ok(())
    }
    fn end(self) -> Done {
        self.close()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Serialize;

    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    enum Kind {
        PlainOne,
        OneOf(&'static [&'static str]),
    }

    #[derive(Serialize)]
    struct Wrapped(i32);

    #[derive(Serialize)]
    struct Empty {}

    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Everything {
        two_words: Option<u32>,
        none: Option<u32>,
        pair: (bool, String),
        wrapped: Wrapped,
        kinds: Vec<Kind>,
        empty: (Empty, Vec<u8>),
        nothing: (),
        letter: char,
    }

    #[test]
    fn what_derives_serialize_becomes_json() {
        let value = Everything {
            two_words: Some(2),
            none: None,
            pair: (true, "[".to_owned()),
            wrapped: Wrapped(-3),
            kinds: vec![Kind::PlainOne, Kind::OneOf(&["a", "b"])],
            empty: (Empty {}, Vec::new()),
            nothing: (),
            letter: 'é',
        };
        assert_eq!(
            write(&value),
            r#"{"twoWords":2,"none":null,"pair":[true,"["],"wrapped":-3,"kinds":["plainOne",{"oneOf":["a","b"]}],"empty":[{},[]],"nothing":null,"letter":"é"}"#
        );
    }

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
            assert_eq!(write(&number), text);
        }
        assert_eq!(write(&9_007_199_254_740_991_u64), "9007199254740991");
        assert_eq!(write(&u64::MAX), "\"18446744073709551615\"");
    }

    #[test]
    fn strings_are_escaped_where_they_must_be() {
        for (text, written) in [
            ("", r#""""#),
            ("plain, 'quoted' / so", r#""plain, 'quoted' / so""#),
            ("\"", r#""\"""#),
            ("a\\\"b", r#""a\\\"b""#),
            ("\n\r\t", r#""\n\r\t""#),
            (
                "\0\u{1}\u{8}\u{c}\u{1f}\u{7f}",
                "\"\\u0000\\u0001\\u0008\\u000c\\u001f\u{7f}\"",
            ),
            ("é\n漢\u{2028}\u{1f600}", "\"é\\n漢\u{2028}\u{1f600}\""),
        ] {
            assert_eq!(write(text), written);
        }
    }

    #[test]
    #[should_panic(expected = "fractions")]
    fn a_fraction_is_a_mistake() {
        write(&0.5);
    }
}
