//! What stops a producer: memory, sizes, names, times, and its own end.

use client::call::{ProducerCall, ProducerRecord};
use client::outcome::Outcome;
use cluster::command::Command;
use cluster::event::Happening;
use cluster::network::NetworkEvent;
use protocol::api::RequestBody;
use protocol::exception::Exception;
use worlds::{record, sized, World, START};

fn world_of(settings: &[(&str, &str)]) -> World {
    let mut world = World::new();
    world.topic("orders", 2);
    world.producer("p", settings);
    world.send(vec![record("orders", Some(0), None)]);
    world
}

/// What a send of one record failed with.
fn failure(outcome: Outcome) -> Exception {
    outcome.exception().expect("it fails")
}

#[test]
fn a_send_goes_on_when_memory_is_free_again() {
    let mut world = world_of(&[("buffer.memory", "230"), ("batch.size", "115")]);
    // Three batches of 115 bytes, and memory for two.
    let sent = world.send(vec![sized("orders", Some(0), 30); 3]);
    assert_eq!(sent, [(0, 1), (0, 2), (0, 3)]);
    assert_eq!(world.producer_of("p").free_memory(), 230);
    // The first request left at once, because the third record waited.
    let requests = world.requests("p", "Produce");
    assert!(requests.len() >= 3);
}

#[test]
fn a_batch_larger_than_all_memory_is_refused_at_once() {
    let mut world = World::new();
    world.topic("orders", 1);
    world.producer("p", &[("buffer.memory", "400")]);
    let why = world.send_fails("p", record("orders", Some(0), None));
    let text =
        "Attempt to allocate 16384 bytes, but there is a hard limit of 400 on memory allocations.";
    assert_eq!(why, ("IllegalArgumentException", text.to_owned()));
    let why = world.send_fails("p", sized("orders", Some(0), 400));
    let text = "The message is 486 bytes when serialized which is larger than the total memory buffer you have configured with the buffer.memory configuration.";
    assert_eq!(why, ("RecordTooLargeException", text.to_owned()));
}

#[test]
fn a_bad_name_is_known_the_second_time() {
    let mut world = world_of(&[]);
    for text in ["Invalid topics: [bad name!]", "bad name!", "bad name!"] {
        let why = world.send_fails("p", record("bad name!", None, None));
        assert_eq!(why, ("InvalidTopicException", text.to_owned()));
    }
}

#[test]
fn a_record_is_looked_at_in_kafkas_order() {
    let mut world = World::with_broker(&[("auto.create.topics.enable", "false")]);
    world.producer("p", &[("max.request.size", "100"), ("max.block.ms", "10")]);
    // The size only matters once the topic is known.
    let why = world.send_fails("p", sized("nowhere", None, 500));
    assert_eq!(why.0, "TimeoutException");
    let impossible = ProducerRecord {
        timestamp: Some(-1),
        ..sized("nowhere", Some(-1), 500)
    };
    world.done("p", ProducerCall::Close);
    let why = world.send_fails("p", impossible);
    let text = "Invalid timestamp: -1. Timestamp should always be non-negative or null.";
    assert_eq!(why, ("IllegalArgumentException", text.to_owned()));
    let why = world.send_fails("p", sized("nowhere", None, 500));
    assert_eq!(why.0, "IllegalStateException");
}

#[test]
fn round_robin_counts_a_record_that_is_too_large() {
    let class = "org.apache.kafka.clients.producer.RoundRobinPartitioner";
    let settings = [("partitioner.class", class), ("max.request.size", "200")];
    let mut world = World::new();
    world.topic("orders", 2);
    world.producer("p", &settings);
    let one = record("orders", None, None);
    let partitions: Vec<i32> = world
        .try_send(
            "p",
            vec![one.clone(), sized("orders", None, 300), one.clone(), one],
        )
        .into_iter()
        .filter_map(|sent| sent.ok().map(|sent| sent.partition))
        .collect();
    assert_eq!(partitions[0], partitions[1], "a turn was lost");
    assert_ne!(partitions[1], partitions[2]);
}

#[test]
fn the_records_of_a_refused_batch_fail_for_their_own_reasons() {
    let mut world = World::new();
    world.topic_with("prices", &[("cleanup.policy", "compact")]);
    world.producer("p", &[]);
    let keyed = |key| record("prices", None, key);
    let innocent = (
        "KafkaException",
        "Failed to append record because it was part of a batch which had one more more invalid records",
    );
    let guilty = (
        "InvalidRecordException",
        "Compacted topic cannot accept message without key in topic partition prices-0",
    );
    for keys in [
        vec![Some("a"), None, Some("b")],
        vec![None, None, Some("c"), None, None],
        vec![None],
    ] {
        let sent = world.try_send("p", keys.iter().map(|key| keyed(*key)).collect());
        for (key, sent) in keys.iter().zip(sent) {
            let why = sent.unwrap_err();
            let wanted = if key.is_some() { innocent } else { guilty };
            assert_eq!((why.class, &*why.message), wanted);
        }
    }
    world.send(vec![keyed(Some("a"))]);
    assert_eq!(world.ends("prices"), [1]);
}

