//! The development tools that come from npm: esbuild, wasm-opt, tsc, playwright-core.

use std::path::PathBuf;

use anyhow::{bail, Context, Result};

use crate::command::{find_program, program, run};
use crate::project::Project;

/// Installs the packages of package-lock.json when they are missing or older than it.
pub(crate) fn provide(project: &Project) -> Result<()> {
    let lock = project.root.join("package-lock.json");
    // npm writes this file last, so an installation that was cut short counts as missing.
    let installed = project.root.join("node_modules/.package-lock.json");
    let fresh = match (modified(&installed), modified(&lock)) {
        (Some(installed), Some(lock)) => installed >= lock,
        _ => false,
    };
    if fresh {
        return Ok(());
    }
    if find_program("npm").is_none() {
        bail!("npm is not installed, and the development tools (esbuild, wasm-opt, tsc, playwright-core) come from it: install Node.js 20 or later");
    }
    eprintln!("Installing the development tools of package-lock.json into node_modules, because they are missing or out of date.");
    run(program(project, "npm").args(["ci", "--ignore-scripts", "--no-fund", "--no-audit"]))
}

/// The program `name` of the installed packages.
pub(crate) fn tool(project: &Project, name: &str) -> Result<PathBuf> {
    provide(project)?;
    let tool = project.root.join("node_modules/.bin").join(name);
    if !tool.exists() {
        bail!("node_modules/.bin has no `{name}`: remove node_modules and try again");
    }
    Ok(tool)
}

fn modified(file: &std::path::Path) -> Option<std::time::SystemTime> {
    file.metadata()
        .and_then(|metadata| metadata.modified())
        .context("no such file")
        .ok()
}
