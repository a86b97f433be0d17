//! The variants of a file: what their names and settings say of the program.

use crate::conformance::values::{list, text};
use client::library::Library;
use cluster::command::CommitMode;
use cluster::habit::{Habit, OnCommitFailure, Style};
use protocol::config::Settings;
use protocol::record::Millis;
use serde_json::Value;

/// How long the work on a record takes.
pub(super) const WORK_MS: Millis = 300;

/// A program that was measured.
#[derive(Clone, Debug)]
pub(super) struct Variant {
    /// When it commits.
    pub(super) commit: CommitMode,
    /// How it is written.
    pub(super) habit: Habit,
    /// Its settings, with Java's keys.
    pub(super) settings: Settings,
}

/// How a variant's name begins, what it is, and when it commits.
type Row = (Library, &'static str, Style, CommitMode);

use CommitMode::{Async, Auto, Batch, Marks, Record, RecordNoargs};
use Library::{ConfluentKafka, Java, KafkaJs, KafkaPython, Sarama};

/// The first row whose word a name begins with is its own.
const ROWS: &[Row] = &[
    (Java, "auto", Style::Poll, Auto),
    (Java, "sync_each_offset", Style::Poll, Record),
    (Java, "sync_each_noargs", Style::Poll, RecordNoargs),
    (Java, "sync_batch", Style::Poll, Batch),
    (Java, "async_batch", Style::Poll, Async),
    (KafkaPython, "auto_iter", Style::Iterator, Auto),
    (KafkaPython, "auto_poll", Style::Poll, Auto),
    (KafkaPython, "iter_commit", Style::Iterator, RecordNoargs),
    (
        KafkaPython,
        "poll_commit_each_noargs",
        Style::Poll,
        RecordNoargs,
    ),
    (KafkaPython, "poll_commit_each_offset", Style::Poll, Record),
    (KafkaPython, "poll_commit_batch", Style::Poll, Batch),
    (ConfluentKafka, "auto_consume", Style::Consume, Auto),
    (ConfluentKafka, "auto", Style::Poll, Auto),
    (ConfluentKafka, "store", Style::Poll, Marks),
    (
        ConfluentKafka,
        "commit_each_noargs",
        Style::Poll,
        RecordNoargs,
    ),
    (ConfluentKafka, "commit_each", Style::Poll, Record),
    (
        ConfluentKafka,
        "consume_commit_batch",
        Style::Consume,
        Batch,
    ),
    (
        ConfluentKafka,
        "consume_commit_each_noargs",
        Style::Consume,
        RecordNoargs,
    ),
    (Sarama, "marks_select", Style::Select, Marks),
    (Sarama, "marks_range", Style::Range, Marks),
    (Sarama, "marks_commit", Style::Select, Record),
    (KafkaJs, "message_commit", Style::Message, Record),
    (KafkaJs, "message", Style::Message, Auto),
    (KafkaJs, "batch_resolve", Style::Batch, Marks),
    (KafkaJs, "batch_auto", Style::Batch, Auto),
];

/// The clients' own names of settings with Java's; a setting of Java's own, or
/// one with underscores in the place of dots, needs no row.
const KEYS: &[(&str, &str)] = &[
    ("Offsets.AutoCommit.Interval", "auto.commit.interval.ms"),
    ("Consumer.MaxWaitTime", "fetch.max.wait.ms"),
    ("autoCommitInterval", "auto.commit.interval.ms"),
    ("sessionTimeout", "session.timeout.ms"),
];

/// Settings that the way to commit and the style say.
const SAID: &[&str] = &[
    "enable.auto.commit",
    "enable.auto.offset.store",
    "Offsets.AutoCommit.Enable",
    "autoCommit",
    "autoCommitThreshold",
    "eachBatchAutoResolve",
];

impl Variant {
    /// Reads a variant of a client's file.
    ///
    /// # Errors
    /// Where the runner does not know what it is.
    pub(super) fn read(client: &str, variant: &Value) -> Result<Self, String> {
        let name = text(variant, "name");
        let row = ROWS
            .iter()
            .find(|(library, begins, ..)| library.name() == client && name.starts_with(begins));
        let Some((library, _, style, commit)) = row else {
            return Err(format!("the loop {name} of {client} is not known"));
        };
        let mut settings = Settings::new();
        for (key, value) in variant["settings"].as_object().into_iter().flatten() {
            let java = key.replace('_', ".");
            let renamed = KEYS.iter().find(|(own, _)| own == key);
            let java = renamed.map_or(java.as_str(), |(_, java)| java);
            if SAID.contains(&java) || SAID.contains(&key.as_str()) || value.is_null() {
                continue;
            }
            settings.insert(java.into(), plain(value).into());
        }
        let ends = matches!(library, Java | KafkaPython | KafkaJs);
        let on_commit_failure = match ends {
            true => OnCommitFailure::End,
            false => OnCommitFailure::Continue,
        };
        Ok(Variant {
            commit: *commit,
            habit: Habit {
                library: Some(*library),
                style: Some(*style),
                on_commit_failure: Some(on_commit_failure),
                ..Habit::default()
            },
            settings,
        })
    }

    /// How long a request of sarama's may wait for the connection more or less
    /// than in another run: one fetch, in milliseconds.
    pub(super) fn jitter_ms(&self) -> Millis {
        match self.habit.library() {
            Library::Sarama => {
                let wait = self.settings.get("fetch.max.wait.ms");
                wait.and_then(|wait| wait.parse().ok()).unwrap_or(500)
            }
            _ => 0,
        }
    }
}

/// A value as a setting has it: times as Go writes them are milliseconds.
fn plain(value: &Value) -> String {
    let Some(word) = value.as_str() else {
        return value.to_string();
    };
    let word = word.split_whitespace().next().unwrap_or_default();
    let ms = word.strip_suffix("ms").map(|number| (number, 1));
    let time = ms.or_else(|| word.strip_suffix('s').map(|number| (number, 1_000)));
    match time.and_then(|(number, unit)| Some(number.parse::<i64>().ok()? * unit)) {
        Some(ms) => ms.to_string(),
        None => word.to_owned(),
    }
}

/// The offsets behind `m3`, `m0..m13` and so on.
pub(super) fn offsets(ranges: &Value) -> Vec<i64> {
    let number = |word: &str| word.trim_start_matches('m').parse::<i64>().ok();
    let mut offsets = Vec::new();
    for range in ranges.as_array().into_iter().flatten() {
        let word = range.as_str().unwrap_or_default();
        let (first, last) = word.split_once("..").unwrap_or((word, word));
        if let (Some(first), Some(last)) = (number(first), number(last)) {
            offsets.extend(first..=last);
        }
    }
    offsets
}

/// What several runs saw: one entry each, or one for all.
pub(super) fn runs(measured: &Value) -> Vec<Value> {
    match measured {
        Value::Array(runs) => runs.clone(),
        one if one["varies"].is_array() => list(one, "varies").to_vec(),
        one => vec![one.clone()],
    }
}
