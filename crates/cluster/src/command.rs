//! What users may ask for. One line of the shell is one command.
//!
//! A command is checked against the state when it is given. What Kafka itself refuses is no
//! error here: that is an answer, which comes when it comes.
//!
//! *Read next: [`config`](crate::config), how the room is set up.*

use crate::habit::Habit;
use crate::terminal::{JobId, ShellLine};
use client::call::{AdminCall, Call, CloseOptions, ProducerRecord};
use protocol::config::Settings;
use protocol::exception::Exception;
use protocol::name::Name;
use protocol::record::Millis;
use protocol::topic_partition::TopicPartition;
use std::fmt;
use tools::{Signal, Text};

/// When a consumer's application commits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommitMode {
    /// `enable.auto.commit`: the client commits inside poll.
    Auto,
    /// After each record, commitSync of the offset after it.
    Record,
    /// After all records of a poll, commitSync of the positions.
    Batch,
    /// After each record, commit() without arguments: the positions, which a
    /// poll of several records has moved to their end.
    RecordNoargs,
    /// After all records of a poll, commitAsync of the positions; commitSync
    /// when the loop is left.
    Async,
    /// Each record is marked when it is done, and marks are committed every
    /// `auto.commit.interval.ms`.
    Marks,
    /// Between two polls, commitSync of the offset of each partition up to
    /// which all is done without a gap: of what workers do out of order. A loop
    /// that works itself has no gaps, and commits after all records of a poll.
    Contiguous,
    /// Before the work on them: at most once.
    Before,
    /// Not at all.
    Never,
}

impl CommitMode {
    /// All modes.
    pub const ALL: [CommitMode; 9] = [
        CommitMode::Auto,
        CommitMode::Record,
        CommitMode::Batch,
        CommitMode::RecordNoargs,
        CommitMode::Async,
        CommitMode::Marks,
        CommitMode::Contiguous,
        CommitMode::Before,
        CommitMode::Never,
    ];

    /// Its word in the shell.
    pub fn name(self) -> &'static str {
        match self {
            CommitMode::Auto => "auto",
            CommitMode::Record => "record",
            CommitMode::Batch => "batch",
            CommitMode::RecordNoargs => "record-noargs",
            CommitMode::Async => "async",
            CommitMode::Marks => "marks",
            CommitMode::Contiguous => "contiguous",
            CommitMode::Before => "before",
            CommitMode::Never => "never",
        }
    }
}

/// Records per so many milliseconds, exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// So many records, at least 1,
    pub records: i64,
    /// in so many milliseconds, at least 1.
    pub per_ms: Millis,
}

/// A program that produces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProducerSpec {
    /// The machine's name; none takes `p1`, `p2`, and so on.
    pub name: Option<Name>,
    /// To which topic.
    pub topic: Name,
    /// Keys that it chooses from by chance; none is records without a key.
    pub keys: Vec<Name>,
    /// How often.
    pub rate: Rate,
    /// The producer's settings, with Kafka's keys.
    pub settings: Settings,
}

/// Programs that consume.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsumerSpec {
    /// The machine's name; none takes `c1`, `c2`, and so on. With several
    /// members it is what their names begin with.
    pub name: Option<Name>,
    /// How many, at least 1.
    pub members: usize,
    /// `group.id`.
    pub group: Name,
    /// The topics to subscribe to,
    pub topics: Vec<Name>,
    /// or the pattern that their names match.
    pub pattern: Option<Name>,
    /// How long the work on a record takes.
    pub work_ms: Millis,
    /// When to commit.
    pub commit: CommitMode,
    /// Whether the user polls, instead of a loop.
    pub by_hand: bool,
    /// How the program is written.
    pub habit: Box<Habit>,
    /// The consumer's settings, with Kafka's keys.
    pub settings: Settings,
}

/// What shall be different about a running program. What belongs to the
/// application changes at once; a client's settings are read when it starts,
/// so the program is restarted for them, gracefully.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// A consumer's work per record.
    pub work_ms: Option<Millis>,
    /// A consumer's way to commit (restarts it from or to `auto`).
    pub commit: Option<CommitMode>,
    /// Whether the user polls.
    pub by_hand: Option<bool>,
    /// How the program is written; another library's client restarts it.
    pub habit: Box<Habit>,
    /// A producer's rate.
    pub rate: Option<Rate>,
    /// A producer's keys.
    pub keys: Option<Vec<Name>>,
    /// Settings of the client (restarts it).
    pub settings: Settings,
}

