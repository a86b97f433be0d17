//! A line and who types it: what it reads, how long it takes, how it is ended.

use super::{files, run, START};
use tools::sh::{parse, Done, Limits, Run, RunStep, Variables};
use tools::{Files, Signal, Stream, Text};

/// A line that runs, with somebody who types.
struct Typing {
    run: Run,
    files: Files,
    now: i64,
    shown: String,
}

impl Typing {
    fn new(text: &str) -> Self {
        Typing::after(text, Variables::new(), 0)
    }

    fn after(text: &str, variables: Variables, status: i32) -> Self {
        let program = parse(text).unwrap();
        let mut typing = Typing {
            run: Run::new(&program, variables, status, Limits::default()),
            files: files(),
            now: START,
            shown: String::new(),
        };
        typing.go_on();
        typing
    }

    fn done(&mut self, done: Done) {
        assert!(done.told.is_empty());
        for (stream, text) in done.shown {
            if stream == Stream::Err {
                self.shown.push('!');
            }
            self.shown.push_str(&text);
        }
    }

    /// All that happens without the clock.
    fn go_on(&mut self) {
        while let Some(step) = self.run.step(self.now) {
            let done = match step {
                RunStep::GoOn => self.run.go_on(self.now, &mut self.files),
                RunStep::Wake(stage) => self.run.woke(stage, self.now, &mut self.files),
                RunStep::Launch { argv, .. } => panic!("{argv:?}"),
            };
            self.done(done);
        }
    }

    fn types(&mut self, line: &str) -> &str {
        assert!(self.run.reads());
        let text = Text::from([line, "\n"].concat());
        let done = self.run.input(&text, self.now, &mut self.files);
        self.done(done);
        self.go_on();
        self.shows()
    }

    fn ends_input(&mut self) -> &str {
        assert!(self.run.reads());
        let done = self.run.end_input(self.now, &mut self.files);
        self.done(done);
        self.go_on();
        self.shows()
    }

    fn sends(&mut self, signal: Signal) -> Option<i32> {
        let done = self.run.signalled(signal, self.now, &mut self.files);
        self.done(done);
        self.go_on();
        self.run.exit()
    }

    /// Waits as long as it rests.
    fn rests(&mut self) -> i64 {
        let until = self.run.rests_until().unwrap();
        let rested = until - self.now;
        self.now = until;
        self.go_on();
        rested
    }

    /// What was shown since it was last asked.
    fn shows(&mut self) -> &str {
        let shown = std::mem::take(&mut self.shown);
        shown.leak()
    }
}

#[test]
fn what_is_typed_is_read_at_once() {
    let mut cat = Typing::new("cat | grep -v b; echo $?");
    assert_eq!(cat.types("a"), "a\n");
    assert_eq!(cat.types("b"), "");
    assert_eq!(cat.types("c"), "c\n");
    assert_eq!(cat.run.exit(), None);
    assert_eq!(cat.ends_input(), "0\n");
    assert_eq!(cat.run.exit(), Some(0));

    let mut head = Typing::new("head -n 1");
    assert_eq!(head.types("a"), "a\n");
    assert_eq!(head.run.exit(), Some(0));
}

#[test]
fn a_loop_and_a_group_read_what_is_typed() {
    let mut echo = Typing::new("while read x y; do echo \"$y $x\"; done");
    assert_eq!(echo.types("a b"), "b a\n");
    assert_eq!(echo.types("c"), " c\n");
    assert_eq!(echo.ends_input(), "");
    assert_eq!(echo.run.exit(), Some(0));

    let mut group = Typing::new("(echo first; cat; echo last) | tr a-z A-Z");
    assert_eq!(group.shows(), "FIRST\n");
    assert_eq!(group.types("a"), "A\n");
    assert_eq!(group.ends_input(), "LAST\n");
    assert_eq!(group.run.exit(), Some(0));

    // What was typed while nobody read is there when somebody does.
    let mut later = Typing::new("(sleep 1; cat)");
    assert!(!later.run.reads());
    let done = later
        .run
        .input(&"early\n".into(), later.now, &mut later.files);
    later.done(done);
    assert_eq!(later.rests(), 1_000);
    assert_eq!(later.shows(), "early\n");
}

#[test]
fn what_reads_nothing_is_not_typed_for() {
    assert!(!Typing::new("sleep 1").run.reads());
    assert!(!Typing::new("sleep 1 < fruit").run.reads());
    assert!(!Typing::new("cat &").run.reads());
    // In the background its standard input has ended.
    assert_eq!(Typing::new("cat &").run.exit(), Some(0));
    assert!(parse("cat &").unwrap().in_background());
    assert!(!parse("cat").unwrap().in_background());
}

#[test]
fn rests_take_time_and_nothing_else_does() {
    let mut counts = Typing::new("for i in 1 2; do echo $i; sleep 0.5; done | sed s/^/n/");
    assert_eq!(counts.shows(), "n1\n");
    assert_eq!(counts.rests(), 500);
    assert_eq!(counts.shows(), "n2\n");
    assert_eq!(counts.rests(), 500);
    assert_eq!(counts.run.exit(), Some(0));
    for (line, took) in [
        ("sleep 1m 2.25s .5", 62_750),
        ("sleep 1 | sleep 2", 2_000),
        ("sleep 1 | true", 1_000),
        ("sleep 1h; sleep 1d && sleep 0", 90_000_000),
        ("seq 1000 | tail -n 1", 0),
    ] {
        let came = run(line, &mut files(), Limits::default());
        assert_eq!((came.status, came.took), (0, took), "{line}");
    }
    let date = run("date; sleep 57; date +%T", &mut files(), Limits::default());
    assert_eq!(date.out, "Thu Nov 26 22:45:03 UTC 2026\n22:46:00\n");
}

