//! Lines by chance that once hung or crashed the playground, or led elsewhere
//! the second time.

use kafka_playground_tests::fuzz::{draw, play, Deed};

/// Lines of a case; those of `cargo xtask fuzz` have as many.
const LINES: usize = 30;

/// Seeds that failed once.
const REGRESSIONS: &[u64] = &[14, 102_808, 500_446];

/// Lines that failed once, each on a new cluster.
const LINES_THAT_FAILED: &[&str] = &[
    // A word ended at a blank only.
    "kafka-consumer-groups.sh\nkafka-groups --bootstrap-server localhost:9092 --list",
    "ls; ls",
    "ls|wc -l",
    "  ls | | wc",
    // A word that would mean something else comes back in quotes.
    "for\r\n t in o",
    "'kafka-topics' --list",
    "'odd folder'/kafka-topics --list",
    "\u{7f}b\\in/kafka-topics",
];

#[test]
fn what_failed_once_holds() {
    for seed in REGRESSIONS {
        let played = play(*seed, &draw(*seed, LINES), &|_| {});
        assert!(played.is_ok(), "seed {seed}: {played:?}");
    }
    for line in LINES_THAT_FAILED {
        let deeds = [Deed::Line((*line).to_owned()), Deed::Await];
        let played = play(1, &deeds, &|_| {});
        assert!(played.is_ok(), "{line:?}: {played:?}");
    }
}

#[test]
fn a_case_is_its_seed() {
    assert_eq!(draw(7, LINES), draw(7, LINES));
    assert_ne!(draw(7, LINES), draw(8, LINES));
}

/// What is drawn is worth the time: much of it is taken, and much of that runs
/// tools.
#[test]
fn cases_are_worth_their_time() {
    let (mut lines, mut taken, mut jobs) = (0, 0, 0);
    for seed in 100..106 {
        let played = play(seed, &draw(seed, LINES), &|_| {});
        let played = played.unwrap_or_else(|failure| panic!("seed {seed}: {failure:?}"));
        lines += played.lines;
        taken += played.taken;
        jobs += played.jobs;
    }
    assert!(taken > lines / 4, "{taken} of {lines} lines are taken");
    assert!(jobs > taken / 4, "{jobs} of {taken} lines run tools");
}

/// Text that is huge, deep or endless is refused, or over soon.
#[test]
fn huge_lines_are_no_trouble() {
    let deep = |open: &str, close: &str| {
        let many = 700;
        ["echo ", &open.repeat(many), "x", &close.repeat(many)].concat()
    };
    for line in [
        deep("$(echo ", ")"),
        deep("(", ")"),
        deep("{ ", "; }"),
        deep("\"", "\""),
        "echo ".repeat(800),
        ["ls ", &"| cat ".repeat(600)].concat(),
        ["cat ", &"<< A ".repeat(500)].concat(),
        "for i in {1..999999999}; do echo $i; done".to_owned(),
        "for i in $(seq 1 999999999); do echo $i; done".to_owned(),
        "seq 1 999999999999".to_owned(),
        "seq 1 999999999999 | sort | uniq -c | tail -n 1".to_owned(),
        "printf '%999999999d' 1".to_owned(),
        "printf '%s' a{1..99999}".to_owned(),
        "sleep 99999999999999999999".to_owned(),
        "x=aaaaaaaaaaaaaaaa; for i in {1..40}; do x=$x$x; done; echo $x".to_owned(),
        "for i in {1..60}; do cat f f f f >> g; cat g g >> f; echo x >> f; done; wc -c f g"
            .to_owned(),
        "echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab | grep -E '(a+)+$'".to_owned(),
        "kafka-topics --topic '(a+)+b|(((x*)*)*)*' --list --bootstrap-server localhost:9092"
            .to_owned(),
        ["kafka-topics ", &"--list ".repeat(500)].concat(),
        "x".repeat(100_000),
        "'".repeat(4_001),
        "\0".repeat(4_000),
    ] {
        let deeds = [
            Deed::Line(line.clone()),
            Deed::Complete(line.clone(), usize::MAX),
            Deed::Await,
        ];
        let played = play(1, &deeds, &|_| {});
        let begun: String = line.chars().take(60).collect();
        assert!(played.is_ok(), "{begun:?}: {played:?}");
    }
}
