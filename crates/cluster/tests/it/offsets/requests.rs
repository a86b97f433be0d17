//! Requests about groups and their offsets, version by version.

use client::call::{AdminCall, GroupFilter};
use client::outcome::Outcome;
use protocol::api::*;
use protocol::error::KafkaError;
use protocol::name::Name;
use protocol::topic_partition::TopicId;
use worlds::raw::RawMember;
use worlds::World;

fn quick() -> World {
    let mut world = World::with_broker(&[
        ("group.initial.rebalance.delay.ms", "0"),
        ("offset.metadata.max.bytes", "4"),
    ])
    .coordinating();
    world.topic("orders", 3);
    world.topic("invoices", 1);
    world
}

fn offset(partition: i32, offset: i64, metadata: &str) -> OffsetToCommit {
    OffsetToCommit {
        partition,
        offset,
        leader_epoch: -1,
        metadata: metadata.into(),
    }
}

fn commit(group: &str, topics: Vec<OfTopic<OffsetToCommit>>) -> RequestBody {
    RequestBody::OffsetCommit(OffsetCommitRequest {
        group_id: group.into(),
        generation_id: -1,
        member_id: "".into(),
        group_instance_id: None,
        retention_time_ms: -1,
        topics,
    })
}

/// What an OffsetCommit is answered: topic, partition, error.
fn committed(world: &mut World, version: i16, body: RequestBody) -> Vec<(String, &'static str)> {
    match world.ask_version("adm", version, body) {
        Response::OffsetCommit(answer) => answer
            .partitions()
            .map(|(partition, error)| (partition.to_string(), error.name()))
            .collect(),
        other => panic!("{other:?}"),
    }
}

fn by_id(world: &World, topic: &str, partitions: Vec<OffsetToCommit>) -> OfTopic<OffsetToCommit> {
    OfTopic {
        name: Name::default(),
        topic_id: world.cluster.state().broker().topic_id(topic),
        partitions,
    }
}

#[test]
fn a_commit_is_answered_partition_by_partition_and_what_is_not_there_comes_first() {
    let mut world = quick();
    let orders = vec![offset(0, 11, ""), offset(7, 1, ""), offset(1, 2, "four")];
    let topics = vec![
        OfTopic::named("orders".into(), orders),
        OfTopic::named("ghost".into(), vec![offset(0, 1, "")]),
        OfTopic::named("invoices".into(), vec![offset(0, 5, "five!")]),
    ];
    let answer = committed(&mut world, 9, commit("g", topics));
    let texts: Vec<(&str, &str)> = answer.iter().map(|(p, e)| (p.as_str(), *e)).collect();
    assert_eq!(
        texts,
        [
            ("orders-7", "UNKNOWN_TOPIC_OR_PARTITION"),
            ("orders-0", "NONE"),
            ("orders-1", "NONE"),
            ("ghost-0", "UNKNOWN_TOPIC_OR_PARTITION"),
            ("invoices-0", "OFFSET_METADATA_TOO_LARGE"),
        ]
    );
}

#[test]
fn the_limit_of_metadata_counts_utf_16_units_and_the_last_of_two_commits_wins() {
    let mut world = quick();
    for (metadata, error) in [
        ("éééé", "NONE"),
        ("\u{1f600}x", "NONE"),
        ("\u{1f600}xyz", "OFFSET_METADATA_TOO_LARGE"),
    ] {
        let topics = vec![OfTopic::named(
            "orders".into(),
            vec![offset(0, 1, metadata)],
        )];
        let answer = committed(&mut world, 9, commit("g", topics));
        assert_eq!(answer[0].1, error, "{metadata}");
    }
    let twice = vec![offset(0, 3, ""), offset(0, -5, "")];
    let answer = committed(
        &mut world,
        9,
        commit("g", vec![OfTopic::named("orders".into(), twice)]),
    );
    assert_eq!(answer.len(), 2);
    assert_eq!(world.committed("g", "orders-0"), Some(-5));
}

#[test]
fn where_no_partition_is_there_the_group_is_not_looked_at() {
    let mut world = quick();
    let eve = RawMember {
        id: "nobody".into(),
        ..RawMember::new("eve", "g")
    };
    let RequestBody::OffsetCommit(mut body) = eve.commit(3, 5) else {
        unreachable!()
    };
    body.topics[0].name = "ghost".into();
    let answer = committed(&mut world, 9, RequestBody::OffsetCommit(body));
    assert_eq!(answer[0].1, "UNKNOWN_TOPIC_OR_PARTITION");
    assert!(!world.cluster.state().broker().groups().contains_key("g"));
}

