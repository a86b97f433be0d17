//! The options of `kafka-configs`, what they name, and which go together.
//!
//! Source: `ConfigCommand.ConfigCommandOptions`.

use super::super::client_settings::{BOOTSTRAP_SERVER, COMMAND_CONFIG};
use crate::options::{self, exclusive, Given, Meaning, OptionSpec, Value, HELP, VERSION};
use crate::script::Io;
use crate::throwable::{Stop, Throwable};

pub(super) const ALTER: &str = "alter";
pub(super) const DESCRIBE: &str = "describe";
pub(super) const ALL: &str = "all";
pub(super) const ADD_CONFIG: &str = "add-config";
pub(super) const ADD_CONFIG_FILE: &str = "add-config-file";
pub(super) const DELETE_CONFIG: &str = "delete-config";
const ENTITY_TYPE: &str = "entity-type";
const ENTITY_NAME: &str = "entity-name";
const ENTITY_DEFAULT: &str = "entity-default";
const BOOTSTRAP_CONTROLLER: &str = "bootstrap-controller";

pub(super) const TOPICS: &str = "topics";
pub(super) const BROKERS: &str = "brokers";
pub(super) const GROUPS: &str = "groups";
pub(super) const CLIENT_METRICS: &str = "client-metrics";
pub(super) const BROKER_LOGGERS: &str = "broker-loggers";
const CLIENTS: &str = "clients";
const USERS: &str = "users";
const IPS: &str = "ips";

/// The types of what has settings.
const TYPES: [&str; 8] = [
    TOPICS,
    CLIENTS,
    USERS,
    BROKERS,
    IPS,
    CLIENT_METRICS,
    GROUPS,
    BROKER_LOGGERS,
];

/// Types whose defaults can be named, too.
const WITH_DEFAULTS: [&str; 4] = [USERS, CLIENTS, BROKERS, IPS];

/// Options that name a thing with its type.
const NAMED: [(&str, &str); 8] = [
    ("topic", TOPICS),
    ("client", CLIENTS),
    ("user", USERS),
    ("broker", BROKERS),
    ("broker-logger", BROKER_LOGGERS),
    ("ip", IPS),
    ("client-metrics", CLIENT_METRICS),
    ("group", GROUPS),
];

/// Options that name the defaults of a type.
const DEFAULTS: [(&str, &str); 4] = [
    ("client-defaults", CLIENTS),
    ("user-defaults", USERS),
    ("broker-defaults", BROKERS),
    ("ip-defaults", IPS),
];

const NO_QUOTAS: Meaning = Meaning::Refused("this cluster has no quotas and no passwords");

const TEXT: Value = Value::Required("String");

pub(super) const ABOUT: &str = "This tool helps to manipulate and describe entity config for a topic, client, user, broker, ip, client-metrics or group";

