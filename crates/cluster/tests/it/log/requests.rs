//! What the log accepts of a client, and DeleteRecords.

use protocol::api::*;
use protocol::batch::Batch;
use protocol::compression::Compression;
use protocol::record::Millis;
use std::sync::Arc;
use worlds::logs::{batch_of, batch_of_size};
use worlds::{tp, World, START};
fn at(timestamp: Millis) -> Batch {
    batch_of(&[(Some("k"), "v", timestamp)])
}

#[test]
fn timestamps_are_held_against_the_brokers_clock() {
    for (before, after, ago, error) in [
        // The broker looks a few milliseconds after the start.
        ("600000", "60000", 0, "NONE"),
        ("600000", "60000", 599_000, "NONE"),
        ("600000", "60000", 600_001, "INVALID_TIMESTAMP"),
        ("600000", "60000", -59_000, "NONE"),
        ("600000", "60000", -61_000, "INVALID_TIMESTAMP"),
        ("9223372036854775807", "3600000", START, "NONE"),
        (
            "9223372036854775807",
            "3600000",
            -3_700_000,
            "INVALID_TIMESTAMP",
        ),
        ("0", "9223372036854775807", -8_000_000_000, "NONE"),
    ] {
        let mut world = World::new();
        let pairs = [
            ("message.timestamp.before.max.ms", before),
            ("message.timestamp.after.max.ms", after),
        ];
        world.topic_with("t", &pairs);
        let produced = world.produce("t", at(START - ago));
        assert_eq!(produced.error.name(), error, "{before} {after} {ago}");
        assert_eq!(produced.log_start, 0);
        assert_eq!(produced.log_append_time, -1);
    }
}

#[test]
fn a_record_without_a_timestamp_is_never_out_of_range() {
    let mut world = World::new();
    world.topic_with("t", &[("message.timestamp.before.max.ms", "1")]);
    assert_eq!(world.appended("t", at(-1)), 0);
}

#[test]
fn one_bad_timestamp_refuses_the_batch_and_is_named() {
    let mut world = World::new();
    let pairs = [
        ("message.timestamp.before.max.ms", "1000"),
        ("cleanup.policy", "compact"),
    ];
    world.topic_with("t", &pairs);
    let records = [
        (Some("k"), "right", START),
        (None, "keyless", START),
        (Some("k"), "old", START - 9_000),
    ];
    let refused = world.produce("t", batch_of(&records));
    // A bad timestamp decides the error, whatever else is wrong.
    assert_eq!(refused.error.name(), "INVALID_TIMESTAMP");
    let message = refused.error_message.as_deref();
    let words = "One or more records have been rejected due to invalid timestamp";
    assert_eq!(message, Some(words));
    let wrong: Vec<i32> = refused
        .record_errors
        .iter()
        .map(|e| e.batch_index)
        .collect();
    assert_eq!(wrong, [1, 2]);
    let text = &refused.record_errors[1].message;
    let begins = format!(
        "Timestamp {} of message with offset 2 is out of range. The timestamp should be within [",
        START - 9_000
    );
    assert!(text.starts_with(&begins), "{text}");
    assert_eq!((refused.base_offset, refused.log_start), (-1, 0));
    assert_eq!(world.log("t-0").end(), 0);
}

#[test]
fn a_compacted_topic_takes_no_record_without_key() {
    for (policy, error) in [
        ("delete", "NONE"),
        ("", "NONE"),
        ("compact", "INVALID_RECORD"),
        ("compact,delete", "INVALID_RECORD"),
    ] {
        let mut world = World::new();
        world.topic_with("t", &[("cleanup.policy", policy)]);
        let keyless = batch_of(&[(None, "v", START)]);
        let produced = world.produce("t", keyless);
        assert_eq!(produced.error.name(), error, "{policy}");
        // An empty key is a key.
        let empty = batch_of(&[(Some(""), "v", START)]);
        assert_eq!(world.produce("t", empty).error.name(), "NONE");
    }
}

#[test]
fn at_most_three_record_errors_are_spelled_out() {
    let mut world = World::new();
    world.topic_with("t", &[("cleanup.policy", "compact")]);
    let keyless = (None, "v", START);
    let refused = world.produce("t", batch_of(&[keyless, (Some("k"), "v", START), keyless]));
    let why = "Compacted topic cannot accept message without key in topic partition t-0";
    let each = |index| format!("RecordError(batchIndex={index}, message='{why}')");
    let message = |count: usize, shown: &[i32]| {
        let shown: Vec<String> = shown.iter().map(|index| each(*index)).collect();
        format!("One or more records have been rejected due to {count} record errors in total, and only showing the first three errors at most: [{}]", shown.join(", "))
    };
    assert_eq!(refused.error_message, Some(message(2, &[0, 2])));
    let refused = world.produce("t", batch_of(&[keyless; 5]));
    assert_eq!(refused.error_message, Some(message(5, &[0, 1, 2])));
    assert_eq!(refused.record_errors.len(), 5);
}

