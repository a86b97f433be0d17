//! Consumers, one at a time.

use super::super::play::{Play, Stop};
use super::super::values::{self, list, number, ok, text};
use super::producer::refused;
use client::call::{CloseOptions, ConsumerCall, GroupMembershipOperation};
use client::outcome::{ConsumerGroupMetadata, ConsumerRecord, Outcome};
use cluster::command::{ClientKind, Command};
use protocol::record::Millis;
use protocol::topic_partition::TopicPartition;
use serde_json::{json, Map, Value};

/// How long position and close may take that do not say so.
const LIMIT: Millis = 10_000;
/// How long a poll without `ms` goes on.
const POLL_LIMIT: Millis = 15_000;
/// How long one poll of a loop may take.
const POLL: Millis = 50;

/// Starts a consumer.
///
/// # Errors
/// Where it cannot be started for another reason than its settings.
pub fn start(play: &mut Play, step: &Value) -> Result<Value, Stop> {
    match play.start_client(step, ClientKind::Consumer) {
        Ok(machine) => {
            play.consumers
                .insert(text(step, "name").to_owned(), machine);
            Ok(ok())
        }
        Err(error) => refused(error),
    }
}

/// A verb of one consumer.
///
/// # Errors
/// Why the file cannot be played on.
pub fn perform(play: &mut Play, step: &Value) -> Result<Value, Stop> {
    let machine = play.consumer(text(step, "consumer"))?;
    match text(step, "do") {
        "poll" => poll(play, &machine, step),
        "kill" => {
            let killed = play.world.submit(&Command::Crash(machine.as_str().into()));
            killed.map_err(|error| Stop::Broken(error.to_string()))?;
            Ok(ok())
        }
        "positions" => positions(play, &machine),
        verb => {
            let call = call(verb, step)?;
            let outcome = play.world.call(&machine, call)?;
            answer(outcome)
        }
    }
}

/// The call of a verb that is one.
fn call(verb: &str, step: &Value) -> Result<ConsumerCall, Stop> {
    let partitions = || values::partitions(list(step, "partitions"));
    let partition = || values::partition(text(step, "partition"));
    Ok(match verb {
        "subscribe" if step.get("pattern").is_some() => {
            ConsumerCall::SubscribePattern(text(step, "pattern").into())
        }
        "subscribe" => ConsumerCall::Subscribe(values::names(step, "topics")),
        "assign" => ConsumerCall::Assign(partitions()?),
        "unsubscribe" => ConsumerCall::Unsubscribe,
        "position" => {
            ConsumerCall::Position(partition()?, Some(number(step, "ms").unwrap_or(LIMIT)))
        }
        "seek" => ConsumerCall::Seek(partition()?, number(step, "offset").unwrap_or_default()),
        "seek-to-beginning" => ConsumerCall::SeekToBeginning(partitions()?),
        "seek-to-end" => ConsumerCall::SeekToEnd(partitions()?),
        "pause" => ConsumerCall::Pause(partitions()?),
        "resume" => ConsumerCall::Resume(partitions()?),
        "commit-sync" => ConsumerCall::CommitSync(values::offsets(&step["offsets"])?),
        "commit-async" => ConsumerCall::CommitAsync(values::offsets(&step["offsets"])?),
        "committed" => ConsumerCall::Committed(partitions()?),
        "assignment" => ConsumerCall::Assignment,
        "subscription" => ConsumerCall::Subscription,
        "paused" => ConsumerCall::Paused,
        "beginning-offsets" => ConsumerCall::BeginningOffsets(partitions()?),
        "end-offsets" => ConsumerCall::EndOffsets(partitions()?),
        "offsets-for-times" => ConsumerCall::OffsetsForTimes(times(step)?),
        "current-lag" => ConsumerCall::CurrentLag(partition()?),
        "group-metadata" => ConsumerCall::GroupMetadata,
        "enforce-rebalance" => ConsumerCall::EnforceRebalance,
        "wakeup" => ConsumerCall::Wakeup,
        "close" => ConsumerCall::Close(CloseOptions {
            uncommitted: false,
            timeout_ms: Some(number(step, "ms").unwrap_or(LIMIT)),
            membership: membership(step)?,
        }),
        _ => return Err(Stop::NotYet(verb.to_owned())),
    })
}

/// The timestamps of `offsets-for-times`, by partition.
fn times(step: &Value) -> Result<Vec<(TopicPartition, Millis)>, Stop> {
    let times = step["times"].as_object().into_iter().flatten();
    times
        .map(|(partition, time)| {
            let time = values::as_number(time).unwrap_or_default();
            Ok((values::partition(partition)?, time))
        })
        .collect()
}

