//! What a narration has beside its words: the wait, the setting that decides,
//! what can be done, and how all of it is written.

use super::{played, said, CASES};
use cluster::view::View;
use kafka_playground_shell::{Json, Session};
use serde_json::{json, Value};

fn case(id: &str) -> (Session, Value) {
    let mut cases = CASES.into_iter().flatten();
    let case = cases.find(|case| case.id == id).expect("there is one");
    let session = played(case.script, case.at);
    let text = Json::of(&said(&session, id)).text();
    (session, serde_json::from_str(&text).unwrap())
}

#[test]
fn a_wait_has_its_ends_and_the_setting_that_decides() {
    let (_, narration) = case("dead-unnoticed");
    assert_eq!(narration["tone"], "bad");
    assert_eq!(
        narration["since"], 12_350,
        "the session goes on from its last heartbeat"
    );
    assert_eq!(narration["until"], 18_350);
    let why = &narration["why"];
    assert_eq!(why["setting"], "session.timeout.ms");
    assert_eq!(why["of"], "machine:c1");
    assert_eq!(why["value"], "6000");
    let rule = why["rule"].as_str().unwrap();
    assert!(rule.starts_with("The coordinator removes a member that it has not heard"));
    assert_eq!(narration["offers"], json!([]));
}

#[test]
fn what_is_left_is_a_span_without_text_and_names_are_things() {
    let (_, narration) = case("dead-unnoticed");
    let spans = narration["spans"].as_array().unwrap();
    assert_eq!(
        spans[0],
        json!({ "text": "c1", "strong": false, "thing": "machine:c1" })
    );
    assert_eq!(
        spans[2],
        json!({ "text": "", "strong": false, "thing": null, "until": 18_350 })
    );
    let things = spans.iter().filter_map(|span| span["thing"].as_str());
    let things: Vec<&str> = things.collect();
    assert_eq!(
        things,
        ["machine:c1", "partition:orders/0", "partition:orders/1"]
    );
}

#[test]
fn an_offer_is_a_command_in_words() {
    let (_, narration) = case("second-group");
    assert_eq!(
        narration["offers"],
        json!([{
            "label": "Add a group",
            "run": {
                "verb": "consume",
                "operands": [],
                "options": [
                    ["--topic", "orders"],
                    ["--group", "audit"],
                    ["--work", "100ms"],
                    ["--from-beginning", ""],
                ],
            },
            "form": null,
            "when": null,
        }])
    );
}

#[test]
fn an_offer_may_be_a_form() {
    let (_, narration) = case("empty");
    assert_eq!(
        narration["offers"],
        json!([{ "label": "Create a topic", "run": null, "form": "topic", "when": null }])
    );
}

#[test]
fn a_crash_waits_for_its_moment() {
    for (id, is) in [
        ("after-commit", "committed"),
        ("before-commit", "uncommitted"),
    ] {
        let (_, narration) = case(id);
        let offer = &narration["offers"][0];
        assert_eq!(offer["run"]["verb"], "crash");
        assert_eq!(offer["when"], json!({ "is": is, "machine": "c1" }), "{id}");
    }
}

#[test]
fn the_moments_that_a_crash_waits_for_come() {
    for (id, committed) in [("after-commit", true), ("before-commit", false)] {
        let (mut session, _) = case(id);
        let until = session.now() + 10_000;
        let fits = |session: &Session| {
            let view = View::of(session.state(), 0);
            let c1 = view
                .consumers
                .iter()
                .find(|each| *each.machine.name == *"c1");
            c1.is_some_and(|c1| match committed {
                true => c1.done_uncommitted == 0,
                false => c1.done_uncommitted > 0 && !c1.commit_in_air,
            })
        };
        while !fits(&session) && session.now() < until {
            session.step();
        }
        assert!(fits(&session), "{id}");
        session.run("crash c1").unwrap();
        let dead = View::of(session.state(), 0);
        let repeats = dead.consumers[0].done_uncommitted;
        assert_eq!(repeats == 0, committed, "{id}: {repeats} come again");
    }
}

