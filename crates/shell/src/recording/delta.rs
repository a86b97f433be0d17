//! What leads from one JSON value to another.
//!
//! How a delta is read depends on the old value:
//!
//! - A string, a bool or null is the new value.
//! - A number is how much the new value is more than something: than the instant
//!   to which the delta leads where its field is one of `times`, than the number
//!   of the newest flight where the field is called `id`, and else than the old
//!   value, or than nothing where that was no number.
//! - An array of exactly one element has the new value in it: arrays and
//!   objects are written so where they replace something.
//! - An object, where the old value is one, has deltas of the fields that
//!   change, each by its place among the names of the old value in alphabetical
//!   order (fields of a JSON object have no other). Fields never come or go.
//! - An array of another length, where the old value is one, are edits, read
//!   from left to right over the old elements: a number copies so many
//!   elements, or, below zero, leaves so many out; an array has elements to
//!   insert; an object is the delta of the next element. What is left of the
//!   old elements at the end is copied. A single edit has a 0 before it.
//!
//! In what replaces or is inserted, numbers of the fields `times` and `id` are
//! distances as above. Those of the fields that `steps` names are distances from
//! that of the element before, where there is one, in the new list. All other
//! numbers are themselves. None of these three is below zero, so that a distance
//! is exact where the number is.

use crate::json::{Json, LARGEST_NUMBER};
use protocol::record::Millis;
use std::ops::Range;

/// The largest table in which common elements are looked for.
const MOST_COMPARED: usize = 1 << 14;

/// The fields of views and marks that are instants, in milliseconds since the
/// start. What changes in a frame is about its own instant, so that a distance
/// from it is what recurs, and gzip makes a fifth less of a recording.
pub const TIMES: &[&str] = &[
    "arrives",
    "at",
    "left",
    "rebalanceUntil",
    "sessionUntil",
    "since",
    "until",
    "workUntil",
];

/// The fields that are mostly one more than those of the element before.
pub const STEPS: &[&str] = &["atOffset", "offset"];

/// The field of views that numbers flights.
const NUMBER: &str = "id";

/// What the numbers of a delta are distances from.
#[derive(Clone, Copy, Debug)]
pub struct Origin {
    /// The instant to which it leads.
    pub at: Millis,
    /// The number of the newest flight by then.
    pub flight: i64,
}

impl Origin {
    /// What a number is a distance from by the name of its field; the ids of
    /// groups are no numbers.
    fn of(self, name: &str) -> Option<i64> {
        match name {
            NUMBER => Some(self.flight),
            _ => TIMES.contains(&name).then_some(self.at),
        }
    }

    /// What leads from a value to another one; none where they are equal.
    pub fn delta(self, old: &Json, new: &Json) -> Option<Json> {
        self.change("", old, new)
    }

    /// The delta of a field with this name, or of what is no field.
    fn change(self, name: &str, old: &Json, new: &Json) -> Option<Json> {
        if old == new {
            return None;
        }
        let changes = match (old, new) {
            (Json::Object(old), Json::Object(new)) => self.fields(old, new),
            (Json::List(old), Json::List(new)) => Some(self.edits(old, new)),
            (_, Json::List(_) | Json::Object(_)) => None,
            (old, Json::Int(number)) => {
                let from = self.of(name).or(int(old)).unwrap_or(0);
                return Some(distance(*number, from));
            }
            _ => return Some(new.clone()),
        };
        let shorter = changes.filter(|changes| changes.length() < new.length() + 2);
        Some(shorter.unwrap_or_else(|| Json::List(vec![self.fresh(new, None)])))
    }

    /// A value that replaces another, or is inserted behind another element, or a
    /// list of such.
    fn fresh(self, value: &Json, before: Option<&Json>) -> Json {
        match value {
            Json::List(items) => {
                let befores = std::iter::once(before).chain(items.iter().map(Some));
                let pairs = items.iter().zip(befores);
                Json::List(
                    pairs
                        .map(|(item, before)| self.fresh(item, before))
                        .collect(),
                )
            }
            Json::Object(fields) => {
                let fields = fields.iter().map(|(name, value)| {
                    let from = || self.of(name).or_else(|| step(name, before));
                    let value = match value {
                        Json::Int(number) => Json::Int(number - from().unwrap_or(0)),
                        value => self.fresh(value, None),
                    };
                    (name.clone(), value)
                });
                Json::Object(fields.collect())
            }
            other => other.clone(),
        }
    }

    fn fields(self, old: &[Field], new: &[Field]) -> Option<Json> {
        let names = old.iter().map(|(name, _)| name);
        if !names.eq(new.iter().map(|(name, _)| name)) {
            return None;
        }
        let place = |name: &String| old.iter().filter(|(other, _)| other < name).count();
        let both = old.iter().zip(new);
        let changed = both.filter_map(|((name, old), (_, new))| {
            Some((place(name).to_string(), self.change(name, old, new)?))
        });
        Some(Json::Object(changed.collect()))
    }

