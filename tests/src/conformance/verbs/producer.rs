//! Producers.

use super::super::play::{Play, Stop};
use super::super::values::{self, list, number, ok, text};
use client::call::ProducerCall;
use client::outcome::{Outcome, Sent};
use cluster::command::{ClientKind, CommandError};
use serde_json::{json, Value};

/// Starts a producer.
///
/// # Errors
/// Where it cannot be started for another reason than its settings.
pub fn start(play: &mut Play, step: &Value) -> Result<Value, Stop> {
    match play.start_client(step, ClientKind::Producer) {
        Ok(machine) => {
            play.producers
                .insert(text(step, "name").to_owned(), machine);
            Ok(ok())
        }
        Err(error) => refused(error),
    }
}

/// A client that Kafka's constructor refuses.
///
/// # Errors
/// Where the playground refuses it, not Kafka.
pub fn refused(error: CommandError) -> Result<Value, Stop> {
    match error {
        CommandError::InvalidSetting(exception) => Ok(values::threw(&exception)),
        error => Err(Stop::NotYet(format!("the client is not started: {error}"))),
    }
}

/// A verb of a producer.
///
/// # Errors
/// Why the file cannot be played on.
pub fn perform(play: &mut Play, step: &Value) -> Result<Value, Stop> {
    let machine = play.producer(text(step, "producer"))?;
    match text(step, "do") {
        "send" => {
            let record = values::record(step, text(step, "topic"));
            let sent = match play
                .world
                .call(&machine, ProducerCall::Send([record].into()))?
            {
                Outcome::Sent(sent) => sent,
                other => return thrown(other),
            };
            match sent.first() {
                Some(Err(why)) => Ok(values::threw(why)),
                Some(sent) => Ok(metadata(sent, step)),
                None => Err(Stop::Broken("nothing was sent".to_owned())),
            }
        }
        "send-many" => send_many(play, &machine, step),
        "flush" => match play.world.call(&machine, ProducerCall::Flush)? {
            Outcome::Done => Ok(ok()),
            other => thrown(other),
        },
        "close-producer" => match play.world.call(&machine, ProducerCall::Close)? {
            Outcome::Done => Ok(ok()),
            other => thrown(other),
        },
        verb => Err(Stop::NotYet(verb.to_owned())),
    }
}

/// What a call threw.
fn thrown(outcome: Outcome) -> Result<Value, Stop> {
    match outcome {
        Outcome::Threw(exception) => Ok(values::threw(&exception)),
        other => Err(Stop::Broken(format!("{other:?}"))),
    }
}

/// Sends all, then flushes.
fn send_many(play: &mut Play, machine: &str, step: &Value) -> Result<Value, Stop> {
    let records = list(step, "records");
    let topic = text(step, "topic");
    let mut ops = Vec::new();
    for record in records {
        let record = values::record(record, topic);
        ops.push(
            play.world
                .begin(machine, ProducerCall::Send([record].into()))?,
        );
    }
    if step["flush"] == json!(false) {
        return Ok(ok());
    }
    play.world.call(machine, ProducerCall::Flush)?;
    let mut results = Vec::new();
    for (op, record) in ops.into_iter().zip(records) {
        let sent = match play.world.until(op, 600_000)? {
            Outcome::Sent(sent) => sent,
            other => return thrown(other),
        };
        results.extend(sent.iter().map(|sent| metadata(sent, record)));
    }
    Ok(json!({"results": results}))
}

/// Where a record ended up, with its timestamp if one was given.
fn metadata(sent: &Sent, given: &Value) -> Value {
    match sent {
        Err(why) => values::threw(why),
        Ok(sent) => {
            let mut json = json!({"partition": sent.partition, "offset": sent.offset});
            if number(given, "timestamp").is_some() {
                json["timestamp"] = json!(sent.timestamp);
            }
            json
        }
    }
}
