//! From one instant to the next that is worth a look: steps that change what
//! one sees, and skips to what happens next.

use cluster::config::ClusterConfig;
use cluster::limits::Limits;
use cluster::view::View;
use kafka_playground_shell::play::play;
use kafka_playground_shell::{Awaited, Session};
use protocol::rng::{below, Rng};

const START: i64 = 1_767_603_600_000;
const HOUR: i64 = 3_600_000;

const OPENING: &str = "
topic create orders --partitions 3
produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout
consume --topic orders --group billing --members 2 --work 300ms --commit batch --from-beginning --set max.poll.records=4 --set session.timeout.ms=6000 --set heartbeat.interval.ms=2000
";

/// What a cut machine sends is lost, and nobody sees it.
const CUT: &str = "@15 pause checkout\n@20 cut c1\n@24 cut checkout\n";

fn played(script: &str, until: i64) -> Session {
    let mut session = Session::new(1, START, ClusterConfig::page(), Limits::page());
    let played = play(&mut session, script);
    assert_eq!(played.refused, 0, "{played:?}");
    session.advance(until);
    session
}

/// All that one sees but the clock, with all cells.
fn seen(session: &Session) -> View {
    View {
        now: 0,
        revision: 0,
        ..View::of(session.state(), usize::MAX >> 1)
    }
}

/// The instants from the present one on at which what one sees is not what it
/// was, and how many there are at which something else happens.
fn changes(mut session: Session, until: i64) -> (Vec<i64>, usize) {
    let (mut changes, mut passed) = (Vec::new(), 0);
    let mut shown = seen(&session);
    while let Some(next) = session.next_due().filter(|next| *next <= until) {
        let before = session.revision();
        session.advance(next);
        let now = seen(&session);
        match now != shown {
            true => changes.push(next),
            false => passed += usize::from(session.revision() > before),
        }
        shown = now;
    }
    (changes, passed)
}

#[test]
fn a_step_passes_over_what_nobody_sees_and_a_step_back_too() {
    let script = [OPENING, CUT].concat();
    let (at, until) = (10_000, 70_000);
    let (changes, passed) = changes(played(&script, at), until);
    assert!(
        changes.len() > 100 && passed > 2,
        "{passed} are passed over"
    );
    let mut session = played(&script, at);
    for change in &changes {
        assert_eq!(session.step(), *change);
    }
    session.seek(changes[changes.len() - 1]);
    for change in changes.iter().rev().skip(1) {
        assert_eq!(session.step_back(), *change);
    }
    // What lies on the way is known by now, and is gone through once more.
    for change in &changes[1..] {
        assert_eq!(session.step(), *change);
    }
}

#[test]
fn a_step_back_goes_where_one_saw_something_else_or_something_flew_a_shorter_way() {
    let mut session = played(&[OPENING, CUT].concat(), 70_000);
    let (mut still, mut flying) = (0, 0);
    for at in (0..70_000).step_by(137) {
        session.seek(at);
        let here = seen(&session);
        let flies = !here.flights.is_empty();
        let there = session.step_back();
        assert!(there < at || at == 0);
        let same = seen(&session) == here;
        assert!(!same || flies || there == 0, "from {at} to {there}");
        still += usize::from(!flies && !same);
        flying += usize::from(flies && same);
        // One step on it is as it was, unless that was on the way.
        let again = session.step();
        assert_eq!(
            seen(&session) == here,
            !same,
            "from {at} to {there} and {again}"
        );
    }
    assert!(still > 30 && flying > 30, "{still} {flying}");
}

/// What the commands of the test below are drawn from.
const LINES: &[&str] = &[
    "topic create other",
    "topic delete other",
    "produce --topic orders --keys ana,bo --rate 5/s --name checkout",
    "produce --topic nothing --key lea --value x",
    "consume --topic orders --group billing --members 2 --work 50ms --set session.timeout.ms=6000",
    "consume --topic orders,other --group audit --commit record --from-beginning --work 20ms",
    "consume --topic orders --group hand --by-hand --name h",
    "poll h",
    "commit h --async orders-0=1",
    "seek c1 beginning",
    "pause checkout",
    "crash c1",
    "start c1",
    "stop c2",
    "stall c2",
    "unstall c2",
    "cut c1",
    "heal c1",
    "cut checkout",
    "heal checkout",
    "remove c2",
];

#[test]
fn steps_by_chance_find_each_change_and_nothing_else() {
    let mut all = 0;
    for seed in 40..46 {
        let mut rng = Rng::new(seed);
        let mut draw = |bound: usize| {
            rng.advance();
            below(rng.peek(), bound as u64) as usize
        };
        let mut script = "topic create orders --partitions 2\n".to_owned();
        for second in 0..30 {
            script += &format!(
                "@{}.{:03} {}\n",
                3 * second,
                draw(1_000),
                LINES[draw(LINES.len())]
            );
        }
        let mut session = Session::new(1, START, ClusterConfig::page(), Limits::page());
        play(&mut session, &script);
        let end = session.now();
        let script = session.script();
        session.seek(0);
        let mut straight = Session::new(1, START, ClusterConfig::page(), Limits::page());
        straight.load(&script).unwrap();
        straight.advance(end);
        straight.seek(0);
        let mut shown = seen(&straight);
        while session.now() < end {
            let from = session.now();
            let at = session.step();
            if at == from {
                assert_eq!(session.next_due(), None, "seed {seed} at {at}");
                break;
            }
            // On the way nothing changes, where something happens and where
            // nothing does.
            for between in (from + 1..at.min(end)).step_by(17) {
                straight.seek(between);
                assert_eq!(seen(&straight), shown, "seed {seed} at {between}");
            }
            straight.seek(at.min(end));
            let now = seen(&straight);
            assert!(now != shown || at > end, "seed {seed} at {at}");
            shown = now;
            all += 1;
        }
    }
    assert!(all > 500);
}

