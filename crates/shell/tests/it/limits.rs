//! What a session says at a limit of the playground.

use cluster::config::ClusterConfig;
use cluster::limits::Limits;
use kafka_playground_shell::{Awaited, Session};

const START: i64 = 1_767_603_600_000;

const ORDERS: &str = "
topic create orders --partitions 3
produce --topic orders --keys ana,bo --rate 20/s --name checkout
consume --topic orders --group billing --work 10ms --from-beginning
";

fn session(limits: Limits) -> Session {
    let mut session = Session::new(1, START, ClusterConfig::page(), limits);
    session.load(ORDERS).unwrap();
    session
}

#[test]
fn where_time_stands_still_a_session_says_so() {
    let mut session = session(Limits {
        events: 3_000,
        ..Limits::page()
    });
    assert_eq!(session.limit(), None);
    let ran = session.run("wait 10m").unwrap();
    let stopped = session.now();
    assert!(stopped < 600_000);
    let message = "Time stands still: this playground holds at most 3000 events.";
    assert_eq!(ran.output, [message]);
    let limit = session.limit().unwrap();
    assert_eq!(
        (limit.name, limit.max, limit.stops),
        ("events", 3_000, true)
    );
    for line in ["wait 1s", "crash checkout"] {
        let error = session.run(line).unwrap_err();
        assert_eq!(error.code, "over-limit", "{line}");
    }
    session.advance(stopped + 5_000);
    assert_eq!((session.now(), session.step()), (stopped, stopped));
    assert_eq!(session.skip(Awaited::Commit, stopped + 60_000), None);
    assert_eq!(session.now(), stopped);
    // Going back makes room: for another branch.
    session.seek(stopped / 2);
    assert_eq!(session.limit(), None);
    session.run("pause checkout").unwrap();
    session.advance(stopped + 1_000);
    assert_eq!((session.now(), session.limit()), (stopped + 1_000, None));
}

#[test]
fn a_producer_that_finds_no_room_is_told_in_the_journal_and_known_as_such() {
    let mut session = session(Limits {
        records: 100,
        ..Limits::page()
    });
    session.advance(30_000);
    let limit = session.limit().unwrap();
    assert_eq!(
        (limit.name, limit.max, limit.stops),
        ("records", 100, false)
    );
    let lines = session.journal(0, usize::MAX);
    let told: Vec<_> = lines.iter().map(|line| line.text()).collect();
    let told = told
        .iter()
        .filter(|text| text.starts_with("checkout rests"));
    assert_eq!(
        told.collect::<Vec<_>>(),
        ["checkout rests: this playground holds at most 100 records"]
    );
    // Time goes on, and so does who reads.
    let before = session.revision();
    session.advance(40_000);
    assert!(session.revision() > before);
    assert_eq!(session.now(), 40_000);
    let script = session.script();
    let mut again = Session::new(
        1,
        START,
        ClusterConfig::page(),
        Limits {
            records: 100,
            ..Limits::page()
        },
    );
    again.load(&script).unwrap();
    again.advance(40_000);
    assert_eq!(again.state(), session.state());
}
