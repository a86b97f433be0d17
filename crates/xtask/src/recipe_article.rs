//! The example article, as each tool wants it.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::project::{write_text, Project};

/// The article as its author wrote it.
const ARTICLE: &str = "web/docs/article.md";

/// Where the article says that our site lies.
const PLAYGROUND: &str = "\"playground/";

/// Writes the article below `folder`, as `says` has it:
///
/// - `to` is the file; where it is missing, no article is wanted;
/// - `playground` is the address of our site, where it is not beside the page;
/// - `pictures` is the address that images have, where the tool goes after those;
/// - `front` are lines of front matter, which has the title then;
/// - `slides` says that only headings and figures are wanted, a slide each.
pub(crate) fn lay(project: &Project, says: &Value, folder: &Path) -> Result<()> {
    let Some(to) = says["to"].as_str() else {
        return Ok(());
    };
    let text = std::fs::read_to_string(project.root.join(ARTICLE))
        .with_context(|| format!("cannot read {ARTICLE}"))?;
    let text = match says["slides"] == true {
        true => slides(&text),
        false => text,
    };
    let mut text = without_script(&text);
    if let Some(address) = says["pictures"].as_str() {
        text = text.replace(
            &format!("<img src={PLAYGROUND}"),
            &format!("<img src=\"{address}"),
        );
    }
    if let Some(address) = says["playground"].as_str() {
        text = text.replace(PLAYGROUND, &format!("\"{address}"));
    }
    let text = match says["front"].as_array() {
        Some(lines) => with_front_matter(&text, lines),
        None => text,
    };
    let file = folder.join(to);
    write_text(&file, &text)
}

/// The tool's own settings put the script tag into the page.
fn without_script(text: &str) -> String {
    let lines = text
        .lines()
        .filter(|line| !line.starts_with("<script type=\"module\""));
    lines.map(|line| format!("{line}\n")).collect()
}

/// Tools that have the title from the front matter print it, and would print it twice.
fn with_front_matter(text: &str, lines: &[Value]) -> String {
    let (above, below) = text.split_once("# ").unwrap_or(("", text));
    let (title, below) = below.split_once('\n').unwrap_or((below, ""));
    let lines: Vec<_> = lines.iter().filter_map(Value::as_str).collect();
    let front = [&["---"], lines.as_slice(), &["---"]].concat().join("\n");
    front.replace("{title}", &format!("{title:?}")) + "\n" + above + below
}

/// What a slide has room for below its heading, in pixels.
const SLIDE: &str = "<kafka-playground height=\"540\"";

/// Each figure on a slide of its own, below the heading that it stands under.
fn slides(text: &str) -> String {
    let mut slides = Vec::new();
    let mut heading = "";
    let mut figure: Vec<&str> = Vec::new();
    let mut code = false;
    for line in text.lines() {
        code ^= line.starts_with("```");
        if line.starts_with('#') && !code {
            heading = line.trim_start_matches('#').trim_start();
        }
        if line.starts_with("<kafka-playground") || !figure.is_empty() {
            figure.push(line);
        }
        if line.ends_with("</kafka-playground>") {
            let figure_text = figure.join("\n");
            let fitting = figure_text.replacen("<kafka-playground", SLIDE, 1);
            slides.push(format!("## {heading}\n\n{fitting}\n"));
            figure.clear();
        }
    }
    slides.join("\n---\n\n")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{slides, with_front_matter, without_script};

    #[test]
    fn the_script_is_not_in_the_text() {
        let text = "# Offsets\n<script type=\"module\" src=\"x.js\"></script>\n<kafka-playground></kafka-playground>\n";
        assert_eq!(
            without_script(text),
            "# Offsets\n<kafka-playground></kafka-playground>\n"
        );
    }

    #[test]
    fn front_matter_has_the_title_alone() {
        let text = with_front_matter(
            "# Offsets\n\n```sh\n# no title\n```\n",
            &[json!("title: {title}")],
        );
        assert_eq!(
            text,
            "---\ntitle: \"Offsets\"\n---\n\n```sh\n# no title\n```\n"
        );
    }

    #[test]
    fn a_slide_is_a_heading_and_a_figure() {
        let text = "# A\n\n```sh\n# no heading\n```\n\n<kafka-playground\n  scene=\"crash\"></kafka-playground>\n\n## B\n\n## C\n<kafka-playground></kafka-playground>\n";
        let expected = "## A\n\n<kafka-playground height=\"540\"\n  scene=\"crash\"></kafka-playground>\n\n---\n\n## C\n\n<kafka-playground height=\"540\"></kafka-playground>\n";
        assert_eq!(slides(text), expected);
    }
}
