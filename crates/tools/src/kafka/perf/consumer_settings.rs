//! The options of `kafka-consumer-perf-test`.
//! Source: `ConsumerPerformance.ConsumerPerfOptions`.

use super::consumer::{ConsumerPerf, Plan, Reads};
use super::date::DateFormat;
use crate::kafka::agenda::Agenda;
use crate::kafka::checks::Checks;
use crate::kafka::client_settings::{addresses, load};
use crate::kafka::program::{ClientKind, Environment, Program, Started};
use crate::options::{Given, Meaning, Number, OptionSpec, Value, HELP, VERSION};
use crate::process::{ExitStatus, Text};
use crate::properties;
use crate::throwable::Throwable;
use client::config::ConsumerConfig;
use client::consumer::Pattern;
use protocol::config::Settings;
use protocol::exception::Exception;
use protocol::record::Millis;

const ABOUT: &str = "This tool is used to verify the consumer performance.";
const COLUMNS: &str = "data.consumed.in.MB, MB.sec, data.consumed.in.nMsg, nMsg.sec, rebalance.time.ms, fetch.time.ms, fetch.MB.sec, fetch.nMsg.sec";

pub(super) const OPTIONS: &[OptionSpec] = &[
    OptionSpec::new(
        "bootstrap-server",
        Value::Required("String: host:port"),
        "Where the cluster is.",
    ),
    OptionSpec::new(
        "command-config",
        Value::Required("String: file"),
        "A file with settings of the consumer.",
    ),
    OptionSpec::new(
        "command-property",
        Value::Required("String: key=value"),
        "A setting of the consumer.",
    ),
    OptionSpec::new(
        "consumer.config",
        Value::Required("String: file"),
        "Deprecated: say --command-config.",
    ),
    OptionSpec::new(
        "date-format",
        Value::Required("String"),
        "How instants are written, by default yyyy-MM-dd HH:mm:ss:SSS; they are in UTC.",
    ),
    OptionSpec::new(
        "fetch-size",
        Value::Required("Integer"),
        "How many bytes of a partition it fetches at once, by default 1048576.",
    ),
    OptionSpec::new(
        "from-latest",
        Value::None,
        "Starts at the end where the group has committed nothing.",
    ),
    OptionSpec::new(
        "group",
        Value::Required("String: group"),
        "The group; without one it has a group of its own.",
    ),
    HELP,
    OptionSpec::new(
        "hide-header",
        Value::None,
        "Leaves the names of the columns out.",
    ),
    OptionSpec::new(
        "include",
        Value::Required("String: regular expression"),
        "Reads all topics whose whole name matches.",
    ),
    OptionSpec::new(
        "messages",
        Value::Required("Long"),
        "Deprecated: say --num-records.",
    ),
    OptionSpec::new(
        "num-records",
        Value::Required("Long"),
        "How many records it reads.",
    ),
    OptionSpec::new("print-metrics", Value::None, "Prints the metrics.")
        .meaning(Meaning::Refused("its clients have no metrics")),
    OptionSpec::new(
        "reporting-interval",
        Value::Required("Long"),
        "How often it says how far it is, by default every 5000 ms.",
    ),
    OptionSpec::new(
        "show-detailed-stats",
        Value::None,
        "Says how far it is from time to time.",
    ),
    OptionSpec::new(
        "socket-buffer-size",
        Value::Required("Integer"),
        "The size of the socket's buffer.",
    )
    .meaning(Meaning::Accepted("the network has no buffers")),
    OptionSpec::new(
        "timeout",
        Value::Optional("Long"),
        "Ends when no record has come for so long, by default 10000 ms.",
    ),
    OptionSpec::new(
        "topic",
        Value::Required("String: topic"),
        "The topic to read.",
    ),
    VERSION,
];

/// Reads the arguments.
pub(super) fn start(
    args: &[Text],
    environment: &Environment<'_>,
    agenda: &mut Agenda,
) -> Result<Started, ExitStatus> {
    let mut checks = Checks::read(OPTIONS, args, ABOUT, agenda)?;
    let given = checks.given.clone();
    check(&mut checks)?;
    if given.has("print-metrics") {
        let text = "--print-metrics is not in this playground: its clients have no metrics\n";
        return Err(checks.die(text));
    }
    let detailed = given.has("show-detailed-stats");
    if !given.has("hide-header") {
        let first = if detailed {
            "time, threadId, "
        } else {
            "start.time, end.time, "
        };
        checks.say(&[first, COLUMNS].concat());
    }
    // Whatever is wrong from here on is caught, and printed twice.
    let settings = settings(&given, environment).map_err(|why| checks.die(&caught(&why)))?;
    let (reads, plan) = plan(&given, detailed).map_err(|why| checks.die(&caught(&why)))?;
    let program = ConsumerPerf::new(plan, reads, std::mem::take(agenda));
    Ok(Started {
        client: ClientKind::Consumer,
        settings,
        program: Program::ConsumerPerf(Box::new(program)),
    })
}

