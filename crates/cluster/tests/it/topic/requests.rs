//! Requests about topics: what is refused first, dry runs, assignments, topics
//! that are given by their ids, and calls that wait until a topic is there.

use client::call::AdminCall;
use client::outcome::Outcome;
use cluster::command::Command;
use protocol::api::*;
use protocol::error::KafkaError;
use protocol::name::Name;
use protocol::topic_partition::{TopicId, NO_TOPIC_ID};
use worlds::{settings, tp, World};

fn results(response: Response) -> Vec<AdminResult> {
    match response {
        Response::CreateTopics(body)
        | Response::CreatePartitions(body)
        | Response::DeleteTopics(body) => body.results,
        other => panic!("{other:?}"),
    }
}

fn create(world: &mut World, topics: Vec<NewTopic>, validate_only: bool) -> Vec<AdminResult> {
    let request = CreateTopicsRequest {
        topics,
        validate_only,
    };
    results(world.ask("peer", RequestBody::CreateTopics(request)))
}

fn topic(name: &str) -> NewTopic {
    NewTopic {
        name: name.into(),
        ..NewTopic::default()
    }
}

fn told(result: &AdminResult) -> (&str, &'static str, &str) {
    let text = result.message.as_deref().unwrap_or("null");
    (result.name.as_str(), result.error.name(), text)
}

fn is_there(world: &World, name: &str) -> bool {
    world.cluster.state().broker().topics().contains_key(name)
}

#[test]
fn a_topic_that_is_named_twice_is_not_made_and_answered_last() {
    let mut world = World::new();
    let twice = vec![topic("twice"), topic("once"), topic("twice")];
    let results = create(&mut world, twice, false);
    assert_eq!(results.len(), 2);
    assert_eq!(told(&results[0]), ("once", "NONE", "null"));
    let refused = ("twice", "INVALID_REQUEST", "Duplicate topic name.");
    assert_eq!(told(&results[1]), refused);
    assert!(!is_there(&world, "twice"));
}

#[test]
fn a_dry_run_says_what_would_be_and_makes_nothing() {
    let mut world = World::new();
    let mut new = topic("crates");
    new.configs = settings(&[("retention.ms", "1000")]);
    let results = create(&mut world, vec![new.clone()], true);
    assert_eq!(told(&results[0]), ("crates", "NONE", "null"));
    let created = results[0].created.as_ref().expect("it would be made");
    assert_eq!((created.num_partitions, created.replication_factor), (1, 1));
    let entry = |name: &str| {
        let mut configs = created.configs.iter();
        configs.find(|entry| entry.name.as_str() == name)
    };
    let retention = entry("retention.ms").expect("it is set");
    assert_eq!(retention.value.as_deref(), Some("1000"));
    assert_eq!(retention.source, ConfigSource::DynamicTopicConfig);
    let isr = entry("min.insync.replicas").expect("a cluster is formatted with it");
    assert_eq!(isr.source, ConfigSource::DynamicDefaultBrokerConfig);
    assert!(entry("internal.segment.bytes").is_none());
    assert!(!is_there(&world, "crates"));
    let results = create(&mut world, vec![new], false);
    assert_eq!(results[0].topic_id, {
        let topics = world.cluster.state().broker().topics();
        topics.get("crates").expect("it is made").uuid()
    });
}

#[test]
fn settings_are_looked_at_before_counts_and_replicas_before_partitions() {
    let mut world = World::new();
    let mut new = topic("boxes");
    new.partitions = 0;
    new.replication_factor = 0;
    new.configs = settings(&[("retention.ms", "soon")]);
    new.null_configs = vec!["segment.ms".into(), "flush.ms".into()];
    let mut error = |new: &NewTopic| {
        let results = create(&mut world, vec![new.clone()], false);
        let (_, error, text) = told(&results[0]);
        [error, ": ", text].concat()
    };
    assert_eq!(
        error(&new),
        "INVALID_CONFIG: Null value not supported for topic configs: segment.ms,flush.ms"
    );
    new.null_configs.clear();
    assert!(error(&new).starts_with("INVALID_CONFIG: Invalid value soon"));
    new.configs = settings(&[]);
    assert!(error(&new).starts_with("INVALID_REPLICATION_FACTOR: "));
    new.replication_factor = 2;
    assert!(error(&new).starts_with("INVALID_PARTITIONS: "));
    new.partitions = 1;
    assert_eq!(error(&new), "INVALID_REPLICATION_FACTOR: Unable to replicate the partition 2 time(s): The target replication factor of 2 cannot be reached because only 1 broker(s) are registered or some brokers have all their log directories cordoned.");
}

