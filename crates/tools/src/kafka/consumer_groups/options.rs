//! The options of `kafka-consumer-groups`, and which of them go together.
//!
//! Source: `ConsumerGroupCommandOptions`.

use super::refuse;
use crate::kafka::client_settings::{BOOTSTRAP_SERVER, COMMAND_CONFIG};
use crate::options::{exclusive, help_or_version, Given, OptionSpec, Value, HELP, VERSION};
use crate::script::Io;
use crate::throwable::Stop;

/// What Kafka says above the options.
pub(super) const ABOUT: &str = "This tool helps to list all consumer groups, describe a consumer group, delete consumer group info, or reset consumer group offsets.";

/// What can be done, in Kafka's order.
pub(super) const ACTIONS: [&str; 6] = [
    "list",
    "describe",
    "delete",
    "reset-offsets",
    "delete-offsets",
    "validate-regex",
];

/// Where offsets may be reset to.
pub(super) const SCENARIOS: [&str; 8] = [
    "to-offset",
    "to-datetime",
    "by-duration",
    "to-earliest",
    "to-latest",
    "to-current",
    "shift-by",
    "from-file",
];

/// The same, as Kafka lists them where none was given. It takes them out of a
/// set, whose order differs from run to run; this one is as good as another.
pub(super) const SCENARIOS_LISTED: &str = "[[to-current], [to-earliest], [to-offset], [shift-by], [from-file], [to-datetime], [by-duration], [to-latest]]";

const fn switch(name: &'static str, about: &'static str) -> OptionSpec {
    OptionSpec::new(name, Value::None, about)
}

const fn takes(name: &'static str, what: &'static str, about: &'static str) -> OptionSpec {
    OptionSpec::new(name, Value::Required(what), about)
}

/// The options, in the order of the alphabet.
pub(super) const OPTIONS: &[OptionSpec] = &[
    switch("all-groups", "All groups of consumers."),
    switch("all-topics", "With --reset-offsets: all partitions that the group has committed for."),
    takes(BOOTSTRAP_SERVER, "String: server to connect to", "Where the cluster is. Every address is this one."),
    takes("by-duration", "String: duration", "Resets to the first record that is not older than this, as in PT1H or P7D."),
    takes(COMMAND_CONFIG, "String: command config property file", "A file with settings of the admin client."),
    switch("delete", "Deletes groups that have no members, with all that they committed."),
    switch("delete-offsets", "Deletes what a group committed for topics that it does not read."),
    switch("describe", "Shows groups: what was committed, how far that is from the end, who reads it."),
    switch("dry-run", "With --reset-offsets: only shows what would be committed."),
    switch("execute", "With --reset-offsets: commits."),
    switch("export", "With --reset-offsets: prints the plan as CSV, for --from-file."),
    takes("from-file", "String: path to CSV file", "Resets to what a file says: topic,partition,offset, or with the group before them."),
    takes("group", "String: consumer group", "The group; may be given several times."),
    HELP,
    switch("list", "Lists groups of consumers."),
    switch("members", "With --describe: the members.").beside(&["describe"]),
    switch("offsets", "With --describe: offsets, which is what is shown anyway.").beside(&["describe"]),
    switch("reset-offsets", "Commits other offsets for a group that has no members. Needs a scope (--topic, --all-topics) and where to."),
    takes("shift-by", "Long: number-of-offsets", "Resets by so many offsets, forwards or (with a minus) back."),
    OptionSpec::new("state", Value::Optional("String"), "With --describe: the group's state. With --list: shows states, or lists groups in these only.").beside(&["describe", "list"]),
    takes("timeout", "Long: timeout (ms)", "How long a call may take, in milliseconds.").meaning(TIMEOUT),
    switch("to-current", "Resets to what is committed; where nothing is, to the end."),
    takes("to-datetime", "String: datetime", "Resets to the first record that is not older than this, as in 2026-01-31T12:00:00.000."),
    switch("to-earliest", "Resets to the beginning."),
    switch("to-latest", "Resets to the end."),
    takes("to-offset", "Long: offset", "Resets to this offset, or the nearest that there is."),
    takes("topic", "String: topic", "The topic, or partitions of it, as in orders:0,1; may be given several times."),
    OptionSpec::new("type", Value::Optional("String"), "With --list: shows types, or lists groups of these only.").beside(&["list"]),
    takes("validate-regex", "String: regex", "Says whether this is a pattern that consumers of the new protocol may subscribe to."),
    switch("verbose", "With --describe: more columns.").beside(&["describe"]),
    VERSION,
];

/// Why `--timeout` is read and not heeded.
const TIMEOUT: crate::options::Meaning =
    crate::options::Meaning::Accepted("a call takes the time of the admin client's settings");

/// What comes before anything is done.
pub(super) fn check(io: &mut Io<'_>, given: &Given) -> Result<(), Stop> {
    if io.args().is_empty() {
        return refuse(io, ABOUT);
    }
    help_or_version(io, OPTIONS, given, ABOUT)?;
    if !given.has("validate-regex") && !given.has(BOOTSTRAP_SERVER) {
        return refuse(io, "Missing required argument \"[bootstrap-server]\"");
    }
    if given.has("describe") {
        check_describe(io, given)?;
    }
    if given.has("delete") {
        needs_group(io, given, "delete")?;
        if given.has("topic") {
            return refuse(io, "The consumer does not support topic-specific offset deletion from a consumer group.");
        }
    }
    if given.has("delete-offsets") && !(given.has("group") && given.has("topic")) {
        return refuse(
            io,
            "Option [delete-offsets] takes the following options: [group], [topic]",
        );
    }
    if given.has("reset-offsets") {
        check_reset(io, given)?;
    }
    for others in [&["all-groups"], &["list"]] {
        exclusive(io, OPTIONS, given, "group", others)?;
    }
    exclusive(io, OPTIONS, given, "topic", &["list", "describe"])
}

/// A group is named, or all are meant.
fn needs_group(io: &mut Io<'_>, given: &Given, action: &str) -> Result<(), Stop> {
    if given.has("group") || given.has("all-groups") {
        return Ok(());
    }
    let text = [
        "Option [",
        action,
        "] takes one of these options: [group], [all-groups]",
    ];
    refuse(io, &text.concat())
}

fn check_describe(io: &mut Io<'_>, given: &Given) -> Result<(), Stop> {
    needs_group(io, given, "describe")?;
    let views = ["members", "offsets", "state"];
    if views.into_iter().filter(|view| given.has(view)).count() > 1 {
        return refuse(
            io,
            "Option [describe] takes at most one of these options: [members], [offsets], [state]",
        );
    }
    if given.value("state")?.is_some() {
        return refuse(io, "Option [describe] does not take a value for [state]");
    }
    Ok(())
}

fn check_reset(io: &mut Io<'_>, given: &Given) -> Result<(), Stop> {
    let (dry_run, execute) = (given.has("dry-run"), given.has("execute"));
    if dry_run && execute {
        return refuse(
            io,
            "Option [reset-offsets] only accepts one of [execute] and [dry-run]",
        );
    }
    if !dry_run && !execute {
        io.eprintln("WARN: No action will be performed as the --execute option is missing. In version 5.0, this command will require either --dry-run or --execute to be specified. You should add the --dry-run option explicitly if you are scripting this command and want to keep the current default behavior without prompting.");
    }
    needs_group(io, given, "reset-offsets")?;
    for scenario in SCENARIOS {
        let others = SCENARIOS.into_iter().filter(|other| *other != scenario);
        let others: Vec<&str> = others.collect();
        exclusive(io, OPTIONS, given, scenario, &others)?;
    }
    Ok(())
}