#[test]
fn log_append_time_is_the_brokers_clock_for_all_records() {
    let mut world = World::new();
    world.topic_with("t", &[("message.timestamp.type", "LogAppendTime")]);
    world.wait(5_000);
    let records = [(Some("a"), "1", 1_000), (Some("b"), "2", START * 2)];
    let produced = world.produce("t", batch_of(&records));
    assert_eq!(produced.error.name(), "NONE");
    let now = produced.log_append_time;
    assert!((START + 5_000..START + world.now()).contains(&now));
    assert_eq!(world.listed("t", 11, MAX_TIMESTAMP), ("NONE", now, 0));
    assert_eq!(world.listed("t", 11, 1_000), ("NONE", now, 0));
    assert_eq!(world.listed("t", 11, now + 1), ("NONE", -1, -1));
    let batch = world.log("t-0").batches().next().unwrap().clone();
    assert!(batch.log_append_time());
    assert_eq!(batch.max_timestamp(), now);
    assert_eq!(batch.timestamp(&batch.records()[1]), now);
    // What is kept of the record itself stays as it was sent, and its size.
    assert_eq!(batch.size(), batch_of(&records).size());
}

#[test]
fn a_consumer_sees_the_log_append_time() {
    use client::call::ConsumerCall;
    use client::outcome::Outcome;
    let mut world = World::quick();
    world.topic_with("t", &[("message.timestamp.type", "LogAppendTime")]);
    world.appended("t", at(1_000));
    world.member("c", "g", &[]);
    world.assign("c", &["t-0"]);
    let polled = world.call("c", ConsumerCall::Poll(5_000));
    let Outcome::Records(records) = polled else {
        panic!("{polled:?}");
    };
    assert!(records[0].record.timestamp >= START);
}

#[test]
fn the_topics_codec_is_the_batchs_unless_it_is_producer() {
    for (setting, sent, kept) in [
        ("producer", Compression::None, Compression::None),
        ("producer", Compression::Lz4, Compression::Lz4),
        ("uncompressed", Compression::Zstd, Compression::None),
        ("gzip", Compression::None, Compression::Gzip),
        ("gzip", Compression::Snappy, Compression::Gzip),
        ("zstd", Compression::Zstd, Compression::Zstd),
    ] {
        let mut world = World::new();
        world.topic_with("t", &[("compression.type", setting)]);
        let batch = at(START).compressed(sent);
        world.appended("t", batch);
        let log = world.log("t-0");
        let found = log.batches().next().unwrap();
        assert_eq!(found.compression(), kept, "{setting} {sent:?}");
    }
}

#[test]
fn old_producers_may_not_use_zstd() {
    let mut world = World::new();
    world.topic("t", 1);
    for (version, error) in [(6, "UNSUPPORTED_COMPRESSION_TYPE"), (7, "NONE")] {
        let batch = at(START).compressed(Compression::Zstd);
        let batches = vec![(tp("t", 0), Arc::new(batch))];
        let request = RequestBody::Produce(ProduceRequest::new(-1, batches));
        let answer = world.ask_version("raw", version, request);
        assert_eq!(answer.error().name(), error, "{version}");
    }
}

#[test]
fn what_is_no_batch_of_a_client_is_refused() {
    let batch = at(START);
    let mut control = batch.clone();
    control.is_control = true;
    for wrong in [
        batch.at(5),
        control,
        batch.clone().numbered(7, 0, -1),
        Batch::seal(Arc::from([])),
    ] {
        let mut world = World::new();
        world.topic("t", 1);
        let refused = world.produce("t", wrong);
        assert_eq!(refused.error.name(), "INVALID_RECORD");
        assert_eq!((refused.log_start, refused.error_message), (0, None));
    }
}

#[test]
fn max_message_bytes_counts_the_batch() {
    let mut world = World::new();
    world.topic_with("t", &[("max.message.bytes", "300")]);
    assert_eq!(world.appended("t", batch_of_size(300, START)), 0);
    let refused = world.produce("t", batch_of_size(301, START));
    assert_eq!(refused.error.name(), "MESSAGE_TOO_LARGE");
    assert_eq!((refused.error_message, refused.log_start), (None, -1));
}

