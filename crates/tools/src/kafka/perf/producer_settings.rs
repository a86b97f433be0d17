//! The options of `kafka-producer-perf-test`.
//! Source: `ProducerPerformance.argParser` and `ConfigPostProcessor`.

use super::argparse::{wrap, Namespace, Parser};
use super::producer::{Payloads, Plan, ProducerPerf};
use crate::kafka::agenda::Agenda;
use crate::kafka::client_settings::{addresses, load};
use crate::kafka::program::{ClientKind, Environment, Program, Started};
use crate::options::{table, Meaning, OptionSpec, Value, HELP};
use crate::process::{ExitStatus, Stream, Text};
use crate::throwable::Throwable;
use client::config::ProducerConfig;
use protocol::config::{Decimal, Settings};
use protocol::exception::Exception;
use protocol::record::{Millis, Payload};

/// How many records a test sends at most, and how many bytes.
const MOST_RECORDS: i64 = 10_000;
const MOST_BYTES: i64 = 10 << 20;

const NAME: &str = "kafka-producer-perf-test";

const USAGE: &str = "usage: kafka-producer-perf-test
       [-h] [--bootstrap-server BOOTSTRAP-SERVER] --topic TOPIC
       --num-records NUM-RECORDS [--payload-delimiter PAYLOAD-DELIMITER]
       --throughput THROUGHPUT
       [--producer-props PROP-NAME=PROP-VALUE [PROP-NAME=PROP-VALUE ...]]
       [--command-property PROP-NAME=PROP-VALUE [PROP-NAME=PROP-VALUE ...]]
       [--producer.config CONFIG-FILE] [--command-config CONFIG-FILE]
       [--print-metrics] [--transactional-id TRANSACTIONAL-ID]
       [--transaction-duration-ms TRANSACTION-DURATION]
       [--warmup-records WARMUP-RECORDS] [--reporting-interval INTERVAL-MS]
       (--record-size RECORD-SIZE | --payload-file PAYLOAD-FILE |
       --payload-monotonic)
";

const NO_METRICS: Meaning = Meaning::Refused("its clients have no metrics");
const NO_TRANSACTIONS: Meaning = Meaning::Refused("there are no transactions yet");
const FILE: Value = Value::Required("CONFIG-FILE");
const PROPERTIES: Value = Value::Required("PROP-NAME=PROP-VALUE");

pub(super) const OPTIONS: &[OptionSpec] = &[
    OptionSpec::new(
        "bootstrap-server",
        Value::Required("BOOTSTRAP-SERVER"),
        "Where the cluster is.",
    ),
    OptionSpec::new(
        "command-config",
        FILE,
        "A file with settings of the producer.",
    ),
    OptionSpec::new(
        "command-property",
        PROPERTIES,
        "Settings of the producer, several behind one another.",
    ),
    HELP,
    OptionSpec::new(
        "num-records",
        Value::Required("NUM-RECORDS"),
        "How many records it sends, at most 10000 here.",
    ),
    OptionSpec::new(
        "payload-delimiter",
        Value::Required("PAYLOAD-DELIMITER"),
        "What stands between the payloads of a file, by default the end of a line.",
    ),
    OptionSpec::new(
        "payload-file",
        Value::Required("PAYLOAD-FILE"),
        "A file of payloads, of which each record has one by chance.",
    ),
    OptionSpec::new(
        "payload-monotonic",
        Value::None,
        "Each record is its number.",
    ),
    OptionSpec::new("print-metrics", Value::None, "Prints the metrics.").meaning(NO_METRICS),
    OptionSpec::new(
        "producer-props",
        PROPERTIES,
        "Deprecated: say --command-property.",
    ),
    OptionSpec::new("producer.config", FILE, "Deprecated: say --command-config."),
    OptionSpec::new(
        "record-size",
        Value::Required("RECORD-SIZE"),
        "How many bytes a record has.",
    ),
    OptionSpec::new(
        "reporting-interval",
        Value::Required("INTERVAL-MS"),
        "How often it says how far it is, by default every 5000 ms.",
    ),
    OptionSpec::new(
        "throughput",
        Value::Required("THROUGHPUT"),
        "How many records a second it sends; -1 is as many as it can.",
    ),
    OptionSpec::new(
        "topic",
        Value::Required("TOPIC"),
        "The topic that the records go to.",
    ),
    OptionSpec::new(
        "transaction-duration-ms",
        Value::Required("TRANSACTION-DURATION"),
        "How long a transaction lasts.",
    )
    .meaning(NO_TRANSACTIONS),
    OptionSpec::new(
        "transactional-id",
        Value::Required("TRANSACTIONAL-ID"),
        "The id of its transactions.",
    )
    .meaning(NO_TRANSACTIONS),
    OptionSpec::new(
        "warmup-records",
        Value::Required("WARMUP-RECORDS"),
        "How many records come first and are left out of the second summary.",
    ),
];