fn check(checks: &mut Checks<'_>) -> Result<(), ExitStatus> {
    checks.require("bootstrap-server")?;
    checks.one_of("topic", "include")?;
    checks.one_of("messages", "num-records")?;
    if checks.given.has("consumer.config") && checks.given.has("command-config") {
        let text = "Option \"[consumer.config]\" can't be used with option \"[command-config]\"";
        return Err(checks.refuse(text));
    }
    for (old, new) in [
        ("messages", "num-records"),
        ("consumer.config", "command-config"),
    ] {
        if checks.given.has(old) {
            let text = [
                "Warning: --",
                old,
                " is deprecated. Use --",
                new,
                " instead.",
            ];
            checks.say(&text.concat());
        }
    }
    Ok(())
}

/// Message and stack trace, as the tool prints what it catches.
pub(super) fn caught(throwable: &Throwable) -> String {
    [throwable.text(), "\n", &throwable.trace(), "\n"].concat()
}

/// The one value of an option.
fn one<'g>(given: &'g Given, name: &'g str) -> Result<Option<&'g str>, Throwable> {
    let value = given.value(name).map(|value| value.map(|text| &**text));
    value.map_err(|why| why.0)
}

/// The one value of an option, a number.
fn number<T: Number>(given: &Given, name: &str) -> Result<Option<T>, Throwable> {
    given.number(name).map_err(|why| why.0)
}

/// Source: `props`.
fn settings(given: &Given, environment: &Environment<'_>) -> Result<Settings, Throwable> {
    let name = match given.has("consumer.config") {
        true => one(given, "consumer.config")?,
        false => one(given, "command-config")?,
    };
    let mut settings = match name {
        Some(name) => load(environment.files, name)?,
        None => Settings::new(),
    };
    let of_args = properties::of_args(given.values("command-property"));
    properties::put_all(&mut settings, &of_args);
    let servers = one(given, "bootstrap-server")?.unwrap_or_default();
    let made_up = ["perf-consumer-", &(environment.draw % 100_000).to_string()].concat();
    let group = one(given, "group")?.unwrap_or(&made_up);
    settings.insert("group.id".into(), group.into());
    let buffer = number::<i32>(given, "socket-buffer-size")?.unwrap_or(2 << 20);
    settings.insert("receive.buffer.bytes".into(), buffer.to_string().into());
    let fetch = number::<i32>(given, "fetch-size")?.unwrap_or(1 << 20);
    settings.insert("max.partition.fetch.bytes".into(), fetch.to_string().into());
    let policy = if given.has("from-latest") {
        "latest"
    } else {
        "earliest"
    };
    settings.insert("auto.offset.reset".into(), policy.into());
    if !settings.contains_key("client.id") {
        settings.insert("client.id".into(), "perf-consumer-client".into());
    }
    ConsumerConfig::read(&settings).map_err(|refused| Throwable::from(&refused))?;
    addresses(servers).map_err(|why| {
        let refused = Exception::new("KafkaException", "Failed to construct kafka consumer");
        Throwable::from(&refused.because(Exception::new("ConfigException", why)))
    })?;
    Ok(settings)
}

/// What it does, in the order in which it looks. Source: `consume`.
fn plan(given: &Given, detailed: bool) -> Result<(Reads, Plan), Throwable> {
    let option = match given.has("messages") {
        true => "messages",
        false => "num-records",
    };
    let records = number::<i64>(given, option)?.unwrap_or(0);
    let timeout = number::<Millis>(given, "timeout")?;
    let interval = number::<Millis>(given, "reporting-interval")?.unwrap_or(5_000);
    if interval <= 0 {
        let text = "Reporting interval must be greater than 0.";
        return Err(Throwable::java("IllegalArgumentException", text));
    }
    let format = one(given, "date-format")?.unwrap_or("yyyy-MM-dd HH:mm:ss:SSS");
    let format = DateFormat::new(format);
    let format = format.map_err(|why| Throwable::java("IllegalArgumentException", why))?;
    let reads = match (one(given, "topic")?, one(given, "include")?) {
        (Some(topic), _) if topic.trim().is_empty() => {
            let text = "Topic collection to subscribe to cannot contain null or empty topic";
            return Err(Throwable::java("IllegalArgumentException", text));
        }
        (Some(topic), _) => Reads::Topic(topic.into()),
        (None, pattern) => {
            let pattern = pattern.unwrap_or_default();
            Pattern::compile(pattern)
                .map_err(|why| Throwable::new("java.util.regex.PatternSyntaxException", why))?;
            Reads::Pattern(pattern.into())
        }
    };
    let plan = Plan {
        records,
        timeout: timeout.unwrap_or(10_000),
        reporting_interval: interval,
        detailed,
        format,
    };
    Ok((reads, plan))
}
