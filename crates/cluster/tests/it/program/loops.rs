//! What the clients of other libraries do by themselves, seen from the broker.

use client::library::Library;
use cluster::app::AppEvent;
use cluster::command::{Command, CommitMode, ConsumerSpec};
use cluster::event::Happening;
use cluster::habit::{Habit, Style};
use protocol::api::RequestBody;
use protocol::record::Millis;
use worlds::{settings, World};

/// Forty records in each partition, and a program that works 300 ms on each.
fn world(partitions: i32, library: Library, commit: CommitMode, more: &[(&str, &str)]) -> World {
    let mut world = World::quick();
    world.topic("orders", partitions);
    for partition in 0..partitions {
        world.fill(&format!("orders-{partition}"), 40);
    }
    world.wait(1_000);
    start(&mut world, "c1", library, commit, more);
    world
}

fn start(
    world: &mut World,
    name: &str,
    library: Library,
    commit: CommitMode,
    more: &[(&str, &str)],
) {
    let mut all = settings(&[("auto.offset.reset", "earliest")]);
    all.extend(settings(more));
    world.submit(Command::StartConsumers(ConsumerSpec {
        name: Some(name.into()),
        members: 1,
        group: "g".into(),
        topics: vec!["orders".into()],
        pattern: None,
        work_ms: 300,
        commit,
        by_hand: false,
        habit: Box::new(Habit {
            library: Some(library),
            ..Habit::default()
        }),
        settings: all,
    }));
}

/// When OffsetCommits left, since the start, and with which offset of the first
/// partition.
fn commits(world: &World) -> Vec<(Millis, i64)> {
    let requests = world.requests("c1", "OffsetCommit").into_iter();
    let offset = |body: &RequestBody| match body {
        RequestBody::OffsetCommit(commit) => commit.topics[0].partitions[0].offset,
        _ => unreachable!("it was asked for"),
    };
    requests
        .map(|(at, request)| (at, offset(&request.body)))
        .collect()
}

fn until_done(world: &mut World, records: i64) {
    world.wait_until("so many records are done", |cluster| {
        let ledger = cluster.state().observed().ledger("g");
        ledger.is_some_and(|ledger| ledger.totals().0 >= records)
    });
}

#[test]
fn the_defaults_of_java_and_kafka_python_commit_nothing_while_they_work_on_forty() {
    for library in [Library::Java, Library::KafkaPython] {
        let mut world = world(1, library, CommitMode::Auto, &[]);
        until_done(&mut world, 39);
        assert_eq!(commits(&world), [], "{library:?}");
        world.wait(1_000);
        assert_eq!(world.committed("g", "orders-0"), Some(40), "{library:?}");
    }
}

#[test]
fn a_timer_commits_while_confluent_kafka_and_sarama_work() {
    let second = &[("auto.commit.interval.ms", "1000")];
    for (library, in_hand) in [(Library::ConfluentKafka, 1), (Library::Sarama, 0)] {
        let mut world = world(1, library, CommitMode::Auto, second);
        until_done(&mut world, 20);
        let commits = commits(&world);
        assert!((4..=6).contains(&commits.len()), "{library:?} {commits:?}");
        // librdkafka names the record that is worked on, too.
        let first_began = world.now() - 20 * 300;
        for (at, offset) in commits {
            let done = (at - first_began) / 300;
            assert_eq!(offset, done + in_hand, "{library:?} at {at}");
        }
    }
}

#[test]
fn when_idle_only_java_and_kafka_python_commit_what_has_not_changed() {
    for library in Library::ALL {
        let mut world = world(
            1,
            library,
            CommitMode::Auto,
            &[("auto.commit.interval.ms", "1000")],
        );
        until_done(&mut world, 40);
        world.wait(3_000);
        let before = commits(&world).len();
        world.wait(5_000);
        let idle = commits(&world).len() - before;
        let expected = match library {
            Library::Java | Library::KafkaPython => 5,
            _ => 0,
        };
        assert_eq!(idle, expected, "{library:?}");
    }
}

