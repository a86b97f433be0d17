//! How much memory a long session with branches takes, natively: what the
//! system says of a process of its own, above an idle page.

// To measure is to ask the system.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

use cluster::config::ClusterConfig;
use cluster::instant::Instant;
use cluster::limits::Limits;
use kafka_playground_shell::Session;
use std::process::Command;

const START: i64 = 1_767_603_600_000;
const EVENTS: usize = 400_000;
const BRANCHES: usize = 10;
/// What says which scene the process is to measure.
const SCENE: &str = "MEMORY_OF_SCENE";
/// How many times an estimate may be too small or too large.
const ESTIMATE: f64 = 1.5;

struct Scene {
    name: &'static str,
    script: &'static str,
    /// How many events it has, and how many each branch has of its own.
    events: (usize, usize),
    /// Whether all branches begin near the start, or each some way further on.
    early: bool,
    /// How many MB it may take.
    budget: f64,
}

const SCENES: &[Scene] = &[
    Scene {
        name: "the opening scene",
        script: "
topic create orders --partitions 3
produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout
consume --topic orders --group billing --members 2 --work 300ms --commit batch --from-beginning --set max.poll.records=4 --set session.timeout.ms=6000 --set heartbeat.interval.ms=2000
",
        events: (EVENTS, EVENTS / 20),
        early: false,
        budget: 64.0,
    },
    Scene {
        name: "three topics of 12 and a group of 36",
        script: "
topic create a --partitions 12
topic create b --partitions 12
topic create c --partitions 12
produce --topic a --keys ana,bo,fay,kim,lea,tom --rate 20/s
produce --topic b --keys ana,bo,fay,kim,lea,tom --rate 20/s
produce --topic c --keys ana,bo,fay,kim,lea,tom --rate 20/s
consume --topic a --topic b --topic c --group billing --members 36 --work 100ms --commit batch --from-beginning
",
        events: (EVENTS, EVENTS / 20),
        early: false,
        budget: 96.0,
    },
    Scene {
        name: "three topics of 12 and three groups of 12",
        script: "
topic create a --partitions 12
topic create b --partitions 12
topic create c --partitions 12
produce --topic a --keys ana,bo,fay,kim,lea,tom --rate 20/s
produce --topic b --keys ana,bo,fay,kim,lea,tom --rate 20/s
produce --topic c --keys ana,bo,fay,kim,lea,tom --rate 20/s
consume --topic a --group ga --members 12 --work 100ms --commit batch --from-beginning
consume --topic b --group gb --members 12 --work 100ms --commit batch --from-beginning
consume --topic c --group gc --members 12 --work 100ms --commit batch --from-beginning
",
        events: (EVENTS, EVENTS / 20),
        early: false,
        budget: 96.0,
    },
    Scene {
        name: "branches that have next to nothing in common",
        script: "
topic create orders --partitions 3
produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 200/s --name checkout
consume --topic orders --group billing --members 2 --work 0ms --commit never --from-beginning
",
        events: (EVENTS / 4, EVENTS / 4),
        early: true,
        budget: 48.0,
    },
];

/// The memory of this process in MB.
fn resident() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux says it");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next());
    let kilobytes: f64 = kilobytes
        .and_then(|k| k.parse().ok())
        .expect("it is a number");
    kilobytes / 1024.0
}

fn opened(script: &str, limits: Limits) -> Session {
    let mut session = Session::new(1, START, ClusterConfig::page(), limits);
    session.load(script).expect("the scene is possible");
    session.advance(20_000);
    session
}

/// Plays until there are so many events.
fn grow(session: &mut Session, events: usize) {
    while session.history().events_now() < events {
        let before = session.now();
        session.advance(before + 1_000);
        assert!(session.now() > before, "time goes on");
        // The page reads what is new.
        let length = session.journal_length();
        assert!(session.journal(length.saturating_sub(20), 20).len() <= 20);
    }
}

