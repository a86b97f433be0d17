//! The options of the console consumer.

use crate::options::{OptionSpec, Value, HELP, VERSION};

pub(super) const ABOUT: &str =
    "This tool helps to read data from Kafka topics and outputs it to standard output.";

const CLASS: Value = Value::Required("String: class");
const FILE: Value = Value::Required("String: file");
const PROPERTY: Value = Value::Required("String: key=value");

pub(super) const OPTIONS: &[OptionSpec] = &[
    OptionSpec::new(
        "bootstrap-server",
        Value::Required("String: host:port"),
        "Where the cluster is.",
    ),
    OptionSpec::new(
        "command-config",
        FILE,
        "A file with settings of the consumer.",
    ),
    OptionSpec::new(
        "command-property",
        PROPERTY,
        "A setting of the consumer; it goes before the same one in a file.",
    ),
    OptionSpec::new(
        "consumer-property",
        PROPERTY,
        "Deprecated: say --command-property.",
    ),
    OptionSpec::new(
        "consumer.config",
        FILE,
        "Deprecated: say --command-config.",
    ),
    OptionSpec::new(
        "enable-systest-events",
        Value::None,
        "Says so when it has shut down; it is for Kafka's own tests.",
    ),
    OptionSpec::new(
        "formatter",
        CLASS,
        "What prints the records: a class of org.apache.kafka.tools.consumer, such as OffsetsMessageFormatter.",
    ),
    OptionSpec::new(
        "formatter-config",
        FILE,
        "A file with properties of the formatter.",
    ),
    OptionSpec::new(
        "formatter-property",
        PROPERTY,
        "What is printed: print.timestamp, print.partition, print.offset, print.headers, print.key, print.value, and key.separator, line.separator, headers.separator, null.literal, key.deserializer, value.deserializer, headers.deserializer.",
    ),
    OptionSpec::new(
        "from-beginning",
        Value::None,
        "Starts at the oldest record where the group has committed nothing.",
    ),
    OptionSpec::new(
        "group",
        Value::Required("String: group"),
        "The group; without one it has a group of its own that commits nothing.",
    ),
    HELP,
    OptionSpec::new(
        "include",
        Value::Required("String: regular expression"),
        "Reads all topics whose whole name matches.",
    ),
    OptionSpec::new(
        "isolation-level",
        Value::Required("String"),
        "read_uncommitted, or read_committed for committed records of transactions only.",
    ),
    OptionSpec::new(
        "key-deserializer",
        CLASS,
        "What makes text of keys.",
    ),
    OptionSpec::new(
        "max-messages",
        Value::Required("Integer"),
        "Ends after so many records.",
    ),
    OptionSpec::new(
        "offset",
        Value::Required("String"),
        "Where to start in the partition: a number, earliest or latest.",
    ),
    OptionSpec::new(
        "partition",
        Value::Required("Integer"),
        "Reads this partition only, and joins no group.",
    ),
    OptionSpec::new(
        "property",
        PROPERTY,
        "Deprecated: say --formatter-property.",
    ),
    OptionSpec::new(
        "skip-message-on-error",
        Value::None,
        "Goes on behind a record that cannot be printed.",
    ),
    OptionSpec::new(
        "timeout-ms",
        Value::Required("Long"),
        "Ends when no record has come for so long.",
    ),
    OptionSpec::new(
        "topic",
        Value::Required("String: topic"),
        "The topic to read.",
    ),
    OptionSpec::new(
        "value-deserializer",
        CLASS,
        "What makes text of values.",
    ),
    VERSION,
];