#[test]
fn what_is_said_to_end_is_over_then() {
    let mut ended = Vec::new();
    for case in CASES.into_iter().flatten() {
        let mut session = played(case.script, case.at);
        let Some(until) = said(&session, case.id).until else {
            continue;
        };
        let now = session.now();
        let is_said = |session: &Session| {
            let all = session.narrations();
            all.iter()
                .any(|said| said.id == case.id && said.until == Some(until))
        };
        assert!(until > now, "{}", case.id);
        if until > now + 400_000 {
            continue;
        }
        session.advance(until - 1);
        if is_said(&session) {
            session.advance(until);
            assert!(!is_said(&session), "{} is not over", case.id);
            ended.push(case.id);
        }
    }
    for id in [
        "dead-unnoticed",
        "dead-alone",
        "awaits-former",
        "awaits-dead",
        "static-away",
        "static-silent",
        "cut-member",
        "stalled",
        "works-too-long",
        "awaits-heartbeat",
        "awaits-newcomer",
        "awaits-memory",
        "lingers",
        "retention",
        "blocked-call",
        "fetch-waits",
        "cut-producer",
    ] {
        assert!(
            ended.contains(&id),
            "{id} came to its end; not only {ended:?}"
        );
    }
}

#[test]
fn another_group_reads_from_the_beginning() {
    let (mut session, _) = case("second-group");
    let before = session
        .state()
        .broker()
        .log(&worlds::tp("orders", 0))
        .unwrap()
        .end();
    let line = "consume --topic orders --group audit --work 100ms --from-beginning";
    session.run(line).unwrap();
    session.advance(session.now() + 30_000);
    let audit: Vec<_> = session
        .state()
        .observed()
        .ledger("audit")
        .into_iter()
        .collect();
    let (once, again) = audit[0].totals();
    assert!(once >= before && again == 0, "{once} of {before}");
}

#[test]
fn the_value_of_a_setting_is_that_of_the_machine() {
    for (id, setting, of, value) in [
        (
            "initial-delay",
            "group.initial.rebalance.delay.ms",
            "",
            "3000",
        ),
        ("stalled", "max.poll.interval.ms", "machine:c1", "300000"),
        ("fenced", "group.instance.id", "machine:till-1", "till-1"),
        ("no-offset", "auto.offset.reset", "machine:c1", "none"),
        ("gone-unread", "auto.offset.reset", "machine:c1", "earliest"),
        ("fetch-waits", "fetch.min.bytes", "machine:c1", "3000"),
        (
            "batch-too-large",
            "max.message.bytes",
            "topic:orders",
            "120",
        ),
        ("lingers-long", "linger.ms", "machine:checkout", "2000"),
        ("awaits-memory", "max.block.ms", "machine:checkout", "60000"),
        (
            "batch-retried",
            "delivery.timeout.ms",
            "machine:checkout",
            "20000",
        ),
        ("sticky", "batch.size", "machine:checkout", "16384"),
        ("retention", "log.retention.check.interval.ms", "", "300000"),
        (
            "blocked-call",
            "default.api.timeout.ms",
            "machine:c1",
            "60000",
        ),
        (
            "awaits-heartbeat",
            "heartbeat.interval.ms",
            "machine:c1",
            "2000",
        ),
        (
            "between-rounds",
            "partition.assignment.strategy",
            "machine:c1",
            "cooperative-sticky",
        ),
        (
            "rebalance-eager",
            "max.poll.interval.ms",
            "machine:c1",
            "300000",
        ),
    ] {
        let (_, narration) = case(id);
        let why = &narration["why"];
        assert_eq!(why["setting"], setting, "{id}");
        assert_eq!(why["of"], of, "{id}");
        assert_eq!(why["value"], value, "{id}");
    }
}
