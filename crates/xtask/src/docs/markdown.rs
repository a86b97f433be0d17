//! Markdown as HTML: headings with names, tables that fold on a phone, and
//! figures that live under their source.

use std::collections::BTreeMap;

use anyhow::{bail, Result};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use super::html::{escape, slug};
use super::table::Table;

/// What stands behind the fence of a block that is shown as source and as a
/// living figure under it.
const FIGURE: &str = "html figure";
/// The same, and the figure comes first.
const FIGURE_FIRST: &str = "html figure first";
/// The folder of the site, as authors have it beside their page.
const SITE: &str = "playground/";
/// What is made by the build is asked for by a comment: `<!-- made: verbs -->`.
const MADE: &str = "<!-- made: ";

/// A page without what is around it.
#[derive(Debug, Default)]
pub(super) struct Rendered {
    /// The text of its first heading.
    pub title: String,
    /// All of it.
    pub html: String,
    /// Its headings of the second level: their ids and texts.
    pub sections: Vec<(String, String)>,
    /// Whether it holds a figure that lives.
    pub living: bool,
}

/// What a page is rendered with.
pub(super) struct Around<'a> {
    /// The way from the page's folder up to the site's: `../`.
    pub up: &'a str,
    /// What the build makes, by its name, as HTML or as Markdown.
    pub made: &'a dyn Fn(&str) -> Result<Made>,
}

/// What stands in the place of a comment.
pub(super) enum Made {
    /// As it is.
    Html(String),
    /// To be rendered as if it stood there.
    Markdown(String),
}

/// Renders a page.
pub(super) fn render(text: &str, around: &Around) -> Result<Rendered> {
    let mut writer = Writer::new(around);
    writer.all(text)?;
    if writer.page.title.is_empty() {
        bail!("it has no heading of the first level, which is its title");
    }
    Ok(writer.page)
}

struct Writer<'a> {
    around: &'a Around<'a>,
    page: Rendered,
    /// How often each id was given.
    ids: BTreeMap<String, usize>,
    /// The id of the last heading, before which names of rows are put.
    section: String,
    table: Option<Table>,
    /// How many images are open: what is in them is their text.
    alt: usize,
}

impl<'a> Writer<'a> {
    fn new(around: &'a Around<'a>) -> Self {
        Self {
            around,
            page: Rendered::default(),
            ids: BTreeMap::new(),
            section: String::new(),
            table: None,
            alt: 0,
        }
    }

    fn all(&mut self, text: &str) -> Result<()> {
        let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
        let mut events = Parser::new_ext(text, options);
        while let Some(event) = events.next() {
            match event {
                Event::Start(Tag::Heading { level, .. }) => self.heading(level, &mut events)?,
                Event::Start(Tag::CodeBlock(kind)) => {
                    let info = match &kind {
                        CodeBlockKind::Fenced(info) => info.trim(),
                        CodeBlockKind::Indented => "",
                    };
                    self.block(info, &code_of(&mut events));
                }
                Event::Start(Tag::HtmlBlock) => self.raw(&html_of(&mut events))?,
                Event::Start(tag) => self.start(&tag),
                Event::End(tag) => self.end(tag),
                event => self.inline(event)?,
            }
        }
        Ok(())
    }

    /// Where HTML is written to now.
    fn out(&mut self) -> &mut String {
        match &mut self.table {
            Some(table) => &mut table.cell,
            None => &mut self.page.html,
        }
    }

