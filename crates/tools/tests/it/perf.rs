//! The performance tests.

use crate::stand_in::{record, StandIn};
use client::call::ConsumerCall;
use client::consumer::{ConsumerEvent, RevokedAt};
use client::outcome::{Outcome, RecordMetadata};
use protocol::exception::Exception;
use protocol::record::{Millis, Payload};
use protocol::topic_partition::TopicPartition;
use tools::{ClientKind, Files, Signal};

const USAGE_END: &str = "       --payload-monotonic)\n";
const HEADER: &str = "start.time, end.time, data.consumed.in.MB, MB.sec, data.consumed.in.nMsg, nMsg.sec, rebalance.time.ms, fetch.time.ms, fetch.MB.sec, fetch.nMsg.sec\n";

fn producer(args: &[&str]) -> StandIn {
    let args = [&["--topic", "t"], args].concat();
    StandIn::start("kafka-producer-perf-test.sh", &args)
}

fn consumer(args: &[&str]) -> StandIn {
    let args = [&["--topic", "t"], args].concat();
    StandIn::start("kafka-consumer-perf-test.sh", &args)
}

/// The error of a producer's test, behind its usage.
fn error(args: &str) -> String {
    let args: Vec<&str> = args.split(' ').collect();
    let tool = "kafka-producer-perf-test";
    let mut tool = StandIn::start_with(tool, &args, &Files::new(), false);
    assert_eq!(tool.run(), Some(1), "{args:?}");
    assert_eq!(tool.launch.client, ClientKind::Admin);
    let (usage, error) = tool.err.split_once(USAGE_END).expect("a usage");
    assert!(usage.starts_with("usage: kafka-producer-perf-test\n       [-h]"));
    error.to_owned()
}

/// What Kafka's own tool printed for these.
#[test]
fn arguments_are_refused_as_argparse4j_refuses_them() {
    for (args, text) in [
        ("--topic t", "kafka-producer-perf-test: error: argument --throughput is required\n"),
        (
            "--topic t --num-records 5 --throughput -1 --bootstrap-server localhost:1",
            "kafka-producer-perf-test: error:  one  of  the  arguments  --record-size --\npayload-file --payload-monotonic is required\n",
        ),
        (
            "--topic t --num-records x --throughput -1 --record-size 5",
            "kafka-producer-perf-test: error: argument --num-records:  could not convert\n'x' to Long (For input string: \"x\")\n",
        ),
        (
            "--topic t --num-records 0 --throughput -1 --record-size 5",
            "kafka-producer-perf-test:  error:  --num-records  should  be  greater  than\nzero.\n",
        ),
        (
            "--topic t --num-records 5 --throughput -1 --record-size 5 --payload-monotonic",
            "kafka-producer-perf-test: error: argument  --payload-monotonic: not allowed\nwith argument --record-size\n",
        ),
        (
            "--topic t --num-records 5 --throughput abc --record-size 5",
            "kafka-producer-perf-test: error: argument  --throughput:  could not convert\n'abc' to Double (For input string: \"abc\")\n",
        ),
        ("--topic", "kafka-producer-perf-test: error: argument --topic: expected one argument\n"),
        (
            "--topic t --num-records 5 --throughput -1 --record-size 5 stray",
            "kafka-producer-perf-test: error: unrecognized arguments: 'stray'\n",
        ),
        (
            "--top t --num-records 5 --throughput -1 --record-size 5",
            "kafka-producer-perf-test: error: At  least  one  of  --bootstrap-server, --\ncommand-property, --producer-props,  --producer.config  or --command-config\nmust be specified.\n",
        ),
        (
            "--topic t --num-records=5 --throughput=-1 --payload-file x --pro x",
            "kafka-producer-perf-test: error: ambiguous  option:  --pro  could  match --\nproducer-props, --producer.config\n",
        ),
        (
            "--topic t --num-records 5 --throughput -1 --record-size 5 --print-metrics=x",
            "kafka-producer-perf-test: error: argument  --print-metrics: ignore implicit\nargument 'x'\n",
        ),
        (
            "--topic t --num-records 5 --throughput -1 --record-size 5 --command-property",
            "kafka-producer-perf-test: error:  argument  --command-property:  expected 1\nargument(s)\n",
        ),
        (
            "--topic t --num-records 5 --throughput -x --record-size 5",
            "kafka-producer-perf-test:  error:  argument   --throughput:   expected  one\nargument\n",
        ),
        (
            "--topic t --num-records 5 --throughput -1 --record-size 5 --bootstrap-server a:1 --warmup-records 5",
            "kafka-producer-perf-test: error: The  value  for  --warmup-records  must be\nstrictly fewer than the number of records in the test, --num-records.\n",
        ),
    ] {
        assert_eq!(error(args), text, "{args}");
    }
}

