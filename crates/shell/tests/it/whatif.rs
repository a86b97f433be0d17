//! What if: each bar is what one finds who goes to its instant, does it and
//! plays on.

use cluster::config::ClusterConfig;
use cluster::instant::Instant;
use cluster::limits::Limits;
use cluster::view::View;
use cluster::State;
use kafka_playground_shell::whatif::{BarResult, Results};
use kafka_playground_shell::{Session, WhatIf};
use std::collections::{BTreeMap, BTreeSet};
use worlds::simulation::dice::Dice;

const START: i64 = 1_767_603_600_000;

/// A record of a partition.
type Record = (String, i32, i64);

/// What became of a group's records, read from the view.
#[derive(Default)]
struct Seen {
    again: BTreeMap<Record, u32>,
    lost: BTreeMap<Record, &'static str>,
}

fn seen(state: &State) -> BTreeMap<String, Seen> {
    let view = View::of(state, 10_000);
    let mut all: BTreeMap<String, Seen> = BTreeMap::new();
    for group in &view.groups {
        let seen = all.entry(group.id.to_string()).or_default();
        for lane in &group.lanes {
            let record = |offset| (lane.topic.to_string(), lane.partition, offset);
            for again in &lane.again {
                seen.again.insert(record(again.offset), again.times);
            }
            for lost in &lane.lost {
                for offset in lost.from..lost.to {
                    seen.lost.insert(record(offset), lost.how);
                }
            }
        }
    }
    all
}

/// Again, skipped, deleted, never.
fn differs(with: &State, without: &State) -> [i64; 4] {
    let (with, without) = (seen(with), seen(without));
    let nothing = Seen::default();
    let mut counts = [0; 4];
    for (group, seen) in &with {
        let other = without.get(group).unwrap_or(&nothing);
        for (record, times) in &seen.again {
            counts[0] += i64::from(other.again.get(record).is_none_or(|other| other < times));
        }
        let kinds = ["skipped", "deleted", "never"];
        for (record, how) in &seen.lost {
            let kind = kinds.iter().position(|kind| kind == how).unwrap();
            counts[kind + 1] += i64::from(!other.lost.contains_key(record));
        }
    }
    counts
}

fn counts(bar: &BarResult) -> [i64; 4] {
    [bar.again, bar.skipped, bar.deleted, bar.never]
}

fn opened(seed: u64, script: &str) -> Session {
    let (config, limits) = (ClusterConfig::page(), Limits::page());
    let mut session = Session::new(seed, START, config, limits);
    session.load(script).expect("the scene is a script");
    session
}

/// The session at the instant of a bar.
fn at(session: &mut Session, bar: &BarResult) {
    let to = match bar.ordinal {
        Some(steps) => Instant::after(bar.at, steps),
        None => Instant::after_all(bar.at),
    };
    assert!(session.go(0, to));
    assert_eq!(session.instant(), to, "the instant is there");
}

/// Plays a bar by hand; answers the sessions with the fault and without it, at
/// the instant at which it was counted.
fn by_hand(seed: u64, script: &str, end: i64, line: &str, bar: &BarResult) -> [Session; 2] {
    let mut with = opened(seed, script);
    with.advance(end);
    at(&mut with, bar);
    let commands = with.history().commands_now();
    let ran = with.run(line).expect("it can be done then");
    assert_eq!((ran.at, ran.ordinal), (bar.at, bar.ordinal));
    with.advance(bar.until);
    let mut without = opened(seed, script);
    without.advance(end);
    assert!(without.start_over(commands, bar.until));
    without.advance(bar.until);
    assert_eq!((with.now(), without.now()), (bar.until, bar.until));
    [with, without]
}

/// A command as an operand of whatif.
fn operand(fault: &str) -> String {
    match fault.contains(" --") {
        true => format!("\"{fault}\""),
        false => fault.to_owned(),
    }
}

