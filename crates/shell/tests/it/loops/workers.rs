//! Hand-over to workers: what is committed while they work out of order, and
//! what a crash repeats and loses of it.

use super::*;
use cluster::view::View;

/// Three workers, of whom one takes long over record 3.
const THREE: &str =
    "--workers 3 --slow-at t-0=3 --slow-work 60s --set max.poll.records=10 --set auto.commit.interval.ms=1000";

/// What is committed, and how many records were done more than once, and never.
fn counted(session: &Session) -> (Option<i64>, usize, usize) {
    let of = |wanted: fn(u16) -> bool| {
        let all = (0..40).map(|offset| times(session, offset));
        all.filter(|times| wanted(*times)).count()
    };
    (
        committed(session),
        of(|times| times > 1),
        of(|times| times == 0),
    )
}

/// The program crashes in the midst of it, and is started again without the
/// slow record.
fn crash(words: &str) -> (Option<i64>, usize, usize) {
    let mut session = forty();
    consume(&mut session, &[THREE, " ", words].concat());
    into_work(&mut session, 3);
    run(&mut session, "wait 2s");
    run(&mut session, "crash c1");
    run(&mut session, "wait 1s");
    let committed = committed(&session);
    run(&mut session, "set c1 --slow-work 0");
    run(&mut session, "start c1");
    run(&mut session, "wait 60s");
    let (_, again, never) = counted(&session);
    (committed, again, never)
}

/// By then 17 records are done, and record 3 is in hand.
#[test]
fn what_a_crash_repeats_and_loses_depends_on_what_was_committed() {
    for (words, expected) in [
        // The position of all that was polled.
        ("--commit auto", (Some(30), 0, 13)),
        ("--commit record", (Some(5), 13, 1)),
        ("--commit record-noargs", (Some(20), 0, 3)),
        // All that was handed over is never done.
        ("--commit batch", (None, 17, 0)),
        ("--commit async", (None, 17, 0)),
        // The highest that was done, a second ago.
        ("--commit marks", (Some(14), 4, 1)),
        ("--commit contiguous", (Some(3), 14, 0)),
        ("--commit before", (Some(30), 0, 13)),
        ("--commit never", (None, 17, 0)),
        ("--loop kafka-python --commit auto", (Some(30), 0, 13)),
        ("--loop kafka-python --commit contiguous", (Some(3), 14, 0)),
        // Its polls return one record, and nothing stops them.
        ("--loop confluent-kafka --commit auto", (Some(40), 0, 23)),
        ("--loop confluent-kafka --commit marks", (Some(16), 2, 1)),
        (
            "--loop confluent-kafka --commit contiguous",
            (Some(3), 14, 0),
        ),
    ] {
        assert_eq!(crash(words), expected, "{words}");
    }
}

/// Whatever they have in hand is done before the client closes.
#[test]
fn workers_come_to_an_end_before_the_program_does() {
    for commit in ["auto", "record", "batch", "async", "marks", "contiguous"] {
        for end in ["stop c1", "interrupt c1"] {
            let mut session = forty();
            let words = [
                "--workers 4 --slow-at t-0=5 --slow-work 5s --set max.poll.records=10 --commit ",
                commit,
            ];
            consume(&mut session, &words.concat());
            into_work(&mut session, 5);
            run(&mut session, end);
            run(&mut session, "wait 30s");
            // The slow one is the last, and its own commit goes back to it.
            let offset = if commit == "record" { 6 } else { 20 };
            assert_eq!(counted(&session), (Some(offset), 0, 20), "{commit}, {end}");
            assert!(!runs(&session), "{commit}, {end}");
        }
    }
}

