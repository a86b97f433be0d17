//! `kafka-delete-records`.
//!
//! Source: `org.apache.kafka.tools.DeleteRecordsCommand`.

mod json;

use super::client_settings::{self, BOOTSTRAP_SERVER, COMMAND_CONFIG};
use super::{Runs, Tool};
use crate::options::{self, Given, OptionSpec, Value, HELP, VERSION};
use crate::process::ExitStatus;
use crate::script::{Io, Pause};
use crate::throwable::{Stop, Throwable};
use client::call::AdminCall;
use client::outcome::{of_deleted, Outcome};
use json::Json;
use protocol::java;
use protocol::record::Offset;
use protocol::topic_partition::TopicPartition;

const ABOUT: &str =
    "This tool helps to delete records of the given partitions down to the specified offset.";

const FILE: &str = "offset-json-file";

/// The tool.
pub(super) static TOOL: Tool = Tool {
    name: "kafka-delete-records",
    about: ABOUT,
    options: OPTIONS,
    examples: &[
        "kafka-delete-records --bootstrap-server localhost:9092 --offset-json-file delete.json",
    ],
    runs: Runs::Script(main),
};

const OPTIONS: &[OptionSpec] = &[
    OptionSpec::new(
        BOOTSTRAP_SERVER,
        Value::Required("String: server(s) to use for bootstrapping"),
        "Where the cluster is. Every address is this one.",
    ),
    OptionSpec::new(
        COMMAND_CONFIG,
        Value::Required("String: command config property file path"),
        "A file with settings of the admin client.",
    ),
    HELP,
    OptionSpec::new(
        FILE,
        Value::Required("String: Offset json file path"),
        "A file that says which records go: {\"partitions\": [{\"topic\": \"orders\", \"partition\": 0, \"offset\": 40}], \"version\": 1} deletes those below offset 40; -1 is all.",
    ),
    VERSION,
];

fn main(io: &mut Io<'_>) -> Result<ExitStatus, Pause> {
    let ended = execute(io);
    Stop::settled(ended, |throwable| throwable.caught(io))
}

fn execute(io: &mut Io<'_>) -> Result<(), Stop> {
    let given = Given::read(OPTIONS, io.args())?;
    check(io, &given)?;
    let settings = client_settings::read(&given, io.files())?;
    client_settings::check(&settings)?;
    let name = given.value(FILE)?.map_or("", |name| name);
    let Some(text) = io.file(name) else {
        let class = "java.io.IOException";
        let cause = Throwable::new("java.nio.file.NoSuchFileException", name);
        let text = ["Unable to read file ", name].concat();
        return Err(Throwable::new(class, text).because(cause).into());
    };
    let asked = offsets(text)?;
    io.println("Executing records delete operation");
    // The call has not come back yet when this is said.
    io.println("Records delete operation completed:");
    let outcome = io.admin(AdminCall::DeleteRecords(asked.clone()))?;
    print(io, &asked, &outcome);
    Ok(())
}

fn check(io: &mut Io<'_>, given: &Given) -> Result<(), Stop> {
    let mut usage = |why: &str| Err(options::usage(io, OPTIONS, why));
    if io_is_asked(given) {
        return usage(ABOUT);
    }
    for required in [BOOTSTRAP_SERVER, FILE] {
        if !given.has(VERSION.name) && !given.has(required) {
            return usage(&["Missing required argument \"[", required, "]\""].concat());
        }
    }
    match given.has(VERSION.name) {
        true => Err(options::version(io)),
        false => Ok(()),
    }
}

/// Whether somebody asks for help: by the option, or by saying nothing.
fn io_is_asked(given: &Given) -> bool {
    given.has(HELP.name) || (given.is_empty() && given.words.is_empty())
}

fn failed(class: &str, text: &str) -> Stop {
    Throwable::new(class, text).into()
}

fn unexpected(what: &str, value: &Json) -> Stop {
    let text = ["Expected ", what, ", received ", &value.to_string()].concat();
    failed("com.fasterxml.jackson.databind.JsonMappingException", &text)
}

