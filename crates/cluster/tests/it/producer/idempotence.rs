//! Producers with an id: what a retry repeats and in which order, with and
//! without it, and what the broker answers.

use client::call::{OpId, ProducerCall};
use client::outcome::Outcome;
use cluster::command::{ClientKind, Command};
use protocol::api::{
    DescribeProducersRequest, InitProducerIdRequest, InitProducerIdResponse, ProduceRequest,
    ProducedPartition, RequestBody, Response,
};
use std::sync::Arc;
use worlds::raw::batch;
use worlds::{record, sized, tp, World};

/// A producer whose client knows a topic of one partition.
fn producing(settings: &[(&str, &str)]) -> World {
    let mut world = World::new();
    world.topic("orders", 1);
    let mut all = vec![("linger.ms", "0")];
    all.extend(settings);
    world.producer("p", &all);
    world.send(vec![record("orders", Some(0), None)]);
    world
}

fn begin(world: &mut World, value: &'static str) -> OpId {
    let mut one = record("orders", Some(0), None);
    one.value = Some(value.into());
    world.begin("p", ProducerCall::Send([one].into()))
}

/// The values in a log after the first record.
fn values(world: &World) -> Vec<String> {
    let records = world.log("orders-0").records(1);
    let text = records.map(|(_, r)| r.value.as_ref().unwrap().text().into_owned());
    text.collect()
}

/// Producer id, epoch, base sequence and record count of each batch.
fn numbers(world: &World, partition: &str) -> Vec<(i64, i16, i32, usize)> {
    let batches = world.log(partition).batches();
    let numbers = batches.map(|b| {
        let count = b.records().len();
        (b.producer_id, b.producer_epoch, b.base_sequence, count)
    });
    numbers.collect()
}

#[test]
fn a_producer_asks_for_its_id_when_it_starts_and_numbers_each_partition() {
    let mut world = World::new();
    world.topic("orders", 2);
    world.producer("p", &[]);
    world.wait(10);
    assert_eq!(world.requests("p", "InitProducerId").len(), 1);
    for partition in [0, 0, 1, 0] {
        world.send(vec![record("orders", Some(partition), None); 2]);
    }
    assert_eq!(
        numbers(&world, "orders-0"),
        [(0, 0, 0, 2), (0, 0, 2, 2), (0, 0, 4, 2)]
    );
    assert_eq!(numbers(&world, "orders-1"), [(0, 0, 0, 2)]);
    assert_eq!(world.requests("p", "InitProducerId").len(), 1);
}

#[test]
fn without_idempotence_there_is_no_number() {
    for off in [
        ("enable.idempotence", "false"),
        ("acks", "1"),
        ("acks", "0"),
        ("retries", "0"),
    ] {
        let mut world = producing(&[off]);
        world.wait(10);
        assert_eq!(numbers(&world, "orders-0"), [(-1, -1, -1, 1)], "{off:?}");
        assert!(world.requests("p", "InitProducerId").is_empty());
    }
}

