//! `reset_offsets.json`: the state of a group, the arguments of a reset, and
//! what it plans and commits.

use super::super::{list, same, text};
use super::groups_cluster::partition;
use super::run::{run, Ran};
use super::stand_in::{Group, Log, StandIn};
use super::{Failed, Played};
use client::call::OffsetAndMetadata;
use protocol::record::{Millis, Offset};
use protocol::topic_partition::TopicPartition;
use serde_json::Value;
use std::collections::BTreeMap;
use tools::Files;

/// When the resets run.
const NOW: Millis = 1_790_000_000_000;

/// An instant between two records, where a case has such a one.
const CHECKPOINT: Millis = NOW - 3_600_000;

const DAY: Millis = 86_400_000;

/// How 100 records are shared out over two partitions, by the letters that
/// stand for it.
const SPLIT: [(&str, Offset); 4] = [("a", 37), ("b", 63), ("c", 71), ("d", 29)];

/// Offsets by partition.
type Plan = BTreeMap<TopicPartition, Offset>;

/// Plays a case.
pub(super) fn play(case: &Value) -> Played {
    let groups = groups(case);
    let mut cluster = cluster(case, &groups);
    let ran = reset(case, &groups, &mut cluster)?;
    let all = [&*ran.stdout, &*ran.stderr].concat();
    let warnings = case["warnings"].as_array().into_iter().flatten();
    for warning in warnings.filter_map(Value::as_str) {
        same(warning, all.contains(warning), true)?;
    }
    let error = &case["error"];
    for text in ["text", "stdout"]
        .iter()
        .filter_map(|field| error[field].as_str())
    {
        same(&format!("an error in {all:?}"), all.contains(text), true)?;
    }
    let warned = all.matches("New offset (").count() + all.matches("\nWarn: ").count();
    let expected = case["warnings"].as_array().map_or(0, Vec::len);
    same("the number of warnings", warned, expected * groups.len())?;
    if case["expected_plan"].is_null() {
        same("a plan", ran.stdout.contains("NEW-OFFSET"), false)?;
        return Ok(());
    }
    for group in &groups {
        let plan = planned(case, group);
        let printed = printed(case, &ran, group);
        same("plan", printed, plan)?;
        committed(case, &cluster, group)?;
    }
    Ok(())
}

/// The groups of a case: those of its arguments, or as many as the note says,
/// or one.
fn groups(case: &Value) -> Vec<String> {
    let args: Vec<&str> = list(case, "args")
        .iter()
        .filter_map(Value::as_str)
        .collect();
    let named = args.windows(2).filter(|pair| pair[0] == "--group");
    let named: Vec<String> = named.map(|pair| pair[1].to_owned()).collect();
    if !named.is_empty() {
        return named;
    }
    let note = case["note"].as_str().unwrap_or_default();
    let count = note
        .split_whitespace()
        .find_map(|word| word.parse::<usize>().ok());
    let several = note.contains("groups");
    match count.filter(|_| several) {
        Some(count) => (1..=count).map(|number| format!("g{number}")).collect(),
        None => vec!["g".to_owned()],
    }
}

/// A number, or a letter that stands for one.
fn offset(value: &Value) -> Option<Offset> {
    let letter = value.as_str();
    let split = letter.and_then(|letter| SPLIT.iter().find(|(name, _)| *name == letter));
    value.as_i64().or(split.map(|(_, offset)| *offset))
}

/// The plan that a case expects for a group.
fn planned(case: &Value, group: &str) -> Plan {
    let plan = &case["expected_plan"];
    plan_of(
        plan.get(group)
            .filter(|plan| plan.is_object())
            .unwrap_or(plan),
    )
}

fn plan_of(plan: &Value) -> Plan {
    let offsets = plan.as_object().into_iter().flatten();
    let offsets = offsets.filter_map(|(name, value)| Some((partition(name), offset(value)?)));
    offsets.collect()
}

fn cluster(case: &Value, groups: &[String]) -> StandIn {
    let mut cluster = StandIn::default();
    let mut committed = BTreeMap::new();
    for (name, described) in case["partitions"].as_object().into_iter().flatten() {
        let partition = partition(name);
        let [start, end] =
            ["log_start", "log_end"].map(|field| offset(&described[field]).expect("an offset"));
        let log = Log {
            start,
            end,
            timestamps: timestamps(&described["timestamps"], start, end),
            leaderless: described.get("leader").is_some_and(Value::is_null),
        };
        cluster.logs.insert(partition.clone(), log);
        if let Some(offset) = offset(&described["committed"]) {
            committed.insert(partition, OffsetAndMetadata::new(offset));
        }
    }
    // Partitions that only the plan names have a hundred records.
    for group in groups {
        for partition in planned(case, group).into_keys() {
            let log = Log {
                end: 100,
                ..Log::default()
            };
            cluster.logs.entry(partition).or_insert(log);
        }
    }
    let state = text(case, "group_state");
    if state != "nonexistent" {
        cluster.groups = groups
            .iter()
            .map(|id| Group {
                id: id.clone(),
                group_type: "Classic".to_owned(),
                protocol_type: "consumer".to_owned(),
                state: state.to_owned(),
                committed: committed.clone(),
                ..Group::default()
            })
            .collect();
    }
    cluster
}

