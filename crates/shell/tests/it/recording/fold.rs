//! Folds a recording, as a page does that has no engine: a reader of the format
//! that trusts what it reads.

use serde_json::{json, Map, Value};

/// What the numbers of a delta are distances from.
pub(super) struct Origin<'a> {
    pub(super) at: i64,
    pub(super) flight: i64,
    pub(super) times: &'a Value,
    pub(super) steps: &'a Value,
}

impl Origin<'_> {
    /// What a delta leads to.
    pub(super) fn apply(&self, old: &Value, delta: &Value) -> Value {
        self.applied("", old, delta)
    }

    fn applied(&self, name: &str, old: &Value, delta: &Value) -> Value {
        match (old, delta) {
            (_, Value::Array(delta)) if delta.len() == 1 => self.fresh(&delta[0], &Value::Null),
            (Value::Object(old), Value::Object(delta)) => {
                let mut new = old.clone();
                for (place, delta) in delta {
                    let place: usize = place.parse().expect("a place");
                    let (name, field) = old.iter().nth(place).expect("fields never come or go");
                    new[name] = self.applied(name, field, delta);
                }
                Value::Object(new)
            }
            (Value::Array(old), Value::Array(edits)) => Value::Array(self.edit(old, edits)),
            (_, Value::Array(_) | Value::Object(_)) => panic!("{delta} is no delta of {old}"),
            (old, Value::Number(_)) => self.sum(name, delta, old),
            _ => delta.clone(),
        }
    }

    fn sum(&self, name: &str, distance: &Value, old: &Value) -> Value {
        let from = match name {
            "id" => self.flight,
            _ if names(self.times, name) => self.at,
            _ => old.as_i64().unwrap_or(0),
        };
        json!(distance.as_i64().unwrap() + from)
    }

    /// What replaces or is inserted, behind another element.
    fn fresh(&self, value: &Value, before: &Value) -> Value {
        match value {
            Value::Array(items) => Value::Array(self.all(items, before)),
            Value::Object(fields) => {
                let fields = fields.iter().map(|(name, value)| {
                    let from = match names(self.steps, name) {
                        true => &before[name],
                        false => &Value::Null,
                    };
                    let value = match value {
                        Value::Number(_) => self.sum(name, value, from),
                        _ => self.fresh(value, &Value::Null),
                    };
                    (name.clone(), value)
                });
                Value::Object(fields.collect())
            }
            other => other.clone(),
        }
    }

    fn all(&self, items: &[Value], before: &Value) -> Vec<Value> {
        let mut before = before.clone();
        let items = items.iter().map(|item| {
            before = self.fresh(item, &before);
            before.clone()
        });
        items.collect()
    }

    fn edit(&self, old: &[Value], edits: &[Value]) -> Vec<Value> {
        let (mut new, mut rest) = (Vec::new(), old);
        let mut take = |count: i64| {
            let (taken, left) = rest.split_at(count as usize);
            rest = left;
            taken
        };
        for edit in edits {
            match edit {
                Value::Array(inserted) => {
                    let before = new.last().cloned().unwrap_or_default();
                    new.extend(self.all(inserted, &before));
                }
                Value::Object(_) => new.push(self.apply(&take(1)[0], edit)),
                _ => match edit.as_i64().expect("an edit") {
                    copied @ 0.. => new.extend_from_slice(take(copied)),
                    left_out => drop(take(-left_out).len()),
                },
            }
        }
        new.extend_from_slice(rest);
        new
    }
}

fn names(list: &Value, name: &str) -> bool {
    list.as_array()
        .expect("an array")
        .iter()
        .any(|one| one == name)
}

/// A view that stands from an instant on.
pub(super) struct Frame {
    pub(super) at: i64,
    pub(super) revision: u64,
    view: Value,
}

impl Frame {
    /// The view at an instant, with so many cells of each partition.
    pub(super) fn view(&self, now: i64, cells: i64) -> Value {
        let mut view = self.view.clone();
        view["now"] = json!(now);
        view["revision"] = json!(self.revision);
        let mut from = Map::new();
        for topic in array(&mut view["topics"]) {
            let name = topic["name"].clone();
            for log in array(&mut topic["partitions"]) {
                let first = log["logEnd"].as_i64().unwrap() - cells;
                array(&mut log["cells"]).retain(|cell| cell["offset"].as_i64() >= Some(first));
                let first = first.max(log["logStart"].as_i64().unwrap());
                from.insert(format!("{name}{}", log["partition"]), json!(first));
            }
        }
        for group in array(&mut view["groups"]) {
            for lane in array(&mut group["lanes"]) {
                let place = format!("{}{}", lane["topic"], lane["partition"]);
                let first = from.get(&place).and_then(Value::as_i64);
                array(&mut lane["again"]).retain(|again| again["offset"].as_i64() >= first);
            }
        }
        view
    }
}

