//! The example article, `web/docs/article.md`: what it shows and says is held
//! against its figures. Its addresses begin with `playground/`, the folder of the
//! site beside it.

use std::collections::BTreeSet;

use anyhow::Result;

use crate::claims::digits;
use crate::figures::Figure;
use crate::project::{read_text, Project};

/// The article, in web/docs.
const FILE: &str = "docs/article.md";
/// Where the site lies, seen from it.
const SITE: &str = "playground/";

/// What is wrong with the article.
pub(crate) fn mistakes(project: &Project, figures: &[Figure]) -> Result<Vec<String>> {
    let file = project.web_source().join(FILE);
    let text = read_text(&file)?;
    Ok(Article::read(&text).mistakes(figures))
}

/// An article, taken apart.
#[derive(Default)]
struct Article {
    /// Its blocks of HTML.
    blocks: Vec<String>,
    /// What is to be read, without code, line after line in one.
    prose: String,
    /// The same with its code.
    whole: String,
    /// Commands of its transcripts,
    commands: Vec<String>,
    /// and what is printed there.
    printed: Vec<String>,
}

impl Article {
    fn read(text: &str) -> Article {
        let mut article = Article::default();
        // The language of the code that one is in.
        let mut fence: Option<&str> = None;
        let mut block: Option<Vec<&str>> = None;
        for line in text.lines() {
            if let Some(language) = line.strip_prefix("```") {
                fence = if fence.is_none() {
                    Some(language)
                } else {
                    None
                };
            } else if let Some(language) = fence {
                article.code(language, line);
            } else if let Some(lines) = &mut block {
                lines.push(line);
                if line == "</div>" {
                    article.blocks.push(lines.join("\n"));
                    block = None;
                }
            } else if line == "<div>" {
                block = Some(vec![line]);
            } else {
                article.whole += line;
                article.whole.push(' ');
                article.prose += &without_code(line);
                article.prose.push(' ');
            }
        }
        article
    }

    fn code(&mut self, language: &str, line: &str) {
        if language != "text" || line.is_empty() {
            return;
        }
        match line.strip_prefix("$ ") {
            Some(command) => self.commands.push(command.to_owned()),
            None => self.printed.push(line.trim_end().to_owned()),
        }
    }

    fn mistakes(&self, figures: &[Figure]) -> Vec<String> {
        let mut wrong = self.wrong_blocks(figures);
        wrong.extend(self.unsaid(figures));
        let said = || figures.iter().flat_map(|figure| &figure.said);
        let mut rest = self.prose.clone();
        for claim in said() {
            rest = rest.replace(&without_code(&claim.text), " ");
        }
        let open: BTreeSet<&str> = digits(&rest).collect();
        let open = open.into_iter();
        wrong.extend(open.map(|number| format!("the article says {number}, and no figure does")));
        let held: Vec<&String> = said().flat_map(|claim| &claim.holds).collect();
        for line in &self.printed {
            let predicate = format!("printed \"{line}\"");
            if !held.contains(&&predicate) {
                wrong.push(format!(
                    "the article shows what no tool is known to print: {line}"
                ));
            }
        }
        let rows: Vec<&String> = said().flat_map(|claim| &claim.rows).collect();
        for command in &self.commands {
            if !rows.iter().any(|row| row.ends_with(&format!(" {command}"))) {
                wrong.push(format!(
                    "the article shows a command that no figure runs: {command}"
                ));
            }
        }
        wrong
    }

    /// Its blocks that are not what the figures are, and the figures that it lacks.
    fn wrong_blocks(&self, figures: &[Figure]) -> Vec<String> {
        let elements: Vec<String> = figures.iter().map(|figure| figure.element(SITE)).collect();
        let strangers = self.blocks.iter().filter(|block| !elements.contains(block));
        let strangers = strangers.map(|block| {
            let first = block.lines().nth(1).unwrap_or_default();
            format!("the article has a block that is no figure: {first}")
        });
        let owed = figures.iter().zip(&elements);
        let owed = owed.filter(|(figure, element)| {
            let needed = figure.lesson.is_none() || !figure.said.is_empty();
            needed && !self.blocks.contains(element)
        });
        let owed = owed.map(|(_, element)| format!("the article lacks this figure:\n{element}\n"));
        strangers.chain(owed).collect()
    }

    /// What is held and is not in the article.
    fn unsaid(&self, figures: &[Figure]) -> Vec<String> {
        let said = figures.iter().flat_map(|figure| &figure.said);
        let unsaid = said.filter(|claim| !self.whole.contains(&*claim.text));
        unsaid
            .map(|claim| format!("the article does not say: {}", claim.text))
            .collect()
    }
}

/// A line without its `code`, in which names and settings stand.
fn without_code(line: &str) -> String {
    let parts = line.split('`').enumerate();
    parts
        .filter(|(index, _)| index % 2 == 0)
        .map(|(_, part)| part)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::Claim;

    fn figure() -> Figure {
        let said = |text: &str, holds: &[&str], rows: &[&str]| Claim {
            at: 0,
            text: text.to_owned(),
            holds: holds.iter().map(|&one| one.to_owned()).collect(),
            rows: rows.iter().map(|&one| one.to_owned()).collect(),
        };
        Figure {
            name: "two".to_owned(),
            lesson: None,
            title: "Two".to_owned(),
            text: "Two records.".to_owned(),
            script: String::new(),
            start: 0,
            end: 1_000,
            at: 0,
            values: false,
            captions: Vec::new(),
            attributes: Vec::new(),
            said: vec![
                said("there are 2 records in `orders`, and no more.", &[], &[]),
                said(
                    "It says:",
                    &["printed \"orders:0:2\""],
                    &["@1 kafka-get-offsets.sh"],
                ),
            ],
        }
    }

    fn mistakes(text: &str) -> String {
        Article::read(text).mistakes(&[figure()]).join("; ")
    }

    /// An article that says what its figure shows.
    fn right() -> String {
        let element = figure().element(SITE);
        format!(
            "# Title\n\nSo there are 2 records in\n`orders`, and no more. It says:\n\n{element}\n\n\
             ```text\n$ kafka-get-offsets.sh\n\norders:0:2\n```\n\n```java\nint other = 7; // 8\n```\n"
        )
    }

    #[test]
    fn what_is_said_beside_a_figure_stands_on_it() {
        assert_eq!(mistakes(&right()), "");
        let text = right().replace("in\n`orders`", "in\n`payments`");
        assert_eq!(
            mistakes(&text),
            "the article does not say: there are 2 records in `orders`, and no more."
        );
        let text = right().replace("It says", "They are 16 bytes. It says");
        assert_eq!(mistakes(&text), "the article says 16, and no figure does");
    }

    #[test]
    fn a_transcript_is_what_the_tools_print() {
        let text = right().replace("orders:0:2", "orders:0:3");
        assert_eq!(
            mistakes(&text),
            "the article shows what no tool is known to print: orders:0:3"
        );
        let text = right().replace("$ kafka-get-offsets.sh", "$ kafka-get-offsets.sh --all");
        assert_eq!(
            mistakes(&text),
            "the article shows a command that no figure runs: kafka-get-offsets.sh --all"
        );
    }

    #[test]
    fn its_figures_are_those_of_the_list() {
        let text = right().replace("end=\"1\"", "end=\"2\"");
        let wrong = mistakes(&text);
        assert!(
            wrong.starts_with("the article has a block that is no figure: <kafka-playground ")
                && wrong.contains("; the article lacks this figure:\n<div>\n"),
            "{wrong}"
        );
    }
}
