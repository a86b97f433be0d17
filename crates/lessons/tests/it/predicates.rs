//! How predicates are written, and when they hold.

use crate::played;
use cluster::config::ClusterConfig;
use cluster::limits::Limits;
use kafka_playground_lessons::{default_of, fact, judge, reach, Moments, Predicate};
use kafka_playground_shell::Session;

const SCRIPT: &str = "topic create orders --partitions 2\n\
    produce --topic orders --keys ana,bo --rate 2/s --name checkout\n\
    consume --topic orders --group billing --work 200ms --commit batch --from-beginning --set session.timeout.ms=6000\n\
    @10 crash c1";

fn session() -> Session {
    played(SCRIPT, 10_000)
}

#[test]
fn each_comparison() {
    let session = session();
    let all = "partitions orders = 2\npartitions orders != 3\npartitions orders < 3\n\
        partitions orders <= 2\npartitions orders > 1\npartitions orders >= 2\n";
    let judged = judge(session.state(), all).expect("they are predicates");
    assert_eq!(judged.len(), 6);
    assert!(
        judged.iter().all(|one| one.holds && one.value == "2"),
        "{judged:?}"
    );
    for wrong in ["= 3", "!= 2", "< 2", "<= 1", "> 2", ">= 3"] {
        let judged = judge(session.state(), &format!("partitions orders {wrong}")).unwrap();
        assert!(!judged[0].holds, "{wrong}");
    }
}

/// What is not there is none, and neither more nor less than anything.
#[test]
fn what_is_not_there() {
    let session = session();
    for (predicate, holds) in [
        ("committed nobody orders-0 = none", true),
        ("committed nobody orders-0 != none", false),
        ("committed nobody orders-0 = 0", false),
        ("committed nobody orders-0 >= 0", false),
        ("owner billing orders-0 = none", true),
        ("status c9 = none", true),
        ("assigned c1 = none", true),
    ] {
        let judged = judge(session.state(), predicate).unwrap();
        assert_eq!(judged[0].holds, holds, "{predicate}: {}", judged[0].value);
    }
}

#[test]
fn lists_are_compared_as_sets_and_the_only_group_may_be_left_out() {
    let mut session = session();
    session.run("start c1").unwrap();
    session.advance(30_000);
    for predicate in [
        "assigned c1 = orders-1,orders-0",
        "assigned c1 = \"orders-0,orders-1\"",
        "owner orders-0 = c1",
        "state = Stable",
        "lag orders-0 >= 0",
        "where orders ana != none",
    ] {
        let judged = judge(session.state(), predicate).unwrap();
        assert!(judged[0].holds, "{predicate}: {}", judged[0].value);
    }
    let judged = judge(session.state(), "assigned c1 = orders-0").unwrap();
    assert!(!judged[0].holds);
}

#[test]
fn what_a_tool_printed() {
    let mut session = session();
    session.run("kafka-topics --list").unwrap();
    session.advance(20_000);
    let all = "printed orders\nprinted \"no such topic\"\nexit = 0";
    let judged = judge(session.state(), all).unwrap();
    let holds: Vec<bool> = judged.iter().map(|one| one.holds).collect();
    assert_eq!(holds, [true, false, true]);
}

/// It looks ahead on a copy: neither time nor the history moves.
#[test]
fn a_predicate_is_looked_for_in_the_future() {
    let session = session();
    let before = session.script();
    let gone = Predicate::read("members billing = 0").unwrap();
    let at = reach(session.history().cluster(), &gone, 60_000).expect("the session ends");
    assert!((10_001..=16_500).contains(&at), "{at}");
    assert_eq!((session.now(), session.script()), (10_000, before));
    assert_eq!(reach(session.history().cluster(), &gone, 100), None);
    // It is the instant at which an engine that gets there says so, too.
    let mut there = self::session();
    there.advance(at - 1);
    assert_eq!(fact(there.state(), "members billing").unwrap(), "1");
    there.advance(at);
    assert_eq!(fact(there.state(), "members billing").unwrap(), "0");
}

/// Time goes on where nothing happens.
#[test]
fn a_time_comes_by_itself() {
    let session = Session::new(1, 0, ClusterConfig::page(), Limits::page());
    let later = Predicate::read("time >= 12s").unwrap();
    assert_eq!(
        reach(session.history().cluster(), &later, 60_000),
        Some(12_000)
    );
    let at = Predicate::read("time = 1500ms").unwrap();
    assert_eq!(reach(session.history().cluster(), &at, 60_000), Some(1500));
    let far = Predicate::read("time >= 2m").unwrap();
    assert_eq!(reach(session.history().cluster(), &far, 60_000), None);
}

#[test]
fn what_is_no_predicate() {
    for (text, column, message) in [
        ("", 0, "A predicate begins with a fact"),
        ("printed \"a", 8, "This quote does not end."),
        ("printed a = b", 10, "This fact is true or false by itself"),
        ("key orders-0 five = a", 13, "This is no offset"),
        ("time = 1 2", 9, "Behind a comparison stands one value"),
    ] {
        let wrong = Predicate::read(text).unwrap_err();
        assert!(
            wrong.message.starts_with(message),
            "{text}: {}",
            wrong.message
        );
        assert_eq!(wrong.column, column, "{text}");
    }
}

/// What a script leads to is judged at any of its instants, in any order, after what
/// is done at its millisecond.
#[test]
fn moments_of_a_script() {
    let mut moments = Moments::of(SCRIPT, 30_000).unwrap();
    let mut holds = |at, predicate: &str| moments.judge(at, predicate).unwrap().holds;
    assert!(holds(10_000, "status c1 = crashed"));
    assert!(holds(9_999, "status c1 = running"));
    assert!(holds(30_000, "members billing = 0"));
    assert!(holds(10_000, "members billing = 1"));
    assert!(moments.judge(0, "status c1").is_err());
    let refused = Moments::of("topic create a\ncrash c1", 10).map(drop);
    assert_eq!(refused.unwrap_err().line, 2);
}

#[test]
fn defaults_are_those_of_kafka() {
    for (setting, default) in [
        ("session.timeout.ms", Some("45000")),
        ("auto.offset.reset", Some("latest")),
        ("offsets.retention.minutes", Some("10080")),
        ("group.id", None),
        ("no.such.setting", None),
    ] {
        assert_eq!(default_of(setting), default, "{setting}");
    }
}
