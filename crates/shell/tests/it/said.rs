//! Sentences of the journal and the inspector that would be false in some
//! situation if they were said as in another.

use cluster::config::ClusterConfig;
use cluster::limits::Limits;
use kafka_playground_shell::play::play;
use kafka_playground_shell::Session;

const START: i64 = 1_767_603_600_000;
const DAY: i64 = 86_400_000;

fn played(script: &str, until: i64) -> Session {
    let mut session = Session::new(1, START, ClusterConfig::page(), Limits::page());
    let played = play(&mut session, script);
    assert_eq!(played.refused, 0, "{:?}", played.lines);
    session.advance(until);
    session
}

/// The lines of the journal that have a text in them.
fn told(session: &mut Session, about: &str) -> Vec<String> {
    let lines = session.journal(0, usize::MAX).into_iter();
    let texts = lines.map(|line| line.text());
    texts.filter(|text| text.contains(about)).collect()
}

/// The values of a thing's rows of that name.
fn rows(session: &Session, thing: &str, row: &str) -> Vec<String> {
    let inspection = session.inspect(thing);
    let all = inspection.unwrap_or_else(|| panic!("{thing} is known"));
    let rows = all.rows.into_iter();
    rows.filter(|(name, _)| name == row)
        .map(|(_, value)| value)
        .collect()
}

const ONE: &str = "
topic create orders --partitions 1
produce --topic orders --keys ana,bo --rate 1/s --name checkout
consume --topic orders --group billing --commit record --from-beginning --set max.poll.interval.ms=10000
";

#[test]
fn who_leaves_because_it_did_not_poll_does_so_for_a_reason() {
    let mut session = played(&[ONE, "@12 stall c1\n"].concat(), 40_000);
    assert_eq!(
        told(&mut session, "stands still"),
        ["c1 stands still; its heartbeat goes on until max.poll.interval.ms is exceeded"]
    );
    assert_eq!(
        told(&mut session, "c1 leaves"),
        ["c1 leaves billing: max.poll.interval.ms is exceeded"]
    );
    assert_eq!(
        rows(&session, "machine:c1", "next heartbeat"),
        ["none: max.poll.interval.ms is exceeded"]
    );
    let mut session = played(&[ONE, "@12 stop c1\n"].concat(), 40_000);
    assert_eq!(told(&mut session, "c1 leaves"), ["c1 leaves billing"]);
}

#[test]
fn a_heart_that_does_not_beat_does_not_go_on() {
    let mut session = played(&[ONE, "@0.1 stall c1\n"].concat(), 3_000);
    assert_eq!(told(&mut session, "stands still"), ["c1 stands still"]);
    let mut session = played(&[ONE, "@4 stall checkout\n"].concat(), 5_000);
    assert_eq!(told(&mut session, "still"), ["checkout stands still"]);
}

#[test]
fn a_static_member_that_polls_too_late_says_why() {
    let alone = ONE.replace("--set max", "--set group.instance.id=till --set max");
    let mut session = played(&[&alone, "@12 stall c1\n"].concat(), 40_000);
    assert_eq!(
        told(&mut session, "exceeds"),
        ["c1 exceeds max.poll.interval.ms: it takes itself for removed, and tells nobody"]
    );
    assert_eq!(told(&mut session, "leaves"), [""; 0]);
}

#[test]
fn a_committed_offset_out_of_the_log_is_no_place_to_resume() {
    let commit = "commit:billing/orders/0";
    let stopped = [ONE, "@14 stop c1\n"].concat();
    let session = played(&stopped, 20_000);
    assert_eq!(
        rows(&session, commit, "means"),
        ["the next record to read; a restart now resumes here"]
    );
    let session = played(
        &[&stopped, "@18 records delete orders-0=-1\n"].concat(),
        20_000,
    );
    assert_eq!(
        rows(&session, commit, "means"),
        ["below the log start: auto.offset.reset decides where a restart resumes"]
    );
    let beyond = "@12 set c1 --by-hand\n@15 commit c1 orders-0=9999\n";
    let session = played(&[ONE, beyond].concat(), 18_000);
    assert_eq!(
        rows(&session, commit, "means"),
        ["beyond the log end: auto.offset.reset decides where a restart resumes"]
    );
}

#[test]
fn two_who_take_a_partition_for_their_own_are_both_named() {
    let two = "
topic create orders --partitions 1
produce --topic orders --keys ana,bo --rate 1/s --name checkout
consume --topic orders --group billing --commit record --from-beginning --set session.timeout.ms=6000
@9 consume --topic orders --group billing --commit record --from-beginning --set session.timeout.ms=6000
";
    let position = "position:billing/orders/0";
    let session = played(two, 20_000);
    assert_eq!(rows(&session, position, "owner").len(), 1);
    let owner = rows(&session, position, "owner").remove(0);
    assert_eq!(rows(&session, position, "position").len(), 1);
    let cut = format!("@20 cut {owner}\n");
    let session = played(&[two, &cut].concat(), 34_000);
    let other = rows(&session, position, "owner").remove(0);
    assert_ne!(other, owner, "the other one has it now");
    assert_eq!(
        rows(&session, position, "believes too that it owns it"),
        [owner]
    );
    assert_eq!(rows(&session, position, "position").len(), 2);
}

