//! The words of a verb become its command.

use crate::calls;
use crate::parse::{parse, Found, Known, Line};
use crate::question::{Case, Comparing, Question};
use crate::refusal::ParseError;
use crate::texts::compare as words;
use crate::values;
use crate::values::{ALL, ASSIGNOR_NAMES, CLIENTS, COMMIT_MODES_OR_ALL};
use crate::verbs::VERBS;
use crate::words::{did_you_mean, one_of, Word};
use client::assignor::Assignor;
use client::call::{AdminCall, ConsumerCall, ProducerCall, ProducerRecord};
use client::library::Library;
use client::partitioner::family::{short, Family, FAMILY};
use cluster::command::{Change, ClientKind, Command, CommitMode, ConsumerSpec, ProducerSpec};
use cluster::explore::Altered;
use cluster::habit::MAX_WORKERS;
use cluster::habit::{Finally, Habit, OnAssign, OnCommitFailure, OnFailure, OnRevoke, Style};
use protocol::api::{AlterConfigsResource, ConfigResource, NewPartitions, NewTopic, ResourceType};
use protocol::config::Settings;
use protocol::name::Name;

type Built = Result<Line, ParseError>;

/// What a consumer does with a record if nothing is said.
pub(crate) const WORK_MS: i64 = 300;
/// How long a poll waits if nothing is said.
pub(crate) const POLL_MS: i64 = 1_000;
/// The keys behind options that have a short name.
pub(crate) const ASSIGNORS: &str = "partition.assignment.strategy";
const RESET: &str = "auto.offset.reset";

fn admin(call: AdminCall) -> Built {
    Ok(Line::Command(Command::Admin(call)))
}

fn call(found: &Found, call: ConsumerCall) -> Built {
    Ok(Line::Command(calls::of(machine(found), call)))
}

fn machine(found: &Found) -> Name {
    values::name(found.operand(0))
}

/// The value of an option, if it is given.
fn optional<T>(
    found: &Found,
    option: &str,
    read: impl FnOnce(&Word) -> Result<T, ParseError>,
) -> Result<Option<T>, ParseError> {
    found.value(option).map(read).transpose()
}

fn optional_name(found: &Found, option: &str) -> Option<Name> {
    found.value(option).map(values::name)
}

fn settings(found: &Found, option: &str) -> Result<Settings, ParseError> {
    let mut settings = Settings::new();
    for word in found.values(option) {
        values::setting(&mut settings, word)?;
    }
    Ok(settings)
}

pub(crate) fn topic_create(found: &Found, _: &dyn Known) -> Built {
    admin(AdminCall::CreateTopics(vec![NewTopic {
        name: machine(found),
        partitions: optional(found, "--partitions", values::int)?.unwrap_or(-1),
        configs: settings(found, "--config")?,
        ..NewTopic::default()
    }]))
}

/// Kafka has a request for partitions and another one for settings.
pub(crate) fn topic_alter(found: &Found, _: &dyn Known) -> Built {
    let configs = calls::changes(settings(found, "--config")?, found.values("--unset"))?;
    let partitions = optional(found, "--partitions", values::int)?;
    match (partitions, configs.is_empty()) {
        (Some(partitions), true) => admin(AdminCall::CreatePartitions(vec![
            NewPartitions::increase_to(machine(found), partitions),
        ])),
        (None, false) => admin(AdminCall::IncrementalAlterConfigs(vec![
            AlterConfigsResource {
                resource: ConfigResource {
                    kind: ResourceType::Topic,
                    name: machine(found),
                },
                configs,
            },
        ])),
        (Some(_), false) => {
            let word = found
                .given("--partitions")
                .expect("its value was just read");
            let message = "Partitions and settings are changed by a line each";
            Err(ParseError::at(word, message))
        }
        (None, true) => {
            let message = "topic alter needs --partitions N, --config KEY=VALUE or --unset KEY";
            Err(ParseError::new(message, found.end, 0))
        }
    }
}

pub(crate) fn records_delete(found: &Found, _: &dyn Known) -> Built {
    let partitions = calls::records_below(found.operands(0))?;
    admin(AdminCall::DeleteRecords(partitions))
}

fn all_names(found: &Found) -> Vec<Name> {
    found.operands(0).iter().map(values::name).collect()
}

pub(crate) fn topic_delete(found: &Found, _: &dyn Known) -> Built {
    admin(AdminCall::DeleteTopics(all_names(found)))
}

pub(crate) fn group_delete(found: &Found, _: &dyn Known) -> Built {
    admin(AdminCall::DeleteGroups(all_names(found)))
}

