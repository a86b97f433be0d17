//! A picture keeps its place before it is there: the page says how large it is.

use std::path::Path;

use anyhow::Result;

use crate::project::read_text;

use super::html::elements;

/// A page whose SVG pictures say their sizes, and come when a reader comes near them. `page` is its
/// file.
pub(super) fn measured(html: &str, page: &Path) -> Result<String> {
    let mut measured = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find("<img ") {
        let (before, tag) = rest.split_at(at);
        let end = tag.find('>').map_or(tag.len(), |end| end + 1);
        let (tag, after) = tag.split_at(end);
        measured.push_str(before);
        measured.push_str(&with_size(tag, page)?);
        rest = after;
    }
    measured.push_str(rest);
    Ok(measured)
}

fn with_size(tag: &str, page: &Path) -> Result<String> {
    let read = elements(tag);
    let attributes = read.first().map(|element| &element.attributes);
    let value = |name: &str| attributes.and_then(|attributes| attributes.get(name));
    let Some(source) = value("src").filter(|source| source.ends_with(".svg")) else {
        return Ok(tag.to_string());
    };
    let file = page.with_file_name("").join(source);
    // Where there is none, the address is broken, and links.rs says so.
    if value("width").is_some() || !file.is_file() {
        return Ok(tag.to_string());
    }
    let svg = read_text(&file)?;
    let size = elements(&svg)
        .into_iter()
        .find(|element| element.name == "svg")
        .and_then(|svg| {
            let width = svg.attributes.get("width")?.clone();
            Some((width, svg.attributes.get("height")?.clone()))
        });
    let Some((width, height)) = size else {
        return Ok(tag.to_string());
    };
    let lazy = match value("loading") {
        None => " loading=\"lazy\"",
        Some(_) => "",
    };
    Ok(tag.replacen(
        "<img ",
        &format!("<img width=\"{width}\" height=\"{height}\"{lazy} "),
        1,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_says_its_size() {
        let folder = std::env::temp_dir().join(format!("pictures-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("docs/figures")).unwrap();
        let svg = "<svg xmlns=\"x\" width=\"640\" height=\"415\"><rect width=\"1\"/></svg>";
        std::fs::write(folder.join("docs/figures/a.svg"), svg).unwrap();
        let page = folder.join("docs/index.html");
        for (html, expected) in [
            (
                "<p><img src=\"figures/a.svg\" alt=\"\" /></p>",
                "<p><img width=\"640\" height=\"415\" loading=\"lazy\" src=\"figures/a.svg\" alt=\"\" /></p>",
            ),
            (
                "<img src=\"../docs/figures/a.svg\" width=\"320\">",
                "<img src=\"../docs/figures/a.svg\" width=\"320\">",
            ),
            ("<img src=\"figures/b.svg\">", "<img src=\"figures/b.svg\">"),
            ("<img src=\"a.png\">", "<img src=\"a.png\">"),
        ] {
            assert_eq!(measured(html, &page).unwrap(), expected);
        }
        std::fs::remove_dir_all(folder).unwrap();
    }
}
