//! What stands on the timeline: who takes over, what is done again, what a
//! group loses, what is deleted, and what each mark is about.

use cluster::config::ClusterConfig;
use cluster::limits::Limits;
use cluster::view::View;
use kafka_playground_shell::play::play;
use kafka_playground_shell::{Mark, Session};
use protocol::rng::{below, Rng};

const START: i64 = 1_767_603_600_000;

const ORDERS: &str = "
topic create orders --partitions 4
produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout
";

fn session() -> Session {
    Session::new(1, START, ClusterConfig::page(), Limits::page())
}

fn played(script: &str, until: i64) -> Session {
    let mut session = session();
    let played = play(&mut session, script);
    assert_eq!(played.refused, 0, "{played:?}");
    session.advance(until);
    session
}

fn of(session: &mut Session, kind: &str) -> Vec<Mark> {
    let marks = session.marks().iter();
    marks.filter(|mark| mark.kind == kind).cloned().collect()
}

/// Who took over, how many partitions, and when.
fn takeovers(script: &str, until: i64) -> Vec<(String, u32, i64)> {
    let mut session = played(&[ORDERS, script].concat(), until);
    let marks = of(&mut session, "takeover");
    assert!(marks.iter().all(|mark| mark.group == Some(0)));
    let marks = marks.into_iter();
    marks
        .map(|mark| (thing(&mark), mark.count, mark.at))
        .collect()
}

/// What a mark is about.
fn thing(mark: &Mark) -> String {
    mark.thing
        .as_ref()
        .map_or_else(String::new, ToString::to_string)
}

const PAIR: &str = "consume --topic orders --group billing --members 2 --work 300ms --commit batch --from-beginning --set session.timeout.ms=6000 --set heartbeat.interval.ms=2000\n";

#[test]
fn a_crash_is_of_a_machine_and_its_peer_takes_over_when_the_assignment_is_stored() {
    let script = [ORDERS, PAIR, "@12.300 crash c1\n"].concat();
    let mut session = played(&script, 40_000);
    let [crash] = &of(&mut session, "crash")[..] else {
        panic!("there is one crash");
    };
    assert_eq!(
        (crash.at, &*thing(crash), crash.group),
        (12_300, "machine:c1", Some(0))
    );
    let [takeover] = &of(&mut session, "takeover")[..] else {
        panic!("there is one take-over");
    };
    assert_eq!(
        (&*thing(takeover), takeover.count, takeover.group),
        ("machine:c2", 2, Some(0))
    );
    let rebalances = of(&mut session, "rebalance");
    assert_eq!(rebalances[1].until, Some(takeover.at));
    let commits = of(&mut session, "commit");
    for mark in rebalances.iter().chain(&commits) {
        assert_eq!(thing(mark), "group:billing");
    }
    let records = of(&mut session, "records");
    assert!(records.iter().all(|mark| mark.thing.is_none()));
    // Before it the coordinator gives them to nobody, after it to c2.
    for (at, owners) in [(takeover.at - 1, 2), (takeover.at, 4)] {
        session.seek(at);
        let view = View::of(session.state(), 0);
        let members = view.groups[0].members.iter();
        let owned = members.filter(|member| &*member.machine == "c2");
        assert_eq!(owned.map(|m| m.assignment.len()).sum::<usize>(), owners);
    }
}

#[test]
fn who_stopped_or_left_late_is_taken_over_too() {
    let stopped = [PAIR, "@12.300 stop c1\n"].concat();
    let taken = takeovers(&stopped, 30_000);
    assert_eq!(taken.len(), 1);
    assert_eq!((&*taken[0].0, taken[0].1), ("machine:c2", 2));
    let late = [
        PAIR,
        "set c1 max.poll.interval.ms=5000\n@20 stall c1\n@21 pause checkout\n",
    ];
    let taken = takeovers(&late.concat(), 40_000);
    assert_eq!(taken.len(), 1);
    assert_eq!((&*taken[0].0, taken[0].1), ("machine:c2", 2));
}

