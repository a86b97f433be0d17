//! Kafka's command line tools as pure programs, and the small shell that runs them.
//!
//! `kafka-topics.sh`, `kafka-consumer-groups.sh`, the console producer and consumer and the
//! others, with the options, the output, the errors and the exit statuses of Kafka 4.3; and
//! as much of bash as one types around them: quotes, pipes, redirections, `for`, and some
//! twenty small commands such as `grep`.
//!
//! A tool is a [`Process`]: it has arguments, files, standard input, output and errors, an
//! exit status, and one client, which it knows only by calls and their outcomes. Like a
//! client it is a state machine without clock, network or thread: [`Process::step`] says
//! what it does next, and whoever runs it performs that and tells it. It has no operating
//! system below it: its files are a [map in memory](Files), and nothing is executed.
//!
//! # Where to begin
//!
//! [`launch`] makes a [`Process`] of words, [`ToolStep`] is what it does next. A whole line
//! with pipes and files is a [`sh::Run`], which carries text from one process to the next.
//!
//! ```
//! use client::call::{AdminCall, Call};
//! use client::outcome::Outcome;
//! use protocol::config::Settings;
//! use std::sync::Arc;
//! use tools::{launch, ClientKind, Environment, Files, Stream, Text, ToolEvent, ToolStep};
//!
//! let words = "kafka-topics.sh --list --bootstrap-server localhost:9092";
//! let argv: Vec<Text> = words.split(' ').map(Text::from).collect();
//! let files = Files::new();
//! let around = Environment { files: &files, at: 0, draw: 0, interactive: false };
//! let tool = launch(&argv, &around).expect("there is such a tool");
//! assert_eq!(tool.client, ClientKind::Admin);
//!
//! // It asks its admin client for all topics, the internal ones among them.
//! let mut process = tool.process;
//! let Some(ToolStep::Begin(call)) = process.step(0) else { panic!() };
//! assert_eq!(call, Call::Admin(Arc::new(AdminCall::ListTopics(true))));
//! process.began(0, 1, &call);
//! assert_eq!(process.step(0), None, "it waits");
//!
//! // We are the cluster here, and answer.
//! let topics = ["__consumer_offsets", "orders"].map(Into::into).to_vec();
//! process.completed(9, 1, &call, &Arc::new(Outcome::Topics(topics)));
//!
//! // It prints, and ends well.
//! let mut printed = String::new();
//! while let Some(ToolStep::Did(event)) = process.step(9) {
//!     if let ToolEvent::Printed(Stream::Out, text) = &event {
//!         printed.push_str(text);
//!     }
//!     process.apply(9, &event);
//! }
//! assert_eq!(printed, "__consumer_offsets\norders\n");
//! assert_eq!(process.exit(), Some(0));
//! ```
//!
//! A tool that is refused says so in the words of Kafka's, and has made no call:
//!
//! ```
//! # use tools::{launch, Environment, Files, Stream, Text, ToolEvent, ToolStep};
//! # let files = Files::new();
//! # let around = Environment { files: &files, at: 0, draw: 0, interactive: false };
//! let words = "kafka-topics.sh --create --bootstrap-server localhost:9092";
//! # let argv: Vec<Text> = words.split(' ').map(Text::from).collect();
//! # let mut process = launch(&argv, &around).unwrap().process;
//! # let mut errors = String::new();
//! # while let Some(ToolStep::Did(event)) = process.step(0) {
//! #     if let ToolEvent::Printed(Stream::Err, text) = &event {
//! #         errors.push_str(text);
//! #     }
//! #     process.apply(0, &event);
//! # }
//! assert!(errors.starts_with("Missing required argument \"[topic]\""));
//! assert_eq!(process.exit(), Some(1));
//! ```
//!
//! # What holds
//!
//! - What a tool prints is what Kafka's prints, character by character, where the
//!   recordings of a real one have it; only the words of `--help` are our own.
//! - A small command takes no time (but for `sleep`), and no text makes one run for ever:
//!   [`sh::Limits`] says what a line may use.
//! - What our shell does not know it refuses, with a sentence, and never half.
//!
//! # The chapters
//!
//! | in this order | what |
//! |---|---|
//! | [`process`] | what all processes have |
//! | [`kafka`] | the tools, a module for each |
//! | `script` | programs that make one call after the other, written straight on |
//! | [`options`] | how the tools read their options |
//! | `properties`, `throwable` | `key=value`; Java's exceptions, as tools print them and stop at them |
//! | [`sh`] | the language of a line: pipes, redirections, `for` |
//!
//! *This is the fourth chapter of [the book](../kafka_playground_shell/book/index.html). Before:
//! [the clients](client). Next: [the cluster](../cluster/index.html), which puts all of them
//! together.*

// The pages of other crates link to these, also where all are written at the same time.
#![doc(html_root_url = "../")]

pub mod kafka;
pub mod options;
pub mod process;
mod properties;
mod script;
pub mod sh;
mod throwable;

pub use kafka::{launch, ClientKind, Environment, Launch};
pub use process::{ExitStatus, Process, Signal, Stream, Text, ToolEvent, ToolStep};
pub use script::{Io, Pause};
pub use throwable::{Stop, Throwable};

use protocol::map::Map;

/// Files in memory, by name. Copies are cheap as long as they are small.
pub type Files = Map<Text, Text>;
