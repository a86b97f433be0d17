//! The console consumer's loop.

use crate::stand_in::{record, StandIn};
use client::call::ConsumerCall;
use client::outcome::Outcome;
use protocol::exception::Exception;
use protocol::name::Name;
use protocol::record::Millis;
use protocol::topic_partition::TopicPartition;
use tools::{ClientKind, Signal};

const HINT: &str = "The consumer rebalance protocol (KIP-848) is production-ready! Set group.protocol=consumer to try it out. See https://kafka.apache.org/documentation/#consumer_rebalance_protocol\n";

fn consumer(args: &[&str]) -> StandIn {
    let args = [&["--topic", "t"], args].concat();
    StandIn::start("kafka-console-consumer.sh", &args)
}

fn setting<'a>(tool: &'a StandIn, key: &str) -> Option<&'a str> {
    tool.launch.settings.get(key).map(Name::as_str)
}

#[test]
fn without_a_group_it_has_one_of_its_own_that_commits_nothing() {
    let tool = consumer(&[]);
    assert_eq!(tool.launch.client, ClientKind::Consumer);
    assert_eq!(setting(&tool, "group.id"), Some("console-consumer-4711"));
    assert_eq!(setting(&tool, "enable.auto.commit"), Some("false"));
    assert_eq!(setting(&tool, "auto.offset.reset"), Some("latest"));
    assert_eq!(setting(&tool, "client.id"), Some("console-consumer"));

    let tool = consumer(&["--group", "g", "--from-beginning"]);
    assert_eq!(setting(&tool, "group.id"), Some("g"));
    assert_eq!(setting(&tool, "enable.auto.commit"), None);
    assert_eq!(setting(&tool, "auto.offset.reset"), Some("earliest"));
}

#[test]
fn a_partition_is_assigned_and_sought() {
    let partition = TopicPartition::new("t", 3);
    for (args, seek) in [
        (
            &["--offset", "Earliest"][..],
            ConsumerCall::SeekToBeginning(vec![partition.clone()]),
        ),
        (
            &["--from-beginning"],
            ConsumerCall::SeekToBeginning(vec![partition.clone()]),
        ),
        (&[], ConsumerCall::SeekToEnd(vec![partition.clone()])),
        (
            &["--offset", "+7"],
            ConsumerCall::Seek(partition.clone(), 7),
        ),
    ] {
        let mut tool = consumer(&[&["--partition", "3"], args].concat());
        assert_eq!(tool.run(), None);
        let calls: Vec<_> = tool
            .calls
            .iter()
            .filter_map(|call| call.consumer())
            .collect();
        let assign = ConsumerCall::Assign(vec![partition.clone()]);
        assert_eq!(calls, [&assign, &seek, &ConsumerCall::Poll(Millis::MAX)]);
        // It has no group, and so there is nothing to say of its protocol.
        assert_eq!(tool.err, "");
    }
}

#[test]
fn it_prints_records_as_they_come_and_waits_for_more() {
    let mut tool = consumer(&[]);
    tool.polls.push(vec![
        record(0, 0, None, Some("a")),
        record(1, 0, None, Some("b")),
    ]);
    assert_eq!(tool.run(), None);
    assert_eq!(tool.out, "a\nb\n");
    assert_eq!(tool.called(), ["subscribe", "poll", "poll"]);

    tool.launch.process.signal(Signal::Interrupt);
    assert_eq!(tool.run(), Some(130));
    assert_eq!(tool.called()[3..], ["wakeup", "close"]);
    assert_eq!(
        tool.err,
        [HINT, "Processed a total of 2 messages\n"].concat()
    );
}

#[test]
fn what_it_did_not_consume_it_goes_back_to() {
    let mut tool = consumer(&["--max-messages", "2"]);
    tool.polls.push(vec![
        record(0, 5, None, Some("a")),
        record(0, 6, None, Some("b")),
        record(0, 7, None, Some("c")),
        record(1, 2, None, Some("d")),
        record(1, 3, None, Some("e")),
    ]);
    assert_eq!(tool.run(), Some(0));
    assert_eq!(tool.out, "a\nb\n");
    let calls: Vec<_> = tool
        .calls
        .iter()
        .filter_map(|call| call.consumer())
        .collect();
    let seek = |partition, offset| ConsumerCall::Seek(TopicPartition::new("t", partition), offset);
    assert_eq!(calls[2..], [&seek(0, 7), &seek(1, 2), &ConsumerCall::CLOSE]);
}

#[test]
fn it_ends_when_no_record_has_come_for_its_timeout() {
    let mut tool = consumer(&["--timeout-ms", "3000"]);
    assert_eq!(tool.run(), None);
    // A poll may come back early with nothing.
    tool.now = 2_999;
    tool.complete(Outcome::Records([].into()));
    assert_eq!(tool.run(), None);
    tool.now = 3_000;
    tool.complete(Outcome::Records([record(0, 0, None, Some("a"))].into()));
    assert_eq!(tool.run(), None);
    tool.now = 5_999;
    tool.complete(Outcome::Records([].into()));
    assert_eq!(tool.run(), None);
    tool.now = 6_000;
    tool.complete(Outcome::Records([].into()));
    assert_eq!(tool.run(), Some(0));
    assert_eq!(
        tool.err,
        [HINT, "Processed a total of 1 messages\n"].concat()
    );
}

