//! The simulated programs around the clients.
//!
//! A program runs as a [`Job`]: it makes one call after the other, knows its
//! client only by these calls and their outcomes, and ends with an exit status.
//! Like a client it has a `next_due_after` and a `step`. What all programs have
//! (what users asked for, being told to stop, standing still, how it ended) is
//! the job's; what one does is the program's. A tool that is run once is one
//! more [`Program`]: it gets its input and leaves its output there.
//!
//! *Read next: [`habit`](crate::habit), how such a program is written.*

mod consume;
mod event;
mod job;
mod produce;
mod program;
mod tool;
mod turn;

pub use consume::{Claim, ConsumeSpec, Consuming, Leaving, Line, Shown, AUTO_COMMIT};
pub use event::{AppEvent, AppStep};
pub use job::Job;
pub use produce::{ProduceSpec, Producing, Refused};
pub use program::{AppSpec, Program};
pub use tool::ToolSpec;
pub use turn::{ExitStatus, Facts, DIED, FAILED, INTERRUPTED, SUCCESS};