/// A long session, in which nine times something else is done instead.
fn measure(scene: &Scene) -> (f64, Session) {
    // The first session is the idle page: code and tables are there.
    drop(opened(scene.script, Limits::page()));
    let idle = resident();
    let mut session = opened(scene.script, Limits::page());
    let (all, own) = scene.events;
    grow(&mut session, all - 1_000);
    let end = session.end();
    for branch in 1..BRANCHES {
        let way = if scene.early {
            2_000
        } else {
            end / BRANCHES as i64
        };
        session.go(0, Instant::after_all(way * branch as i64));
        session.run("crash c1").expect("it runs");
        let events = session.history().events_now();
        grow(&mut session, (events + own).min(EVENTS - 1));
        assert_eq!(session.branches().len(), branch + 1);
    }
    session.go(0, Instant::after_all(end));
    assert!(!session.marks().is_empty());
    assert!(!session.journal(0, 100).is_empty());
    (resident() - idle, session)
}

/// What a history says that it keeps and could make again, and what the system
/// says, in MB: the difference between one that keeps all and one that keeps
/// next to nothing.
fn estimate(scene: &Scene) -> (f64, f64) {
    assert!(scene.events.0 >= EVENTS / 4);
    let play = |history_bytes| {
        let mut session = opened(
            scene.script,
            Limits {
                history_bytes,
                ..Limits::page()
            },
        );
        grow(&mut session, EVENTS / 4);
        session
    };
    drop(opened(scene.script, Limits::page()));
    let nothing = resident();
    let little = play(1 << 20);
    let one = resident();
    let all = play(usize::MAX);
    let both = resident();
    let said = all.history().bytes() - little.history().bytes();
    (said as f64 / 1_048_576.0, (both - one) - (one - nothing))
}

/// Runs this test again for one scene, in a process of its own; answers what it
/// prints.
fn alone(test: &str, scene: &Scene) {
    let this = std::env::current_exe().expect("a test has a file");
    let output = Command::new(this)
        .env(SCENE, scene.name)
        .args(["--exact", test, "--nocapture", "--ignored"])
        .output()
        .expect("it can be run again");
    let [out, err] = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
    assert!(output.status.success(), "{out}{err}");
    let told = out.lines().find(|line| line.contains(" MB"));
    println!("{}", told.expect("it says how much"));
}

/// The scene that this process is to measure, if it is to measure one.
fn wanted() -> Option<&'static Scene> {
    let name = std::env::var(SCENE).ok()?;
    SCENES.iter().find(|scene| scene.name == name)
}

#[test]
#[ignore = "takes ten seconds; the step `memory` of the test command runs it"]
fn a_long_session_with_ten_branches_keeps_to_its_memory() {
    let Some(Scene { name, budget, .. }) = wanted() else {
        let test = "memory::a_long_session_with_ten_branches_keeps_to_its_memory";
        return SCENES.iter().for_each(|scene| alone(test, scene));
    };
    let (megabytes, session) = measure(wanted().expect("there is one"));
    let kept = session.history().bytes() >> 20;
    println!(
        "{name} takes {megabytes:.1} MB, {kept} of them to be made again; it may take {budget}"
    );
    assert!(megabytes <= *budget, "{name} takes too much");
}

#[test]
#[ignore = "takes ten seconds; the step `memory` of the test command runs it"]
fn a_history_knows_more_or_less_what_it_keeps() {
    let Some(Scene { name, .. }) = wanted() else {
        let test = "memory::a_history_knows_more_or_less_what_it_keeps";
        return SCENES.iter().for_each(|scene| alone(test, scene));
    };
    let (said, found) = estimate(wanted().expect("there is one"));
    println!("{name}: {said:.1} MB are said to be kept, {found:.1} are");
    let near = said * ESTIMATE > found && found * ESTIMATE > said;
    assert!(near, "{name}: the estimate is not near enough");
}
