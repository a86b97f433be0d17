//! How a consuming program is written: whose loop it is, and what it does when
//! something goes wrong.
//!
//! What is not given is as in Java's usual loop, or as users of that library mostly have it.
//! What the loops of five libraries commit, repeat and lose when they are killed, stopped or
//! fail was measured with those libraries, and the programs here do the same.
//!
//! *Read next: [`terminal`](crate::terminal), programs that somebody types.*

use client::config::AutoOffsetReset;
use client::library::{Library, Manner};
use client::outcome::ConsumerRecord;
use protocol::name::Name;
use protocol::record::{Millis, Offset};
use protocol::topic_partition::TopicPartition;

use crate::command::CommitMode;

/// How a library's loop comes by its records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `poll()`: of all that it returns, or of the one record (confluent-kafka).
    Poll,
    /// `for message in consumer` (kafka-python).
    Iterator,
    /// `consume(10)` (confluent-kafka).
    Consume,
    /// `select` on the claim's messages and the session's end (sarama).
    Select,
    /// `for message := range claim.Messages()` (sarama).
    Range,
    /// `eachMessage` (kafkajs).
    Message,
    /// `eachBatch` (kafkajs).
    Batch,
}

/// What becomes of an exception that the work on a record throws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnFailure {
    /// Nobody catches it: it ends the loop. Sarama's handler returns the error
    /// and kafkajs's throws it.
    End,
    /// It is swallowed, and the next record comes.
    Skip,
    /// The record is tried again, in place.
    Retry,
    /// It is sent to a topic for such records, and counts as done.
    DeadLetter,
}

/// What a rebalance listener does when partitions are given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnRevoke {
    /// It commits the positions.
    Commit,
    /// Nothing.
    Nothing,
}

/// What a rebalance listener does when partitions are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnAssign {
    /// It seeks the beginning of those that are new.
    Beginning,
    /// It seeks their end.
    End,
    /// Nothing.
    Nothing,
}

/// What is done when the loop is left by an exception or a signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finally {
    /// `close()` in a `finally`, and the signal is handled.
    Close,
    /// kafka-python's `with consumer:`, which closes too, but commits nothing
    /// when an exception leaves it.
    With,
    /// Nothing: the process ends.
    Nothing,
}

/// What becomes of an exception that a commit throws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnCommitFailure {
    /// Nobody catches it: it ends the loop.
    End,
    /// It is caught, and the loop goes on.
    Continue,
}

macro_rules! words {
    ($($kind:ident: $($one:ident = $word:literal),*;)*) => {
        $(impl $kind {
            /// All of them.
            pub const ALL: &'static [$kind] = &[$($kind::$one),*];

            /// Its word in the shell.
            pub fn name(self) -> &'static str {
                match self {
                    $($kind::$one => $word),*
                }
            }
        })*
    };
}

words! {
    Style: Poll = "poll", Iterator = "iterator", Consume = "consume", Select = "select",
        Range = "range", Message = "message", Batch = "batch";
    OnFailure: End = "end", Skip = "skip", Retry = "retry",
        DeadLetter = "dead-letter";
    OnRevoke: Commit = "commit", Nothing = "nothing";
    OnAssign: Beginning = "beginning", End = "end", Nothing = "nothing";
    Finally: Close = "close", With = "with", Nothing = "nothing";
    OnCommitFailure: End = "end", Continue = "continue";
}

/// What a program does otherwise than Java's usual loop. What is not given is
/// as that loop has it; as a change, it stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Habit {
    /// Whose loop it is; else Java's.
    pub library: Option<Library>,
    /// How it comes by its records; else as the library's users mostly do.
    pub style: Option<Style>,
    /// The record whose work throws.
    pub fail_at: Option<(TopicPartition, Offset)>,
    /// How often it throws before it succeeds; else each time.
    pub fail_times: Option<u32>,
    /// What becomes of that; else it ends the loop.
    pub on_failure: Option<OnFailure>,
    /// The topic for dead letters; else that of the record with `-dlt` after it.
    pub dead_letter: Option<Name>,
    /// The record whose work takes long.
    pub slow_at: Option<(TopicPartition, Offset)>,
    /// How long; else ten times the work on another record.
    pub slow_work_ms: Option<Millis>,
    /// What is done when the loop is left; else it closes.
    pub finally: Option<Finally>,
    /// What its rebalance listener does when partitions are given back; else
    /// nothing.
    pub on_revoke: Option<OnRevoke>,
    /// What it does when partitions are there; else nothing.
    pub on_assign: Option<OnAssign>,
    /// What becomes of a commit that throws; else as the library's users do.
    pub on_commit_failure: Option<OnCommitFailure>,
    /// How many workers it hands its records over to; else none, and the loop
    /// works itself.
    pub workers: Option<usize>,
}

const OWN: &str = "Sarama and kafkajs call their handlers themselves: --workers is for java, kafka-python and confluent-kafka";
const POLLED: &str =
    "Workers get what a poll returned: --workers goes with --style poll, not with iterator";

/// How many workers a program may have.
pub const MAX_WORKERS: usize = 16;

/// The styles of a library, its usual one first.
pub fn styles(library: Library) -> &'static [Style] {
    match library {
        Library::Java => &[Style::Poll],
        Library::KafkaPython => &[Style::Iterator, Style::Poll],
        Library::ConfluentKafka => &[Style::Poll, Style::Consume],
        Library::Sarama => &[Style::Select, Style::Range],
        Library::KafkaJs => &[Style::Message, Style::Batch],
    }
}

