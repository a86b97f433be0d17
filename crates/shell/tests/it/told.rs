//! What is told of some scenes, and what their groups committed: the same for
//! ever and everywhere, whatever the engine's own types are called.

use cluster::config::ClusterConfig;
use cluster::limits::Limits;
use kafka_playground_shell::play::journal;
use kafka_playground_shell::Session;
use std::fmt::Write;
use worlds::{test, Fnv};

const START: i64 = 1_767_603_600_000;

/// The hash of all journals and all records of `__consumer_offsets` of
/// [`SCENES`].
///
/// It changes when the engine does something else than before, or when the
/// journal says it otherwise; never because something in the code has another
/// name. The first is a change that old links see.
const GOLDEN: u64 = 0xd780_85c8_5df9_1de0;

const SCENES: &[(&str, i64, &str)] = &[
    (
        "a crash, and the peer takes over",
        45_000,
        "
topic create orders --partitions 3
produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout
consume --topic orders --group billing --members 2 --work 300ms --commit batch --from-beginning --set max.poll.records=4 --set session.timeout.ms=6000 --set heartbeat.interval.ms=2000
@12.300 crash c1
@30 start c1
@38 stop c2
",
    ),
    (
        "a hand-over in two rounds",
        40_000,
        "
topic create orders --partitions 4
produce --topic orders --keys ana,kim,lea,mia,ron,tom --rate 2/s --name checkout
consume --topic orders --group billing --work 300ms --from-beginning --members 2 --assignor cooperative-sticky --set auto.commit.interval.ms=1000 --set session.timeout.ms=10000
@12.200 consume --topic orders --group billing --work 300ms --from-beginning --name c3 --assignor cooperative-sticky --set auto.commit.interval.ms=1000 --set session.timeout.ms=10000
@20 topic alter orders --partitions 6
@28 stall c2
@33 unstall c2
",
    ),
    (
        "static members and a twin",
        40_000,
        "
topic create orders --partitions 4
produce --topic orders --keys ana,kim,lea,mia,ron,tom --rate 2/s --name checkout
consume --topic orders --group billing --name till-1 --commit record --from-beginning --set group.instance.id=till-1 --set session.timeout.ms=10000
consume --topic orders --group billing --name till-2 --commit record --from-beginning --set group.instance.id=till-2 --set session.timeout.ms=10000
@12.300 stop till-1
@18 start till-1
@22 consume --topic orders --group billing --name twin --from-beginning --set group.instance.id=till-2 --set session.timeout.ms=10000
",
    ),
    (
        "segments, retention and a batch that is refused",
        50_000,
        "
topic create orders --partitions 2 --config internal.segment.bytes=300 --config retention.ms=12000
topic create notes --partitions 2 --config max.message.bytes=120
produce --topic orders --keys ana,bo,fay,kim,lea --rate 1/s --name checkout
produce --topic notes --keys ana,bo,fay,kim --rate 4/s --name writer --set linger.ms=2000
consume --topic orders --group billing --work 200ms --commit batch --from-beginning
@31 pause writer
@33 seek c1 orders-0 0
@36 cut c1
@40 heal c1
@44 topic delete notes
",
    ),
    (
        "work by hand",
        40_000,
        "
topic create orders --partitions 2
@1 produce --topic orders --key lea --value one --header a=b
@1.5 produce --topic orders --value two --partition 1
@2 consume --topic orders --group billing --by-hand --commit never --from-beginning
@3 poll c1 --timeout 8s
@13 poll c1
@14 commit c1
@15 seek c1 orders-1 0
@16 poll c1
@18.5 commit c1 --async orders-0=0:again orders-1=1
@20 pause c1 orders-0
@25 stop c1
@30 group delete billing
",
    ),
];

/// The journal up to now, and each record of `__consumer_offsets` in Kafka's
/// own bytes.
fn told(session: &mut Session) -> String {
    let mut text = journal(session).join("\n");
    let topics = session.state().broker().topics();
    let offsets = topics.get("__consumer_offsets").into_iter();
    let logs = offsets.flat_map(|topic| topic.partitions.iter().enumerate());
    for (partition, log) in logs {
        for (offset, record) in log.records(0) {
            let bytes = |payload: &Option<protocol::record::Payload>| {
                payload.as_ref().map(|payload| payload.bytes().into_owned())
            };
            let (key, value) = (bytes(&record.key), bytes(&record.value));
            writeln!(text, "{partition} {offset} {key:?} {value:?}").expect("a text grows");
        }
    }
    text
}

fn play(script: &str, until: i64) -> String {
    let mut session = Session::new(1, START, ClusterConfig::page(), Limits::page());
    session.load(script).expect("the scene is possible");
    session.advance(until);
    told(&mut session)
}

#[test]
fn scenes_are_told_and_committed_as_ever() {
    let mut hash = Fnv::default();
    let mut each = Vec::new();
    for (name, until, script) in SCENES {
        let text = play(script, *until);
        assert!(text.lines().count() > 40, "{name}: something happens");
        writeln!(hash, "{text}").expect("a hash takes any text");
        each.push((*name, hash.0));
    }
    assert_eq!(hash.0, GOLDEN, "{:#018x}; after each: {each:x?}", hash.0);
}
