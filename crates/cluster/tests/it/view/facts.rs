//! What a view says of who belongs to whom, so that whoever draws it has
//! nothing to conclude.

use client::call::ConsumerCall;
use client::partitioner::family::FAMILY;
use cluster::command::{Command, CommitMode, ProducerSpec, Rate};
use cluster::config::ClusterConfig;
use cluster::view::{
    ConsumerView, GroupLaneView, KeyPlaceView, KeyTableView, NamedOffset, StretchView, View,
};
use protocol::config::Settings;
use worlds::{Program, World, COOPERATIVE};

const EARLIEST: &[(&str, &str)] = &[("auto.offset.reset", "earliest")];
const STATIC: &[(&str, &str)] = &[("group.instance.id", "till-1")];

fn view(world: &World) -> View {
    View::of(world.cluster.state(), 50)
}

fn lane(world: &World) -> GroupLaneView {
    world.group_view("g").lanes[0].clone()
}

fn consumer(world: &World, name: &str) -> ConsumerView {
    let consumers = view(world).consumers;
    let mut named = consumers.into_iter().filter(|c| *c.machine.name == *name);
    named.next().expect("a consumer")
}

/// A group `g` of one member that owns a topic of so many partitions.
fn alone(partitions: i32, settings: &[(&str, &str)]) -> World {
    let mut world = World::quick();
    world.topic("orders", partitions);
    world.member("c1", "g", settings);
    world.subscribe("c1", &["orders"]);
    world.settle("g", &["c1"]);
    world
}

#[test]
fn what_is_read_and_not_committed_is_a_stretch() {
    let mut world = alone(1, EARLIEST);
    world.fill("orders-0", 5);
    let stretch = |from, to| {
        Some(StretchView {
            from: NamedOffset(from),
            to: NamedOffset(to),
        })
    };
    let said = |world: &World| {
        let lane = lane(world);
        (lane.uncommitted, lane.unread.0, lane.can_rewind)
    };
    assert_eq!(said(&world), (None, 0, false));
    world.poll_until("c1", 5);
    assert_eq!(said(&world), (stretch(0, 5), 5, true));
    world.commit("c1", &[("orders-0", 3)]);
    assert_eq!(said(&world), (stretch(3, 5), 5, true));
    // After a seek back what is committed is further than the position.
    for (offset, can_rewind) in [(2, true), (0, false)] {
        world.seek("c1", "orders-0", offset);
        assert_eq!(said(&world), (None, 3, can_rewind));
    }
    world.call("c1", ConsumerCall::CLOSE);
    assert_eq!(said(&world), (None, 3, false));
}

/// Whose the partition is that moves when `c2` joins `c1`, as it changes.
fn hand_over(settings: &[(&str, &str)]) -> Vec<(&'static str, bool, &'static str, bool)> {
    let mut world = alone(2, settings);
    world.member("c2", "g", settings);
    world.subscribe("c2", &["orders"]);
    let known = |name: &Option<_>| match name.as_deref() {
        Some("c1") => "c1",
        Some("c2") => "c2",
        _ => "-",
    };
    let mut seen = Vec::new();
    let poll = |world: &mut World, name: &str| world.begin(name, ConsumerCall::Poll(20));
    let mut polls = ["c1", "c2"].map(|name| (name, poll(&mut world, name)));
    for _ in 0..12_000 {
        world.wait(1);
        for (name, op) in &mut polls {
            if !world.pending(*op, 0) {
                *op = poll(&mut world, name);
            }
        }
        let lane = &world.group_view("g").lanes[1];
        let said = (
            known(&lane.owner),
            lane.settled,
            known(&lane.reserved_for),
            lane.nobodys,
        );
        if seen.last() != Some(&said) {
            seen.push(said);
        }
    }
    seen
}