#[test]
fn exceptions_that_nobody_catches_are_printed() {
    let rest = [
        "--topic",
        "t",
        "--num-records",
        "5",
        "--throughput",
        "-1",
        "--record-size",
        "5",
    ];
    for (args, text) in [
        (&["--command-property", "client.id=x"][..], "Exception in thread \"main\" org.apache.kafka.common.config.ConfigException: Missing required configuration \"bootstrap.servers\" which has no default value.\n"),
        (&["--command-property", "bootstrap.servers=a"], "Exception in thread \"main\" org.apache.kafka.common.KafkaException: Failed to construct kafka producer\nCaused by: org.apache.kafka.common.config.ConfigException: Invalid url in bootstrap.servers: a\n"),
        (&["--command-property", "acks=7", "bootstrap.servers=h:1"], "Exception in thread \"main\" org.apache.kafka.common.config.ConfigException: Invalid value 7 for configuration acks: String must be one of: all, -1, 0, 1\n"),
        (&["--command-property", "a", "b=c"], "Exception in thread \"main\" java.lang.IllegalArgumentException: Invalid property: a\n"),
        (&["--command-config", "nofile"], "Exception in thread \"main\" java.nio.file.NoSuchFileException: nofile\n"),
    ] {
        let args = [&rest[..], args].concat();
        let tool = "kafka-producer-perf-test";
        let mut tool = StandIn::start_with(tool, &args, &Files::new(), false);
        assert_eq!(tool.run(), Some(1), "{args:?}");
        assert_eq!(tool.err, text);
    }
}

#[test]
fn what_a_test_may_not_do_here_is_said() {
    for (args, text) in [
        (
            &["--num-records", "10001", "--record-size", "1"][..],
            "at most 10000 records",
        ),
        (
            &["--num-records", "10000", "--record-size", "1100"],
            "at most 10485760 bytes",
        ),
        (
            &[
                "--num-records",
                "1",
                "--record-size",
                "1",
                "--print-metrics",
            ],
            "--print-metrics is not in this playground",
        ),
        (
            &[
                "--num-records",
                "1",
                "--record-size",
                "1",
                "--transactional-id",
                "x",
            ],
            "--transactional-id is not in this playground",
        ),
    ] {
        let mut tool = producer(&[&["--throughput", "-1"], args].concat());
        assert_eq!(tool.run(), Some(1), "{args:?}");
        assert!(tool.err.contains(text), "{}", tool.err);
    }
}

/// Sends come back when a test says so, with these times.
fn acknowledge(tool: &mut StandIn, at: &[Millis]) {
    let sent = at.iter().map(|at| {
        Ok(RecordMetadata {
            partition: 0,
            offset: 0,
            timestamp: 0,
            acknowledged_at: *at,
        })
    });
    let outcome = Outcome::Sent(sent.collect());
    tool.complete_first(outcome);
}

#[test]
fn without_a_limit_all_is_sent_at_once_and_each_record_has_its_time() {
    let mut tool = producer(&[
        "--num-records",
        "4",
        "--record-size",
        "1048576",
        "--throughput",
        "-1",
        "--reporting-interval",
        "30",
    ]);
    tool.hold();
    assert_eq!(tool.run(), None);
    assert_eq!(tool.called(), ["send", "send", "close"]);
    let sent = tool.sent();
    assert_eq!(sent.len(), 4);
    let first = sent[0].value.as_ref().map(Payload::bytes).unwrap();
    assert_eq!(&first[..8], b"YQHHNEBS");

    tool.now = 40;
    acknowledge(&mut tool, &[10]);
    acknowledge(&mut tool, &[40, 20, 40]);
    assert_eq!(tool.run(), None);
    let window = "3 records sent, 75.0 records/sec (75.00 MB/sec), 23.3 ms avg latency, 40.0 ms max latency.\n";
    assert_eq!(tool.out, window);
    tool.complete_first(Outcome::Done);
    assert_eq!(tool.run(), Some(0));
    let total = "4 records sent, 100.000000 records/sec (100.00 MB/sec), 27.50 ms avg latency, 40.00 ms max latency, 40 ms 50th, 40 ms 95th, 40 ms 99th, 40 ms 99.9th.\n";
    assert_eq!(tool.out, [window, total].concat());
}

