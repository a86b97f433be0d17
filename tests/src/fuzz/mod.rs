//! Lines by chance, real ones and hostile ones: none may hang or crash the
//! playground.
//!
//! A case is a seed. It draws what is done to a session, all of it beforehand
//! (`deed`), out of a grammar of the tools and of our verbs (`grammar`), and of
//! real lines in which something is changed (`mutate`); `play` does it, and
//! looks whether what must hold does: that a refusal changes nothing and has its
//! place in the line, that a line that is taken prints as it reads, that undo
//! and redo, ways back in time and the script on a new session lead to equal
//! states. Of a case that fails, `shrink` leaves what it needs to.

mod corpus;
mod deed;
mod grammar;
mod mutate;
mod play;
mod shrink;

pub use deed::{draw, Deed};
pub use play::{play, Failure, Progress};
pub use shrink::shrink;
