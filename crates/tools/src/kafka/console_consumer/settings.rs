//! The console consumer's options, and the settings that they make.
//! Source: `ConsoleConsumerOptions`.

use super::formatter::{Formatter, Refused};
use super::options::{ABOUT, OPTIONS};
use super::{ConsoleConsumer, Plan, Reads};
use crate::kafka::agenda::Agenda;
use crate::kafka::checks::Checks;
use crate::kafka::client_settings::{addresses, load};
use crate::kafka::program::{ClientKind, Environment, Program, Started};
use crate::options::{Given, Number};
use crate::process::{ExitStatus, Text};
use crate::properties;
use crate::throwable::Throwable;
use client::config::ConsumerConfig;
use client::consumer::Pattern;
use protocol::config::Settings;
use protocol::java;
use protocol::name::Name;
use protocol::record::{Millis, Offset};

const DEFAULT_FORMATTER: &str = "org.apache.kafka.tools.consumer.DefaultMessageFormatter";

/// What ListOffsets calls the ends of a log.
const LATEST: Offset = -1;
const EARLIEST: Offset = -2;

const HINT: &str = "The consumer rebalance protocol (KIP-848) is production-ready! Set group.protocol=consumer to try it out. See https://kafka.apache.org/documentation/#consumer_rebalance_protocol";

/// Reads the arguments.
pub(super) fn start(
    args: &[Text],
    environment: &Environment<'_>,
    agenda: &mut Agenda,
) -> Result<Started, ExitStatus> {
    let mut checks = Checks::read(OPTIONS, args, ABOUT, agenda)?;
    let given = checks.given.clone();
    let partition = check(&mut checks, &given)?;
    let settings = settings(&mut checks, &given, environment, partition.is_some())?;
    let offset = offset(&mut checks, &given)?;
    let timeout = number::<Millis>(&mut checks, &given, "timeout-ms")?;
    let timeout = timeout.filter(|timeout| *timeout >= 0);
    let formatter = formatter(&mut checks, &given, environment)?;
    consumer(&mut checks, &given, &settings)?;
    if partition.is_none() {
        checks.agenda.eprintln(HINT);
    }
    let reads = reads(&given, partition, offset)?;
    // What is wrong with the number is found when the consumer is there.
    let (most, fails) = match given.number::<i32>("max-messages") {
        Ok(most) => (most.unwrap_or(-1), false),
        Err(_) => (0, true),
    };
    let plan = Plan {
        formatter,
        most,
        timeout: timeout.unwrap_or(Millis::MAX),
        skips: given.has("skip-message-on-error"),
        tells: given.has("enable-systest-events"),
        fails,
        groups: partition.is_none(),
    };
    let program = ConsoleConsumer::new(plan, reads, std::mem::take(agenda));
    Ok(Started {
        client: ClientKind::Consumer,
        settings,
        program: Program::ConsoleConsumer(Box::new(program)),
    })
}

/// Source: `checkRequiredArgs` and the constructor.
fn check(checks: &mut Checks<'_>, given: &Given) -> Result<Option<i32>, ExitStatus> {
    checks.one_of("topic", "include")?;
    let partition = number::<i32>(checks, given, "partition")?;
    if partition.is_some() {
        if !given.has("topic") {
            return Err(checks.refuse("The topic is required when partition is specified."));
        }
        if given.has("from-beginning") && given.has("offset") {
            let text = "Options from-beginning and offset cannot be specified together.";
            return Err(checks.refuse(text));
        }
    } else if given.has("offset") {
        return Err(checks.refuse("The partition is required when offset is specified."));
    }
    checks.require("bootstrap-server")?;
    checks.not_both("consumer-property", "command-property")?;
    checks.not_both("consumer.config", "command-config")?;
    for (old, new) in [
        ("consumer-property", "command-property"),
        ("consumer.config", "command-config"),
    ] {
        if given.has(old) {
            deprecated(checks, old, new);
        }
    }
    Ok(partition)
}

fn deprecated(checks: &mut Checks<'_>, old: &str, new: &str) {
    let text = [
        "Option --",
        old,
        " is deprecated and will be removed in a future version. Use --",
        new,
        " instead.",
    ];
    checks.say(&text.concat());
}

