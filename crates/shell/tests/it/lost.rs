//! What the journal says where a group loses records without doing them.

use cluster::config::ClusterConfig;
use cluster::limits::Limits;
use kafka_playground_shell::play::play;
use kafka_playground_shell::Session;

const START: i64 = 1_767_603_600_000;

/// Six records before a group begins at their beginning or their end.
const SIX: &str = "
topic create orders --partitions 1 --config retention.ms=100000
produce --topic orders --rate 2/s --name p
@3.300 pause p
";

/// The lines of a story that tell of a loss.
fn told(script: &str) -> Vec<String> {
    let mut session = Session::new(1, START, ClusterConfig::page(), Limits::page());
    let played = play(&mut session, &[SIX, script].concat());
    assert_eq!(played.refused, 0, "{played:?}");
    session.advance(700_000);
    let lines = session.journal(0, usize::MAX).into_iter();
    let texts = lines.map(|line| line.text());
    texts
        .filter(|text| text.contains("skipped") || text.contains("unread"))
        .collect()
}

/// What a group does, and which lines say what it loses by that.
const STORIES: &[(&str, &[&str])] = &[
    ("@4 consume --topic orders --group billing", &[]),
    // Until it has its place in the group, it does not know where the end is.
    (
        "
@4 consume --topic orders --group billing
@5 resume p
@14 pause p
",
        &["c1 starts orders-0 at 16: nothing committed, latest; orders-0 @ 6 to 15 are skipped"],
    ),
    // What was done is not skipped.
    (
        "
@4 consume --topic orders --group billing --from-beginning --commit record
@40 seek c1 orders-0 2
@40 seek c1 orders-0 4
",
        &[],
    ),
    (
        "
@4 consume --topic orders --group billing --from-beginning --by-hand
@9 poll c1
@12 poll c1
@15 poll c1
@18 poll c1
@40 seek c1 orders-0 5
",
        &[
            "c1 seeks orders-0 to 5, on from 0; orders-0 @ 0 to 4 are skipped",
            "retention deletes the segments of orders-0 below 6: their records are older than \
             retention.ms; orders-0 @ 5 is deleted unread by billing",
        ],
    ),
    (
        "
@4 consume --topic orders --group billing --from-beginning --by-hand
@9 poll c1
@12 poll c1
@15 poll c1
@18 poll c1
@40 seek c1 orders-0 end
@41 poll c1
",
        &["c1 starts orders-0 at 6: latest; orders-0 @ 0 to 5 are skipped"],
    ),
    (
        "
@4 consume --topic orders --group billing --commit record --from-beginning
@20 stop c1
@30 resume p
@35 pause p
@400 set c1 auto.offset.reset=latest
@401 start c1
",
        &[
            "retention deletes the segments of orders-0 below 16: their records are older than \
             retention.ms; orders-0 @ 6 to 15 are deleted unread by billing",
            "c1 starts orders-0 at 16: latest; orders-0 @ 6 to 15 are deleted unread",
        ],
    ),
];

#[test]
fn losses_are_told_where_they_happen() {
    for (script, lines) in STORIES {
        assert_eq!(told(script), *lines, "{script}");
    }
}
