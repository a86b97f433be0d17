//! The lessons: read, played and held against the engine, and written out for
//! the page.

use std::path::Path;

use anyhow::{bail, Context, Result};
use kafka_playground_lessons::{compile, Lesson};
use kafka_playground_shell::json::write;
use serde_json::{json, Map, Value};

use crate::project::{read_text, remove_folder, Project};
use crate::size::gzipped;

/// The folder of the lessons, in web/, in the package and in the site.
pub(crate) const LESSONS: &str = "lessons";
/// Their order, in web/.
const ORDER: &str = "order.json";
/// Which there are, in the package and in the site.
const INDEX: &str = "index.json";
/// The language that all of them are there in.
const FIRST: &str = "en";

/// Writes every lesson into the package, and which there are in which language.
/// One that does not hold is an error.
pub(crate) fn make(project: &Project) -> Result<()> {
    let source = project.web_source().join(LESSONS);
    let target = project.package().join(LESSONS);
    remove_folder(&target)?;
    let order = read_text(&source.join(ORDER))?;
    let order: Vec<String> = serde_json::from_str(&order)
        .with_context(|| format!("web/{LESSONS}/{ORDER} is no list of names"))?;
    let mut languages = Map::new();
    let mut wrong = Vec::new();
    for language in languages_of(&source)? {
        strangers(&source.join(&language), &order)?;
        let folder = target.join(&language);
        std::fs::create_dir_all(&folder)
            .with_context(|| format!("cannot make {}", folder.display()))?;
        let mut listed = Vec::new();
        for id in &order {
            let file = source.join(&language).join(format!("{id}.md"));
            if language != FIRST && !file.is_file() {
                continue;
            }
            let compiled = compile(&read_text(&file)?);
            let name = format!("web/{LESSONS}/{language}/{id}.md");
            wrong.extend(
                compiled
                    .mistakes
                    .iter()
                    .map(|mistake| format!("{name}:{mistake}")),
            );
            let lesson = &compiled.lesson;
            let file = folder.join(format!("{id}.json"));
            std::fs::write(&file, write(lesson))
                .with_context(|| format!("cannot write {}", file.display()))?;
            listed.push(listing(id, lesson));
        }
        languages.insert(language, Value::Array(listed));
    }
    if !wrong.is_empty() {
        bail!("lessons do not hold:\n{}", wrong.join("\n"));
    }
    let index = json!({ "languages": languages }).to_string();
    std::fs::write(target.join(INDEX), index).context("the list of lessons cannot be written")
}

/// What the list says of a lesson.
fn listing(id: &str, lesson: &Lesson) -> Value {
    json!({ "id": id, "title": lesson.title, "about": lesson.about, "minutes": lesson.minutes })
}

/// A folder for each language.
fn languages_of(source: &Path) -> Result<Vec<String>> {
    let mut languages = Vec::new();
    for entry in std::fs::read_dir(source).context("web/lessons cannot be read")? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            languages.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    languages.sort();
    Ok(languages)
}

/// A file that is in no order would be nowhere on the page.
fn strangers(folder: &Path, order: &[String]) -> Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let known = name
            .strip_suffix(".md")
            .is_some_and(|id| order.iter().any(|one| one == id));
        if !known {
            bail!(
                "{} is no lesson of web/{LESSONS}/{ORDER}",
                folder.join(name).display()
            );
        }
    }
    Ok(())
}

/// Prints how long one reads each lesson, and what it weighs.
pub(crate) fn print(project: &Project) -> Result<()> {
    let folder = project.package().join(LESSONS);
    let index: Value = serde_json::from_str(&read_text(&folder.join(INDEX))?)?;
    let languages = index["languages"]
        .as_object()
        .context("the list of lessons is damaged")?;
    println!(
        "{:<28} {:>9} {:>9} {:>9}",
        "lesson", "minutes", "words", "gzipped"
    );
    for (language, listed) in languages {
        for one in listed.as_array().into_iter().flatten() {
            let id = one["id"].as_str().unwrap_or_default();
            let lesson = read_text(&folder.join(language).join(format!("{id}.json")))?;
            let words = serde_json::from_str::<Value>(&lesson)?["words"].clone();
            let name = format!("{language}/{id}");
            println!(
                "{name:<28} {:>9} {words:>9} {:>9}",
                one["minutes"],
                gzipped(lesson.as_bytes())?
            );
        }
    }
    Ok(())
}