#[test]
fn who_comes_late_finds_what_nobody_has_had_since() {
    let script = [
        PAIR,
        "@12.300 crash c1\n@12.300 crash c2\n@60 consume --topic orders --group billing --name c3\n",
    ];
    let taken = takeovers(&script.concat(), 80_000);
    assert_eq!(taken.len(), 1);
    assert_eq!((&*taken[0].0, taken[0].1), ("machine:c3", 4));
    assert!(taken[0].2 > 60_000);
}

#[test]
fn a_twin_takes_a_static_members_place_where_its_id_is_fenced() {
    let member = "consume --topic orders --group billing --from-beginning --set group.instance.id=till --name ";
    let script = [member, "till\n@12 ", member, "twin\n@12.500 crash till\n"];
    let taken = takeovers(&script.concat(), 13_000);
    assert_eq!(taken.len(), 1);
    assert_eq!((&*taken[0].0, taken[0].1), ("machine:twin", 4));
    let mut session = played(&[ORDERS, &script.concat()].concat(), 13_000);
    let ids = [taken[0].2 - 1, taken[0].2].map(|at| {
        session.seek(at);
        let view = View::of(session.state(), 0);
        view.groups[0].members[0].member_id.clone()
    });
    assert_ne!(ids[0], ids[1], "the old id is fenced here");
}

#[test]
fn what_moves_between_members_that_are_well_is_no_take_over() {
    for script in [
        // One more member.
        "@20 consume --topic orders --group billing --name c3\n",
        // A member gets its own back under another id.
        "@20 crash c1\n@20.500 start c1\n",
        // It leaves and comes back before anybody has its partitions.
        "@20 crash c1\n@20 crash c2\n@60 start c1\n@60.100 crash c1\n",
    ] {
        let taken = takeovers(&[PAIR, script].concat(), 70_000);
        assert_eq!(taken, [], "{script}");
    }
    let still = "consume --topic orders --group billing --set group.instance.id=till --set session.timeout.ms=60000 --name till\n@12 stop till\n@20 start till\n";
    assert_eq!(takeovers(still, 40_000), []);
}

#[test]
fn a_cooperative_hand_over_is_no_take_over_and_a_removal_is() {
    let script = "consume --topic orders --group billing --members 2 --assignor cooperative-sticky --set session.timeout.ms=10000
@12.200 consume --topic orders --group billing --name c3 --assignor cooperative-sticky --set session.timeout.ms=10000
@30 cut c3
";
    let taken = takeovers(script, 29_000);
    assert_eq!(taken, []);
    let taken = takeovers(script, 60_000);
    assert!(!taken.is_empty());
    assert!(taken
        .iter()
        .all(|(by, _, at)| by != "machine:c3" && *at > 39_000));
}

/// The records of a group that were done more than once, each as often as it
/// was done again, by its ledger.
fn done_again(session: &Session) -> u64 {
    let ledgers = session.state().observed().ledgers();
    let pages = ledgers.flat_map(|(_, ledger)| {
        let partitions = ledger.partitions();
        partitions.flat_map(|partition| ledger.again_from(partition, 0))
    });
    pages.map(|(_, times)| u64::from(times) - 1).sum()
}

fn counted(marks: &[Mark]) -> u64 {
    marks.iter().map(|mark| u64::from(mark.count)).sum()
}

#[test]
fn what_is_done_again_is_counted_together_from_its_first_to_its_last() {
    let script = [
        ORDERS,
        PAIR,
        "set c1 --work 20ms\nset c2 --work 20ms\n@20 seek c1 beginning\n@40 seek c2 beginning\n",
    ];
    let mut session = played(&script.concat(), 60_000);
    let again = of(&mut session, "again");
    assert!(counted(&again) > 20);
    assert_eq!(counted(&again), done_again(&session));
    assert!(again.len() < 20, "{} marks", again.len());
    for mark in again {
        assert_eq!((mark.group, mark.how), (Some(0), None));
        assert_eq!(thing(&mark), "group:billing");
        let until = mark.until.unwrap_or(mark.at);
        assert!(until - mark.at < 250 && (until > mark.at) == mark.until.is_some());
        assert!(mark.count == 1 || mark.until.is_some(), "one at a time");
    }
}

