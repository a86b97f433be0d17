//! Deltas of values by chance.

use super::fold;
use super::parsed;
use kafka_playground_shell::json::{Json, LARGEST_NUMBER};
use kafka_playground_shell::recording::delta::{Origin, STEPS, TIMES};
use protocol::rng::{below, Rng};
use serde_json::json;

const NAMES: [&str; 5] = ["a", "id", "offset", "at", "key"];

/// Where deltas lead to.
const TO: Origin = Origin {
    at: 12_480,
    flight: 105,
};

/// A source of values.
struct Values(Rng);

impl Values {
    fn below(&mut self, bound: u64) -> u64 {
        let draw = self.0.peek();
        self.0.advance();
        below(draw, bound)
    }

    /// A number, which is none below zero, and now and then the largest that
    /// there is.
    fn number(&mut self) -> i64 {
        match self.below(20) {
            0 => LARGEST_NUMBER,
            _ => self.below(5) as i64,
        }
    }

    /// A value with at most so many values in values.
    fn value(&mut self, depth: u32) -> Json {
        let kinds = if depth == 0 { 4 } else { 8 };
        match self.below(kinds) {
            0 => Json::Null,
            1 => Json::Bool(self.below(2) == 0),
            2 => Json::Int(self.number()),
            3 => Json::Text("x".repeat(self.below(3) as usize)),
            4 | 5 => {
                let length = self.below(6);
                Json::List((0..length).map(|_| self.value(depth - 1)).collect())
            }
            _ => {
                let length = self.below(5) as usize + 1;
                let names = NAMES.iter().take(length);
                Json::Object(
                    names
                        .map(|name| ((*name).into(), self.value(depth - 1)))
                        .collect(),
                )
            }
        }
    }

    /// A value that is much like another one.
    fn changed(&mut self, value: &Json) -> Json {
        match value {
            _ if self.below(12) == 0 => self.value(2),
            Json::List(items) => {
                let mut new = Vec::new();
                for item in items {
                    match self.below(8) {
                        0 => {}
                        1 => new.extend([self.value(2), item.clone()]),
                        2 | 3 => new.push(self.changed(item)),
                        _ => new.push(item.clone()),
                    }
                }
                if self.below(4) == 0 {
                    new.push(self.value(1));
                }
                Json::List(new)
            }
            Json::Object(fields) => {
                let fields = fields.iter();
                let fields = fields.map(|(name, value)| (name.clone(), self.changed(value)));
                Json::Object(fields.collect())
            }
            other => other.clone(),
        }
    }
}

fn assert_leads(old: &Json, new: &Json) {
    let to = fold::Origin {
        at: TO.at,
        flight: TO.flight,
        times: &json!(TIMES),
        steps: &json!(STEPS),
    };
    let led = match TO.delta(old, new) {
        None => old.text(),
        Some(delta) => {
            let led = to.apply(&parsed(&old.text()), &parsed(&delta.text()));
            led.to_string()
        }
    };
    assert_eq!(parsed(&led), parsed(&new.text()), "from {}", old.text());
}

#[test]
fn a_delta_leads_from_any_value_to_any_other() {
    let mut values = Values(Rng::new(2_026));
    for _ in 0..20_000 {
        let old = values.value(4);
        let new = match values.below(4) {
            0 => values.value(4),
            _ => values.changed(&old),
        };
        assert_leads(&old, &new);
        assert_leads(&new, &old);
    }
}

#[test]
fn long_lists_are_not_compared_at_any_cost() {
    let numbers = |from: i64| Json::List((from..from + 3_000).map(Json::Int).collect());
    assert_leads(&numbers(0), &numbers(1_000));
    assert_leads(&numbers(0), &numbers(10_000));
}

#[test]
fn deltas_say_what_changed_and_no_more() {
    let int = Json::Int;
    let list = |items: &[i64]| Json::List(items.iter().copied().map(int).collect());
    let one = |count, key: &str| {
        Json::Object(vec![
            ("key".into(), Json::Text(key.into())),
            ("count".into(), int(count)),
        ])
    };
    let flight = |id, at, offset| {
        let fields = [("id", id), ("at", at), ("offset", offset)];
        let fields = fields.map(|(name, number)| (name.to_owned(), int(number)));
        Json::Object(fields.into())
    };
    for (old, new, expected) in [
        (int(1), int(3), "2"),
        (Json::Null, int(3), "3"),
        (int(LARGEST_NUMBER), int(-1), "[-1]"),
        (int(1), Json::Null, "null"),
        (int(1), list(&[]), "[[]]"),
        (list(&[]), list(&[1]), "[[1]]"),
        (
            list(&[100, 200, 300]),
            list(&[100, 200, 300, 400]),
            "[3,[400]]",
        ),
        (list(&[100, 200, 300]), list(&[200, 300]), "[0,-1]"),
        (
            list(&[100, 200, 300]),
            list(&[50, 100, 200, 300]),
            "[0,[50]]",
        ),
        (
            list(&[1_000_000, 2_000_000, 3_000_000, 4_000_000]),
            list(&[1_000_000, 2_500_000, 3_000_000, 4_500_000]),
            "[1,-1,[2500000],1,-1,[4500000]]",
        ),
        // Of the names in alphabetical order, `count` is the first.
        (one(1, "lea"), one(7, "lea"), r#"{"0":6}"#),
        (
            Json::List(vec![one(1, "ana"), one(2, "lea"), one(3, "tom")]),
            Json::List(vec![one(1, "ana"), one(5, "lea"), one(3, "tom")]),
            r#"[1,{"0":3}]"#,
        ),
        // The instant of TO is 12480, and the newest flight then is 105.
        (
            flight(7, 12_000, 3),
            flight(8, 12_500, 5),
            r#"{"1":-97,"0":20,"2":2}"#,
        ),
        (
            Json::List(vec![flight(7, 12_000, 3)]),
            Json::List(vec![flight(7, 12_000, 3), flight(105, 12_480, 4)]),
            r#"[1,[{"id":0,"at":0,"offset":1}]]"#,
        ),
        (
            Json::Null,
            Json::List(vec![flight(104, 12_480, 3), flight(105, 12_480, 5)]),
            r#"[[{"id":-1,"at":0,"offset":3},{"id":0,"at":0,"offset":2}]]"#,
        ),
    ] {
        let delta = TO.delta(&old, &new).map(|delta| delta.text());
        assert_eq!(delta.as_deref(), Some(expected));
        assert_leads(&old, &new);
    }
    assert_eq!(TO.delta(&list(&[1]), &list(&[1])), None);
}
