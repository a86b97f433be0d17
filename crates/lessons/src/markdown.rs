//! Markdown into headings, prose and fenced blocks, each with its place.

use crate::mistake::{Mistake, Places};
use crate::prose::{Inline, Prose};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// How deep prose may be nested.
const DEEPEST: usize = 6;

/// A part of a document at its top.
#[derive(Debug)]
pub(crate) enum Part {
    /// A heading of the first or the second level.
    Heading { level: u8, text: Vec<Inline> },
    /// Prose.
    Prose(Prose),
    /// A fenced block: what stands behind its fence, its text, and the line of
    /// the first row of the text.
    Fence {
        info: String,
        text: String,
        line: usize,
    },
}

/// Reads Markdown; answers its parts, each with its line.
pub(crate) fn read(text: &str, mistakes: &mut Vec<Mistake>) -> Vec<(usize, Part)> {
    let mut reader = Reader::of(text, mistakes);
    let mut parts = Vec::new();
    while let Some((event, range)) = reader.next() {
        let line = reader.places.line(range.start);
        let part = match event {
            Event::Start(Tag::Heading { level, .. }) if level <= HeadingLevel::H2 => {
                let level = if level == HeadingLevel::H1 { 1 } else { 2 };
                let text = reader.inlines();
                Some(Part::Heading { level, text })
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let info = info.trim().to_owned();
                let text = reader.code();
                Some(Part::Fence {
                    info,
                    text,
                    line: line + 1,
                })
            }
            event => reader.prose(event, &range, 0).map(Part::Prose),
        };
        parts.extend(part.map(|part| (line, part)));
    }
    parts
}

/// Reads prose alone, as a field of a block has it.
pub(crate) fn prose(text: &str, first_line: usize, mistakes: &mut Vec<Mistake>) -> Vec<Prose> {
    let known = mistakes.len();
    let mut reader = Reader::of(text, mistakes);
    let mut all = Vec::new();
    while let Some((event, range)) = reader.next() {
        all.extend(reader.prose(event, &range, 0));
    }
    for mistake in &mut mistakes[known..] {
        mistake.line += first_line - 1;
    }
    all
}

struct Reader<'a, 'm> {
    events: std::iter::Peekable<pulldown_cmark::OffsetIter<'a>>,
    places: Places<'a>,
    mistakes: &'m mut Vec<Mistake>,
}

impl<'a, 'm> Reader<'a, 'm> {
    fn of(text: &'a str, mistakes: &'m mut Vec<Mistake>) -> Self {
        Reader {
            events: Parser::new_ext(text, Options::ENABLE_TABLES)
                .into_offset_iter()
                .peekable(),
            places: Places::of(text),
            mistakes,
        }
    }

    fn next(&mut self) -> Option<(Event<'a>, Range<usize>)> {
        self.events.next()
    }

    fn wrong(&mut self, at: usize, message: &str) {
        let mistake = self.places.mistake(at, message);
        self.mistakes.push(mistake);
    }

