//! What runs when: the state of a line that runs.

use super::expand::{Expander, Refusal};
use super::limits::{FileEffect, Outside, Variables};
use super::read::{begins_name, in_name};
use super::redirect::{redirect, Ends};
use super::stage::{Command, Input, Next, Sink, Stage};
use super::tree::{Item, Join, Kind, List, Node, Pipeline, Program, Read, Redirect, Word};
use crate::process::{ExitStatus, Text};
use std::sync::Arc;

/// A line that runs, or the part of it that runs in a group of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shell {
    frames: Vec<Frame>,
    variables: Variables,
    status: ExitStatus,
    /// How many pipelines it ran, with those of its groups.
    ran: u32,
}

/// A list that runs, and where in it the shell is.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Frame {
    list: List,
    /// The item, and the pipeline in it, that comes next.
    item: usize,
    link: usize,
    turns: Turns,
    output: Sink,
    errors: Sink,
    /// What it reads, if that is not what the frame around it reads.
    held: Option<Held>,
}

/// How often a list runs.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Turns {
    Once,
    /// For each word, of which the next one is at `next`.
    Words {
        name: Text,
        words: Arc<Vec<Text>>,
        next: usize,
    },
    /// For each line that is read; with the status of the last turn.
    Lines(Arc<Read>, ExitStatus),
}

/// A text that is read in parts.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Held {
    text: Text,
    at: usize,
}

impl Held {
    fn line(&mut self) -> Option<Text> {
        let rest = &self.text[self.at..];
        let line = rest.split_inclusive('\n').next()?;
        self.at += line.len();
        Some(line.into())
    }
}

/// How a command that the shell runs itself went on.
type Went = Result<Option<Next>, Refusal>;

impl Shell {
    /// A shell that runs a program, with the variables and the status that the
    /// line before it left.
    pub fn new(program: &Program, variables: Variables, status: ExitStatus) -> Self {
        Shell::of(program.list.clone(), variables, status, 0)
    }

    fn of(list: List, variables: Variables, status: ExitStatus, ran: u32) -> Self {
        let mut shell = Shell {
            frames: Vec::new(),
            variables,
            status,
            ran,
        };
        shell.enter(list, Turns::Once);
        shell
    }

    /// Its variables.
    pub fn variables(&self) -> &Variables {
        &self.variables
    }

    /// The status of what ran last.
    pub fn status(&self) -> ExitStatus {
        self.status
    }

    /// How many pipelines it ran, with those of its groups and those that ran
    /// before it in its line.
    pub fn ran(&self) -> u32 {
        self.ran
    }

    /// A pipeline ended with a status. `ran` is the largest [`Shell::ran`] of
    /// the groups in it, or 0.
    pub fn ended(&mut self, status: ExitStatus, ran: u32) {
        self.status = status;
        self.ran = self.ran.max(ran);
    }

    /// The line of its standard input that it asked for, with its line end;
    /// none at its end.
    pub fn took(&mut self, line: Option<&str>, outside: Outside<'_>) {
        let Some(frame) = self.frames.last_mut() else {
            return;
        };
        let Turns::Lines(read, _) = &frame.turns else {
            return;
        };
        let read = read.clone();
        // A line without an end is the last one, and is not read by `while`.
        match line.filter(|line| line.ends_with('\n')) {
            Some(_) => {
                (frame.item, frame.link) = (0, 0);
                self.status = 0;
            }
            None => self.leave(),
        }
        if let Some(line) = line {
            for (name, value) in super::line::split(&read, line, &self.variables, outside) {
                self.set(&name, value);
            }
        }
    }

    fn set(&mut self, name: &str, value: Text) {
        self.variables.insert(name.into(), value);
    }

    fn enter(&mut self, list: List, turns: Turns) {
        let around = self.frames.last();
        let item = match turns {
            Turns::Once => 0,
            _ => list.len(),
        };
        self.frames.push(Frame {
            item,
            link: 0,
            turns,
            output: around.map_or(Sink::Out, |frame| frame.output.clone()),
            errors: around.map_or(Sink::Err, |frame| frame.errors.clone()),
            held: None,
            list,
        });
    }

    /// Leaves the innermost list; a loop's status is that of its last turn.
    fn leave(&mut self) {
        if let Some(frame) = self.frames.pop() {
            if let Turns::Lines(_, status) = frame.turns {
                self.status = status;
            }
        }
    }

    /// What it does next.
    pub fn next(&mut self, outside: Outside<'_>) -> Next {
        loop {
            let Some(frame) = self.frames.last_mut() else {
                return Next::Done(self.status);
            };
            let list = frame.list.clone();
            let Some(item) = list.get(frame.item) else {
                if self.turn() {
                    match self.held() {
                        Some(held) => {
                            let line = held.line();
                            self.took(line.as_deref(), outside);
                        }
                        None => return Next::Line,
                    }
                }
                continue;
            };
            let Some((join, pipeline)) = item.chain.get(frame.link) else {
                (frame.item, frame.link) = (frame.item + 1, 0);
                continue;
            };
            frame.link += 1;
            let runs = match join {
                Join::First => true,
                Join::And => self.status == 0,
                Join::Or => self.status != 0,
            };
            if !runs {
                continue;
            }
            self.ran += 1;
            if self.ran > outside.limits.pipelines {
                return self.give_up("one line may not run so many commands");
            }
            if let Some(next) = self.pipeline(pipeline, outside) {
                return next;
            }
        }
    }

