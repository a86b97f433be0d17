//! What programs do at a limit of the playground.

use client::call::{AdminCall, ProducerCall};
use cluster::app::Refused;
use cluster::command::{Command, CommandError, ProducerSpec, Rate};
use cluster::config::ClusterConfig;
use cluster::history::History;
use cluster::limits::{Limit, Limits};
use cluster::view::View;
use cluster::{Cluster, State};
use protocol::api::NewTopic;
use protocol::config::Settings;
use worlds::{record, START};

const RECORDS: u64 = 40;

fn limits(records: u64) -> Limits {
    Limits {
        records,
        ..Limits::page()
    }
}

fn create(topic: &str) -> Command {
    Command::Admin(AdminCall::CreateTopics(vec![NewTopic {
        name: topic.into(),
        partitions: 2,
        configs: Settings::new(),
        ..NewTopic::default()
    }]))
}

fn produce(name: &str, per_second: i64) -> Command {
    Command::StartProducer(ProducerSpec {
        name: Some(name.into()),
        topic: "orders".into(),
        keys: vec!["ana".into(), "bo".into()],
        rate: Rate {
            records: per_second,
            per_ms: 1_000,
        },
        settings: Settings::new(),
    })
}

/// Two producers that would fill the logs in a few seconds.
fn two_producers(limits: Limits) -> Cluster {
    let mut cluster = Cluster::new(ClusterConfig::page(), limits, 3, START);
    for command in [create("orders"), produce("p1", 7), produce("p2", 10)] {
        cluster.submit(&command).unwrap();
    }
    cluster
}

fn held(state: &State) -> i64 {
    let topics = state.broker().topics().values();
    let logs = topics.flat_map(|topic| &topic.partitions);
    logs.map(|log| log.end() - log.start()).sum()
}

fn refused(state: &State, name: &str) -> Option<Refused> {
    let (_, machine) = state.machine(name).unwrap();
    machine.job().unwrap().producing().unwrap().refused
}

#[test]
fn what_programs_make_counts_as_what_users_make() {
    let mut cluster = two_producers(limits(RECORDS));
    cluster.advance_to(START + 60_000);
    assert_eq!(held(cluster.state()), RECORDS as i64);
    let events = cluster.drain_events();
    let rebuilt = Cluster::rebuild(
        ClusterConfig::page(),
        limits(RECORDS),
        3,
        START,
        &events,
        cluster.now(),
    );
    assert_eq!(rebuilt.state(), cluster.state());
    for name in ["p1", "p2"] {
        let refused = refused(cluster.state(), name).expect("it came to the limit");
        assert_eq!((refused.limit, refused.max), ("records", RECORDS));
    }
    let send = ProducerCall::Send([record("orders", None, None)].into());
    for command in [
        Command::Produce {
            from: None,
            record: record("orders", None, None),
        },
        Command::Call {
            machine: "p1".into(),
            call: send.into(),
        },
    ] {
        let error = cluster.submit(&command).unwrap_err();
        let limit = "records";
        assert_eq!(
            error,
            CommandError::OverLimit {
                limit,
                max: RECORDS
            }
        );
    }
}

#[test]
fn a_producer_says_at_which_limit_it_rests_and_it_is_none_of_kafkas() {
    let mut cluster = two_producers(limits(RECORDS));
    cluster.advance_to(START + 60_000);
    let view = View::of(cluster.state(), 0);
    for producer in view.producers {
        assert!(producer.paused);
        let error = producer.machine.error.expect("it is on its card");
        assert_eq!(error.exception, "playground limit");
        assert_eq!(error.message, "This playground holds at most 40 records.");
        assert_eq!(producer.failed, 0, "no record was lost");
        assert_eq!(producer.sent, producer.acknowledged);
    }
}

#[test]
fn a_producer_goes_on_when_there_is_room_again_and_not_before() {
    let mut cluster = two_producers(limits(RECORDS));
    cluster.advance_to(START + 60_000);
    let resume = Command::ResumeProducing("p1".into());
    cluster.submit(&resume).unwrap();
    assert_eq!(refused(cluster.state(), "p1"), None);
    cluster.advance_to(START + 61_000);
    let again = refused(cluster.state(), "p1").expect("there is no room yet");
    assert!(again.at > START + 60_000);
    let delete = AdminCall::DeleteTopics(vec!["orders".into()]);
    cluster.submit(&Command::Admin(delete)).unwrap();
    cluster.advance_to(START + 70_000);
    cluster.submit(&create("orders")).unwrap();
    cluster.submit(&resume).unwrap();
    cluster.advance_to(START + 73_000);
    assert_eq!(refused(cluster.state(), "p1"), None);
    assert!(held(cluster.state()) > 5);
    // Who is started again does not remember it.
    cluster.submit(&Command::Crash("p2".into())).unwrap();
    cluster.submit(&Command::Start("p2".into())).unwrap();
    assert_eq!(refused(cluster.state(), "p2"), None);
}

#[test]
fn below_the_limit_it_makes_no_difference() {
    let [mut roomy, mut near] = [1_000, 200].map(|most| two_producers(limits(most)));
    for cluster in [&mut roomy, &mut near] {
        cluster.advance_to(START + 11_000);
    }
    assert!(held(near.state()) > 150);
    assert_eq!(roomy.drain_events(), near.drain_events());
}

fn history(limits: Limits) -> History {
    let mut history = History::new(ClusterConfig::page(), limits, 3, START);
    for command in [create("orders"), produce("p1", 7), produce("p2", 10)] {
        history.submit(command).unwrap();
    }
    history
}

#[test]
fn a_history_says_which_limit_it_has_come_to() {
    let mut full = history(limits(RECORDS));
    assert_eq!(full.limit(), None);
    full.advance_to(20_000);
    let records = Limit {
        name: "records",
        max: RECORDS,
        stops: false,
    };
    assert_eq!((full.limit(), full.now()), (Some(records), 20_000));
    full.seek(500);
    assert_eq!(full.limit(), None);

    let mut long = history(Limits {
        events: 900,
        ..Limits::page()
    });
    long.advance_to(60_000);
    let events = Limit {
        name: "events",
        max: 900,
        stops: true,
    };
    assert_eq!(long.limit(), Some(events));
    let stopped = long.now();
    assert!(stopped < 60_000);
    long.advance_to(90_000);
    assert_eq!((long.now(), long.step()), (stopped, stopped));
    assert_eq!(long.advance_to_sign(90_000, |()| true), None);
    assert_eq!(long.now(), stopped);
    long.seek(stopped - 1);
    assert_eq!(long.limit(), None);

    let mut told = history(Limits {
        commands: 3,
        ..Limits::page()
    });
    let commands = told.limit().expect("there are three commands");
    assert_eq!((commands.name, commands.stops), ("commands", false));
    assert!(told.submit(Command::Crash("p1".into())).is_err());
    told.advance_to(5_000);
    assert_eq!(told.now(), 5_000);
}
