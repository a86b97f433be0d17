//! A session: lines that are run, refused, gone back from; its journal, marks
//! and inspections.

use cluster::config::ClusterConfig;
use cluster::limits::Limits;
use kafka_playground_shell::play::{journal, play};
use kafka_playground_shell::{Header, Session, Tone};
use protocol::rng::{below, Rng};
use std::path::Path;

const START: i64 = 1_767_603_600_000;

const OPENING: &str = "
topic create orders --partitions 3
produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout
consume --topic orders --group billing --members 2 --commit batch --from-beginning --set session.timeout.ms=6000 --set heartbeat.interval.ms=2000
";

fn session() -> Session {
    Session::new(1, START, ClusterConfig::page(), Limits::page())
}

fn opened(until: i64) -> Session {
    let mut session = session();
    session.load(OPENING).unwrap();
    session.advance(until);
    session
}

fn texts(session: &mut Session) -> Vec<String> {
    let lines = session.journal(0, usize::MAX);
    lines.iter().map(|line| line.text()).collect()
}

/// Compares with a file, or writes it where `UPDATE_GOLDEN` is set.
pub(crate) fn golden(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests/golden")
        .join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    let different = expected
        .lines()
        .zip(text.lines())
        .find(|(old, new)| old != new);
    assert!(
        expected == text,
        "{name} is not as it was; UPDATE_GOLDEN=1 writes it anew. First difference: {different:?}"
    );
}

fn golden_journal(name: &str, script: &str, until: i64) {
    let mut session = session();
    let played = play(&mut session, script);
    session.advance(until);
    let mut text = played.lines.join("\n");
    text.push_str("\n\n");
    text.push_str(&journal(&mut session).join("\n"));
    text.push('\n');
    golden(name, &text);
}

#[test]
fn a_crash_is_told_as_it_was() {
    let script = [OPENING, "@11.550 crash c1\n"].concat();
    golden_journal("crash.txt", &script, 26_000);
}

#[test]
fn work_by_hand_is_told_as_it_was() {
    let script = r#"
topic create orders --partitions 2
@1 produce --topic orders --key lea --value "one" --header a=b
@1.5 produce --topic orders --value two --partition 1
@1.6 produce --topic orders --value three --partition 7
@2 consume --topic orders --group billing --by-hand --commit never --from-beginning
@3 poll c1 --timeout 8s
@13 poll c1
@14 commit c1
@15 seek c1 orders-1 0
@15.5 seek c1 orders-0 99
@16 poll c1
@18 commit c1 orders-0=-1
@18.5 commit c1 --async orders-0=0:again orders-1=1
@20 pause c1 orders-0
@20.5 seek c1 orders-9 0
@21 cut c1
@21.5 poll c1
@23 heal c1
@24 stall c1
@25 stop c1
@25.5 unstall c1
@26 stop c1
@30 group delete billing
@31 topic delete orders
@32 topic delete orders
"#;
    golden_journal("by-hand.txt", script, 40_000);
}

#[test]
fn refusals_say_what_and_where_and_change_nothing() {
    let mut session = opened(1_000);
    let before = session.state().clone();
    for (line, code, column, length) in [
        ("crash c9", "unknown-machine", Some(6), Some(2)),
        ("crahs c1", "syntax", Some(0), Some(5)),
        ("start c1", "not-now", Some(6), Some(2)),
        (
            "consume --topic orders --group g --name c1",
            "name-taken",
            Some(40),
            Some(2),
        ),
        ("pause checkout orders-0", "wrong-kind", Some(6), Some(8)),
        ("set c1 max.poll.records=0", "invalid-setting", None, None),
        ("wait 2h", "out-of-range", Some(5), Some(2)),
        (
            "produce --topic orders --rate 1000000/s",
            "out-of-range",
            None,
            None,
        ),
    ] {
        let error = session.run(line).expect_err(line);
        assert_eq!(
            (error.code, error.column, error.length),
            (code, column, length),
            "{line}"
        );
        assert!(
            error.message.ends_with(['.', '?', '!']),
            "{}",
            error.message
        );
        assert_eq!(*session.state(), before, "{line}");
    }
}