#[test]
fn brokers_can_be_named_for_each_partition() {
    let mut world = World::new();
    let mut error = |assignments: &[(i32, &[i32])], partitions: i32| {
        let new = NewTopic {
            partitions,
            assignments: assignments.iter().map(|(p, b)| (*p, b.to_vec())).collect(),
            ..topic("manual")
        };
        let results = create(&mut world, vec![new], true);
        let count = results[0].created.as_ref().map(|made| made.num_partitions);
        let (_, error, text) = told(&results[0]);
        ([error, ": ", text].concat(), count)
    };
    assert_eq!(error(&[(1, &[1]), (0, &[1])], -1).1, Some(2));
    for (assignments, partitions, text) in [
        (&[(0, &[1][..])][..], 1, "INVALID_REQUEST: A manual partition assignment was specified, but numPartitions was not set to -1."),
        (&[(0, &[1]), (0, &[1])], -1, "INVALID_REPLICA_ASSIGNMENT: Found multiple manual partition assignments for partition 0"),
        (&[(0, &[1]), (2, &[1])], -1, "INVALID_REPLICA_ASSIGNMENT: partitions should be a consecutive 0-based integer sequence"),
        (&[(0, &[9, 1])], -1, "INVALID_REPLICA_ASSIGNMENT: The manual partition assignment includes broker 9, but no such broker is registered."),
        (&[(0, &[1, 1])], -1, "INVALID_REPLICA_ASSIGNMENT: The manual partition assignment includes the broker 1 more than once."),
        (&[(0, &[])], -1, "INVALID_REPLICA_ASSIGNMENT: The manual partition assignment includes an empty replica list."),
    ] {
        assert_eq!(error(assignments, partitions).0, text);
    }
}

#[test]
fn partitions_are_added_in_the_order_of_a_set_and_not_in_a_dry_run() {
    let mut world = World::new();
    world.topic("lanes", 2);
    let grow = |name: &str, count| NewPartitions {
        name: name.into(),
        count,
        assignments: None,
    };
    let mut ask = |topics: Vec<NewPartitions>, validate_only| {
        let request = CreatePartitionsRequest {
            topics,
            validate_only,
        };
        let results = results(world.ask("peer", RequestBody::CreatePartitions(request)));
        let told: Vec<String> = results
            .iter()
            .map(|result| {
                let (name, error, text) = told(result);
                [name, " ", error, " ", text].concat()
            })
            .collect();
        (told, world.ends("lanes").len())
    };
    assert_eq!(ask(vec![grow("lanes", 5)], true).1, 2);
    let (told, count) = ask(
        vec![
            grow("lanes", 3),
            grow("a", 1),
            grow("a", 2),
            grow("ghosts", 1),
        ],
        false,
    );
    assert_eq!(count, 3);
    assert_eq!(told[0], "a INVALID_REQUEST Duplicate topic name.");
    assert!(told.contains(&"lanes NONE null".to_owned()));
    // The broker says nothing beside the error.
    assert!(told.contains(&"ghosts UNKNOWN_TOPIC_OR_PARTITION null".to_owned()));
    let mut assigned = grow("lanes", 5);
    assigned.assignments = Some(vec![vec![1]]);
    let (told, _) = ask(vec![assigned], false);
    assert_eq!(told[0], "lanes INVALID_REPLICA_ASSIGNMENT Attempted to add 2 additional partition(s), but only 1 assignment(s) were specified.");
}

