//! Plays a script to its end.

use crate::screen::{caret, print, status, Screen};
use cluster::command::Command;
use kafka_playground_shell::parse::{parse, Line, Nothing};
use kafka_playground_shell::script::{entries, Entry, ScriptLine};
use kafka_playground_shell::{Session, ShellError};
use protocol::record::Millis;
use tools::{Signal, Stream};

/// How long time goes on after the last line, so that calls can come back.
const PATIENCE_MS: Millis = 60_000;
/// The exit status where a line is refused.
pub(crate) const REFUSED: i32 = 2;

/// How a script is played.
#[derive(Clone, Debug)]
pub(crate) struct Playing<'a> {
    /// What errors call the script; none for a line of its own, which has no
    /// prompt either.
    pub name: Option<&'a str>,
    /// Whether it goes on behind a line that is refused.
    pub keep_going: bool,
}

impl Playing<'_> {
    /// Plays it; answers the exit status.
    pub(crate) fn play(&self, session: &mut Session, script: &str) -> i32 {
        let mut screen = Screen::of_script();
        let mut refused = false;
        for entry in entries(script) {
            let reached = session.reach(&entry.text).map(drop);
            // What came meanwhile stands above the line.
            screen.show(session);
            if self.name.is_some() {
                match echo(session, &entry.text) {
                    Some(text) => screen.echo(&text),
                    None => screen.prompt(&entry.text),
                }
            }
            let ran = reached.and_then(|()| session.script_line(&entry.text));
            match ran {
                Ok(ran) => screen.ran(&ran),
                Err(error) => {
                    refused = true;
                    self.refuse(&entry, &error);
                    if !self.keep_going {
                        break;
                    }
                }
            }
        }
        // Behind a line that is refused, the tool before it is not waited for.
        if !refused || self.keep_going {
            if let Err(error) = session.await_tool() {
                print(Stream::Err, &[&error.message, "\n"].concat());
                refused = true;
            }
        }
        finish(session, &mut screen);
        match refused {
            true => REFUSED,
            false => status(session),
        }
    }

    fn refuse(&self, entry: &Entry, error: &ShellError) {
        let row = entry.number.to_string();
        let place = match self.name {
            Some(name) => [name, ":", &row, ": "].concat(),
            None => String::new(),
        };
        let mut lines = entry.text.split('\n');
        let mut told = [&place, lines.next().unwrap_or_default(), "\n"].concat();
        let lead = place.chars().count();
        for line in lines {
            told.push_str(&[&*" ".repeat(lead), line, "\n"].concat());
        }
        // A caret under the first of several lines would stand under the last.
        if !entry.text.contains('\n') {
            told.push_str(&caret(&entry.text, error, lead));
        }
        told.push_str(&error.message);
        told.push('\n');
        print(Stream::Err, &told);
    }
}

/// What one sees of a row that is for the tool in the foreground; none for a row
/// that is for the shell, or would be refused.
fn echo(session: &Session, row: &str) -> Option<String> {
    session.state().terminal().foreground()?;
    let line = ScriptLine::read(row).ok()?.line;
    match parse(line, &Nothing).ok()? {
        // What is typed the terminal shows itself.
        Line::Command(Command::Input(_) | Command::EndInput) | Line::Wait(_) => Some(String::new()),
        Line::Command(Command::Signal {
            job: None,
            signal: Signal::Interrupt,
        }) => Some("^C\n".to_owned()),
        _ => None,
    }
}

/// Lets calls come back.
fn finish(session: &mut Session, screen: &mut Screen) {
    session.advance(session.now());
    screen.show(session);
    let patience = session.now() + PATIENCE_MS;
    while screen.waits() && session.now() < patience {
        let Some(due) = session.next_due().filter(|due| *due <= patience) else {
            break;
        };
        let before = session.now();
        session.advance(due.max(before + 1));
        screen.show(session);
        if session.now() == before {
            // The history is as long as it may be: time stands still.
            break;
        }
    }
}