    /// Says why the line ends here, and ends it.
    fn give_up(&mut self, why: &str) -> Next {
        self.frames.clear();
        let mut stage = self.stage(Command::Ended(1), &self.ends(true, true));
        stage.complaint = Some((Sink::Err, ["bash: ", why, "\n"].concat().into()));
        Next::Pipeline(vec![stage])
    }

    /// The list came to its end: begins its next turn, or leaves it. Answers
    /// whether a line has to be read for that from outside.
    fn turn(&mut self) -> bool {
        let Some(frame) = self.frames.last_mut() else {
            return false;
        };
        match &mut frame.turns {
            Turns::Once => self.leave(),
            Turns::Words { name, words, next } => {
                let Some(word) = words.get(*next) else {
                    self.leave();
                    return false;
                };
                *next += 1;
                let (name, word) = (name.clone(), word.clone());
                (frame.item, frame.link) = (0, 0);
                self.variables.insert(name, word);
            }
            Turns::Lines(_, status) => {
                *status = self.status;
                return true;
            }
        }
        false
    }

    /// A shell of its own for a group.
    fn group(&self, list: List) -> Shell {
        Shell::of(list, self.variables.clone(), self.status, self.ran)
    }

    /// Where the first and the last command of a pipeline read and print.
    fn ends(&self, first: bool, last: bool) -> Ends {
        let frame = self.frames.last();
        let output = match last {
            true => frame.map_or(Sink::Out, |frame| frame.output.clone()),
            false => Sink::Pipe,
        };
        Ends {
            input: if first { Input::Shell } else { Input::Pipe },
            output,
            errors: frame.map_or(Sink::Err, |frame| frame.errors.clone()),
        }
    }

    fn stage(&self, command: Command, ends: &Ends) -> Stage {
        Stage {
            command,
            input: ends.input.clone(),
            output: ends.output.clone(),
            errors: ends.errors.clone(),
            opens: Vec::new(),
            complaint: None,
        }
    }

    fn pipeline(&mut self, nodes: &Pipeline, outside: Outside<'_>) -> Option<Next> {
        if let [node] = nodes.as_slice() {
            let ends = self.ends(true, true);
            return match self.alone(node, outside) {
                Ok(next) => next,
                Err(refusal) => Some(Next::Pipeline(vec![self.refused(refusal, &ends)])),
            };
        }
        let last = nodes.len() - 1;
        let mut stages = Vec::new();
        for (index, node) in nodes.iter().enumerate() {
            let ends = self.ends(index == 0, index == last);
            stages.push(self.member(node, ends, outside));
        }
        Some(Next::Pipeline(stages))
    }

    fn refused(&self, refusal: Refusal, ends: &Ends) -> Stage {
        let mut stage = self.stage(Command::Ended(refusal.status), ends);
        stage.complaint = Some((ends.errors.clone(), refusal.message.into()));
        stage
    }

    /// A command that is not alone in its pipeline: what it sets is forgotten.
    fn member(&mut self, node: &Node, mut ends: Ends, outside: Outside<'_>) -> Stage {
        let errors = ends.errors.clone();
        let mut expander = Expander::new(outside, &self.variables, self.status);
        let command = match &node.kind {
            Kind::Simple { words, .. } => match expander.words(words) {
                Ok(words) if words.is_empty() => Command::Ended(expander.substituted.unwrap_or(0)),
                Ok(words) => Command::Words(words),
                Err(refusal) => return self.refused(refusal, &ends),
            },
            kind => Command::Group(Box::new(self.group(alone(kind)))),
        };
        let opened = redirect(&node.redirects, &mut ends, &mut expander);
        let said = std::mem::take(&mut expander.said);
        self.ran += expander.ran;
        let mut stage = match opened {
            Ok(opens) => Stage {
                opens,
                ..self.stage(command, &ends)
            },
            Err(refusal) => self.refused(refusal, &ends),
        };
        if !said.is_empty() {
            let more = stage
                .complaint
                .map_or(String::new(), |(_, text)| text.to_string());
            stage.complaint = Some((errors, [said, more].concat().into()));
        }
        self.hold(&mut stage);
        stage
    }

