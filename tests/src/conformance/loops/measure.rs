//! What was measured of each loop, done again with ours.

use super::run::{Place, Run, FIRST, INTO_MS, RECORD, RECORDS, SECOND};
use super::variant::{Variant, WORK_MS};
use cluster::command::Command;
use cluster::habit::{Finally, Habit, OnFailure};
use protocol::record::{Millis, Offset};
use protocol::topic_partition::TopicPartition;
use std::collections::{BTreeMap, BTreeSet};

/// Longer than a loop needs to come to the record.
const PATIENCE: Millis = 60_000;

/// Long enough for the work on all records.
const AT_LEISURE: Millis = RECORDS * WORK_MS + 1_000;

/// How the records came out.
#[derive(Clone, Debug)]
pub(super) struct Fate {
    /// What was committed when the first program was gone.
    pub(super) committed: Option<Offset>,
    /// What was begun more than once.
    pub(super) again: BTreeSet<Place>,
    /// What nobody finished.
    pub(super) lost: BTreeSet<Place>,
}

fn record() -> Option<(TopicPartition, Offset)> {
    Some((TopicPartition::new("t", 0), RECORD))
}

fn at_record(variant: &Variant, habit: Habit) -> Run {
    let mut run = Run::new(1);
    run.start(FIRST, variant, habit, true);
    run.until(PATIENCE, |run| run.has_begun(FIRST, RECORD));
    run
}

/// The first program is gone: another one reads to the end.
fn fate(mut run: Run, variant: &Variant) -> Fate {
    let committed = run.committed(0);
    run.start(SECOND, variant, variant.habit.clone(), true);
    // Sarama's session.Commit() waits for a second each time.
    run.until(2 * PATIENCE, |run| run.committed(0) == Some(RECORDS));
    run.wait(AT_LEISURE);
    Fate {
        committed,
        again: run.again(),
        lost: run.unfinished(1),
    }
}

/// Killed in the work on the record.
pub(super) fn kill_in_work(variant: &Variant) -> Fate {
    let mut run = at_record(variant, variant.habit.clone());
    run.wait(INTO_MS);
    run.give(Command::Crash(FIRST.into()));
    fate(run, variant)
}

/// Killed when the work is done, and nothing after it.
pub(super) fn kill_after_work(variant: &Variant) -> Fate {
    let mut run = at_record(variant, variant.habit.clone());
    run.until(PATIENCE, |run| run.is_finished((0, RECORD)));
    run.give(Command::Stall(FIRST.into()));
    run.wait(INTO_MS);
    run.give(Command::Crash(FIRST.into()));
    fate(run, variant)
}

/// Killed so long into work of 9 s.
pub(super) fn kill_in_long_work(variant: &Variant, into: Millis) -> Fate {
    let habit = Habit {
        slow_at: record(),
        slow_work_ms: Some(9_000),
        ..variant.habit.clone()
    };
    let mut run = at_record(variant, habit);
    run.wait(into);
    run.give(Command::Crash(FIRST.into()));
    fate(run, variant)
}

/// What a signal did.
#[derive(Clone, Debug)]
pub(super) struct Stop {
    /// How the records came out.
    pub(super) fate: Fate,
    /// What was begun after the signal.
    pub(super) after: BTreeSet<Place>,
    /// Whether the record was finished.
    pub(super) finished: bool,
    /// Whether it said that it leaves.
    pub(super) leaves: bool,
}

/// A signal in the work on the record.
pub(super) fn signal(variant: &Variant, handled: bool) -> Stop {
    let habit = Habit {
        finally: Some(match handled {
            true => Finally::Close,
            false => Finally::Nothing,
        }),
        ..variant.habit.clone()
    };
    let mut run = at_record(variant, habit);
    run.wait(INTO_MS);
    let before = run.begun.len();
    run.give(Command::Interrupt(FIRST.into()));
    run.until(PATIENCE, |run| !run.runs(FIRST));
    let after = run.begun[before..].iter().map(|(.., place)| *place);
    let (after, finished) = (after.collect(), run.is_finished((0, RECORD)));
    let leaves = !run.left.is_empty();
    Stop {
        fate: fate(run, variant),
        after,
        finished,
        leaves,
    }
}

