//! Prose: Markdown's plain parts, as the page shows them.

use serde::Serialize;

/// Text with marks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Inline {
    /// Plain text.
    Text(String),
    /// Strong.
    Strong {
        /// What.
        strong: Vec<Inline>,
    },
    /// Emphasised.
    Emphasis {
        /// What.
        emphasis: Vec<Inline>,
    },
    /// Code.
    Code {
        /// What.
        code: String,
        /// Whether it is a command that can be run.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        run: bool,
    },
    /// A link.
    Link {
        /// What is shown.
        link: Vec<Inline>,
        /// Where it leads: `https://` or `?lesson=`.
        to: String,
    },
}

/// A part of prose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "lowercase")]
pub enum Prose {
    /// A paragraph.
    Paragraph {
        /// Its text.
        text: Vec<Inline>,
    },
    /// A heading inside a step.
    Heading {
        /// Its text.
        text: Vec<Inline>,
    },
    /// A list.
    List {
        /// Whether it is numbered.
        ordered: bool,
        /// Its items.
        items: Vec<Vec<Prose>>,
    },
    /// A quote.
    Quote {
        /// What is quoted.
        prose: Vec<Prose>,
    },
    /// A table.
    Table {
        /// Its heads,
        head: Vec<Vec<Inline>>,
        /// and its rows of cells.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// Code to read or to copy.
    Fence {
        /// Its language, such as `sh`.
        language: String,
        /// Its text.
        text: String,
    },
}

/// What texts say, without their marks.
pub(crate) fn plain(text: &[Inline]) -> String {
    let mut all = String::new();
    for part in text {
        match part {
            Inline::Text(text) | Inline::Code { code: text, .. } => all.push_str(text),
            Inline::Strong { strong: inside }
            | Inline::Emphasis { emphasis: inside }
            | Inline::Link { link: inside, .. } => all.push_str(&plain(inside)),
        }
    }
    all
}

/// How many words there are to read.
pub(crate) fn words(prose: &[Prose]) -> usize {
    let of = |text: &[Inline]| plain(text).split_whitespace().count();
    let each = prose.iter().map(|part| match part {
        Prose::Paragraph { text } | Prose::Heading { text } => of(text),
        Prose::List { items, .. } => items.iter().map(|item| words(item)).sum(),
        Prose::Quote { prose } => words(prose),
        Prose::Table { head, rows } => {
            let cells = rows.iter().flatten().chain(head);
            cells.map(|cell| of(cell)).sum()
        }
        // It is copied, or looked up.
        Prose::Fence { .. } => 0,
    });
    each.sum()
}

/// Marks code that is a command, so that it can be pressed.
pub(crate) fn mark_commands(prose: &mut [Prose], is_command: &dyn Fn(&str) -> bool) {
    for part in prose {
        match part {
            Prose::Paragraph { text } | Prose::Heading { text } => mark(text, is_command),
            Prose::List { items, .. } => {
                items
                    .iter_mut()
                    .for_each(|item| mark_commands(item, is_command));
            }
            Prose::Quote { prose } => mark_commands(prose, is_command),
            Prose::Table { .. } | Prose::Fence { .. } => {}
        }
    }
}

fn mark(text: &mut [Inline], is_command: &dyn Fn(&str) -> bool) {
    for part in text {
        match part {
            Inline::Code { code, run } => *run = is_command(code),
            Inline::Strong { strong: inside } | Inline::Emphasis { emphasis: inside } => {
                mark(inside, is_command);
            }
            Inline::Text(_) | Inline::Link { .. } => {}
        }
    }
}
