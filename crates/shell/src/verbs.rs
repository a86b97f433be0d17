//! The verbs of the language as one table: parser, help and completion read it.
//!
//! A verb is a row: its words, its operands and options with what they mean, an example,
//! and what builds its command. A new one needs nothing else to be parsed, printed in
//! `help`, and completed.
//!
//! *Read next: [`verb`](crate::verb), what is in a row of it.*

use crate::build;
use crate::tool_line;
use crate::values::CLIENTS;
use crate::values::COMMIT_MODES;
use crate::values::COMMIT_MODES_OR_ALL;
use crate::values::{self, ASSIGNOR_NAMES};
pub use crate::verb::{Operand, Opt, Takes, Times, Verb};

const fn operand(name: &'static str, takes: Takes, times: Times) -> Operand {
    Operand { name, takes, times }
}

const fn opt(
    name: &'static str,
    value: &'static str,
    takes: Takes,
    times: Times,
    about: &'static str,
) -> Opt {
    Opt {
        name,
        value,
        takes,
        times,
        about,
    }
}

const fn switch(name: &'static str, about: &'static str) -> Opt {
    opt(name, "", Takes::Nothing, Times::Perhaps, about)
}

const TOPIC: Operand = operand("TOPIC", Takes::Name, Times::Once);
const MACHINE: Operand = operand("NAME", Takes::Name, Times::Once);
const PARTITIONS: Operand = operand("TOPIC-PARTITION", Takes::Partition, Times::Any);
const SOME_PARTITIONS: Operand = operand("TOPIC-PARTITION", Takes::Partition, Times::Some);
const PARTITION: Operand = operand("TOPIC-PARTITION", Takes::Partition, Times::Once);
#[rustfmt::skip]
const PATTERN: Opt = opt("--pattern", "REGEX", Takes::Text, Times::Perhaps, "in place of topics: all whose whole name matches this regular expression, those that are to come included");
const SETTING: Opt = opt(
    "--set",
    "KEY=VALUE",
    Takes::Pair,
    Times::Any,
    "a setting of the client, with Kafka's key",
);

#[rustfmt::skip]
const LOOP: Opt = opt("--loop", "CLIENT", Takes::OneOf(values::LOOPS), Times::Perhaps, "whose consume loop it is, with that client's defaults; else java");
#[rustfmt::skip]
const STYLE: Opt = opt("--style", "HOW", Takes::OneOf(values::STYLES), Times::Perhaps, "how the loop comes by its records: java has poll; kafka-python iterator and poll; confluent-kafka poll and consume; sarama select and range; kafkajs message and batch");
#[rustfmt::skip]
const FAIL_AT: Opt = opt("--fail-at", "TOPIC-PARTITION=OFFSET", Takes::Offset, Times::Perhaps, "the record whose work throws an exception half way");
#[rustfmt::skip]
const FAIL_TIMES: Opt = opt("--fail-times", "N", Takes::Count, Times::Perhaps, "how often it throws before it succeeds; else each time");
#[rustfmt::skip]
const ON_FAILURE: Opt = opt("--on-failure", "WHAT", Takes::OneOf(values::ON_FAILURE), Times::Perhaps, "what becomes of it: it ends the loop (the default; the handler of sarama returns it and that of kafkajs throws it), it is swallowed and the record skipped, the record is retried in place, or sent to a topic for dead letters");
#[rustfmt::skip]
const DEAD_LETTER: Opt = opt("--dead-letter", "TOPIC", Takes::Name, Times::Perhaps, "where --on-failure dead-letter sends the record; else to its own topic's name with -dlt after it");
#[rustfmt::skip]
const SLOW_AT: Opt = opt("--slow-at", "TOPIC-PARTITION=OFFSET", Takes::Offset, Times::Perhaps, "the record whose work takes long");
#[rustfmt::skip]
const SLOW_WORK: Opt = opt("--slow-work", "TIME", Takes::Duration, Times::Perhaps, "how long; else ten times the work on another record");
#[rustfmt::skip]
const ON_REVOKE: Opt = opt("--on-revoke", "WHAT", Takes::OneOf(values::ON_REVOKE), Times::Perhaps, "what its rebalance listener does when partitions are given back: commit the positions, or nothing");
#[rustfmt::skip]
const ON_ASSIGN: Opt = opt("--on-assign", "WHERE", Takes::OneOf(values::ON_ASSIGN), Times::Perhaps, "where its rebalance listener seeks in partitions that are new: the beginning, the end, or nothing");
#[rustfmt::skip]
const FINALLY: Opt = opt("--finally", "WHAT", Takes::OneOf(values::FINALLY), Times::Perhaps, "what is done when the loop is left by an exception or a signal: close (the default), with (close without a commit, as the with block of kafka-python), or nothing, and then a signal is not handled");
#[rustfmt::skip]
const ON_COMMIT_FAILURE: Opt = opt("--on-commit-failure", "WHAT", Takes::OneOf(values::ON_COMMIT_FAILURE), Times::Perhaps, "what becomes of a commit that throws: it ends the loop (kafka-python and kafkajs, if nothing is said), or is caught and the loop continues (the others)");

