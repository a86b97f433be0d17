//! A small, honest Kafka: machines with their clients and programs, a network and a broker
//! under one clock.
//!
//! This is the crate in which the others meet. A client says what it sends, a broker what it
//! answers; here both are put on machines, with a network between them on which a request
//! takes its time, and around each client there is a program that calls it. A [`Cluster`] is
//! given [`Command`](command::Command)s, and its time goes on; it tells what happened as
//! [`Event`](event::Event)s, which are the only thing that changes its [`State`], and shows
//! itself as a [`View`](view::View). A [`History`](history::History) remembers the commands,
//! so that any instant can be gone to again, on any branch.
//!
//! Everything is a function of the settings, the seed and the commands with their instants:
//! no clock, no thread, no I/O, no floating-point number. It simulates no disk and no
//! processor: a request takes no time in the broker, a flight takes some
//! ([`ClusterConfig`](config::ClusterConfig)), and work takes as long as a program says.
//!
//! # Where to begin
//!
//! Whoever wants a cluster as it is takes [`Cluster`]; whoever wants to go back takes a
//! [`History`](history::History), which has the same methods and more. Times are
//! milliseconds since the start.
//!
//! ```
//! use cluster::command::{Command, CommitMode, ConsumerSpec, ProducerSpec, Rate};
//! use cluster::config::ClusterConfig;
//! use cluster::history::History;
//! use cluster::limits::Limits;
//! use cluster::view::View;
//! use client::call::AdminCall;
//! use protocol::api::NewTopic;
//!
//! # let orders = NewTopic { name: "orders".into(), partitions: 3, ..NewTopic::default() };
//! # let producer = ProducerSpec {
//! #     name: Some("checkout".into()),
//! #     topic: "orders".into(),
//! #     keys: ["ana", "bo", "fay", "kim"].map(Into::into).to_vec(),
//! #     rate: Rate { records: 2, per_ms: 1_000 },
//! #     settings: Default::default(),
//! # };
//! # let consumers = ConsumerSpec {
//! #     name: None,
//! #     members: 2,
//! #     group: "billing".into(),
//! #     topics: vec!["orders".into()],
//! #     pattern: None,
//! #     work_ms: 300,
//! #     commit: CommitMode::Auto,
//! #     by_hand: false,
//! #     habit: Default::default(),
//! #     settings: [("auto.offset.reset".into(), "earliest".into())].into(),
//! # };
//! let (seed, start) = (7, 1_767_603_600_000);
//! let (config, limits) = (ClusterConfig::page(), Limits::page());
//! let mut history: History = History::new(config, limits, seed, start);
//!
//! // A topic of three partitions, a program that sends two records a second, and two that
//! // read them as the group `billing` and work on each for 300 ms.
//! history.submit(Command::Admin(AdminCall::CreateTopics(vec![orders])))?;
//! history.submit(Command::StartProducer(producer))?;
//! history.submit(Command::StartConsumers(consumers))?;
//! history.advance_to(12_000);
//!
//! let owners = |history: &History| -> Vec<_> {
//!     let view = View::of(history.cluster().state(), 0);
//!     let consumers = view.consumers.iter();
//!     consumers.map(|c| (c.machine.name.to_string(), c.assignment.len())).collect()
//! };
//! let both = [("c1".to_string(), 2), ("c2".to_string(), 1)];
//! assert_eq!(owners(&history), both);
//!
//! // c1 dies, and nobody is told. Its session is 45 s; then c2 has all three partitions.
//! history.submit(Command::Crash("c1".into()))?;
//! history.advance_to(70_000);
//! let alone = owners(&history);
//! assert_eq!(alone[1], ("c2".to_string(), 3));
//!
//! // What will be is what has been: we go back to before the crash, and on again.
//! history.seek(11_000);
//! assert_eq!(owners(&history), both);
//! history.seek(70_000);
//! assert_eq!(owners(&history), alone);
//!
//! // Another command in the past begins a branch. The old future is kept on its own.
//! history.seek(11_000);
//! assert!(history.submit(Command::Stop("c1".into()))?.forked);
//! history.advance_to(20_000);
//! assert_eq!(owners(&history)[1], ("c2".to_string(), 3), "who stops says good-bye");
//! assert_eq!(history.branches().len(), 2);
//! # Ok::<(), cluster::command::CommandError>(())
//! ```
//!
//! # What holds
//!
//! - What cannot be done is refused before anything changes: a
//!   [`CommandError`](command::CommandError), which is the playground's own and never
//!   travels. What Kafka refuses comes as its error, in a response.
//! - [`State::apply`] is the only code that changes the state, so folding the events rebuilds
//!   it ([`Cluster::rebuild`]), and the rebuilt cluster goes on as the original does.
//! - Same settings, seed and commands, same events, natively and in WebAssembly.
//!   [`SEMANTICS`] is raised where a correction makes them others.
//! - Clients and broker share no memory: what one knows of the other came in a flight.
//! - Nothing that happens depends on who looks: what only an observer wants is folded beside
//!   the state ([`observed`]).
//! - Everything has a limit ([`limits`]).
//!
//! # The chapters
//!
//! | in this order | what |
//! |---|---|
//! | [`command`], [`config`], [`limits`] | what one may ask for, and how much of it |
//! | [`instant`], [`timer`] | a place in time, and when what is due |
//! | [`event`], [`operation`] | what happened; calls that begin and end |
//! | [`network`] | connections, and what is in the air on them |
//! | [`app`], [`habit`] | the programs around the clients, and how they are written |
//! | [`terminal`] | lines for the command line tools, as they run |
//! | [`view`] | the state at an instant, as plain data |
//! | [`observed`] | facts about the past that no machine keeps |
//! | [`history`] | branches, and any instant on them |
//! | [`explore`] | what if: a fault at every instant, and what comes of it |
//!
//! *This is the fifth chapter of [the book](../kafka_playground_shell/book/index.html). Before: [the
//! tools](tools). Next: [the shell](../kafka_playground_shell/index.html), in which a command
//! is a line of text.*

// The pages of other crates link to these, also where all are written at the same time.
#![doc(html_root_url = "../")]
#![deny(clippy::float_arithmetic)]

pub mod app;
mod cluster;
pub mod command;
pub mod config;
pub mod event;
pub mod explore;
pub mod habit;
pub mod history;
mod ids;
pub mod instant;
pub mod limits;
mod machine;
pub mod network;
pub mod observed;
pub mod operation;
mod semantics;
mod state;
pub mod terminal;
pub mod timer;
pub mod view;

pub use cluster::{Cluster, Observer};
pub use ids::{FlightId, MachineId};
pub use machine::{Machine, Status};
pub use semantics::SEMANTICS;
pub use state::State;
