//! Undo and redo lead from branch to branch, and lose nothing.

use super::pair::{OPENING, START};
use cluster::config::ClusterConfig;
use cluster::instant::Instant;
use cluster::limits::Limits;
use cluster::view::View;
use kafka_playground_shell::Session;
use worlds::simulation::dice::Dice;

const LINES: &[&str] = &[
    "crash c1",
    "start c1",
    "stall c2",
    "unstall c2",
    "cut c1",
    "heal c1",
    "stop checkout",
    "start checkout",
    "produce --topic orders --key zoe",
    "seek c1 beginning",
    "set c1 --work 100ms",
    "commit c2",
];

fn session(limits: Limits) -> Session {
    let mut session = Session::new(2, START, ClusterConfig::page(), limits);
    session.load(OPENING).unwrap();
    session.advance(8_000);
    session
}

/// Runs a line that is possible.
fn act(session: &mut Session, dice: &mut Dice) {
    for _ in 0..20 {
        if session.run(dice.pick(LINES)).is_ok() {
            return;
        }
    }
    panic!("nothing is possible");
}

/// A session on which only so many commands of another one's branch were given.
fn plain(of: &Session, commands: usize, until: i64) -> Session {
    let script = of.script();
    let lines: Vec<&str> = script.lines().skip(1 + 3).collect();
    let mut plain = Session::new(2, START, ClusterConfig::page(), Limits::page());
    plain.load(OPENING).unwrap();
    plain.load(&lines[..commands - 3].join("\n")).unwrap();
    plain.advance(until);
    plain
}

fn same(left: &Session, right: &Session) {
    assert_eq!(left.now(), right.now());
    let [left, right] = [left, right].map(|session| View::of(session.state(), 50));
    assert!(left == right, "{left:?}\nor\n{right:?}");
}

#[test]
fn undo_leads_to_a_line_without_it_and_redo_back() {
    for seed in 0..40 {
        let mut dice = Dice::new(seed);
        let mut session = session(Limits::page());
        let acts = 1 + dice.below(5);
        for _ in 0..acts {
            act(&mut session, &mut dice);
            session.advance(session.now() + dice.pick(&[0, 0, 700, 4_000]));
            if dice.one_in(5) {
                // An act in the past begins a branch.
                session.seek(session.now() - 900);
                act(&mut session, &mut dice);
            }
        }
        let (end, script) = (session.now(), session.script());
        let given = session.history().commands_now();
        let branch = session.history().branch();
        let back = 1 + dice.below(given - 3);
        for nth in 1..=back {
            let last = session.history().commands().pop().unwrap();
            let label = session.undoable(3);
            let moved = session.undo(3).expect("there is something to undo");
            assert_eq!(Some(&moved.line), label.as_ref(), "seed {seed}");
            assert_eq!(session.redoable(), label, "seed {seed}");
            assert_eq!(session.history().commands_now(), given - nth);
            assert_eq!(session.now(), last.at.at(), "seed {seed}");
            assert_eq!(session.history().branch(), moved.branch);
            let mut commands = session.history().branch_commands().into_iter();
            assert!(commands.nth(given - nth) != Some(last), "seed {seed}");
        }
        // Where nothing else was done on the line, only the rest is played on.
        if session.history().branch_commands().len() == given - back {
            let mut plain = plain(&session, given - back, end);
            let here = session.instant();
            session.advance(end);
            plain.advance(end);
            same(&session, &plain);
            session.go(session.history().branch(), here);
        }
        let count = session.branches().len();
        for nth in (0..back).rev() {
            let label = session.redoable();
            let moved = session.redo().expect("it was undone");
            assert_eq!(Some(moved.line), label, "seed {seed}");
            assert_eq!(session.history().commands_now(), given - nth, "seed {seed}");
        }
        assert_eq!(session.redo(), None);
        assert_eq!(session.history().branch(), branch, "seed {seed}");
        assert_eq!(session.script(), script, "seed {seed}");
        // Again the same way, without further branches.
        for _ in 0..back {
            assert!(!session.undo(3).expect("it is still there").forked);
        }
        for _ in 0..back {
            session.redo().expect("it was undone again");
        }
        assert_eq!(session.branches().len(), count, "seed {seed}");
        session.advance(end);
        same(&session, &plain(&session, given, end));
    }
}

#[test]
fn what_was_there_from_the_start_is_not_undone() {
    let mut session = session(Limits::page());
    assert_eq!((session.undoable(3), session.undo(3)), (None, None));
    assert_eq!((session.redoable(), session.redo()), (None, None));
    session.run("crash c1").unwrap();
    assert_eq!(session.undoable(3).as_deref(), Some("crash c1"));
    assert_eq!(session.undo(4), None);
    assert!(session.undo(0).is_some());
    assert_eq!(session.undo(3), None);
    assert!(session.undo(0).unwrap().line.starts_with("consume "));
}

