//! The parts of pages that are made of what the build knows: the language, what
//! the engine was held to, and what is simplified. So they are never out of date.

use anyhow::{bail, Context, Result};
use kafka_playground_shell::help::usage;
use kafka_playground_shell::verb::{Opt, Takes, Verb};
use kafka_playground_shell::verbs::VERBS;
use serde_json::Value;

use super::html::{escape, slug};
use super::markdown::Made;
use crate::conformance;
use crate::figures::{self, Figure};
use crate::project::{read_text, Project};
use crate::site;

/// Where the language of predicates is described.
const PREDICATES: &str = "crates/lessons/README.md";

/// What a page asks for by a comment.
pub(super) fn made(name: &str, project: &Project) -> Result<Made> {
    let package = project.package();
    match name {
        "verbs" => Ok(Made::Html(verbs())),
        "conformance" => {
            let table = read_text(&package.join(conformance::FILE))?;
            let table = serde_json::from_str(&table).context("the table of the conformance run is not JSON")?;
            Ok(Made::Html(results(&table)?))
        }
        "simplified" => Ok(Made::Markdown(read_text(&package.join(site::SIMPLIFIED))?)),
        "scenes" => {
            let scenes = read_text(&project.web_source().join(crate::scenes::FILE))?;
            let scenes = serde_json::from_str(&scenes).context("web/scenes.json is not JSON")?;
            Ok(Made::Html(named_scenes(&scenes)))
        }
        "predicates" => {
            let reference = read_text(&project.root.join(PREDICATES))?;
            let section = site::section(&reference, "Predicates")
                .with_context(|| format!("{PREDICATES} has no section `Predicates`"))?;
            Ok(Made::Markdown(section.to_string()))
        }
        "gallery" => Ok(Made::Markdown(gallery(&figures::read(project)?))),
        _ => bail!("`{name}` is nothing that the build makes; there is verbs, conformance, simplified, scenes, predicates, gallery"),
    }
}

/// The verbs of the language: a list of them, and a section for each with its options.
fn verbs() -> String {
    let mut html = table_head("Verbs", &["verb", "what it does"]);
    for verb in VERBS {
        let id = slug(verb.name);
        html += &row(
            &[
                format!("<a href=\"#verb-{id}\"><code>{}</code></a>", verb.name),
                escape(verb.about),
            ],
            &["verb", "what it does"],
            None,
        );
    }
    html += "</tbody>\n</table>\n";
    for verb in VERBS {
        html += &one_verb(verb);
    }
    html
}

fn one_verb(verb: &Verb) -> String {
    let id = slug(verb.name);
    let mut html = format!(
        "<h3 id=\"verb-{id}\"><code>{}</code> <a class=\"here\" href=\"#verb-{id}\" aria-hidden=\"true\" tabindex=\"-1\">#</a></h3>\n<p>{}</p>\n<pre class=\"usage\"><code>{}</code></pre>\n",
        verb.name,
        escape(verb.about),
        escape(&usage(verb)),
    );
    if !verb.options.is_empty() {
        let columns = ["option", "what it does"];
        html += &table_head(&format!("Options of {}", verb.name), &columns);
        for option in verb.options {
            html += &row(&[form(option), escape(option.about)], &columns, None);
        }
        html += "</tbody>\n</table>\n";
    }
    html + &format!(
        "<p>For example: <code>{}</code></p>\n",
        escape(verb.example)
    )
}

/// An option with the words that it takes.
fn form(option: &Opt) -> String {
    let name = escape(option.name);
    match option.takes {
        Takes::Nothing => format!("<code>{name}</code>"),
        Takes::OneOf(words) => {
            let words: Vec<_> = words
                .iter()
                .map(|word| format!("<code>{}</code>", escape(word)))
                .collect();
            format!("<code>{name}</code> {}", words.join(" "))
        }
        _ => format!("<code>{name} {}</code>", escape(option.value)),
    }
}

fn table_head(caption: &str, columns: &[&str]) -> String {
    let cells: String = columns
        .iter()
        .map(|column| format!("<th scope=\"col\" role=\"columnheader\">{column}</th>"))
        .collect();
    format!(
        "<table role=\"table\" data-columns=\"{}\">\n<caption>{}</caption>\n<thead role=\"rowgroup\"><tr role=\"row\">{cells}</tr></thead>\n<tbody role=\"rowgroup\">\n",
        columns.len(),
        escape(caption),
    )
}

fn row(cells: &[String], columns: &[&str], id: Option<&str>) -> String {
    let id = id.map_or_else(String::new, |id| format!(" id=\"{id}\""));
    let mut html = format!("<tr role=\"row\"{id}>");
    for (at, cell) in cells.iter().enumerate() {
        html += &match at {
            0 => format!("<th scope=\"row\" role=\"rowheader\">{cell}</th>"),
            _ => format!(
                "<td role=\"cell\" data-label=\"{}\">{cell}</td>",
                columns[at]
            ),
        };
    }
    html + "</tr>\n"
}

