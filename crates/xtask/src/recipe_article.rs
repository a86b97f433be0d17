//! The example article, as each tool wants it.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::project::Project;

/// The article as its author wrote it.
const ARTICLE: &str = "web/docs/article.md";

/// Writes the article below `folder`, as `says` has it: `to` is the file, `front` are lines of
/// front matter, which has the title then, `script` is the address of the element's script where the tool has no
/// better place for it, `jsx` says that the text is read as MDX, and `slides` that only
/// headings and figures are wanted, a slide each. Where there is nothing, no article is.
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
    let text = adapt(&text, says["script"].as_str(), says["jsx"] == true);
    let text = match says["front"].as_array() {
        Some(lines) => with_front_matter(&text, lines),
        None => text,
    };
    let file = folder.join(to);
    if let Some(above) = file.parent() {
        std::fs::create_dir_all(above)?;
    }
    std::fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))
}

fn adapt(text: &str, script: Option<&str>, jsx: bool) -> String {
    let mut lines = Vec::new();
    for line in text.lines() {
        if line.starts_with("<script type=\"module\"") {
            if let Some(address) = script {
                lines.push(format!(
                    "<script type=\"module\" src=\"{address}\"></script>"
                ));
            }
        } else if jsx && line.starts_with("<!--") {
            // MDX has no comments of HTML.
        } else {
            lines.push(line.to_string());
        }
    }
    lines.push(String::new());
    lines.join("\n")
}

/// Tools that have the title from the front matter print it, and would print it twice.
fn with_front_matter(text: &str, lines: &[Value]) -> String {
    let (title, rest): (Vec<_>, Vec<_>) = text.lines().partition(|line| line.starts_with("# "));
    let title = title.first().map_or("", |line| &line[2..]);
    let lines: Vec<_> = lines.iter().filter_map(Value::as_str).collect();
    let front = [&["---"], lines.as_slice(), &["---"]].concat().join("\n");
    format!("{front}\n{}\n", rest.join("\n")).replace("{title}", &format!("{title:?}"))
}

/// What a slide has room for below its heading, in pixels.
const SLIDE: &str = "<kafka-playground height=\"540\"";

/// Each figure on a slide of its own, below the heading that it stands under.
fn slides(text: &str) -> String {
    let mut slides = Vec::new();
    let mut heading = "";
    let mut figure: Vec<&str> = Vec::new();
    for line in text.lines() {
        if line.starts_with('#') {
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
    use super::{adapt, slides};

    const TEXT: &str = "# Offsets\n<!-- by us -->\n<script type=\"module\" src=\"x.js\"></script>\n<kafka-playground></kafka-playground>\n";

    #[test]
    fn the_script_goes_where_the_tool_has_it() {
        let without = adapt(TEXT, None, false);
        assert!(!without.contains("<script") && without.contains("<!-- by us -->"));
        let with = adapt(TEXT, Some("../playground/element-define.js"), false);
        assert!(with.contains(
            "<script type=\"module\" src=\"../playground/element-define.js\"></script>\n"
        ));
        assert!(!adapt(TEXT, None, true).contains("<!--"));
    }

    #[test]
    fn a_slide_is_a_heading_and_a_figure() {
        let text = "# A\n\nWords.\n\n<kafka-playground\n  scene=\"crash\"></kafka-playground>\n\n## B\n\n## C\n<kafka-playground></kafka-playground>\n";
        let expected = "## A\n\n<kafka-playground height=\"540\"\n  scene=\"crash\"></kafka-playground>\n\n---\n\n## C\n\n<kafka-playground height=\"540\"></kafka-playground>\n";
        assert_eq!(slides(text), expected);
    }
}
