//! The engine's pure rules against Kafka's own answers, case by case.
//!
//! The answers are in `conformance/vectors`; its README says where each file
//! comes from. Every case of a file is run: each test counts them and compares
//! with the count that the README promises.

use kafka_playground_engine::broker::topic_name;
use kafka_playground_engine::client::assignor::sticky::{encode_user_data, MemberData};
use kafka_playground_engine::client::assignor::{Assignor, AssignorMember};
use kafka_playground_engine::client::consumer_protocol::{
    decode_assignment, encode_assignment, Subscription, NO_GENERATION,
};
use kafka_playground_engine::client::partitioner::family::FAMILY;
use kafka_playground_engine::client::partitioner::{hash, murmur2, Partitioner};
use kafka_playground_engine::config::{ProducerConfig, Settings};
use kafka_playground_engine::java;
use kafka_playground_engine::map::Map;
use kafka_playground_engine::name::Name;
use kafka_playground_engine::record::{self, Header, Payload, Record};
use kafka_playground_engine::topic_partition::TopicPartition;
use serde_json::Value;
use std::fmt::Debug;
use std::sync::Arc;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// The files, inside the test, so that it runs where there are no files.
const FILES: &[(&str, &str)] = &[
    (
        "README.md",
        include_str!("../conformance/vectors/README.md"),
    ),
    (
        "assignors.json",
        include_str!("../conformance/vectors/assignors.json"),
    ),
    (
        "assignors_generated.json",
        include_str!("../conformance/vectors/assignors_generated.json"),
    ),
    (
        "client_partitioners.json",
        include_str!("../conformance/vectors/client_partitioners.json"),
    ),
    (
        "group_partition.json",
        include_str!("../conformance/vectors/group_partition.json"),
    ),
    (
        "murmur2.json",
        include_str!("../conformance/vectors/murmur2.json"),
    ),
    (
        "record_sizes.json",
        include_str!("../conformance/vectors/record_sizes.json"),
    ),
    (
        "topic_names.json",
        include_str!("../conformance/vectors/topic_names.json"),
    ),
];

/// The text of a file of vectors.
fn read(file: &str) -> &'static str {
    let found = FILES.iter().find(|(name, _)| *name == file);
    found
        .unwrap_or_else(|| panic!("{file} is not among the vectors"))
        .1
}

/// Runs `check` on every case of `list` in `file`, gathers what fails, and
/// tells it all at once. Answers how many cases were run.
fn run(file: &str, list: &str, check: impl Fn(&Value) -> Result<(), String>) -> usize {
    let vectors: Value = serde_json::from_str(read(file)).expect("JSON");
    let cases = vectors[list].as_array().expect("a list of cases");
    let failures: Vec<String> = cases
        .iter()
        .enumerate()
        .filter_map(|(index, case)| {
            let failure = check(case).err()?;
            Some(format!("{file} {list}[{index}]: {failure}"))
        })
        .collect();
    assert!(
        failures.is_empty(),
        "{} of {} fail\n{}",
        failures.len(),
        cases.len(),
        failures.join("\n")
    );
    cases.len()
}

/// How many cases the README says that a file has, one number for each of its
/// lists.
fn promised(file: &str) -> Vec<usize> {
    let readme = read("README.md");
    let start = format!("| {file} |");
    let row = readme.lines().find(|line| line.starts_with(&start));
    let row = row.unwrap_or_else(|| panic!("the README has no row for {file}"));
    let counts = row.trim_end_matches(['|', ' ']).rsplit('|').next();
    counts
        .into_iter()
        .flat_map(|counts| counts.split(','))
        .map(|count| count.trim().parse().expect("a count"))
        .collect()
}

/// That what the engine says is what Kafka says.
fn same<T: PartialEq + Debug>(what: &str, engine: T, kafka: T) -> Result<(), String> {
    if engine == kafka {
        return Ok(());
    }
    Err(format!("{what}: engine {engine:?}, Kafka {kafka:?}"))
}

/// A text of a case.
fn text<'a>(case: &'a Value, field: &str) -> &'a str {
    case[field]
        .as_str()
        .unwrap_or_else(|| panic!("no text {field} in {case}"))
}

/// A number of a case.
fn number<T: TryFrom<i64>>(case: &Value, field: &str) -> T {
    let number = case[field]
        .as_i64()
        .and_then(|number| T::try_from(number).ok());
    number.unwrap_or_else(|| panic!("no number {field} in {case}"))
}

/// A yes or no of a case.
fn truth(case: &Value, field: &str) -> bool {
    case[field]
        .as_bool()
        .unwrap_or_else(|| panic!("no truth {field} in {case}"))
}

/// A list of a case.
fn list<'a>(case: &'a Value, field: &str) -> &'a [Value] {
    case[field]
        .as_array()
        .unwrap_or_else(|| panic!("no list {field} in {case}"))
}

