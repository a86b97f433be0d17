//! Consumers that are polled all at once.

use super::super::play::{Play, Stop};
use super::super::values::{self, number, text};
use super::super::world::PATIENCE;
use broker::group::GroupState;
use client::call::ConsumerCall;
use client::outcome::{ConsumerRecord, Outcome};
use protocol::consumer_protocol::decode_assignment;
use protocol::record::Millis;
use serde_json::{json, Map, Value};
use std::collections::BTreeMap;

/// How long nothing may have moved before a group has settled.
const CALM: Millis = 2_500;
/// How long a poll of a round may take: to settle, and to pump.
const SETTLE_POLL: Millis = 100;
const PUMP_POLL: Millis = 50;

/// A consumer's name in the file, its machine, and the records it got.
struct Polled {
    name: String,
    machine: String,
    records: Vec<ConsumerRecord>,
}

/// The consumers that a step names.
fn consumers(play: &Play, step: &Value) -> Result<Vec<Polled>, Stop> {
    let names = values::texts(step, "consumers").into_iter();
    names
        .map(|name| {
            Ok(Polled {
                machine: play.consumer(&name)?,
                name,
                records: Vec::new(),
            })
        })
        .collect()
}

/// All poll at the same time.
fn round(play: &mut Play, all: &mut [Polled], ms: Millis) -> Result<(), Stop> {
    let began = play.world.cluster().now();
    let mut ops = Vec::new();
    for polled in all.iter() {
        if !ops.is_empty() && play.stagger_ms > 0 {
            play.world.wait(play.stagger_ms);
        }
        ops.push(play.world.begin(&polled.machine, ConsumerCall::Poll(ms))?);
    }
    for (polled, op) in all.iter_mut().zip(ops) {
        match play.world.until(op, PATIENCE)? {
            Outcome::Records(records) => polled.records.extend(records.iter().cloned()),
            Outcome::Threw(exception) => {
                let failed = json!(["poll failed", values::exception(&exception)]);
                play.world.tell(&polled.machine, failed);
            }
            other => return Err(Stop::Broken(format!("{other:?}"))),
        }
    }
    if play.world.cluster().now() == began {
        // A round takes time, even if each poll takes none here.
        play.world.wait(1);
    }
    Ok(())
}

/// The assignment of each.
fn assignments(play: &Play, all: &[Polled]) -> Result<Value, Stop> {
    let mut assignments = Map::new();
    for polled in all {
        let owned = play.world.consumer(&polled.machine)?.owned_partitions();
        assignments.insert(polled.name.clone(), values::sorted_partitions(&owned));
    }
    Ok(Value::Object(assignments))
}

/// The records of those who got some.
fn records(all: &[Polled]) -> Map<String, Value> {
    let got = all.iter().filter(|polled| !polled.records.is_empty());
    got.map(|polled| (polled.name.clone(), values::sorted_records(&polled.records)))
        .collect()
}

/// Polls them all at once, round after round, for so long.
///
/// # Errors
/// Why the file cannot be played on.
pub fn pump(play: &mut Play, step: &Value) -> Result<Value, Stop> {
    let mut all = consumers(play, step)?;
    let end = play.world.cluster().now() + number(step, "ms").unwrap_or_default();
    while play.world.cluster().now() < end {
        round(play, &mut all, PUMP_POLL)?;
    }
    Ok(json!({"assignments": assignments(play, &all)?, "records": records(&all)}))
}

/// Polls them all at once, round after round, until the group is Stable with
/// so many members, each consumer has the assignment that the group shows, and
/// nothing has moved for a while.
///
/// # Errors
/// Where the group does not settle in time.
pub fn settle(play: &mut Play, step: &Value) -> Result<Value, Stop> {
    let mut all = consumers(play, step)?;
    let group = text(step, "group");
    let members = number(step, "members").map_or(all.len(), |n| n as usize);
    let calm = number(step, "calm_ms").unwrap_or(CALM);
    let until = play.world.cluster().now() + number(step, "timeout_ms").unwrap_or(PATIENCE);
    let mut since = play.world.cluster().now();
    let mut last = String::new();
    loop {
        if play.world.cluster().now() > until {
            return Err(Stop::Broken(format!("{group} did not settle: {last}")));
        }
        round(play, &mut all, SETTLE_POLL)?;
        let now = format!("{}{}", generations(play, &all)?, assignments(play, &all)?);
        if !is_stable(play, &all, group, members)? || now != last {
            last = now;
            since = play.world.cluster().now();
        } else if play.world.cluster().now() - since > calm {
            break;
        }
    }
    let protocol = play
        .world
        .cluster()
        .state()
        .broker()
        .classic_group(group)
        .expect("the group is there")
        .protocol();
    let mut saw = json!({
        "state": "Stable",
        "protocol": protocol.map(|p| p.to_string()).unwrap_or_default(),
        "generations": generations(play, &all)?,
        "assignments": assignments(play, &all)?,
    });
    let records = records(&all);
    if !records.is_empty() {
        saw["records"] = Value::Object(records);
    }
    Ok(saw)
}

/// The generation of each.
fn generations(play: &Play, all: &[Polled]) -> Result<Value, Stop> {
    let mut generations = Map::new();
    for polled in all {
        let generation = play
            .world
            .consumer(&polled.machine)?
            .membership()
            .generation();
        generations.insert(polled.name.clone(), json!(generation));
    }
    Ok(Value::Object(generations))
}

/// Whether the group is Stable, with so many members, and each consumer has
/// what the group shows.
fn is_stable(play: &Play, all: &[Polled], group: &str, members: usize) -> Result<bool, Stop> {
    let Some(group) = play.world.cluster().state().broker().classic_group(group) else {
        return Ok(false);
    };
    if group.state() != GroupState::Stable || group.members().len() != members {
        return Ok(false);
    }
    let shown: BTreeMap<String, Value> = group
        .members()
        .values()
        .map(|member| {
            let assignment = decode_assignment(member.assignment()).unwrap_or_default();
            let id = member.id().to_string();
            (id, values::sorted_partitions(&assignment))
        })
        .collect();
    for polled in all {
        let consumer = play.world.consumer(&polled.machine)?;
        let owned = values::sorted_partitions(&consumer.owned_partitions());
        if shown.get(consumer.membership().member_id().as_str()) != Some(&owned) {
            return Ok(false);
        }
    }
    Ok(true)
}
