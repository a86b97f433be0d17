//! Consumer programs as the loops of other libraries, in the words of the
//! shell: what is committed, repeated and lost, and where the code stands.

use client::consumer::Consumer;
use cluster::app::AppEvent;
use cluster::config::ClusterConfig;
use cluster::event::{Happening, OperationEvent};
use cluster::limits::Limits;
use cluster::Cluster;
use kafka_playground_shell::parse::Nothing;
use kafka_playground_shell::{parse, CodeState, Line, Session};
use protocol::topic_partition::TopicPartition;

mod letters;
mod workers;

/// A session with forty records in one partition.
fn forty() -> Session {
    let mut session = Session::new(7, 0, ClusterConfig::page(), Limits::page());
    run(&mut session, "topic create t --partitions 1");
    for _ in 0..40 {
        run(&mut session, "produce --topic t --partition 0 --value x");
    }
    run(&mut session, "wait 2s");
    session
}

fn run(session: &mut Session, line: &str) {
    if let Err(error) = session.run(line) {
        panic!("{line}: {}", error.message);
    }
}

const CONSUME: &str =
    "consume --topic t --group g --name c1 --from-beginning --set session.timeout.ms=6000";

fn consume(session: &mut Session, words: &str) {
    run(session, &[CONSUME, " ", words].concat());
}

fn committed(session: &Session) -> Option<i64> {
    let partition = TopicPartition::new("t", 0);
    let committed = session.state().broker().committed("g", &partition);
    committed.map(|committed| committed.offset)
}

/// How often the work on a record was done.
fn times(session: &Session, offset: i64) -> u16 {
    let ledger = session.state().observed().ledger("g");
    ledger.map_or(0, |l| l.times(&TopicPartition::new("t", 0), offset))
}

fn code(session: &Session) -> CodeState {
    session.code("c1").expect("it has code")
}

/// Lets time go on until the work on a record has begun, and 150 ms more.
fn into_work(session: &mut Session, offset: i64) {
    let works = |session: &Session| {
        let values = code(session).values;
        let mut values = values.iter();
        values.any(|value| value.name == "offset" && value.value == offset)
    };
    while !works(session) {
        assert!(session.now() < 60_000, "it never came to work on {offset}");
        let next = session.now() + 10;
        session.advance(next);
    }
    let next = session.now() + 140;
    session.advance(next);
}

fn runs(session: &Session) -> bool {
    session.state().machine("c1").unwrap().1.is_running()
}

#[test]
fn what_a_signal_commits_depends_on_the_library() {
    // The words, what is committed, and whether record 13 was done.
    let cases = [
        ("--loop java --set max.poll.records=10", Some(20), 1),
        (
            "--loop java --set max.poll.records=10 --commit record",
            Some(14),
            1,
        ),
        (
            "--loop java --set max.poll.records=10 --commit record-noargs",
            Some(20),
            1,
        ),
        ("--loop kafka-python", Some(14), 0),
        (
            "--loop kafka-python --style poll --set max.poll.records=10",
            Some(20),
            0,
        ),
        ("--loop kafka-python --commit record", Some(13), 0),
        ("--loop confluent-kafka", Some(14), 0),
        ("--loop confluent-kafka --commit marks", Some(13), 0),
        ("--loop sarama", Some(14), 1),
        ("--loop sarama --style range", Some(40), 1),
        ("--loop kafkajs", Some(14), 1),
        ("--loop kafkajs --commit record", Some(13), 1),
        ("--loop kafkajs --style batch", Some(40), 1),
    ];
    for (words, offset, done) in cases {
        let mut session = forty();
        consume(&mut session, words);
        into_work(&mut session, 13);
        run(&mut session, "interrupt c1");
        let end = session.now() + 20_000;
        session.advance(end);
        assert!(!runs(&session), "{words}");
        assert_eq!(committed(&session), offset, "{words}");
        assert_eq!(times(&session, 13), done, "{words}");
    }
}

#[test]
fn a_signal_that_nobody_handles_is_a_crash() {
    for library in [
        "java",
        "kafka-python",
        "confluent-kafka",
        "sarama",
        "kafkajs",
    ] {
        let mut session = forty();
        let words = ["--commit record --finally nothing --loop ", library].concat();
        consume(&mut session, &words);
        into_work(&mut session, 3);
        run(&mut session, "interrupt c1");
        let end = session.now() + 1_000;
        session.advance(end);
        assert!(!runs(&session), "{library}");
        assert_eq!(committed(&session), Some(3), "{library}");
        // It said no good-bye.
        let group = session.state().broker().groups().get("g").unwrap();
        assert_eq!(group.classic().unwrap().members().len(), 1, "{library}");
    }
}

