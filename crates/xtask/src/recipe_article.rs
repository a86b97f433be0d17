//! The example article, as each tool wants it.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::project::Project;

/// The article as its author wrote it.
const ARTICLE: &str = "web/docs/article.md";

/// Writes the article below `folder`, as `says` has it: `to` is the file, `before` is put
/// above the text, `script` is the address of the element's script where the tool has no
/// better place for it, and `jsx` says that the text is read as MDX. Where there is
/// nothing, no article is wanted.
pub(crate) fn lay(project: &Project, says: &Value, folder: &Path) -> Result<()> {
    let Some(to) = says["to"].as_str() else {
        return Ok(());
    };
    let text = std::fs::read_to_string(project.root.join(ARTICLE))
        .with_context(|| format!("cannot read {ARTICLE}"))?;
    let text = adapt(&text, says["script"].as_str(), says["jsx"] == true);
    let before = says["before"].as_str().unwrap_or_default();
    let file = folder.join(to);
    if let Some(above) = file.parent() {
        std::fs::create_dir_all(above)?;
    }
    std::fs::write(&file, format!("{before}{text}"))
        .with_context(|| format!("cannot write {}", file.display()))
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

#[cfg(test)]
mod tests {
    use super::adapt;

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
}
