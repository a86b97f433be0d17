//! The life of a record, followed afterwards.

use cluster::config::ClusterConfig;
use cluster::limits::Limits;
use kafka_playground_shell::Session;
use protocol::topic_partition::TopicPartition;

const START: i64 = 1_767_603_600_000;

const SCRIPT: &str = "
topic create orders --partitions 1
produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout
consume --topic orders --group billing --commit batch --from-beginning --set session.timeout.ms=6000 --set heartbeat.interval.ms=2000
@8.100 crash c1
@9 start c1
";

fn session(until: i64) -> Session {
    let mut session = Session::new(1, START, ClusterConfig::page(), Limits::page());
    session.load(SCRIPT).unwrap();
    session.advance(until);
    session
}

/// Instant, kind, and words of each step.
fn told(session: &mut Session, thing: &str) -> Vec<String> {
    let steps = session.follow(thing).unwrap_or_default();
    steps
        .into_iter()
        .map(|step| {
            let by = step.by.unwrap_or("broker".to_owned());
            format!("{} {} {by}: {}", step.at, step.what, step.text)
        })
        .collect()
}

#[test]
fn a_record_is_followed_from_its_producer_to_its_commit() {
    let mut session = session(40_000);
    assert_eq!(
        told(&mut session, "record:orders/0/0"),
        [
            "500 made machine:checkout: checkout hands it to its client",
            "1000 batched machine:checkout: checkout puts it into a batch for orders-0",
            "1005 sent machine:checkout: checkout sends the batch, of two records",
            "1255 appended broker: broker appends it to orders-0 at 0",
            "7500 fetched machine:c1: c1 fetches orders-0 from 0",
            "7500 read machine:c1: c1's poll returns it, among 13 records",
            "7500 worked machine:c1: c1 begins to work on it",
            "7800 done machine:c1: c1 finishes its work on it",
            "16000 fetched machine:c1: c1 fetches orders-0 from 0",
            "16000 read machine:c1: c1's poll returns it, among 30 records",
            "16000 worked machine:c1: c1 begins to work on it, again",
            "16300 done machine:c1: c1 finishes its work on it: done 2 times now",
            "25250 committed group:billing: billing commits orders-0 → 30",
        ]
    );
    let steps = session.follow("record:orders/0/0").unwrap();
    let mut lines = Vec::new();
    for (what, index) in steps.iter().map(|step| (step.what, step.journal)) {
        let line = index.map(|index| session.journal(index, 1).remove(0));
        lines.extend(line.map(|line| (what, line.text())));
    }
    let lines: Vec<(&str, &str)> = lines.iter().map(|(what, line)| (*what, &**line)).collect();
    assert_eq!(
        lines,
        [
            ("sent", "checkout sends kim, lea; murmur2 chooses orders-0"),
            ("appended", "broker appends kim, lea to orders-0 at 0 to 1"),
            ("fetched", "c1 fetches orders-0 from 0: 13 records"),
            ("done", "c1 finishes kim (orders-0 @ 0)"),
            ("fetched", "c1 fetches orders-0 from 0: 30 records"),
            ("worked", "c1 works on kim (orders-0 @ 0), again"),
            ("done", "c1 finishes kim (orders-0 @ 0); done 2 times now"),
            ("committed", "billing commits orders-0 → 30"),
        ]
    );
}

/// Nothing is told that comes after the present, and of what is no record of a
/// log nothing at all.
#[test]
fn a_life_goes_up_to_the_present() {
    let mut session = session(40_000);
    let all = told(&mut session, "record:orders/0/0");
    for (at, known) in [(1_254, 0), (1_255, 4), (7_799, 7), (40_000, all.len())] {
        session.seek(at);
        assert_eq!(told(&mut session, "record:orders/0/0"), all[..known]);
    }
    for nothing in [
        "record:orders/0/5000",
        "record:orders/7/0",
        "partition:orders/0",
        "",
    ] {
        assert!(session.follow(nothing).is_none(), "{nothing}");
    }
}

/// For all records: they begin in the same way, and are done and committed as
/// often as the ledger and the coordinator have it.
#[test]
fn every_life_agrees_with_the_state() {
    let mut session = session(33_000);
    let partition = TopicPartition::new("orders", 0);
    let end = session.state().broker().log(&partition).unwrap().end();
    assert!(end > 50);
    for offset in 0..end {
        let steps = session.follow(&format!("record:orders/0/{offset}"));
        let steps = steps.unwrap();
        let whats: Vec<&str> = steps.iter().map(|step| step.what).collect();
        assert_eq!(whats[..4], ["made", "batched", "sent", "appended"]);
        assert!(steps.is_sorted_by_key(|step| step.at));
        let count = |what| whats.iter().filter(|told| **told == what).count();
        let state = session.state();
        let ledger = state.observed().ledger("billing").unwrap();
        assert_eq!(count("done"), usize::from(ledger.times(&partition, offset)));
        let committed = state.broker().committed("billing", &partition);
        let is_committed = committed.is_some_and(|committed| committed.offset > offset);
        assert_eq!(count("committed"), usize::from(is_committed), "{offset}");
    }
}
