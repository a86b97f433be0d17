//! An answer as text: each distinct outcome with how many instants lead to it.

use super::refused;
use super::summary::Summary;
use crate::texts::{text, whatif as words};
use cluster::explore::{Bar, Exploration};
use cluster::instant::Instant;

/// What tells one outcome from another: again, skipped, deleted, never, and 1
/// where there may be more.
type Outcome = [i64; 5];

/// The lines of a series.
pub(super) fn series(label: &str, exploration: &Exploration, lines: &mut Vec<String>) {
    let bars = exploration.bars();
    let mut say = |words: &str, args: &[&str]| lines.push(text(words, args));
    if !label.is_empty() {
        say("{0}:", &[label]);
    }
    for one in exploration.refused() {
        let told = refused(one);
        say(words::REFUSED, &[&told.line, &told.why]);
    }
    let mut outcomes: Vec<(Outcome, i64, Instant)> = Vec::new();
    for bar in bars.iter().filter(|bar| bar.refused.is_none()) {
        let sum = bar.sum;
        let more = i64::from(bar.at_least);
        let outcome = [sum.again, sum.skipped, sum.deleted, sum.never, more];
        let place = outcomes.partition_point(|known| known.0 < outcome);
        match outcomes.get_mut(place).filter(|known| known.0 == outcome) {
            Some(known) => known.1 += 1,
            None => outcomes.insert(place, (outcome, 1, bar.at)),
        }
    }
    if !outcomes.is_empty() {
        say(&row(words::COLUMNS, words::EXAMPLE), &[]);
    }
    for (outcome, instants, example) in &outcomes {
        let mut numbers = [0, 1, 2, 3, 4].map(|place| outcome[place].to_string());
        if outcome[4] > 0 {
            numbers[..4].iter_mut().for_each(|number| number.push('+'));
        }
        numbers[4] = instants.to_string();
        say(
            &row(
                numbers.each_ref().map(|number| &**number),
                &example.to_string(),
            ),
            &[],
        );
    }
    let summary = Summary::of(bars);
    if let Some((bar, why)) = first_refused(bars) {
        say(
            words::IMPOSSIBLE,
            &[&summary.refused.to_string(), &bar, &why],
        );
    }
    if summary.at_least > 0 {
        say(words::AT_LEAST, &[&summary.at_least.to_string()]);
    }
    let mut last = String::new();
    for (worst, words) in [(summary.again, words::AGAIN), (summary.lost, words::LOST)] {
        if let Some(worst) = worst {
            let at = Instant::from(worst.at).to_string();
            last.push_str(&text(words, &[&worst.count.to_string(), &at]));
        }
    }
    let none = [&summary.none.to_string(), &*summary.instants.to_string()];
    last.push_str(&text(words::NONE, &none));
    say(&last, &[]);
    if exploration.is_cut() || !exploration.is_done() {
        say(words::CUT, &[&bars.len().to_string()]);
    }
}

/// The newest instant at which the fault cannot happen, and why.
fn first_refused(bars: &[Bar]) -> Option<(String, String)> {
    let bar = bars.iter().find(|bar| bar.refused.is_some())?;
    Some((bar.at.to_string(), bar.refused.as_ref()?.to_string()))
}

/// Cells under the heads of their columns, at their right edges.
fn row(cells: [&str; 5], last: &str) -> String {
    let mut line = String::new();
    for (cell, column) in cells.into_iter().zip(words::COLUMNS) {
        let width = column.chars().count() + 2;
        line.push_str(&" ".repeat(width.saturating_sub(cell.chars().count())));
        line.push_str(cell);
    }
    line.push_str("  ");
    line.push_str(last);
    line
}
