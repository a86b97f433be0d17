//! The producer: which batch, when it is sent, and what becomes of what cannot
//! be.

use client::call::{AdminCall, ProducerCall, ProducerRecord};
use cluster::command::{ClientKind, Command};
use protocol::api::{NewPartitions, RequestBody};
use worlds::{record, sized, World, START};

#[test]
fn a_send_learns_the_timestamp_that_the_broker_answered_with_or_the_records_own() {
    for (kind, acks, given) in [
        ("CreateTime", "all", Some(1_000)),
        ("CreateTime", "all", None),
        ("CreateTime", "0", Some(1_000)),
        ("LogAppendTime", "all", Some(1_000)),
        ("LogAppendTime", "all", None),
        // Nobody answers: only its own is known.
        ("LogAppendTime", "0", Some(1_000)),
    ] {
        let mut world = World::new();
        world.topic_with("orders", &[("message.timestamp.type", kind)]);
        world.producer("p", &[("acks", acks), ("enable.idempotence", "false")]);
        let one = ProducerRecord {
            timestamp: given,
            ..record("orders", Some(0), None)
        };
        let before = START + world.now();
        let sent = world.try_send("p", vec![one.clone(), one]);
        world.wait(100);
        let sent: Vec<_> = sent.into_iter().map(Result::unwrap).collect();
        let log = world.log("orders-0");
        let batch = log.batches().next().unwrap();
        for (sent, record) in sent.iter().zip(batch.records().iter()) {
            let case = format!("{kind} acks={acks} {given:?}");
            let expected = match acks {
                "0" => record.timestamp,
                _ => batch.timestamp(record),
            };
            assert_eq!(sent.timestamp, expected, "{case}");
            let own = given.filter(|_| kind == "CreateTime" || acks == "0");
            match own {
                Some(own) => assert_eq!(sent.timestamp, own, "{case}"),
                None => assert!(sent.timestamp >= before, "{case}"),
            }
            assert_eq!(sent.offset < 0, acks == "0", "{case}");
        }
    }
}

#[test]
fn a_negative_partition_is_refused_at_once() {
    let mut world = World::new();
    world.topic("orders", 3);
    world.producer("p", &[]);
    let before = world.now();
    let why = world.send_fails("p", record("orders", Some(-1), None));
    let text = "Invalid partition: -1. Partition number should always be non-negative or null.";
    assert_eq!(why, ("IllegalArgumentException", text.to_owned()));
    assert_eq!(world.now(), before);
}

#[test]
fn a_negative_timestamp_is_refused_at_once() {
    let mut world = World::new();
    world.topic("orders", 1);
    world.producer("p", &[]);
    let old = ProducerRecord {
        timestamp: Some(-1),
        ..record("orders", None, None)
    };
    let why = world.send_fails("p", old);
    let text = "Invalid timestamp: -1. Timestamp should always be non-negative or null.";
    assert_eq!(why, ("IllegalArgumentException", text.to_owned()));
}

#[test]
fn a_partition_that_is_not_there_is_waited_for_until_max_block_ms() {
    let mut world = World::new();
    world.topic("orders", 3);
    world.producer("p", &[("max.block.ms", "1500")]);
    for partition in [3, 100] {
        let before = world.now();
        let why = world.send_fails("p", record("orders", Some(partition), Some("a")));
        let text = format!("Partition {partition} of topic orders with partition count 3 is not present in metadata after 1500 ms.");
        assert_eq!(why, ("TimeoutException", text));
        assert_eq!(world.now() - before, 1_500);
    }
}

#[test]
fn a_partition_that_is_added_while_it_is_waited_for_is_used() {
    let mut world = World::new();
    world.topic("orders", 3);
    world.producer("p", &[("max.block.ms", "5000")]);
    let op = world.begin(
        "p",
        ProducerCall::Send([record("orders", Some(3), None)].into()),
    );
    assert!(world.pending(op, 1_000));
    world.admin(AdminCall::CreatePartitions(vec![
        NewPartitions::increase_to("orders", 4),
    ]));
    world.until(op);
    assert_eq!(world.ends("orders"), [0, 0, 0, 1]);
}

#[test]
fn an_unknown_topic_is_waited_for_where_nobody_creates_it() {
    let mut world = World::with_broker(&[("auto.create.topics.enable", "false")]);
    world.producer("p", &[("max.block.ms", "1500")]);
    let sent = world.try_send("p", vec![record("nowhere", None, None)]);
    let why = sent[0].as_ref().unwrap_err();
    assert_eq!(why.class, "TimeoutException");
    assert_eq!(
        why.message,
        "Topic nowhere not present in metadata after 1500 ms."
    );
    let cause = why.cause.as_ref().unwrap();
    assert_eq!(cause.class, "UnknownTopicOrPartitionException");
    assert_eq!(
        cause.message,
        "This server does not host this topic-partition."
    );
}

