//! The console producer's loop.

use crate::stand_in::StandIn;
use client::outcome::Outcome;
use protocol::exception::Exception;
use protocol::name::Name;
use protocol::record::Payload;
use tools::{ClientKind, Files, Signal};

fn producer(args: &[&str], interactive: bool) -> StandIn {
    let args = [
        &["--bootstrap-server", "localhost:9092", "--topic", "t"],
        args,
    ]
    .concat();
    StandIn::start_with(
        "bin/kafka-console-producer.sh",
        &args,
        &Files::new(),
        interactive,
    )
}

fn setting<'a>(tool: &'a StandIn, key: &str) -> Option<&'a str> {
    tool.launch.settings.get(key).map(Name::as_str)
}

fn values(tool: &StandIn) -> Vec<String> {
    let sent = tool.sent().into_iter();
    sent.map(|record| {
        record
            .value
            .as_ref()
            .map_or("<null>".into(), |value| Payload::text(value).into_owned())
    })
    .collect()
}

#[test]
fn it_has_defaults_of_its_own() {
    let tool = producer(&[], false);
    assert_eq!(tool.launch.client, ClientKind::Producer);
    for (key, value) in [
        ("linger.ms", "1000"),
        ("acks", "-1"),
        ("retries", "3"),
        ("request.timeout.ms", "1500"),
        ("client.id", "console-producer"),
        ("compression.type", "none"),
    ] {
        assert_eq!(setting(&tool, key), Some(value), "{key}");
    }
    // An option goes before a property, and a property before a default.
    let args = [
        "--command-property",
        "acks=1",
        "--command-property",
        "linger.ms=5",
        "--timeout",
        "+7",
    ];
    let tool = producer(&args, false);
    assert_eq!(setting(&tool, "acks"), Some("1"));
    assert_eq!(setting(&tool, "linger.ms"), Some("7"));
    // Without a codec it is gzip, and an option behind it is none.
    let tool = producer(&["--compression-codec", "--sync"], false);
    assert_eq!(setting(&tool, "compression.type"), Some("gzip"));
}

#[test]
fn lines_that_are_there_go_together_and_none_is_waited_for() {
    let mut tool = producer(&[], true);
    assert_eq!(tool.run(), None);
    assert_eq!(tool.out, ">");
    tool.launch.process.feed("a\nb\r\nc");
    assert_eq!(tool.run(), None);
    assert_eq!(values(&tool), ["a", "b"]);
    assert_eq!(tool.called(), ["send"]);
    assert_eq!(tool.out, ">>>");
    tool.launch.process.end_input();
    assert_eq!(tool.run(), Some(0));
    assert_eq!(values(&tool), ["a", "b", "c"]);
    assert_eq!(tool.called(), ["send", "send", "close"]);
    assert_eq!(tool.out, ">>>>");
    assert_eq!(tool.err, "");
}

#[test]
fn interrupted_it_sends_what_it_has_read() {
    let mut tool = producer(&[], false);
    tool.launch.process.feed("a\n");
    assert_eq!(tool.run(), None);
    tool.launch.process.feed("b\n");
    tool.launch.process.signal(Signal::Interrupt);
    assert_eq!(tool.run(), Some(130));
    assert_eq!(values(&tool), ["a"]);
    assert_eq!(tool.called(), ["send", "close"]);
}

#[test]
fn a_line_that_it_cannot_read_ends_it_after_those_before_it() {
    let args = [
        "--reader-property",
        "parse.key=true",
        "--reader-property",
        "key.separator=:",
    ];
    let mut tool = producer(&args, false);
    tool.launch.process.feed("k:good\nbad line\nk:never\n");
    assert_eq!(tool.run(), Some(1));
    assert_eq!(values(&tool), ["good"]);
    assert_eq!(tool.called(), ["send", "close"]);
    assert_eq!(tool.err, "org.apache.kafka.common.KafkaException: No key separator found on line number 2: 'bad line'\n");
}

#[test]
fn in_sync_each_record_is_waited_for_and_a_failure_ends_it() {
    let mut tool = producer(&["--sync"], false);
    tool.hold();
    tool.launch.process.feed("a\nb\n");
    assert_eq!(tool.run(), None);
    assert_eq!(values(&tool), ["a"]);
    let why = Exception::timeout("Topic t not present in metadata after 3000 ms.");
    tool.complete(Outcome::Sent([Err(why.into())].into()));
    assert_eq!(tool.run(), None);
    tool.complete(Outcome::Done);
    assert_eq!(tool.run(), Some(1));
    assert_eq!(values(&tool), ["a"]);
    assert_eq!(tool.err, "java.util.concurrent.ExecutionException: org.apache.kafka.common.errors.TimeoutException: Topic t not present in metadata after 3000 ms.\nCaused by: org.apache.kafka.common.errors.TimeoutException: Topic t not present in metadata after 3000 ms.\n");
}

#[test]
fn a_failure_of_a_send_that_is_not_waited_for_is_silent() {
    let mut tool = producer(&[], false);
    tool.hold();
    tool.launch.process.feed("a\n");
    assert_eq!(tool.run(), None);
    tool.complete(Outcome::Sent([Err(Exception::timeout("no").into())].into()));
    assert_eq!(tool.run(), None);
    tool.launch.process.end_input();
    assert_eq!(tool.run(), None);
    tool.complete(Outcome::Done);
    assert_eq!(tool.run(), Some(0));
    assert_eq!(tool.err, "");
}

#[test]
fn old_options_are_warned_of() {
    let args = [
        "--producer-property",
        "acks=1",
        "--property",
        "parse.key=true",
        "--max-partition-memory-bytes",
        "9",
    ];
    let tool = &mut producer(&args, false);
    assert_eq!(setting(tool, "acks"), Some("1"));
    assert_eq!(setting(tool, "batch.size"), Some("9"));
    assert_eq!(tool.run(), None);
    assert_eq!(
        tool.out,
        "Warning: --producer-property is deprecated and will be removed in a future version. Use --command-property instead.\n\
         Warning: --property is deprecated and will be removed in a future version. Use --reader-property instead.\n\
         Warning: --max-partition-memory-bytes is deprecated and will be removed in Apache Kafka 5.0. Use --batch-size instead.\n"
    );
}

#[test]
fn exceptions_of_options_are_printed_without_their_class() {
    for (args, said) in [
        (
            ["--timeout", "soon"],
            "Cannot parse argument 'soon' of option timeout\n",
        ),
        (
            ["--topic", "u"],
            "Found multiple arguments for option topic, but you asked for only one\n",
        ),
        (
            ["--command-config", "no"],
            "java.nio.file.NoSuchFileException: no\n",
        ),
        (
            ["--line-reader", "x.Y"],
            "java.lang.ClassNotFoundException: x.Y\n",
        ),
    ] {
        let mut tool = producer(&args, false);
        assert_eq!(tool.run(), Some(1), "{args:?}");
        assert_eq!(tool.err, said);
    }
}