/// The consumer's settings. Source: `buildConsumerProps`.
fn settings(
    checks: &mut Checks<'_>,
    given: &Given,
    environment: &Environment<'_>,
    assigns: bool,
) -> Result<Settings, ExitStatus> {
    let name = match given.has("consumer.config") {
        true => one(checks, given, "consumer.config")?,
        false => one(checks, given, "command-config")?,
    };
    let mut settings = match name {
        Some(name) => load(environment.files, name).map_err(|why| checks.uncaught(&why))?,
        None => Settings::new(),
    };
    let old = given.values("consumer-property");
    let of_args = properties::of_args(given.values("command-property").chain(old));
    let group = group(checks, given, &settings, &of_args)?;
    if group.is_some() && assigns {
        let text = "Options group and partition cannot be specified together.";
        return Err(checks.refuse(text));
    }
    properties::put_all(&mut settings, &of_args);
    reset(checks, given, &mut settings)?;
    if !settings.contains_key("client.id") {
        settings.insert("client.id".into(), "console-consumer".into());
    }
    if given.has("isolation-level") || !settings.contains_key("isolation.level") {
        let level = one(checks, given, "isolation-level")?;
        let level = level.unwrap_or("read_uncommitted");
        settings.insert("isolation.level".into(), level.into());
    }
    let group = group.unwrap_or_else(|| {
        // Nobody uses such a group again: it need not remember anything.
        if !settings.contains_key("enable.auto.commit") {
            settings.insert("enable.auto.commit".into(), "false".into());
        }
        let number = (environment.draw % 100_000).to_string();
        ["console-consumer-", &number].concat().into()
    });
    settings.insert("group.id".into(), group);
    Ok(settings)
}

/// The group, if one is named; wherever it is, it is the same.
/// Source: `checkConsumerGroup`.
fn group(
    checks: &mut Checks<'_>,
    given: &Given,
    of_file: &Settings,
    of_args: &Settings,
) -> Result<Option<Name>, ExitStatus> {
    let mut groups: Vec<Name> = Vec::new();
    let named = one(checks, given, "group")?.map(Name::from);
    let in_file = of_file.get("group.id").cloned();
    let in_args = of_args.get("group.id").cloned();
    for group in [named, in_file, in_args].into_iter().flatten() {
        if !groups.contains(&group) {
            groups.push(group);
        }
    }
    if groups.len() > 1 {
        let quoted = |group: &Name| ["'", group, "'"].concat();
        let groups: Vec<String> = java::name_order(groups).iter().map(quoted).collect();
        let text = "The group ids provided in different places (directly using '--group', via '--consumer-property', or via '--consumer.config') do not match. Detected group ids: ";
        return Err(checks.refuse(&[text, &groups.join(", ")].concat()));
    }
    Ok(groups.pop())
}

/// Source: `setAutoOffsetResetValue`.
fn reset(
    checks: &mut Checks<'_>,
    given: &Given,
    settings: &mut Settings,
) -> Result<(), ExitStatus> {
    let key = "auto.offset.reset";
    let from_beginning = given.has("from-beginning");
    match settings.get(key) {
        Some(policy) if from_beginning && *policy != "earliest" => {
            let text = "Can't simultaneously specify --from-beginning and 'auto.offset.reset=";
            Err(checks.die(&[text, policy, "', please remove one option\n"].concat()))
        }
        Some(_) => Ok(()),
        None => {
            let policy = if from_beginning { "earliest" } else { "latest" };
            settings.insert(key.into(), policy.into());
            Ok(())
        }
    }
}

/// Source: `parseOffset`.
fn offset(checks: &mut Checks<'_>, given: &Given) -> Result<Offset, ExitStatus> {
    let Some(text) = one(checks, given, "offset")? else {
        return Ok(match given.has("from-beginning") {
            true => EARLIEST,
            false => LATEST,
        });
    };
    match &*text.to_ascii_lowercase() {
        "earliest" => return Ok(EARLIEST),
        "latest" => return Ok(LATEST),
        _ => {}
    }
    match text.parse::<Offset>() {
        Ok(offset) if offset >= 0 => Ok(offset),
        _ => {
            let text = [
                "The provided offset value '",
                text,
                "' is incorrect. Valid values are 'earliest', 'latest', or a non-negative long.",
            ];
            Err(checks.refuse(&text.concat()))
        }
    }
}

