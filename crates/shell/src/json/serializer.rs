//! How what derives `Serialize` becomes a JSON value.

use super::Json;
use serde::ser::{self, Impossible, Serialize, Serializer};
use std::fmt::{self, Display};

impl Json {
    /// A value as JSON. Integers that do not fit 64 bits with a sign are
    /// strings of their digits.
    ///
    /// # Panics
    /// For what no view has: fractions, maps, and variants with several fields.
    pub fn of<T: Serialize + ?Sized>(value: &T) -> Json {
        match value.serialize(Writer) {
            Ok(json) => json,
            Err(never) => match never {},
        }
    }
}

/// No error: all that there is can be written.
#[derive(Debug)]
pub(super) enum Never {}

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

/// Makes JSON values.
struct Writer;

/// An array in the making.
pub(super) struct Items(Vec<Json>);

/// An object in the making.
pub(super) struct Fields(Vec<(&'static str, Json)>);

fn whole(number: u64) -> Json {
    match i64::try_from(number) {
        Ok(number) => Json::Int(number),
        Err(_) => Json::Text(number.to_string()),
    }
}

fn absent(what: &str) -> ! {
    panic!("nothing that is shown has {what}")
}

type Done<T = Json> = Result<T, Never>;

impl Serializer for Writer {
    type Ok = Json;
    type Error = Never;
    type SerializeSeq = Items;
    type SerializeTuple = Items;
    type SerializeTupleStruct = Items;
    type SerializeTupleVariant = Impossible<Json, Never>;
    type SerializeMap = Impossible<Json, Never>;
    type SerializeStruct = Fields;
    type SerializeStructVariant = Impossible<Json, Never>;

    fn serialize_bool(self, value: bool) -> Done {
        Ok(Json::Bool(value))
    }
    fn serialize_i8(self, value: i8) -> Done {
        Ok(Json::Int(value.into()))
    }
    fn serialize_i16(self, value: i16) -> Done {
        Ok(Json::Int(value.into()))
    }
    fn serialize_i32(self, value: i32) -> Done {
        Ok(Json::Int(value.into()))
    }
    fn serialize_i64(self, value: i64) -> Done {
        Ok(Json::Int(value))
    }
    fn serialize_u8(self, value: u8) -> Done {
        Ok(Json::Int(value.into()))
    }
    fn serialize_u16(self, value: u16) -> Done {
        Ok(Json::Int(value.into()))
    }
    fn serialize_u32(self, value: u32) -> Done {
        Ok(Json::Int(value.into()))
    }
    fn serialize_u64(self, value: u64) -> Done {
        Ok(whole(value))
    }
    fn serialize_f32(self, _: f32) -> Done {
        absent("fractions")
    }
    fn serialize_f64(self, _: f64) -> Done {
        absent("fractions")
    }
    fn serialize_char(self, value: char) -> Done {
        Ok(Json::Text(value.into()))
    }
    fn serialize_str(self, value: &str) -> Done {
        Ok(Json::Text(value.to_owned()))
    }
    fn serialize_bytes(self, value: &[u8]) -> Done {
        Ok(Json::of(value))
    }
    fn serialize_none(self) -> Done {
        Ok(Json::Null)
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Done {
        value.serialize(self)
    }
    fn serialize_unit(self) -> Done {
        Ok(Json::Null)
    }
    fn serialize_unit_struct(self, _: &'static str) -> Done {
        Ok(Json::Null)
    }
    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Done {
        self.serialize_str(name)
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Done {
        value.serialize(self)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        value: &T,
    ) -> Done {
        Ok(Json::Object(vec![(name, Json::of(value))]))
    }
    fn serialize_seq(self, length: Option<usize>) -> Done<Items> {
        Ok(Items(Vec::with_capacity(length.unwrap_or(0))))
    }
    fn serialize_tuple(self, length: usize) -> Done<Items> {
        self.serialize_seq(Some(length))
    }
    fn serialize_tuple_struct(self, _: &'static str, length: usize) -> Done<Items> {
        self.serialize_seq(Some(length))
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
    fn serialize_struct(self, _: &'static str, length: usize) -> Done<Fields> {
        Ok(Fields(Vec::with_capacity(length)))
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

impl ser::SerializeSeq for Items {
    type Ok = Json;
    type Error = Never;
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Done<()> {
        self.0.push(Json::of(value));
        Ok(())
    }
    fn end(self) -> Done {
        Ok(Json::List(self.0))
    }
}

impl ser::SerializeTuple for Items {
    type Ok = Json;
    type Error = Never;
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Done<()> {
        ser::SerializeSeq::serialize_element(self, value)
    }
    fn end(self) -> Done {
        ser::SerializeSeq::end(self)
    }
}

impl ser::SerializeTupleStruct for Items {
    type Ok = Json;
    type Error = Never;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Done<()> {
        ser::SerializeSeq::serialize_element(self, value)
    }
    fn end(self) -> Done {
        ser::SerializeSeq::end(self)
    }
}

impl ser::SerializeStruct for Fields {
    type Ok = Json;
    type Error = Never;
    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Done<()> {
        self.0.push((name, Json::of(value)));
        Ok(())
    }
    fn end(self) -> Done {
        Ok(Json::Object(self.0))
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
    #[serde(rename_all = "camelCase")]
    struct Everything {
        two_words: Option<u32>,
        none: Option<u32>,
        pair: (bool, String),
        wrapped: Wrapped,
        kinds: Vec<Kind>,
        seed: u64,
        nothing: (),
        letter: char,
    }

    #[test]
    fn what_derives_serialize_becomes_json() {
        let value = Everything {
            two_words: Some(2),
            none: None,
            pair: (true, "\u{7}".to_owned()),
            wrapped: Wrapped(-3),
            kinds: vec![Kind::PlainOne, Kind::OneOf(&["a", "b"])],
            seed: u64::MAX,
            nothing: (),
            letter: 'é',
        };
        assert_eq!(
            Json::of(&value).text(),
            r#"{"twoWords":2,"none":null,"pair":[true,"\u0007"],"wrapped":-3,"kinds":["plainOne",{"oneOf":["a","b"]}],"seed":"18446744073709551615","nothing":null,"letter":"é"}"#
        );
        assert_eq!(Json::of(&[1_u8, 2][..]).text(), "[1,2]");
    }

    #[test]
    #[should_panic(expected = "fractions")]
    fn a_fraction_is_a_mistake() {
        Json::of(&0.5);
    }
}
