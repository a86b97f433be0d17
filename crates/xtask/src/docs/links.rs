//! Every address that a page names has to lead somewhere, and nothing may stand
//! in a page that a strict Content-Security-Policy would refuse.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use super::html::{elements, Element};

/// The attributes that hold addresses.
const ADDRESSES: &[&str] = &[
    "href",
    "src",
    "recording",
    "poster",
    "playground",
    "captions",
];

/// What is wrong with the pages: `pages` by their addresses below `docs`, which
/// is a folder of the site.
pub(super) fn mistakes(pages: &BTreeMap<String, String>, docs: &Path) -> Vec<String> {
    let read: BTreeMap<&str, Vec<Element>> = pages
        .iter()
        .map(|(address, page)| (address.as_str(), elements(page)))
        .collect();
    let anchors: BTreeMap<&str, BTreeSet<&str>> = read
        .iter()
        .map(|(address, page)| (*address, ids(page)))
        .collect();
    let mut wrong = Vec::new();
    for (address, page) in &read {
        let mut say = |what: String| wrong.push(format!("docs/{address}: {what}"));
        let mut seen = BTreeSet::new();
        for element in page {
            refused(element).into_iter().for_each(&mut say);
            if let Some(id) = element.attributes.get("id") {
                if !seen.insert(id.as_str()) {
                    say(format!("two elements have the id `{id}`"));
                }
            }
            for target in addresses(element) {
                broken(address, target, docs, &anchors)
                    .into_iter()
                    .for_each(&mut say);
            }
        }
    }
    wrong
}

fn ids(page: &[Element]) -> BTreeSet<&str> {
    page.iter()
        .filter_map(|element| element.attributes.get("id"))
        .map(String::as_str)
        .collect()
}

fn addresses(element: &Element) -> impl Iterator<Item = &str> {
    // The captions of a figure may be sentences.
    let is_address = |name: &str, value: &str| name != "captions" || value.ends_with(".vtt");
    ADDRESSES.iter().filter_map(move |name| {
        let value = element.attributes.get(*name)?;
        is_address(name, value).then_some(value.as_str())
    })
}

/// What a strict policy would refuse, or what would ask somebody else.
fn refused(element: &Element) -> Vec<String> {
    let mut wrong = Vec::new();
    let name = &element.name;
    let attributes = &element.attributes;
    let kind = attributes.get("type").map_or("", String::as_str);
    let data = ["application/json", "text/vtt"].contains(&kind);
    if name == "script" && !data && !attributes.contains_key("src") || name == "style" {
        wrong.push(format!(
            "an inline <{name}> is refused by `script-src 'self'; style-src 'self'`"
        ));
    }
    for attribute in attributes.keys() {
        if attribute == "style" || attribute.starts_with("on") {
            wrong.push(format!(
                "`{attribute}` of <{name}> is refused by `script-src 'self'; style-src 'self'`"
            ));
        }
    }
    let elsewhere = attributes
        .get("src")
        .filter(|address| is_elsewhere(address));
    if let Some(address) = elsewhere {
        wrong.push(format!("`{address}` would be asked of somebody else"));
    }
    wrong
}

fn is_elsewhere(address: &str) -> bool {
    address.contains("://") || address.starts_with("//") || address.starts_with("mailto:")
}

fn broken(
    from: &str,
    target: &str,
    docs: &Path,
    anchors: &BTreeMap<&str, BTreeSet<&str>>,
) -> Option<String> {
    if is_elsewhere(target) || target.starts_with("data:") {
        return None;
    }
    if target.starts_with('/') {
        return Some(format!(
            "`{target}` begins at the root of a host, and the site may lie in any folder"
        ));
    }
    let (address, anchor) = match target.split_once('#') {
        Some((address, anchor)) => (address, Some(anchor)),
        None => (target, None),
    };
    let address = address.split('?').next().unwrap_or_default();
    let Some(path) = resolved(from, address) else {
        return Some(format!("`{target}` leaves the site"));
    };
    let page = path
        .strip_prefix("docs")
        .ok()
        .and_then(Path::to_str)
        .map(|path| path.replace('\\', "/"));
    let known = page.as_deref().and_then(|page| anchors.get(page));
    if known.is_none() && !docs.join("..").join(&path).is_file() {
        return Some(format!(
            "`{target}` leads nowhere: the site has no {}",
            path.display()
        ));
    }
    match (known, anchor) {
        (Some(ids), Some(anchor)) if !anchor.is_empty() && !ids.contains(anchor) => Some(format!(
            "`{target}` leads nowhere: the page has nothing with the id `{anchor}`"
        )),
        _ => None,
    }
}

