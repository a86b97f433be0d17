//! The command line tools against a live broker.
//!
//! What the words of the table of options are is not compared, because ours are
//! our own: a text is cut where that table begins. Nor are lines of the logger,
//! because the recorded tools had none.

use super::super::play::{Play, Stop};
use super::super::values::{text, texts};
use cluster::command::Command;
use cluster::terminal::{JobId, ShellLine, TerminalJob};
use cluster::Cluster;
use serde_json::{json, Value};
use tools::{Signal, Stream};

/// How long a tool may take: longer than any of its timeouts.
const PATIENCE: i64 = 600_000;

/// Runs a tool, or starts or stops one.
///
/// # Errors
/// Where a tool does not end, or the file cannot be played on.
pub fn perform(play: &mut Play, step: &Value) -> Result<Value, Stop> {
    match text(step, "do") {
        "cli" => {
            let job = start(play, step)?;
            finish(play, job)
        }
        "cli-start" => {
            let job = start(play, step)?;
            play.tools.insert(text(step, "id").to_owned(), job);
            Ok(json!({"ok": true}))
        }
        "cli-stop" => {
            let id = text(step, "id");
            let job = play.tools.remove(id);
            let job = job.ok_or_else(|| Stop::Broken(format!("no tool {id} runs")))?;
            submit(
                play,
                &Command::Signal {
                    job: Some(job),
                    signal: Signal::Interrupt,
                },
            )?;
            finish(play, job)
        }
        verb => Err(Stop::NotYet(verb.to_owned())),
    }
}

fn submit(play: &mut Play, command: &Command) -> Result<(), Stop> {
    let given = play.world.submit(command);
    given
        .map(|_| ())
        .map_err(|error| Stop::Broken(error.to_string()))
}

/// Types a line, and answers its job.
fn type_line(play: &mut Play, line: &str) -> Result<JobId, Stop> {
    let line = ShellLine::read(line).map_err(|error| Stop::Broken(error.message))?;
    let job = play.world.cluster().state().terminal().next_job();
    submit(play, &Command::Shell(line))?;
    Ok(job)
}

fn start(play: &mut Play, step: &Value) -> Result<JobId, Stop> {
    if let Some(files) = step["files"].as_object() {
        for (name, content) in files {
            let content = quoted(content.as_str().unwrap_or_default());
            let job = type_line(play, &format!("printf %s {content} > {}", quoted(name)))?;
            finish(play, job)?;
        }
    }
    let mut line = text(step, "tool").to_owned();
    for word in texts(step, "args") {
        line.push(' ');
        line.push_str(&quoted(&word));
    }
    // A recorded tool never had a terminal: its input was a file. And none was
    // told a server that its words do not name.
    let input = quoted(text(step, "stdin"));
    type_line(
        play,
        &format!("BOOTSTRAP_SERVER=; printf %s {input} | {line}"),
    )
}

/// A word as one that a shell takes as it is.
fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', "'\\''"))
}

fn job(cluster: &Cluster, job: JobId) -> Option<&TerminalJob> {
    cluster
        .state()
        .terminal()
        .jobs()
        .get(&job)
        .map(|job| &**job)
}

/// Waits for a tool to end: what it printed, and how it ended.
fn finish(play: &mut Play, id: JobId) -> Result<Value, Stop> {
    let ended = |cluster: &Cluster| job(cluster, id).is_some_and(|job| job.ended().is_some());
    if !play.world.wait_until(PATIENCE, ended) {
        return Err(Stop::Broken("the tool did not end".to_owned()));
    }
    let cluster = play.world.cluster();
    let job = job(cluster, id).ok_or_else(|| Stop::Broken("the job is gone".to_owned()))?;
    let printed = |stream: Stream| {
        let pieces = job
            .output()
            .iter()
            .filter(|piece| piece.stream == Some(stream));
        pieces.map(|piece| &*piece.text).collect::<String>()
    };
    Ok(json!({
        "exit": job.ended().map(|(_, status)| status),
        "stdout": cut(&printed(Stream::Out)),
        "stderr": cut(&without_log(&printed(Stream::Err))),
    }))
}

/// Kafka's answer to a step with a tool, as far as it is compared.
pub fn comparable(step: &Value) -> Value {
    let mut saw = step["saw"].clone();
    for stream in ["stdout", "stderr"] {
        if let Some(text) = saw[stream].as_str() {
            saw[stream] = cut(text).into();
        }
    }
    saw
}

/// Standard errors without the lines of the logger, as in
/// `[2026-01-01 00:00:00,000] WARN ...`.
pub fn without_log(stderr: &str) -> String {
    let of_log = |line: &&str| {
        let instant = line
            .strip_prefix('[')
            .and_then(|line| line.split_once("] "));
        instant.is_some_and(|(instant, rest)| {
            let digits = instant.chars().filter(char::is_ascii_digit).count();
            digits == 17
                && ["WARN ", "ERROR "]
                    .iter()
                    .any(|level| rest.starts_with(level))
        })
    };
    let lines = stderr.split_inclusive('\n');
    lines.filter(|line| !of_log(line)).collect()
}

/// Whether the table of options begins with a line; where some are required,
/// its first column says how they are marked.
pub fn begins_options(line: &str) -> bool {
    line.starts_with("Option ") && line.trim_end().ends_with(" Description")
}

/// A text up to the table of options.
fn cut(text: &str) -> &str {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if begins_options(line) {
            return &text[..at];
        }
        at += line.len();
    }
    text
}