fn delete(world: &mut World, topics: Vec<DeleteTopicState>) -> Vec<AdminResult> {
    let request = DeleteTopicsRequest { topics };
    results(world.ask("peer", RequestBody::DeleteTopics(request)))
}

fn by_name(name: &str) -> DeleteTopicState {
    Name::from(name).into()
}

fn by_id(topic_id: TopicId) -> DeleteTopicState {
    DeleteTopicState {
        name: None,
        topic_id,
    }
}

#[test]
fn topics_are_deleted_by_name_or_by_id_but_not_by_both() {
    let mut world = World::new();
    for name in ["leaflets", "flyers", "posters"] {
        world.topic(name, 1);
    }
    let id_of = |world: &World, name: &str| world.cluster.state().broker().topic_id(name);
    let both = DeleteTopicState {
        name: Some("flyers".into()),
        topic_id: id_of(&world, "flyers"),
    };
    let posters = id_of(&world, "posters");
    let unknown: TopicId = [7; 16];
    for (topics, error, text) in [
        (
            vec![by_id(NO_TOPIC_ID)],
            "INVALID_REQUEST",
            "Neither topic name nor id were specified.",
        ),
        (
            vec![both],
            "INVALID_REQUEST",
            "You may not specify both topic name and topic id.",
        ),
        (
            vec![by_id(unknown)],
            "UNKNOWN_TOPIC_ID",
            "This server does not host this topic ID.",
        ),
        (
            vec![by_id(posters), by_id(posters)],
            "INVALID_REQUEST",
            "Duplicate topic id.",
        ),
        (
            vec![by_name("leaflets"), by_name("leaflets")],
            "INVALID_REQUEST",
            "Duplicate topic name.",
        ),
        (
            vec![by_id(posters), by_name("posters")],
            "INVALID_REQUEST",
            "The provided topic name maps to an ID that was already supplied.",
        ),
    ] {
        let results = delete(&mut world, topics);
        assert_eq!(results.len(), 1, "{text}");
        let (_, was, said) = told(&results[0]);
        assert_eq!((was, said), (error, text));
    }
    let results = delete(&mut world, vec![by_id(posters)]);
    assert_eq!(told(&results[0]), ("posters", "NONE", "null"));
    assert!(!is_there(&world, "posters"));
    world.topic("posters", 1);
    assert_ne!(id_of(&world, "posters"), posters, "it is another topic");
}

#[test]
fn deletion_can_be_forbidden() {
    let mut world = World::with_broker(&[("delete.topic.enable", "false")]);
    world.topic("kept", 1);
    let results = delete(&mut world, vec![by_name("kept")]);
    assert_eq!(results[0].error, KafkaError::TopicDeletionDisabled);
    assert!(is_there(&world, "kept"));
}

#[test]
fn topics_are_described_and_listed_without_the_internal_ones() {
    let mut world = World::new();
    world.topic("orders", 3);
    world.admin(AdminCall::DeleteGroups(vec!["g".into()]));
    let mut outcome = |call: AdminCall| world.admin_call(call);
    assert_eq!(
        outcome(AdminCall::ListTopics(false)),
        Outcome::Topics(vec!["orders".into()])
    );
    let all = outcome(AdminCall::ListTopics(true));
    let both = vec!["__consumer_offsets".into(), "orders".into()];
    assert_eq!(all, Outcome::Topics(both));
    let described = outcome(AdminCall::DescribeTopics(vec![
        "orders".into(),
        "nowhere".into(),
    ]));
    let Outcome::DescribedTopics(topics) = described else {
        panic!("{described:?}");
    };
    let first = (topics[0].partitions.len(), topics[0].is_internal);
    assert_eq!(first, (3, false));
    assert_eq!(topics[1].error, KafkaError::UnknownTopicOrPartition);
}

