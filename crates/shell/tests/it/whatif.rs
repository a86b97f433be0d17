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

/// Seeds that failed once.
const REGRESSIONS: [u64; 4] = [89, 315, 423, 468];

/// How many seeds are tried by hand besides, and how many of those at which one
/// plays on to see whether it was quiet.
const BY_HAND: u64 = 40;
const QUIET: u64 = 25;

/// A record of a partition.
type Record = (String, i32, i64);

/// The ways in which records are lost.
const KINDS: [&str; 3] = ["skipped", "deleted", "never"];

/// What became of a group's records, read from ledger and view.
#[derive(Default, PartialEq)]
struct Seen {
    again: BTreeMap<Record, u16>,
    lost: BTreeMap<Record, &'static str>,
}

fn seen(state: &State) -> BTreeMap<String, Seen> {
    let mut all: BTreeMap<String, Seen> = BTreeMap::new();
    let view = View::of(state, 0);
    for (group, ledger) in state.observed().ledgers() {
        let seen = all.entry(group.to_string()).or_default();
        for partition in ledger.partitions() {
            let record = |offset| (partition.topic.to_string(), partition.partition, offset);
            for (offset, times) in ledger.again_from(partition, 0) {
                seen.again.insert(record(offset), times);
            }
        }
        let shown = view.groups.iter().find(|one| one.id == *group);
        for lane in shown.map(|one| &one.lanes[..]).unwrap_or_default() {
            for lost in &lane.lost {
                let record = |offset| (lane.topic.to_string(), lane.partition, offset);
                let records = (lost.from..lost.to).map(|offset| (record(offset), lost.how));
                seen.lost.extend(records);
            }
        }
        // A group without members and offsets has no lanes.
        let committed = |partition: &_| {
            let committed = state.broker().committed(group, partition);
            committed.map(|committed| committed.offset)
        };
        let lost = View::ledger(state, group, &committed);
        for (how, count) in KINDS.iter().zip([lost.skipped, lost.deleted, lost.never]) {
            let known = seen.lost.values().filter(|known| *known == how).count();
            let rest = known as i64..count;
            seen.lost
                .extend(rest.map(|nth| ((String::new(), -1, nth), *how)));
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
        for (record, how) in &seen.lost {
            let kind = KINDS.iter().position(|kind| kind == how).unwrap();
            counts[kind + 1] += i64::from(!other.lost.contains_key(record));
        }
    }
    counts
}

fn counts(bar: &BarResult) -> [i64; 4] {
    [
        bar.sum.again,
        bar.sum.skipped,
        bar.sum.deleted,
        bar.sum.never,
    ]
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
    for seed in REGRESSIONS.into_iter().chain(0..BY_HAND) {
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
            if let Some(why) = &bar.refused {
                at(&mut session, bar);
                let refused = session.run(fault).expect_err("it is refused");
                assert!(refused.message.starts_with(why.trim_end_matches('.')));
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

#[test]
fn where_all_was_quiet_nothing_more_comes_of_it() {
    let mut quiet = 0;
    for seed in REGRESSIONS.into_iter().chain(300..300 + QUIET) {
        let mut dice = Dice::new(seed);
        let script = scene(&mut dice);
        let fault = dice.pick(&[
            "crash c1",
            "stop c1",
            "stall c1",
            "cut c1",
            "seek c1 beginning",
        ]);
        let end = dice.between(9_000, 16_000);
        let mut session = opened(seed, &script);
        session.advance(end);
        let line = format!("whatif {fault} --last {}ms", dice.between(0, 700));
        let results = explored(&mut session, &line).results(0);
        let bars = &results.series[0].bars;
        for _ in 0..2 {
            let bar = &bars[dice.below(bars.len())];
            if bar.refused.is_some() || bar.at_least {
                continue;
            }
            let [mut with, mut without] = by_hand(seed, &script, end, fault, bar);
            let later = bar.until + 30_000;
            let before = seen(without.state());
            with.advance(later);
            without.advance(later);
            // Where records are done again without the fault, too, they are
            // perhaps only done again sooner.
            if seen(without.state()) != before {
                continue;
            }
            quiet += 1;
            let found = differs(with.state(), without.state());
            assert_eq!(
                counts(bar),
                found,
                "seed {seed}: {fault} at {bar:?}\n{script}"
            );
        }
    }
    assert!(quiet > QUIET / 2, "only {quiet} were quiet");
}

#[test]
fn a_branch_is_explored_as_the_same_script_is_and_whatever_was_dropped() {
    for seed in 500..504 {
        let script = scene(&mut Dice::new(seed));
        let limits = [Limits::page().history_bytes, 1];
        let mut results = Vec::new();
        for history_bytes in limits {
            let config = ClusterConfig::page();
            let limits = Limits {
                history_bytes,
                ..Limits::page()
            };
            let mut session = Session::new(seed, START, config, limits);
            session.load(&script).unwrap();
            session.advance(15_000);
            session.seek(8_000);
            session.run("produce --topic orders --key zoe").unwrap();
            session.advance(11_000);
            assert_ne!(session.history().branch(), 0);
            let line = "whatif crash c1 --last 3s --until @10.500";
            results.push(explored(&mut session, line).results(0));
            let mut plain = opened(seed, &session.script());
            plain.advance(11_000);
            results.push(explored(&mut plain, line).results(0));
        }
        assert!(results[0].series[0].bars.len() > 50);
        assert!(
            results.windows(2).all(|two| two[0] == two[1]),
            "seed {seed}"
        );
    }
}

#[test]
fn a_setting_is_tried_as_if_the_machine_had_been_started_with_it() {
    let other = |script: &str| {
        script
            .replace("--commit batch", "--commit before")
            .replace("max.poll.records=3", "max.poll.records=2")
    };
    let script = "topic create orders --partitions 3
produce --topic orders --keys ana,bo,kim,lea --rate 5/s --name checkout
consume --topic orders --group billing --members 2 --work 300ms --commit batch --from-beginning --set max.poll.records=3
@9 stop checkout
@9.500 start checkout
";
    let mut session = opened(5, script);
    session.advance(11_000);
    let line = "whatif crash c2 --last 1s";
    let asked = format!("{line} --commit before --set max.poll.records=2");
    let mut answer = explored(&mut session, &asked);
    assert!(!answer.slice(1));
    let both = answer.results(0);
    let labels: Vec<&str> = both.series.iter().map(|one| &*one.label).collect();
    assert_eq!(labels, ["--commit before", "--set max.poll.records=2"]);
    assert!(both.series.iter().all(|one| one.refused.is_empty()));
    for (series, script) in both.series.iter().zip([
        script.replace("--commit batch", "--commit before"),
        other(&script.replace("--commit batch", "--commit x"))
            .replace("--commit x", "--commit batch"),
    ]) {
        let mut started = opened(5, &script);
        started.advance(11_000);
        let plain = explored(&mut started, line).results(0);
        assert_eq!(series.bars, plain.series[0].bars, "{}", series.label);
        assert_eq!(series.summary, plain.series[0].summary);
    }
    // With one that is as it was, all is as it is.
    let same = explored(&mut session, &format!("{line} --commit batch")).results(0);
    let plain = explored(&mut session, line).results(0);
    assert_eq!(same.series[0].bars, plain.series[0].bars);
}

#[test]
fn lines_that_are_refused_with_another_setting_are_named() {
    // Who has more in hand takes longer to stop.
    let script = "topic create orders
produce --topic orders --rate 5/s --name checkout
consume --topic orders --group billing --work 900ms --from-beginning --set max.poll.records=1
@9 stop c1
@12 start c1
";
    let mut session = opened(5, script);
    session.advance(14_000);
    let error = session.explore("whatif crash c1 --set max.poll.records=0");
    assert_eq!(error.err().map(|error| error.code), Some("invalid-setting"));
    let line = "whatif crash c1 --last 1s --set max.poll.records=2 --set max.poll.records=50";
    let answer = explored(&mut session, line);
    let results = answer.results(0);
    assert!(results.series[0].refused.is_empty());
    let [refused] = &results.series[1].refused[..] else {
        panic!("{:?}", results.series[1].refused);
    };
    assert_eq!(
        (&*refused.line, &*refused.why),
        ("@12.000 start c1", "c1 is running.")
    );
    let told = answer.table();
    let told = told.iter().filter(|line| line.starts_with("Refused"));
    assert_eq!(
        told.collect::<Vec<_>>(),
        ["Refused: @12.000 start c1: c1 is running."]
    );
}

#[test]
fn what_is_asked_is_written_in_one_form_and_shown_as_a_table() {
    let script = "topic create orders --partitions 3
produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout
consume --topic orders --group billing --members 2 --work 300ms --commit batch --from-beginning --set max.poll.records=4 --set session.timeout.ms=6000 --set heartbeat.interval.ms=2000
";
    let mut session = opened(4, script);
    session.advance(22_000);
    let ran = session.run("whatif  crash c1").unwrap();
    assert_eq!(ran.line, "whatif crash c1 --last 10s");
    assert_eq!(
        ran.output,
        [
            "  again  skipped  deleted  never  instants  for example",
            "      0        0        0      0       247  @21.500+3",
            "      1        0        0      0        74  @21.755",
            "      2        0        0      0        49  @22.000",
            "      3        0        0      0        36  @19.900+3",
            "      4        0        0      0         9  @17.700+3",
            "worst 4 again at @17.700+3; none at 247 of 415 instants.",
        ]
    );
    // A script may be a stranger's: what it asks is not answered at once.
    let asked = session.script_line("whatif crash c1").unwrap();
    assert_eq!((asked.line, asked.output), (ran.line, Vec::new()));
    session.answer_scripts();
    let asked = session.script_line("whatif crash c1").unwrap();
    assert_eq!(asked.output, ran.output);
    for (line, canonical) in [
        (
            "whatif \"set c1 --commit never\" --last 100",
            "whatif \"set c1 --commit never\" --last 100ms",
        ),
        (
            "whatif crash \"no such\" --until 21.5+3",
            "whatif crash \"no such\" --last 10s --until @21.500+3",
        ),
        (
            "whatif commit c1 orders-0=5:\"a b\" --last 0",
            "whatif commit c1 orders-0=5:\"a b\" --last 0ms",
        ),
        (
            "whatif crash c1 --commit record --last 0",
            "whatif crash c1 --last 0ms --commit record",
        ),
    ] {
        let answer = session.explore(line).unwrap();
        assert_eq!(answer.line(), canonical);
        assert_eq!(session.explore(canonical).unwrap().line(), canonical);
    }
    for (line, message, column) in [
        ("whatif", "whatif needs a command, such as crash c1.", 6),
        ("whatif wait 3s", "whatif tries a command, such as crash c1.", 7),
        ("whatif whatif crash c1", "whatif tries a command, such as crash c1.", 7),
        ("whatif help", "whatif tries a command, such as crash c1.", 7),
        ("whatif crush c1 --last 3s", "There is no command \"crush\". Did you mean crash?", 7),
        ("whatif topic create x --commit all", "This is for a command about one machine, such as crash c1.", 22),
        ("whatif crash c9 --commit all", "There is no c9; there is checkout, c1, c2. Did you mean c1?", 13),
        ("whatif crash checkout --commit all", "checkout is no consumer.", 13),
        ("whatif crash c1 --until x", "\"x\" is no instant. It is written @12.480, in seconds; @12.480+7 is after the 7th step of that millisecond.", 24),
        ("crash c1", "This line asks nothing; write whatif and a command.", 0),
    ] {
        let error = session.explore(line).err().unwrap();
        assert_eq!((&*error.message, error.column), (message, Some(column)), "{line}");
    }
}
