//! Bundles in fewer bytes than esbuild makes of them.
//!
//! esbuild binds the modules and has minified them already. terser looks into
//! what it wrote once more, joins and inlines more of it, and names things so
//! that gzip makes 2 to 3 % less of it.

use std::path::PathBuf;

use anyhow::Result;

use crate::command::{program, run};
use crate::npm;
use crate::project::Project;

/// What drives terser: its own command would be started for each file anew.
const DRIVER: &str = "crates/xtask/src/shorten.mjs";

/// Writes modules anew that do the same.
pub(crate) fn shorten(project: &Project, modules: &[PathBuf]) -> Result<()> {
    npm::tool(project, "terser")?;
    run(program(project, "node").arg(DRIVER).args(modules))
}
