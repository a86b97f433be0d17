//! The tags of a page that load something: found, and replaced.

use anyhow::{bail, Result};

/// What a tag loads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `<script type="module" src="...">`
    Module,
    /// `<link rel="stylesheet" href="...">`
    Stylesheet,
    /// `<link rel="icon" href="...">`
    Icon,
}

/// One tag that loads a file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Load {
    /// What it loads.
    pub kind: Kind,
    /// The address as it is written.
    pub address: String,
    /// From where to where the element reaches in the text of the page.
    pub range: std::ops::Range<usize>,
}

/// The tags of `html` that load something, in their order.
///
/// Our own pages are read here, not the web: what is not written plainly is refused.
pub(crate) fn loads(html: &str) -> Result<Vec<Load>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = html[from..].find('<').map(|at| at + from) {
        if html[start..].starts_with("<!--") {
            from = end_of(html, start, "-->")?;
            continue;
        }
        let tag_end = end_of(html, start, ">")?;
        let tag = &html[start..tag_end];
        from = tag_end;
        if tag.starts_with("<script") {
            let end = end_of(html, tag_end, "</script>")?;
            from = end;
            match (attribute(tag, "src"), attribute(tag, "type")) {
                (Some(address), Some("module")) => found.push(Load {
                    kind: Kind::Module,
                    address: address.to_string(),
                    range: start..end,
                }),
                (None, Some("application/json")) => {}
                _ => bail!("`{tag}` is neither a module with src nor data: move the script into web/src and load it with <script type=\"module\" src=\"...\">"),
            }
        } else if tag.starts_with("<link") {
            let kind = match attribute(tag, "rel") {
                Some("stylesheet") => Kind::Stylesheet,
                Some("icon") => Kind::Icon,
                _ => continue,
            };
            let Some(address) = attribute(tag, "href") else {
                bail!("`{tag}` has no href");
            };
            found.push(Load {
                kind,
                address: address.to_string(),
                range: start..tag_end,
            });
        }
    }
    Ok(found)
}

/// `html` with each of `loads` replaced by what `replacement` gives for it.
pub(crate) fn replace(
    html: &str,
    loads: &[Load],
    mut replacement: impl FnMut(&Load) -> Result<String>,
) -> Result<String> {
    let mut replaced = String::with_capacity(html.len());
    let mut copied = 0;
    for load in loads {
        replaced.push_str(&html[copied..load.range.start]);
        replaced.push_str(&replacement(load)?);
        copied = load.range.end;
    }
    replaced.push_str(&html[copied..]);
    Ok(replaced)
}

/// JavaScript as it may stand between `<script>` and `</script>`.
///
/// A browser ends the element at the first `</script`, and `<!--` can hide that
/// end, also inside of strings; a backslash after the first character changes
/// neither a string nor a regular expression. (As code of a module, neither of
/// the two is valid.)
pub(crate) fn inline_script(code: &str) -> String {
    let mut escaped = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(at) = rest.find('<') {
        let (before, after) = rest.split_at(at + 1);
        escaped.push_str(before);
        let starts = |word: &str| {
            after
                .get(..word.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(word))
        };
        if starts("/script") || starts("!--") {
            escaped.push('\\');
        }
        rest = after;
    }
    escaped.push_str(rest);
    escaped
}

fn end_of(html: &str, from: usize, mark: &str) -> Result<usize> {
    match html[from..].find(mark) {
        Some(at) => Ok(from + at + mark.len()),
        None => {
            let line = html[..from].lines().count();
            bail!("line {line} of the page opens something that no `{mark}` ends")
        }
    }
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    let length = tag[start..].find('"')?;
    Some(&tag[start..start + length])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_and_replaces_what_a_page_loads() {
        let html = "<!-- <script> --><link rel=\"icon\" href=\"i.svg\"><a href=\"x\">\n<script type=\"module\" src=\"src/a.js\"></script>.";
        let loads = loads(html).unwrap();
        let found: Vec<_> = loads
            .iter()
            .map(|load| (load.kind, load.address.as_str()))
            .collect();
        assert_eq!(found, [(Kind::Icon, "i.svg"), (Kind::Module, "src/a.js")]);
        let replaced = replace(html, &loads, |load| Ok(format!("[{}]", load.address))).unwrap();
        assert_eq!(
            replaced,
            "<!-- <script> -->[i.svg]<a href=\"x\">\n[src/a.js]."
        );
    }

    #[test]
    fn refuses_scripts_that_are_written_into_the_page() {
        let refusal = loads("<script>alert(1)</script>").unwrap_err().to_string();
        assert!(
            refusal.contains("move the script into web/src"),
            "{refusal}"
        );
    }

    #[test]
    fn a_script_cannot_end_its_element() {
        let cases = [
            ("a = '</script>'", "a = '<\\/script>'"),
            ("a = '</SCRIPT>'", "a = '<\\/SCRIPT>'"),
            ("a = '<!--'", "a = '<\\!--'"),
            ("a < b", "a < b"),
            ("a<", "a<"),
        ];
        for (code, escaped) in cases {
            assert_eq!(inline_script(code), escaped);
        }
    }
}
