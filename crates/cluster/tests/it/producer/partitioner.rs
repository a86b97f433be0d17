//! Which partition a record goes to.

use client::call::{AdminCall, ProducerRecord};
use protocol::api::NewPartitions;
use worlds::{record, sized, World};

fn partitions(sent: &[(i32, i64)]) -> Vec<i32> {
    sent.iter().map(|(partition, _)| *partition).collect()
}

fn send_all(world: &mut World, records: Vec<ProducerRecord>) -> Vec<i32> {
    partitions(&world.send(records))
}

/// Lengths of the stretches that went to one partition after another.
fn runs(partitions: &[i32]) -> Vec<usize> {
    partitions
        .chunk_by(|left, right| left == right)
        .map(<[i32]>::len)
        .collect()
}

#[test]
fn a_partition_in_the_record_wins_over_its_key() {
    let mut world = World::new();
    world.topic("billing-lines", 3);
    let to = |partition, key| record("billing-lines", partition, key);
    for (record, partition, offset) in [
        (to(Some(2), Some("a")), 2, 0),
        (to(Some(0), Some("a")), 0, 0),
        (to(None, Some("a")), 1, 0),
        (to(Some(1), None), 1, 1),
    ] {
        assert_eq!(world.send(vec![record]), [(partition, offset)]);
    }
}

#[test]
fn a_key_is_hashed_with_murmur2_and_made_positive_by_a_mask() {
    // The values of Kafka's own UtilsTest, and of the empty key.
    let hashes: &[(&str, i32)] = &[
        ("21", -973932308),
        ("foobar", -790332482),
        ("a-little-bit-long-string", -985981536),
        ("a-little-bit-longer-string", -1486304829),
        (
            "lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8",
            -58897971,
        ),
        ("abc", 479470107),
        ("", 275646681),
    ];
    for count in [1, 2, 3, 7, 12] {
        let mut world = World::new();
        world.topic("orders", count);
        for (key, hash) in hashes {
            let sent = send_all(&mut world, vec![record("orders", None, Some(key))]);
            assert_eq!(sent, [(hash & 0x7fff_ffff) % count], "{key} of {count}");
        }
    }
}

#[test]
fn the_same_key_goes_to_the_same_partition_from_every_producer() {
    let mut world = World::new();
    world.topic("orders", 6);
    let key = || vec![record("orders", None, Some("customer-42"))];
    let first = send_all(&mut world, key());
    world.producer("other", &[("batch.size", "0"), ("linger.ms", "0")]);
    for _ in 0..5 {
        let sent = world.try_send("other", key());
        assert_eq!(sent[0].as_ref().unwrap().partition, first[0]);
    }
}

#[test]
fn small_records_without_a_key_stay_on_one_partition() {
    for seed in ["a", "b", "c"] {
        let mut world = World::new();
        world.topic(seed, 10);
        let mut seen = Vec::new();
        for _ in 0..100 {
            seen.extend(send_all(&mut world, vec![record(seed, None, None)]));
            world.wait(50);
        }
        assert_eq!(runs(&seen), [100]);
    }
}

#[test]
fn the_sticky_partition_changes_with_bytes_at_the_end_of_a_batch() {
    let mut world = World::new();
    world.topic("orders", 50);
    world.producer("p", &[("batch.size", "1000")]);
    // A record of 100 bytes takes 109: eight fit into a batch. After one batch
    // 933 bytes have gone, after two 1866: then the partition changes.
    let seen = send_all(&mut world, vec![sized("orders", None, 100); 64]);
    assert_eq!(runs(&seen), [16, 16, 16, 16]);
}

#[test]
fn where_every_batch_was_sent_the_change_comes_before_the_next_record() {
    let mut world = World::new();
    world.topic("orders", 50);
    world.producer("p", &[("batch.size", "1000")]);
    let mut seen = Vec::new();
    for _ in 0..24 {
        // Each is a batch of its own: 170 bytes, 1020 after six.
        seen.extend(send_all(&mut world, vec![sized("orders", None, 100)]));
    }
    assert_eq!(runs(&seen), [6, 6, 6, 6]);
}

#[test]
fn a_record_larger_than_a_batch_changes_the_partition_by_itself() {
    let mut world = World::new();
    world.topic("orders", 50);
    world.producer("p", &[("batch.size", "100")]);
    let mut seen = Vec::new();
    for _ in 0..20 {
        seen.extend(send_all(&mut world, vec![sized("orders", None, 500)]));
    }
    // By chance it may be the same one again, but not often of fifty.
    assert!(runs(&seen).len() > 15, "{seen:?}");
}

#[test]
fn keyed_records_do_not_move_the_sticky_partition() {
    let mut world = World::new();
    world.topic("orders", 10);
    world.producer("p", &[("batch.size", "1000")]);
    let first = send_all(&mut world, vec![record("orders", None, None)]);
    for _ in 0..50 {
        let keyed = ProducerRecord {
            key: Some("k".into()),
            ..sized("orders", None, 200)
        };
        send_all(&mut world, vec![keyed]);
    }
    assert_eq!(
        send_all(&mut world, vec![record("orders", None, None)]),
        first
    );
}

