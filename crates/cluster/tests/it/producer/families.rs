//! Where the producers of other client families put their records.

use client::call::ProducerRecord;
use client::partitioner::family::FAMILY;
use cluster::command::{ClientKind, Command, CommandError};
use worlds::{record, World};

const LIBRDKAFKA: (&str, &str) = (FAMILY, "librdkafka");
const SARAMA: (&str, &str) = (FAMILY, "sarama");
const KAFKA_PYTHON: (&str, &str) = (FAMILY, "kafka-python");
const KAFKAJS: (&str, &str) = (FAMILY, "kafkajs");

/// A world with a topic `orders` and a producer with these settings.
fn world(partitions: i32, settings: &[(&str, &str)]) -> World {
    let mut world = World::new();
    world.topic("orders", partitions);
    world.producer("p", settings);
    world
}

/// Where the producer puts records with this key, or without one.
fn sent(world: &mut World, key: Option<&str>, times: usize) -> Vec<i32> {
    let records: Vec<ProducerRecord> = vec![record("orders", None, key); times];
    let sent = world.send(records);
    sent.iter().map(|(partition, _)| *partition).collect()
}

/// How many different partitions are among these.
fn different(mut partitions: Vec<i32>) -> usize {
    partitions.sort_unstable();
    partitions.dedup();
    partitions.len()
}

#[test]
fn gotcha_5_the_same_key_goes_elsewhere_from_another_client() {
    // The partition of "foobar" among 12, from the vectors.
    for (settings, partition) in [
        (&[][..], 6),
        (&[LIBRDKAFKA], 5),
        (&[LIBRDKAFKA, ("partitioner", "consistent")], 5),
        (&[LIBRDKAFKA, ("partitioner", "murmur2_random")], 6),
        (
            &[SARAMA, ("Producer.Partitioner", "NewMurmur2Partitioner")],
            6,
        ),
        (&[KAFKA_PYTHON], 6),
        (&[KAFKAJS], 6),
    ] {
        let mut world = world(12, settings);
        assert_eq!(
            sent(&mut world, Some("foobar"), 2),
            [partition; 2],
            "{settings:?}"
        );
    }
    // An FNV-1a hash beyond the signed integers is where its users differ.
    for (settings, partition) in [
        (&[LIBRDKAFKA, ("partitioner", "fnv1a")][..], 0),
        (&[SARAMA], 0),
        (
            &[
                SARAMA,
                ("Producer.Partitioner", "NewReferenceHashPartitioner"),
            ],
            8,
        ),
    ] {
        let mut world = world(12, settings);
        assert_eq!(sent(&mut world, Some("21"), 1), [partition], "{settings:?}");
    }
}

#[test]
fn gotcha_3_an_empty_key_is_none_for_librdkafkas_default_alone() {
    for (settings, constant) in [
        (&[][..], true),
        (&[LIBRDKAFKA, ("partitioner", "murmur2_random")], true),
        (&[SARAMA], true),
        (&[LIBRDKAFKA], false),
    ] {
        let mut world = world(50, settings);
        let mut seen = Vec::new();
        for _ in 0..8 {
            seen.extend(sent(&mut world, Some(""), 1));
            world.wait(50);
        }
        assert_eq!(different(seen) == 1, constant, "{settings:?}");
    }
}

#[test]
fn librdkafka_stays_with_a_partition_for_a_time_and_not_for_bytes() {
    let mut world = world(50, &[LIBRDKAFKA]);
    assert_eq!(different(sent(&mut world, None, 40)), 1);
    let mut seen = Vec::new();
    for _ in 0..10 {
        seen.extend(sent(&mut world, None, 1));
        world.wait(20);
    }
    assert!(different(seen.clone()) > 5, "{seen:?}");

    world.producer(
        "slow",
        &[LIBRDKAFKA, ("sticky.partitioning.linger.ms", "60000")],
    );
    let mut seen = Vec::new();
    for _ in 0..10 {
        let sent = world.try_send("slow", vec![record("orders", None, None)]);
        seen.push(sent[0].as_ref().unwrap().partition);
        world.wait(20);
    }
    assert_eq!(different(seen), 1);
}

