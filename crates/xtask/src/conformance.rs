//! The recordings and vectors of a real Kafka, played on the engine.

use std::ffi::OsString;
use std::path::Path;
use std::process::Stdio;

use anyhow::{bail, Context, Result};

use crate::command::{cargo, run};
use crate::project::Project;

/// The table as the page loads it, beside the wasm package.
pub(crate) const FILE: &str = "conformance.json";

/// What `cargo xtask conformance` was asked for.
#[derive(Default)]
pub(crate) struct Asked {
    /// Other data than the project's own.
    pub dir: Option<OsString>,
    /// Only cases with this text in their name.
    pub only: Option<String>,
    /// One JSON object for each case.
    pub json: bool,
    /// Long answers in full.
    pub verbose: bool,
}

/// The program that plays; it is built first where that is necessary.
const PLAYER: &[&str] = &[
    "run",
    "--quiet",
    "--package",
    "kafka-playground-tests",
    "--bin",
    "conformance",
    "--",
];

/// Prints the table; fails where something differs.
pub(crate) fn conformance(project: &Project, asked: &Asked) -> Result<()> {
    let mut command = cargo(project);
    command.args(PLAYER);
    if let Some(dir) = &asked.dir {
        // A relative folder is meant from where the user stands.
        command
            .arg("--dir")
            .arg(std::path::absolute(Path::new(dir))?);
    }
    if let Some(only) = &asked.only {
        command.args(["--only", only]);
    }
    if asked.json {
        command.arg("--json");
    }
    if asked.verbose {
        command.arg("--verbose");
    }
    let status = command
        .stdin(Stdio::null())
        .status()
        .context("cannot start `cargo`")?;
    match status.code() {
        Some(0) => Ok(()),
        Some(1) => bail!("the engine answers something else than Kafka"),
        _ => bail!("the recordings could not be played ({status})"),
    }
}

/// Writes the table beside the wasm package, whatever it says.
pub(crate) fn write_for_page(project: &Project) -> Result<()> {
    run(cargo(project)
        .args(PLAYER)
        .arg("--page")
        .arg(project.package().join(FILE)))
}
