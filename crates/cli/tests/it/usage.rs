//! Options of the program, and lines without a script.

use crate::scripts::{program, told};

fn run(arguments: &[&str]) -> String {
    told(&program().args(arguments).output().expect("it starts"))
}

#[test]
fn a_line_has_no_prompt() {
    assert_eq!(
        run(&["-c", "topic create orders"]),
        "Created topic orders.\n--- standard errors\n--- exit status 0\n"
    );
}

#[test]
fn a_refused_line_shows_its_place() {
    assert_eq!(
        run(&["-c", "crash nobody"]),
        "--- standard errors\ncrash nobody\n      ^^^^^^\nThere is no nobody: nothing has been started.\n--- exit status 2\n"
    );
}

#[test]
fn help_says_that_it_needs_no_cluster() {
    let help = run(&["--help"]);
    assert!(help.contains("it needs no cluster"), "{help}");
    assert!(help.ends_with("--- exit status 0\n"));
    let refused = run(&["--connect", "localhost:9092"]);
    assert!(refused.contains("it needs no cluster"), "{refused}");
    assert!(refused.ends_with("--- exit status 2\n"));
}

#[test]
fn what_is_wrong_with_the_arguments_is_said() {
    for arguments in [
        &["--nonsense"][..],
        &["--seed", "x"],
        &["--until", "2h"],
        &["one.kafka", "two.kafka"],
        &["there/is/no/such/file"],
    ] {
        let told = run(arguments);
        assert!(told.ends_with("--- exit status 2\n"), "{told}");
    }
    let version = run(&["--version"]);
    assert!(version.starts_with("kafka-playground "), "{version}");
}

#[test]
fn chance_has_a_seed() {
    let journal = |seed: &str| {
        run(&[
            "--journal",
            "--until",
            "9s",
            "--seed",
            seed,
            "-c",
            "produce --topic orders --keys ana,bo,cy --rate 2/s",
        ])
    };
    assert_eq!(journal("1"), journal("1"));
    assert_ne!(journal("1"), journal("2"));
}
