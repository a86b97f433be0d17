//! The table by area, the differences, and `--json`.

use super::{Outcome, Report};
use serde_json::{json, Value};
use std::collections::BTreeMap;
use std::fmt::Write;

/// How many cases of each outcome, in the order of [`Outcome::ALL`].
pub type Counts = [usize; 4];

/// Cases by outcome for each area.
pub fn count(reports: &[Report]) -> BTreeMap<String, Counts> {
    let mut areas: BTreeMap<String, Counts> = BTreeMap::new();
    for report in reports {
        areas.entry(report.area.clone()).or_default()[report.outcome as usize] += 1;
    }
    areas
}

/// The table by area.
pub fn table(reports: &[Report]) -> String {
    let mut text = String::new();
    let heads = Outcome::ALL.map(Outcome::name);
    let _ = write!(text, "{:<10}", "area");
    for head in heads {
        let _ = write!(text, "{head:>14}");
    }
    text.push('\n');
    let areas = count(reports);
    let mut all = Counts::default();
    for counts in areas.values() {
        for (all, count) in all.iter_mut().zip(counts) {
            *all += count;
        }
    }
    let total = ("all".to_owned(), all);
    for (area, counts) in areas.into_iter().chain([total]) {
        let _ = write!(text, "{area:<10}");
        for count in counts {
            let _ = write!(text, "{count:>14}");
        }
        text.push('\n');
    }
    text
}

/// Where the answers are not the same. Long answers are cut, unless `all` of
/// them is asked for.
pub fn differences(reports: &[Report], all: bool) -> String {
    let mut text = String::new();
    for report in reports {
        let same = matches!(report.outcome, Outcome::Equal | Outcome::Owed);
        if same && report.differences.is_empty() {
            continue;
        }
        let _ = writeln!(
            text,
            "{}/{}: {}, {} of {} steps equal ({})",
            report.area,
            report.case,
            report.outcome.name(),
            report.equal_steps,
            report.steps,
            report.file
        );
        for difference in &report.differences {
            let cut = |line: &str| shorten(line, all);
            let _ = writeln!(
                text,
                "  step {} {}\n    Kafka {}\n    ours  {}",
                difference.step,
                cut(&difference.asked),
                cut(&difference.kafka),
                cut(&difference.ours)
            );
        }
        if let Some(stopped) = &report.stopped {
            let _ = writeln!(text, "  played until {stopped}");
        }
    }
    text
}

/// How much of a line is shown.
const SHOWN: usize = 900;

fn shorten(line: &str, all: bool) -> String {
    if all || line.chars().count() <= SHOWN {
        return line.to_owned();
    }
    let mut cut: String = line.chars().take(SHOWN).collect();
    cut.push('…');
    cut
}

/// One object for each case, on a line of its own.
pub fn json_lines(reports: &[Report]) -> String {
    let mut text = String::new();
    for report in reports {
        let line = json!({
            "area": report.area,
            "case": report.case,
            "outcome": report.outcome.name(),
            "steps": report.steps,
            "equal_steps": report.equal_steps,
        });
        let _ = writeln!(text, "{line}");
    }
    text
}

/// The version of Kafka that was recorded.
pub const KAFKA: &str = "4.3.1";

/// What the page's view "How faithful is this?" shows: Kafka's version, and
/// each area with its counts and cases.
///
/// ```json
/// {"kafka": "4.3.1", "areas": [
///   {"area": "log", "equal": 1, "textDiffers": 0, "differs": 0, "owed": 0,
///    "cases": [{"case": "c", "outcome": "equal", "steps": 9, "equalSteps": 9}]}
/// ]}
/// ```
///
/// `outcome` is one of the words of [`Outcome::name`]. The file lies beside the
/// wasm package as `conformance.json`.
pub fn for_page(reports: &[Report]) -> Value {
    let areas = count(reports).into_iter().map(|(area, counts)| {
        let cases = reports.iter().filter(|report| report.area == area);
        let cases: Vec<Value> = cases
            .map(|report| {
                json!({
                    "case": report.case,
                    "outcome": report.outcome.name(),
                    "steps": report.steps,
                    "equalSteps": report.equal_steps,
                })
            })
            .collect();
        let [equal, text_differs, differs, owed] = counts;
        json!({
            "area": area,
            "equal": equal,
            "textDiffers": text_differs,
            "differs": differs,
            "owed": owed,
            "cases": cases,
        })
    });
    json!({"kafka": KAFKA, "areas": areas.collect::<Vec<_>>()})
}
