//! Segments: when they roll, and when retention deletes them.

use protocol::batch::Batch;
use protocol::record::{Millis, Offset};
use worlds::logs::{batch_of, batch_of_size};
use worlds::{World, START};
/// A value of an hour.
const HOUR: Millis = 3_600_000;
/// When the second check of retention is, with Kafka's defaults.
const SECOND_CHECK: Millis = 330_000;

fn at(timestamp: Millis) -> Batch {
    batch_of(&[(None, "v", timestamp)])
}

/// A world with a topic `t` with these settings, and batches in it.
fn with(pairs: &[(&str, &str)], batches: impl IntoIterator<Item = Batch>) -> World {
    let mut world = World::new();
    world.topic_with("t", pairs);
    for batch in batches {
        world.appended("t", batch);
    }
    world
}

fn bases(world: &World) -> Vec<Offset> {
    let segments = world.segments("t-0");
    segments.into_iter().map(|(base, _)| base).collect()
}

#[test]
fn a_batch_that_fits_exactly_does_not_roll() {
    for (second, segments) in [
        (300, vec![(0, 1_000)]),
        (301, vec![(0, 700), (1, 301)]),
        (1_000, vec![(0, 700), (1, 1_000)]),
    ] {
        let sizes = [700, second].map(|size| batch_of_size(size, START));
        let world = with(&[("internal.segment.bytes", "1000")], sizes);
        assert_eq!(world.segments("t-0"), segments, "{second}");
    }
}

#[test]
fn a_batch_larger_than_a_segment_is_refused_and_changes_nothing() {
    let mut world = with(&[("internal.segment.bytes", "400")], [at(START)]);
    let refused = world.produce("t", batch_of_size(401, START));
    assert_eq!(refused.error.name(), "RECORD_LIST_TOO_LARGE");
    assert_eq!((refused.base_offset, refused.log_start), (-1, -1));
    assert_eq!(refused.error_message, None);
    assert_eq!(bases(&world), [0]);
    assert_eq!(world.appended("t", batch_of_size(400, START)), 1);
    assert_eq!(bases(&world), [0, 1]);
}

#[test]
fn segment_ms_compares_timestamps_with_the_first_batch() {
    let ten = START - 10 * HOUR;
    for (second, rolls) in [
        (at(ten + HOUR), false),
        (at(ten + HOUR + 1), true),
        // Older is never late.
        (at(ten - 5 * HOUR), false),
        // The largest timestamp of a batch counts.
        (
            batch_of(&[(None, "a", ten), (None, "b", ten + HOUR + 1)]),
            true,
        ),
    ] {
        let world = with(&[("segment.ms", "3600000")], [at(ten), second]);
        assert_eq!(bases(&world).len() == 2, rolls);
    }
    // Of a first batch with several, too.
    let first = batch_of(&[(None, "a", ten), (None, "b", ten + HOUR)]);
    let world = with(&[("segment.ms", "3600000")], [first, at(ten + 2 * HOUR)]);
    assert_eq!(bases(&world), [0]);
}

#[test]
fn without_timestamps_a_segment_waits_by_the_clock() {
    let mut world = with(&[("segment.ms", "1000")], [at(-1)]);
    world.wait(900);
    world.appended("t", at(START + 500_000));
    assert_eq!(bases(&world), [0]);
    world.wait(200);
    world.appended("t", at(-1));
    assert_eq!(bases(&world), [0, 2]);
}

