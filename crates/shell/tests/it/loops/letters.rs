//! Dead letters: the record is done when its letter is acknowledged.

use super::*;

fn letters(session: &Session) -> i64 {
    let broker = session.state().broker();
    let log = broker.log(&TopicPartition::new("t-dlt", 0));
    log.map_or(0, |log| log.end())
}

/// A crash between the letter and the commit repeats the record: it is sent
/// away again, and none is lost.
#[test]
fn a_crash_before_the_commit_sends_the_letter_again() {
    for (words, commits) in [
        ("--commit record", Some(13)),
        ("--loop kafka-python --style poll --commit record", Some(13)),
        ("--loop confluent-kafka --commit record", Some(13)),
        ("--loop sarama --commit record", Some(13)),
        ("--loop kafkajs --commit record", Some(13)),
        ("--workers 1 --commit contiguous", Some(13)),
    ] {
        let mut session = forty();
        let words = [words, " --fail-at t-0=13 --on-failure dead-letter"].concat();
        consume(&mut session, &words);
        while letters(&session) == 0 {
            let next = session.now() + 10;
            session.advance(next);
            assert!(session.now() < 60_000, "{words}");
        }
        run(&mut session, "crash c1");
        assert_eq!(committed(&session), commits, "{words}");
        run(&mut session, "start c1");
        run(&mut session, "wait 60s");
        assert_eq!(letters(&session), 2, "{words}");
        assert_eq!(committed(&session), Some(40), "{words}");
        let done = (0..40).filter(|offset| times(&session, *offset) > 0);
        assert_eq!(done.count(), 39, "{words}");
    }
}

/// The loop stands at its letter until the answer is there.
#[test]
fn the_loop_waits_for_the_acknowledgement() {
    let mut session = forty();
    consume(
        &mut session,
        "--commit record --fail-at t-0=3 --on-failure dead-letter",
    );
    while code(&session).line != "dead-letter" {
        let next = session.now() + 10;
        session.advance(next);
        assert!(session.now() < 60_000, "it never sends one");
    }
    run(&mut session, "wait 400ms");
    assert_eq!(code(&session).line, "dead-letter");
    assert_eq!(times(&session, 4), 0);
    run(&mut session, "wait 4s");
    assert_eq!((letters(&session), times(&session, 4)), (1, 1));
}

/// Where the letter cannot be sent, the exception ends the loop; kafkajs and
/// sarama try again.
#[test]
fn a_letter_that_fails_ends_the_loop() {
    for (words, ends) in [
        ("--commit record", true),
        ("--commit contiguous --workers 3", true),
        ("--commit record --finally nothing", true),
        ("--commit record --loop kafka-python", true),
        ("--commit record --loop confluent-kafka", true),
        ("--commit record --loop sarama", false),
        ("--commit record --loop kafkajs", false),
    ] {
        let mut session = forty();
        let words = [words, " --fail-at t-0=3 --on-failure dead-letter"].concat();
        consume(&mut session, &words);
        // The producer of the process is the one that users send from.
        run(&mut session, "stop console");
        run(&mut session, "wait 30s");
        assert_eq!(runs(&session), !ends, "{words}");
        assert_eq!(committed(&session), Some(3), "{words}");
        assert_eq!(times(&session, 3), 0, "{words}");
    }
}