    fn put(&mut self, html: &str) {
        if self.alt == 0 {
            self.out().push_str(html);
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(table) = &mut self.table {
            table.cell_text.push_str(text);
        }
        // The text of an image stands in an attribute, which is still open.
        let escaped = escape(text);
        self.out().push_str(&escaped);
    }

    /// A name that no other element of the page has.
    fn id(&mut self, text: &str) -> String {
        let name = slug(text);
        let count = self.ids.entry(name.clone()).or_default();
        *count += 1;
        match *count {
            1 => name,
            more => format!("{name}-{more}"),
        }
    }

    fn heading(&mut self, level: HeadingLevel, events: &mut Parser) -> Result<()> {
        let before = std::mem::take(&mut self.page.html);
        let mut text = String::new();
        for event in events.by_ref() {
            match event {
                Event::End(TagEnd::Heading(_)) => break,
                Event::Start(tag) => self.start(&tag),
                Event::End(tag) => self.end(tag),
                event => {
                    if let Event::Text(part) | Event::Code(part) = &event {
                        text.push_str(part);
                    }
                    self.inline(event)?;
                }
            }
        }
        let inside = std::mem::replace(&mut self.page.html, before);
        let id = self.id(&text);
        if level == HeadingLevel::H1 && self.page.title.is_empty() {
            self.page.title.clone_from(&text);
        }
        if level == HeadingLevel::H2 {
            self.page.sections.push((id.clone(), text));
        }
        // The link to itself has no text of its own, and is none for who hears the page.
        let link = match level {
            HeadingLevel::H1 => String::new(),
            _ => format!(
                " <a class=\"here\" href=\"#{id}\" aria-hidden=\"true\" tabindex=\"-1\">#</a>"
            ),
        };
        let html = format!("<{level} id=\"{id}\">{inside}{link}</{level}>\n");
        self.page.html.push_str(&html);
        self.section = id;
        Ok(())
    }

    fn block(&mut self, info: &str, code: &str) {
        let language = info.split_whitespace().next().unwrap_or_default();
        let class = match language {
            "" => String::new(),
            language => format!(" class=\"language-{}\"", escape(language)),
        };
        // What is wider than the page is scrolled, also by keys.
        let source = format!(
            "<pre tabindex=\"0\"><code{class}>{}</code></pre>\n",
            escape(code)
        );
        if info != FIGURE && info != FIGURE_FIRST {
            self.put(&source);
            return;
        }
        let living = self.living(code);
        let living = format!("<div class=\"living\">\n{living}</div>\n");
        let (class, above, below) = match info == FIGURE {
            true => ("example", source, living),
            false => ("example first", living, source),
        };
        self.put(&format!("<div class=\"{class}\">\n{above}{below}</div>\n"));
    }

    /// An author's HTML as it lives in this page.
    fn living(&mut self, html: &str) -> String {
        let html = self.rewritten(&without_scripts(html));
        self.page.living |= html.contains("<kafka-playground");
        html
    }

    /// HTML of an author, with the site's own addresses.
    fn rewritten(&self, html: &str) -> String {
        html.replace(&format!("\"{SITE}"), &format!("\"{}", self.around.up))
    }

    fn address(&self, address: &str) -> String {
        if let Some(rest) = address.strip_prefix(SITE) {
            return format!("{}{rest}", self.around.up);
        }
        if address.contains(':') {
            return address.to_string();
        }
        match address.split_once('#') {
            Some((page, anchor)) => format!("{}#{anchor}", page_address(page)),
            None => page_address(address),
        }
    }

    fn raw(&mut self, html: &str) -> Result<()> {
        if let Some(name) = html.trim().strip_prefix(MADE) {
            let name = name.trim_end_matches("-->").trim();
            match (self.around.made)(name)? {
                Made::Html(html) => self.put(&html),
                Made::Markdown(text) => self.all(&text)?,
            }
            return Ok(());
        }
        if html.trim_start().starts_with("<!--") {
            return Ok(());
        }
        let html = self.living(html);
        self.put(&html);
        Ok(())
    }
}

/// The text of a code block, to its end.
fn code_of(events: &mut Parser) -> String {
    let mut code = String::new();
    for event in events.by_ref() {
        match event {
            Event::End(TagEnd::CodeBlock) => break,
            Event::Text(text) => code.push_str(&text),
            _ => {}
        }
    }
    code
}

/// A block of HTML, to its end.
fn html_of(events: &mut Parser) -> String {
    let mut html = String::new();
    for event in events.by_ref() {
        match event {
            Event::End(TagEnd::HtmlBlock) => break,
            Event::Html(text) | Event::Text(text) => html.push_str(&text),
            _ => {}
        }
    }
    html
}

/// An author's HTML without the tag that loads the element: the page has it once.
fn without_scripts(html: &str) -> String {
    html.lines()
        .filter(|line| !line.trim_start().starts_with("<script type=\"module\""))
        .flat_map(|line| [line, "\n"])
        .collect()
}

/// Whether code is a colour, which is then shown beside it.
fn is_colour(code: &str) -> bool {
    code.strip_prefix('#').is_some_and(|digits| {
        digits.len() == 6 && digits.chars().all(|digit| digit.is_ascii_hexdigit())
    })
}

/// The address of the page that is made of a document.
fn page_address(address: &str) -> String {
    match address.strip_suffix(".md") {
        Some(name) => format!("{name}.html"),
        None => address.to_string(),
    }
}

impl Writer<'_> {
    fn inline(&mut self, event: Event) -> Result<()> {
        match event {
            Event::Text(text) => self.text(&text),
            Event::Code(code) => {
                if let Some(table) = &mut self.table {
                    if table.cell.is_empty() {
                        table.code = Some(code.to_string());
                    }
                }
                if is_colour(&code) {
                    let rect = format!("<rect width=\"12\" height=\"12\" fill=\"{code}\"/>");
                    self.put(&format!("<svg class=\"swatch\" width=\"12\" height=\"12\" aria-hidden=\"true\">{rect}</svg>"));
                }
                self.put("<code>");
                self.text(&code);
                self.put("</code>");
            }
            Event::Html(html) | Event::InlineHtml(html) => self.raw(&html)?,
            Event::SoftBreak => self.text("\n"),
            Event::HardBreak => self.put("<br>\n"),
            Event::Rule => self.put("<hr>\n"),
            _ => {}
        }
        Ok(())
    }

