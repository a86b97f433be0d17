//! What the crates' documentation says: written as the book that it is, and no link of it
//! leads nowhere.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{bail, Result};

use crate::command::{cargo, run};
use crate::project::{files_below, read_text, remove_folder, Project};

/// The folders of the chapters' pages, in the order in which they are read.
const CHAPTERS: &[&str] = &[
    "protocol",
    "broker",
    "client",
    "tools",
    "cluster",
    "kafka_playground_shell",
    "kafka_playground_lessons",
    "kafka_playground_wasm",
    "kafka_playground",
    "xtask",
];
/// The page at which one begins.
const FIRST: &str = "kafka_playground_shell/book/index.html";
/// The most links that a complaint names.
const NAMED: usize = 20;

/// The crates that others link to, each behind those that it links to: rustdoc makes
/// links to pages that are there, and guesses where others will be.
const IN_ORDER: &[&str] = &[
    "kafka-playground-protocol",
    "kafka-playground-broker",
    "kafka-playground-client",
    "kafka-playground-tools",
    "kafka-playground-cluster",
    "kafka-playground-shell",
    "kafka-playground-lessons",
];

/// Writes the documentation, and answers its first page.
pub(crate) fn write(project: &Project) -> Result<PathBuf> {
    let pages = project.target.join("doc");
    document(project)?;
    let mut lost = lost_in(&pages)?;
    if !lost.is_empty() {
        // What somebody wrote in another order is taken for new.
        remove_folder(&pages)?;
        document(project)?;
        lost = lost_in(&pages)?;
    }
    if !lost.is_empty() {
        let named: Vec<String> = lost.iter().take(NAMED).cloned().collect();
        let (count, named) = (lost.len(), named.join("\n  "));
        bail!("{count} links of the documentation lead nowhere:\n  {named}");
    }
    Ok(pages.join(FIRST))
}

fn document(project: &Project) -> Result<()> {
    let each = IN_ORDER.iter().map(|name| ["--package", name].to_vec());
    for which in each.chain([vec!["--workspace"]]) {
        run(cargo(project)
            .args(["doc", "--quiet", "--no-deps"])
            .args(which)
            .env("RUSTDOCFLAGS", "-D warnings"))?;
    }
    Ok(())
}

/// The links of the chapters that lead nowhere, each with its page.
fn lost_in(pages: &Path) -> Result<BTreeSet<String>> {
    let mut lost = BTreeSet::new();
    for folder in CHAPTERS {
        for page in files_below(&pages.join(folder))? {
            if page.extension().is_some_and(|ending| ending == "html") {
                let html = read_text(&page)?;
                let shown = page.strip_prefix(pages).unwrap_or(&page).display();
                let lost_here = lost_links(&html, page.parent().unwrap_or(pages));
                lost.extend(lost_here.map(|link| format!("{shown}: {link}")));
            }
        }
    }
    Ok(lost)
}

/// The links of a page in `folder` that name a file which is not there. Those to other sites
/// and to places of the page itself are not followed.
fn lost_links<'a>(html: &'a str, folder: &'a Path) -> impl Iterator<Item = &'a str> {
    links(html).filter(move |link| {
        let file = link.split(['#', '?']).next().unwrap_or_default();
        let elsewhere = link.starts_with("https://") || link.starts_with("data:");
        !file.is_empty() && !elsewhere && !folder.join(file).is_file()
    })
}

/// The addresses of the links of a page, as rustdoc writes them.
fn links(html: &str) -> impl Iterator<Item = &str> {
    let tags = html.split("<a ").skip(1);
    tags.filter_map(|text| {
        let (tag, _) = text.split_once('>')?;
        let (_, address) = tag.split_once("href=\"")?;
        address.split('"').next()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_that_lead_nowhere_are_found() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let html = "<a class=\"mod\" href=\"book.rs#1\">one</a> <a href=\"../Cargo.toml\">two</a> \
                    <a href=\"#below\">three</a> <a href=\"https://example.org/\">four</a> \
                    <a href=\"../no.html\">five</a> <a href=\"client::Client\">six</a>";
        let lost: Vec<&str> = lost_links(html, &folder).collect();
        assert_eq!(lost, ["../no.html", "client::Client"]);
    }
}
