//! The options of `kafka-topics`, and which of them go together.
//!
//! Source: `TopicCommand.TopicCommandOptions`.

use super::super::client_settings::{BOOTSTRAP_SERVER, COMMAND_CONFIG};
use crate::options::{self, exclusive, Given, Meaning, OptionSpec, Value, HELP, VERSION};
use crate::script::Io;
use crate::throwable::{Stop, Throwable};

pub(super) const CREATE: &str = "create";
pub(super) const ALTER: &str = "alter";
pub(super) const LIST: &str = "list";
pub(super) const DESCRIBE: &str = "describe";
pub(super) const DELETE: &str = "delete";
pub(super) const TOPIC: &str = "topic";
pub(super) const TOPIC_ID: &str = "topic-id";
pub(super) const PARTITIONS: &str = "partitions";
pub(super) const REPLICATION_FACTOR: &str = "replication-factor";
pub(super) const REPLICA_ASSIGNMENT: &str = "replica-assignment";
pub(super) const CONFIG: &str = "config";
pub(super) const IF_EXISTS: &str = "if-exists";
pub(super) const IF_NOT_EXISTS: &str = "if-not-exists";
pub(super) const EXCLUDE_INTERNAL: &str = "exclude-internal";
pub(super) const UNDER_REPLICATED: &str = "under-replicated-partitions";
pub(super) const UNAVAILABLE: &str = "unavailable-partitions";
pub(super) const UNDER_MIN_ISR: &str = "under-min-isr-partitions";
pub(super) const AT_MIN_ISR: &str = "at-min-isr-partitions";
pub(super) const WITH_OVERRIDES: &str = "topics-with-overrides";
const DELETE_CONFIG: &str = "delete-config";

const ACTIONS: [&str; 5] = [ALTER, CREATE, DESCRIBE, LIST, DELETE];

/// Options of `--describe` that show partitions only.
pub(super) const REPORTS: [&str; 4] = [UNDER_REPLICATED, UNDER_MIN_ISR, AT_MIN_ISR, UNAVAILABLE];

/// The actions beside which an option may stand, in the order in which Kafka
/// looks.
const ALLOWED: [(&str, &[&str]); 4] = [
    (CONFIG, &[ALTER, CREATE]),
    (PARTITIONS, &[ALTER, CREATE]),
    (REPLICATION_FACTOR, &[CREATE]),
    (REPLICA_ASSIGNMENT, &[ALTER, CREATE]),
];

/// The same, of those that come after the reports.
const ALLOWED_LAST: [(&str, &[&str]); 3] = [
    (IF_EXISTS, &[ALTER, DELETE, DESCRIBE]),
    (IF_NOT_EXISTS, &[CREATE]),
    (EXCLUDE_INTERNAL, &[LIST, DESCRIBE]),
];

const USE_CONFIGS: &str = " (To alter topic configurations, the kafka-configs tool can be used.)";

pub(super) const ABOUT: &str = "This tool helps to create, delete, describe, or change a topic.";

pub(super) const OPTIONS: &[OptionSpec] = &[
    OptionSpec::new(ALTER, Value::None, "Adds partitions to topics."),
    OptionSpec::new(
        AT_MIN_ISR,
        Value::None,
        "With --describe: only partitions with exactly as many replicas in sync as there have to be.",
    ),
    OptionSpec::new(
        BOOTSTRAP_SERVER,
        Value::Required("String: server to connect to"),
        "Where the cluster is. Every address is this one.",
    ),
    OptionSpec::new(
        COMMAND_CONFIG,
        Value::Required("String: command config property file"),
        "A file with settings of the admin client.",
    ),
    OptionSpec::new(
        CONFIG,
        Value::Required("String: name=value"),
        "With --create: a setting of the topic; may be given several times.",
    ),
    OptionSpec::new(CREATE, Value::None, "Creates a topic."),
    OptionSpec::new(DELETE, Value::None, "Deletes topics."),
    OptionSpec::new(
        DELETE_CONFIG,
        Value::Required("String: name"),
        "Does nothing any more.",
    ),
    OptionSpec::new(DESCRIBE, Value::None, "Shows topics and their partitions."),
    OptionSpec::new(
        EXCLUDE_INTERNAL,
        Value::None,
        "With --list and --describe: without Kafka's own topics.",
    ),
    HELP,
    OptionSpec::new(
        IF_EXISTS,
        Value::None,
        "With --alter, --delete and --describe: no error if there is no such topic.",
    ),
    OptionSpec::new(
        IF_NOT_EXISTS,
        Value::None,
        "With --create: no error if the topic is there already.",
    ),
    OptionSpec::new(LIST, Value::None, "Lists topics."),
    OptionSpec::new(
        "partition-size-limit-per-response",
        Value::Required("Integer: maximum number of partitions per response"),
        "How many partitions the broker may tell at once.",
    )
    .meaning(Meaning::Accepted("one answer has room for all partitions")),
    OptionSpec::new(
        PARTITIONS,
        Value::Required("Integer: # of partitions"),
        "How many partitions the topic is to have. More partitions later change where keys go.",
    ),
    OptionSpec::new(
        REPLICA_ASSIGNMENT,
        Value::Required("String: broker_id_for_part1_replica1 : broker_id_for_part1_replica2 , broker_id_for_part2_replica1 , ..."),
        "Which brokers have each partition.",
    ),
    OptionSpec::new(
        REPLICATION_FACTOR,
        Value::Required("Integer: replication factor"),
        "How many brokers have each partition.",
    ),
    OptionSpec::new(
        TOPIC,
        Value::Required("String: topic"),
        "The topic; a regular expression but for --create.",
    ),
    OptionSpec::new(
        TOPIC_ID,
        Value::Required("String: topic-id"),
        "With --describe: the topic's id.",
    ),
    OptionSpec::new(
        WITH_OVERRIDES,
        Value::None,
        "With --describe: only topics that have a setting which is not Kafka's default.",
    ),
    OptionSpec::new(
        UNAVAILABLE,
        Value::None,
        "With --describe: only partitions that nobody leads.",
    ),
    OptionSpec::new(
        UNDER_MIN_ISR,
        Value::None,
        "With --describe: only partitions with fewer replicas in sync than there have to be.",
    ),
    OptionSpec::new(
        UNDER_REPLICATED,
        Value::None,
        "With --describe: only partitions of which a replica is not in sync.",
    ),
    VERSION,
];

