//! What a view says was lost, and in which of the three ways.

use client::call::{AdminCall, ConsumerCall};
use client::outcome::Outcome;
use cluster::command::{Command, CommitMode};
use protocol::api::NewPartitions;
use worlds::{tp, Program, World};

type Settings = &'static [(&'static str, &'static str)];

const EARLIEST: Settings = &[("auto.offset.reset", "earliest")];
const LATEST: Settings = &[("auto.offset.reset", "latest")];
const NONE: Settings = &[("auto.offset.reset", "none")];

/// A topic `orders` of one partition with 34 records, and nobody who reads
/// them.
fn filled() -> World {
    let mut world = World::quick().coordinating();
    world.topic("orders", 1);
    world.fill("orders-0", 34);
    world
}

/// A group `g` that has done the first ten of them and is down.
fn done_ten(settings: Settings) -> World {
    let mut world = World::ten().coordinating();
    world.member("tool", "g", &[]);
    world.commit("tool", &[("orders-0", 0)]);
    world.program("c1", Program::new(0, CommitMode::Batch).with(settings));
    settle(&mut world);
    assert_eq!(world.committed("g", "orders-0"), Some(10));
    assert_eq!(lost(&world), [0, 0, 0]);
    world.order(Command::Stop, "c1");
    settle(&mut world);
    world.fill("orders-0", 24);
    world
}

/// Lets all be done that there is to do.
fn settle(world: &mut World) {
    world.wait(60_000);
}

fn start(world: &mut World, name: &str) {
    world.order(Command::Start, name);
    settle(world);
}

fn delete_below(world: &mut World, offset: i64) {
    let records = vec![(tp("orders", 0), offset)];
    let op = world.submit(Command::Admin(AdminCall::DeleteRecords(records)));
    let Outcome::DeletedRecords(deleted) = world.until(op.unwrap()) else {
        panic!("no answer to DeleteRecords");
    };
    assert!(deleted[0].error.is_none());
}

fn seek(world: &mut World, offset: i64) {
    world.done("c1", ConsumerCall::Seek(tp("orders", 0), offset));
}

/// Skipped, deleted, never.
fn lost(world: &World) -> [i64; 3] {
    let ledger = world.group_view("g").ledger;
    let ways = [ledger.skipped, ledger.deleted, ledger.never];
    assert_eq!(ledger.lost, ways.iter().sum::<i64>());
    ways
}

/// What the lane says: `skipped 3..8`.
fn stretches(world: &World) -> Vec<String> {
    let lane = world.group_view("g").lanes.remove(0);
    let lost = lane.lost.into_iter();
    lost.map(|lost| format!("{} {}..{}", lost.how, lost.from, lost.to))
        .collect()
}

fn texts(list: &[&str]) -> Vec<String> {
    list.iter().map(ToString::to_string).collect()
}

/// How a group comes to lose records.
type Story = fn() -> World;

fn begins_at_the_end() -> World {
    let mut world = filled();
    world.program("c1", Program::new(0, CommitMode::Batch).with(LATEST));
    settle(&mut world);
    world.fill("orders-0", 6);
    settle(&mut world);
    assert_eq!(world.committed("g", "orders-0"), Some(40));
    world
}

/// The group waits three seconds for members, and has no position before.
fn begins_at_the_end_of_what_grows() -> World {
    let mut world = World::new().coordinating();
    world.topic("orders", 1);
    world.fill("orders-0", 34);
    world.program("c1", Program::new(0, CommitMode::Batch).with(LATEST));
    world.wait(1_000);
    world.fill("orders-0", 5);
    settle(&mut world);
    world
}

/// A topic that grows has records before its readers know of them.
fn finds_a_partition_late() -> World {
    let mut world = filled();
    world.program("c1", Program::new(0, CommitMode::Batch).with(LATEST));
    settle(&mut world);
    world.admin(AdminCall::CreatePartitions(vec![
        NewPartitions::increase_to("orders", 2),
    ]));
    world.fill("orders-1", 7);
    world.wait(400_000);
    world.fill("orders-1", 1);
    settle(&mut world);
    world
}

fn begins_at_the_beginning_of_what_is_left() -> World {
    let mut world = filled();
    delete_below(&mut world, 20);
    world.program("c1", Program::new(0, CommitMode::Batch).with(EARLIEST));
    settle(&mut world);
    world
}

/// Nothing committed, and who comes next begins at the end.
fn takes_over_without_a_commit() -> World {
    let mut world = filled();
    let never = Program::new(1_000, CommitMode::Never).with(LATEST);
    world.program("c1", never);
    world.wait(5_000);
    world.fill("orders-0", 10);
    world.wait(2_500);
    world.order(Command::Crash, "c1");
    world.fill("orders-0", 6);
    start(&mut world, "c1");
    world
}

fn deleted_while_down() -> World {
    let mut world = done_ten(EARLIEST);
    delete_below(&mut world, 16);
    world
}

fn deleted_and_started(settings: Settings) -> World {
    let mut world = done_ten(settings);
    delete_below(&mut world, 16);
    start(&mut world, "c1");
    world
}

fn deleted_by_retention() -> World {
    let mut world = World::with_broker(&[
        ("group.initial.rebalance.delay.ms", "0"),
        ("log.retention.check.interval.ms", "1000"),
    ])
    .coordinating();
    world.topic_with("orders", &[("retention.ms", "100000")]);
    world.fill("orders-0", 10);
    world.program("c1", Program::new(0, CommitMode::Batch));
    world.wait(20_000);
    world.order(Command::Crash, "c1");
    world.fill("orders-0", 61);
    world.wait(200_000);
    assert_eq!(world.log("orders-0").start(), 71);
    world
}

