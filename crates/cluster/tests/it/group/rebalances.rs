//! Rebalances as members see them: cooperative ones, sticky assignors, and
//! subscriptions that change.

use broker::group::GroupState;
use client::call::ConsumerCall;
use client::consumer::MemberState;
use client::outcome::Outcome;
use protocol::api::RequestBody;
use worlds::groups::Received;
use worlds::{range, tps, World, COOPERATIVE};

const STICKY: &[(&str, &str)] = &[(
    "partition.assignment.strategy",
    "org.apache.kafka.clients.consumer.StickyAssignor",
)];

/// A topic of so many partitions, and members of `g` that came one by one.
fn group(partitions: i32, names: &[&str], settings: &[(&str, &str)]) -> World {
    let mut world = World::quick();
    world.topic("orders", partitions);
    for (index, name) in names.iter().enumerate() {
        world.member(name, "g", settings);
        world.subscribe(name, &["orders"]);
        world.settle("g", &names[..=index]);
    }
    world
}

/// What a member was told after the first `seen` things.
fn since(world: &World, name: &str, seen: usize) -> Vec<String> {
    world.told(name).split_off(seen)
}

#[test]
fn members_keep_what_they_keep_when_others_come_and_go() {
    let mut world = group(6, &["c1", "c2", "c3"], COOPERATIVE);
    assert_eq!(world.group_is("g").1, 5);
    assert_eq!(world.owned("c1"), ["orders-0", "orders-1"]);
    assert_eq!(world.owned("c2"), ["orders-3", "orders-4"]);
    assert_eq!(world.owned("c3"), ["orders-2", "orders-5"]);
    let seen = ["c1", "c2", "c3"].map(|name| world.told(name).len());
    world.done("c2", ConsumerCall::CLOSE);
    world.settle("g", &["c1", "c3"]);
    assert_eq!(world.group_is("g").1, 6);
    assert_eq!(
        since(&world, "c2", seen[1]),
        ["revoked [orders-3 orders-4]"]
    );
    assert_eq!(since(&world, "c1", seen[0]), ["assigned [orders-3]"]);
    assert_eq!(since(&world, "c3", seen[2]), ["assigned [orders-4]"]);
}

#[test]
fn kept_partitions_are_read_while_the_group_rebalances() {
    let mut world = group(2, &["c1", "c2"], COOPERATIVE);
    // Somebody joins and the other member is slow to join again: meanwhile the
    // first one's JoinGroup is parked.
    world.member("c3", "g", COOPERATIVE);
    world.subscribe("c3", &["orders"]);
    let joining = world.begin("c3", ConsumerCall::Poll(60_000));
    world.wait(3_100);
    world.poll("c1", 100);
    let member = world.consumer_of("c1").membership();
    assert_eq!(member.state(), MemberState::Joining);
    world.fill("orders-0", 2);
    assert_eq!(world.poll_until("c1", 2), range("orders-0", 0..2));
    assert_eq!(
        world.consumer_of("c1").membership().state(),
        MemberState::Joining
    );
    world.poll("c2", 200);
    world.poll("c1", 200);
    assert_eq!(world.owned("c1"), ["orders-0"]);
    assert_eq!(world.position("c1", "orders-0"), 2);
    world.poll("c2", 200);
    assert!(matches!(world.until(joining), Outcome::Records(_)));
}

#[test]
fn kept_partitions_keep_position_and_pause() {
    let mut world = group(2, &["c1"], COOPERATIVE);
    world.fill("orders-0", 3);
    world.fill("orders-1", 3);
    world.pump(&["c1"], 100);
    world.seek("c1", "orders-0", 1);
    world.done("c1", ConsumerCall::Pause(tps(&["orders-0", "orders-1"])));
    world.member("c2", "g", COOPERATIVE);
    world.subscribe("c2", &["orders"]);
    let received = world.settle("g", &["c1", "c2"]);
    assert_eq!(world.owned("c1"), ["orders-0"]);
    assert_eq!(world.position("c1", "orders-0"), 1);
    assert!(received["c1"].is_empty());
    // What moved starts at the commit, of which there is none, and is read.
    assert_eq!(received["c2"], range("orders-1", 0..3));
}

