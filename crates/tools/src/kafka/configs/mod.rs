//! `kafka-configs`: settings of topics, brokers and groups.
//!
//! Source: `kafka.admin.ConfigCommand`.

mod alter;
mod describe;
mod options;

use super::client_settings::{self, BOOTSTRAP_SERVER};
use super::{Runs, Tool};
use crate::options::Given;
use crate::process::ExitStatus;
use crate::script::{Io, Pause};
use crate::throwable::{Stop, Throwable};
use options::{
    Entities, ABOUT, ALTER, BROKERS, BROKER_LOGGERS, CLIENT_METRICS, GROUPS, OPTIONS, TOPICS,
};
use protocol::api::ResourceType;
use protocol::name::Name;

/// The tool.
pub(super) static TOOL: Tool = Tool {
    name: "kafka-configs",
    about: ABOUT,
    options: OPTIONS,
    examples: &[
        "kafka-configs --bootstrap-server localhost:9092 --describe --topic orders",
        "kafka-configs --bootstrap-server localhost:9092 --alter --topic orders --add-config retention.ms=60000",
        "kafka-configs --bootstrap-server localhost:9092 --alter --topic orders --delete-config retention.ms",
        "kafka-configs --bootstrap-server localhost:9092 --describe --broker 1 --all",
    ],
    runs: Runs::Script(main),
};

/// Exceptions whose text is all that is said of them, with their packages.
const PLAIN: [&str; 4] = [
    "java.lang.IllegalArgumentException",
    "java.lang.NumberFormatException",
    "org.apache.kafka.common.errors.InvalidConfigurationException",
    "org.apache.kafka.common.errors.InvalidTopicException",
];

fn main(io: &mut Io<'_>) -> Result<ExitStatus, Pause> {
    let ended = execute(io);
    Stop::settled(ended, |throwable| {
        let class = throwable.class.as_str();
        if PLAIN.contains(&class) || class.starts_with("joptsimple.") {
            io.eprintln(throwable.text());
        } else {
            let args = io.args().join(" ");
            let start = "Error while executing config command with args '";
            io.eprintln(&[start, &args, "'"].concat());
            throwable.print(io);
        }
        1
    })
}

fn execute(io: &mut Io<'_>) -> Result<(), Stop> {
    let given = Given::read(OPTIONS, io.args())?;
    let entities = options::check(io, &given)?;
    connect(io, &given)?;
    let alters = given.has(ALTER);
    if alters && entities.types.len() != entities.names.len() {
        let text = "An entity name must be specified for every entity type";
        return Err(Throwable::java("IllegalArgumentException", text).into());
    }
    match (kind(&entities), alters) {
        (Some(kind), true) => alter::alter(io, &given, &entities, kind),
        (Some(kind), false) => describe::describe(io, &given, &entities, kind),
        (None, alters) => elsewhere(io, &entities, alters),
    }
}

/// Makes the admin client, as far as that can fail.
fn connect(io: &mut Io<'_>, given: &Given) -> Result<(), Stop> {
    let mut settings = client_settings::read(given, io.files())?;
    if !given.has(BOOTSTRAP_SERVER) {
        if let Some(controller) = given.value("bootstrap-controller")? {
            settings.insert(client_settings::SERVERS.into(), Name::from(&**controller));
        }
    }
    Ok(client_settings::check(&settings)?)
}

/// What has the settings, if it is something that has them here.
fn kind(entities: &Entities) -> Option<ResourceType> {
    match entities.types.first().map(String::as_str) {
        Some(TOPICS) => Some(ResourceType::Topic),
        Some(BROKERS) => Some(ResourceType::Broker),
        Some(GROUPS) => Some(ResourceType::Group),
        _ => None,
    }
}

/// Settings that nothing here has: there are none to show, and none can be
/// made.
fn elsewhere(io: &mut Io<'_>, entities: &Entities, alters: bool) -> Result<(), Stop> {
    let kind = entities.types.first().map_or("", String::as_str);
    let why = match kind {
        BROKER_LOGGERS => "the broker writes no log",
        CLIENT_METRICS => "nobody collects metrics of clients",
        _ => "this cluster has no quotas and no passwords",
    };
    if alters || kind == BROKER_LOGGERS {
        let text = [
            "kafka-configs: settings of ",
            kind,
            " are not here: ",
            why,
            ".",
        ];
        io.eprintln(&text.concat());
        return Err(Stop::Exited(1));
    }
    if kind == CLIENT_METRICS {
        if let Some(name) = entities.names.first() {
            io.println(&describe::missing(kind, name));
        }
    }
    Ok(())
}

/// A type's name for one thing of it.
fn one_of(kind: &str) -> &str {
    let mut chars = kind.chars();
    chars.next_back();
    chars.as_str()
}
