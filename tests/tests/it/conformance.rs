//! The runner itself: when two answers are the same, what is owed, and that a
//! wrong recording is found.

use kafka_playground_tests::conformance::compare::Renaming;
use kafka_playground_tests::conformance::{owed, play, report, Outcome};
use serde_json::{json, Value};

const FIRST: &str = "00000000-0000-0000-0000-000000000001";
const SECOND: &str = "00000000-0000-0000-0000-000000000002";
const OURS: &str = "0a1b2c3d-0000-4000-8000-aabbccddeeff";
const OTHER: &str = "ffffffff-0000-4000-8000-aabbccddeeff";
const TOPIC: &str = "T000000000000000000001";

#[test]
fn answers_are_compared_field_by_field() {
    let error = |message: &str, code: i64| json!({"error": {"exception": "E", "code": code, "message": message}});
    let caused = json!({"error": {"exception": "E", "code": 1, "message": "m", "cause": "C: c"}});
    let cases = [
        (
            json!({"a": 1, "b": [1, 2]}),
            json!({"b": [1, 2], "a": 1}),
            Outcome::Equal,
        ),
        (json!({"a": 1}), json!({"a": 2}), Outcome::Differs),
        (json!({"a": 1}), json!({"a": 1, "b": 2}), Outcome::Differs),
        (
            json!({"a": 1, "b": null}),
            json!({"a": 1}),
            Outcome::Differs,
        ),
        (json!([1, 2]), json!([2, 1]), Outcome::Differs),
        (json!("1"), json!(1), Outcome::Differs),
        (json!({"at": "now"}), json!({"at": 17}), Outcome::Equal),
        (
            json!({"at": "…"}),
            json!({"at": {"any": "thing"}}),
            Outcome::Equal,
        ),
        (json!({"at": 17}), json!({"at": "now"}), Outcome::Differs),
        (error("m", 1), error("m", 1), Outcome::Equal),
        (error("m", 1), error("n", 1), Outcome::TextDiffers),
        (error("m", 1), error("m", 2), Outcome::Differs),
        (caused.clone(), error("m", 1), Outcome::TextDiffers),
        (error("m", 1), caused, Outcome::TextDiffers),
        // A message that belongs to no error is no text to be forgiven.
        (
            json!({"message": "m"}),
            json!({"message": "n"}),
            Outcome::Differs,
        ),
    ];
    for (kafka, ours, expected) in cases {
        let outcome = Renaming::default().compare(&kafka, &ours);
        assert_eq!(outcome, expected, "Kafka {kafka}, ours {ours}");
    }
}

/// Compares a list of answers, one after the other.
fn compare_all(pairs: &[(Value, Value)]) -> Vec<Outcome> {
    let mut renaming = Renaming::default();
    let pairs = pairs.iter();
    pairs
        .map(|(kafka, ours)| renaming.compare(kafka, ours))
        .collect()
}

#[test]
fn ids_are_renamed_in_both_directions() {
    use Outcome::{Differs, Equal};
    let same = (json!(FIRST), json!(OURS));
    type Pairs = Vec<(Value, Value)>;
    let cases: [(Pairs, Vec<Outcome>); 8] = [
        (vec![same.clone(), same.clone()], vec![Equal, Equal]),
        // One id of Kafka's stands for one of ours, and one of ours for one.
        (
            vec![same.clone(), (json!(FIRST), json!(OTHER))],
            vec![Equal, Differs],
        ),
        (
            vec![same.clone(), (json!(SECOND), json!(OURS))],
            vec![Equal, Differs],
        ),
        (
            vec![same.clone(), (json!(SECOND), json!(OTHER))],
            vec![Equal, Equal],
        ),
        // Inside texts, also several.
        (
            vec![
                same.clone(),
                (
                    json!(format!("Member c-{FIRST} and {SECOND}.")),
                    json!(format!("Member c-{OURS} and {OTHER}.")),
                ),
                (json!(format!("{SECOND}|")), json!(format!("{OURS}|"))),
            ],
            vec![Equal, Equal, Differs],
        ),
        // In the name of a field.
        (
            vec![
                (json!({FIRST: 1, SECOND: 2}), json!({OURS: 1, OTHER: 2})),
                (json!(FIRST), json!(OTHER)),
            ],
            vec![Equal, Differs],
        ),
        // An id has the shape of what it stands for.
        (vec![(json!(FIRST), json!("no id"))], vec![Differs]),
        // What is learned from an answer that differs is forgotten.
        (
            vec![
                (json!([FIRST, 1]), json!([OURS, 2])),
                (json!(FIRST), json!(OTHER)),
            ],
            vec![Differs, Equal],
        ),
    ];
    for (pairs, expected) in cases {
        assert_eq!(compare_all(&pairs), expected, "{pairs:?}");
    }
}

