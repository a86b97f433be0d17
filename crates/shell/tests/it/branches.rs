//! Branches of a session, and lines that stand between two steps.

use cluster::config::ClusterConfig;
use cluster::instant::Instant;
use cluster::limits::Limits;
use kafka_playground_shell::{BranchLine, Place, Session};

const START: i64 = 1_767_603_600_000;

const OPENING: &str = "
topic create orders --partitions 3
produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout
consume --topic orders --group billing --members 2 --commit batch --from-beginning --set session.timeout.ms=6000 --set heartbeat.interval.ms=2000
";

fn session(limits: Limits) -> Session {
    Session::new(1, START, ClusterConfig::page(), limits)
}

fn opened(until: i64) -> Session {
    let mut session = session(Limits::page());
    session.load(OPENING).unwrap();
    session.advance(until);
    session
}

/// All that can be read of a session at its present instant.
fn read(session: &mut Session) -> (Vec<String>, usize, u64) {
    let lines = session.journal(0, usize::MAX);
    let lines = lines.iter().map(|line| format!("{line:?}")).collect();
    (lines, session.marks().len(), session.revision())
}

/// Plays a session's script on another one, up to the same instant.
fn again(session: &Session) -> Session {
    let mut again = opened(0);
    let script = session.script();
    let mut lines = script.lines().skip(1);
    let opening: Vec<&str> = lines.by_ref().take(3).collect();
    assert!(opening.iter().all(|line| line.starts_with("@0.000 ")));
    let rest: Vec<&str> = lines.collect();
    again
        .load(&rest.join("\n"))
        .expect("it can be played again");
    again.advance(session.now());
    again
}

#[test]
fn starting_over_leads_to_a_branch_on_which_nothing_was_done_and_keeps_the_old_one() {
    for acts in [
        &[12_480][..],
        &[12_480, 12_480],
        &[9_000],
        &[12_480, 13_000],
    ] {
        let mut session = opened(12_480);
        let opening = read(&mut session);
        let script = session.script();
        for at in acts {
            session.advance(*at);
            session.seek(*at);
            session
                .run("crash c1")
                .or_else(|_| session.run("start c1"))
                .unwrap();
        }
        session.advance(20_000);
        let (old, acted) = (session.instant(), session.script());
        let branch = session
            .branches()
            .into_iter()
            .find(|one| one.present)
            .unwrap()
            .id;
        assert!(session.start_over(3, 12_480));
        assert_eq!(session.now(), 12_480);
        assert_eq!(session.script(), script);
        assert_eq!(read(&mut session).0, opening.0, "{acts:?}");
        session.advance(30_000);
        assert_eq!(session.script(), script, "nothing comes back of itself");
        assert!(session.go(branch, old));
        assert_eq!(session.script(), acted);
    }
}

#[test]
fn starting_over_where_nothing_was_done_is_a_move_on_the_branch() {
    let mut session = opened(12_480);
    session.advance(20_000);
    assert!(session.start_over(3, 12_480));
    assert_eq!(
        (session.now(), session.end(), session.branches().len()),
        (12_480, 20_000, 1)
    );
}

#[test]
fn where_the_first_branch_is_forgotten_nothing_starts_over() {
    let mut session = session(Limits {
        branches: 1,
        ..Limits::page()
    });
    session.load(OPENING).unwrap();
    session.advance(12_480);
    session.seek(9_000);
    session.run("crash c1").unwrap();
    let before = read(&mut session);
    assert!(!session.start_over(3, 12_480));
    assert_eq!(read(&mut session), before);
}

#[test]
fn a_command_between_two_steps_is_written_and_read_there() {
    let mut session = opened(11_700);
    // Into the midst of a millisecond in which a commit is on its way.
    let mut places = Vec::new();
    while places.len() < 15 {
        let place = session.step_once();
        if place.ordinal().is_some() {
            places.push(place);
        }
    }
    let mut told = Vec::new();
    for place in &places {
        assert!(session.go(0, *place));
        assert_eq!(session.instant(), *place);
        let ran = session.run("crash c1").unwrap();
        let line = format!("{place} crash c1");
        assert_eq!(ran.scripted.as_deref(), Some(&*line));
        assert!(session.script().ends_with(&format!("{line}\n")));
        session.advance(20_000);
        let mut again = again(&session);
        assert_eq!(again.script(), session.script());
        assert!(again.state() == session.state(), "{place}");
        assert_eq!(read(&mut again), read(&mut session), "{place}");
        told.push(read(&mut session).0);
    }
    told.dedup();
    assert!(told.len() > 5, "it matters between which steps");
}

