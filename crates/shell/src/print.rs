//! A command becomes the line that stands for it.
//!
//! Scripts, links and the journal have it so. Where Kafka's own tools do the same, their lines
//! are [`real_lines`](crate::real_lines).
//!
//! *Read next: [`compose`](mod@crate::compose), how buttons say one.*

use crate::build::{POLL_MS, WORK_MS};
use crate::duration::{print_duration, print_rate};
use crate::words::{quote, quote_pair};
use client::call::{
    AdminCall, Call, CloseOptions, ConsumerCall, GroupMembershipOperation, Offsets,
};
use client::call::{ProducerCall, ProducerRecord};
use client::library::Library;
use cluster::command::{Change, Command, CommitMode, ConsumerSpec, ProducerSpec};
use cluster::habit::{Finally, Habit, OnAssign, OnCommitFailure, OnFailure, OnRevoke, Style};
use cluster::instant::Instant;
use cluster::terminal::JobId;
use protocol::api::{AlterConfigsResource, AlterOperation, ResourceType};
use protocol::config::Settings;
use protocol::name::Name;
use protocol::record::Millis;
use protocol::topic_partition::TopicPartition;
use tools::Signal;

/// A line that grows word by word.
struct Writer(String);

impl Writer {
    fn new(verb: &str) -> Self {
        Writer(verb.to_owned())
    }

    /// Adds a word as it is.
    fn word(&mut self, word: &str) -> &mut Self {
        self.0.push(' ');
        self.0.push_str(word);
        self
    }

    /// Adds text as one word.
    fn text(&mut self, text: &str) -> &mut Self {
        self.word(&quote(text))
    }

    fn option(&mut self, name: &str, text: &str) -> &mut Self {
        self.word(name).text(text)
    }

    fn names(&mut self, option: &str, names: &[Name]) -> &mut Self {
        let names: Vec<String> = names.iter().map(|name| quote(name)).collect();
        self.word(option).word(&names.join(","))
    }

    fn pair(&mut self, key: &str, value: &str) -> &mut Self {
        self.word(&quote_pair(key, value))
    }

    fn settings(&mut self, option: &str, settings: &Settings) -> &mut Self {
        for (key, value) in settings {
            self.word(option).pair(key, value);
        }
        self
    }

    fn partitions(&mut self, partitions: &[TopicPartition]) -> &mut Self {
        for partition in partitions {
            self.text(&partition.to_string());
        }
        self
    }
}

/// The canonical line of a command: reading it gives the command again.
///
/// A call that the language has no verb for becomes a comment that names it.
pub fn print(command: &Command) -> String {
    match command {
        Command::Admin(call) => admin(call),
        Command::StartProducer(spec) => start_producer(spec),
        Command::StartConsumers(spec) => start_consumers(spec),
        Command::Produce { from, record } => produce(from.as_ref(), record),
        Command::Call { machine, call } => print_call(machine, call),
        Command::SeekToTime {
            machine,
            partitions,
            at,
        } => {
            let mut line = Writer::new("seek");
            line.text(machine).partitions(partitions);
            line.word(&Instant::after_all(*at).to_string());
            line.0
        }
        Command::OffsetsForTime {
            machine,
            partitions,
            at,
        } => {
            let mut line = Writer::new("offsets-for-times");
            line.text(machine).partitions(partitions);
            line.word(&Instant::after_all(*at).to_string());
            line.0
        }
        Command::StopWith { machine, options } => {
            let mut line = Writer::new("stop");
            line.text(machine);
            close(&mut line, *options);
            line.0
        }
        Command::StartClient { name, .. } => comment("start a bare client called", name),
        Command::PauseProducing(name) => on("pause", name),
        Command::ResumeProducing(name) => on("resume", name),
        Command::Crash(name) => on("crash", name),
        Command::Stop(name) => on("stop", name),
        Command::Interrupt(name) => on("interrupt", name),
        Command::Start(name) => on("start", name),
        Command::Stall(name) => on("stall", name),
        Command::Unstall(name) => on("unstall", name),
        Command::Cut(name) => on("cut", name),
        Command::Heal(name) => on("heal", name),
        Command::Remove(name) => on("remove", name),
        Command::Configure { machine, change } => configure(machine, change),
        Command::Shell(line) => line.text().to_string(),
        Command::Input(text) => Writer::new("type").text(text).0.clone(),
        Command::EndInput => "eof".to_owned(),
        Command::Signal { job, signal } => {
            let verb = match signal {
                Signal::Interrupt => "interrupt",
                Signal::Terminate => "kill",
            };
            match job {
                Some(job) => on_job(verb, *job),
                None => verb.to_owned(),
            }
        }
        Command::Foreground(job) => on_job("fg", *job),
    }
}

