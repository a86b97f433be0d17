//! A lesson as it was read: its blocks with their lines, nothing of it played.

use crate::lesson::{CodeLine, Pick, Show};
use crate::predicate::Predicate;
use crate::prose::{Inline, Prose};

/// A row of a block, and its line in the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub line: usize,
    pub text: String,
}

/// A predicate, and its line in the document.
#[derive(Clone, Debug)]
pub(crate) struct Claim {
    pub line: usize,
    pub predicate: Predicate,
}

/// A question.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    pub question: Vec<Prose>,
    pub pick: Pick,
    pub until: Claim,
    pub answer: Claim,
    /// A guess, its line, and what is told to it.
    pub told: Vec<(String, usize, Vec<Prose>)>,
    pub otherwise: Vec<Prose>,
}

/// What a block is.
#[derive(Clone, Debug)]
pub(crate) enum Block {
    Prose(Vec<Prose>),
    Scene(Vec<Row>),
    Do(Vec<Prose>),
    Goal {
        text: Vec<Inline>,
        claims: Vec<Claim>,
    },
    Predict(Box<Question>),
    Check(Vec<Claim>),
    Hint(Vec<Prose>),
    Solution(Vec<Row>),
    Wrong(Vec<Row>),
    Code {
        language: String,
        machine: String,
        lines: Vec<CodeLine>,
    },
    Show(Show),
    Proof {
        claim: Vec<Inline>,
        rows: Vec<Row>,
        claims: Vec<Claim>,
    },
}

/// A step.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub line: usize,
    pub title: String,
    /// Blocks with their lines.
    pub blocks: Vec<(usize, Block)>,
}

/// A lesson.
#[derive(Clone, Debug, Default)]
pub(crate) struct Document {
    pub title: String,
    pub about: String,
    pub intro: Vec<Prose>,
    /// The scene that stands before the first step.
    pub scene: Option<(usize, Vec<Row>)>,
    pub steps: Vec<Step>,
}