/// The outcomes of a case: the key of its count, and the word for it.
const OUTCOMES: [(&str, &str); 4] = [
    ("equal", "equal"),
    ("textDiffers", "text differs"),
    ("differs", "differs"),
    ("owed", "owed"),
];

/// What the conformance run of the build came to: a table of areas, and the
/// cases of each behind its name.
fn results(table: &Value) -> Result<String> {
    let areas = table["areas"]
        .as_array()
        .context("the table of the conformance run has no areas")?;
    let kafka = table["kafka"].as_str().unwrap_or_default();
    let count = |area: &Value, key: &str| area[key].as_u64().unwrap_or_default();
    let total = |key: &str| areas.iter().map(|area| count(area, key)).sum::<u64>();
    let all: u64 = OUTCOMES.iter().map(|(key, _)| total(key)).sum();
    let mut html = format!(
        "<p>This build played {all} recordings and vectors of Apache Kafka {}: {} of them are equal, in {} the text alone differs, {} differ, and {} are owed.</p>\n",
        escape(kafka), total("equal"), total("textDiffers"), total("differs"), total("owed"),
    );
    let columns = ["area", "equal", "text differs", "differs", "owed"];
    html += &table_head("Recordings by area", &columns);
    for area in areas {
        let name = escape(area["area"].as_str().unwrap_or_default());
        let mut cells = vec![format!("<a href=\"#area-{}\">{name}</a>", slug(&name))];
        cells.extend(OUTCOMES.map(|(key, _)| count(area, key).to_string()));
        html += &row(&cells, &columns, None);
    }
    let mut cells = vec!["all".to_string()];
    cells.extend(OUTCOMES.map(|(key, _)| total(key).to_string()));
    html += &row(&cells, &columns, None);
    html += "</tbody>\n</table>\n<h3 id=\"each-case\">Each case</h3>\n";
    for area in areas {
        html += &cases(area);
    }
    Ok(html)
}

/// The cases of an area; what differs comes first.
fn cases(area: &Value) -> String {
    let name = escape(area["area"].as_str().unwrap_or_default());
    let mut cases: Vec<&Value> = area["cases"].as_array().into_iter().flatten().collect();
    let rank = |case: &Value| {
        let order = ["differs", "text differs", "owed"];
        order
            .iter()
            .position(|outcome| case["outcome"] == *outcome)
            .unwrap_or(order.len())
    };
    cases.sort_by_key(|case| rank(case));
    let mut html = format!(
        "<details id=\"area-{}\">\n<summary>{name}: {} cases</summary>\n<ul class=\"cases\">\n",
        slug(&name),
        cases.len(),
    );
    for case in cases {
        let steps = (case["equalSteps"].as_u64(), case["steps"].as_u64());
        let steps = match steps {
            (Some(equal), Some(all)) if equal == all => format!("{all} steps"),
            (Some(equal), Some(all)) => format!("{equal} of {all} steps"),
            _ => String::new(),
        };
        let outcome = escape(case["outcome"].as_str().unwrap_or_default());
        let case = escape(case["case"].as_str().unwrap_or_default());
        html += &format!("<li>{case}: {outcome}, {steps}</li>\n");
    }
    html + "</ul>\n</details>\n"
}

/// A figure for each lesson's turning point, with its source and its script.
fn gallery(figures: &[Figure]) -> String {
    figures.iter().filter_map(exhibit).collect()
}

fn exhibit(figure: &Figure) -> Option<String> {
    let lesson = figure.lesson.as_ref()?;
    let Figure {
        name,
        title,
        text,
        script,
        ..
    } = figure;
    let element = figure.element("playground/");
    // Around it is what keeps other tools for Markdown from reading it as a paragraph.
    let element = element
        .trim_start_matches("<div>\n")
        .trim_end_matches("\n</div>");
    let way = format!("[Take the lesson](playground/index.html?lesson={lesson}), or take [the recording](figures/{name}.json) and [the picture](figures/{name}.svg).");
    Some(format!(
        "## {title}\n\n{text} {way}\n\n```html figure first\n{element}\n```\n\n<details>\n<summary>The scene</summary>\n\n```\n{}\n```\n\n</details>\n\n",
        script.trim(),
    ))
}

/// The scenes that have names.
fn named_scenes(scenes: &Value) -> String {
    let columns = ["scene", "what it shows", "opens at"];
    let mut html = table_head("Scenes with names", &columns);
    for (name, scene) in scenes.as_object().into_iter().flatten() {
        let about = scene["about"]["text"].as_str().unwrap_or_default();
        let title = scene["title"].as_str().unwrap_or_default();
        let what = match about {
            "" => format!("{}.", escape(title)),
            about => format!("{}. {}", escape(title), escape(about)),
        };
        let at = scene["at"].as_u64().unwrap_or_default();
        let at = format!("{}.{:03}", at / 1000, at % 1000);
        html += &row(
            &[format!("<code>{}</code>", escape(name)), what, at],
            &columns,
            Some(&format!("scene-{}", slug(name))),
        );
    }
    html + "</tbody>\n</table>\n"
}
