//! `cli_golden.json`: a command, and what Kafka's own tool prints.
//!
//! A stack trace is cut out of what the file has, and the table of options is
//! replaced by a mark; both are done to what our tool prints.

use super::super::{entries, number, same, text};
use super::run::{run, Ran};
use super::stand_in::StandIn;
use super::topics_cluster::TopicsCluster;
use super::Played;
use super::{console, groups_cluster};
use crate::conformance::verbs::cli::{begins_options, without_log};
use protocol::record::Millis;
use serde_json::{json, Value};
use tools::Files;

/// When the tools run: after all that the clusters have.
const NOW: Millis = 1_790_000_000_000;

/// What stands for the table of options.
const USAGE: &str = "<usage table follows>";

/// Plays a case of a file.
pub(super) type Player = fn(&Value, &Value) -> Played;

/// How the cases of a tool are played; none while nobody can.
pub(super) fn player(tool: &str) -> Option<Player> {
    match tool {
        "kafka-consumer-groups" => Some(consumer_groups),
        "kafka-groups" => Some(groups),
        "kafka-console-consumer (DefaultMessageFormatter)" => Some(console::formatter),
        "kafka-console-producer (LineMessageReader)" => Some(console::reader),
        "kafka-topics" => Some(topics),
        "kafka-delete-records" => Some(delete_records),
        _ => None,
    }
}

/// The tools of a file, as their cases first come.
pub(super) fn tools(json: &Value) -> Vec<String> {
    let mut tools: Vec<String> = Vec::new();
    for case in entries(json, "cases") {
        let tool = text(&case, "tool").to_owned();
        if !tools.contains(&tool) {
            tools.push(tool);
        }
    }
    tools
}

/// The cases of a tool. Each knows the one before it.
pub(super) fn cases(json: &Value, tool: &str) -> Vec<Value> {
    let mut cases = entries(json, "cases");
    cases.retain(|case| case["tool"] == tool);
    let mut before = Value::Null;
    for case in &mut cases {
        let this = case.clone();
        case["before"] = std::mem::replace(&mut before, this);
        // A file that a case names may have come with an earlier one.
        if file(case).is_none() {
            case["file"] = case["before"]["file"].clone();
        } else {
            case["file"] = json!(file(case));
        }
        before["file"] = case["file"].clone();
    }
    cases
}

fn consumer_groups(json: &Value, case: &Value) -> Played {
    let mut cluster = groups_cluster::of_consumer_groups(json);
    if follows(case) {
        play(&carried_out(&case["before"]), &mut cluster)?;
    }
    compare(case, &play(case, &mut cluster)?)
}

fn groups(json: &Value, case: &Value) -> Played {
    compare(case, &play(case, &mut groups_cluster::of_groups(json))?)
}

/// A topic's name has a blank in one of the cases: words that stand behind each
/// other are one.
fn topics(_: &Value, case: &Value) -> Played {
    let mut argv: Vec<String> = Vec::new();
    for word in text(case, "command").split_whitespace() {
        let is_value = |word: &str| !word.starts_with("--");
        let behind = argv.len() > 1 && is_value(word);
        match argv.last_mut().filter(|last| behind && is_value(last)) {
            Some(last) => {
                last.push(' ');
                last.push_str(word);
            }
            None => argv.push(word.to_owned()),
        }
    }
    let argv: Vec<&str> = argv.iter().map(String::as_str).collect();
    let ran = run(&argv, &Files::default(), NOW, &mut TopicsCluster::new())?;
    compare(case, &ran)
}

/// The file stands in the command: `<file with {...}>`.
fn delete_records(_: &Value, case: &Value) -> Played {
    let (command, rest) = text(case, "command")
        .split_once("<file with ")
        .expect("a file");
    let file = rest.strip_suffix('>').expect("the end of a file");
    let files = Files::from_iter([("offsets.json".into(), file.into())]);
    let mut argv: Vec<&str> = command.split_whitespace().collect();
    argv.push("offsets.json");
    let mut ran = run(&argv, &files, NOW, &mut TopicsCluster::new())?;
    // Here the file has not even the first line of a stack trace.
    let mut lines = ran.stderr.split_inclusive('\n');
    ran.stderr = lines.next().unwrap_or_default().to_owned();
    compare(case, &ran)
}

/// Whether a case starts where the one before it left the cluster, and not at
/// its description. The file says so in words.
fn follows(case: &Value) -> bool {
    let note = text(case, "note");
    note == "state after it" || note == "it now exists"
}

/// A case as it changes something: a reset that was only shown is the one that
/// is then carried out.
fn carried_out(case: &Value) -> Value {
    let mut case = case.clone();
    let command = text(&case, "command");
    if command.contains("--reset-offsets") && !command.contains("--execute") {
        case["command"] = format!("{command} --execute").into();
    }
    case
}

/// The file of a plan, which stands in the note: `(plan: a,0,1 / b,0,2)`.
fn file(case: &Value) -> Option<String> {
    let note = text(case, "note");
    let starts = ["(plan: ", "plan.csv: "];
    let plan = starts
        .iter()
        .find_map(|start| Some(note.split_once(start)?.1))?;
    let rows = plan.trim_end_matches(')').split(" / ");
    Some(rows.map(|row| format!("{row}\n")).collect())
}

fn play(case: &Value, cluster: &mut StandIn) -> Result<Ran, super::Failed> {
    let argv: Vec<&str> = text(case, "command").split_whitespace().collect();
    let mut files = Files::default();
    if let Some(plan) = case["file"].as_str() {
        files.insert("plan.csv".into(), plan.into());
    }
    run(&argv, &files, NOW, cluster)
}

/// That what was printed is what Kafka prints.
pub(super) fn compare(case: &Value, ran: &Ran) -> Played {
    same("stdout", ran.stdout.as_str(), text(case, "stdout"))?;
    let mut expected = text(case, "stderr").to_owned();
    if let Some(first) = case["stack_trace_first_line_on_stderr"].as_str() {
        expected.push_str(first);
        expected.push('\n');
    }
    same("stderr", cut(&ran.stderr), expected)?;
    same("exit status", ran.exit, number(case, "exit_code"))?;
    Ok(())
}

/// Standard errors as the file has them: without log lines and what follows
/// the first line of an exception, and with a mark for the table of options.
fn cut(stderr: &str) -> String {
    let mut text = String::new();
    for line in without_log(stderr).split_inclusive('\n') {
        if begins_options(line) {
            return text + USAGE;
        }
        let starts = [" at ", "\tat ", "Caused by: "];
        let of_trace = starts.iter().any(|start| line.starts_with(start));
        if !of_trace {
            text.push_str(line);
        }
    }
    text
}
