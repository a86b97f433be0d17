//! Sessions as text: trees of branches that are written and read again, and
//! what is wrong with a text.

use cluster::config::ClusterConfig;
use cluster::instant::Instant;
use cluster::limits::Limits;
use kafka_playground_shell::facts::{digest, facts};
use kafka_playground_shell::saved::LONGEST_TEXT;
use kafka_playground_shell::{BranchLine, Opening, Session};
use worlds::simulation::dice::Dice;

const START: i64 = 1_767_603_600_000;

const OPENING: &str = "
topic create orders --partitions 3
produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout
consume --topic orders --group billing --members 2 --work 300ms --commit batch --from-beginning --set max.poll.records=4 --set session.timeout.ms=6000 --set heartbeat.interval.ms=2000
";

const OPENED: Opening = Opening {
    at: Instant::after_all(12_480),
    commands: 3,
};

fn session() -> Session {
    Session::new(4, START, ClusterConfig::page(), Limits::page())
}

fn opened(until: i64) -> Session {
    let mut session = session();
    session.load(OPENING).unwrap();
    session.advance(until);
    session
}

fn restored(text: &str) -> Session {
    let mut session = session();
    session
        .load(text)
        .unwrap_or_else(|error| panic!("{error}\n{text}"));
    session
}

const ACTS: &[&str] = &[
    "crash c1",
    "start c1",
    "stall c2",
    "unstall c2",
    "cut c1",
    "heal c1",
    "stop c2",
    "start c2",
    "produce --topic orders --key lea --value \"grüße 🜁, two words\"",
    "produce --topic orders --value \"a # and an @12.480\" --partition 1",
    "seek c1 orders-0 0",
    "topic create \"more\" --partitions 2",
    "consume --topic orders --group audit --commit before --from-beginning",
    "set checkout linger.ms=5",
];
const NAMES: &[&str] = &[
    "",
    "what if?",
    "grüße: 🜁 # @12 branch 7 from 0 @1",
    "\n two\trows ",
];

/// A session on whose branches things were done by chance.
fn wild(dice: &mut Dice) -> Session {
    let mut session = opened(12_480);
    for _ in 0..dice.below(40) {
        match dice.below(10) {
            0 => {
                let branches = session.branches();
                let branch = &branches[dice.below(branches.len())];
                session.go(
                    branch.id,
                    Instant::after_all(dice.below(20_000) as i64 + 5_000),
                );
            }
            1 => drop(session.start_over(3, 12_480)),
            2 => {
                let branches = session.branches();
                session.forget(branches[dice.below(branches.len())].id);
            }
            3 => {
                let branches = session.branches();
                let id = branches[dice.below(branches.len())].id;
                session.name_branch(id, dice.pick(NAMES));
            }
            4 => {
                for _ in 0..dice.below(6) {
                    session.step_once();
                }
            }
            5 => {
                for _ in 0..dice.below(6) {
                    session.step_once_back();
                }
            }
            6 => session.seek(session.now() - dice.below(4_000) as i64),
            7 => session.advance(session.now() + dice.below(3_000) as i64),
            // Several commands at one instant, too.
            _ => drop(session.run(dice.pick(ACTS))),
        }
    }
    session
}

/// Parent, parting, name, commands, end, and whether it is the present one.
type Known = (Option<usize>, i64, Option<String>, usize, i64, bool);

/// What is to be the same but for the ids, which are given anew: a branch whose
/// parent was forgotten left the first one.
fn known(session: &Session) -> Vec<Known> {
    let branches = session.branches();
    let of = |id| branches.iter().position(|one: &BranchLine| one.id == id);
    let each = branches.iter().enumerate().map(|(number, branch)| {
        let parent = match branch.parent {
            Some(parent) => of(parent),
            None => (number > 0).then_some(0),
        };
        let forked = branch.parent.map_or(0, |_| branch.forked.at);
        let name = branch.name.clone().filter(|_| number > 0);
        (
            parent,
            forked,
            name,
            branch.commands,
            branch.end,
            branch.present,
        )
    });
    each.collect()
}