fn deleted_before_its_eyes() -> World {
    let mut world = filled();
    let four = Program::new(0, CommitMode::Batch).with(&[("max.poll.records", "4")]);
    world.program("c1", four.by_hand());
    world.call("c1", ConsumerCall::Poll(5_000));
    settle(&mut world);
    delete_below(&mut world, 9);
    world
}

fn skips_five() -> World {
    let mut world = filled();
    let ten = Program::new(0, CommitMode::Batch).with(&[("max.poll.records", "10")]);
    world.program("c1", ten.by_hand());
    world.call("c1", ConsumerCall::Poll(5_000));
    settle(&mut world);
    assert_eq!(world.committed("g", "orders-0"), Some(10));
    seek(&mut world, 15);
    world
}

fn skips_five_and_commits() -> World {
    let mut world = skips_five();
    world.done("c1", ConsumerCall::CommitSync(None));
    world
}

fn skips_five_and_crashes() -> World {
    let mut world = skips_five();
    world.order(Command::Crash, "c1");
    start(&mut world, "c1");
    world.call("c1", ConsumerCall::Poll(5_000));
    world
}

fn skips_five_commits_and_comes_back() -> World {
    let mut world = skips_five_and_commits();
    seek(&mut world, 10);
    world
}

fn skips_five_and_does_three_of_them() -> World {
    let mut world = skips_five_and_commits();
    seek(&mut world, 12);
    world.call("c1", ConsumerCall::Poll(5_000));
    settle(&mut world);
    world
}

/// What the reset tool does: a commit in a group in which nobody is.
fn set_ahead() -> World {
    let mut world = done_ten(EARLIEST);
    world.commit("tool", &[("orders-0", 18)]);
    world
}

fn set_ahead_and_back() -> World {
    let mut world = set_ahead();
    world.commit("tool", &[("orders-0", 4)]);
    world
}

fn dies_after_its_commit() -> World {
    let mut world = World::ten().coordinating();
    world.program("c1", Program::new(1_000, CommitMode::Before));
    world.wait(4_500);
    world.order(Command::Crash, "c1");
    start(&mut world, "c1");
    world
}

fn dies_after_its_commit_and_its_records_go() -> World {
    let mut world = dies_after_its_commit();
    delete_below(&mut world, 10);
    world
}

/// Name, story, how many are lost in each way, and where.
type Row = (&'static str, Story, [i64; 3], &'static [&'static str]);

const STORIES: &[Row] = &[
    ("the end", begins_at_the_end, [0, 0, 0], &[]),
    (
        "the end, which grows",
        begins_at_the_end_of_what_grows,
        [5, 0, 0],
        &["skipped 34..39"],
    ),
    ("a partition late", finds_a_partition_late, [7, 0, 0], &[]),
    (
        "the beginning of what is left",
        begins_at_the_beginning_of_what_is_left,
        [0, 0, 0],
        &[],
    ),
    (
        "nothing committed",
        takes_over_without_a_commit,
        [14, 0, 0],
        &["skipped 36..50"],
    ),
    ("down", deleted_while_down, [0, 6, 0], &["deleted 10..16"]),
    (
        "earliest",
        || deleted_and_started(EARLIEST),
        [0, 6, 0],
        &["deleted 10..16"],
    ),
    (
        "latest",
        || deleted_and_started(LATEST),
        [18, 6, 0],
        &["deleted 10..16", "skipped 16..34"],
    ),
    (
        "none",
        || deleted_and_started(NONE),
        [0, 6, 0],
        &["deleted 10..16"],
    ),
    (
        "retention",
        deleted_by_retention,
        [0, 61, 0],
        &["deleted 10..71"],
    ),
    (
        "DeleteRecords",
        deleted_before_its_eyes,
        [0, 5, 0],
        &["deleted 4..9"],
    ),
    ("a seek ahead", skips_five, [5, 0, 0], &["skipped 10..15"]),
    (
        "committed",
        skips_five_and_commits,
        [5, 0, 0],
        &["skipped 10..15"],
    ),
    ("not committed", skips_five_and_crashes, [0, 0, 0], &[]),
    (
        "and back",
        skips_five_commits_and_comes_back,
        [5, 0, 0],
        &["skipped 10..15"],
    ),
    (
        "three are done",
        skips_five_and_does_three_of_them,
        [2, 0, 0],
        &["skipped 10..12"],
    ),
    ("the reset tool", set_ahead, [8, 0, 0], &["skipped 10..18"]),
    ("and back", set_ahead_and_back, [0, 0, 0], &[]),
    (
        "at most once",
        dies_after_its_commit,
        [0, 0, 6],
        &["never 4..10"],
    ),
    (
        "and they go",
        dies_after_its_commit_and_its_records_go,
        [0, 0, 6],
        &["never 4..10"],
    ),
    ("nothing", || done_ten(NONE), [0, 0, 0], &[]),
];

#[test]
fn what_is_lost_is_skipped_deleted_or_never_done() {
    for (name, story, ways, lane) in STORIES {
        let world = story();
        assert_eq!(
            (lost(&world), stretches(&world)),
            (*ways, texts(lane)),
            "{name}"
        );
    }
}
