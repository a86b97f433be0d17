//! What a group leaves in `__consumer_offsets`: its records in order, and that
//! they are all there is to know of its offsets.

use broker::offsets_topic::{GroupValue, OffsetsRecord};
use broker::OFFSETS_TOPIC;
use client::call::{AdminCall, ConsumerCall};
use cluster::command::{Command, CommitMode};
use protocol::consumer_protocol::decode_assignment;
use protocol::java::group_partition;
use protocol::record::Payload;
use protocol::topic_partition::TopicPartition;
use std::collections::BTreeMap;
use worlds::raw::RawMember;
use worlds::{offsets, tp, World};

/// All records of the topic, by partition and in order.
fn all(world: &World) -> Vec<OffsetsRecord> {
    let Some(topic) = world.cluster.state().broker().topic(OFFSETS_TOPIC) else {
        return Vec::new();
    };
    let logs = topic.partitions.iter();
    logs.flat_map(|log| {
        let records: Vec<OffsetsRecord> = log
            .records(0)
            .map(|(_, record)| {
                let key = record.key.as_ref().expect("a key").bytes();
                let value = record.value.as_ref().map(Payload::bytes);
                OffsetsRecord::decode(&key, value.as_deref()).expect("a record of a group")
            })
            .collect();
        records
    })
    .collect()
}

/// Offsets of a group as `days-0=1`, or `days-0=-` for a tombstone.
fn offset_records(world: &World, id: &str) -> Vec<String> {
    let records = all(world).into_iter();
    records
        .filter_map(|record| match record {
            OffsetsRecord::Offset {
                group,
                topic,
                partition,
                value,
            } if *group == *id => {
                let offset = value.map_or("-".to_owned(), |value| value.offset.to_string());
                Some(format!("{topic}-{partition}={offset}"))
            }
            _ => None,
        })
        .collect()
}

/// The group's own records; none is a tombstone.
fn group_records(world: &World, id: &str) -> Vec<Option<GroupValue>> {
    let records = all(world).into_iter();
    records
        .filter_map(|record| match record {
            OffsetsRecord::Group { group, value } if *group == *id => Some(value),
            _ => None,
        })
        .collect()
}

/// Type, generation, assignor and number of members of each.
fn in_short(records: &[Option<GroupValue>]) -> Vec<(String, i32, String, usize)> {
    let records = records.iter();
    records
        .map(|value| match value {
            None => ("tombstone".to_owned(), 0, String::new(), 0),
            Some(value) => (
                value.protocol_type.to_string(),
                value.generation,
                value
                    .protocol
                    .as_ref()
                    .map_or(String::new(), |p| p.to_string()),
                value.members.len(),
            ),
        })
        .collect()
}

fn short(
    protocol_type: &str,
    generation: i32,
    protocol: &str,
    members: usize,
) -> (String, i32, String, usize) {
    (
        protocol_type.to_owned(),
        generation,
        protocol.to_owned(),
        members,
    )
}

/// What a coordinator that reads the topic from its start would know.
fn fold(world: &World) -> BTreeMap<(String, TopicPartition), (i64, String)> {
    let mut folded = BTreeMap::new();
    for record in all(world) {
        if let OffsetsRecord::Offset {
            group,
            topic,
            partition,
            value,
        } = record
        {
            let key = (group.to_string(), TopicPartition::new(topic, partition));
            match value {
                Some(value) => folded.insert(key, (value.offset, value.metadata.to_string())),
                None => folded.remove(&key),
            };
        }
    }
    folded
}

/// Folding the records gives what the coordinator holds.
fn assert_folded(world: &World) {
    let mut held = BTreeMap::new();
    for (group, partitions) in world.cluster.state().broker().offsets() {
        for (partition, committed) in partitions.iter() {
            let key = (group.to_string(), partition.clone());
            held.insert(key, (committed.offset, committed.metadata.to_string()));
        }
    }
    assert_eq!(fold(world), held);
}