/// The timestamps of records: a list, or a description of them.
fn timestamps(described: &Value, start: Offset, end: Offset) -> Vec<Millis> {
    if let Some(list) = described.as_array() {
        return list.iter().filter_map(Value::as_i64).collect();
    }
    let at = |offset: Offset| match described.as_str() {
        None => 0,
        Some("all records newer than now - 1 minute") => NOW - 30_000,
        Some("all records older than now - 0.1 s") => NOW - 101,
        Some("records 0-49 before the checkpoint, 50-99 after") => {
            CHECKPOINT + if offset < 50 { -1 } else { 1 }
        }
        Some(other) => panic!("nobody knows when {other:?} is"),
    };
    (start..end).map(at).collect()
}

/// Runs the reset.
fn reset(case: &Value, groups: &[String], cluster: &mut StandIn) -> Result<Ran, Failed> {
    let mut argv: Vec<String> = [
        "kafka-consumer-groups",
        "--bootstrap-server",
        "localhost:9092",
    ]
    .map(str::to_owned)
    .to_vec();
    argv.push("--reset-offsets".to_owned());
    let args = list(case, "args").iter().filter_map(Value::as_str);
    argv.extend(args.map(argument));
    let scopes = ["--group", "--all-groups"];
    if !argv.iter().any(|arg| scopes.contains(&arg.as_str())) {
        for group in groups {
            argv.extend(["--group".to_owned(), group.clone()]);
        }
    }
    let mut files = Files::default();
    if let Some(file) = case["file"].as_str() {
        files.insert("plan.csv".into(), file.into());
    }
    let argv: Vec<&str> = argv.iter().map(String::as_str).collect();
    run(&argv, &files, NOW, cluster)
}

/// An argument, where words in angle brackets stand for what it says.
fn argument(arg: &str) -> String {
    let Some(words) = arg.strip_prefix('<').and_then(|arg| arg.strip_suffix('>')) else {
        return arg.to_owned();
    };
    match words {
        "that file" => "plan.csv".to_owned(),
        "checkpoint taken after record 49, with zone suffix" => {
            format!("{}+02:00", datetime(CHECKPOINT + 7_200_000))
        }
        words if words.starts_with("now - 1 day") => datetime(NOW - DAY),
        words => {
            let instant = words
                .strip_prefix("epoch ms ")
                .and_then(|ms| ms.parse().ok());
            datetime(instant.unwrap_or_else(|| panic!("nobody knows what {words:?} is")))
        }
    }
}

/// An instant as `yyyy-MM-dd'T'HH:mm:ss.SSS`.
fn datetime(instant: Millis) -> String {
    let (mut days, ms) = (instant / DAY, instant % DAY);
    let leap = |year: i64| i64::from(year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
    let mut year = 1970;
    while days >= 365 + leap(year) {
        days -= 365 + leap(year);
        year += 1;
    }
    let mut month = 0;
    let lengths = [31, 28 + leap(year), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    while days >= lengths[month] {
        days -= lengths[month];
        month += 1;
    }
    let (hour, minute, second) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1_000 % 60);
    format!(
        "{year}-{:02}-{:02}T{hour:02}:{minute:02}:{second:02}.{:03}",
        month + 1,
        days + 1,
        ms % 1_000
    )
}

/// The plan that was printed for a group: as a table, or as CSV where there is
/// one group.
fn printed(case: &Value, ran: &Ran, group: &str) -> Plan {
    let export = list(case, "args").iter().any(|arg| arg == "--export");
    let mut plan = Plan::new();
    for line in ran.stdout.lines() {
        let cells: Vec<&str> = match export {
            true => line.split(',').collect(),
            false => line.split_whitespace().collect(),
        };
        let row = match (export, &cells[..]) {
            (true, [topic, partition, offset]) => Some((topic, partition, offset)),
            (false, [of, topic, partition, offset]) if *of == group => {
                Some((topic, partition, offset))
            }
            _ => None,
        };
        if let Some((topic, number, offset)) = row {
            let offset = offset.parse().expect("an offset");
            plan.insert(partition(&format!("{topic}-{number}")), offset);
        }
    }
    plan
}

/// That the group has committed what is expected.
fn committed(case: &Value, cluster: &StandIn, group: &str) -> Result<(), super::super::Mismatch> {
    let expected = &case["expected_committed_after"];
    if expected.is_null() {
        return Ok(());
    }
    let mut groups = cluster.groups.iter();
    let found = groups.find(|found| found.id == group);
    let committed = found.map(|group| group.committed.clone());
    let committed = committed.unwrap_or_default().into_iter();
    let committed: Plan = committed
        .map(|(p, committed)| (p, committed.offset))
        .collect();
    same("committed", committed, plan_of(expected))
}