#[test]
fn a_member_that_was_silent_loses_all_and_comes_back_in_two_rounds() {
    let hasty = [COOPERATIVE[0], ("max.poll.interval.ms", "4000")];
    let mut world = group(2, &["c1"], COOPERATIVE);
    world.member("c2", "g", &hasty);
    world.subscribe("c2", &["orders"]);
    world.settle("g", &["c1", "c2"]);
    let seen = ["c1", "c2"].map(|name| world.told(name).len());
    world.pump(&["c1"], 9_000);
    assert_eq!(world.owned("c1"), ["orders-0", "orders-1"]);
    // It does not know yet.
    assert_eq!(world.owned("c2"), ["orders-1"]);
    world.settle("g", &["c1", "c2"]);
    assert_eq!(
        since(&world, "c1", seen[0]),
        [
            "assigned [orders-1]",
            "revoked [orders-1]",
            "assigned []",
            "assigned []"
        ]
    );
    assert_eq!(
        since(&world, "c2", seen[1]),
        ["lost [orders-1]", "assigned []", "assigned [orders-1]"]
    );
}

#[test]
fn a_dropped_topic_is_revoked_before_a_cooperative_join() {
    let mut world = World::quick();
    world.topic("orders", 1);
    world.topic("bills", 1);
    world.member("c1", "g", COOPERATIVE);
    world.subscribe("c1", &["orders", "bills"]);
    world.settle("g", &["c1"]);
    world.subscribe("c1", &["orders"]);
    // Nothing changes before the next poll.
    assert_eq!(world.owned("c1"), ["bills-0", "orders-0"]);
    world.settle("g", &["c1"]);
    assert_eq!(
        world.told("c1"),
        [
            "assigned [bills-0 orders-0]",
            "revoked [bills-0]",
            "assigned []"
        ]
    );
    assert_eq!(world.group_is("g").1, 2);
}

#[test]
fn the_same_subscription_again_is_no_rebalance() {
    for settings in [&[][..], COOPERATIVE] {
        let mut world = group(2, &["c1"], settings);
        world.subscribe("c1", &["other"]);
        world.subscribe("c1", &["orders"]);
        world.settle("g", &["c1"]);
        assert_eq!(world.group_is("g").1, 1);
    }
}

#[test]
fn an_assignment_that_is_not_subscribed_any_more_is_turned_down() {
    for (settings, told) in [
        (&[][..], &["revoked []", "assigned [bills-0]"][..]),
        (COOPERATIVE, &["assigned [bills-0]"]),
    ] {
        let mut world = World::quick();
        world.topic("orders", 1);
        world.topic("bills", 1);
        world.member("c1", "g", settings);
        world.subscribe("c1", &["orders"]);
        let poll = world.begin("c1", ConsumerCall::Poll(0));
        world.until(poll);
        // It goes on polling for as long as it takes until it joins.
        while world.consumer_of("c1").membership().state() != MemberState::Joining
            || world.consumer_of("c1").membership().member_id().is_empty()
        {
            world.poll("c1", 1);
        }
        world.subscribe("c1", &["bills"]);
        world.settle("g", &["c1"]);
        assert_eq!(world.told("c1"), told);
        assert_eq!(world.group_is("g").1, 2);
        assert_eq!(world.owned("c1"), ["bills-0"]);
    }
}

#[test]
fn a_join_is_answered_when_the_application_calls_again() {
    let mut world = World::quick();
    world.topic("orders", 1);
    world.member("c1", "g", &[]);
    world.subscribe("c1", &["orders"]);
    while world.consumer_of("c1").membership().member_id().is_empty() {
        world.poll("c1", 1);
    }
    world.wait(20_000);
    // Nobody reads the answer, so nobody brings the assignment.
    assert_eq!(world.requests("c1", "SyncGroup").len(), 0);
    world.settle("g", &["c1"]);
    assert_eq!(world.owned("c1"), ["orders-0"]);
}

#[test]
fn sticky_gives_everything_back_and_the_same_again() {
    let mut world = group(4, &["c1", "c2"], STICKY);
    assert_eq!(world.owned("c1"), ["orders-0", "orders-1"]);
    assert_eq!(
        since(&world, "c1", 1),
        [
            "revoked [orders-0 orders-1 orders-2 orders-3]",
            "assigned [orders-0 orders-1]"
        ]
    );
    // Range would now give the first two to c0, whose id comes first.
    world.done("c1", ConsumerCall::CLOSE);
    world.settle("g", &["c2"]);
    world.member("c0", "g", STICKY);
    world.subscribe("c0", &["orders"]);
    world.settle("g", &["c0", "c2"]);
    assert_eq!(world.owned("c2"), ["orders-0", "orders-1"]);
    assert_eq!(world.owned("c0"), ["orders-2", "orders-3"]);
}

