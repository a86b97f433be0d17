//! A partition's log: offsets and markers, and what Fetch and ListOffsets
//! answer.

use client::call::{ConsumerCall, OpId};
use protocol::api::*;
use protocol::batch::Batch;
use protocol::record::{Millis, Offset};
use std::sync::Arc;
use worlds::raw::{batch, big_batch};
use worlds::{sized, tp, World, EAGER_COMMIT};

fn append(world: &mut World, partition: i32, batch: Arc<Batch>) -> Offset {
    let request = RequestBody::Produce(ProduceRequest::new(
        -1,
        vec![(tp("orders", partition), batch)],
    ));
    match world.ask("p", request) {
        Response::Produce(body) => body.partitions[0].base_offset,
        other => panic!("{other:?}"),
    }
}

/// A Fetch in few words.
#[derive(Clone)]
struct Ask {
    wait: Millis,
    min: i32,
    max: i32,
    from: Vec<(i32, Offset, i32)>,
}

impl Ask {
    fn at(offset: Offset) -> Self {
        Ask {
            wait: 0,
            min: 1,
            max: 1 << 20,
            from: vec![(0, offset, 1 << 20)],
        }
    }

    fn body(self) -> RequestBody {
        let partitions = self.from.into_iter();
        RequestBody::Fetch(FetchRequest {
            max_wait_ms: self.wait,
            min_bytes: self.min,
            max_bytes: self.max,
            isolation_level: IsolationLevel::ReadUncommitted,
            session_id: 0,
            session_epoch: -1,
            partitions: partitions
                .map(|(partition, fetch_offset, max_bytes)| {
                    FetchPartition::new(tp("orders", partition), fetch_offset, max_bytes)
                })
                .collect(),
        })
    }
}

fn fetched(world: &mut World, op: OpId) -> Vec<FetchedPartition> {
    match world.answer(op) {
        Response::Fetch(body) => body.partitions,
        other => panic!("{other:?}"),
    }
}

fn fetch(world: &mut World, ask: Ask) -> Vec<FetchedPartition> {
    let op = world.start("c", ask.body());
    fetched(world, op)
}

fn bases(partition: &FetchedPartition) -> Vec<Offset> {
    partition.batches.iter().map(|b| b.base_offset()).collect()
}

#[test]
fn the_leader_gives_each_record_the_next_offset() {
    let mut world = World::new();
    world.topic("orders", 2);
    for (partition, records, base) in [(0, 3, 0), (0, 1, 3), (1, 2, 0), (0, 2, 4)] {
        let timestamps = vec![worlds::START; records];
        assert_eq!(append(&mut world, partition, batch(&timestamps)), base);
    }
    let log = world.log("orders-0");
    let offsets: Vec<Offset> = log.records(0).map(|(offset, _)| offset).collect();
    assert_eq!(offsets, [0, 1, 2, 3, 4, 5]);
    assert_eq!(world.ends("orders"), [6, 2]);
}

#[test]
fn markers_of_a_log_with_one_replica() {
    let mut world = World::new();
    world.topic("orders", 1);
    for records in [0, 1, 4] {
        if records > 0 {
            append(&mut world, 0, batch(&vec![1; records]));
        }
        let log = world.log("orders-0");
        assert_eq!(log.start(), 0);
        assert_eq!(log.high_watermark(), log.end());
        assert_eq!(log.last_stable(), log.end());
    }
    assert_eq!(world.log("orders-0").end(), 5);
}

