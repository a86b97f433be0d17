//! The figures of the documentation: one for the turning point of each lesson,
//! and those of the example article. `web/docs/figures.json` is a list of them:
//!
//! | field | is |
//! |---|---|
//! | `name` | of its files: `docs/figures/NAME.json`, a recording, and `NAME.svg`, its poster |
//! | `lesson` | whose turning point it shows; where it is missing, the figure belongs to the article alone |
//! | `step` | the step of that lesson with whose script it begins |
//! | `rows` | what is done behind that; where they are missing, the step's solutions. Without a step they are the whole script |
//! | `title`, `text` | what stands over it, and the sentence or two beside it; plain text |
//! | `start`, `end`, `at` | the stretch that it is about, and the instant at which it opens (`start`, if nothing is said), in seconds |
//! | `cells` | `values` where its cells show values, too |
//! | `captions` | sentences at instants: `at`, `text`, and in `holds` the predicates (crates/lessons) on which its numbers stand |
//! | `attributes` | others of the element, as `panels`, `groups`, `without`, `speed`, `pause-at`, `readonly`; true is an attribute without a value |
//! | `said` | what the article says beside it, word for word, as captions have it; `rows` are what its reader does besides |
//!
//! A predicate is judged at the instant of its sentence, or at its own:
//! `@12.5 committed billing orders-0 = 4`. `default max.poll.records = 500` is a
//! default of Kafka's consumer or broker.
//!
//! [`read`] answers them with the scripts that are theirs, [`Figure::element`] is
//! how one is written into a page, and [`write()`] records all of them. A figure that
//! is too heavy, or whose captions say what the engine does not do, is an error
//! (`claims.rs`), and so is an
//! article that shows or says something else (`article.rs`).

use std::path::Path;

use anyhow::{anyhow, bail, Context, Result};
use kafka_playground_lessons::{compile, Item, Lesson, Moments};
use kafka_playground_shell::{Recording, Wanted};
use serde_json::{json, Value};

use crate::article;
use crate::claims::{self, Claim};
use crate::lessons::LESSONS;
use crate::poster;
use crate::project::{read_text, remove_folder, write_text, Project};
use crate::record::{millis, HEADER};
use crate::size::gzipped;

/// The figures, in web/docs.
const FILE: &str = "docs/figures.json";
/// The folder of their recordings and posters, in the site.
pub(crate) const FIGURES: &str = "docs/figures";
/// What a recording may weigh, gzipped: as much as a picture of its size.
const HEAVIEST: u64 = 16 * 1024;
/// The fields that a figure may have.
const FIELDS: &[&str] = &[
    "name",
    "lesson",
    "step",
    "rows",
    "title",
    "text",
    "start",
    "end",
    "at",
    "cells",
    "captions",
    "attributes",
    "said",
];

/// A figure.
pub(crate) struct Figure {
    /// Of its files.
    pub name: String,
    /// The lesson whose turning point it shows.
    pub lesson: Option<String>,
    /// What stands over it.
    pub title: String,
    /// What it shows, in a sentence or two.
    pub text: String,
    /// What is done in it; its first row is the header.
    pub script: String,
    /// Where its stretch begins, in milliseconds since the start,
    pub start: i64,
    /// where that ends,
    pub end: i64,
    /// and where it opens.
    pub at: i64,
    /// Whether its cells show values, too.
    pub values: bool,
    /// Its sentences, in their order.
    pub captions: Vec<Claim>,
    /// Other attributes of its element.
    pub attributes: Vec<(String, Option<String>)>,
    /// What the article says beside it.
    pub said: Vec<Claim>,
}

/// All figures, in their order; those of the lessons come first.
pub(crate) fn read(project: &Project) -> Result<Vec<Figure>> {
    let file = project.web_source().join(FILE);
    let text = read_text(&file)?;
    let all: Vec<Value> =
        serde_json::from_str(&text).with_context(|| format!("web/{FILE} is no list"))?;
    let read = all.iter().map(|one| {
        let name = one["name"].as_str().unwrap_or("without a name");
        figure(one, &|id| lesson(project, id))
            .with_context(|| format!("the figure `{name}` of web/{FILE}"))
    });
    read.collect()
}

fn lesson(project: &Project, id: &str) -> Result<Lesson> {
    let file = project.web_source().join(LESSONS).join("en").join(id);
    let file = file.with_extension("md");
    let text = read_text(&file)?;
    Ok(compile(&text).lesson)
}

