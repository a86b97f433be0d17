//! Reads a lesson: Markdown's parts become steps and blocks.

use crate::blocks;
use crate::document::{Block, Document, Row, Step};
use crate::markdown::{self, Part};
use crate::mistake::Mistake;
use crate::prose::{plain, Prose};

/// The longest lesson, in bytes.
pub(crate) const LONGEST: usize = 64 << 10;
/// The most steps of a lesson.
const MOST_STEPS: usize = 24;
/// The most blocks of a step.
const MOST_BLOCKS: usize = 120;

/// Fenced blocks that are only read, or copied.
const READ: [&str; 8] = ["", "sh", "text", "java", "python", "go", "js", "properties"];

/// Reads a lesson, as far as it can be read.
pub(crate) fn read(text: &str, mistakes: &mut Vec<Mistake>) -> Document {
    let mut document = Document::default();
    if text.len() > LONGEST {
        mistakes.push(Mistake::at(1, 1, "A lesson has at most 64 KB."));
        return document;
    }
    for (line, part) in markdown::read(text, mistakes) {
        match part {
            Part::Heading { level: 1, text } if document.title.is_empty() => {
                document.title = plain(&text);
            }
            Part::Heading { level: 1, .. } => {
                mistakes.push(Mistake::at(
                    line,
                    1,
                    "A lesson has one title (#); steps begin with ##.",
                ));
            }
            Part::Heading { text, .. } => document.steps.push(Step {
                line,
                title: plain(&text),
                blocks: Vec::new(),
            }),
            Part::Prose(prose) => add_prose(&mut document, line, prose),
            Part::Fence {
                info,
                text,
                line: first,
            } => {
                fence(&mut document, line, &info, rows(&text, first), mistakes);
            }
        }
    }
    whole(&mut document, mistakes);
    document
}

/// The rows of a block.
fn rows(text: &str, first: usize) -> Vec<Row> {
    let numbered = text.lines().enumerate();
    numbered
        .map(|(index, text)| Row {
            line: first + index,
            text: text.to_owned(),
        })
        .collect()
}

fn add_prose(document: &mut Document, line: usize, prose: Prose) {
    if document.about.is_empty() && document.steps.is_empty() {
        if let Prose::Paragraph { text } = &prose {
            document.about = plain(text);
        }
    }
    match document.steps.last_mut() {
        None => document.intro.push(prose),
        Some(step) => match step.blocks.last_mut() {
            Some((_, Block::Prose(all))) => all.push(prose),
            _ => step.blocks.push((line, Block::Prose(vec![prose]))),
        },
    }
}

fn fence(
    document: &mut Document,
    line: usize,
    info: &str,
    rows: Vec<Row>,
    mistakes: &mut Vec<Mistake>,
) {
    if READ.contains(&info) {
        let text: Vec<&str> = rows.iter().map(|row| &*row.text).collect();
        let (language, text) = (info.to_owned(), text.join("\n"));
        return add_prose(document, line, Prose::Fence { language, text });
    }
    let Some(block) = blocks::read(info, line, rows, mistakes) else {
        return;
    };
    match (document.steps.last_mut(), block) {
        (Some(step), block) => step.blocks.push((line, block)),
        (None, Block::Scene(rows)) if document.scene.is_none() => {
            document.scene = Some((line, rows));
        }
        (None, _) => {
            let message = "Before the first step (##) stands at most one scene; this block belongs into a step.";
            mistakes.push(Mistake::at(line, 1, message));
        }
    }
}

/// What is only known when all of it was read.
fn whole(document: &mut Document, mistakes: &mut Vec<Mistake>) {
    let mut wrong = |line, message: &str| mistakes.push(Mistake::at(line, 1, message));
    if document.title.is_empty() {
        wrong(1, "A lesson begins with its title: # A member dies.");
    } else if document.about.is_empty() {
        wrong(
            1,
            "Behind the title stands a paragraph that says what the lesson is about.",
        );
    }
    if document.steps.is_empty() {
        wrong(1, "A lesson has at least one step, which begins with ##.");
    }
    if let Some(step) = document.steps.get(MOST_STEPS) {
        wrong(step.line, "A lesson has at most 24 steps.");
    }
    for (index, step) in document.steps.iter().enumerate() {
        if let Some((line, _)) = step.blocks.get(MOST_BLOCKS) {
            wrong(*line, "A step has at most 120 blocks.");
        }
        let is_scene = |(_, block): &&(usize, Block)| matches!(block, Block::Scene(_));
        let scenes = step.blocks.iter().filter(is_scene);
        if let Some((line, _)) = scenes.clone().nth(1) {
            wrong(*line, "A step has one scene at most.");
        }
        if index == 0 && document.scene.is_none() && scenes.count() == 0 {
            wrong(
                step.line,
                "Nothing sets the stage: write a scene before the first step, or in it.",
            );
        }
        let hints = step
            .blocks
            .iter()
            .filter(|(_, block)| matches!(block, Block::Hint(_)));
        if let Some((line, _)) = hints.clone().nth(3) {
            wrong(*line, "A step has at most three hints.");
        }
        let is_goal = |(_, block): &(usize, Block)| matches!(block, Block::Goal { .. });
        let goal = step.blocks.iter().position(is_goal);
        let is_solution = |(_, block): &(usize, Block)| matches!(block, Block::Solution(_));
        let solution = step.blocks.iter().rposition(is_solution);
        if let Some(goal) = goal.filter(|goal| solution.is_none_or(|solution| solution < *goal)) {
            wrong(
                step.blocks[goal].0,
                "Behind a goal stands a solution that leads to it, in the same step.",
            );
        }
    }
}
