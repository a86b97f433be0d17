//! The page as it lies in one folder: the files of web/ with the wasm package beside them.

use anyhow::{bail, Context, Result};

use crate::budget;
use crate::conformance;
use crate::lessons;
use crate::project::{copy, files_below, read_text, write_text, Project};
use crate::scenes;
use crate::wasm_build::{self, Optimisation};

/// Builds the wasm package and puts the page together around it.
pub(crate) fn build(project: &Project, optimisation: Optimisation) -> Result<()> {
    build_package(project, optimisation)?;
    assemble(project)
}

/// Builds the wasm package. Beside it lie the recordings of the scenes, and what
/// the page's view of how faithful the engine is shows: the table, and what is
/// simplified; the lessons; and what figures weigh.
pub(crate) fn build_package(project: &Project, optimisation: Optimisation) -> Result<()> {
    wasm_build::build(project, optimisation)?;
    write_simplified(project)?;
    scenes::record(project)?;
    lessons::make(project)?;
    budget::write_for_page(project)?;
    conformance::write_for_page(project)
}

/// Copies web/ beside the package, and removes what is no longer in web/.
pub(crate) fn assemble(project: &Project) -> Result<()> {
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

/// What is simplified: a section of the README, which the page shows.
pub(crate) const SIMPLIFIED: &str = "simplified.md";

fn write_simplified(project: &Project) -> Result<()> {
    let readme = project.root.join("README.md");
    let text = read_text(&readme)?;
    let section = section(&text, "What is simplified")
        .context("README.md has no section `What is simplified`, which the page shows")?;
    let file = project.package().join(SIMPLIFIED);
    write_text(&file, section)
}

/// The text below a heading of the second level, up to the next one.
pub(crate) fn section<'a>(text: &'a str, heading: &str) -> Option<&'a str> {
    let start = text.find(&format!("\n## {heading}\n"))?;
    let body = text[start + 1..].split_once('\n')?.1;
    let end = body.find("\n## ").unwrap_or(body.len());
    Some(body[..end].trim())
}

#[cfg(test)]
mod tests {
    use super::section;

    #[test]
    fn a_section_ends_where_the_next_begins() {
        let text = "# A\n\n## B\n\nb\n\n### c\n\n## D\n\nd\n";
        assert_eq!(section(text, "B"), Some("b\n\n### c"));
        assert_eq!(section(text, "D"), Some("d"));
        assert_eq!(section(text, "c"), None);
    }
}
