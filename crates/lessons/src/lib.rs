//! Lessons as literate documents: how they are written, and whether what they say is so.
//!
//! A lesson is Markdown with live blocks (`README.md` of this crate says which). [`compile`]
//! reads one, plays it on an engine and hands it to the page as a [`Lesson`]; what does not
//! hold is a [`Mistake`] with its place. What goals, predictions and claims are made of are
//! [`Predicate`]s, which are judged by the state alone: the build, the page's engine and the
//! tests ask the same ones.
//!
//! It knows nothing of a page: what is clicked and how it looks is JavaScript's. And it takes
//! nobody's word: a number that a lesson says of Kafka is one that the engine came to.
//!
//! # Where to begin
//!
//! [`compile`] is the way in, [`Compiled`] has the [`Lesson`] and its [`Mistake`]s. Here is a
//! small one, which says of a crash what most people expect:
//!
//! ```
//! use kafka_playground_lessons::compile;
//!
//! let lesson = |claim: &str| [
//!     "# A member dies",
//!     "",
//!     "Two consumers share a topic, and one of them dies.",
//!     "",
//!     "```scene",
//!     "# kafka-playground script v1, seed 4, start 1767603600000",
//!     "topic create orders --partitions 2",
//!     "consume --topic orders --group billing --members 2 --from-beginning",
//!     "@10.000",
//!     "```",
//!     "",
//!     "## c1 dies",
//!     "",
//!     "```do",
//!     "Let c1 die: `crash c1`.",
//!     "```",
//!     "",
//!     "```goal",
//!     "c1 is dead",
//!     "status c1 = crashed",
//!     "```",
//!     "",
//!     "```solution",
//!     "@10.500 crash c1",
//!     "@12.000",
//!     "```",
//!     "",
//!     "Everybody expects that the others notice at once.",
//!     "",
//!     "```check",
//!     "members billing = 2",
//!     claim,
//!     "```",
//! ].join("\n");
//!
//! // It says that the group has come to a second generation. It is played, and that is not
//! // so: nobody has noticed, because the session of 45 s is not over.
//! let wrong = compile(&lesson("generation billing = 2")).mistakes;
//! assert_eq!(wrong.len(), 1);
//! assert_eq!(
//!     wrong[0].to_string(),
//!     "32:1: This does not hold at @12.000: generation billing = 2. It is 1.",
//! );
//!
//! // With what is so, it holds.
//! let right = compile(&lesson("generation billing = 1"));
//! assert!(right.mistakes.is_empty());
//! assert_eq!(right.lesson.title, "A member dies");
//! assert_eq!(right.lesson.steps[0].title, "c1 dies");
//! ```
//!
//! A predicate is asked of the state of any session:
//!
//! ```
//! use cluster::config::ClusterConfig;
//! use cluster::limits::Limits;
//! use kafka_playground_lessons::{fact, judge};
//! use kafka_playground_shell::Session;
//!
//! let (seed, start) = (4, 1_767_603_600_000);
//! let mut session = Session::new(seed, start, ClusterConfig::page(), Limits::page());
//! for line in [
//!     "topic create orders --partitions 2",
//!     "consume --topic orders --group billing --members 2",
//! ] {
//!     session.run(line).unwrap();
//! }
//! session.advance(10_000);
//!
//! assert_eq!(fact(session.state(), "state billing").unwrap(), "Stable");
//! let judged = judge(session.state(), "members billing = 2\nlag billing > 0").unwrap();
//! assert_eq!((judged[0].holds, judged[1].holds), (true, false));
//! assert_eq!(judged[1].value, "0");
//! ```
//!
//! # What holds
//!
//! - A lesson without mistakes holds: every block was played, in the order in which it is
//!   written, and every claim was true where it stands.
//! - Facts conclude nothing of their own: a [`Fact`] is what the view says, in a few words.
//! - Any text has an answer. What is wrong is said with line and column, and with what would
//!   be right; a stranger's lesson is played within the page's limits, and for a bounded time.
//!
//! *This is the seventh chapter of [the book](../kafka_playground_shell/book/index.html). Before: [the
//! shell](kafka_playground_shell). Next: [the engine for JavaScript](../kafka_playground_wasm/index.html),
//! and the shell [in a terminal](../kafka_playground/index.html).*

// The pages of other crates link to these, also where all are written at the same time.
#![doc(html_root_url = "../")]

mod blocks;
mod defaults;
mod document;
mod fact;
mod facts;
mod lesson;
mod markdown;
mod mistake;
mod moments;
mod play;
mod predicate;
mod present;
mod prose;
mod reach;
mod read;
mod stage;
mod value;
mod words;

pub use defaults::default_of;
pub use fact::Fact;
pub use facts::facts;
pub use lesson::{CodeLine, Goal, Item, Lesson, Pick, Predict, Proof, Show, Step, Told};
pub use mistake::Mistake;
pub use moments::Moments;
pub use play::{compile, Compiled};
pub use predicate::{Judged, Predicate};
pub use present::Present;
pub use prose::{Inline, Prose};
pub use reach::{fact, judge, reach};
pub use value::Value;
pub use words::Wrong;