fn array(value: &mut Value) -> &mut Vec<Value> {
    value.as_array_mut().expect("an array")
}

/// A recording that was folded.
pub(super) struct Folded {
    pub(super) frames: Vec<Frame>,
    marks: Vec<(i64, Value)>,
    lines: Vec<Value>,
    narrator: Vec<(i64, Value)>,
}

impl Folded {
    /// Folds a recording with its journal.
    pub(super) fn read(recording: &Value) -> Folded {
        let first = &recording["first"];
        let mut last = Frame {
            at: 0,
            revision: first["revision"].as_u64().unwrap(),
            view: first["view"].clone(),
        };
        let mut flight = first["flight"].as_i64().unwrap();
        let mut frames = Vec::new();
        for step in recording["frames"].as_array().expect("an array") {
            flight += step[2].as_i64().unwrap();
            let at = last.at + step[0].as_i64().unwrap();
            let next = Frame {
                at,
                revision: last.revision + step[1].as_u64().unwrap(),
                view: origin(recording, at, flight).apply(&last.view, &step[3]),
            };
            frames.push(std::mem::replace(&mut last, next));
        }
        frames.push(last);
        Folded {
            frames,
            marks: marks(recording),
            lines: lines(&recording["journal"]["en"]),
            narrator: narrator(&recording["narrator"]["en"]),
        }
    }

    /// The frame of an instant.
    pub(super) fn frame(&self, now: i64) -> &Frame {
        let mut frames = self.frames.iter().rev();
        frames.find(|frame| frame.at <= now).expect("the first")
    }

    /// The instants at which what is shown changes.
    pub(super) fn changes(&self) -> Vec<i64> {
        let pairs = self.frames.windows(2);
        let changes = pairs.filter(|pair| pair[0].view != pair[1].view);
        changes.map(|pair| pair[1].at).collect()
    }

    /// The marks of a history that ends at an instant.
    pub(super) fn marks(&self, now: i64) -> Value {
        let mut marks = self.marks.iter().rev();
        let found = marks.find(|(at, _)| *at <= now);
        found.map_or(json!([]), |(_, marks)| marks.clone())
    }

    /// What the narrator says at an instant.
    pub(super) fn narration(&self, now: i64) -> &Value {
        let mut said = self.narrator.iter().rev();
        &said.find(|(at, _)| *at <= now).expect("the first").1
    }

    /// The lines of the journal up to an instant.
    pub(super) fn lines(&self, now: i64) -> &[Value] {
        let told = |line: &Value| line["at"].as_i64() <= Some(now);
        &self.lines[..self.lines.partition_point(told)]
    }
}

fn origin(recording: &Value, at: i64, flight: i64) -> Origin<'_> {
    Origin {
        at,
        flight,
        times: &recording["times"],
        steps: &recording["steps"],
    }
}

fn marks(recording: &Value) -> Vec<(i64, Value)> {
    let (mut at, mut marks) = (0, json!([]));
    let recorded = recording["marks"].as_array().expect("an array").iter();
    recorded
        .map(|step| {
            at += step[0].as_i64().unwrap();
            marks = origin(recording, at, 0).apply(&marks, &step[1]);
            (at, marks.clone())
        })
        .collect()
}

fn narrator(recorded: &Value) -> Vec<(i64, Value)> {
    let mut said: Vec<(i64, Value)> = Vec::new();
    let mut at = 0;
    for entry in recorded.as_array().expect("an array") {
        at += entry[0].as_i64().unwrap();
        let what = match entry[1].as_u64() {
            Some(known) => said[known as usize].1.clone(),
            None => entry[1].clone(),
        };
        said.push((at, what));
    }
    said
}

fn lines(recorded: &Value) -> Vec<Value> {
    let mut at = 0;
    let recorded = recorded.as_array().expect("an array").iter().enumerate();
    recorded
        .map(|(index, line)| {
            at += line[0].as_i64().unwrap();
            let spans = line[5].as_array().expect("an array").iter();
            let spans = spans.map(|span| match span {
                Value::String(text) => json!({ "text": text, "strong": false, "thing": null }),
                _ => json!({ "text": span[0], "strong": span[1] == 1, "thing": span[2] }),
            });
            json!({
                "index": index, "at": at, "ordinal": line[1], "step": line[2], "kind": line[3],
                "tone": line[4], "spans": spans.collect::<Value>(),
            })
        })
        .collect()
}