    /// The part of prose that an event begins.
    fn prose(&mut self, event: Event<'a>, range: &Range<usize>, depth: usize) -> Option<Prose> {
        if depth > DEEPEST {
            self.wrong(range.start, "This is nested too deep.");
            return None;
        }
        match event {
            Event::Start(Tag::Paragraph) => Some(Prose::Paragraph {
                text: self.inlines(),
            }),
            Event::Start(Tag::Heading { .. }) => Some(Prose::Heading {
                text: self.inlines(),
            }),
            Event::Start(Tag::BlockQuote(_)) => Some(Prose::Quote {
                prose: self.inside(depth),
            }),
            Event::Start(Tag::List(first)) => Some(self.list(first.is_some(), depth)),
            Event::Start(Tag::CodeBlock(kind)) => {
                let language = match &kind {
                    CodeBlockKind::Fenced(info) => info.trim().to_owned(),
                    CodeBlockKind::Indented => String::new(),
                };
                Some(Prose::Fence {
                    language,
                    text: self.code(),
                })
            }
            Event::Start(Tag::Table(_)) => Some(self.table()),
            Event::Rule => None,
            Event::Start(Tag::HtmlBlock) | Event::Html(_) | Event::InlineHtml(_) => {
                self.wrong(range.start, "HTML is not shown; write Markdown.");
                None
            }
            Event::Text(_)
            | Event::Code(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::Start(Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::Image { .. }) => {
                // The text of a tight list's item, which is no paragraph.
                let mut text = Vec::new();
                self.inline(event, range, &mut text);
                while let Some((event, range)) = self.events.next_if(|(event, _)| is_inline(event))
                {
                    self.inline(event, &range, &mut text);
                }
                Some(Prose::Paragraph { text })
            }
            _ => None,
        }
    }

    /// Parts of prose up to where the one ends that has begun.
    fn inside(&mut self, depth: usize) -> Vec<Prose> {
        let mut all = Vec::new();
        while let Some((event, range)) = self.next() {
            if matches!(event, Event::End(_)) {
                break;
            }
            all.extend(self.prose(event, &range, depth + 1));
        }
        all
    }

    fn list(&mut self, ordered: bool, depth: usize) -> Prose {
        let mut items = Vec::new();
        while let Some((event, _)) = self.next() {
            match event {
                Event::Start(Tag::Item) => items.push(self.inside(depth)),
                Event::End(TagEnd::List(_)) => break,
                _ => {}
            }
        }
        Prose::List { ordered, items }
    }

    fn table(&mut self) -> Prose {
        let (mut head, mut rows) = (Vec::new(), Vec::new());
        let mut in_head = false;
        while let Some((event, _)) = self.next() {
            match event {
                Event::Start(Tag::TableHead) => in_head = true,
                Event::End(TagEnd::TableHead) => in_head = false,
                Event::Start(Tag::TableRow) => rows.push(Vec::new()),
                Event::Start(Tag::TableCell) => {
                    let cell = self.inlines();
                    match (in_head, rows.last_mut()) {
                        (true, _) | (_, None) => head.push(cell),
                        (_, Some(row)) => row.push(cell),
                    }
                }
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        Prose::Table { head, rows }
    }

    /// Text up to where the part ends that has begun.
    fn inlines(&mut self) -> Vec<Inline> {
        let mut text = Vec::new();
        while let Some((event, range)) = self.next() {
            if matches!(event, Event::End(_)) {
                break;
            }
            self.inline(event, &range, &mut text);
        }
        text
    }

    fn inline(&mut self, event: Event<'a>, range: &Range<usize>, text: &mut Vec<Inline>) {
        let add = |text: &mut Vec<Inline>, more: &str| match text.last_mut() {
            Some(Inline::Text(last)) => last.push_str(more),
            _ => text.push(Inline::Text(more.to_owned())),
        };
        match event {
            Event::Text(more) => add(text, &more),
            Event::SoftBreak | Event::HardBreak => add(text, " "),
            Event::Code(code) => text.push(Inline::Code {
                code: code.into_string(),
                run: false,
            }),
            Event::Start(Tag::Emphasis) => {
                let emphasis = self.inlines();
                text.push(Inline::Emphasis { emphasis });
            }
            Event::Start(Tag::Strong) => {
                let strong = self.inlines();
                text.push(Inline::Strong { strong });
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                let (link, to) = (self.inlines(), dest_url.into_string());
                if to.starts_with("https://") || to.starts_with("?lesson=") {
                    text.push(Inline::Link { link, to });
                } else {
                    self.wrong(
                        range.start,
                        "A link leads to https:// or to a lesson, ?lesson=keys.",
                    );
                    text.extend(link);
                }
            }
            Event::Start(Tag::Image { .. }) => {
                self.inlines();
                self.wrong(
                    range.start,
                    "Pictures are not shown: the stage is the picture.",
                );
            }
            Event::InlineHtml(_) | Event::Html(_) => {
                self.wrong(range.start, "HTML is not shown; write Markdown.");
            }
            _ => {}
        }
    }

    /// The text of a block of code.
    fn code(&mut self) -> String {
        let mut code = String::new();
        while let Some((event, _)) = self.next() {
            match event {
                Event::Text(text) => code.push_str(&text),
                Event::End(_) => break,
                _ => {}
            }
        }
        code
    }
}

fn is_inline(event: &Event<'_>) -> bool {
    matches!(
        event,
        Event::Text(_)
            | Event::Code(_)
            | Event::InlineHtml(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::Start(Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::Image { .. })
    )
}