#[test]
fn short_ids_and_producers_are_renamed_too() {
    use Outcome::{Differs, Equal};
    let ours = "kx3_-bWTRzO9t8xH5mQAAw";
    let pairs = [
        (
            json!(format!("TopicId: {TOPIC}\tx")),
            json!(format!("TopicId: {ours}\tx")),
        ),
        (json!({"topicId": TOPIC}), json!({"topicId": ours})),
        (
            json!({"topicId": TOPIC}),
            json!({"topicId": "AAAAAAAAAAAAAAAAAAAAAA"}),
        ),
        (
            json!({"producer": "producer 1"}),
            json!({"producer": "producer 7"}),
        ),
        (
            json!({"producer": "producer 2"}),
            json!({"producer": "producer 7"}),
        ),
    ];
    let expected = [Equal, Equal, Differs, Equal, Differs];
    assert_eq!(compare_all(&pairs), expected);
}

#[test]
fn what_is_owed_is_known_by_verb_api_and_config() {
    let ok = json!({"ok": true});
    let refused = json!({"error": {"exception": "ConfigException"}});
    let client = |verb: &str, key: &str, value: &str, saw: &Value| json!({"do": verb, "name": "x", "config": {key: value}, "saw": saw});
    let call = |api: &str, request: Value| json!({"do": "call", "api": api, "request": request});
    let cases = [
        (json!({"do": "cli", "tool": "kafka-topics.sh"}), false),
        (json!({"do": "cli", "tool": "kafka-share-groups.sh"}), true),
        (
            json!({"do": "cli", "tool": "kafka-console-consumer.sh", "args": ["--command-property", "group.protocol=consumer"]}),
            true,
        ),
        (json!({"do": "begin", "producer": "p"}), true),
        (json!({"do": "await-compacted", "topic": "t"}), true),
        (json!({"do": "await-log-start", "topic": "t"}), false),
        (client("producer", "transactional.id", "t", &ok), true),
        (client("producer", "transactional.id", "", &refused), false),
        (client("consumer", "group.protocol", "consumer", &ok), true),
        (client("consumer", "group.protocol", "CONSUMER", &ok), true),
        (client("consumer", "group.protocol", "classic", &ok), false),
        (
            client("consumer", "group.protocol", "consumer", &refused),
            false,
        ),
        (call("EndTxn", json!({})), true),
        (call("ConsumerGroupHeartbeat", json!({})), true),
        (call("ShareFetch", json!({})), true),
        (
            call("InitProducerId", json!({"transactionalId": "t"})),
            true,
        ),
        (
            call("InitProducerId", json!({"transactionalId": null})),
            false,
        ),
        (call("JoinGroup", json!({})), false),
        (
            json!({"do": "alter-config", "type": "GROUP", "name": "g"}),
            true,
        ),
        (json!({"do": "alter-config", "topic": "t"}), false),
    ];
    for (step, owed) in cases {
        let why = owed::why(&step, &Value::Null);
        assert_eq!(why.is_some(), owed, "{step}: {why:?}");
    }
    let defaults = json!({"group.protocol": "consumer"});
    let step = json!({"do": "consumer", "name": "x", "saw": ok});
    assert!(owed::why(&step, &defaults).is_some());
}

/// A recording of these steps.
fn recording(steps: Value) -> Value {
    json!({"name": "r", "started_at": 1_700_000_000_000_i64, "steps": steps})
}

fn played(steps: Value) -> (Outcome, usize, usize) {
    let report = play::play("area", "case", "file", &recording(steps));
    (report.outcome, report.equal_steps, report.steps)
}

#[test]
fn a_file_is_played_up_to_what_is_owed() {
    let right =
        json!({"do": "create-topic", "topic": "a", "partitions": 2, "saw": {"partitions": 2}});
    let wrong =
        json!({"do": "create-topic", "topic": "b", "partitions": 2, "saw": {"partitions": 3}});
    let owed = json!({"do": "cli", "tool": "kafka-share-groups.sh", "saw": {"exit": 0}});
    let broken = json!({"do": "send", "producer": "nobody", "topic": "a", "saw": {"offset": 0}});
    let unknown = json!({"do": "dance", "saw": {"ok": true}});
    let cases = [
        (json!([right, right]), (Outcome::Differs, 1, 2)),
        (json!([right]), (Outcome::Equal, 1, 1)),
        (json!([right, owed, wrong]), (Outcome::Owed, 1, 3)),
        (json!([wrong, owed]), (Outcome::Differs, 0, 2)),
        (json!([right, broken, right]), (Outcome::Differs, 1, 3)),
        (json!([right, unknown]), (Outcome::Differs, 1, 2)),
    ];
    for (steps, expected) in cases {
        assert_eq!(played(steps.clone()), expected, "{steps}");
    }
}