#[test]
fn from_version_10_on_topics_go_by_their_ids() {
    let mut world = quick();
    let unknown: TopicId = [7; 16];
    let stranger = OfTopic {
        name: "orders".into(),
        topic_id: unknown,
        partitions: vec![offset(0, 1, "")],
    };
    let topics = vec![by_id(&world, "orders", vec![offset(1, 40, "")]), stranger];
    let Response::OffsetCommit(answer) = world.ask_version("adm", 10, commit("g", topics)) else {
        panic!("no answer to OffsetCommit");
    };
    // What is not there was said before the group was asked.
    assert_eq!(answer.topics[0].topic_id, unknown);
    assert_eq!(
        answer.topics[0].partitions,
        [(0, KafkaError::UnknownTopicId)]
    );
    assert_eq!(answer.topics[1].partitions, [(1, KafkaError::None)]);
    assert_eq!(world.committed("g", "orders-1"), Some(40));
    let mut fetch = OffsetFetchRequest::of_group("g".into(), None);
    let all = world.ask_version("adm", 10, RequestBody::OffsetFetch(fetch.clone()));
    let Response::OffsetFetch(all) = all else {
        panic!("no answer to OffsetFetch");
    };
    let id = world.cluster.state().broker().topic_id("orders");
    assert_eq!(all.groups[0].topics[0].topic_id, id);
    fetch.groups[0].topics = Some(vec![OfTopic {
        name: "orders".into(),
        topic_id: unknown,
        partitions: vec![0],
    }]);
    let answer = world.ask_version("adm", 10, RequestBody::OffsetFetch(fetch));
    assert_eq!(answer.error(), KafkaError::UnknownTopicId);
}

#[test]
fn all_offsets_come_in_the_order_of_the_coordinators_tables() {
    let mut world = quick();
    let orders = vec![offset(0, 1, ""), offset(1, 2, ""), offset(2, 3, "")];
    committed(
        &mut world,
        9,
        commit("g", vec![OfTopic::named("orders".into(), orders)]),
    );
    let fetch = RequestBody::OffsetFetch(OffsetFetchRequest::of_group("g".into(), None));
    let Response::OffsetFetch(answer) = world.ask_version("adm", 9, fetch) else {
        panic!("no answer to OffsetFetch");
    };
    let partitions: Vec<String> = answer.partitions().map(|(p, _)| p.to_string()).collect();
    assert_eq!(partitions, ["orders-2", "orders-0", "orders-1"]);
}

