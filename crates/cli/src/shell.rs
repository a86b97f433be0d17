//! A shell in a real terminal.

use crate::helper::Helper;
use crate::keyboard::{Keyboard, Typed};
use crate::screen::{caret, print, status, Screen};
use kafka_playground_shell::{quote, Session, ShellError};
use protocol::record::Millis;
use rustyline::error::ReadlineError;
use rustyline::history::FileHistory;
use rustyline::{CompletionType, Config, Editor};
use std::cell::RefCell;
use std::path::PathBuf;
use std::rc::Rc;
use std::time::{Duration, Instant};
use tools::Stream;

const PROMPT: &str = "$ ";
/// How much of the time that somebody thinks at the prompt passes here, too.
const THOUGHT_MS: Millis = 60_000;
/// How long a call is waited for.
const PATIENCE_MS: Millis = 60_000;
/// How often the screen is drawn while a tool runs.
const FRAME: Duration = Duration::from_millis(20);

const GREETING: &str =
    "The Kafka playground. Type kafka-topics.sh --list, or help; Tab completes, exit leaves.\n";

/// The shell.
pub(crate) struct Shell {
    /// The line editor completes what the session knows.
    session: Rc<RefCell<Session>>,
    screen: Screen,
    fast: bool,
}

impl Shell {
    pub(crate) fn new(session: Session, fast: bool) -> Self {
        Shell {
            session: Rc::new(RefCell::new(session)),
            screen: Screen::default(),
            fast,
        }
    }

    /// Reads lines and runs them; answers the exit status.
    pub(crate) fn run(mut self) -> Result<i32, String> {
        let failed = |error: ReadlineError| error.to_string();
        let config = Config::builder()
            .completion_type(CompletionType::List)
            .history_ignore_space(true)
            .auto_add_history(true)
            .build();
        let mut editor = Editor::<Helper, FileHistory>::with_config(config).map_err(failed)?;
        editor.set_helper(Some(Helper {
            session: self.session.clone(),
        }));
        let mut keyboard = Keyboard::new().map_err(|error| error.to_string())?;
        let history = history_file();
        if let Some(file) = &history {
            // There is none yet when it is run for the first time.
            let _ = editor.load_history(file);
        }
        print(Stream::Out, GREETING);
        loop {
            let thinks = Instant::now();
            let line = match editor.readline(PROMPT) {
                Ok(line) => line,
                Err(ReadlineError::Interrupted) => continue,
                Err(ReadlineError::Eof) => break,
                Err(error) => return Err(failed(error)),
            };
            if ["exit", "quit"].contains(&line.trim()) {
                break;
            }
            self.thought(thinks.elapsed());
            self.line(&line, &mut keyboard);
        }
        if let Some(file) = &history {
            let kept = file.parent().map(std::fs::create_dir_all);
            let _ = kept.map(|_| editor.save_history(file));
        }
        let status = status(&self.session.borrow());
        Ok(status)
    }

    /// Time passes while somebody thinks.
    fn thought(&mut self, time: Duration) {
        if !self.fast {
            let mut session = self.session.borrow_mut();
            let to = session.now() + millis(time).min(THOUGHT_MS);
            session.advance(to);
            self.screen.show(&session);
        }
    }

    fn line(&mut self, line: &str, keyboard: &mut Keyboard) {
        let ran = self.session.borrow_mut().run(line);
        match ran {
            Ok(ran) => self.screen.ran(&ran),
            Err(error) => return refuse(line, &error),
        }
        self.watch(keyboard);
        self.screen.forget();
    }

    /// Lets time pass while a tool is in the foreground, or a call has not come
    /// back.
    fn watch(&mut self, keyboard: &mut Keyboard) {
        let began = self.session.borrow().now();
        let clock = Instant::now();
        loop {
            self.screen.show(&self.session.borrow());
            let front = self.session.borrow().state().terminal().foreground();
            let waits = self.screen.waits() && self.session.borrow().now() < began + PATIENCE_MS;
            if front.is_none() && !waits {
                return;
            }
            let fast = self.fast && !self.is_read();
            let wait = if fast { Duration::ZERO } else { FRAME };
            if let Some(typed) = keyboard.next(wait) {
                self.typed(typed);
            }
            let mut session = self.session.borrow_mut();
            if let Some(limit) = session.limit().filter(|limit| limit.stops) {
                let told = ["Time stands still: at most ", &limit.max.to_string(), " "];
                print(
                    Stream::Err,
                    &[&told.concat(), limit.name, " are kept.\n"].concat(),
                );
                return;
            }
            match fast {
                true => rush(&mut session),
                false => session.advance(began + millis(clock.elapsed())),
            }
        }
    }

    fn typed(&mut self, typed: Typed) {
        let line = match typed {
            Typed::Line(text) => ["type ", &quote(&text)].concat(),
            Typed::End => "eof".to_owned(),
            Typed::Interrupt => {
                print(Stream::Err, "\n");
                self.screen.forget();
                "interrupt".to_owned()
            }
        };
        // What nobody reads is typed in vain.
        let _ = self.session.borrow_mut().run(&line);
    }

    /// Whether a tool in the foreground reads what is typed, and waits for it.
    fn is_read(&self) -> bool {
        let session = self.session.borrow();
        let state = session.state();
        let front = state.terminal().foreground();
        let job = front.and_then(|id| state.terminal().jobs().get(&id));
        job.is_some_and(|job| {
            let mut machines = job.machines();
            machines.any(|id| {
                let machine = state.machines().get(&id);
                let tool = machine.and_then(|machine| machine.tool());
                tool.is_some_and(|(_, process)| {
                    let stdin = process.stdin();
                    process.reads() && stdin.is_empty() && !stdin.ended()
                })
            })
        })
    }
}

/// As far as time goes in a moment.
fn rush(session: &mut Session) {
    let clock = Instant::now();
    while clock.elapsed() < FRAME {
        let Some(due) = session.next_due() else {
            return;
        };
        let now = session.now();
        session.advance(due.max(now + 1));
        if session.state().terminal().foreground().is_none() || session.now() == now {
            return;
        }
    }
}

fn refuse(line: &str, error: &ShellError) {
    let place = match line.contains('\n') {
        true => String::new(),
        false => caret(line, error, PROMPT.len()),
    };
    print(Stream::Err, &[&place, &*error.message, "\n"].concat());
}

fn millis(time: Duration) -> Millis {
    Millis::try_from(time.as_millis()).unwrap_or(Millis::MAX)
}

/// Where the lines of former times are kept.
fn history_file() -> Option<PathBuf> {
    let folder = match std::env::var_os("XDG_STATE_HOME") {
        Some(folder) => PathBuf::from(folder),
        None => PathBuf::from(std::env::var_os("HOME")?).join(".local/state"),
    };
    Some(folder.join("kafka-playground/history"))
}