#[test]
fn a_number_is_shown_by_its_name_where_it_is_the_id_of_a_producer() {
    // The first producer's id and its epoch are both 0.
    let save = json!({"ep": "producerEpoch", "pid": "producerId"});
    let said = json!({"errorCode": 0, "producerId": "$pid", "producerEpoch": 0});
    let step = json!({
        "do": "call", "api": "InitProducerId", "version": 4,
        "request": {"transactionalId": null, "transactionTimeoutMs": 60000},
        "save": save, "saw": {"response": said},
    });
    assert_eq!(played(json!([step])), (Outcome::Equal, 1, 1));
}

#[test]
fn a_fetch_shows_partitions_that_follow_each_other_under_one_topic() {
    let create = |topic: &str| json!({"do": "create-topic", "topic": topic, "partitions": 2, "saw": {"partitions": 2}});
    let asked = |topic: &str, partition: i32| json!({"topic": topic, "partitions": [{"partition": partition, "fetchOffset": 0, "partitionMaxBytes": 1000}]});
    let read = |partition: i32| {
        json!({
            "partitionIndex": partition, "errorCode": 0, "highWatermark": 0,
            "lastStableOffset": 0, "logStartOffset": 0, "abortedTransactions": null,
            "preferredReadReplica": -1, "records": [],
        })
    };
    let mut gone = read(7);
    for (field, value) in [
        ("errorCode", json!(3)),
        ("error", json!("UNKNOWN_TOPIC_OR_PARTITION")),
        ("abortedTransactions", json!([])),
    ] {
        gone[field] = value;
    }
    for field in ["highWatermark", "lastStableOffset", "logStartOffset"] {
        gone[field] = json!(-1);
    }
    let fetch = json!({
        "do": "call", "api": "Fetch", "version": 12,
        "request": {"maxWaitMs": 0, "minBytes": 0, "topics": [
            asked("a", 7), asked("a", 0), asked("b", 0), asked("b", 1), asked("a", 1),
        ]},
        "saw": {"response": {"errorCode": 0, "sessionId": 0, "responses": [
            {"topic": "a", "partitions": [read(0)]},
            {"topic": "b", "partitions": [read(0), read(1)]},
            {"topic": "a", "partitions": [read(1), gone]},
        ]}},
    });
    let steps = json!([create("a"), create("b"), fetch]);
    assert_eq!(played(steps), (Outcome::Equal, 3, 3));
}

#[test]
fn reports_count_by_area() {
    let equal = play::play("a", "one", "file", &recording(json!([])));
    let wrong = json!([{"do": "wait", "ms": 1, "saw": {"ok": false}}]);
    let differs = play::play("b", "two", "file", &recording(wrong));
    let reports = [equal, differs];
    let page = report::for_page(&reports);
    assert_eq!(page["areas"][0]["equal"], 1);
    assert_eq!(page["areas"][1]["differs"], 1);
    assert_eq!(page["areas"][1]["cases"][0]["outcome"], "differs");
    let lines = report::json_lines(&reports);
    let line: Value = serde_json::from_str(lines.lines().nth(1).expect("two lines")).expect("JSON");
    let expected = json!({
        "area": "b", "case": "two", "outcome": "differs", "steps": 1, "equal_steps": 0
    });
    assert_eq!(line, expected);
    let text = report::differences(&reports, false);
    assert!(text.contains("b/two") && text.contains("step 0") && text.contains("false"));
}

/// Runs the program on one recording, in a folder of its own: its exit status
/// and what it says.
fn run(name: &str, steps: Value, arguments: &[&str]) -> (Option<i32>, String) {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let area = folder.join("recordings/log");
    std::fs::create_dir_all(&area).expect("a folder");
    std::fs::write(area.join("case.json"), recording(steps).to_string()).expect("a file");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_conformance"))
        .arg("--dir")
        .arg(&folder)
        .args(arguments)
        .output()
        .expect("the program runs");
    (
        output.status.code(),
        String::from_utf8_lossy(&output.stdout).into_owned(),
    )
}

#[test]
fn a_wrong_recording_fails_the_run() {
    let step = |partitions: i32| json!([{"do": "create-topic", "topic": "a", "partitions": 2, "saw": {"partitions": partitions}}]);
    let (status, text) = run("right", step(2), &[]);
    assert_eq!(status, Some(0), "{text}");
    let (status, text) = run("wrong", step(3), &[]);
    assert_eq!(status, Some(1), "{text}");
    assert!(text.contains("log/case: differs"), "{text}");
    let (status, text) = run("wrong", step(3), &["--json"]);
    assert_eq!(status, Some(1));
    assert!(text.contains("\"outcome\":\"differs\""), "{text}");
    let (status, _) = run("wrong", step(3), &["--only", "nothing of that name"]);
    assert_eq!(status, Some(2));
}
