//! The line `compare`: its table, the branch that it makes, and how that is
//! undone and saved.

use crate::session::golden;
use cluster::config::ClusterConfig;
use cluster::instant::Instant;
use cluster::limits::Limits;
use cluster::view::View;
use kafka_playground_shell::{Opening, Session};

const START: i64 = 1_767_603_600_000;

const OPENING: &str = "topic create orders --partitions 2
produce --topic orders --keys ana,bo,kim --rate 2/s --name checkout
consume --topic orders --group billing --members 2 --commit batch --from-beginning --set session.timeout.ms=6000 --set heartbeat.interval.ms=2000
";

fn session(script: &str) -> Session {
    let (config, limits) = (ClusterConfig::page(), Limits::page());
    let mut session = Session::new(4, START, config, limits);
    session.load(script).unwrap();
    session
}

/// A member that crashes, and comes back.
fn crashed() -> Session {
    let mut session = session(OPENING);
    session.advance(12_000);
    session.run("crash c1").unwrap();
    session.advance(20_000);
    session.run("start c1").unwrap();
    session.advance(24_000);
    session
}

/// The same script with other words in it, played to the same end.
fn plain(of: &Session, from: &str, to: &str) -> Session {
    let script = of.script().replace(from, to);
    let mut plain = session(&script);
    plain.advance(24_000);
    plain
}

fn view(session: &Session) -> View {
    View::of(session.state(), 50)
}

#[test]
fn two_branches_are_a_table() {
    let mut session = crashed();
    session.go(0, Instant::after_all(9_500));
    session
        .run("consume --topic orders --group audit --from-beginning")
        .unwrap();
    session.advance(21_000);
    let ran = session.run("compare 0 1 --at @20.500").unwrap();
    assert_eq!(ran.line, "compare 0 1 --at @20.500");
    assert_eq!((ran.verb, ran.scripted), ("compare", None));
    let compared = ran.compared.unwrap();
    assert_eq!(
        (compared.left, compared.right, compared.at.at),
        (0, 1, 20_500)
    );
    let mut text = ran.output.join("\n");
    text.push_str("\n\n");
    text.push_str(
        &session
            .beside(0, 1, Instant::after_all(20_500))
            .unwrap()
            .sentence,
    );
    text.push('\n');
    let again = session.run("compare --commit before --of c2").unwrap();
    text.push_str(&["\n", &again.line, "\n", &again.output.join("\n"), "\n"].concat());
    golden("compare.txt", &text);
}

/// What is said of both at an instant.
fn sentence(session: &mut Session, at: i64) -> String {
    let beside = session.beside(0, 1, Instant::after_all(at));
    beside.unwrap().sentence
}

#[test]
fn a_sentence_says_what_matters_most() {
    let mut session = crashed();
    session.run("compare --commit before").unwrap();
    assert_eq!(
        sentence(&mut session, 1_000),
        "A and B are the same at this instant."
    );
    assert_eq!(sentence(&mut session, 15_000),
"billing has 0 never done in A and 5 in B; orders-0 has nothing committed in A and 11 in B. 4 more things differ.");
    // Of a group that is in one of them only, that is said and no more.
    session.go(0, Instant::after_all(9_500));
    session
        .run("consume --topic orders --group audit --from-beginning")
        .unwrap();
    for (at, told) in [(9_600, "c3 is there in B only."), (18_000, "orders-0 has nothing committed in A and 20 in B; orders-0 belongs to nobody in A and to c1 in B. 19 more things differ.")] {
        let beside = session.beside(0, 2, Instant::after_all(at)).unwrap();
        assert_eq!(beside.sentence, told);
    }
}

#[test]
fn branches_are_named_by_number_and_by_name() {
    let mut session = crashed();
    session.go(0, Instant::after_all(9_500));
    session.run("crash c2").unwrap();
    for (line, both) in [
        ("compare 0 1", (0, 1)),
        ("compare 1 0", (1, 0)),
        ("compare 0", (1, 0)),
        ("compare \"as it happened\" \"crash c2\"", (0, 1)),
        ("compare 0 \"@9.500 crash c2\"", (0, 1)),
    ] {
        let compared = session.run(line).unwrap().compared.unwrap();
        assert_eq!((compared.left, compared.right), both, "{line}");
    }
    session.name_branch(1, "two are gone");
    assert!(session.run("compare 0 \"two are gone\"").is_ok());
    let refused = |session: &mut Session, line| session.run(line).unwrap_err().message;
    assert_eq!(
        refused(&mut session, "compare 0 \"crash c2\""),
        "There is no branch \"crash c2\". There are 0 (as it happened), 1 (two are gone)."
    );
    session.name_branch(0, "two are gone");
    assert_eq!(
        refused(&mut session, "compare \"two are gone\""),
        "Several branches are called \"two are gone\": 0, 1."
    );
    for (line, why) in [
        ("compare", "compare needs branches, or what to alter"),
        ("compare 1", "Branch 1 differs in nothing from itself."),
        (
            "compare 0 1 --at @624.001",
            "@624.001 is too far ahead: one can look ten minutes beyond what is known, up to @624.000.",
        ),
        ("compare --commit before --at @9999999", "@9999999.000 is too far"),
        ("compare 0 1 2", "Two branches are compared, and no more."),
        (
            "compare 0 --commit before",
            "A line compares branches, or alters",
        ),
        ("compare 0 --of c1", "--of says whose"),
        ("compare 0 --at soon", "\"soon\" is no instant."),
        ("compare --commit batch", "Nothing comes out otherwise"),
        (
            "compare --commit record --of c9",
            "Nothing comes out otherwise",
        ),
        ("compare --set max.poll.records=0", "Invalid value"),
    ] {
        let message = refused(&mut session, line);
        assert!(message.starts_with(why), "{line}: {message}");
        assert_eq!(session.branches().len(), 2, "{line}");
    }
}

