//! How a saved session is read.

use super::write::Opening;
use super::{begins_branch, LONGEST_NAME};
use crate::parse::{parse, Nothing};
use crate::refusal::ShellError;
use crate::script::{rows, title, Header, Order, Row, ScriptError, ScriptLine};
use cluster::history::BranchId;
use cluster::instant::Instant;

/// The longest text that is read, in bytes.
pub const LONGEST_TEXT: usize = 1 << 20;

/// What a branch was when it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Parting {
    /// The number of the branch that it left,
    pub from: usize,
    /// and where.
    pub place: Instant,
    /// What somebody called it.
    pub name: String,
}

/// A row of a saved session that does something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A branch begins; with the instant at which its first command was given,
    /// where that is at the same millisecond.
    Branch(Parting, Instant),
    /// A line is run.
    Line(String),
}

/// A saved session that was read, and whose every row is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The cluster that it wants.
    pub header: Header,
    /// What it calls itself.
    pub title: String,
    /// The semantics in which it was written.
    pub semantics: Option<u32>,
    /// The digest of what was seen at the instant that is shown.
    pub facts: Option<String>,
    /// Where its scene opened.
    pub opening: Option<Opening>,
    /// The instant that is shown, and the number of its branch.
    pub place: Option<(Instant, usize)>,
    /// How many branches there are, the first among them.
    pub branches: usize,
    /// Its rows, each with its number in the text.
    pub(super) steps: Vec<(usize, Step)>,
}

impl Saved {
    /// Reads a text; `most` is how many branches there may be.
    ///
    /// # Errors
    /// The first row that is wrong.
    pub fn read(text: &str, default: Header, most: usize) -> Result<Saved, ScriptError> {
        if text.len() > LONGEST_TEXT {
            let message = "This is longer than a script may be, which is 1 MB.";
            return Err(ScriptError::at(1, message.to_owned(), 0, 0));
        }
        let mut saved = Saved {
            header: Header::read(text, default)?,
            title: title(text).to_owned(),
            semantics: None,
            facts: None,
            opening: None,
            place: None,
            branches: 1,
            steps: Vec::new(),
        };
        for (row, column, part) in Header::parts(text) {
            saved.take_part(part).ok_or_else(|| {
                let message = ["\"", part, "\" is not what a header says."].concat();
                ScriptError::at(row.number, message, column, part.chars().count())
            })?;
        }
        let mut order = Order::default();
        for row in rows(text).filter(|row| !row.is_silent()) {
            if begins_branch(row.text) {
                let parting = saved.parting(row, most)?;
                order = Order::from(parting.place);
                saved.branches += 1;
                let place = parting.place;
                saved.steps.push((row.number, Step::Branch(parting, place)));
                continue;
            }
            let line = ScriptLine::read(row.text).map_err(|error| row.says(error))?;
            order.take(&row, &line)?;
            if !(line.line.is_empty() && line.at.is_some()) {
                let read = parse(line.line, &Nothing);
                read.map_err(|error| row.says(line.shifted(error.into())))?;
            }
            saved.correct_parting(line.at);
            saved
                .steps
                .push((row.number, Step::Line(row.text.trim().to_owned())));
        }
        match saved.place {
            Some((_, branch)) if branch >= saved.branches => {
                let message = ["There is no branch ", &branch.to_string(), " below."].concat();
                Err(ScriptError::at(1, message, 0, 0))
            }
            _ => Ok(saved),
        }
    }

    /// What a header says besides the cluster; none for what is wrong. What is
    /// unknown a later version may say.
    fn take_part(&mut self, part: &str) -> Option<()> {
        let mut words = part.split_whitespace();
        let (what, value) = (words.next()?, words.next().unwrap_or_default());
        let mut number = |word| match words.next() {
            None => Some(0),
            Some(said) if said == word => words.next()?.parse().ok(),
            Some(_) => None,
        };
        match what {
            "semantics" => self.semantics = Some(value.parse().ok()?),
            "facts" => self.facts = Some(value.to_owned()),
            "opens" => {
                let at = Instant::parse(value)?;
                let commands = number("after")?;
                self.opening = Some(Opening { at, commands });
            }
            "at" => self.place = Some((Instant::parse(value)?, number("in")?)),
            _ => {}
        }
        Some(())
    }

    /// Reads a row that begins a branch.
    fn parting(&self, row: Row<'_>, most: usize) -> Result<Parting, ScriptError> {
        let wrong = |message: String| {
            let length = row.text.trim().chars().count();
            let column = row.text.chars().count() - row.text.trim_start().chars().count();
            Err(ScriptError::at(row.number, message, column, length))
        };
        let (head, name) = row.text.split_once(':').unwrap_or((row.text, ""));
        let words: Vec<&str> = head.split_whitespace().collect();
        let [_, number, "from", from, place] = words[..] else {
            return wrong("A branch is written \"branch 1 from 0 @12.480: its name\".".to_owned());
        };
        let next = self.branches;
        if number.parse() != Ok(next) {
            let next = next.to_string();
            return wrong(["The next branch is ", &next, ", and not ", number, "."].concat());
        }
        if next >= most {
            return wrong(["There are at most ", &most.to_string(), " branches."].concat());
        }
        let parent = from.parse().ok().filter(|from| *from < next);
        let Some(parent) = parent else {
            return wrong(["There is no branch ", from, " above."].concat());
        };
        let Some(place) = Instant::parse(place).filter(|_| place.starts_with('@')) else {
            return wrong(["\"", place, "\" is no instant. It is written @12.480."].concat());
        };
        let name = name.trim();
        if name.chars().nth(LONGEST_NAME).is_some() {
            return wrong("A branch's name has at most 80 characters.".to_owned());
        }
        let name = name.to_owned();
        Ok(Parting {
            from: parent,
            place,
            name,
        })
    }

    /// The first command of a branch may say its instant as it was given there,
    /// while the branch says the step.
    fn correct_parting(&mut self, at: Option<Instant>) {
        let Some((_, Step::Branch(parting, left))) = self.steps.last_mut() else {
            return;
        };
        if let Some(at) = at.filter(|at| at.at() == parting.place.at()) {
            *left = at;
        }
    }
}

impl Row<'_> {
    fn says(&self, error: ShellError) -> ScriptError {
        ScriptError {
            row: self.number,
            error,
        }
    }
}

/// The number of a branch, as long as a session has only what was read.
pub(super) fn id(number: usize, ids: &[BranchId]) -> BranchId {
    ids.get(number).copied().unwrap_or(0)
}