#[rustfmt::skip]
const WORKERS: Opt = opt("--workers", "N", Takes::Int, Times::Perhaps, "to how many workers the loop hands over what a poll returned, and polls on; 0 is none, 16 the most");

const PRODUCE: &[Opt] = &[
    opt("--topic", "TOPIC", Takes::Name, Times::Once, "where the records go"),
    opt("--rate", "RATE", Takes::Rate, Times::Perhaps, "start a program that sends so many, such as 2/s or 1/m; without it one record is sent by hand"),
    opt("--keys", "KEY,KEY", Takes::Names, Times::Perhaps, "program: the keys to choose from by chance; none is records without a key"),
    opt("--name", "NAME", Takes::Name, Times::Perhaps, "program: what to call it; else p1, p2, and so on"),
    opt("--client", "WHICH", Takes::OneOf(CLIENTS), Times::Perhaps, "program: whose client it is, which decides how partitions are chosen; else java"),
    opt("--partitioner", "WHICH", Takes::Text, Times::Perhaps, "program: how partitions are chosen, by the name in that client: java has default and roundrobin; librdkafka consistent_random, murmur2_random and others"),
    Opt { about: "program: a setting of the producer, with Kafka's key", ..SETTING },
    opt("--from", "NAME", Takes::Name, Times::Perhaps, "by hand: the producer to send from; else one called console"),
    opt("--key", "KEY", Takes::Text, Times::Perhaps, "by hand: the record's key; without it there is none"),
    opt("--value", "TEXT", Takes::Text, Times::Perhaps, "by hand: the record's value; without it there is none"),
    opt("--header", "KEY=VALUE", Takes::Pair, Times::Any, "by hand: a header of the record"),
    opt("--partition", "N", Takes::Int, Times::Perhaps, "by hand: the partition, instead of having it chosen"),
    opt("--timestamp", "MS", Takes::Long, Times::Perhaps, "by hand: the record's time in Unix milliseconds; else now"),
];

