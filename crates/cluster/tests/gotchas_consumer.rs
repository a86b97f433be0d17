//! What tutorials get wrong about where a consumer is and how far behind. The
//! numbers are those of the list of gotchas in the project's notes on Kafka's
//! semantics.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

mod common;

use client::call::Call;
use client::outcome::Outcome;
use common::{tp, tps, World, START};

#[test]
fn gotcha_52_the_end_offset_is_the_next_one() {
    let mut world = World::ten();
    world.member("c", "g", &[]);
    let end = world.call("c", Call::EndOffsets(tps(&["orders-0"])));
    assert_eq!(end, Outcome::Offsets(vec![(tp("orders", 0), 10)]));
    assert_eq!(world.log("orders-0").records(0).last().unwrap().0, 9);
}

#[test]
fn gotcha_53_the_tools_lag_counts_from_the_commit_and_current_lag_from_the_position() {
    let mut world = World::ten();
    world.member("c", "g", &[]);
    world.commit("c", &[("orders-0", 2)]);
    world.subscribe("c", &["orders"]);
    world.poll_until("c", 8);
    let lane = world.group_view("g").lanes[0].clone();
    assert_eq!(lane.position.unwrap().0, 10);
    assert_eq!(lane.lag.unwrap().0, 8);
    let lag = world.call("c", Call::CurrentLag(tp("orders", 0)));
    assert_eq!(lag, Outcome::Lag(Some(0)));
}

#[test]
fn gotcha_54_offsets_for_times_has_no_answer_where_no_record_is_that_young() {
    let mut world = World::ten();
    world.member("c", "g", &[]);
    let future = START + 3_600_000;
    let times = vec![(tp("orders", 0), future)];
    let found = world.call("c", Call::OffsetsForTimes(times));
    assert_eq!(
        found,
        Outcome::OffsetsForTimes(vec![(tp("orders", 0), None)])
    );
}
