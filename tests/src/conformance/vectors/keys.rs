//! Keys, their hashes, and where clients put them.

use super::{number, same, text, Check};
use client::config::ProducerConfig;
use client::partitioner::family::FAMILY;
use client::partitioner::{hash, murmur2, Partitioner};
use protocol::config::Settings;
use protocol::name::Name;
use serde_json::Value;

/// How many partitions a topic may have in these files.
const COUNTS: std::ops::RangeInclusive<i32> = 1..=12;

/// The key's bytes: pairs of hexadecimal digits.
fn key(entry: &Value) -> Vec<u8> {
    let digits = text(entry, "key_hex").as_bytes().chunks(2);
    digits
        .map(|pair| {
            let pair = std::str::from_utf8(pair).expect("ASCII");
            u8::from_str_radix(pair, 16).expect("two hexadecimal digits")
        })
        .collect()
}

/// A key's hash in Kafka, and its partition among 1 to 12.
pub(super) fn murmur2(entry: &Value) -> Check {
    let key = key(entry);
    same("length", key.len(), number(entry, "len"))?;
    if let Some(utf8) = entry["key_utf8"].as_str() {
        same("bytes", key.as_slice(), utf8.as_bytes())?;
    }
    let hash = murmur2::murmur2(&key);
    let what = |field: &str| format!("{field} of key {}", text(entry, "key_hex"));
    same(&what("hash"), hash, number(entry, "murmur2_i32"))?;
    let unsigned = number(entry, "murmur2_u32");
    same(&what("unsigned hash"), hash as u32, unsigned)?;
    let positive = number(entry, "positive");
    same(&what("positive"), murmur2::to_positive(hash), positive)?;
    for count in COUNTS {
        same(
            &what(&format!("partition among {count}")),
            murmur2::partition_for_key(&key, count),
            number(&entry["partitions"], &count.to_string()),
        )?;
    }
    Ok(())
}

/// The other hashes.
pub(super) fn hashes(entry: &Value) -> Check {
    let key = key(entry);
    same("crc32", hash::crc32(&key), number(entry, "crc32_u32"))?;
    same("fnv1a", hash::fnv1a(&key), number(entry, "fnv1a_u32"))
}

/// The partitioner that a client has under this name.
fn partitioner(family: &str, key: &str, name: &str) -> Partitioner {
    let settings = [(FAMILY, family), (key, name)];
    let settings = settings.map(|(key, value)| (Name::from(key), Name::from(value)));
    let config = ProducerConfig::read(&Settings::from(settings));
    config.expect("settings that are right").partitioner
}

/// Compares a client's partitioner with a column of the entry.
fn column(entry: &Value, column: &str, name: &str, partitioner: &Partitioner) -> Check {
    let key = key(entry);
    for count in COUNTS {
        same(
            &format!("{name} of key {} among {count}", text(entry, "key_hex")),
            partitioner.of_key(&key, count),
            Some(number(&entry[column], &count.to_string())),
        )?;
    }
    Ok(())
}

/// The partitioners of librdkafka.
pub(super) fn librdkafka(entry: &Value) -> Check {
    let rows = [
        ("librdkafka_consistent", "consistent"),
        ("librdkafka_murmur2", "murmur2"),
        ("librdkafka_murmur2", "murmur2_random"),
        ("librdkafka_fnv1a", "fnv1a"),
        ("librdkafka_fnv1a", "fnv1a_random"),
    ];
    for (field, name) in rows {
        let partitioner = partitioner("librdkafka", "partitioner", name);
        column(entry, field, name, &partitioner)?;
    }
    // Its default is the same as `consistent`, but an empty key is none.
    let default = partitioner("librdkafka", "partitioner", "consistent_random");
    let key = key(entry);
    if key.is_empty() {
        return same("an empty key", default.of_key(&key, 12), None);
    }
    column(
        entry,
        "librdkafka_consistent",
        "consistent_random",
        &default,
    )
}

/// The partitioners of Sarama.
pub(super) fn sarama(entry: &Value) -> Check {
    let rows = [
        ("sarama_hash", "NewHashPartitioner"),
        ("sarama_reference_hash", "NewReferenceHashPartitioner"),
        ("sarama_consistent_crc", "NewConsistentCRCHashPartitioner"),
        ("librdkafka_murmur2", "NewMurmur2Partitioner"),
    ];
    for (field, name) in rows {
        let partitioner = partitioner("sarama", "Producer.Partitioner", name);
        column(entry, field, name, &partitioner)?;
    }
    Ok(())
}
