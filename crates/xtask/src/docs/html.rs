//! Small things of HTML: escaping, names of headings, and the tags of a page.

use std::collections::BTreeMap;

/// Text as it may stand in HTML, also in an attribute.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// The name of a heading in an address: small letters, digits and hyphens.
pub(super) fn slug(text: &str) -> String {
    let mut name = String::new();
    for character in text.chars().flat_map(char::to_lowercase) {
        match character {
            'a'..='z' | '0'..='9' => name.push(character),
            ' ' | '-' | '_' if !name.is_empty() && !name.ends_with('-') => name.push('-'),
            _ => {}
        }
    }
    let name = name.trim_end_matches('-');
    if name.is_empty() { "section" } else { name }.to_string()
}

/// A tag of a page, with its attributes.
pub(super) struct Element {
    /// Its name; that of an end begins with a slash.
    pub name: String,
    /// Its attributes.
    pub attributes: BTreeMap<String, String>,
}

/// The tags of a page, in their order. Our own pages are read here: what looks
/// like a tag is one.
pub(super) fn elements(page: &str) -> Vec<Element> {
    let mut found = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        let tag = &rest[at + 1..];
        let end = end_of_tag(tag);
        let behind = tag.get(end + 1..).unwrap_or_default();
        if !tag.starts_with('!') {
            let (name, attributes) = split(&tag[..end]);
            found.push(Element {
                name,
                attributes: attributes_of(attributes),
            });
        }
        rest = behind;
    }
    found
}

/// Where a tag ends: at the first `>` that is in no quotes.
fn end_of_tag(tag: &str) -> usize {
    let mut quote = None;
    for (at, character) in tag.char_indices() {
        match (character, quote) {
            ('"' | '\'', None) => quote = Some(character),
            ('>', None) => return at,
            (character, Some(open)) if character == open => quote = None,
            _ => {}
        }
    }
    tag.len()
}

fn split(tag: &str) -> (String, &str) {
    let end = tag.find(char::is_whitespace).unwrap_or(tag.len());
    (tag[..end].to_lowercase(), &tag[end..])
}

fn attributes_of(text: &str) -> BTreeMap<String, String> {
    let mut attributes = BTreeMap::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let end = rest
            .find(|character: char| character == '=' || character.is_whitespace())
            .unwrap_or(rest.len());
        let name = rest[..end].to_lowercase();
        rest = rest[end..].trim_start();
        let mut value = String::new();
        if let Some(after) = rest.strip_prefix('=') {
            let quote = after
                .chars()
                .next()
                .filter(|first| ['"', '\''].contains(first));
            let inside = match quote {
                Some(_) => &after[1..],
                None => after,
            };
            let end = match quote {
                Some(quote) => inside.find(quote),
                None => inside.find(char::is_whitespace),
            };
            let end = end.unwrap_or(inside.len());
            value = unescape(&inside[..end]);
            let behind = &inside[end..];
            rest = behind
                .get(quote.map_or(0, |_| 1)..)
                .unwrap_or_default()
                .trim_start();
        }
        if !name.is_empty() && name != "/" {
            attributes.insert(name, value);
        }
    }
    attributes
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_what_addresses_can_hold() {
        for (text, name) in [
            ("What is loaded when", "what-is-loaded-when"),
            ("`pause-at` & co.", "pause-at-co"),
            ("  --kp-ink ", "kp-ink"),
            ("Größe", "gre"),
            ("…", "section"),
        ] {
            assert_eq!(slug(text), name);
        }
    }

    #[test]
    fn tags_are_read_with_their_attributes() {
        let found = elements("<!doctype html><a href=\"x?a=1&amp;b\" id='y'>text</a><p hidden>&lt;b></p><b c=\"1 > 0\">");
        let names: Vec<_> = found.iter().map(|element| element.name.as_str()).collect();
        assert_eq!(names, ["a", "/a", "p", "/p", "b"]);
        assert_eq!(found[0].attributes["href"], "x?a=1&b");
        assert_eq!(found[0].attributes["id"], "y");
        assert_eq!(found[2].attributes["hidden"], "");
        assert_eq!(found[4].attributes["c"], "1 > 0");
    }

    #[test]
    fn an_empty_value_is_one() {
        let found = elements("<img alt=\"\" src=\"a.svg\">");
        assert_eq!(found[0].attributes["alt"], "");
        assert_eq!(found[0].attributes["src"], "a.svg");
    }
}
