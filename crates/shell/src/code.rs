//! What a page needs to show a program's code: whose loop it is, where it
//! stands, and the values at its margin.

use client::consumer::Consumer;
use client::library::Library;
use cluster::app::{Consuming, AUTO_COMMIT};
use cluster::habit::{OnAssign, OnFailure, OnRevoke};
use cluster::{Machine, State};
use protocol::config::CONSUMER;
use protocol::name::Name;
use protocol::record::Millis;
use protocol::topic_partition::TopicPartition;
use serde::Serialize;

/// A consumer's program, as its code shows it. It changes with events only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CodeState {
    /// Whose loop it is, in the word of `--loop`.
    #[serde(rename = "loop")]
    pub library: &'static str,
    /// How the loop comes by its records, in the word of `--style`.
    pub style: &'static str,
    /// When it commits, in the word of `--commit`.
    pub commit: &'static str,
    /// What becomes of an exception, in the word of `--on-failure`.
    pub on_failure: &'static str,
    /// What becomes of a commit that throws, in the word of
    /// `--on-commit-failure`.
    pub on_commit_failure: &'static str,
    /// What its listener does when it gets partitions, in the word of
    /// `--on-assign`.
    pub on_assign: &'static str,
    /// What it does when it gives some back, in the word of `--on-revoke`.
    pub on_revoke: &'static str,
    /// The pattern that it subscribes by, in place of topics.
    pub pattern: Option<Name>,
    /// The topic for records whose work throws, where they go to one.
    pub dead_letter: Option<Name>,
    /// What is done when the loop is left, in the word of `--finally`.
    #[serde(rename = "finally")]
    pub at_last: &'static str,
    /// To how many workers it hands over what a poll returned; 0 is none.
    pub workers: usize,
    /// Whether the user polls.
    pub by_hand: bool,
    /// The step of the loop at which it stands: `subscribe`, `poll`, `for`,
    /// `work`, `dead-letter`, `commit`, `call`, `close` or `idle`. Where workers
    /// work, it is the loop's own.
    pub line: &'static str,
    /// The call that it waits for, by its name in the Java API.
    pub call: Option<&'static str>,
    /// Until when that may take, in milliseconds since the start.
    pub until: Option<Millis>,
    /// How many records the last poll brought; where each partition has a
    /// thread, to the one that works, and where there are workers, how many
    /// were handed over from the first on that is not done.
    pub count: usize,
    /// Which of them is next, or the first that is worked on, from 0.
    pub next: usize,
    /// How long the work on it takes, in milliseconds.
    pub work_ms: Millis,
    /// The values at its margin.
    pub values: Vec<CodeValue>,
    /// The settings that matter most and those that were given, with what the
    /// client has without them.
    pub settings: Vec<CodeSetting>,
}

/// A value at the margin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CodeValue {
    /// `offset`, `position`, `committed` or `marked`.
    pub name: &'static str,
    /// Its value.
    pub value: i64,
}

/// A setting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CodeSetting {
    /// Kafka's key.
    pub key: String,
    /// Its value.
    pub value: String,
    /// What this client has where nothing is given.
    pub default: String,
}

/// The code of a machine that is a consumer with a program.
pub(crate) fn code(state: &State, machine: &str) -> Option<CodeState> {
    let (id, machine) = state.machine(machine)?;
    let (program, consumer) = (machine.consuming()?, machine.client().consumer()?);
    let spec = &program.spec;
    let in_call = consumer.in_call().filter(|_| machine.is_running());
    let call = in_call.map(|in_call| in_call.call().name());
    let habit = &spec.habit;
    let shown = program.shown();
    let letters = habit.on_failure() == OnFailure::DeadLetter;
    let matched = || consumer.subscription().topics().next();
    let topic = spec.topics.first().or_else(matched);
    let topic = topic.or(spec.pattern.as_ref()).filter(|_| letters);
    Some(CodeState {
        library: habit.library().name(),
        style: habit.style().name(),
        commit: spec.commit.name(),
        on_failure: habit.on_failure().name(),
        on_commit_failure: habit.on_commit_failure().name(),
        on_assign: habit.on_assign.unwrap_or(OnAssign::Nothing).name(),
        on_revoke: habit.on_revoke.unwrap_or(OnRevoke::Nothing).name(),
        pattern: spec.pattern.clone(),
        dead_letter: topic.map(|topic| habit.dead_letter(topic)),
        at_last: habit.finally().name(),
        workers: habit.workers(),
        by_hand: spec.by_hand,
        line: machine.line()?.name(),
        call,
        until: in_call.map(|in_call| in_call.until() - state.start()),
        count: shown.count(),
        next: shown.next,
        work_ms: shown
            .get(shown.next)
            .map_or(spec.work_ms, |(record, _)| program.work_on(record)),
        values: values(state, machine, program, consumer),
        settings: settings(machine, habit.library()),
    })
    .filter(|_| state.machines().contains_key(&id))
}

/// The values, of the partition that is worked on, or else of the first that it
/// owns.
fn values(
    state: &State,
    machine: &Machine,
    program: &Consuming,
    consumer: &Consumer,
) -> Vec<CodeValue> {
    let mut values = Vec::new();
    if !machine.is_running() {
        return values;
    }
    let mut add = |name, value: Option<i64>| {
        values.extend(value.map(|value| CodeValue { name, value }));
    };
    let at_work = program.working_on().next();
    add("offset", at_work.map(|record| record.offset));
    let partition: Option<&TopicPartition> = at_work
        .map(|record| &record.partition)
        .or_else(|| consumer.owned().keys().next());
    if let Some(partition) = partition {
        let group = consumer.group();
        let committed = group.and_then(|group| state.broker().committed(group, partition));
        add("position", consumer.position(partition));
        add("committed", committed.map(|committed| committed.offset));
        let marked = program.marked(partition);
        add("marked", marked.or_else(|| consumer.stored(partition)));
    }
    values
}

/// What decides when offsets are committed, where reading begins, and who is
/// taken for dead.
const TELLING: [&str; 10] = [
    GROUP,
    AUTO_COMMIT,
    "auto.commit.interval.ms",
    "auto.offset.reset",
    "max.poll.records",
    "session.timeout.ms",
    "heartbeat.interval.ms",
    "max.poll.interval.ms",
    "isolation.level",
    "partition.assignment.strategy",
];
const GROUP: &str = "group.id";

fn settings(machine: &Machine, library: Library) -> Vec<CodeSetting> {
    let defaults = library.nature().defaults;
    let given = machine.settings();
    let others = given.keys().map(|key| &**key);
    let others = others.filter(|key| !TELLING.contains(key));
    let keys = TELLING.iter().copied().chain(others);
    let settings = keys.map(|key| {
        let own = defaults.iter().find(|(name, _)| *name == key);
        let kafkas = || CONSUMER.find(key).and_then(|definition| definition.default);
        let default = own.map(|(_, value)| *value).or_else(kafkas);
        let default = default.unwrap_or_default();
        let value = given.get(key).map_or(default, |value| value);
        CodeSetting {
            key: key.to_owned(),
            value: value.to_owned(),
            default: default.to_owned(),
        }
    });
    settings.collect()
}