#[test]
fn a_new_command_and_another_line_end_what_can_be_redone() {
    let mut session = session(Limits::page());
    session.run("crash c1").unwrap();
    session.advance(10_000);
    session.undo(3).unwrap();
    session.run("crash c2").unwrap();
    assert_eq!((session.redoable(), session.redo()), (None, None));
    // The line with the other command is still there, and is not where this
    // undo leads to.
    session.undo(3).unwrap();
    session.advance(9_000);
    assert_eq!(session.history().commands_now(), 3);
    assert_eq!(session.redoable().as_deref(), Some("crash c2"));
    assert!(session.go(0, Instant::after_all(9_000)));
    assert_eq!((session.redoable(), session.redo()), (None, None));
    assert_eq!(session.undoable(3).as_deref(), Some("crash c1"));
}

#[test]
fn what_was_started_over_does_not_come_back_by_an_undo() {
    let mut session = session(Limits::page());
    session.run("crash c1").unwrap();
    session.advance(12_000);
    assert!(session.start_over(3, 8_000));
    session.run("crash c2").unwrap();
    session.undo(3).unwrap();
    session.advance(12_000);
    assert_eq!(session.history().commands_now(), 3);
    assert_eq!(session.redo().unwrap().line, "crash c2");
}

#[test]
fn starting_over_is_undone_and_redone() {
    let mut session = session(Limits::page());
    session.run("crash c1").unwrap();
    session.advance(12_000);
    let (script, here) = (session.script(), session.instant());
    assert!(session.start_over(3, 8_000));
    let over = session.history().branch();
    assert_eq!(session.undoable(3).as_deref(), Some(""));
    for _ in 0..2 {
        let moved = session.undo(3).unwrap();
        assert_eq!((&*moved.line, moved.branch, moved.forked), ("", 0, false));
        assert_eq!(
            (session.script(), session.instant()),
            (script.clone(), here)
        );
        assert_eq!(session.redoable().as_deref(), Some(""));
        assert_eq!(session.redo().unwrap().branch, over);
        assert_eq!(
            (session.now(), session.history().commands_now()),
            (8_000, 3)
        );
    }
    // What was done since is undone first.
    session.run("crash c2").unwrap();
    assert_eq!(session.undo(3).unwrap().line, "crash c2");
    assert_eq!(session.undo(3).unwrap().line, "");
    assert_eq!((session.script(), session.instant()), (script, here));
    assert_eq!(session.redo().unwrap().line, "");
    assert_eq!(session.redo().unwrap().line, "crash c2");
    assert_eq!(session.redo(), None);
    // Where nothing was done one is only back at the beginning.
    session.undo(3).unwrap();
    session.undo(3).unwrap();
    assert_eq!(session.undo(3).unwrap().line, "crash c1");
    assert!(session.start_over(3, 8_000));
}

#[test]
fn undo_goes_back_to_the_line_that_was_left_with_the_command() {
    let mut session = session(Limits::page());
    session.advance(12_000);
    session.run("pause checkout").unwrap();
    session.advance(20_000);
    session.seek(10_000);
    assert!(session.run("crash c1").unwrap().forked);
    session.advance(15_000);
    let moved = session.undo(3).unwrap();
    assert_eq!((moved.branch, moved.forked), (0, false));
    assert_eq!((session.now(), session.end()), (10_000, 20_000));
    // Where the line that was left goes on with the same, it does not do.
    session.run("crash c2").unwrap();
    let branch = session.history().branch();
    session.undo(3).unwrap();
    session.run("crash c2").unwrap();
    session.advance(12_000);
    assert!(session.go(branch, Instant::after_all(10_000)));
    let moved = session.undo(3).unwrap();
    session.advance(12_000);
    assert!(
        session.state().machine("c2").unwrap().1.is_running(),
        "{moved:?}"
    );
}

#[test]
fn what_was_forgotten_is_not_redone() {
    let limits = Limits {
        branches: 1,
        ..Limits::page()
    };
    let mut session = session(limits);
    session.run("crash c1").unwrap();
    let moved = session.undo(3).unwrap();
    assert_eq!((moved.forked, moved.forgotten), (true, vec![0]));
    assert_eq!((session.redoable(), session.redo()), (None, None));
    session.run("crash c1").unwrap();
    assert_eq!(session.history().commands_now(), 4);
}
