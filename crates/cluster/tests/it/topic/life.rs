//! Topics: made, grown, deleted, made again, and the names that they may have.

use client::call::{AdminCall, ConsumerCall};
use client::outcome::Outcome;
use cluster::command::Command;
use cluster::config::ClusterConfig;
use cluster::limits::Limits;
use cluster::Cluster;
use protocol::api::*;
use protocol::java;
use worlds::raw::RawMember;
use worlds::{offsets, range, record, settings, tp, World};

#[test]
fn a_topic_has_the_partitions_that_were_asked_for_and_they_are_empty() {
    let mut world = World::new();
    for (name, partitions) in [("one", 1), ("six", 6), ("hundred", 100)] {
        world.topic(name, partitions);
        assert_eq!(world.ends(name), vec![0; partitions as usize]);
    }
}

#[test]
fn minus_one_partition_is_the_default_of_the_broker() {
    let mut world = World::with_broker(&[("num.partitions", "5")]);
    world.topic("orders", -1);
    assert_eq!(world.ends("orders").len(), 5);
}

#[test]
fn creation_is_refused_with_kafkas_words() {
    let mut world = World::new();
    world.topic("orders", 2);
    world.topic("a_b", 1);
    let long = "x".repeat(250);
    let too_long = format!(
        "Topic name is invalid: the length of '{long}' is longer than the max allowed length 249"
    );
    let odd = "Topic name is invalid: 'bad name!' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'";
    let partitions = "Number of partitions was set to an invalid non-positive value.";
    let cases: &[(&str, i32, &str, &str)] = &[
        (
            "orders",
            2,
            "TOPIC_ALREADY_EXISTS",
            "Topic 'orders' already exists.",
        ),
        (
            "orders",
            0,
            "TOPIC_ALREADY_EXISTS",
            "Topic 'orders' already exists.",
        ),
        (
            "a.b",
            1,
            "INVALID_TOPIC_EXCEPTION",
            "Topic 'a.b' collides with existing topic: a_b",
        ),
        (
            "",
            1,
            "INVALID_TOPIC_EXCEPTION",
            "The given topic name '' cannot be represented in a request.",
        ),
        (
            "..",
            1,
            "INVALID_TOPIC_EXCEPTION",
            "Topic name is invalid: '..' is not allowed",
        ),
        ("bad name!", 1, "INVALID_TOPIC_EXCEPTION", odd),
        (&long, 1, "INVALID_TOPIC_EXCEPTION", &too_long),
        ("fresh", 0, "INVALID_PARTITIONS", partitions),
        ("fresh", -2, "INVALID_PARTITIONS", partitions),
    ];
    for (name, count, error, text) in cases {
        let refused = world.create(name, *count);
        assert_eq!((refused.0, &*refused.1), (*error, *text), "{name} {count}");
    }
    let topics = world.cluster.state().broker().topics().keys();
    let topics: Vec<&str> = topics.map(|name| name.as_str()).collect();
    assert_eq!(topics, ["a_b", "orders"]);
}

#[test]
fn one_bad_topic_does_not_keep_the_others_from_being_created() {
    let mut world = World::new();
    let topic = |name: &str, partitions| NewTopic {
        name: name.into(),
        partitions,
        configs: settings(&[]),
        ..NewTopic::default()
    };
    let results = world.admin(AdminCall::CreateTopics(vec![
        topic("a", 1),
        topic("b", 0),
        topic("c", 1),
    ]));
    let errors: Vec<&str> = results.iter().map(|r| r.error.name()).collect();
    assert_eq!(errors, ["NONE", "INVALID_PARTITIONS", "NONE"]);
    assert_eq!(world.ends("c"), [0]);
}

#[test]
fn an_unknown_setting_is_refused() {
    let mut world = World::new();
    let (error, text) = world.admin_error(AdminCall::CreateTopics(vec![NewTopic {
        name: "orders".into(),
        partitions: 1,
        configs: settings(&[("retention.minutes", "1")]),
        ..NewTopic::default()
    }]));
    assert_eq!(error, "INVALID_CONFIG");
    assert!(text.starts_with("Unknown topic config name: retention.minutes"));
}