#[test]
fn partitions_may_be_named_by_the_topics_id() {
    let mut world = World::new();
    world.topic("t", 1);
    let id = world.cluster.state().broker().topic_id("t");
    for (id, partition, error) in [
        (id, 0, "NONE"),
        (id, 9, "UNKNOWN_TOPIC_OR_PARTITION"),
        ([9; 16], 0, "UNKNOWN_TOPIC_ID"),
    ] {
        let request = RequestBody::Produce(ProduceRequest {
            topic_ids: vec![id],
            ..ProduceRequest::new(1, vec![(tp("", partition), Arc::new(at(START)))])
        });
        let Response::Produce(body) = world.ask("raw", request) else {
            panic!("no answer to Produce");
        };
        assert_eq!(body.partitions[0].error.name(), error);
        assert_eq!(body.partitions[0].topic_id, id);
    }
    // A topic that is made again has another id.
    world.delete_topic("t");
    world.topic("t", 1);
    assert_ne!(world.cluster.state().broker().topic_id("t"), id);
}

#[test]
fn delete_records_moves_the_log_start_and_nothing_else() {
    let mut world = World::new();
    world.topic("t", 1);
    assert_eq!(world.delete_records("t-0", 0), ("NONE", 0));
    assert_eq!(world.delete_records("t-0", -1), ("NONE", 0));
    assert_eq!(world.delete_records("t-0", 1), ("OFFSET_OUT_OF_RANGE", -1));
    for _ in 0..5 {
        world.appended("t", at(START));
    }
    for (below, error, low_watermark, start) in [
        (3, "NONE", 3, 3),
        (2, "NONE", 3, 3),
        (3, "NONE", 3, 3),
        (6, "OFFSET_OUT_OF_RANGE", -1, 3),
        (-2, "OFFSET_OUT_OF_RANGE", -1, 3),
        (i64::MIN, "OFFSET_OUT_OF_RANGE", -1, 3),
        (-1, "NONE", 5, 5),
    ] {
        let deleted = world.delete_records("t-0", below);
        assert_eq!(deleted, (error, low_watermark), "{below}");
        assert_eq!(world.log("t-0").start(), start, "{below}");
    }
    assert_eq!(
        world.log("t-0").batches().count(),
        5,
        "the files are untouched"
    );
    assert_eq!(world.appended("t", at(START)), 5);
}

#[test]
fn delete_records_is_refused_by_policy_before_the_offset_is_looked_at() {
    for (policy, error) in [
        ("compact", "POLICY_VIOLATION"),
        ("compact,delete", "OFFSET_OUT_OF_RANGE"),
        ("", "OFFSET_OUT_OF_RANGE"),
    ] {
        let mut world = World::new();
        world.topic_with("t", &[("cleanup.policy", policy)]);
        assert_eq!(world.delete_records("t-0", 99), (error, -1), "{policy}");
    }
}

#[test]
fn of_a_partition_that_is_named_twice_the_last_offset_counts() {
    let mut world = World::new();
    world.topic("t", 1);
    for _ in 0..5 {
        world.appended("t", at(START));
    }
    let request = RequestBody::DeleteRecords(DeleteRecordsRequest {
        partitions: vec![(tp("t", 0), 4), (tp("nowhere", 3), 0), (tp("t", 0), 1)],
    });
    let Response::DeleteRecords(body) = world.ask("raw", request) else {
        panic!("no answer to DeleteRecords");
    };
    let answers = body.partitions.iter();
    let mut answers: Vec<_> = answers
        .map(|p| (p.partition.to_string(), p.error.name(), p.low_watermark))
        .collect();
    answers.sort();
    let unknown = "UNKNOWN_TOPIC_OR_PARTITION";
    let expected = [("nowhere-3", unknown, -1), ("t-0", "NONE", 1)];
    let expected = expected.map(|(name, error, low)| (name.to_owned(), error, low));
    assert_eq!(answers, expected);
}

#[test]
fn special_timestamps_have_versions() {
    let mut world = World::new();
    world.topic("t", 1);
    world.appended("t", at(START));
    let unsupported = ("UNSUPPORTED_VERSION", -1, -1);
    for (timestamp, since, found) in [
        (LATEST_TIMESTAMP, 1, ("NONE", -1, 1)),
        (EARLIEST_TIMESTAMP, 1, ("NONE", -1, 0)),
        (MAX_TIMESTAMP, 7, ("NONE", START, 0)),
        (EARLIEST_LOCAL_TIMESTAMP, 8, ("NONE", -1, 0)),
        (LATEST_TIERED_TIMESTAMP, 9, ("NONE", -1, -1)),
        (EARLIEST_PENDING_UPLOAD_TIMESTAMP, 11, ("NONE", -1, -1)),
        (-7, 99, unsupported),
    ] {
        for version in 1..=11 {
            let expected = if version < since { unsupported } else { found };
            let got = world.listed("t", version, timestamp);
            assert_eq!(got, expected, "{timestamp} in version {version}");
        }
    }
}