const CONSUME: &[Opt] = &[
    opt(
        "--topic",
        "TOPIC,TOPIC",
        Takes::Names,
        Times::Any,
        "what to subscribe to",
    ),
    PATTERN,
    opt(
        "--group",
        "GROUP",
        Takes::Name,
        Times::Once,
        "the consumer group",
    ),
    opt(
        "--members",
        "N",
        Takes::Count,
        Times::Perhaps,
        "how many consumers to start; else 1",
    ),
    opt(
        "--name",
        "NAME",
        Takes::Name,
        Times::Perhaps,
        "what to call it; else c1, c2, and so on",
    ),
    opt(
        "--work",
        "TIME",
        Takes::Duration,
        Times::Perhaps,
        "how long the work on a record takes; else 300ms",
    ),
    opt(
        "--commit",
        "WHEN",
        Takes::OneOf(COMMIT_MODES),
        Times::Perhaps,
        "when to commit: auto (the default), after each record or batch, record-noargs (commit() without arguments after each record), async (commitAsync after each batch), marks (what is marked as done, every auto.commit.interval.ms), contiguous (up to the first record that is not done), before the work, never",
    ),
    LOOP,
    STYLE,
    FAIL_AT,
    FAIL_TIMES,
    ON_FAILURE,
    DEAD_LETTER,
    SLOW_AT,
    SLOW_WORK,
    ON_REVOKE,
    ON_ASSIGN,
    FINALLY,
    ON_COMMIT_FAILURE,
    WORKERS,
    switch("--by-hand", "you poll, instead of a loop"),
    opt(
        "--assignor",
        "WHICH",
        Takes::OneOf(ASSIGNOR_NAMES),
        Times::Perhaps,
        "how the leader shares the partitions out (partition.assignment.strategy)",
    ),
    switch(
        "--from-beginning",
        "begin at the log start where nothing is committed or the offset is out of range (auto.offset.reset=earliest)",
    ),
    Opt {
        about: "a setting of the consumer, with Kafka's key",
        ..SETTING
    },
];

const CHANGES: &[Opt] = &[
    opt(
        "--work",
        "TIME",
        Takes::Duration,
        Times::Perhaps,
        "consumer: how long the work on a record takes",
    ),
    opt(
        "--commit",
        "WHEN",
        Takes::OneOf(COMMIT_MODES),
        Times::Perhaps,
        "consumer: when to commit",
    ),
    switch("--by-hand", "consumer: you poll"),
    switch("--no-by-hand", "consumer: a loop polls"),
    LOOP,
    STYLE,
    FAIL_AT,
    FAIL_TIMES,
    ON_FAILURE,
    DEAD_LETTER,
    SLOW_AT,
    SLOW_WORK,
    ON_REVOKE,
    ON_ASSIGN,
    FINALLY,
    ON_COMMIT_FAILURE,
    WORKERS,
    opt(
        "--rate",
        "RATE",
        Takes::Rate,
        Times::Perhaps,
        "producer: how many records",
    ),
    opt(
        "--keys",
        "KEY,KEY",
        Takes::Names,
        Times::Perhaps,
        "producer: the keys to choose from",
    ),
    switch("--no-keys", "producer: records without a key"),
    SETTING,
];

const WHATIF: &[Opt] = &[
    opt(
        "--last",
        "TIME",
        Takes::Duration,
        Times::Perhaps,
        "how long the window is; else 10s",
    ),
    opt(
        "--until",
        "@INSTANT",
        Takes::Text,
        Times::Perhaps,
        "where the window ends, such as @12.480; else now",
    ),
    opt(
        "--commit",
        "WHEN",
        Takes::OneOf(COMMIT_MODES_OR_ALL),
        Times::Any,
        "as if the machine had been started so: when to commit; all is each way in turn",
    ),
    Opt {
        about:
            "as if the machine had been started with this setting of the client; each is one case",
        ..SETTING
    },
];

#[rustfmt::skip]
const COMPARE: &[Opt] = &[
    opt("--at", "@INSTANT", Takes::Text, Times::Perhaps, "when, such as @12.480; else now"),
    opt("--commit", "WHEN", Takes::OneOf(COMMIT_MODES), Times::Perhaps, "the same again, as if consumers had been started so: when to commit"),
    Opt { about: "the same again, as if clients had been started with this setting", ..SETTING },
    opt("--of", "NAME", Takes::Name, Times::Perhaps, "whose line is altered; else that of every consumer"),
];

macro_rules! verb {
    ($name:literal, $build:path, [$($operand:expr),*], $options:expr, $about:literal, $example:literal) => {
        Verb {
            name: $name,
            operands: &[$($operand),*],
            options: $options,
            about: $about,
            example: $example,
            build: $build,
        }
    };
}

