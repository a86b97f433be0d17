//! What is around a page: its head, the list of pages, and where one is.

use super::html::escape;
use super::markdown::Rendered;

/// A page of the list.
pub(super) struct Entry {
    /// Its address, from the folder of the documentation.
    pub address: String,
    /// What the list calls it.
    pub title: String,
    /// Whether it stands below the entry before it.
    pub below: bool,
}

/// A page as it is written: everything that it loads is named relative to it.
pub(super) fn whole(
    rendered: &Rendered,
    address: &str,
    entries: &[Entry],
    version: &str,
) -> String {
    let docs = "../".repeat(address.matches('/').count());
    let site = format!("{docs}../");
    let title = escape(&rendered.title);
    let script = match rendered.living {
        true => format!("<script type=\"module\" src=\"{site}element-define.js\"></script>\n"),
        false => String::new(),
    };
    let list = list(rendered, address, &docs, entries);
    let (before, after) = neighbours(address, &docs, entries);
    format!(
        "<!doctype html>
<html lang=\"en\">
<head>
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<title>{title} – Kafka playground</title>
<link rel=\"icon\" href=\"{site}icon.svg\">
<link rel=\"stylesheet\" href=\"{docs}docs.css\">
{script}</head>
<body>
<a class=\"skip\" href=\"#content\">Skip to the text</a>
<header><a class=\"home\" href=\"{docs}index.html\">Kafka playground</a> <a href=\"{site}index.html\">Open the playground</a></header>
<div class=\"columns\">
<nav aria-label=\"Documentation\">
{list}</nav>
<main id=\"content\" tabindex=\"-1\">
{html}</main>
</div>
<footer>
<nav aria-label=\"Before and after\">{before}{after}</nav>
<p>Kafka playground {version}, Apache-2.0. Apache Kafka is a trademark of the Apache Software Foundation, with which this project is not affiliated.</p>
</footer>
</body>
</html>
",
        html = rendered.html,
    )
}

fn list(rendered: &Rendered, address: &str, docs: &str, entries: &[Entry]) -> String {
    let mut list = "<ul>\n".to_string();
    for entry in entries {
        // What stands below a page is shown when one is there.
        let folder = |address: &str| {
            address
                .rsplit_once('/')
                .map(|(folder, _)| folder.to_string())
        };
        if entry.below && folder(&entry.address) != folder(address) {
            continue;
        }
        let here = entry.address == address;
        let class = if entry.below { " class=\"below\"" } else { "" };
        let current = if here { " aria-current=\"page\"" } else { "" };
        let title = escape(&entry.title);
        list += &format!(
            "<li{class}><a href=\"{docs}{}\"{current}>{title}</a>",
            entry.address
        );
        if here && rendered.sections.len() > 1 {
            list += "\n<ul class=\"sections\">\n";
            for (id, text) in &rendered.sections {
                list += &format!("<li><a href=\"#{id}\">{}</a></li>\n", escape(text));
            }
            list += "</ul>\n";
        }
        list += "</li>\n";
    }
    list + "</ul>\n"
}

/// The links to the pages before and after.
fn neighbours(address: &str, docs: &str, entries: &[Entry]) -> (String, String) {
    let Some(at) = entries.iter().position(|entry| entry.address == address) else {
        return Default::default();
    };
    let link = |entry: Option<&Entry>, rel: &str, word: &str| {
        entry.map_or_else(String::new, |entry| {
            let title = escape(&entry.title);
            format!(
                "<a rel=\"{rel}\" href=\"{docs}{}\"><span>{word}</span> {title}</a>",
                entry.address
            )
        })
    };
    let before = at.checked_sub(1).and_then(|at| entries.get(at));
    (
        link(before, "prev", "Before"),
        link(entries.get(at + 1), "next", "Next"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(address: &str, title: &str) -> Entry {
        Entry {
            address: address.to_string(),
            title: title.to_string(),
            below: address.contains('/') && !address.ends_with("/index.html"),
        }
    }

    #[test]
    fn a_page_knows_where_it_is() {
        let entries = [
            entry("index.html", "First"),
            entry("recipes/index.html", "Recipes"),
            entry("recipes/a.html", "A & B"),
        ];
        let rendered = Rendered {
            title: "A & B".to_string(),
            living: true,
            ..Rendered::default()
        };
        let page = whole(&rendered, "recipes/a.html", &entries, "1");
        for part in [
            "<html lang=\"en\">",
            "<title>A &amp; B – Kafka playground</title>",
            "<link rel=\"stylesheet\" href=\"../docs.css\">",
            "<script type=\"module\" src=\"../../element-define.js\"></script>",
            "<a href=\"../recipes/a.html\" aria-current=\"page\">A &amp; B</a>",
            "<a rel=\"prev\" href=\"../recipes/index.html\">",
        ] {
            assert!(page.contains(part), "{part}\n{page}");
        }
        let first = whole(&Rendered::default(), "index.html", &entries, "1");
        // What stands below another page is not shown here, and where no figure lives no script is loaded.
        assert!(
            !first.contains("recipes/a.html") && !first.contains("<script"),
            "{first}"
        );
    }
}
