//! Plays a script natively and prints what the terminal would show.

use cluster::config::ClusterConfig;
use cluster::limits::Limits;
use kafka_playground_shell::duration::parse_duration;
use kafka_playground_shell::play::{journal, narration, play};
use kafka_playground_shell::session::LONGEST_WAIT_MS;
use kafka_playground_shell::{Header, Session};
use std::io::{Read, Write};
use std::process::ExitCode;

const USAGE: &str =
    "Usage: kafka-playground-shell [--journal] [--narrator] [--until TIME] [--seed N] FILE
Plays a script, a command a line, perhaps with its instant: @12.900 crash c1
  FILE          the script; - is standard input
  --journal     then print the journal
  --narrator    then print what the narrator says, where it changes
  --until TIME  let time go on to this instant, such as 20s, after the last line
  --seed N      the seed of chance, where the script's first line names none
";

struct Options {
    file: String,
    journal: bool,
    narrator: bool,
    until: i64,
    seed: u64,
}

fn options() -> Option<Options> {
    let mut options = Options {
        file: String::new(),
        journal: false,
        narrator: false,
        until: 0,
        seed: 1,
    };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--journal" => options.journal = true,
            "--narrator" => options.narrator = true,
            "--until" => {
                let until = parse_duration(&arguments.next()?)?;
                options.until = (until <= LONGEST_WAIT_MS).then_some(until)?;
            }
            "--seed" => options.seed = arguments.next()?.parse().ok()?,
            option if option.starts_with("--") => return None,
            _ if options.file.is_empty() => options.file = argument,
            _ => return None,
        }
    }
    (!options.file.is_empty()).then_some(options)
}

fn read(file: &str) -> std::io::Result<String> {
    if file != "-" {
        return std::fs::read_to_string(file);
    }
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    Ok(text)
}

/// Prints lines; a reader that has had enough, such as `head`, is no error.
fn show(lines: &[String]) {
    let mut text = lines.join("\n");
    if !text.is_empty() {
        text.push('\n');
    }
    let _ = std::io::stdout().write_all(text.as_bytes());
}

fn main() -> ExitCode {
    let Some(options) = options() else {
        eprint!("{USAGE}");
        return ExitCode::from(2);
    };
    let script = match read(&options.file) {
        Ok(script) => script,
        Err(error) => {
            eprintln!("{}: {error}", options.file);
            return ExitCode::from(2);
        }
    };
    let default = Header {
        seed: options.seed,
        // Monday, 5 January 2026, nine o'clock, as in the page's scenes.
        start: 1_767_603_600_000,
    };
    let header = match Header::read(&script, default) {
        Ok(header) => header,
        Err(error) => {
            eprintln!("{}: {error}", options.file);
            return ExitCode::FAILURE;
        }
    };
    let mut session = Session::new(
        header.seed,
        header.start,
        ClusterConfig::page(),
        Limits::page(),
    );
    session.answer_scripts();
    let played = play(&mut session, &script);
    session.advance(options.until);
    show(&played.lines);
    if options.journal {
        show(&journal(&mut session));
    }
    if options.narrator {
        show(&narration(&mut session));
    }
    match played.refused {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}