#[test]
fn a_groups_records_are_in_its_partition() {
    for group in ["my-group", "polygenelubricants", "g", "bills-team"] {
        let mut world = World::quick();
        world.topic("orders", 1);
        world.member("c", group, &[]);
        world.commit("c", &[("orders-0", 1)]);
        let ends = world.ends(OFFSETS_TOPIC);
        let used: Vec<usize> = (0..50).filter(|p| ends[*p] > 0).collect();
        assert_eq!(used, [group_partition(group, 50) as usize], "{group}");
    }
}

#[test]
fn the_life_of_a_group_that_is_joined() {
    let mut world = World::quick().coordinating();
    world.topic("orders", 1);
    let mut members = [RawMember::new("ann", "g"), RawMember::new("bob", "g")];
    world.stable_group(&mut members);
    for member in &members {
        assert_eq!(world.error("x", member.leave()), "NONE");
        let left = world.group("g").members().len();
        if left == 1 {
            // Bob joins again, alone, and does not sync.
            world.start("bob", members[1].join());
            world.wait(10);
        }
    }
    let records = group_records(&world, "g");
    assert_eq!(
        in_short(&records),
        [
            short("", 0, "", 0),
            // One record per completed SyncGroup.
            short("consumer", 2, "range", 2),
            short("consumer", 4, "", 0),
        ]
    );
    let stable = records[1].as_ref().unwrap();
    assert_eq!(stable.leader.as_ref(), Some(&members[0].id));
    let ann = &stable.members[0];
    assert_eq!(ann.member_id, members[0].id);
    assert_eq!(ann.client_id, "ann");
    assert_eq!(ann.client_host, "/127.0.0.1");
    assert_eq!(
        (ann.session_timeout, ann.rebalance_timeout),
        (30_000, 30_000)
    );
    assert_eq!(
        decode_assignment(&ann.assignment).unwrap(),
        [tp("orders", 0)]
    );
    assert_eq!(records[2].as_ref().unwrap().leader, None);
}

#[test]
fn a_group_that_only_commits_has_no_record_of_its_own_until_it_is_deleted() {
    let mut world = World::quick();
    world.topic("orders", 2);
    world.member("c", "g", &[]);
    world.commit("c", &[("orders-0", 5)]);
    assert!(group_records(&world, "g").is_empty());
    world.admin(AdminCall::DeleteGroups(vec!["g".into()]));
    assert_eq!(offset_records(&world, "g"), ["orders-0=5", "orders-0=-"]);
    assert_eq!(group_records(&world, "g"), [None]);
    assert_folded(&world);
}

#[test]
fn a_group_that_was_committed_to_first_writes_no_empty_record_when_it_is_joined() {
    let mut world = World::quick();
    world.topic("orders", 1);
    world.member("c", "g", &[]);
    world.commit("c", &[("orders-0", 5)]);
    world.subscribe("c", &["orders"]);
    world.settle("g", &["c"]);
    let records = in_short(&group_records(&world, "g"));
    assert_eq!(records, [short("consumer", 1, "range", 1)]);
}

#[test]
fn deletion_writes_tombstones_of_the_offsets_and_then_of_the_group() {
    let mut world = World::quick();
    world.topic("orders", 1);
    world.member("c", "g", &[]);
    world.subscribe("c", &["orders"]);
    world.settle("g", &["c"]);
    world.commit("c", &[("orders-0", 0)]);
    world.done("c", ConsumerCall::CLOSE);
    let deleted = world.admin_error(AdminCall::DeleteGroups(vec!["g".into()]));
    assert_eq!(deleted.0, "NONE");
    let records = all(&world);
    let [.., offset, group] = &records[..] else {
        panic!("{records:?}");
    };
    assert!(matches!(offset, OffsetsRecord::Offset { value: None, .. }));
    assert!(matches!(group, OffsetsRecord::Group { value: None, .. }));
    // Whoever joins then begins at generation 1 again.
    world.member("d", "g", &[]);
    world.subscribe("d", &["orders"]);
    world.settle("g", &["d"]);
    assert_eq!(world.group_is("g").1, 1);
    assert_folded(&world);
}

