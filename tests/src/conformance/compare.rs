//! Whether two answers are the same.
//!
//! Random ids are compared up to a renaming that holds in both directions for
//! a whole file: where Kafka's answer has a numbered id, ours has an id of the
//! same shape, always the same one, and never for two. Ids are found inside
//! texts too. `"now"` and `"…"` stand for what nobody can predict.

use super::Outcome;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The ids that were seen, in both directions.
#[derive(Clone, Debug, Default)]
pub struct Renaming {
    ours: BTreeMap<String, String>,
    kafkas: BTreeMap<String, String>,
}

/// What Produce answers for several topics and partitions comes in the order
/// of a hash map whose keys hold the topics' random ids: it is nobody's promise
/// and differs from run to run. Here it is put in order.
fn of_produce<'a>(field: &str, value: &'a Value) -> Cow<'a, Value> {
    let Value::Array(items) = value else {
        return Cow::Borrowed(value);
    };
    let place = |item: &Value| {
        (
            item["name"].as_str().map(str::to_owned),
            item["index"].as_i64(),
        )
    };
    let produced = match field {
        "partitionResponses" => true,
        "responses" => items
            .iter()
            .all(|item| item.get("partitionResponses").is_some()),
        _ => false,
    };
    if !produced {
        return Cow::Borrowed(value);
    }
    let mut items = items.clone();
    items.sort_by_key(place);
    Cow::Owned(Value::Array(items))
}

impl Renaming {
    /// Compares an answer of Kafka with ours: `Equal`, `TextDiffers` or
    /// `Differs`. What is learned about ids is kept unless they differ.
    pub fn compare(&mut self, kafka: &Value, ours: &Value) -> Outcome {
        let mut attempt = self.clone();
        let mut texts = true;
        if !attempt.same(kafka, ours, &mut texts) {
            return Outcome::Differs;
        }
        *self = attempt;
        if texts {
            Outcome::Equal
        } else {
            Outcome::TextDiffers
        }
    }

    fn same(&mut self, kafka: &Value, ours: &Value, texts: &mut bool) -> bool {
        match (kafka, ours) {
            (Value::String(k), _) if k == "now" || k == "…" => true,
            (Value::String(k), Value::String(o)) => self.same_text(k, o),
            (Value::Array(k), Value::Array(o)) => {
                k.len() == o.len() && k.iter().zip(o).all(|(k, o)| self.same(k, o, texts))
            }
            (Value::Object(k), Value::Object(o)) => self.same_object(k, o, texts),
            (k, o) => k == o,
        }
    }

    /// Two objects: fields in any order. In an error, `message` and `cause`
    /// are texts.
    fn same_object(
        &mut self,
        kafka: &Map<String, Value>,
        ours: &Map<String, Value>,
        texts: &mut bool,
    ) -> bool {
        let is_error = kafka.contains_key("exception") && ours.contains_key("exception");
        let is_text = |field: &str| is_error && (field == "message" || field == "cause");
        let mut left: Vec<&String> = ours.keys().filter(|field| !is_text(field)).collect();
        for (field, k) in kafka {
            if is_text(field) {
                continue;
            }
            let Some(at) = self.find_field(field, &left) else {
                return false;
            };
            let o = &ours[left.remove(at)];
            let producer = field == "producer" && k.is_string() && o.is_string();
            let same = if producer {
                self.bind(values_text(k), values_text(o))
            } else {
                let (k, o) = (of_produce(field, k), of_produce(field, o));
                self.same(&k, &o, texts)
            };
            if !same {
                return false;
            }
        }
        if is_error {
            for field in ["message", "cause"] {
                let same = match (kafka.get(field), ours.get(field)) {
                    (Some(k), Some(o)) => self.same(k, o, texts),
                    (k, o) => k == o,
                };
                *texts &= same;
            }
        }
        left.is_empty()
    }

    /// Which of our fields is Kafka's: a field's name may hold an id.
    fn find_field(&mut self, field: &str, left: &[&String]) -> Option<usize> {
        if let Some(at) = left.iter().position(|ours| *ours == field) {
            return Some(at);
        }
        left.iter().position(|ours| {
            let mut attempt = self.clone();
            let same = attempt.same_text(field, ours);
            if same {
                *self = attempt;
            }
            same
        })
    }

    /// Two texts, ids aside.
    fn same_text(&mut self, kafka: &str, ours: &str) -> bool {
        let (mut kafka, mut ours) = (kafka, ours);
        loop {
            let Some((at, length)) = first_id(kafka) else {
                return kafka == ours;
            };
            let before = ours.get(..at);
            let id = ours.get(at..at + length);
            let (Some(before), Some(id)) = (before, id) else {
                return false;
            };
            let named = &kafka[at..at + length];
            if before != &kafka[..at] || !has_shape(named, id) || !self.bind(named, id) {
                return false;
            }
            kafka = &kafka[at + length..];
            ours = &ours[at + length..];
        }
    }

    /// Whether Kafka's id stands for ours, and only for it, and ours for it.
    fn bind(&mut self, kafka: &str, ours: &str) -> bool {
        match (self.ours.get(kafka), self.kafkas.get(ours)) {
            (None, None) => {
                self.ours.insert(kafka.to_owned(), ours.to_owned());
                self.kafkas.insert(ours.to_owned(), kafka.to_owned());
                true
            }
            (Some(known), _) => known == ours,
            (None, Some(_)) => false,
        }
    }
}

fn values_text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The length of a UUID in text.
const UUID: usize = 36;
/// The length of a UUID in Kafka's base64.
const SHORT: usize = 22;

/// Where the first numbered id of a text of Kafka begins, and its length.
fn first_id(text: &str) -> Option<(usize, usize)> {
    text.char_indices().find_map(|(at, _)| {
        let numbered = |length: usize, zeros: &str| {
            let id = text.get(at..at + length)?;
            let digits = id.strip_prefix(zeros)?;
            let is = digits.bytes().all(|b| b.is_ascii_digit());
            is.then_some((at, length))
        };
        numbered(UUID, "00000000-0000-0000-0000-")
            .or_else(|| numbered(SHORT, "M00000000"))
            .or_else(|| numbered(SHORT, "T00000000"))
    })
}

/// Whether our id has the shape of the one it stands for.
fn has_shape(kafka: &str, ours: &str) -> bool {
    if kafka.len() == UUID {
        let mut letters = ours.bytes().enumerate();
        return letters.all(|(at, b)| match at {
            8 | 13 | 18 | 23 => b == b'-',
            _ => b.is_ascii_digit() || (b'a'..=b'f').contains(&b),
        });
    }
    ours.bytes()
        .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}
