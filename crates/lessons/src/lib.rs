//! Lessons as literate documents: how they are written, and whether what they
//! say is so.
//!
//! A lesson is Markdown with live blocks (`README.md` of this crate says which).
//! [`compile`] reads one, plays it on an engine and hands it to the page as a
//! [`Lesson`]; what does not hold is a [`Mistake`] with its place. What goals,
//! predictions and claims are made of are [`Predicate`]s, which are judged by the
//! state alone: the build, the page's engine and the tests ask the same ones.

mod blocks;
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
