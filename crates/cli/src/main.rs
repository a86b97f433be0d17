//! The playground in a terminal: plays scripts, and is a shell of its own.

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