#[test]
fn a_rewind_is_of_a_partition_or_of_a_machine_with_several() {
    let script = [
        ORDERS,
        "consume --topic orders --group billing --from-beginning\n",
        "@20 seek c1 orders-0 0\n@25 seek c1 beginning\n@28 seek c1 orders-0 100\n",
    ];
    let mut session = played(&script.concat(), 29_000);
    let rewinds = of(&mut session, "rewind");
    let things: Vec<_> = rewinds.iter().map(thing).collect();
    assert_eq!(things, ["partition:orders/0", "machine:c1"]);
}

/// Six records before a group begins at their beginning or their end.
const SIX: &str = "
topic create orders --partitions 1 --config retention.ms=100000
produce --topic orders --rate 2/s --name p
@3.300 pause p
";

/// A story, how many records are lost in which way, and how many are deleted.
type Loss = (&'static str, &'static [(&'static str, u32)], &'static [u32]);

const LOSSES: &[Loss] = &[
    ("@4 consume --topic orders --group billing", &[], &[6]),
    (
        "
@4 consume --topic orders --group billing
@5 resume p
@14 pause p
",
        &[("skipped", 10)],
        &[24],
    ),
    (
        "
@4 consume --topic orders --group billing --from-beginning --by-hand
@9 poll c1
@12 poll c1
@15 poll c1
@18 poll c1
@40 seek c1 orders-0 5
",
        &[("skipped", 5), ("deleted", 1)],
        &[6],
    ),
    (
        "
@4 consume --topic orders --group billing --commit record --from-beginning
@20 stop c1
@30 resume p
@35 pause p
@400 set c1 auto.offset.reset=latest
@401 start c1
",
        &[("deleted", 10)],
        &[16],
    ),
    // Committed before the work, and then the machine is gone.
    (
        "
@4 consume --topic orders --group billing --commit before --work 1s --from-beginning
@15.500 crash c1
",
        &[("never", 3)],
        &[6],
    ),
    // Committed ahead of what was read.
    (
        "
@4 consume --topic orders --group billing --by-hand --from-beginning
@9 poll c1
@12 poll c1
@15 poll c1
@18 poll c1
@30 commit c1 orders-0=4
@31 crash c1
",
        &[("skipped", 4), ("deleted", 2)],
        &[6],
    ),
];

#[test]
fn what_a_group_loses_is_marked_with_how() {
    for (script, lost, deleted) in LOSSES {
        let mut session = played(&[SIX, script].concat(), 700_000);
        let marks = of(&mut session, "lost");
        for mark in &marks {
            assert_eq!((mark.group, &*thing(mark)), (Some(0), "group:billing"));
        }
        let found: Vec<_> = marks.iter().map(|m| (m.how.unwrap(), m.count)).collect();
        assert_eq!(found, *lost, "{script}");
        let marks = of(&mut session, "deleted");
        for mark in &marks {
            assert_eq!(thing(mark), "partition:orders/0");
            assert_eq!((mark.group, mark.how), (None, None));
        }
        let found: Vec<_> = marks.iter().map(|mark| mark.count).collect();
        assert_eq!(found, *deleted, "{script}");
    }
}

/// Goes step by step through what a session has played, and counts by itself
/// what each step lost.
fn lost_by_steps(session: &mut Session) -> u64 {
    let end = session.end();
    let lost = |session: &Session| -> Vec<(String, i64)> {
        let view = View::of(session.state(), 0);
        let groups = view.groups.into_iter();
        groups
            .map(|group| (group.id.to_string(), group.ledger.lost))
            .collect()
    };
    session.seek(0);
    let mut all = 0;
    let mut before: Vec<(String, i64)> = Vec::new();
    loop {
        session.step_once();
        if session.now() > end {
            return all;
        }
        let now = lost(session);
        for (group, lost) in &now {
            let known = before.iter().find(|(known, _)| known == group);
            let more = lost - known.map_or(0, |(_, lost)| *lost);
            all += u64::try_from(more).unwrap_or(0);
        }
        before = now;
    }
}

const LINES: &[&str] = &[
    "consume --topic orders --group billing --members 2 --work 50ms --commit before --from-beginning --set session.timeout.ms=6000",
    "consume --topic orders --group audit --commit record --work 20ms --set session.timeout.ms=6000",
    "consume --topic orders --group hand --by-hand --name h --set session.timeout.ms=6000",
    "poll h",
    "poll h",
    "commit h",
    "commit c1 orders-0=3",
    "commit h orders-0=5",
    "seek c1 beginning",
    "seek c2 end",
    "seek c1 orders-0 4",
    "seek h orders-0 2",
    "seek h end",
    "crash c1",
    "crash h",
    "stop c2",
    "start c1",
    "start c2",
    "start h",
    "stall c2",
    "unstall c2",
    "cut c1",
    "heal c1",
    "remove c3",
    "set c1 --commit batch --work 10ms",
    "set c1 auto.offset.reset=latest",
    "topic alter orders --config retention.ms=9000",
];

#[test]
fn marks_count_what_is_lost_and_done_again_by_chance() {
    let (mut all_lost, mut all_again, mut all_deleted) = (0, 0, 0);
    for seed in 0..20 {
        let mut rng = Rng::new(seed);
        let mut draw = |bound: usize| {
            rng.advance();
            below(rng.peek(), bound as u64) as usize
        };
        let mut session = played(
            "topic create orders --partitions 2 --config internal.segment.bytes=400
produce --topic orders --keys ana,bo,fay,kim --rate 3/s --name checkout
",
            1_000,
        );
        for _ in 0..40 {
            let _ = session.run(LINES[draw(LINES.len())]);
            session.advance(session.now() + draw(3_000) as i64);
        }
        let [lost, again, deleted] =
            ["lost", "again", "deleted"].map(|kind| counted(&of(&mut session, kind)));
        assert_eq!(again, done_again(&session), "seed {seed}");
        let logs = &session.state().broker().topics()["orders"].partitions;
        let starts: i64 = logs.iter().map(|log| log.start()).sum();
        assert_eq!(deleted, starts as u64, "seed {seed}");
        assert_eq!(lost, lost_by_steps(&mut session), "seed {seed}");
        (all_lost, all_again) = (all_lost + lost, all_again + again);
        all_deleted += deleted;
    }
    assert!(all_lost > 100 && all_again > 100 && all_deleted > 100);
}

/// The names of all marks but commits and records, in order.
fn names(script: &str, until: i64) -> Vec<String> {
    let mut session = played(script, until);
    let marks = session.marks().iter();
    marks
        .filter(|mark| !["commit", "records"].contains(&mark.kind))
        .map(Mark::name)
        .collect()
}

#[test]
fn marks_have_names() {
    let script = [ORDERS, PAIR, "@12.300 crash c1\n@30 seek c2 orders-0 0\n"].concat();
    let crashed = names(&script, 31_000);
    for name in [
        "rebalance of billing",
        "crash of c1",
        "take-over by c2",
        "orders-0 rewound",
    ] {
        assert!(crashed.iter().any(|one| one == name), "{crashed:?}");
    }
    let again = crashed
        .iter()
        .filter(|name| name.contains("done again in billing"));
    assert!(again.count() > 0, "{crashed:?}");
    let (deleted, never) = (LOSSES[3].0, LOSSES[4].0);
    let unread = names(&[SIX, deleted].concat(), 700_000);
    for name in [
        "10 records deleted unread (billing)",
        "16 records of orders-0 deleted",
    ] {
        assert!(unread.iter().any(|one| one == name), "{unread:?}");
    }
    let never = names(&[SIX, never].concat(), 100_000);
    assert!(never.contains(&"3 records never done by billing".to_owned()));
    let appended = of(&mut played(ORDERS, 3_000), "records");
    let told = appended.iter().map(|mark| (mark.count, mark.name()));
    // The first one waits for the topic's partitions, and goes with the second.
    let first: Vec<(u32, String)> = told.take(2).collect();
    let wanted = [(2, "2 records appended"), (1, "1 record appended")];
    assert_eq!(first, wanted.map(|(count, name)| (count, name.to_owned())));
}
