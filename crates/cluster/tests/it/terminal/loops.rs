//! The tools with loops of their own, typed into the terminal.

use super::{printed, run, status, typed, CONSUME, PRODUCE};
use cluster::command::Command;
use tools::{Signal, Stream};
use worlds::World;

#[test]
fn lines_that_are_typed_one_after_the_other_become_one_batch() {
    let mut world = World::new();
    world.topic("t", 1);
    let job = typed(&mut world, PRODUCE);
    assert_eq!(printed(&world, job, None), ">");
    for line in ["a", "b", "c"] {
        world.submit(Command::Input(line.into()));
        world.wait(300);
    }
    // With what was typed, as a terminal shows it.
    assert_eq!(printed(&world, job, None), ">a\n>b\n>c\n>");
    assert_eq!(world.ends("t"), [0]);
    // A second after the first one they leave.
    world.wait(500);
    assert_eq!(world.batches("t-0").len(), 1);
    assert_eq!(world.ends("t"), [3]);
    world.submit(Command::Input("d".into()));
    world.submit(Command::EndInput);
    world.wait(100);
    assert_eq!(status(&world, job), Some(0));
    assert_eq!(world.ends("t"), [4]);
}

#[test]
fn a_send_that_waits_for_its_topic_holds_the_next_line_up() {
    let mut world = World::with_broker(&[("auto.create.topics.enable", "false")]);
    let job = typed(&mut world, PRODUCE);
    world.submit(Command::Input("a".into()));
    world.submit(Command::Input("b".into()));
    world.wait(1_000);
    assert_eq!(printed(&world, job, None), ">a\nb\n");
    world.topic("t", 1);
    world.wait(3_000);
    assert_eq!(printed(&world, job, None), ">a\nb\n>>");
    assert_eq!(world.ends("t"), [2]);
}

#[test]
fn a_consumer_prints_as_records_come_and_commits_what_it_printed() {
    let mut world = World::new();
    world.topic("t", 1);
    let job = typed(
        &mut world,
        &format!("{CONSUME} --group g --from-beginning &"),
    );
    for line in ["a", "b"] {
        assert_eq!(run(&mut world, &format!("echo {line} | {PRODUCE}")).0, 0);
        world.wait(3_500);
    }
    assert_eq!(printed(&world, job, Some(Stream::Out)), "a\nb\n");
    assert_eq!(world.ledger("g").0, 2, "they count as work");
    let signal = Signal::Interrupt;
    world.submit(Command::Signal {
        job: Some(job),
        signal,
    });
    world.wait(1_000);
    assert_eq!(status(&world, job), Some(130));
    let said = printed(&world, job, Some(Stream::Err));
    assert!(
        said.ends_with("Processed a total of 2 messages\n"),
        "{said}"
    );
    assert_eq!(world.committed("g", "t-0"), Some(2));
}

#[test]
fn who_reads_no_more_ends_a_consumer() {
    let mut world = World::new();
    world.topic("t", 1);
    world.fill("t-0", 5);
    let line = format!("{CONSUME} --group g --from-beginning --formatter-property print.offset=true --formatter-property print.value=false | head -n 2");
    let (status, out, err) = run(&mut world, &line);
    assert_eq!((status, &*out), (0, "Offset:0\nOffset:1\n"));
    world.wait(1_000);
    assert!(err.is_empty() || err.contains("KIP-848"), "{err}");
    assert_eq!(world.committed("g", "t-0"), Some(3));
}

const SEND_MANY: &str = "kafka-producer-perf-test.sh --bootstrap-server localhost:9092 --topic t";

#[test]
fn the_performance_tests_tell_of_the_network() {
    let mut world = World::new();
    world.topic("t", 2);
    let (status, out, err) = run(
        &mut world,
        &format!("{SEND_MANY} --num-records 1000 --record-size 1000 --throughput 100 --reporting-interval 4000"),
    );
    assert_eq!((status, &*err), (0, ""));
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 3, "{out}");
    for line in &lines[..2] {
        assert!(line.contains(" records/sec (0.10 MB/sec), "), "{line}");
    }
    assert!(lines[2].starts_with("1000 records sent, 100."), "{out}");
    assert_eq!(world.ends("t").iter().sum::<i64>(), 1_000);

    let read = "kafka-consumer-perf-test.sh --bootstrap-server localhost:9092 --topic t";
    let (status, out, err) = run(&mut world, &format!("{read} --num-records 1000 --group g"));
    assert_eq!((status, &*err), (0, ""));
    let fields: Vec<&str> = out.lines().nth(1).unwrap().split(", ").collect();
    assert_eq!(fields.len(), 10, "{out}");
    assert_eq!((fields[2], fields[4]), ("0.9537", "1000"));
    // The group waits three seconds for more members; the rest is fetching.
    let rebalance: i64 = fields[6].parse().unwrap();
    assert!((3_000..3_300).contains(&rebalance), "{out}");
    assert_eq!(
        world.committed("g", "t-0").unwrap() + world.committed("g", "t-1").unwrap(),
        1_000
    );
}

#[test]
fn the_largest_test_is_done_soon() {
    let mut world = World::new();
    world.topic("t", 3);
    let line = format!("{SEND_MANY} --num-records 10000 --record-size 1000 --throughput -1");
    let (status, out, err) = run(&mut world, &line);
    assert_eq!((status, &*err), (0, ""));
    assert!(out.starts_with("10000 records sent, "), "{out}");
    assert_eq!(world.ends("t").iter().sum::<i64>(), 10_000);
}