fn figure(one: &Value, lesson: &dyn Fn(&str) -> Result<Lesson>) -> Result<Figure> {
    let fields = one.as_object().context("it is no object")?;
    if let Some(stranger) = fields.keys().find(|key| !FIELDS.contains(&&***key)) {
        bail!("it has a field `{stranger}`, which means nothing");
    }
    let word = |field: &str| one[field].as_str().map(str::to_owned);
    let needed = |field: &str| word(field).with_context(|| format!("it lacks `{field}`"));
    let start = instant(&one["start"])?;
    let figure = Figure {
        name: needed("name")?,
        lesson: word("lesson"),
        title: needed("title")?,
        text: needed("text")?,
        script: script(one, lesson)?,
        start,
        end: instant(&one["end"])?,
        at: match &one["at"] {
            Value::Null => start,
            at => instant(at)?,
        },
        values: one["cells"] == "values",
        captions: claims(&one["captions"])?,
        attributes: attributes(&one["attributes"])?,
        said: claims(&one["said"])?,
    };
    if !(figure.start <= figure.at && figure.at < figure.end) {
        bail!("it opens outside of its stretch");
    }
    Ok(figure)
}

/// Milliseconds of a number of seconds.
fn instant(number: &Value) -> Result<i64> {
    match number {
        Value::Number(number) => millis("An instant", &number.to_string()),
        _ => bail!("an instant is missing, or is no number of seconds"),
    }
}

/// The script: that of a lesson's step with what is done in it, or rows alone.
fn script(one: &Value, lesson: &dyn Fn(&str) -> Result<Lesson>) -> Result<String> {
    let rows: Option<Vec<String>> = match &one["rows"] {
        Value::Null => None,
        rows => Some(texts(rows).context("its rows are no list of texts")?),
    };
    let (Some(id), Some(step)) = (one["lesson"].as_str(), one["step"].as_str()) else {
        return Ok(rows
            .context("it has neither the step of a lesson nor rows")?
            .join("\n"));
    };
    let lesson = lesson(id)?;
    let found = lesson.steps.iter().find(|one| one.id == step);
    let found = found.with_context(|| format!("the lesson {id} has no step `{step}`"))?;
    let solutions = found.items.iter().filter_map(|item| match item {
        Item::Solution { rows, .. } => Some(rows.clone()),
        _ => None,
    });
    let rows = rows.unwrap_or_else(|| solutions.flatten().collect());
    Ok([found.script.trim_end(), "\n", &rows.join("\n"), "\n"].concat())
}

fn texts(list: &Value) -> Option<Vec<String>> {
    let list = list.as_array()?.iter();
    list.map(|one| one.as_str().map(str::to_owned)).collect()
}

fn claims(list: &Value) -> Result<Vec<Claim>> {
    let list = list.as_array().map(Vec::as_slice).unwrap_or_default();
    let read = list.iter().map(|one| {
        let holds = match &one["holds"] {
            Value::Null => Vec::new(),
            holds => texts(holds).context("`holds` is no list of predicates")?,
        };
        Ok(Claim {
            at: instant(&one["at"])?,
            text: one["text"]
                .as_str()
                .context("a caption lacks `text`")?
                .to_owned(),
            holds,
            rows: match &one["rows"] {
                Value::Null => Vec::new(),
                rows => texts(rows).context("its rows are no list of texts")?,
            },
        })
    });
    read.collect()
}

fn attributes(object: &Value) -> Result<Vec<(String, Option<String>)>> {
    let given = object.as_object().into_iter().flatten();
    let read = given.map(|(name, value)| match value {
        Value::String(text) => Ok((name.clone(), Some(text.clone()))),
        Value::Number(number) => Ok((name.clone(), Some(number.to_string()))),
        Value::Bool(true) => Ok((name.clone(), None)),
        _ => bail!("the attribute `{name}` is neither text nor number nor true"),
    });
    read.collect()
}