#[test]
fn a_full_index_rolls() {
    let one = |i| at(START + i);
    for (pairs, expected) in [
        // An entry after each batch but the first; the time index keeps room
        // for one more, so that one entry fills 24 bytes.
        (
            [("segment.index.bytes", "24"), ("index.interval.bytes", "0")],
            vec![0, 2, 4],
        ),
        (
            [("segment.index.bytes", "36"), ("index.interval.bytes", "0")],
            vec![0, 3],
        ),
        // No room at all: a segment for each batch.
        (
            [("segment.index.bytes", "4"), ("index.interval.bytes", "0")],
            vec![0, 1, 2, 3, 4],
        ),
        // An entry is due after more bytes than that: 70 are not more.
        (
            [
                ("segment.index.bytes", "24"),
                ("index.interval.bytes", "69"),
            ],
            vec![0, 3],
        ),
    ] {
        let world = with(&pairs, (0..5).map(one));
        assert_eq!(bases(&world), expected, "{pairs:?}");
    }
}

#[test]
fn equal_timestamps_fill_the_offset_index() {
    let pairs = [("segment.index.bytes", "32"), ("index.interval.bytes", "0")];
    // Four entries of 8 bytes; the time index has room for two of 12 and
    // takes one, as the timestamp never grows.
    let world = with(
        &[("segment.index.bytes", "36"), pairs[1]],
        (0..7).map(|_| at(START)),
    );
    assert_eq!(bases(&world), [0, 5]);
}

#[test]
fn a_fetch_reads_one_segment() {
    use protocol::api::*;
    let mut world = with(
        &[("internal.segment.bytes", "150")],
        (0..5).map(|_| at(START)),
    );
    assert_eq!(bases(&world), [0, 2, 4]);
    for (from, last) in [(0, 1), (1, 1), (2, 3), (4, 4)] {
        let partitions = vec![FetchPartition::new(worlds::tp("t", 0), from, 1_000_000)];
        let request = RequestBody::Fetch(FetchRequest {
            max_wait_ms: 0,
            min_bytes: 1,
            max_bytes: i32::MAX,
            isolation_level: IsolationLevel::ReadUncommitted,
            session_id: 0,
            session_epoch: -1,
            partitions,
        });
        let Response::Fetch(body) = world.ask("raw", request) else {
            panic!("no answer to Fetch");
        };
        let batches = &body.partitions[0].batches;
        assert_eq!(batches.last().unwrap().base_offset(), last, "from {from}");
    }
}

#[test]
fn retention_by_size_goes_while_the_excess_covers_a_segment() {
    for (limit, left) in [
        ("-1", vec![0, 1, 2, 3]),
        ("380", vec![0, 1, 2, 3]),
        ("281", vec![0, 1, 2, 3]),
        ("280", vec![1, 2, 3]),
        ("180", vec![2, 3]),
        ("80", vec![3]),
        // The active one is kept while anything may be kept.
        ("1", vec![3]),
        ("0", vec![4]),
    ] {
        let pairs = [
            ("internal.segment.bytes", "100"),
            ("retention.bytes", limit),
        ];
        let sizes = [100, 100, 100, 80];
        let mut world = with(&pairs, sizes.map(|size| batch_of_size(size, START)));
        world.wait(29_000);
        assert_eq!(bases(&world), [0, 1, 2, 3], "before the first check");
        world.wait(1_100);
        assert_eq!(bases(&world), left, "{limit}");
        assert_eq!(world.log("t-0").start(), left[0], "{limit}");
        assert_eq!(world.log("t-0").end(), 4);
    }
}

#[test]
fn a_future_timestamp_shields_what_comes_after_it() {
    let pairs = [
        ("internal.segment.bytes", "100"),
        ("retention.ms", "3600000"),
    ];
    let hours = [-3 * HOUR / 2, HOUR / 2, -HOUR - 60_000, -HOUR + 60_000];
    let mut world = with(&pairs, hours.map(|hours| at(START + hours)));
    assert_eq!(bases(&world), [0, 1, 2, 3]);
    world.wait(31_000);
    assert_eq!(bases(&world), [1, 2, 3]);
    world.wait(HOUR);
    assert_eq!(
        bases(&world),
        [1, 2, 3],
        "the future one is half an hour old"
    );
    world.wait(HOUR);
    assert_eq!(bases(&world), [4]);
}

