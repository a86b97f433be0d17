//! What the verbs of a client's calls do, and which settings are none.

use crate::answered::run;
use cluster::config::ClusterConfig;
use cluster::limits::Limits;
use cluster::view::View;
use kafka_playground_shell::Session;

/// Topics, three records at 100 ms, 200 ms and 300 ms, and a consumer with these
/// words.
fn opened(consumer: &str) -> Session {
    let mut session = Session::new(7, 1_000_000, ClusterConfig::page(), Limits::page());
    run(&mut session, "topic create orders --partitions 1");
    run(&mut session, "topic create orders-eu --partitions 1");
    for _ in 0..3 {
        run(&mut session, "wait 100ms");
        run(&mut session, "produce --topic orders --value x");
    }
    let line = ["consume --group g --name c1 --from-beginning ", consumer];
    run(&mut session, &line.concat());
    run(&mut session, "wait 9s");
    session
}

fn members(session: &Session) -> usize {
    let view = View::of(session.state(), 0);
    let group = view.groups.iter().find(|group| *group.id == *"g");
    group.map_or(0, |group| group.members.len())
}

fn status(session: &Session) -> String {
    let view = View::of(session.state(), 0);
    view.consumers[0].machine.status.to_owned()
}

fn journal(session: &mut Session) -> String {
    let lines = session.journal(0, 10_000);
    let lines: Vec<String> = lines.iter().map(|line| line.text()).collect();
    lines.join("\n")
}

#[test]
fn a_consumer_answers_what_it_is_asked() {
    let mut session = opened("--topic orders --work 10ms --set auto.commit.interval.ms=1000");
    for (line, said) in [
        ("committed c1 orders-0", "orders-0 3"),
        ("beginning-offsets c1 orders-0 orders-eu-0", "orders-0 0\norders-eu-0 0"),
        ("end-offsets c1 orders-0", "orders-0 3"),
        ("current-lag c1 orders-0", "0"),
        ("assignment c1", "orders-0"),
        ("subscription c1", "orders"),
        ("paused c1", ""),
        ("pause c1 orders-0", ""),
        ("paused c1", "orders-0"),
        ("resume c1 orders-0", ""),
        ("paused c1", ""),
        ("offsets-for-times c1 orders-0 @9", "orders-0 -"),
        ("offsets-for-times c1 orders-0 -1", "IllegalArgumentException: The target time for partition orders-0 is -1. The target time cannot be negative."),
        ("position c1 orders-0 --timeout 1s", "3"),
        ("flush c1", "c1 is no producer."),
        ("flush console", ""),
        ("wakeup console", "console is no consumer."),
    ] {
        assert_eq!(run(&mut session, line), said, "{line}");
    }
    let mut found = |time: &str| {
        let line = ["offsets-for-times c1 orders-0 ", time].concat();
        let said = run(&mut session, &line);
        let (offset, time) = said["orders-0 ".len()..].split_once(' ').expect(&said);
        (offset.to_owned(), time.parse::<i64>().expect(&said))
    };
    let (first, at) = found("@0");
    assert_eq!(first, "0");
    let (second, later) = found(&(at + 1).to_string());
    assert_eq!(second, "1");
    // An instant counts from the start, Unix time from its own.
    let since = later - 1_000_000;
    assert_eq!(
        found(&format!("@{}.{:03}", since / 1_000, since % 1_000)),
        (second, later)
    );
    let group = run(&mut session, "group-metadata c1");
    assert!(
        group.starts_with("group g\ngeneration 1\nmember c1-"),
        "{group}"
    );
    assert_eq!(run(&mut session, "enforce-rebalance c1"), "");
    run(&mut session, "wait 5s");
    let group = run(&mut session, "group-metadata c1");
    assert!(group.starts_with("group g\ngeneration 2\n"), "{group}");
}

#[test]
fn a_pattern_takes_in_topics_that_are_to_come() {
    let mut session = opened("--pattern \"orders.*\" --work 10ms --set metadata.max.age.ms=5000");
    assert_eq!(run(&mut session, "subscription c1"), "orders\norders-eu");
    run(&mut session, "topic create orders-us --partitions 1");
    run(&mut session, "topic create my-orders --partitions 1");
    run(&mut session, "wait 15s");
    let all = "orders\norders-eu\norders-us";
    assert_eq!(run(&mut session, "subscription c1"), all);
    assert_eq!(
        run(&mut session, "assignment c1"),
        "orders-0\norders-eu-0\norders-us-0"
    );
    assert_eq!(View::of(session.state(), 0).consumers[0].topics.len(), 3);
    let told = journal(&mut session);
    assert!(
        told.contains("c1 starts: consumes the topics that match orders.* in g"),
        "{told}"
    );
    // It starts again as it was, and by another pattern where somebody says so.
    run(&mut session, "crash c1");
    run(&mut session, "start c1");
    run(&mut session, "wait 60s");
    assert_eq!(run(&mut session, "subscription c1"), all);
    assert_eq!(run(&mut session, "subscribe c1 --pattern \".*-eu\""), "");
    run(&mut session, "wait 9s");
    assert_eq!(run(&mut session, "assignment c1"), "orders-eu-0");
}

