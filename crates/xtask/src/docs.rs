//! The documentation: the Markdown of web/docs, written out as pages of the
//! site that need no script but the figures' own.
//!
//! Every address in them is held against what the site has, and what a strict
//! Content-Security-Policy would refuse is refused here.

mod html;
mod links;
mod made;
mod markdown;
mod page;
mod pictures;
mod table;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{bail, Context, Result};

use crate::project::{copy, files_below, read_text, write_text, Project};
use markdown::{Around, Rendered};
use page::Entry;

/// The folder of the sources in web/, and of the pages in the site.
pub(crate) const DOCS: &str = "docs";
/// How a page of the site says where they are; web/src/panels/help.js reads it.
pub(crate) const LINK: &str = "<link rel=\"help\" href=\"docs/index.html\">\n";
/// The style sheet of all pages.
const SHEET: &str = "docs.css";
/// What is told of the figures, from which the build makes them (figures.rs).
const FIGURES: &str = "figures.json";
/// The pages in their order, by the names of their sources. What is not named
/// here comes after them; a page is left out as long as it has no source.
const ORDER: &[&str] = &[
    "index",
    "attributes",
    "embedding",
    "scenes",
    "gallery",
    "article",
    "recipes/index",
    "faithful",
    "changelog",
];
/// What has changed, which lies beside the documentation's folder.
const CHANGELOG: &str = "CHANGELOG.md";

/// A page before it is rendered.
struct Source {
    /// Its name: the path of its source without the ending.
    name: String,
    text: String,
}

impl Source {
    fn address(&self) -> String {
        format!("{}.html", self.name)
    }
}

/// Writes the pages into the site, which is there already but for them.
/// `sheet` makes what is shipped of a style sheet.
pub(crate) fn write(
    project: &Project,
    site: &Path,
    sheet: impl Fn(&Path) -> Result<String>,
) -> Result<()> {
    let source = project.web_source().join(DOCS);
    let folder = site.join(DOCS);
    let mut sources = Vec::new();
    for file in files_below(&source)? {
        let name = file
            .strip_prefix(&source)?
            .to_string_lossy()
            .replace('\\', "/");
        match name.strip_suffix(".md") {
            Some(page) => sources.push(Source {
                name: page.to_string(),
                text: read_text(&file)?,
            }),
            None if name == FIGURES => {}
            None if name == SHEET => write_text(&folder.join(SHEET), &sheet(&file)?)?,
            None => copy(&file, &folder.join(&name))?,
        }
    }
    let changes = project.web_source().join(CHANGELOG);
    if changes.is_file() {
        sources.push(Source {
            name: "changelog".to_string(),
            text: read_text(&changes)?,
        });
    }
    sources.sort_by_cached_key(place);
    let mut pages = rendered(project, &sources)?;
    for (address, page) in &mut pages {
        *page = pictures::measured(page, &folder.join(address))?;
    }
    for old in files_below(&folder)? {
        if old.extension().is_some_and(|ending| ending == "html") {
            std::fs::remove_file(&old)
                .with_context(|| format!("cannot remove {}", old.display()))?;
        }
    }
    for (address, page) in &pages {
        write_text(&folder.join(address), page)?;
    }
    let wrong = links::mistakes(&pages, &folder);
    if !wrong.is_empty() {
        bail!("the documentation does not hold:\n{}", wrong.join("\n"));
    }
    Ok(())
}

/// Where a page stands in the list: what lies in a folder follows the folder's index.
fn place(Source { name, text }: &Source) -> (usize, String) {
    let folder = name
        .split_once('/')
        .map(|(folder, _)| format!("{folder}/index"));
    let named = |name: &str| ORDER.iter().position(|known| *known == name);
    let at = named(name)
        .or_else(|| named(&folder?))
        .unwrap_or(ORDER.len());
    if name.ends_with("index") {
        return (at, String::new());
    }
    let title = text.lines().find_map(|line| line.strip_prefix("# "));
    (at, title.unwrap_or(name).to_lowercase())
}

/// All pages, by their addresses.
fn rendered(project: &Project, sources: &[Source]) -> Result<BTreeMap<String, String>> {
    let mut all: Vec<(String, Rendered)> = Vec::new();
    for source in sources {
        let up = "../".repeat(source.name.matches('/').count() + 1);
        let around = Around {
            up: &up,
            made: &|name| made::made(name, project),
        };
        let page = markdown::render(&source.text, &around)
            .with_context(|| format!("in web/{DOCS}/{}.md", source.name))?;
        all.push((source.address(), page));
    }
    let entries: Vec<Entry> = all
        .iter()
        .map(|(address, page)| Entry {
            address: address.clone(),
            title: page.title.clone(),
            below: address.contains('/') && !address.ends_with("/index.html"),
        })
        .collect();
    let version = env!("CARGO_PKG_VERSION");
    Ok(all
        .iter()
        .map(|(address, page)| {
            (
                address.clone(),
                page::whole(page, address, &entries, version),
            )
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_stand_in_their_order_and_those_of_a_folder_below_its_index() {
        let source = |(name, title): (&str, &str)| Source {
            name: name.to_string(),
            text: format!("# {title}\n"),
        };
        let mut sources = [
            ("changelog", "Changelog"),
            ("other", "A"),
            ("recipes/blog", "WordPress"),
            ("recipes/index", "Recipes"),
            ("index", "First"),
            ("recipes/vue", "vue"),
        ]
        .map(source);
        sources.sort_by_cached_key(place);
        let names = sources.map(|source| source.name);
        let expected = [
            "index",
            "recipes/index",
            "recipes/vue",
            "recipes/blog",
            "changelog",
            "other",
        ];
        assert_eq!(names, expected);
    }
}
