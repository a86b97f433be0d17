//! `kafka-get-offsets`.
//!
//! Source: `org.apache.kafka.tools.GetOffsetShell`.

mod filter;

use super::client_settings::{self, BOOTSTRAP_SERVER, COMMAND_CONFIG};
use super::described::described;
use super::{Runs, Tool};
use crate::options::{self, Given, OptionSpec, Value, HELP, VERSION};
use crate::process::ExitStatus;
use crate::script::{Io, Pause};
use crate::throwable::{Stop, Throwable};
use client::call::AdminCall;
use client::outcome::{of_listed, Outcome};
use filter::Filter;
use protocol::api::{
    EARLIEST_LOCAL_TIMESTAMP, EARLIEST_PENDING_UPLOAD_TIMESTAMP, EARLIEST_TIMESTAMP,
    LATEST_TIERED_TIMESTAMP, LATEST_TIMESTAMP, MAX_TIMESTAMP,
};
use protocol::record::{Millis, Offset};
use protocol::sort::sort_by;
use protocol::topic_partition::TopicPartition;

const ABOUT: &str = "An interactive shell for getting topic-partition offsets.";

/// The exception of the tools whose text says it all.
const TERSE: &str = "org.apache.kafka.tools.TerseException";

const TOPIC: &str = "topic";
const PARTITIONS: &str = "partitions";
const TOPIC_PARTITIONS: &str = "topic-partitions";
const TIME: &str = "time";
const EXCLUDE_INTERNAL: &str = "exclude-internal-topics";

/// The tool.
pub(super) static TOOL: Tool = Tool {
    name: "kafka-get-offsets",
    about: ABOUT,
    options: OPTIONS,
    examples: &[
        "kafka-get-offsets --bootstrap-server localhost:9092 --topic orders",
        "kafka-get-offsets --bootstrap-server localhost:9092 --topic orders --time earliest",
        "kafka-get-offsets --bootstrap-server localhost:9092 --topic-partitions orders:0,payments:1-",
    ],
    runs: Runs::Script(main),
};

const OPTIONS: &[OptionSpec] = &[
    OptionSpec::new(
        BOOTSTRAP_SERVER,
        Value::Required("HOST1:PORT1,...,HOST3:PORT3"),
        "Where the cluster is. Every address is this one.",
    ),
    OptionSpec::new(
        COMMAND_CONFIG,
        Value::Required("String: config file"),
        "A file with settings of the admin client.",
    ),
    OptionSpec::new(
        EXCLUDE_INTERNAL,
        Value::None,
        "Without Kafka's own topics.",
    ),
    HELP,
    OptionSpec::new(
        PARTITIONS,
        Value::Required("String: partition ids"),
        "Only these partitions, with commas between them.",
    ),
    OptionSpec::new(
        TIME,
        Value::Required("String: timestamp or name"),
        "Which offset: that of the first record which is not older than a timestamp, or one of latest (-1), earliest (-2), max-timestamp (-3), earliest-local (-4), latest-tiered (-5), earliest-pending-upload (-6). Without it: latest.",
    ),
    OptionSpec::new(
        TOPIC,
        Value::Required("String: topic"),
        "Only topics that match this regular expression.",
    ),
    OptionSpec::new(
        TOPIC_PARTITIONS,
        Value::Required("String: topic1:1,topic2:0-3,topic3,topic4:5-,topic5:-3"),
        "Only these partitions of these topics.",
    ),
    VERSION,
];

fn terse(parts: &[&str]) -> Throwable {
    Throwable::new(TERSE, parts.concat())
}

fn main(io: &mut Io<'_>) -> Result<ExitStatus, Pause> {
    let ended = execute(io);
    Stop::settled(ended, |throwable| {
        let text = ["Error occurred: ", throwable.text()];
        io.eprintln(&text.concat());
        if throwable.class != TERSE {
            throwable.print(io);
            io.eprint("\n");
        }
        1
    })
}

fn execute(io: &mut Io<'_>) -> Result<(), Stop> {
    if io.args().is_empty() {
        return usage(io, ABOUT);
    }
    let given = Given::read(OPTIONS, io.args()).map_err(|refused| terse(&[&refused]))?;
    check(io, &given)?;
    let value = |name: &'static str| given.value(name);
    if given.has(TOPIC_PARTITIONS) && (given.has(TOPIC) || given.has(PARTITIONS)) {
        let text = "--topic-partitions cannot be used with --topic or --partitions";
        return Err(terse(&[text]).into());
    }
    let time = time(value(TIME)?.map_or("latest", |time| time))?;
    let filter = match value(TOPIC_PARTITIONS)? {
        Some(rules) => Filter::of_rules(rules)?,
        None => {
            let topic = value(TOPIC)?.map(|topic| &**topic);
            let partitions = value(PARTITIONS)?.map(|partitions| &**partitions);
            Filter::of_topic(topic, partitions)?
        }
    };
    let settings = client_settings::read(&given, io.files())?;
    client_settings::check(&settings)?;
    let partitions = partitions(io, &filter, given.has(EXCLUDE_INTERNAL))?;
    if partitions.is_empty() {
        let text = "Could not match any topic-partitions with the specified filters";
        return Err(terse(&[text]).into());
    }
    let asked = partitions.iter().map(|partition| (partition.clone(), time));
    let outcome = io.admin(AdminCall::ListOffsets(asked.collect()))?;
    print(io, &partitions, &outcome);
    Ok(())
}

