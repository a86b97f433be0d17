//! The loops of client libraries do what was measured, and a measurement that
//! says something else is found.

use kafka_playground_tests::conformance::{case, loops, Outcome, Report};
use serde_json::{json, Value};
use std::collections::BTreeMap;

fn files() -> Vec<(String, Value)> {
    let data = case::find(&case::own_folder()).unwrap();
    let files = data.loops.iter();
    files
        .map(|file| (file.name.clone(), file.read().unwrap()))
        .collect()
}

fn play(file: &Value, only: &str) -> Vec<Report> {
    loops::play("file", file, |case| case.contains(only))
}

#[test]
fn every_loop_does_what_was_measured_or_is_owed_by_name() {
    let mut outcomes: BTreeMap<&str, usize> = BTreeMap::new();
    let mut owed: Vec<String> = Vec::new();
    for (_, file) in files() {
        for report in play(&file, "") {
            assert_ne!(report.outcome, Outcome::Differs, "{report:?}");
            *outcomes.entry(report.outcome.name()).or_default() += 1;
            if report.outcome == Outcome::Owed {
                owed.push(report.case);
            }
        }
    }
    assert_eq!(outcomes["equal"], 36);
    owed.retain(|case| !(case.starts_with("kafkajs/") && case.ends_with("/join")));
    let others = [
        "java/auto_1s_10_newproto",
        "java/sync_batch_newproto",
        "kafkajs/batch_auto_resolve",
    ];
    assert_eq!(owed, others);
}

/// Plays a variant in which something is said otherwise: which measurements
/// differ.
fn differing(client: &str, variant: &str, change: impl Fn(&mut Value)) -> Vec<String> {
    let (_, mut file) = files()
        .into_iter()
        .find(|(name, _)| name == client)
        .unwrap();
    let variants = file["variants"].as_array_mut().unwrap();
    let found = variants.iter_mut().find(|v| v["name"] == variant).unwrap();
    change(found);
    let mut reports = play(&file, &format!("{client}/{variant}"));
    reports.retain(|report| report.case == format!("{client}/{variant}"));
    let differences = reports.remove(0).differences;
    differences.into_iter().map(|d| d.asked).collect()
}

/// A client, a variant, where something else is written, what, and which
/// measurement then differs.
#[rustfmt::skip]
const WRONG: &[(&str, &str, &str, &str, &str)] = &[
    ("java", "sync_batch", "/kill_in_work/committed", "11", "kill_in_work"),
    ("java", "sync_batch", "/kill_in_work/lost", "[\"m3\"]", "kill_in_work"),
    ("java", "sync_batch", "/kill_after_work/again", "[]", "kill_after_work"),
    ("java", "sync_batch", "/commits/1/t", "6.4", "commits"),
    ("java", "sync_batch", "/commits/1/offset", "21", "commits"),
    ("java", "sync_batch", "/offset_commit_requests_for_40_records", "5", "commits"),
    ("java", "auto_5s_10", "/further_requests_in_7_s_idle_and_close", "1", "commits"),
    ("java", "auto_5s_10", "/slow/work_on_m13_begun_times_in_window", "3", "slow"),
    ("java", "auto_5s_10", "/slow/left_group_s_after_start_of_m13", "[3.0, 4.0]", "slow"),
    ("kafka-python", "auto_iter_1s_10", "/join/0/again", "[\"m3\"]", "join"),
    ("kafka-python", "iter_commit", "/stop/signal_handled_then_close/m13_finished", "true", "stop.signal_handled_then_close"),
    ("confluent-kafka", "store_1s", "/exception/swallowed_and_continued/never_done", "[]", "exception.swallowed_and_continued"),
    ("sarama", "marks_range_1s", "/stop/signal_handled_then_close/committed", "15", "stop.signal_handled_then_close"),
];

#[test]
fn a_wrong_measurement_is_found() {
    for (client, variant, path, value, measured) in WRONG {
        let value: Value = serde_json::from_str(value).unwrap();
        let found = differing(client, variant, |variant| {
            *variant.pointer_mut(path).unwrap() = value.clone();
        });
        assert_eq!(found, [*measured], "{client}/{variant} {path}");
    }
}

#[test]
fn what_a_run_saw_is_allowed_where_another_saw_something_else() {
    let two = |variant: &mut Value| {
        let other = json!({"committed": 7, "again": [], "lost": []});
        let own = variant["kill_in_work"].clone();
        variant["kill_in_work"] = json!({"varies": [other, own]});
    };
    assert_eq!(differing("java", "sync_batch", two), Vec::<String>::new());
    let unknown = |variant: &mut Value| variant["name"] = json!("sync_batch_unheard");
    // A loop is known by how its name begins.
    let (_, mut file) = files()
        .into_iter()
        .find(|(name, _)| name == "java")
        .unwrap();
    unknown(&mut file["variants"][4]);
    assert_eq!(play(&file, "unheard")[0].outcome, Outcome::Equal);
    file["variants"][4]["name"] = json!("unheard");
    let report = &play(&file, "unheard")[0];
    assert_eq!(report.outcome, Outcome::Differs);
    let why = report.stopped.as_deref();
    assert_eq!(why, Some("the loop unheard of java is not known"));
}