#[test]
fn a_subscription_tells_what_is_owned_and_since_when() {
    use protocol::consumer_protocol::Subscription;
    let mut world = group(2, &["c1"], COOPERATIVE);
    world.member("c2", "g", COOPERATIVE);
    world.subscribe("c2", &["orders"]);
    world.settle("g", &["c1", "c2"]);
    let joins = world.requests("c1", "JoinGroup");
    let subscriptions = joins.iter().map(|(_, request)| {
        let RequestBody::JoinGroup(join) = &request.body else {
            unreachable!()
        };
        assert_eq!(join.protocols.len(), 1);
        let told = Subscription::decode(&join.protocols[0].1).unwrap();
        let owned: Vec<String> = told
            .owned_partitions
            .iter()
            .map(|p| p.to_string())
            .collect();
        (told.generation, owned.join(" "), told.user_data.unwrap())
    });
    let nothing = || (-1, String::new(), vec![0xff; 4]);
    assert_eq!(
        subscriptions.collect::<Vec<_>>(),
        [
            nothing(),
            nothing(),
            (1, "orders-0 orders-1".to_owned(), vec![0, 0, 0, 1]),
            (2, "orders-0".to_owned(), vec![0, 0, 0, 2]),
        ]
    );
}

#[test]
fn auto_commit_goes_before_a_cooperative_hand_over() {
    let auto = [COOPERATIVE[0], ("enable.auto.commit", "true")];
    let mut world = group(2, &["c1"], &auto);
    for partition in ["orders-0", "orders-1"] {
        world.fill(partition, 3);
    }
    world.pump(&["c1"], 100);
    world.member("c2", "g", &auto);
    world.subscribe("c2", &["orders"]);
    let received = world.settle("g", &["c1", "c2"]);
    assert!(received.values().all(Vec::is_empty), "{received:?}");
    assert_eq!(world.committed("g", "orders-1"), Some(3));
    assert_eq!(world.position("c2", "orders-1"), 3);
}

#[test]
fn who_leaves_while_it_joins_has_lost_its_partitions() {
    let mut world = group(2, &["c1", "c2"], COOPERATIVE);
    let seen = world.told("c1").len();
    world.member("c3", "g", COOPERATIVE);
    world.subscribe("c3", &["orders"]);
    let joining = world.begin("c3", ConsumerCall::Poll(60_000));
    world.wait(3_100);
    world.poll("c1", 100);
    world.done("c1", ConsumerCall::Unsubscribe);
    assert_eq!(since(&world, "c1", seen), ["lost [orders-0]"]);
    world.poll("c2", 100);
    world.until(joining);
}

#[test]
fn a_former_leader_that_follows_joins_once_more_if_it_watches_other_topics() {
    let mut world = World::quick();
    world.topic("orders", 2);
    world.topic("bills", 2);
    for name in ["c1", "c2"] {
        world.member(name, "g", COOPERATIVE);
        world.subscribe(name, &["bills"]);
        world.settle("g", &["c1", "c2"][..if name == "c1" { 1 } else { 2 }]);
    }
    assert_eq!(world.group_is("g").1, 3);
    assert!(world.consumer_of("c1").membership().leads());
    let seen = world.told("c2").len();
    world.done("c1", ConsumerCall::Unsubscribe);
    world.subscribe("c1", &["orders"]);
    world.settle("g", &["c1", "c2"]);
    // Once for the change, and once for what c1 had shared out as leader.
    assert_eq!(world.group_is("g").1, 5);
    assert_eq!(
        since(&world, "c2", seen),
        ["assigned [bills-0]", "assigned []"]
    );
    assert!(world.consumer_of("c2").membership().leads());
}

#[test]
fn a_leader_looks_at_the_topics_of_the_group_as_it_last_saw_them() {
    // When a member gives up a topic that nobody else reads, the leader that
    // reads all others shares out with what it knew, and sees a difference at
    // its next look.
    let settings = [("metadata.max.age.ms", "1000")];
    let mut world = World::quick();
    for topic in ["orders", "bills"] {
        world.topic(topic, 1);
    }
    world.member("c1", "g", &settings);
    world.subscribe("c1", &["orders"]);
    world.settle("g", &["c1"]);
    world.member("c2", "g", &settings);
    world.subscribe("c2", &["bills"]);
    world.settle("g", &["c1", "c2"]);
    assert_eq!(world.group_is("g").1, 2);
    let watched = |world: &World| -> Vec<String> {
        let member = world.consumer_of("c1").membership();
        member.snapshot().keys().map(ToString::to_string).collect()
    };
    assert_eq!(watched(&world), ["bills", "orders"]);
    world.subscribe("c2", &["orders"]);
    world.settle("g", &["c1", "c2"]);
    assert_eq!(watched(&world), ["orders"]);
    assert!(world.group_is("g").1 >= 3);
}

#[test]
fn gotcha_49_more_consumers_than_partitions() {
    let mut world = World::ten();
    let names = ["c1", "c2", "c3"];
    for name in names {
        world.member(name, "g", &[]);
        world.subscribe(name, &["orders"]);
    }
    world.settle("g", &names);
    let owned: Vec<usize> = names.iter().map(|n| world.owned(n).len()).collect();
    assert_eq!(owned, [1, 0, 0]);
    let view = world.group_view("g");
    assert_eq!((view.members.len(), view.lanes.len()), (3, 1));
}