#[test]
fn the_same_again_is_what_the_altered_script_leads_to() {
    for (line, from, to) in [
        (
            "compare --commit before",
            "--commit batch",
            "--commit before",
        ),
        (
            "compare --commit never --of c2",
            "--commit batch",
            "--commit never",
        ),
        (
            "compare --set max.poll.records=1 --commit record",
            "--commit batch",
            "--commit record --set max.poll.records=1",
        ),
        (
            "compare --set linger.ms=700 --of checkout",
            "--name checkout",
            "--name checkout --set linger.ms=700",
        ),
    ] {
        let mut session = crashed();
        session.seek(15_000);
        let before = (session.instant(), session.script(), view(&session));
        let ran = session.run(line).unwrap();
        assert_eq!(ran.line.len(), line.len());
        let here = (session.instant(), session.script(), view(&session));
        assert_eq!(here, before, "{line}");
        let compared = ran.compared.unwrap();
        assert_eq!((compared.left, compared.right, ran.forked), (0, 1, false));
        let mut altered = plain(&session, from, to);
        for at in [1_000, 13_000, 24_000] {
            let at = Instant::after_all(at);
            altered.go(0, at);
            let aside = session.look_aside(1, at).unwrap();
            assert!(View::of(aside, 50) == view(&altered), "{line} at {at}");
            session.go(1, at);
            assert!(view(&session) == view(&altered), "{line} at {at}");
        }
        assert_eq!(session.end(), 24_000);
    }
}

#[test]
fn what_is_refused_on_it_is_named() {
    // A member that commits nothing has closed earlier than one that does.
    let mut session = session(&OPENING.replace("--commit batch", "--commit never"));
    session.advance(9_000);
    session.run("interrupt c1").unwrap();
    let mut at = 9_000;
    while session.run("start c1").is_err() {
        at += 50;
        session.advance(at);
    }
    session.advance(12_000);
    let ran = session.run("compare --commit auto").unwrap();
    let refused: Vec<&String> = ran
        .output
        .iter()
        .filter(|line| line.starts_with("Refused"))
        .collect();
    let told = format!(
        "Refused: @{}.{:03} start c1: c1 is running.",
        at / 1_000,
        at % 1_000
    );
    assert_eq!(refused, [&told]);
}

#[test]
fn undo_takes_it_away_and_redo_makes_it_again() {
    let mut session = crashed();
    session.run("compare --commit before").unwrap();
    assert_eq!(
        session.undoable(3).as_deref(),
        Some("compare --commit before")
    );
    session.advance(25_000);
    let moved = session.undo(3).unwrap();
    assert_eq!((&*moved.line, moved.branch), ("compare --commit before", 0));
    assert_eq!(session.branches().len(), 1);
    assert_eq!(session.undoable(3).as_deref(), Some("start c1"));
    assert_eq!(
        session.redoable().as_deref(),
        Some("compare --commit before")
    );
    session.redo().unwrap();
    assert_eq!(session.branches().len(), 2);
    assert_eq!(session.redoable(), None);
    // What somebody has gone on with is nothing to take away.
    let made = session.branches()[1].id;
    session.go(made, Instant::after_all(23_000));
    session.run("crash c2").unwrap();
    session.go(0, Instant::after_all(25_000));
    assert_eq!(session.undoable(3).as_deref(), Some("start c1"));
    // Where something else was done since, that is undone.
    session.run("compare --commit never").unwrap();
    session.run("crash c1").unwrap();
    assert_eq!(session.undoable(3).as_deref(), Some("crash c1"));
}

#[test]
fn files_hold_the_branch_and_no_line_that_compares() {
    let mut session = crashed();
    session.run("compare --commit before").unwrap();
    assert!(!session.script().contains("compare"));
    let opening = Opening {
        at: Instant::START,
        commands: 0,
    };
    let saved = session.saved(true, "", opening);
    assert!(
        saved.contains(": the same again, with commit=before\n"),
        "{saved}"
    );
    assert!(!saved.contains(" compare "));
    let mut restored = Session::new(4, START, ClusterConfig::page(), Limits::page());
    restored.load(&saved).unwrap();
    assert_eq!(restored.saved(true, "", opening), saved);
    let at = Instant::after_all(24_000);
    assert_eq!(restored.compare(0, 1, at), session.compare(0, 1, at));
    // A script may be a stranger's: what it asks is not answered.
    restored
        .script_line("@24.000 compare --commit never")
        .unwrap();
    assert_eq!(restored.branches().len(), 2);
}

#[test]
fn a_copy_that_goes_on_is_where_one_comes() {
    let mut session = crashed();
    session.run("compare --commit before").unwrap();
    for at in [3_000, 3_100, 14_000, 2_000, 23_000, 30_000, 29_000] {
        let at = Instant::after_all(at);
        for branch in [0, 1] {
            let fresh = session.history().cluster_at(branch, at).unwrap();
            let aside = session.look_aside(branch, at).unwrap();
            assert!(
                View::of(aside, 50) == View::of(fresh.state(), 50),
                "{branch} {at}"
            );
        }
    }
    // A branch that goes another way than the copy did is looked at anew.
    session.go(1, Instant::after_all(24_000));
    session.run("crash c2").unwrap();
    let at = Instant::after_all(30_000);
    let fresh = session.history().cluster_at(1, at).unwrap();
    let aside = session.look_aside(1, at).unwrap();
    assert!(View::of(aside, 50) == View::of(fresh.state(), 50));
    assert!(session.look_aside(9, at).is_none());
}
