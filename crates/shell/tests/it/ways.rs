//! An instant is the same by every way to it: by playing, by steps, by scrubbing
//! from after it, by other branches and back, by undo and redo.

use super::pair::{KEPT, OPENING, START};
use cluster::config::ClusterConfig;
use cluster::history::BranchId;
use cluster::instant::Instant;
use cluster::limits::Limits;
use cluster::view::View;
use cluster::Cluster;
use kafka_playground_shell::Session;
use worlds::simulation::dice::Dice;

const SEEDS: std::ops::Range<u64> = 0..6;
/// Instants of each history, and ways to each of them.
const INSTANTS: usize = 6;
const WAYS: usize = 6;

const LINES: &[&str] = &[
    "crash c1",
    "start c1",
    "stall c2",
    "unstall c2",
    "cut c1",
    "heal c1",
    "produce --topic orders --key zoe",
    "seek c2 beginning",
    "set c1 --work 100ms",
];

/// All that there is to see of an instant.
struct Seen {
    branch: BranchId,
    at: Instant,
    cluster: Cluster,
    flights: String,
    journal: Vec<String>,
}

fn flights(session: &Session) -> String {
    let view = View::of(session.state(), 5);
    format!("{:?}", (view.now, view.flights))
}

fn journal(session: &mut Session) -> Vec<String> {
    let lines = session.journal(0, usize::MAX);
    lines.iter().map(|line| format!("{line:?}")).collect()
}

impl Seen {
    fn of(session: &mut Session) -> Seen {
        Seen {
            branch: session.history().branch(),
            at: session.instant(),
            cluster: session.history().cluster().clone(),
            flights: flights(session),
            journal: journal(session),
        }
    }

    fn check(&self, session: &mut Session, way: &str) {
        let at = self.at;
        assert_eq!(session.instant(), at, "{way}");
        assert!(session.state() == self.cluster.state(), "{way} to {at}");
        assert_eq!(flights(session), self.flights, "{way} to {at}");
        assert_eq!(journal(session), self.journal, "{way} to {at}");
    }
}

fn act(session: &mut Session, dice: &mut Dice) {
    for _ in 0..20 {
        if session.run(dice.pick(LINES)).is_ok() {
            return;
        }
    }
}

/// A history with some branches, and instants of them.
fn history(dice: &mut Dice) -> (Session, Vec<Seen>) {
    let limits = Limits {
        branches: 1_000,
        ..Limits::page()
    };
    let mut session = Session::new(2, START, ClusterConfig::page(), limits);
    session.load(OPENING).unwrap();
    let mut seen = Vec::new();
    for _ in 0..INSTANTS {
        let to = session.now() + 500 + dice.below(3_000) as i64;
        session.advance(to);
        if dice.below(3) == 0 {
            session.seek(to - 1_500);
        }
        act(&mut session, dice);
        let to = session.now() + 1_000 + dice.below(2_000) as i64;
        session.advance(to);
        for _ in 0..dice.below(4) {
            session.step_fine();
        }
        seen.push(Seen::of(&mut session));
        // What is known ends later than what is looked at.
        session.advance(to + 4_000);
    }
    (session, seen)
}

/// Before an instant, on its branch.
fn before(session: &mut Session, seen: &Seen, dice: &mut Dice) {
    let ms = dice.below(seen.at.at().max(1) as usize) as i64;
    assert!(session.go(seen.branch, Instant::after_all(ms)));
}

/// Goes to an instant by a way that chance says.
fn go(session: &mut Session, seen: &Seen, dice: &mut Dice) -> &'static str {
    match dice.below(5) {
        0 => {
            before(session, seen, dice);
            match seen.at.ordinal() {
                None => session.advance(seen.at.at()),
                Some(_) => session.advance(seen.at.at() - 1),
            }
            while session.instant() < seen.at {
                session.step_once();
            }
            "playing"
        }
        1 => {
            before(session, seen, dice);
            let near = seen.at.at() - 700;
            session.advance(near);
            while session.instant() < seen.at && session.now() < seen.at.at() {
                session.step_fine();
            }
            session.go(seen.branch, seen.at);
            "steps"
        }
        2 => {
            session.go(seen.branch, Instant::after_all(i64::MAX / 2));
            while session.now() > seen.at.at() + 100 {
                let far = (session.now() - seen.at.at()) as usize;
                session.seek(session.now() - 1 - dice.below(far) as i64);
                session.step_fine_back();
            }
            session.go(seen.branch, seen.at);
            "scrubbing from after"
        }
        3 => {
            before(session, seen, dice);
            act(session, dice);
            session.advance(session.now() + dice.below(4_000) as i64);
            session.go(seen.branch, seen.at);
            "a branch"
        }
        _ => {
            session.go(seen.branch, seen.at);
            let mut undone = 0;
            for _ in 0..=dice.below(3) {
                undone += usize::from(session.undo(KEPT).is_some());
            }
            for _ in 0..undone {
                session.redo().expect("what is undone can be done again");
            }
            session.go(seen.branch, seen.at);
            "undo and redo"
        }
    }
}

#[test]
fn every_way_to_an_instant_leads_to_the_same() {
    for seed in SEEDS {
        let mut dice = Dice::new(seed);
        let (mut session, seen) = history(&mut dice);
        for _ in 0..WAYS * INSTANTS {
            let one = &seen[dice.below(seen.len())];
            let way = go(&mut session, one, &mut dice);
            one.check(&mut session, &format!("seed {seed}, {way}"));
        }
    }
}

#[test]
fn fine_steps_go_through_a_millisecond_and_back_through_the_same_places() {
    let mut dice = Dice::new(7);
    let (mut session, seen) = history(&mut dice);
    let branch = seen[0].branch;
    session.go(branch, Instant::after_all(8_000));
    session.step_fine();
    let mut places = vec![session.instant()];
    for _ in 0..200 {
        places.push(session.step_fine());
    }
    assert!(places.is_sorted_by(|a, b| a < b));
    let shared = places.windows(2).filter(|two| two[0].at() == two[1].at());
    assert!(shared.count() > 20, "several share a millisecond");
    for place in places.iter().rev().skip(1) {
        assert_eq!(session.step_fine_back(), *place);
    }
}
