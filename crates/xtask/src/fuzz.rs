//! Lines by chance, that may not hang or crash the playground.

use anyhow::Result;

use crate::command::{cargo, run};
use crate::project::Project;

/// The program that draws and runs them.
const PROGRAM: &[&str] = &["--package", "kafka-playground-tests", "--bin", "fuzz"];
/// So many where nobody says.
const LINES: u64 = 10_000_000;
/// How long the test command takes for it.
const SECONDS: &str = "10";

/// What `cargo xtask fuzz` was asked for.
#[derive(Default)]
pub(crate) struct Asked {
    /// How many lines.
    pub lines: Option<u64>,
    /// The first seed.
    pub seed: Option<u64>,
}

/// Runs many lines, as fast as it can.
pub(crate) fn fuzz(project: &Project, asked: &Asked) -> Result<()> {
    let mut command = cargo(project);
    command.args(["run", "--quiet", "--release"]).args(PROGRAM);
    let lines = asked.lines.unwrap_or(LINES);
    command.args(["--", "--lines", &lines.to_string()]);
    if let Some(seed) = asked.seed {
        command.args(["--seed", &seed.to_string()]);
    }
    run(&mut command)
}

/// Runs lines for some seconds, always the same ones first.
pub(crate) fn briefly(project: &Project) -> Result<()> {
    let mut command = cargo(project);
    command.args(["run", "--quiet"]).args(PROGRAM);
    run(command.args(["--", "--seconds", SECONDS]))
}