#[test]
fn a_send_that_is_blocked_when_the_producer_is_closed_fails() {
    let mut world = World::with_broker(&[("auto.create.topics.enable", "false")]);
    world.producer("p", &[]);
    let op = world.begin(
        "p",
        ProducerCall::Send([record("nowhere", None, None)].into()),
    );
    assert!(world.pending(op, 1_000));
    world.done("p", ProducerCall::Close);
    let why = failure(world.until(op));
    assert_eq!(
        (why.class, &*why.message),
        ("KafkaException", "Producer closed while send in progress")
    );
    let cause = why.cause.unwrap();
    assert_eq!(cause.message, "Requested metadata update after close");

    let memory = [("buffer.memory", "115"), ("batch.size", "115")];
    let mut world = world_of(&[memory[0], memory[1], ("delivery.timeout.ms", "40000")]);
    world.order(Command::Cut, "p");
    let first = world.begin(
        "p",
        ProducerCall::Send([sized("orders", Some(0), 30)].into()),
    );
    let blocked = world.begin(
        "p",
        ProducerCall::Send([sized("orders", Some(0), 30)].into()),
    );
    assert!(world.pending(first, 1_000));
    let close = world.begin("p", ProducerCall::Close);
    let why = failure(world.until(blocked));
    assert_eq!(why.message, "Producer closed while allocating memory");
    // What is in a batch is still tried until its time is over.
    assert_eq!(failure(world.until(first)).class, "TimeoutException");
    world.until(close);
}

#[test]
fn a_ready_partition_takes_the_lingering_ones_along() {
    let mut world = world_of(&[("linger.ms", "60000"), ("batch.size", "200")]);
    let lingers = world.begin(
        "p",
        ProducerCall::Send([record("orders", Some(1), None)].into()),
    );
    assert!(world.pending(lingers, 10_000));
    // The third record of the other partition finds its batch full.
    let full = vec![sized("orders", Some(0), 60); 3];
    let op = world.begin("p", ProducerCall::Send(full.into()));
    world.until(lingers);
    world.done("p", ProducerCall::Flush);
    world.until(op);
    let requests = world.requests("p", "Produce");
    let counts = requests.iter().map(|(_, request)| match &request.body {
        RequestBody::Produce(body) => body.batches.len(),
        _ => unreachable!(),
    });
    assert!(counts.skip(1).any(|batches| batches == 2), "sent together");
}

#[test]
fn retries_wait_twice_as_long_each_time_up_to_a_limit() {
    let mut world = world_of(&[("request.timeout.ms", "1000"), ("linger.ms", "0")]);
    world.wait(10);
    world.order(Command::Cut, "p");
    let op = world.begin(
        "p",
        ProducerCall::Send([record("orders", Some(0), None)].into()),
    );
    assert!(world.pending(op, 10_000));
    // What else is in flight may cut a connection earlier than the batch's own
    // time; the wait counts from then.
    let lost: Vec<i64> = world
        .events
        .iter()
        .filter(|event| {
            let what = &event.what;
            matches!(what, Happening::Network(NetworkEvent::Disconnected { .. }))
        })
        .map(|event| event.at - START)
        .collect();
    let sent: Vec<i64> = world.requests("p", "Produce").iter().map(|r| r.0).collect();
    let waits: Vec<i64> = sent[1..]
        .windows(2)
        .filter_map(|w| Some(w[1] - lost.iter().find(|at| **at > w[0])?))
        .collect();
    assert_eq!(waits[..5], [100, 200, 400, 800, 1_000]);
}

#[test]
fn compression_makes_a_batch_smaller_for_the_broker() {
    let mut world = World::with_broker(&[("message.max.bytes", "300")]);
    world.topic("orders", 1);
    world.producer("plain", &[]);
    world.producer("gzip", &[("compression.type", "gzip")]);
    let large = sized("orders", Some(0), 2_000);
    let why = world.try_send("plain", vec![large.clone()]);
    assert!(why[0].is_err());
    let sent = world.try_send("gzip", vec![large]);
    assert_eq!(sent[0].as_ref().unwrap().offset, 0);
    let batch = world.log("orders-0").batches().next().unwrap().clone();
    assert_eq!(batch.compression().name(), "gzip");
    // The producer itself looks at the size before that.
    world.producer(
        "small",
        &[("compression.type", "gzip"), ("max.request.size", "500")],
    );
    let why = world.send_fails("small", sized("orders", Some(0), 600));
    assert!(why
        .1
        .starts_with("The message is 686 bytes when serialized"));
}

#[test]
fn gotcha_14_send_blocks_for_metadata_and_for_memory() {
    let mut world = World::with_broker(&[("auto.create.topics.enable", "false")]);
    world.topic("orders", 1);
    let small = [("buffer.memory", "200"), ("batch.size", "100")];
    world.producer("p", &[small[0], small[1], ("max.block.ms", "1500")]);
    let before = world.now();
    let why = world.send_fails("p", record("nowhere", None, None));
    assert_eq!(why.0, "TimeoutException");
    assert_eq!(world.now() - before, 1_500);
    world.send(vec![record("orders", Some(0), None)]);
    // A batch of 115 bytes leaves no room for another one.
    world.order(Command::Cut, "p");
    let mut long = record("orders", Some(0), None);
    long.value = Some("x".repeat(30).as_str().into());
    let first = world.begin("p", ProducerCall::Send([long.clone()].into()));
    assert!(world.pending(first, 0));
    let before = world.now();
    let why = world.send_fails("p", long);
    assert_eq!(why.0, "BufferExhaustedException");
    assert_eq!(why.1, "Failed to allocate 115 bytes within the configured max blocking time 1500 ms. Total memory: 200 bytes. Available memory: 85 bytes. Poolable size: 100 bytes");
    assert_eq!(world.now() - before, 1_500);
}