/// What a record that fails each time did.
#[derive(Clone, Debug)]
pub(super) struct Failing {
    /// How the records came out.
    pub(super) fate: Fate,
    /// How often it was begun in 25 s.
    pub(super) begun: usize,
}

/// The work on the record fails, and the exception ends the loop.
pub(super) fn failing(variant: &Variant, finally: Finally) -> Failing {
    let habit = Habit {
        fail_at: record(),
        on_failure: Some(OnFailure::End),
        finally: Some(finally),
        ..variant.habit.clone()
    };
    let mut run = at_record(variant, habit);
    run.until(25_000, |run| !run.runs(FIRST));
    let begun = run.begun.iter().filter(|(.., place)| *place == (0, RECORD));
    let begun = begun.count();
    if run.runs(FIRST) {
        run.give(Command::Crash(FIRST.into()));
    }
    Failing {
        fate: fate(run, variant),
        begun,
    }
}

/// The handler throws once: what is committed at the end, what nobody has done,
/// and how often the record was begun.
pub(super) fn failing_once(variant: &Variant) -> (Option<Offset>, BTreeSet<Place>, usize) {
    let habit = Habit {
        fail_at: record(),
        fail_times: Some(1),
        ..variant.habit.clone()
    };
    let mut run = at_record(variant, habit);
    run.until(PATIENCE, |run| run.committed(0) == Some(RECORDS));
    let begun = run.begun.iter().filter(|(.., place)| *place == (0, RECORD));
    (run.committed(0), run.unfinished(1), begun.count())
}

/// The exception is swallowed: what is committed at the end, and what nobody
/// has done.
pub(super) fn swallowed(variant: &Variant) -> (Option<Offset>, BTreeSet<Place>) {
    let habit = Habit {
        fail_at: record(),
        on_failure: Some(OnFailure::Skip),
        ..variant.habit.clone()
    };
    let mut run = at_record(variant, habit);
    run.until(PATIENCE, |run| run.committed(0) == Some(RECORDS));
    run.wait(AT_LEISURE);
    (run.committed(0), run.unfinished(1))
}

/// How long it is idle: 7 s, but for the tick of a timer that is due just then.
const IDLE_MS: Millis = 6_990;

/// A commit that was seen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    /// Milliseconds since the first record began.
    pub(super) at: Millis,
    /// The offset.
    pub(super) offset: Offset,
}

/// The commits of all records, of 7 s without any, and of a signal that is
/// handled.
pub(super) fn timeline(variant: &Variant) -> Vec<Seen> {
    let mut run = Run::new(1);
    run.start(FIRST, variant, variant.habit.clone(), false);
    run.until(PATIENCE, |run| run.is_finished((0, RECORDS - 1)));
    run.wait(IDLE_MS);
    run.give(Command::Interrupt(FIRST.into()));
    run.until(PATIENCE, |run| !run.runs(FIRST));
    let from = run.begun.first().map_or(0, |(at, ..)| *at);
    let of_partition = |offsets: &BTreeMap<i32, Offset>| offsets.get(&0).copied();
    let commits = run.commits.iter().filter_map(|(at, _, offsets)| {
        let offset = of_partition(offsets)?;
        Some(Seen {
            at: at - from,
            offset,
        })
    });
    commits.collect()
}

/// What a second member did.
#[derive(Clone, Debug)]
pub(super) struct Join {
    /// How long it waited for a partition.
    pub(super) waited: Option<Millis>,
    /// The first record that it began.
    pub(super) starts_at: Option<Place>,
    /// What was begun twice.
    pub(super) again: BTreeSet<Place>,
    /// What nobody finished.
    pub(super) lost: BTreeSet<Place>,
}

