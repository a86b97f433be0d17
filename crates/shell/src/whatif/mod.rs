//! The answer to a [`Question`], which is found in
//! slices: a series of bars for each case.
//!
//! ```
//! use cluster::config::ClusterConfig;
//! use cluster::limits::Limits;
//! use kafka_playground_shell::Session;
//!
//! let (config, limits) = (ClusterConfig::page(), Limits::page());
//! let mut session = Session::new(7, 1_767_603_600_000, config, limits);
//! for line in [
//!     "topic create orders --partitions 2",
//!     "produce --topic orders --keys ana,bo,fay,kim --rate 4/s --name checkout",
//!     "consume --topic orders --group billing --members 2 --commit batch --work 400ms",
//! ] {
//!     session.run(line)?;
//! }
//! session.advance(20_000);
//!
//! // Had c1 died at an instant of the last two seconds: how many records would c2 do again?
//! // And if each poll had returned one?
//! let answer = session.run("whatif crash c1 --last 2s")?;
//! assert!(answer.output.last().unwrap().starts_with("worst 4 again at @20.000;"));
//! let answer = session.run("whatif crash c1 --last 2s --set max.poll.records=1")?;
//! assert!(answer.output.last().unwrap().starts_with("worst 1 again at @19.800+3;"));
//!
//! // It was tried on copies. Nothing has happened here.
//! assert_eq!(session.state().machine("c1").unwrap().1.status(), cluster::Status::Running);
//! # Ok::<(), kafka_playground_shell::ShellError>(())
//! ```
//!
//! *Read next: [`compare`](mod@crate::compare), what differs.*

mod lines;
mod summary;
mod table;

pub use lines::LineResult;
pub use summary::{Summary, Worst};

use crate::place::Place;
use crate::print::print;
use crate::question::{Case, Question};
use crate::script::scripted;
use crate::words::{quote, quote_pair};
use cluster::explore::{Altered, Bar, Bounds, Exploration, Refused, Tally};
use cluster::history::Past;
use protocol::name::Name;
use protocol::record::Millis;
use serde::Serialize;

/// What is altered in a series, and what comes of it.
struct Series {
    /// As an option of the line: `--commit record`; empty for the history as it
    /// is.
    label: String,
    exploration: Exploration,
}

/// The answer to a question, as far as it is known. It shares nothing with its
/// session that either of them could change.
pub struct WhatIf {
    line: String,
    from: Millis,
    to: Place,
    series: Vec<Series>,
}

/// What comes of a fault for one group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GroupResult {
    /// The group.
    pub group: Name,
    /// What comes of it.
    pub sum: Tally,
}

/// What comes of a fault at one instant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BarResult {
    /// The millisecond of the fault, since the start,
    pub at: Millis,
    /// and after how many of its steps; null for after all that is due then.
    pub ordinal: Option<u32>,
    /// When it was counted, in milliseconds since the start.
    pub until: Millis,
    /// Whether not all was quiet by then: there may be more.
    pub at_least: bool,
    /// Why the fault cannot happen then; null where it can.
    pub refused: Option<String>,
    /// What comes of it for all groups.
    pub sum: Tally,
    /// The groups, by name.
    pub groups: Vec<GroupResult>,
}

/// A command of the history that is refused where something is altered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RefusedLine {
    /// As a script has it.
    pub line: String,
    /// Why.
    pub why: String,
}

/// A series.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SeriesResult {
    /// What is altered, as an option of the line: `--commit record`; empty for
    /// the history as it is.
    pub label: String,
    /// Whether all its instants were tried.
    pub done: bool,
    /// Whether the oldest instants of the window are left out, because there
    /// are too many.
    pub cut: bool,
    /// Commands of the history that are refused.
    pub refused: Vec<RefusedLine>,
    /// All its bars in a few numbers.
    pub summary: Summary,
    /// What the fault costs on each line of the machine's loop.
    pub lines: Vec<LineResult>,
    /// The bars that were asked for, newest instants first.
    pub bars: Vec<BarResult>,
}

/// What is known of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Results {
    /// The line in its canonical form.
    pub line: String,
    /// Where the window begins, in milliseconds since the start,
    pub from: Millis,
    /// and where it ends.
    pub to: Place,
    /// Whether all was tried.
    pub done: bool,
    /// A series for each case, in their order.
    pub series: Vec<SeriesResult>,
}

