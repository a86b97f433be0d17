//! The narrator: each sentence, and that there is always one.

mod always;
mod explore;

use cluster::config::ClusterConfig;
use cluster::limits::Limits;
use kafka_playground_shell::Session;

const START: i64 = 1_767_603_600_000;

fn session() -> Session {
    Session::new(1, START, ClusterConfig::page(), Limits::page())
}