/// What becomes of the membership of a consumer that closes.
fn membership(step: &Value) -> Result<GroupMembershipOperation, Stop> {
    match text(step, "membership") {
        "" | "DEFAULT" => Ok(GroupMembershipOperation::Default),
        "LEAVE_GROUP" => Ok(GroupMembershipOperation::LeaveGroup),
        "REMAIN_IN_GROUP" => Ok(GroupMembershipOperation::RemainInGroup),
        other => Err(Stop::Broken(format!("no membership: {other}"))),
    }
}

/// What a call came back with.
fn answer(outcome: Outcome) -> Result<Value, Stop> {
    Ok(match outcome {
        Outcome::Done => ok(),
        Outcome::Threw(exception) => values::threw(&exception),
        Outcome::Position(offset) => json!({"offset": offset}),
        Outcome::Committed(committed) => {
            let committed = committed.iter();
            let committed: Map<String, Value> = committed
                .map(|(p, commit)| (p.to_string(), values::offset_json(commit.as_ref())))
                .collect();
            json!({"offsets": committed})
        }
        Outcome::Partitions(partitions) => {
            json!({"partitions": values::sorted_partitions(&partitions)})
        }
        Outcome::Topics(topics) => {
            json!({"topics": values::sorted_texts(topics.iter().map(ToString::to_string))})
        }
        Outcome::Offsets(offsets) => {
            let offsets = offsets.iter();
            let offsets = offsets.map(|(partition, offset)| (partition.to_string(), json!(offset)));
            Value::Object(offsets.collect())
        }
        Outcome::OffsetsForTimes(found) => {
            let found = found.iter().map(|(partition, found)| {
                let found = found.map(|f| json!({"offset": f.offset, "timestamp": f.timestamp}));
                (partition.to_string(), found.unwrap_or_default())
            });
            Value::Object(found.collect())
        }
        Outcome::Lag(lag) => json!({"lag": lag}),
        Outcome::GroupMetadata(metadata) => group_metadata(&metadata),
        other => return Err(Stop::Broken(format!("{other:?}"))),
    })
}

fn group_metadata(metadata: &ConsumerGroupMetadata) -> Value {
    let mut json = json!({
        "group": metadata.group_id.as_str(),
        "generation": metadata.generation_id,
        "member": metadata.member_id.as_str(),
    });
    if let Some(instance) = &metadata.group_instance_id {
        json["instance"] = json!(instance.as_str());
    }
    json
}

/// One poll, or polls in a loop until so many records have come or time is up.
fn poll(play: &mut Play, machine: &str, step: &Value) -> Result<Value, Stop> {
    let once = step["once"] == json!(true);
    let limit = number(step, "ms").unwrap_or(POLL_LIMIT);
    let until = play.world.cluster().now() + limit;
    let wanted = number(step, "records").map_or(usize::MAX, |n| n as usize);
    let mut records: Vec<ConsumerRecord> = Vec::new();
    loop {
        let ms = if once { limit } else { POLL };
        match one_poll(play, machine, ms)? {
            Ok(more) => records.extend(more),
            Err(thrown) => return Ok(thrown),
        }
        if once || records.len() >= wanted || play.world.cluster().now() >= until {
            return Ok(json!({"records": values::sorted_records(&records)}));
        }
    }
}

/// One call of poll: its records, or the answer of what it threw.
fn one_poll(
    play: &mut Play,
    machine: &str,
    ms: Millis,
) -> Result<Result<Vec<ConsumerRecord>, Value>, Stop> {
    let began = play.world.cluster().now();
    let outcome = play.world.call(machine, ConsumerCall::Poll(ms))?;
    if play.world.cluster().now() == began {
        // A loop of calls takes time, even if each of them takes none here.
        play.world.wait(1);
    }
    match outcome {
        Outcome::Records(records) => Ok(Ok(records.to_vec())),
        Outcome::Threw(exception) => Ok(Err(values::threw(&exception))),
        other => Err(Stop::Broken(format!("{other:?}"))),
    }
}

/// The position of each partition of the assignment.
fn positions(play: &mut Play, machine: &str) -> Result<Value, Stop> {
    let partitions = play.world.consumer(machine)?.owned_partitions();
    let mut positions = Map::new();
    for partition in partitions {
        let name = partition.to_string();
        match play
            .world
            .call(machine, ConsumerCall::Position(partition, Some(LIMIT)))?
        {
            Outcome::Position(offset) => positions.insert(name, json!(offset)),
            other => return answer(other),
        };
    }
    Ok(Value::Object(positions))
}
