//! The test tools that Cargo builds, each kept in a folder of the target folder.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::Result;

use crate::command::{cargo, find_program, run};
use crate::project::Project;

/// A program of a crate.
#[derive(Clone, Copy)]
pub(crate) struct CargoTool {
    program: &'static str,
    krate: &'static str,
    version: &'static str,
    /// Whether the crate's own lock file is used; where it is not, that lock
    /// file names versions that not every registry has.
    locked: bool,
    why: &'static str,
}

/// Runs tests that were compiled to wasm, in Node or in a browser.
pub(crate) const TEST_RUNNER: CargoTool = CargoTool {
    program: "wasm-bindgen-test-runner",
    krate: "wasm-bindgen-cli",
    version: "0.2.130",
    locked: false,
    why: "it runs the tests that are compiled to wasm",
};
/// Compiles the tests of crates/wasm and starts the browsers for them.
pub(crate) const WASM_PACK: CargoTool = CargoTool {
    program: "wasm-pack",
    krate: "wasm-pack",
    version: "0.15.1",
    locked: true,
    why: "it runs the tests of crates/wasm in browsers",
};
/// Drives Firefox.
pub(crate) const GECKODRIVER: CargoTool = CargoTool {
    program: "geckodriver",
    krate: "geckodriver",
    version: "0.37.1",
    locked: true,
    why: "it drives Firefox in the tests of crates/wasm and of the page",
};
/// Builds one of the recipes.
pub(crate) const MDBOOK: CargoTool = CargoTool {
    program: "mdbook",
    krate: "mdbook",
    version: "0.5.4",
    locked: true,
    why: "it builds one of the recipes",
};

/// The folder where the tools are.
pub(crate) fn folder(project: &Project) -> PathBuf {
    project.tools().join("bin")
}

/// The tool's file; it is built if neither PATH nor the folder of the tools has it in its version.
pub(crate) fn provide(project: &Project, tool: CargoTool) -> Result<PathBuf> {
    let kept = folder(project).join(tool.program);
    if has_version(&kept, tool.version) {
        return Ok(kept);
    }
    if let Some(file) = find_program(tool.program).filter(|file| has_version(file, tool.version)) {
        return Ok(file);
    }
    eprintln!(
        "Building {} {} from Cargo's registry (some minutes, once), because {}.",
        tool.krate, tool.version, tool.why
    );
    let mut command = cargo(project);
    command.args(["install", tool.krate, "--version", tool.version]);
    // An unoptimised tool is built in half the time and is fast enough.
    command
        .args(["--debug", "--force", "--root"])
        .arg(project.tools());
    if tool.locked {
        command.arg("--locked");
    }
    // The tools share no settings with the wasm target of the workspace.
    command.env("CARGO_TARGET_DIR", project.tools().join("build"));
    run(&mut command)?;
    Ok(kept)
}

fn has_version(file: &Path, version: &str) -> bool {
    let Ok(output) = Command::new(file)
        .arg("--version")
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
    else {
        return false;
    };
    String::from_utf8_lossy(&output.stdout)
        .split_whitespace()
        // Some say v1.2.3.
        .any(|word| word.trim_start_matches('v') == version)
}
