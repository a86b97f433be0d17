//! What a page asks of the present: whether predicates hold, what a fact is, and
//! when a predicate will hold.

use crate::fact::Fact;
use crate::predicate::{Judged, Predicate};
use crate::present::Present;
use crate::words::{split, Wrong};
use cluster::{Cluster, State};
use protocol::record::Millis;

/// Whether predicates hold, a line each.
///
/// # Errors
/// The first that is none.
pub fn judge(state: &State, predicates: &str) -> Result<Vec<Judged>, Wrong> {
    let present = Present::of(state);
    let lines = predicates.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| Ok(Predicate::read(line)?.judge(&present)))
        .collect()
}

/// What a fact is, as it is written.
///
/// # Errors
/// Where it is none.
pub fn fact(state: &State, text: &str) -> Result<String, Wrong> {
    let fact = Fact::read(&split(text)?)?;
    Ok(fact.ask(&Present::of(state)).text())
}

/// From when on a predicate will hold if nobody does anything, at most so long
/// from now, in milliseconds since the start; none where it will not. The cluster
/// is a copy; it is judged after all that is due at a millisecond.
pub fn reach(cluster: &Cluster, predicate: &Predicate, within: Millis) -> Option<Millis> {
    let mut ahead = Cluster::clone(cluster);
    let last = ahead.now() + within;
    let mut seen = None;
    loop {
        let now = ahead.now();
        ahead.advance_to(now);
        ahead.forget_events();
        let state = ahead.state();
        // What is asked may be a time, which goes on without an event.
        if seen != Some(state.revision()) || predicate.fact().is_time() {
            seen = Some(state.revision());
            if predicate.judge(&Present::of(state)).holds {
                return Some(state.now() - state.start());
            }
        }
        // A time comes also where nothing happens.
        let start = ahead.state().start();
        let time = predicate
            .time()
            .map(|time| start + time)
            .filter(|time| *time > now);
        let due = ahead.next_due().into_iter().chain(time).min();
        let due = due.filter(|due| *due <= last)?;
        ahead.advance_to(due);
    }
}