#[test]
fn where_nothing_more_can_be_seen_a_step_stays() {
    let mut session = played("topic create orders\n", 5_000);
    let at = session.now();
    assert_eq!((session.step(), session.step()), (at, at));
    let mut empty = played("", 0);
    assert_eq!((empty.step(), empty.step_back()), (0, 0));
}

#[test]
fn a_step_stops_where_nothing_can_be_seen_for_an_hour() {
    let script = "topic create orders
consume --topic orders --group billing --set max.poll.interval.ms=2000000000 --set session.timeout.ms=6000
@20 stall c1
@25 cut c1
";
    let mut session = played(script, 1_200_000);
    let (at, revision, shown) = (session.now(), session.revision(), seen(&session));
    let there = session.step();
    assert!((at + HOUR..at + HOUR + 60_000).contains(&there), "{there}");
    assert!(session.revision() > revision + 100);
    assert_eq!(seen(&session), shown);
    assert!(session.step_back() < at);
    assert_ne!(seen(&session), shown);
}

/// The instants of the marks of a kind after an instant.
fn marked(session: &mut Session, kind: &str, after: i64) -> Vec<i64> {
    let marks = session.marks().iter();
    let of_kind = marks.filter(|mark| mark.kind == kind && mark.at > after);
    of_kind.map(|mark| mark.at).collect()
}

const CRASH: &str = "@12.300 crash c1\n@30 seek c2 beginning\n";

#[test]
fn one_skips_to_what_happens_next() {
    let script = [OPENING, CRASH].concat();
    let mut known = played(&script, 40_000);
    for (name, awaited) in Awaited::ALL {
        assert_eq!(Awaited::named(name), Ok(awaited));
        if awaited == Awaited::Loss {
            continue;
        }
        let all = marked(&mut known, name, 12_300);
        assert!(!all.is_empty(), "{name}");
        let mut session = played(&script, 12_300);
        // Marks that count begin with the first of several.
        session.seek(12_300);
        assert_eq!(session.skip(awaited, 40_000), Some(all[0]), "{name}");
        assert_eq!((session.now(), session.instant().ordinal()), (all[0], None));
        let view = View::of(session.state(), 3);
        known.seek(all[0]);
        assert_eq!(view, View::of(known.state(), 3), "{name}");
    }
}

#[test]
fn a_skip_goes_in_slices_and_says_when_nothing_came() {
    let script = [OPENING, "@12.300 crash c1\n"].concat();
    let mut session = played(&script, 12_300);
    let removed = marked(&mut played(&script, 60_000), "takeover", 0)[0];
    let mut slices = 0;
    let found = loop {
        let until = session.now() + 500;
        slices += 1;
        match session.skip(Awaited::TakeOver, until) {
            Some(at) => break at,
            None => assert_eq!(session.now(), until),
        }
    };
    assert_eq!((found, session.now()), (removed, removed));
    assert!(slices > 10);
    // Nobody takes over any more, and nothing is lost.
    assert_eq!(session.skip(Awaited::TakeOver, removed + 9_000), None);
    assert_eq!(session.now(), removed + 9_000);
    assert_eq!(session.skip(Awaited::Loss, removed), None);
    assert_eq!(session.now(), removed + 9_000, "it never goes back");
    let mut quiet = played("topic create orders\n", 9_000);
    assert_eq!(quiet.skip(Awaited::Commit, HOUR), None);
    assert_eq!(quiet.now(), HOUR);
}

#[test]
fn a_skip_goes_through_a_known_future_and_its_commands() {
    let script = [OPENING, CRASH].concat();
    let mut session = played(&script, 60_000);
    let commands = session.script();
    let takeover = marked(&mut session, "takeover", 0)[0];
    session.seek(10_000);
    assert_eq!(session.skip(Awaited::TakeOver, HOUR), Some(takeover));
    assert_eq!((session.end(), session.script()), (60_000, commands));
    // Beyond it the branch grows.
    session.seek(59_999);
    let next = session.skip(Awaited::Commit, HOUR).unwrap();
    assert_eq!(next, session.now());
    assert!(session.end() == 60_000.max(next));
    let mut lost = played(
        "topic create orders --partitions 1
produce --topic orders --rate 2/s --name p
@4 consume --topic orders --group billing
",
        4_000,
    );
    let at = lost.skip(Awaited::Loss, HOUR).unwrap();
    let mark = lost
        .marks()
        .iter()
        .find(|mark| mark.kind == "lost")
        .unwrap();
    assert_eq!((mark.at, mark.how), (at, Some("skipped")));
}

#[test]
fn what_one_cannot_skip_to_is_told_what_there_is() {
    let error = Awaited::named("crash").unwrap_err();
    assert_eq!(
        (error.code, &*error.message),
        (
            "syntax",
            "One can skip to commit, rebalance, takeover, again, lost, and not to \"crash\"."
        )
    );
}