    /// A command that is alone in its pipeline.
    fn alone(&mut self, node: &Node, outside: Outside<'_>) -> Went {
        match &node.kind {
            Kind::Simple { assignments, words } => {
                if words.is_empty() || words[0].text() == Some("export") {
                    return self.assign(assignments, words, &node.redirects, outside);
                }
                let stage = self.member(node, self.ends(true, true), outside);
                return Ok(Some(Next::Pipeline(vec![stage])));
            }
            Kind::Parentheses(_) => {
                let stage = self.member(node, self.ends(true, true), outside);
                return Ok(Some(Next::Pipeline(vec![stage])));
            }
            _ => {}
        }
        let mut ends = self.ends(true, true);
        let mut expander = Expander::new(outside, &self.variables, self.status);
        let opens = redirect(&node.redirects, &mut ends, &mut expander)?;
        let (list, turns) = match &node.kind {
            Kind::For { name, words, body } => {
                self.space([name.as_str()], outside)?;
                let words = Arc::new(expander.words(words)?);
                let turns = Turns::Words {
                    name: name.as_str().into(),
                    words,
                    next: 0,
                };
                (body.clone(), turns)
            }
            Kind::While { read, body } => {
                self.space(read.names.iter().map(String::as_str), outside)?;
                (body.clone(), Turns::Lines(Arc::new(read.clone()), 0))
            }
            Kind::Braces(body) => (body.clone(), Turns::Once),
            Kind::Simple { .. } | Kind::Parentheses(_) => return Ok(None),
        };
        let said = std::mem::take(&mut expander.said);
        self.ran += expander.ran;
        if matches!(turns, Turns::Words { .. }) {
            self.status = 0;
        }
        let next = self.before(opens, said);
        self.enter(list, turns);
        if let Some(frame) = self.frames.last_mut() {
            frame.output = ends.output;
            frame.errors = ends.errors;
            if let Input::Text(text) = ends.input {
                frame.held = Some(Held { text, at: 0 });
            }
        }
        Ok(next)
    }

    /// What has to be done before the shell goes on by itself.
    fn before(&self, opens: Vec<FileEffect>, said: String) -> Option<Next> {
        if opens.is_empty() && said.is_empty() {
            return None;
        }
        let ends = self.ends(true, true);
        let mut stage = self.stage(Command::Ended(self.status), &ends);
        stage.opens = opens;
        if !said.is_empty() {
            stage.complaint = Some((ends.errors, said.into()));
        }
        Some(Next::Pipeline(vec![stage]))
    }

    /// Sets variables: `A=b` and `export A=b`.
    fn assign(
        &mut self,
        assignments: &[(String, Word)],
        words: &[Word],
        redirects: &[Redirect],
        outside: Outside<'_>,
    ) -> Went {
        let mut said = String::new();
        let mut status = 0;
        for (name, word) in assignments {
            let mut expander = Expander::new(outside, &self.variables, self.status);
            let value = expander.one(word)?;
            status = expander.substituted.unwrap_or(status);
            said.push_str(&expander.said);
            self.ran += expander.ran;
            self.space([name.as_str()], outside)?;
            self.set(name, value);
        }
        for word in words.iter().skip(1) {
            let mut expander = Expander::new(outside, &self.variables, self.status);
            let word = expander.one(word)?;
            said.push_str(&expander.said);
            self.ran += expander.ran;
            let (name, value) = word.split_once('=').unwrap_or((&word, ""));
            if !is_name(name) {
                let wrong = ["bash: export: `", &word, "': not a valid identifier\n"];
                said.push_str(&wrong.concat());
                status = 1;
            } else if word.contains('=') {
                self.space([name], outside)?;
                self.set(name, value.into());
            }
        }
        let mut ends = self.ends(true, true);
        let mut expander = Expander::new(outside, &self.variables, self.status);
        let opens = redirect(redirects, &mut ends, &mut expander)?;
        said.push_str(&expander.said);
        self.status = status;
        Ok(self.before(opens, said))
    }

    /// What the loops around read, if that is a text.
    fn held(&mut self) -> Option<&mut Held> {
        let mut frames = self.frames.iter_mut().rev();
        frames.find_map(|frame| frame.held.as_mut())
    }

    /// Whether there is space for variables of these names.
    fn space<'n>(
        &self,
        names: impl IntoIterator<Item = &'n str>,
        outside: Outside<'_>,
    ) -> Result<(), Refusal> {
        let new = |name: &&str| !self.variables.contains_key(*name);
        let more = names.into_iter().filter(new).count();
        match self.variables.len() + more <= outside.limits.variables {
            true => Ok(()),
            false => Err(Refusal::new(&["too many variables"])),
        }
    }

    /// Gives a command what the loop around it reads.
    fn hold(&mut self, stage: &mut Stage) {
        if stage.input != Input::Shell {
            return;
        }
        let Some(held) = self.held() else {
            return;
        };
        stage.input = Input::Text(held.text[held.at..].into());
        let reads = match &stage.command {
            Command::Words(words) => super::reads_input(words),
            Command::Group(_) => true,
            Command::Ended(_) => false,
        };
        if reads {
            held.at = held.text.len();
        }
    }
}

/// Whether a variable may have that name.
pub(super) fn is_name(name: &str) -> bool {
    name.starts_with(begins_name) && name.chars().all(in_name)
}

/// The list that a loop or a group is, alone.
fn alone(kind: &Kind) -> List {
    if let Kind::Parentheses(body) | Kind::Braces(body) = kind {
        return body.clone();
    }
    Arc::new(vec![Item {
        chain: vec![(
            Join::First,
            vec![Node {
                kind: kind.clone(),
                redirects: Vec::new(),
            }],
        )],
    }])
}
