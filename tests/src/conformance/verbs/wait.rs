//! Steps that let time pass.

use super::super::play::{Play, Stop};
use super::super::values::{number, ok, text};
use super::super::world::PATIENCE;
use cluster::Cluster;
use protocol::topic_partition::TopicPartition;
use serde_json::Value;

/// Waits for so long, or until something holds.
///
/// # Errors
/// Where it does not come to hold in time.
pub fn perform(play: &mut Play, step: &Value) -> Result<Value, Stop> {
    let limit = number(step, "timeout_ms").unwrap_or(PATIENCE);
    let came = match text(step, "do") {
        "wait" => {
            play.world.wait(number(step, "ms").unwrap_or_default());
            true
        }
        "await-log-start" => {
            let offset = number(step, "offset").unwrap_or_default();
            let partition = partition(step);
            play.world.wait_until(limit, |cluster| {
                let log = cluster.state().broker().log(&partition);
                log.is_some_and(|log| log.start() >= offset)
            })
        }
        "await-segments" => {
            let count = number(step, "count").unwrap_or_default();
            let partition = partition(step);
            play.world.wait_until(limit, |cluster| {
                let log = cluster.state().broker().log(&partition);
                log.is_some_and(|log| log.segments().len() as i64 == count)
            })
        }
        "await-group" => play
            .world
            .wait_until(limit, |cluster| group_is(cluster, step)),
        verb => return Err(Stop::NotYet(verb.to_owned())),
    };
    if came {
        Ok(ok())
    } else {
        Err(Stop::Broken(format!("it never held within {limit} ms")))
    }
}

/// The partition of a step with `topic` and `partition`.
pub fn partition(step: &Value) -> TopicPartition {
    let partition = number(step, "partition").unwrap_or_default() as i32;
    TopicPartition::new(text(step, "topic"), partition)
}

/// Whether a group is in the state that a step names, with so many members. A
/// group that is not there is Dead.
fn group_is(cluster: &Cluster, step: &Value) -> bool {
    let state = text(step, "state");
    let Some(group) = cluster.state().broker().classic_group(text(step, "group")) else {
        return state == "Dead";
    };
    let members = number(step, "members");
    group.state().name() == state && members.is_none_or(|n| group.members().len() as i64 == n)
}