pub(super) const OPTIONS: &[OptionSpec] = &[
    OptionSpec::new(
        ADD_CONFIG,
        TEXT,
        "With --alter: settings to set, k1=v1,k2=[v2,v3]; brackets are around values with commas.",
    ),
    OptionSpec::new(
        ADD_CONFIG_FILE,
        TEXT,
        "With --alter: a file with settings to set.",
    ),
    OptionSpec::new(
        ALL,
        Value::None,
        "With --describe: also what is not set for the thing itself.",
    ),
    OptionSpec::new(ALTER, Value::None, "Changes settings."),
    OptionSpec::new(
        BOOTSTRAP_CONTROLLER,
        Value::Required("String: controller to connect to"),
        "Where the controllers are.",
    )
    .meaning(Meaning::Accepted("the broker is the controller, too")),
    OptionSpec::new(
        BOOTSTRAP_SERVER,
        Value::Required("String: server to connect to"),
        "Where the cluster is. Every address is this one.",
    ),
    OptionSpec::new("broker", TEXT, "A broker, by its id."),
    OptionSpec::new("broker-defaults", Value::None, "All brokers."),
    OptionSpec::new("broker-logger", TEXT, "A broker's logging.")
        .meaning(Meaning::Refused("the broker writes no log")),
    OptionSpec::new("client", TEXT, "A client id.").meaning(NO_QUOTAS),
    OptionSpec::new("client-defaults", Value::None, "All clients.").meaning(NO_QUOTAS),
    OptionSpec::new(
        "client-metrics",
        TEXT,
        "A subscription to the metrics of clients.",
    )
    .meaning(Meaning::Refused("nobody collects metrics of clients")),
    OptionSpec::new(
        COMMAND_CONFIG,
        Value::Required("String: command config property file"),
        "A file with settings of the admin client.",
    ),
    OptionSpec::new(
        DELETE_CONFIG,
        TEXT,
        "With --alter: settings to take back, with commas between them.",
    ),
    OptionSpec::new(DESCRIBE, Value::None, "Shows settings."),
    OptionSpec::new(
        ENTITY_DEFAULT,
        Value::None,
        "All things of the type: clients, users, brokers or ips.",
    ),
    OptionSpec::new(ENTITY_NAME, TEXT, "Which one of its type."),
    OptionSpec::new(
        ENTITY_TYPE,
        TEXT,
        "What has the settings: topics, brokers, groups, or others that are not here.",
    ),
    OptionSpec::new("group", TEXT, "A group."),
    HELP,
    OptionSpec::new("ip", TEXT, "An address.").meaning(NO_QUOTAS),
    OptionSpec::new("ip-defaults", Value::None, "All addresses.").meaning(NO_QUOTAS),
    OptionSpec::new("topic", TEXT, "A topic."),
    OptionSpec::new("user", TEXT, "A user.").meaning(NO_QUOTAS),
    OptionSpec::new("user-defaults", Value::None, "All users.").meaning(NO_QUOTAS),
    VERSION,
];

/// What is meant, by types and names. An empty name stands for the defaults.
#[derive(Debug)]
pub(super) struct Entities {
    pub(super) types: Vec<String>,
    pub(super) names: Vec<String>,
}

impl Entities {
    fn read(given: &Given) -> Result<Self, Stop> {
        let types = given.values(ENTITY_TYPE).map(ToString::to_string);
        let mut types: Vec<String> = types.collect();
        let flags = NAMED.iter().chain(&DEFAULTS);
        let flags = flags.filter(|(flag, _)| given.has(flag));
        types.extend(flags.map(|(_, name)| (*name).to_owned()));
        let mut names = Vec::new();
        for (option, value) in given.in_order() {
            match (option, value) {
                (ENTITY_NAME, Some(name)) => names.push(name.to_string()),
                (ENTITY_DEFAULT, _) => names.push(String::new()),
                _ => {}
            }
        }
        for (flag, _) in NAMED {
            if let Some(name) = given.value(flag)? {
                names.push(name.to_string());
            }
        }
        let defaults = DEFAULTS.iter().filter(|(flag, _)| given.has(flag));
        names.extend(defaults.map(|_| String::new()));
        Ok(Entities { types, names })
    }

    fn has(&self, name: &str) -> bool {
        self.types.iter().any(|each| each == name)
    }

    fn is_one_of(&self, types: &[&str]) -> bool {
        types.iter().any(|name| self.has(name))
    }
}

fn illegal<T>(parts: &[&str]) -> Result<T, Stop> {
    Err(Throwable::java("IllegalArgumentException", parts.concat()).into())
}

/// Ends the program where options do not go together; what is meant otherwise.
pub(super) fn check(io: &mut Io<'_>, given: &Given) -> Result<Entities, Stop> {
    if io.args().is_empty() {
        return Err(options::usage(io, OPTIONS, ABOUT));
    }
    options::help_or_version(io, OPTIONS, given, ABOUT)?;
    if given.has(ALTER) == given.has(DESCRIBE) {
        let text = "Command must include exactly one action: --describe, --alter";
        return Err(options::usage(io, OPTIONS, text));
    }
    exclusive(io, OPTIONS, given, DESCRIBE, &[ADD_CONFIG, DELETE_CONFIG])?;
    let entities = Entities::read(given)?;
    check_types(given, &entities)?;
    check_names(given, &entities)?;
    let has_name = entities.names.iter().any(|name| !name.is_empty());
    if given.has(DESCRIBE) {
        check_describe(given, &entities, has_name)?;
    } else {
        check_alter(given, &entities, has_name)?;
    }
    Ok(entities)
}