#[test]
fn a_lookup_by_time_stays_in_the_first_segment_that_is_young_enough() {
    let mut world = World::new();
    world.topic_with("t", &[("internal.segment.bytes", "100")]);
    for timestamp in [5_000, 1_000, 4_000] {
        world.appended("t", at(timestamp));
    }
    assert_eq!(world.listed("t", 11, 3_000), ("NONE", 5_000, 0));
    assert_eq!(world.delete_records("t-0", 1), ("NONE", 1));
    // The first segment is still there, and hides the third.
    assert_eq!(world.listed("t", 11, 3_000), ("NONE", -1, -1));
    assert_eq!(world.listed("t", 11, MAX_TIMESTAMP), ("NONE", 5_000, 0));
}

#[test]
fn a_partition_asked_for_twice_is_refused_once() {
    let mut world = World::new();
    world.topic("t", 2);
    let asked = [(tp("t", 0), -1), (tp("t", 1), -1), (tp("t", 0), -2)];
    let request = ListOffsetsRequest::new(Default::default(), asked);
    let Response::ListOffsets(body) = world.ask("raw", RequestBody::ListOffsets(request)) else {
        panic!("no answer to ListOffsets");
    };
    let answers = body.partitions.iter();
    let mut answers: Vec<_> = answers
        .map(|p| {
            (
                p.partition.partition,
                p.error.name(),
                p.offset,
                p.leader_epoch,
            )
        })
        .collect();
    answers.sort();
    assert_eq!(answers, [(0, "INVALID_REQUEST", -1, -1), (1, "NONE", 0, 0)]);
}

#[test]
fn the_leaders_epoch_is_0() {
    let mut world = World::new();
    world.topic("t", 1);
    world.appended("t", at(START));
    for (epoch, error) in [
        (-1, "NONE"),
        (0, "NONE"),
        (1, "UNKNOWN_LEADER_EPOCH"),
        (-2, "FENCED_LEADER_EPOCH"),
    ] {
        let mut list = ListOffsetsRequest::new(Default::default(), [(tp("t", 0), -1)]);
        list.partitions[0].current_leader_epoch = epoch;
        assert_eq!(world.error("raw", RequestBody::ListOffsets(list)), error);
        let mut fetch = fetch_all(1);
        fetch.partitions[0].current_leader_epoch = epoch;
        assert_eq!(world.error("raw", RequestBody::Fetch(fetch)), error);
    }
}

fn fetch_all(min_bytes: i32) -> FetchRequest {
    FetchRequest {
        max_wait_ms: 600,
        min_bytes,
        max_bytes: i32::MAX,
        isolation_level: IsolationLevel::ReadUncommitted,
        session_id: 0,
        session_epoch: -1,
        partitions: vec![FetchPartition::new(tp("t", 0), 0, 1 << 20)],
    }
}

#[test]
fn aborted_transactions_are_null_but_for_readers_of_committed_records() {
    let mut world = World::new();
    world.topic("t", 1);
    world.appended("t", at(START));
    for (isolation, partition, aborted) in [
        (IsolationLevel::ReadUncommitted, 0, None),
        (IsolationLevel::ReadCommitted, 0, Some(vec![])),
        // What is not there is answered with Kafka's default: an empty list.
        (IsolationLevel::ReadUncommitted, 7, Some(vec![])),
    ] {
        let request = RequestBody::Fetch(FetchRequest {
            isolation_level: isolation,
            partitions: vec![FetchPartition::new(tp("t", partition), 0, 1 << 20)],
            ..fetch_all(1)
        });
        let Response::Fetch(body) = world.ask("raw", request) else {
            panic!("no answer to Fetch");
        };
        assert_eq!(body.partitions[0].aborted_transactions, aborted);
    }
}

