//! `kafka-groups`.
//!
//! Source: `org.apache.kafka.tools.GroupsCommand`.

use super::client_settings::{self, BOOTSTRAP_SERVER, COMMAND_CONFIG};
use super::columns;
use super::{Runs, Tool};
use crate::options::{self, Given, OptionSpec, Value, HELP, VERSION};
use crate::process::ExitStatus;
use crate::script::{Io, Pause};
use crate::throwable::{Stop, Throwable};
use client::call::{AdminCall, GroupFilter};
use client::outcome::Outcome;
use protocol::api::ListedGroup;
use protocol::config::Settings;

/// The tool.
pub(super) static TOOL: Tool = Tool {
    name: "kafka-groups",
    about: ABOUT,
    options: OPTIONS,
    examples: &[
        "kafka-groups --bootstrap-server localhost:9092 --list",
        "kafka-groups --bootstrap-server localhost:9092 --list --consumer",
        "kafka-groups --bootstrap-server localhost:9092 --list --group-type classic",
    ],
    runs: Runs::Script(main),
};

/// What Kafka says above the options.
const ABOUT: &str = "This tool helps to list groups of all types.";

const GROUP_TYPE: &str = "group-type";
const PROTOCOL: &str = "protocol";
const CONSUMER: &str = "consumer";
const SHARE: &str = "share";
const STREAMS: &str = "streams";

const OPTIONS: &[OptionSpec] = &[
    OptionSpec::new(
        BOOTSTRAP_SERVER,
        Value::Required("String: server to connect to"),
        "Where the cluster is. Every address is this one.",
    )
    .required(),
    OptionSpec::new(
        COMMAND_CONFIG,
        Value::Required("String: command config property file"),
        "A file with settings of the admin client.",
    ),
    OptionSpec::new(
        CONSUMER,
        Value::None,
        "Only groups that consumers may be in: those of type consumer, and classic ones of protocol consumer or of none.",
    ),
    OptionSpec::new(
        GROUP_TYPE,
        Value::Required("String: type"),
        "Only groups of this type: classic, consumer, share or streams.",
    ),
    HELP,
    OptionSpec::new("list", Value::None, "Lists groups."),
    OptionSpec::new(
        PROTOCOL,
        Value::Required("String: protocol"),
        "Only groups whose members speak this protocol.",
    ),
    OptionSpec::new(SHARE, Value::None, "Only share groups."),
    OptionSpec::new(STREAMS, Value::None, "Only groups of Kafka Streams."),
    VERSION,
];

/// The types that groups may have.
const TYPES: [&str; 4] = ["Classic", "Consumer", "Share", "Streams"];

/// Who may not stand beside whom, in the order in which Kafka looks.
const EXCLUSIVE: [(&str, [&str; 4]); 3] = [
    (CONSUMER, [GROUP_TYPE, PROTOCOL, SHARE, STREAMS]),
    (SHARE, [CONSUMER, GROUP_TYPE, PROTOCOL, STREAMS]),
    (STREAMS, [CONSUMER, GROUP_TYPE, PROTOCOL, SHARE]),
];

fn main(io: &mut Io<'_>) -> Result<ExitStatus, Pause> {
    let ended = execute(io);
    Stop::settled(ended, |throwable| throwable.caught(io))
}

fn execute(io: &mut Io<'_>) -> Result<(), Stop> {
    let given = match Given::read(OPTIONS, io.args()) {
        Ok(given) => given,
        Err(why) => return usage(io, &why),
    };
    check(io, &given)?;
    let settings = client_settings::read(&given, io.files())?;
    match list(io, &given, &settings) {
        Err(Stop::Threw(throwable)) => {
            let text = ["Error while executing groups command : ", throwable.text()];
            io.println(&text.concat());
            Err(Stop::Exited(1))
        }
        other => other,
    }
}

fn usage<T>(io: &mut Io<'_>, why: &str) -> Result<T, Stop> {
    Err(options::usage(io, OPTIONS, why))
}

fn check(io: &mut Io<'_>, given: &Given) -> Result<(), Stop> {
    options::help_or_version(io, OPTIONS, given, ABOUT)?;
    if !given.has("list") {
        return usage(io, "Command must include exactly one action: --list.");
    }
    if given.has(GROUP_TYPE) && group_type(given)?.is_none() {
        let text = "--group-type must be a valid group type.";
        return Err(Throwable::java("IllegalArgumentException", text).into());
    }
    for (used, others) in EXCLUSIVE {
        options::exclusive(io, OPTIONS, given, used, &others)?;
    }
    Ok(())
}

/// The type of groups that is asked for, if it is one.
fn group_type(given: &Given) -> Result<Option<&'static str>, Stop> {
    let asked = given.value(GROUP_TYPE)?;
    let mut types = TYPES.into_iter();
    Ok(asked.and_then(|asked| types.find(|name| name.eq_ignore_ascii_case(asked))))
}

fn list(io: &mut Io<'_>, given: &Given, settings: &Settings) -> Result<(), Stop> {
    client_settings::check(settings)?;
    let outcome = io.admin(AdminCall::ListGroups(GroupFilter::default()))?;
    let groups = match &*outcome {
        Outcome::GroupList(groups) => groups,
        other => return Err(Throwable::from(other).into()),
    };
    let group_type = group_type(given)?;
    let protocol = given.value(PROTOCOL)?;
    let wanted = groups.iter().filter(|group| {
        let is = |name: &str| group.group_type.eq_ignore_ascii_case(name);
        let speaks = |protocol: &str| *group.protocol_type == *protocol;
        match (group_type, protocol) {
            (Some(name), None) => is(name),
            (Some(name), Some(protocol)) => is(name) && speaks(protocol),
            (None, Some(protocol)) => speaks(protocol),
            (None, None) if given.has(CONSUMER) => {
                speaks("consumer") || speaks("") || is("Consumer")
            }
            (None, None) if given.has(SHARE) => is("Share"),
            (None, None) if given.has(STREAMS) => is("Streams"),
            (None, None) => true,
        }
    });
    let rows: Vec<[&str; 3]> = wanted.map(row).collect();
    let width = columns::width(rows.iter().flatten().copied(), 20);
    let header = ["GROUP", "TYPE", "PROTOCOL"];
    io.println(&columns::row(header.map(|text| (text, width))));
    for row in rows {
        // Each item of a row has a blank after it.
        let row = columns::row(row.map(|text| (text, width)));
        io.println(&[&row, " "].concat());
    }
    Ok(())
}

fn row(group: &ListedGroup) -> [&str; 3] {
    let name = type_name(group.group_type);
    [&group.group_id, name, &group.protocol_type]
}

/// A group's type, as Kafka prints it.
pub(super) fn type_name(group_type: &str) -> &'static str {
    let mut types = TYPES.into_iter();
    let known = types.find(|name| name.eq_ignore_ascii_case(group_type));
    known.unwrap_or("Unknown")
}