#[test]
fn offsets_are_deleted_where_nobody_reads_them() {
    let mut world = quick();
    let both = vec![
        OfTopic::named("orders".into(), vec![offset(0, 1, "")]),
        OfTopic::named("invoices".into(), vec![offset(0, 2, "")]),
    ];
    committed(&mut world, 9, commit("g", both));
    let delete = |group: &str| {
        RequestBody::OffsetDelete(OffsetDeleteRequest {
            group_id: group.into(),
            topics: vec![
                OfTopic::named("orders".into(), vec![0]),
                OfTopic::named("invoices".into(), vec![0, 9]),
            ],
        })
    };
    let errors = |world: &mut World, group: &str| match world.ask("adm", delete(group)) {
        Response::OffsetDelete(answer) => {
            let topics = answer.topics.iter();
            let all = topics.flat_map(|topic| {
                let name = topic.name.to_string();
                let partitions = topic.partitions.iter();
                partitions.map(move |(p, e)| format!("{name}-{p} {}", e.name()))
            });
            (answer.error.name(), all.collect::<Vec<_>>())
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(errors(&mut world, ""), ("INVALID_GROUP_ID", vec![]));
    assert_eq!(errors(&mut world, "none"), ("GROUP_ID_NOT_FOUND", vec![]));
    let mut members = [RawMember::new("ann", "g")];
    world.stable_group(&mut members);
    let (error, partitions) = errors(&mut world, "g");
    assert_eq!(error, "NONE");
    assert_eq!(
        partitions,
        [
            "invoices-9 UNKNOWN_TOPIC_OR_PARTITION",
            "invoices-0 NONE",
            "orders-0 GROUP_SUBSCRIBED_TO_TOPIC",
        ]
    );
    assert_eq!(world.committed("g", "invoices-0"), None);
    assert_eq!(world.committed("g", "orders-0"), Some(1));
}

#[test]
fn groups_are_listed_by_state_and_type_whatever_the_case() {
    let mut world = quick();
    committed(
        &mut world,
        9,
        commit(
            "g",
            vec![OfTopic::named("orders".into(), vec![offset(0, 1, "")])],
        ),
    );
    for (states, types, listed) in [
        (vec![], vec![], 1),
        (vec!["empty"], vec![], 1),
        (vec!["STABLE", "Empty"], vec!["Classic"], 1),
        (vec!["Nonsense"], vec![], 0),
        (vec![], vec!["consumer"], 0),
    ] {
        let names = |texts: &[&str]| texts.iter().map(|text| Name::from(*text)).collect();
        let body = RequestBody::ListGroups(ListGroupsRequest {
            states_filter: names(&states),
            types_filter: names(&types),
        });
        let Response::ListGroups(answer) = world.ask("adm", body) else {
            panic!("no answer to ListGroups");
        };
        assert_eq!(answer.groups.len(), listed, "{states:?} {types:?}");
    }
}

#[test]
fn a_missing_group_is_dead_to_old_versions_and_an_error_to_new_ones() {
    let mut world = quick();
    for (version, error) in [(5, "NONE"), (6, "GROUP_ID_NOT_FOUND")] {
        let body = RequestBody::DescribeGroups(DescribeGroupsRequest {
            groups: vec!["none".into()],
        });
        let Response::DescribeGroups(answer) = world.ask_version("adm", version, body) else {
            panic!("no answer to DescribeGroups");
        };
        assert_eq!(answer.groups[0].error.name(), error);
        assert_eq!(answer.groups[0].state, "Dead");
    }
}

#[test]
fn a_leave_of_an_old_version_has_one_member_and_one_error() {
    let mut world = quick();
    let eve = RawMember {
        id: "nobody".into(),
        ..RawMember::new("eve", "g")
    };
    let Response::LeaveGroup(answer) = world.ask_version("eve", 2, eve.leave()) else {
        panic!("no answer to LeaveGroup");
    };
    assert_eq!(answer.error, KafkaError::UnknownMemberId);
    assert!(answer.members.is_empty());
}

#[test]
fn coordinators_are_found_for_what_can_have_one() {
    let mut world = quick();
    let long = KafkaError::InvalidRequest.message();
    for (version, key_type, key, error, message) in [
        (6, 0, "g", "NONE", ""),
        (3, 0, "g", "NONE", "NONE"),
        (6, 9, "g", "INVALID_REQUEST", long),
        (3, 2, "g", "INVALID_REQUEST", long),
        (6, 2, "g", "INVALID_REQUEST", ""),
        (6, 2, "g:AAAAAAAAAAAAAAAAAAAAAQ:0", "NONE", ""),
    ] {
        let body = RequestBody::FindCoordinator(FindCoordinatorRequest {
            key_type,
            keys: vec![key.into()],
        });
        let Response::FindCoordinator(answer) = world.ask_version("adm", version, body) else {
            panic!("no answer to FindCoordinator");
        };
        let found = &answer.coordinators[0];
        assert_eq!(found.error.name(), error, "{key_type} {key}");
        assert_eq!(&*found.error_message, message, "{key_type} {key}");
    }
}

#[test]
fn the_admin_client_removes_members_and_deletes_offsets() {
    let mut world = quick();
    let mut members = [RawMember::new("ann", "g"), RawMember::new("bob", "g")];
    let generation = world.stable_group(&mut members);
    let admin = World::admin_call;
    let unknown = admin(
        &mut world,
        AdminCall::RemoveMembers("g".into(), Some(vec!["till-9".into()])),
    );
    assert_eq!(worlds::thrown(&unknown).class, "UnknownMemberIdException");
    let nowhere = admin(&mut world, AdminCall::RemoveMembers("none".into(), None));
    let exception = worlds::thrown(&nowhere);
    assert_eq!(
        exception.message,
        "Encounter exception when trying to get members from group: none"
    );
    let cause = exception.cause.as_ref().expect("a cause");
    assert_eq!(cause.message, "Group none not found.");
    let offsets = worlds::offsets(&[("orders-0", 4)]);
    let altered = admin(
        &mut world,
        AdminCall::AlterGroupOffsets("g".into(), offsets.clone()),
    );
    let refused =
        Outcome::PartitionResults(vec![(worlds::tp("orders", 0), KafkaError::UnknownMemberId)]);
    assert_eq!(altered, refused);
    let removed = admin(&mut world, AdminCall::RemoveMembers("g".into(), None));
    assert_eq!(removed, Outcome::Done);
    assert_eq!(world.group_is("g").1, generation + 1);
    // Nobody is left, and a request of nobody cannot be made.
    for (instances, text) in [
        (None, "leaving members should not be empty"),
        (Some(vec![]), "Invalid empty members has been provided"),
    ] {
        let nobody = admin(&mut world, AdminCall::RemoveMembers("g".into(), instances));
        let exception = worlds::thrown(&nobody);
        assert_eq!(exception.class, "IllegalArgumentException");
        assert_eq!(exception.message, text);
    }
    admin(
        &mut world,
        AdminCall::AlterGroupOffsets("g".into(), offsets),
    );
    assert_eq!(world.committed("g", "orders-0"), Some(4));
}

#[test]
fn the_admin_client_describes_no_group_with_an_empty_id() {
    let mut world = quick();
    let offsets = worlds::offsets(&[("orders-0", 4)]);
    let mut admin = |call: AdminCall| world.admin_call(call);
    let groups = || AdminCall::DescribeGroups(vec!["".into(), "none".into()]);
    let error = |outcome: Outcome| match outcome {
        Outcome::Groups(groups) => {
            let errors = groups.into_iter().map(|group| group.err());
            errors.map(|e| e.and_then(|e| e.error)).collect::<Vec<_>>()
        }
        other => panic!("{other:?}"),
    };
    let expected = [KafkaError::InvalidGroupId, KafkaError::GroupIdNotFound].map(Some);
    assert_eq!(error(admin(groups())), expected);
    // Even where there is one: a commit makes it.
    admin(AdminCall::AlterGroupOffsets("".into(), offsets));
    assert_eq!(error(admin(groups())), expected);
    let removed = admin(AdminCall::RemoveMembers("".into(), None));
    let cause = worlds::thrown(&removed).cause.as_ref().expect("a cause");
    assert_eq!(cause.message, KafkaError::InvalidGroupId.message());
}

#[test]
fn the_admin_client_describes_groups_in_the_order_of_the_call() {
    let mut world = quick();
    let mut admin = |call: AdminCall| world.admin_call(call);
    let offsets = || worlds::offsets(&[("orders-0", 4)]);
    for group in ["a", "b", "c"] {
        admin(AdminCall::AlterGroupOffsets(group.into(), offsets()));
    }
    for asked in [["a", "b", "c"], ["c", "b", "a"], ["b", "none", "a"]] {
        let outcome = admin(AdminCall::DescribeGroups(asked.map(Name::from).to_vec()));
        let Outcome::Groups(groups) = outcome else {
            panic!("{outcome:?}");
        };
        for (asked, described) in asked.iter().zip(groups) {
            match described {
                Ok(group) => assert_eq!(group.group_id, *asked),
                Err(error) => assert_eq!(error.message, format!("Group {asked} not found.")),
            }
        }
    }
}

#[test]
fn the_admin_client_lists_groups_by_kind_in_the_order_of_a_hash_map() {
    let mut world = quick();
    let mut admin = |call: AdminCall| world.admin_call(call);
    let offsets = || worlds::offsets(&[("orders-0", 4)]);
    for group in ["b", "a", "d", "c"] {
        admin(AdminCall::AlterGroupOffsets(group.into(), offsets()));
    }
    let mut listed = |filter: GroupFilter| match admin(AdminCall::ListGroups(filter)) {
        Outcome::GroupList(groups) => {
            let ids = groups.iter().map(|group| group.group_id.to_string());
            ids.collect::<Vec<_>>().concat()
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(listed(GroupFilter::default()), "abcd");
    for (protocol_types, found) in [
        (vec![""], "abcd"),
        (vec!["consumer", ""], "abcd"),
        (vec!["consumer"], ""),
    ] {
        let filter = GroupFilter {
            protocol_types: protocol_types.into_iter().map(Name::from).collect(),
            ..GroupFilter::default()
        };
        assert_eq!(listed(filter), found);
    }
    let stable = GroupFilter {
        states: vec!["Stable".into()],
        ..GroupFilter::default()
    };
    assert_eq!(listed(stable), "");
}

#[test]
fn a_missing_group_is_told_also_where_no_offset_is_to_be_deleted() {
    let mut world = quick();
    let mut admin = |call: AdminCall| world.admin_call(call);
    let missing = admin(AdminCall::DeleteGroupOffsets("none".into(), Vec::new()));
    let error = worlds::thrown(&missing).error;
    assert_eq!(error, Some(KafkaError::GroupIdNotFound));
    let offsets = worlds::offsets(&[("orders-0", 4)]);
    admin(AdminCall::AlterGroupOffsets("g".into(), offsets));
    let there = admin(AdminCall::DeleteGroupOffsets("g".into(), Vec::new()));
    assert_eq!(there, Outcome::PartitionResults(Vec::new()));
}