/// A second member is started in the work on the record, and ready to join so
/// much later.
pub(super) fn join(variant: &Variant, later: Millis) -> Join {
    let mut run = Run::new(2);
    run.start(FIRST, variant, variant.habit.clone(), false);
    run.until(PATIENCE, |run| {
        run.begun.iter().any(|(.., (_, offset))| *offset == RECORD)
    });
    run.wait(INTO_MS + later);
    let from = run.now();
    run.start(SECOND, variant, variant.habit.clone(), false);
    run.until(2 * PATIENCE, |run| run.unfinished(2).is_empty());
    run.wait(1_000);
    let got = run.assigned.iter().find(|(_, who)| who == SECOND);
    let first = run.begun.iter().find(|(_, who, _)| who == SECOND);
    Join {
        waited: got.map(|(at, _)| at - from),
        starts_at: first.map(|(.., place)| *place),
        again: run.again(),
        lost: run.unfinished(2),
    }
}

/// What work that takes longer than it may did.
#[derive(Clone, Debug)]
pub(super) struct Slow {
    /// How often the record was begun.
    pub(super) begun: usize,
    /// Whether all was done.
    pub(super) all_done: bool,
    /// Whether the program runs.
    pub(super) alive: bool,
    /// What is committed.
    pub(super) committed: Option<Offset>,
    /// What was begun more than once.
    pub(super) again: BTreeSet<Place>,
    /// What was not done.
    pub(super) not_done: BTreeSet<Place>,
    /// How long after the record began it left the group.
    pub(super) left: Option<Millis>,
}

/// How long after the first record a run was stopped whose work came again and
/// again: a minute, and what its program took to begin. In how many rounds each
/// variant came says that it was more than 65.7 s and less than 66.2 s.
const WINDOW: Millis = 66_000;

/// The work on the record takes 10 s, where 6 s are allowed.
pub(super) fn slow(variant: &Variant) -> Slow {
    let habit = Habit {
        slow_at: record(),
        slow_work_ms: Some(10_000),
        ..variant.habit.clone()
    };
    let mut limited = variant.clone();
    limited
        .settings
        .insert("max.poll.interval.ms".into(), super::run::SHORT_MS.into());
    let mut run = Run::new(1);
    run.start(FIRST, &limited, habit, true);
    run.until(PATIENCE, |run| !run.begun.is_empty());
    let is_done = |run: &Run| run.is_finished((0, RECORDS - 1));
    run.until(WINDOW, |run| is_done(run) || !run.runs(FIRST));
    if is_done(&run) {
        run.wait(2_000);
    }
    let begun = run.begun.iter().filter(|(.., place)| *place == (0, RECORD));
    let times: Vec<Millis> = begun.map(|(at, ..)| *at).collect();
    let not_done = run.unfinished(1);
    let left = run.left.first().zip(times.first());
    Slow {
        begun: times.len(),
        all_done: not_done.is_empty(),
        alive: run.runs(FIRST),
        committed: run.committed(0),
        again: run.again(),
        not_done,
        left: left.map(|((at, _), began)| at - began),
    }
}

/// How long a program that is started again after a kill waits for its first
/// record.
pub(super) fn restart(variant: &Variant) -> Option<Millis> {
    let mut run = Run::new(1);
    run.start(FIRST, variant, variant.habit.clone(), false);
    run.until(PATIENCE, |run| run.has_begun(FIRST, RECORD));
    run.wait(INTO_MS);
    run.give(Command::Crash(FIRST.into()));
    let from = run.now();
    run.start(SECOND, variant, variant.habit.clone(), false);
    run.until(PATIENCE, |run| {
        run.begun.iter().any(|(_, who, _)| who == SECOND)
    });
    let first = run.begun.iter().find(|(_, who, _)| who == SECOND);
    first.map(|(at, ..)| at - from)
}