#[test]
fn a_partition_that_is_handed_over_is_settled_nobodys_and_reserved_in_turn() {
    assert_eq!(
        hand_over(COOPERATIVE),
        [
            ("c1", true, "-", false),
            // The last assignment gives it to nobody.
            ("c1", false, "-", false),
            ("-", false, "-", true),
            ("-", false, "c2", false),
            ("c2", true, "-", false),
        ]
    );
    // Eager members give up all, and nothing is kept for anybody.
    let eager = hand_over(&[]);
    assert_eq!(eager.first(), Some(&("c1", true, "-", false)));
    assert_eq!(eager.last(), Some(&("c2", true, "-", false)));
    for (_, _, reserved_for, nobodys) in &eager {
        assert_eq!((*reserved_for, *nobodys), ("-", false), "{eager:?}");
    }
}

#[test]
fn a_static_member_that_is_away_is_a_member_and_its_place_is_reserved() {
    let mut world = alone(1, STATIC);
    let member = consumer(&world, "c1").member.expect("it is a member");
    assert_eq!(consumer(&world, "c1").member_id, member);
    assert_eq!(lane(&world).reserved_for, None);
    world.call("c1", ConsumerCall::CLOSE);
    let away = |world: &World| {
        assert_eq!(consumer(world, "c1").member, Some(member.clone()));
        assert_eq!(lane(world).owner, None);
        assert_eq!(lane(world).reserved_for.as_deref(), Some("c1"));
        assert!(!world.group_view("g").members[0].former);
    };
    away(&world);
    // It has forgotten its id, and is the same member by its instance.
    world.order(Command::Crash, "c1");
    world.order(Command::Start, "c1");
    assert_eq!(consumer(&world, "c1").member_id, "");
    away(&world);
    // Its session ends, and nothing is kept.
    world.wait(60_000);
    assert_eq!(consumer(&world, "c1").member, None);
    assert_eq!(world.group_view("g").lanes, []);
}

#[test]
fn a_dynamic_member_that_leaves_is_none() {
    let mut world = alone(1, &[]);
    assert!(consumer(&world, "c1").member.is_some());
    world.call("c1", ConsumerCall::CLOSE);
    assert_eq!(consumer(&world, "c1").member, None);
    assert_eq!(lane(&world).reserved_for, None);
}

#[test]
fn who_crashed_and_came_back_has_a_former_member() {
    let mut world = alone(1, &[]);
    let before = consumer(&world, "c1").member;
    world.order(Command::Crash, "c1");
    let members = |world: &World| -> Vec<bool> {
        let members = world.group_view("g").members;
        members.iter().map(|member| member.former).collect()
    };
    // Nobody knows yet that it is dead.
    assert_eq!(consumer(&world, "c1").member, before);
    assert_eq!(consumer(&world, "c1").machine.condition, "crashed");
    assert_eq!(members(&world), [false]);
    world.order(Command::Start, "c1");
    world.subscribe("c1", &["orders"]);
    assert_eq!(consumer(&world, "c1").member, None);
    assert_eq!(members(&world), [true]);
    // Its join is parked until the former one's session ends.
    world.begin("c1", ConsumerCall::Poll(60_000));
    world.wait(1_000);
    let now = consumer(&world, "c1").member;
    assert!(now.is_some() && now != before);
    let mut both = members(&world);
    both.sort_unstable();
    assert_eq!(both, [false, true]);
}

#[test]
fn a_group_that_its_coordinator_does_not_know_has_the_number_that_it_will_have() {
    let mut world = alone(1, &[]);
    world.member("a1", "audit", &[]);
    world.subscribe("a1", &["orders"]);
    let unknown = |world: &World| -> Vec<(String, u32)> {
        let groups = view(world).unknown_groups;
        let named = groups
            .iter()
            .map(|group| (group.id.to_string(), group.index));
        named.collect()
    };
    assert_eq!(unknown(&world), [("audit".to_owned(), 1)]);
    world.settle("audit", &["a1"]);
    assert_eq!(unknown(&world), []);
    assert_eq!(world.group_view("audit").index, 1);
}

