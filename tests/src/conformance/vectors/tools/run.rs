//! Running a tool to its end.

use super::Failed;
use client::call::{AdminCall, Call};
use client::outcome::Outcome;
use protocol::record::Millis;
use std::sync::Arc;
use tools::{launch, Environment, Files, Stream, Text, ToolEvent, ToolStep};

/// Whoever answers the calls of a tool's admin client.
pub(super) trait Answers {
    /// What a call comes back with, or what of it is owed.
    fn answer(&mut self, call: &AdminCall) -> Result<Outcome, String>;
}

/// What a tool left behind.
#[derive(Debug)]
pub(super) struct Ran {
    /// What it printed.
    pub(super) stdout: String,
    /// What it printed to standard errors.
    pub(super) stderr: String,
    /// Its exit status.
    pub(super) exit: i32,
}

/// Runs a tool at an instant.
pub(super) fn run(
    argv: &[&str],
    files: &Files,
    now: Millis,
    answers: &mut impl Answers,
) -> Result<Ran, Failed> {
    let words: Vec<Text> = argv.iter().map(|word| Text::from(*word)).collect();
    let environment = Environment {
        files,
        at: now,
        draw: 0,
        interactive: false,
    };
    let Some(launch) = launch(&words, &environment) else {
        return Err(Failed::Owed("command line tools".to_owned()));
    };
    let mut process = launch.process;
    process.end_input();
    let (mut stdout, mut stderr) = (String::new(), String::new());
    let mut op = 0;
    while process.exit().is_none() {
        let step = process.step(now).expect("a script goes on by itself");
        match step {
            ToolStep::Begin(call) => {
                let outcome = match &call {
                    Call::Admin(admin) => answers.answer(admin).map_err(Failed::Owed)?,
                    other => panic!("{} is no call of the admin client", other.name()),
                };
                op += 1;
                process.began(now, op, &call);
                process.completed(now, op, &call, &Arc::new(outcome));
            }
            ToolStep::Did(event) => {
                match &event {
                    ToolEvent::Printed(Stream::Out, text) => stdout.push_str(text),
                    ToolEvent::Printed(Stream::Err, text) => stderr.push_str(text),
                    _ => {}
                }
                process.apply(now, &event);
            }
        }
    }
    Ok(Ran {
        stdout,
        stderr,
        exit: process.exit().unwrap_or_default(),
    })
}
