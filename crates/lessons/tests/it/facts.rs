//! Each fact has a value somewhere, and the README says what it is.

use crate::played;
use kafka_playground_lessons::fact;
use kafka_playground_shell::Session;

const SCRIPT: &str = "topic create orders --partitions 2\n\
    produce --topic orders --keys ana,bo --rate 2/s --name checkout\n\
    consume --topic orders --group billing --work 200ms --commit batch --from-beginning --set max.poll.records=4\n\
    @8 kafka-topics --list\n\
    @12 crash c1";

/// Facts, and what they are at the end of the script.
const VALUES: &[(&str, &str)] = &[
    ("log-start orders-0", "0"),
    ("partitions orders", "2"),
    ("status c1", "crashed"),
    ("status checkout", "running"),
    ("state billing", "Stable"),
    ("generation billing", "1"),
    ("members billing", "1"),
    ("leader billing", "c1"),
    ("assignor billing", "range"),
    ("owner billing orders-0", "none"),
    ("commits-by c1", "batch"),
    ("setting c1 max.poll.records", "4"),
    ("setting c1 session.timeout.ms", "none"),
    ("error c1", "none"),
    ("failed checkout", "0"),
    ("exit", "0"),
    ("printed orders", "true"),
    ("time", "12s"),
];

fn session() -> Session {
    played(SCRIPT, 12_000)
}

#[test]
fn values_of_facts() {
    let session = session();
    let ask = |text: &str| {
        fact(session.state(), text).unwrap_or_else(|wrong| panic!("{text}: {}", wrong.message))
    };
    for (text, value) in VALUES {
        assert_eq!(ask(text), *value, "{text}");
    }
    // What a log holds, in all the ways in which one may ask.
    let number = |text: &str| {
        ask(text)
            .parse::<i64>()
            .unwrap_or_else(|_| panic!("{text}: {}", ask(text)))
    };
    let (all, first, second) = (
        number("records orders"),
        number("records orders-0"),
        number("log-end orders-1"),
    );
    assert_eq!(all, first + second);
    assert!(number("acknowledged checkout") <= all && all <= number("sent checkout"));
    let keys =
        number("count orders-0 ana") + number("count orders-0 bo") + number("count orders-0 none");
    assert_eq!(keys, first);
    for key in ["ana", "bo"] {
        let place = ask(&format!("where orders {key}"));
        assert_ne!(ask(&format!("count orders-{place} {key}")), "0");
        assert!(["ana", "bo"].contains(&&*ask(&format!("key orders-{place} 0"))));
        assert_ne!(ask(&format!("value orders-{place} 0")), "none");
    }
    // What became of the records: all that were worked on were worked on once.
    let lags = number("lag billing orders-0") + number("lag billing orders-1");
    assert_eq!(number("lag billing"), lags);
    let done = number("once billing");
    assert!(done > 0);
    assert_eq!(ask("again billing"), "0");
    assert_eq!(
        number("lost billing"),
        number("skipped billing") + number("deleted billing") + number("never billing")
    );
    let times = |partition: i32| -> i64 {
        let offsets = 0..number(&format!("log-end orders-{partition}"));
        offsets
            .map(|offset| number(&format!("times billing orders-{partition} {offset}")))
            .sum()
    };
    assert_eq!(times(0) + times(1), done);
    assert!(number("commits") >= 2);
}

/// While it runs, a consumer holds, works and owns.
#[test]
fn facts_of_a_consumer_at_work() {
    let mut session = session();
    session.seek(11_000);
    let ask = |text: &str| fact(session.state(), text).unwrap();
    assert_eq!(ask("owner orders-0"), "c1");
    assert_eq!(ask("assigned c1"), "orders-0,orders-1");
    assert_eq!(ask("from orders-0"), "0");
    assert_eq!(
        ask("position billing orders-0"),
        ask("position c1 orders-0")
    );
    assert!(
        ["working", "polling", "committing", "resting"].contains(&&*ask("doing c1")),
        "{}",
        ask("doing c1")
    );
    assert!(ask("hand c1").parse::<i64>().is_ok());
    assert!(ask("uncommitted c1").parse::<i64>().is_ok());
}

/// The README has a row for each fact.
#[test]
fn all_facts_are_documented() {
    let readme = include_str!("../../README.md");
    let table = readme
        .split("| fact | is |")
        .nth(1)
        .expect("there is a table");
    for (text, _) in VALUES {
        let name = text.split(' ').next().unwrap_or_default();
        assert!(table.contains(&format!("`{name}")), "{name}");
    }
}