const PARSER: Parser = Parser {
    options: OPTIONS,
    many: &["command-property", "producer-props"],
    required: &["topic", "num-records", "throughput"],
    exclusive: &["record-size", "payload-file", "payload-monotonic"],
};

/// Reads the arguments.
pub(super) fn start(
    args: &[Text],
    environment: &Environment<'_>,
    agenda: &mut Agenda,
) -> Result<Started, ExitStatus> {
    let help = |agenda: &mut Agenda| {
        agenda.print(Stream::Out, USAGE);
        agenda.println("");
        agenda.println(&table(OPTIONS));
    };
    if args.is_empty() {
        help(agenda);
        return Err(0);
    }
    let namespace = PARSER.read(args).map_err(|why| refuse(agenda, &why))?;
    if namespace.has(HELP.name) {
        // Java's tool takes that for an error, too.
        help(agenda);
        return Err(1);
    }
    let numbers = Numbers::read(&namespace).map_err(|why| refuse(agenda, &why))?;
    check(&namespace, &numbers).map_err(|why| refuse(agenda, &why))?;
    let payloads = payloads(&namespace, &numbers, environment, agenda)?;
    let settings = settings(&namespace, environment, agenda)?;
    not_here(&namespace, &numbers, &settings).map_err(|why| {
        agenda.eprintln(&why);
        1
    })?;
    if let Err(refused) = construct(&settings) {
        return Err(uncaught(agenda, &Throwable::from(&refused)));
    }
    if numbers.warm_up > 0 {
        let records = numbers.warm_up.to_string();
        let text = " records. Steady state results will print after the complete test summary.";
        agenda.println(&["Warmup first ", &records, text].concat());
    }
    let topic = namespace.value("topic").map_or("", |topic| topic);
    let plan = Plan {
        topic: topic.into(),
        records: numbers.records.unsigned_abs(),
        warm_up: numbers.warm_up.unsigned_abs(),
        payloads,
        throughput: numbers.throughput,
        reporting_interval: numbers.reporting_interval,
    };
    let program = ProducerPerf::new(plan, environment.at, std::mem::take(agenda));
    Ok(Started {
        client: ClientKind::Producer,
        settings,
        program: Program::ProducerPerf(Box::new(program)),
    })
}

/// The options that are numbers.
struct Numbers {
    records: i64,
    record_size: Option<i32>,
    throughput: i64,
    warm_up: i64,
    reporting_interval: Millis,
}

impl Numbers {
    fn read(namespace: &Namespace) -> Result<Self, String> {
        let long = |name| namespace.number(name, "Long", |text| text.parse::<i64>().ok());
        let int = |name| namespace.number(name, "Integer", |text| text.parse::<i32>().ok());
        let double = |text: &str| {
            let number = Decimal::parse(text)?.scaled(9);
            // The smallest of throughputs are no throughput of 0.
            let zero = number == 0 && text.bytes().any(|b| (b'1'..=b'9').contains(&b));
            Some(if zero { 1 } else { number })
        };
        Ok(Numbers {
            records: long("num-records")?.unwrap_or(0),
            record_size: int("record-size")?,
            throughput: namespace
                .number("throughput", "Double", double)?
                .unwrap_or(-1),
            warm_up: long("warmup-records")?.unwrap_or(0).max(0),
            reporting_interval: long("reporting-interval")?.unwrap_or(5_000),
        })
    }
}

/// Source: `ConfigPostProcessor`.
fn check(namespace: &Namespace, numbers: &Numbers) -> Result<(), String> {
    let configured = [
        "bootstrap-server",
        "command-property",
        "producer-props",
        "producer.config",
        "command-config",
    ];
    let long = |name| namespace.number(name, "Long", |text| text.parse::<i64>().ok());
    let both = |one, other| namespace.has(one) && namespace.has(other);
    let why = if numbers.records <= 0 {
        "--num-records should be greater than zero."
    } else if numbers.warm_up >= numbers.records {
        "The value for --warmup-records must be strictly fewer than the number of records in the test, --num-records."
    } else if numbers.record_size.is_some_and(|size| size <= 0) {
        "--record-size should be greater than zero."
    } else if !configured.iter().any(|name| namespace.has(name)) {
        "At least one of --bootstrap-server, --command-property, --producer-props, --producer.config or --command-config must be specified."
    } else if both("command-property", "producer-props") {
        "--command-property and --producer-props cannot be specified together."
    } else if both("command-config", "producer.config") {
        "--command-config and --producer.config cannot be specified together."
    } else if long("transaction-duration-ms")?.is_some_and(|duration| duration <= 0) {
        "--transaction-duration-ms should be greater than zero."
    } else if numbers.reporting_interval <= 0 {
        "--reporting-interval should be greater than zero."
    } else {
        return Ok(());
    };
    Err(why.to_owned())
}