fn on(verb: &str, name: &Name) -> String {
    Writer::new(verb).text(name).0.clone()
}

fn on_job(verb: &str, job: JobId) -> String {
    [verb, " %", &job.to_string()].concat()
}

fn comment(what: &str, name: &str) -> String {
    ["# ", what, " ", &quote(name)].concat()
}

fn admin(call: &AdminCall) -> String {
    let mut line;
    match call {
        AdminCall::CreateTopics(topics) if topics.len() == 1 => {
            let topic = &topics[0];
            line = Writer::new("topic create");
            line.text(&topic.name);
            if topic.partitions != -1 {
                line.word("--partitions")
                    .word(&topic.partitions.to_string());
            }
            line.settings("--config", &topic.configs);
        }
        AdminCall::CreatePartitions(topics) if topics.len() == 1 => {
            line = Writer::new("topic alter");
            line.text(&topics[0].name);
            line.word("--partitions").word(&topics[0].count.to_string());
        }
        AdminCall::IncrementalAlterConfigs(resources) if resources.len() == 1 => {
            line = match alter_topic(&resources[0]) {
                Some(line) => line,
                None => return comment("admin call", call.name()),
            };
        }
        AdminCall::DeleteRecords(partitions) if !partitions.is_empty() => {
            line = Writer::new("records delete");
            for (partition, offset) in partitions {
                line.pair(&partition.to_string(), &offset.to_string());
            }
        }
        AdminCall::DeleteTopics(names) if !names.is_empty() => {
            line = Writer::new("topic delete");
            names.iter().for_each(|name| {
                line.text(name);
            });
        }
        AdminCall::DeleteGroups(names) if !names.is_empty() => {
            line = Writer::new("group delete");
            names.iter().for_each(|name| {
                line.text(name);
            });
        }
        _ => return comment("admin call", call.name()),
    }
    line.0
}

/// The settings of a topic: those that get a value before those that lose it,
/// as a line has them. There is no line for values that join a list.
fn alter_topic(altered: &AlterConfigsResource) -> Option<Writer> {
    if altered.resource.kind != ResourceType::Topic || altered.configs.is_empty() {
        return None;
    }
    let mut line = Writer::new("topic alter");
    line.text(&altered.resource.name);
    for config in &altered.configs {
        match (config.operation, &config.value) {
            (AlterOperation::Set, Some(value)) => line.word("--config").pair(&config.name, value),
            (AlterOperation::Delete, None) => line.option("--unset", &config.name),
            _ => return None,
        };
    }
    Some(line)
}

fn start_producer(spec: &ProducerSpec) -> String {
    let mut line = Writer::new("produce");
    line.option("--topic", &spec.topic);
    if !spec.keys.is_empty() {
        line.names("--keys", &spec.keys);
    }
    line.word("--rate").word(&print_rate(spec.rate));
    if let Some(name) = &spec.name {
        line.option("--name", name);
    }
    line.settings("--set", &spec.settings);
    line.0
}

fn start_consumers(spec: &ConsumerSpec) -> String {
    let mut line = Writer::new("consume");
    match &spec.pattern {
        Some(pattern) => line.option("--pattern", pattern),
        None => line.names("--topic", &spec.topics),
    };
    line.option("--group", &spec.group);
    if let Some(name) = &spec.name {
        line.option("--name", name);
    }
    if spec.members != 1 {
        line.word("--members").word(&spec.members.to_string());
    }
    if spec.work_ms != WORK_MS {
        line.word("--work").word(&print_duration(spec.work_ms));
    }
    if spec.commit != CommitMode::Auto {
        line.word("--commit").word(spec.commit.name());
    }
    if spec.by_hand {
        line.word("--by-hand");
    }
    habit(&mut line, &spec.habit);
    line.settings("--set", &spec.settings);
    line.0
}

/// How a program is written, in the words of a line.
pub(crate) fn habit_words(spec: &Habit) -> String {
    let mut line = Writer(String::new());
    habit(&mut line, spec);
    line.0.trim_start().to_owned()
}

