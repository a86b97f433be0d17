//! What goes from a log, and when.

use protocol::batch::Batch;
use protocol::record::{Millis, Offset};
use worlds::logs::{batch_of, batch_of_size};
use worlds::{record, World, START};
const HOUR: Millis = 3_600_000;

fn at(timestamp: Millis) -> Batch {
    batch_of(&[(Some("k"), "v", timestamp)])
}

/// What can be read: first offset and the one after the last.
fn readable(world: &World, partition: &str) -> (Offset, Offset) {
    let log = world.log(partition);
    (log.start(), log.end())
}

#[test]
fn gotcha_16_the_active_segment_can_be_deleted() {
    let mut world = World::configured(&[("retention.ms", "1000")]);
    world.appended("t", at(START));
    assert_eq!(world.segments("t-0").len(), 1);
    world.wait(31_000);
    assert_eq!(readable(&world, "t-0"), (1, 1));
    assert_eq!(world.segments("t-0"), [(1, 0)]);
}

#[test]
fn gotcha_17_a_record_outlives_retention_ms_with_its_segment() {
    let mut world = World::configured(&[("retention.ms", "3600000")]);
    world.appended("t", at(START));
    world.appended("t", at(START + HOUR / 2));
    // The first is an hour and a quarter old, and read all the same.
    world.wait(HOUR + HOUR / 4);
    assert_eq!(readable(&world, "t-0"), (0, 2));
    // The whole segment expires, and the next check comes up to five minutes
    // later.
    world.wait(HOUR / 4 + 300_000);
    assert_eq!(readable(&world, "t-0"), (2, 2));
}

#[test]
fn gotcha_18_retention_bytes_is_per_partition_and_never_cuts_below() {
    let mut world = World::new();
    let pairs = [
        ("retention.bytes", "250"),
        ("internal.segment.bytes", "100"),
    ];
    world.topic_of("t", 2, worlds::settings(&pairs));
    for _ in 0..3 {
        world.appended("t", batch_of_size(100, START));
    }
    world.wait(31_000);
    // 300 bytes; without one segment there would be less than 250.
    assert_eq!(readable(&world, "t-0"), (0, 3));
    world.appended("t", batch_of_size(100, START));
    world.wait(300_000);
    assert_eq!(readable(&world, "t-0"), (1, 4));
    assert_eq!(world.log("t-0").bytes(), 300);
}

#[test]
fn gotcha_19_retention_goes_by_the_largest_timestamp_of_a_record() {
    let mut world = World::configured(&[("retention.ms", "3600000")]);
    // Written just now, and of last year.
    world.appended("t", at(START - 365 * 24 * HOUR));
    world.wait(31_000);
    assert_eq!(readable(&world, "t-0"), (1, 1));
    // One record of the future keeps the old ones around it.
    world.appended("t", at(START - 24 * HOUR));
    world.appended("t", at(START + HOUR / 2));
    world.appended("t", at(START - 24 * HOUR));
    world.wait(HOUR);
    assert_eq!(readable(&world, "t-0"), (1, 4));
}

#[test]
fn gotcha_20_segment_ms_is_no_timer() {
    let mut world = World::configured(&[("segment.ms", "1000")]);
    world.appended("t", at(START));
    world.wait(24 * HOUR);
    assert_eq!(world.segments("t-0").len(), 1);
    world.appended("t", at(START + 24 * HOUR));
    assert_eq!(world.segments("t-0").len(), 2);
}

#[test]
fn gotcha_21_an_emptied_partition_does_not_start_again_at_0() {
    let mut world = World::configured(&[("retention.ms", "1000")]);
    for _ in 0..7 {
        world.appended("t", at(START));
    }
    world.wait(31_000);
    assert_eq!(world.listed("t", 11, -2), ("NONE", -1, 7));
    assert_eq!(world.listed("t", 11, -1), ("NONE", -1, 7));
    let now = START + world.now();
    assert_eq!(world.appended("t", at(now)), 7);
}

#[test]
fn gotcha_28_delete_records_is_logical_and_leaves_commits_alone() {
    let mut world = World::configured(&[]);
    world.fill("t-0", 6);
    world.member("c", "g", &[]);
    world.assign("c", &["t-0"]);
    world.commit("c", &[("t-0", 1)]);
    assert_eq!(world.delete_records("t-0", 4), ("NONE", 4));
    assert_eq!(
        world
            .log("t-0")
            .batches()
            .map(|b| b.records().len())
            .sum::<usize>(),
        6
    );
    assert_eq!(world.committed("g", "t-0"), Some(1));
    // What the group committed is gone, and its reset policy counts.
    assert_eq!(world.poll_until("c", 2), ["t-0@4", "t-0@5"]);
    // Without delete in the policy it is refused.
    let mut world = World::configured(&[("cleanup.policy", "compact")]);
    assert_eq!(world.delete_records("t-0", 0).0, "POLICY_VIOLATION");
}

#[test]
fn gotcha_26_compact_and_delete_also_deletes_the_last_value_of_a_key() {
    let mut world = World::configured(&[
        ("cleanup.policy", "compact,delete"),
        ("retention.ms", "3600000"),
    ]);
    world.producer("p", &[]);
    assert_eq!(
        world.send(vec![record("t", Some(0), Some("only"))]),
        [(0, 0)]
    );
    world.wait(HOUR + 300_000);
    assert_eq!(readable(&world, "t-0"), (1, 1), "the key has no value left");
}