#[test]
fn a_name_that_no_topic_can_have_is_refused_at_once() {
    let mut world = World::new();
    world.producer("p", &[]);
    let why = world.send_fails("p", record("bad name!", None, None));
    let text = "Invalid topics: [bad name!]".to_owned();
    assert_eq!(why, ("InvalidTopicException", text));
    assert!(world.now() < 100);
}

/// Instants and record counts of Produce requests.
fn produce_requests(world: &World) -> Vec<(i64, usize)> {
    let requests = world.requests("p", "Produce");
    let each = requests.iter().map(|(at, request)| match &request.body {
        RequestBody::Produce(body) => {
            let records = body.batches.iter().map(|(_, batch)| batch.records().len());
            (*at, records.sum())
        }
        _ => unreachable!(),
    });
    each.collect()
}

#[test]
fn a_batch_leaves_after_linger_ms_with_what_came_meanwhile() {
    for (linger, wanted) in [
        ("0", vec![(100, 1), (104, 1), (108, 1)]),
        ("5", vec![(105, 2), (113, 1)]),
        ("50", vec![(150, 3)]),
    ] {
        let mut world = World::new();
        world.topic("orders", 1);
        world.producer("p", &[("linger.ms", linger)]);
        world.send(vec![record("orders", None, None)]);
        world.events.clear();
        let start = 100 - world.now();
        world.wait(start);
        let mut ops = Vec::new();
        for _ in 0..3 {
            ops.push(world.begin(
                "p",
                ProducerCall::Send([record("orders", None, None)].into()),
            ));
            world.wait(4);
        }
        for op in ops {
            world.until(op);
        }
        assert_eq!(produce_requests(&world), wanted, "linger.ms={linger}");
    }
}

#[test]
fn a_full_batch_does_not_wait_for_linger_ms() {
    let mut world = World::new();
    world.topic("orders", 1);
    world.producer("p", &[("linger.ms", "1000"), ("batch.size", "1000")]);
    // Eight of these fit into a batch; the ninth closes it.
    for (records, at_once) in [(8, 0), (9, 8), (17, 16)] {
        let mut world = world.clone();
        let records = vec![sized("orders", Some(0), 100); records];
        let op = world.begin("p", ProducerCall::Send(records.into()));
        assert!(world.pending(op, 500));
        assert_eq!(world.log("orders-0").end(), at_once);
        world.until(op);
    }
}

#[test]
fn batches_hold_batch_size_bytes_with_the_header() {
    let mut world = World::new();
    world.topic("orders", 1);
    world.producer("p", &[("batch.size", "1000")]);
    world.send(vec![sized("orders", Some(0), 100); 20]);
    assert_eq!(world.batches("orders-0"), [(8, 933), (8, 933), (4, 497)]);
}

#[test]
fn batch_size_0_still_lets_a_small_record_into_the_slack() {
    let mut world = World::new();
    world.topic("orders", 1);
    world.producer("p", &[("batch.size", "0")]);
    world.send(vec![sized("orders", Some(0), 1); 4]);
    // The first record's upper bound has 21 bytes of overhead, of which it
    // uses 4: two others of 8 bytes fit.
    let counts: Vec<usize> = world.batches("orders-0").iter().map(|b| b.0).collect();
    assert_eq!(counts, [3, 1]);
}

#[test]
fn flush_does_not_wait_for_linger_ms() {
    let mut world = World::new();
    world.topic("orders", 1);
    world.producer("p", &[("linger.ms", "60000")]);
    let op = world.begin(
        "p",
        ProducerCall::Send([record("orders", None, None)].into()),
    );
    assert!(world.pending(op, 1_000));
    let before = world.now();
    world.done("p", ProducerCall::Flush);
    assert_eq!(world.now() - before, 2);
    assert_eq!(world.ends("orders"), [1]);
}

#[test]
fn close_sends_what_is_left_and_then_nothing_goes() {
    let mut world = World::new();
    world.topic("orders", 1);
    world.producer("p", &[("linger.ms", "60000")]);
    let op = world.begin(
        "p",
        ProducerCall::Send([record("orders", None, None)].into()),
    );
    world.wait(10);
    world.done("p", ProducerCall::Close);
    assert!(matches!(world.until(op), client::outcome::Outcome::Sent(_)));
    assert_eq!(world.ends("orders"), [1]);
    let why = world.send_fails("p", record("orders", None, None));
    let text = "Cannot perform operation after producer has been closed".to_owned();
    assert_eq!(why, ("IllegalStateException", text));
}