/// Options of `produce` that a program has and a single record has not, and
/// the other way round, with what to write instead.
const PROGRAM_ONLY: &[(&str, Option<&str>)] = &[
    ("--keys", Some("--key")),
    ("--name", Some("--from")),
    ("--client", None),
    ("--partitioner", None),
    ("--set", None),
];
const BY_HAND_ONLY: &[(&str, Option<&str>)] = &[
    ("--from", Some("--name")),
    ("--key", Some("--keys")),
    ("--value", None),
    ("--header", None),
    ("--partition", None),
    ("--timestamp", None),
];

pub(crate) fn produce(found: &Found, _: &dyn Known) -> Built {
    let rate = optional(found, "--rate", values::rate)?;
    let (foreign, why) = match rate {
        Some(_) => (
            BY_HAND_ONLY,
            "belongs to a record sent by hand, without --rate",
        ),
        None => (PROGRAM_ONLY, "belongs to a program, which has a --rate"),
    };
    for (option, instead) in foreign {
        if let Some(word) = found.given(option) {
            let hint = instead.map(|other| format!("Or did you mean {other}?"));
            return Err(ParseError::at(word, format!("{option} {why}")).hint(hint));
        }
    }
    let topic = optional_name(found, "--topic").unwrap_or_default();
    let Some(rate) = rate else {
        return by_hand(found, topic);
    };
    let mut settings = settings(found, "--set")?;
    partitioner(found, &mut settings)?;
    Ok(Line::Command(Command::StartProducer(ProducerSpec {
        name: optional_name(found, "--name"),
        topic,
        keys: optional(found, "--keys", values::names)?.unwrap_or_default(),
        rate,
        settings,
    })))
}

/// Reads which client it is and which of that client's partitioners it uses.
fn partitioner(found: &Found, settings: &mut Settings) -> Result<(), ParseError> {
    let mut family = Family::Java;
    if let Some(word) = found.value("--client") {
        let name = values::one(word, CLIENTS)?;
        let named = Family::ALL.into_iter();
        let mut named = named.filter(|family| family.name().eq_ignore_ascii_case(name));
        family = named.next().unwrap_or(family);
        if family != Family::Java {
            values::add_setting(settings, FAMILY, family.software_name(), word)?;
        }
    }
    let Some(word) = found.value("--partitioner") else {
        return Ok(());
    };
    let Some(name) = family.name_of(&word.text()) else {
        let names: Vec<String> = family
            .names()
            .map(|n| short(n).to_ascii_lowercase())
            .collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let has = [family.name(), " has ", &one_of(&names)].concat();
        let message = [&has, ", not \"", &word.text(), "\""].concat();
        return Err(ParseError::at(word, message).hint(did_you_mean(&word.text(), names)));
    };
    if name == "default" {
        return Ok(());
    }
    values::add_setting(settings, family.key(), name, word)
}

fn by_hand(found: &Found, topic: Name) -> Built {
    let headers = found.values("--header").map(values::header);
    let headers: Vec<_> = headers.collect::<Result<_, _>>()?;
    Ok(Line::Command(Command::Produce {
        from: optional_name(found, "--from"),
        record: ProducerRecord {
            topic,
            partition: optional(found, "--partition", values::int)?,
            key: found.value("--key").map(values::payload),
            value: found.value("--value").map(values::payload),
            headers: headers.into(),
            timestamp: optional(found, "--timestamp", values::long)?,
        },
    }))
}

pub(crate) fn consume(found: &Found, _: &dyn Known) -> Built {
    let mut topics: Vec<Name> = Vec::new();
    for word in found.values("--topic") {
        for topic in values::names(word)? {
            calls::add_topic(&mut topics, topic, word)?;
        }
    }
    let pattern = optional_name(found, "--pattern");
    check_subscribed(found, found.values("--topic").next(), CONSUMES)?;
    let mut settings = settings(found, "--set")?;
    if let Some(word) = found.value("--assignor") {
        let name = values::one(word, ASSIGNOR_NAMES)?;
        let class = Assignor::by_name(name).map_or("", Assignor::class);
        values::add_setting(&mut settings, ASSIGNORS, class, word)?;
    }
    if let Some(word) = found.given("--from-beginning") {
        values::add_setting(&mut settings, RESET, "earliest", word)?;
    }
    Ok(Line::Command(Command::StartConsumers(ConsumerSpec {
        name: optional_name(found, "--name"),
        members: optional(found, "--members", values::count)?.unwrap_or(1),
        group: optional_name(found, "--group").unwrap_or_default(),
        topics,
        pattern,
        work_ms: optional(found, "--work", values::duration)?.unwrap_or(WORK_MS),
        commit: optional(found, "--commit", values::commit_mode)?.unwrap_or(CommitMode::Auto),
        by_hand: found.given("--by-hand").is_some(),
        habit: habit(found)?,
        settings,
    })))
}