/// The bytes that pairs of hexadecimal digits write.
fn bytes_of_hex(hex: &str) -> Vec<u8> {
    let digits = hex.as_bytes().chunks(2);
    digits
        .map(|pair| {
            let pair = std::str::from_utf8(pair).expect("ASCII");
            u8::from_str_radix(pair, 16).expect("two hexadecimal digits")
        })
        .collect()
}

#[test]
fn keys_have_kafkas_hash_and_partition() {
    let count = run("murmur2.json", "vectors", |case| {
        let hex = text(case, "key_hex");
        let key = bytes_of_hex(hex);
        same("length", key.len(), number(case, "len"))?;
        if let Some(utf8) = case["key_utf8"].as_str() {
            same("bytes", key.as_slice(), utf8.as_bytes())?;
        }
        let hash = murmur2::murmur2(&key);
        let what = |field: &str| format!("{field} of key {hex}");
        same(&what("hash"), hash, number(case, "murmur2_i32"))?;
        same(
            &what("unsigned hash"),
            hash as u32,
            number(case, "murmur2_u32"),
        )?;
        same(
            &what("positive"),
            murmur2::to_positive(hash),
            number(case, "positive"),
        )?;
        for partitions in 1..=12 {
            same(
                &what(&format!("partition among {partitions}")),
                murmur2::partition_for_key(&key, partitions),
                number(&case["partitions"], &partitions.to_string()),
            )?;
        }
        Ok(())
    });
    assert_eq!(promised("murmur2.json"), [count]);
}

/// The partitioner that a client has with this name.
fn partitioner(family: &str, key: &str, name: &str) -> Partitioner {
    let settings = [(FAMILY, family), (key, name)];
    let settings = settings.map(|(key, value)| (Name::from(key), Name::from(value)));
    let config = ProducerConfig::read(&Settings::from(settings));
    config.expect("settings that are right").partitioner
}

#[test]
fn other_clients_put_keys_where_they_do() {
    let librdkafka = |name| partitioner("librdkafka", "partitioner", name);
    let sarama = |name| partitioner("sarama", "Producer.Partitioner", name);
    let columns = [
        ("librdkafka_consistent", librdkafka("consistent")),
        ("librdkafka_murmur2", librdkafka("murmur2")),
        ("librdkafka_murmur2", librdkafka("murmur2_random")),
        ("librdkafka_fnv1a", librdkafka("fnv1a")),
        ("librdkafka_fnv1a", librdkafka("fnv1a_random")),
        ("sarama_hash", sarama("NewHashPartitioner")),
        (
            "sarama_reference_hash",
            sarama("NewReferenceHashPartitioner"),
        ),
        (
            "sarama_consistent_crc",
            sarama("NewConsistentCRCHashPartitioner"),
        ),
        ("librdkafka_murmur2", sarama("NewMurmur2Partitioner")),
    ];
    let count = run("client_partitioners.json", "vectors", |case| {
        let hex = text(case, "key_hex");
        let key = bytes_of_hex(hex);
        same("crc32", hash::crc32(&key), number(case, "crc32_u32"))?;
        same("fnv1a", hash::fnv1a(&key), number(case, "fnv1a_u32"))?;
        for partitions in 1..=12 {
            let field = partitions.to_string();
            for (column, partitioner) in &columns {
                same(
                    &format!("{column} of key {hex} among {partitions}"),
                    partitioner.of_key(&key, partitions),
                    Some(number(&case[column], &field)),
                )?;
            }
            // librdkafka's default is the same, but an empty key is none.
            let default = librdkafka("consistent_random").of_key(&key, partitions);
            let consistent = number(&case["librdkafka_consistent"], &field);
            same(
                &format!("consistent_random of key {hex}"),
                default,
                (!key.is_empty()).then_some(consistent),
            )?;
        }
        Ok(())
    });
    assert_eq!(promised("client_partitioners.json"), [count]);
}

#[test]
fn groups_have_kafkas_hash_and_partition() {
    let count = run("group_partition.json", "vectors", |case| {
        let group = text(case, "group");
        let hash = java::string_hash(group);
        let what = |field: &str| format!("{field} of group {group:?}");
        same(
            &what("length"),
            group.encode_utf16().count(),
            number(case, "utf16_len"),
        )?;
        same(&what("hash"), hash, number(case, "hashCode"))?;
        same(&what("absolute"), java::absolute(hash), number(case, "abs"))?;
        for partitions in [3, 4, 50] {
            let field = format!("partition_of_{partitions}");
            let partition = java::group_partition(group, partitions);
            same(&what(&field), partition, number(case, &field))?;
        }
        Ok(())
    });
    assert_eq!(promised("group_partition.json"), [count]);
}

