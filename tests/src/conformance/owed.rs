//! What a later issue brings: known by verb, API and config, and by nothing
//! else. A file is played up to the first such step.
//!
//! | owed | known by |
//! |---|---|
//! | transactions | a producer that is accepted with a `transactional.id`; the verbs of transactions; their APIs, and an InitProducerId with a `transactionalId` that is answered with an id |
//! | compaction | the verb `await-compacted` |
//! | the consumer protocol | a consumer that is accepted with `group.protocol=consumer`, or a tool that is given that; its APIs; configs of a GROUP |
//! | share groups | their APIs, and their tool |

use super::values::{text, texts};
use serde_json::Value;

/// Verbs of transactions.
const TRANSACTIONS: &[&str] = &[
    "init-transactions",
    "begin",
    "commit",
    "abort",
    "send-offsets",
    "list-transactions",
];

/// APIs of transactions.
const TRANSACTION_APIS: &[&str] = &[
    "AddPartitionsToTxn",
    "AddOffsetsToTxn",
    "TxnOffsetCommit",
    "EndTxn",
    "DescribeTransactions",
    "ListTransactions",
    "WriteTxnMarkers",
];

/// APIs of the consumer protocol.
const CONSUMER_PROTOCOL_APIS: &[&str] = &["ConsumerGroupHeartbeat", "ConsumerGroupDescribe"];

/// APIs of share groups.
const SHARE_APIS: &[&str] = &[
    "ShareGroupHeartbeat",
    "ShareGroupDescribe",
    "ShareFetch",
    "ShareAcknowledge",
    "DescribeShareGroupOffsets",
    "AlterShareGroupOffsets",
    "DeleteShareGroupOffsets",
];

/// Why a step is owed, if it is. `defaults` are the settings that the file
/// gives to each client of the step's kind.
pub fn why(step: &Value, defaults: &Value) -> Option<String> {
    let verb = text(step, "do");
    if text(step, "tool") == "kafka-share-groups.sh" {
        return Some("kafka-share-groups.sh: share groups".to_owned());
    }
    if TRANSACTIONS.contains(&verb) {
        return Some(format!("the verb {verb}: transactions"));
    }
    let mut args = texts(step, "args").into_iter();
    if args.any(|arg| arg.eq_ignore_ascii_case("group.protocol=consumer")) {
        return Some("group.protocol=consumer: the consumer protocol".to_owned());
    }
    if verb == "await-compacted" {
        return Some("compaction".to_owned());
    }
    match verb {
        "call" | "start" => api(step),
        "producer" | "consumer" => client(step, defaults),
        "alter-config" | "describe-config" if text(step, "type") == "GROUP" => {
            Some("settings of a group: the consumer protocol".to_owned())
        }
        _ => None,
    }
}

fn api(step: &Value) -> Option<String> {
    let api = text(step, "api");
    let families = [
        (TRANSACTION_APIS, "transactions"),
        (CONSUMER_PROTOCOL_APIS, "the consumer protocol"),
        (SHARE_APIS, "share groups"),
    ];
    let family = families.iter().find(|(apis, _)| apis.contains(&api));
    if let Some((_, family)) = family {
        return Some(format!("{api}: {family}"));
    }
    let transactional = step["request"]["transactionalId"].is_string();
    // One that Kafka refuses is played.
    let refused = step["saw"]["response"]["errorCode"].as_i64().unwrap_or(0) != 0;
    let initialises = api == "InitProducerId" && transactional && !refused;
    initialises.then(|| "a transactional producer id: transactions".to_owned())
}

/// A client that Kafka accepts with a setting that is owed. One that it
/// refuses is played.
fn client(step: &Value, defaults: &Value) -> Option<String> {
    step["saw"].get("ok")?;
    let setting = |key: &str| {
        let given = step["config"].get(key).or_else(|| defaults.get(key));
        given.and_then(Value::as_str)
    };
    if text(step, "do") == "producer" {
        return setting("transactional.id").map(|_| "transactional.id: transactions".to_owned());
    }
    let consumer = setting("group.protocol").is_some_and(|p| p.eq_ignore_ascii_case("consumer"));
    consumer.then(|| "group.protocol=consumer: the consumer protocol".to_owned())
}