#[test]
fn commands_say_whom_they_started() {
    let mut session = session();
    let consume = "consume --topic orders --group billing --members 2";
    let result = session.run(consume).unwrap();
    assert_eq!((&*result.line, result.operation), (consume, None));
    assert_eq!(result.output, ["Started c1, c2."]);
    let create = session.run("topic create payments").unwrap();
    let op = create.operation.unwrap();
    assert_eq!(session.outcome(op), None);
    assert!(session.is_pending(op));
    session.run("wait 1s").unwrap();
    assert_eq!(session.now(), 1_000);
    let outcome = session.outcome(op).unwrap();
    assert_eq!(
        (outcome.ok, &*outcome.text),
        (true, "Created topic payments.")
    );
    assert_eq!(session.run("  # a comment").unwrap().line, "# a comment");
    assert!(!session.run("help").unwrap().output.is_empty());
}

#[test]
fn a_script_comes_back_to_the_same_instant() {
    let mut first = opened(12_480);
    for line in [
        "pause checkout",
        "produce --topic orders --key \"a b\" --value \"\"",
        "crash c2",
    ] {
        first.run(line).unwrap();
        first.advance(first.now() + 700);
    }
    let script = first.script();
    assert!(script.starts_with(
        "# kafka-playground script v1, seed 1, start 1767603600000\n@0.000 topic create"
    ));
    assert!(script.contains("@13.180 produce --topic orders --key \"a b\" --value \"\"\n"));
    let header = Header::read(&script, Header { seed: 7, start: 7 }).unwrap();
    assert_eq!((header.seed, header.start), (1, START));
    let mut second = session();
    second.load(&script).unwrap();
    second.advance(first.now());
    assert_eq!(second.state(), first.state());
    assert_eq!(second.script(), script);
    assert_eq!(texts(&mut second), texts(&mut first));
    assert_eq!(second.marks(), first.marks());
}

#[test]
fn scripts_say_which_line_is_wrong() {
    for (script, row, column, message, ran) in [
        ("help\n# c\n\nwait", 4, 4, "wait needs a time, such as 3s.", false),
        ("crash c1\n  @x help", 2, 2, "\"@x\" is no instant. It is written @12.480, in seconds; @12.480+7 is after the 7th step of that millisecond.", false),
        ("topic create a\n@2 help\n @1 help", 3, 1, "@1.000 is before @2.000, which stands above it.", false),
        ("topic create a\nwait 3s\n @2 help", 3, 1, "This instant is over already.", true),
        ("topic create a\n@4000 help", 2, 0, "This instant is more than an hour away.", true),
        ("topic create a\n@1 crash c9", 2, 9, "There is no c9: nothing has been started.", true),
    ] {
        let mut session = session();
        let error = session.load(script).unwrap_err();
        assert_eq!(
            (error.row, error.error.column, &*error.error.message),
            (row, Some(column), message),
            "{script}"
        );
        assert_eq!(session.script().contains("topic create a"), ran, "{script}");
        assert_eq!(session.revision() > 0, ran, "{script}: all or nothing");
    }
}