#[test]
fn metadata_finds_topics_by_their_ids() {
    let mut world = World::new();
    world.topic("orders", 2);
    let id = world.cluster.state().broker().topic_id("orders");
    let request = MetadataRequest {
        topics: Some(Vec::new()),
        topic_ids: vec![id, [9; 16]],
        allow_auto_topic_creation: true,
    };
    let Response::Metadata(body) = world.ask("peer", RequestBody::Metadata(request)) else {
        panic!("no metadata");
    };
    assert_eq!(body.topics[0].name.as_str(), "orders");
    assert_eq!(body.topics[1].error, KafkaError::UnknownTopicId);
}

#[test]
fn the_records_of_a_partition_that_is_not_there_are_deleted_once_it_is() {
    let mut world = World::new();
    let call = AdminCall::DeleteRecords(vec![(tp("t", 0), 0), (tp("t", 1), 0)]);
    let op = world.submit(Command::Admin(call)).unwrap();
    assert!(world.pending(op, 30_000));
    world.topic("t", 1);
    assert!(world.pending(op, 1_000));
    // What was there has been seen to.
    assert_eq!(world.requests("admin", "DeleteRecords").len(), 1);
    let grow = AdminCall::CreatePartitions(vec![NewPartitions::increase_to("t", 2)]);
    assert_eq!(world.admin_error(grow).0, "NONE");
    let Outcome::DeletedRecords(deleted) = world.until(op) else {
        panic!("no records");
    };
    let deleted = deleted
        .iter()
        .map(|d| (d.partition.partition, d.low_watermark));
    assert_eq!(deleted.collect::<Vec<_>>(), [(0, 0), (1, 0)]);
}

#[test]
fn a_call_that_waits_for_a_partition_gives_up_after_a_minute() {
    let mut world = World::with_flights_of(250);
    let began = world.cluster.now();
    let call = AdminCall::DeleteRecords(vec![(tp("nowhere", 0), 1)]);
    let op = world.submit(Command::Admin(call)).unwrap();
    let outcome = world.until(op);
    let (class, text) = worlds::thrown_text(&outcome);
    let (deadline, now) = (began + 60_000, began + 60_001);
    let next = now + 1_000;
    assert_eq!(class, "TimeoutException");
    assert_eq!(text, format!("Call(callName=deleteRecords(api=METADATA), deadlineMs={deadline}, tries=121, nextAllowedTryMs={next}) timed out at {now} after 121 attempt(s)"));
    let cause = worlds::thrown(&outcome).cause.as_ref().unwrap();
    assert_eq!(cause.class, "DisconnectException");
    assert_eq!(world.cluster.now(), now);
    // What comes back later is nobody's.
    world.wait(1_000);
    // A name that no topic can have is not waited for.
    let call = AdminCall::DeleteRecords(vec![(tp("no topic", 0), 1)]);
    let op = world.submit(Command::Admin(call)).unwrap();
    let Outcome::DeletedRecords(deleted) = world.until(op) else {
        panic!("no records");
    };
    assert_eq!(deleted[0].error.name(), "INVALID_TOPIC_EXCEPTION");
}

/// What listOffsets found: partition, error and offset of each.
fn listed(outcome: &Outcome) -> Vec<(String, &'static str, i64)> {
    let Outcome::ListedOffsets(listed) = outcome else {
        panic!("{outcome:?}");
    };
    let listed = listed.iter();
    listed
        .map(|l| (l.partition.to_string(), l.error.name(), l.offset))
        .collect()
}

fn list(world: &mut World, asked: &[(&str, i32, i64)]) -> Outcome {
    let asked = asked.iter().map(|(topic, p, time)| (tp(topic, *p), *time));
    let op = world.submit(Command::Admin(AdminCall::ListOffsets(asked.collect())));
    world.until(op.unwrap())
}

