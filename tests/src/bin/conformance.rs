//! Plays recordings of a real Kafka on the engine, and says what differs.
//!
//! `conformance [--dir DIR] [--json] [--only TEXT] [--verbose]`: `DIR` is a
//! folder with `vectors` and `recordings` in it, or either; without it the
//! project's own data is played. `--only` plays cases whose `area/case` has the
//! text in it. The exit status is 0 only when nothing differs.

use kafka_playground_tests::conformance::{case, play, report, Outcome, Report};
use std::path::PathBuf;
use std::process::ExitCode;

struct Arguments {
    dir: PathBuf,
    json: bool,
    only: Option<String>,
    verbose: bool,
}

fn arguments() -> Result<Arguments, String> {
    let mut arguments = Arguments {
        dir: case::own_folder(),
        json: false,
        only: None,
        verbose: false,
    };
    let mut given = std::env::args().skip(1);
    while let Some(argument) = given.next() {
        let mut value = || {
            let value = given.next();
            value.ok_or_else(|| format!("{argument} needs a value"))
        };
        match argument.as_str() {
            "--dir" => arguments.dir = value()?.into(),
            "--json" => arguments.json = true,
            "--only" => arguments.only = Some(value()?),
            "--verbose" => arguments.verbose = true,
            other => return Err(format!("{other} is no argument")),
        }
    }
    Ok(arguments)
}

fn run(arguments: &Arguments) -> Result<Vec<Report>, String> {
    let data = case::find(&arguments.dir)?;
    let mut reports = Vec::new();
    for file in &data.recordings {
        let name = format!("{}/{}", file.area, file.name);
        let wanted = arguments.only.as_ref();
        if wanted.is_some_and(|only| !name.contains(only.as_str())) {
            continue;
        }
        let json = file.read()?;
        let path = file.path.display().to_string();
        reports.push(play::play(&file.area, &file.name, &path, &json));
    }
    Ok(reports)
}

fn main() -> ExitCode {
    let given = arguments();
    // What a panic of the engine says stands in the report.
    std::panic::set_hook(Box::new(|_| {}));
    let reports = match given.and_then(|arguments| Ok((run(&arguments)?, arguments))) {
        Ok((reports, arguments)) => {
            if arguments.json {
                print!("{}", report::json_lines(&reports));
            } else {
                print!("{}", report::differences(&reports, arguments.verbose));
                print!("{}", report::table(&reports));
            }
            reports
        }
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(2);
        }
    };
    let differs = reports.iter().any(|r| r.outcome == Outcome::Differs);
    ExitCode::from(u8::from(differs))
}