#[test]
fn topic_names_are_judged_as_by_kafka() {
    let names = run("topic_names.json", "vectors", |case| {
        let name = text(case, "name");
        let what = |field: &str| format!("{field} of {name:?}");
        let refusal = topic_name::validate(name).err();
        same(&what("valid"), refusal.is_none(), truth(case, "valid"))?;
        same(
            &what("message"),
            refusal.as_deref(),
            case["message"].as_str(),
        )?;
        let chars = topic_name::has_collision_chars(name);
        same(
            &what("collision chars"),
            chars,
            truth(case, "has_collision_chars"),
        )?;
        same(
            &what("unified"),
            topic_name::unify(name).as_str(),
            text(case, "unified"),
        )?;
        same(
            &what("internal"),
            topic_name::is_internal(name),
            truth(case, "internal"),
        )
    });
    let pairs = run("topic_names.json", "collisions", |case| {
        let (a, b) = (text(case, "a"), text(case, "b"));
        let collide = truth(case, "collide");
        same(&format!("{a} and {b}"), topic_name::collides(a, b), collide)?;
        same(&format!("{b} and {a}"), topic_name::collides(b, a), collide)
    });
    assert_eq!(promised("topic_names.json"), [names, pairs]);
}

/// A field that is a name or null.
fn optional_name(case: &Value, field: &str) -> Option<Name> {
    case[field].as_str().map(Name::from)
}

/// A member as a case describes it, with what it owned as the assignor learns
/// it: `sticky` from its own user data, `cooperative-sticky` from the
/// subscription.
fn member(assignor: Assignor, case: &Value) -> AssignorMember {
    let names = |field| list(case, field).iter().map(|name| name.as_str());
    let topics = names("topics").map(|topic| Name::from(topic.expect("a topic")));
    let mut subscription = Subscription::new(topics.collect());
    let owned = names("owned").map(|name| name.and_then(TopicPartition::parse));
    let owned: Vec<TopicPartition> = owned.map(|p| p.expect("a partition")).collect();
    let generation = case["generation"]
        .as_i64()
        .map(|_| number(case, "generation"));
    subscription.generation = generation.unwrap_or(NO_GENERATION);
    match assignor {
        Assignor::Sticky if !owned.is_empty() || generation.is_some() => {
            subscription.user_data = Some(encode_user_data(&MemberData {
                partitions: owned,
                generation: subscription.generation,
            }));
        }
        _ => subscription.owned_partitions = owned,
    }
    AssignorMember {
        member_id: Name::from(text(case, "id")),
        group_instance_id: optional_name(case, "instance_id"),
        subscription,
    }
}

/// Partitions with those of a topic together, as bytes have them.
fn by_topic(partitions: &[TopicPartition]) -> Vec<TopicPartition> {
    let mut grouped: Vec<TopicPartition> = Vec::new();
    for partition in partitions {
        let last = grouped.iter().rposition(|p| p.topic == partition.topic);
        grouped.insert(
            last.map_or(grouped.len(), |last| last + 1),
            partition.clone(),
        );
    }
    grouped
}

/// Compares one assignment, also after members and coordinator have passed it
/// around as bytes.
fn check_assignment(assignor: Assignor, case: &Value) -> Result<(), String> {
    let topics = case["topics"].as_object().expect("topics");
    let counts: Map<Name, i32> = topics
        .keys()
        .map(|topic| (Name::from(topic.as_str()), number(&case["topics"], topic)))
        .collect();
    let members: Vec<AssignorMember> = list(case, "members")
        .iter()
        .map(|case| member(assignor, case))
        .collect();
    let before = number(case, "max_generation_before");
    let engine = assignor.assign(&counts, &members, before);
    let expected = case["expected"].as_object().expect("an assignment");
    same("members", engine.len(), expected.len())?;
    for (id, partitions) in &engine {
        let kafka = list(&case["expected"], id).iter();
        let kafka: Vec<&str> = kafka.map(|p| p.as_str().expect("a partition")).collect();
        let written: Vec<String> = partitions.iter().map(|p| p.to_string()).collect();
        same(id, written.iter().map(String::as_str).collect(), kafka)?;
        let read = decode_assignment(&encode_assignment(partitions));
        same(&format!("bytes of {id}"), read, Some(by_topic(partitions)))?;
    }
    Ok(())
}

/// Runs the cases of one assignor in a file; answers how many are its own.
fn run_assignor(file: &str, assignor: Assignor) -> usize {
    let own = std::cell::Cell::new(0);
    let all = run(file, "vectors", |case| {
        if text(case, "assignor") != assignor.name() {
            return Ok(());
        }
        own.set(own.get() + 1);
        check_assignment(assignor, case).map_err(|failure| {
            let name = [&case["test"], &case["call"], &case["case"]];
            format!("{name:?}: {failure}")
        })
    });
    assert_eq!(promised(file), [all]);
    own.get()
}