#[test]
fn a_signal_ends_all_of_it() {
    let mut sleep = Typing::new("sleep 100; echo never");
    assert_eq!(sleep.sends(Signal::Interrupt), Some(130));
    let mut nested =
        Typing::new("(while read x; do (sleep 100); echo never; done; echo never) | cat");
    assert_eq!(nested.types("a"), "");
    assert_eq!(nested.sends(Signal::Terminate), Some(143));
    assert_eq!(nested.shows(), "");
    let mut reads = Typing::new("while read x; do echo $x; done; echo never");
    assert_eq!(reads.types("a"), "a\n");
    assert_eq!(reads.sends(Signal::Interrupt), Some(130));
}

#[test]
fn what_nobody_reads_is_ended() {
    let came = run(
        "for i in {1..500}; do echo $i; sleep 1; done | head -n 2",
        &mut files(),
        Limits::default(),
    );
    assert_eq!((&*came.out, came.status, came.took), ("1\n2\n", 0, 1_000));
}

#[test]
fn a_line_knows_what_the_one_before_left() {
    let first = Typing::new("server=localhost:9092; export topic='a b'; false");
    let status = first.run.exit().unwrap();
    let mut next = Typing::after(
        "echo $? $server \"$topic\"; (x=1)",
        first.run.variables().clone(),
        status,
    );
    assert_eq!(next.shows(), "1 localhost:9092 a b\n");
    assert_eq!(next.run.variables().len(), 2);
}

#[test]
fn a_line_has_limits() {
    let limits = Limits {
        files: 8,
        file_bytes: 20,
        word_bytes: 250,
        variables: 3,
        pipelines: 50,
        held_bytes: 4_000,
        worked_bytes: 100_000,
    };
    for (line, out, err) in [
        (
            "for i in {1..49}; do true; done; echo a",
            "",
            "bash: one line may not run so many commands\n",
        ),
        ("for i in {1..48}; do true; done; echo a", "a\n", ""),
        ("echo {1..1000000000}", "", "bash: Argument list too long\n"),
        (
            "echo {1..9}{1..9}{1..9}{1..9}",
            "",
            "bash: Argument list too long\n",
        ),
        (
            "for i in $(seq 1 100); do echo; done",
            "",
            "bash: Argument list too long\n",
        ),
        (
            "a=1; b=2; c=3; d=4; echo $a$b$c$d",
            "123\n",
            "bash: too many variables\n",
        ),
        (
            "seq 1 30 > x; cat x | tail -n 1",
            "10",
            "bash: x: No space left on device\n",
        ),
        (
            "seq 1 1000000000 | tail -n 1",
            "",
            "seq: write error: No space left on device\n",
        ),
        (
            "for i in 1 2 3 4; do seq 1 600; done | sort",
            "",
            "sort: memory exhausted\n",
        ),
        (
            "for i in {1..40}; do printf '%3999s\\n'; done | wc -c",
            "",
            "bash: one line may not do so much\n",
        ),
        ("printf '%999999999d\\n' 1 | wc -c", "4097\n", ""),
        (
            "echo > a; echo > b; echo > c",
            "",
            "bash: c: No space left on device\n",
        ),
    ] {
        let came = run(line, &mut files(), limits);
        assert_eq!((&*came.out, &*came.err), (out, err), "{line}");
    }
}

#[test]
fn names_of_files_are_names() {
    let long = "x".repeat(300);
    for (line, err) in [
        (
            "echo > ''",
            "bash: : No such file or directory\n".to_owned(),
        ),
        ("echo > a/", "bash: a/: Is a directory\n".to_owned()),
        ("echo > .", "bash: .: Is a directory\n".to_owned()),
        ("cat .", "cat: .: Is a directory\n".to_owned()),
        (
            &*["echo > ", &long].concat(),
            ["bash: ", &long, ": File name too long\n"].concat(),
        ),
        (
            "x='a b'; echo > $x",
            "bash: $x: ambiguous redirect\n".to_owned(),
        ),
        (
            "echo > $nothing",
            "bash: $nothing: ambiguous redirect\n".to_owned(),
        ),
    ] {
        assert_eq!(
            run(line, &mut files(), Limits::default()).err,
            err,
            "{line}"
        );
    }
    let mut all = files();
    let came = run(
        "echo a > /tmp/a; cat /tmp/a ./fruit | wc -l; ls /tmp",
        &mut all,
        Limits::default(),
    );
    assert_eq!((&*came.out, &*came.err), ("5\na\n", ""));
    assert!(all.contains_key("/tmp/a"));
}

#[test]
fn files_are_listed_with_their_sizes() {
    let came = run(
        "ls -l fruit open; echo > .hidden; ls",
        &mut files(),
        Limits::default(),
    );
    let expected = "-rw-r--r-- 1 kafka kafka 26 fruit\n-rw-r--r-- 1 kafka kafka  7 open\n\
        blanks\nempty\nfruit\nkeys.csv\nnumbers\nopen\n";
    assert_eq!(came.out, expected);
}