#[test]
fn an_exception_that_ends_the_loop_commits_what_close_commits() {
    let cases = [
        ("--loop java --set max.poll.records=10", Some(20)),
        (
            "--loop java --set max.poll.records=10 --commit async",
            Some(20),
        ),
        (
            "--loop java --set max.poll.records=10 --commit batch",
            Some(10),
        ),
        ("--loop kafka-python", Some(14)),
        ("--loop kafka-python --finally with", None),
        ("--loop kafka-python --finally nothing", None),
        (
            "--loop confluent-kafka --set auto.commit.interval.ms=60000",
            Some(14),
        ),
        (
            "--loop confluent-kafka --style consume --commit batch",
            Some(10),
        ),
    ];
    for (words, offset) in cases {
        let mut session = forty();
        consume(&mut session, &[words, " --fail-at t-0=13"].concat());
        let end = session.now() + 30_000;
        session.advance(end);
        assert!(!runs(&session), "{words}");
        assert_eq!(committed(&session), offset, "{words}");
        assert_eq!(times(&session, 13), 0, "{words}");
    }
}

/// A loop whose work on the record at 13 fails: it does all others.
fn goes_past_a_failure(words: &str, on_failure: &str) -> Session {
    let mut session = forty();
    let words = [words, " --fail-at t-0=13 --on-failure ", on_failure].concat();
    consume(&mut session, &words);
    let end = session.now() + 45_000;
    session.advance(end);
    assert_eq!(committed(&session), Some(40), "{words}");
    assert_eq!(
        (times(&session, 13), times(&session, 14)),
        (0, 1),
        "{words}"
    );
    session
}

#[test]
fn a_swallowed_exception_skips_the_record_for_good() {
    for words in [
        "--loop java",
        "--loop kafka-python --commit record",
        "--loop confluent-kafka --commit marks",
        "--loop sarama",
        "--loop kafkajs",
    ] {
        goes_past_a_failure(words, "skip");
    }
}

#[test]
fn a_dead_letter_counts_as_done_and_lies_in_its_topic() {
    for words in [
        "--loop java --commit record",
        "--loop sarama",
        "--loop kafkajs",
    ] {
        let session = goes_past_a_failure(words, "dead-letter");
        let broker = session.state().broker();
        let log = broker
            .log(&TopicPartition::new("t-dlt", 0))
            .expect("it was made");
        assert_eq!(log.end(), 1, "{words}");
    }
}

#[test]
fn a_listener_commits_what_it_gives_back_and_seeks_what_it_gets() {
    // Without auto commit, a member that joins makes the first one give back.
    for (words, offset) in [("--on-revoke commit", Some(5)), ("", None)] {
        let mut session = forty();
        let words = ["--commit never --set max.poll.records=5 --work 2s ", words].concat();
        consume(&mut session, &words);
        into_work(&mut session, 1);
        let again = CONSUME.replace("--name c1", "--name c2");
        run(&mut session, &again);
        let end = session.now() + 9_000;
        session.advance(end);
        assert_eq!(committed(&session), offset, "{words}");
    }
    for (words, done) in [("--on-assign beginning", 2), ("", 1)] {
        let mut session = forty();
        let words = ["--work 10ms --commit record --loop kafka-python ", words].concat();
        consume(&mut session, &words);
        let end = session.now() + 40_000;
        session.advance(end);
        assert_eq!(committed(&session), Some(40), "{words}");
        run(&mut session, "stop c1");
        run(&mut session, "wait 5s");
        run(&mut session, "start c1");
        run(&mut session, "wait 30s");
        assert_eq!(times(&session, 7), done, "{words}");
    }
}

#[test]
fn what_fails_some_times_is_done_when_it_is_tried_again() {
    for words in [
        "--loop java --on-failure retry",
        "--loop kafkajs",
        "--loop sarama",
    ] {
        let mut session = forty();
        let words = [words, " --fail-at t-0=3 --fail-times 2"].concat();
        consume(&mut session, &words);
        let end = session.now() + 40_000;
        session.advance(end);
        assert_eq!(committed(&session), Some(40), "{words}");
        assert_eq!(times(&session, 3), 1, "{words}");
    }
}

