//! Consumers whose partitions are assigned by hand, in the words of the shell.

use crate::answered::run;
use cluster::config::ClusterConfig;
use cluster::limits::Limits;
use cluster::view::View;
use kafka_playground_shell::Session;

/// Six records in two partitions, and a consumer of a group that has joined or
/// is by hand.
fn opened(words: &str) -> Session {
    let mut session = Session::new(7, 0, ClusterConfig::page(), Limits::page());
    run(&mut session, "topic create t --partitions 2");
    run(&mut session, "topic create u --partitions 1");
    for partition in ["0", "1", "0", "1", "0", "0"] {
        let line = ["produce --topic t --value x --partition ", partition];
        run(&mut session, &line.concat());
    }
    run(
        &mut session,
        &[
            "consume --topic t --group g --name c1 --from-beginning ",
            words,
        ]
        .concat(),
    );
    run(&mut session, "wait 9s");
    session
}

const EXCLUSIVE: &str =
    "IllegalStateException: Subscription to topics, partitions and pattern are mutually exclusive";
const UNOWNED: &str = "IllegalStateException: You can only check the position for partitions assigned to this consumer.";

#[test]
fn what_assign_and_position_answer() {
    let loops = "--work 10ms";
    let cases: &[(&str, &[(&str, &str)])] = &[
        (
            "--by-hand",
            &[
                ("assign c1 t-0", EXCLUSIVE),
                ("position c1 t-0", UNOWNED),
                ("unsubscribe c1", ""),
                ("assign c1 t-0 u-0", ""),
                ("position c1 t-0", "0"),
                ("subscribe c1 t", EXCLUSIVE),
                ("seek c1 t-0 3", ""),
                ("position c1 t-0", "3"),
                ("position c1 t-1", UNOWNED),
                ("poll c1", "one record\nt-0 @ 3  null  x"),
                ("position c1 t-0", "4"),
                ("commit c1", ""),
                ("seek c1 t-0 end", ""),
                ("position c1 t-0", "4"),
                ("unsubscribe c1", ""),
                ("subscribe c1 t u", ""),
            ],
        ),
        (
            loops,
            &[
                ("position c1 t-0", "4"),
                ("position c1 t-1", "2"),
                ("assign c1 t-0", EXCLUSIVE),
                ("unsubscribe c1", ""),
                ("assign c1 t-1", ""),
                // Nothing was committed.
                ("position c1 t-1", "0"),
                ("position c1 t-0", UNOWNED),
            ],
        ),
        (
            "--by-hand",
            &[
                (
                    "position c1",
                    "position needs a partition, such as orders-0.",
                ),
                ("assign c1", "assign needs a partition, such as orders-0."),
                (
                    "subscribe c1",
                    "subscribe needs a topic, or --pattern REGEX.",
                ),
                ("subscribe c1 t t", "t is named twice."),
                ("assign c1 t-0 t-0", "t-0 is named twice."),
                ("assign console t-0", "console is no consumer."),
                ("position console t-0", "console is no consumer."),
                ("unsubscribe console", "console is no consumer."),
                ("subscribe console t", "console is no consumer."),
            ],
        ),
    ];
    for (words, lines) in cases {
        let mut session = opened(words);
        for (line, expected) in *lines {
            assert_eq!(run(&mut session, line), *expected, "{words}: {line}");
        }
    }
}

/// A consumer that was assigned its partitions is no member, and the view shows
/// that it owns them, where it stands, and what it commits for its group.
#[test]
fn the_view_shows_an_assigned_consumer_without_a_membership() {
    let mut session = opened("--by-hand");
    for line in [
        "unsubscribe c1",
        "assign c1 t-0",
        "poll c1 --timeout 8s",
        "wait 4s",
    ] {
        run(&mut session, line);
    }
    let view = View::of(session.state(), 100);
    let consumer = &view.consumers[0];
    assert_eq!(
        (consumer.member.is_some(), consumer.assignment.len()),
        (false, 1)
    );
    for line in ["commit c1", "wait 1s"] {
        run(&mut session, line);
    }
    let view = View::of(session.state(), 100);
    let group = view.groups.iter().find(|group| group.id == "g").unwrap();
    assert_eq!((group.state, group.members.len()), ("Empty", 0));
    let lane = group
        .lanes
        .iter()
        .find(|lane| lane.topic == "t" && lane.partition == 0)
        .unwrap();
    assert_eq!(lane.owner.as_deref(), Some("c1"));
    let places = [&lane.position, &lane.committed].map(|at| at.as_ref().map(|at| at.0));
    assert_eq!(places, [Some(4), Some(4)]);
    assert_eq!(session.narrator().id, "by-hand");
}

/// While the group has members, a commit of a consumer that is none is refused.
#[test]
fn members_of_the_group_keep_an_assigned_consumer_from_committing() {
    let mut session = opened("--by-hand");
    run(&mut session, "unsubscribe c1");
    run(&mut session, "assign c1 t-0");
    run(&mut session, "poll c1 --timeout 8s");
    run(
        &mut session,
        "consume --topic t --group g --name c2 --commit never",
    );
    run(&mut session, "wait 9s");
    let said = run(&mut session, "commit c1");
    assert!(said.starts_with("CommitFailedException"), "{said}");
}
