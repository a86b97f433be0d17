//! What leads from one JSON value to another.
//!
//! How a delta is read depends on the old value:
//!
//! - A string, a number, a bool or null is the new value.
//! - An array of exactly one element has the new value in it: arrays and
//!   objects are written so where they replace something.
//! - An object, where the old value is one, has deltas of the fields that
//!   change. Fields never come or go.
//! - An array of another length, where the old value is one, are edits, read
//!   from left to right over the old elements: a number copies so many
//!   elements, or, below zero, leaves so many out; an array has elements to
//!   insert; an object is the delta of the next element. What is left of the
//!   old elements at the end is copied. A single edit has a 0 before it.

use crate::json::Json;
use protocol::record::Millis;

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

/// A delta whose instants and numbers of flights are distances: those that are
/// numbers, which all are but instants that never come and the ids of groups.
pub fn relative(delta: Json, to: Origin) -> Json {
    match delta {
        Json::List(items) => Json::List(items.into_iter().map(|item| relative(item, to)).collect()),
        Json::Object(fields) => {
            let fields = fields.into_iter().map(|(name, value)| {
                let value = match value {
                    Json::Int(at) if TIMES.contains(&&*name) && is_exact(at) => {
                        Json::Int(at - to.at)
                    }
                    Json::Int(id) if name == NUMBER => Json::Int(id - to.flight),
                    value => relative(value, to),
                };
                (name, value)
            });
            Json::Object(fields.collect())
        }
        other => other,
    }
}

/// Whether an instant and its distances are numbers and no strings.
fn is_exact(at: i64) -> bool {
    const FAR: i64 = 1 << 52;
    (-FAR..=FAR).contains(&at)
}

/// What leads from a value to another one; none where they are equal.
pub fn delta(old: &Json, new: &Json) -> Option<Json> {
    if old == new {
        return None;
    }
    let changes = match (old, new) {
        (Json::Object(old), Json::Object(new)) => fields(old, new),
        (Json::List(old), Json::List(new)) => Some(edits(old, new)),
        (_, Json::List(_) | Json::Object(_)) => None,
        _ => return Some(new.clone()),
    };
    let shorter = changes.filter(|changes| changes.length() < new.length() + 2);
    Some(shorter.unwrap_or_else(|| Json::List(vec![new.clone()])))
}

type Field = (String, Json);

fn fields(old: &[Field], new: &[Field]) -> Option<Json> {
    let names = old.iter().map(|(name, _)| name);
    if !names.eq(new.iter().map(|(name, _)| name)) {
        return None;
    }
    let both = old.iter().zip(new);
    let changed = both.filter_map(|((name, old), (_, new))| Some((name.clone(), delta(old, new)?)));
    Some(Json::Object(changed.collect()))
}

fn edits(old: &[Json], new: &[Json]) -> Json {
    let same = |(old, new): &(&Json, &Json)| old == new;
    let before = old.iter().zip(new).take_while(same).count();
    let (old, new) = (&old[before..], &new[before..]);
    let ends = old.iter().rev().zip(new.iter().rev());
    let after = ends.take_while(same).count();
    let (old, new) = (&old[..old.len() - after], &new[..new.len() - after]);
    let mut edits = Edits::default();
    edits.copy(before);
    let (mut left, mut right) = (0, 0);
    for (from, to) in common(old, new) {
        edits.replace(&old[left..from], &new[right..to]);
        edits.copy(1);
        (left, right) = (from + 1, to + 1);
    }
    edits.replace(&old[left..], &new[right..]);
    edits.finish()
}

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
#[derive(Default)]
struct Edits {
    done: Vec<Json>,
    copied: usize,
    left_out: usize,
    inserted: Vec<Json>,
}

impl Edits {
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

    /// Elements that give way to others. Where one becomes the other by a
    /// change of fields, it does.
    fn replace(&mut self, old: &[Json], new: &[Json]) {
        if old.is_empty() && new.is_empty() {
            return;
        }
        self.keep();
        let both = old.len().min(new.len());
        for (old, new) in old.iter().zip(new) {
            match delta(old, new) {
                Some(changes @ Json::Object(_)) => {
                    self.change();
                    self.done.push(changes);
                }
                _ => {
                    self.left_out += 1;
                    self.inserted.push(new.clone());
                }
            }
        }
        self.left_out += old.len() - both;
        self.inserted.extend_from_slice(&new[both..]);
    }

    fn finish(mut self) -> Json {
        self.change();
        if self.done.len() == 1 {
            self.done.insert(0, Json::Int(0));
        }
        Json::List(self.done)
    }
}