#[test]
fn a_goroutine_rests_before_it_tries_again_and_others_go_on() {
    let mut session = forty();
    let words = "--loop sarama --work 0ms --fail-at t-0=13 --on-failure retry";
    consume(&mut session, words);
    session.advance(20_000);
    let (begun, steps) = (session.now(), session.history().events_now());
    session.advance(begun + 60_000);
    // Once a second it fails, and whatever else goes on is as much as before.
    let steps = session.history().events_now() - steps;
    assert!((60..2_000).contains(&steps), "{steps}");
    assert_eq!(committed(&session), Some(13));
    run(&mut session, "stop c1");
    session.advance(begun + 65_000);
    assert!(!runs(&session), "it hears of the end of its session");
    assert_eq!((times(&session, 12), times(&session, 13)), (1, 0));
}

#[test]
fn librdkafka_commits_the_record_in_hand_while_it_is_worked_on() {
    let slow = "--loop confluent-kafka --slow-at t-0=13 --slow-work 9s";
    for (more, offset) in [("", Some(14)), (" --commit marks", Some(13))] {
        let mut session = forty();
        consume(&mut session, &[slow, more].concat());
        into_work(&mut session, 13);
        let later = session.now() + 6_000;
        session.advance(later);
        run(&mut session, "crash c1");
        assert_eq!(committed(&session), offset, "{more}");
    }
}

#[test]
fn a_style_of_another_library_is_refused() {
    let mut session = forty();
    let error = session
        .run(&[CONSUME, " --loop sarama --style iterator"].concat())
        .unwrap_err();
    assert_eq!(
        error.message,
        "sarama has no style iterator; it has select and range."
    );
    consume(&mut session, "--loop sarama --style range");
    // Another library's loop has its own usual style.
    run(&mut session, "set c1 --loop kafkajs");
    let end = session.now() + 10_000;
    session.advance(end);
    let code = code(&session);
    assert_eq!((code.library, code.style), ("kafkajs", "message"));
}

#[test]
fn by_hand_means_by_hand() {
    for (words, expected) in [
        ("", None),
        ("--set enable.auto.commit=true", Some(40)),
        ("--loop kafka-python", None),
    ] {
        let mut session = forty();
        let words = ["--by-hand --set auto.commit.interval.ms=100 ", words].concat();
        consume(&mut session, &words);
        for _ in 0..8 {
            run(&mut session, "poll c1");
            run(&mut session, "wait 3s");
        }
        assert_eq!(committed(&session), expected, "{words}");
        run(&mut session, "stop c1");
        run(&mut session, "wait 30s");
        assert_eq!(committed(&session), expected, "{words}");
    }
}

#[test]
fn a_loop_that_goes_on_by_hand_commits_no_more_by_itself() {
    let mut session = forty();
    consume(
        &mut session,
        "--set auto.commit.interval.ms=1000 --set max.poll.records=1",
    );
    run(&mut session, "wait 9s");
    run(&mut session, "set c1 --by-hand");
    run(&mut session, "wait 2s");
    let stood = committed(&session);
    assert!(stood.is_some());
    for _ in 0..3 {
        run(&mut session, "poll c1");
        run(&mut session, "wait 2s");
    }
    assert_eq!(committed(&session), stood);
    run(&mut session, "set c1 --no-by-hand");
    run(&mut session, "wait 4s");
    assert!(committed(&session) > stood);
}

#[test]
fn a_seek_of_what_is_paused_stays() {
    let mut session = forty();
    consume(&mut session, "--by-hand --set max.poll.records=5");
    for _ in 0..3 {
        run(&mut session, "poll c1");
        run(&mut session, "wait 4s");
    }
    run(&mut session, "pause c1 t-0");
    run(&mut session, "seek c1 t-0 2");
    let position = |session: &Session| {
        let consumer = session.state().machine("c1").unwrap().1.client().consumer();
        consumer.and_then(|c: &Consumer| c.position(&TopicPartition::new("t", 0)))
    };
    assert_eq!(position(&session), Some(2));
    for _ in 0..2 {
        run(&mut session, "poll c1");
        run(&mut session, "wait 4s");
        assert_eq!(position(&session), Some(2));
    }
}

