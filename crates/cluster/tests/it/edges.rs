//! Numbers beyond 32 bits are the same where a machine word has no more: in
//! wasm.

use client::call::ConsumerCall;
use client::outcome::Outcome;
use protocol::java;
use protocol::record::{record_size, size_upper_bound, varint_size, Payload, Record};
use protocol::rng::{below, Rng};
use std::sync::Arc;
use worlds::logs::batch_of;
use worlds::{range, record, test, tp, World};

/// Just beyond 32 bits without a sign.
const BEYOND: i64 = 1 << 32;

#[test]
fn sizes_of_numbers_count_all_bits() {
    let sizes = [0, BEYOND - 1, BEYOND, -BEYOND, i64::MAX, i64::MIN].map(varint_size);
    assert_eq!(sizes, [1, 5, 5, 5, 10, 10]);
    let empty = Record {
        key: None,
        value: None,
        headers: Arc::from([]),
        timestamp: 0,
    };
    assert_eq!(record_size(&empty, i32::MAX, i64::MIN), 20);
}

#[test]
fn sizes_of_values_count_all_bits() {
    let large = Payload::Zeros(u32::MAX).len();
    let bound = size_upper_bound(None, Some(large), &[]);
    assert_eq!(bound, BEYOND as u64 + 88);
}

#[test]
fn draws_use_64_bits() {
    let rng = Rng::new(u64::MAX);
    assert_eq!(rng.peek(), 0xe4d9_7177_1b65_2c20);
    assert_eq!(below(u64::MAX, u64::MAX), u64::MAX - 1);
    assert_eq!(below(1 << 63, BEYOND as u64), 1 << 31);
}

#[test]
fn hashes_wrap_at_32_bits() {
    assert_eq!(java::string_hash("polygenelubricants"), i32::MIN);
    assert_eq!(java::absolute(i32::MIN), 0);
    assert_eq!(java::group_partition("polygenelubricants", 50), 0);
}

#[test]
fn offsets_beyond_32_bits_are_kept() {
    let mut world = World::ten();
    world.member("c", "g", &[]);
    for offset in [BEYOND, BEYOND + 1, i64::MAX] {
        world.commit("c", &[("orders-0", offset)]);
        assert_eq!(world.committed("g", "orders-0"), Some(offset));
        let lane = world.group_view("g").lanes[0].clone();
        assert_eq!(lane.lag.map(|lag| lag.0), Some(10 - offset));
    }
    world.assign("c", &["orders-0"]);
    world.seek("c", "orders-0", BEYOND + 3);
    assert_eq!(world.position("c", "orders-0"), BEYOND + 3);
    // It is out of range, and not the offset 3.
    assert_eq!(world.poll("c", 1_000), range("orders-0", 0..10));
}

#[test]
fn timestamps_beyond_32_bits_are_found() {
    let pairs = [("message.timestamp.after.max.ms", "9223372036854775807")];
    let mut world = World::configured(&pairs);
    for timestamp in [BEYOND, BEYOND + 1, i64::MAX] {
        world.appended("t", batch_of(&[(None, "v", timestamp)]));
    }
    world.member("c", "g", &[]);
    for (asked, offset) in [(1, 0), (BEYOND + 1, 1), (BEYOND + 2, 2), (i64::MAX, 2)] {
        let found = world.call(
            "c",
            ConsumerCall::OffsetsForTimes(vec![(tp("t", 0), asked)]),
        );
        let Outcome::OffsetsForTimes(found) = found else {
            panic!("{found:?}")
        };
        let found = found[0].1.as_ref().map(|found| found.offset);
        assert_eq!(found, Some(offset), "{asked}");
    }
}

#[test]
fn memory_beyond_32_bits_is_enough() {
    let mut world = World::new();
    world.topic("orders", 1);
    world.producer("p", &[("buffer.memory", "4294967296")]);
    assert_eq!(world.send(vec![record("orders", Some(0), None)]), [(0, 0)]);
}
