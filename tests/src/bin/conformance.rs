//! Plays recordings of a real Kafka on the engine, and says what differs.
//!
//! `conformance [--dir DIR] [--only TEXT] [--json] [--verbose] [--page FILE]`:
//! `DIR` is a folder with `vectors` and `recordings` in it, or either; without
//! it the project's own data is played. `--only` plays cases whose `area/case`
//! has the text in it. `--json` prints one object for each case, `--verbose`
//! long answers in full, and `--page` writes what the page shows into a file.
//! The exit status is 0 only when nothing differs, 2 when nothing could be
//! played; with `--page` it says whether the file was written.

use kafka_playground_tests::conformance::{case, loops, play, report, vectors, Outcome, Report};
use std::path::PathBuf;
use std::process::ExitCode;

struct Arguments {
    dir: PathBuf,
    json: bool,
    only: Option<String>,
    verbose: bool,
    page: Option<PathBuf>,
}

fn arguments() -> Result<Arguments, String> {
    let mut arguments = Arguments {
        dir: case::own_folder(),
        json: false,
        only: None,
        verbose: false,
        page: None,
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
            "--page" => arguments.page = Some(value()?.into()),
            other => return Err(format!("{other} is no argument")),
        }
    }
    Ok(arguments)
}

fn run(arguments: &Arguments) -> Result<Vec<Report>, String> {
    let data = case::find(&arguments.dir)?;
    let wanted = |name: &str| match &arguments.only {
        Some(only) => name.contains(only.as_str()),
        None => true,
    };
    let mut reports = Vec::new();
    for file in &data.recordings {
        if wanted(&format!("{}/{}", file.area, file.name)) {
            let path = file.path.display().to_string();
            reports.push(play::play(&file.area, &file.name, &path, &file.read()?));
        }
    }
    for file in &data.loops {
        let path = file.path.display().to_string();
        reports.append(&mut loops::play(&path, &file.read()?, wanted));
    }
    for file in &data.vectors {
        // A case of vectors begins with the name of its file.
        let area = format!("{}/{}", vectors::AREA, file.name);
        let only = arguments.only.as_deref().unwrap_or_default();
        if area.contains(only) || only.starts_with(&area) {
            let path = file.path.display().to_string();
            let mut cases = vectors::run(&file.name, &path, &file.read()?);
            cases.retain(|report| wanted(&format!("{}/{}", report.area, report.case)));
            reports.append(&mut cases);
        }
    }
    Ok(reports)
}

/// Plays and reports. Answers whether nothing differs, or the file is written.
fn play_all() -> Result<bool, String> {
    let arguments = arguments()?;
    let reports = run(&arguments)?;
    if reports.is_empty() {
        return Err("there is nothing to play".to_owned());
    }
    if let Some(page) = &arguments.page {
        let json = report::for_page(&reports).to_string();
        std::fs::write(page, json).map_err(|error| format!("{}: {error}", page.display()))?;
        return Ok(true);
    }
    if arguments.json {
        print!("{}", report::json_lines(&reports));
    } else {
        print!("{}", report::differences(&reports, arguments.verbose));
        print!("{}", report::table(&reports));
    }
    Ok(reports.iter().all(|r| r.outcome != Outcome::Differs))
}

fn main() -> ExitCode {
    // What a panic of the engine says stands in the report.
    std::panic::set_hook(Box::new(|_| {}));
    match play_all() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}