fn check_types(given: &Given, entities: &Entities) -> Result<(), Stop> {
    let types = &entities.types;
    let repeated = types.iter().enumerate();
    let repeated = repeated.filter(|(at, name)| types[..*at].contains(name));
    let repeated: Vec<&str> = repeated.map(|(_, name)| name.as_str()).collect();
    if !repeated.is_empty() {
        let list = repeated.join(",");
        return illegal(&["Duplicate entity type(s) specified: ", &list]);
    }
    if !given.has(BOOTSTRAP_SERVER) && !given.has(BOOTSTRAP_CONTROLLER) {
        return illegal(&[
            "Either --bootstrap-server or --bootstrap-controller must be specified.",
        ]);
    }
    let mut unknown = types.iter().filter(|name| !TYPES.contains(&name.as_str()));
    if let Some(name) = unknown.next() {
        return illegal(&[
            "Invalid entity type ",
            name,
            ", the entity type must be one of ",
            &TYPES.join(", "),
            " with a --bootstrap-server or --bootstrap-controller argument",
        ]);
    }
    match types.len() {
        0 => illegal(&["At least one entity type must be specified"]),
        1 => Ok(()),
        2 if entities.has(USERS) && entities.has(CLIENTS) => Ok(()),
        _ => illegal(&["Only 'users' and 'clients' entity types may be specified together"]),
    }
}

fn check_names(given: &Given, entities: &Entities) -> Result<(), Stop> {
    let general = [ENTITY_NAME, ENTITY_TYPE, ENTITY_DEFAULT];
    let mut special = NAMED.iter().chain(&DEFAULTS);
    if general.iter().any(|name| given.has(name)) && special.any(|(flag, _)| given.has(flag)) {
        return illegal(&["--entity-{type,name,default} should not be used in conjunction with specific entity flags"]);
    }
    if given.has(BOOTSTRAP_SERVER) && given.has(BOOTSTRAP_CONTROLLER) {
        return illegal(&[
            "Only one of --bootstrap-server or --bootstrap-controller can be specified",
        ]);
    }
    if !entities.is_one_of(&[BROKERS, BROKER_LOGGERS]) {
        return Ok(());
    }
    for option in [ENTITY_NAME, "broker", "broker-logger"] {
        let Some(id) = given.value(option)? else {
            continue;
        };
        if id.parse::<i32>().is_err() {
            return illegal(&[
                "The entity name for ",
                &entities.types[0],
                " must be a valid integer broker id, but it is: ",
                id,
            ]);
        }
    }
    Ok(())
}

fn check_describe(given: &Given, entities: &Entities, has_name: bool) -> Result<(), Stop> {
    let types = entities.types.join(",");
    if !entities.is_one_of(&WITH_DEFAULTS) && given.has(ENTITY_DEFAULT) {
        return illegal(&[
            "--entity-default must not be specified with --describe of ",
            &types,
        ]);
    }
    if entities.has(BROKER_LOGGERS) && !has_name {
        return illegal(&[
            "An entity name must be specified with --describe of ",
            &types,
        ]);
    }
    Ok(())
}

fn check_alter(given: &Given, entities: &Entities, has_name: bool) -> Result<(), Stop> {
    let has_default = entities.names.iter().any(String::is_empty);
    if entities.is_one_of(&WITH_DEFAULTS) {
        if !has_name && !has_default {
            return illegal(&["An entity-name or default entity must be specified with --alter of users, clients, brokers or ips"]);
        }
    } else if !has_name {
        let types = entities.types.join(",");
        return illegal(&["An entity name must be specified with --alter of ", &types]);
    }
    let (add, file) = (given.has(ADD_CONFIG), given.has(ADD_CONFIG_FILE));
    if add && file {
        return illegal(&["Only one of --add-config or --add-config-file must be specified"]);
    }
    if !add && !file && !given.has(DELETE_CONFIG) {
        return illegal(&["At least one of --add-config, --add-config-file, or --delete-config must be specified with --alter"]);
    }
    Ok(())
}
