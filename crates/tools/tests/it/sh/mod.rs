//! The shell for a typed line.

mod hostile;
mod pieces;
mod refused;
mod round_trip;
mod table;
mod typed;

use protocol::map::Map;
use tools::sh::{parse, Done, Limits, Run, RunStep, Variables};
use tools::{ExitStatus, Files, Stream};

/// The clock at the beginning of a test, in Unix time.
const START: i64 = 1_795_733_103_007;

/// What a line came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Came {
    out: String,
    err: String,
    status: ExitStatus,
    /// How long it took, in milliseconds.
    took: i64,
}

/// Runs a line to its end; nothing is typed for it.
fn run(text: &str, files: &mut Files, limits: Limits) -> Came {
    let program = match parse(text) {
        Ok(program) => program,
        Err(error) => {
            return Came {
                err: ["bash: ", &error.message, "\n"].concat(),
                status: 2,
                ..Came::default()
            }
        }
    };
    let mut run = Run::new(&program, Variables::new(), 0, limits);
    let mut now = START;
    let mut came = Came::default();
    let mut done = run.end_input(now, files);
    loop {
        for (stream, text) in done.shown {
            match stream {
                Stream::Out => came.out.push_str(&text),
                Stream::Err => came.err.push_str(&text),
            }
        }
        if let Some(status) = run.exit() {
            came.status = status;
            came.took = now - START;
            return came;
        }
        done = match run.step(now) {
            Some(RunStep::GoOn) => run.go_on(now, files),
            Some(RunStep::Wake(stage)) => run.woke(stage, now, files),
            Some(RunStep::Launch { argv, .. }) => panic!("{argv:?} is no small command"),
            None => {
                let until = run.rests_until();
                now = until.unwrap_or_else(|| panic!("{text:?} waits for ever"));
                Done::default()
            }
        };
    }
}

/// The files that the lines of the table are about.
fn files() -> Files {
    let mut files: Files = Map::new();
    for (name, text) in [
        ("fruit", "banana\napple\ncherry\napple\n"),
        ("numbers", "10\n9\n-2\n9.5\n010\n"),
        ("keys.csv", "k1:v1:3\nk2:v2:1\nk3:v3:2\n"),
        ("open", "one\ntwo"),
        ("empty", ""),
        ("blanks", "  a  b\tc \n\nd e\n"),
    ] {
        files.insert(name.into(), text.into());
    }
    files
}