    fn start(&mut self, tag: &Tag) {
        let html = match tag {
            Tag::Paragraph => "<p>".to_string(),
            Tag::BlockQuote(_) => "<blockquote>\n".to_string(),
            Tag::List(None) => "<ul>\n".to_string(),
            Tag::List(Some(1)) => "<ol>\n".to_string(),
            Tag::List(Some(first)) => format!("<ol start=\"{first}\">\n"),
            Tag::Item => "<li>".to_string(),
            Tag::Emphasis => "<em>".to_string(),
            Tag::Strong => "<strong>".to_string(),
            Tag::Strikethrough => "<del>".to_string(),
            Tag::Link {
                link_type: LinkType::Email,
                dest_url,
                ..
            } => {
                format!("<a href=\"mailto:{}\">", escape(dest_url))
            }
            Tag::Link { dest_url, .. } => {
                format!("<a href=\"{}\">", escape(&self.address(dest_url)))
            }
            Tag::Image { dest_url, .. } => {
                let html = format!(
                    "<img loading=\"lazy\" src=\"{}\" alt=\"",
                    escape(&self.address(dest_url))
                );
                self.put(&html);
                self.alt += 1;
                return;
            }
            Tag::Table(alignments) => {
                self.table = Some(Table::new(alignments));
                return;
            }
            Tag::TableHead => return self.in_table(|table| table.in_head = true),
            Tag::TableRow => return self.in_table(Table::begin_row),
            Tag::TableCell => return self.in_table(Table::begin_cell),
            _ => return,
        };
        self.put(&html);
    }

    fn end(&mut self, tag: TagEnd) {
        let html = match tag {
            TagEnd::Paragraph => "</p>\n",
            TagEnd::BlockQuote(_) => "</blockquote>\n",
            TagEnd::List(false) => "</ul>\n",
            TagEnd::List(true) => "</ol>\n",
            TagEnd::Item => "</li>\n",
            TagEnd::Emphasis => "</em>",
            TagEnd::Strong => "</strong>",
            TagEnd::Strikethrough => "</del>",
            TagEnd::Link => "</a>",
            TagEnd::Image => {
                self.alt -= 1;
                "\">"
            }
            TagEnd::TableCell => return self.end_cell(),
            TagEnd::TableHead | TagEnd::TableRow => return self.end_row(),
            TagEnd::Table => return self.end_table(),
            _ => return,
        };
        self.put(html);
    }

    fn in_table(&mut self, change: impl FnOnce(&mut Table)) {
        if let Some(table) = &mut self.table {
            change(table);
        }
    }

    fn end_cell(&mut self) {
        let Some(table) = &self.table else { return };
        let (first, named) = (table.column == 0 && !table.in_head, table.code.clone());
        let id = match named {
            // A method is named without what it is given.
            Some(name) if first => {
                let name = name.split('(').next().unwrap_or_default();
                Some(self.id(&format!("{} {name}", self.section)))
            }
            _ => None,
        };
        self.in_table(|table| table.end_cell(id));
    }

    fn end_row(&mut self) {
        let Some(table) = &mut self.table else { return };
        let html = table.end_row();
        self.page.html.push_str(&html);
    }