#[test]
fn partitions_are_added_and_nothing_moves() {
    let mut world = World::new();
    world.topic("orders", 2);
    world.fill("orders-0", 3);
    world.fill("orders-1", 1);
    let grown = world.admin_error(AdminCall::CreatePartitions(vec![
        NewPartitions::increase_to("orders", 4),
    ]));
    assert_eq!(grown.0, "NONE");
    assert_eq!(world.ends("orders"), [3, 1, 0, 0]);
}

#[test]
fn a_topic_only_ever_grows() {
    let mut world = World::new();
    world.topic("lanes", 2);
    let fewer = "The topic lanes currently has 2 partition(s); 1 would not be an increase.";
    let none = "The topic lanes currently has 2 partition(s); 0 would not be an increase.";
    for (to, text) in [
        (2, "Topic already has 2 partition(s)."),
        (1, fewer),
        (0, none),
    ] {
        let refused = world.admin_error(AdminCall::CreatePartitions(vec![
            NewPartitions::increase_to("lanes", to),
        ]));
        assert_eq!(refused, ("INVALID_PARTITIONS", text.to_owned()), "to {to}");
    }
    let unknown = world.admin_error(AdminCall::CreatePartitions(vec![
        NewPartitions::increase_to("nowhere", 3),
    ]));
    assert_eq!(unknown.0, "UNKNOWN_TOPIC_OR_PARTITION");
}

#[test]
fn a_producer_notices_new_partitions_when_its_metadata_is_old() {
    let mut world = World::new();
    world.topic("orders", 1);
    world.producer(
        "p",
        &[("metadata.max.age.ms", "1000"), ("max.block.ms", "500")],
    );
    world.send(vec![record("orders", None, Some("k"))]);
    world.admin(AdminCall::CreatePartitions(vec![
        NewPartitions::increase_to("orders", 3),
    ]));
    world.wait(2_000);
    let sent = world.send(vec![record("orders", Some(2), None)]);
    assert_eq!(sent, [(2, 0)]);
}

#[test]
fn deleting_takes_the_logs_and_the_offsets_of_every_group() {
    let mut world = World::quick();
    world.topic("orders", 2);
    world.topic("kept", 1);
    world.fill("orders-0", 3);
    for (name, group) in [("c1", "g1"), ("c2", "g2")] {
        world.member(name, group, &[]);
        world.commit(name, &[("orders-0", 2), ("kept-0", 0)]);
    }
    world.delete_topic("orders");
    assert!(!world
        .cluster
        .state()
        .broker()
        .topics()
        .contains_key("orders"));
    for group in ["g1", "g2"] {
        assert_eq!(world.committed(group, "orders-0"), None);
        assert_eq!(world.committed(group, "kept-0"), Some(0));
        // The group is still there right afterwards.
        assert!(world.cluster.state().broker().groups().contains_key(group));
    }
}

#[test]
fn a_topic_made_again_begins_at_0_and_is_another_topic() {
    let mut world = World::new();
    world.topic("orders", 1);
    world.fill("orders-0", 3);
    let old = world.cluster.state().broker().topics()["orders"].id;
    world.delete_topic("orders");
    world.topic("orders", 1);
    assert_eq!(world.ends("orders"), [0]);
    assert_ne!(world.cluster.state().broker().topics()["orders"].id, old);
}

#[test]
fn a_missing_topic_cannot_be_deleted() {
    let mut world = World::new();
    let refused = world.admin_error(AdminCall::DeleteTopics(vec!["nowhere".into()]));
    assert_eq!(refused.0, "UNKNOWN_TOPIC_OR_PARTITION");
    assert_eq!(refused.1, "This server does not host this topic-partition.");
}

