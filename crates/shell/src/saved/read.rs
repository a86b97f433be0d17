//! How a saved session is read.

use super::write::Opening;
use super::{begins_branch, LONGEST_NAME};
use crate::script::{Header, Row, Script, ScriptError};
use cluster::history::BranchId;
use cluster::instant::Instant;

/// The longest text that is read, in bytes.
pub const LONGEST_TEXT: usize = 1 << 20;

const BRANCH_IS: &str = "\
    A branch is written \"branch 1 from 0 @12.480: its name\", numbered one after the other, \
    from one above it; there are at most 24, and a name has at most 80 characters.";
const HEADER_IS: &str = "A header says semantics, facts, opens and at as in \"at @12.480 in 1\", of a branch that there is.";

/// What a branch was when it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Parting {
    /// The number of the branch that it left,
    pub from: usize,
    /// and where.
    pub place: Instant,
    /// When its first command was given, where that was at the same millisecond.
    pub left: Instant,
    /// What somebody called it.
    pub name: String,
}

/// A row of a saved session that does something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A branch begins.
    Branch(Parting),
    /// A line is run.
    Line(String),
}

/// A saved session that was read, and whose every row is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The cluster that it wants.
    pub header: Header,
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
        let mut partings = Vec::new();
        let script = Script::read_with(text, default, &mut |row| {
            if !begins_branch(row.text) {
                return Ok(None);
            }
            let parting = Parting::read(row.text, partings.len() + 1, most);
            let parting = parting.ok_or_else(|| row.is_no(BRANCH_IS))?;
            partings.push(parting.clone());
            Ok(Some(parting.place))
        })?;
        let mut saved = Saved {
            header: script.header,
            semantics: None,
            facts: None,
            opening: None,
            place: None,
            branches: partings.len() + 1,
            steps: Vec::with_capacity(script.lines.len()),
        };
        for (row, part) in Header::parts(text) {
            let known = saved.take_part(part);
            known.ok_or_else(|| row.is_no(HEADER_IS))?;
        }
        let mut partings = partings.into_iter();
        for (row, line) in script.lines {
            let step = match begins_branch(row.text) {
                true => partings.next().map(Step::Branch),
                false => {
                    saved.correct_parting(line.at);
                    Some(Step::Line(row.text.to_owned()))
                }
            };
            saved.steps.extend(step.map(|step| (row.number, step)));
        }
        Ok(saved)
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
            "at" => {
                let branch = number("in").filter(|branch| *branch < self.branches)?;
                self.place = Some((Instant::parse(value)?, branch));
            }
            _ => {}
        }
        Some(())
    }

    /// The first command of a branch may say its instant as it was given there,
    /// while the branch says the step.
    fn correct_parting(&mut self, at: Option<Instant>) {
        if let Some((_, Step::Branch(parting))) = self.steps.last_mut() {
            if let Some(at) = at.filter(|at| at.at() == parting.place.at()) {
                parting.left = at;
            }
        }
    }
}

impl Parting {
    /// Reads a row that begins the branch of a number; none for what is none.
    fn read(row: &str, number: usize, most: usize) -> Option<Self> {
        let (head, name) = row.split_once(':').unwrap_or((row, ""));
        let words: Vec<&str> = head.split_whitespace().collect();
        let [_, written, "from", from, place] = words[..] else {
            return None;
        };
        let from = from.parse().ok().filter(|from| *from < number)?;
        let place = Instant::parse(place).filter(|_| place.starts_with('@'))?;
        let name = name.trim();
        let short = name.chars().nth(LONGEST_NAME).is_none();
        let fits = short && number < most && written.parse() == Ok(number);
        fits.then(|| Parting {
            from,
            place,
            left: place,
            name: name.to_owned(),
        })
    }
}

impl Row<'_> {
    fn is_no(&self, what: &str) -> ScriptError {
        let length = self.text.chars().count();
        ScriptError::at(self.number, what.to_owned(), 0, length)
    }
}

/// The number of a branch, as long as a session has only what was read.
pub(super) fn id(number: usize, ids: &[BranchId]) -> BranchId {
    ids.get(number).copied().unwrap_or(0)
}
