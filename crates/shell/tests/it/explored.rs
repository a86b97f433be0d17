//! What-if is the same for ever and everywhere, bar for bar.

use cluster::config::ClusterConfig;
use cluster::limits::Limits;
use kafka_playground_shell::json::write;
use kafka_playground_shell::Session;
use std::fmt::Write;
use worlds::{test, Fnv};

/// The hash of what is known in the end. It changes when the engine does
/// something else than before, or when something else is counted.
const GOLDEN: u64 = 0x698a_7c66_4c66_2307;

#[test]
fn what_if_is_the_same_for_ever_and_everywhere() {
    let (config, limits) = (ClusterConfig::page(), Limits::page());
    let mut session = Session::new(4, 1_767_603_600_000, config, limits);
    let scene = "topic create orders --partitions 3
produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout
consume --topic orders --group billing --members 2 --work 300ms --commit batch --from-beginning --set max.poll.records=4 --set session.timeout.ms=6000 --set heartbeat.interval.ms=2000
";
    session.load(scene).expect("the scene is a script");
    session.advance(14_000);
    let mut hash = Fnv::default();
    for line in [
        "whatif crash c1 --last 1s --commit all --set max.poll.records=1",
        "whatif cut c2 --last 300ms",
    ] {
        let mut answer = session.explore(line).expect("it asks something");
        while answer.slice(1_000) {}
        hash.write_str(&write(&answer.results(0)))
            .expect("a hash takes all");
    }
    assert_eq!(hash.0, GOLDEN, "{:#x}", hash.0);
}
