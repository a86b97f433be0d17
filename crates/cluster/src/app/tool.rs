//! A tool of the command line, as a program of a machine.

use protocol::record::Millis;
use std::sync::Arc;
use tools::{Environment, Files, Launch, Process, Text};

/// Which tool is to run, and on what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToolSpec {
    /// Its name and its arguments.
    pub argv: Arc<[Text]>,
    /// The files that there are when it begins.
    pub files: Files,
    /// A number drawn by chance, for names that a tool makes up.
    pub draw: u64,
    /// Whether its standard input is a terminal.
    pub interactive: bool,
}

impl ToolSpec {
    /// Its words, as somebody might type them.
    pub fn line(&self) -> String {
        let words: Vec<&str> = self.argv.iter().map(|word| &**word).collect();
        words.join(" ")
    }

    /// The tool at its start, with its client; none where there is no such
    /// tool.
    pub(crate) fn launch(&self, at: Millis) -> Option<Launch> {
        let environment = Environment {
            files: &self.files,
            at,
            draw: self.draw,
            interactive: self.interactive,
        };
        tools::launch(&self.argv, &environment)
    }

    /// The tool at its start.
    pub(super) fn process(&self, at: Millis) -> Process {
        self.launch(at).expect("the tool was found before").process
    }
}
