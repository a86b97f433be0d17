//! Tests of how lessons are written, and of the lessons themselves.

#![allow(clippy::disallowed_methods, reason = "the tests read the lessons")]

mod document;
mod facts;
mod lessons;
mod mistakes;
mod predicates;

use cluster::config::ClusterConfig;
use cluster::limits::Limits;
use kafka_playground_shell::Session;

/// A lesson around the blocks of one step, on a small stage.
fn lesson(blocks: &str) -> String {
    let scene = "# A title\n\nWhat it is about.\n\n```scene\n\
        # kafka-playground script v1, seed 4, start 1767603600000\n\
        topic create orders --partitions 2\n\
        produce --topic orders --keys ana,bo --rate 2/s --name checkout\n\
        consume --topic orders --group billing --work 200ms --commit batch --from-beginning\n\
        @10\n```\n\n## The step\n\n";
    [scene, blocks, "\n"].concat()
}

/// The line on which the blocks of [`lesson`] begin.
const FIRST: usize = 15;

/// The mistakes of a lesson, a line each.
fn mistakes(text: &str) -> String {
    let mistakes = kafka_playground_lessons::compile(text).mistakes;
    let lines: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

/// A cluster on which a script was played up to an instant, in milliseconds.
fn played(script: &str, at: i64) -> Session {
    let mut session = Session::new(4, 0, ClusterConfig::page(), Limits::page());
    for line in script.lines() {
        session.script_line(line).expect("the line is one");
    }
    session.advance(at);
    session
}
