//! `kafka-playground lesson`: what it says of lessons, and how it ends.

use crate::scripts::{program, told};
use std::path::{Path, PathBuf};

fn run(arguments: &[&str]) -> String {
    told(
        &program()
            .arg("lesson")
            .args(arguments)
            .output()
            .expect("it starts"),
    )
}

/// A lesson that ships.
fn shipped() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/lessons/en/resume.md")
}

/// A file that goes when the test ends.
struct Draft(PathBuf);

impl Draft {
    fn of(name: &str, text: &str) -> Self {
        let file = std::env::temp_dir().join(format!("{name}-{}.md", std::process::id()));
        std::fs::write(&file, text).expect("a draft can be written");
        Draft(file)
    }

    fn name(&self) -> &str {
        self.0.to_str().expect("a name")
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[test]
fn a_lesson_that_holds_is_told_in_a_line() {
    let shipped = shipped();
    let said = run(&["check", shipped.to_str().expect("a name")]);
    assert!(said.contains("\" holds: steps "), "{said}");
    assert!(said.ends_with("--- exit status 0\n"), "{said}");
}

#[test]
fn mistakes_are_told_with_their_place() {
    let text = std::fs::read_to_string(shipped()).expect("a lesson");
    let wrong = text.replacen(
        "\n```check\n",
        "\n```check\ncommitted billing orders-0 = 77\nno fact\n",
        1,
    );
    let draft = Draft::of("wrong", &wrong);
    let said = run(&["check", draft.name()]);
    let line = wrong
        .lines()
        .position(|line| line.ends_with("= 77"))
        .expect("it is there")
        + 1;
    let [untrue, none] = [
        format!("{}:{line}:1: This does not hold at @", draft.name()),
        format!("{}:{}:1: \"no\" is no fact", draft.name(), line + 1),
    ];
    assert!(said.contains(&untrue) && said.contains(&none), "{said}");
    assert!(said.ends_with("--- exit status 1\n"), "{said}");
}

#[test]
fn facts_are_told_for_each_place() {
    let shipped = shipped();
    let said = run(&["facts", shipped.to_str().expect("a name")]);
    assert!(said.starts_with("== step \""), "{said}");
    assert!(said.contains("\nstate billing = "), "{said}");
}

#[test]
fn what_cannot_be_done_is_said() {
    let nowhere = run(&["check", "nowhere.md"]);
    assert!(nowhere.contains("nowhere.md: "), "{nowhere}");
    for arguments in [
        &[][..],
        &["check"],
        &["chekc", "a.md"],
        &["facts"],
        &["nowhere.md"],
    ] {
        let said = run(arguments);
        assert!(
            said.contains("Usage: kafka-playground lesson check"),
            "{said}"
        );
        assert!(said.ends_with("--- exit status 2\n"), "{said}");
    }
    assert!(run(&["--help"]).ends_with("--- exit status 0\n"));
}