/// All verbs, in the order in which `help` lists them.
#[rustfmt::skip]
pub static VERBS: &[Verb] = &[
    verb!("topic create", build::topic_create, [TOPIC], &[
        opt("--partitions", "N", Takes::Int, Times::Perhaps, "how many partitions; else the broker's num.partitions"),
        opt("--config", "KEY=VALUE", Takes::Pair, Times::Any, "a setting of the topic, with Kafka's key"),
    ], "Create a topic.", "topic create orders --partitions 3"),
    verb!("topic alter", build::topic_alter, [TOPIC], &[
        opt("--partitions", "N", Takes::Int, Times::Perhaps, "how many partitions it shall have"),
        opt("--config", "KEY=VALUE", Takes::Pair, Times::Any, "a setting that it gets, with Kafka's key"),
        opt("--unset", "KEY", Takes::Name, Times::Any, "a setting that goes back to the broker's"),
    ], "Add partitions to a topic, or change its settings.", "topic alter orders --config retention.ms=60000"),
    verb!("topic delete", build::topic_delete, [operand("TOPIC", Takes::Name, Times::Some)], &[],
        "Delete topics with all their records.", "topic delete orders"),
    verb!("records delete", build::records_delete, [operand("TOPIC-PARTITION=OFFSET", Takes::Offset, Times::Some)], &[],
        "Delete the records of partitions below an offset; -1 is all of them.", "records delete orders-0=5"),
    verb!("group delete", build::group_delete, [operand("GROUP", Takes::Name, Times::Some)], &[],
        "Delete groups with their committed offsets.", "group delete billing"),
    verb!("produce", build::produce, [], PRODUCE,
        "Start a producer (with --rate), or send one record by hand.", "produce --topic orders --keys ana,bo --rate 2/s"),
    verb!("consume", build::consume, [], CONSUME,
        "Start consumers of a group.", "consume --topic orders --group billing --members 2 --work 300ms"),
    verb!("poll", build::poll, [MACHINE], &[
        opt("--timeout", "TIME", Takes::Duration, Times::Perhaps, "how long to wait for records; else 1s"),
    ], "Have a consumer poll once.", "poll c1"),
    verb!("commit", build::commit, [MACHINE, operand("TOPIC-PARTITION=OFFSET", Takes::Offset, Times::Any)], &[
        switch("--async", "do not wait for the answer"),
    ], "Commit a consumer's positions, or the offsets given.", "commit c1 orders-0=5"),
    verb!("seek", build::seek, [MACHINE, PARTITIONS, operand("OFFSET", Takes::Target, Times::Once)], &[],
        "Move a consumer's position to an offset, an instant such as @12.480, the beginning or the end.", "seek c1 orders-0 5"),
    verb!("position", build::position, [MACHINE, PARTITION], &[
        opt("--timeout", "TIME", Takes::Duration, Times::Perhaps, "how long it may be looked up where it is not known; else default.api.timeout.ms"),
    ], "Ask a consumer for its position: the offset that the next poll reads.", "position c1 orders-0"),
    verb!("committed", build::committed, [MACHINE, SOME_PARTITIONS], &[],
        "Ask a consumer what its group committed.", "committed c1 orders-0 orders-1"),
    verb!("beginning-offsets", build::beginning_offsets, [MACHINE, SOME_PARTITIONS], &[],
        "Ask a consumer where logs start.", "beginning-offsets c1 orders-0"),
    verb!("end-offsets", build::end_offsets, [MACHINE, SOME_PARTITIONS], &[],
        "Ask a consumer where logs end, for its isolation.level.", "end-offsets c1 orders-0"),
    verb!("offsets-for-times", build::offsets_for_times, [MACHINE, SOME_PARTITIONS, operand("TIME", Takes::Time, Times::Once)], &[],
        "Ask a consumer for the first record of each partition that is not older than an instant such as @12.480, or than a time in Unix milliseconds; answers offset and timestamp.", "offsets-for-times c1 orders-0 @2.500"),
    verb!("current-lag", build::current_lag, [MACHINE, PARTITION], &[],
        "Ask a consumer how far its position is from the log's end, as far as it knows.", "current-lag c1 orders-0"),
    verb!("assignment", build::assignment, [MACHINE], &[],
        "Ask a consumer which partitions it has.", "assignment c1"),
    verb!("assign", build::assign, [MACHINE, SOME_PARTITIONS], &[],
        "Give a consumer these partitions, without a group's protocol; it must not be subscribed.", "assign c1 orders-0"),
    verb!("unsubscribe", build::unsubscribe, [MACHINE], &[],
        "Have a consumer give up its subscription or assignment, and leave its group.", "unsubscribe c1"),
    verb!("subscribe", build::subscribe, [MACHINE, operand("TOPIC", Takes::Name, Times::Any)], &[PATTERN],
        "Have a consumer subscribe to topics, or by a pattern, instead of what was before; it must have nothing assigned.", "subscribe c1 orders"),
    verb!("subscription", build::subscription, [MACHINE], &[],
        "Ask a consumer which topics it is subscribed to.", "subscription c1"),
    verb!("pause", build::pause, [MACHINE, PARTITIONS], &[],
        "Let a producer rest, or have a consumer's polls leave partitions out.", "pause checkout"),
    verb!("resume", build::resume, [MACHINE, PARTITIONS], &[],
        "Undo a pause.", "resume checkout"),
    verb!("paused", build::paused, [MACHINE], &[],
        "Ask a consumer which partitions its polls leave out.", "paused c1"),
    verb!("group-metadata", build::group_metadata, [MACHINE], &[],
        "Ask a consumer for its membership: group, generation and member id.", "group-metadata c1"),
    verb!("enforce-rebalance", build::enforce_rebalance, [MACHINE], &[],
        "Have a consumer join its group again at its next poll.", "enforce-rebalance c1"),
    verb!("wakeup", build::wakeup, [MACHINE], &[],
        "Have the call that a consumer waits in, or its next one that would wait, throw a WakeupException; Java's loop is left by it.", "wakeup c1"),
    verb!("flush", build::flush, [MACHINE], &[],
        "Have a producer send what is batched now, whatever its linger.ms.", "flush checkout"),
    verb!("crash", build::crash, [MACHINE], &[],
        "Kill a program: its connections close and nobody is told.", "crash c1"),
    verb!("stop", build::stop, [MACHINE], &[
        switch("--leave", "consumer: it leaves its group, also as a static member"),
        switch("--remain", "consumer: it stays in its group until its session times out"),
        opt("--timeout", "TIME", Takes::Duration, Times::Perhaps, "consumer: how long closing may take; else 30s"),
    ], "End a program in good order: it closes its client.", "stop c1"),
    verb!("interrupt", tool_line::interrupt, [operand("NAME", Takes::Name, Times::Perhaps)], &[],
        "Send a consumer's program the signal to end, as Ctrl-C does; without a name, the tool in the foreground.", "interrupt c1"),
    verb!("type", tool_line::type_input, [operand("TEXT", Takes::Text, Times::Once)], &[],
        "Type a line for the tool in the foreground.", "type \"hello\""),
    verb!("eof", tool_line::eof, [], &[],
        "End what is typed for the tool in the foreground, as Ctrl-D does.", "eof"),
    verb!("jobs", tool_line::jobs, [], &[],
        "List the lines of tools that run.", "jobs"),
    verb!("fg", tool_line::fg, [operand("%JOB", Takes::Text, Times::Once)], &[],
        "Bring a line of tools to the foreground.", "fg %1"),
    verb!("kill", tool_line::kill, [operand("%JOB", Takes::Text, Times::Once)], &[],
        "Send a line of tools the signal to end.", "kill %1"),
    verb!("man", tool_line::man, [operand("TOOL", Takes::Text, Times::Once)], &[],
        "Show what a tool is for, its options, and lines to try.", "man kafka-topics"),
    verb!("start", build::start, [MACHINE], &[],
        "Start a program again that crashed or was stopped.", "start c1"),
    verb!("stall", build::stall, [MACHINE], &[],
        "Let a program stand still; a consumer's heartbeat goes on until max.poll.interval.ms is exceeded.", "stall c1"),
    verb!("unstall", build::unstall, [MACHINE], &[],
        "Let a stalled program go on.", "unstall c1"),
    verb!("cut", build::cut, [MACHINE], &[],
        "Cut a machine's network: what is in the air is lost.", "cut c1"),
    verb!("heal", build::heal, [MACHINE], &[],
        "Mend a machine's network.", "heal c1"),
    verb!("remove", build::remove, [MACHINE], &[],
        "Take a machine away that crashed or was stopped.", "remove c1"),
    verb!("set", build::set, [MACHINE, operand("KEY=VALUE", Takes::Pair, Times::Any)], CHANGES,
        "Change a program; for a setting of its client it restarts in good order.", "set c1 --work 100ms max.poll.records=1"),
    verb!("wait", build::wait, [operand("TIME", Takes::Duration, Times::Once)], &[],
        "Let time pass.", "wait 3s"),
    verb!("whatif", build::whatif, [operand("COMMAND", Takes::Text, Times::Some)], WHATIF,
        "Try a command at every instant of the last seconds, and count what is done again and what is lost.", "whatif crash c1 --last 10s"),
    verb!("compare", build::compare, [operand("BRANCH", Takes::Text, Times::Any)], COMPARE,
        "Say what differs between two branches, by their numbers or names; or make one that is the same again with another setting, and say what differs.", "compare --commit before"),
    verb!("help", build::help, [operand("COMMAND", Takes::Text, Times::Any)], &[],
        "Say what there is, or how one command is written.", "help produce"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use client::assignor::Assignor;
    use client::library::Library;
    use client::partitioner::family::Family;
    use cluster::command::CommitMode;

    #[test]
    fn the_table_is_well_made() {
        for verb in VERBS {
            let repeating = verb.operands.iter().filter(|o| o.times.repeats());
            assert!(repeating.count() <= 1, "{}", verb.name);
            assert!(verb.example.starts_with(verb.name));
            assert!(verb.about.ends_with('.'));
            for option in verb.options {
                assert!(option.name.starts_with("--"));
                assert_eq!(option.takes == Takes::Nothing, option.value.is_empty());
            }
        }
    }

    #[test]
    fn clients_are_the_engines() {
        let names = Family::ALL.map(|family| family.name().to_ascii_lowercase());
        assert_eq!(names, CLIENTS);
    }

    #[test]
    fn assignors_are_the_engines() {
        for name in ASSIGNOR_NAMES {
            assert_eq!(Assignor::by_name(name).map(Assignor::name), Some(*name));
        }
    }

    #[test]
    fn commit_modes_are_the_engines() {
        assert_eq!(CommitMode::ALL.map(CommitMode::name), COMMIT_MODES);
    }

    #[test]
    fn habits_are_the_engines() {
        fn names<T: Copy>(all: &[T], name: fn(T) -> &'static str) -> Vec<&'static str> {
            all.iter().map(|thing| name(*thing)).collect()
        }
        use cluster::habit::{Finally, OnAssign, OnCommitFailure, OnFailure, OnRevoke, Style};
        assert_eq!(names(&Library::ALL, Library::name), values::LOOPS);
        assert_eq!(names(Style::ALL, Style::name), values::STYLES);
        assert_eq!(names(OnFailure::ALL, OnFailure::name), values::ON_FAILURE);
        assert_eq!(names(Finally::ALL, Finally::name), values::FINALLY);
        assert_eq!(names(OnRevoke::ALL, OnRevoke::name), values::ON_REVOKE);
        assert_eq!(names(OnAssign::ALL, OnAssign::name), values::ON_ASSIGN);
        let commits = names(OnCommitFailure::ALL, OnCommitFailure::name);
        assert_eq!(commits, values::ON_COMMIT_FAILURE);
    }
}