/// Below which offsets records are to be deleted.
fn offsets(text: &str) -> Result<Vec<(TopicPartition, Offset)>, Stop> {
    let operation = |text: &str| failed("org.apache.kafka.tools.AdminOperationException", text);
    let file = Json::read(text).map_err(|_| operation("The input string is not a valid JSON"))?;
    let fields = object(&file)?;
    let version = match Json::field(fields, "version") {
        Some(version) => number::<i32>(version, "`Integer` value")?,
        None => 1,
    };
    if version != 1 {
        let version = version.to_string();
        let text = ["Not supported version field value ", &version].concat();
        return Err(operation(&text));
    }
    let partitions = Json::field(fields, "partitions");
    let partitions = partitions.ok_or_else(|| operation("Missing partitions field"))?;
    let Json::List(partitions) = partitions else {
        return Err(unexpected("JSON array", partitions));
    };
    let mut asked: Vec<(TopicPartition, Offset)> = Vec::new();
    let mut twice: Vec<TopicPartition> = Vec::new();
    for partition in partitions {
        let fields = object(partition)?;
        let topic = required(fields, "topic")?;
        let Json::Text(topic) = topic else {
            return Err(unexpected("`String` value", topic));
        };
        let number_of = number::<i32>(required(fields, "partition")?, "`Integer` value")?;
        let offset = number::<i64>(required(fields, "offset")?, "`Long` value")?;
        let partition = TopicPartition::new(topic.as_str(), number_of);
        let known = asked.iter().any(|(known, _)| *known == partition);
        match known {
            true if twice.contains(&partition) => {}
            true => twice.push(partition),
            false => asked.push((partition, offset)),
        }
    }
    if twice.is_empty() {
        return Ok(asked);
    }
    let twice = java::hash_map_order(twice, java::topic_partition_hash, java::DEFAULT_CAPACITY);
    let twice: Vec<String> = twice.iter().map(ToString::to_string).collect();
    let text = [
        "Offset json file contains duplicate topic partitions: ",
        &twice.join(","),
    ];
    let class = "org.apache.kafka.tools.AdminCommandFailedException";
    Err(failed(class, &text.concat()))
}

fn object(value: &Json) -> Result<&[(String, Json)], Stop> {
    match value {
        Json::Object(fields) => Ok(fields),
        other => Err(unexpected("JSON object", other)),
    }
}

fn required<'a>(fields: &'a [(String, Json)], name: &str) -> Result<&'a Json, Stop> {
    Json::field(fields, name).ok_or_else(|| {
        let text = ["No such field exists: `", name, "`"].concat();
        failed("com.fasterxml.jackson.databind.JsonMappingException", &text)
    })
}

fn number<T: std::str::FromStr>(value: &Json, what: &str) -> Result<T, Stop> {
    let number = match value {
        Json::Whole(text) => text.parse().ok(),
        _ => None,
    };
    number.ok_or_else(|| unexpected(what, value))
}

/// What became of each partition.
fn print(io: &mut Io<'_>, asked: &[(TopicPartition, Offset)], outcome: &Outcome) {
    let (deleted, others) = match outcome {
        Outcome::Partly(deleted, others) => (&**deleted, Some(others)),
        Outcome::Threw(others) => (outcome, Some(others)),
        _ => (outcome, None),
    };
    let deleted = match deleted {
        Outcome::DeletedRecords(deleted) => deleted.as_slice(),
        _ => &[],
    };
    for (partition, _) in asked {
        let mut deleted = deleted.iter();
        let deleted = deleted.find(|deleted| deleted.partition == *partition);
        let said = match (deleted, others) {
            (Some(deleted), _) if deleted.error.is_none() => {
                ["low_watermark: ", &deleted.low_watermark.to_string()].concat()
            }
            (Some(deleted), _) => error(&Throwable::from(&of_deleted(deleted))),
            (None, Some(others)) => error(&Throwable::from(others)),
            (None, None) => continue,
        };
        let line = ["partition: ", &partition.to_string(), "\t", &said];
        io.println(&line.concat());
    }
}

fn error(throwable: &Throwable) -> String {
    ["error: ", &throwable.to_string()].concat()
}