fn metadata_of(world: &mut World, topic: &str, allow: bool) -> TopicMetadata {
    let request = RequestBody::Metadata(MetadataRequest {
        topics: Some(vec![topic.into()]),
        topic_ids: Vec::new(),
        allow_auto_topic_creation: allow,
    });
    match world.ask("peer", request) {
        Response::Metadata(body) => body.topics[0].clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn metadata_creates_a_missing_topic_only_if_both_sides_allow_it() {
    for (broker, client, created) in [
        ("true", true, true),
        ("true", false, false),
        ("false", true, false),
        ("false", false, false),
    ] {
        let mut world = World::with_broker(&[
            ("auto.create.topics.enable", broker),
            ("num.partitions", "2"),
        ]);
        let first = metadata_of(&mut world, "orders", client);
        assert_eq!(first.error.name(), "UNKNOWN_TOPIC_OR_PARTITION");
        let second = metadata_of(&mut world, "orders", client);
        let count = if created { 2 } else { 0 };
        assert_eq!(second.partitions, count, "{broker} {client}");
    }
}

#[test]
fn metadata_refuses_a_name_that_no_topic_can_have() {
    let mut world = World::new();
    let answer = metadata_of(&mut world, "what is this", true);
    assert_eq!(answer.error.name(), "INVALID_TOPIC_EXCEPTION");
    assert!(world.cluster.state().broker().topics().is_empty());
}

#[test]
fn sending_to_a_missing_topic_creates_it_with_one_partition() {
    let mut world = World::new();
    assert_eq!(world.send(vec![record("fresh", None, None)]), [(0, 0)]);
    assert_eq!(world.ends("fresh"), [1]);
}

#[test]
fn subscribing_to_a_missing_topic_creates_it_unless_the_consumer_forbids_it() {
    for (allow, owned) in [("true", vec!["fresh-0"]), ("false", vec![])] {
        let mut world = World::quick();
        world.member("c", "g", &[("allow.auto.create.topics", allow)]);
        world.subscribe("c", &["fresh"]);
        world.pump(&["c"], 1_000);
        assert_eq!(world.owned("c"), owned, "{allow}");
        assert_eq!(
            world
                .cluster
                .state()
                .broker()
                .topics()
                .contains_key("fresh"),
            allow == "true"
        );
        // Without the topic it is a member all the same.
        assert_eq!(world.group_is("g").2, 1);
    }
}

#[test]
fn the_topic_of_offsets_is_made_when_a_group_first_needs_it() {
    let mut world = World::new();
    world.topic("orders", 1);
    let internal = "__consumer_offsets";
    assert!(!world
        .cluster
        .state()
        .broker()
        .topics()
        .contains_key(internal));
    world.member("c", "g", &[]);
    world.commit("c", &[("orders-0", 1)]);
    assert_eq!(world.ends(internal).len(), 50);
}

#[test]
fn nobody_coordinates_groups_before_the_topic_of_offsets_is_there() {
    let mut world = World::quick();
    world.topic("orders", 1);
    let ann = RawMember::new("ann", "g");
    let list = |groups: &str| vec![groups.into()];
    let requests = [
        ann.join(),
        ann.sync(0, &[]),
        ann.heartbeat(0),
        ann.leave(),
        ann.commit(-1, 1),
        RequestBody::OffsetFetch(OffsetFetchRequest::of_group("g".into(), None)),
        RequestBody::OffsetDelete(OffsetDeleteRequest {
            group_id: "g".into(),
            topics: Vec::new(),
        }),
        RequestBody::DescribeGroups(DescribeGroupsRequest { groups: list("g") }),
        RequestBody::DeleteGroups(DeleteGroupsRequest { groups: list("g") }),
    ];
    for body in requests {
        let api = body.api();
        assert_eq!(world.error("ann", body), "NOT_COORDINATOR", "{api}");
    }
    // What is wrong with a request by itself is said before that.
    let nameless = RawMember::new("ann", "");
    for body in [nameless.join(), nameless.heartbeat(0), nameless.leave()] {
        let api = body.api();
        assert_eq!(world.error("ann", body), "INVALID_GROUP_ID", "{api}");
    }
    let hasty = RawMember {
        session_ms: 1,
        ..RawMember::new("ann", "g")
    };
    assert_eq!(world.error("ann", hasty.join()), "INVALID_SESSION_TIMEOUT");
    // An old version says it of each partition.
    let fetch = OffsetFetchRequest::of_group("g".into(), Some(&[tp("orders", 0)]));
    let old = world.ask_version("ann", 1, RequestBody::OffsetFetch(fetch));
    let Response::OffsetFetch(old) = old else {
        panic!("{old:?}");
    };
    let told: Vec<_> = old
        .partitions()
        .map(|(_, told)| told.error.name())
        .collect();
    assert_eq!(told, ["NOT_COORDINATOR"]);
    assert!(!world
        .cluster
        .state()
        .broker()
        .topics()
        .contains_key("__consumer_offsets"));
}

#[test]
fn with_the_topic_of_offsets_all_groups_go_and_their_members_begin_anew() {
    let mut world = World::ten().coordinating();
    world.member("c", "g", &[("heartbeat.interval.ms", "500")]);
    world.subscribe("c", &["orders"]);
    world.poll_until("c", 10);
    world.commit("c", &[("orders-0", 10)]);
    let mut ann = RawMember::new("ann", "h");
    let mut bob = RawMember::new("bob", "h");
    world.stable_group(std::slice::from_mut(&mut ann));
    // Bob waits for ann to join again.
    let parked = world.start_join(&mut bob);
    world.wait(10);
    world.delete_topic("__consumer_offsets");
    assert_eq!(world.joined(parked).error.name(), "NOT_COORDINATOR");
    let broker = world.cluster.state().broker();
    assert!(broker.groups().is_empty() && broker.offsets().is_empty());
    assert_eq!(world.error("ann", ann.heartbeat(1)), "NOT_COORDINATOR");
    // A member's heartbeat finds out; it looks for the coordinator, who knows
    // nothing of it, and what it had committed is gone.
    let received = world.pump(&["c"], 3_000);
    assert_eq!(received["c"], range("orders-0", 0..10));
    assert_eq!(world.group_is("g").1, 1);
    assert!(world.told("c").contains(&"lost [orders-0]".to_owned()));
}

#[test]
fn a_topic_of_offsets_that_is_too_small_keeps_some_groups_only() {
    let mut world = World::quick();
    world.topic("orders", 1);
    world.topic("__consumer_offsets", 1);
    let find = |world: &mut World, group: &str| {
        let body = RequestBody::FindCoordinator(FindCoordinatorRequest {
            key_type: 0,
            keys: vec![group.into()],
        });
        world.error("x", body)
    };
    let mut found = 0;
    for number in 0..200 {
        let group: &'static str = format!("group-{number}").leak();
        let there = java::group_partition(group, 50) == 0;
        let commit = RawMember::new("x", group).commit(-1, 1);
        let (finds, commits) = match there {
            true => ("NONE", "NONE"),
            false => ("COORDINATOR_NOT_AVAILABLE", "NOT_COORDINATOR"),
        };
        assert_eq!(find(&mut world, group), finds, "{group}");
        assert_eq!(world.error("x", commit), commits, "{group}");
        found += i32::from(there);
    }
    assert!(found > 0, "some group is kept in the first partition");
}

#[test]
fn who_looks_for_the_first_coordinator_is_told_to_look_again() {
    for (version, texts) in [
        (6, ["", ""]),
        (3, ["The coordinator is not available.", "NONE"]),
    ] {
        let mut world = World::quick();
        for (error, text) in ["COORDINATOR_NOT_AVAILABLE", "NONE"].into_iter().zip(texts) {
            let body = RequestBody::FindCoordinator(FindCoordinatorRequest {
                key_type: 0,
                keys: vec!["g".into(), "h".into()],
            });
            let Response::FindCoordinator(answer) = world.ask_version("ann", version, body) else {
                panic!("no answer to FindCoordinator");
            };
            for found in &answer.coordinators {
                assert_eq!((found.error.name(), &*found.error_message), (error, text));
                assert_eq!(found.node_id, if error == "NONE" { 1 } else { -1 });
            }
        }
    }
}

#[test]
fn a_consumer_asks_about_topics_before_it_looks_for_the_coordinator_again() {
    let mut world = World::with_flights_of(100);
    world.consumer("c", &[("group.id", "g")]);
    let since = world.now();
    // It has no topic, and asks all the same.
    world.call("c", ConsumerCall::Committed(vec![tp("orders", 0)]));
    let instants = |api| -> Vec<i64> {
        let requests = world.requests("c", api).into_iter();
        requests.map(|(at, _)| at - since).collect()
    };
    assert_eq!(instants("FindCoordinator"), [0, 500]);
    assert_eq!(instants("Metadata"), [300]);
    assert_eq!(instants("OffsetFetch").len(), 1);
}

#[test]
fn the_admin_client_looks_for_the_coordinator_until_there_is_one() {
    let mut world = World::quick();
    let op = world.submit(Command::Admin(AdminCall::ListGroupOffsets("g".into())));
    assert_eq!(world.until(op.unwrap()), Outcome::Committed(Vec::new()));
    let looked: Vec<_> = world.requests("admin", "FindCoordinator");
    assert_eq!(looked.len(), 2);
}

#[test]
fn nobody_produces_to_the_topic_of_offsets() {
    let mut world = World::new();
    world.member("c", "g", &[]);
    world.topic("orders", 1);
    world.commit("c", &[("orders-0", 1)]);
    world.producer("p", &[]);
    let why = world.send_fails("p", record("__consumer_offsets", Some(0), Some("k")));
    assert_eq!(why.0, "InvalidTopicException");
}

#[test]
fn past_its_limits_the_playground_says_so_and_makes_nothing() {
    let limits = Limits {
        broker: broker::Limits {
            topics: 2,
            partitions_per_topic: 3,
        },
        ..Limits::large()
    };
    let mut world = World {
        cluster: Cluster::new(ClusterConfig::fast(), limits, 1, worlds::START),
        events: Vec::new(),
    };
    let text = "This playground holds at most 2 topics of at most 3 partitions each.";
    let refused = ("POLICY_VIOLATION", text.to_owned());
    assert_eq!(world.create("wide", 4), refused);
    world.topic("a", 3);
    world.topic("b", 1);
    assert_eq!(world.create("c", 1), refused);
    let grown = world.admin_error(AdminCall::CreatePartitions(vec![
        NewPartitions::increase_to("b", 4),
    ]));
    assert_eq!(grown, refused);
    assert!(world.cluster.state().broker().log(&tp("c", 0)).is_none());
}

#[test]
fn gotcha_65_a_topic_made_again_has_no_commits() {
    let mut world = World::ten();
    world.member("c", "g", &[]);
    world.done(
        "c",
        ConsumerCall::CommitSync(Some(offsets(&[("orders-0", 8)]))),
    );
    world.delete_topic("orders");
    world.topic("orders", 1);
    assert_eq!(world.committed("g", "orders-0"), None);
    world.fill("orders-0", 2);
    world.subscribe("c", &["orders"]);
    assert_eq!(world.poll_until("c", 2), range("orders-0", 0..2));
}

#[test]
fn gotcha_80_an_auto_created_topic_has_one_partition() {
    let mut world = World::quick();
    world.send(vec![record("fresh", None, None)]);
    assert_eq!(world.ends("fresh").len(), 1);
    for name in ["c1", "c2"] {
        world.member(name, "g", &[]);
        world.subscribe(name, &["fresh"]);
    }
    world.settle("g", &["c1", "c2"]);
    assert!(world.owned("c2").is_empty());
}
