//! Texts that nobody types: they are refused or they run, and it ends soon.

use super::round_trip::Chance;
use super::{files, run};
use tools::sh::{canonical, is_incomplete, parse, Limits};

/// Pieces that mean something to a shell, or look as if.
const PIECES: &[&str] = &[
    "echo ",
    "cat ",
    "grep ",
    "sort ",
    "seq ",
    "tee ",
    "head ",
    "for ",
    "i ",
    "in ",
    "do ",
    "done",
    "while ",
    "read ",
    "IFS=",
    "x=",
    "export ",
    "if ",
    "fi",
    "{",
    "}",
    "{ ",
    " }",
    "(",
    ")",
    "((",
    "$(",
    "$((",
    "${",
    "$",
    "$x",
    "$?",
    "$'",
    "'",
    "\"",
    "`",
    "\\",
    "\n",
    "\r\n",
    " ",
    "\t",
    ";",
    "&",
    "&&",
    "|",
    "||",
    "|&",
    "<",
    ">",
    ">>",
    "<<",
    "<<-",
    "<<<",
    "<<EOF",
    "EOF",
    "\nEOF\n",
    "2>&1",
    "2>",
    "&>",
    ">&2",
    "/dev/null",
    "#",
    "*",
    "?",
    "[",
    "]",
    "~",
    "!",
    "-n",
    "-1",
    "--",
    "1",
    "5",
    "{1..3}",
    "..",
    ",",
    "a",
    "b",
    "é",
    "\u{0}",
    "\u{7f}",
    "\u{85}",
    "\u{2028}",
    "fruit",
    "%s",
    "s/a/b/",
    "-e",
    "%d\\n",
    "wc -l",
    "tr a b",
    "sed ",
    "awk '{print $1}'",
    "date ",
    "rm ",
];

#[test]
fn a_soup_of_pieces_is_read_or_refused() {
    let mut chance = Chance::new(1);
    let (mut understood, mut incomplete) = (0, 0);
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..=chance.below(14) {
            text.push_str(chance.one_of(PIECES));
        }
        incomplete += u32::from(is_incomplete(&text));
        match parse(&text) {
            Ok(program) => {
                understood += 1;
                let line = canonical(&text).unwrap();
                assert!(!line.contains('\n'), "{text:?}: {line:?}");
                assert_eq!(parse(&line).as_ref(), Ok(&program), "{text:?}: {line:?}");
                assert_eq!(canonical(&line).as_ref(), Ok(&line), "{text:?}");
                let limits = Limits {
                    pipelines: 30,
                    held_bytes: 10_000,
                    ..Limits::default()
                };
                let came = run(&text, &mut files(), limits);
                let again = run(&line, &mut files(), limits);
                assert_eq!(came, again, "{text:?}: {line:?}");
            }
            Err(error) => {
                let length = text.chars().count();
                assert!(error.column <= length, "{text:?}: {error:?}");
                assert!(error.column + error.length <= length, "{text:?}: {error:?}");
                assert!(!error.message.contains('\n'), "{text:?}: {error:?}");
                assert!(!error.message.ends_with('.'), "{text:?}: {error:?}");
            }
        }
    }
    assert!(understood > 1_000, "{understood}");
    assert!(incomplete > 1_000, "{incomplete}");
}

#[test]
fn a_megabyte_of_anything_ends_soon() {
    for piece in PIECES {
        let text = piece.repeat(100_000 / piece.len());
        if parse(&text).is_ok() {
            assert!(canonical(&text).is_ok());
        }
    }
    for (before, piece, after) in [
        ("echo ", "x", ""),
        ("echo ", "$x", ""),
        ("echo ", "a{b", ""),
        ("echo ", "{1..", ""),
        ("echo ", "\"a\"'b'", ""),
        ("cat ", "<<E ", "\nE\n"),
        ("", "cat <<E\nE\n", ""),
        ("cat <<E\n", "E \n", "E\n"),
        ("cat <<E\n", "a\\\n", "\nE\n"),
        ("cat <<E\n", "$x", "\nE\n"),
        ("echo ", "$(", ""),
        ("", "for i in 1; do ", ""),
        ("", "( ", ""),
        ("", "{ ", ""),
        ("", "echo;", ""),
        ("echo", " | cat", ""),
        ("echo", " && echo", ""),
        ("x=", "1", ""),
        ("", "x=1 ", "true"),
        ("echo ", "> a ", ""),
    ] {
        let text = [before, &piece.repeat(1_000_000 / piece.len()), after].concat();
        if parse(&text).is_ok() {
            assert!(canonical(&text).is_ok());
        }
    }
}

#[test]
fn huge_work_is_refused_or_done_soon() {
    let held = "a".repeat(200_000);
    let many = "a\n".repeat(100_000);
    for line in [
        "grep -o 'a\\|a.*b' big | wc -l",
        "grep -E '(a*)*(a*)*b' big",
        "grep -E 'a{200}b' big",
        "grep -E '((((a{1,9}){1,9}){1,9}){1,9}){1,9}' big",
        "sed 's/a*/xxxxxxxxxxxxxxxxxxxx/g' big | wc -c",
        "sed 's/a/xxxxxxxxxxxxxxxxxxxx/g' big | wc -c",
        "sed 's/a\\|a.*b/x/g' big | wc -c",
        "awk '{print $0 $0 $0 $0 $0 $0 $0 $0 $0 $0 $0 $0}' big | wc -c",
        "awk -Fa '{print NF}' big",
        "sort many | uniq -c",
        "sort -rn -k 3 many big | tail -n 1",
        "tr -c '[:upper:]' b < many | wc -c",
        "tail -n 999999999999999999999 many | wc -l",
        "seq -999999999999999999 999999999999999999 | tail -n 1",
        "seq 9223372036854775806 9223372036854775807",
        "printf '%.999999999s|%*d\\n' a 999999999 1 | wc -c",
        "for i in {1..900}; do x=$x$x; x=a$x; done",
        "for i in {1..900}; do seq 1 100000 | sort; done | tail -n 1",
        "for i in {1..900}; do echo $i >> out; done; wc out",
        "cut -c 1-3,5,100000- big | wc -c",
        "head -n 99999999999999999999 many | wc -l",
        "date -d '@9223372036854775807'; date -d '9223372036854775807 weeks ago'",
        "sleep 99999999999999999999d 99999999999999999999d; echo $?",
    ] {
        let mut files = files();
        files.insert("big".into(), held.as_str().into());
        files.insert("many".into(), many.as_str().into());
        let came = run(line, &mut files, Limits::default());
        assert!(came.out.len() < 10_000_000, "{line}");
    }
}