/// A command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// The admin client's calls: topics and groups made, grown, deleted.
    Admin(AdminCall),
    /// Start a producer program.
    StartProducer(ProducerSpec),
    /// Start consumer programs.
    StartConsumers(ConsumerSpec),
    /// Send a record by hand, from a producer (none: from `console`, which is
    /// started for it).
    Produce {
        /// The producer's machine.
        from: Option<Name>,
        /// The record.
        record: ProducerRecord,
    },
    /// Have a consumer's application make a call.
    Call {
        /// Its machine.
        machine: Name,
        /// The call.
        call: Call,
    },
    /// Have a consumer's application seek the first records that are not older
    /// than an instant, as applications do: offsetsForTimes, and then seek. To
    /// the end where no record is as new.
    SeekToTime {
        /// Its machine.
        machine: Name,
        /// Where.
        partitions: Vec<TopicPartition>,
        /// In milliseconds since the start.
        at: Millis,
    },
    /// Have a consumer's application look up the first records that are not
    /// older than an instant.
    OffsetsForTime {
        /// Its machine.
        machine: Name,
        /// Of which partitions.
        partitions: Vec<TopicPartition>,
        /// In milliseconds since the start.
        at: Millis,
    },
    /// Start a client without an application, for tests and recordings: its
    /// calls are made by [`Command::Call`] at once.
    StartClient {
        /// The machine's name.
        name: Name,
        /// Which client.
        kind: ClientKind,
        /// Its settings.
        settings: Settings,
    },
    /// Let a producer's own sending rest.
    PauseProducing(Name),
    /// Let it go on.
    ResumeProducing(Name),
    /// The process dies: sockets close, nobody is told.
    Crash(Name),
    /// The program ends in good order: it closes its client.
    Stop(Name),
    /// A consuming program ends in good order, and closes its client in this
    /// way.
    StopWith {
        /// Its machine.
        machine: Name,
        /// How.
        options: CloseOptions,
    },
    /// A consuming program gets a signal to end, as by Ctrl-C.
    Interrupt(Name),
    /// Start a program that crashed or stopped again.
    Start(Name),
    /// The application stands still; the client's heartbeat goes on.
    Stall(Name),
    /// It goes on.
    Unstall(Name),
    /// The machine's network is cut.
    Cut(Name),
    /// The machine's network is whole again.
    Heal(Name),
    /// Take a machine that crashed or stopped away.
    Remove(Name),
    /// Change a program.
    Configure {
        /// Its machine.
        machine: Name,
        /// How.
        change: Change,
    },
    /// Run a line of the command line tools.
    Shell(ShellLine),
    /// Type a line for the tool in the foreground.
    Input(Text),
    /// End what is typed for the tool in the foreground, as Ctrl-D does.
    EndInput,
    /// Send a signal to a line that runs; none is the one in the foreground.
    Signal {
        /// Which.
        job: Option<JobId>,
        /// The signal.
        signal: Signal,
    },
    /// Bring a line that runs to the foreground.
    Foreground(JobId),
}

impl Command {
    /// The machine that it names, if it is about one that there is.
    pub fn machine(&self) -> Option<&Name> {
        match self {
            Command::Call { machine, .. }
            | Command::SeekToTime { machine, .. }
            | Command::OffsetsForTime { machine, .. }
            | Command::StopWith { machine, .. }
            | Command::Configure { machine, .. } => Some(machine),
            Command::PauseProducing(name)
            | Command::ResumeProducing(name)
            | Command::Crash(name)
            | Command::Stop(name)
            | Command::Interrupt(name)
            | Command::Start(name)
            | Command::Stall(name)
            | Command::Unstall(name)
            | Command::Cut(name)
            | Command::Heal(name)
            | Command::Remove(name) => Some(name),
            Command::Produce { from, .. } => from.as_ref(),
            Command::Admin(_)
            | Command::StartProducer(_)
            | Command::StartConsumers(_)
            | Command::StartClient { .. }
            | Command::Shell(_)
            | Command::Input(_)
            | Command::EndInput
            | Command::Signal { .. }
            | Command::Foreground(_) => None,
        }
    }
}