#[test]
fn what_was_run_is_answered() {
    let mut session = opened(3_000);
    let ran = session.run(" crash  c1 ").unwrap();
    assert_eq!((ran.verb, &*ran.line, ran.at), ("crash", "crash c1", 3_000));
    assert_eq!(ran.scripted.as_deref(), Some("@3.000 crash c1"));
    assert_eq!((ran.branch, ran.forked, ran.commands), (0, false, 4));
    assert_eq!(ran.ordinal, None, "after all that was due then");
    for (line, verb, canonical) in [
        ("wait 1000ms", "wait", "wait 1s"),
        ("help  topic", "help", "help topic"),
        (" # x", "", "# x"),
    ] {
        let at = session.now();
        let ran = session.run(line).unwrap();
        assert_eq!((ran.verb, &*ran.line, ran.at), (verb, canonical, at));
        assert_eq!((ran.forked, ran.scripted, ran.commands), (false, None, 4));
    }
    assert_eq!(session.now(), 4_000);
    session.seek(2_000);
    let help = session.run("help").unwrap();
    assert_eq!((help.branch, help.forked), (0, false), "the future stays");
    let forked = session.run("stall c2").unwrap();
    assert_eq!((forked.branch, forked.forked, forked.at), (1, true, 2_000));
    assert_eq!(forked.commands, 4, "the crash is not on it");
    let more = session.run("topic create other").unwrap();
    assert_eq!(
        (more.verb, more.branch, more.forked),
        ("topic create", 1, false)
    );
    let script = session.script();
    for line in [forked.scripted, more.scripted] {
        assert!(script.contains(&line.unwrap()));
    }
    assert!(!script.contains("crash"));
}

#[test]
fn a_command_between_two_steps_is_written_and_played_again() {
    let mut first = opened(12_000);
    let between = loop {
        let at = first.step_once();
        if at.ordinal().is_some_and(|steps| steps > 1) {
            break at;
        }
    };
    let ran = first.run("crash c1").unwrap();
    assert_eq!((ran.at, ran.ordinal), (between.at(), between.ordinal()));
    let row = format!("{between} crash c1");
    assert_eq!(ran.scripted.as_deref(), Some(&*row));
    first.advance(between.at() + 9_000);
    let script = first.script();
    assert!(script.contains(&row), "{script}");
    let mut second = session();
    second.load(&script).unwrap();
    second.advance(first.now());
    assert_eq!(second.state(), first.state());
    assert_eq!(second.script(), script);
    assert_eq!(texts(&mut second), texts(&mut first));
}

#[test]
fn what_is_too_long_when_written_out_is_refused_so_that_scripts_can_be_read() {
    let mut session = session();
    // An odd blank is one character, and five more where it is written.
    let line = format!("produce --topic a --value \"{}\"", "\u{a0}".repeat(1_000));
    let error = session.run(&line).unwrap_err();
    assert_eq!(error.code, "out-of-range");
    assert!(error.message.contains("written out"), "{}", error.message);
    assert_eq!(session.script().lines().count(), 1);
}

#[test]
fn the_journal_at_an_instant_does_not_depend_on_the_way_there() {
    let mut session = opened(10_000);
    let full = texts(&mut session);
    let marks = session.marks().to_vec();
    let length = session.journal_length();
    session.seek(4_000);
    assert!(session.journal_length() < length);
    assert!(session
        .journal(0, usize::MAX)
        .iter()
        .all(|line| line.at <= 4_000));
    assert_eq!(
        session.marks(),
        marks,
        "marks are those of the whole branch"
    );
    session.seek(10_000);
    assert_eq!(texts(&mut session), full);
    let direct: Vec<String> = texts(&mut opened(4_000));
    assert_eq!(full[..direct.len()], direct);
    for (index, line) in session.journal(3, 5).iter().enumerate() {
        assert_eq!(line.index, index + 3);
    }
    let mut stepped = opened(0);
    while stepped.now() < 10_000 && stepped.next_due().is_some_and(|due| due <= 10_000) {
        stepped.step();
    }
    assert_eq!(texts(&mut stepped), full);
    stepped.step_back();
    assert!(stepped.now() <= 10_000 && stepped.journal_length() < length);
}

#[test]
fn acting_in_the_past_drops_the_future_from_journal_and_marks() {
    let mut session = opened(12_000);
    session.run("crash c1").unwrap();
    session.advance(20_000);
    session.seek(9_000);
    session.run("crash c2").unwrap();
    session.advance(15_000);
    let mut straight = opened(9_000);
    straight.run("crash c2").unwrap();
    straight.advance(15_000);
    assert_eq!(texts(&mut session), texts(&mut straight));
    assert_eq!(session.marks(), straight.marks());
    assert_eq!(session.script(), straight.script());
    assert_eq!(session.end(), 15_000);
}

