//! The engine's pure rules against Kafka's own answers, case by case.
//!
//! The answers are in `conformance/vectors`; its README says where each file
//! comes from. Every entry of a file is checked, and their number compared with
//! what the README promises.

use kafka_playground_tests::conformance::{vectors, Outcome};
use serde_json::Value;
use worlds::test;
/// The files, inside the test, so that it runs where there are no files.
macro_rules! files {
    ($($name:literal)*) => {
        const FILES: &[(&str, &str)] = &[$(
            ($name, include_str!(concat!("../../conformance/vectors/", $name, ".json"))),
        )*];
    };
}

files! {
    "assignors"
    "assignors_generated"
    "cli_golden"
    "client_partitioners"
    "config_defaults"
    "errors"
    "group_partition"
    "murmur2"
    "record_sizes"
    "reset_offsets"
    "topic_names"
}

/// How many entries the README says that a file has, one number for each of
/// its lists.
fn promised(file: &str) -> Vec<usize> {
    let readme = include_str!("../../conformance/vectors/README.md");
    let start = format!("| {file}.json |");
    let row = readme.lines().find(|line| line.starts_with(&start));
    let row = row.unwrap_or_else(|| panic!("the README has no row for {file}"));
    let counts = row.trim_end_matches(['|', ' ']).rsplit('|').next();
    counts
        .into_iter()
        .flat_map(|counts| counts.split(','))
        .map(|count| count.trim().parse().expect("a count"))
        .collect()
}

/// Checks every entry of a file, and answers how many each case has.
fn counts(file: &str) -> Vec<usize> {
    let (_, text) = FILES
        .iter()
        .find(|(name, _)| *name == file)
        .expect("a file");
    let json: Value = serde_json::from_str(text).expect("JSON");
    let reports = vectors::run(file, file, &json);
    for report in &reports {
        assert_eq!(report.outcome, Outcome::Equal, "{:#?}", report.differences);
        assert_eq!(report.equal_steps, report.steps, "{}", report.case);
    }
    reports.iter().map(|report| report.steps).collect()
}

#[test]
fn keys_have_kafkas_hash_and_partition() {
    assert_eq!(counts("murmur2"), promised("murmur2"));
}

#[test]
fn other_clients_put_keys_where_they_do() {
    let each = promised("client_partitioners")[0];
    assert_eq!(counts("client_partitioners"), [each; 3]);
}

#[test]
fn groups_have_kafkas_hash_and_partition() {
    assert_eq!(counts("group_partition"), promised("group_partition"));
}

#[test]
fn topic_names_are_judged_as_by_kafka() {
    assert_eq!(counts("topic_names"), promised("topic_names"));
}

#[test]
fn assignors_assign_as_in_kafkas_tests() {
    let counts = counts("assignors");
    assert_eq!(counts, [20, 15, 73, 74]);
    assert_eq!(promised("assignors"), [counts.iter().sum::<usize>()]);
}

#[test]
fn assignors_assign_random_groups_as_kafka() {
    let counts = counts("assignors_generated");
    assert_eq!(counts, [190, 194, 254, 321]);
    let all = counts.iter().sum::<usize>();
    assert_eq!(promised("assignors_generated"), [all]);
}

#[test]
fn records_and_batches_have_kafkas_size() {
    let counts = counts("record_sizes");
    assert_eq!(counts[1..], promised("record_sizes"));
    assert_eq!(counts[0], 1);
}

#[test]
fn settings_are_kafkas() {
    let counts = counts("config_defaults");
    let all = counts.iter().sum::<usize>();
    assert_eq!(promised("config_defaults"), [all]);
}

#[test]
fn errors_are_kafkas() {
    assert_eq!(counts("errors"), promised("errors"));
}

/// Cases, each with the number of its entries.
type Cases = Vec<(String, usize)>;

/// The cases of a file: those that are equal, and those that are owed, one for
/// each reason.
fn played(file: &str) -> (Cases, Cases) {
    let (_, text) = FILES
        .iter()
        .find(|(name, _)| *name == file)
        .expect("a file");
    let json: Value = serde_json::from_str(text).expect("JSON");
    let reports = vectors::run(file, file, &json);
    let of = |outcome: Outcome| {
        let reports = reports.iter().filter(|report| report.outcome == outcome);
        reports
            .map(|report| (report.case.clone(), report.steps))
            .collect::<Cases>()
    };
    for report in &reports {
        let played = matches!(report.outcome, Outcome::Equal | Outcome::Owed);
        assert!(played, "{}: {:#?}", report.case, report.differences);
    }
    let (equal, owed) = (of(Outcome::Equal), of(Outcome::Owed));
    let all: usize = equal.iter().chain(&owed).map(|(_, steps)| steps).sum();
    assert_eq!(promised(file), [all]);
    (equal, owed)
}

#[test]
fn tools_print_what_kafkas_print() {
    let (equal, owed) = played("cli_golden");
    let of = |list: &[(String, usize)], case: &str| {
        let mut list = list.iter();
        list.find(|(name, _)| name == case).map(|(_, steps)| *steps)
    };
    assert_eq!(of(&equal, "cli_golden kafka-consumer-groups"), Some(56));
    assert_eq!(of(&equal, "cli_golden kafka-groups"), Some(3));
    let formatter = "cli_golden kafka-console-consumer (DefaultMessageFormatter)";
    assert_eq!(of(&equal, formatter), Some(7));
    let reader = "cli_golden kafka-console-producer (LineMessageReader)";
    assert_eq!(of(&equal, reader), Some(7));
    let share = format!("{formatter} (share groups)");
    assert_eq!(of(&owed, &share), Some(1));
    assert_eq!(of(&equal, "cli_golden kafka-topics"), Some(29));
    assert_eq!(of(&equal, "cli_golden kafka-delete-records"), Some(4));
    let modern = "cli_golden kafka-consumer-groups (the consumer protocol)";
    assert_eq!(of(&owed, modern), Some(8));
}

#[test]
fn resets_plan_and_commit_what_kafkas_do() {
    let (equal, owed) = played("reset_offsets");
    assert_eq!(equal, [("reset_offsets".to_owned(), 46)]);
    assert_eq!(owed, []);
}
