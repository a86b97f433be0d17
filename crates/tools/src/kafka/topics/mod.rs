//! `kafka-topics`, a file for each kind of action.
//!
//! Source: `org.apache.kafka.tools.TopicCommand`.

mod change;
mod describe;
mod options;

use super::client_settings::{self};
use super::topic_filter::IncludeList;
use super::{Runs, Tool};
use crate::options::Given;
use crate::process::ExitStatus;
use crate::script::{Io, Pause};
use crate::throwable::{Stop, Throwable};
use client::call::AdminCall;
use client::outcome::Outcome;
use options::{ABOUT, ALTER, CREATE, DESCRIBE, EXCLUDE_INTERNAL, IF_EXISTS, LIST, OPTIONS, TOPIC};
use protocol::java;
use protocol::name::Name;
use protocol::sort::sort_by;

/// The tool.
pub(super) static TOOL: Tool = Tool {
    name: "kafka-topics",
    about: ABOUT,
    options: OPTIONS,
    examples: &[
        "kafka-topics --bootstrap-server localhost:9092 --create --topic orders --partitions 3",
        "kafka-topics --bootstrap-server localhost:9092 --list",
        "kafka-topics --bootstrap-server localhost:9092 --describe --topic orders",
        "kafka-topics --bootstrap-server localhost:9092 --alter --topic orders --partitions 6",
        "kafka-topics --bootstrap-server localhost:9092 --delete --topic orders",
    ],
    runs: Runs::Script(main),
};

fn main(io: &mut Io<'_>) -> Result<ExitStatus, Pause> {
    let ended = execute(io);
    Stop::settled(ended, |throwable| throwable.caught(io))
}

fn execute(io: &mut Io<'_>) -> Result<(), Stop> {
    let given = Given::read(OPTIONS, io.args())?;
    options::check(io, &given)?;
    let settings = client_settings::read(&given, io.files())?;
    client_settings::check(&settings)?;
    let done = match () {
        () if given.has(CREATE) => change::create(io, &given),
        () if given.has(ALTER) => change::alter(io, &given),
        () if given.has(LIST) => list(io, &given),
        () if given.has(DESCRIBE) => describe::describe(io, &given),
        () => change::delete(io, &given),
    };
    match done {
        Err(Stop::Threw(throwable)) => {
            let text = ["Error while executing topic command : ", throwable.text()];
            io.println(&text.concat());
            Err(Stop::Exited(1))
        }
        other => other,
    }
}

fn list(io: &mut Io<'_>, given: &Given) -> Result<(), Stop> {
    let topics = topics(io, given)?;
    io.println(&topics.join("\n"));
    Ok(())
}

/// The topics that are there and meant, sorted.
fn topics(io: &mut Io<'_>, given: &Given) -> Result<Vec<Name>, Stop> {
    let pattern = given.value(TOPIC)?;
    let outcome = io.admin(AdminCall::ListTopics(!given.has(EXCLUDE_INTERNAL)))?;
    let Outcome::Topics(all) = &*outcome else {
        return Err(Throwable::from(&*outcome).into());
    };
    let mut topics = all.clone();
    sort_by(&mut topics, |a, b| java::compare_strings(a, b));
    if let Some(pattern) = pattern {
        let wanted = IncludeList::new(pattern)?;
        topics.retain(|topic| wanted.includes(topic));
    }
    Ok(topics)
}

/// The topics that are meant, of which there has to be one if a name was
/// given, unless it is said that there need not.
fn existing_topics(io: &mut Io<'_>, given: &Given) -> Result<Vec<Name>, Stop> {
    let topics = topics(io, given)?;
    match given.value(TOPIC)? {
        Some(name) if !name.is_empty() && topics.is_empty() && !given.has(IF_EXISTS) => {
            Err(missing("Topic", name))
        }
        _ => Ok(topics),
    }
}

fn missing(what: &str, name: &str) -> Stop {
    let text = [what, " '", name, "' does not exist as expected"];
    Throwable::java("IllegalArgumentException", text.concat()).into()
}