#[test]
fn a_command_within_what_another_one_brings_is_written_and_read_there() {
    let mut session = opened(12_000);
    session.run("set c1 --by-hand").unwrap();
    session.advance(13_000);
    session.run("poll c1").unwrap();
    let rested = session.history().cluster().steps();
    assert_eq!(session.instant(), Instant::after_all(13_000));
    assert!(rested > 2, "the call is made, and a request leaves");
    let before = session.step_once_back();
    assert_eq!(before, Instant::after(13_000, rested - 1));
    let ran = session.run("crash c1").unwrap();
    assert!(ran.forked);
    let script = session.script();
    let tail: Vec<&str> = script.lines().rev().take(2).collect();
    assert_eq!(
        tail[1],
        "@13.000 poll c1 --timeout 0ms".trim_end_matches(" --timeout 0ms")
    );
    assert_eq!(tail[0], format!("{before} crash c1"));
    session.advance(20_000);
    let mut again = again(&session);
    assert!(again.state() == session.state());
    assert_eq!(read(&mut again), read(&mut session));
    // Without the place it comes after all that the poll brings.
    let after = script.replace(&format!("{before} "), "");
    let mut other = opened(0);
    let rest: Vec<&str> = after.lines().skip(4).collect();
    other.load(&rest.join("\n")).unwrap();
    assert!(other.script().ends_with("@13.000 crash c1\n"));
}

#[test]
fn one_returns_to_a_branch_and_finds_it_as_it_was() {
    let mut session = opened(12_000);
    session.run("crash c1").unwrap();
    session.advance(20_000);
    let first = read(&mut session);
    session.seek(9_000);
    let ran = session.run("crash c2").unwrap();
    assert_eq!((ran.branch, ran.forked), (1, true));
    assert!(ran.forgotten.is_empty());
    session.advance(15_000);
    let second = read(&mut session);
    assert_ne!(first, second);
    let forked = |at| Place { at, ordinal: None };
    let expected = [
        BranchLine {
            id: 0,
            parent: None,
            forked: Place {
                at: 0,
                ordinal: Some(0),
            },
            line: None,
            commands: 4,
            end: 20_000,
            present: false,
            name: None,
        },
        BranchLine {
            id: 1,
            parent: Some(0),
            forked: forked(9_000),
            line: Some("@9.000 crash c2".to_owned()),
            commands: 4,
            end: 15_000,
            present: true,
            name: None,
        },
    ];
    assert_eq!(session.branches(), expected);
    assert!(session.go(0, Instant::after_all(20_000)));
    assert_eq!(read(&mut session), first);
    assert!(session.script().ends_with("@12.000 crash c1\n"));
    assert!(session.go(1, Instant::after_all(i64::MAX)));
    assert_eq!((session.now(), read(&mut session)), (15_000, second));
    assert!(session.forget(0) && !session.forget(0) && !session.forget(1));
    assert_eq!(session.branches().len(), 1);
    assert!(!session.go(0, Instant::START));
    assert_eq!(session.now(), 15_000);
}

#[test]
fn the_branch_that_nobody_visited_for_longest_goes_first() {
    let mut session = session(Limits {
        branches: 3,
        ..Limits::page()
    });
    session.load(OPENING).unwrap();
    session.advance(12_000);
    let mut gone = Vec::new();
    for at in [9_000, 8_000, 7_000, 6_000] {
        session.go(0, Instant::after_all(at));
        gone.push(session.run("crash c2").unwrap().forgotten);
        session.advance(12_000);
    }
    assert_eq!(gone, [vec![], vec![], vec![1], vec![2]]);
    let ids: Vec<u32> = session.branches().iter().map(|branch| branch.id).collect();
    assert_eq!(ids, [0, 3, 4]);
}

#[test]
fn what_was_dropped_of_the_journal_is_told_again() {
    let play = |history_bytes| {
        let mut session = session(Limits {
            history_bytes,
            ..Limits::page()
        });
        session.load(OPENING).unwrap();
        session.advance(300_000);
        session.run("crash c1").unwrap();
        session.advance(400_000);
        session
    };
    let (mut all, mut little) = (play(usize::MAX), play(200_000));
    assert!(all.history().bytes() > 10 * little.history().bytes());
    let length = all.journal_length();
    assert_eq!(little.journal_length(), length);
    assert_eq!(little.marks(), all.marks());
    for from in [0, 10, length / 2, length - 20, length / 3, length] {
        assert_eq!(
            little.journal(from, 50),
            all.journal(from, 50),
            "from {from}"
        );
    }
    for at in [350_000, 20_000, 299_999, 300_000, 100] {
        little.seek(at);
        all.seek(at);
        assert_eq!(read(&mut little), read(&mut all), "at {at}");
    }
    assert!(
        little.history().bytes() < 400_000,
        "{}",
        little.history().bytes()
    );
}
