//! What the broker lets into a log.

use protocol::batch::Batch;
use protocol::compression::Compression;
use protocol::record::Millis;
use worlds::logs::batch_of;
use worlds::{record, World, START};

fn at(timestamp: Millis) -> Batch {
    batch_of(&[(Some("k"), "v", timestamp)])
}

#[test]
fn gotcha_13_max_message_bytes_limits_the_batch_as_it_is_compressed() {
    let mut world = World::configured(&[("max.message.bytes", "200")]);
    // Two small records are too large together,
    let two = batch_of(&[
        (None, &"a".repeat(80), START),
        (None, &"b".repeat(80), START),
    ]);
    assert_eq!(
        world.produce("t", two.clone()).error.name(),
        "MESSAGE_TOO_LARGE"
    );
    // and fit when they are compressed.
    let small = two.compressed(Compression::Gzip);
    assert_eq!(world.produce("t", small).error.name(), "NONE");
}

#[test]
fn gotcha_25_a_compacted_topic_refuses_a_record_without_key() {
    let mut world = World::configured(&[("cleanup.policy", "compact")]);
    world.producer("p", &[]);
    let (class, text) = world.send_fails("p", record("t", Some(0), None));
    assert_eq!(class, "InvalidRecordException");
    let why = "Compacted topic cannot accept message without key in topic partition t-0";
    assert_eq!(text, why);
    assert_eq!(world.send(vec![record("t", Some(0), Some("k"))]), [(0, 0)]);
}

#[test]
fn gotcha_27_the_broker_has_a_say_in_timestamps() {
    let mut world = World::configured(&[("message.timestamp.type", "LogAppendTime")]);
    world.appended("t", at(1));
    let log = world.log("t-0");
    assert!(log.max_timestamp().unwrap().0 >= START);
    // With the record's own time, an hour in the future is too far.
    let mut world = World::configured(&[]);
    assert_eq!(
        world.produce("t", at(START + 3_600_000)).error.name(),
        "NONE"
    );
    let late = world.produce("t", at(START + 3_600_000 + 60_000));
    assert_eq!(late.error.name(), "INVALID_TIMESTAMP");
}
