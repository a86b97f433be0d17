//! An answer as text: each distinct outcome with how many instants lead to it.

use super::refused;
use super::summary::{Summary, Worst};
use cluster::explore::{Bar, Exploration};
use cluster::instant::Instant;
use protocol::map::Map;

/// What tells one outcome from another: again, skipped, deleted, never, and
/// whether there may be more.
type Outcome = (i64, i64, i64, i64, bool);

const COLUMNS: [&str; 5] = ["again", "skipped", "deleted", "never", "instants"];

/// The lines of a series.
pub(super) fn series(label: &str, exploration: &Exploration, lines: &mut Vec<String>) {
    let bars = exploration.bars();
    if !label.is_empty() {
        lines.push([label, ":"].concat());
    }
    for refused in exploration.refused() {
        let refused = refused_text(refused);
        lines.push(refused);
    }
    outcomes(bars, lines);
    refusals(bars, lines);
    lines.push(summed(&Summary::of(bars)));
    if exploration.is_cut() || !exploration.is_done() {
        let tried = bars.len().to_string();
        lines.push(["Only the newest ", &tried, " instants were tried."].concat());
    }
}

fn refused_text(one: &cluster::explore::Refused) -> String {
    let told = refused(one);
    ["Refused: ", &told.line, ": ", &told.why].concat()
}

/// A line for each distinct outcome, the best first.
fn outcomes(bars: &[Bar], lines: &mut Vec<String>) {
    let mut outcomes: Map<Outcome, (usize, Instant)> = Map::new();
    for bar in bars.iter().filter(|bar| bar.refused.is_none()) {
        let sum = bar.sum;
        let outcome = (sum.again, sum.skipped, sum.deleted, sum.never, bar.at_least);
        outcomes.get_or_insert_with(outcome, || (0, bar.at)).0 += 1;
    }
    if outcomes.is_empty() {
        return;
    }
    let mut head = String::new();
    for column in COLUMNS {
        cell(&mut head, column, column);
    }
    head.push_str("  for example");
    lines.push(head);
    for (outcome, (instants, example)) in &outcomes {
        let (again, skipped, deleted, never, at_least) = *outcome;
        let mut line = String::new();
        let numbers = [again, skipped, deleted, never];
        for (column, number) in COLUMNS.into_iter().zip(numbers) {
            // A plus is: at least.
            let more = if at_least { "+" } else { "" };
            cell(&mut line, column, &[&number.to_string(), more].concat());
        }
        cell(&mut line, COLUMNS[4], &instants.to_string());
        line.push_str("  ");
        line.push_str(&example.to_string());
        lines.push(line);
    }
}

/// Puts text under a column's head, at its right edge.
fn cell(line: &mut String, column: &str, text: &str) {
    let width = column.len() + 2;
    line.push_str(&" ".repeat(width.saturating_sub(text.len())));
    line.push_str(text);
}

/// A line for each reason for which the fault cannot happen.
fn refusals(bars: &[Bar], lines: &mut Vec<String>) {
    let mut reasons: Map<String, (usize, Instant)> = Map::new();
    for bar in bars {
        if let Some(error) = &bar.refused {
            reasons
                .get_or_insert_with(error.to_string(), || (0, bar.at))
                .0 += 1;
        }
    }
    for (reason, (instants, example)) in &reasons {
        let (instants, example) = (instants.to_string(), example.to_string());
        lines.push(
            [
                "Refused at ",
                &instants,
                " instants, such as ",
                &example,
                ": ",
                reason,
            ]
            .concat(),
        );
    }
}

fn summed(summary: &Summary) -> String {
    let mut text = String::new();
    for (worst, what) in [(summary.again, "again"), (summary.lost, "lost")] {
        if let Some(Worst { count, at }) = worst {
            let at = match at.ordinal {
                Some(steps) => Instant::after(at.at, steps),
                None => Instant::after_all(at.at),
            };
            text.push_str(
                &[
                    "worst ",
                    &count.to_string(),
                    " ",
                    what,
                    " at ",
                    &at.to_string(),
                    "; ",
                ]
                .concat(),
            );
        }
    }
    let (none, all) = (summary.none.to_string(), summary.instants.to_string());
    text.push_str(&["none at ", &none, " of ", &all, " instants"].concat());
    if summary.at_least > 0 {
        let more = summary.at_least.to_string();
        text.push_str(
            &[
                "; at least that at ",
                &more,
                ", where not all was quiet in time",
            ]
            .concat(),
        );
    }
    text.push('.');
    text
}
