//! The playground in a terminal: plays scripts, and is a shell of its own.
//!
//! `kafka-playground` holds the whole Kafka in one program and needs no cluster. Alone it is
//! the shell of the page's terminal in a real one; with a file it plays a script and prints
//! what the terminal would show, so that a course can keep its commands and their output
//! side by side and have CI compare them. `kafka-playground lesson check` says whether lessons
//! hold.
//!
//! It is no part of the page, and nothing depends on it. All that it does is between a
//! [`Session`] and the screen: it reads lines, lets time pass, and prints.
//!
//! # An example
//!
//! This is what a script prints, each line behind its prompt. It stands in the crate's tests,
//! which hold the program to it:
//!
#![doc = "```text"]
#![doc = include_str!("../tests/golden/crash.txt")]
#![doc = "```"]
//!
//! # What holds
//!
//! - What it prints to standard output and to standard errors is what Kafka's tools print
//!   there, and it exits with the status of the last one; with 2 where a line is refused.
//! - Same script, same output: time is the cluster's, not the machine's. Only in the
//!   interactive shell it passes as on a clock, and `--fast` leaves that out.
//!
//! *This is the ninth chapter of [the book](../kafka_playground_shell/book/index.html), and the
//! last. Before: [the engine for JavaScript](../kafka_playground_wasm/index.html).*

mod arguments;
mod helper;
mod keyboard;
mod lesson;
mod screen;
mod script;
mod shell;

use arguments::{Arguments, Source, USAGE};
use cluster::config::ClusterConfig;
use cluster::limits::Limits;
use kafka_playground_shell::play::{journal, narration};
use kafka_playground_shell::{Header, Session};
use script::Playing;
use std::io::{IsTerminal, Read};
use std::process::ExitCode;

/// Monday, 5 January 2026, nine o'clock, as in the page's scenes.
const START: i64 = 1_767_603_600_000;

fn main() -> ExitCode {
    let words: Vec<_> = std::env::args_os().skip(1).collect();
    if let Some((_, rest)) = words.split_first().filter(|(first, _)| *first == "lesson") {
        return exit(lesson::run(rest));
    }
    let arguments = match Arguments::read() {
        Ok(arguments) => arguments,
        Err(error) => {
            eprintln!("{error}\nkafka-playground --help says what there is.");
            return ExitCode::from(2);
        }
    };
    if arguments.help {
        print!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    if arguments.version {
        println!("kafka-playground {}", env!("CARGO_PKG_VERSION"));
        return ExitCode::SUCCESS;
    }
    exit(run(&arguments))
}

/// The exit status of what was done; 2 where it could not be.
fn exit(done: Result<i32, String>) -> ExitCode {
    match done {
        Ok(status) => ExitCode::from(u8::try_from(status).unwrap_or(1)),
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

/// Does what was asked for; answers the exit status.
fn run(arguments: &Arguments) -> Result<i32, String> {
    let typed = arguments.source == Source::Typed && std::io::stdin().is_terminal();
    let (name, script) = match &arguments.source {
        Source::Typed if typed => ("", String::new()),
        Source::Typed | Source::Input => {
            let mut text = String::new();
            let read = std::io::stdin().read_to_string(&mut text);
            read.map_err(|error| format!("standard input: {error}"))?;
            ("-", text)
        }
        Source::File(file) => {
            let name = file.to_str().unwrap_or("script");
            let read = std::fs::read_to_string(file);
            (name, read.map_err(|error| format!("{name}: {error}"))?)
        }
        Source::Line(line) => ("", line.clone()),
    };
    let header = Header {
        seed: arguments.seed,
        start: START,
    };
    let header = Header::read(&script, header).map_err(|error| format!("{name}: {error}"))?;
    let config = ClusterConfig::page();
    let mut session = Session::new(header.seed, header.start, config, Limits::page());
    session.answer_scripts();
    if typed {
        return shell::Shell::new(session, arguments.fast).run();
    }
    let playing = Playing {
        name: (!name.is_empty()).then_some(name),
        keep_going: arguments.keep_going,
    };
    let status = playing.play(&mut session, &script);
    session.advance(arguments.until);
    if arguments.journal {
        screen::print_lines(&journal(&mut session));
    }
    if arguments.narrator {
        screen::print_lines(&narration(&mut session));
    }
    Ok(status)
}