#[test]
fn acks_0_hears_nothing_and_acks_1_and_all_hear_the_offset() {
    for (acks, offset) in [("0", -1), ("1", 0), ("all", 0), ("-1", 0)] {
        let mut world = World::new();
        world.topic("orders", 1);
        world.producer("p", &[("acks", acks)]);
        let sent = world.send(vec![record("orders", None, None)]);
        assert_eq!(sent, [(0, offset)], "acks={acks}");
        world.wait(10);
        assert_eq!(world.ends("orders"), [1], "acks={acks}");
    }
}

#[test]
fn acks_0_loses_what_the_network_loses_and_does_not_know_it() {
    let mut world = World::new();
    world.topic("orders", 1);
    world.producer("p", &[("acks", "0")]);
    world.send(vec![record("orders", None, None)]);
    world.wait(10);
    world.order(Command::Cut, "p");
    assert_eq!(world.send(vec![record("orders", None, None)]), [(0, -1)]);
    world.order(Command::Heal, "p");
    world.wait(60_000);
    assert_eq!(world.ends("orders"), [1]);
}

#[test]
fn a_record_over_max_request_size_is_refused_before_it_is_sent() {
    let mut world = World::new();
    world.topic("orders", 1);
    world.producer("p", &[("max.request.size", "500")]);
    world.send(vec![record("orders", None, None)]);
    // The estimate counts 61 + 21 bytes and the lengths beside the value.
    for (bytes, estimate) in [(414, 500), (415, 501), (600, 686)] {
        let record = sized("orders", None, bytes);
        if estimate <= 500 {
            world.send(vec![record]);
            continue;
        }
        let why = world.send_fails("p", record);
        let text = format!("The message is {estimate} bytes when serialized which is larger than 500, which is the value of the max.request.size configuration.");
        assert_eq!(why, ("RecordTooLargeException", text));
    }
    assert_eq!(world.ends("orders"), [2]);
}

#[test]
fn a_record_that_the_broker_finds_too_large_fails_with_the_errors_own_text() {
    let mut world = World::with_broker(&[("message.max.bytes", "300")]);
    world.topic("orders", 1);
    world.producer("p", &[]);
    let why = world.send_fails("p", sized("orders", None, 300));
    let text =
        "The request included a message larger than the max message size the server will accept.";
    assert_eq!(why, ("RecordTooLargeException", text.to_owned()));
}

#[test]
fn a_batch_that_the_broker_finds_too_large_is_split_and_sent_again() {
    let mut world = World::with_broker(&[("message.max.bytes", "300")]);
    world.topic("orders", 1);
    world.producer("p", &[]);
    let sent = world.send(vec![sized("orders", None, 60); 6]);
    let offsets: Vec<i64> = sent.iter().map(|(_, offset)| *offset).collect();
    assert_eq!(offsets, [0, 1, 2, 3, 4, 5]);
    let counts: Vec<usize> = world.batches("orders-0").iter().map(|b| b.0).collect();
    assert_eq!(counts, [2, 2, 2]);
    // One that is too large by itself fails alone.
    let mixed = [20, 300, 20].map(|bytes| sized("orders", None, bytes));
    let sent = world.try_send("p", mixed.to_vec());
    assert_eq!(sent[0].as_ref().unwrap().offset, 6);
    assert_eq!(
        sent[1].as_ref().unwrap_err().class,
        "RecordTooLargeException"
    );
    assert_eq!(sent[2].as_ref().unwrap().offset, 7);
}

#[test]
fn what_was_in_flight_at_a_cut_is_sent_again_after_it() {
    let mut world = World::new();
    world.topic("orders", 1);
    world.producer("p", &[]);
    world.send(vec![record("orders", None, None)]);
    world.order(Command::Cut, "p");
    let op = world.begin(
        "p",
        ProducerCall::Send(vec![record("orders", None, None); 3].into()),
    );
    assert!(world.pending(op, 20_000));
    world.order(Command::Heal, "p");
    let before = world.now();
    world.until(op);
    assert!(world.now() - before < 1_000);
    assert_eq!(world.ends("orders"), [4]);
}

#[test]
fn without_retries_what_was_in_flight_at_a_cut_fails() {
    let mut world = World::new();
    world.topic("orders", 1);
    world.producer("p", &[("retries", "0")]);
    world.send(vec![record("orders", None, None)]);
    world.order(Command::Cut, "p");
    let op = world.begin(
        "p",
        ProducerCall::Send([record("orders", None, None)].into()),
    );
    world.wait(100);
    world.order(Command::Heal, "p");
    assert!(world.until(op).exception().is_some());
    assert_eq!(world.ends("orders"), [1]);
}

