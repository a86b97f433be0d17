//! A scene as a picture: an SVG of the stage at an instant, for where no page is.
//!
//! The engine records the scene, and the page's own code draws it
//! (web/src/poster), which Node runs.

use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{bail, Context, Result};
use serde_json::{json, Map, Value};

use crate::command::{find_program, program};
use crate::project::{files_below, read_text, write_text, Project};
use crate::record::{self, millis};
use crate::scenes::{self, RECORDINGS};

/// The folder of the posters, in the site.
pub(crate) const POSTERS: &str = "posters";
/// What draws them.
const DRAWS: &str = "src/poster/cli.js";
/// How heavy a poster may be, in bytes: it stands in articles beside the text.
pub(crate) const HEAVIEST: u64 = 20 * 1024;

/// What was asked for on the command line.
#[derive(Default)]
pub(crate) struct Asked {
    /// The name of a scene, or the file of a script or a recording.
    pub scene: Option<OsString>,
    /// The instant, in seconds.
    pub at: Option<String>,
    /// How wide it is, in pixels.
    pub width: Option<u32>,
    /// `light` or `dark`, where it is not to have both.
    pub theme: Option<String>,
    /// Where it is written.
    pub out: Option<OsString>,
}

/// Draws a scene; answers the file that was written.
pub(crate) fn poster(project: &Project, asked: &Asked) -> Result<PathBuf> {
    let Some(scene) = &asked.scene else {
        bail!("`cargo xtask poster` needs the name of a scene, or the file of a script or a recording.");
    };
    let at = asked.at.as_ref().map(|at| millis("--at", at)).transpose()?;
    let name = scene.to_string_lossy();
    let (text, file) = recording(project, &name, at)?;
    let svg = draw(project, &text, &options(asked, at)?)
        .with_context(|| format!("`{name}` cannot be drawn"))?;
    let out = asked.out.as_ref().map_or(file, PathBuf::from);
    if out == Path::new(scene) {
        bail!(
            "the poster would be written over {}; --out names another file",
            out.display()
        );
    }
    std::fs::write(&out, svg).with_context(|| format!("cannot write {}", out.display()))?;
    Ok(out)
}

/// What web/src/poster/cli.js is told.
fn options(asked: &Asked, at: Option<i64>) -> Result<Map<String, Value>> {
    let mut options = Map::new();
    if let Some(at) = at {
        options.insert("at".to_owned(), json!(at));
    }
    if let Some(width) = asked.width {
        if !(280..=4_000).contains(&width) {
            bail!("--width takes pixels from 280 to 4000, and not `{width}`");
        }
        options.insert("width".to_owned(), json!(width));
    }
    if let Some(theme) = &asked.theme {
        if !["auto", "light", "dark"].contains(&theme.as_str()) {
            bail!("--theme takes auto, light or dark, and not `{theme}`");
        }
        options.insert("theme".to_owned(), json!(theme));
    }
    Ok(options)
}

/// The recording of a scene or a file, and the name of a poster of it.
fn recording(project: &Project, name: &str, at: Option<i64>) -> Result<(String, PathBuf)> {
    let file = Path::new(name);
    if let Some(recording) = scenes::recording(project, name)? {
        return Ok((recording.text(), PathBuf::from(format!("{name}.svg"))));
    }
    if !file.is_file() {
        bail!(
            "`{name}` is neither a file nor a scene; the scenes of web/{} are {}",
            scenes::FILE,
            scenes::names(project)?.join(", ")
        );
    }
    let text = read_text(file)?;
    let text = match text.trim_start().starts_with('{') {
        true => text,
        // No more of it is recorded than is drawn.
        false => record::of_script(&text, at, at)
            .with_context(|| file.display().to_string())?
            .text(),
    };
    Ok((text, file.with_extension("svg")))
}