fn explored(session: &mut Session, line: &str) -> WhatIf {
    let mut answer = session.explore(line).expect("it asks something");
    while answer.slice(100_000) {}
    answer
}

/// A scene that chance makes up; what it does later is at 9 s to 14 s.
fn scene(dice: &mut Dice) -> String {
    let commit = dice.pick(&["auto", "record", "batch", "before", "never"]);
    let poll = dice.pick(&["1", "3", "500"]);
    let work = dice.pick(&["50ms", "300ms", "900ms"]);
    let rate = dice.pick(&["2/s", "5/s"]);
    let members = dice.pick(&["1", "2", "3"]);
    let assignor = dice.pick(&["range", "cooperative-sticky"]);
    let mut script = format!(
        "topic create orders --partitions 3
produce --topic orders --keys ana,bo,kim,lea --rate {rate} --name checkout
consume --topic orders --group billing --members {members} --work {work} --commit {commit} --from-beginning --assignor {assignor} --set max.poll.records={poll} --set session.timeout.ms=6000 --set heartbeat.interval.ms=1500 --set max.poll.interval.ms=9000 --set auto.commit.interval.ms=2000
"
    );
    let later: &[&str] = &[
        "@9.100 pause checkout\n",
        "@9.300 seek c1 beginning\n",
        "@10.700 records delete orders-0=4 orders-1=3\n",
        "@11 consume --topic orders --group audit --work 100ms --from-beginning\n",
        "@12 consume --topic orders --group billing --name late --from-beginning\n",
        "@13.500 stop c1\n",
    ];
    for line in later {
        if dice.one_in(4) {
            script.push_str(line);
        }
    }
    script
}

const FAULTS: &[&str] = &[
    "crash c1",
    "crash c1",
    "stop c1",
    "stall c1",
    "cut c1",
    "crash checkout",
    "seek c1 beginning",
    "seek c1 orders-1 2",
    "commit c1 orders-1=40",
    "records delete orders-1=7",
    "set c1 --commit never",
    "group delete billing",
];

#[test]
fn each_bar_is_what_one_finds_who_does_it_by_hand() {
    let (mut bars, mut nonzero, mut kinds) = (0, 0, BTreeSet::new());
    for seed in 0..60 {
        let mut dice = Dice::new(seed);
        let script = scene(&mut dice);
        let fault = dice.pick(FAULTS);
        let end = dice.between(9_000, 16_000);
        let mut session = opened(seed, &script);
        session.advance(end);
        let line = format!(
            "whatif {} --last {}ms",
            operand(fault),
            dice.between(0, 700)
        );
        let answer = explored(&mut session, &line);
        let results = answer.results(0);
        let all = &results.series[0].bars;
        assert!(!all.is_empty(), "seed {seed}");
        for _ in 0..3 {
            let bar = &all[dice.below(all.len())];
            if bar.refused.is_some() {
                at(&mut session, bar);
                let refused = session.run(fault).expect_err("it is refused");
                assert!(refused
                    .message
                    .starts_with(bar.refused.as_ref().unwrap().trim_end_matches('.')));
                kinds.insert("refused");
                continue;
            }
            let [with, without] = by_hand(seed, &script, end, fault, bar);
            let found = differs(with.state(), without.state());
            assert_eq!(
                counts(bar),
                found,
                "seed {seed}: {fault} at {bar:?}\n{script}"
            );
            bars += 1;
            nonzero += usize::from(found != [0; 4]);
            for (kind, count) in ["again", "skipped", "deleted", "never"].iter().zip(found) {
                if count > 0 {
                    kinds.insert(kind);
                }
            }
            if bar.at_least {
                kinds.insert("at least");
            }
        }
    }
    assert!(nonzero > bars / 5, "{nonzero} of {bars}");
    let wanted = [
        "again", "at least", "deleted", "never", "refused", "skipped",
    ];
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), wanted);
}