#[test]
fn offsets_are_listed_in_the_order_of_the_call() {
    let mut world = World::new();
    world.topic("b", 2);
    world.topic("a", 1);
    world.fill("b-1", 3);
    let (end, start) = (LATEST_TIMESTAMP, EARLIEST_TIMESTAMP);
    let asked = [("b", 1, end), ("no", 0, end), ("a", 0, -9), ("b", 0, end)];
    let found = listed(&list(&mut world, &asked));
    let expected = [
        ("b-1", "NONE", 3),
        ("no-0", "UNKNOWN_TOPIC_OR_PARTITION", -1),
        ("a-0", "UNSUPPORTED_VERSION", -1),
        ("b-0", "NONE", 0),
    ];
    let expected = expected.map(|(name, error, offset)| (name.to_owned(), error, offset));
    assert_eq!(found, expected);
    assert!(listed(&list(&mut world, &[])).is_empty());
    // Who leads what is known from then on, of what did not fail.
    let lookups = world.requests("admin", "Metadata").len();
    list(&mut world, &[("b", 1, start), ("b", 0, end)]);
    assert_eq!(world.requests("admin", "Metadata").len(), lookups);
    list(&mut world, &[("a", 0, end)]);
    assert_eq!(world.requests("admin", "Metadata").len(), lookups + 1);
}

#[test]
fn offsets_of_a_partition_that_is_not_there_are_listed_once_it_is() {
    let mut world = World::new();
    world.topic("t", 1);
    world.fill("t-0", 2);
    let asked = vec![
        (tp("t", 1), LATEST_TIMESTAMP),
        (tp("t", 0), LATEST_TIMESTAMP),
    ];
    let op = world.submit(Command::Admin(AdminCall::ListOffsets(asked)));
    assert!(world.pending(op.unwrap(), 30_000));
    let grow = AdminCall::CreatePartitions(vec![NewPartitions::increase_to("t", 2)]);
    assert_eq!(world.admin_error(grow).0, "NONE");
    let found = listed(&world.until(op.unwrap()));
    let expected = [("t-1", 0), ("t-0", 2)].map(|(name, end)| (name.to_owned(), "NONE", end));
    assert_eq!(found, expected);
    assert_eq!(world.requests("admin", "ListOffsets").len(), 2);
}

#[test]
fn a_lookup_waits_a_minute_for_a_partition() {
    let mut world = World::with_flights_of(250);
    world.topic("t", 1);
    let began = world.cluster.now();
    let outcome = list(&mut world, &[("t", 7, LATEST_TIMESTAMP)]);
    let (deadline, now) = (began + 60_000, began + 60_001);
    let next = now + 1_000;
    let text = format!("Call(callName=listOffsets(api=METADATA), deadlineMs={deadline}, tries=121, nextAllowedTryMs={next}) timed out at {now} after 121 attempt(s)");
    assert_eq!(
        worlds::thrown_text(&outcome),
        ("TimeoutException", text.as_str())
    );
    assert_eq!(world.cluster.now(), now);
}

#[test]
fn a_leader_that_was_known_is_asked_again_and_again() {
    let mut world = World::new();
    world.topic("t", 1);
    list(&mut world, &[("t", 0, LATEST_TIMESTAMP)]);
    world.delete_topic("t");
    let asked = AdminCall::ListOffsets(vec![(tp("t", 0), LATEST_TIMESTAMP)]);
    let op = world.submit(Command::Admin(asked));
    assert!(world.pending(op.unwrap(), 10_000));
    let times = world.requests("admin", "ListOffsets").into_iter();
    let times: Vec<_> = times.map(|(at, _)| at).collect();
    let pauses = times[1..].windows(2).map(|pair| pair[1] - pair[0]);
    // A flight there, one back, and a pause that becomes longer.
    let pauses: Vec<_> = pauses.take(6).collect();
    let flight = pauses[0] - 100;
    let expected = [100, 200, 400, 800, 1_000, 1_000].map(|pause| pause + flight);
    assert_eq!(pauses, expected);
    world.topic("t", 1);
    assert_eq!(listed(&world.until(op.unwrap()))[0].1, "NONE");
    // Without its leader, records are not deleted: it is looked up anew.
    world.delete_topic("t");
    let lookups = world.requests("admin", "Metadata").len();
    let delete = AdminCall::DeleteRecords(vec![(tp("t", 0), 0)]);
    let op = world.submit(Command::Admin(delete));
    assert!(world.pending(op.unwrap(), 1_000));
    assert!(world.requests("admin", "Metadata").len() > lookups);
}
