//! The language of the playground: lines become commands of the engine, and
//! what the engine did becomes text.
//!
//! [`parse`](parse::parse) and [`print`](print::print) are each other's
//! inverse; [`compose()`] makes lines of words, and [`mod@script`] parts scripts into
//! lines with their instants. A [`Session`] plays lines on a history of the engine; it keeps the
//! journal ([`mod@narrate`]) and the marks of the timeline ([`mod@marks`]), and says
//! what is known of a thing ([`inspect()`]). A [`Recording`] is what a session
//! shows, for a page without an engine.

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