/// Which of its words an option has, if it is given.
fn choice(
    found: &Found,
    option: &str,
    words: &[&'static str],
) -> Result<Option<usize>, ParseError> {
    match found.value(option) {
        Some(word) => values::place(word, words).map(Some),
        None => Ok(None),
    }
}

/// How a program is written.
fn habit(found: &Found) -> Result<Box<Habit>, ParseError> {
    let record = |option| match found.value(option) {
        Some(word) => values::record(word).map(Some),
        None => Ok(None),
    };
    let one = |option, words| choice(found, option, words);
    Ok(Box::new(Habit {
        library: one("--loop", values::LOOPS)?.map(|i| Library::ALL[i]),
        style: one("--style", values::STYLES)?.map(|i| Style::ALL[i]),
        fail_at: record("--fail-at")?,
        fail_times: optional(found, "--fail-times", values::count)?.map(|times| times as u32),
        on_failure: one("--on-failure", values::ON_FAILURE)?.map(|i| OnFailure::ALL[i]),
        dead_letter: optional_name(found, "--dead-letter"),
        slow_at: record("--slow-at")?,
        slow_work_ms: optional(found, "--slow-work", values::duration)?,
        finally: one("--finally", values::FINALLY)?.map(|i| Finally::ALL[i]),
        on_revoke: one("--on-revoke", values::ON_REVOKE)?.map(|i| OnRevoke::ALL[i]),
        on_assign: one("--on-assign", values::ON_ASSIGN)?.map(|i| OnAssign::ALL[i]),
        on_commit_failure: one("--on-commit-failure", values::ON_COMMIT_FAILURE)?
            .map(|i| OnCommitFailure::ALL[i]),
        workers: optional(found, "--workers", |word| {
            values::number(word, 0, MAX_WORKERS as i64)
        })?
        .map(|workers| workers as usize),
    }))
}

pub(crate) fn poll(found: &Found, _: &dyn Known) -> Built {
    let timeout = optional(found, "--timeout", values::duration)?;
    call(found, ConsumerCall::Poll(timeout.unwrap_or(POLL_MS)))
}

pub(crate) fn commit(found: &Found, _: &dyn Known) -> Built {
    let offsets = values::offsets(found.operands(1))?;
    match found.given("--async") {
        Some(_) => call(found, ConsumerCall::CommitAsync(offsets)),
        None => call(found, ConsumerCall::CommitSync(offsets)),
    }
}

pub(crate) fn seek(found: &Found, _: &dyn Known) -> Built {
    calls::seek(machine(found), found.operands(1), found.operand(2)).map(Line::Command)
}

pub(crate) fn position(found: &Found, _: &dyn Known) -> Built {
    let partition = values::partition(found.operand(1))?;
    let timeout = optional(found, "--timeout", values::duration)?;
    call(found, ConsumerCall::Position(partition, timeout))
}

pub(crate) fn offsets_for_times(found: &Found, _: &dyn Known) -> Built {
    let (words, at) = (found.operands(1), found.operand(2));
    calls::offsets_for_times(machine(found), words, at).map(Line::Command)
}

pub(crate) fn current_lag(found: &Found, _: &dyn Known) -> Built {
    let partition = values::partition(found.operand(1))?;
    call(found, ConsumerCall::CurrentLag(partition))
}

macro_rules! of_partitions {
    ($($verb:ident => $call:ident),*) => {
        $(pub(crate) fn $verb(found: &Found, _: &dyn Known) -> Built {
            let partitions = values::partitions(found.operands(1))?;
            call(found, ConsumerCall::$call(partitions))
        })*
    };
}

of_partitions! {
    assign => Assign, committed => Committed,
    beginning_offsets => BeginningOffsets, end_offsets => EndOffsets
}

macro_rules! of_nothing {
    ($($verb:ident => $call:ident),*) => {
        $(pub(crate) fn $verb(found: &Found, _: &dyn Known) -> Built {
            call(found, ConsumerCall::$call)
        })*
    };
}

of_nothing! {
    unsubscribe => Unsubscribe, assignment => Assignment, subscription => Subscription,
    paused => Paused, group_metadata => GroupMetadata,
    enforce_rebalance => EnforceRebalance, wakeup => Wakeup
}

pub(crate) fn flush(found: &Found, _: &dyn Known) -> Built {
    Ok(Line::Command(Command::Call {
        machine: machine(found),
        call: ProducerCall::Flush.into(),
    }))
}

/// What is said where somebody subscribes to nothing.
const SUBSCRIBES: &str = "subscribe needs a topic, or --pattern REGEX";
const CONSUMES: &str = "consume needs --topic TOPIC,TOPIC, or --pattern REGEX";

/// One subscribes to topics or by a pattern.
fn check_subscribed(found: &Found, topic: Option<&Word>, needs: &str) -> Result<(), ParseError> {
    match (topic, found.given("--pattern")) {
        (Some(_), Some(word)) => {
            let message = "Topics and a pattern exclude each other";
            Err(ParseError::at(word, message))
        }
        (None, None) => Err(ParseError::new(needs, found.end, 0)),
        _ => Ok(()),
    }
}

pub(crate) fn subscribe(found: &Found, _: &dyn Known) -> Built {
    let words = found.operands(1);
    check_subscribed(found, words.first(), SUBSCRIBES)?;
    match optional_name(found, "--pattern") {
        Some(pattern) => call(found, ConsumerCall::SubscribePattern(pattern)),
        None => call(found, ConsumerCall::Subscribe(calls::topics(words)?)),
    }
}

/// Whether a pause is that of a producer's own sending.
fn of_producer(found: &Found, known: &dyn Known) -> bool {
    found.operands(1).is_empty() && known.kind(&machine(found)) == Some(ClientKind::Producer)
}

macro_rules! pausing {
    ($($verb:ident => $rests:ident, $all:ident, $some:ident;)*) => {
        $(pub(crate) fn $verb(found: &Found, known: &dyn Known) -> Built {
            if of_producer(found, known) {
                return Ok(Line::Command(Command::$rests(machine(found))));
            }
            let partitions = values::partitions(found.operands(1))?;
            match partitions.is_empty() {
                true => call(found, ConsumerCall::$all),
                false => call(found, ConsumerCall::$some(partitions)),
            }
        })*
    };
}

pausing! {
    pause => PauseProducing, PauseAll, Pause;
    resume => ResumeProducing, ResumeAll, Resume;
}

macro_rules! of_machine {
    ($($verb:ident => $command:ident),*) => {
        $(pub(crate) fn $verb(found: &Found, _: &dyn Known) -> Built {
            Ok(Line::Command(Command::$command(machine(found))))
        })*
    };
}

of_machine! {
    crash => Crash, start => Start, stall => Stall,
    unstall => Unstall, cut => Cut, heal => Heal, remove => Remove
}

pub(crate) fn stop(found: &Found, _: &dyn Known) -> Built {
    let leave = either(found, "--leave", "--remain")?;
    let timeout = optional(found, "--timeout", values::duration)?;
    Ok(Line::Command(calls::stop(machine(found), leave, timeout)))
}

pub(crate) fn set(found: &Found, _: &dyn Known) -> Built {
    let mut settings = settings(found, "--set")?;
    for word in found.operands(1) {
        values::setting(&mut settings, word)?;
    }
    let by_hand = either(found, "--by-hand", "--no-by-hand")?;
    let mut keys = optional(found, "--keys", values::names)?;
    if either(found, "--no-keys", "--keys")? == Some(true) {
        keys = Some(Vec::new());
    }
    let change = Change {
        work_ms: optional(found, "--work", values::duration)?,
        commit: optional(found, "--commit", values::commit_mode)?,
        by_hand,
        habit: habit(found)?,
        rate: optional(found, "--rate", values::rate)?,
        keys,
        settings,
    };
    if change == Change::default() {
        let message = "set needs something to change";
        let hint = "Such as --work 100ms or max.poll.records=1; help set lists more.".to_owned();
        return Err(ParseError::new(message, found.end, 0).hint(Some(hint)));
    }
    Ok(Line::Command(Command::Configure {
        machine: machine(found),
        change,
    }))
}

/// Which of two options that exclude each other is given: true is the first.
fn either(found: &Found, yes: &str, no: &str) -> Result<Option<bool>, ParseError> {
    match (found.given(yes), found.given(no)) {
        (Some(_), Some(word)) => {
            let message = format!("{yes} and {no} exclude each other");
            Err(ParseError::at(word, message))
        }
        (Some(_), None) => Ok(Some(true)),
        (None, Some(_)) => Ok(Some(false)),
        (None, None) => Ok(None),
    }
}

pub(crate) fn wait(found: &Found, _: &dyn Known) -> Built {
    values::duration(found.operand(0)).map(Line::Wait)
}

/// How long the window is if nothing is said.
const LAST_MS: i64 = 10_000;

pub(crate) fn whatif(found: &Found, known: &dyn Known) -> Built {
    let words = found.operands(0);
    let written: Vec<String> = words.iter().map(|word| word.written()).collect();
    // A command with options is one word in quotes.
    let line = match words {
        [one] => one.text(),
        _ => written.join(" "),
    };
    let wrong = |error: ParseError| {
        let from = words[0].column;
        let last = &words[words.len() - 1];
        let length = last.column + last.length - from;
        let quotes = || "A command with options of its own is written in quotes.".to_owned();
        ParseError::new(error.message, from, length).hint(error.hint.or_else(|| Some(quotes())))
    };
    let fault = match parse(&line, known).map_err(wrong)? {
        Line::Command(fault) => fault,
        _ => {
            let message = "whatif tries a command, such as crash c1";
            return Err(ParseError::at(&words[0], message));
        }
    };

    let mut options = ["--commit", "--set"].into_iter();
    if let Some(word) = options.find_map(|option| found.given(option)) {
        if fault.machine().is_none() {
            let message = "This is for a command about one machine, such as crash c1";
            return Err(ParseError::at(word, message));
        }
    }
    let mut cases = Vec::new();
    for word in found.values("--commit") {
        let wanted = values::one(word, COMMIT_MODES_OR_ALL)?;
        let is = |mode: &CommitMode| match wanted {
            ALL => COMMIT_MODES_OR_ALL.contains(&mode.name()),
            _ => mode.name() == wanted,
        };
        cases.extend(CommitMode::ALL.into_iter().filter(is).map(Case::Commit));
    }
    for word in found.values("--set") {
        let mut settings = Settings::new();
        values::setting(&mut settings, word)?;
        let of = |(key, value)| Case::Set(key, value);
        cases.extend(settings.into_iter().map(of));
    }
    Ok(Line::WhatIf(Box::new(Question {
        fault: fault.into(),
        last: optional(found, "--last", values::duration)?.unwrap_or(LAST_MS),
        until: optional(found, "--until", values::instant_of_history)?,
        cases,
    })))
}

pub(crate) fn compare(found: &Found, _: &dyn Known) -> Built {
    let branches: Vec<String> = found.operands(0).iter().map(|word| word.text()).collect();
    let altered = Altered {
        machine: optional_name(found, "--of").unwrap_or_default(),
        commit: optional(found, "--commit", values::commit_mode)?,
        settings: settings(found, "--set")?,
    };
    let alters = altered.commit.is_some() || !altered.settings.is_empty();
    if let Some(word) = found.given("--of").filter(|_| !alters) {
        return Err(ParseError::at(word, words::WHOSE));
    }
    match (branches.len(), alters) {
        (1 | 2, false) | (0, true) => {}
        (0, false) => return Err(ParseError::new(words::WHICH, found.end, 0)),
        (_, false) => return Err(ParseError::at(&found.operands(0)[2], words::TWO)),
        (_, true) => return Err(ParseError::at(found.operand(0), words::ONE_OF)),
    }
    Ok(Line::Compare(Box::new(Comparing {
        branches,
        at: optional(found, "--at", values::instant_of_history)?,
        altered: alters.then_some(altered),
    })))
}

pub(crate) fn help(found: &Found, _: &dyn Known) -> Built {
    let words = found.operands(0);
    let Some(first) = words.first() else {
        return Ok(Line::Help(None));
    };
    let texts: Vec<String> = words.iter().map(crate::words::Word::text).collect();
    let name = texts.join(" ");
    // "help topic" is about all that begin with topic.
    let verb = VERBS.iter().find(|verb| {
        verb.name == name
            || verb
                .name
                .split_once(' ')
                .is_some_and(|(one, _)| one == name)
    });
    match verb {
        Some(verb) if verb.name == name => Ok(Line::Help(Some(verb.name))),
        Some(verb) => Ok(Line::Help(verb.name.split(' ').next())),
        None => {
            let hint = did_you_mean(&name, VERBS.iter().map(|verb| verb.name));
            let message = format!("There is no command \"{name}\"");
            Err(ParseError::at(first, message).hint(hint))
        }
    }
}