#[test]
fn how_it_is_cut_into_slices_changes_nothing_and_neither_does_asking_twice() {
    for seed in 100..106 {
        let mut dice = Dice::new(seed);
        let script = scene(&mut dice);
        let fault = dice.pick(FAULTS);
        let mut session = opened(seed, &script);
        session.advance(12_000);
        let line = format!("whatif {} --last 500ms", operand(fault));
        let whole = explored(&mut session, &line).results(0);
        for most in [1, 7, 1_000] {
            let mut answer = session.explore(&line).unwrap();
            let mut seen: Vec<BarResult> = Vec::new();
            while answer.slice(1 + dice.below(most)) {
                if dice.one_in(50) {
                    let more = answer.results(seen.len());
                    seen.extend(more.series.into_iter().flat_map(|one| one.bars));
                    assert_eq!(seen.len(), answer.tried());
                    assert_eq!(seen[..], whole.series[0].bars[..seen.len()], "seed {seed}");
                }
            }
            assert_eq!(answer.results(0), whole, "seed {seed}");
        }
    }
}

/// All that can be read of a session.
fn read(session: &mut Session) -> (String, Vec<String>, String) {
    let lines = session.journal(0, usize::MAX);
    let lines = lines.iter().map(|line| format!("{line:?}")).collect();
    let view = format!(
        "{:?} {:?}",
        View::of(session.state(), 100),
        session.branches()
    );
    (session.script(), lines, view)
}

#[test]
fn asking_changes_nothing_of_the_session() {
    let script = scene(&mut Dice::new(3));
    let mut session = opened(3, &script);
    session.advance(12_000);
    session.seek(11_000);
    let before = (
        read(&mut session),
        session.instant(),
        session.history().bytes(),
    );
    let answer = explored(&mut session, "whatif crash c1 --last 2s --commit all");
    assert_eq!(answer.results(0).series.len(), 5);
    let ran = session.run("whatif stall c1 --last 300ms").unwrap();
    assert_eq!((ran.verb, ran.scripted), ("whatif", None));
    let after = (
        read(&mut session),
        session.instant(),
        session.history().bytes(),
    );
    assert_eq!(before, after);
}

/// The instants of a series, and whether they go from the end of the window to
/// its beginning.
fn instants(results: &Results) -> Vec<Instant> {
    let bars = &results.series[0].bars;
    let at = |bar: &BarResult| match bar.ordinal {
        Some(steps) => Instant::after(bar.at, steps),
        None => Instant::after_all(bar.at),
    };
    let all: Vec<Instant> = bars.iter().map(at).collect();
    assert!(all.is_sorted_by(|one, next| one > next), "newest first");
    all
}

#[test]
fn every_instant_between_two_steps_of_the_window_is_tried() {
    for seed in 0..12 {
        let mut dice = Dice::new(seed);
        let script = scene(&mut dice);
        let mut session = opened(seed, &script);
        let end = dice.between(8_000, 15_000);
        session.advance(end);
        let end = session.now();
        let last = dice.between(1, 3_000);
        let line = format!("whatif heal nobody --last {last}ms");
        let tried = instants(&explored(&mut session, &line).results(0));
        let steps = |session: &Session| {
            let steps = session.history().cluster().steps();
            Instant::after(session.now(), steps)
        };
        let mut tried: Vec<Instant> = tried
            .into_iter()
            .map(|at| {
                session.go(0, at);
                assert_eq!(session.instant(), at, "seed {seed}");
                steps(&session)
            })
            .collect();
        tried.reverse();
        // The same instants, stepped through by hand.
        session.go(0, Instant::after(end - last, 0));
        let mut stepped = vec![steps(&session)];
        loop {
            session.step_once();
            if session.now() > end || session.end() > end {
                break;
            }
            stepped.push(steps(&session));
        }
        assert_eq!(tried, stepped, "seed {seed}");
    }
}
