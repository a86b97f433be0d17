//! What an option of a tool takes.

use super::offered::{self, Offer};
use super::settings::{self, Tables};
use super::tool::Asked;
use super::Wish;
use protocol::config::{BROKER, CONSUMER, GROUP, PRODUCER, TOPIC};
use protocol::topic_partition::TopicPartition;

/// Properties of the format in which records are printed.
const PRINTED: &[&str] = &[
    "headers.separator",
    "key.separator",
    "line.separator",
    "null.literal",
    "print.delivery",
    "print.epoch",
    "print.headers",
    "print.key",
    "print.offset",
    "print.partition",
    "print.timestamp",
    "print.value",
];
/// Properties of the format in which records are typed.
const TYPED: &[&str] = &[
    "headers.delimiter",
    "headers.key.separator",
    "headers.separator",
    "ignore.error",
    "key.separator",
    "null.marker",
    "parse.headers",
    "parse.key",
];

/// Where a lookup by time begins.
const TIMES: &[&str] = &[
    "earliest",
    "earliest-local",
    "earliest-pending-upload",
    "latest",
    "latest-tiered",
    "max-timestamp",
];

/// What could stand as the value of an option, which begins after some letters
/// of the word.
pub(super) fn wish(asked: &Asked<'_>, option: &str, begun: usize) -> Wish {
    let state = asked.state;
    let words = |words: &[&str]| Wish::after(begun, offered::words(words));
    match option {
        "topic" => topic(asked, begun),
        "include" => Wish::after(begun, offered::topics(state)),
        "group" => Wish::after(begun, offered::groups(state)),
        "bootstrap-server" | "bootstrap-controller" | "broker-list" => words(&["localhost:9092"]),
        "topic-partitions" => {
            let after = asked.word.after_last(&[',']).unwrap_or(begun);
            Wish::after(after.max(begun), offered::partitions(state, ":"))
        }
        "partition" => partition(asked, begun),
        "partitions" if asked.tool.name == "kafka-get-offsets" => {
            let after = asked.word.after_last(&[',']).unwrap_or(begun);
            partition(asked, after.max(begun))
        }
        "offset" => offset(asked, begun),
        "to-offset" => Wish::nothing(),
        "time" => words(TIMES),
        "entity-type" => words(&["brokers", "groups", "topics"]),
        "entity-name" => entity(asked, begun),
        "broker" | "broker-logger" => Wish::after(begun, vec![broker()]),
        "config" => settings::pair(&TOPIC, asked.word, begun),
        "add-config" => settings::pairs(tables(asked), asked.word, begun),
        "delete-config" => {
            let after = asked.word.after_last(&[',']).unwrap_or(begun);
            Wish::after(after.max(begun), settings::keys(tables(asked), ""))
        }
        "producer-property" | "producer-props" | "consumer-property" | "command-property"
        | "property" | "formatter-property" | "reader-property" => property(asked, option, begun),
        "isolation-level" => words(&["read_committed", "read_uncommitted"]),
        "compression-codec" => words(&["gzip", "lz4", "none", "snappy", "zstd"]),
        "request-required-acks" => words(&["0", "1", "all"]),
        "state" => words(&[
            "CompletingRebalance",
            "Dead",
            "Empty",
            "PreparingRebalance",
            "Stable",
        ]),
        "type" => words(&["classic", "consumer"]),
        "protocol" => words(&["consumer", "connect", "share", "streams"]),
        "group-type" => words(&["classic", "consumer", "share", "streams"]),
        _ if option.ends_with("file")
            || option.ends_with("-config")
            || option.contains(".config") =>
        {
            Wish::after(begun, offered::files(state))
        }
        _ => Wish::nothing(),
    }
}

/// A topic; of a group's offsets perhaps with partitions, as in `orders:0,1`.
fn topic(asked: &Asked<'_>, begun: usize) -> Wish {
    let text = asked.word.text_from(begun);
    if asked.tool.name != "kafka-consumer-groups" {
        return Wish::after(begun, offered::topics(asked.state));
    }
    let Some((topic, _)) = text.split_once(':') else {
        return Wish::after(begun, offered::topics(asked.state));
    };
    let colon = begun + topic.chars().count() + 1;
    let after = asked.word.after_last(&[',']).unwrap_or(colon);
    let numbers = offered::partition_numbers(asked.state, topic);
    Wish::after(after.max(colon), numbers)
}

/// The number of a partition of the topic that is named before.
fn partition(asked: &Asked<'_>, begun: usize) -> Wish {
    let topic = asked.value_of("topic").unwrap_or_default();
    Wish::after(begun, offered::partition_numbers(asked.state, topic))
}

fn offset(asked: &Asked<'_>, begun: usize) -> Wish {
    let mut offers = offered::words(&["earliest", "latest"]);
    let topic = asked.value_of("topic");
    let partition = asked.value_of("partition").and_then(|p| p.parse().ok());
    if let (Some(topic), Some(partition)) = (topic, partition) {
        let partition = TopicPartition::new(topic, partition);
        offers.append(&mut offered::offsets(asked.state, &partition));
    }
    Wish::after(begun, offers)
}

fn entity(asked: &Asked<'_>, begun: usize) -> Wish {
    let offers = match asked.value_of("entity-type") {
        Some("topics") => offered::topics(asked.state),
        Some("groups") => offered::groups(asked.state),
        Some("brokers") => vec![broker()],
        _ => Vec::new(),
    };
    Wish::after(begun, offers)
}

fn broker() -> Offer {
    Offer::new(broker::NODE_ID.to_string(), "the one broker")
}

/// Whose settings are changed.
fn tables(asked: &Asked<'_>) -> Tables {
    let is_about = |what: &str, named: &[&str]| {
        let by_type = asked.value_of("entity-type") == Some(what);
        by_type || named.iter().any(|option| asked.has(option))
    };
    if is_about("brokers", &["broker", "broker-defaults"]) {
        &BROKER
    } else if is_about("groups", &["group"]) {
        &GROUP
    } else {
        &TOPIC
    }
}

/// A property: of the client, or of the format in which records are typed or
/// printed.
fn property(asked: &Asked<'_>, option: &str, begun: usize) -> Wish {
    let produces = asked.tool.name.contains("producer");
    let properties = match (option, produces) {
        ("property" | "reader-property", true) => TYPED,
        ("property" | "formatter-property", false) => PRINTED,
        (_, true) => return settings::pair(&PRODUCER, asked.word, begun),
        (_, false) => return settings::pair(&CONSUMER, asked.word, begun),
    };
    let text = asked.word.text_from(begun);
    let Some((key, _)) = text.split_once('=') else {
        let keys = offered::words(properties).into_iter();
        return Wish::after(begun, keys.map(|key| key.then("=")).collect());
    };
    let is_switch = ["print.", "parse.", "ignore."]
        .iter()
        .any(|begins| key.starts_with(begins));
    let values: &[&str] = if is_switch { &["false", "true"] } else { &[] };
    let kept = begun + key.chars().count() + 1;
    Wish::after(kept, offered::words(values))
}