/// Source: `buildFormatter`, which prints what any exception says.
fn formatter(
    checks: &mut Checks<'_>,
    given: &Given,
    environment: &Environment<'_>,
) -> Result<Formatter, ExitStatus> {
    let class = given
        .value("formatter")
        .map_err(|why| checks.refuse(&why))?;
    let class = class.map_or(DEFAULT_FORMATTER, |class| class);
    // The class is looked for before its properties are.
    if let Err(refused) = Formatter::new(class, &Settings::new()) {
        return Err(refuse_formatter(checks, class, refused));
    }
    if given.has("property") && given.has("formatter-property") {
        let text = "Options --property and --formatter-property cannot be specified together.";
        return Err(checks.refuse(text));
    }
    if given.has("property") {
        deprecated(checks, "property", "formatter-property");
    }
    let properties = formatter_properties(given, environment);
    let properties = properties.map_err(|why| checks.refuse(why.text()))?;
    let formatter = Formatter::new(class, &properties);
    formatter.map_err(|refused| refuse_formatter(checks, class, refused))
}

fn refuse_formatter(checks: &mut Checks<'_>, class: &str, refused: Refused) -> ExitStatus {
    match refused {
        Refused::NoClass => checks.refuse(class),
        Refused::NotHere(why) => checks.die(&[&why, "\n"].concat()),
    }
}

/// Source: `formatterArgs`.
fn formatter_properties(
    given: &Given,
    environment: &Environment<'_>,
) -> Result<Settings, Throwable> {
    let mut properties = match given.value("formatter-config").map_err(|why| why.0)? {
        Some(name) => load(environment.files, name)?,
        None => Settings::new(),
    };
    for (key, option) in [
        ("key.deserializer", "key-deserializer"),
        ("value.deserializer", "value-deserializer"),
    ] {
        if let Some(class) = given
            .value(option)
            .map_err(|why| why.0)?
            .filter(|class| !class.is_empty())
        {
            properties.insert(key.into(), (&**class).into());
        }
    }
    let old = given.values("property");
    let of_args = properties::of_args(given.values("formatter-property").chain(old));
    properties::put_all(&mut properties, &of_args);
    Ok(properties)
}

/// Whether there can be a consumer with these settings. Where there cannot,
/// the real tool says so in its log only; what is only missing here is said.
fn consumer(checks: &mut Checks<'_>, given: &Given, settings: &Settings) -> Result<(), ExitStatus> {
    let config = ConsumerConfig::read(settings);
    if let Err(refused) = config {
        return Err(match refused.class {
            "UnsupportedOperationException" => checks.die(&[&refused.message, "\n"].concat()),
            _ => 1,
        });
    }
    let servers = given.value("bootstrap-server").ok().flatten();
    let servers = servers.map_or("", |servers| servers);
    addresses(servers).map_err(|_| 1)
}

/// What it reads. Where that cannot be, the tool ends without a word.
/// Source: `ConsumerWrapper`.
fn reads(given: &Given, partition: Option<i32>, offset: Offset) -> Result<Reads, ExitStatus> {
    let topic = given.value("topic").map_err(|_| 1)?;
    let Some(topic) = topic else {
        let pattern = given.value("include").map_err(|_| 1)?;
        let pattern = pattern.map_or("", |pattern| pattern);
        return match Pattern::compile(pattern) {
            Ok(_) if !pattern.is_empty() => Ok(Reads::Pattern(pattern.into())),
            _ => Err(1),
        };
    };
    if topic.trim().is_empty() {
        return Err(1);
    }
    let topic = Name::from(&**topic);
    Ok(match (partition, offset) {
        (None, _) => Reads::Topic(topic),
        (Some(partition), EARLIEST) => Reads::FromStart(topic, partition),
        (Some(partition), LATEST) => Reads::FromEnd(topic, partition),
        (Some(partition), offset) => Reads::From(topic, partition, offset),
    })
}

/// The one value of an option; nobody catches what is thrown where there are
/// several.
fn one<'g>(
    checks: &mut Checks<'_>,
    given: &'g Given,
    name: &'g str,
) -> Result<Option<&'g str>, ExitStatus> {
    let value = given.value(name).map(|value| value.map(|text| &**text));
    value.map_err(|why| checks.uncaught(&why.0))
}

/// The one value of an option, a number.
fn number<T: Number>(
    checks: &mut Checks<'_>,
    given: &Given,
    name: &str,
) -> Result<Option<T>, ExitStatus> {
    let number = given.number(name);
    number.map_err(|why| checks.uncaught(&why.0))
}
