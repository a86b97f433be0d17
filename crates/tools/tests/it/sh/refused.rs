//! What is no part of this shell, and what is not finished.

use tools::sh::{canonical, is_begun_by, is_incomplete, not_found, parse, SyntaxError};

fn error(text: &str) -> SyntaxError {
    match parse(text) {
        Err(error) => error,
        Ok(program) => panic!("{text:?} is {program:?}"),
    }
}

#[test]
fn more_of_a_shell_is_refused_by_name() {
    for (text, what, column, length) in [
        ("if true; then echo; fi", "`if`", 0, 2),
        ("echo; case x in x) ;; esac", "`case`", 6, 4),
        ("until read x; do echo; done", "`until`", 0, 5),
        ("! true", "`!`", 0, 1),
        ("time sleep 1", "`time`", 0, 4),
        ("[[ a == b ]] && echo", "`[[`", 0, 2),
        ("function f { echo; }", "`function`", 0, 8),
        ("f() { echo; }", "a function", 0, 2),
        ("((x=1))", "`((`", 0, 2),
        ("echo $((1 + 2))", "`$((`", 5, 3),
        ("echo `date`", "a backtick", 5, 1),
        ("echo \"`date`\"", "a backtick", 6, 1),
        ("ls *.csv", "`*`", 3, 1),
        ("ls file?", "`?`", 7, 1),
        ("cat ~/x", "`~`", 4, 1),
        ("echo {a,b}", "`{`", 5, 5),
        ("echo x{a..e}", "`{`", 6, 6),
        ("echo ${x:-1}", "`${`", 5, 4),
        ("echo ${#x}", "`${`", 5, 3),
        ("echo $1", "`$1`", 5, 2),
        ("echo $@", "`$@`", 5, 2),
        ("for x; do echo; done", "`for` without `in`", 0, 5),
        ("for ((i=0;i<3;i++)); do echo; done", "`for ((`", 4, 2),
        ("while true; do echo; done", "`while` without `read`", 0, 6),
        ("diff <(echo) b", "`<(`", 5, 2),
        ("echo >(cat)", "`>(`", 5, 2),
        ("echo >| a", "`>|`", 5, 2),
        ("echo 3> a", "`3>`", 5, 2),
        ("echo >&a", "`>&`", 5, 2),
        ("echo <> a", "`<>`", 5, 2),
        ("a=(1 2)", "a list of values", 2, 1),
        ("a+=1", "`+=`", 1, 2),
        ("sleep 1 & echo a", "`&` here", 8, 1),
        ("echo a; sleep 1 &", "`&` here", 16, 1),
        ("(sleep 1 &)", "`&` here", 9, 1),
        ("echo $(echo a; echo b)", "a list in $(...)", 13, 1),
        (
            "echo $(for i in 1; do echo; done)",
            "a loop or group in $(...)",
            7,
            1,
        ),
        ("echo é; if true", "`if`", 8, 2),
    ] {
        let error = error(text);
        let why = ": this is only as much of a shell as the tools need";
        assert_eq!(error.message, [what, why].concat(), "{text}");
        assert!(error.hint.is_some_and(|hint| hint.ends_with('.')), "{text}");
        assert_eq!((error.column, error.length), (column, length), "{text}");
        assert!(!error.incomplete, "{text}");
        assert_eq!(canonical(text), Err(error));
    }
}

#[test]
fn what_may_go_on_is_incomplete() {
    for text in [
        "echo \"a",
        "echo 'a",
        "echo $'a",
        "echo a |",
        "echo a | # and so on",
        "echo a &&",
        "echo a ||\n",
        "echo a \\",
        "echo a\\\n",
        "for i in 1 2; do",
        "for i in 1 2",
        "for",
        "for i in 1; do (echo",
        "while read x; do",
        "(echo a",
        "{ echo a",
        "{ echo a }",
        "cat <<EOF",
        "cat <<EOF\na",
        "cat <<EOF\na\nEOF x",
        "cat <<A <<B\n1\nA\n2",
        "cat <<-'E F'\na",
        "echo $(seq 3",
        "echo ${x",
        "echo \"$(echo \"a",
    ] {
        assert!(is_incomplete(text), "{text:?}");
        assert!(is_incomplete(text.trim_end_matches('\n')), "{text:?}");
    }
    for text in [
        "",
        "  ",
        "# a",
        "# a\n# b",
        "echo",
        "echo a\\\\",
        "echo a;",
        "echo a &",
        "cat <<EOF\nEOF",
        "cat <<EOF\na\nEOF\n",
        "echo )",
        "fi",
        "echo a ;;",
        "echo >",
        "if",
        "echo 'a'\\''b'",
        "for i in 1; do echo; done",
        "echo a | | b",
        "|",
        "echo $(", // the last below
    ] {
        assert_eq!(is_incomplete(text), text == "echo $(", "{text:?}");
    }
}

#[test]
fn a_here_document_has_its_command_on_one_line() {
    let error = error("cat <<EOF \"a\nb\"\nEOF\n");
    assert!(error
        .message
        .starts_with("a here-document begins after this line"));
}

#[test]
fn a_line_is_known_by_its_first_word() {
    for word in [
        "echo",
        "cat",
        "for",
        "while",
        "{",
        "(echo",
        "(",
        "x=1",
        "_a=",
        "export",
        "if",
        "sleep",
        "ls;echo",
        "cut -c 1 f",
        "# a\n\n #b\n echo",
        "ls|wc",
        " echo a",
        "cat<a",
    ] {
        assert!(is_begun_by(word), "{word}");
    }
    // The words of the playground itself stay its own.
    for word in [
        "produce", "set", "# a", "# a\n# b", "help", "jobs", "fg", "kill", "man", "seek", "1x=2",
        "=", "a.b=c", "",
    ] {
        assert!(!is_begun_by(word), "{word}");
    }
}

#[test]
fn the_nearest_command_is_named() {
    let plain = |word| [&*["bash: ", word, ": command not found"].concat(), "\n"].concat();
    let near = |word, near| [&*plain(word), "Did you mean ", near, "?\n"].concat();
    assert_eq!(not_found("grpe", &[]), near("grpe", "grep"));
    assert_eq!(not_found("jbos", &["jobs"]), near("jbos", "jobs"));
    assert_eq!(not_found("xyzzyxyzzy", &[]), plain("xyzzyxyzzy"));
    assert_eq!(not_found("", &[]), "bash: : command not found\n");
    let cd = not_found("cd", &[]);
    assert!(cd.contains("only as much of a shell"), "{cd}");
    let escaped = not_found("a\x1b[2Jb", &[]);
    assert!(!escaped.contains('\x1b'), "{escaped}");
}
