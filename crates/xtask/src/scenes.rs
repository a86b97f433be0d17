//! The scenes that have names, and their recordings.

use std::path::{Path, PathBuf};

use anyhow::{anyhow, Context, Result};
use kafka_playground_shell::{Header, Recording, Wanted};
use serde_json::{Map, Value};

use crate::project::{read_text, remove_folder, write_text, Project};

/// The scenes, in web/ and in the site.
pub(crate) const FILE: &str = "scenes.json";
/// The folder of the recordings, in the package and in the site.
pub(crate) const RECORDINGS: &str = "recordings";

/// The recording with which the page opens,
pub(crate) const OPENING: &str = "opening.json";
/// its journal,
pub(crate) const OPENING_JOURNAL: &str = "opening.journal.en.json";
/// and what the narrator says of it.
pub(crate) const OPENING_NARRATOR: &str = "opening.narrator.en.json";

/// Records all scenes into the package: each in a file, and its journal and what
/// the narrator says in others, which a page may load later or never.
pub(crate) fn record(project: &Project) -> Result<()> {
    let folder = project.package().join(RECORDINGS);
    remove_folder(&folder)?;
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("cannot make {}", folder.display()))?;
    for (name, scene) in read(project)? {
        let recording = made(&scene)
            .with_context(|| format!("scene `{name}` of web/{FILE} cannot be recorded"))?;
        write(&folder.join(format!("{name}.json")), &recording.text())?;
        let journal = folder.join(format!("{name}.journal.en.json"));
        write(&journal, &recording.journal_text())?;
        let narrator = folder.join(format!("{name}.narrator.en.json"));
        write(&narrator, &recording.narrator_text())?;
    }
    Ok(())
}

/// The names of the scenes.
pub(crate) fn names(project: &Project) -> Result<Vec<String>> {
    Ok(read(project)?.into_iter().map(|(name, _)| name).collect())
}

/// The recording of a scene; none where no scene has that name.
pub(crate) fn recording(project: &Project, name: &str) -> Result<Option<Recording>> {
    match read(project)?.get(name) {
        None => Ok(None),
        Some(scene) => made(scene)
            .map(Some)
            .with_context(|| format!("scene `{name}` of web/{FILE} cannot be recorded")),
    }
}

fn read(project: &Project) -> Result<Map<String, Value>> {
    let file = source(project);
    let text = read_text(&file)?;
    let scenes: Value =
        serde_json::from_str(&text).with_context(|| format!("web/{FILE} is not JSON"))?;
    match scenes {
        Value::Object(scenes) => Ok(scenes),
        _ => Err(anyhow!("web/{FILE} must hold an object")),
    }
}

fn source(project: &Project) -> PathBuf {
    project.web_source().join(FILE)
}

fn made(scene: &Value) -> Result<Recording> {
    let number = |key: &str| {
        scene[key]
            .as_i64()
            .with_context(|| format!("it lacks the number `{key}`"))
    };
    let rows = scene["script"].as_array().context("it lacks `script`")?;
    let rows: Option<Vec<_>> = rows.iter().map(Value::as_str).collect();
    let script = rows.context("a row of its script is no text")?.join("\n");
    let header = Header {
        seed: scene["seed"]
            .as_u64()
            .context("it lacks the number `seed`")?,
        start: number("start")?,
    };
    let wanted = Wanted {
        title: scene["title"].as_str().context("it lacks `title`")?,
        script: &script,
        header,
        at: number("at")?,
        until: number("until")?,
        values: scene["cells"] == "values",
    };
    Recording::make(&wanted).map_err(|error| anyhow!("{error}"))
}

fn write(file: &Path, text: &str) -> Result<()> {
    write_text(file, text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_a_scene_lacks_is_said() {
        let whole = json!({
            "title": "T", "seed": 1, "start": 0, "at": 5, "until": 10, "script": ["topic create a"],
        });
        assert!(made(&whole).is_ok());
        for (key, value, message) in [
            ("seed", json!(-1), "it lacks the number `seed`"),
            ("at", json!(null), "it lacks the number `at`"),
            (
                "script",
                json!(["help", 1]),
                "a row of its script is no text",
            ),
            (
                "script",
                json!(["help", "crash c1"]),
                "Row 2: There is no c1: nothing has been started.",
            ),
        ] {
            let mut scene = whole.clone();
            scene[key] = value;
            assert_eq!(made(&scene).unwrap_err().to_string(), message);
        }
    }
}