impl Figure {
    /// How it is written into a page or into Markdown: an element with its poster
    /// inside, in a block that has no blank line. `site` is the address of the
    /// site's folder, such as `playground/`.
    pub(crate) fn element(&self, site: &str) -> String {
        let Figure {
            name, title, text, ..
        } = self;
        let mut tag = format!("<kafka-playground src=\"{site}{FIGURES}/{name}.json\"");
        tag += &format!(
            " start=\"{}\" end=\"{}\"",
            seconds(self.start),
            seconds(self.end)
        );
        if self.at != self.start {
            tag += &format!(" at=\"{}\"", seconds(self.at));
        }
        for (attribute, value) in &self.attributes {
            match value {
                Some(value) => tag += &format!(" {attribute}=\"{}\"", escaped(value)),
                None => tag += &format!(" {attribute}"),
            }
        }
        let said = self.captions.iter();
        let said =
            said.map(|caption| format!("@{} {}", seconds(caption.at), escaped(&caption.text)));
        let said: Vec<String> = said.collect();
        if !said.is_empty() {
            tag += &format!("\n  captions=\"{}\"", said.join("\n    "));
        }
        tag += &format!("\n  playground=\"{site}\"");
        let alt = escaped(&format!("{title}. {text}"));
        let poster = format!("<img src=\"{site}{FIGURES}/{name}.svg\" alt=\"{alt}\" />");
        format!("<div>\n{tag}>\n{poster}\n</kafka-playground>\n</div>")
    }

    /// What an attribute says; nothing where it has no value or is not there.
    fn words(&self, attribute: &str) -> Vec<&str> {
        let given = self.attributes.iter().find(|(name, _)| name == attribute);
        let said = given.and_then(|(_, value)| value.as_deref());
        said.unwrap_or_default().split_whitespace().collect()
    }

    /// What is shown of it without the engine, as a file.
    fn recording(&self) -> Result<String> {
        let wanted = Wanted {
            title: &self.title,
            script: &self.script,
            header: HEADER,
            at: self.at,
            until: self.end,
            values: self.values,
        };
        let recording = Recording::make(&wanted).map_err(|error| anyhow!("{error}"))?;
        let panels = self.words("panels");
        let told = ["journal", "header", "all"];
        let told = panels.iter().any(|panel| told.contains(panel));
        Ok(if told {
            recording.whole_text()
        } else {
            recording.text()
        })
    }

    /// Its picture, of what it shows when it opens.
    fn poster(&self, project: &Project, recording: &str) -> Result<String> {
        let options = json!({ "without": self.words("without"), "groups": self.words("groups") });
        let options = options.as_object().cloned().unwrap_or_default();
        poster::draw(project, recording, &options)
    }

    /// Writes its files; answers what is wrong with it.
    fn write(&self, project: &Project, folder: &Path) -> Result<Vec<String>> {
        let recording = self.recording()?;
        let poster = self.poster(project, &recording)?;
        let mut wrong = self.mistakes()?;
        let gzip = gzipped(recording.as_bytes())?;
        let drawn = poster.len() as u64;
        println!("{:<28} {gzip:>9} {drawn:>9}", self.name);
        for (what, weight, most) in [
            ("recording", gzip, HEAVIEST),
            ("poster", drawn, poster::HEAVIEST),
        ] {
            if weight > most {
                wrong.push(format!("its {what} weighs {weight} of {most} bytes"));
            }
        }
        for (ending, text) in [("json", recording), ("svg", poster)] {
            let file = folder.join(format!("{}.{ending}", self.name));
            write_text(&file, &text)?;
        }
        Ok(wrong)
    }

    /// What is wrong with what is said in it and beside it.
    pub(crate) fn mistakes(&self) -> Result<Vec<String>> {
        let mut moments = played(&self.script, self.end)?;
        let mut wrong = claims::captions(&self.captions, self.start, self.end);
        for claim in self.captions.iter().chain(&self.said) {
            if claim.rows.is_empty() {
                wrong.extend(claim.mistakes(&mut moments));
                continue;
            }
            let script = [&*self.script, "\n", &claim.rows.join("\n")].concat();
            wrong.extend(claim.mistakes(&mut played(&script, claim.at)?));
        }
        Ok(wrong)
    }
}

fn played(script: &str, until: i64) -> Result<Moments> {
    Moments::of(script, until).map_err(|wrong| anyhow!("{wrong}"))
}