fn habit(line: &mut Writer, habit: &Habit) {
    let words = [
        ("--loop", habit.library.map(Library::name)),
        ("--style", habit.style.map(Style::name)),
        ("--on-failure", habit.on_failure.map(OnFailure::name)),
        ("--on-revoke", habit.on_revoke.map(OnRevoke::name)),
        ("--on-assign", habit.on_assign.map(OnAssign::name)),
        ("--finally", habit.finally.map(Finally::name)),
        (
            "--on-commit-failure",
            habit.on_commit_failure.map(OnCommitFailure::name),
        ),
    ];
    for (option, word) in words {
        if let Some(word) = word {
            line.word(option).word(word);
        }
    }
    for (option, at) in [("--fail-at", &habit.fail_at), ("--slow-at", &habit.slow_at)] {
        if let Some((partition, offset)) = at {
            line.word(option);
            line.pair(&partition.to_string(), &offset.to_string());
        }
    }
    if let Some(topic) = &habit.dead_letter {
        line.option("--dead-letter", topic);
    }
    if let Some(times) = habit.fail_times {
        line.word("--fail-times").word(&times.to_string());
    }
    if let Some(workers) = habit.workers {
        line.word("--workers").word(&workers.to_string());
    }
    if let Some(ms) = habit.slow_work_ms {
        line.word("--slow-work").word(&print_duration(ms));
    }
}

fn produce(from: Option<&Name>, record: &ProducerRecord) -> String {
    let mut line = Writer::new("produce");
    line.option("--topic", &record.topic);
    if let Some(from) = from {
        line.option("--from", from);
    }
    if let Some(key) = &record.key {
        line.option("--key", &key.text());
    }
    if let Some(value) = &record.value {
        line.option("--value", &value.text());
    }
    for header in record.headers.iter() {
        line.word("--header");
        match &header.value {
            Some(value) => line.pair(&header.key, &value.text()),
            None => line.text(&header.key),
        };
    }
    if let Some(partition) = record.partition {
        line.word("--partition").word(&partition.to_string());
    }
    if let Some(timestamp) = record.timestamp {
        line.word("--timestamp").word(&timestamp.to_string());
    }
    line.0
}

fn print_call(machine: &Name, call: &Call) -> String {
    let none = || comment(&["call ", call.name(), " on"].concat(), machine);
    match call {
        Call::Consumer(call) => print_consumer_call(machine, call).unwrap_or_else(none),
        Call::Producer(call) => match **call {
            ProducerCall::Close => on("stop", machine),
            ProducerCall::Flush => on("flush", machine),
            ProducerCall::Send(_) => none(),
        },
        _ => none(),
    }
}

fn print_consumer_call(machine: &Name, call: &ConsumerCall) -> Option<String> {
    let mut line = Writer::new(verb_of(call)?);
    line.text(machine);
    match call {
        ConsumerCall::Poll(timeout) if *timeout != POLL_MS => {
            line.word("--timeout").word(&print_duration(*timeout));
        }
        ConsumerCall::CommitSync(offsets) => commit(&mut line, offsets.as_ref()),
        ConsumerCall::CommitAsync(offsets) => {
            line.word("--async");
            commit(&mut line, offsets.as_ref());
        }
        ConsumerCall::Seek(partition, offset) => {
            line.text(&partition.to_string()).word(&offset.to_string());
        }
        ConsumerCall::SeekToBeginning(partitions) => {
            line.partitions(partitions).word("beginning");
        }
        ConsumerCall::SeekToEnd(partitions) => {
            line.partitions(partitions).word("end");
        }
        ConsumerCall::Position(partition, timeout) => {
            line.text(&partition.to_string());
            if let Some(timeout) = timeout {
                line.word("--timeout").word(&print_duration(*timeout));
            }
        }
        ConsumerCall::CurrentLag(partition) => {
            line.text(&partition.to_string());
        }
        ConsumerCall::Subscribe(topics) => {
            for topic in topics {
                line.text(topic);
            }
        }
        ConsumerCall::SubscribePattern(pattern) => {
            line.option("--pattern", pattern);
        }
        ConsumerCall::OffsetsForTimes(times) => {
            let time = one_time(times)?.to_string();
            for (partition, _) in times {
                line.text(&partition.to_string());
            }
            line.word(&time);
        }
        ConsumerCall::Close(options) => close(&mut line, *options),
        ConsumerCall::Pause(partitions)
        | ConsumerCall::Resume(partitions)
        | ConsumerCall::Committed(partitions)
        | ConsumerCall::BeginningOffsets(partitions)
        | ConsumerCall::EndOffsets(partitions)
        | ConsumerCall::Assign(partitions) => {
            line.partitions(partitions);
        }
        _ => {}
    }
    Some(line.0)
}