/// Draws a recording. `options` are those of web/src/poster/poster.js, and `at` in
/// milliseconds; without it, it is the instant at which the recording opens.
pub(crate) fn draw(
    project: &Project,
    recording: &str,
    options: &Map<String, Value>,
) -> Result<String> {
    if find_program("node").is_none() {
        bail!("Node.js is not installed, and the page's own code, which it runs, draws the poster: install Node.js 20 or later");
    }
    let mut node = program(project, "node")
        .arg(project.web_source().join(DRAWS))
        .arg(Value::Object(options.clone()).to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("cannot start `node`")?;
    let mut stdin = node.stdin.take().context("node has no stdin")?;
    // What it says is read below; it reads all of this before it says anything.
    let written = stdin.write_all(recording.as_bytes());
    drop(stdin);
    let output = node.wait_with_output()?;
    if !output.status.success() {
        bail!("{}", String::from_utf8_lossy(&output.stderr).trim());
    }
    written.context("node did not read the recording")?;
    Ok(String::from_utf8(output.stdout)?)
}

/// Writes a poster of each scene, at its opening instant, into the site.
pub(crate) fn write_all(project: &Project, site: &Path) -> Result<()> {
    let folder = site.join(POSTERS);
    for name in scenes::names(project)? {
        let file = project
            .package()
            .join(RECORDINGS)
            .join(format!("{name}.json"));
        let text = read_text(&file)?;
        let svg = draw(project, &text, &Map::new())
            .with_context(|| format!("scene `{name}` of web/{} cannot be drawn", scenes::FILE))?;
        let out = folder.join(format!("{name}.svg"));
        write_text(&out, &svg)?;
    }
    heaviest(site)?;
    Ok(())
}

/// The weight of the heaviest poster of the site, and what it may be; fails where
/// it is more.
pub(crate) fn heaviest(site: &Path) -> Result<(u64, u64)> {
    let mut most = 0;
    for file in files_below(&site.join(POSTERS))? {
        let weight = file.metadata()?.len();
        if weight > HEAVIEST {
            bail!(
                "{} weighs {weight} of {HEAVIEST} bytes that a poster may weigh",
                file.display()
            );
        }
        most = most.max(weight);
    }
    Ok((most, HEAVIEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(width: Option<u32>, theme: Option<&str>) -> Asked {
        Asked {
            width,
            theme: theme.map(str::to_owned),
            ..Asked::default()
        }
    }

    #[test]
    fn what_cannot_be_drawn_is_refused() {
        let given = options(&asked(Some(360), Some("dark")), Some(12_480)).unwrap();
        let expected = json!({ "at": 12_480, "width": 360, "theme": "dark" });
        assert_eq!(Value::Object(given), expected);
        let narrow = options(&asked(Some(100), None), None).unwrap_err();
        assert!(narrow.to_string().contains("280 to 4000"), "{narrow}");
        let sepia = options(&asked(None, Some("sepia")), None).unwrap_err();
        assert!(sepia.to_string().contains("`sepia`"), "{sepia}");
    }

    #[test]
    fn a_scene_that_is_not_there_names_those_that_are() {
        let project = Project::find().unwrap();
        let error = recording(&project, "openning", None).unwrap_err();
        let message = error.to_string();
        assert!(message.starts_with("`openning` is neither a file nor a scene"));
        for scene in scenes::names(&project).unwrap() {
            assert!(message.contains(&scene), "{message}");
        }
    }

    #[test]
    fn a_poster_that_is_too_heavy_is_named() {
        let site = std::env::temp_dir().join(format!("posters-{}", std::process::id()));
        let folder = site.join(POSTERS);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("light.svg"), vec![b' '; 100]).unwrap();
        assert_eq!(heaviest(&site).unwrap(), (100, HEAVIEST));
        std::fs::write(folder.join("heavy.svg"), vec![b' '; 20_481]).unwrap();
        let error = heaviest(&site).unwrap_err().to_string();
        std::fs::remove_dir_all(&site).unwrap();
        assert!(
            error.contains("heavy.svg weighs 20481 of 20480 bytes"),
            "{error}"
        );
    }

    #[test]
    fn a_scene_and_a_script_are_drawn_and_no_further_than_they_go() {
        let project = Project::find().unwrap();
        let (text, file) = recording(&project, "opening", None).unwrap();
        assert_eq!(file, Path::new("opening.svg"));
        let svg = draw(&project, &text, &Map::new()).unwrap();
        assert!(svg.starts_with("<svg ") && svg.contains("billing committed 4"));
        let late = options(&asked(None, None), Some(31_000)).unwrap();
        let error = draw(&project, &text, &late).unwrap_err().to_string();
        assert_eq!(error, "it ends at 30.000, before 31.000");
        let error = draw(&project, "{}", &Map::new()).unwrap_err().to_string();
        assert!(error.starts_with("This is no recording"), "{error}");
    }
}
