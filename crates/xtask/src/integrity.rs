//! Figures of subresource integrity: what a page writes beside an address so
//! that a browser takes that file and no other.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use base64::prelude::{Engine, BASE64_STANDARD};
use serde_json::json;
use sha2::{Digest, Sha384};

use crate::dist::ELEMENT_BUNDLE;
use crate::project::{files_below, write_text, VERSION};

/// Where the figures of a folder are written.
pub(crate) const FILE: &str = "integrity.json";
/// What a script tag names; all other modules are loaded by these.
const NAMED: &[&str] = &["element-define.js", ELEMENT_BUNDLE, "embed.js", "index.js"];

/// Writes the figures of all modules of `folder` beside them, as the `integrity`
/// of an import map has them: a script tag's own figure covers the one file that
/// it names, and not what that imports.
pub(crate) fn write(folder: &Path) -> Result<()> {
    let text = serde_json::to_string_pretty(&json!({
        "version": VERSION,
        "integrity": figures(folder)?,
    }))?;
    let file = folder.join(FILE);
    write_text(&file, &(text + "\n"))
}

/// Prints the figures of what a script tag names.
pub(crate) fn print(folder: &Path) -> Result<()> {
    let figures = figures(folder)?;
    for name in NAMED {
        if let Some(figure) = figures.get(&format!("./{name}")) {
            println!("{name:<20} {figure}");
        }
    }
    println!("The figures of all modules, for an import map, are in {FILE}.");
    Ok(())
}

/// The figure of each module of `folder`, by its address from there.
fn figures(folder: &Path) -> Result<BTreeMap<String, String>> {
    let mut figures = BTreeMap::new();
    for file in files_below(folder)? {
        if file.extension().is_none_or(|extension| extension != "js") {
            continue;
        }
        let name = file.strip_prefix(folder)?.to_string_lossy();
        let bytes =
            std::fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        figures.insert(format!("./{}", name.replace('\\', "/")), figure(&bytes));
    }
    Ok(figures)
}

fn figure(bytes: &[u8]) -> String {
    format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(bytes)))
}

#[cfg(test)]
mod tests {
    use super::figure;

    #[test]
    fn a_figure_is_what_browsers_compare_with() {
        // As `printf "alert('Hello, world.');" | openssl dgst -sha384 -binary | base64` says.
        assert_eq!(
            figure(b"alert('Hello, world.');"),
            "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO"
        );
    }
}