#[test]
fn trees_by_chance_come_to_be_again() {
    let mut forks = 0;
    for seed in 0..150 {
        let mut dice = Dice::new(seed);
        let mut first = wild(&mut dice);
        let text = first.saved(true, "A tree\nby chance", OPENED);
        let mut second = restored(&text);
        assert_eq!(
            second.saved(true, "A tree\nby chance", OPENED),
            text,
            "{seed}"
        );
        assert_eq!(known(&second), known(&first), "{seed}\n{text}");
        assert_eq!(second.instant(), first.instant(), "{seed}\n{text}");
        assert!(
            second.state() == first.state(),
            "{seed}: another state\n{text}"
        );
        let (ones, others) = (first.branches(), second.branches());
        forks += ones.len() - 1;
        for (one, other) in ones.iter().zip(&others) {
            for _ in 0..4 {
                let at = dice.below(one.end as usize + 1) as i64;
                let at = match dice.below(2) {
                    0 => Instant::after_all(at),
                    _ => Instant::after(at, dice.below(5) as u32),
                };
                first.go(one.id, at);
                second.go(other.id, at);
                let same = first.state() == second.state();
                assert!(same, "{seed}: another state at {at} of {}\n{text}", one.id);
                assert_eq!(first.script(), second.script(), "{seed}");
            }
        }
    }
    assert!(forks > 200, "{forks} forks are too few");
}

#[test]
fn one_branch_alone_is_a_script_as_ever() {
    let mut session = opened(12_480);
    session.run("crash c1").unwrap();
    session.advance(15_000);
    session.seek(12_480);
    session.run("stall c2").unwrap();
    session.advance(14_000);
    session.seek(13_000);
    let text = session.saved(false, "", OPENED);
    assert!(!text.contains("\nbranch "), "{text}");
    let again = restored(&text);
    assert_eq!(again.script(), session.script());
    assert_eq!((again.now(), again.end()), (13_000, 14_000));
    assert_eq!(again.branches().len(), 1);
    assert!(again.state() == session.state());
}

#[test]
fn a_tree_is_written_so() {
    let mut session = opened(12_480);
    session.run("crash c1").unwrap();
    session.advance(15_000);
    session.start_over(3, 12_480);
    session.run("stall c2").unwrap();
    session.name_branch(1, "only slow");
    session.advance(13_000);
    let text = session.saved(true, "Two consumers", OPENED);
    let rows: Vec<&str> = text.lines().collect();
    assert_eq!(
        rows[0],
        format!(
            "# kafka-playground script v1, seed 4, start {START}, semantics 1, facts {}, opens @12.480 after 3, at @13.000 in 1",
            digest(session.state())
        )
    );
    assert_eq!(rows[1], "# Two consumers");
    assert_eq!(
        rows[5..],
        [
            "@12.480 crash c1",
            "@15.000",
            "branch 1 from 0 @12.480+0: only slow",
            "@12.480 stall c2",
            "@13.000",
        ]
    );
}

#[test]
fn the_facts_are_written_as_ever() {
    let mut session = opened(12_480);
    session.run("consume --topic orders --group audit").unwrap();
    session.run("crash c1").unwrap();
    session.advance(20_000);
    assert_eq!(facts(session.state()), FACTS);
    assert_eq!(digest(session.state()), "4b19357c");
    assert_eq!(facts(self::session().state()), "");
    assert_eq!(digest(self::session().state()), "cbf29ce4");
}

/// Written once; whoever changes it changes what every link says of itself.
const FACTS: &str = "\
log orders 0 0 14 \n\
log orders 1 0 12 \n\
log orders 2 0 13 \n\
group billing PreparingRebalance 1 21 0 0 \n\
lane orders 0 - 6 - \n\
lane orders 1 - 2 - \n\
lane orders 2 - 13 - \n\
group audit Stable 1 2 0 0 \n\
lane orders 0 c3 - 14 \n\
lane orders 1 c3 - 11 \n\
lane orders 2 c3 - 13 \n\
producer checkout 40 38 0 \n";

