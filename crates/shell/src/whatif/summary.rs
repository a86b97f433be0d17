//! Many bars in a few numbers.

use crate::place::Place;
use cluster::explore::Bar;
use serde::Serialize;

/// The most of something, and the newest instant at which a fault causes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Worst {
    /// How many records.
    pub count: i64,
    /// The instant.
    pub at: Place,
}

/// Many bars in a few numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// The instants at which the fault can happen.
    pub instants: usize,
    /// Those at which it costs nothing.
    pub none: usize,
    /// Those at which it costs nothing done again,
    pub none_again: usize,
    /// and nothing lost.
    pub none_lost: usize,
    /// Those at which not all was quiet when time was up.
    pub at_least: usize,
    /// Those at which it cannot happen.
    pub refused: usize,
    /// The most that is done again; null where nothing is.
    pub again: Option<Worst>,
    /// The most that is lost; null where nothing is.
    pub lost: Option<Worst>,
}

impl Summary {
    pub(super) fn of(bars: &[Bar]) -> Self {
        let mut summary = Summary::default();
        for bar in bars {
            if bar.refused.is_some() {
                summary.refused += 1;
                continue;
            }
            let (again, lost) = (bar.sum.again, bar.sum.lost());
            summary.instants += 1;
            summary.none += usize::from(again == 0 && lost == 0);
            summary.none_again += usize::from(again == 0);
            summary.none_lost += usize::from(lost == 0);
            summary.at_least += usize::from(bar.at_least);
            for (worst, count) in [(&mut summary.again, again), (&mut summary.lost, lost)] {
                if count > worst.map_or(0, |worst| worst.count) {
                    let at = bar.at.into();
                    *worst = Some(Worst { count, at });
                }
            }
        }
        summary
    }
}