/// What a worker throws ends the loop when it looks at what became of its work,
/// and what others have in hand is done before that.
#[test]
fn an_exception_of_a_worker() {
    // What is committed, how much is never done, and whether the loop ends.
    for (words, (offset, never), ends) in [
        ("--commit contiguous", (Some(5), 21), true),
        ("--commit record --on-failure skip", (Some(40), 1), false),
        (
            "--commit contiguous --on-failure skip",
            (Some(40), 1),
            false,
        ),
        (
            "--commit contiguous --on-failure retry --fail-times 2",
            (Some(40), 0),
            false,
        ),
        (
            "--commit contiguous --on-failure dead-letter",
            (Some(40), 1),
            false,
        ),
        ("--commit contiguous --finally nothing", (None, 37), true),
    ] {
        let mut session = forty();
        let words = [
            "--workers 3 --fail-at t-0=5 --set max.poll.records=10 ",
            words,
        ]
        .concat();
        consume(&mut session, &words);
        run(&mut session, "wait 60s");
        assert_eq!(counted(&session), (offset, 0, never), "{words}");
        assert_eq!(runs(&session), !ends, "{words}");
    }
}

/// Where more wait than a poll may return, the loop pauses its partitions, and
/// goes on when fewer do; it polls all the time, so that nobody takes it for
/// dead.
#[test]
fn a_loop_whose_workers_are_busy_pauses_and_stays_a_member() {
    let mut session = forty();
    let words = "--workers 2 --work 9s --commit contiguous --set max.poll.records=5 --set max.poll.interval.ms=6000";
    consume(&mut session, words);
    let (mut paused, mut most) = (0, 0);
    for _ in 0..100 {
        run(&mut session, "wait 500ms");
        let (_, machine) = session.state().machine("c1").unwrap();
        let consumer = machine.client().consumer().unwrap();
        paused += usize::from(consumer.owned().values().any(|owned| owned.paused()));
        most = most.max(machine.consuming().unwrap().undone_count());
    }
    assert!(paused > 20, "{paused}");
    assert!(most <= 2 + 5 + 5, "{most}");
    let group = session.state().broker().groups().get("g").unwrap();
    let group = group.classic().unwrap();
    assert_eq!((group.members().len(), group.generation()), (1, 1));
    run(&mut session, "set c1 --work 0");
    run(&mut session, "wait 60s");
    assert_eq!(counted(&session), (Some(40), 0, 0));
}

/// The line is the loop's, and several records are being worked on.
#[test]
fn the_line_is_the_loops_while_workers_work() {
    let mut session = forty();
    consume(&mut session, "--workers 3 --set max.poll.records=10");
    into_work(&mut session, 0);
    let code = code(&session);
    assert_eq!((code.line, code.workers), ("poll", 3));
    let view = View::of(session.state(), 0);
    let hand = &view.consumers[0].hand;
    let states: Vec<&str> = hand.iter().map(|record| record.state).take(4).collect();
    assert_eq!(states, ["working", "working", "working", "waiting"]);
}

/// Workers come and go while the program runs; nothing is lost by it.
#[test]
fn workers_come_and_go() {
    let mut session = forty();
    consume(
        &mut session,
        "--commit contiguous --set max.poll.records=10",
    );
    for workers in ["3", "0", "16", "1", "0"] {
        run(&mut session, "wait 3s");
        run(&mut session, &["set c1 --workers ", workers].concat());
    }
    run(&mut session, "wait 30s");
    assert_eq!(counted(&session), (Some(40), 0, 0));
}

#[test]
fn who_can_have_no_workers_is_told_why() {
    for (words, message) in [
        ("--workers 17", "17 is out of range: this number goes from 0 to 16."),
        ("--workers x", "\"x\" is no whole number."),
        (
            "--loop sarama --workers 2",
            "Sarama and kafkajs call their handlers themselves: --workers is for java, kafka-python and confluent-kafka.",
        ),
        (
            "--loop kafkajs --workers 2",
            "Sarama and kafkajs call their handlers themselves: --workers is for java, kafka-python and confluent-kafka.",
        ),
        (
            "--loop kafka-python --style iterator --workers 2",
            "Workers get what a poll returned: --workers goes with --style poll, not with iterator.",
        ),
    ] {
        let mut session = forty();
        let error = session.run(&[CONSUME, " ", words].concat()).unwrap_err();
        assert_eq!(error.message.trim_end_matches('.'), message.trim_end_matches('.'));
    }
}
