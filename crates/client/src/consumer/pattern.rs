//! Topic patterns: Java's regular expressions, as far as one writes them for
//! names of topics.
//! Source: `java.util.regex.Pattern`, of which Kafka uses `compile` and
//! `matches`.
//!
//! Left out are back references, `\X`, `\R`, `\G`, `\N{...}`, the flags `x`, `u` and `U`
//! and properties other than the POSIX ones: such a pattern is refused.

mod parser;

use protocol::name::Name;

/// How many instructions a pattern may have; counted repetitions are written
/// out.
const INSTRUCTIONS: usize = 20_000;

/// A set of characters.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Class {
    /// From one to the other, both included.
    Range(char, char),
    /// Any of these.
    Union(Vec<Class>),
    /// All of these.
    Both(Box<Class>, Box<Class>),
    /// None of this.
    Not(Box<Class>),
}

impl Class {
    fn has(&self, c: char) -> bool {
        match self {
            Class::Range(from, to) => (*from..=*to).contains(&c),
            Class::Union(classes) => classes.iter().any(|class| class.has(c)),
            Class::Both(left, right) => left.has(c) && right.has(c),
            Class::Not(class) => !class.has(c),
        }
    }
}

/// An expression as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Node {
    Empty,
    Char(char),
    /// Characters, and whether upper and lower case are the same.
    Class(Class, bool),
    /// The beginning of the name.
    Start,
    /// The end of the name.
    End,
    /// The border of a word, or none.
    Border(bool),
    Sequence(Vec<Node>),
    Choice(Vec<Node>),
    Repeat {
        node: Box<Node>,
        least: u32,
        most: Option<u32>,
        lazy: bool,
    },
    /// What matched once is not tried in another way.
    Atomic(Box<Node>),
    /// Looks whether it matches here, without going on.
    Look {
        node: Box<Node>,
        behind: bool,
        negative: bool,
    },
}

/// A step of the program that matches.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Char(char),
    Class(Class, bool),
    Start,
    End,
    Border(bool),
    /// Goes on at the first, and where that fails at the second.
    Either(usize, usize),
    Jump(usize),
    /// The program after this one up to its end must match; then it goes on
    /// at the place that is named.
    Atomic(usize),
    Look {
        then: usize,
        behind: bool,
        negative: bool,
    },
    /// It matches.
    Done,
}

/// A compiled pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// As it was written.
    pub text: Name,
    steps: Vec<Step>,
}

impl Pattern {
    /// Compiles a pattern.
    ///
    /// # Errors
    /// What Java's `PatternSyntaxException` says of it.
    pub fn compile(text: &str) -> Result<Self, String> {
        let node = parser::parse(text)?;
        let mut program = Program { steps: Vec::new() };
        let fits = program.add(&node);
        program.steps.push(Step::Done);
        if fits.is_none() {
            return Err(["Pattern too large\n", text].concat());
        }
        Ok(Pattern {
            text: text.into(),
            steps: program.steps,
        })
    }

    /// Whether the whole name matches.
    pub fn matches(&self, name: &str) -> bool {
        let name: Vec<char> = name.chars().collect();
        let run = Run {
            steps: &self.steps,
            name: &name,
        };
        run.first_end(0, 0, Some(name.len())).is_some()
    }
}

struct Program {
    steps: Vec<Step>,
}

impl Program {
    fn push(&mut self, step: Step) -> Option<usize> {
        self.steps.push(step);
        (self.steps.len() < INSTRUCTIONS).then_some(self.steps.len() - 1)
    }

    /// Adds the steps of a node. None where there would be too many.
    fn add(&mut self, node: &Node) -> Option<()> {
        match node {
            Node::Empty => {}
            Node::Char(c) => {
                self.push(Step::Char(*c))?;
            }
            Node::Class(class, fold) => {
                self.push(Step::Class(class.clone(), *fold))?;
            }
            Node::Start => {
                self.push(Step::Start)?;
            }
            Node::End => {
                self.push(Step::End)?;
            }
            Node::Border(is) => {
                self.push(Step::Border(*is))?;
            }
            Node::Sequence(nodes) => {
                for node in nodes {
                    self.add(node)?;
                }
            }
            Node::Choice(nodes) => self.choice(nodes)?,
            Node::Repeat {
                node,
                least,
                most,
                lazy,
            } => self.repeat(node, *least, *most, *lazy)?,
            Node::Atomic(node) => {
                let at = self.push(Step::Atomic(0))?;
                self.inner(node)?;
                self.steps[at] = Step::Atomic(self.steps.len());
            }
            Node::Look {
                node,
                behind,
                negative,
            } => {
                let at = self.push(Step::Done)?;
                self.inner(node)?;
                self.steps[at] = Step::Look {
                    then: self.steps.len(),
                    behind: *behind,
                    negative: *negative,
                };
            }
        }
        Some(())
    }

