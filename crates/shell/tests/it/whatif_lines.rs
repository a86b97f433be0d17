//! What a crash costs on each line of a loop.

use cluster::config::ClusterConfig;
use cluster::instant::Instant;
use cluster::limits::Limits;
use kafka_playground_shell::whatif::{LineResult, SeriesResult};
use kafka_playground_shell::Session;

fn scene(commit: &str, habits: &str) -> Session {
    let (config, limits) = (ClusterConfig::page(), Limits::page());
    let mut session = Session::new(4, 1_767_603_600_000, config, limits);
    let script = format!(
        "topic create orders --partitions 3
produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout
consume --topic orders --group billing --members 2 --work 300ms --commit {commit} {habits} --from-beginning --set max.poll.records=4 --set session.timeout.ms=6000 --set heartbeat.interval.ms=2000
"
    );
    session.load(&script).expect("the scene is a script");
    session.advance(14_000);
    session
}

fn tried(session: &mut Session) -> SeriesResult {
    let mut answer = session.explore("whatif crash c1 --last 4s").unwrap();
    while answer.slice(10_000) {}
    answer.results(0).series.remove(0)
}

/// The same, by going to each instant and reading the code there.
fn by_hand(session: &mut Session, series: &SeriesResult) -> Vec<LineResult> {
    let mut lines: Vec<LineResult> = Vec::new();
    let mut over: Vec<&str> = Vec::new();
    for bar in series.bars.iter().filter(|bar| bar.refused.is_none()) {
        let to = match bar.ordinal {
            Some(steps) => Instant::after(bar.at, steps),
            None => Instant::after_all(bar.at),
        };
        assert!(session.go(0, to));
        let line = session.code("c1").expect("it has a program").line;
        if let Some(last) = lines.last().filter(|last| last.line != line) {
            over.push(last.line);
        }
        if over.contains(&line) {
            // Whatever comes after it, this is an older time there.
            let known = lines.iter().map(|known| known.line);
            over = known.collect();
            continue;
        }
        if lines.last().is_none_or(|last| last.line != line) {
            lines.push(LineResult {
                line,
                at: to.into(),
                instants: 0,
                again: 0,
                lost: 0,
                at_least: false,
            });
        }
        let last = lines.last_mut().unwrap();
        last.instants += 1;
        last.again = last.again.max(bar.sum.again);
        last.lost = last.lost.max(bar.sum.lost());
        last.at_least |= bar.at_least;
    }
    lines
}

#[test]
fn each_line_has_the_worst_of_the_last_time_that_the_loop_stood_there() {
    for (commit, habits) in [
        ("batch", ""),
        ("record", ""),
        ("before", "--loop kafka-python"),
        ("auto", "--loop confluent-kafka"),
    ] {
        let mut session = scene(commit, habits);
        let series = tried(&mut session);
        assert!(series.lines.len() >= 2, "{commit}: {:?}", series.lines);
        let expected = by_hand(&mut session, &series);
        assert_eq!(series.lines, expected, "{commit} {habits}");
    }
}

#[test]
fn one_that_dies_on_its_commit_does_one_record_again_and_on_its_work_none() {
    let mut session = scene("record", "");
    let lines = tried(&mut session).lines;
    let on = |line: &str| lines.iter().find(|known| known.line == line).unwrap();
    assert_eq!((on("commit").again, on("commit").lost), (1, 0));
    assert_eq!((on("work").again, on("work").lost), (0, 0));
    let mut session = scene("before", "");
    let lines = tried(&mut session).lines;
    let on = |line: &str| lines.iter().find(|known| known.line == line).unwrap();
    assert_eq!(on("work").again, 0);
    assert!(on("work").lost > 0, "what is committed is not done");
}

#[test]
fn what_is_no_consumer_has_no_lines() {
    let mut session = scene("batch", "");
    let mut answer = session.explore("whatif crash checkout --last 1s").unwrap();
    while answer.slice(10_000) {}
    assert!(answer.results(0).series[0].lines.is_empty());
}
