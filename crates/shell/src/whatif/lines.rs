//! What a fault costs on each line of a loop.

use crate::place::Place;
use cluster::explore::Bar;
use serde::Serialize;

/// What a fault costs while a loop stands on a line, when it stood there last.
/// It may be there for several instants that differ: while a commit is on its
/// way all is done again, and nothing once it has arrived. So it is the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LineResult {
    /// The step of the loop, as its code names it.
    pub line: &'static str,
    /// The newest instant at which it stands there.
    pub at: Place,
    /// How many instants in a row it does.
    pub instants: usize,
    /// The most that is done again,
    pub again: i64,
    /// and that is lost.
    pub lost: i64,
    /// Whether not all was quiet in time at one of them.
    pub at_least: bool,
}

/// The lines on which a loop stands, the newest one first, by bars of which the
/// newest come first.
pub(super) fn of(bars: &[Bar]) -> Vec<LineResult> {
    let mut lines: Vec<LineResult> = Vec::new();
    // The line of the instant before, and whether that is the last time there.
    let mut stands = ("", false);
    for bar in bars {
        let line = bar.line.map_or("", |line| line.name());
        if line != stands.0 {
            let known = lines.iter().any(|known| known.line == line);
            stands = (line, !known && !line.is_empty());
            if stands.1 {
                lines.push(LineResult {
                    line,
                    at: bar.at.into(),
                    instants: 0,
                    again: 0,
                    lost: 0,
                    at_least: false,
                });
            }
        }
        if let Some(known) = lines.last_mut().filter(|_| stands.1) {
            known.instants += 1;
            known.again = known.again.max(bar.sum.again);
            known.lost = known.lost.max(bar.sum.lost());
            known.at_least |= bar.at_least;
        }
    }
    lines
}
