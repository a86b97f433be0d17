//! Scripts with what they print, in `tests/golden`. `UPDATE_GOLDEN=1` writes it
//! anew.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

pub(crate) fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_kafka-playground"))
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// What a run printed, and its exit status, as one text.
pub(crate) fn told(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("it prints text");
    let status = output.status.code().expect("it ends by itself");
    format!(
        "{}--- standard errors\n{}--- exit status {status}\n",
        text(&output.stdout),
        text(&output.stderr),
    )
}

#[test]
fn scripts_print_what_they_did() {
    let files = std::fs::read_dir(folder()).expect("there are scripts");
    let mut scripts: Vec<PathBuf> = files
        .map(|file| file.expect("a file").path())
        .filter(|file| file.extension().is_some_and(|ending| ending == "kafka"))
        .collect();
    scripts.sort();
    assert!(scripts.len() > 2);
    for script in scripts {
        let name = script.file_name().expect("a name");
        let text = std::fs::read_to_string(&script).expect("a script");
        // What a script is run with stands in its first line.
        let options = text
            .lines()
            .next()
            .and_then(|line| line.strip_prefix("# kafka-playground "));
        let options = options
            .expect("the first line says how it is run")
            .split(' ');
        let output = program()
            .args(options.filter(|option| *option != "FILE"))
            .arg(name)
            .current_dir(folder())
            .output()
            .expect("it starts");
        let told = told(&output);
        let golden = script.with_extension("txt");
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(&golden, &told).expect("it is written");
        }
        let expected = std::fs::read_to_string(&golden).unwrap_or_default();
        assert_eq!(told, expected, "{}", script.display());
    }
}

#[test]
fn a_script_comes_from_standard_input_as_well() {
    for arguments in [&["-"][..], &[]] {
        let script = std::fs::File::open(folder().join("verbs.kafka")).expect("a script");
        let output = program().args(arguments).stdin(script).output();
        let told = told(&output.expect("it starts"));
        assert!(told.starts_with("$ topic create orders"), "{told}");
    }
}
