//! Lines and what bash prints: `table.txt` was written by a bash 5.2 and GNU's
//! commands, and is read here. `$` and `>` begin the lines that were typed, `|`
//! and `!` what was printed and what errors were (`\c` at its end: the line
//! has none), `=` the status where it is not 0.

use super::{files, run, Came};
use tools::sh::{canonical, Limits};

/// A case of the table.
#[derive(Debug, Default)]
struct Case {
    typed: Vec<&'static str>,
    came: Came,
}

fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in include_str!("table.txt").lines() {
        if let Some(typed) = line.strip_prefix("$ ") {
            cases.push(Case::default());
            cases.last_mut().unwrap().typed.push(typed);
            continue;
        }
        let Some(case) = cases.last_mut() else {
            continue;
        };
        let print = |text: &mut String, line: &str| {
            match line.strip_suffix("\\c") {
                Some(line) => text.push_str(line),
                None => {
                    text.push_str(line);
                    text.push('\n');
                }
            };
        };
        match line.split_at_checked(2) {
            Some(("> ", rest)) => case.typed.push(rest),
            Some(("| ", rest)) => print(&mut case.came.out, rest),
            Some(("! ", rest)) => print(&mut case.came.err, rest),
            Some(("= ", rest)) => case.came.status = rest.parse().unwrap(),
            _ => assert_eq!(line, "", "a line of the table"),
        }
    }
    cases
}

#[test]
fn a_line_prints_what_bash_prints() {
    let cases = cases();
    assert!(cases.len() > 200);
    let mut wrong = String::new();
    for case in cases {
        let typed = case.typed.join("\n");
        let mut came = run(&typed, &mut files(), Limits::default());
        came.took = 0;
        if came != case.came {
            wrong.push_str(&format!(
                "{typed}\n  is   {came:?}\n  not  {:?}\n",
                case.came
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_line_means_the_same_on_one_line() {
    for case in cases() {
        let typed = case.typed.join("\n");
        let Ok(line) = canonical(&typed) else {
            continue;
        };
        assert!(!line.contains('\n'), "{line:?}");
        let mut came = run(&line, &mut files(), Limits::default());
        came.took = 0;
        assert_eq!(came, case.came, "{line}");
    }
}
