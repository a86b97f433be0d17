//! `kafka-playground lesson`: whether lessons hold, for who writes them.

use crate::screen::{print, print_lines};
use kafka_playground_lessons::{compile, facts, Item, Lesson};
use std::ffi::OsString;
use tools::Stream;

pub(crate) const USAGE: &str = "Usage: kafka-playground lesson check FILE...
       kafka-playground lesson facts FILE

check plays lessons and says whether they hold: that no goal is reached at the
begin of its step, that each is reached by the solution and by nothing that
stands under `wrong`, that each claim under `check` and each proof is true, and
that each prediction has the answer that it says. A mistake is printed as
FILE:LINE:COLUMN: what is wrong. The exit status is 0 where all lessons hold, and
1 where one does not.

facts prints all that can be claimed at each place of a lesson.
";

/// Does what was asked; answers the exit status.
///
/// # Errors
/// For what is no such command, and files that cannot be read.
pub(crate) fn run(arguments: &[OsString]) -> Result<i32, String> {
    let words: Vec<&str> = arguments.iter().filter_map(|word| word.to_str()).collect();
    match words[..] {
        ["check", ref files @ ..] if !files.is_empty() => check(files),
        ["facts", file] => {
            print_lines(&facts(&text(file)?));
            Ok(0)
        }
        ["--help" | "-h"] => {
            print(Stream::Out, USAGE);
            Ok(0)
        }
        _ => Err(USAGE.trim_end().to_owned()),
    }
}

fn text(file: &str) -> Result<String, String> {
    std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))
}

fn check(files: &[&str]) -> Result<i32, String> {
    let mut status = 0;
    for file in files {
        let compiled = compile(&text(file)?);
        let mistakes = compiled.mistakes.iter();
        let mut said: Vec<String> = mistakes
            .map(|mistake| format!("{file}:{mistake}"))
            .collect();
        match said.is_empty() {
            true => said.push(format!("{file}: {}", summary(&compiled.lesson))),
            false => status = 1,
        }
        print_lines(&said);
    }
    Ok(status)
}

/// A lesson that holds, in a line.
fn summary(lesson: &Lesson) -> String {
    let items = || lesson.steps.iter().flat_map(|step| &step.items);
    let goals = items().filter(|item| matches!(item, Item::Goal { .. }));
    let asked = items().filter(|item| matches!(item, Item::Predict { .. }));
    let proofs = items().filter(|item| matches!(item, Item::Proof { .. }));
    format!(
        "\"{}\" holds: steps {}, goals {}, predictions {}, proofs {}, words {}, minutes {}",
        lesson.title,
        lesson.steps.len(),
        goals.count(),
        asked.count(),
        proofs.count(),
        lesson.words,
        lesson.minutes
    )
}