/// Seconds as an attribute has them: 12.48.
pub(crate) fn seconds(millis: i64) -> String {
    let text = format!("{}.{:03}", millis / 1_000, millis % 1_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
}

/// Records and draws all figures into the site, and says what each of them weighs.
pub(crate) fn write(project: &Project, site: &Path) -> Result<()> {
    let folder = site.join(FIGURES);
    remove_folder(&folder)?;
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("cannot make {}", folder.display()))?;
    let figures = read(project)?;
    let mut wrong = article::mistakes(project, &figures)?;
    println!("{:<28} {:>9} {:>9}", "figure", "gzipped", "poster");
    for figure in &figures {
        let name = &figure.name;
        let mistakes = figure
            .write(project, &folder)
            .with_context(|| format!("the figure `{name}`"))?;
        wrong.extend(mistakes.iter().map(|mistake| format!("{name}: {mistake}")));
    }
    if wrong.is_empty() {
        return Ok(());
    }
    bail!("figures of web/{FILE} do not hold:\n{}", wrong.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project() -> Project {
        Project::find().unwrap()
    }

    fn sample() -> Value {
        json!({
            "name": "two", "title": "Two <records>", "text": "Nobody said \"three\".",
            "rows": ["topic create orders", "@2 produce --topic orders --key ana"],
            "start": 1.5, "end": 4,
            "captions": [{ "at": 2.5, "text": "One & only.", "holds": ["records orders = 1"] }],
            "attributes": { "readonly": true, "speed": 2, "without": "legend producers" },
        })
    }

    fn made(one: &Value) -> Result<Figure> {
        figure(one, &|id| lesson(&project(), id))
    }

    #[test]
    fn what_is_wrong_with_a_figure_is_said() {
        assert!(made(&sample()).is_ok());
        for (field, value, message) in [
            ("title", Value::Null, "it lacks `title`"),
            (
                "start",
                json!("1"),
                "an instant is missing, or is no number of seconds",
            ),
            ("at", json!(4), "it opens outside of its stretch"),
            (
                "rows",
                Value::Null,
                "it has neither the step of a lesson nor rows",
            ),
            ("rows", json!("help"), "its rows are no list of texts"),
            ("captions", json!([{ "at": 2 }]), "a caption lacks `text`"),
            (
                "attributes",
                json!({ "loop": false }),
                "the attribute `loop` is neither text nor number nor true",
            ),
            (
                "until",
                json!(3),
                "it has a field `until`, which means nothing",
            ),
        ] {
            let mut one = sample();
            one[field] = value;
            let error = made(&one).map(|_| ()).unwrap_err();
            assert_eq!(error.to_string(), message);
        }
    }

    #[test]
    fn it_is_written_as_an_element_with_its_poster_inside() {
        assert_eq!(
            made(&sample()).unwrap().element("../"),
            "<div>\n\
             <kafka-playground src=\"../docs/figures/two.json\" start=\"1.5\" end=\"4\" readonly speed=\"2\" without=\"legend producers\"\n  \
             captions=\"@2.5 One &amp; only.\"\n  \
             playground=\"../\">\n\
             <img src=\"../docs/figures/two.svg\" alt=\"Two &lt;records>. Nobody said &quot;three&quot;.\" />\n\
             </kafka-playground>\n\
             </div>"
        );
    }

    #[test]
    fn a_script_is_that_of_a_step_with_its_solutions_or_with_rows() {
        let mut one = sample();
        one["lesson"] = json!("crash-rebalance");
        one["step"] = json!("c1-dies");
        let rows = made(&one).unwrap().script;
        assert!(
            rows.starts_with("# kafka-playground script v1, seed 4, start "),
            "{rows}"
        );
        assert!(
            rows.ends_with("\ntopic create orders\n@2 produce --topic orders --key ana\n"),
            "{rows}"
        );
        one["rows"] = Value::Null;
        let solved = made(&one).unwrap().script;
        assert!(solved.ends_with("\n@18.400 crash c1\n"), "{solved}");
        one["step"] = json!("c9-dies");
        let error = made(&one).map(|_| ()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the lesson crash-rebalance has no step `c9-dies`"
        );
    }

    /// The lessons have one each, in their order, and what is said in them and in the
    /// article is so.
    #[test]
    fn those_that_there_are_hold() {
        let project = project();
        let figures = read(&project).unwrap();
        let order =
            std::fs::read_to_string(project.web_source().join("lessons/order.json")).unwrap();
        let order: Vec<String> = serde_json::from_str(&order).unwrap();
        let lessons: Vec<&String> = figures
            .iter()
            .filter_map(|one| one.lesson.as_ref())
            .collect();
        assert_eq!(lessons, order.iter().collect::<Vec<_>>());
        assert!(article::mistakes(&project, &figures).unwrap().is_empty());
        for figure in &figures {
            let name = &figure.name;
            assert_eq!(figure.mistakes().unwrap(), [""; 0], "{name}");
            assert!(!figure.captions.is_empty(), "{name}");
            assert!(
                (10_000..=40_000).contains(&(figure.end - figure.start)),
                "{name}"
            );
        }
    }
}
