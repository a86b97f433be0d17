//! Folds a recording, as a page does that has no engine: a reader of the format
//! that trusts what it reads.

use serde_json::{json, Map, Value};

/// What a delta leads to.
pub(super) fn apply(old: &Value, delta: &Value) -> Value {
    match (old, delta) {
        (_, Value::Array(delta)) if delta.len() == 1 => delta[0].clone(),
        (Value::Object(old), Value::Object(delta)) => {
            let mut new = old.clone();
            for (name, delta) in delta {
                let field = new.get_mut(name).expect("fields never come or go");
                *field = apply(field, delta);
            }
            Value::Object(new)
        }
        (Value::Array(old), Value::Array(edits)) => Value::Array(edit(old, edits)),
        (_, Value::Array(_) | Value::Object(_)) => panic!("{delta} is no delta of {old}"),
        _ => delta.clone(),
    }
}

fn edit(old: &[Value], edits: &[Value]) -> Vec<Value> {
    let (mut new, mut rest) = (Vec::new(), old);
    let mut take = |count: i64| {
        let (taken, left) = rest.split_at(count as usize);
        rest = left;
        taken
    };
    for edit in edits {
        match edit {
            Value::Array(inserted) => new.extend_from_slice(inserted),
            Value::Object(_) => new.push(apply(&take(1)[0], edit)),
            _ => match edit.as_i64().expect("an edit") {
                copied @ 0.. => new.extend_from_slice(take(copied)),
                left_out => drop(take(-left_out).len()),
            },
        }
    }
    new.extend_from_slice(rest);
    new
}

/// A delta whose instants are instants again, and not distances from one.
fn absolute(delta: &Value, base: i64, flight: i64, times: &Value) -> Value {
    let times = times.as_array().expect("an array");
    let is_time = |name: &str| times.iter().any(|time| time == name);
    match delta {
        Value::Array(items) => {
            let times = Value::from(times.clone());
            let items = items
                .iter()
                .map(|item| absolute(item, base, flight, &times));
            Value::Array(items.collect())
        }
        Value::Object(fields) => {
            let all = Value::from(times.clone());
            let fields = fields.iter().map(|(name, value)| {
                let value = match value.as_i64() {
                    Some(at) if is_time(name) => json!(at + base),
                    Some(id) if name == "id" => json!(id + flight),
                    _ => absolute(value, base, flight, &all),
                };
                (name.clone(), value)
            });
            Value::Object(fields.collect())
        }
        other => other.clone(),
    }
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
        let key = &recording["key"];
        let frame = |frame: &Value| Frame {
            at: frame["at"].as_i64().unwrap(),
            revision: frame["revision"].as_u64().unwrap(),
            view: frame["view"].clone(),
        };
        let walk = |way: &str, sign: i64| {
            let steps = recording[way].as_array().expect("an array");
            let mut last = frame(key);
            let mut flight = key["flight"].as_i64().unwrap();
            let mut walked = Vec::new();
            for step in steps {
                let at = last.at + sign * step[0].as_i64().unwrap();
                flight += sign * step[2].as_i64().unwrap();
                let next = Frame {
                    at,
                    revision: (last.revision as i64 + sign * step[1].as_i64().unwrap()) as u64,
                    view: apply(
                        &last.view,
                        &absolute(&step[3], at, flight, &recording["times"]),
                    ),
                };
                walked.push(std::mem::replace(&mut last, next));
            }
            walked.push(last);
            walked
        };
        let mut frames = walk("back", -1);
        frames.reverse();
        frames.pop();
        frames.extend(walk("forth", 1));
        Folded {
            frames,
            marks: marks(&recording["marks"], &recording["times"]),
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

fn marks(recorded: &Value, times: &Value) -> Vec<(i64, Value)> {
    let (mut at, mut marks) = (0, json!([]));
    let recorded = recorded.as_array().expect("an array").iter();
    recorded
        .map(|step| {
            at += step[0].as_i64().unwrap();
            marks = apply(&marks, &absolute(&step[1], at, 0, times));
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