fn usage<T>(io: &mut Io<'_>, why: &str) -> Result<T, Stop> {
    Err(options::usage(io, OPTIONS, why))
}

/// Ends the program where options do not go together.
pub(super) fn check(io: &mut Io<'_>, given: &Given) -> Result<(), Stop> {
    if io.args().is_empty() {
        return usage(io, "Create, delete, describe, or change a topic.");
    }
    options::help_or_version(io, OPTIONS, given, ABOUT)?;
    if ACTIONS.iter().filter(|action| given.has(action)).count() != 1 {
        return usage(io, "Command must include exactly one action: --list, --describe, --create, --alter or --delete");
    }
    if given.has(DELETE_CONFIG) {
        io.eprintln("delete-config option is no longer supported and deprecated since version 4.0. The config will be fully removed in future releases.");
    }
    check_required(io, given)?;
    check_invalid(io, given)
}

fn check_required(io: &mut Io<'_>, given: &Given) -> Result<(), Stop> {
    if !given.has(BOOTSTRAP_SERVER) {
        let text = "--bootstrap-server must be specified";
        return Err(Throwable::java("IllegalArgumentException", text).into());
    }
    if given.has(DESCRIBE) && given.has(IF_EXISTS) {
        match (given.has(TOPIC), given.has(TOPIC_ID)) {
            (false, false) => {
                return usage(io, "--topic or --topic-id is required to describe a topic");
            }
            (true, true) => io.println("Only topic id will be used when both --topic and --topic-id are specified and topicId is not Uuid.ZERO_UUID"),
            _ => {}
        }
    }
    let mut required = |name: &str| match given.has(name) {
        true => Ok(()),
        false => usage(io, &["Missing required argument \"[", name, "]\""].concat()),
    };
    if !given.has(LIST) && !given.has(DESCRIBE) {
        required(TOPIC)?;
    }
    if given.has(ALTER) {
        if given.has(CONFIG) {
            let text = "Option combination \"[[config], [bootstrap-server]]\" can't be used with option \"[alter]\"";
            return usage(io, &[text, USE_CONFIGS].concat());
        }
        required(PARTITIONS)?;
    }
    Ok(())
}

/// Ends the program where an option stands beside an action other than these,
/// or beside one of `more`.
fn only_beside(
    io: &mut Io<'_>,
    given: &Given,
    used: &str,
    actions: &[&str],
    more: &[&str],
) -> Result<(), Stop> {
    let others = ACTIONS.iter().filter(|action| !actions.contains(action));
    let others: Vec<&str> = others.chain(more).copied().collect();
    exclusive(io, OPTIONS, given, used, &others)
}

fn check_invalid(io: &mut Io<'_>, given: &Given) -> Result<(), Stop> {
    for (used, actions) in ALLOWED {
        only_beside(io, given, used, actions, &[])?;
    }
    if given.has(CREATE) {
        let others = [PARTITIONS, REPLICATION_FACTOR];
        exclusive(io, OPTIONS, given, REPLICA_ASSIGNMENT, &others)?;
    }
    for report in REPORTS {
        only_beside(io, given, report, &[DESCRIBE], &[WITH_OVERRIDES])?;
    }
    only_beside(io, given, WITH_OVERRIDES, &[DESCRIBE], &REPORTS)?;
    for (used, actions) in ALLOWED_LAST {
        only_beside(io, given, used, actions, &[])?;
    }
    Ok(())
}