#[test]
fn marks_tell_commits_rebalances_crashes_rewinds_and_records() {
    let mut session = opened(13_100);
    session.run("crash c1").unwrap();
    session.advance(26_000);
    session.run("set c2 --by-hand").unwrap();
    session.advance(30_000);
    session.run("seek c2 orders-0 0").unwrap();
    session.advance(40_000);
    let marks = session.marks();
    let of = |kind: &str| {
        marks
            .iter()
            .filter(|mark| mark.kind == kind)
            .collect::<Vec<_>>()
    };
    assert!(of("commit").len() > 5);
    assert!(of("commit").iter().all(|mark| mark.group == Some(0)));
    let rebalances: Vec<_> = of("rebalance")
        .iter()
        .map(|mark| mark.until.is_some())
        .collect();
    assert_eq!(rebalances, [true, true]);
    assert_eq!(of("crash").len(), 1);
    assert_eq!((of("crash")[0].at, of("crash")[0].group), (13_100, Some(0)));
    assert_eq!(of("rewind").len(), 1);
    let records: u32 = of("records").iter().map(|mark| mark.count).sum();
    let logs = &session
        .state()
        .broker()
        .topics()
        .get("orders")
        .unwrap()
        .partitions;
    assert_eq!(
        i64::from(records),
        logs.iter().map(|log| log.end()).sum::<i64>()
    );
}

#[test]
fn things_in_the_journal_can_be_inspected() {
    let mut session = opened(13_000);
    let mut seen = 0;
    for line in session.journal(0, usize::MAX) {
        assert!(!line.spans.is_empty() && !line.kind.is_empty());
        assert!(!line.text().contains('\n'));
        for thing in line.spans.iter().filter_map(|span| span.thing.as_ref()) {
            let gone = thing.starts_with("position:");
            assert!(gone || session.inspect(thing).is_some(), "{thing}");
            seen += 1;
        }
    }
    assert!(seen > 50);
    assert!(session
        .journal(0, 99)
        .iter()
        .any(|line| line.tone == Tone::Quiet));
}

fn rows(session: &Session, thing: &str) -> String {
    let Some(inspection) = session.inspect(thing) else {
        panic!("nothing is known of {thing}");
    };
    let mut text = inspection.title;
    for (name, value) in inspection.rows {
        text.push_str(&format!("\n  {name}: {value}"));
    }
    text.push('\n');
    text
}

#[test]
fn inspections_are_as_they_were() {
    let mut session = opened(12_480);
    let hand = "produce --topic orders --key lea --value hi --header a=b --partition 0";
    session.run(hand).unwrap();
    session.advance(13_000);
    let mut text = String::new();
    let end = session
        .state()
        .broker()
        .topics()
        .get("orders")
        .unwrap()
        .partitions[0]
        .end();
    let last = format!("record:orders/0/{}", end - 1);
    let kept = session.inspect("commit:billing/orders/0").unwrap();
    let kept = kept.rows.iter().find(|(name, _)| name == "record").unwrap();
    let (partition, offset) = kept.1.split_once(" at offset ").unwrap();
    let partition = partition.rsplit_once('-').unwrap().1;
    let commit = format!("record:__consumer_offsets/{partition}/{offset}");
    for thing in [
        &last,
        &commit,
        "partition:orders/0",
        "topic:orders",
        "group:billing",
        "machine:checkout",
        "machine:c1",
        "machine:console",
        "commit:billing/orders/0",
        "position:billing/orders/0",
    ] {
        text.push_str(&rows(&session, thing));
        text.push('\n');
    }
    golden("inspect.txt", &text);
}

#[test]
fn every_flight_can_be_inspected() {
    let mut session = session();
    session.load(OPENING).unwrap();
    let mut apis: Vec<String> = Vec::new();
    for _ in 0..120 {
        session.advance(session.now() + 100);
        for id in session.state().network().flights().keys() {
            let inspection = session.inspect(&format!("flight:{id}")).unwrap();
            assert!(inspection.rows.len() >= 6);
            apis.push(inspection.title);
        }
    }
    apis.sort();
    apis.dedup();
    assert!(apis.len() > 16, "{apis:?}");
}