#[test]
fn a_limit_is_kept() {
    let mut tool = producer(&[
        "--num-records",
        "100",
        "--payload-monotonic",
        "--throughput",
        "500",
    ]);
    let mut at = Vec::new();
    while tool.run().is_none() {
        at.push(tool.sent().len());
        tool.now = tool
            .launch
            .process
            .next_due_after(tool.now)
            .expect("a rest");
    }
    // Two milliseconds for each record, but for the first ones.
    assert_eq!((at[0], at[10], at.len()), (2, 12, 99));
    // It rests after the last one, too.
    assert_eq!(tool.now, 198);
    assert!(tool
        .out
        .starts_with("100 records sent, 505.050505 records/sec"));
    let values = tool.sent();
    assert_eq!(
        values[99].value.as_ref().map(Payload::text).as_deref(),
        Some("99")
    );
}

#[test]
fn the_records_of_a_warm_up_are_left_out_of_the_second_summary() {
    let mut tool = producer(&[
        "--num-records",
        "5",
        "--record-size",
        "1",
        "--throughput",
        "-1",
        "--warmup-records",
        "2",
    ]);
    tool.hold();
    assert_eq!(tool.run(), None);
    assert_eq!(tool.called(), ["send", "send", "send", "close"]);
    tool.now = 10;
    acknowledge(&mut tool, &[10]);
    acknowledge(&mut tool, &[10]);
    acknowledge(&mut tool, &[10, 10, 10]);
    tool.complete_first(Outcome::Done);
    assert_eq!(tool.run(), Some(0));
    let lines: Vec<&str> = tool.out.lines().collect();
    assert_eq!(
        lines[0],
        "Warmup first 2 records. Steady state results will print after the complete test summary."
    );
    assert!(lines[1].starts_with("5 records sent, 500.000000 records/sec"));
    assert!(lines[2].starts_with("3 steady state records sent, 300.000000 records/sec"));
}

#[test]
fn a_record_that_fails_is_printed_and_not_counted() {
    let mut tool = producer(&[
        "--num-records",
        "1",
        "--record-size",
        "1",
        "--throughput",
        "-1",
    ]);
    tool.hold();
    assert_eq!(tool.run(), None);
    let why = Exception::timeout("Topic t not present in metadata after 60000 ms.");
    tool.complete_first(Outcome::Sent([Err(why.into())].into()));
    assert_eq!(tool.run(), None);
    tool.complete_first(Outcome::Done);
    assert_eq!(tool.run(), Some(0));
    assert_eq!(tool.err, "org.apache.kafka.common.errors.TimeoutException: Topic t not present in metadata after 60000 ms.\n");
    assert_eq!(tool.out, "0 records sent, NaN records/sec (NaN MB/sec), NaN ms avg latency, 0.00 ms max latency, 0 ms 50th, 0 ms 95th, 0 ms 99th, 0 ms 99.9th.\n");
}

#[test]
fn nothing_handles_an_interruption() {
    let mut tool = producer(&[
        "--num-records",
        "10",
        "--record-size",
        "1",
        "--throughput",
        "0",
    ]);
    assert_eq!(tool.run(), None);
    assert_eq!(tool.sent().len(), 2);
    tool.launch.process.signal(Signal::Interrupt);
    assert_eq!(tool.run(), Some(130));
    assert_eq!(tool.out, "");
}

fn polled(tool: &mut StandIn, at: Millis, records: i64) {
    tool.now = at;
    let records = (0..records).map(|offset| record(0, offset, Some("k"), Some("val")));
    tool.complete(Outcome::Records(records.collect()));
}

fn assigned() -> ConsumerEvent {
    let partitions = vec![TopicPartition::new("t", 0)];
    ConsumerEvent::Assigned { partitions }
}

#[test]
fn what_was_read_is_divided_by_the_time() {
    let mut tool = consumer(&["--num-records", "5"]);
    assert_eq!(
        tool.launch.settings.get("group.id").map(|id| id.as_str()),
        Some("perf-consumer-4711")
    );
    assert_eq!(tool.run(), None);
    tool.launch.process.rebalanced(200, &assigned());
    polled(&mut tool, 100, 0);
    assert_eq!(tool.run(), None);
    polled(&mut tool, 300, 2);
    assert_eq!(tool.run(), None);
    polled(&mut tool, 400, 4);
    assert_eq!(tool.run(), Some(0));
    let line = "1970-01-01 00:00:00:000, 1970-01-01 00:00:00:400, 0.0000, 0.0001, 6, 15.0000, 200, 200, 0.0001, 30.0000\n";
    assert_eq!(tool.out, [HEADER, line].concat());
    assert_eq!(
        tool.called(),
        ["subscribe", "poll", "poll", "poll", "close"]
    );
    let poll = tool.calls[1].consumer();
    assert_eq!(poll, Some(&ConsumerCall::Poll(100)));
}

