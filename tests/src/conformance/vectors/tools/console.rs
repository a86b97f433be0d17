//! The golden cases of the console tools: what a formatter prints of a record,
//! and which records a reader makes of lines. A producer and a consumer that
//! answer at once stand in for the clients.

use super::super::{number, same, text};
use super::{Failed, Played};
use client::call::{Call, ConsumerCall, ProducerCall, ProducerRecord};
use client::outcome::{ConsumerRecord, Outcome};
use protocol::name::Name;
use protocol::record::{Header, Payload, Record};
use protocol::topic_partition::TopicPartition;
use serde_json::Value;
use std::sync::Arc;
use tools::{launch, Environment, Files, Stream, Text, ToolEvent, ToolStep};

/// What a tool printed, and what it sent.
#[derive(Default)]
struct Ran {
    out: String,
    err: String,
    exit: i32,
    sent: Vec<ProducerRecord>,
}

/// Runs a tool to its end: it reads this, and its first poll returns that.
fn run(argv: &[&str], input: &str, record: Option<ConsumerRecord>) -> Ran {
    let server = ["--bootstrap-server", "localhost:9092", "--topic", "t"];
    let words = argv[..1].iter().chain(&server).chain(&argv[1..]);
    let words: Vec<Text> = words.map(|word| Text::from(*word)).collect();
    let environment = Environment {
        files: &Files::new(),
        at: 0,
        draw: 0,
        interactive: false,
    };
    let mut process = launch(&words, &environment).expect("a tool").process;
    process.feed(input);
    process.end_input();
    let mut ran = Ran::default();
    let mut record = record;
    let mut op = 0;
    while process.exit().is_none() {
        match process.step(0).expect("nothing is waited for") {
            ToolStep::Begin(call) => {
                op += 1;
                process.began(0, op, &call);
                let outcome = answer(&call, &mut record, &mut ran);
                process.completed(0, op, &call, &Arc::new(outcome));
            }
            ToolStep::Did(event) => {
                match &event {
                    ToolEvent::Printed(Stream::Out, text) => ran.out.push_str(text),
                    ToolEvent::Printed(Stream::Err, text) => ran.err.push_str(text),
                    _ => {}
                }
                process.apply(0, &event);
            }
        }
    }
    ran.exit = process.exit().unwrap_or_default();
    ran
}

fn answer(call: &Call, record: &mut Option<ConsumerRecord>, ran: &mut Ran) -> Outcome {
    match (call.producer(), call.consumer()) {
        (Some(ProducerCall::Send(records)), _) => {
            ran.sent.extend_from_slice(records);
            Outcome::Sent(Arc::from([]))
        }
        (_, Some(ConsumerCall::Poll(_))) => Outcome::Records(record.take().into_iter().collect()),
        _ => Outcome::Done,
    }
}

/// The words of a command, of which the last may end a line.
fn words(command: &str) -> impl Iterator<Item = &str> {
    command.split(' ').filter(|word| !word.is_empty())
}

/// The record that the formatter was given, which the note tells.
fn given(note: &str) -> ConsumerRecord {
    let header = |key: &str, value: Option<&str>| Header {
        key: Name::from(key),
        value: value.map(Payload::from),
    };
    let (key, value, headers) = match note {
        "null key and null value" => (None, None, vec![]),
        "headers incl. null value" => (
            Some("k"),
            Some("v"),
            vec![header("a", Some("1")), header("b", None)],
        ),
        _ => (Some("k1"), Some("v1"), vec![]),
    };
    ConsumerRecord {
        partition: TopicPartition::new("t", 2),
        offset: 41,
        log_append_time: note.contains("log append time"),
        record: Record {
            key: key.map(Payload::from),
            value: value.map(Payload::from),
            headers: headers.into(),
            timestamp: 1_750_000_000_123,
        },
    }
}

/// A record as a formatter of the console consumer prints it.
pub(super) fn formatter(_json: &Value, case: &Value) -> Played {
    let note = text(case, "note");
    if note.contains("share consumer") {
        return Err(Failed::Owed("share groups".to_owned()));
    }
    let mut argv = vec!["kafka-console-consumer", "--max-messages", "1"];
    argv.extend(words(text(case, "command")));
    let ran = run(&argv, "", Some(given(note)));
    same("stdout", ran.out.as_str(), text(case, "stdout"))?;
    same("exit status", ran.exit, number(case, "exit_code"))?;
    Ok(())
}

/// Records as the reader of the console producer makes them. The file has them,
/// or the exception that ends it, as text; the tool ends with status 1 then.
pub(super) fn reader(_json: &Value, case: &Value) -> Played {
    let command = text(case, "command").strip_prefix("input \"");
    let command = command.and_then(|command| command.split_once("\" "));
    let (input, args) = command.expect("an input and arguments");
    let mut argv = vec!["kafka-console-producer"];
    argv.extend(words(args));
    let input = input.replace("\\n", "\n").replace("\\t", "\t");
    let ran = run(&argv, &input, None);
    let mut printed: String = ran.sent.iter().map(shown).collect();
    printed += &ran.err.replace("org.apache.kafka.common.", "");
    same("records", printed.as_str(), text(case, "stdout"))?;
    same("exit status", ran.exit, i32::from(!ran.err.is_empty()))?;
    Ok(())
}

fn shown(record: &ProducerRecord) -> String {
    let payload = |payload: &Option<Payload>| match payload {
        Some(payload) => format!("\"{}\"", payload.text()),
        None => "<null>".to_owned(),
    };
    let headers = record.headers.iter();
    let headers: Vec<String> = headers
        .map(|header| format!("{}={}", header.key, payload(&header.value)))
        .collect();
    format!(
        "key={} value={} headers={}\n",
        payload(&record.key),
        payload(&record.value),
        headers.join(";")
    )
}