#[test]
fn what_is_not_there_cannot_be_inspected() {
    let session = opened(3_000);
    let mut rng = Rng::new(3);
    for thing in [
        "",
        "record:orders/0/99",
        "record:orders/0/-1",
        "record:orders/9/0",
        "partition:orders/-1",
        "topic:nothing",
        "group:nothing",
        "machine:nobody",
        "flight:999999",
        "commit:billing/orders/0",
        "position:nobody/orders/0",
        "record:orders/0/9223372036854775807",
    ] {
        assert_eq!(session.inspect(thing), None, "{thing}");
    }
    let pieces = [
        "record",
        "partition",
        ":",
        "/",
        "orders",
        "billing",
        "0",
        "-1",
        "é",
        "commit",
        "9",
    ];
    for _ in 0..10_000 {
        let mut thing = String::new();
        for _ in 0..below(rng.peek(), 9) {
            rng.advance();
            thing.push_str(pieces[below(rng.peek(), pieces.len() as u64) as usize]);
        }
        rng.advance();
        let _ = session.inspect(&thing);
    }
}

/// Lines that mean something to the clusters of the test below.
const LINES: &[&str] = &[
    "topic create orders --partitions 3",
    "topic create other",
    "topic alter orders --partitions 5",
    "topic delete other",
    "group delete billing",
    "produce --topic orders --keys ana,bo --rate 5/s --name checkout",
    "produce --topic orders --rate 3/s --partitioner roundrobin",
    "produce --topic orders --key lea --value x",
    "produce --topic other --value y",
    "consume --topic orders --group billing --members 2 --work 50ms --set session.timeout.ms=6000",
    "consume --topic orders,other --group audit --commit record --from-beginning --work 20ms",
    "consume --topic orders --group hand --by-hand --name h --assignor roundrobin",
    "poll h",
    "commit h",
    "commit h --async orders-0=1",
    "commit c1 orders-0=0",
    "seek c1 beginning",
    "seek c2 end",
    "seek h orders-0 0",
    "seek c1 orders-0 -1",
    "pause c1",
    "resume c1",
    "pause checkout",
    "resume checkout",
    "crash c1",
    "crash checkout",
    "stop c2",
    "start c1",
    "start c2",
    "start checkout",
    "stall c2",
    "unstall c2",
    "cut c1",
    "heal c1",
    "remove c2",
    "set c1 --work 10ms --commit batch",
    "set checkout --rate 9/s linger.ms=50",
    "wait 1s",
    "wait 7s",
];

/// Clusters that are driven by chance, back and forth: a line is refused or
/// not, nothing panics, and the journal is that of a session that went
/// straight.
#[test]
fn sessions_by_chance_hold_together() {
    for seed in 0..12 {
        let mut rng = Rng::new(seed);
        let mut draw = |bound: usize| {
            rng.advance();
            below(rng.peek(), bound as u64) as usize
        };
        let mut session = session();
        for _ in 0..60 {
            match draw(10) {
                0 => session.seek(draw(session.end() as usize + 1) as i64),
                1 => {
                    session.step();
                }
                2 => {
                    session.step_back();
                }
                _ => {
                    let _ = session.run(LINES[draw(LINES.len())]);
                    session.advance(session.now() + draw(900) as i64);
                }
            }
        }
        // A script holds the whole branch, so that both go to its end.
        session.seek(session.end());
        let mut straight = self::session();
        straight.load(&session.script()).unwrap();
        straight.advance(session.now());
        assert_eq!(texts(&mut session), texts(&mut straight), "seed {seed}");
        assert_eq!(session.state(), straight.state(), "seed {seed}");
        for line in session.journal(0, usize::MAX) {
            for thing in line.spans.iter().filter_map(|span| span.thing.as_ref()) {
                let _ = session.inspect(thing);
            }
        }
    }
}