#[test]
fn a_pattern_that_is_none_starts_nothing() {
    let mut session = opened("--topic orders");
    for (line, said) in [
        (
            "consume --group h --pattern \"(\"",
            "Unclosed group near index 1",
        ),
        (
            "consume --group h --pattern \"\"",
            "Topic pattern to subscribe to cannot be empty",
        ),
        (
            "consume --group h --pattern a --loop sarama",
            "Sarama's consumer groups take topics and no pattern",
        ),
    ] {
        let refused = run(&mut session, line);
        assert!(refused.starts_with(said), "{line}: {refused}");
    }
    run(&mut session, "consume --group h --pattern a --name c2");
    let refused = run(&mut session, "set c2 --loop sarama");
    assert!(refused.starts_with("Sarama's"), "{refused}");
}

#[test]
fn close_options_decide_over_the_membership() {
    let statically = "--topic orders --set group.instance.id=till-1";
    for (words, stop, left) in [
        ("--topic orders", "stop c1", 0),
        ("--topic orders", "stop c1 --leave", 0),
        ("--topic orders", "stop c1 --remain", 1),
        ("--topic orders", "stop c1 --timeout 5s", 0),
        (statically, "stop c1", 1),
        (statically, "stop c1 --leave", 0),
        (statically, "stop c1 --remain --timeout 5s", 1),
    ] {
        let mut session = opened(words);
        assert_eq!(members(&session), 1);
        assert_eq!(run(&mut session, stop), "", "{stop}");
        run(&mut session, "wait 9s");
        assert_eq!(status(&session), "stopped");
        assert_eq!(members(&session), left, "{words}: {stop}");
        run(&mut session, "wait 60s");
        assert_eq!(members(&session), 0, "{words}: {stop}");
    }
    let mut session = opened("--topic orders");
    run(&mut session, "stop c1 --remain --timeout 5s");
    let told = journal(&mut session);
    let line =
        "c1 is to close its client: it stays in its group until its session times out, within 5s";
    assert!(told.contains(line), "{told}");
    // Once started again, it closes as it always did.
    run(&mut session, "wait 60s");
    run(&mut session, "start c1");
    run(&mut session, "wait 9s");
    run(&mut session, "stop c1");
    run(&mut session, "wait 9s");
    assert_eq!(members(&session), 0);
}

#[test]
fn only_some_clients_close_in_a_way_of_ones_own() {
    const NONE: &str = "c1 has a client that cannot be told how to close: Java's can, and kafka-python's has a timeout.";
    for (of, stop, said) in [
        ("kafka-python", "stop c1 --timeout 1s", ""),
        ("kafka-python", "stop c1 --remain", NONE),
        ("sarama", "stop c1 --timeout 1s", NONE),
        ("kafkajs", "stop c1 --leave", NONE),
        ("sarama", "stop c1", ""),
        (
            "sarama",
            "wakeup c1",
            "c1 has a client without wakeup(): only Java's has it.",
        ),
    ] {
        let mut session = opened(&["--topic orders --loop ", of].concat());
        assert_eq!(run(&mut session, stop), said, "{of}: {stop}");
    }
    let mut session = opened("--topic orders");
    let refused = run(&mut session, "stop console --leave");
    assert_eq!(refused, "console is no consumer.");
}

#[test]
fn a_wakeup_ends_a_loop_and_no_poll_by_hand() {
    for (words, ended, left) in [
        ("--topic orders", "stopped", 0),
        ("--topic orders --finally nothing", "crashed", 1),
        ("--topic orders --by-hand", "running", 0),
    ] {
        let mut session = opened(words);
        assert_eq!(run(&mut session, "wakeup c1"), "");
        run(&mut session, "wait 5s");
        assert_eq!(status(&session), ended, "{words}");
        assert_eq!(members(&session), left, "{words}");
    }
    let mut session = opened("--topic orders --by-hand");
    run(&mut session, "wakeup c1");
    assert_eq!(run(&mut session, "poll c1"), "WakeupException: ");
    assert_eq!(run(&mut session, "poll c1 --timeout 0"), "no records");
}