#[test]
fn one_commit_writes_its_records_in_the_order_of_javas_maps() {
    let mut world = World::quick();
    world.topic("days", 2);
    world.topic("nights", 1);
    world.member("c", "diary", &[]);
    let list = [("days-0", 1), ("days-1", 1), ("nights-0", 1)];
    world.commit("c", &list);
    assert_eq!(
        offset_records(&world, "diary"),
        ["nights-0=1", "days-1=1", "days-0=1"]
    );
}

#[test]
fn every_commit_is_a_record_whether_it_changes_something_or_not() {
    let mut world = World::quick();
    world.topic("orders", 1);
    world.member("c", "g", &[]);
    for offset in [3, 3, 1, i64::MAX, 1] {
        world.commit("c", &[("orders-0", offset)]);
    }
    let max = format!("orders-0={}", i64::MAX);
    assert_eq!(
        offset_records(&world, "g"),
        ["orders-0=3", "orders-0=3", "orders-0=1", &max, "orders-0=1"]
    );
    assert_folded(&world);
}

#[test]
fn a_commit_touches_nothing_in_the_data_topic() {
    let mut world = World::quick();
    world.topic("orders", 1);
    world.fill("orders-0", 3);
    let before = world.log("orders-0").clone();
    world.member("c", "g", &[]);
    world.commit("c", &[("orders-0", 3)]);
    assert_eq!(*world.log("orders-0"), before);
}

#[test]
fn a_deleted_topic_leaves_tombstones_in_every_group() {
    let mut world = World::quick();
    world.topic("orders", 2);
    world.topic("kept", 1);
    for (name, group) in [("c1", "g1"), ("c2", "g2")] {
        world.member(name, group, &[]);
        let list = [("orders-0", 1), ("orders-1", 2), ("kept-0", 3)];
        world.done(name, ConsumerCall::CommitSync(Some(offsets(&list))));
    }
    world.delete_topic("orders");
    for group in ["g1", "g2"] {
        let gone: Vec<String> = offset_records(&world, group).split_off(3);
        assert_eq!(gone.len(), 2);
        assert!(gone
            .iter()
            .all(|r| r.starts_with("orders-") && r.ends_with("=-")));
    }
    assert_folded(&world);
}

#[test]
fn folding_the_records_gives_the_offsets_after_a_wild_hour() {
    let mut world = World::new();
    world.topic("orders", 3);
    world.produces("p1", "orders", &["a", "b", "c"], 200);
    for (name, mode) in [
        ("c1", CommitMode::Auto),
        ("c2", CommitMode::Record),
        ("c3", CommitMode::Batch),
        ("c4", CommitMode::Before),
    ] {
        world.program(name, worlds::Program::new(50, mode));
    }
    let faults: [fn(protocol::name::Name) -> Command; 8] = [
        Command::Crash,
        Command::Start,
        Command::Cut,
        Command::Heal,
        Command::Stall,
        Command::Unstall,
        Command::Stop,
        Command::Start,
    ];
    for (step, fault) in faults.iter().cycle().take(24).enumerate() {
        world.wait(40_000 + 7_919 * step as i64);
        let who = ["c1", "c2", "c3"][step / 8 % 3];
        world.order(*fault, who);
        assert_folded(&world);
    }
    world.wait(60_000);
    assert_folded(&world);
    // Nobody of ours commits past the log end.
    for (partition, end) in world.ends("orders").into_iter().enumerate() {
        let committed = world.committed("g", &format!("orders-{partition}"));
        assert!(committed.unwrap() <= end);
    }
}

#[test]
fn gotcha_30_a_commit_is_a_record_in_another_topic() {
    let mut world = World::ten();
    world.member("c", "g", &[]);
    let data = world.log("orders-0").clone();
    world.commit("c", &[("orders-0", 4)]);
    assert_eq!(*world.log("orders-0"), data);
    let partition = group_partition("g", 50) as usize;
    assert_eq!(world.ends(OFFSETS_TOPIC)[partition], 1);
}

#[test]
fn gotcha_62_the_partition_of_a_group() {
    for (group, partition) in [("my-group", 12), ("polygenelubricants", 0)] {
        let mut world = World::ten();
        world.member("c", group, &[]);
        world.commit("c", &[("orders-0", 1)]);
        assert_eq!(world.ends(OFFSETS_TOPIC)[partition], 1, "{group}");
    }
}
