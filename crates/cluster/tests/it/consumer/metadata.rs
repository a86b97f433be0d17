//! What clients know of topics, when they ask again, and what they make of it.

use client::call::{ConsumerCall, ProducerCall};
use client::outcome::Outcome;
use protocol::record::Millis;
use worlds::{record, World};

/// Metadata that is old after a second.
const SHORT: (&str, &str) = ("metadata.max.age.ms", "1000");

/// A member of `g` that reads all topics whose names begin with `shop-`, of
/// which there are two.
fn shopper(mut world: World) -> World {
    world.topic("shop-a", 1);
    world.topic("shop-b", 1);
    world.member("c", "g", &[SHORT]);
    world.done("c", ConsumerCall::SubscribePattern("shop-.*".into()));
    world.settle("g", &["c"]);
    assert_eq!(world.owned("c"), ["shop-a-0", "shop-b-0"]);
    world
}

/// The topics that the broker has of its own accord or of somebody's.
fn has_topic(world: &World, topic: &str) -> bool {
    world.cluster.state().broker().topics().contains_key(topic)
}

/// When a machine asked about topics, of the instants after `since`.
fn asked(world: &World, machine: &str, since: Millis) -> Vec<Millis> {
    let requests = world.requests(machine, "Metadata").into_iter();
    let instants = requests.map(|(at, _)| at);
    instants.filter(|at| *at > since).collect()
}

#[test]
fn a_leader_assigns_with_what_it_thought_before_it_joined_and_joins_again() {
    let mut world = shopper(World::quick());
    let before = world.group_is("g").1;
    world.delete_topic("shop-a");
    world.settle("g", &["c"]);
    assert_eq!(
        world.told("c")[1..],
        [
            "revoked [shop-a-0 shop-b-0]",
            "assigned [shop-b-0]",
            "revoked [shop-b-0]",
            "assigned [shop-b-0]"
        ]
    );
    assert_eq!(world.group_is("g").1, before + 2);
    let watched = world.consumer_of("c").membership().snapshot();
    let watched: Vec<String> = watched.keys().map(ToString::to_string).collect();
    assert_eq!(watched, ["shop-b"]);
}

#[test]
fn a_leader_that_asks_while_it_is_elected_waits_for_the_answer_and_joins_once() {
    // Its join takes longer than it waits before it asks again.
    let mut world = shopper(World::with_flights_of(100));
    let before = world.group_is("g").1;
    world.delete_topic("shop-a");
    world.settle("g", &["c"]);
    let told = ["revoked [shop-a-0 shop-b-0]", "assigned [shop-b-0]"];
    assert_eq!(world.told("c")[1..], told);
    assert_eq!(world.group_is("g").1, before + 1);
}

#[test]
fn another_pattern_is_matched_while_the_join_goes_on() {
    let mut world = shopper(World::quick());
    world.topic("warehouse", 1);
    let before = world.group_is("g").1;
    world.done("c", ConsumerCall::SubscribePattern("ware.*".into()));
    world.settle("g", &["c"]);
    assert_eq!(world.owned("c"), ["warehouse-0"]);
    assert_eq!(world.group_is("g").1, before + 1);
}

#[test]
fn a_pattern_is_matched_by_polls_only() {
    let mut world = shopper(World::quick());
    world.topic("shop-c", 1);
    world.wait(3_000);
    // It knows of the topic, and makes nothing of it.
    let known = world.consumer_of("c").metadata().topics();
    assert!(known.contains_key("shop-c"));
    let subscribed = |world: &mut World| match world.call("c", ConsumerCall::Subscription) {
        Outcome::Topics(topics) => topics.len(),
        other => panic!("{other:?}"),
    };
    assert_eq!(subscribed(&mut world), 2);
    world.poll("c", 0);
    assert_eq!(subscribed(&mut world), 3);
}

#[test]
fn a_pattern_is_looked_for_without_a_pause_between_retries_too() {
    let mut world = World::quick();
    world.topic("shop-a", 1);
    let at_once = ("retry.backoff.ms", "0");
    world.member("c", "g", &[at_once, ("retry.backoff.max.ms", "0")]);
    world.done("c", ConsumerCall::SubscribePattern("shop-.*".into()));
    world.settle("g", &["c"]);
    assert_eq!(world.owned("c"), ["shop-a-0"]);
}

#[test]
fn a_member_makes_a_deleted_topic_again_while_nobody_polls() {
    for allow in [true, false] {
        let mut world = World::quick();
        world.topic("haunt", 2);
        let create = (
            "allow.auto.create.topics",
            if allow { "true" } else { "false" },
        );
        world.member("c", "g", &[SHORT, create]);
        world.subscribe("c", &["haunt"]);
        world.settle("g", &["c"]);
        world.delete_topic("haunt");
        world.wait(1_500);
        assert_eq!(has_topic(&world, "haunt"), allow);
        world.pump(&["c"], 3_000);
        let owned: &[&str] = if allow { &["haunt-0"] } else { &[] };
        assert_eq!(world.owned("c"), owned);
    }
}

#[test]
fn who_is_no_member_asks_in_calls_only() {
    let mut world = World::filled();
    world.consumer("c", &[SHORT, ("auto.offset.reset", "earliest")]);
    world.assign("c", &["orders-0"]);
    world.poll("c", 1_000);
    let since = world.now();
    world.wait(10_000);
    assert_eq!(asked(&world, "c", since), [] as [Millis; 0]);
    world.poll("c", 0);
    assert_eq!(asked(&world, "c", since).len(), 1);
}

#[test]
fn a_producer_keeps_what_it_knows_of_its_topics_up_to_date_while_it_is_idle() {
    let mut world = World::quick();
    world.topic("orders", 1);
    world.producer("p", &[SHORT, ("metadata.max.idle.ms", "5000")]);
    world.wait(2_000);
    assert_eq!(asked(&world, "p", 0), [] as [Millis; 0]);
    world.send(vec![record("orders", Some(0), None)]);
    let since = world.now();
    world.wait(3_500);
    assert_eq!(asked(&world, "p", since).len(), 3);
    // A topic that is gone it makes again, and sees that it is there.
    world.delete_topic("orders");
    world.wait(1_200);
    assert!(has_topic(&world, "orders"));
    assert!(world
        .producer_of("p")
        .metadata()
        .topics()
        .contains_key("orders"));
    // In the end it sends nothing there any more: the next record has to wait.
    world.wait(2_000);
    assert!(world.producer_of("p").metadata().topics().is_empty());
    let since = world.now();
    world.wait(10_000);
    assert_eq!(asked(&world, "p", since), [] as [Millis; 0]);
}

#[test]
fn who_asks_for_what_is_not_there_asks_less_and_less_often() {
    let mut world = World::with_broker(&[("auto.create.topics.enable", "false")]);
    world.producer("p", &[]);
    world.begin(
        "p",
        ProducerCall::Send([record("nowhere", None, None)].into()),
    );
    world.consumer("c", &[("group.id", "g")]);
    world.assign("c", &["nowhere-0"]);
    world.begin("c", ConsumerCall::Poll(60_000));
    world.wait(8_000);
    for machine in ["p", "c"] {
        let instants = asked(&world, machine, -1);
        let pauses: Vec<Millis> = instants.windows(2).map(|w| w[1] - w[0]).collect();
        // A request takes two milliseconds there and back.
        let doubled = [102, 202, 402, 802, 1_002, 1_002];
        assert_eq!(pauses[..6], doubled, "{machine}");
    }
}