#[test]
fn produce_answers_base_offset_and_log_start() {
    let mut world = World::new();
    world.topic("orders", 1);
    append(&mut world, 0, batch(&[1, 2]));
    let request = RequestBody::Produce(ProduceRequest::new(
        1,
        vec![
            (tp("orders", 0), batch(&[3])),
            (tp("orders", 7), batch(&[4])),
        ],
    ));
    let Response::Produce(body) = world.ask("p", request) else {
        panic!("no answer to Produce");
    };
    let seen: Vec<_> = body
        .partitions
        .iter()
        .map(|p| {
            (
                p.error.name(),
                p.base_offset,
                p.log_append_time,
                p.log_start,
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            ("NONE", 2, -1, 0),
            ("UNKNOWN_TOPIC_OR_PARTITION", -1, -1, -1)
        ]
    );
}

#[test]
fn produce_refuses_acks_that_do_not_exist() {
    let mut world = World::new();
    world.topic("orders", 1);
    for acks in [2, -2, 100] {
        let batches = vec![(tp("orders", 0), batch(&[1]))];
        let request = RequestBody::Produce(ProduceRequest::new(acks, batches));
        assert_eq!(world.error("p", request), "INVALID_REQUIRED_ACKS", "{acks}");
    }
    assert_eq!(world.ends("orders"), [0]);
}

#[test]
fn a_fetch_below_inside_at_and_above_the_log() {
    let mut world = World::new();
    world.topic("orders", 1);
    append(&mut world, 0, batch(&[1, 2, 3]));
    append(&mut world, 0, batch(&[4, 5]));
    let none: &[Offset] = &[];
    for (offset, error, high_watermark, batches) in [
        (-1, "OFFSET_OUT_OF_RANGE", -1, none),
        (0, "NONE", 5, &[0, 3]),
        // Inside a batch the whole batch is answered.
        (2, "NONE", 5, &[0, 3]),
        (3, "NONE", 5, &[3]),
        (4, "NONE", 5, &[3]),
        (5, "NONE", 5, none),
        (6, "OFFSET_OUT_OF_RANGE", -1, none),
        (i64::MAX, "OFFSET_OUT_OF_RANGE", -1, none),
    ] {
        let answer = fetch(&mut world, Ask::at(offset)).remove(0);
        assert_eq!(answer.error.name(), error, "{offset}");
        assert_eq!(answer.high_watermark, high_watermark, "{offset}");
        assert_eq!(answer.last_stable, high_watermark, "{offset}");
        let start = if error == "NONE" { 0 } else { -1 };
        assert_eq!(answer.log_start, start, "{offset}");
        assert_eq!(bases(&answer), batches, "{offset}");
    }
}

#[test]
fn an_empty_log_is_read_at_0_and_nowhere_else() {
    let mut world = World::new();
    world.topic("orders", 1);
    for (offset, error) in [(0, "NONE"), (1, "OFFSET_OUT_OF_RANGE")] {
        let answer = fetch(&mut world, Ask::at(offset)).remove(0);
        assert_eq!(answer.error.name(), error);
        assert!(answer.batches.is_empty());
    }
}

#[test]
fn an_unknown_partition_is_an_error_of_its_own() {
    let mut world = World::new();
    world.topic("orders", 1);
    append(&mut world, 0, batch(&[1]));
    let ask = Ask {
        wait: 600,
        min: 1_000,
        from: vec![(9, 0, 1_000), (0, 0, 1_000)],
        ..Ask::at(0)
    };
    let before = world.now();
    let answers = fetch(&mut world, ask);
    assert_eq!(answers[0].error.name(), "NONE");
    assert_eq!(bases(&answers[0]), [0]);
    assert_eq!(answers[1].error.name(), "UNKNOWN_TOPIC_OR_PARTITION");
    // The broker does not even ask the log for it, so that it ends no wait.
    assert_eq!(world.now() - before, 602);
}

#[test]
fn a_fetch_waits_for_min_bytes_or_for_its_time_to_be_over() {
    let mut world = World::new();
    world.topic("orders", 2);
    let one = batch(&[1]).size() as i32;
    // Bytes count across the partitions of the request.
    for (min, appended, waited) in [
        (0, vec![], 2),
        (1, vec![], 5_002),
        (1, vec![0], 103),
        (one, vec![1], 103),
        (one + 1, vec![0], 5_002),
        (2 * one, vec![0, 1], 105),
    ] {
        let mut world = world.clone();
        let before = world.now();
        let ask = Ask {
            wait: 5_000,
            min,
            from: vec![(0, 0, 1 << 20), (1, 0, 1 << 20)],
            ..Ask::at(0)
        };
        let op = world.start("c", ask.body());
        if waited > 2 {
            world.wait(101);
        }
        for partition in &appended {
            append(&mut world, *partition, batch(&[1]));
        }
        if waited == 5_002 {
            assert!(world.pending(op, 4_000), "{min} {appended:?}");
        }
        world.wait_until("it is answered", |c| c.outcome(op).is_some());
        // The last append's own answer came at the same time as the fetch's.
        assert_eq!(world.now() - before, waited, "{min} {appended:?}");
        let answers = fetched(&mut world, op);
        let got: usize = answers.iter().map(|a| a.batches.len()).sum();
        assert_eq!(got, appended.len(), "{min} {appended:?}");
    }
}

#[test]
fn what_waits_for_one_partition_is_not_woken_by_another() {
    let mut world = World::new();
    world.topic("orders", 2);
    let ask = Ask {
        wait: 1_000,
        ..Ask::at(0)
    };
    let op = world.start("c", ask.body());
    world.wait(10);
    append(&mut world, 1, batch(&[1]));
    assert!(world.pending(op, 500));
}

#[test]
fn the_first_batch_is_always_returned_once_per_response() {
    let mut world = World::new();
    world.topic("orders", 2);
    for partition in [0, 1] {
        for _ in 0..3 {
            append(&mut world, partition, big_batch(100));
        }
    }
    let size = big_batch(100).size() as i32;
    let none: &[Offset] = &[];
    for (max, of_partition, first, second) in [
        (1, 1, &[0][..], none),
        (size, size, &[0], none),
        (1 << 20, 1, &[0], none),
        // Whole batches as long as they fit, then the next partition.
        (2 * size, 1 << 20, &[0, 1], none),
        (2 * size - 1, 1 << 20, &[0], none),
        (3 * size, size, &[0], &[0]),
        (1 << 20, 2 * size, &[0, 1], &[0, 1]),
        (4 * size, 1 << 20, &[0, 1, 2], &[0]),
    ] {
        let ask = Ask {
            max,
            from: vec![(0, 0, of_partition), (1, 0, of_partition)],
            ..Ask::at(0)
        };
        let answers = fetch(&mut world, ask);
        assert_eq!(bases(&answers[0]), first, "{max} {of_partition}");
        assert_eq!(bases(&answers[1]), second, "{max} {of_partition}");
    }
    // An empty partition does not use up the exception.
    let ask = Ask {
        max: 1,
        from: vec![(0, 3, 1), (1, 1, 1)],
        ..Ask::at(0)
    };
    let answers = fetch(&mut world, ask);
    assert_eq!(bases(&answers[0]), none);
    assert_eq!(bases(&answers[1]), [1]);
}

fn list(world: &mut World, timestamp: Millis) -> (&'static str, Millis, Offset) {
    let partitions = vec![(tp("orders", 0), timestamp)];
    let request = RequestBody::ListOffsets(ListOffsetsRequest::new(
        IsolationLevel::ReadUncommitted,
        partitions,
    ));
    match world.ask("c", request) {
        Response::ListOffsets(body) => {
            let found = &body.partitions[0];
            (found.error.name(), found.timestamp, found.offset)
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn list_offsets_of_an_empty_log() {
    let mut world = World::new();
    world.topic("orders", 1);
    for (timestamp, offset) in [
        (LATEST_TIMESTAMP, 0),
        (EARLIEST_TIMESTAMP, 0),
        (MAX_TIMESTAMP, -1),
        (0, -1),
    ] {
        let found = list(&mut world, timestamp);
        assert_eq!(found, ("NONE", -1, offset), "{timestamp}");
    }
}

#[test]
fn list_offsets_finds_the_first_record_that_is_not_older() {
    let mut world = World::new();
    world.topic("orders", 1);
    // Timestamps may be out of order, within a batch and between batches.
    append(&mut world, 0, batch(&[100, 300, 200]));
    append(&mut world, 0, batch(&[150]));
    append(&mut world, 0, batch(&[400, 400, 350]));
    for (timestamp, found, offset) in [
        (LATEST_TIMESTAMP, -1, 7),
        (EARLIEST_TIMESTAMP, -1, 0),
        // The first of those with the largest timestamp.
        (MAX_TIMESTAMP, 400, 4),
        (0, 100, 0),
        (100, 100, 0),
        (101, 300, 1),
        (200, 300, 1),
        (301, 400, 4),
        (400, 400, 4),
        (401, -1, -1),
    ] {
        assert_eq!(
            list(&mut world, timestamp),
            ("NONE", found, offset),
            "{timestamp}"
        );
    }
}

#[test]
fn list_offsets_of_an_unknown_partition() {
    let mut world = World::new();
    assert_eq!(
        list(&mut world, LATEST_TIMESTAMP),
        ("UNKNOWN_TOPIC_OR_PARTITION", -1, -1)
    );
}

#[test]
fn a_batch_over_max_message_bytes_is_refused() {
    let size = big_batch(100).size();
    let mut world = World::with_broker(&[("message.max.bytes", &size.to_string())]);
    world.topic("orders", 1);
    assert_eq!(append(&mut world, 0, big_batch(100)), 0);
    let request = RequestBody::Produce(ProduceRequest::new(
        -1,
        vec![(tp("orders", 0), big_batch(101))],
    ));
    let Response::Produce(body) = world.ask("p", request) else {
        panic!("no answer to Produce");
    };
    let refused = &body.partitions[0];
    assert_eq!(refused.error.name(), "MESSAGE_TOO_LARGE");
    // The broker keeps its words for its own log.
    assert_eq!(refused.error_message, None);
    assert_eq!(world.ends("orders"), [1]);
}

#[test]
fn reading_takes_nothing_away() {
    let mut world = World::new();
    world.topic("orders", 1);
    append(&mut world, 0, batch(&[1, 2, 3]));
    let first = fetch(&mut world, Ask::at(0));
    let second = fetch(&mut world, Ask::at(0));
    assert_eq!(first, second);
    assert_eq!(world.log("orders-0").start(), 0);
}

#[test]
fn nobody_gets_more_in_an_answer_than_the_broker_has_to_give() {
    for (given, second) in [(&[][..], vec![0]), (&[("fetch.max.bytes", "1024")], vec![])] {
        let mut world = World::with_broker(given);
        world.topic("orders", 2);
        for partition in [0, 1] {
            world.send(vec![sized("orders", Some(partition), 700)]);
        }
        let ask = Ask {
            from: vec![(0, 0, 1 << 20), (1, 0, 1 << 20)],
            ..Ask::at(0)
        };
        let answer = fetch(&mut world, ask);
        let read: Vec<Vec<Offset>> = answer.iter().map(bases).collect();
        assert_eq!(read, [vec![0], second], "{given:?}");
    }
}

#[test]
fn gotcha_15_reading_and_committing_remove_nothing() {
    let mut world = World::ten();
    world.member("c", "g", EAGER_COMMIT);
    world.subscribe("c", &["orders"]);
    world.poll_until("c", 10);
    world.done("c", ConsumerCall::CLOSE);
    assert_eq!(world.log("orders-0").records(0).count(), 10);
}
