//! `tee`.

use super::options::Spec;
use super::{Built, Kind, Missing, Said, Work, Wrong};
use crate::process::{ExitStatus, Text};
use crate::sh::limits::{file_name, FileEffect, Outside};
use crate::sh::redirect::impossible;

/// `tee`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tee {
    names: Vec<Text>,
    append: bool,
    complaints: String,
    /// What was printed and is not yet in the files.
    begun: String,
}

pub(super) fn tee(args: &[Text], _: Outside<'_>) -> Result<Built, Wrong> {
    let spec = Spec {
        name: "tee",
        letters: "ai",
        long: &[("append", 'a')],
        lacks: "p",
        status: 1,
    };
    let given = spec.read(args)?;
    let mut tee = Tee {
        names: Vec::new(),
        append: given.has('a'),
        complaints: String::new(),
        begun: String::new(),
    };
    for name in &given.operands {
        let file = file_name(name);
        match impossible(file) {
            _ if file == "/dev/null" => {}
            None => tee.names.push(file.into()),
            Some(why) => {
                let text = ["tee: ", name, ": ", why, "\n"].concat();
                tee.complaints.push_str(&text);
            }
        }
    }
    Ok(Built::Reads(Kind::Tee(tee), Vec::new(), Missing::PLAIN))
}

impl Tee {
    /// Empties the files that it does not append to.
    pub(super) fn begin(&mut self, said: &mut Said) {
        said.err.push_str(&self.complaints);
        for name in &self.names {
            let (name, empty) = (name.clone(), Text::from(""));
            said.files.push(match self.append {
                true => FileEffect::Append(name, empty),
                false => FileEffect::Write(name, empty),
            });
        }
    }
}

impl Work for Tee {
    fn line(&mut self, line: &str, ended: bool, said: &mut Said) {
        said.line(line, ended);
        self.begun.push_str(line);
        if ended {
            self.begun.push('\n');
        }
    }

    fn fed(&mut self, said: &mut Said) {
        if self.begun.is_empty() {
            return;
        }
        let text = Text::from(std::mem::take(&mut self.begun));
        for name in &self.names {
            let append = FileEffect::Append(name.clone(), text.clone());
            said.files.push(append);
        }
    }

    fn finish(&mut self, _: &mut Said) -> ExitStatus {
        ExitStatus::from(!self.complaints.is_empty())
    }
}