#[test]
#[allow(clippy::too_many_lines, reason = "it is a table")]
fn what_is_no_setting_is_a_typo() {
    let mut session = opened("--topic orders");
    for (line, under, said) in [
        (
            "set c1 work=2s",
            "work=2s",
            "\"work\" is no setting of a consumer. Did you mean --work 2s?",
        ),
        (
            "set c1 --set=work=2s",
            "--set=work=2s",
            "\"work\" is no setting of a consumer. Did you mean --work 2s?",
        ),
        (
            "set c1 by-hand=true",
            "by-hand=true",
            "\"by-hand\" is no setting of a consumer. Did you mean --by-hand?",
        ),
        (
            "set c1 worker=2",
            "worker=2",
            "\"worker\" is no setting of a consumer. Did you mean --workers 2?",
        ),
        (
            "set c1 max.pol.records=2",
            "max.pol.records=2",
            "\"max.pol.records\" is no setting of a consumer. Did you mean max.poll.records?",
        ),
        (
            "set c1 linger.ms=2",
            "linger.ms=2",
            "\"linger.ms\" is no setting of a consumer. It is one of a producer.",
        ),
        (
            "set console max.poll.records=2",
            "max.poll.records=2",
            "\"max.poll.records\" is no setting of a producer. It is one of a consumer.",
        ),
        (
            "set console xyzzy=2",
            "xyzzy=2",
            "\"xyzzy\" is no setting of a producer.",
        ),
        (
            "set c9 work=2s",
            "work=2s",
            "\"work\" is no setting of a consumer or a producer. Did you mean --work 2s?",
        ),
        (
            "consume --topic orders --group g --set commit=never",
            "commit=never",
            "\"commit\" is no setting of a consumer. Did you mean --commit never?",
        ),
        (
            "produce --topic orders --rate 1/s --set lingerms=5",
            "lingerms=5",
            "\"lingerms\" is no setting of a producer. Did you mean linger.ms?",
        ),
        (
            "whatif \"set c1 work=2s\"",
            "\"set c1 work=2s\"",
            "\"work\" is no setting of a consumer.",
        ),
        (
            "whatif crash c1 --set commit=never",
            "commit=never",
            "\"commit\" is no setting of a consumer. Did you mean --commit never?",
        ),
        (
            "compare --set commit=never",
            "commit=never",
            "\"commit\" is no setting of a consumer or a producer. Did you mean --commit never?",
        ),
    ] {
        let before = session.revision();
        let error = session.run(line).expect_err(line);
        let place = error.column.zip(error.length).unwrap_or_default();
        let marked: String = line.chars().skip(place.0).take(place.1).collect();
        assert!(error.message.starts_with(said), "{line}: {}", error.message);
        assert_eq!(marked, under, "{line}");
        assert_eq!(session.revision(), before);
    }
    for line in [
        "set c1 max.poll.records=2 security.protocol=PLAINTEXT",
        "produce --topic orders --rate 1/m --client librdkafka --partitioner random",
        "produce --topic orders --rate 1/m --client sarama --partitioner random",
    ] {
        assert_eq!(run(&mut session, line), "", "{line}");
    }
}

/// Links may have what was taken once.
#[test]
fn a_script_of_before_is_played_as_it_was() {
    let mut session = opened("--topic orders");
    let row = format!("@{}.000 set c1 work=2s", session.now() / 1_000 + 1);
    let ran = session.script_line(&row).expect("scripts are not typed");
    assert_eq!(ran.scripted.as_deref(), Some(&*row));
}

#[test]
fn a_value_may_begin_with_a_hyphen() {
    let mut session = opened("--topic orders");
    for (line, canonical) in [
        (
            "produce --topic orders --key \"--x\" --value -5",
            "produce --topic orders --key \"--x\" --value \"-5\"",
        ),
        (
            "produce --topic orders --key=--x --header=--a=--b",
            "produce --topic orders --key \"--x\" --header \"--a\"=\"--b\"",
        ),
        (
            "produce --topic orders --key - --value \"-\"",
            "produce --topic orders --key \"-\" --value \"-\"",
        ),
        (
            "produce --topic orders --header \"--a\"=-b --timestamp -1",
            "produce --topic orders --header \"--a\"=-b --timestamp -1",
        ),
        (
            "set console --keys -a,--b",
            "set console --keys \"-a\",\"--b\"",
        ),
        ("set c1 client.rack=--x", "set c1 client.rack=\"--x\""),
        ("set c1 client.rack=-x", "set c1 client.rack=-x"),
        (
            "subscribe c1 \"--orders\" -b",
            "subscribe c1 \"--orders\" \"-b\"",
        ),
        ("subscribe c1 --pattern -b", "subscribe c1 --pattern \"-b\""),
        ("commit c1 orders-0=1:--x", "commit c1 orders-0=1:\"--x\""),
        (
            "consume --topic -a --group \"--g\"",
            "consume --topic \"-a\" --group \"--g\"",
        ),
    ] {
        let ran = session.run(line).expect(line);
        assert_eq!(ran.line, canonical);
        let again = session.run(canonical).expect(canonical);
        assert_eq!(again.line, canonical);
    }
}
