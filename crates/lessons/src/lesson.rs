//! A lesson as the page gets it: played, with its instants.

use crate::prose::{Inline, Prose};
use protocol::record::Millis;
use serde::Serialize;

/// What a prediction is picked with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Pick {
    /// A cell of a lane, the one at its end among them.
    Offset {
        /// The topic
        topic: String,
        /// and the partition.
        partition: i32,
    },
    /// A lane.
    Partition {
        /// Of this topic.
        topic: String,
    },
    /// A member.
    Member {
        /// Of this group.
        group: String,
    },
    /// A number.
    Number {
        /// One of these; empty is any.
        among: Vec<String>,
    },
    /// A word.
    Word {
        /// One of these.
        among: Vec<String>,
    },
}

/// What is told to a guess.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Told {
    /// The guess.
    pub guess: String,
    /// What is told.
    pub prose: Vec<Prose>,
}

/// A question that is asked before the decisive moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Predict {
    /// The question.
    pub question: Vec<Prose>,
    /// What it is answered with.
    pub pick: Pick,
    /// From when on the answer is there: a predicate.
    pub until: String,
    /// Whose value is the answer: a fact.
    pub fact: String,
    /// What it is on the lesson's own way.
    pub answer: String,
    /// What is told to wrong guesses.
    pub told: Vec<Told>,
    /// To all others.
    pub otherwise: Vec<Prose>,
    /// When it is there on the lesson's own way, in milliseconds since the
    /// start.
    pub at: Millis,
}

/// A goal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Goal {
    /// In words.
    pub text: Vec<Inline>,
    /// All of these hold.
    pub predicates: Vec<String>,
}

/// A line of code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CodeLine {
    /// Its text.
    pub text: String,
    /// The step of the loop by which it is lit.
    pub step: Option<String>,
}

/// A claim that is played apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Proof {
    /// What is claimed.
    pub claim: Vec<Inline>,
    /// The script that shows it.
    pub script: String,
    /// What holds at its end.
    pub predicates: Vec<String>,
    /// Its end, in milliseconds since its start.
    pub at: Millis,
}

/// What the page shows in a step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Show {
    /// The panel: `journal`, `code`, `whatif`, `table` or `terminal`.
    pub panel: Option<String>,
    /// What is tried at each instant, such as `crash c1 --last 10s`.
    pub whatif: Option<String>,
    /// What is picked, such as `record:orders/0/5`.
    pub select: Option<String>,
}

/// What a step is made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Item {
    /// Prose.
    Prose {
        /// What.
        prose: Vec<Prose>,
    },
    /// What is to be done.
    Do {
        /// What.
        prose: Vec<Prose>,
    },
    /// A goal.
    Goal {
        /// Which.
        goal: Goal,
    },
    /// A hint.
    Hint {
        /// What.
        prose: Vec<Prose>,
    },
    /// A question.
    Predict {
        /// Which.
        predict: Box<Predict>,
    },
    /// What leads to the goals.
    Solution {
        /// Rows of a script, each with its instant.
        rows: Vec<String>,
        /// Where time stands behind them.
        at: Millis,
    },
    /// Code of a client.
    Code {
        /// `java`, `python` or `go`.
        language: String,
        /// The machine whose loop it is.
        machine: String,
        /// Its lines.
        lines: Vec<CodeLine>,
    },
    /// A claim that can be seen.
    Proof {
        /// Which.
        proof: Proof,
    },
}

/// A step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// For links.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Whether the stage is set anew.
    pub scene: bool,
    /// The script that leads to its beginning.
    pub script: String,
    /// When it begins, in milliseconds since the start.
    pub at: Millis,
    /// What the page shows.
    pub show: Show,
    /// What it is made of.
    pub items: Vec<Item>,
}

/// A lesson.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Lesson {
    /// Its title.
    pub title: String,
    /// What it is about.
    pub about: String,
    /// How many words there are to read.
    pub words: usize,
    /// How many minutes it takes.
    pub minutes: usize,
    /// Prose before the first step.
    pub intro: Vec<Prose>,
    /// Its steps.
    pub steps: Vec<Step>,
}
