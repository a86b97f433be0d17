//! The console producer's options, and the settings that they make.
//! Source: `ConsoleProducer.ConsoleProducerOptions`.

use super::{servers, ConsoleProducer, LineReader};
use crate::kafka::agenda::Agenda;
use crate::kafka::checks::Checks;
use crate::kafka::client_settings::load;
use crate::kafka::program::{ClientKind, Environment, Program, Started};
use crate::kafka::{Runs, Tool};
use crate::options::{Given, Meaning, OptionSpec, Refusal, Value, HELP, VERSION};
use crate::process::{ExitStatus, Text};
use crate::properties;
use crate::throwable::Throwable;
use client::config::ProducerConfig;
use protocol::config::Settings;

/// The tool.
pub(crate) static TOOL: Tool = Tool {
    name: "kafka-console-producer",
    about: "Sends a record for each line that one types or pipes into it.",
    options: OPTIONS,
    examples: &[
        "kafka-console-producer.sh --bootstrap-server localhost:9092 --topic orders",
        "echo k1:hello | kafka-console-producer.sh --bootstrap-server localhost:9092 --topic orders --reader-property parse.key=true --reader-property key.separator=:",
    ],
    runs: Runs::Loop(start),
};

const INTEGER: Value = Value::Required("Integer");
const LONG: Value = Value::Required("Long");
const READER: &str = "org.apache.kafka.tools.LineMessageReader";

const OPTIONS: &[OptionSpec] = &[
    OptionSpec::new(
        "batch-size",
        INTEGER,
        "How many bytes a batch may have: batch.size, by default 16384.",
    ),
    OptionSpec::new(
        "bootstrap-server",
        Value::Required("String: host:port"),
        "Where the cluster is.",
    ),
    OptionSpec::new(
        "command-config",
        Value::Required("String: file"),
        "A file with settings of the producer.",
    ),
    OptionSpec::new(
        "command-property",
        Value::Required("String: key=value"),
        "A setting of the producer; it goes before the same one in a file.",
    ),
    OptionSpec::new(
        "compression-codec",
        Value::Optional("String: codec"),
        "none, gzip, snappy, lz4 or zstd; gzip if no codec is named.",
    ),
    HELP,
    OptionSpec::new(
        "line-reader",
        Value::Required("String: class"),
        "The class that makes records of lines; there is LineMessageReader.",
    ),
    OptionSpec::new(
        "max-block-ms",
        LONG,
        "How long a send may wait for the topic or for memory: max.block.ms, by default 60000.",
    ),
    OptionSpec::new(
        "max-memory-bytes",
        LONG,
        "How many bytes may wait in the producer: buffer.memory, by default 33554432.",
    ),
    OptionSpec::new(
        "max-partition-memory-bytes",
        INTEGER,
        "Deprecated: say --batch-size.",
    ),
    OptionSpec::new(
        "message-send-max-retries",
        INTEGER,
        "How often a batch is sent again: retries, by default 3.",
    ),
    OptionSpec::new(
        "metadata-expiry-ms",
        LONG,
        "How old metadata may get: metadata.max.age.ms, by default 300000.",
    ),
    OptionSpec::new(
        "producer-property",
        Value::Required("String: key=value"),
        "Deprecated: say --command-property.",
    ),
    OptionSpec::new(
        "producer.config",
        Value::Required("String: file"),
        "Deprecated: say --command-config.",
    ),
    OptionSpec::new(
        "property",
        Value::Required("String: key=value"),
        "Deprecated: say --reader-property.",
    ),
    OptionSpec::new(
        "reader-config",
        Value::Required("String: file"),
        "A file with properties of the reader.",
    ),
    OptionSpec::new(
        "reader-property",
        Value::Required("String: key=value"),
        "How a line is read: parse.key, key.separator, parse.headers, headers.delimiter, headers.separator, headers.key.separator, null.marker, ignore.error.",
    ),
    OptionSpec::new(
        "request-required-acks",
        Value::Required("String: acks"),
        "Whose acknowledgement is waited for: acks, by default -1.",
    ),
    OptionSpec::new(
        "request-timeout-ms",
        INTEGER,
        "How long an answer may take: request.timeout.ms, by default 1500.",
    ),
    OptionSpec::new(
        "retry-backoff-ms",
        LONG,
        "How long it waits before it sends again: retry.backoff.ms, by default 100.",
    ),
    OptionSpec::new(
        "socket-buffer-size",
        INTEGER,
        "The size of the socket's buffer.",
    )
    .meaning(Meaning::Accepted("the network has no buffers")),
    OptionSpec::new(
        "sync",
        Value::None,
        "Waits for each record before it sends the next one.",
    ),
    OptionSpec::new(
        "timeout",
        LONG,
        "How long a batch waits for more records: linger.ms, by default 1000.",
    ),
    OptionSpec::new(
        "topic",
        Value::Required("String: topic"),
        "The topic that the records go to.",
    ),
    VERSION,
];

const ABOUT: &str = "This tool helps to read data from standard input and publish it to Kafka.";

/// Options that are settings, with their defaults, in the order in which they
/// are looked at. Source: `producerProps`.
const MERGED: &[(&str, &str, Kind, &str)] = &[
    ("linger.ms", "timeout", Kind::Long, "1000"),
    ("acks", "request-required-acks", Kind::Text, "-1"),
    (
        "request.timeout.ms",
        "request-timeout-ms",
        Kind::Int,
        "1500",
    ),
    ("retries", "message-send-max-retries", Kind::Int, "3"),
    ("retry.backoff.ms", "retry-backoff-ms", Kind::Long, "100"),
    (
        "send.buffer.bytes",
        "socket-buffer-size",
        Kind::Int,
        "102400",
    ),
    ("buffer.memory", "max-memory-bytes", Kind::Long, "33554432"),
    ("batch.size", "batch-size", Kind::Int, "16384"),
    (
        "batch.size",
        "max-partition-memory-bytes",
        Kind::Int,
        "16384",
    ),
    (
        "metadata.max.age.ms",
        "metadata-expiry-ms",
        Kind::Long,
        "300000",
    ),
    ("max.block.ms", "max-block-ms", Kind::Long, "60000"),
];