#[test]
fn an_expired_active_segment_is_rolled_and_deleted() {
    let expired = (0..57).map(|_| at(START - 2 * HOUR));
    let mut world = with(&[("retention.ms", "3600000")], expired);
    world.wait(31_000);
    assert_eq!(world.segments("t-0"), [(57, 0)]);
    let log = world.log("t-0");
    assert_eq!((log.start(), log.end()), (57, 57));
    // An empty one is never deleted, and records go on from there.
    world.wait(10 * HOUR);
    assert_eq!(world.segments("t-0"), [(57, 0)]);
    let now = START + world.now();
    assert_eq!(world.appended("t", at(now)), 57);
}

#[test]
fn age_is_more_than_retention_ms_at_a_check() {
    // The second check is the first that finds it a millisecond too old.
    for (age_then, left) in [(HOUR, 1), (HOUR + 1, 0)] {
        let timestamp = START + SECOND_CHECK - age_then;
        let mut world = with(&[("retention.ms", "3600000")], [at(timestamp)]);
        world.wait(SECOND_CHECK - world.now() - 1);
        assert_eq!(world.log("t-0").records(0).count(), 1, "{age_then}");
        world.wait(1);
        assert_eq!(world.log("t-0").records(0).count(), left, "{age_then}");
    }
}

#[test]
fn retention_needs_delete_in_the_policy() {
    for (policy, left) in [
        ("compact", vec![0, 1, 2]),
        ("", vec![0, 1, 2]),
        ("delete", vec![3]),
        ("compact,delete", vec![3]),
    ] {
        let pairs = [
            ("cleanup.policy", policy),
            ("retention.ms", "1000"),
            ("retention.bytes", "0"),
            ("internal.segment.bytes", "100"),
        ];
        let old = || batch_of(&[(Some("k"), "v", START - HOUR)]);
        let mut world = with(&pairs, [old(), old(), old()]);
        world.wait(SECOND_CHECK);
        assert_eq!(bases(&world), left, "{policy}");
    }
}

#[test]
fn segments_below_the_log_start_go_whatever_the_policy() {
    for policy in ["", "delete", "compact,delete"] {
        let pairs = [
            ("cleanup.policy", policy),
            ("internal.segment.bytes", "100"),
        ];
        let one = || batch_of(&[(Some("k"), "v", START)]);
        let mut world = with(&pairs, (0..4).map(|_| one()));
        assert_eq!(world.delete_records("t-0", 2), ("NONE", 2));
        assert_eq!(bases(&world), [0, 1, 2, 3], "their files are still there");
        world.wait(31_000);
        assert_eq!(bases(&world), [2, 3], "{policy}");
        // All of it is below the start, and the active one stays.
        assert_eq!(world.delete_records("t-0", 4), ("NONE", 4));
        world.wait(SECOND_CHECK);
        assert_eq!(bases(&world), [3], "{policy}");
    }
}

#[test]
fn a_deleted_segments_file_stays_for_a_minute() {
    let pairs = [("retention.ms", "1000"), ("file.delete.delay.ms", "5000")];
    let mut world = with(&pairs, [at(START)]);
    world.wait(31_000);
    let gone = |world: &World, ms: Millis| {
        let log = world.log("t-0");
        log.deleted(START + ms)
            .map(|gone| (gone.base, gone.end))
            .collect::<Vec<_>>()
    };
    assert_eq!(gone(&world, world.now()), [(0, 1)]);
    assert_eq!(gone(&world, 34_999), [(0, 1)]);
    assert_eq!(gone(&world, 35_000), []);
}

#[test]
fn checks_that_find_nothing_leave_no_trace() {
    let mut world = with(&[], [at(START)]);
    let before = world.events.len();
    world.wait(6 * 24 * HOUR);
    assert_eq!(world.events.len(), before);
    world.wait(2 * 24 * HOUR);
    assert_eq!(bases(&world), [1]);
}
