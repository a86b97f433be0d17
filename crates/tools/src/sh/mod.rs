//! The language of a line.
#![allow(missing_docs)]

use crate::{ExitStatus, Files, Text};
use protocol::record::Millis;
use std::sync::Arc;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program(Vec<Text>);
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    pub message: String,
    pub column: usize,
    pub length: usize,
    pub incomplete: bool,
}
pub fn parse(text: &str) -> Result<Program, SyntaxError> {
    Ok(Program(text.split_whitespace().map(Text::from).collect()))
}
impl Program {
    pub fn in_background(&self) -> bool {
        self.0.last().is_some_and(|w| &**w == "&")
    }
}
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    Keyboard,
    Pipe,
    Text(Text),
}
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    Screen,
    Pipe,
    Null,
    SameAsOut,
    File { name: Text, append: bool },
}
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    pub argv: Vec<Text>,
    pub input: Input,
    pub output: Output,
    pub errors: Output,
}
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    Pipeline(Vec<Stage>),
    Said(Text),
    Done(ExitStatus),
}
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shell {
    program: Arc<Program>,
    done: bool,
    status: ExitStatus,
}
impl Shell {
    pub fn new(program: Arc<Program>) -> Self {
        Shell {
            program,
            done: false,
            status: 0,
        }
    }
    pub fn next(&mut self, _files: &Files, _now: Millis) -> Next {
        if std::mem::replace(&mut self.done, true) {
            return Next::Done(self.status);
        }
        let mut argv = self.program.0.clone();
        if self.program.in_background() {
            argv.pop();
        }
        Next::Pipeline(vec![Stage {
            argv,
            input: Input::Keyboard,
            output: Output::Screen,
            errors: Output::Screen,
        }])
    }
    pub fn ended(&mut self, status: ExitStatus) {
        self.status = status;
    }
}
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileEffect {
    Write(Text, Text),
    Append(Text, Text),
}
impl FileEffect {
    pub fn apply(&self, files: &mut Files) -> Result<(), String> {
        let (FileEffect::Write(name, text) | FileEffect::Append(name, text)) = self;
        files.insert(name.clone(), text.clone());
        Ok(())
    }
}
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    pub out: String,
    pub err: String,
    pub files: Vec<FileEffect>,
}
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter;
impl Filter {
    pub fn new(_argv: &[Text], _files: &Files, _now: Millis) -> (Filter, Said) {
        (
            Filter,
            Said {
                err: "bash: command not found\n".into(),
                ..Said::default()
            },
        )
    }
    pub fn feed(&mut self, _text: &str) -> Said {
        Said::default()
    }
    pub fn end(&mut self) -> Said {
        Said::default()
    }
    pub fn woke(&mut self) -> Said {
        Said::default()
    }
    pub fn exit(&self) -> Option<ExitStatus> {
        Some(127)
    }
    pub fn rests_until(&self) -> Option<Millis> {
        None
    }
}

pub fn canonical(text: &str) -> Result<String, SyntaxError> {
    Ok(text.to_owned())
}
pub fn is_begun_by(_word: &str) -> bool {
    false
}