fn usage<T>(io: &mut Io<'_>, why: &str) -> Result<T, Stop> {
    Err(options::usage(io, OPTIONS, why))
}

fn check(io: &mut Io<'_>, given: &Given) -> Result<(), Stop> {
    options::help_or_version(io, OPTIONS, given, ABOUT)?;
    let Some(servers) = given.value(BOOTSTRAP_SERVER)? else {
        return usage(io, "Missing required argument \"[bootstrap-server]\"");
    };
    if servers.trim().is_empty() {
        return usage(io, "Error while validating the bootstrap address\n");
    }
    let servers: Vec<&str> = super::words::split(servers, ',');
    let valid = servers
        .iter()
        .all(|server| client_settings::port(server).is_some());
    match valid && !servers.is_empty() {
        true => Ok(()),
        false => usage(
            io,
            "Please provide valid host:port like host1:9091,host2:9092\n",
        ),
    }
}

/// What is looked for in each partition.
fn time(text: &str) -> Result<Millis, Throwable> {
    Ok(match text {
        "earliest" => EARLIEST_TIMESTAMP,
        "latest" => LATEST_TIMESTAMP,
        "max-timestamp" => MAX_TIMESTAMP,
        "earliest-local" => EARLIEST_LOCAL_TIMESTAMP,
        "latest-tiered" => LATEST_TIERED_TIMESTAMP,
        "earliest-pending-upload" => EARLIEST_PENDING_UPLOAD_TIMESTAMP,
        text => text.parse().map_err(|_| {
            terse(&[
                "Malformed time argument ",
                text,
                ". Please use -1 or latest / -2 or earliest / -3 or max-timestamp / -4 or earliest-local / -5 or latest-tiered / -6 or earliest-pending-upload, or a specified long format timestamp",
            ])
        })?,
    })
}

/// The partitions that are meant, of all that there are.
fn partitions(
    io: &mut Io<'_>,
    filter: &Filter,
    without_internal: bool,
) -> Result<Vec<TopicPartition>, Stop> {
    let outcome = io.admin(AdminCall::ListTopics(!without_internal))?;
    let Outcome::Topics(topics) = &*outcome else {
        return Err(Throwable::from(&*outcome).of_future().into());
    };
    let topics = topics.iter().filter(|topic| filter.includes(topic));
    let described = described(io, topics.cloned().collect()).map_err(|stop| match stop {
        Stop::Threw(throwable) => Stop::Threw(throwable.of_future()),
        other => other,
    })?;
    let mut partitions = Vec::new();
    for topic in described {
        for partition in &topic.partitions {
            if filter.includes_partition(&topic.name, partition.partition) {
                partitions.push(TopicPartition::new(topic.name.clone(), partition.partition));
            }
        }
    }
    Ok(partitions)
}

/// Prints what was found, sorted by the names of the partitions as texts.
fn print(io: &mut Io<'_>, partitions: &[TopicPartition], outcome: &Outcome) {
    let (listed, others) = match outcome {
        Outcome::Partly(listed, others) => (&**listed, Some(others)),
        Outcome::Threw(others) => (outcome, Some(others)),
        _ => (outcome, None),
    };
    let listed = match listed {
        Outcome::ListedOffsets(listed) => listed.as_slice(),
        _ => &[],
    };
    let mut found: Vec<(String, &TopicPartition, Offset)> = Vec::new();
    for partition in partitions {
        let mut listed = listed.iter();
        let listed = listed.find(|listed| listed.partition == *partition);
        let exception = match listed {
            Some(listed) if listed.error.is_none() => {
                if listed.offset >= 0 {
                    found.push((partition.to_string(), partition, listed.offset));
                }
                continue;
            }
            Some(listed) => of_listed(listed),
            None => match others {
                Some(others) => others.clone(),
                None => continue,
            },
        };
        let text = [
            "Skip getting offsets for topic-partition ",
            &partition.to_string(),
            " due to error: ",
            &Throwable::from(&exception).to_string(),
        ];
        io.eprintln(&text.concat());
    }
    sort_by(&mut found, |(a, ..), (b, ..)| a.cmp(b));
    for (_, partition, offset) in found {
        let (number, offset) = (partition.partition.to_string(), offset.to_string());
        io.println(&[&*partition.topic, &number, &offset].join(":"));
    }
}