#[test]
fn it_tells_how_far_it_is() {
    let mut tool = consumer(&[
        "--num-records",
        "9",
        "--show-detailed-stats",
        "--reporting-interval",
        "1000",
        "--hide-header",
        "--date-format",
        "s.SSS",
    ]);
    assert_eq!(tool.run(), None);
    tool.launch.process.rebalanced(500, &assigned());
    polled(&mut tool, 900, 4);
    assert_eq!(tool.run(), None);
    let partitions = vec![TopicPartition::new("t", 0)];
    let point = RevokedAt::Join;
    tool.launch.process.rebalanced(
        1_000,
        &ConsumerEvent::Revoked {
            partitions,
            lost: false,
            point,
        },
    );
    tool.launch.process.rebalanced(1_500, &assigned());
    polled(&mut tool, 2_000, 5);
    assert_eq!(tool.run(), Some(0));
    // It tells at the first record that comes late enough.
    assert_eq!(
        tool.out,
        "2.000, 0, 0.0000, 0.0000, 5, 2.5000, 1000, 1000, 0.0000, 5.0000\n"
    );
}

#[test]
fn it_ends_when_no_record_has_come_for_its_timeout() {
    let mut tool = consumer(&["--messages", "5", "--timeout", "250"]);
    for at in [100, 200, 251] {
        assert_eq!(tool.run(), None);
        polled(&mut tool, at, 0);
    }
    assert_eq!(tool.run(), Some(0));
    let lines: Vec<&str> = tool.out.lines().collect();
    assert_eq!(
        lines[0],
        "Warning: --messages is deprecated. Use --num-records instead."
    );
    assert_eq!(lines[2], "WARNING: Exiting before consuming the expected number of records: timeout (250 ms) exceeded. You can use the --timeout option to increase the timeout.");
    assert_eq!(lines[3], "1970-01-01 00:00:00:000, 1970-01-01 00:00:00:251, 0.0000, 0.0000, 0, 0.0000, 0, 251, 0.0000, 0.0000");
}

/// What Kafka's own tool printed for these.
#[test]
fn what_is_wrong_is_printed_twice() {
    for (args, text) in [
        (&["--num-records", "x"][..], "Cannot parse argument 'x' of option num-records\njoptsimple.OptionArgumentConversionException: Cannot parse argument 'x' of option num-records\nCaused by: joptsimple.internal.ReflectionException: java.lang.NumberFormatException: For input string: \"x\"\nCaused by: java.lang.NumberFormatException: For input string: \"x\"\n\n"),
        (&["--num-records", "5", "--reporting-interval", "0"], "Reporting interval must be greater than 0.\njava.lang.IllegalArgumentException: Reporting interval must be greater than 0.\n\n"),
        (&["--num-records", "5", "--date-format", "yyyy QQ"], "Illegal pattern character 'Q'\njava.lang.IllegalArgumentException: Illegal pattern character 'Q'\n\n"),
        (&["--num-records", "5", "--command-config", "nofile"], "nofile\njava.nio.file.NoSuchFileException: nofile\n\n"),
        (&["--num-records", "5", "--topic", "u"], "Found multiple arguments for option topic, but you asked for only one\njoptsimple.MultipleArgumentsForOptionException: Found multiple arguments for option topic, but you asked for only one\n\n"),
        (&["--num-records", "5", "--command-property", "auto.commit.interval.ms=x"], "Invalid value x for configuration auto.commit.interval.ms: Not a number of type INT\norg.apache.kafka.common.config.ConfigException: Invalid value x for configuration auto.commit.interval.ms: Not a number of type INT\n\n"),
    ] {
        let mut tool = consumer(args);
        assert_eq!(tool.run(), Some(1), "{args:?}");
        assert_eq!(tool.err, text);
        assert_eq!(tool.out, HEADER);
    }
    // Without a value that is a number it has its default.
    let mut tool = consumer(&["--num-records", "5", "--timeout", "x"]);
    assert_eq!(tool.run(), None);
}