/// What is refused here and not in Kafka.
fn not_here(namespace: &Namespace, numbers: &Numbers, settings: &Settings) -> Result<(), String> {
    for option in OPTIONS.iter().filter(|option| namespace.has(option.name)) {
        if let Meaning::Refused(why) = option.meaning {
            return Err(format!(
                "--{} is not in this playground: {why}",
                option.name
            ));
        }
    }
    if settings.contains_key("transactional.id") {
        return Err(
            "transactional.id is not in this playground: there are no transactions yet".to_owned(),
        );
    }
    let bytes = numbers
        .records
        .saturating_mul(numbers.record_size.unwrap_or(0).into());
    if numbers.records > MOST_RECORDS || bytes > MOST_BYTES {
        return Err(format!(
            "A test in this playground sends at most {MOST_RECORDS} records, and at most {MOST_BYTES} bytes"
        ));
    }
    Ok(())
}

/// Source: `readPayloadFile`. A delimiter is a text here, and no expression.
fn payloads(
    namespace: &Namespace,
    numbers: &Numbers,
    environment: &Environment<'_>,
    agenda: &mut Agenda,
) -> Result<Payloads, ExitStatus> {
    if let Some(size) = numbers.record_size {
        return Ok(Payloads::Letters(size.unsigned_abs() as usize));
    }
    let Some(name) = namespace.value("payload-file") else {
        return Ok(Payloads::Numbers);
    };
    let slash = if name.starts_with('/') { "" } else { "/" };
    agenda.println(&["Reading payloads from: ", slash, name].concat());
    let text = environment
        .files
        .get(&**name)
        .filter(|text| !text.is_empty());
    let Some(text) = text else {
        let why = "File does not exist or empty file provided.";
        let refused = Exception::illegal_argument(why);
        return Err(uncaught(agenda, &Throwable::from(&refused)));
    };
    let delimiter = namespace
        .value("payload-delimiter")
        .map_or("\\n", |text| text);
    let delimiter = if delimiter == "\\n" { "\n" } else { delimiter };
    let text = text.strip_suffix(delimiter).unwrap_or(text);
    let payloads: Vec<Payload> = text.split(delimiter).map(Payload::from).collect();
    let count = payloads.len().to_string();
    agenda.println(&["Number of records read: ", &count].concat());
    Ok(Payloads::Given(payloads))
}

/// Source: `readProps`.
fn settings(
    namespace: &Namespace,
    environment: &Environment<'_>,
    agenda: &mut Agenda,
) -> Result<Settings, ExitStatus> {
    for (old, new) in [
        ("producer-props", "command-property"),
        ("producer.config", "command-config"),
    ] {
        if namespace.has(old) {
            let text = [
                "Option --",
                old,
                " has been deprecated and will be removed in a future version. Use --",
                new,
                " instead.",
            ];
            agenda.println(&text.concat());
        }
    }
    let mut settings = Settings::new();
    let old = namespace.value("producer.config");
    if let Some(name) = old.or_else(|| namespace.value("command-config")) {
        settings = load(environment.files, name).map_err(|why| uncaught(agenda, &why))?;
    }
    let old = namespace.values("producer-props");
    for property in namespace.values("command-property").chain(old) {
        // As Java's `split`, which drops what is empty at the end.
        let mut pieces: Vec<&str> = property.split('=').collect();
        while pieces.last().is_some_and(|piece| piece.is_empty()) {
            pieces.pop();
        }
        let [key, value] = pieces[..] else {
            let why = ["Invalid property: ", property].concat();
            let refused = Exception::illegal_argument(why);
            return Err(uncaught(agenda, &Throwable::from(&refused)));
        };
        settings.insert(key.into(), value.into());
    }
    if !settings.contains_key("client.id") {
        settings.insert("client.id".into(), "perf-producer-client".into());
    }
    if let Some(server) = namespace.value("bootstrap-server") {
        settings.insert("bootstrap.servers".into(), (&**server).into());
    }
    Ok(settings)
}

/// Whether there can be a producer with these settings.
fn construct(settings: &Settings) -> Result<(), Exception> {
    ProducerConfig::read(settings)?;
    let refused = |text: &str| Exception::new("ConfigException", text);
    let Some(list) = settings.get("bootstrap.servers") else {
        let text =
            "Missing required configuration \"bootstrap.servers\" which has no default value.";
        return Err(refused(text));
    };
    addresses(list).map_err(|why| {
        let text = "Failed to construct kafka producer";
        Exception::new("KafkaException", text).because(refused(&why))
    })
}

/// What argparse4j prints.
fn refuse(agenda: &mut Agenda, why: &str) -> ExitStatus {
    agenda.print(Stream::Err, USAGE);
    let error = [NAME, ": error: ", why, "\n"].concat();
    agenda.print(Stream::Err, wrap(&error));
    1
}

/// What Java prints of an exception that nobody catches.
fn uncaught(agenda: &mut Agenda, throwable: &Throwable) -> ExitStatus {
    let text = ["Exception in thread \"main\" ", &throwable.trace()].concat();
    agenda.print(Stream::Err, text);
    1
}