/// Which client a machine without an application has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientKind {
    /// A producer.
    Producer,
    /// A consumer.
    Consumer,
}

/// Why a command was refused. Nothing changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommandError {
    /// There is no such machine.
    UnknownMachine {
        /// The name that was given.
        name: Name,
        /// Machines that there are.
        known: Vec<Name>,
    },
    /// There is no line of that number, or none runs in the foreground.
    NoJob(Option<JobId>),
    /// A name is taken.
    NameTaken(Name),
    /// A name is empty, too long or has odd characters.
    InvalidName {
        /// The name.
        name: Name,
        /// What is wrong with it.
        why: String,
    },
    /// Kafka's client refuses a setting, with this exception.
    InvalidSetting(Exception),
    /// A number is outside what makes sense.
    OutOfRange {
        /// What.
        what: &'static str,
        /// The least that is allowed.
        min: i64,
        /// The most that is allowed.
        max: i64,
    },
    /// A library's loop has no such style.
    ForeignStyle {
        /// The style.
        style: &'static str,
        /// The library.
        library: &'static str,
        /// The styles that it has.
        styles: Vec<&'static str>,
    },
    /// A program that cannot hand its records over to workers.
    NoWorkers {
        /// Why not, and which could.
        why: &'static str,
    },
    /// One of the limits of the playground.
    OverLimit {
        /// Which.
        limit: &'static str,
        /// How many there may be.
        max: u64,
    },
    /// The machine is not in a state in which that can be done.
    NotNow {
        /// The machine.
        machine: Name,
        /// Why.
        why: &'static str,
    },
    /// The machine is of another kind.
    WrongKind {
        /// The machine.
        machine: Name,
        /// What it would have to be.
        wanted: &'static str,
    },
}

impl CommandError {
    /// A short name of the kind of error, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            CommandError::UnknownMachine { .. } => "unknown-machine",
            CommandError::NoJob(_) => "no-job",
            CommandError::NameTaken(_) => "name-taken",
            CommandError::InvalidName { .. } => "invalid-name",
            CommandError::InvalidSetting(_) => "invalid-setting",
            CommandError::OutOfRange { .. } => "out-of-range",
            CommandError::ForeignStyle { .. } => "foreign-style",
            CommandError::NoWorkers { .. } => "no-workers",
            CommandError::OverLimit { .. } => "over-limit",
            CommandError::NotNow { .. } => "not-now",
            CommandError::WrongKind { .. } => "wrong-kind",
        }
    }
}

impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CommandError::UnknownMachine { name, known } if known.is_empty() => {
                write!(f, "There is no {name}: nothing has been started.")
            }
            CommandError::UnknownMachine { name, known } => {
                write!(f, "There is no {name}; there is")?;
                for (i, known) in known.iter().enumerate() {
                    write!(f, "{} {known}", if i == 0 { "" } else { "," })?;
                }
                f.write_str(".")
            }
            CommandError::NoJob(None) => f.write_str("No tool runs in the foreground."),
            CommandError::NoJob(Some(job)) => write!(f, "There is no job %{job}."),
            CommandError::NameTaken(name) => {
                write!(f, "{name} is there already; choose another name.")
            }
            CommandError::InvalidName { name, why } => {
                write!(f, "\"{name}\" cannot be a name: {why}.")
            }
            CommandError::InvalidSetting(refusal) => match &refusal.cause {
                // What the client wraps says nothing by itself.
                Some(cause) => f.write_str(&cause.message),
                None => f.write_str(&refusal.message),
            },
            CommandError::OutOfRange { what, min, max } => {
                write!(f, "{what} goes from {min} to {max}.")
            }
            CommandError::ForeignStyle {
                style,
                library,
                styles,
            } => {
                let styles = styles.join(" and ");
                write!(f, "{library} has no style {style}; it has {styles}.")
            }
            CommandError::NoWorkers { why } => write!(f, "{why}."),
            CommandError::OverLimit { limit, max } => {
                write!(f, "This playground holds at most {max} {limit}.")
            }
            CommandError::NotNow { machine, why } => write!(f, "{machine} {why}."),
            CommandError::WrongKind { machine, wanted } => {
                write!(f, "{machine} is no {wanted}.")
            }
        }
    }
}

impl std::error::Error for CommandError {}