#[test]
fn a_lost_answer_repeats_the_batch_unless_the_producer_is_idempotent() {
    for (idempotent, end, offset) in [("true", 2, 1), ("false", 3, 2)] {
        let mut world = producing(&[("enable.idempotence", idempotent)]);
        let op = begin(&mut world, "a");
        // The request has arrived and its answer is on the way.
        world.wait(1);
        assert_eq!(world.ends("orders"), [2]);
        world.order(Command::Cut, "p");
        world.order(Command::Heal, "p");
        let outcome = world.until(op);
        assert!(outcome.exception().is_none());
        assert_eq!(world.ends("orders"), [end], "idempotence {idempotent}");
        let last = world.producer_of("p").acknowledged();
        assert_eq!(last, 2);
        // The answer names the batch that was appended first, or the second.
        match outcome {
            Outcome::Sent(sent) => {
                assert_eq!(sent[0].as_ref().unwrap().offset, offset);
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_batch_that_is_there_already_is_answered_with_its_largest_timestamp() {
    for (idempotent, timestamps) in [("true", [5_000, 5_000]), ("false", [5_000, 1_000])] {
        let mut world = producing(&[("enable.idempotence", idempotent)]);
        let records = [5_000, 1_000].map(|timestamp| {
            let mut record = record("orders", Some(0), None);
            record.timestamp = Some(timestamp);
            record
        });
        let op = world.begin("p", ProducerCall::Send(records.into()));
        // The request has arrived and its answer is on the way.
        world.wait(1);
        assert_eq!(world.ends("orders"), [3]);
        world.order(Command::Cut, "p");
        world.order(Command::Heal, "p");
        let Outcome::Sent(sent) = world.until(op) else {
            panic!("no outcome of a send");
        };
        let learnt = sent.iter().map(|sent| sent.as_ref().unwrap().timestamp);
        assert_eq!(learnt.collect::<Vec<_>>(), timestamps);
    }
}

#[test]
fn several_batches_that_are_lost_keep_their_order_only_with_idempotence() {
    for (idempotent, wanted) in [("true", ["a", "b", "c"]), ("false", ["c", "b", "a"])] {
        let mut world = producing(&[("enable.idempotence", idempotent)]);
        let ops = ["a", "b", "c"].map(|value| begin(&mut world, value));
        assert_eq!(world.requests("p", "Produce").len(), 4, "one request each");
        world.order(Command::Cut, "p");
        world.order(Command::Heal, "p");
        for op in ops {
            assert!(world.until(op).exception().is_none());
        }
        assert_eq!(values(&world), wanted, "idempotence {idempotent}");
    }
}

#[test]
fn one_request_in_flight_keeps_the_order_without_idempotence() {
    let one = ("max.in.flight.requests.per.connection", "1");
    let mut world = producing(&[("enable.idempotence", "false"), one]);
    let ops = ["a", "b", "c"].map(|value| begin(&mut world, value));
    world.order(Command::Cut, "p");
    world.order(Command::Heal, "p");
    for op in ops {
        world.until(op);
    }
    assert_eq!(values(&world), ["a", "b", "c"]);
}

#[test]
fn every_refused_batch_raises_the_epoch_and_a_split_does_not() {
    let mut world = World::with_broker(&[("message.max.bytes", "300")]);
    world.topic("orders", 1);
    world.producer("p", &[]);
    world.send(vec![sized("orders", None, 20)]);
    for _ in 0..2 {
        world.send_fails("p", sized("orders", None, 300));
    }
    world.send(vec![sized("orders", None, 60); 6]);
    world.send(vec![sized("orders", None, 20)]);
    assert_eq!(
        numbers(&world, "orders-0"),
        [
            (0, 0, 0, 1),
            (0, 2, 0, 2),
            (0, 2, 2, 2),
            (0, 2, 4, 2),
            (0, 2, 6, 1)
        ]
    );
}

#[test]
fn what_is_in_flight_behind_a_refused_batch_is_numbered_anew() {
    let mut world = World::with_broker(&[("message.max.bytes", "300")]);
    world.topic("orders", 1);
    world.producer("p", &[]);
    world.send(vec![sized("orders", None, 20)]);
    let mixed = [20, 300, 20].map(|bytes| sized("orders", None, bytes));
    let sent = world.try_send("p", mixed.to_vec());
    let placed: Vec<_> = sent.iter().map(|s| s.as_ref().ok()).collect();
    let placed: Vec<_> = placed.iter().map(|s| s.map(|s| s.offset)).collect();
    assert_eq!(placed, [Some(1), None, Some(2)]);
    assert_eq!(
        numbers(&world, "orders-0"),
        [(0, 0, 0, 1), (0, 0, 1, 1), (0, 1, 0, 1)]
    );
}

#[test]
fn a_batch_that_was_given_up_after_a_retry_means_a_new_epoch() {
    let mut world = producing(&[
        ("request.timeout.ms", "1000"),
        ("delivery.timeout.ms", "3000"),
    ]);
    world.order(Command::Cut, "p");
    let why = world.send_fails("p", record("orders", Some(0), None));
    assert_eq!(why.0, "TimeoutException");
    world.order(Command::Heal, "p");
    world.send(vec![record("orders", Some(0), None)]);
    assert_eq!(numbers(&world, "orders-0"), [(0, 0, 0, 1), (0, 1, 0, 1)]);
}

#[test]
fn a_producer_that_starts_again_is_another_producer() {
    let mut world = producing(&[]);
    world.order(Command::Crash, "p");
    world.order(Command::Start, "p");
    world.send(vec![record("orders", Some(0), None)]);
    assert_eq!(numbers(&world, "orders-0"), [(0, 0, 0, 1), (1, 0, 0, 1)]);
}

#[test]
fn an_old_producer_is_forgotten_and_may_go_on() {
    let mut world = World::with_broker(&[
        ("producer.id.expiration.ms", "60000"),
        ("producer.id.expiration.check.interval.ms", "10000"),
    ]);
    world.topic("orders", 1);
    world.producer("p", &[]);
    world.send(vec![record("orders", Some(0), None)]);
    let known = |world: &World| {
        let broker = world.cluster.state().broker();
        let expiry = broker.producer_expiry(world.cluster.now());
        let producers = broker.producers(&tp("orders", 0)).unwrap();
        producers.active(expiry).count()
    };
    assert_eq!(known(&world), 1);
    world.wait(71_000);
    assert_eq!(known(&world), 0);
    // Of a producer that is not known any number is right.
    world.send(vec![record("orders", Some(0), None)]);
    assert_eq!(numbers(&world, "orders-0"), [(0, 0, 0, 1), (0, 0, 1, 1)]);
}

fn init(world: &mut World, version: i16, request: InitProducerIdRequest) -> InitProducerIdResponse {
    let body = RequestBody::InitProducerId(request);
    match world.ask_version("p", version, body) {
        Response::InitProducerId(body) => body,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_id_is_new_for_everybody_without_a_transactional_id() {
    let mut world = World::new();
    let plain = InitProducerIdRequest::idempotent();
    let with = |id, epoch| InitProducerIdRequest {
        producer_id: id,
        producer_epoch: epoch,
        ..InitProducerIdRequest::idempotent()
    };
    for (place, (version, request, error)) in [
        (4, plain.clone(), "NONE"),
        (0, plain.clone(), "NONE"),
        // Who has one gets another one.
        (4, with(0, 0), "NONE"),
        (4, with(0, -1), "INVALID_REQUEST"),
        (4, with(-1, 3), "INVALID_REQUEST"),
        // An old request has no such fields.
        (2, with(0, -1), "NONE"),
    ]
    .into_iter()
    .enumerate()
    {
        let answer = init(&mut world, version, request);
        assert_eq!(answer.error.name(), error, "case {place}");
        let given = world.cluster.state().broker().next_producer_id() - 1;
        match error {
            "NONE" => assert_eq!((answer.producer_id, answer.producer_epoch), (given, 0)),
            _ => assert_eq!((answer.producer_id, answer.producer_epoch), (-1, -1)),
        }
    }
    assert_eq!(world.cluster.state().broker().next_producer_id(), 4);
}

#[test]
fn a_transactional_id_needs_a_name_and_a_time() {
    let mut world = World::new();
    for (id, timeout, error) in [
        ("", 60_000, "INVALID_REQUEST"),
        ("", 0, "INVALID_REQUEST"),
        ("t", 0, "INVALID_TRANSACTION_TIMEOUT"),
        ("t", -5, "INVALID_TRANSACTION_TIMEOUT"),
        ("t", 900_001, "INVALID_TRANSACTION_TIMEOUT"),
    ] {
        let request = InitProducerIdRequest {
            transactional_id: Some(id.into()),
            transaction_timeout_ms: timeout,
            ..InitProducerIdRequest::idempotent()
        };
        let answer = init(&mut world, 4, request);
        assert_eq!(answer.error.name(), error, "{id:?} {timeout}");
    }
}

/// Produces a batch with these numbers.
fn produce(world: &mut World, epoch: i16, sequence: i32, records: usize) -> ProducedPartition {
    let sealed = batch(&vec![worlds::START; records]);
    let sealed = (*sealed).clone().numbered(9, epoch, sequence);
    let batches = vec![(tp("orders", 0), Arc::new(sealed))];
    let request = RequestBody::Produce(ProduceRequest::new(-1, batches));
    match world.ask("peer", request) {
        Response::Produce(body) => body.partitions[0].clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_broker_answers_a_repeated_batch_as_the_first_time() {
    let mut world = World::new();
    world.topic("orders", 1);
    for (epoch, sequence, records, answer) in [
        (0, 0, 2, Ok(0)),
        (0, 2, 1, Ok(2)),
        (0, 0, 2, Ok(0)),
        (0, 0, 1, Err("OUT_OF_ORDER_SEQUENCE_NUMBER")),
        (0, 4, 1, Err("OUT_OF_ORDER_SEQUENCE_NUMBER")),
        (1, 3, 1, Err("OUT_OF_ORDER_SEQUENCE_NUMBER")),
        (1, 0, 1, Ok(3)),
        (0, 3, 1, Err("INVALID_PRODUCER_EPOCH")),
        (0, 2, 1, Err("INVALID_PRODUCER_EPOCH")),
    ] {
        let got = produce(&mut world, epoch, sequence, records);
        let told = match got.error.is_none() {
            true => Ok(got.base_offset),
            false => Err(got.error.name()),
        };
        assert_eq!(told, answer, "epoch {epoch}, sequence {sequence}");
        assert_eq!(got.log_start, 0);
        let repeated = (sequence, records) == (0, 2) && got.log_append_time != -1;
        assert_eq!(repeated, got.log_append_time == worlds::START);
    }
    assert_eq!(world.ends("orders"), [4]);
    let asked = DescribeProducersRequest {
        partitions: vec![tp("orders", 0), tp("orders", 1)],
    };
    let Response::DescribeProducers(body) =
        world.ask("peer", RequestBody::DescribeProducers(asked))
    else {
        panic!("no answer");
    };
    let known = &body.partitions[0].producers[0];
    let told = (known.producer_id, known.producer_epoch, known.last_sequence);
    assert_eq!(told, (9, 1, 0));
    assert_eq!(
        body.partitions[1].error.name(),
        "UNKNOWN_TOPIC_OR_PARTITION"
    );
}

#[test]
fn a_refused_produce_with_acks_0_ends_the_connection() {
    let mut world = World::with_broker(&[("message.max.bytes", "200")]);
    world.topic("orders", 1);
    world.producer("p", &[("acks", "0")]);
    world.send(vec![record("orders", Some(0), None)]);
    world.wait(10);
    let open = world.producer_of("p").link().connections().to_vec();
    // It is not told what became of it: for the client it was sent.
    assert_eq!(world.send(vec![sized("orders", Some(0), 300)]), [(0, -1)]);
    assert_eq!(world.producer_of("p").link().connections(), open);
    world.wait(10);
    // But it finds the connection closed, and asks about its topics anew.
    assert_ne!(world.producer_of("p").link().connections(), open);
    world.wait(1_000);
    assert_eq!(world.requests("p", "Metadata").len(), 2);
    world.send(vec![record("orders", Some(0), None)]);
    world.wait(10);
    assert_eq!(world.ends("orders"), [2]);
}

#[test]
fn gotcha_10_idempotence_does_not_see_what_the_application_sends_again() {
    let mut world = World::new();
    world.topic("orders", 1);
    world.producer("p", &[("enable.idempotence", "true")]);
    let same = record("orders", Some(0), Some("order-1"));
    world.send(vec![same.clone()]);
    world.send(vec![same.clone()]);
    assert_eq!(world.ends("orders"), [2]);
    // Nor what another run of the same program sends again.
    world.order(Command::Crash, "p");
    world.order(Command::Start, "p");
    world.send(vec![same]);
    assert_eq!(world.ends("orders"), [3]);
}

#[test]
fn gotcha_11_only_an_explicit_idempotence_is_an_error_beside_weak_acks() {
    let start = |settings: &[(&str, &str)]| {
        let mut world = World::new();
        let started = world.cluster.submit(&Command::StartClient {
            name: "p".into(),
            kind: ClientKind::Producer,
            settings: worlds::settings(settings),
        });
        started.map(|_| world.producer_of("p").config().enable_idempotence)
    };
    let asked = ("enable.idempotence", "true");
    assert_eq!(start(&[]).ok(), Some(true));
    for weak in [("acks", "1"), ("acks", "0"), ("retries", "0")] {
        assert_eq!(start(&[weak]).ok(), Some(false), "{weak:?}");
        assert!(start(&[weak, asked]).is_err(), "{weak:?}");
    }
    // More than five in flight are an error in any case.
    let six = ("max.in.flight.requests.per.connection", "6");
    assert!(start(&[six]).is_err());
    let off = ("enable.idempotence", "false");
    assert_eq!(start(&[six, off]).ok(), Some(false));
}
