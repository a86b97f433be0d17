//! What a shell asks of its runner.

use super::limits::FileEffect;
use super::shell::Shell;
use crate::process::{ExitStatus, Text};

/// The next thing that a shell does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Runs commands of which each reads what the one before prints. When all
    /// of them ended, the runner calls [`Shell::ended`].
    Pipeline(Vec<Stage>),
    /// Reads a line of its own standard input: the runner calls
    /// [`Shell::took`].
    Line,
    /// It ended.
    Done(ExitStatus),
}

/// One command of a pipeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// What runs.
    pub command: Command,
    /// What it reads.
    pub input: Input,
    /// Where it prints.
    pub output: Sink,
    /// Where it prints errors.
    pub errors: Sink,
    /// What is done to files before it begins; what it prints is added to them.
    pub opens: Vec<FileEffect>,
    /// What the shell itself says before it begins, and where.
    pub complaint: Option<(Sink, Text)>,
}

/// What runs in a pipeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// A command: its name and its arguments.
    Words(Vec<Text>),
    /// A loop or a group: its standard input and its output are the stage's.
    Group(Box<Shell>),
    /// Nothing: it ended with that status.
    Ended(ExitStatus),
}

/// What a command reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// What the shell reads.
    Shell,
    /// What the command before it prints.
    Pipe,
    /// A text, and no more.
    Text(Text),
}

/// Where a command prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sink {
    /// Where the shell prints.
    Out,
    /// Where the shell prints errors.
    Err,
    /// To the next command of the pipeline.
    Pipe,
    /// To the end of a file.
    File(Text),
    /// Nowhere.
    Null,
}
