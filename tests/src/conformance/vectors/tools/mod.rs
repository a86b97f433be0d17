//! The command line tools without a cluster: each is played against a stand-in
//! for its admin client, which answers out of the cluster that the file of
//! vectors describes.
//!
//! | file | what |
//! |---|---|
//! | `run.rs` | runs a tool to its end |
//! | `console.rs` | the console tools, each with a client that answers at once |
//! | `golden.rs` | `cli_golden.json`: what a tool prints |
//! | `groups_cluster.rs` | the cluster of the cases about groups, as it is described |
//! | `stand_in.rs` | an admin client that answers out of groups and topics |
//! | `topics_cluster.rs` | the cluster of the cases about topics, and an admin client that answers out of it |
//! | `plans.rs` | `reset_offsets.json`: what a reset plans and commits |
//!
//! A case that needs what a later issue brings is owed: it is known by what it
//! asks the stand-in for.

mod console;
mod golden;
mod groups_cluster;
mod plans;
mod run;
mod stand_in;
mod topics_cluster;

use super::{report, Mismatch};
use crate::conformance::{Difference, Outcome, Report};
use serde_json::Value;

/// Why an entry is not equal.
pub(super) enum Failed {
    /// It differs.
    Differs(Mismatch),
    /// A later issue brings what it needs.
    Owed(String),
}

impl From<Mismatch> for Failed {
    fn from(mismatch: Mismatch) -> Self {
        Failed::Differs(mismatch)
    }
}

/// What became of an entry.
type Played = Result<(), Failed>;

/// Runs the cases of a file about tools; none if it is another file.
pub(super) fn run(file: &str, path: &str, json: &Value) -> Option<Vec<Report>> {
    match file {
        "cli_golden" => {
            let tools = golden::tools(json).into_iter();
            let reports = tools.flat_map(|tool| {
                let cases = golden::cases(json, &tool);
                let play = golden::player(&tool);
                reports(file, &tool, path, &cases, |at| match play {
                    Some(play) => play(json, &cases[at]),
                    None => Err(Failed::Owed("command line tools".to_owned())),
                })
            });
            Some(reports.collect())
        }
        "reset_offsets" => {
            let cases = super::entries(json, "cases");
            Some(reports(file, "", path, &cases, |at| {
                plans::play(&cases[at])
            }))
        }
        _ => None,
    }
}

/// A case of all entries, and for each reason one of those that are owed.
fn reports(
    file: &str,
    part: &str,
    path: &str,
    entries: &[Value],
    play: impl Fn(usize) -> Played,
) -> Vec<Report> {
    let mut played = report(file, part, path, 0);
    let mut owed: Vec<(String, usize)> = Vec::new();
    for (number, entry) in entries.iter().enumerate() {
        match play(number) {
            Ok(()) => played.equal_steps += 1,
            Err(Failed::Owed(why)) => {
                match owed.iter_mut().find(|(other, _)| *other == why) {
                    Some((_, count)) => *count += 1,
                    None => owed.push((why, 1)),
                }
                continue;
            }
            Err(Failed::Differs(mismatch)) => {
                played.outcome = Outcome::Differs;
                played.differences.push(Difference {
                    step: number,
                    asked: format!("{}: {}", title(entry), mismatch.what),
                    kafka: mismatch.kafka,
                    ours: mismatch.ours,
                });
            }
        }
        played.steps += 1;
    }
    let owed = owed.into_iter().map(|(why, count)| {
        let mut report = report(file, format!("{part} ({why})").trim_start(), path, count);
        report.outcome = Outcome::Owed;
        report.stopped = Some(why);
        report
    });
    let played = (played.steps > 0).then_some(played);
    played.into_iter().chain(owed).collect()
}

/// What an entry is about.
fn title(entry: &Value) -> &str {
    let titles = ["note", "test"].map(|field| entry[field].as_str());
    titles.into_iter().flatten().next().unwrap_or_default()
}