#[test]
fn without_a_key_each_record_is_drawn_anew() {
    for settings in [
        &[SARAMA][..],
        &[KAFKA_PYTHON],
        &[LIBRDKAFKA, ("sticky.partitioning.linger.ms", "0")],
    ] {
        let mut world = world(50, settings);
        assert!(different(sent(&mut world, None, 20)) > 10, "{settings:?}");
    }
}

#[test]
fn what_draws_each_time_draws_with_a_key_too() {
    for settings in [
        [LIBRDKAFKA, ("partitioner", "random")],
        [SARAMA, ("Producer.Partitioner", "NewRandomPartitioner")],
    ] {
        let mut world = world(50, &settings);
        assert!(
            different(sent(&mut world, Some("ana"), 20)) > 10,
            "{settings:?}"
        );
    }
}

#[test]
fn without_a_key_librdkafkas_plain_hashes_hash_nothing() {
    // CRC-32 of nothing is 0; murmur2 of nothing is what an empty key has.
    let mut consistent = world(12, &[LIBRDKAFKA, ("partitioner", "consistent")]);
    assert_eq!(sent(&mut consistent, None, 1), [0]);
    let mut murmur2 = world(12, &[LIBRDKAFKA, ("partitioner", "murmur2")]);
    assert_eq!(sent(&mut murmur2, None, 1), [275646681 % 12]);
}

#[test]
fn turns_of_sarama_begin_at_0_and_those_of_kafkajs_anywhere() {
    let round_robin = ("Producer.Partitioner", "NewRoundRobinPartitioner");
    let mut sarama = world(3, &[SARAMA, round_robin]);
    assert_eq!(sent(&mut sarama, Some("ana"), 4), [0, 1, 2, 0]);
    assert_eq!(sent(&mut sarama, None, 2), [1, 2]);

    let mut js = world(7, &[KAFKAJS]);
    let seen = sent(&mut js, None, 9);
    let turns: Vec<i32> = (0..9).map(|turn| (seen[0] + turn) % 7).collect();
    assert_eq!(seen, turns);
}

#[test]
fn sarama_overlooks_the_records_partition_but_by_hand() {
    let by_hand = ("Producer.Partitioner", "NewManualPartitioner");
    for (settings, key, partition) in [
        (&[SARAMA, by_hand][..], Some("foobar"), 4),
        (&[LIBRDKAFKA], Some("foobar"), 4),
        (&[KAFKAJS], Some("foobar"), 4),
    ] {
        let mut world = world(12, settings);
        let sent = world.send(vec![record("orders", Some(4), key)]);
        assert_eq!(sent[0].0, partition, "{settings:?}");
    }
    let mut hash = world(12, &[SARAMA]);
    let elsewhere = sent(&mut hash, Some("foobar"), 1);
    let named = hash.send(vec![record(
        "orders",
        Some(elsewhere[0] ^ 1),
        Some("foobar"),
    )]);
    assert_eq!(named[0].0, elsewhere[0]);
    let mut manual = world(12, &[SARAMA, by_hand]);
    assert_eq!(sent(&mut manual, Some("foobar"), 1), [0]);
}

#[test]
fn a_setting_of_another_family_is_refused_when_the_producer_starts() {
    let mut world = World::new();
    for (settings, part) in [
        (
            [LIBRDKAFKA, ("partitioner", "crc32")],
            "librdkafka has consistent_random,",
        ),
        (
            [KAFKAJS, ("partitioner", "murmur2")],
            "set by createPartitioner",
        ),
        (
            [(FAMILY, "franz-go"), ("x", "y")],
            "must be one of: apache-kafka-java,",
        ),
    ] {
        let start = Command::StartClient {
            name: "p".into(),
            kind: ClientKind::Producer,
            settings: worlds::settings(&settings),
        };
        let refused = world.cluster.submit(&start).unwrap_err();
        let text = match refused {
            CommandError::InvalidSetting(refusal) => refusal.message,
            other => panic!("{other:?}"),
        };
        assert!(text.contains(part), "{text}");
    }
}