#[test]
fn gotcha_55_the_default_assignors_rebalance_eagerly() {
    let mut world = World::quick();
    world.topic("orders", 2);
    for name in ["c1", "c2"] {
        world.member(name, "g", &[]);
        world.subscribe(name, &["orders"]);
        world.settle("g", &["c1", "c2"][..if name == "c1" { 1 } else { 2 }]);
    }
    assert_eq!(
        world.group("g").protocol().map(|p| p.as_str()),
        Some("range")
    );
    // It gives back also what it gets again.
    assert_eq!(
        world.told("c1"),
        [
            "assigned [orders-0 orders-1]",
            "revoked [orders-0 orders-1]",
            "assigned [orders-0]",
        ]
    );
    assert_eq!(world.told("c2"), ["assigned [orders-1]"]);
}

#[test]
fn gotcha_56_range_piles_the_remainders_on_the_first() {
    let mut world = World::quick();
    world.topic("a", 3);
    world.topic("b", 3);
    for name in ["c1", "c2"] {
        world.member(name, "g", &[]);
        world.subscribe(name, &["a", "b"]);
    }
    world.settle("g", &["c1", "c2"]);
    assert_eq!(world.owned("c1"), ["a-0", "a-1", "b-0", "b-1"]);
    assert_eq!(world.owned("c2"), ["a-2", "b-2"]);
}

#[test]
fn gotcha_57_the_leader_assigns_and_not_the_coordinator() {
    let mut world = World::quick();
    world.topic("orders", 4);
    let roundrobin = (
        "partition.assignment.strategy",
        "org.apache.kafka.clients.consumer.RoundRobinAssignor",
    );
    for name in ["c1", "c2"] {
        world.member(name, "g", &[roundrobin]);
        world.subscribe(name, &["orders"]);
    }
    world.settle("g", &["c1", "c2"]);
    assert_eq!(world.owned("c1"), ["orders-0", "orders-2"]);
    let leader = world.group("g").leader().cloned().unwrap();
    for name in ["c1", "c2"] {
        let leads = *world.consumer_of(name).membership().member_id() == leader;
        let syncs = world.requests(name, "SyncGroup");
        let RequestBody::SyncGroup(sync) = &syncs.last().unwrap().1.body else {
            unreachable!()
        };
        assert_eq!(!sync.assignments.is_empty(), leads, "{name}");
    }
}

#[test]
fn gotcha_58_a_cooperative_hand_over_takes_two_rebalances() {
    let mut world = World::quick();
    world.topic("orders", 2);
    world.member("c1", "g", COOPERATIVE);
    world.subscribe("c1", &["orders"]);
    world.settle("g", &["c1"]);
    assert_eq!(world.group_is("g").1, 1);
    world.member("c2", "g", COOPERATIVE);
    world.subscribe("c2", &["orders"]);
    let given_up = tps(&["orders-1"]);
    let mut rounds_without_owner = 0;
    let mut received = Received::new();
    while world.group_is("g").1 < 3 {
        world.round(&["c1", "c2"], 1, &mut received);
        let owned = [world.owned("c1"), world.owned("c2")].concat();
        // What does not move is read all the time.
        assert!(owned.contains(&"orders-0".to_owned()));
        if owned.len() < 2 {
            rounds_without_owner += 1;
            // Who gave it up says so until the second round is over.
            assert_eq!(
                world.consumer_of("c1").membership().handing_over(),
                given_up
            );
        }
    }
    // Between the two nobody has what moves.
    assert!(rounds_without_owner > 0);
    world.settle("g", &["c1", "c2"]);
    assert_eq!(world.group_is("g").1, 3);
    assert!(world
        .consumer_of("c1")
        .membership()
        .handing_over()
        .is_empty());
    assert_eq!(
        world.told("c1"),
        [
            "assigned [orders-0 orders-1]",
            "revoked [orders-1]",
            "assigned []",
            "assigned []",
        ]
    );
    assert_eq!(world.told("c2"), ["assigned []", "assigned [orders-1]"]);
}

#[test]
fn gotcha_61_becoming_empty_is_a_generation() {
    let mut world = World::ten();
    world.member("c", "g", &[]);
    world.subscribe("c", &["orders"]);
    world.settle("g", &["c"]);
    assert_eq!(world.group_is("g"), (GroupState::Stable, 1, 1));
    world.done("c", ConsumerCall::CLOSE);
    assert_eq!(world.group_is("g"), (GroupState::Empty, 2, 0));
}