impl WhatIf {
    /// An answer of which nothing is known yet. `past` is a part of the history
    /// as it is, `from_start` the same to be played again from the start.
    pub(crate) fn new(question: &Question, past: &Past, from_start: &Past) -> Self {
        let explored = |past: &Past, altered, label| Series {
            label,
            exploration: Exploration::new(past, altered, question.fault.clone(), Bounds::PAGE),
        };
        let altered = |case: &Case| altered(&question.fault, case);
        let series = match &question.cases[..] {
            [] => vec![explored(past, None, String::new())],
            cases => cases
                .iter()
                .map(|case| explored(from_start, altered(case), label(case)))
                .collect(),
        };
        WhatIf {
            line: question_line(question),
            from: past.from(),
            to: past.to().into(),
            series,
        }
    }

    /// The line in its canonical form.
    pub fn line(&self) -> &str {
        &self.line
    }

    /// Goes on for so many steps of a cluster at the most; answers whether
    /// there is more to do. How it is cut into slices changes nothing.
    pub fn slice(&mut self, steps: usize) -> bool {
        let next = self
            .series
            .iter_mut()
            .find(|one| !one.exploration.is_done());
        if let Some(series) = next {
            series.exploration.slice(steps);
        }
        !self.is_done()
    }

    /// Whether all was tried.
    pub fn is_done(&self) -> bool {
        self.series.iter().all(|one| one.exploration.is_done())
    }

    /// How many instants were tried, over all series.
    pub fn tried(&self) -> usize {
        let bars = self.series.iter().map(|one| one.exploration.bars().len());
        bars.sum()
    }

    /// What is known, with the bars from one on: they are counted through all
    /// series, as [`WhatIf::tried`] counts them.
    pub fn results(&self, from: usize) -> Results {
        let mut passed = from;
        let series = self.series.iter().map(|one| {
            let bars = one.exploration.bars();
            let skip = passed.min(bars.len());
            passed -= skip;
            SeriesResult {
                label: one.label.clone(),
                done: one.exploration.is_done(),
                cut: one.exploration.is_cut(),
                refused: one.exploration.refused().iter().map(refused).collect(),
                summary: Summary::of(bars),
                lines: lines::of(bars),
                bars: bars[skip..].iter().map(bar).collect(),
            }
        });
        Results {
            line: self.line.clone(),
            from: self.from,
            to: self.to,
            series: series.collect(),
            done: self.is_done(),
        }
    }

    /// What is known as a table, a line of text each.
    pub fn table(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for one in &self.series {
            table::series(&one.label, &one.exploration, &mut lines);
        }
        lines
    }
}

fn refused(refused: &Refused) -> RefusedLine {
    RefusedLine {
        line: scripted(refused.at, &print(&refused.command)),
        why: refused.error.to_string(),
    }
}

fn bar(bar: &Bar) -> BarResult {
    let groups = bar.groups.iter();
    BarResult {
        at: bar.at.at(),
        ordinal: bar.at.ordinal(),
        until: bar.until,
        at_least: bar.at_least,
        refused: bar.refused.as_ref().map(ToString::to_string),
        sum: bar.sum,
        groups: groups
            .map(|(group, sum)| GroupResult {
                group: group.clone(),
                sum: *sum,
            })
            .collect(),
    }
}

fn altered(fault: &cluster::command::Command, case: &Case) -> Option<Altered> {
    let mut altered = Altered {
        machine: fault.machine()?.clone(),
        ..Altered::default()
    };
    match case {
        Case::Commit(mode) => altered.commit = Some(*mode),
        Case::Set(key, value) => {
            altered.settings.insert(key.clone(), value.clone());
        }
    }
    Some(altered)
}

fn label(case: &Case) -> String {
    match case {
        Case::Commit(mode) => ["--commit ", mode.name()].concat(),
        Case::Set(key, value) => ["--set ", &quote_pair(key, value)].concat(),
    }
}

/// The line that asks a question.
fn question_line(question: &Question) -> String {
    let fault = print(&question.fault);
    // What has options of its own is one word in quotes.
    let words = match fault.contains(" --") {
        true => quote(&fault),
        false => fault,
    };
    let last = crate::duration::print_duration(question.last);
    let mut line = ["whatif ", &words, " --last ", &last].concat();
    if let Some(until) = question.until {
        line.push_str(" --until ");
        line.push_str(&until.to_string());
    }
    for case in &question.cases {
        line.push(' ');
        line.push_str(&label(case));
    }
    line
}
