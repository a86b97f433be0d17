//! Vectors: inputs with the answers of Kafka's own classes, entry by entry.
//!
//! A file is known by its name and gives one case or several; an entry of the
//! file counts as a step. [`SETS`] says which file is checked by what.

mod assignors;
mod config;
mod keys;
mod names;
mod sizes;
mod tools;

use super::{Difference, Outcome, Report};
use protocol::error::KafkaError;
use serde_json::Value;
use std::fmt::Debug;

/// The area of all vectors.
pub const AREA: &str = "vectors";

/// Where an entry differs: what it is about, what Kafka says and what we say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    what: String,
    kafka: String,
    ours: String,
}

/// What became of an entry.
pub type Check = Result<(), Mismatch>;

/// A group of entries, which is one case.
pub struct Set {
    /// The file's name without `.json`.
    pub file: &'static str,
    /// What is added to the file's name, where a file has several cases.
    pub part: &'static str,
    /// Where the entries are in the file: the name of a list or an object, and
    /// which of its entries belong here.
    entries: fn(&Value) -> Vec<Value>,
    /// Checks one entry.
    check: fn(&Value) -> Check,
}

/// The entries of the list `vectors`.
fn vectors(json: &Value) -> Vec<Value> {
    entries(json, "vectors")
}

/// The entries of a list.
fn entries(json: &Value, list: &str) -> Vec<Value> {
    json[list].as_array().cloned().unwrap_or_default()
}

/// The entries of an assignor.
fn of_assignor(json: &Value, assignor: &str) -> Vec<Value> {
    let mut entries = vectors(json);
    entries.retain(|entry| entry["assignor"] == assignor);
    entries
}

macro_rules! sets {
    ($($file:literal $part:literal: $entries:expr => $check:expr;)*) => {
        /// Every case of the vectors.
        pub const SETS: &[Set] = &[$(
            Set { file: $file, part: $part, entries: $entries, check: $check },
        )*];
    };
}

sets! {
    "murmur2" "": vectors => keys::murmur2;
    "client_partitioners" "hashes": vectors => keys::hashes;
    "client_partitioners" "librdkafka": vectors => keys::librdkafka;
    "client_partitioners" "sarama": vectors => keys::sarama;
    "group_partition" "": vectors => names::group_partition;
    "topic_names" "names": vectors => names::topic_name;
    "topic_names" "collisions": |json| entries(json, "collisions") => names::collision;
    "record_sizes" "overheads": |json| vec![json.clone()] => sizes::overheads;
    "record_sizes" "records": |json| entries(json, "records") => sizes::record;
    "record_sizes" "batches": |json| entries(json, "batches") => sizes::batch;
    "record_sizes" "estimates": |json| entries(json, "upper_bound_estimates") => sizes::estimate;
    "assignors" "range": |json| of_assignor(json, "range") => assignors::check;
    "assignors" "roundrobin": |json| of_assignor(json, "roundrobin") => assignors::check;
    "assignors" "sticky": |json| of_assignor(json, "sticky") => assignors::check;
    "assignors" "cooperative-sticky": |json| of_assignor(json, "cooperative-sticky") => assignors::check;
    "assignors" "unknown": assignors::unknown => assignors::check;
    "assignors_generated" "range": |json| of_assignor(json, "range") => assignors::check;
    "assignors_generated" "roundrobin": |json| of_assignor(json, "roundrobin") => assignors::check;
    "assignors_generated" "sticky": |json| of_assignor(json, "sticky") => assignors::check;
    "assignors_generated" "cooperative-sticky": |json| of_assignor(json, "cooperative-sticky") => assignors::check;
    "assignors_generated" "unknown": assignors::unknown => assignors::check;
    "config_defaults" "producer": |json| config::entries(json, "producer") => config::check;
    "config_defaults" "consumer": |json| config::entries(json, "consumer") => config::check;
    "config_defaults" "admin": |json| config::entries(json, "admin") => config::check;
    "config_defaults" "topic": |json| config::entries(json, "topic") => config::check;
    "config_defaults" "group": |json| config::entries(json, "group") => config::check;
    "config_defaults" "broker": |json| config::entries(json, "broker") => config::check;
    "errors" "": |json| entries(json, "errors") => error;
}

/// Files that a later issue brings, the list of their entries, and why.
const OWED: &[(&str, &str, &str)] = &[("server_assignors", "vectors", "the consumer protocol")];