#[test]
fn a_timestamp_is_of_the_kind_that_it_is() {
    for (kind, other) in [
        ("CreateTime", "LogAppendTime"),
        ("LogAppendTime", "CreateTime"),
    ] {
        let script = format!(
            "topic create orders --partitions 1 --config message.timestamp.type={kind}\n\
             @1 produce --topic orders --key lea --timestamp {}\n",
            START - 60_000
        );
        let session = played(&script, 5_000);
        let row = |kind: &str| {
            rows(
                &session,
                "record:orders/0/0",
                &format!("timestamp ({kind})"),
            )
        };
        assert_eq!(row(other), [""; 0]);
        let early = row(kind)[0].contains("08:59:00");
        assert_eq!(early, kind == "CreateTime", "{:?}", row(kind));
    }
}

#[test]
fn what_murmur2_says_is_not_how_every_record_came_to_its_partition() {
    let script = "
topic create orders --partitions 1
@1 produce --topic orders --key lea
@2 topic alter orders --partitions 3
@3 produce --topic orders --key lea --partition 1
@4 produce --topic orders --key lea --partition 0
";
    let session = played(script, 5_000);
    let said = |record: &str| rows(&session, record, "murmur2 of the key").remove(0);
    let would = "1968423015; Java's partitioner takes 1968423015 mod 3 = 0";
    assert_eq!(said("record:orders/0/0"), would);
    assert_eq!(
        said("record:orders/1/0"),
        [
            would,
            ". This record was placed by another one, by hand, or when there were fewer partitions"
        ]
        .concat()
    );
}

#[test]
fn a_twin_takes_a_place_and_does_not_come_back_to_it() {
    let script = "
topic create orders --partitions 2
consume --topic orders --group billing --name till --from-beginning --set group.instance.id=till-1
";
    let again = [script, "@12 stop till\n@14 start till\n"].concat();
    let mut session = played(&again, 20_000);
    let end = ": it has its place under a new member id, and the old one is fenced";
    assert_eq!(
        told(&mut session, "static"),
        [["static member till-1 is back in billing", end].concat()]
    );
    let twin = "@12 consume --topic orders --group billing --name twin --set group.instance.id=till-1\n@13.9 stop till\n";
    let mut session = played(&[script, twin].concat(), 20_000);
    assert_eq!(
        told(&mut session, "static"),
        [[
            "twin takes the place of static member till-1 in billing",
            end
        ]
        .concat()]
    );
}

#[test]
fn committed_offsets_go_for_a_reason() {
    let script = "
topic create orders --partitions 1
topic create notes --partitions 1
@1 produce --topic orders --key lea
@2 consume --topic orders --group billing --name c1 --commit record --from-beginning
@12 stop c1
";
    let deleted = [script, "@15 topic delete orders\n"].concat();
    let mut session = played(&deleted, 20_000);
    assert_eq!(
        told(&mut session, "'s committed offsets"),
        ["billing's committed offsets go with their topic: orders-0"]
    );
    let mut session = played(script, 9 * DAY);
    assert_eq!(
        told(&mut session, "deletes billing"),
        ["broker deletes billing: it is empty, and no committed offset of it is left"]
    );
    let by_hand = "@15 consume --topic notes --group billing --name c2 --by-hand --commit never --set session.timeout.ms=1800000 --set heartbeat.interval.ms=1700000 --set max.poll.interval.ms=2000000000\n@16 poll c2\n@22 poll c2\n@26 poll c2\n";
    let mut session = played(&[script, by_hand].concat(), 9 * DAY);
    assert_eq!(
        told(&mut session, "'s committed offsets"),
        ["billing's committed offsets have expired: orders-0"]
    );
    let gone = [script, "@15 group delete billing\n"].concat();
    let mut session = played(&gone, 20_000);
    assert_eq!(
        told(&mut session, "deletes billing"),
        ["broker deletes billing with its committed offsets"]
    );
}

#[test]
fn help_has_no_stars_and_says_when_the_beginning_counts() {
    let all: Vec<String> = kafka_playground_shell::verbs::VERBS
        .iter()
        .flat_map(|verb| kafka_playground_shell::help::help(Some(verb.name)))
        .collect();
    let all = all.join("\n");
    assert!(!all.contains('*'), "{all}");
    assert!(all.contains("the offset is out of range (auto.offset.reset=earliest)"));
    assert!(all.contains("heartbeat goes on until max.poll.interval.ms is exceeded"));
}
