//! The narrator: each sentence, and that there is always one.

mod always;
mod broker;
mod call;
mod consumer;
mod group;
mod limits;
mod machine;
mod member;
mod next;
mod parts;
mod producer;

use cluster::config::ClusterConfig;
use cluster::limits::Limits;
use kafka_playground_shell::narrator::{ids, Narration};
use kafka_playground_shell::Session;
use std::collections::BTreeSet;

const START: i64 = 1_767_603_600_000;

/// A way to a sentence.
struct Case {
    id: &'static str,
    script: &'static [&'static str],
    /// When it is listened, in milliseconds since the start.
    at: i64,
    /// Whether nothing is more urgent then.
    first: bool,
    text: &'static str,
}

const CASES: [&[Case]; 8] = [
    member::CASES,
    group::CASES,
    machine::CASES,
    consumer::CASES,
    producer::CASES,
    broker::CASES,
    call::CASES,
    next::CASES,
];

fn session() -> Session {
    Session::new(1, START, ClusterConfig::page(), Limits::page())
}

/// Plays lines up to an instant.
fn played(script: &[&str], at: i64) -> Session {
    let mut session = session();
    session.load(&script.join("\n")).expect("it can be played");
    session.advance(at);
    session
}

/// What a sentence says now.
fn said(session: &Session, id: &str) -> Narration {
    let all = session.narrations();
    let found = all.iter().find(|said| said.id == id).cloned();
    found.unwrap_or_else(|| {
        let all: Vec<String> = all
            .iter()
            .map(|said| [said.id, ": ", &said.text()].concat())
            .collect();
        panic!("{id} is not said at {}, but {all:#?}", session.now())
    })
}

#[test]
fn each_sentence_is_said_where_it_belongs() {
    for case in CASES.into_iter().flatten() {
        let session = played(case.script, case.at);
        let narration = said(&session, case.id);
        assert_eq!(narration.text(), case.text, "{}", case.id);
        if case.first {
            assert_eq!(session.narrator(), narration, "nothing is more urgent");
        }
        always::check(session.history().cluster(), &session.narrations(), case.id);
    }
}

#[test]
fn each_sentence_has_a_test() {
    let cases = CASES.into_iter().flatten().map(|case| case.id);
    let tested: BTreeSet<&str> = cases.chain(limits::TESTED.iter().copied()).collect();
    let all: BTreeSet<&str> = ids().collect();
    assert_eq!(tested, all);
}