/// Runs the cases of a file of vectors: `file` is its name without `.json`.
pub fn run(file: &str, path: &str, json: &Value) -> Vec<Report> {
    if let Some((_, list, why)) = OWED.iter().find(|(owed, ..)| *owed == file) {
        let mut report = report(file, "", path, entries(json, list).len());
        report.outcome = Outcome::Owed;
        report.stopped = Some(format!("entry 0: {why}"));
        return vec![report];
    }
    if let Some(reports) = tools::run(file, path, json) {
        return reports;
    }
    let sets = SETS.iter().filter(|set| set.file == file);
    let reports: Vec<Report> = sets.filter_map(|set| run_set(set, path, json)).collect();
    if reports.is_empty() {
        let mut report = report(file, "", path, 0);
        report.outcome = Outcome::Differs;
        report.stopped = Some("nobody knows what these vectors are about".to_owned());
        return vec![report];
    }
    reports
}

/// Runs one case; one without entries is none.
fn run_set(set: &Set, path: &str, json: &Value) -> Option<Report> {
    let entries = (set.entries)(json);
    if entries.is_empty() {
        return None;
    }
    let mut report = report(set.file, set.part, path, entries.len());
    for (number, entry) in entries.iter().enumerate() {
        // An entry of another shape is a difference, not the end of the run.
        let checked = std::panic::catch_unwind(|| (set.check)(entry));
        let checked = checked.unwrap_or_else(|_| same("its shape", false, true));
        match checked {
            Ok(()) => report.equal_steps += 1,
            Err(mismatch) => {
                report.outcome = Outcome::Differs;
                report.differences.push(Difference {
                    step: number,
                    asked: mismatch.what,
                    kafka: mismatch.kafka,
                    ours: mismatch.ours,
                });
            }
        }
    }
    Some(report)
}

/// A case of which nothing was run.
fn report(file: &str, part: &str, path: &str, steps: usize) -> Report {
    let case = match part {
        "" => file.to_owned(),
        part => format!("{file} {part}"),
    };
    Report {
        area: AREA.to_owned(),
        case,
        file: path.to_owned(),
        outcome: Outcome::Equal,
        steps,
        equal_steps: 0,
        differences: Vec::new(),
        stopped: None,
    }
}

/// That what we say is what Kafka says.
fn same<T: PartialEq + Debug>(what: &str, ours: T, kafka: T) -> Check {
    if ours == kafka {
        return Ok(());
    }
    Err(Mismatch {
        what: what.to_owned(),
        kafka: format!("{kafka:?}"),
        ours: format!("{ours:?}"),
    })
}

/// A code of the protocol, with its name, exception and text.
fn error(entry: &Value) -> Check {
    let code: i16 = number(entry, "code");
    let all = KafkaError::ALL.iter();
    let found = all.copied().find(|error| error.code() == code);
    let what = |field: &str| format!("{field} of code {code}");
    same(&what("known"), found.is_some(), true)?;
    let Some(found) = found else {
        return Ok(());
    };
    same(&what("name"), found.name(), text(entry, "name"))?;
    let exception = entry["exception"].as_str().unwrap_or_default();
    same(&what("exception"), found.exception(), exception)?;
    same(
        &what("retriable"),
        found.retriable(),
        truth(entry, "retriable"),
    )?;
    same(&what("message"), found.message(), text(entry, "message"))
}

/// A text of an entry.
fn text<'a>(entry: &'a Value, field: &str) -> &'a str {
    entry[field]
        .as_str()
        .unwrap_or_else(|| panic!("no text {field} in {entry}"))
}

/// A number of an entry.
fn number<T: TryFrom<i64>>(entry: &Value, field: &str) -> T {
    let number = entry[field]
        .as_i64()
        .and_then(|number| T::try_from(number).ok());
    number.unwrap_or_else(|| panic!("no number {field} in {entry}"))
}

/// A yes or no of an entry.
fn truth(entry: &Value, field: &str) -> bool {
    entry[field]
        .as_bool()
        .unwrap_or_else(|| panic!("no truth {field} in {entry}"))
}

/// A list of an entry.
fn list<'a>(entry: &'a Value, field: &str) -> &'a [Value] {
    entry[field]
        .as_array()
        .unwrap_or_else(|| panic!("no list {field} in {entry}"))
}
