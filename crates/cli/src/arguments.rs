//! What was asked for on the command line.

use kafka_playground_shell::duration::parse_duration;
use kafka_playground_shell::session::LONGEST_WAIT_MS;
use lexopt::prelude::*;
use std::ffi::OsString;

pub(crate) const USAGE: &str = "Usage: kafka-playground [OPTIONS] [FILE]

A small, honest Kafka in this terminal, with its command line tools. It is all in
this one program: it needs no cluster, and connects to none.

  kafka-playground            a shell: type kafka-topics.sh --list, or help
  kafka-playground FILE       plays a script, a line a command, perhaps each at its
                              instant: @12.900 crash c1
  kafka-playground -          plays what it reads
  kafka-playground -c LINE    runs one line
  kafka-playground lesson check FILE...
                              says whether lessons hold (lesson --help)

It exits with the status of the last tool that ended, or with 2 where a line was
refused. Lines go to standard output behind their prompt, and so does what is
printed to it; errors, and why a line is refused, go to standard errors.

  --fast          in the shell: time passes as fast as it can while a tool runs,
                  and stands still at the prompt
  --keep-going    in a script: go on behind a line that is refused
  --journal       then print the journal of what happened
  --narrator      then print what the narrator says, where it changes
  --until TIME    let time go on to this instant, such as 20s, after the last line
  --seed N        the seed of chance, where the script's first line names none
  --help          this text
  --version       the version of the playground and of the Kafka that it follows
";

/// What is played.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Source {
    /// What somebody types; where that is no terminal, a script.
    #[default]
    Typed,
    /// A script on standard input.
    Input,
    /// A script in a file.
    File(OsString),
    /// A line.
    Line(String),
}

/// What was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Arguments {
    pub source: Source,
    pub fast: bool,
    pub keep_going: bool,
    pub journal: bool,
    pub narrator: bool,
    pub until: i64,
    pub seed: u64,
    pub help: bool,
    pub version: bool,
}

impl Arguments {
    /// Reads the arguments of this program.
    pub(crate) fn read() -> Result<Self, lexopt::Error> {
        let mut arguments = Arguments {
            seed: 1,
            ..Arguments::default()
        };
        let mut parser = lexopt::Parser::from_env();
        while let Some(argument) = parser.next()? {
            match argument {
                Short('h') | Long("help") => arguments.help = true,
                Short('V') | Long("version") => arguments.version = true,
                Short('c') => arguments.source = Source::Line(parser.value()?.string()?),
                Long("fast") => arguments.fast = true,
                Long("keep-going") => arguments.keep_going = true,
                Long("journal") => arguments.journal = true,
                Long("narrator") => arguments.narrator = true,
                Long("seed") => arguments.seed = parser.value()?.parse()?,
                Long("until") => {
                    let until = parser.value()?.string()?;
                    let time = parse_duration(&until).filter(|time| *time <= LONGEST_WAIT_MS);
                    arguments.until =
                        time.ok_or("--until takes a time of at most 1h, such as 20s")?;
                }
                Value(file) if arguments.source == Source::Typed => {
                    arguments.source = match file == "-" {
                        true => Source::Input,
                        false => Source::File(file),
                    };
                }
                Long("connect") => {
                    let why = "There is no --connect: the Kafka is in this program, and it needs no cluster.";
                    return Err(why.into());
                }
                other => return Err(other.unexpected()),
            }
        }
        Ok(arguments)
    }
}