/// What the value of an option is.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    Int,
    Long,
}

/// Reads the arguments.
fn start(
    args: &[Text],
    environment: &Environment<'_>,
    agenda: &mut Agenda,
) -> Result<Started, ExitStatus> {
    let mut checks = Checks::read(OPTIONS, args, ABOUT, agenda)?;
    check(&mut checks)?;
    let given = checks.given.clone();
    let reader = reader(&mut checks, &given, environment)?;
    let settings = settings(&mut checks, &given, environment)?;
    if let Err(refused) = ProducerConfig::read(&settings) {
        return Err(checks.die(&Throwable::from(&refused).trace()));
    }
    let sync = given.has("sync");
    let agenda = std::mem::take(agenda);
    let program = ConsoleProducer::new(reader, sync, environment.interactive, agenda);
    Ok(Started {
        client: ClientKind::Producer,
        settings,
        program: Program::ConsoleProducer(Box::new(program)),
    })
}

/// Source: `checkArgs`.
fn check(checks: &mut Checks<'_>) -> Result<(), ExitStatus> {
    checks.require("topic")?;
    checks.not_both("command-config", "producer.config")?;
    checks.not_both("command-property", "producer-property")?;
    checks.not_both("reader-property", "property")?;
    for (old, version, new) in [
        ("producer-property", "a future version", "command-property"),
        ("producer.config", "a future version", "command-config"),
        ("property", "a future version", "reader-property"),
        (
            "max-partition-memory-bytes",
            "Apache Kafka 5.0",
            "batch-size",
        ),
    ] {
        if checks.given.has(old) {
            let text = [
                "Warning: --",
                old,
                " is deprecated and will be removed in ",
                version,
            ];
            checks.say(&[&text.concat(), ". Use --", new, " instead."].concat());
        }
    }
    let given = checks.given.clone();
    servers::validate(one(checks, &given, "bootstrap-server")?).map_err(|why| checks.refuse(why))
}

/// The reader of lines. Source: `messageReader`, `readerProps`.
fn reader(
    checks: &mut Checks<'_>,
    given: &Given,
    environment: &Environment<'_>,
) -> Result<LineReader, ExitStatus> {
    let class = one(checks, given, "line-reader")?;
    if let Some(class) = class.filter(|class| **class != *READER) {
        let text = ["java.lang.ClassNotFoundException: ", class, "\n"];
        return Err(checks.die(&text.concat()));
    }
    let mut properties = match one(checks, given, "reader-config")? {
        Some(name) => load(environment.files, name).map_err(|why| checks.die(&why.trace()))?,
        None => Settings::new(),
    };
    if let Some(topic) = one(checks, given, "topic")? {
        properties.insert("topic".into(), topic.into());
    }
    let old = given.values("property");
    let of_args = properties::of_args(given.values("reader-property").chain(old));
    properties::put_all(&mut properties, &of_args);
    LineReader::new(&properties).map_err(|refused| checks.die(&Throwable::from(&refused).trace()))
}

/// The producer's settings. Source: `producerProps`.
fn settings(
    checks: &mut Checks<'_>,
    given: &Given,
    environment: &Environment<'_>,
) -> Result<Settings, ExitStatus> {
    let name = match given.has("producer.config") {
        true => one(checks, given, "producer.config")?,
        false => one(checks, given, "command-config")?,
    };
    let mut settings = match name {
        Some(name) => load(environment.files, name).map_err(|why| checks.die(&why.trace()))?,
        None => Settings::new(),
    };
    let old = given.values("producer-property");
    let of_args = properties::of_args(given.values("command-property").chain(old));
    properties::put_all(&mut settings, &of_args);
    let codec = match (
        given.has("compression-codec"),
        one(checks, given, "compression-codec")?,
    ) {
        (true, Some(codec)) if !codec.is_empty() => codec,
        (true, _) => "gzip",
        (false, _) => "none",
    };
    settings.insert("compression.type".into(), codec.into());
    if !settings.contains_key("client.id") {
        settings.insert("client.id".into(), "console-producer".into());
    }
    for (key, option, kind, default) in MERGED {
        if given.has(option) || !settings.contains_key(*key) {
            let value = merged(given, option, *kind);
            let value = value.map_err(|why| option_exception(checks, &why))?;
            let value = value.unwrap_or_else(|| (*default).to_owned());
            settings.insert((*key).into(), value.into());
        }
    }
    Ok(settings)
}

/// The value of an option as Java writes it.
fn merged(given: &Given, option: &str, kind: Kind) -> Result<Option<String>, Refusal> {
    Ok(match kind {
        Kind::Text => given.value(option)?.map(|text| text.to_string()),
        Kind::Int => given
            .number::<i32>(option)?
            .map(|number| number.to_string()),
        Kind::Long => given
            .number::<i64>(option)?
            .map(|number| number.to_string()),
    })
}

/// The one value of an option.
fn one<'g>(
    checks: &mut Checks<'_>,
    given: &'g Given,
    name: &'g str,
) -> Result<Option<&'g str>, ExitStatus> {
    let value = given.value(name).map(|value| value.map(|text| &**text));
    value.map_err(|why| option_exception(checks, &why))
}

/// An exception of the options is printed without its class.
fn option_exception(checks: &mut Checks<'_>, why: &str) -> ExitStatus {
    checks.die(&[why, "\n"].concat())
}
