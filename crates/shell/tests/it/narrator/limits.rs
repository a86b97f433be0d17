//! What is said at the limits of the playground, and of topics that nobody
//! makes by themselves.

use super::{said, START};
use cluster::config::ClusterConfig;
use cluster::limits::Limits;
use kafka_playground_shell::Session;

/// The sentences that these tests reach.
pub(super) const TESTED: &[&str] = &[
    "limit-events",
    "limit-commands",
    "limit-records",
    "awaits-topic",
];

const TOPIC: &str = "topic create orders";
const PRODUCER: &str = "produce --topic orders --keys ana,bo --rate 2/s --name checkout";

fn played(config: ClusterConfig, limits: Limits, script: &[&str], at: i64) -> Session {
    let mut session = Session::new(1, START, config, limits);
    session.load(&script.join("\n")).unwrap();
    session.advance(at);
    session
}

fn limited(limits: Limits, script: &[&str]) -> Session {
    played(ClusterConfig::page(), limits, script, 9_000)
}

#[test]
fn the_history_takes_so_many_events() {
    let mut limits = Limits::page();
    limits.events = 150;
    let session = limited(limits, &[TOPIC, PRODUCER]);
    assert!(session.now() < 9_000, "time stands still");
    let narration = said(&session, "limit-events");
    assert_eq!(narration, session.narrator());
    assert_eq!(
        narration.text(),
        "The history has 150 events, the most that there may be: time stands still. Go back, or start over."
    );
}

#[test]
fn the_history_takes_so_many_commands() {
    let mut limits = Limits::page();
    limits.commands = 2;
    let mut session = limited(limits, &[TOPIC, PRODUCER]);
    let narration = said(&session, "limit-commands");
    assert_eq!(narration, session.narrator());
    assert_eq!(
        narration.text(),
        "The history has 2 commands, the most that there may be: go back, or start over."
    );
    assert!(session.run("pause checkout").is_err());
    session.seek(0);
    assert_eq!(said(&session, "limit-commands"), narration);
}

#[test]
fn the_logs_take_so_many_records() {
    let mut limits = Limits::page();
    limits.records = 10;
    let mut session = limited(limits, &[TOPIC, PRODUCER]);
    let narration = said(&session, "limit-records");
    assert_eq!(narration, session.narrator());
    assert_eq!(
        narration.text(),
        "The logs hold 10 records, the most that there may be: delete some to make room."
    );
    assert_eq!(narration.offers[0].label, "Empty orders-0");
    session.run("records delete orders-0=-1").unwrap();
    session.advance(10_000);
    assert_ne!(session.narrator().id, "limit-records");
}

#[test]
fn a_send_waits_for_a_topic_that_nobody_makes() {
    let mut config = ClusterConfig::page();
    config.broker.auto_create_topics = false;
    let session = played(config, Limits::page(), &[PRODUCER], 5_000);
    let narration = said(&session, "awaits-topic");
    assert_eq!(
        narration.text(),
        "A send of checkout blocks, for there is no topic orders: it fails in @60.500 (max.block.ms)."
    );
    assert_eq!(narration.offers[0].label, "Create orders");
}