#[test]
fn delivery_timeout_ms_ends_every_retry() {
    for (delivery, request) in [("120000", "30000"), ("31000", "30000"), ("5000", "1000")] {
        let mut world = World::new();
        world.topic("orders", 1);
        world.producer(
            "p",
            &[
                ("delivery.timeout.ms", delivery),
                ("request.timeout.ms", request),
            ],
        );
        world.send(vec![record("orders", None, None)]);
        world.order(Command::Cut, "p");
        let before = world.now();
        let sent = world.try_send("p", vec![record("orders", None, None); 2]);
        let why = sent[1].as_ref().unwrap_err();
        let text = format!("Expiring 2 record(s) for orders-0:{delivery} ms has passed since batch creation. The request has not been sent, or no server response has been received yet.");
        assert_eq!((why.class, &*why.message), ("TimeoutException", &*text));
        assert_eq!(world.now() - before, delivery.parse::<i64>().unwrap());
    }
}

#[test]
fn a_topic_that_is_deleted_under_a_producer_is_made_again_by_it() {
    let mut world = World::new();
    world.topic("orders", 1);
    world.fill("orders-0", 3);
    world.delete_topic("orders");
    let before = world.now();
    assert_eq!(world.send(vec![record("orders", Some(0), None)]), [(0, 0)]);
    assert!(world.now() - before < 1_000);
}

#[test]
fn the_order_of_a_partition_is_the_order_of_the_sends() {
    let mut world = World::new();
    world.topic("orders", 1);
    world.producer("p", &[("batch.size", "200"), ("linger.ms", "0")]);
    let ops: Vec<_> = (0..30u8)
        .map(|i| {
            let mut one = record("orders", Some(0), None);
            one.value = Some(vec![i].into());
            world.begin("p", ProducerCall::Send([one].into()))
        })
        .collect();
    for op in ops {
        world.until(op);
    }
    let values: Vec<u8> = world
        .log("orders-0")
        .records(0)
        .map(|(_, record)| record.value.as_ref().unwrap().bytes()[0])
        .collect();
    assert_eq!(values, (0..30).collect::<Vec<u8>>());
}

#[test]
fn a_record_without_a_timestamp_gets_the_producers_clock() {
    let mut world = World::new();
    world.topic("orders", 1);
    world.fill("orders-0", 1);
    world.wait(1_000);
    let now = world.cluster.now();
    let mut dated = record("orders", Some(0), None);
    dated.timestamp = Some(42);
    world.send(vec![record("orders", Some(0), None), dated]);
    let timestamps: Vec<i64> = world
        .log("orders-0")
        .records(1)
        .map(|(_, record)| record.timestamp)
        .collect();
    assert_eq!(timestamps, [now, 42]);
}

#[test]
fn settings_that_kafka_refuses_are_refused_with_its_words() {
    let mut world = World::new();
    let delivery =
        "delivery.timeout.ms should be equal to or larger than linger.ms + request.timeout.ms";
    for (key, value, text) in [
        ("delivery.timeout.ms", "30004", delivery),
        (
            "linger.ms",
            "-1",
            "Invalid value -1 for configuration linger.ms: Value must be at least 0",
        ),
        (
            "batch.size",
            "big",
            "Invalid value big for configuration batch.size: Not a number of type INT",
        ),
        (
            "acks",
            "2",
            "Invalid value 2 for configuration acks: String must be one of: all, -1, 0, 1",
        ),
    ] {
        let refused = world.refused(Command::StartClient {
            name: "p".into(),
            kind: ClientKind::Producer,
            settings: worlds::settings(&[(key, value)]),
        });
        assert_eq!(refused.code(), "invalid-setting");
        assert_eq!(refused.to_string(), text);
    }
}

#[test]
fn gotcha_08_linger_ms_is_5() {
    let mut world = World::ten();
    let before = world.now();
    world.send(vec![record("orders", None, None)]);
    assert_eq!(world.now() - before, 5 + 2);
}

#[test]
fn gotcha_09_acks_all_is_satisfied_by_the_only_replica() {
    let mut world = World::with_broker(&[("min.insync.replicas", "2")]);
    world.topic("orders", 1);
    world.producer("p", &[("acks", "all")]);
    world.send(vec![record("orders", Some(0), None)]);
    assert_eq!(world.log("orders-0").high_watermark(), 1);
}

#[test]
fn gotcha_12_retries_do_not_go_on_for_ever() {
    let mut world = World::ten();
    world.order(Command::Cut, "p");
    let before = world.now();
    let why = world.send_fails("p", record("orders", None, None));
    assert_eq!(why.0, "TimeoutException");
    assert_eq!(world.now() - before, 120_000);
}
