//! The consume loops of five client libraries, as they were measured on a real
//! Kafka, against the programs of the playground.
//!
//! A file has the variants of one client (`tests/conformance/loops`). Each is a
//! case, and each measurement of it a step. Where several runs saw different
//! things, each is an answer that is allowed. Times are those of the recording
//! within [`TOLERANCE_MS`]; where a request of sarama's waits for the
//! connection that the fetch holds, it is chance whether it waits for one fetch
//! more or less, and so much more is allowed (`Variant::jitter_ms`).

mod compare;
mod measure;
mod run;
mod variant;

use super::values::{list, text};
use super::{Difference, Outcome, Report};
use compare::Judge;
use serde_json::Value;
use variant::Variant;

use variant::WORK_MS;

/// The area.
pub const AREA: &str = "loops";

/// How far a time may be from the recording.
pub const TOLERANCE_MS: i64 = 300;

/// What is owed, by the client, how the variant's name begins, and the
/// measurement; an empty measurement is the whole variant.
const OWED: &[(&str, &str, &str, &str)] = &[
    (
        "kafkajs",
        "",
        "join",
        "kafkajs turns to another partition after the first record",
    ),
    (
        "kafkajs",
        "batch_auto_resolve",
        "",
        "resolveOffset beside eachBatchAutoResolve",
    ),
];

/// Whether a file is one of these.
pub fn is_loops(file: &Value) -> bool {
    file["variants"].is_array() && file["client"].is_string()
}

/// Plays the variants of a file that are wanted.
pub fn play(path: &str, file: &Value, wanted: impl Fn(&str) -> bool) -> Vec<Report> {
    let client = text(file, "client");
    let mut reports = Vec::new();
    for variant in list(file, "variants") {
        let case = format!("{client}/{}", text(variant, "name"));
        if wanted(&format!("{AREA}/{case}")) {
            play_variant(path, &case, (client, variant), &mut reports);
        }
    }
    let case = format!("{client}/restart_after_kill");
    if file["restart_after_kill"].is_object() && wanted(&format!("{AREA}/{case}")) {
        reports.push(play_restart(path, &case, file));
    }
    reports
}

fn report(path: &str, case: &str) -> Report {
    Report {
        area: AREA.to_owned(),
        case: case.to_owned(),
        file: path.to_owned(),
        outcome: Outcome::Equal,
        steps: 0,
        equal_steps: 0,
        differences: Vec::new(),
        stopped: None,
    }
}

fn broken(mut report: Report, why: String) -> Report {
    report.outcome = Outcome::Differs;
    report.stopped = Some(why);
    report
}

/// Why a measurement is owed; an empty one is the whole variant.
fn owed(client: &str, name: &str, measured: &str) -> Option<&'static str> {
    let is = |row: &&(&str, &str, &str, &str)| {
        row.0 == client && name.starts_with(row.1) && measured == row.2
    };
    OWED.iter().find(is).map(|row| row.3)
}

/// Plays a variant. A measurement that is owed is a case of its own, by its
/// name.
fn play_variant(
    path: &str,
    case: &str,
    (client, value): (&str, &Value),
    reports: &mut Vec<Report>,
) {
    let owes = |case: &str, why: &str| {
        let mut report = report(path, case);
        report.outcome = Outcome::Owed;
        report.stopped = Some(why.to_owned());
        report
    };
    let mut report = report(path, case);
    let protocol = &value["settings"]["group.protocol"];
    if protocol == "consumer" || case.ends_with("_newproto") {
        return reports.push(owes(case, "group.protocol=consumer: the consumer protocol"));
    }
    let name = text(value, "name");
    if let Some(why) = owed(client, name, "") {
        return reports.push(owes(case, why));
    }
    let variant = match Variant::read(client, value) {
        Ok(variant) => variant,
        Err(why) => return reports.push(broken(report, why)),
    };
    let mut owing = Vec::new();
    for (measured, recorded) in measurements(value) {
        if let Some(why) = owed(client, name, &measured) {
            owing.push(owes(&format!("{case}/{measured}"), why));
            continue;
        }
        report.steps += 1;
        let judge = Judge { variant: &variant };
        let judged = judge.judge(&measured, &recorded, value);
        note(&mut report, &measured, judged);
    }
    reports.push(report);
    reports.append(&mut owing);
}

/// What was measured, by name: `kill_in_work`, `stop.signal_without_close`.
fn measurements(value: &Value) -> Vec<(String, Value)> {
    let mut all = Vec::new();
    for (name, measured) in value.as_object().into_iter().flatten() {
        match name.as_str() {
            "stop" | "exception" => {
                for (part, measured) in measured.as_object().into_iter().flatten() {
                    all.push((format!("{name}.{part}"), measured.clone()));
                }
            }
            "commits" | "join" | "slow" => all.push((name.clone(), measured.clone())),
            name if name.starts_with("kill_") => all.push((name.to_owned(), measured.clone())),
            _ => {}
        }
    }
    all
}

/// Takes in what became of a measurement: nothing to say, or what Kafka's side
/// and ours are.
fn note(report: &mut Report, measured: &str, judged: Result<(), (String, String)>) {
    match judged {
        Ok(()) => report.equal_steps += 1,
        Err((kafka, ours)) => {
            report.outcome = Outcome::Differs;
            report.differences.push(Difference {
                step: report.steps - 1,
                asked: measured.to_owned(),
                kafka,
                ours,
            });
        }
    }
}

fn play_restart(path: &str, case: &str, file: &Value) -> Report {
    let mut report = report(path, case);
    let recorded = &file["restart_after_kill"];
    let name = text(recorded, "variant");
    let mut variants = list(file, "variants").iter();
    let Some(value) = variants.find(|variant| text(variant, "name") == name) else {
        return broken(report, format!("there is no variant {name}"));
    };
    let variant = match Variant::read(text(file, "client"), value) {
        Ok(variant) => variant,
        Err(why) => return broken(report, why),
    };
    report.steps = 1;
    let judged = Judge { variant: &variant }.restart(recorded);
    note(&mut report, "restart_after_kill", judged);
    report
}
