//! The page as it lies in one folder: the files of web/ with the wasm package beside them.

use anyhow::{bail, Context, Result};

use crate::conformance;
use crate::project::{copy, files_below, Project};
use crate::wasm_build::{self, Optimisation};

/// Builds the wasm package and puts the page together around it.
pub fn build(project: &Project, optimisation: Optimisation) -> Result<()> {
    build_package(project, optimisation)?;
    assemble(project)
}

/// Builds the wasm package, with the table of the page's view of how faithful
/// the engine is beside it.
pub fn build_package(project: &Project, optimisation: Optimisation) -> Result<()> {
    wasm_build::build(project, optimisation)?;
    conformance::write_for_page(project)
}

/// Copies web/ beside the package, and removes what is no longer in web/.
pub fn assemble(project: &Project) -> Result<()> {
    let (source, output) = (project.web_source(), project.web_output());
    if !source.join("index.html").is_file() {
        bail!("web/index.html is missing: it is the page that is to be built");
    }
    for old in files_below(&output)? {
        if !old.starts_with(project.package()) {
            std::fs::remove_file(&old)
                .with_context(|| format!("cannot remove {}", old.display()))?;
        }
    }
    for file in files_below(&source)? {
        copy(&file, &output.join(file.strip_prefix(&source)?))?;
    }
    Ok(())
}