#[test]
fn a_poll_that_throws_ends_it_as_if_all_were_well() {
    let mut tool = consumer(&["--command-property", "auto.offset.reset=none"]);
    assert_eq!(tool.run(), None);
    let why = Exception::new("NoOffsetForPartitionException", "Undefined offset");
    tool.complete(Outcome::Threw(why));
    assert_eq!(tool.run(), Some(0));
    assert_eq!(
        tool.err,
        [HINT, "Processed a total of 0 messages\n"].concat()
    );
}

#[test]
fn a_record_that_cannot_be_printed_ends_it_or_is_skipped() {
    let long = "value.deserializer=org.apache.kafka.common.serialization.LongDeserializer";
    let args = [
        "--formatter-property",
        "print.key=true",
        "--formatter-property",
        long,
    ];
    let records = vec![
        record(0, 0, Some("k"), Some("v")),
        record(0, 1, Some("l"), Some("\0\0\0\0\0\0\0*")),
    ];
    let mut tool = consumer(&args);
    tool.polls.push(records.clone());
    assert_eq!(tool.run(), Some(1));
    assert_eq!(tool.out, "k\t");
    assert_eq!(
        tool.err,
        [HINT, "Processed a total of 1 messages\n"].concat()
    );

    let mut tool = consumer(&[&args[..], &["--skip-message-on-error"]].concat());
    tool.polls.push(records);
    assert_eq!(tool.run(), None);
    assert_eq!(tool.out, "k\tl\t42\n");
}

#[test]
fn it_ends_when_nobody_reads_what_it_prints() {
    let mut tool = consumer(&["--group", "g"]);
    tool.read = 2;
    let records = (0..5)
        .map(|offset| record(0, offset, None, Some("a")))
        .collect();
    tool.polls.push(records);
    assert_eq!(tool.run(), Some(0));
    assert_eq!(tool.out, "a\na\n");
    let end =
        "Unable to write to standard out, closing consumer.\nProcessed a total of 3 messages\n";
    assert_eq!(tool.err, [HINT, end].concat());
    // The third one it has consumed, all the same.
    let calls: Vec<_> = tool
        .calls
        .iter()
        .filter_map(|call| call.consumer())
        .collect();
    assert_eq!(
        calls[2],
        &ConsumerCall::Seek(TopicPartition::new("t", 0), 3)
    );
}

#[test]
fn for_tests_of_systems_it_says_when_it_is_done() {
    let mut tool = consumer(&["--enable-systest-events", "--max-messages", "0"]);
    assert_eq!(tool.run(), Some(0));
    assert_eq!(tool.out, "shutdown_complete\n");
    assert_eq!(tool.called(), ["subscribe", "close"]);
}

#[test]
fn what_is_not_here_is_said() {
    for (args, said) in [
        (
            [
                "--formatter",
                "org.apache.kafka.tools.consumer.TransactionLogMessageFormatter",
            ],
            "TransactionLogMessageFormatter is not in this playground",
        ),
        (
            [
                "--value-deserializer",
                "org.apache.kafka.common.serialization.DoubleDeserializer",
            ],
            "DoubleDeserializer is not in this playground",
        ),
        (
            ["--command-property", "group.protocol=consumer"],
            "group.protocol=consumer is not in this playground",
        ),
    ] {
        let mut tool = consumer(&args);
        assert_eq!(tool.run(), Some(1), "{args:?}");
        assert!(tool.err.contains(said), "{}", tool.err);
    }
}

/// Up to the table of options, and as Kafka's own tool said it.
#[test]
fn what_is_wrong_is_refused_in_kafkas_words() {
    let number = "Exception in thread \"main\" joptsimple.OptionArgumentConversionException: Cannot parse argument 'soon' of option timeout-ms\nCaused by: joptsimple.internal.ReflectionException: java.lang.NumberFormatException: For input string: \"soon\"\nCaused by: java.lang.NumberFormatException: For input string: \"soon\"\n";
    for (args, text) in [
        (&["--include", "t.*"][..], "Exactly one of the following arguments is required: [topic], [include]\n"),
        (&["--offset", "1"], "The partition is required when offset is specified.\n"),
        (&["--partition", "0", "--offset", "-1"], "The provided offset value '-1' is incorrect. Valid values are 'earliest', 'latest', or a non-negative long.\n"),
        (&["--partition", "0", "--group", "g"], "Options group and partition cannot be specified together.\n"),
        (&["--group", "ccw-g", "--command-property", "group.id=other"], "The group ids provided in different places (directly using '--group', via '--consumer-property', or via '--consumer.config') do not match. Detected group ids: 'ccw-g', 'other'\n"),
        (&["--formatter", "no.such.Formatter"], "no.such.Formatter\n"),
        (&["--timeout-ms", "soon"], number),
        (&["--command-config", "nofile"], "Exception in thread \"main\" java.nio.file.NoSuchFileException: nofile\n"),
        // What no consumer can be made of stands in the log only.
        (&["--isolation-level", "dirty"], ""),
        (&["--max-messages", "many"], &[HINT, "Processed a total of 0 messages\n"].concat()),
    ] {
        let mut tool = consumer(args);
        assert_eq!(tool.run(), Some(1), "{args:?}");
        let said = tool.err.split_once("\nOption ");
        let said = said.map_or(tool.err.clone(), |(said, _)| [said, "\n"].concat());
        assert_eq!(said, text, "{args:?}");
    }
}