    fn edits(self, old: &[Json], new: &[Json]) -> Json {
        let same = |(old, new): &(&Json, &Json)| old == new;
        let start = old.iter().zip(new).take_while(same).count();
        let ends = old[start..].iter().rev().zip(new[start..].iter().rev());
        let end = ends.take_while(same).count();
        let (old, new) = (&old[..old.len() - end], &new[..new.len() - end]);
        let mut edits = Edits::new(self);
        edits.copy(start);
        let (mut left, mut right) = (start, start);
        for (from, to) in common(&old[start..], &new[start..]) {
            edits.replace(&old[left..start + from], new, right..start + to);
            edits.copy(1);
            (left, right) = (start + from + 1, start + to + 1);
        }
        edits.replace(&old[left..], new, right..new.len());
        edits.finish()
    }
}

fn int(value: &Json) -> Option<i64> {
    match value {
        Json::Int(number) => Some(*number),
        _ => None,
    }
}

/// How much a number is more than another; it itself, in a list, where that would
/// be no number but a string.
fn distance(number: i64, from: i64) -> Json {
    let distance = number - from;
    match distance.unsigned_abs() <= LARGEST_NUMBER.unsigned_abs() {
        true => Json::Int(distance),
        false => Json::List(vec![Json::Int(number)]),
    }
}

/// What the element before has in a field of this name, if that is one that grows.
fn step(name: &str, before: Option<&Json>) -> Option<i64> {
    let Some(Json::Object(fields)) = before.filter(|_| STEPS.contains(&name)) else {
        return None;
    };
    let found = fields.iter().find(|(field, _)| field == name);
    found.and_then(|(_, value)| int(value))
}

type Field = (String, Json);

/// The longest row of pairs of equal elements: where they stand in both lists.
fn common(old: &[Json], new: &[Json]) -> Vec<(usize, usize)> {
    let width = new.len() + 1;
    let cells = (old.len() + 1).saturating_mul(width);
    if cells > MOST_COMPARED {
        return Vec::new();
    }
    // For each pair of places, how long the row is that begins there or later.
    let mut longest = vec![0_u16; cells];
    for (from, left) in old.iter().enumerate().rev() {
        for (to, right) in new.iter().enumerate().rev() {
            let here = from * width + to;
            longest[here] = match left == right {
                true => longest[here + width + 1] + 1,
                false => longest[here + width].max(longest[here + 1]),
            };
        }
    }
    let (mut from, mut to, mut pairs) = (0, 0, Vec::new());
    while from < old.len() && to < new.len() {
        let here = from * width + to;
        if old[from] == new[to] {
            pairs.push((from, to));
            (from, to) = (from + 1, to + 1);
        } else if longest[here + width] >= longest[here + 1] {
            from += 1;
        } else {
            to += 1;
        }
    }
    pairs
}

/// Edits in the making.
struct Edits {
    to: Origin,
    done: Vec<Json>,
    copied: usize,
    left_out: usize,
    inserted: Vec<Json>,
}

impl Edits {
    fn new(to: Origin) -> Self {
        Edits {
            to,
            done: Vec::new(),
            copied: 0,
            left_out: 0,
            inserted: Vec::new(),
        }
    }

    fn copy(&mut self, count: usize) {
        if count > 0 {
            self.change();
            self.copied += count;
        }
    }

    /// Writes down what was left out and inserted.
    fn change(&mut self) {
        if self.left_out > 0 {
            let count = std::mem::take(&mut self.left_out);
            self.done.push(Json::Int(-(count as i64)));
        }
        if !self.inserted.is_empty() {
            let inserted = std::mem::take(&mut self.inserted);
            self.done.push(Json::List(inserted));
        }
    }

    /// Writes down what was copied, because something else comes.
    fn keep(&mut self) {
        if self.copied > 0 {
            let count = std::mem::take(&mut self.copied);
            self.done.push(Json::Int(count as i64));
        }
    }

    /// Elements that give way to others, which are a part of the new list. Where
    /// one becomes the other by a change of fields, it does.
    fn replace(&mut self, old: &[Json], new: &[Json], part: Range<usize>) {
        if old.is_empty() && part.is_empty() {
            return;
        }
        self.keep();
        for (index, place) in part.clone().enumerate() {
            let changes = old.get(index).map(|old| self.to.delta(old, &new[place]));
            if let Some(Some(changes @ Json::Object(_))) = changes {
                self.change();
                self.done.push(changes);
                continue;
            }
            self.left_out += usize::from(changes.is_some());
            let before = place.checked_sub(1).map(|before| &new[before]);
            self.inserted.push(self.to.fresh(&new[place], before));
        }
        self.left_out += old.len().saturating_sub(part.len());
    }

    fn finish(mut self) -> Json {
        self.change();
        if self.done.len() == 1 {
            self.done.insert(0, Json::Int(0));
        }
        Json::List(self.done)
    }
}