/// The verb of a call. An empty list says nothing, and no line stands for that.
fn verb_of(call: &ConsumerCall) -> Option<&'static str> {
    Some(match call {
        ConsumerCall::Poll(_) => "poll",
        ConsumerCall::CommitSync(_) | ConsumerCall::CommitAsync(_) => "commit",
        ConsumerCall::Seek(..) | ConsumerCall::SeekToBeginning(_) | ConsumerCall::SeekToEnd(_) => {
            "seek"
        }
        ConsumerCall::Position(..) => "position",
        ConsumerCall::CurrentLag(_) => "current-lag",
        ConsumerCall::Unsubscribe => "unsubscribe",
        ConsumerCall::Subscribe(topics) if !topics.is_empty() => "subscribe",
        ConsumerCall::SubscribePattern(_) => "subscribe",
        ConsumerCall::PauseAll => "pause",
        ConsumerCall::ResumeAll => "resume",
        ConsumerCall::Pause(partitions) if !partitions.is_empty() => "pause",
        ConsumerCall::Resume(partitions) if !partitions.is_empty() => "resume",
        ConsumerCall::Assign(partitions) if !partitions.is_empty() => "assign",
        ConsumerCall::Committed(partitions) if !partitions.is_empty() => "committed",
        ConsumerCall::BeginningOffsets(partitions) if !partitions.is_empty() => "beginning-offsets",
        ConsumerCall::EndOffsets(partitions) if !partitions.is_empty() => "end-offsets",
        ConsumerCall::OffsetsForTimes(_) => "offsets-for-times",
        ConsumerCall::Assignment => "assignment",
        ConsumerCall::Subscription => "subscription",
        ConsumerCall::Paused => "paused",
        ConsumerCall::GroupMetadata => "group-metadata",
        ConsumerCall::EnforceRebalance => "enforce-rebalance",
        ConsumerCall::Wakeup => "wakeup",
        ConsumerCall::Close(options) if !options.uncommitted => "stop",
        _ => return None,
    })
}

/// The time that all of them are looked up by, if it is one.
fn one_time(times: &[(TopicPartition, Millis)]) -> Option<Millis> {
    let (_, first) = times.first()?;
    times
        .iter()
        .all(|(_, time)| time == first)
        .then_some(*first)
}

/// How a client closes, where it is not as usual.
fn close(line: &mut Writer, options: CloseOptions) {
    match options.membership {
        GroupMembershipOperation::Default => {}
        GroupMembershipOperation::LeaveGroup => {
            line.word("--leave");
        }
        GroupMembershipOperation::RemainInGroup => {
            line.word("--remain");
        }
    }
    if let Some(timeout) = options.timeout_ms {
        line.word("--timeout").word(&print_duration(timeout));
    }
}

fn commit(line: &mut Writer, offsets: Option<&Offsets>) {
    for (partition, commit) in offsets.into_iter().flatten() {
        let mut word = quote(&partition.to_string());
        word.push('=');
        word.push_str(&commit.offset.to_string());
        if !commit.metadata.is_empty() {
            word.push(':');
            word.push_str(&quote(&commit.metadata));
        }
        line.word(&word);
    }
}

fn configure(machine: &Name, change: &Change) -> String {
    let mut line = Writer::new("set");
    line.text(machine);
    if let Some(work_ms) = change.work_ms {
        line.word("--work").word(&print_duration(work_ms));
    }
    if let Some(commit) = change.commit {
        line.word("--commit").word(commit.name());
    }
    match change.by_hand {
        Some(true) => line.word("--by-hand"),
        Some(false) => line.word("--no-by-hand"),
        None => &mut line,
    };
    habit(&mut line, &change.habit);
    if let Some(rate) = change.rate {
        line.word("--rate").word(&print_rate(rate));
    }
    match &change.keys {
        Some(keys) if keys.is_empty() => line.word("--no-keys"),
        Some(keys) => line.names("--keys", keys),
        None => &mut line,
    };
    for (key, value) in &change.settings {
        line.pair(key, value);
    }
    line.0
}