#[test]
fn sarama_works_on_its_partitions_at_the_same_time_and_the_others_do_not() {
    for library in Library::ALL {
        let mut world = world(2, library, CommitMode::Auto, &[]);
        let began = world.now();
        until_done(&mut world, 40);
        let seconds = (world.now() - began) / 1_000;
        let expected = if library == Library::Sarama {
            6..=8
        } else {
            12..=13
        };
        assert!(expected.contains(&seconds), "{library:?}: {seconds} s");
    }
}

#[test]
fn when_a_late_poll_ends_the_membership_depends_on_the_library() {
    let short = &[
        ("max.poll.interval.ms", "6000"),
        ("session.timeout.ms", "6000"),
        ("heartbeat.interval.ms", "2000"),
    ];
    // After the poll that gave all forty.
    let cases = [
        (Library::Java, Some(6_000)),
        (Library::KafkaPython, Some(7_990)),
        (Library::Sarama, None),
        (Library::KafkaJs, None),
    ];
    for (library, left) in cases {
        let mut world = world(1, library, CommitMode::Never, short);
        until_done(&mut world, 1);
        let polled = world.now() - 300;
        world.wait(9_000);
        let leaves = world.requests("c1", "LeaveGroup");
        let at = leaves.first().map(|(at, _)| at - polled);
        let near = |(at, left): (Millis, Millis)| (at - left).abs() <= 10;
        assert_eq!(at.is_some(), left.is_some(), "{library:?} {at:?}");
        assert!(at.zip(left).is_none_or(near), "{library:?} {at:?}");
    }
}

#[test]
fn nothing_is_repeated_when_a_second_member_joins() {
    for library in Library::ALL {
        let few = &[("max.poll.records", "10")];
        let mut world = world(2, library, CommitMode::Auto, few);
        until_done(&mut world, 13);
        start(&mut world, "c2", library, CommitMode::Auto, few);
        until_done(&mut world, 80);
        world.wait(2_000);
        assert_eq!(world.ledger("g"), (80, 0, 0), "{library:?}");
    }
}

#[test]
fn kafkajs_sends_no_heartbeat_while_a_record_is_worked_on() {
    let mut world = world(1, Library::KafkaJs, CommitMode::Auto, &[]);
    until_done(&mut world, 39);
    let ends = |what: &Happening| matches!(what, Happening::App(_, AppEvent::WorkFinished { .. }));
    let start = world.cluster.state().start();
    let finished = world.events.iter().filter(|event| ends(&event.what));
    let finished: Vec<Millis> = finished.map(|event| event.at - start).collect();
    let beats = world.requests("c1", "Heartbeat");
    assert!(beats.len() >= 3);
    for (at, _) in &beats[1..] {
        assert!(finished.contains(at), "{at} is between two records");
    }
}

#[test]
fn an_iterator_hands_out_one_record_and_its_position_goes_with_it() {
    let mut world = world(1, Library::KafkaPython, CommitMode::Never, &[]);
    until_done(&mut world, 3);
    world.wait(10);
    // The fourth is worked on.
    let partition = worlds::tp("orders", 0);
    assert_eq!(world.consumer_of("c1").position(&partition), Some(4));
    let mut polled = world_of_polls();
    until_done(&mut polled, 3);
    polled.wait(10);
    let consumer = polled.consumer_of("c1");
    let partition = worlds::tp("orders", 0);
    assert_eq!(consumer.position(&partition), Some(40));
}

/// kafka-python's other loop.
fn world_of_polls() -> World {
    let mut world = world(1, Library::KafkaPython, CommitMode::Never, &[]);
    world.order(Command::Crash, "c1");
    world.order(Command::Remove, "c1");
    world.submit(Command::StartConsumers(ConsumerSpec {
        name: Some("c1".into()),
        members: 1,
        group: "g".into(),
        topics: vec!["orders".into()],
        pattern: None,
        work_ms: 300,
        commit: CommitMode::Never,
        by_hand: false,
        habit: Box::new(Habit {
            library: Some(Library::KafkaPython),
            style: Some(Style::Poll),
            ..Habit::default()
        }),
        settings: settings(&[("auto.offset.reset", "earliest")]),
    }));
    world
}
