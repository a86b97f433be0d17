//! Plays a script as the terminal would: commands, their output, refusals.

use crate::outcome::OutcomeText;
use crate::session::{stamp, Session, ShellError};
use client::call::OpId;
use protocol::record::Millis;

/// How long the player lets time go on after the last line, so that what was
/// begun can end.
const PATIENCE_MS: Millis = 60_000;

/// What a script's first line says of the cluster that it was written on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// The seed of chance.
    pub seed: u64,
    /// The start, in Unix time.
    pub start: Millis,
}

impl Header {
    /// Reads `# kafka-playground script v1, seed 1, start 0`; what it does not
    /// say is as in `default`.
    pub fn read(script: &str, default: Header) -> Header {
        let mut header = default;
        let first = script.lines().next().unwrap_or_default();
        let Some(rest) = first.strip_prefix("# kafka-playground script v1") else {
            return header;
        };
        for part in rest.split(',') {
            match part.trim().split_once(' ') {
                Some(("seed", seed)) => header.seed = seed.parse().unwrap_or(default.seed),
                Some(("start", start)) => header.start = start.parse().unwrap_or(default.start),
                _ => {}
            }
        }
        header
    }
}

/// What was played.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Played {
    /// What the terminal shows.
    pub lines: Vec<String>,
    /// How many lines were refused.
    pub refused: usize,
    pending: Vec<OpId>,
}

/// Plays a script to its end, and on until what it began has ended or time is
/// up.
pub fn play(session: &mut Session, script: &str) -> Played {
    let mut played = Played::default();
    for text in script.lines() {
        let quiet = text.trim().is_empty() || text.trim_start().starts_with('#');
        if quiet {
            continue;
        }
        let run = session.script_line(text);
        played.outcomes(session);
        played.lines.push(["$ ", text.trim()].concat());
        match run {
            Ok(result) => {
                played.lines.extend(result.output);
                played.pending.extend(result.operation);
            }
            Err(error) => played.refuse(text, &error),
        }
    }
    let patience = session.now() + PATIENCE_MS;
    while !played.pending.is_empty() && session.now() < patience {
        let Some(due) = session.next_due().filter(|due| *due <= patience) else {
            break;
        };
        let before = session.now();
        session.advance(due.max(before + 1));
        played.outcomes(session);
        if session.now() == before {
            // The history is as long as it may be: time stands still.
            break;
        }
    }
    played
}

impl Played {
    /// Shows what came back meanwhile.
    fn outcomes(&mut self, session: &Session) {
        let pending = std::mem::take(&mut self.pending);
        for op in pending {
            match session.outcome(op) {
                Some(OutcomeText { text, .. }) => {
                    self.lines.extend(text.lines().map(str::to_owned));
                }
                None if session.is_pending(op) => self.pending.push(op),
                None => {}
            }
        }
    }

    fn refuse(&mut self, text: &str, error: &ShellError) {
        self.refused += 1;
        if let (Some(column), Some(length)) = (error.column, error.length) {
            // The line may stand behind its instant.
            let shift = text.chars().count() - after_stamp(text).chars().count();
            let lead = text.chars().count() - text.trim_start().chars().count();
            let blanks = " ".repeat(2 + shift.saturating_sub(lead) + column);
            self.lines
                .push([&*blanks, &"^".repeat(length.max(1))].concat());
        }
        self.lines.push(error.message.clone());
    }
}

fn after_stamp(text: &str) -> &str {
    let text = text.trim_start();
    if !text.starts_with('@') {
        return text;
    }
    text.split_once(char::is_whitespace)
        .map_or("", |(_, line)| line)
}

/// The journal up to now, as lines of text with their instants.
pub fn journal(session: &Session) -> Vec<String> {
    session
        .journal(0, usize::MAX)
        .map(|line| {
            let at = stamp(line.at);
            format!("{:>9}  {:<9}  {}", &at[1..], line.kind, line.text())
        })
        .collect()
}