#[test]
fn ignored_keys_go_where_records_without_a_key_go() {
    let mut world = World::new();
    world.topic("orders", 10);
    world.producer("p", &[("partitioner.ignore.keys", "true")]);
    let records: Vec<ProducerRecord> = (0..30)
        .map(|i| record("orders", None, Some(&format!("key-{i}"))))
        .collect();
    assert_eq!(runs(&send_all(&mut world, records)), [30]);
}

const ROUND_ROBIN: (&str, &str) = (
    "partitioner.class",
    "org.apache.kafka.clients.producer.RoundRobinPartitioner",
);

#[test]
fn round_robin_follows_the_order_of_javas_map_and_ignores_keys() {
    for (topic, count, order) in [
        ("trades-rr", 3, vec![2, 0, 1]),
        ("quotes-rr", 2, vec![1, 0]),
        ("quotes-rr", 4, vec![3, 2, 1, 0]),
    ] {
        let mut world = World::new();
        world.topic(topic, count);
        world.producer("p", &[ROUND_ROBIN]);
        for _ in 0..3 {
            let mut seen = Vec::new();
            for _ in 0..count {
                seen.extend(send_all(&mut world, vec![record(topic, None, Some("k"))]));
            }
            assert_eq!(seen, order, "{topic} of {count}");
        }
    }
}

#[test]
fn round_robin_goes_on_counting_when_partitions_are_added() {
    let mut world = World::new();
    world.topic("quotes-rr", 2);
    world.producer("p", &[ROUND_ROBIN, ("metadata.max.age.ms", "1000")]);
    let unkeyed = |n| vec![record("quotes-rr", None, None); n];
    assert_eq!(send_all(&mut world, unkeyed(3)), [1, 0, 1]);
    world.admin(AdminCall::CreatePartitions(vec![
        NewPartitions::increase_to("quotes-rr", 4),
    ]));
    world.wait(1_500);
    // The fourth turn of [3, 2, 1, 0].
    assert_eq!(send_all(&mut world, unkeyed(5)), [0, 3, 2, 1, 0]);
}

#[test]
fn a_keyed_record_learns_of_new_partitions_by_the_age_of_metadata() {
    let mut world = World::new();
    world.topic("orders", 1);
    world.producer("p", &[("metadata.max.age.ms", "60000")]);
    let keyed = || vec![record("orders", None, Some("foobar"))];
    assert_eq!(send_all(&mut world, keyed()), [0]);
    world.admin(AdminCall::CreatePartitions(vec![
        NewPartitions::increase_to("orders", 12),
    ]));
    world.wait(30_000);
    assert_eq!(send_all(&mut world, keyed()), [0]);
    world.wait(30_000);
    assert_eq!(
        send_all(&mut world, keyed()),
        [(-790332482 & 0x7fff_ffff) % 12]
    );
}

#[test]
fn gotcha_01_records_without_a_key_are_not_round_robin() {
    let mut world = World::new();
    world.topic("orders", 3);
    world.send(vec![record("orders", None, None); 30]);
    let mut ends = world.ends("orders");
    ends.sort_unstable();
    assert_eq!(ends, [0, 0, 30]);
}

#[test]
fn gotcha_02_nor_a_new_partition_for_each_batch() {
    let mut world = World::new();
    world.topic("orders", 3);
    for _ in 0..10 {
        // Typed by hand: each is a batch of its own.
        world.send(vec![record("orders", None, None)]);
        world.wait(3_000);
    }
    let mut ends = world.ends("orders");
    ends.sort_unstable();
    assert_eq!(ends, [0, 0, 10]);
}

#[test]
fn gotcha_03_an_empty_key_is_a_key() {
    let mut world = World::new();
    world.topic("orders", 12);
    for _ in 0..3 {
        let sent = world.send(vec![record("orders", None, Some(""))]);
        assert_eq!(sent[0].0, 275646681 % 12);
    }
}

#[test]
fn gotcha_04_the_partition_of_a_key_is_no_hash_code_of_java() {
    let mut world = World::new();
    world.topic("orders", 1000);
    let sent = world.send(vec![record("orders", None, Some("foobar"))]);
    let murmur2 = -790332482i32;
    assert_eq!(sent[0].0, (murmur2 & 0x7fff_ffff) % 1000);
    // Neither its absolute value, nor String.hashCode.
    assert_ne!(sent[0].0, murmur2.abs() % 1000);
    let java = protocol::java::string_hash("foobar");
    assert_ne!(sent[0].0, (java & 0x7fff_ffff) % 1000);
}

#[test]
fn gotcha_06_more_partitions_move_keys_and_leave_old_records() {
    let mut world = World::new();
    world.topic("orders", 1);
    world.producer("p", &[("metadata.max.age.ms", "1000")]);
    let keys: Vec<String> = (0..20).map(|i| format!("key-{i}")).collect();
    let keyed = || {
        let keys = keys.iter();
        keys.map(|key| record("orders", None, Some(key))).collect()
    };
    world.send(keyed());
    world.admin(AdminCall::CreatePartitions(vec![
        NewPartitions::increase_to("orders", 4),
    ]));
    world.wait(2_000);
    let moved = world.send(keyed());
    let elsewhere = moved.iter().filter(|(partition, _)| *partition != 0);
    assert!(elsewhere.count() > 10);
    assert!(world.ends("orders")[0] >= 20);
}
