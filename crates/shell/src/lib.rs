//! The language of the playground: lines become commands of the engine, and what the engine
//! did becomes text.
//!
//! **New here? Begin with [the book](book): it says what each crate is and in which order
//! they are read.**
//!
//! A [`Session`] is a cluster with its history that one talks to in lines: it is what the
//! page, the terminal and the lessons are built on. It plays lines, keeps the journal
//! ([`mod@narrate`]) and the marks of the timeline ([`mod@marks`]), says what is happening or
//! why nothing is ([`mod@narrator`]), and what is known of a thing ([`inspect()`]). A
//! [`Recording`] is what a session shows, for a page without an engine.
//!
//! There is no Kafka in here: what a line does, the crate [`cluster`] does, and a line of
//! Kafka's own tools is the crate [`tools`]'. And there is nothing to see here: it is text
//! and JSON, and who draws is somebody else.
//!
//! # Where to begin
//!
//! ```
//! use cluster::config::ClusterConfig;
//! use cluster::limits::Limits;
//! use kafka_playground_shell::Session;
//!
//! let (seed, start) = (7, 1_767_603_600_000);
//! let mut session = Session::new(seed, start, ClusterConfig::page(), Limits::page());
//!
//! // A line is run at the present instant; time goes on when one says so.
//! session.run("topic create orders --partitions 3")?;
//! session.run("produce --topic orders --keys ana,bo,fay,kim --rate 2/s --name checkout")?;
//! let ran = session.run("consume --topic orders --group billing --members 2")?;
//! assert_eq!(ran.output, ["Started c1, c2."]);
//! session.advance(12_000);
//!
//! // What is done is told, in a journal
//! let journal = session.journal(0, usize::MAX);
//! assert_eq!(journal[0].text(), "topic create orders --partitions 3");
//! assert!(journal.iter().any(|line| line.kind == "rebalance"));
//!
//! // and of what is going on, the most telling.
//! session.run("crash c1")?;
//! assert_eq!(session.narrator().id, "dead-unnoticed");
//!
//! // Who mistypes is told what was meant, and where. Nothing has changed.
//! let wrong = session.run("crahs c2").unwrap_err();
//! assert_eq!(wrong.message, "There is no command \"crahs\". Did you mean crash?");
//! assert_eq!((wrong.column, wrong.length), (Some(0), Some(5)));
//!
//! // Kafka's tools are lines, too.
//! session.run("kafka-topics.sh --list")?;
//! session.advance(16_000);
//! let terminal = session.terminal();
//! assert_eq!(terminal.jobs[0].exit, Some(0));
//!
//! // All of it is a script, which makes the same again: there is no other save format.
//! let script = session.script();
//! assert!(script.ends_with("@12.000 crash c1\n@12.000 kafka-topics.sh --list\n"));
//! # Ok::<(), kafka_playground_shell::ShellError>(())
//! ```
//!
//! A recording is made of a script, and holds each view, mark and line of a stretch of time:
//!
//! ```
//! use kafka_playground_shell::{Header, Recording, Wanted};
//!
//! let recording = Recording::make(&Wanted {
//!     title: "A record lands",
//!     script: "topic create orders --partitions 1\n\
//!              produce --topic orders --keys ana --rate 1/s --name checkout",
//!     header: Header { seed: 7, start: 1_767_603_600_000 },
//!     at: 2_000,     // the instant that is shown first,
//!     until: 4_000,  // and the last one
//!     values: false,
//! })?;
//! let text = recording.text();
//! assert!(text.starts_with(r#"{"format":"kafka-playground recording","version":"#));
//! # Ok::<(), kafka_playground_shell::ShellError>(())
//! ```
//!
//! # What holds
//!
//! - [`parse`](parse::parse) and [`print`](print::print) are each other's inverse: each
//!   command has one line that stands for it, and buttons and menus give that line
//!   ([`compose()`]).
//! - The grammar of scripts is frozen: what was shared once opens for ever ([`saved`]).
//! - A sentence is said by its id and its arguments; the words stand in one table for each
//!   language, and nowhere else.
//! - What the narrator, the journal and the inspector say follows from state and events, and
//!   nothing is remembered beside them.
//!
//! # The chapters
//!
//! | in this order | what |
//! |---|---|
//! | [`book`] | where to begin |
//! | [`verbs`], [`verb`] | the verbs as one table |
//! | [`mod@parse`], [`mod@print`], [`mod@compose`], [`duration`] | a line becomes a command, and a command a line |
//! | [`mod@complete`], [`help`] | what may stand where somebody types, and what is said of it |
//! | [`mod@script`], [`saved`] | lines with their instants, as they are kept and shared |
//! | [`session`], [`mod@play`] | lines that are played on a history |
//! | [`journal`], [`mod@narrate`], [`mod@narrator`] | what happened, and what is happening, in words |
//! | [`thing`], [`mod@inspect`], [`outcome`], [`terminal`] | what is known of a thing; what calls came back with; the terminal |
//! | [`time`], [`mod@marks`], [`branches`] | the timeline |
//! | [`question`], [`whatif`], [`compare`] | what would be, and what differs |
//! | [`facts`] | the digest of an instant |
//! | [`recording`], [`json`] | a session for a page without an engine |
//!
//! *This is the sixth chapter of [the book](book). Before: [the cluster](cluster). Next: [the
//! lessons](../kafka_playground_lessons/index.html), documents that are played on a session.*

// The pages of other crates link to these, also where all are written at the same time.
#![doc(html_root_url = "../")]

pub mod book;
pub mod branches;
mod build;
mod calls;
mod clicked;
mod code;
pub mod compare;
pub mod complete;
pub mod compose;
pub mod duration;
pub mod facts;
mod follow;
pub mod help;
mod in_client;
pub mod inspect;
pub mod journal;
pub mod json;
mod literal;
mod losses;
mod manual;
pub mod marks;
pub mod narrate;
pub mod narrator;
pub mod outcome;
pub mod parse;
mod place;
pub mod play;
pub mod print;
pub mod question;
mod real_line;
pub mod recording;
mod refusal;
pub mod saved;
pub mod script;
pub mod session;
mod settings;
pub mod terminal;
mod texts;
pub mod thing;
pub mod time;
mod tool_line;
mod values;
pub mod verb;
pub mod verbs;
pub mod whatif;
mod words;

pub use branches::BranchLine;
pub use clicked::clicked;
pub use code::{CodeSetting, CodeState, CodeValue};
pub use compare::{Beside, Compared, Difference};
pub use complete::{Candidate, Completion};
pub use compose::{compose, Composed};
pub use follow::LifeStep;
pub use in_client::Called;
pub use inspect::{inspect, Inspection};
pub use journal::{JournalLine, Span, Tone};
pub use json::Json;
pub use manual::{manual_of, Manual, ManualOption};
pub use marks::{Awaited, Mark};
pub use narrator::Narration;
pub use outcome::OutcomeText;
pub use parse::{parse, Line};
pub use place::Place;
pub use print::print;
pub use real_line::real_lines;
pub use recording::{Recording, Wanted};
pub use refusal::{ParseError, ShellError};
pub use saved::{Opening, Restoring, Saved};
pub use script::{Header, Script, ScriptError};
pub use session::{Moved, RunResult, Session};
pub use tool_line::needs_more;
pub use whatif::WhatIf;
pub use words::quote;