#[test]
fn range_assigns_as_in_kafkas_tests() {
    assert_eq!(run_assignor("assignors.json", Assignor::Range), 20);
}

#[test]
fn roundrobin_assigns_as_in_kafkas_tests() {
    assert_eq!(run_assignor("assignors.json", Assignor::RoundRobin), 15);
}

#[test]
fn range_assigns_random_groups_as_kafka() {
    assert_eq!(
        run_assignor("assignors_generated.json", Assignor::Range),
        190
    );
}

#[test]
fn roundrobin_assigns_random_groups_as_kafka() {
    assert_eq!(
        run_assignor("assignors_generated.json", Assignor::RoundRobin),
        194
    );
}

#[test]
fn sticky_assigns_as_in_kafkas_tests() {
    assert_eq!(run_assignor("assignors.json", Assignor::Sticky), 73);
}

#[test]
fn cooperative_sticky_assigns_as_in_kafkas_tests() {
    assert_eq!(
        run_assignor("assignors.json", Assignor::CooperativeSticky),
        74
    );
}

#[test]
fn sticky_assigns_random_groups_as_kafka() {
    assert_eq!(
        run_assignor("assignors_generated.json", Assignor::Sticky),
        254
    );
}

#[test]
fn cooperative_sticky_assigns_random_groups_as_kafka() {
    assert_eq!(
        run_assignor("assignors_generated.json", Assignor::CooperativeSticky),
        321
    );
}

#[test]
fn no_case_has_an_assignor_that_nobody_runs() {
    for file in ["assignors.json", "assignors_generated.json"] {
        run(file, "vectors", |case| {
            let name = text(case, "assignor");
            same(name, Assignor::by_name(name).is_some(), true)
        });
    }
}

/// So many bytes, or null for a negative number.
fn payload(case: &Value, field: &str) -> Option<Payload> {
    let size: i64 = number(case, field);
    u32::try_from(size).ok().map(Payload::Zeros)
}

/// The headers of a case: pairs of a key and a value that may be null.
fn headers(case: &Value) -> Arc<[Header]> {
    let pairs = list(case, "headers").iter();
    pairs
        .map(|pair| Header {
            key: Name::from(pair[0].as_str().expect("a key")),
            value: pair[1].as_str().map(Payload::from),
        })
        .collect()
}

#[test]
fn records_have_kafkas_size() {
    let records = run("record_sizes.json", "records", |case| {
        let timestamp_delta = number(case, "timestamp_delta");
        let offset_delta = number(case, "offset_delta");
        let record = Record {
            key: payload(case, "key_size"),
            value: payload(case, "value_size"),
            headers: headers(case),
            timestamp: timestamp_delta,
        };
        let size = record::record_size(&record, offset_delta, timestamp_delta);
        same("record", size, number(case, "record_size"))?;
        if case["single_record_batch_size"].is_null() {
            // The cases with headers do not tell the size of the batch.
            return same("headers", record.headers.is_empty(), false);
        }
        let batch = number(case, "single_record_batch_size");
        same("batch", record::BATCH_OVERHEAD + size, batch)
    });
    let batches = run("record_sizes.json", "batches", |case| {
        let step: i64 = number(case, "timestamp_step_ms");
        let pairs = list(case, "records").iter().zip(0..);
        let records: Vec<Record> = pairs
            .map(|(pair, index)| Record {
                key: pair[0].as_str().map(Payload::from),
                value: pair[1].as_str().map(Payload::from),
                headers: Arc::from([]),
                timestamp: 1_000 + index * step,
            })
            .collect();
        same(
            "batch",
            record::batch_size(&records, 1_000),
            number(case, "batch_size"),
        )
    });
    let bounds = run("record_sizes.json", "upper_bound_estimates", |case| {
        let length = |field| payload(case, field).map(|payload| payload.len());
        let (key, value) = (length("key_size"), length("value_size"));
        let bound = record::size_upper_bound(key, value, &[]);
        same("estimate", bound, number(case, "estimate"))?;
        let exceeds = truth(case, "exceeds_default_max_request_size");
        same("too large", bound > 1_048_576, exceeds)
    });
    assert_eq!(promised("record_sizes.json"), [records, batches, bounds]);
}

#[test]
fn overheads_are_kafkas() {
    let sizes: Value = serde_json::from_str(read("record_sizes.json")).expect("JSON");
    assert_eq!(
        record::BATCH_OVERHEAD,
        number::<u64>(&sizes, "record_batch_overhead")
    );
    assert_eq!(
        record::MAX_RECORD_OVERHEAD,
        number::<u64>(&sizes, "max_record_overhead")
    );
}