#[test]
fn a_topic_of_which_a_part_is_committed_has_all_its_lanes() {
    let mut world = World::quick();
    world.topic("orders", 3);
    world.consumer("c", &[("group.id", "g")]);
    world.commit("c", &[("orders-1", 0)]);
    let lanes = world.group_view("g").lanes;
    let said: Vec<_> = lanes.iter().map(|l| (l.partition, l.committed)).collect();
    assert_eq!(said, [(0, None), (1, Some(NamedOffset(0))), (2, None)]);
}

#[test]
fn producers_that_choose_in_different_ways_are_compared_key_by_key() {
    let table = |world: &World| -> Option<KeyTableView> { view(world).topics[0].key_table.clone() };
    let mut world = World::quick();
    world.topic("orders", 12);
    world.produces("java", "orders", &["foobar", "ana"], 100);
    world.produces("same", "orders", &["ana"], 100);
    world.wait(1_000);
    assert_eq!(table(&world), None, "they agree");
    world.submit(Command::StartProducer(ProducerSpec {
        name: Some("native".into()),
        topic: "orders".into(),
        keys: vec!["foobar".into(), "bo".into()],
        rate: Rate {
            records: 1,
            per_ms: 100,
        },
        settings: Settings::from_iter([(FAMILY.into(), "librdkafka".into())]),
    }));
    assert_eq!(table(&world), None, "it does not know the partitions yet");
    world.wait(1_000);
    let table = table(&world).expect("they differ");
    let keys: Vec<&str> = table.keys.iter().map(|key| &*key.key).collect();
    assert_eq!(keys, ["foobar", "ana", "bo"]);
    let rows = table.rows.iter();
    let rows: Vec<_> = rows.map(|row| (&*row.producer, &row.places)).collect();
    // The partitions of "foobar" among 12 are those of the vectors.
    let [ana, bo] = [rows[0].1[1].partition, rows[2].1[2].partition];
    let place = |partition, elsewhere| KeyPlaceView {
        partition,
        elsewhere,
    };
    let java = vec![place(Some(6), false), place(ana, false), place(None, false)];
    let same = vec![place(None, true), place(ana, false), place(None, false)];
    let native = vec![place(Some(5), true), place(None, true), place(bo, true)];
    assert!(ana.is_some() && bo.is_some());
    assert_eq!(
        rows,
        [("java", &java), ("same", &same), ("native", &native)]
    );
}

#[test]
fn who_leaves_in_good_order_stays_who_it_was_until_it_is_no_member() {
    let mut world = World::begun(ClusterConfig::page(), 1, 0);
    world.topic("orders", 2);
    for name in ["c1", "c2"] {
        world.program(name, Program::new(300, CommitMode::Batch));
    }
    world.wait(20_000);
    world.order(Command::Stop, "c1");
    let mut left = false;
    for _ in 0..3_000 {
        world.wait(1);
        let group = world.group_view("g");
        assert!(group.members.iter().all(|member| !member.former));
        left |= group.members.len() == 1;
    }
    assert!(left);
}

#[test]
fn a_lag_that_grows_is_said_to_have_grown_until_it_has_not_for_ten_seconds() {
    let mut world = alone(1, EARLIEST);
    let grown = |world: &World| lane(world).grown;
    world.commit("c1", &[("orders-0", 0)]);
    assert_eq!(grown(&world), 0);
    for (records, degree) in [(4, 0), (1, 1), (14, 1), (1, 2), (60, 3)] {
        world.fill("orders-0", records);
        assert_eq!(grown(&world), degree, "after {records} more");
    }
    world.wait(15_000);
    assert_eq!(grown(&world), 3, "nothing has changed since");
    world.fill("orders-0", 1);
    assert_eq!(grown(&world), 0, "it has not grown any more");
    world.fill("orders-0", 30);
    world.commit("c1", &[("orders-0", 111)]);
    assert_eq!(grown(&world), 0, "and is gone");
}