/// The line that an observer of operations and of work would light.
#[derive(Default)]
struct Lit {
    call: Option<(u64, &'static str)>,
    works: usize,
    /// Whether commits are none that the application waits for.
    commits_beside: bool,
}

impl Lit {
    fn see(&mut self, cluster: &Cluster, what: &Happening) {
        let consumer = |id: &_| {
            let machine = cluster.state().machines().get(id);
            machine.is_some_and(|machine| machine.consuming().is_some())
        };
        match what {
            Happening::Operation(op, OperationEvent::Began { machine, call })
                if consumer(machine) =>
            {
                self.call = Some((*op, call.name()));
            }
            Happening::Operation(op, OperationEvent::Completed(_))
                if self.call.is_some_and(|(running, _)| running == *op) =>
            {
                self.call = None;
            }
            Happening::App(_, AppEvent::WorkStarted { .. } | AppEvent::ClaimStarted { .. }) => {
                self.works += 1
            }
            Happening::App(_, AppEvent::WorkFinished { .. } | AppEvent::WorkFailed { .. }) => {
                self.works -= 1
            }
            _ => {}
        }
    }

    fn line(&self) -> Option<&'static str> {
        Some(match self.call.map(|(_, call)| call) {
            // Sarama's session does its calls beside the application.
            _ if self.works > 0 => "work",
            Some("commitSync") if self.commits_beside => "poll",
            Some("poll") => "poll",
            Some("subscribe" | "enforceRebalance") => "subscribe",
            Some("commitSync" | "commitAsync") => "commit",
            Some("close") => "close",
            Some(_) => "call",
            None => return None,
        })
    }
}

#[test]
fn the_line_is_the_operation_at_every_event_of_ten_seconds() {
    let loops: &[(&str, &[&str], &[&str])] = &[
        (
            "java",
            &["poll"],
            &[
                "auto",
                "record",
                "record-noargs",
                "batch",
                "async",
                "marks",
                "before",
                "never",
            ],
        ),
        (
            "kafka-python",
            &["iterator", "poll"],
            &["auto", "record", "record-noargs", "batch", "never"],
        ),
        (
            "confluent-kafka",
            &["poll", "consume"],
            &["auto", "record", "record-noargs", "batch", "marks"],
        ),
        ("sarama", &["select", "range"], &["auto", "record", "never"]),
        (
            "kafkajs",
            &["message", "batch"],
            &["auto", "record", "marks"],
        ),
    ];
    for (library, styles, commits) in loops {
        for style in *styles {
            for commit in *commits {
                let words = ["--loop ", library, " --style ", style, " --commit ", commit].concat();
                follow(&words);
            }
        }
    }
}

/// Follows a loop event by event: where a call is made or work is done, that is
/// the line, and else the next record or nothing.
fn follow(words: &str) {
    let mut session = forty();
    consume(&mut session, words);
    let until = session.now() + 10_000;
    let mut lit = Lit {
        commits_beside: words.contains("sarama") && !words.contains("record"),
        ..Lit::default()
    };
    let mut lines = std::collections::BTreeSet::new();
    // The session has no events of its own: its commands are given again.
    let mut cluster = Cluster::new(ClusterConfig::page(), Limits::page(), 7, 0);
    let mut at = 0;
    for line in session
        .script()
        .lines()
        .filter(|line| line.starts_with('@'))
    {
        let (instant, line) = line.split_once(' ').unwrap();
        let seconds: f64 = instant.trim_start_matches('@').parse().unwrap();
        at = at.max((seconds * 1_000.0).round() as i64);
        cluster.advance_to(at);
        let parsed = parse(line, &Nothing).unwrap();
        if let Line::Command(command) = parsed {
            cluster.give(&command).unwrap();
        }
        for event in cluster.drain_events() {
            lit.see(&cluster, &event.what);
        }
    }
    while cluster.now() < until && cluster.step_within(until) {
        for event in cluster.drain_events() {
            lit.see(&cluster, &event.what);
        }
        let (_, machine) = cluster.state().machine("c1").unwrap();
        let (program, consumer) = (machine.consuming().unwrap(), machine.client().consumer());
        let call = consumer
            .unwrap()
            .in_call()
            .map(|in_call| in_call.call().name());
        let line = program.line(call).name();
        match lit.line() {
            Some(expected) => assert_eq!(line, expected, "{words} at {}", cluster.now()),
            None => assert!(["for", "idle"].contains(&line), "{words}: {line}"),
        }
        lines.insert(line);
    }
    assert!(
        lines.contains("work") && lines.contains("poll"),
        "{words}: {lines:?}"
    );
}