#[test]
fn no_session_is_kept() {
    let mut world = World::new();
    world.topic("t", 1);
    for (version, epoch, error) in [
        (18, -1, "NONE"),
        (18, 0, "NONE"),
        (18, 1, "FETCH_SESSION_ID_NOT_FOUND"),
        (6, 1, "NONE"),
    ] {
        let request = RequestBody::Fetch(FetchRequest {
            session_id: 42,
            session_epoch: epoch,
            ..fetch_all(0)
        });
        let Response::Fetch(body) = world.ask_version("raw", version, request) else {
            panic!("no answer to Fetch");
        };
        assert_eq!(body.error.name(), error, "{epoch}");
        assert_eq!(body.session_id, 0);
        assert_eq!(body.partitions.is_empty(), error != "NONE");
    }
}

#[test]
fn a_waiting_fetch_ends_with_its_topic() {
    let mut world = World::new();
    world.topic("t", 1);
    let mut request = fetch_all(1_000);
    request.max_wait_ms = 60_000;
    let op = world.start("raw", RequestBody::Fetch(request));
    assert!(world.pending(op, 1_000));
    world.delete_topic("t");
    let Response::Fetch(body) = world.answer(op) else {
        panic!("no answer to Fetch");
    };
    let error = body.partitions[0].error.name();
    assert_eq!(error, "UNKNOWN_TOPIC_OR_PARTITION");
    assert!(world.now() < 2_000);
}

#[test]
fn a_negative_limit_is_an_error_where_there_is_something_to_read() {
    let mut world = World::new();
    world.topic("t", 1);
    world.appended("t", at(START));
    for (from, error) in [(0, "UNKNOWN_SERVER_ERROR"), (1, "NONE")] {
        let request = RequestBody::Fetch(FetchRequest {
            partitions: vec![FetchPartition::new(tp("t", 0), from, -1)],
            ..fetch_all(0)
        });
        assert_eq!(world.error("raw", request), error);
    }
}

#[test]
fn what_does_not_fit_uses_the_limit_up() {
    let mut world = World::new();
    world.topic("t", 2);
    world.appended("t", batch_of_size(100, START));
    world.appended("t", batch_of_size(100, START));
    let small = Arc::new(batch_of_size(70, START));
    let produce = ProduceRequest::new(1, vec![(tp("t", 1), small)]);
    assert_eq!(world.error("raw", RequestBody::Produce(produce)), "NONE");
    // 80 bytes are left after the first batch, which the second begins to
    // fill: there is nothing left for the small one.
    let request = RequestBody::Fetch(FetchRequest {
        max_bytes: 180,
        partitions: vec![
            FetchPartition::new(tp("t", 0), 0, 1_000),
            FetchPartition::new(tp("t", 1), 0, 1_000),
        ],
        ..fetch_all(1)
    });
    let Response::Fetch(body) = world.ask("raw", request) else {
        panic!("no answer to Fetch");
    };
    let batches: Vec<usize> = body.partitions.iter().map(|p| p.batches.len()).collect();
    assert_eq!(batches, [1, 0]);
}

#[test]
fn of_a_partition_that_is_produced_to_twice_the_last_batch_counts() {
    let mut world = World::new();
    world.topic("t", 1);
    let two = batch_of(&[(None, "a", START), (None, "b", START)]);
    let batches = vec![
        (tp("t", 0), Arc::new(two)),
        (tp("t", 0), Arc::new(at(START))),
    ];
    let request = RequestBody::Produce(ProduceRequest::new(-1, batches));
    let Response::Produce(body) = world.ask("raw", request) else {
        panic!("no answer to Produce");
    };
    assert_eq!(body.partitions.len(), 1);
    assert_eq!(world.log("t-0").end(), 1);
}

#[test]
fn a_partition_that_is_fetched_twice_is_read_as_it_is_asked_for_last() {
    let mut world = World::new();
    world.topic("t", 1);
    world.appended("t", at(START));
    world.appended("t", at(START));
    let request = RequestBody::Fetch(FetchRequest {
        partitions: vec![
            FetchPartition::new(tp("t", 0), 0, 1_000),
            FetchPartition::new(tp("t", 0), 1, 1_000),
        ],
        ..fetch_all(1)
    });
    let Response::Fetch(body) = world.ask("raw", request) else {
        panic!("no answer to Fetch");
    };
    assert_eq!(body.partitions.len(), 1);
    assert_eq!(body.partitions[0].batches[0].base_offset(), 1);
}

#[test]
fn negative_timestamps_are_none() {
    let mut world = World::new();
    world.topic("t", 1);
    assert_eq!(world.appended("t", at(-5)), 0);
    let log = world.log("t-0");
    assert_eq!(log.batches().next().unwrap().max_timestamp(), -1);
    assert_eq!(log.active().max_timestamp(), None);
}
