//! Plays a script as the terminal would: commands, their output, refusals.
//!
//! ```
//! use cluster::config::ClusterConfig;
//! use cluster::limits::Limits;
//! use kafka_playground_shell::play::play;
//! use kafka_playground_shell::Session;
//!
//! let (config, limits) = (ClusterConfig::page(), Limits::page());
//! let mut session = Session::new(7, 1_767_603_600_000, config, limits);
//! let script = "produce --topic orders --key ana --value 12.50\nseek c1 orders-0 beginning";
//! let played = play(&mut session, script);
//! assert_eq!(played.refused, 1);
//! assert_eq!(
//!     played.lines,
//!     [
//!         "$ produce --topic orders --key ana --value 12.50",
//!         "Started console.",
//!         "$ seek c1 orders-0 beginning",
//!         "       ^^",
//!         "There is no c1; there is console.",
//!         "orders-0 @ 0",
//!     ],
//! );
//! ```
//!
//! *Read next: [`journal`](crate::journal), what happened, a line each.*

use crate::outcome::OutcomeText;
use crate::refusal::ShellError;
use crate::script::first_branch;
use crate::session::Session;
use client::call::OpId;
use cluster::instant::Instant;
use protocol::record::Millis;

/// How long the player lets time go on after the last line, so that what was
/// begun can end.
const PATIENCE_MS: Millis = 60_000;

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
    for row in first_branch(script) {
        let before = session.now();
        let run = session.script_line(row.text);
        // While time stands, only what was begun last may have ended.
        let all = session.now() > before;
        let known = played.pending.len();
        played.outcomes(session, if all { 0 } else { known.saturating_sub(1) });
        played.lines.push(["$ ", row.text.trim()].concat());
        match run {
            Ok(result) => {
                played.lines.extend(result.output);
                played.pending.extend(result.operation);
            }
            Err(error) => played.refuse(row.text, &error),
        }
    }
    // What is due at the instant of the last line.
    session.advance(session.now());
    played.outcomes(session, 0);
    let patience = session.now() + PATIENCE_MS;
    while !played.pending.is_empty() && session.now() < patience {
        let Some(due) = session.next_due().filter(|due| *due <= patience) else {
            break;
        };
        let before = session.now();
        session.advance(due.max(before + 1));
        played.outcomes(session, 0);
        if session.now() == before {
            // The history is as long as it may be: time stands still.
            break;
        }
    }
    played
}

impl Played {
    /// Shows what came back meanwhile, of all but the first `from` that wait.
    fn outcomes(&mut self, session: &Session, from: usize) {
        let pending = self.pending.split_off(from);
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
            // The row is shown behind a prompt and without the blanks before it.
            let lead = text.chars().count() - text.trim_start().chars().count();
            let blanks = " ".repeat(2 + column.saturating_sub(lead));
            self.lines
                .push([&*blanks, &"^".repeat(length.max(1))].concat());
        }
        self.lines.push(error.message.clone());
    }
}

/// The journal up to now, as lines of text with their instants.
pub fn journal(session: &mut Session) -> Vec<String> {
    let lines = session.journal(0, usize::MAX).into_iter();
    lines
        .map(|line| {
            let at = Instant::after_all(line.at).to_string();
            format!("{:>9}  {:<9}  {}", &at[1..], line.kind, line.text())
        })
        .collect()
}

/// What the narrator says from the start up to now, a line where it changes,
/// with its instant; the session stands where it stood.
pub fn narration(session: &mut Session) -> Vec<String> {
    let end = session.now();
    let mut lines = Vec::new();
    let mut last = String::new();
    session.seek(0);
    loop {
        let narration = session.narrator();
        let text = narration.text();
        let said = [narration.id, &text].concat();
        if said != last {
            let at = Instant::after_all(session.now()).to_string();
            lines.push(format!("{:>9}  {:<18}  {text}", &at[1..], narration.id));
            last = said;
        }
        let now = session.now();
        if now >= end || session.step() == now {
            session.seek(end);
            return lines;
        }
    }
}