    fn end_table(&mut self) {
        self.table = None;
        self.page.html.push_str("</tbody>\n</table>\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around() -> Around<'static> {
        Around {
            up: "../",
            made: &|name| match name {
                "html" => Ok(Made::Html("<b>made</b>\n".to_string())),
                "markdown" => Ok(Made::Markdown("*made*".to_string())),
                _ => bail!("`{name}` is nothing"),
            },
        }
    }

    fn page(text: &str) -> Rendered {
        render(&format!("# Title\n\n{text}"), &around()).unwrap()
    }

    fn html(text: &str) -> String {
        let page = page(text);
        let (_, html) = page.html.split_once("</h1>\n").unwrap();
        html.to_string()
    }

    #[test]
    fn text_is_escaped_wherever_it_stands() {
        assert_eq!(
            html("a < b & \"c\" `<i>` ![x < y](a.png)"),
            "<p>a &lt; b &amp; &quot;c&quot; <code>&lt;i&gt;</code> <img loading=\"lazy\" src=\"a.png\" alt=\"x &lt; y\"></p>\n"
        );
        assert_eq!(
            html("```js\nif (a < b) c();\n```"),
            "<pre tabindex=\"0\"><code class=\"language-js\">if (a &lt; b) c();\n</code></pre>\n"
        );
    }

    #[test]
    fn headings_have_names_of_their_own() {
        let page = page("## Of `a`\n\n### b\n\n## Of a\n");
        let sections: Vec<_> = page
            .sections
            .iter()
            .map(|(id, text)| (id.as_str(), text.as_str()))
            .collect();
        assert_eq!(page.title, "Title");
        assert_eq!(sections, [("of-a", "Of a"), ("of-a-2", "Of a")]);
        assert!(page.html.contains("<h3 id=\"b\">b"), "{}", page.html);
        assert!(render("## No title", &around()).is_err());
    }

    #[test]
    fn addresses_lead_to_pages_and_to_the_site() {
        for (written, address) in [
            ("a.md", "a.html"),
            ("recipes/a.md#b", "recipes/a.html#b"),
            ("#b", "#b"),
            ("playground/index.html", "../index.html"),
            (
                "https://kafka.apache.org/a.md",
                "https://kafka.apache.org/a.md",
            ),
        ] {
            let expected = format!("<p><a href=\"{address}\">x</a></p>\n");
            assert_eq!(html(&format!("[x]({written})")), expected);
        }
    }

    #[test]
    fn a_figure_is_shown_as_source_and_lives() {
        let page = page("```html figure\n<script type=\"module\" src=\"playground/element-define.js\"></script>\n<kafka-playground src=\"playground/a.json\"></kafka-playground>\n```");
        assert!(page.living);
        let source = "&lt;kafka-playground src=&quot;playground/a.json&quot;&gt;";
        let living = "<kafka-playground src=\"../a.json\"></kafka-playground>";
        let (above, below) = page.html.split_once("<div class=\"living\">").unwrap();
        assert!(
            above.contains(source) && above.contains("element-define"),
            "{above}"
        );
        assert!(
            below.contains(living) && !below.contains("script"),
            "{below}"
        );
        assert!(!self::page("```html\n<kafka-playground></kafka-playground>\n```").living);
    }

    #[test]
    fn what_is_made_stands_in_its_place() {
        assert_eq!(
            html("<!-- made: html -->\n\n<!-- made: markdown -->\n\n<!-- a note -->"),
            "<b>made</b>\n<p><em>made</em></p>\n"
        );
        let error = render("# A\n\n<!-- made: x -->", &around()).unwrap_err();
        assert_eq!(error.to_string(), "`x` is nothing");
    }

    #[test]
    fn a_row_of_a_table_is_named_by_the_code_that_it_begins_with() {
        let table = html("## Methods\n\n| method | does |\n|---|--:|\n| `seek(at)` | `#1f5fbf` |\n| other | 2 |\n");
        assert!(table.contains("<tr role=\"row\" id=\"methods-seek\"><th scope=\"row\" role=\"rowheader\"><code>seek(at)</code></th>"), "{table}");
        assert!(
            table.contains(
                "<td role=\"cell\" data-label=\"does\" class=\"number\"><svg class=\"swatch\""
            ),
            "{table}"
        );
        assert!(
            table.contains("<tr role=\"row\"><th scope=\"row\" role=\"rowheader\">other</th>"),
            "{table}"
        );
    }
}