/// How many records `consume` asks for.
const CONSUMED: usize = 10;
/// What kafkajs hands over is all that was fetched.
const FETCHED: usize = 1_000_000;

impl Habit {
    /// Whose loop it is.
    pub fn library(&self) -> Library {
        self.library.unwrap_or_default()
    }

    /// How it comes by its records: a style of another library counts for
    /// nothing. What is handed over to workers is what a poll returned.
    pub fn style(&self) -> Style {
        let styles = styles(self.library());
        let own = self.style.filter(|style| styles.contains(style));
        own.unwrap_or(match self.workers() > 0 && styles.contains(&Style::Poll) {
            true => Style::Poll,
            false => styles[0],
        })
    }

    /// How many workers it hands its records over to.
    pub fn workers(&self) -> usize {
        self.workers.unwrap_or(0)
    }

    /// Why it can have no workers, if it has some that it cannot have.
    pub fn idle_workers(&self) -> Option<&'static str> {
        if self.workers() == 0 {
            return None;
        }
        match (self.library(), self.style()) {
            (Library::Sarama | Library::KafkaJs, _) => Some(OWN),
            (_, Style::Iterator) => Some(POLLED),
            _ => None,
        }
    }

    /// What becomes of an exception of the work.
    pub fn on_failure(&self) -> OnFailure {
        self.on_failure.unwrap_or(OnFailure::End)
    }

    /// Where a record goes that nobody can work on.
    pub fn dead_letter(&self, topic: &Name) -> Name {
        let usual = || [topic, "-dlt"].concat().into();
        self.dead_letter.clone().unwrap_or_else(usual)
    }

    /// What is done when the loop is left.
    pub fn finally(&self) -> Finally {
        self.finally.unwrap_or(Finally::Close)
    }

    /// What becomes of a commit that throws. Users of librdkafka and sarama look
    /// at it and go on, and so does the Java loop of this playground, so that a
    /// scene does not end by it.
    pub fn on_commit_failure(&self) -> OnCommitFailure {
        let usual = match self.library() {
            Library::Java | Library::ConfluentKafka | Library::Sarama => OnCommitFailure::Continue,
            Library::KafkaPython | Library::KafkaJs => OnCommitFailure::End,
        };
        self.on_commit_failure.unwrap_or(usual)
    }

    /// How long the work on a record takes, where it is `work_ms` for others
    /// and the one that throws has thrown so many times.
    pub fn work_ms(&self, record: &ConsumerRecord, failed: u32, work_ms: Millis) -> Millis {
        if self.fails(record, failed) {
            // The exception breaks it off half way.
            return work_ms / 2;
        }
        match is(&self.slow_at, record) {
            true => self.slow_work_ms.unwrap_or(work_ms.saturating_mul(10)),
            false => work_ms,
        }
    }

    /// Whether the work on a record throws.
    pub fn fails(&self, record: &ConsumerRecord, failed: u32) -> bool {
        is(&self.fail_at, record) && self.fail_times.is_none_or(|times| failed < times)
    }

    /// How its client is used, where it commits in this way.
    pub fn manner(&self, commit: CommitMode) -> Manner {
        let library = self.library();
        let at_most = match (library, self.style()) {
            (Library::ConfluentKafka, Style::Consume) => Some(CONSUMED),
            (Library::ConfluentKafka, _) => Some(1),
            (Library::Sarama | Library::KafkaJs, _) => Some(FETCHED),
            _ => None,
        };
        Manner {
            library,
            stores: library == Library::ConfluentKafka && commit != CommitMode::Marks,
            iterates: self.style() == Style::Iterator,
            at_most,
            commits_on_revoke: self.on_revoke == Some(OnRevoke::Commit),
            seeks_on_assign: match self.on_assign {
                Some(OnAssign::Beginning) => Some(AutoOffsetReset::Earliest),
                Some(OnAssign::End) => Some(AutoOffsetReset::Latest),
                Some(OnAssign::Nothing) | None => None,
            },
        }
    }

    /// Takes over what a change says.
    pub fn change(&mut self, change: &Habit) {
        fn take<T: Clone>(old: &mut Option<T>, new: &Option<T>) {
            if new.is_some() {
                old.clone_from(new);
            }
        }
        if change.library.is_some() && change.library() != self.library() {
            self.style = None;
        }
        take(&mut self.library, &change.library);
        take(&mut self.style, &change.style);
        take(&mut self.fail_at, &change.fail_at);
        take(&mut self.fail_times, &change.fail_times);
        take(&mut self.on_failure, &change.on_failure);
        take(&mut self.dead_letter, &change.dead_letter);
        take(&mut self.slow_at, &change.slow_at);
        take(&mut self.slow_work_ms, &change.slow_work_ms);
        take(&mut self.finally, &change.finally);
        take(&mut self.on_revoke, &change.on_revoke);
        take(&mut self.on_assign, &change.on_assign);
        take(&mut self.on_commit_failure, &change.on_commit_failure);
        take(&mut self.workers, &change.workers);
    }

    /// A style that the library does not have, with those that it has.
    pub fn foreign_style(&self) -> Option<(&'static str, Library, &'static [Style])> {
        let styles = styles(self.library());
        let style = self.style.filter(|style| !styles.contains(style))?;
        Some((style.name(), self.library(), styles))
    }
}

/// Whether a record is the one at a place.
fn is(at: &Option<(TopicPartition, Offset)>, record: &ConsumerRecord) -> bool {
    let at = at.as_ref();
    at.is_some_and(|(p, o)| *p == record.partition && *o == record.offset)
}