    fn inner(&mut self, node: &Node) -> Option<()> {
        self.add(node)?;
        self.push(Step::Done).map(|_| ())
    }

    fn choice(&mut self, nodes: &[Node]) -> Option<()> {
        let mut ends = Vec::new();
        for (index, node) in nodes.iter().enumerate() {
            if index + 1 == nodes.len() {
                self.add(node)?;
                break;
            }
            let either = self.push(Step::Done)?;
            self.add(node)?;
            ends.push(self.push(Step::Done)?);
            self.steps[either] = Step::Either(either + 1, self.steps.len());
        }
        for end in ends {
            self.steps[end] = Step::Jump(self.steps.len());
        }
        Some(())
    }

    fn repeat(&mut self, node: &Node, least: u32, most: Option<u32>, lazy: bool) -> Option<()> {
        let either = |go: usize, leave: usize| match lazy {
            true => Step::Either(leave, go),
            false => Step::Either(go, leave),
        };
        for _ in 0..least {
            let before = self.steps.len();
            self.add(node)?;
            // What takes no step takes none however often it comes.
            if self.steps.len() == before {
                break;
            }
        }
        let Some(most) = most else {
            let at = self.push(Step::Done)?;
            self.add(node)?;
            self.push(Step::Jump(at))?;
            self.steps[at] = either(at + 1, self.steps.len());
            return Some(());
        };
        let mut leaves = Vec::new();
        for _ in least..most {
            leaves.push(self.push(Step::Done)?);
            self.add(node)?;
        }
        let end = self.steps.len();
        for at in leaves {
            self.steps[at] = either(at + 1, end);
        }
        Some(())
    }
}

struct Run<'a> {
    steps: &'a [Step],
    name: &'a [char],
}

impl Run<'_> {
    /// Where the program from `step` first matches from `place` on, and at
    /// `wanted` if that is named. What was tried at a place once is not tried
    /// there again, so that it ends soon whatever the pattern.
    fn first_end(&self, step: usize, place: usize, wanted: Option<usize>) -> Option<usize> {
        let width = self.name.len() + 1;
        let mut tried = vec![false; self.steps.len() * width];
        let mut left = vec![(step, place)];
        while let Some((step, place)) = left.pop() {
            let seen = &mut tried[step * width + place];
            if std::mem::replace(seen, true) {
                continue;
            }
            match &self.steps[step] {
                Step::Done => {
                    if wanted.is_none_or(|wanted| wanted == place) {
                        return Some(place);
                    }
                }
                Step::Jump(to) => left.push((*to, place)),
                Step::Either(first, second) => {
                    left.push((*second, place));
                    left.push((*first, place));
                }
                Step::Atomic(then) => {
                    if let Some(end) = self.first_end(step + 1, place, None) {
                        left.push((*then, end));
                    }
                }
                Step::Look {
                    then,
                    behind,
                    negative,
                } => {
                    let found = match behind {
                        false => self.first_end(step + 1, place, None).is_some(),
                        true => (0..=place)
                            .any(|from| self.first_end(step + 1, from, Some(place)).is_some()),
                    };
                    if found != *negative {
                        left.push((*then, place));
                    }
                }
                Step::Char(_) | Step::Class(..) => {
                    let next = self.name.get(place);
                    if next.is_some_and(|c| takes(&self.steps[step], *c)) {
                        left.push((step + 1, place + 1));
                    }
                }
                Step::Start | Step::End | Step::Border(_) => {
                    if self.holds(&self.steps[step], place) {
                        left.push((step + 1, place));
                    }
                }
            }
        }
        None
    }

    fn holds(&self, step: &Step, place: usize) -> bool {
        let word = |place: Option<usize>| {
            let c = place.and_then(|place| self.name.get(place));
            c.is_some_and(|c| c.is_ascii_alphanumeric() || *c == '_')
        };
        match step {
            Step::Start => place == 0,
            Step::End => place == self.name.len(),
            Step::Border(is) => (word(place.checked_sub(1)) != word(Some(place))) == *is,
            _ => false,
        }
    }
}

fn takes(step: &Step, c: char) -> bool {
    match step {
        Step::Char(wanted) => *wanted == c,
        Step::Class(class, fold) => {
            class.has(c)
                || (*fold
                    && (class.has(c.to_ascii_lowercase()) || class.has(c.to_ascii_uppercase())))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_repeated_for_ever_is_read_at_once() {
        let pattern = Pattern::compile("a((){2000000000}){2000000000}b").unwrap();
        assert!(pattern.matches("ab"));
        assert!(!pattern.matches("a"));
    }
}