#[test]
fn what_is_wrong_with_a_text_has_its_row() {
    for (text, row, says) in [
        ("branch 1 from 0", 1, "A branch is written"),
        ("branch 2 from 0 @1", 1, "A branch is written"),
        ("\nbranch 1 from 1 @1", 2, "A branch is written"),
        ("branch 1 from 0 1.5", 1, "A branch is written"),
        ("branch 1 from 0 @x: y", 1, "A branch is written"),
        ("branch 1 from 0 @2\n@1 crash c1", 2, "is before"),
        (
            "branch 1 from 0 @0\nbranch 3 from 0 @0",
            2,
            "one after the other",
        ),
        ("topic create a\nbranch 1 from 0 @0\nbranhc", 3, "branhc"),
        ("# kafka-playground script v2", 1, "another version"),
        ("# kafka-playground script v1, at noon", 1, "A header says"),
        (
            "# kafka-playground script v1, semantics x",
            1,
            "A header says",
        ),
        (
            "# kafka-playground script v1, opens @1 before 3",
            1,
            "A header says",
        ),
        (
            "# kafka-playground script v1, at @1 in 4",
            1,
            "A header says",
        ),
    ] {
        let error = session().load(text).expect_err(text);
        assert_eq!(error.row, row, "{text}: {error}");
        assert!(error.to_string().contains(says), "{text}: {error}");
    }
    let long = format!("branch 1 from 0 @0: {}", "ü".repeat(81));
    let error = session().load(&long).unwrap_err().to_string();
    assert!(error.contains("80 characters"), "{error}");
    let many: Vec<String> = (1..25)
        .map(|number| format!("branch {number} from 0 @0"))
        .collect();
    let error = session().load(&many.join("\n")).unwrap_err();
    assert_eq!(error.row, 24, "{error}");
    let error = session().load(&"#".repeat(LONGEST_TEXT + 1)).unwrap_err();
    assert!(error.to_string().contains("longer"), "{error}");
}

#[test]
fn a_branch_that_cannot_be_is_left_out() {
    let mut session = session();
    let text = "topic create a\n@2\nbranch 1 from 0 @9\n@9 topic create b\nbranch 2 from 0 @1\n@1 topic create c\nbranch 3 from 1 @9\n@9 topic create d";
    let mut restoring = session.restoring(text).unwrap();
    let mut refused = Vec::new();
    loop {
        let progress = restoring.go_on(&mut session);
        refused.extend(progress.refused);
        if progress.done == progress.of {
            break;
        }
    }
    assert_eq!(refused.len(), 2, "{refused:?}");
    assert!(refused[0].contains("row 3: The branch 0 does not come as far"));
    assert_eq!(session.branches().len(), 2);
    assert!(session.script().contains("topic create c"));
}

#[test]
fn a_line_may_name_its_instant_wherever_it_is_run() {
    let mut session = opened(12_480);
    let ran = session.run("@13.000 crash c1").unwrap();
    assert_eq!(ran.scripted.as_deref(), Some("@13.000 crash c1"));
    assert_eq!(session.now(), 13_000);
    let late = session.run("@12.000 start c1").unwrap_err();
    assert!(late.message.contains("over already"), "{late:?}");
}

#[test]
fn texts_that_were_changed_by_chance_are_played_or_refused_in_words() {
    let limits = Limits {
        events: 3_000,
        ..Limits::page()
    };
    let mut dice = Dice::new(7);
    let texts: Vec<String> = (0..6)
        .map(|seed| wild(&mut Dice::new(seed)).saved(true, "A tree", OPENED))
        .collect();
    let (mut read, mut refused) = (0, 0);
    for _ in 0..400 {
        let mut rows: Vec<String> = dice.pick(&texts).lines().map(str::to_owned).collect();
        for _ in 0..=dice.below(4) {
            let at = dice.below(rows.len());
            let other = rows[dice.below(rows.len())].clone();
            match dice.below(4) {
                0 => drop(rows.remove(at)),
                1 => rows.insert(at, other),
                2 => rows[at] = other,
                _ => {
                    let letters: Vec<char> = rows[at].chars().collect();
                    let gone = dice.below(letters.len() + 1);
                    let letter = dice.pick(&["", "9", "@", "+", ":", "\"", "ü", " "]);
                    let (head, tail) = letters.split_at(gone);
                    let tail = tail.iter().skip(dice.below(2));
                    rows[at] = head.iter().chain(tail).collect::<String>() + letter;
                }
            }
            if rows.is_empty() {
                break;
            }
        }
        let text = rows.join("\n");
        let mut session = Session::new(4, START, ClusterConfig::page(), limits.clone());
        let Ok(mut restoring) = session.restoring(&text) else {
            refused += 1;
            continue;
        };
        read += 1;
        while !restoring.is_done() {
            restoring.go_on(&mut session);
        }
        // Whatever came of it can be written, and read again.
        restored(&session.saved(true, "", OPENED));
    }
    assert!(
        read > 50 && refused > 50,
        "{read} were read and {refused} refused"
    );
}