/// The file of the site that an address of a page leads to; none where that is outside of it.
fn resolved(from: &str, address: &str) -> Option<PathBuf> {
    if address.is_empty() {
        return Some(Path::new("docs").join(from));
    }
    let mut path = Path::new("docs").join(from);
    path.pop();
    for part in Path::new(address).components() {
        match part {
            Component::ParentDir => {
                if !path.pop() {
                    return None;
                }
            }
            Component::CurDir => {}
            other => path.push(other),
        }
    }
    if address.ends_with('/') || address.ends_with("..") || path.as_os_str().is_empty() {
        path.push("index.html");
    }
    Some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaints(pages: &[(&str, &str)]) -> Vec<String> {
        let pages = pages
            .iter()
            .map(|(name, page)| (name.to_string(), page.to_string()))
            .collect();
        // No file lies there, so that only pages are found.
        mistakes(&pages, Path::new("nowhere/docs"))
    }

    #[test]
    fn what_leads_somewhere_is_no_mistake() {
        let index = "<a href=\"a.html\"><a href=\"recipes/b.html#x\"><a href=\"#here\"><h2 id=\"here\"><a href=\"https://kafka.apache.org\">";
        let pages = [
            ("index.html", index),
            ("a.html", "<a href=\"./\"><a href=\"index.html?x=1#here\">"),
            (
                "recipes/b.html",
                "<p id=\"x\"><a href=\"../a.html\"><a href=\"../#here\">",
            ),
        ];
        assert_eq!(complaints(&pages), [""; 0]);
    }

    #[test]
    fn a_broken_address_is_named_with_its_page() {
        for (address, complaint) in [
            (
                "b.html",
                "`b.html` leads nowhere: the site has no docs/b.html",
            ),
            (
                "a.html#y",
                "`a.html#y` leads nowhere: the page has nothing with the id `y`",
            ),
            (
                "#y",
                "`#y` leads nowhere: the page has nothing with the id `y`",
            ),
            ("../../x", "`../../x` leaves the site"),
            (
                "/x",
                "`/x` begins at the root of a host, and the site may lie in any folder",
            ),
        ] {
            let page = format!("<p id=\"x\"><a href=\"{address}\">");
            assert_eq!(
                complaints(&[("a.html", &page)]),
                [format!("docs/a.html: {complaint}")]
            );
        }
        let poster = "<kafka-playground poster=\"no.svg\" captions=\"@1 One. @2 Two.\">";
        assert_eq!(
            complaints(&[("a.html", poster)]),
            ["docs/a.html: `no.svg` leads nowhere: the site has no docs/no.svg"]
        );
    }

    #[test]
    fn what_a_policy_would_refuse_is_named() {
        for (page, part) in [
            ("<script>alert(1)</script>", "an inline <script>"),
            ("<style>p { color: red }</style>", "an inline <style>"),
            ("<p style=\"color: red\">", "`style` of <p>"),
            ("<p onclick=\"x()\">", "`onclick` of <p>"),
            (
                "<img src=\"https://example.org/a.png\">",
                "would be asked of somebody else",
            ),
            ("<p id=\"x\"><p id=\"x\">", "two elements have the id `x`"),
        ] {
            let found = complaints(&[("a.html", page)]);
            assert_eq!(found.len(), 1, "{page}: {found:?}");
            assert!(found[0].contains(part), "{}", found[0]);
        }
        assert_eq!(
            complaints(&[("a.html", "<script type=\"text/vtt\">WEBVTT</script>")]),
            [""; 0]
        );
    }
}
