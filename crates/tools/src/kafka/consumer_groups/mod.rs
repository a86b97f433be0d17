//! `kafka-consumer-groups`, a file for each action.
//!
//! Source: `org.apache.kafka.tools.consumer.group.ConsumerGroupCommand`.

mod calls;
mod csv;
mod datetime;
mod delete;
mod delete_offsets;
mod describe;
mod duration;
mod list;
mod members;
mod options;
mod plan_file;
mod reset;
mod rows;
mod scenario;
mod scope;
mod state;
#[cfg(test)]
mod tests;

use super::client_settings::{self};
use super::re2;
use super::{Runs, Tool};
use crate::options::{usage, Given};
use crate::process::ExitStatus;
use crate::script::{Io, Pause};
use crate::throwable::{Stop, Throwable};
use options::{ACTIONS, OPTIONS};
use protocol::name::Name;

/// The tool.
pub(super) static TOOL: Tool = Tool {
    name: "kafka-consumer-groups",
    about: options::ABOUT,
    options: OPTIONS,
    examples: &[
        "kafka-consumer-groups --bootstrap-server localhost:9092 --list",
        "kafka-consumer-groups --bootstrap-server localhost:9092 --describe --group billing",
        "kafka-consumer-groups --bootstrap-server localhost:9092 --describe --group billing --members --verbose",
        "kafka-consumer-groups --bootstrap-server localhost:9092 --group billing --reset-offsets --to-earliest --topic orders --dry-run",
        "kafka-consumer-groups --bootstrap-server localhost:9092 --group billing --reset-offsets --shift-by -2 --topic orders:0 --execute",
        "kafka-consumer-groups --bootstrap-server localhost:9092 --delete --group billing",
    ],
    runs: Runs::Script(main),
};

/// What stands for a value that there is none of.
const MISSING: &str = "-";

fn main(io: &mut Io<'_>) -> Result<ExitStatus, Pause> {
    let ended = command(io);
    Stop::settled(ended, |throwable| throwable.uncaught(io))
}

fn command(io: &mut Io<'_>) -> Result<(), Stop> {
    let given = Given::read(OPTIONS, io.args())?;
    options::check(io, &given)?;
    let actions = ACTIONS.iter().filter(|action| given.has(action));
    if actions.count() != 1 {
        let actions = ACTIONS.map(|action| ["--", action].concat());
        let text = "Command must include exactly one action: ";
        return refuse(io, &[text, &actions.join(", ")].concat());
    }
    if given.has("validate-regex") {
        // Outside of what catches everything else.
        return match given.value("validate-regex") {
            Ok(pattern) => {
                validate(io, pattern.map_or("", |pattern| pattern));
                Ok(())
            }
            Err(why) => refuse(io, &why),
        };
    }
    match run(io, &given) {
        Err(Stop::Threw(throwable)) if throwable.is_illegal_argument() => {
            refuse(io, throwable.text())
        }
        Err(Stop::Threw(throwable)) => {
            let text = "Executing consumer group command failed due to ";
            error(io, &[text, throwable.text()].concat());
            throwable.print(io);
            Ok(())
        }
        other => other,
    }
}

/// Prints why it goes no further, with the options, and ends.
fn refuse<T>(io: &mut Io<'_>, why: &str) -> Result<T, Stop> {
    Err(usage(io, OPTIONS, why))
}

/// Prints an error that does not end the tool.
fn error(io: &mut Io<'_>, text: &str) {
    io.println(&["\nError: ", text].concat());
}

/// What is read of the options before anything is done.
struct Asked<'a> {
    given: &'a Given,
    groups: Vec<Name>,
    to_offset: Option<i64>,
    shift_by: Option<i64>,
}

fn run(io: &mut Io<'_>, given: &Given) -> Result<(), Stop> {
    make_client(io, given)?;
    let groups = given.values("group").map(|group| Name::from(&**group));
    let asked = Asked {
        given,
        groups: groups.collect(),
        to_offset: given.numbers("to-offset")?.first().copied(),
        shift_by: {
            given.value("by-duration")?;
            given.number("shift-by")?
        },
    };
    // How long a call may take; the playground's admin client has a limit of
    // its own.
    given.number::<i64>("timeout")?;
    let has = |action| given.has(action);
    match () {
        () if has("list") => list::list(io, given),
        () if has("describe") => describe::describe(io, &asked),
        () if has("delete") => delete::delete(io, &asked),
        () if has("reset-offsets") => reset::reset(io, &asked),
        () => delete_offsets::delete(io, &asked),
    }
}

/// Makes the admin client, or says why there is none.
fn make_client(io: &mut Io<'_>, given: &Given) -> Result<(), Stop> {
    let settings = client_settings::read_or(given, io.files(), Throwable::unchecked)?;
    Ok(client_settings::check(&settings)?)
}

/// Says whether a text is a pattern that the consumer protocol takes.
fn validate(io: &mut Io<'_>, pattern: &str) {
    let text = ["The regular expression `", pattern, "` is "];
    let verdict = match re2::check(pattern) {
        Ok(()) => "valid.".to_owned(),
        Err(why) => ["invalid: ", why, "."].concat(),
    };
    io.println(&[&text.concat(), &*verdict].concat());
}
